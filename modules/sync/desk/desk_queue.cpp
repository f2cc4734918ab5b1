// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/desk_queue.h"

#include "schema/schema.h"
#include "sync/desk/desk_parts.h"

namespace kemai::sync {

namespace {

Result<Record> shownOf(StoreRecords &records, const Entity &entity, const Id &id)
{
    const auto row = ReplicaTables(records).shown({&entity, id});
    if (!row)
        return fail(row.error());
    return *row ? **row : Record();
}

QString named(const Record &record, QLatin1StringView field)
{
    const int index = record.entity() ? record.entity()->indexOf(field) : -1;
    return index >= 0 ? record.value(index).toText() : QString();
}

// A customer's or user's name, a ticket's or task's title; of a part, what its customer is called.
Result<QString> labelOf(StoreRecords &records, const Record &record)
{
    if (!record.entity())
        return QString();
    for (const QLatin1StringView field : {"name"_L1, "title"_L1})
        if (const QString text = named(record, field); !text.isEmpty())
            return text;
    const int customerField = record.entity()->indexOf("customer"_L1);
    const Id owner = customerField >= 0 ? record.value(customerField).toId() : Id();
    if (owner.isNull())
        return QString();
    const auto its = shownOf(records, customer::entity, owner);
    return its ? Result<QString>(named(*its, "name"_L1)) : fail(its.error());
}

template <typename Line>
Result<> describe(StoreRecords &records, const Entity &entity, const Id &id, Line &line)
{
    const auto record = shownOf(records, entity, id);
    if (!record)
        return fail(record.error());
    const auto label = labelOf(records, *record);
    if (!label)
        return fail(label.error());
    line.record = *record;
    line.label = *label;
    return {};
}

Result<QueueLine> lineOf(StoreRecords &records, const wire::Mutation &mutation)
{
    QueueLine line;
    line.mutation = mutation;
    const auto head = ReplicaTables(records).head(mutation.set);
    if (!head)
        return fail(head.error());
    if (*head)
        line.title = (*head)->title;
    if (const auto described = describe(records, *mutation.change.entity, mutation.change.record, line); !described)
        return fail(described.error());
    return line;
}

} // namespace

Result<OfficeQueue> readQueue(StoreRecords &records, int most)
{
    ReplicaTables tables(records);
    OfficeQueue queue;
    const auto counts = tables.counts();
    if (!counts)
        return fail(counts.error());
    queue.waitingInAll = counts->waiting;
    const auto waiting = mutationsOf(tables.waiting(most, wire::Limits::answerBytes));
    if (!waiting)
        return fail(waiting.error());
    for (const wire::Mutation &mutation : *waiting) {
        auto line = lineOf(records, mutation);
        if (!line)
            return fail(line.error());
        queue.waiting.append(std::move(*line));
    }
    const auto rejected = tables.rejected();
    if (!rejected)
        return fail(rejected.error());
    for (const ReplicaTables::Rejected &row : *rejected) {
        const auto mutation = wire::Codec().read<wire::Mutation>(row.mutation);
        const auto outcome = wire::Codec().read<wire::Outcome>(row.outcome);
        if (!mutation || !mutation->change.entity || !outcome)
            return fail(Error::Code::Corrupt, u"sync.outboxUnreadable"_s, u"a refused mutation cannot be read"_s);
        auto line = lineOf(records, *mutation);
        if (!line)
            return fail(line.error());
        line->outcome = *outcome;
        queue.refused.append(std::move(*line));
    }
    return queue;
}

Result<QList<ConflictLine>> readConflicts(StoreRecords &records)
{
    const auto conflicts = DeskStorage(records).conflicts();
    if (!conflicts)
        return fail(conflicts.error());
    QList<ConflictLine> lines;
    for (const wire::Conflict &conflict : *conflicts) {
        ConflictLine line;
        line.conflict = conflict;
        if (const auto described = describe(records, *conflict.entity, conflict.record, line); !described)
            return fail(described.error());
        const auto author = shownOf(records, user::entity, conflict.author);
        if (!author)
            return fail(author.error());
        line.author = named(*author, "name"_L1);
        lines.append(std::move(line));
    }
    return lines;
}

} // namespace kemai::sync
