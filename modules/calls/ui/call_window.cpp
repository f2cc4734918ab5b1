// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/call_window.h"

#include "calls/ui/card_pieces.h"
#include "calls/ui/person_row.h"
#include "calls/ui/wrap_up_form.h"
#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QPropertyAnimation>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace kemai {

CallWindow::CallWindow(CallModel &model, QWidget *beside)
    : QWidget(nullptr, Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint | Qt::WindowDoesNotAcceptFocus)
    , m_model(model)
    , m_screenOf(beside)
    , m_badge(new CardBadge)
    , m_name(new TextLabel(TextSize::Large, TextWeight::SemiBold))
    , m_beside(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
    , m_line(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_count(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_time(new TextLabel(TextSize::Body, TextWeight::Medium, ColorToken::Success))
    , m_close(new IconButton(Glyph::Close))
    , m_tags(new TagLine)
    , m_overdue(new OverdueBox)
    , m_events(new EventLines)
    , m_rows(new QVBoxLayout)
    , m_find(new QLineEdit)
    , m_note(new QPlainTextEdit)
    , m_form(new WrapUpForm)
    , m_phone(new QWidget)
    , m_target(new QLineEdit)
    , m_answer(new Button(ButtonKind::Primary))
    , m_end(new Button)
    , m_open(new Button)
    , m_create(new Button)
    , m_attach(new Button)
    , m_not(new Button(ButtonKind::Quiet))
    , m_slide(new QPropertyAnimation(this, "pos", this))
{
    setObjectName(u"callCard"_s);
    setAttribute(Qt::WA_ShowWithoutActivating);
    // Without a compositor the shadow and the corners would be black; a bare X server has none, and the card is cut out there.
    if (QGuiApplication::platformName() != "xcb"_L1)
        setAttribute(Qt::WA_TranslucentBackground);
    setAttribute(Qt::WA_QuitOnClose, false);
    m_name->setObjectName(u"call.name"_s);
    m_line->setObjectName(u"call.line"_s);
    m_hint->setObjectName(u"call.hint"_s);
    m_time->setObjectName(u"call.time"_s);
    m_close->setObjectName(u"call.close"_s);
    m_overdue->setObjectName(u"call.overdue"_s);
    m_events->setObjectName(u"call.events"_s);
    m_tags->setObjectName(u"call.tags"_s);
    m_find->setObjectName(u"call.find"_s);
    m_note->setObjectName(u"call.note"_s);
    m_target->setObjectName(u"call.target"_s);
    m_answer->setObjectName(u"call.answer"_s);
    m_end->setObjectName(u"call.end"_s);
    m_open->setObjectName(u"call.open"_s);
    m_create->setObjectName(u"call.create"_s);
    m_attach->setObjectName(u"call.attach"_s);
    m_not->setObjectName(u"call.not"_s);
    m_name->setElided(true);
    m_beside->setElided(true);
    m_line->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_note->setFixedHeight(72);
    m_note->setTabChangesFocus(true);
    m_answer->setGlyph(Glyph::Phone);

    auto *title = new QHBoxLayout;
    title->setSpacing(8);
    title->addWidget(m_name);
    title->addWidget(m_beside, 1);
    title->addWidget(m_count);
    title->addWidget(m_time);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addLayout(title);
    words->addWidget(m_line);
    words->addWidget(m_hint);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_badge, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    m_rows->setSpacing(0);
    for (int i = 1; i <= cardPeople; ++i) {
        auto *row = new PersonRow(i);
        m_people.append(row);
        m_rows->addWidget(row);
        connect(row, &QAbstractButton::clicked, this, [this, i] {
            m_model.choose(i - 1);
        });
    }
    for (int i = 0; i < 5; ++i) {
        auto *row = new PersonRow(0);
        row->setObjectName(u"found.%1"_s.arg(i));
        m_found.append(row);
        connect(row, &QAbstractButton::clicked, this, [this, i] {
            if (i < m_foundIds.size()) {
                const Id chosen = m_foundIds.at(i);
                m_find->clear();
                m_find->hide();
                showFound({});
                m_model.thisPerson(chosen);
            }
        });
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button *button : {m_answer, m_end, m_open, m_create, m_attach})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *acts = new QHBoxLayout(m_phone);
    acts->setContentsMargins(0, 0, 0, 0);
    acts->setSpacing(4);
    for (const QLatin1String name : phoneActs) {
        const QString action(name);
        auto *button = new Button(ButtonKind::Quiet);
        button->setObjectName(u"call."_s + action);
        connect(button, &QAbstractButton::clicked, this, [this, action] { emit phoneRequested(action); });
        m_acts.append(button);
        acts->addWidget(button);
    }
    acts->addStretch(1);
    auto *about = new QHBoxLayout; // what is known of the person, and that it is somebody else
    about->setSpacing(8);
    about->addWidget(m_tags, 1);
    about->addStretch(0);
    about->addWidget(m_not);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(floatingMargin + 16, floatingMargin + 16, floatingMargin + 16, floatingMargin + 16);
    column->setSpacing(12);
    column->addLayout(head);
    column->addLayout(about);
    column->addWidget(m_overdue);
    column->addWidget(m_events);
    column->addLayout(m_rows);
    column->addWidget(m_find);
    for (PersonRow *row : std::as_const(m_found))
        column->addWidget(row);
    column->addWidget(m_note);
    column->addWidget(m_form);
    column->addWidget(m_phone);
    column->addWidget(m_target);
    column->addLayout(buttons);
    column->setSizeConstraint(QLayout::SetNoConstraint);
    setFixedWidth(cardWidth + 2 * floatingMargin);

    m_note->installEventFilter(this);
    m_find->installEventFilter(this);
    m_target->installEventFilter(this);
    m_target->setMaxLength(32);
    m_target->hide();
    connect(m_form, &WrapUpForm::edited, this, [this] { m_model.setWrapUp(m_form->typed(), m_form->nextTyped()); });
    connect(m_form, &WrapUpForm::finished, &m_model, &CallModel::finishWrapUp);
    connect(m_answer, &QAbstractButton::clicked, &m_model, &CallModel::answer);
    connect(m_end, &QAbstractButton::clicked, this, [this] {
        const DeskCall *call = m_model.current();
        if (call && call->stage == DeskCall::Stage::WrapUp && m_form->isTouched())
            m_model.finishWrapUp();
        else
            m_model.hangUp();
        if (const DeskCall *still = m_model.current(); still && still->stage == DeskCall::Stage::WrapUp)
            takeKeyboard();
    });
    connect(m_close, &QAbstractButton::clicked, &m_model, &CallModel::dismiss);
    connect(m_not, &QAbstractButton::clicked, &m_model, &CallModel::notThisPerson);
    connect(m_attach, &QAbstractButton::clicked, this, &CallWindow::beginFinding);
    connect(m_open, &QAbstractButton::clicked, this, [this] {
        if (const DeskCall *call = m_model.current(); call && call->person())
            emit openRequested(call->person()->customer);
    });
    connect(m_create, &QAbstractButton::clicked, this, [this] {
        if (const DeskCall *call = m_model.current()) {
            const Caller &caller = call->record.caller;
            emit createRequested(caller.kind != Caller::Kind::Number ? QString() : caller.number.e164.isEmpty() ? caller.digits : caller.number.e164);
        }
    });
    connect(m_find, &QLineEdit::textEdited, &m_model, &CallModel::find);
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling)
            m_model.setNote(m_note->toPlainText());
    });
    connect(&m_model, &CallModel::changed, this, &CallWindow::refresh);
    connect(&m_model, &CallModel::found, this, &CallWindow::showFound);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &CallWindow::tick);
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { refresh(); });
}

void CallWindow::setKeys(const QKeySequence &answer, const QKeySequence &end)
{
    m_answer->setKey(answer);
    m_endKey = end;
    m_end->showKey(end);
    for (Button *button : {m_answer, m_end})
        button->setShortcut({}); // shown here; the desk takes the key, in every window
    refresh();
}

void CallWindow::setPhoneKeys(const QList<QKeySequence> &keys)
{
    for (qsizetype i = 0; i < m_acts.size(); ++i)
        m_acts.at(i)->showKey(keys.value(i));
}

void CallWindow::setWrapUpSeconds(int seconds)
{
    m_wrapUpSeconds = seconds;
}

void CallWindow::askTarget(const QString &action)
{
    const DeskCall *call = m_model.current();
    if (!call || call->stage != DeskCall::Stage::Talking || !m_showsCards)
        return;
    m_targetOf = action;
    m_target->setPlaceholderText(action == phoneActs[1] ? tr("Transfer to which number or extension?") : tr("Which number or extension joins?"));
    m_target->setAccessibleName(m_target->placeholderText());
    m_target->clear();
    m_target->show();
    place();
    takeKeyboard();
    m_target->setFocus(Qt::OtherFocusReason);
}

int CallWindow::wrapUpLeft(const DeskCall &call) const
{
    return m_wrapUpSeconds - int((m_model.nowMs() - call.record.endedMs) / 1000);
}

void CallWindow::tick()
{
    const DeskCall *call = m_model.current();
    if (!call)
        return;
    if (call->stage != DeskCall::Stage::WrapUp) {
        m_time->setText(Human::now().shortDuration(call->record.seconds(m_model.nowMs())));
        return;
    }
    const bool counts = !m_form->isTouched() && !(isActiveWindow() && acceptsKeyboard());
    const int left = wrapUpLeft(*call);
    m_time->setText(counts && left > 0 ? Human::now().shortDuration(left) : QString());
    if (counts && left <= 0 && m_model.asksWrapUp() != CallModel::AskWrapUp::Whole)
        m_model.dismiss();
}

void CallWindow::setShowsCards(bool shows)
{
    m_showsCards = shows;
    refresh();
}

void CallWindow::beginFinding()
{
    m_find->show();
    place();
    takeKeyboard();
    m_find->setFocus(Qt::OtherFocusReason);
}

bool CallWindow::acceptsKeyboard() const
{
    return !windowFlags().testFlag(Qt::WindowDoesNotAcceptFocus);
}

void CallWindow::giveKeyboard(bool accepts)
{
    if (accepts == acceptsKeyboard())
        return;
    const bool shown = isVisible();
    setWindowFlag(Qt::WindowDoesNotAcceptFocus, !accepts);
    setAttribute(Qt::WA_ShowWithoutActivating, !accepts);
    if (shown)
        show();
}

void CallWindow::takeKeyboard()
{
    if (!m_model.current() || !m_showsCards)
        return;
    giveKeyboard(true);
    raise();
    activateWindow();
    const DeskCall *call = m_model.current();
    const auto person = std::find_if(m_people.cbegin(), m_people.cend(), [](const PersonRow *row) { return row->isVisible(); });
    if (m_form->isVisible())
        m_form->firstEmpty()->setFocus(Qt::OtherFocusReason);
    else if (m_target->isVisible())
        m_target->setFocus(Qt::OtherFocusReason);
    else if (m_find->isVisible())
        m_find->setFocus(Qt::OtherFocusReason);
    else if (!call->person() && person != m_people.cend())
        (*person)->setFocus(Qt::OtherFocusReason); // a digit chooses, and must not become a note
    else if (m_note->isVisible())
        m_note->setFocus(Qt::OtherFocusReason);
    else if (m_answer->isVisible())
        m_answer->setFocus(Qt::OtherFocusReason);
    else
        m_end->setFocus(Qt::OtherFocusReason);
}

QRect CallWindow::cardGeometry() const
{
    return geometry().adjusted(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin);
}

void CallWindow::moveIn(const QRect &available)
{
    m_available = available;
    place();
}

void CallWindow::place()
{
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->sizeHint().height();
    QRect room = m_available;
    if (room.isNull()) {
        const QScreen *on = m_screenOf && m_screenOf->screen() ? m_screenOf->screen() : QGuiApplication::primaryScreen();
        room = on ? on->availableGeometry() : QRect(0, 0, 1440, 900);
    }
    resize(width(), std::min(height, room.height()));
    // The shadow may reach the edge; the card keeps 16 px from it.
    const QPoint where(room.right() + 1 - width(), room.bottom() + 1 - this->height());
    if (!isVisible() && theme().motionMs() > 0 && m_available.isNull()) {
        m_slide->stop();
        m_slide->setDuration(theme().motionMs());
        m_slide->setStartValue(where + QPoint(0, 24));
        m_slide->setEndValue(where);
        move(where + QPoint(0, 24));
        m_slide->start();
    } else if (m_slide->state() == QAbstractAnimation::Running) {
        m_slide->setEndValue(where);
    } else {
        move(where);
    }
}

void CallWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (testAttribute(Qt::WA_TranslucentBackground))
        return;
    QPainterPath card;
    card.addRoundedRect(QRectF(rect()).adjusted(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin), radius::card, radius::card);
    setMask(QRegion(card.toFillPolygon().toPolygon()));
}

void CallWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFloatingCard(&painter, rect(), radius::card);
    if (const DeskCall *call = m_model.current(); call && call->card && !m_reported) {
        m_reported = true;
        emit painted(call->since.nsecsElapsed() / 1000);
    }
}

void CallWindow::keyPressEvent(QKeyEvent *event)
{
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 1 && digit <= cardPeople && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        if (PersonRow *row = m_people.at(digit - 1); row->isVisible())
            row->click();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        m_model.dismiss();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        if (auto *row = qobject_cast<PersonRow *>(focusWidget())) {
            row->click();
            return;
        }
        if (m_answer->isVisible()) {
            m_answer->click();
            return;
        }
    }
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        m_model.next(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    QWidget::keyPressEvent(event);
}

void CallWindow::closeEvent(QCloseEvent *event)
{
    // Alt+F4 is Escape: the model decides what a call still has to keep.
    event->ignore();
    m_model.dismiss();
}

bool CallWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (watched == m_find) {
            if (key->key() == Qt::Key_Escape) {
                m_find->clear();
                m_find->hide();
                showFound({});
                place();
                return true;
            }
            if (enter || key->key() == Qt::Key_Down) {
                if (!m_foundIds.isEmpty())
                    enter ? m_found.first()->click() : m_found.first()->setFocus(Qt::TabFocusReason);
                return true;
            }
        } else if (watched == m_target) {
            if (key->key() == Qt::Key_Escape || (enter && !m_target->text().trimmed().isEmpty())) {
                const QString number = m_target->text().simplified().remove(u' ').remove(u'-');
                m_target->hide();
                place();
                if (enter)
                    emit targetGiven(m_targetOf, number);
                return true;
            }
        } else if (watched == m_note && enter && (key->modifiers() & Qt::ControlModifier)) {
            m_model.hangUp();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
