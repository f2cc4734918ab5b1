// SPDX-License-Identifier: GPL-3.0-or-later
// The network and what happens at the server of the simulation. Included by simulation.h.
#pragma once

#include "simulation.h"

namespace kemai::office {

inline void Simulation::deliver(int index, bool faults)
{
    const Message message = m_net.takeAt(index);
    if (faults && m_dice.chance(0.08)) { // lost; the desk may learn of it, or wait until it gives up
        if (m_dice.chance(0.5))
            m_net.append({false, message.desk, message.nonce, SessionAsk(), Unreachable(), &newest});
        return;
    }
    if (faults && m_dice.chance(0.07))
        m_net.append(message); // doubled: the second comes later
    if (!message.toServer)
        return toDesk(message);

    Desk &desk = desks[size_t(message.desk)];
    const qint64 now = epochMs + m_time;
    Request request = translated(message.request, *message.vocabulary);
    if (std::holds_alternative<SessionAsk>(request)) {
        if (server.revokedDevices.contains(desk.device))
            return answer(message.desk, message.nonce, refusedRevoked(message.nonce, server.now.devices[desk.device].lastMid), faults);
        wire::SessionResponse session;
        session.epoch = server.epoch;
        session.lastMid = server.now.devices[desk.device].lastMid;
        return answer(message.desk, message.nonce, session, faults);
    }
    if (faults && m_dice.chance(0.02)) // the session is over, or the server is busy
        return answer(message.desk, message.nonce, wire::Refusal{message.nonce, m_dice.chance(0.5) ? 401 : 503, {}, {}, 0, -1, 0, false}, faults);
    if (auto *push = std::get_if<wire::PushRequest>(&request)) {
        const auto begun = server.beginPush(desk.device, *push, message.nonce, now);
        if (!begun) {
            m_net.append(message); // waits for a lock
        } else if (const auto *refusal = std::get_if<wire::Refusal>(&*begun)) {
            answer(message.desk, message.nonce, *refusal, faults);
        } else {
            m_pushes.insert(std::get<quint64>(*begun), message);
            if (!faults)
                finish(std::get<quint64>(*begun), false);
        }
        return;
    }
    if (auto *pull = std::get_if<wire::PullRequest>(&request)) {
        pull->nonce = message.nonce;
        pull->limit = m_dice.chance(m_bigPages) ? 60 : 1 + m_dice.below(4);
        if (m_switches & LateSnapshot) {
            server.pendingOf.clear();
            for (const HeldScope &scope : std::as_const(desk.storage.now.scopes))
                if (!scope.complete)
                    server.pendingOf[message.nonce].append(scope.scope);
        }
        const auto pulled = server.pull(desk.device, *pull, now);
        std::visit([&](const auto &one) { answer(message.desk, message.nonce, one, faults); }, pulled);
    } else if (auto *chunk = std::get_if<wire::ChunkRequest>(&request)) {
        chunk->nonce = message.nonce;
        chunk->entity = sameIn(newest, chunk->entity);
        const auto piece = server.chunk(desk.device, *chunk, m_dice);
        std::visit([&](const auto &one) { answer(message.desk, message.nonce, one, faults); }, piece);
    } else if (const auto *escrow = std::get_if<wire::EscrowRequest>(&request)) {
        qint64 &stored = server.escrowed[desk.device];
        for (const wire::Mutation &mutation : escrow->mutations)
            stored = std::max(stored, mutation.mid);
        answer(message.desk, message.nonce, wire::EscrowResponse{message.nonce, stored}, faults);
    }
}

inline void Simulation::answer(int desk, quint64 nonce, const Answer &answer, bool faults)
{
    if (faults && m_dice.chance(0.08))
        return; // lost on the way back: what the server did stays done
    m_net.append({false, desk, nonce, SessionAsk(), answer, &newest});
}

inline void Simulation::toDesk(const Message &message)
{
    m_at = message.desk;
    Desk &desk = desks[size_t(message.desk)];
    if (desk.storage.wiped)
        return;
    Answer answer = translated(message.answer, *desk.vocabulary);
    quint64 nonce = message.nonce;
    if (m_switches & NoNonce)
        nonce = m_current[size_t(message.desk)];
    if (auto *pushed = std::get_if<wire::PushResponse>(&answer)) {
        if (m_switches & NoMaskVersion)
            pushed->maskVersion = desk.storage.now.position.mask.version;
        if (m_switches & NoHave)
            desk.storage.claimed = {0, 1, 2, 3, 10, 11};
    }
    desk.replica->received(nonce, answer, m_time);
    desk.storage.claimed.clear();
    if (desk.replica->stage() == Replica::Stage::Stopped)
        broken << QStringLiteral("a desk stopped: %1").arg(desk.replica->error() ? desk.replica->error()->log : QString());
}

inline void Simulation::noteWipe(Desk &desk)
{
    if (desk.storage.wiped && desk.takenAtWipe < 0)
        desk.takenAtWipe = server.now.devices[desk.device].lastMid;
}

inline void Simulation::finish(quint64 xid, bool abort)
{
    const auto message = m_pushes.constFind(xid);
    if (abort) { // the database gave up; the desk is told to come again, or never hears of it
        server.abort(xid);
        if (message != m_pushes.constEnd())
            answer(message->desk, message->nonce, wire::Refusal{message->nonce, 503, {}, {}, 0, -1, 0, false}, !m_quiet);
    } else if (const auto pushed = server.commit(xid); pushed && message != m_pushes.constEnd()) {
        answer(message->desk, message->nonce, pushed->first, !m_quiet);
    }
    m_pushes.remove(xid);
    for (int i = 0; i < deskCount && !m_quiet; ++i) // pokes, some of which are lost
        if (!abort && m_dice.chance(m_pokes)) {
            m_at = i;
            desks[size_t(i)].replica->poked(m_time, 0);
        }
}

// A command, automation, somebody in psql: rows move, are shared, are edited with no device behind it.
inline void Simulation::write()
{
    if (server.now.rows.isEmpty())
        return;
    QList<RowKey> keys = server.now.rows.keys();
    std::sort(keys.begin(), keys.end());
    static constexpr qint32 scopes[] = {0, 1, 2, 3, 10, 11};
    const auto anyScope = [this] { return scopes[m_dice.below(6)]; };
    if (m_dice.chance(0.06)) { // a bulk transfer: no keys, "fetch this scope again"
        const qint32 from = anyScope();
        const qint32 to = anyScope();
        QList<StampedRow> rows;
        QSet<qint32> touched{from, to};
        for (const RowKey &key : std::as_const(keys))
            if (StampedRow row = server.now.rows.value(key); row.scope == from) {
                for (const qint32 share : std::as_const(row.shares))
                    touched.insert(share);
                row.scope = to;
                row.record.version += 1;
                rows.append(row);
            }
        server.beginWrite(rows, QList<qint32>(touched.begin(), touched.end()));
        return;
    }
    StampedRow row = server.now.rows.value(m_dice.pick(keys));
    const int what = m_dice.below(4);
    if (what == 0) {
        row.scope = anyScope();
        row.record.version += 1;
    } else if (what == 1) { // shares do not change the version
        const qint32 scope = anyScope();
        if (row.shares.contains(scope))
            row.shares.removeAll(scope);
        else if (scope != row.scope)
            row.shares.append(scope);
    } else if (what == 2) {
        const int field = row.record.entity() == &thing ? m_dice.below(2) : 0;
        row.record.version += 1;
        row.record.setValue(field, Value(QStringLiteral("server.%1").arg(++m_texts)));
        row.stamps[size_t(field)] = {row.record.version, {}, 0};
    } else {
        row.record.version += 1;
        row.record.removedMs = row.record.removedMs == 0 ? epochMs + m_time : 0;
        row.mark = {row.record.version, {}, 0};
    }
    server.beginWrite({row});
}

inline void Simulation::changeRights(Desk &desk)
{
    Rights &rights = server.rights[desk.device];
    static constexpr qint32 scopes[] = {0, 1, 2, 3, 10, 11};
    if (m_dice.chance(m_churn > 0 ? 0.5 : 0.3)) {
        rights.mask.version += 1;
        if (rights.mask.hidden.isEmpty())
            rights.mask.hidden = {{&thing, secret}};
        else
            rights.mask.hidden.clear();
    } else if (m_dice.chance(0.2)) {
        if (!rights.readOnly.remove(10))
            rights.readOnly.insert(10);
    } else {
        const qint32 scope = scopes[m_dice.below(6)];
        if (scope != server.ownScope.value(desk.device) && !rights.scopes.remove(scope))
            rights.scopes.insert(scope);
    }
}

// The database comes back from a backup: a new epoch, numbers begin anew, what came after the backup is lost there.
inline void Simulation::restore()
{
    if (!m_backup)
        return;
    server.running.clear();
    m_pushes.clear();
    server.now = *m_backup;
    server.now.log.clear();
    server.now.nextXid = 1 + quint64(m_dice.below(5));
    server.epoch = Id::fromSeed(1, m_dice(), m_dice());
}

inline void Simulation::revoke(int i)
{
    Desk &desk = desks[size_t(i)];
    if (desk.revoked)
        return;
    desk.revoked = true;
    server.revokedDevices.insert(desk.device);
    if (m_dice.chance(0.5))
        desk.storage.killWipeAfter = m_dice.below(10);
    if (m_switches & EscrowSkipped)
        desk.storage.wipeMarked = true;
}

inline void Simulation::upgrade(int i)
{
    Desk &desk = desks[size_t(i)];
    ReplicaModel::State &now = desk.storage.now;
    const auto key = [](const RowKey &old) { return RowKey{sameIn(newest, old.entity), old.id}; };
    const auto record = [&](const Record &old) {
        Record fresh(*sameIn(newest, old.entity()));
        fresh.id = old.id;
        fresh.version = old.version;
        fresh.removedMs = old.removedMs;
        for (int field = 0; field < old.entity()->count(); ++field)
            fresh.setValue(field, old.value(field));
        return fresh;
    };
    ReplicaModel::State fresh = now;
    fresh.truth.clear();
    fresh.shown.clear();
    fresh.conflicts.clear();
    for (auto it = now.truth.cbegin(); it != now.truth.cend(); ++it)
        fresh.truth.insert(key(it.key()), std::make_shared<wire::Row>(wire::Row{record((*it)->record), (*it)->scopes}));
    for (auto it = now.shown.cbegin(); it != now.shown.cend(); ++it)
        fresh.shown.insert(key(it.key()), std::make_shared<Record>(record(**it)));
    for (auto it = now.conflicts.cbegin(); it != now.conflicts.cend(); ++it) {
        QList<wire::Conflict> conflicts = *it;
        for (wire::Conflict &conflict : conflicts)
            conflict.entity = sameIn(newest, conflict.entity);
        fresh.conflicts.insert(key(it.key()), conflicts);
    }
    for (auto it = fresh.outbox.begin(); it != fresh.outbox.end(); ++it) {
        ReplicaModel::Queued queued = **it;
        queued.mutation.change.entity = sameIn(newest, queued.mutation.change.entity);
        *it = std::make_shared<ReplicaModel::Queued>(queued);
    }
    for (auto it = fresh.rejected.begin(); it != fresh.rejected.end(); ++it)
        it->first.change.entity = sameIn(newest, it->first.change.entity);
    for (auto it = fresh.scopes.begin(); it != fresh.scopes.end(); ++it)
        it->entity = sameIn(newest, it->entity);
    for (wire::Mask::Column &column : fresh.position.mask.hidden)
        column.entity = sameIn(newest, column.entity);
    now = fresh;
    desk.vocabulary = &newest;
    const int room = std::exchange(desk.storage.failAfter, -1);
    if (!refetchAll(desk.storage))
        broken << QStringLiteral("an upgrade failed");
    desk.storage.failAfter = room;
    start(i);
}

// Between programs of two versions everything goes through the JSON of the wire.
inline Request Simulation::translated(const Request &request, const wire::Vocabulary &from)
{
    if (&from == &newest)
        return request;
    const wire::Codec sends(from);
    const wire::Codec reads(newest);
    const auto via = [&](const auto &message) -> Request {
        auto read = reads.read<std::decay_t<decltype(message)>>(sends.write(message));
        if (!read) {
            broken << QStringLiteral("a request could not be read");
            return message;
        }
        read->nonce = message.nonce;
        return *read;
    };
    if (const auto *push = std::get_if<wire::PushRequest>(&request))
        return via(*push);
    if (const auto *pull = std::get_if<wire::PullRequest>(&request))
        return via(*pull);
    if (const auto *escrow = std::get_if<wire::EscrowRequest>(&request))
        return via(*escrow);
    return request;
}

inline Answer Simulation::translated(const Answer &answer, const wire::Vocabulary &to)
{
    if (&to == &newest)
        return answer;
    const wire::Codec sends(newest);
    const wire::Codec reads(to);
    const auto via = [&](const auto &message) -> Answer {
        auto read = reads.read<std::decay_t<decltype(message)>>(sends.write(message));
        if (!read) {
            broken << QStringLiteral("an answer could not be read");
            return Unreachable();
        }
        read->nonce = message.nonce;
        return *read;
    };
    if (const auto *push = std::get_if<wire::PushResponse>(&answer))
        return via(*push);
    if (const auto *pull = std::get_if<wire::PullResponse>(&answer))
        return via(*pull);
    if (const auto *chunk = std::get_if<wire::Chunk>(&answer)) {
        auto read = wire::readChunk(wire::writeChunk(*chunk, newest), to);
        if (!read) {
            broken << QStringLiteral("a chunk could not be read");
            return Unreachable();
        }
        read->nonce = chunk->nonce;
        return *read;
    }
    return answer;
}

} // namespace kemai::office
