// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/merging.h"

#include <algorithm>

namespace kemai::sync {

using wire::Conflict;
using wire::markField;
using wire::Mutation;
using wire::Outcome;
using wire::Verdict;

Merged Merging::run()
{
    qint64 last = std::max(m_batch.lastMid, m_request.oldest - 1);
    for (const Mutation &mutation : m_request.mutations) {
        if (mutation.mid <= last)
            continue;
        if (mutation.mid > last + 1) { // a gap: what came before it is kept
            if (m_answer.firstTaken == 0) {
                m_answer.lastMid = m_batch.lastMid;
                m_answer.expectedMid = last + 1;
                return m_answer;
            }
            break;
        }
        last = mutation.mid;
        if (m_answer.firstTaken == 0)
            m_answer.firstTaken = mutation.mid;
        apply(mutation);
    }
    m_answer.lastMid = last;
    QSet<Id> named;
    for (const Applied &applied : std::as_const(m_answer.applied))
        named.insert(applied.set);
    for (wire::SetHead head : m_request.sets) {
        if (!named.contains(head.id))
            continue;
        if (head.author.isNull())
            head.author = m_batch.user;
        m_answer.sets.append(head);
    }
    return m_answer;
}

void Merging::apply(const Mutation &mutation)
{
    if (m_batch.poisoned.contains(mutation.mid))
        return refuse(mutation, QStringLiteral("sync.internal"));
    if (!mutation.refusal.isEmpty())
        return refuse(mutation, mutation.refusal);
    if (!mutation.change.entity)
        return refuse(mutation, QStringLiteral("sync.unknownTable"));
    if (mutation.atomic && !mutation.unknown.isEmpty()) // all or none
        return refuse(mutation, QStringLiteral("sync.unknownField"), {QString::fromLatin1(mutation.change.entity->name), mutation.unknown.first()});
    const StampedRow *there = row({mutation.change.entity, mutation.change.record});
    if (there && !m_access.sees(*there)) // not even that it is there
        return refuse(mutation, QStringLiteral("sync.notFound"));
    const bool making = mutation.change.operation == Change::Operation::Insert && !there;
    if (!there && !making)
        return refuse(mutation, QStringLiteral("sync.notFound"));
    if (const QString reason = m_access.refuses(mutation, there); !reason.isEmpty())
        return refuse(mutation, reason);
    if (!mutation.conflict.isNull()) {
        const Conflict *named = conflict(mutation.conflict);
        if (!named || named->entity != mutation.change.entity || named->record != mutation.change.record)
            return refuse(mutation, QStringLiteral("sync.notFound"));
        return resolve(mutation, *there, *named);
    }
    switch (mutation.change.operation) {
    case Change::Operation::Insert: return making ? insert(mutation) : update(mutation, *there);
    case Change::Operation::Update: return update(mutation, *there);
    case Change::Operation::Remove:
    case Change::Operation::Restore: return mark(mutation, *there);
    }
}

// --- applying

void Merging::insert(const Mutation &mutation)
{
    const Entity &entity = *mutation.change.entity;
    StampedRow fresh(entity);
    fresh.record.id = mutation.change.record;
    Outcome outcome{mutation.mid, {}, {}, {}, {}};
    Applied applied{mutation.mid, mutation.set, mutation.change, 1};
    applied.change.edits.clear();
    for (const Edit &edit : mutation.change.edits) {
        const Field &field = entity.fields[size_t(edit.field)];
        QString reason;
        if (m_mask.hides(entity, edit.field))
            reason = QStringLiteral("sync.masked");
        else if (field.merge == Merge::Server && !m_access.mayCommand(mutation, nullptr, edit.field))
            reason = QStringLiteral("sync.serverField");
        else
            reason = m_access.refusesField(mutation, nullptr, edit.field);
        if (!reason.isEmpty()) {
            if (mutation.atomic)
                return refuse(mutation, reason, {QString::fromLatin1(entity.name), QString::fromLatin1(field.name)});
            outcome.fields.append({QString::fromLatin1(field.name), Verdict::Denied});
            outcome.reason = reason;
            outcome.details = {QString::fromLatin1(entity.name), QString::fromLatin1(field.name)};
            continue;
        }
        fresh.record.setValue(edit.field, edit.to);
        fresh.stamps[size_t(edit.field)] = {1, m_batch.device, mutation.mid};
        applied.change.edits.append({edit.field, {}, edit.to, edit.inferredFrom});
    }
    for (const QString &name : mutation.unknown) {
        outcome.fields.append({name, Verdict::Denied});
        outcome.reason = QStringLiteral("sync.unknownField");
        outcome.details = {QString::fromLatin1(entity.name), name};
    }
    const Placement placement = m_access.place(fresh.record, nullptr);
    fresh.scope = placement.scope;
    fresh.shares = placement.shares;
    fresh.record.version = 1;
    applied.change.expectedVersion = 0;
    m_answer.applied.append(applied);
    m_answer.written.insert(fresh.key(), fresh);
    record(std::move(outcome));
}

void Merging::update(const Mutation &mutation, StampedRow row)
{
    const QList<Judged> judged = judge(mutation, row);
    Outcome outcome{mutation.mid, {}, {}, {}, {}};
    for (const QString &name : mutation.unknown) {
        outcome.fields.append({name, Verdict::Denied});
        outcome.reason = QStringLiteral("sync.unknownField");
        outcome.details = {QString::fromLatin1(row.record.entity()->name), name};
    }
    const auto counts = [&row](const Judged &one) { return row.record.entity()->fields[size_t(one.edit->field)].merge == Merge::Counter; };
    const bool wouldChange = std::any_of(judged.begin(), judged.end(), [&counts](const Judged &one) {
        return (one.verdict == Verdict::Ok && !counts(one)) || one.verdict == Verdict::Conflict;
    });
    if (row.record.removedMs != 0 && wouldChange && !sawMark(mutation, row)) {
        // Withdrawn behind the author's back: restore and apply, or keep it withdrawn; one question for all of it.
        QList<Conflict::Field> fields{{markField, {}, Value(qint64(0)), Value(row.record.removedMs)}};
        QList<Judged> counted; // adds up wherever the record is
        for (const Judged &one : judged) {
            const QString name = QString::fromLatin1(row.record.entity()->fields[size_t(one.edit->field)].name);
            if (one.verdict == Verdict::Denied) {
                outcome.fields.append({name, Verdict::Denied});
                outcome.reason = one.reason;
                outcome.details = one.details;
            } else if (one.verdict == Verdict::Ok && counts(one)) {
                counted.append(one);
            } else if (one.verdict != Verdict::Noop) {
                fields.append({one.edit->field, one.edit->from, one.edit->to, row.record.value(one.edit->field)});
                outcome.fields.append({name, Verdict::Conflict});
            }
        }
        for (const wire::Witness &witness : mutation.witnesses) // the rest of a group, for who has to choose
            if (const MergeGroup *group = m_vocabulary.groupOf(*row.record.entity(), witness.field);
                group && std::any_of(fields.cbegin() + 1, fields.cend(), [group](const Conflict::Field &field) { return group->has(field.field); }))
                fields.append({witness.field, witness.seen, witness.seen, row.record.value(witness.field)});
        outcome.conflicts.append(openConflict(mutation, row, wire::markName, fields));
        write(mutation, std::move(row), counted, {});
        record(std::move(outcome));
        return;
    }
    openConflicts(mutation, row, judged, outcome);
    for (const Judged &one : judged) {
        if (one.verdict == Verdict::Ok)
            continue;
        outcome.fields.append({QString::fromLatin1(row.record.entity()->fields[size_t(one.edit->field)].name), one.verdict});
        if (one.verdict == Verdict::Denied) {
            outcome.reason = one.reason;
            outcome.details = one.details;
        }
    }
    write(mutation, std::move(row), judged, {});
    record(std::move(outcome));
}

void Merging::mark(const Mutation &mutation, StampedRow row)
{
    const bool remove = mutation.change.operation == Change::Operation::Remove;
    Outcome outcome{mutation.mid, {}, {}, {}, {}};
    if ((row.record.removedMs != 0) == remove) {
        outcome.fields.append({wire::markName, Verdict::Noop});
        record(std::move(outcome));
        return;
    }
    bool seen = sawMark(mutation, row);
    if (remove) // withdrawing takes all of it away, so all of it must have been seen
        for (int field = 0; field < row.record.entity()->count() && seen; ++field) {
            const Field &one = row.record.entity()->fields[size_t(field)];
            // Also what his mask hides: it may have been wider when he looked, and that the record has moved on he learns anyway.
            seen = one.merge == Merge::Counter || one.merge == Merge::Derived || saw(mutation, row.stamps[size_t(field)], field);
        }
    if (!seen) {
        const Value mine = remove ? Value(mutation.at.ms()) : Value(qint64(0));
        outcome.fields.append({wire::markName, Verdict::Conflict});
        outcome.conflicts.append(openConflict(mutation, row, wire::markName, {{markField, {}, mine, Value(row.record.removedMs)}}));
        record(std::move(outcome));
        return;
    }
    write(mutation, std::move(row), {}, remove);
}

void Merging::resolve(const Mutation &mutation, StampedRow row, Conflict conflict)
{
    Outcome outcome{mutation.mid, {}, {}, {}, {}};
    if (conflict.state == Conflict::State::Resolved) { // somebody was quicker: the choice is one edit too late
        for (const Edit &edit : mutation.change.edits)
            outcome.fields.append({QString::fromLatin1(row.record.entity()->fields[size_t(edit.field)].name), Verdict::Noop});
        outcome.conflicts.append(conflict.id);
        record(std::move(outcome));
        return;
    }
    // Is it still the value that was chosen against? Its own conflict's fields only; others may have gone on.
    bool fresh = true;
    for (const Conflict::Field &field : std::as_const(conflict.fields)) {
        const Stamp &stamp = field.field == markField ? row.mark : row.stamps[size_t(field.field)];
        const auto edit = std::find_if(mutation.change.edits.begin(), mutation.change.edits.end(), [&field](const Edit &e) { return e.field == field.field; });
        const bool sameValue = mutation.byValue && field.field != markField
            && (edit == mutation.change.edits.end() || (!mutation.blind && row.record.value(field.field) == edit->from));
        fresh = fresh && (saw(mutation, stamp, field.field) || sameValue);
    }
    const bool asksForMark = std::any_of(conflict.fields.begin(), conflict.fields.end(), [](const Conflict::Field &f) { return f.field == markField; });
    if (row.record.removedMs != 0 && !mutation.change.edits.isEmpty() && !asksForMark && !saw(mutation, row.mark, markField)) {
        conflict.fields.append({markField, {}, Value(qint64(0)), Value(row.record.removedMs)}); // withdrawn meanwhile: that is to be decided as well
        fresh = false;
    }
    if (!fresh) {
        for (Conflict::Field &field : conflict.fields)
            field.theirs = field.field == markField ? Value(row.record.removedMs) : row.record.value(field.field);
        conflict.theirsVersion = row.record.version;
        m_answer.badged.insert(row.key());
        m_answer.conflicts.insert(conflict.id, conflict);
        for (const Edit &edit : mutation.change.edits)
            outcome.fields.append({QString::fromLatin1(row.record.entity()->fields[size_t(edit.field)].name), Verdict::Conflict});
        if (outcome.fields.isEmpty())
            outcome.fields.append({wire::markName, Verdict::Conflict});
        outcome.conflicts.append(conflict.id);
        record(std::move(outcome));
        return;
    }
    // Only what the conflict is about is written by it.
    Mutation within = mutation;
    within.atomic = true;
    within.change.edits.clear();
    for (const Edit &edit : mutation.change.edits) {
        const bool meant = std::any_of(conflict.fields.begin(), conflict.fields.end(), [&edit](const Conflict::Field &f) { return f.field == edit.field; });
        if (meant)
            within.change.edits.append(edit);
    }
    QList<Judged> judged = judge(within, row);
    for (Judged &one : judged) {
        if (one.verdict == Verdict::Denied)
            return refuse(mutation, one.reason, one.details);
        one.verdict = row.record.value(one.edit->field) == one.edit->to ? Verdict::Noop : Verdict::Ok;
    }
    std::optional<bool> removed;
    if (mutation.change.operation == Change::Operation::Restore && row.record.removedMs != 0)
        removed = false;
    else if (mutation.change.operation == Change::Operation::Remove && row.record.removedMs == 0)
        removed = true;
    conflict.state = Conflict::State::Resolved;
    conflict.resolvedBy = m_batch.user;
    conflict.resolvedMs = m_batch.nowMs;
    m_answer.conflicts.insert(conflict.id, conflict);
    m_answer.badged.insert(row.key());
    write(within, std::move(row), judged, removed);
    record(std::move(outcome));
}

void Merging::write(const Mutation &mutation, StampedRow row, const QList<Judged> &judged, std::optional<bool> removed)
{
    const Entity &entity = *row.record.entity();
    Applied applied{mutation.mid, mutation.set, {&entity, row.record.id, mutation.change.operation, {}, row.record.version, mutation.change.line}, row.record.version + 1};
    const Stamp stamp{row.record.version + 1, m_batch.device, mutation.mid};
    bool replace = false;
    for (const Judged &one : judged) {
        if (one.verdict != Verdict::Ok)
            continue;
        const Field &field = entity.fields[size_t(one.edit->field)];
        const Value before = row.record.value(one.edit->field);
        const Value after = field.merge == Merge::Counter
            ? Value(qint64(quint64(before.toNumber()) + quint64(one.edit->to.toNumber()) - quint64(one.edit->from.toNumber()))) // wraps, never traps
            : one.edit->to;
        row.record.setValue(one.edit->field, after);
        row.stamps[size_t(one.edit->field)] = stamp;
        applied.change.edits.append({one.edit->field, before, after, one.edit->inferredFrom});
        replace = replace || field.type == Type::Reference;
    }
    if (removed) {
        row.record.removedMs = *removed ? std::max<qint64>(1, m_batch.nowMs) : 0;
        row.mark = stamp;
    }
    if (applied.change.edits.isEmpty() && !removed)
        return;
    if (applied.change.operation == Change::Operation::Insert) // it was there already: what it adds is an update
        applied.change.operation = Change::Operation::Update;
    if (replace) {
        const StampedRow *before = this->row(row.key());
        const Placement placement = m_access.place(row.record, before);
        row.scope = placement.scope;
        row.shares = placement.shares;
    }
    row.record.version += 1;
    m_answer.applied.append(applied);
    m_answer.written.insert(row.key(), std::move(row));
}


QList<RowKey> rowsOf(const wire::PushRequest &request)
{
    QList<RowKey> keys;
    for (const Mutation &mutation : request.mutations)
        if (mutation.change.entity)
            keys.append({mutation.change.entity, mutation.change.record});
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

QList<Id> conflictsOf(const wire::PushRequest &request)
{
    QList<Id> ids;
    for (const Mutation &mutation : request.mutations)
        if (!mutation.conflict.isNull())
            ids.append(mutation.conflict);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

Merged merge(const Batch &batch, const Present &present, const Access &access, const wire::Vocabulary &vocabulary)
{
    return Merging(batch, present, access, vocabulary).run();
}

} // namespace kemai::sync
