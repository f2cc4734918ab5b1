// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/merge.h"

#include <QMap>

#include <algorithm>

namespace kemai::sync {

using wire::Conflict;
using wire::markField;
using wire::Mutation;
using wire::Outcome;
using wire::Verdict;

namespace {

constexpr QLatin1StringView atomicUnit{"*"};

// What was decided about one edit.
struct Judged {
    const Edit *edit = nullptr;
    Verdict verdict = Verdict::Ok;
    QString reason;       // of Denied
    QStringList details;
    QString unit;         // what it goes with: a field, a group, all of it
};

class Merging
{
public:
    Merging(const Batch &batch, const Present &present, const Access &access, const wire::Vocabulary &vocabulary)
        : m_batch(batch), m_request(*batch.request), m_present(present), m_access(access), m_vocabulary(vocabulary), m_mask(access.mask())
    {
    }

    Merged run();

private:
    void apply(const Mutation &mutation);
    void insert(const Mutation &mutation);
    void mark(const Mutation &mutation, StampedRow row);
    void update(const Mutation &mutation, StampedRow row);
    void resolve(const Mutation &mutation, StampedRow row, Conflict conflict);

    QList<Judged> judge(const Mutation &mutation, const StampedRow &row) const;
    Verdict judgeValue(const Mutation &mutation, const StampedRow &row, const Edit &edit) const;
    bool saw(const Mutation &mutation, const Stamp &stamp, int field) const;
    bool sawField(const Mutation &mutation, const StampedRow &row, int field, const Value *from) const;
    bool sawMark(const Mutation &mutation, const StampedRow &row) const;
    bool sawGroup(const Mutation &mutation, const StampedRow &row, const MergeGroup &group) const;
    QString unitOf(const Mutation &mutation, int field) const;

    void refuse(const Mutation &mutation, const QString &reason, const QStringList &details = {});
    void openConflicts(const Mutation &mutation, const StampedRow &row, const QList<Judged> &judged, Outcome &outcome);
    Id openConflict(const Mutation &mutation, const StampedRow &row, const QString &unit, QList<Conflict::Field> fields);
    void write(const Mutation &mutation, StampedRow row, const QList<Judged> &judged, std::optional<bool> removed);
    void record(Outcome outcome);
    const StampedRow *row(const RowKey &key) const;
    const Conflict *conflict(const Id &id) const;

    const Batch &m_batch;
    const wire::PushRequest &m_request;
    const Present &m_present;
    const Access &m_access;
    const wire::Vocabulary &m_vocabulary;
    const wire::Mask m_mask;
    Merged m_answer;
};

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

// --- judging

bool Merging::saw(const Mutation &mutation, const Stamp &stamp, int field) const
{
    if (stamp.version == 0)
        return true;
    const qint64 previous = mutation.previousOf(field);
    if (previous > 0 && stamp.device == m_batch.device && stamp.mid == previous) // exactly that edit, not just one of this device
        return true;
    return !mutation.byValue && stamp.version <= mutation.change.expectedVersion;
}

bool Merging::sawField(const Mutation &mutation, const StampedRow &row, int field, const Value *from) const
{
    return saw(mutation, row.stamps[size_t(field)], field) || (mutation.byValue && from && row.record.value(field) == *from);
}

bool Merging::sawMark(const Mutation &mutation, const StampedRow &row) const
{
    if (saw(mutation, row.mark, markField))
        return true;
    // Across an epoch: an edit was made upon what was there, so a record that is not withdrawn is as it was seen.
    return mutation.byValue && row.record.removedMs == 0
        && (mutation.change.operation == Change::Operation::Update || mutation.change.operation == Change::Operation::Remove);
}

bool Merging::sawGroup(const Mutation &mutation, const StampedRow &row, const MergeGroup &group) const
{
    for (int field = 0; field < group.entity->count(); ++field) {
        if (!group.has(field))
            continue;
        const Value *from = nullptr;
        for (const Edit &edit : mutation.change.edits)
            if (edit.field == field)
                from = &edit.from;
        for (const wire::Witness &witness : mutation.witnesses)
            if (witness.field == field)
                from = &witness.seen;
        if (!sawField(mutation, row, field, from))
            return false;
    }
    return true;
}

Verdict Merging::judgeValue(const Mutation &mutation, const StampedRow &row, const Edit &edit) const
{
    const Field &field = row.record.entity()->fields[size_t(edit.field)];
    const Value &live = row.record.value(edit.field);
    if (field.merge == Merge::Counter) // a record made at two desks from one event began at the same count
        return mutation.change.operation == Change::Operation::Insert || edit.to.toNumber() == edit.from.toNumber() ? Verdict::Noop : Verdict::Ok;
    if (live == edit.to)
        return Verdict::Noop;
    if (field.merge == Merge::Derived) {
        // What it was computed from decides; see judge() for the case that it comes along.
        const int source = field.derivedFrom ? row.record.entity()->indexOf(QLatin1StringView(field.derivedFrom)) : -1;
        return source < 0 || sawField(mutation, row, source, nullptr) ? Verdict::Ok : Verdict::Noop;
    }
    return sawField(mutation, row, edit.field, &edit.from) ? Verdict::Ok : Verdict::Conflict;
}

QString Merging::unitOf(const Mutation &mutation, int field) const
{
    if (mutation.atomic)
        return atomicUnit;
    const Entity &entity = *mutation.change.entity;
    const Field &one = entity.fields[size_t(field)];
    if (one.merge == Merge::Derived && one.derivedFrom) {
        const int source = entity.indexOf(QLatin1StringView(one.derivedFrom));
        const bool comesAlong = std::any_of(mutation.change.edits.begin(), mutation.change.edits.end(),
                                            [source](const Edit &edit) { return edit.field == source; });
        if (comesAlong)
            return unitOf(mutation, source);
    }
    const MergeGroup *group = m_vocabulary.groupOf(entity, field);
    return QString::fromLatin1(group ? group->name : one.name);
}

QList<Judged> Merging::judge(const Mutation &mutation, const StampedRow &row) const
{
    const Entity &entity = *mutation.change.entity;
    QList<Judged> all;
    all.reserve(mutation.change.edits.size());
    for (const Edit &edit : mutation.change.edits) {
        const Field &field = entity.fields[size_t(edit.field)];
        Judged one;
        one.edit = &edit;
        one.unit = unitOf(mutation, edit.field);
        one.details = {QString::fromLatin1(entity.name), QString::fromLatin1(field.name)};
        if (m_mask.hides(entity, edit.field)) {
            one.verdict = Verdict::Denied;
            one.reason = QStringLiteral("sync.masked");
        } else if (field.merge == Merge::Server && !m_access.mayCommand(mutation, &row, edit.field)) {
            one.verdict = row.record.value(edit.field) == edit.to ? Verdict::Noop : Verdict::Denied;
            one.reason = QStringLiteral("sync.serverField");
        } else if (QString reason = m_access.refusesField(mutation, &row, edit.field); !reason.isEmpty()) {
            one.verdict = Verdict::Denied;
            one.reason = std::move(reason);
        } else if (field.merge == Merge::Append && row.stamps[size_t(edit.field)].version > 0) {
            one.verdict = row.record.value(edit.field) == edit.to ? Verdict::Noop : Verdict::Denied;
            one.reason = QStringLiteral("sync.appendOnly");
        } else {
            one.verdict = judgeValue(mutation, row, edit);
        }
        all.append(one);
    }
    // Units go whole or not at all: the worst verdict of one is everybody's. Where nothing of a unit would change, nothing is asked.
    QMap<QString, Verdict> worst;
    QSet<QString> changing;
    for (const Judged &one : std::as_const(all)) {
        Verdict &of = worst[one.unit];
        of = std::max(of, one.verdict);
        if (one.verdict == Verdict::Ok || one.verdict == Verdict::Conflict)
            changing.insert(one.unit);
        const MergeGroup *group = m_vocabulary.groupOf(entity, one.edit->field);
        if (group && one.verdict == Verdict::Ok && !sawGroup(mutation, row, *group))
            of = std::max(of, Verdict::Conflict);
    }
    for (Judged &one : all) {
        const Verdict of = worst.value(one.unit);
        if (of == Verdict::Conflict && changing.contains(one.unit) && one.verdict != Verdict::Denied) {
            one.verdict = Verdict::Conflict;
        } else if (of == Verdict::Denied && one.verdict != Verdict::Denied) {
            one.verdict = Verdict::Denied; // what it goes with was refused
            for (const Judged &refused : std::as_const(all))
                if (refused.unit == one.unit && !refused.reason.isEmpty()) {
                    one.reason = refused.reason;
                    one.details = refused.details;
                }
        }
    }
    return all;
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
            seen = m_mask.hides(*row.record.entity(), field) || one.merge == Merge::Counter || one.merge == Merge::Derived
                || saw(mutation, row.stamps[size_t(field)], field);
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
            && (edit == mutation.change.edits.end() || row.record.value(field.field) == edit->from);
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

// --- conflicts and outcomes

void Merging::openConflicts(const Mutation &mutation, const StampedRow &row, const QList<Judged> &judged, Outcome &outcome)
{
    QMap<QString, QList<Conflict::Field>> units;
    for (const Judged &one : judged)
        if (one.verdict == Verdict::Conflict)
            units[one.unit].append({one.edit->field, one.edit->from, one.edit->to, row.record.value(one.edit->field)});
    for (const wire::Witness &witness : mutation.witnesses) // the rest of a group, for who has to choose
        if (const auto unit = units.find(unitOf(mutation, witness.field)); unit != units.end())
            unit->append({witness.field, witness.seen, witness.seen, row.record.value(witness.field)});
    for (auto it = units.cbegin(); it != units.cend(); ++it)
        outcome.conflicts.append(openConflict(mutation, row, it.key(), it.value()));
}

Id Merging::openConflict(const Mutation &mutation, const StampedRow &row, const QString &unit, QList<Conflict::Field> fields)
{
    Conflict fresh;
    fresh.id = wire::conflictId(m_batch.device, mutation.mid, unit);
    // The same device went on typing: its later value takes the place of its earlier one.
    const auto continues = [&](const Conflict &one) {
        return one.state == Conflict::State::Open && one.device == m_batch.device && one.entity == row.record.entity()
            && one.record == row.record.id && one.unit == unit
            && std::any_of(fields.begin(), fields.end(), [&](const Conflict::Field &field) { return mutation.previousOf(field.field) == one.mid; });
    };
    const Conflict *earlier = nullptr;
    for (const Conflict &one : m_present.conflicts)
        if (const Conflict *now = conflict(one.id); continues(*now))
            earlier = now;
    for (const Conflict &one : std::as_const(m_answer.conflicts))
        if (continues(one))
            earlier = &one;
    if (earlier) {
        QList<Conflict::Field> both = earlier->fields;
        for (const Conflict::Field &field : fields) {
            const auto same = std::find_if(both.begin(), both.end(), [&field](const Conflict::Field &f) { return f.field == field.field; });
            if (same == both.end()) {
                both.append(field);
            } else {
                same->mine = field.mine;
                same->theirs = field.theirs;
            }
        }
        fresh.id = earlier->id;
        fields = both;
    }
    fresh.entity = row.record.entity();
    fresh.record = row.record.id;
    fresh.unit = unit;
    fresh.fields = std::move(fields);
    fresh.theirsVersion = row.record.version;
    fresh.device = m_batch.device;
    fresh.mid = mutation.mid;
    fresh.author = m_batch.user;
    fresh.at = mutation.at;
    m_answer.badged.insert(row.key());
    m_answer.conflicts.insert(fresh.id, fresh);
    return fresh.id;
}

void Merging::refuse(const Mutation &mutation, const QString &reason, const QStringList &details)
{
    Outcome outcome{mutation.mid, {}, {}, reason, details};
    if (mutation.change.entity)
        for (const Edit &edit : mutation.change.edits)
            outcome.fields.append({QString::fromLatin1(mutation.change.entity->fields[size_t(edit.field)].name), Verdict::Denied});
    for (const QString &name : mutation.unknown)
        outcome.fields.append({name, Verdict::Denied});
    if (outcome.fields.isEmpty())
        outcome.fields.append({wire::markName, Verdict::Denied});
    record(std::move(outcome));
}

void Merging::record(Outcome outcome)
{
    if (!outcome.plain())
        m_answer.outcomes.append(std::move(outcome));
}

const StampedRow *Merging::row(const RowKey &key) const
{
    if (const auto it = m_answer.written.constFind(key); it != m_answer.written.constEnd())
        return &*it;
    const auto it = m_present.rows.constFind(key);
    return it == m_present.rows.constEnd() ? nullptr : &*it;
}

const Conflict *Merging::conflict(const Id &id) const
{
    if (const auto it = m_answer.conflicts.constFind(id); it != m_answer.conflicts.constEnd())
        return &*it;
    const auto it = m_present.conflicts.constFind(id);
    return it == m_present.conflicts.constEnd() ? nullptr : &*it;
}

} // namespace

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
