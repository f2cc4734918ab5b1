// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/call_card.h"

#include "base/calendar.h"
#include "calls/candidates.h"
#include "schema/number_clue.h"
#include "schema/schema.h"
#include "text/division.h"
#include "text/region.h"

#include <QDateTime>

#include <functional>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int overdueShown = 5;
constexpr int ticketsShown = 5;
constexpr int tagsShown = 4;
constexpr qsizetype textShown = 160;

QDate dayOf(qint64 ms, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(ms, zone).date();
}

qint64 mondayMs(const CardMoment &moment)
{
    const QDate today = dayOf(moment.nowMs, moment.zone);
    return today.addDays(1 - today.dayOfWeek()).startOfDay(moment.zone).toMSecsSinceEpoch();
}

QString shortened(QString text, qsizetype length)
{
    text.truncate(length);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text.simplified();
}

Result<> readEvents(Records &records, CardPerson &person)
{
    const auto rows = records.find(Query(interaction::entity)
                                       .where(interaction::customer == person.customer)
                                       .orderBy(interaction::at, Order::Descending)
                                       .select(interaction::channel, interaction::direction, interaction::subject, interaction::body, interaction::at)
                                       .limit(cardEvents));
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        person.events.append({row.id, row[interaction::channel], row[interaction::direction], shortened(row[interaction::subject], textShown),
                              shortened(row[interaction::body], textShown), row[interaction::at]});
    return {};
}

Result<> readPromises(Records &records, CardPerson &person, const CardMoment &moment)
{
    const auto rows = records.find(Query(promise::entity)
                                       .where(promise::customer == person.customer && isNull(promise::done_at) && promise::due < moment.nowMs)
                                       .orderBy(promise::due)
                                       .limit(overdueShown));
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        person.overdue.append({row.id, shortened(row[promise::text], textShown), row[promise::owner_name], row[promise::due],
                               overdueDays(row[promise::due], moment)});
    return {};
}

Result<> readTickets(Records &records, CardPerson &person)
{
    Query open = Query(ticket::entity).where(ticket::customer == person.customer && isIn(ticket::state, QStringList{u"open"_s, u"waiting"_s}));
    const auto rows = records.find(Query(open).orderBy(ticket::opened_at, Order::Descending).limit(ticketsShown));
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        person.tickets.append({row.id, row[ticket::number], shortened(row[ticket::title], textShown), row[ticket::priority], row[ticket::state],
                               row[ticket::opened_at]});
    person.openTickets = int(rows->size());
    if (rows->size() == ticketsShown) {
        const auto all = records.count(open);
        if (!all)
            return fail(all.error());
        person.openTickets = int(*all);
    }
    return {};
}

Result<> readWeek(Records &records, CardPerson &person, const CardMoment &moment)
{
    const Query week = Query(interaction::entity).where(interaction::customer == person.customer && interaction::at >= mondayMs(moment));
    const auto contacts = records.count(week);
    if (!contacts)
        return fail(contacts.error());
    person.contactsThisWeek = int(*contacts);
    if (person.contactsThisWeek == 0)
        return {};
    const auto calls = records.count(Query(week).where(interaction::channel == u"call"_s && interaction::direction == u"in"_s));
    if (!calls)
        return fail(calls.error());
    person.callsThisWeek = int(*calls);
    return {};
}

Result<> readNames(Records &records, CardPerson &person, const Id &owner)
{
    if (!owner.isNull()) {
        const auto user = records.first(Query(user::entity).where(Condition::idIs(owner)).withRemoved());
        if (!user)
            return fail(user.error());
        if (*user) {
            person.ownerName = (**user)[user::name];
            person.ownerNameEn = (**user)[user::name_en];
        }
    }
    if (!person.contact.isNull()) {
        const auto found = records.first(Query(contact::entity).where(Condition::idIs(person.contact)));
        if (!found)
            return fail(found.error());
        if (*found) {
            person.contactName = (**found)[contact::name];
            person.relation = (**found)[contact::relation].isEmpty() ? (**found)[contact::title] : (**found)[contact::relation];
        }
    }
    const auto tags = records.find(Query(tag::entity).where(tag::customer == person.customer).limit(tagsShown));
    if (!tags)
        return fail(tags.error());
    for (const Record &row : *tags)
        person.tags.append(row[tag::label]);
    return {};
}

Result<CardPerson> personOf(Records &records, const Candidate &candidate, const CardMoment &moment)
{
    const Record &row = candidate.customer;
    CardPerson person;
    person.customer = row.id;
    person.name = row[customer::name].isEmpty() ? row[customer::company] : row[customer::name];
    person.company = row[customer::name].isEmpty() ? QString() : row[customer::company];
    person.level = row[customer::level];
    person.contact = candidate.contact;
    person.because = candidate.because;
    person.detail = candidate.detail;
    person.rejected = candidate.rejected;
    person.lastContactMs = row[customer::last_interaction];
    const QList<std::function<Result<>()>> steps{
        [&] { return readNames(records, person, row[customer::owner]); }, [&] { return readEvents(records, person); },
        [&] { return readPromises(records, person, moment); }, [&] { return readTickets(records, person); },
        [&] { return readWeek(records, person, moment); }};
    for (const auto &step : steps)
        if (const auto done = step(); !done)
            return fail(done.error());
    return person;
}

void nameRegion(CallCard &card)
{
    const PhoneNumber &number = card.caller.number;
    if (card.caller.kind != Caller::Kind::Number || number.e164.isEmpty())
        return;
    const auto region = regionOfNumber(number.e164);
    if (!region)
        return;
    const Division *province = divisionOf(region->province);
    const Division *city = divisionOf(region->city);
    card.province = province ? province->brief.toString() : QString();
    card.provinceEn = provinceNameEnglish(region->province);
    card.city = city && !isMunicipality(region->province) ? city->brief.toString() : QString();
}

Result<> countEarlierCalls(Records &records, CallCard &card, const CardMoment &moment)
{
    if (!card.caller.canBeLookedUp())
        return {};
    const auto calls = records.count(Query(number_clue::entity)
                                         .where(number_clue::digits == card.caller.digits && number_clue::verdict == u"called"_s
                                                && number_clue::at >= mondayMs(moment)));
    if (!calls)
        return fail(calls.error());
    card.earlierCallsThisWeek = int(*calls);
    return {};
}

} // namespace

qint64 overdueDays(qint64 dueMs, const CardMoment &moment)
{
    if (dueMs >= moment.nowMs)
        return 0;
    return Calendar::china().overdueWorkdays(dueMs, moment.nowMs, moment.zone);
}

Result<CallCard> whoIsCalling(Records &records, const Caller &caller, const CardMoment &moment)
{
    CallCard card;
    card.caller = caller;
    nameRegion(card);
    const auto found = candidatesOf(records, caller);
    if (!found)
        return fail(found.error());
    const QList<Candidate> &all = found->people;
    const auto likely = std::count_if(all.cbegin(), all.cend(), [](const Candidate &one) { return !one.rejected; });
    const auto certain = std::count_if(all.cbegin(), all.cend(), [](const Candidate &one) { return !one.rejected && isCertain(one.because); });
    using Certainty = CallCard::Certainty;
    if (caller.kind == Caller::Kind::Hidden)
        card.certainty = Certainty::Hidden;
    else if (likely == 0)
        card.certainty = Certainty::Unknown;
    else if (certain == 1)
        card.certainty = Certainty::Known;
    else
        card.certainty = likely == 1 ? Certainty::Maybe : Certainty::Several;

    for (const Candidate &one : all.first(std::min<qsizetype>(all.size(), cardPeople))) {
        auto person = personOf(records, one, moment);
        if (!person)
            return fail(person.error());
        card.people.append(std::move(*person));
    }
    card.morePeople = int(all.size() - card.people.size()) + int(found->cut);
    if (card.certainty == Certainty::Unknown)
        if (const auto done = countEarlierCalls(records, card, moment); !done)
            return fail(done.error());
    return card;
}

Result<CallCard> whoIsCalling(Records &records, const QString &delivered, const CardMoment &moment)
{
    return whoIsCalling(records, readCaller(delivered), moment);
}

Result<CardPerson> cardOf(Records &records, const Id &id, const CardMoment &moment)
{
    const auto row = records.one(customer::entity, id);
    if (!row)
        return fail(row.error());
    return personOf(records, {*row, {}, Because::Confirmed, {}, false}, moment);
}

QString becauseCode(Because because)
{
    static const QStringList codes{u"own"_s,        u"confirmed"_s, u"family"_s,  u"reception"_s, u"switchboard"_s,
                                   u"direct-line"_s, u"mentioned"_s, u"contact"_s, u"text"_s,      u"extension"_s};
    return codes.at(int(because));
}

QString certaintyCode(CallCard::Certainty certainty)
{
    static const QStringList codes{u"known"_s, u"maybe"_s, u"several"_s, u"unknown"_s, u"hidden"_s};
    return codes.at(int(certainty));
}

} // namespace kemai
