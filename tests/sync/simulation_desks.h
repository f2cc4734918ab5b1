// SPDX-License-Identifier: GPL-3.0-or-later
// What people at the desks of the simulation do. Included by simulation.h.
#pragma once

#include "simulation.h"

namespace kemai::office {

inline void Simulation::edit(int i)
{
    m_at = i;
    Desk &desk = desks[size_t(i)];
    if (desk.storage.wiped || desk.storage.failAfter >= 0)
        return;
    const Entity &things = *desk.vocabulary->entities[0];
    // A conflict is looked at first, now and then.
    if (!desk.storage.now.conflicts.isEmpty() && m_dice.chance(0.3)) {
        auto keys = desk.storage.now.conflicts.keys();
        std::sort(keys.begin(), keys.end());
        const QList<wire::Conflict> open = desk.storage.now.conflicts.value(m_dice.pick(keys));
        const wire::Conflict conflict = open.at(m_dice.below(int(open.size())));
        Change change{conflict.entity, conflict.record, Change::Operation::Update, {}, 0, 0};
        if (m_dice.chance(0.6)) {
            for (const wire::Conflict::Field &field : conflict.fields)
                if (field.field != wire::markField)
                    change.edits.append({field.field, field.theirs, field.mine, {}});
            if (conflict.unit == wire::markName)
                change.operation = conflict.fields.first().mine.toNumber() != 0 ? Change::Operation::Remove : Change::Operation::Restore;
        }
        author(desk, change, &conflict);
        return;
    }
    QList<RowKey> keys = desk.storage.now.shown.keys();
    std::sort(keys.begin(), keys.end());
    if (keys.isEmpty() || m_dice.chance(0.22)) {
        const Id id = Id::fromSeed(epochMs + m_dice.below(1000), m_dice(), m_dice());
        if (m_dice.chance(0.15)) {
            Change made = Change::insert(note, id);
            made.edit(0, {}, Value(text(desk, "text"))).edit(1, {}, Value(wall(desk)));
            author(desk, made);
            return;
        }
        Change made = Change::insert(things, id);
        made.edit(fieldA, {}, Value(text(desk, "a"))).edit(amount, {}, Value(text(desk, "amount")));
        made.edit(owner, {}, Value(qint64(m_dice.chance(0.5) ? i : 10)));
        if (m_dice.chance(0.5))
            made.edit(counted, {}, Value(qint64(3)));
        author(desk, made);
        return;
    }
    const RowKey key = m_dice.pick(keys);
    editThing(desk, desk.storage.now.shown.value(key));
}

inline void Simulation::editThing(Desk &desk, const std::shared_ptr<const Record> &record)
{
    if (m_dice.chance(0.06)) {
        author(desk, record->removedMs == 0 ? Change::remove(*record) : Change::restore(*record));
        return;
    }
    Change change = Change::update(*record);
    if (record->entity() == &note) {
        change.edit(0, record->value(0), Value(text(desk, "text")));
        author(desk, change);
        return;
    }
    QList<int> fields{fieldA, fieldB, amount, currency, counted, secret};
    if (desk.vocabulary == &newest)
        fields.append(extra);
    if (m_dice.chance(0.02))
        fields = {owner}; // only commands may
    const int count = 1 + m_dice.below(2);
    QSet<int> done;
    for (int n = 0; n < count; ++n) {
        const int field = m_dice.pick(fields);
        // What cannot be seen cannot be edited; here and there somebody tries.
        if (done.contains(field) || (desk.storage.now.position.mask.hides(*record->entity(), field) && !m_dice.chance(0.05)))
            continue;
        done.insert(field);
        if (field == counted)
            change.edit(field, record->value(field), Value(record->value(field).toNumber() + 1 + m_dice.below(5)));
        else if (field == owner)
            change.edit(field, record->value(field), Value(qint64(11)));
        else if (m_dice.chance(0.1))
            change.edit(field, record->value(field), Value());
        else
            change.edit(field, record->value(field), Value(text(desk, record->entity()->fields[size_t(field)].name)));
        if (field == fieldB && !change.edits.isEmpty() && change.edits.last().field == fieldB) {
            const Value folded = change.edits.last().to.isNull() ? Value() : Value(QString(u"folded " + change.edits.last().to.toText()));
            change.edit(office::folded, record->value(office::folded), folded);
        }
    }
    if (!change.edits.isEmpty())
        author(desk, change);
}

inline void Simulation::author(Desk &desk, const Change &change, const wire::Conflict *conflict)
{
    const RowKey key{change.entity, change.record};
    // The ghost of what is before the author's eyes: the truth, what he queued, what is shown.
    ServerModel::Seen seen;
    const auto look = [&](const Record &record) {
        for (int field = 0; field < record.entity()->count(); ++field)
            seen[field].append(record.value(field));
        seen[wire::markField].append(Value(record.removedMs != 0));
    };
    if (const auto truth = desk.storage.now.truth.value(key)) {
        look(truth->record);
    } else { // he makes it, and sees it empty; nothing else can be there but the same record made elsewhere
        for (int field = 0; field < key.entity->count(); ++field)
            seen[field].append(Value());
        seen[wire::markField].append(Value(false));
    }
    if (const auto shown = desk.storage.now.shown.value(key))
        look(*shown);
    for (const auto &one : std::as_const(desk.storage.now.outbox))
        if (!one->acknowledged && one->mutation.change.record == key.id) {
            for (const Edit &edit : one->mutation.change.edits)
                seen[edit.field].append(edit.to);
            if (one->mutation.change.operation == Change::Operation::Remove)
                seen[wire::markField].append(Value(true));
            else if (one->mutation.change.operation == Change::Operation::Restore)
                seen[wire::markField].append(Value(false));
        }
    for (int field = 0; field < key.entity->count(); ++field)
        if (desk.storage.now.position.mask.hides(*key.entity, field))
            seen.remove(field);
    if (conflict)
        for (const wire::Conflict::Field &field : conflict->fields)
            seen[field.field].append(field.field == wire::markField ? Value(field.theirs.toNumber() != 0) : field.theirs);

    const wire::SetHead head{Id::fromSeed(epochMs, m_dice(), m_dice()), Origin::Typed, {}, wall(desk), QStringLiteral("test"), {}, {}};
    qint64 mid = 0;
    const Result<> done = inTransaction(desk.storage, [&]() -> Result<> {
        const auto mutation = conflict ? enqueueResolution(desk.storage, head, *conflict, change.operation, change.edits, wall(desk))
                                       : enqueue(desk.storage, *desk.vocabulary, head, change, wall(desk));
        if (!mutation)
            return fail(mutation.error());
        mid = mutation->mid;
        return {};
    });
    if (!done)
        return;
    server.seen.insert({desk.device, mid}, seen);
    if (m_dice.chance(0.5))
        desk.replica->edited(m_time);
}

} // namespace kemai::office
