// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/call_window.h"

#include "calls/ui/call_words.h"
#include "calls/ui/card_pieces.h"
#include "calls/ui/person_row.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QAccessible>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
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
    , m_line(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2))
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
    buttons->addWidget(m_not);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(floatingMargin + 16, floatingMargin + 16, floatingMargin + 16, floatingMargin + 16);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_tags);
    column->addWidget(m_overdue);
    column->addWidget(m_events);
    column->addLayout(m_rows);
    column->addWidget(m_find);
    for (PersonRow *row : std::as_const(m_found))
        column->addWidget(row);
    column->addWidget(m_note);
    column->addLayout(buttons);
    column->setSizeConstraint(QLayout::SetNoConstraint);
    setFixedWidth(cardWidth + 2 * floatingMargin);

    m_note->installEventFilter(this);
    m_find->installEventFilter(this);
    connect(m_answer, &QAbstractButton::clicked, &m_model, &CallModel::answer);
    connect(m_end, &QAbstractButton::clicked, &m_model, &CallModel::hangUp);
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
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (const DeskCall *call = m_model.current())
            m_time->setText(Human::now().shortDuration(call->record.seconds(m_model.nowMs())));
    });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { refresh(); });
}

void CallWindow::setKeys(const QKeySequence &answer, const QKeySequence &end)
{
    m_answer->setKey(answer);
    m_end->setKey(end);
    for (Button *button : {m_answer, m_end})
        button->setShortcut({}); // shown here; the desk takes the key, in every window
    refresh();
}

void CallWindow::setShowsCards(bool shows)
{
    m_showsCards = shows;
    refresh();
}

void CallWindow::retranslate()
{
    setWindowTitle(tr("Incoming call"));
    setAccessibleName(tr("Incoming call"));
    m_close->setLabel(tr("Put the card away"));
    m_open->setText(tr("Open"));
    m_create->setText(tr("New customer"));
    m_attach->setText(tr("Attach…"));
    m_attach->setToolTip(tr("This number belongs to a customer who is there already"));
    m_not->setText(tr("Not this person"));
    m_not->setToolTip(tr("Not this person; the next call does not show them first") + u"  "_s
                      + QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W).toString(QKeySequence::NativeText));
    m_find->setPlaceholderText(tr("Name, pinyin or last four digits"));
    m_find->setAccessibleName(tr("Find the caller"));
    m_note->setPlaceholderText(tr("Note of this call; Ctrl+Enter saves and ends"));
    m_note->setAccessibleName(tr("Note of this call"));
    for (Button *button : {m_open, m_create, m_attach, m_not})
        button->setAccessibleName(button->text());
    refresh();
}

void CallWindow::fillPerson(const DeskCall &call)
{
    const CardPerson *person = call.person();
    const Human human = Human::now();
    m_tags->setTags(CallWords::tags(call));
    m_overdue->setVisible(person && !person->overdue.isEmpty());
    QList<std::pair<QString, QString>> lines;
    if (person) {
        if (!person->overdue.isEmpty())
            m_overdue->setText(CallWords::promise(person->overdue.first()), CallWords::overdue(person->overdue.first()));
        for (const CardEvent &event : person->events)
            lines.append({human.shortTime(event.atMs, m_model.nowMs()), CallWords::event(event)});
        for (const CardTicket &ticket : person->tickets.first(std::min<qsizetype>(person->tickets.size(), 2)))
            lines.append({human.shortTime(ticket.openedMs, m_model.nowMs()), CallWords::ticket(ticket)});
    }
    m_events->setLines(lines);
}

void CallWindow::fillRows(const DeskCall &call)
{
    // One certain person needs no chooser; everybody else who may be meant is one key away.
    const qsizetype count = call.card && !call.found ? call.card->people.size() : 0;
    const bool choose = count > 1 || (count == 1 && !call.person());
    for (int i = 0; i < m_people.size(); ++i) {
        PersonRow *row = m_people.at(i);
        const bool there = choose && i < count && !(call.person() && call.person() == &call.card->people.at(i));
        row->setVisible(there);
        if (!there)
            continue;
        const CardPerson &person = call.card->people.at(i);
        QStringList beside{CallWords::beside(person), person.rejected ? tr("was said not to be") : CallWords::why(person)};
        beside.removeAll(QString());
        row->setPerson(person.contactName.isEmpty() ? person.name : person.contactName, beside.join(u" · "_s));
    }
}

void CallWindow::refresh()
{
    const DeskCall *call = m_model.current();
    if (!call || !m_showsCards) {
        m_tick.stop();
        m_shown = {};
        hide();
        giveKeyboard(false);
        return;
    }
    const bool another = m_shown != call->record.interaction;
    if (another) {
        m_shown = call->record.interaction;
        m_reported = false;
        m_filling = true;
        m_note->setPlainText(call->record.note);
        m_filling = false;
        m_find->clear();
        m_find->hide();
        showFound({});
    }
    const bool talking = call->stage == DeskCall::Stage::Talking;
    const CardPerson *person = call->person();
    m_badge->setKind(call->record.incoming ? u"call_in"_s : u"call_out"_s);
    m_name->setText(CallWords::title(*call));
    m_beside->setText(person ? CallWords::beside(*person) : QString());
    m_line->setText(CallWords::line(*call));
    m_line->setVisible(!m_line->text().isEmpty());
    m_hint->setText(CallWords::hint(*call));
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_count->setText(m_model.count() > 1 ? u"%1/%2"_s.arg(m_model.position() + 1).arg(m_model.count()) : QString());
    m_time->setVisible(talking);
    m_time->setText(Human::now().shortDuration(call->record.seconds(m_model.nowMs())));
    talking ? m_tick.start() : m_tick.stop();
    fillPerson(*call);
    fillRows(*call);
    m_note->setVisible(talking && !person);
    m_answer->setVisible(!talking);
    m_answer->setText(call->record.incoming ? tr("Answer") : tr("Connected"));
    m_answer->setAccessibleName(m_answer->text());
    m_end->setText(talking ? tr("Hang up") : call->record.incoming ? tr("Decline") : tr("Not reached"));
    m_end->setAccessibleName(m_end->text());
    m_open->setVisible(talking && person);
    m_create->setVisible(talking && !person && call->card && call->record.caller.kind == Caller::Kind::Number);
    m_attach->setVisible(talking && !person && call->card);
    m_attach->setText(call->record.caller.canBeLookedUp() ? tr("Attach…") : tr("Find…"));
    m_attach->setAccessibleName(m_attach->text());
    m_not->setVisible(person);
    for (Button *button : {m_answer, m_end, m_open, m_create, m_attach, m_not})
        button->updateGeometry();
    setAccessibleDescription(CallWords::summary(*call));
    place();
    if (!isVisible()) {
        show();
        raise();
        QAccessibleEvent announced(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&announced);
    }
    update();
}

void CallWindow::showFound(const QList<Hit> &hits)
{
    m_foundIds.clear();
    for (int i = 0; i < m_found.size(); ++i) {
        const bool there = i < hits.size();
        m_found.at(i)->setVisible(there);
        if (!there)
            continue;
        const Hit &hit = hits.at(i);
        m_foundIds.append(hit.customer);
        QStringList beside{hit.name.isEmpty() ? QString() : hit.company, hit.phones.isEmpty() ? QString() : Human::now().phone(hit.phones.first())};
        beside.removeAll(QString());
        m_found.at(i)->setPerson(hit.name.isEmpty() ? hit.company : hit.name, beside.join(u" · "_s));
    }
    if (isVisible())
        place();
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
    if (m_find->isVisible())
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
        } else if (watched == m_note && enter && (key->modifiers() & Qt::ControlModifier)) {
            m_model.hangUp();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
