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

} // namespace kemai::sync
