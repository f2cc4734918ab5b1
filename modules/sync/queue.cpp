// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/queue.h"

#include <algorithm>

namespace kemai::sync {

using wire::Mutation;

namespace {

qint64 lastOf(const QList<Mutation> &queued, int field)
{
    for (auto it = queued.crbegin(); it != queued.crend(); ++it) {
        const bool marks = it->change.operation == Change::Operation::Remove || it->change.operation == Change::Operation::Restore;
        if (field == wire::markField && marks)
            return it->mid;
        for (const Edit &edit : it->change.edits)
            if (edit.field == field)
                return it->mid;
    }
    return 0;
}

Result<Mutation> number(ReplicaStorage &storage, const wire::SetHead &head, Mutation mutation, qint64 nowMs)
{
    auto position = storage.position();
    if (!position)
        return fail(position.error());
    position->lastMid += 1;
    position->lastTime = wire::HybridTime::next(position->lastTime, nowMs);
    mutation.mid = position->lastMid;
    mutation.at = position->lastTime;
    mutation.set = head.id;
    mutation.byValue = position->reconciling;
    if (const auto set = storage.setPosition(*position); !set)
        return fail(set.error());
    if (const auto kept = storage.enqueue(head, mutation); !kept)
        return fail(kept.error());
    return mutation;
}

Result<Mutation> numberAndShow(ReplicaStorage &storage, const wire::SetHead &head, const Mutation &mutation, const std::optional<wire::Row> &truth,
                               qint64 nowMs)
{
    auto numbered = number(storage, head, mutation, nowMs);
    if (!numbered)
        return numbered;
    if (const auto shown = settle(storage, {mutation.change.entity, mutation.change.record}, truth); !shown)
        return fail(shown.error());
    return numbered;
}

} // namespace

Result<Mutation> enqueue(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, const wire::SetHead &head, const Change &change, qint64 nowMs)
{
    const RowKey key{change.entity, change.record};
    const auto position = storage.position();
    if (!position)
        return fail(position.error());
    if (change.operation != Change::Operation::Insert)
        for (const Edit &edit : change.edits) // nobody changes what he cannot see: he would not know what he replaces
            if (position->mask.hides(*change.entity, edit.field))
                return fail(Error::Code::Denied, QStringLiteral("sync.masked"), QStringLiteral("an edit of a masked field"),
                            {QString::fromLatin1(change.entity->name), QString::fromLatin1(change.entity->fields[size_t(edit.field)].name)});
    const auto truth = storage.truth(key);
    if (!truth)
        return fail(truth.error());
    const auto queued = storage.queuedOf(key);
    if (!queued)
        return fail(queued.error());
    Mutation mutation;
    mutation.change = change;
    mutation.change.expectedVersion = *truth ? (*truth)->record.version : 0;
    const std::optional<Record> shown = patched(*truth, *queued);
    if (change.operation == Change::Operation::Update && shown)
        // The rest of a group is seen along with the field that is changed.
        for (const MergeGroup &group : vocabulary.groups) {
            const bool touched = group.entity == change.entity
                && std::any_of(change.edits.begin(), change.edits.end(), [&group](const Edit &edit) { return group.has(edit.field); });
            for (int field = 0; touched && field < change.entity->count(); ++field) {
                const bool named = std::any_of(change.edits.begin(), change.edits.end(), [field](const Edit &edit) { return edit.field == field; });
                if (group.has(field) && !named)
                    mutation.witnesses.append({field, shown->value(field)});
            }
        }
    const auto upon = [&mutation, &queued](int field) {
        if (const qint64 mid = lastOf(*queued, field))
            mutation.previous.append({field, mid});
    };
    upon(wire::markField);
    if (change.operation == Change::Operation::Remove) // all of it was seen
        for (int field = 0; field < change.entity->count(); ++field)
            upon(field);
    else
        for (const Edit &edit : std::as_const(mutation.change.edits))
            upon(edit.field);
    for (const wire::Witness &witness : std::as_const(mutation.witnesses))
        upon(witness.field);
    for (const Edit &edit : std::as_const(mutation.change.edits)) { // and what a derived value was computed from
        const char *source = change.entity->fields[size_t(edit.field)].derivedFrom;
        const int field = source ? change.entity->indexOf(QLatin1StringView(source)) : -1;
        const bool there = std::any_of(mutation.previous.begin(), mutation.previous.end(), [field](const wire::Previous &one) { return one.field == field; });
        if (field >= 0 && !there)
            upon(field);
    }
    return numberAndShow(storage, head, mutation, *truth, nowMs);
}

Result<Mutation> enqueueResolution(ReplicaStorage &storage, const wire::SetHead &head, const wire::Conflict &conflict,
                                   Change::Operation operation, const QList<Edit> &edits, qint64 nowMs)
{
    const RowKey key{conflict.entity, conflict.record};
    const auto truth = storage.truth(key);
    if (!truth)
        return fail(truth.error());
    const auto queued = storage.queuedOf(key);
    if (!queued)
        return fail(queued.error());
    Mutation mutation;
    mutation.change = {conflict.entity, conflict.record, operation, edits, conflict.theirsVersion, 0};
    mutation.conflict = conflict.id;
    for (const wire::Conflict::Field &field : conflict.fields)
        if (const qint64 mid = lastOf(*queued, field.field))
            mutation.previous.append({field.field, mid});
    return numberAndShow(storage, head, mutation, *truth, nowMs);
}

std::optional<Record> patched(const std::optional<wire::Row> &truth, const QList<Mutation> &queued)
{
    std::optional<Record> shown;
    if (truth)
        shown = truth->record;
    for (const Mutation &mutation : queued) {
        const Change &change = mutation.change;
        if (change.operation == Change::Operation::Insert && !shown) {
            shown = Record(*change.entity);
            shown->id = change.record;
        }
        if (!shown) // seen by nobody any more; the mutation waits for the server's word
            continue;
        for (const Edit &edit : change.edits) {
            if (change.entity->fields[size_t(edit.field)].merge == Merge::Counter)
                shown->setValue(edit.field, Value(qint64(quint64(shown->value(edit.field).toNumber()) + quint64(edit.to.toNumber()) - quint64(edit.from.toNumber()))));
            else
                shown->setValue(edit.field, edit.to);
        }
        if (change.operation == Change::Operation::Remove)
            shown->removedMs = std::max<qint64>(1, mutation.at.ms());
        else if (change.operation == Change::Operation::Restore)
            shown->removedMs = 0;
    }
    return shown;
}

Result<> settle(ReplicaStorage &storage, const RowKey &key, const std::optional<wire::Row> &truth)
{
    const auto queued = storage.queuedOf(key);
    if (!queued)
        return fail(queued.error());
    return storage.store(key, truth, patched(truth, *queued), !queued->isEmpty());
}

} // namespace kemai::sync
