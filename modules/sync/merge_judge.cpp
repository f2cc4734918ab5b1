// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/merging.h"

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
} // namespace

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
    return saw(mutation, row.stamps[size_t(field)], field) || (mutation.byValue && !mutation.blind && from && row.record.value(field) == *from);
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

} // namespace kemai::sync
