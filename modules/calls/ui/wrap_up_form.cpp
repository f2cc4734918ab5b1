// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/wrap_up_form.h"

#include "text/due_date.h"
#include "text/pinyin_match.h"
#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int resultsOfLine = 4;
}

WrapUpForm::WrapUpForm(QWidget *parent)
    : QWidget(parent), m_result(new QLineEdit), m_reason(new QLineEdit), m_next(new QLineEdit), m_due(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
{
    setObjectName(u"wrapUp"_s);
    m_result->setObjectName(u"wrapUp.result"_s);
    m_reason->setObjectName(u"wrapUp.reason"_s);
    m_next->setObjectName(u"wrapUp.next"_s);
    m_due->setObjectName(u"wrapUp.due"_s);
    auto *offers = new QVBoxLayout;
    offers->setSpacing(4);
    QHBoxLayout *line = nullptr;
    for (int i = 0; i < shownResults; ++i) {
        auto *button = new Button(ButtonKind::Secondary);
        button->setObjectName(u"wrapUp.result%1"_s.arg(i + 1));
        button->setFocusPolicy(Qt::NoFocus); // letters find it; Tab goes on to the reason
        connect(button, &QAbstractButton::clicked, this, [this, button] { take(button->text()); });
        m_results.append(button);
        if (i % resultsOfLine == 0) {
            line = new QHBoxLayout;
            line->setSpacing(4);
            line->addStretch(1);
            offers->addLayout(line);
        }
        line->insertWidget(line->count() - 1, button);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_result);
    column->addLayout(offers);
    column->addWidget(m_reason);
    column->addWidget(m_next);
    column->addWidget(m_due);
    for (QLineEdit *field : {m_result, m_reason, m_next}) {
        field->installEventFilter(this);
        field->setMaxLength(200);
    }
    connect(m_result, &QLineEdit::textEdited, this, [this] {
        offer();
        emit edited();
    });
    connect(m_reason, &QLineEdit::textEdited, this, &WrapUpForm::edited);
    connect(m_next, &QLineEdit::textEdited, this, [this] {
        if (splitDue(m_next->text(), m_today).due) // a day in the words is the newer wish; other words leave the key's
            m_chosen = {};
        sayDue();
        emit edited();
    });
    whenTranslated(this, [this] { retranslate(); });
}

void WrapUpForm::retranslate()
{
    m_result->setAccessibleName(tr("Result of the call"));
    m_reason->setAccessibleName(tr("Reason"));
    m_next->setAccessibleName(tr("Next step"));
    m_result->setPlaceholderText(tr("Result: two letters, Enter"));
    m_reason->setPlaceholderText(m_whole ? tr("Reason, in one line (required)") : tr("Reason, in one line"));
    m_next->setPlaceholderText(tr("Next step: send the quote, Friday…   Alt+3: in 3 days"));
    offer();
    sayDue();
}

void WrapUpForm::setWhole(bool whole)
{
    m_whole = whole;
    retranslate();
}

void WrapUpForm::begin(const WrapUp &typed, const QString &next, const QDate &today, const QTimeZone &zone)
{
    m_today = today;
    m_zone = zone;
    m_chosen = {};
    m_result->setText(typed.result);
    m_reason->setText(typed.reason);
    m_next->setText(next);
    offer();
    sayDue();
}

QLineEdit *WrapUpForm::firstEmpty() const
{
    for (QLineEdit *field : {m_result, m_reason})
        if (field->text().trimmed().isEmpty())
            return field;
    return m_next;
}

// The results that fit what is typed; the first is what Enter takes.
void WrapUpForm::offer()
{
    const QString typed = m_result->text().trimmed();
    QStringList fit;
    for (const QString &result : callResults(language().tongue() == Tongue::Chinese))
        if (typed.isEmpty() || result.contains(typed, Qt::CaseInsensitive) || matchPinyin(result, typed, Reading::Ordinary))
            fit << result;
    for (int i = 0; i < m_results.size(); ++i) {
        Button *button = m_results.at(i);
        button->setVisible(i < fit.size());
        if (i >= fit.size())
            continue;
        button->setText(fit.at(i));
        button->setAccessibleName(fit.at(i));
        button->setKind(!typed.isEmpty() && i == 0 ? ButtonKind::Primary : ButtonKind::Secondary);
    }
}

void WrapUpForm::take(const QString &result)
{
    m_result->setText(result);
    offer();
    emit edited();
    m_reason->setFocus(Qt::TabFocusReason);
}

QString WrapUpForm::nextTyped() const
{
    return m_next->text();
}

bool WrapUpForm::isTouched() const
{
    return !QString(m_result->text() + m_reason->text() + m_next->text()).trimmed().isEmpty();
}

WrapUp WrapUpForm::typed() const
{
    WrapUp all{.result = m_result->text().trimmed(), .reason = m_reason->text().trimmed(), .nextTitle = {}, .nextDueMs = 0};
    const DueWords next = splitDue(m_next->text(), m_today);
    if (next.words.isEmpty() && !next.due && !m_chosen.isValid())
        return all;
    all.nextTitle = next.words.isEmpty() ? tr("Call again") : next.words;
    const DueDate due = m_chosen.isValid() ? DueDate{m_chosen, {}, 0} : next.due.value_or(DueDate{Calendar::china().addWorkdays(m_today, 1), {}, 0});
    all.nextDueMs = due.toMs(m_zone);
    return all;
}

void WrapUpForm::sayDue()
{
    const WrapUp all = typed();
    m_due->setText(all.nextTitle.isEmpty() ? tr("No next step") : tr("%1, due %2").arg(all.nextTitle, Human::now().day(QDateTime::fromMSecsSinceEpoch(all.nextDueMs, m_zone).date())));
}

void WrapUpForm::toDay(int days)
{
    m_chosen = Calendar::china().workdayFrom(m_today.addDays(days));
    sayDue();
    emit edited();
}

bool WrapUpForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int days = key->key() - Qt::Key_0;
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool byDay = modifiers == Qt::AltModifier && days >= 1 && days <= 9;
    if (event->type() == QEvent::ShortcutOverride) {
        if (!byDay)
            return QWidget::eventFilter(watched, event);
        event->accept(); // in this form a day, not a check-in
        return true;
    }
    if (byDay) {
        toDay(days);
        m_next->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (!enter)
        return QWidget::eventFilter(watched, event);
    const QString begun = m_result->text().trimmed();
    if (watched == m_result && !begun.isEmpty()) // what fits no result stays as typed: it is one of its own
        take(m_results.first()->isVisible() ? m_results.first()->text() : begun);
    if (modifiers == Qt::ControlModifier || watched == m_next)
        emit finished();
    else if (watched == m_reason)
        m_next->setFocus(Qt::TabFocusReason);
    return true;
}

} // namespace kemai
