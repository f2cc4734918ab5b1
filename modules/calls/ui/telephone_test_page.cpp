// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/telephone_test_page.h"

#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

class TelephoneTestPage::Row : public QWidget
{
public:
    Row()
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFocusPolicy(Qt::NoFocus);
    }
    void say(const QString &name, const QString &state, const QString &detail, Outcome outcome, double ms)
    {
        m_name = name;
        m_state = state;
        m_detail = detail;
        m_outcome = outcome;
        m_ms = ms < 0 ? QString() : ms < 10 ? u"%1 ms"_s.arg(ms, 0, 'f', 1) : u"%1 ms"_s.arg(qRound(ms));
        setAccessibleName(QStringList{name, state, m_ms, detail}.join(u", "_s));
        setToolTip(detail);
        update();
    }
    QSize sizeHint() const override { return {480, theme().scaled(40)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const ColorToken tone = m_outcome == Outcome::Good ? ColorToken::Success : m_outcome == Outcome::Bad ? ColorToken::Danger : ColorToken::Text3;
        const Glyph glyph = m_outcome == Outcome::Good ? Glyph::CheckCircle : m_outcome == Outcome::Bad ? Glyph::Warning : Glyph::Clock;
        const int side = theme().scaled(20);
        paintIcon(&painter, QRect(0, 0, side, height()), glyph, tone, side);
        const int left = side + 12;
        const int end = width() - theme().scaled(80);
        paintText(&painter, QRect(left, 0, theme().scaled(216), height()), m_name, theme().font(TextSize::Body, TextWeight::Medium), ColorToken::Text);
        int x = left + theme().scaled(224);
        x += paintText(&painter, QRect(x, 0, std::max(0, end - x), height()), m_state, theme().font(TextSize::Body), tone) + 16;
        paintText(&painter, QRect(x, 0, std::max(0, end - x), height()), m_detail, theme().font(TextSize::Secondary), ColorToken::Text2);
        paintText(&painter, QRect(end, 0, width() - end, height()), m_ms, theme().font(TextSize::Secondary), ColorToken::Text2, Qt::AlignRight | Qt::AlignVCenter);
        painter.fillRect(QRect(left, height() - 1, width() - left, 1), theme().color(ColorToken::Border));
    }

private:
    QString m_name;
    QString m_state;
    QString m_detail;
    QString m_ms;
    Outcome m_outcome = Outcome::Waiting;
};

TelephoneTestPage::TelephoneTestPage(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_about(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_number(new QLineEdit(u"13800138000"_s))
    , m_start(new Button(ButtonKind::Primary))
    , m_result(new TextLabel(TextSize::Body, TextWeight::Medium))
{
    setObjectName(u"telephoneTest"_s);
    m_number->setObjectName(u"telephoneTest.number"_s);
    m_start->setObjectName(u"telephoneTest.start"_s);
    m_result->setObjectName(u"telephoneTest.result"_s);
    m_start->setGlyph(Glyph::Phone);
    m_about->setWordWrap(true);
    auto *inside = new QVBoxLayout;
    inside->setSpacing(0);
    inside->addWidget(m_title);
    inside->addSpacing(4);
    inside->addWidget(m_about);
    inside->addSpacing(16);
    auto *start = new QHBoxLayout;
    start->setSpacing(8);
    start->addWidget(m_number);
    start->addWidget(m_start);
    start->addSpacing(8);
    start->addWidget(m_result);
    start->addStretch(1);
    inside->addLayout(start);
    inside->addSpacing(16);
    for (int i = 0; i < testSteps; ++i) {
        m_rows[size_t(i)] = new Row;
        m_rows[size_t(i)]->setObjectName(u"telephoneTest.step.%1"_s.arg(i));
        inside->addWidget(m_rows[size_t(i)]);
    }
    inside->addStretch(1);
    auto *column = new QHBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 24);
    auto *held = new QWidget;
    held->setLayout(inside);
    inside->setContentsMargins(0, 0, 0, 0);
    whenThemed(this, [this, held] {
        held->setMaximumWidth(theme().scaled(880));
        m_number->setFixedWidth(theme().scaled(200));
    });
    column->addWidget(held, 1);
    column->addStretch(0);
    setFocusProxy(m_number);

    const auto start_ = [this] { emit testRequested(m_number->text()); };
    connect(m_start, &QAbstractButton::clicked, this, start_);
    connect(m_number, &QLineEdit::returnPressed, this, start_);
    whenTranslated(this, [this] { retranslate(); });
}

QString TelephoneTestPage::name(TestStep step)
{
    switch (step) {
    case TestStep::Socket: return tr("This computer's socket");
    case TestStep::HandOver: return tr("A second start hands over");
    case TestStep::Number: return tr("The number is read");
    case TestStep::LookUp: return tr("The caller is looked up");
    case TestStep::Card: return tr("The card is painted");
    case TestStep::Written: return tr("The call is written");
    case TestStep::Withdrawn: return tr("And withdrawn again");
    case TestStep::Dialing: return tr("A program that dials");
    case TestStep::Keys: return tr("Keys in every window");
    }
    return {};
}

void TelephoneTestPage::retranslate()
{
    m_title->setText(tr("Test the telephone"));
    m_about->setText(tr("Fakes a call the way a telephone system reports one. The card comes up for a moment; what is written is withdrawn again."));
    m_number->setAccessibleName(tr("Number that calls"));
    m_number->setPlaceholderText(tr("Number that calls"));
    m_start->setText(tr("Fake a call"));
    m_start->setAccessibleName(tr("Fake a call"));
    m_start->updateGeometry();
    for (int i = 0; i < testSteps; ++i)
        if (m_outcomes[size_t(i)] == Outcome::Waiting)
            setStep(TestStep(i), Outcome::Waiting);
    sayResult();
}

void TelephoneTestPage::begin()
{
    m_running = true;
    m_ended = false;
    m_start->setEnabled(false);
    for (int i = 0; i < testSteps; ++i)
        setStep(TestStep(i), Outcome::Waiting);
    sayResult();
}

void TelephoneTestPage::setStep(TestStep step, Outcome outcome, double ms, const QString &detail)
{
    m_outcomes[size_t(step)] = outcome;
    const QString state = outcome == Outcome::Good ? tr("works") : outcome == Outcome::Bad ? tr("fails") : outcome == Outcome::Running ? tr("running") : tr("not tested");
    m_rows[size_t(step)]->say(name(step), state, detail, outcome, ms);
}

void TelephoneTestPage::end()
{
    for (int i = 0; i < testSteps; ++i)
        if (m_outcomes[size_t(i)] == Outcome::Waiting || m_outcomes[size_t(i)] == Outcome::Running)
            setStep(TestStep(i), Outcome::Bad, -1, tr("no answer"));
    m_running = false;
    m_ended = true;
    m_start->setEnabled(true);
    sayResult();
}

void TelephoneTestPage::sayResult()
{
    const auto bad = std::count(m_outcomes.cbegin(), m_outcomes.cend(), Outcome::Bad);
    m_result->setColor(!m_ended ? ColorToken::Text2 : bad == 0 ? ColorToken::Success : ColorToken::Danger);
    m_result->setText(m_running  ? tr("A call is on its way…")
                      : !m_ended ? QString()
                      : bad == 0 ? tr("Everything works.")
                                 : tr("%n step(s) fail.", nullptr, int(bad)));
}

void TelephoneTestPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
