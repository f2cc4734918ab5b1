// SPDX-License-Identifier: GPL-3.0-or-later
// kemaictl call NUMBER: what the card of an incoming call shows.
#include "commands.h"

#include "calls/call_card.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace kemai {

namespace {

QString iso(qint64 ms)
{
    return ms == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

QJsonObject toJson(const CardPerson &person)
{
    QJsonArray events;
    for (const CardEvent &event : person.events)
        events.append(QJsonObject{{QStringLiteral("at"), iso(event.atMs)}, {QStringLiteral("channel"), event.channel},
                                  {QStringLiteral("direction"), event.direction}, {QStringLiteral("subject"), event.subject},
                                  {QStringLiteral("text"), event.text}});
    QJsonArray overdue;
    for (const OverduePromise &promise : person.overdue)
        overdue.append(QJsonObject{{QStringLiteral("text"), promise.text}, {QStringLiteral("due"), iso(promise.dueMs)},
                                   {QStringLiteral("days"), promise.days}, {QStringLiteral("by"), promise.ownerName}});
    QJsonArray tickets;
    for (const CardTicket &ticket : person.tickets)
        tickets.append(QJsonObject{{QStringLiteral("number"), ticket.number}, {QStringLiteral("title"), ticket.title},
                                   {QStringLiteral("state"), ticket.state}, {QStringLiteral("priority"), ticket.priority}});
    return {{QStringLiteral("id"), person.customer.toString()},
            {QStringLiteral("name"), person.name},
            {QStringLiteral("company"), person.company},
            {QStringLiteral("contact"), person.contactName},
            {QStringLiteral("relation"), person.relation},
            {QStringLiteral("level"), person.level},
            {QStringLiteral("owner"), person.ownerName},
            {QStringLiteral("tags"), QJsonArray::fromStringList(person.tags)},
            {QStringLiteral("because"), becauseCode(person.because)},
            {QStringLiteral("detail"), person.detail},
            {QStringLiteral("rejected"), person.rejected},
            {QStringLiteral("interactions"), events},
            {QStringLiteral("overdue"), overdue},
            {QStringLiteral("tickets"), tickets},
            {QStringLiteral("openTickets"), person.openTickets},
            {QStringLiteral("contactsThisWeek"), person.contactsThisWeek},
            {QStringLiteral("callsThisWeek"), person.callsThisWeek}};
}

QString certaintyText(CallCard::Certainty certainty, const Output &out)
{
    switch (certainty) {
    case CallCard::Certainty::Known: return out.say(u"已知客户", u"known");
    case CallCard::Certainty::Maybe: return out.say(u"可能是", u"maybe");
    case CallCard::Certainty::Several: return out.say(u"多人共用", u"several");
    case CallCard::Certainty::Unknown: return out.say(u"未知号码", u"unknown");
    case CallCard::Certainty::Hidden: return out.say(u"隐藏号码", u"hidden");
    }
    return {};
}

void print(const CardPerson &person, Output &out)
{
    QStringList head{person.customer.toString(), person.name, person.company, person.contactName, person.level, becauseCode(person.because)};
    if (person.rejected)
        head << out.say(u"已标为不是此人", u"marked: not this person");
    out.line(head.join(u'\t'));
    for (const OverduePromise &promise : person.overdue)
        out.line(QStringLiteral("  ! ") + promise.text + u'\t' + out.say(u"逾期 %1 天", u"%1 days overdue").arg(promise.days));
    for (const CardEvent &event : person.events)
        out.line(QStringLiteral("  ") + iso(event.atMs) + u'\t' + event.channel + u'\t' + (event.text.isEmpty() ? event.subject : event.text));
    for (const CardTicket &ticket : person.tickets)
        out.line(QStringLiteral("  # ") + ticket.number + u'\t' + ticket.title);
    if (person.contactsThisWeek > 0)
        out.line(QStringLiteral("  ") + out.say(u"本周联系 %1 次，来电 %2 次", u"%1 contacts this week, %2 calls").arg(person.contactsThisWeek).arg(person.callsThisWeek));
}

} // namespace

Exit runCall(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "NUMBER");
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    const QString number = session.arguments.operands.join(u' ');
    const CardMoment moment{(*store)->clock().nowMs(), QTimeZone::systemTimeZone()};
    QElapsedTimer timer;
    timer.start();
    const auto card = (*store)->read([number, moment](Records &records) { return whoIsCalling(records, number, moment); }).result();
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    if (!card)
        return failed(session, card.error());
    Output &out = session.out;
    QJsonArray people;
    for (const CardPerson &person : card->people)
        people.append(toJson(person));
    out.result(QJsonObject{{QStringLiteral("number"), card->caller.digits},
                           {QStringLiteral("written"), card->caller.written},
                           {QStringLiteral("certainty"), certaintyCode(card->certainty)},
                           {QStringLiteral("province"), card->province},
                           {QStringLiteral("city"), card->city},
                           {QStringLiteral("people"), people},
                           {QStringLiteral("more"), card->morePeople},
                           {QStringLiteral("earlierCallsThisWeek"), card->earlierCallsThisWeek},
                           {QStringLiteral("ms"), ms}});
    QStringList head{certaintyText(card->certainty, out), card->caller.digits.isEmpty() ? card->caller.written : card->caller.digits,
                     out.chinese() ? QString(card->province + card->city) : card->provinceEn};
    head.removeAll(QString());
    out.line(head.join(u'\t'));
    for (const CardPerson &person : card->people)
        print(person, out);
    return Exit::Done;
}

} // namespace kemai
