// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/recent_acts.h"

#include "history/undo.h"
#include "schema/schema.h"

#include <QSet>

namespace kemai {

namespace {

Result<QString> nameOf(Records &records, const Id &customer)
{
    const Result<Record> row = records.one(customer::entity, customer);
    if (!row)
        return row.error().code == Error::Code::NotFound ? Result<QString>(QString()) : fail(row.error());
    const QString name = (*row)[customer::name];
    return name.isEmpty() ? QString((*row)[customer::company]) : name;
}

// Whom a record is about: itself, or the customer it hangs on.
Result<Id> customerOf(Records &records, const Entity &entity, const Id &id)
{
    if (&entity == &customer::entity)
        return id;
    for (const Hanging &hanging : hangingOnCustomers()) {
        if (hanging.entity != &entity)
            continue;
        const Result<Record> row = records.one(entity, id);
        if (!row)
            return row.error().code == Error::Code::NotFound ? Result<Id>(Id()) : fail(row.error());
        return (*row)[hanging.customer];
    }
    return Id();
}

Result<> describe(Records &records, Act &act)
{
    // A set's rows are neighbors: the first one in the order they were written.
    const auto first = records.first(Query(history::entity).where(history::seq == act.set.first));
    if (!first)
        return fail(first.error());
    if (!*first)
        return {};
    const Result<LoggedRow> row = LoggedRow::of(**first);
    if (!row)
        return fail(row.error());
    if (!row->entity)
        return {};
    act.entity = row->entity;
    act.record = row->record;
    act.operation = row->operation;
    for (const Edit &edit : row->edits) {
        const Field &field = row->entity->fields[size_t(edit.field)];
        if (!(field.flags & Hidden))
            act.fields << edit.field;
    }
    const Result<Id> customer = customerOf(records, *act.entity, act.record);
    if (!customer)
        return fail(customer.error());
    act.customer = *customer;
    if (!act.customer.isNull()) {
        const Result<QString> name = nameOf(records, act.customer);
        if (!name)
            return fail(name.error());
        act.customerName = *name;
    }
    return {};
}

} // namespace

Result<QList<Act>> recentActs(Records &records, const Id &author, int limit)
{
    QList<Act> acts;
    QSet<Id> batches;
    qint64 before = 0;
    // An import's many sets are one act, so more pieces may be needed than the limit says.
    for (int piece = 0; piece < 20 && acts.size() < limit; ++piece) {
        Condition mine = author.isNull() ? isNull(change_set::author) : change_set::author == author;
        if (before > 0)
            mine = mine && change_set::seq < before;
        const auto sets = records.find(Query(change_set::entity).where(mine).orderBy(change_set::seq, Order::Descending).limit(limit));
        if (!sets)
            return fail(sets.error());
        for (const Record &row : *sets) {
            Act act{LoggedSet::of(row)};
            before = act.set.seq;
            if (acts.size() >= limit || act.set.changes == 0)
                continue;
            if (!act.set.batch.isNull()) {
                if (batches.contains(act.set.batch))
                    continue;
                batches.insert(act.set.batch);
            }
            act.records = act.set.changes;
            if (const Result<> described = describe(records, act); !described)
                return fail(described.error());
            const Result<QList<qint64>> undone = undoneBy(records, {act.set.seq});
            if (!undone)
                return fail(undone.error());
            act.undone = !undone->isEmpty();
            acts << act;
        }
        if (sets->size() < limit)
            break;
    }
    return acts;
}

} // namespace kemai
