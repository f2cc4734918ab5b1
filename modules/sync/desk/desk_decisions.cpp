// SPDX-License-Identifier: GPL-3.0-or-later
// DeskStorage: what a person decides about conflicts and refusals.
#include "sync/desk/desk_parts.h"
#include "sync/queue.h"

namespace kemai::sync {

namespace {

// Whoever chose the author's value of a field chose what was computed from it as well.
void takeDerivedAlong(const wire::Conflict &conflict, QList<Edit> &edits)
{
    const auto mineOf = [&conflict](int field) -> const Value * {
        for (const wire::Conflict::Field &one : conflict.fields)
            if (one.field == field)
                return &one.mine;
        return nullptr;
    };
    for (const wire::Conflict::Field &one : conflict.fields) {
        if (one.field < 0)
            continue;
        const Field &field = conflict.entity->fields[size_t(one.field)];
        const int source = field.merge == Merge::Derived && field.derivedFrom ? conflict.entity->indexOf(QLatin1StringView(field.derivedFrom)) : -1;
        const bool named = std::any_of(edits.begin(), edits.end(), [&one](const Edit &edit) { return edit.field == one.field; });
        if (source < 0 || named || one.mine == one.theirs)
            continue;
        const auto chosen = std::find_if(edits.begin(), edits.end(), [source](const Edit &edit) { return edit.field == source; });
        if (const Value *mine = mineOf(source); chosen != edits.end() && mine && chosen->to == *mine)
            edits.append({one.field, one.theirs, one.mine, {}});
    }
}

} // namespace

Result<Id> DeskStorage::resolve(const wire::Conflict &conflict, Change::Operation operation, QList<Edit> edits, const Id &author, qint64 nowMs)
{
    Using now(*this);
    if (!now)
        return now.failure();
    takeDerivedAlong(conflict, edits);
    const RowKey key{conflict.entity, conflict.record};
    const auto unlisted = [&]() -> Result<> {
        const auto bodies = tables().conflictsOf({key.entity, key.id});
        if (!bodies)
            return fail(bodies.error());
        QList<wire::Conflict> left;
        for (const QByteArray &body : *bodies)
            if (const auto one = wire::Codec().read<wire::Conflict>(body); one && one->id != conflict.id)
                left.append(*one);
        return setConflicts(key, left);
    };
    const auto shown = tables().shown({key.entity, key.id});
    if (!shown)
        return fail(shown.error());
    Change change{key.entity, key.id, operation, {}, 0, 0};
    if (*shown)
        for (const Edit &edit : std::as_const(edits))
            change.edit(edit.field, (*shown)->value(edit.field), edit.to);
    const bool removed = *shown && (*shown)->removedMs != 0;
    const bool marks = *shown && ((operation == Change::Operation::Remove && !removed) || (operation == Change::Operation::Restore && removed));
    if (change.edits.isEmpty() && !marks) { // what is shown is the choice already; the server still has to hear it
        wire::SetHead head;
        head.id = Id::make(nowMs);
        head.author = author;
        head.atMs = nowMs;
        head.title = u"conflict.resolve"_s;
        const Result<> done = inTransaction(*this, [&]() -> Result<> {
            const auto mutation = enqueueResolution(*this, head, conflict, operation, edits, nowMs);
            return mutation ? unlisted() : fail(mutation.error());
        });
        return done ? Result<Id>(Id()) : fail(done.error());
    }
    ChangeSet set;
    set.author = author;
    set.atMs = nowMs;
    set.title = u"conflict.resolve"_s;
    set.changes = {change};
    // The commit tells the outbox by itself; this one it tells with the conflict that is decided.
    StoreRecords *records = m_records;
    auto usual = std::exchange(records->committing, [&](const Id &id, qint64 after, qint64 upTo) -> Result<> {
        DeskStorage within(*records);
        within.m_choice = Choice{conflict, edits};
        if (const auto told = within.told(id, after, upTo); !told)
            return told;
        return within.flush();
    });
    const auto committed = records->commit(set);
    records->committing = std::move(usual);
    if (!committed)
        return fail(committed.error());
    if (const auto done = inTransaction(*this, unlisted); !done)
        return fail(done.error());
    return committed->set;
}

Result<> DeskStorage::dismiss(qint64 mid)
{
    Using now(*this);
    return now ? tables().dismiss(mid) : Result<>(now.failure());
}

} // namespace kemai::sync
