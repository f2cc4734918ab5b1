// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/time_machine.h"

#include "history/log.h"
#include "schema/schema.h"

#include <QSet>

namespace kemai {

namespace {

// The record before the first row known of it, then forward through the rows of that time. Nothing: not there yet.
std::optional<Record> replayed(Record record, const QList<LoggedRow> &rows, const Log &log, qint64 atMs)
{
    if (&customer::entity == record.entity())
        record.setValue(customer::last_interaction.index, {});
    if (rows.isEmpty())
        return record; // nothing is known but what it is
    for (auto row = rows.crbegin(); row != rows.crend(); ++row)
        for (const Edit &edit : row->edits)
            record.setValue(edit.field, edit.from);
    const LoggedRow &first = rows.first();
    bool there = first.operation != Change::Operation::Insert;
    record.version = first.version - 1;
    if (first.operation != Change::Operation::Restore)
        record.removedMs = 0;
    for (const LoggedRow &row : rows) {
        const qint64 at = log.set(row.setSeq).atMs;
        if (at > atMs)
            continue;
        for (const Edit &edit : row.edits)
            record.setValue(edit.field, edit.to);
        record.version = row.version;
        there = true;
        if (row.operation == Change::Operation::Remove)
            record.removedMs = at;
        else if (row.operation == Change::Operation::Restore)
            record.removedMs = 0;
    }
    return there ? std::optional(record) : std::nullopt;
}

Result<QList<std::optional<Record>>> replayedAll(Records &records, const QList<Record> &now, qint64 atMs)
{
    Log log(records);
    QList<RecordKey> keys;
    for (const Record &record : now)
        keys.append({record.entity(), record.id});
    const auto rows = log.rowsOf(keys);
    if (!rows)
        return fail(rows.error());
    QList<qint64> seqs;
    for (const auto &some : *rows)
        for (const LoggedRow &row : some)
            seqs.append(row.setSeq);
    if (const auto loaded = log.loadSets(seqs); !loaded)
        return fail(loaded.error());
    QList<std::optional<Record>> all;
    for (const Record &record : now)
        all.append(replayed(record, rows->value({record.entity(), record.id}), log, atMs));
    return all;
}

// The customer and those it was ever merged with: where what hung on it may hang now.
Result<QList<Id>> mergedWith(Records &records, const Id &customer)
{
    QSet<Id> known{customer};
    QList<Id> open{customer};
    while (!open.isEmpty()) {
        const auto merges = records.find(
            Query(merge::entity).where(isIn(merge::survivor, open) || isIn(merge::merged, open)).withRemoved());
        if (!merges)
            return fail(merges.error());
        const auto customers = records.find(
            Query(customer::entity).where(Condition::idIn(open) || isIn(customer::merged_into, open)).withRemoved());
        if (!customers)
            return fail(customers.error());
        open.clear();
        const auto add = [&](const Id &id) {
            if (!id.isNull() && !known.contains(id)) {
                known.insert(id);
                open.append(id);
            }
        };
        for (const Record &row : *merges) {
            add(row[merge::survivor]);
            add(row[merge::merged]);
        }
        for (const Record &row : *customers) {
            add(row.id);
            add(row[customer::merged_into]);
        }
    }
    return known.values();
}

Result<PageAsOf> pageAsOf(Records &records, const Entity &entity, const QList<Id> &among, const Id &customer, qint64 atMs, qint64 limit,
                          const std::optional<Record> &after)
{
    const FieldOf<Id> owner{&entity, entity.indexOf(QLatin1StringView("customer"))};
    Query query = Query(entity).where(among.size() == 1 ? owner == among.first() : isIn(owner, among)).withRemoved().limit(limit + 1);
    if (&entity == &interaction::entity)
        query.orderBy(interaction::at, Order::Descending);
    if (after)
        query.after(*after);
    PageAsOf page;
    while (true) {
        const auto now = records.find(query);
        if (!now)
            return fail(now.error());
        const auto then = replayedAll(records, *now, atMs);
        if (!then)
            return fail(then.error());
        for (qsizetype i = 0; i < then->size(); ++i) {
            const std::optional<Record> &record = then->at(i);
            if (!record || record->removedMs != 0 || (*record)[owner] != customer)
                continue;
            if (page.rows.size() == limit)
                return page; // there is one more: `next` stands
            page.rows.append(*record);
            page.next = now->at(i);
        }
        if (now->size() <= limit) {
            page.next.reset();
            return page;
        }
        query.after(now->last());
    }
}

} // namespace

Result<Record> recordAsOf(Records &records, const Entity &entity, const Id &id, qint64 atMs)
{
    const auto now = records.one(entity, id);
    if (!now)
        return now;
    const auto then = replayedAll(records, {*now}, atMs);
    if (!then)
        return fail(then.error());
    if (!then->first())
        return fail(Error::Code::NotFound, QStringLiteral("history.notYet"), QStringLiteral("the record was created later"));
    return *then->first();
}

Result<PageAsOf> hangingAsOf(Records &records, const Entity &entity, const Id &customer, qint64 atMs, qint64 limit,
                             const std::optional<Record> &after)
{
    const auto among = mergedWith(records, customer);
    if (!among)
        return fail(among.error());
    return pageAsOf(records, entity, *among, customer, atMs, limit, after);
}

Result<CustomerAsOf> customerAsOf(Records &records, const Id &customer, qint64 atMs, qint64 limitEach)
{
    auto record = recordAsOf(records, customer::entity, customer, atMs);
    if (!record)
        return fail(record.error());
    const auto among = mergedWith(records, customer);
    if (!among)
        return fail(among.error());
    CustomerAsOf answer{*record, {}, {}};
    for (const Hanging &hanging : hangingOnCustomers()) {
        auto page = pageAsOf(records, *hanging.entity, *among, customer, atMs, limitEach, {});
        if (!page)
            return fail(page.error());
        if (page->next)
            answer.more.append(hanging.entity);
        answer.hanging.insert(hanging.entity, std::move(page->rows));
    }
    return answer;
}

} // namespace kemai
