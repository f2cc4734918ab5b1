// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/missed_calls.h"

#include "schema/number_clue.h"
#include "schema/schema.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int cluesRead = 600;

bool wasMissed(const Record &call)
{
    return QJsonDocument::fromJson(call[interaction::details].toUtf8()).object().value("missed"_L1).toBool();
}

// Digits of a clue have lost the + of a number from abroad.
Caller callerOf(const QString &digits)
{
    const Caller read = readCaller(digits);
    if (read.kind != Caller::Kind::Number || read.number.e164.isEmpty()) {
        if (const Caller abroad = readCaller(u'+' + digits); abroad.kind == Caller::Kind::Number && !abroad.number.e164.isEmpty() && read.kind != Caller::Kind::Extension)
            return abroad;
    }
    return read;
}

// Whose numbers these are by now: a call is kept as it came, but a number may have found its customer since.
Result<> findOwners(Records &records, QList<MissedCall> &missed)
{
    QStringList digits;
    for (const MissedCall &one : std::as_const(missed))
        digits.append(one.digits);
    if (digits.isEmpty())
        return {};
    const auto phones = records.find(Query(phone::entity).where(isIn(phone::digits, digits)));
    if (!phones)
        return fail(phones.error());
    QHash<QString, QList<Id>> owners;
    for (const Record &row : *phones)
        if (QList<Id> &known = owners[row[phone::digits]]; !known.contains(row[phone::customer]))
            known.append(row[phone::customer]);
    for (MissedCall &one : missed) {
        const QList<Id> known = owners.value(one.digits);
        one.owners = int(known.size());
        if (one.customer.isNull() && known.size() == 1)
            one.customer = known.first();
    }
    return {};
}

// Whether one of a customer's calls since then was answered, theirs or ours.
Result<bool> talkedWith(Records &records, const Id &customer, qint64 sinceMs)
{
    const auto calls = records.find(Query(interaction::entity)
                                        .where(interaction::customer == customer && interaction::at > sinceMs && interaction::channel == u"call"_s)
                                        .limit(20));
    if (!calls)
        return fail(calls.error());
    return std::any_of(calls->cbegin(), calls->cend(), [](const Record &call) { return !wasMissed(call); });
}

} // namespace

Result<QList<MissedCall>> missedCalls(Records &records, qint64 sinceMs, int limit)
{
    const auto clues = records.find(Query(number_clue::entity)
                                        .where(number_clue::verdict == u"called"_s && number_clue::at >= sinceMs)
                                        .orderBy(number_clue::at, Order::Descending)
                                        .limit(cluesRead));
    if (!clues)
        return fail(clues.error());
    QList<Id> ids;
    for (const Record &clue : *clues)
        ids.append(clue[number_clue::interaction]);
    ids.removeAll(Id());
    QHash<Id, Record> calls;
    if (!ids.isEmpty()) {
        const auto rows = records.find(Query(interaction::entity).where(Condition::idIn(ids)));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            calls.insert(row.id, row);
    }

    // Newest first: a number somebody talked with has nothing missed before that.
    QList<MissedCall> missed;
    QSet<QString> settled;
    for (const Record &clue : *clues) {
        const auto call = calls.constFind(clue[number_clue::interaction]);
        const QString digits = clue[number_clue::digits];
        if (call == calls.cend() || settled.contains(digits))
            continue;
        if (!wasMissed(*call)) {
            settled.insert(digits);
            continue;
        }
        const auto known = std::find_if(missed.begin(), missed.end(), [&digits](const MissedCall &one) { return one.digits == digits; });
        if (known != missed.end()) {
            ++known->times;
            if (known->customer.isNull())
                known->customer = (*call)[interaction::customer];
            continue;
        }
        if (missed.size() < limit)
            missed.append({.interaction = call->id, .digits = digits, .caller = callerOf(digits), .customer = (*call)[interaction::customer],
                           .name = {}, .company = {}, .queue = (*call)[interaction::subject], .atMs = (*call)[interaction::at]});
    }

    if (const auto done = findOwners(records, missed); !done)
        return fail(done.error());
    QList<Id> people;
    for (const MissedCall &one : std::as_const(missed))
        if (!one.customer.isNull() && !people.contains(one.customer))
            people.append(one.customer);
    QHash<Id, Record> customers;
    if (!people.isEmpty()) {
        const auto rows = records.find(Query(customer::entity).where(Condition::idIn(people)).select(customer::name, customer::company));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            customers.insert(row.id, row);
    }
    for (MissedCall &one : missed) {
        const auto row = customers.constFind(one.customer);
        if (row == customers.cend())
            continue;
        one.name = (*row)[customer::name];
        one.company = (*row)[customer::company];
        const auto talked = talkedWith(records, one.customer, one.atMs);
        if (!talked)
            return fail(talked.error());
        one.talkedSince = *talked;
    }
    return missed;
}

} // namespace kemai
