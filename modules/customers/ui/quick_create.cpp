// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/quick_create.h"

#include "customers/ui/customer_words.h"
#include "customers/ui/duplicate_banner.h"
#include "text/clean.h"
#include "text/phone.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestClip = 60;
constexpr int longestName = 24;
constexpr int savedShownMs = 6000;

bool looksLikeName(const QString &text)
{
    if (text.size() < 2 || text.size() > longestName)
        return false;
    const auto part = [](QChar c) { return c.isLetter() || c == u' ' || c == u'·' || c == u'.' || c == u'-' || c == u'\''; };
    if (!std::all_of(text.cbegin(), text.cend(), part))
        return false;
    const bool han = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.script() == QChar::Script_Han; });
    return han ? text.size() <= 5 : text.count(u' ') >= 1 && text.count(u' ') <= 3; // a lone Latin word is a word
}

} // namespace

QuickGuess quickGuess(const QString &clipboard)
{
    QuickGuess guess;
    if (clipboard.size() > longestClip)
        return guess;
    const QString text = clean(FieldClass::Name, clipboard).text;
    const QList<PhoneNumber> numbers = parsePhones(text);
    if (numbers.size() == 1 && numbers.first().isNumber() && numbers.first().digits.size() >= 7) {
        guess.phone = numbers.first().written;
        if (looksLikeName(numbers.first().label))
            guess.name = numbers.first().label;
    } else if (looksLikeName(text)) {
        guess.name = text;
    }
    return guess;
}

QuickCreate::QuickCreate(QWidget *parent)
    : QWidget(parent, Qt::Window | Qt::WindowStaysOnTopHint | Qt::WindowCloseButtonHint | Qt::CustomizeWindowHint | Qt::WindowTitleHint)
    , m_title(new TextLabel(TextSize::Large, TextWeight::SemiBold))
    , m_remark(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2))
    , m_known(new DuplicateBanner)
    , m_done(new Banner(Tone::Success))
    , m_save(new Button(ButtonKind::Primary))
    , m_leave(new Button(ButtonKind::Quiet))
{
    setObjectName(u"quickCreate"_s);
    setAttribute(Qt::WA_QuitOnClose, false);
    setFixedWidth(theme().scaled(440));
    m_known->setObjectName(u"quick.known"_s);
    m_done->setObjectName(u"quick.done"_s);
    m_save->setObjectName(u"quick.save"_s);
    m_leave->setObjectName(u"quick.leave"_s);
    m_done->hide();
    m_save->setKey(QKeySequence(Qt::Key_Return));
    m_save->setShortcut({}); // the fields take it

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addSpacing(8);
    column->addWidget(m_done);
    column->addWidget(m_known);
    static constexpr const char *codes[] = {"name", "phone", "source"};
    for (int i = 0; i < 3; ++i) {
        m_fields[i] = {new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2), new QLineEdit, codes[i]};
        m_fields[i].edit->setObjectName(u"quick."_s + QLatin1StringView(codes[i]));
        m_fields[i].label->setBuddy(m_fields[i].edit);
        m_fields[i].edit->installEventFilter(this);
        column->addWidget(m_fields[i].label);
        column->addWidget(m_fields[i].edit);
        if (i == 1)
            column->addWidget(m_remark);
        else
            column->addSpacing(8);
        connect(m_fields[i].edit, &QLineEdit::returnPressed, this, &QuickCreate::save);
        connect(m_fields[i].edit, &QLineEdit::textEdited, this, [this] {
            m_leaveSoon.stop();
            m_done->hide();
            clearErrors();
        });
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addWidget(m_leave);
    buttons->addStretch(1);
    column->addSpacing(4);
    column->addLayout(buttons);
    m_remark->setMinimumHeight(20);

    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(150);
    m_leaveSoon.setSingleShot(true);
    m_leaveSoon.setInterval(savedShownMs);
    connect(&m_leaveSoon, &QTimer::timeout, this, &QWidget::hide);
    connect(&m_askSoon, &QTimer::timeout, this, [this] { emit questionTyped(question()); });
    connect(m_fields[0].edit, &QLineEdit::textChanged, this, [this] { m_askSoon.start(); });
    connect(m_fields[1].edit, &QLineEdit::textChanged, this, [this] {
        m_askSoon.start();
        QStringList read;
        for (const PhoneNumber &number : parsePhones(m_fields[1].edit->text()))
            if (number.isNumber())
                read << (number.e164.isEmpty() ? number.digits : Human::now().phone(number.e164, number.extension));
        m_remark->setColor(ColorToken::Text2);
        m_remark->setText(read.join(u" · "_s));
    });
    connect(m_known, &DuplicateBanner::openRequested, this, [this](const Id &customer) {
        hide();
        emit openRequested(customer);
    });
    connect(m_known, &DuplicateBanner::attachRequested, this, [this](const Id &customer) { emit attachRequested(customer, m_fields[1].edit->text()); });
    connect(m_known->reasonEdit(), &QLineEdit::returnPressed, this, &QuickCreate::save);
    connect(m_done, &Banner::actionTriggered, this, [this] {
        m_done->hide();
        fit();
        emit undoRequested();
    });
    connect(m_save, &QAbstractButton::clicked, this, &QuickCreate::save);
    connect(m_leave, &QAbstractButton::clicked, this, &QWidget::hide);
    whenTranslated(this, [this] { retranslate(); });
}

void QuickCreate::retranslate()
{
    setWindowTitle(tr("New customer"));
    setAccessibleName(tr("New customer"));
    m_title->setText(tr("New customer"));
    m_fields[0].label->setText(CustomerWords::label(customer::name.field()));
    m_fields[1].label->setText(CustomerWords::label(phone::written.field()));
    m_fields[2].label->setText(CustomerWords::label(customer::source.field()));
    for (const Line &line : m_fields)
        line.edit->setAccessibleName(line.label->text());
    m_save->setText(tr("Save"));
    m_save->setAccessibleName(tr("Save"));
    m_leave->setText(tr("Close"));
    m_leave->setAccessibleName(tr("Close"));
    m_leave->setToolTip(tr("Close and keep the draft (Esc)"));
    m_save->updateGeometry();
    m_leave->updateGeometry();
    fit();
}

void QuickCreate::open(const QuickGuess &guess)
{
    m_since.start();
    m_leaveSoon.stop();
    m_done->hide();
    fit();
    if (!isVisible()) {
        const QScreen *on = parentWidget() && parentWidget()->screen() ? parentWidget()->screen() : QGuiApplication::primaryScreen();
        if (on)
            move(on->availableGeometry().center() - QPoint(width() / 2, height()));
    }
    show();
    raise();
    activateWindow();
    fill(guess);
}

void QuickCreate::prefill(const QuickGuess &guess)
{
    if (isVisible() && m_fields[0].edit->text().isEmpty() && m_fields[1].edit->text().isEmpty())
        fill(guess);
}

// Into empty fields, the keyboard into the first that stays empty. A draft is left alone.
void QuickCreate::fill(const QuickGuess &guess)
{
    const QString filled[] = {guess.name, guess.phone};
    const bool draft = !m_fields[0].edit->text().isEmpty() || !m_fields[1].edit->text().isEmpty();
    for (int i = 0; i < 2 && !draft; ++i)
        m_fields[i].edit->setText(filled[i]);
    int first = 0;
    while (first < 2 && !m_fields[first].edit->text().isEmpty())
        ++first;
    m_fields[first].edit->setFocus(Qt::OtherFocusReason);
}

NewCustomer QuickCreate::typed() const
{
    NewCustomer all;
    all.name = m_fields[0].edit->text();
    all.phone = m_fields[1].edit->text();
    all.source = m_fields[2].edit->text();
    all.differsBecause = m_known->reason();
    all.differsFrom = all.differsBecause.isEmpty() ? QList<Id>() : m_known->strong();
    return all;
}

void QuickCreate::save()
{
    if (m_saving || (m_done->isVisible() && typed().name.isEmpty() && typed().phone.isEmpty()))
        return;
    clearErrors();
    m_saving = true;
    m_save->setEnabled(false);
    emit saveRequested(typed());
}

void QuickCreate::refuse(const Error &error)
{
    m_saving = false;
    m_save->setEnabled(true);
    const QString sentence = CustomerWords::sentence(error);
    Line *at = &m_fields[0];
    for (Line &line : m_fields)
        if (error.details.value(0) == QLatin1StringView(line.code))
            at = &line;
    at->edit->setProperty("kemaiInvalid", true);
    at->edit->setAccessibleDescription(sentence);
    at->edit->update();
    at->edit->setFocus(Qt::OtherFocusReason);
    if (error.id == "customers.differenceReason"_L1) { // the answer is asked for above
        emit questionTyped(question());
        m_reasonAwaited = true;
        awaitReason();
    }
    m_remark->setColor(ColorToken::Danger);
    m_remark->setText(sentence);
    m_remark->setWordWrap(true);
    fit();
}

void QuickCreate::saved(const QString &name)
{
    m_saving = false;
    m_save->setEnabled(true);
    for (const Line &line : m_fields)
        line.edit->clear();
    m_fields[0].edit->setFocus(Qt::OtherFocusReason);
    m_known->clearReason();
    m_known->setCandidates({}, 0);
    m_done->setText({}, name.isEmpty() ? tr("Saved.") : tr("%1 is saved.").arg(name));
    m_done->setAction(tr("Undo"));
    m_done->show();
    fit();
    m_leaveSoon.start();
}

void QuickCreate::clearErrors()
{
    for (const Line &line : m_fields)
        if (line.edit->property("kemaiInvalid").toBool()) {
            line.edit->setProperty("kemaiInvalid", false);
            line.edit->setAccessibleDescription({});
            line.edit->update();
            m_remark->setColor(ColorToken::Text2);
            m_remark->clear();
        }
}

DuplicateQuestion QuickCreate::question() const
{
    DuplicateQuestion asked;
    asked.name = m_fields[0].edit->text().trimmed();
    asked.phone = m_fields[1].edit->text().trimmed();
    return asked;
}

void QuickCreate::showCandidates(const QList<DuplicateCandidate> &candidates, qint64 nowMs)
{
    m_known->setCandidates(candidates, nowMs);
    awaitReason();
    fit();
}

// Saving was refused for want of a reason: the keyboard goes where it is given, as soon as that is there.
void QuickCreate::awaitReason()
{
    if (m_reasonAwaited && !m_known->strong().isEmpty()) {
        m_reasonAwaited = false;
        m_known->reasonEdit()->setFocus(Qt::OtherFocusReason);
    }
}

void QuickCreate::fit()
{
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->sizeHint().height();
    resize(width(), height);
}

bool QuickCreate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn && m_since.isValid()) {
        emit ready(m_since.nsecsElapsed() / 1000);
        m_since.invalidate();
    }
    return QWidget::eventFilter(watched, event);
}

void QuickCreate::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        return;
    }
    QWidget::keyPressEvent(event);
}

void QuickCreate::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
