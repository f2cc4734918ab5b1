// SPDX-License-Identifier: GPL-3.0-or-later
// How the simulation comes to rest, and what must be true then. Included by simulation.h.
#pragma once

#include "simulation.h"

namespace kemai::office {

inline void Simulation::settle()
{
    m_quiet = true;
    for (Desk &desk : desks) {
        desk.storage.failAfter = -1;
        desk.storage.killWipeAfter = -1;
    }
    while (!server.running.empty())
        finish(server.running.begin()->first, false);
    int still = 0;
    for (int round = 0; round < 600 && still < 4; ++round) {
        qint64 changes = 0;
        for (const Desk &desk : desks)
            changes += desk.storage.changes;
        m_time += 31'000;
        for (int i = 0; i < deskCount; ++i) {
            m_at = i;
            if (desks[size_t(i)].storage.wipeMarked && desks[size_t(i)].storage.wiped)
                start(i); // resumes its wipe, before anything else
            else
                desks[size_t(i)].replica->tick(m_time);
        }
        for (int n = 0; !m_net.isEmpty() && n < 500; ++n)
            deliver(0, false);
        qint64 after = 0;
        bool idle = m_net.isEmpty();
        for (Desk &desk : desks) {
            after += desk.storage.changes;
            noteWipe(desk);
            idle = idle && (desk.replica->isQuiet() || desk.storage.wiped) && desk.storage.waiting() == 0;
        }
        still = idle && after == changes ? still + 1 : 0;
    }
    if (still < 4) {
        broken << QStringLiteral("I12 it does not come to rest");
        for (const Desk &desk : desks)
            broken << QStringLiteral("  stage %1, %2 waiting, %3").arg(int(desk.replica->stage())).arg(desk.storage.waiting()).arg(desk.replica->error() ? desk.replica->error()->log : QString());
        return;
    }
    for (const Desk &desk : desks)
        compare(desk);
    for (auto it = server.now.counters.cbegin(); it != server.now.counters.cend(); ++it)
        if (server.now.rows.contains(it.key()) && server.now.rows.value(it.key()).record.value(counted).toNumber() != *it)
            broken << QStringLiteral("I3 a counter is %1 and must be %2").arg(server.now.rows.value(it.key()).record.value(counted).toNumber()).arg(*it);
}

inline void Simulation::compare(const Desk &desk)
{
    const ReplicaModel::State &now = desk.storage.now;
    const QString who = QStringLiteral("desk %1: ").arg(&desk - desks.data());
    const ServerModel::DeviceRow device = server.now.devices.value(desk.device);
    if (desk.revoked && desk.storage.wiped) {
        if (!now.truth.isEmpty() || !now.shown.isEmpty() || !now.outbox.isEmpty())
            broken << who + QStringLiteral("I11 not wiped");
        for (auto it = server.seen.cbegin(); it != server.seen.cend(); ++it)
            if (it.key().first == desk.device && it.key().second > std::max(desk.takenAtWipe, server.escrowed.value(desk.device)))
                broken << who + QStringLiteral("I11 an edit is neither taken nor in escrow");
        return;
    }
    if (desk.revoked)
        broken << who + QStringLiteral("I11 revoked and not wiped");

    // I1, I2, I3: every edit was taken once.
    for (qint64 mid = 1; mid <= now.position.lastMid; ++mid) {
        const int taken = server.now.taken.value({desk.device, mid});
        if (taken != 1)
            broken << who + (taken == 0 ? QStringLiteral("I1 an edit was lost") : QStringLiteral("I3 an edit was taken twice"));
    }
    for (auto it = device.outcomes.cbegin(); it != device.outcomes.cend(); ++it) {
        if (!it->reason.isEmpty() && !now.rejected.contains(it.key()))
            broken << who + QStringLiteral("I2 a refusal was not kept");
        for (const Id &conflict : it->conflicts)
            if (!server.now.conflicts.contains(conflict))
                broken << who + QStringLiteral("I10 a conflict has no record");
    }

    // I5, I6, I7: the desk has what it may see, as it is, and nothing else.
    const OfficeAccess access(server.rights.value(desk.device), server.ownScope.value(desk.device));
    const QList<qint32> granted = access.scopes();
    if (QSet<qint32>(now.scopes.keyBegin(), now.scopes.keyEnd()) != QSet<qint32>(granted.begin(), granted.end()))
        broken << who + QStringLiteral("I5 scopes differ from what is granted");
    int expected = 0;
    for (const StampedRow &row : std::as_const(server.now.rows)) {
        if (!access.sees(row))
            continue;
        const RowKey key{sameIn(*desk.vocabulary, row.record.entity()), row.record.id};
        ++expected;
        const auto shown = now.shown.value(key);
        if (!shown) {
            broken << who + QStringLiteral("I7 a row is missing: %1 version %2 scope %3 removed %4").arg(row.record.id.toString()).arg(row.record.version).arg(row.scope).arg(row.record.removedMs);
            continue;
        }
        if (shown->version != row.record.version || shown->removedMs != row.record.removedMs)
            broken << who + QStringLiteral("I5 a row is of another version");
        for (int field = 0; field < key.entity->count(); ++field) {
            const Value want = access.mask().hides(*row.record.entity(), field) ? Value() : row.record.value(field);
            if (shown->value(field) != want)
                broken << who + QStringLiteral("I5 %1 is %2 and must be %3").arg(QLatin1StringView(key.entity->fields[size_t(field)].name), shown->value(field).toText(), want.toText());
        }
        QList<wire::Conflict> open = cut(server.openOf({row}), access);
        for (wire::Conflict &conflict : open) {
            conflict.entity = key.entity;
            conflict.fields.removeIf([&key](const wire::Conflict::Field &f) { return f.field >= key.entity->count(); });
        }
        open.removeIf([](const wire::Conflict &conflict) { return conflict.fields.isEmpty(); });
        QList<wire::Conflict> here = now.conflicts.value(key);
        std::sort(here.begin(), here.end(), [](const wire::Conflict &a, const wire::Conflict &b) { return a.id < b.id; });
        if (here != open)
            broken << who + QStringLiteral("I10 %1 conflicts are shown and %2 are open, or they differ").arg(here.size()).arg(open.size());
    }
    if (now.shown.size() != expected || now.truth.size() != expected)
        broken << who + QStringLiteral("I6 %1 rows are here and %2 may be").arg(now.shown.size()).arg(expected);
    // What authors had seen, in what is kept of their edits, is of rows they may still see.
    const auto mayHold = [&](const wire::Mutation &mutation) {
        const StampedRow row = server.now.rows.value({sameIn(newest, mutation.change.entity), mutation.change.record});
        for (const Edit &edit : mutation.change.edits)
            if (mutation.change.entity->fields[size_t(edit.field)].merge != Merge::Counter && !edit.from.isNull() && !(row.record.entity() && access.sees(row)))
                return false;
        return true;
    };
    for (const auto &queued : now.outbox)
        if (!mayHold(queued->mutation))
            broken << who + QStringLiteral("I6 the outbox remembers a row that was revoked");
    for (const auto &rejected : now.rejected)
        if (!mayHold(rejected.first))
            broken << who + QStringLiteral("I6 what was refused remembers a row that was revoked");
}

} // namespace kemai::office
