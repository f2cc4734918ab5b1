// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the card says of a call and who calls.
#include "calls/ui/call_window.h"

#include "calls/ui/call_words.h"
#include "calls/ui/card_pieces.h"
#include "calls/ui/person_row.h"
#include "calls/ui/wrap_up_form.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QAccessible>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace kemai {

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
    m_target->setAccessibleName(tr("Number or extension"));
    m_note->setPlaceholderText(tr("Note of this call; Ctrl+Enter saves and ends"));
    m_note->setAccessibleName(tr("Note of this call"));
    const QStringList acts{tr("Hold"), tr("Transfer…"), tr("Conference…"), tr("Mute")};
    for (qsizetype i = 0; i < m_acts.size(); ++i)
        m_acts.at(i)->setText(acts.at(i));
    for (Button *button : {m_open, m_create, m_attach, m_not})
        button->setAccessibleName(button->text());
    refresh();
}

void CallWindow::fillTalk(const DeskCall &call)
{
    const bool talking = call.stage == DeskCall::Stage::Talking;
    m_phone->setVisible(talking);
    if (!talking)
        m_target->hide();
    m_acts.at(0)->setText(call.isHeld ? tr("Resume") : tr("Hold"));
    m_acts.at(3)->setText(call.isMuted ? tr("Unmute") : tr("Mute"));
    for (Button *button : std::as_const(m_acts)) {
        button->setAccessibleName(button->text());
        button->updateGeometry();
    }
}

void CallWindow::fillWrapUp(const DeskCall &call, bool another)
{
    const bool wrapping = call.stage == DeskCall::Stage::WrapUp;
    const bool begins = wrapping && (another || !m_form->isVisibleTo(this));
    m_form->setVisible(wrapping);
    if (!begins)
        return;
    m_form->setWhole(m_model.asksWrapUp() == CallModel::AskWrapUp::Whole);
    const QTimeZone zone = QTimeZone::systemTimeZone();
    m_form->begin(call.wrapUp, call.wrapUpNext, QDateTime::fromMSecsSinceEpoch(m_model.nowMs(), zone).date(), zone);
    m_time->setText(m_form->isTouched() ? QString() : Human::now().shortDuration(std::max(wrapUpLeft(call), 0)));
}

void CallWindow::fillPerson(const DeskCall &call)
{
    const CardPerson *person = call.person();
    const Human human = Human::now();
    m_tags->setTags(CallWords::tags(call));
    m_overdue->setVisible(person && !person->overdue.isEmpty() && call.stage != DeskCall::Stage::WrapUp);
    QList<std::pair<QString, QString>> lines;
    if (person) {
        if (!person->overdue.isEmpty())
            m_overdue->setText(CallWords::promise(person->overdue.first()), CallWords::overdue(person->overdue.first()));
        for (const CardEvent &event : person->events)
            lines.append({human.shortTime(event.atMs, m_model.nowMs()), CallWords::event(event)});
        for (const CardTicket &ticket : person->tickets.first(std::min<qsizetype>(person->tickets.size(), 2)))
            lines.append({human.shortTime(ticket.openedMs, m_model.nowMs()), CallWords::ticket(ticket)});
    }
    m_events->setLines(call.stage == DeskCall::Stage::WrapUp ? decltype(lines)() : lines);
}

void CallWindow::fillRows(const DeskCall &call)
{
    // One certain person needs no chooser; everybody else who may be meant is one key away.
    const qsizetype count = call.card && !call.found ? call.card->people.size() : 0;
    const bool choose = call.stage != DeskCall::Stage::WrapUp && (count > 1 || (count == 1 && !call.person()));
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
        const bool hadKeyboard = isVisible() && isActiveWindow();
        hide();
        giveKeyboard(false);
        if (hadKeyboard && m_screenOf) // ready for what is next
            m_screenOf->activateWindow();
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
        m_target->hide();
        showFound({});
    }
    const bool talking = call->stage == DeskCall::Stage::Talking;
    const bool wrapping = call->stage == DeskCall::Stage::WrapUp;
    const CardPerson *person = call->person();
    m_badge->setKind(call->record.incoming ? u"call_in"_s : u"call_out"_s);
    m_name->setText(CallWords::title(*call));
    m_beside->setText(person ? CallWords::beside(*person) : QString());
    m_line->setText(CallWords::line(*call));
    m_line->setVisible(!m_line->text().isEmpty());
    m_hint->setText(CallWords::hint(*call));
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_count->setText(m_model.count() > 1 ? u"%1/%2"_s.arg(m_model.position() + 1).arg(m_model.count()) : QString());
    m_time->setVisible(talking || wrapping);
    if (!wrapping)
        m_time->setText(Human::now().shortDuration(call->record.seconds(m_model.nowMs())));
    talking || wrapping ? m_tick.start() : m_tick.stop();
    fillPerson(*call);
    fillRows(*call);
    fillTalk(*call);
    fillWrapUp(*call, another);
    m_note->setVisible(talking && !person);
    m_answer->setVisible(call->stage == DeskCall::Stage::Ringing);
    m_answer->setText(call->record.incoming ? tr("Answer") : tr("Connected"));
    m_answer->setAccessibleName(m_answer->text());
    m_end->setText(wrapping ? tr("Done") : talking ? tr("Hang up") : call->record.incoming ? tr("Decline") : tr("Not reached"));
    m_end->setKind(wrapping ? ButtonKind::Primary : ButtonKind::Secondary);
    m_end->showKey(wrapping ? QKeySequence(Qt::CTRL | Qt::Key_Return) : m_endKey);
    m_end->setAccessibleName(m_end->text());
    m_open->setVisible(talking && person);
    m_create->setVisible(talking && !person && call->card && call->record.caller.kind == Caller::Kind::Number);
    m_attach->setVisible(talking && !person && call->card);
    m_attach->setText(call->record.caller.canBeLookedUp() ? tr("Attach…") : tr("Find…"));
    m_attach->setAccessibleName(m_attach->text());
    m_not->setVisible(person && !wrapping);
    for (Button *button : {m_answer, m_end, m_open, m_create, m_attach, m_not})
        button->updateGeometry();
    setAccessibleDescription(CallWords::summary(*call));
    place();
    if (!isVisible()) {
        show();
        QAccessibleEvent announced(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&announced);
    }
    if (another)
        raise(); // a window that came up meanwhile may lie over it
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

} // namespace kemai
