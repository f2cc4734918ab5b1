// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The server as values in memory: transactions with a number at their begin and visibility at their commit, row locks, aborts, a log of
 * keys, a backup that is restored into a new epoch. Merge, feed and answers are the production code.
 *
 * A push has two halves, begin and commit, so that others come between. Ghosts that travel with the state (and with its
 * backup): how often each mutation was taken, and what every counter must be.
 */
#pragma once

#include "office_model.h"
#include "switches.h"
#include "sync/feed.h"
#include "sync/push.h"

#include <QMap>

#include <functional>
#include <map>

namespace kemai::office {

using DeviceMid = std::pair<Id, qint64>;

class ServerModel
{
public:
    struct LogEntry {
        quint64 xid = 0;
        qint64 seq = 0;
        qint32 scope = 0;
        RowKey row; // id null: fetch the scope again
    };
    struct DeviceRow {
        qint64 lastMid = 0;
        QMap<qint64, wire::Outcome> outcomes;
    };
    struct State {
        QHash<RowKey, StampedRow> rows;
        QList<LogEntry> log; // by seq
        QHash<Id, wire::Conflict> conflicts;
        QHash<Id, DeviceRow> devices;
        quint64 nextXid = 1;
        qint64 nextSeq = 1;
        QMap<DeviceMid, int> taken;
        QHash<RowKey, qint64> counters;
    };
    struct Transaction {
        quint64 xid = 0;
        QSet<RowKey> locks;
        Id deviceLock;
        QList<LogEntry> log;
        QHash<RowKey, StampedRow> rows;
        std::function<void(State &)> atCommit;
        std::optional<std::pair<wire::PushResponse, Merged>> pushed;
    };
    // What the author of a mutation had before his eyes, by field (none: he may not see it, or his program does not know it);
    // markField: whether it was withdrawn.
    using Seen = QHash<int, QList<Value>>;

    State now;
    Id epoch;
    QHash<Id, Rights> rights;
    QSet<Id> revokedDevices;
    QHash<Id, qint64> escrowed;
    std::map<quint64, Transaction> running;
    QMap<DeviceMid, Seen> seen;
    QSet<DeviceMid> poison; // mutations the database cannot write
    quint32 switches = Sound;
    QStringList broken;
    int conflictsOpened = 0;
    int fieldsApplied = 0;
    int denials = 0;

    wire::Snapshot snapshot() const
    {
        if (switches & NaiveCursor) {
            const quint64 last = now.log.isEmpty() ? 0 : quint64(now.log.last().seq);
            return {last + 1, last + 1, {}};
        }
        wire::Snapshot s{now.nextXid, now.nextXid, {}};
        for (const auto &[xid, transaction] : running)
            s.inProgress.append(xid);
        if (!running.empty())
            s.xmin = running.begin()->first;
        if (switches & StandbySnapshot)
            s.inProgress.clear();
        return s;
    }

    // --- push: nothing: a lock is held, try again.
    std::optional<std::variant<wire::Refusal, quint64>> beginPush(const Id &device, wire::PushRequest request, quint64 nonce, qint64 nowMs)
    {
        using Answer = std::variant<wire::Refusal, quint64>;
        request.nonce = nonce;
        if (revokedDevices.contains(device))
            return Answer(refusedRevoked(nonce, now.devices[device].lastMid));
        const DeviceRow &row = now.devices[device];
        if (request.epoch != epoch)
            return Answer(refusedEpoch(nonce, epoch, row.lastMid));
        const QList<RowKey> keys = rowsOf(request);
        for (const auto &[xid, other] : running)
            if (other.deviceLock == device || std::any_of(keys.begin(), keys.end(), [&o = other](const RowKey &key) { return o.locks.contains(key); }))
                return {};
        Batch batch{device, device, switches & NoDedupe ? 0 : row.lastMid, nowMs, nullptr, {}};
        if ((switches & NoDedupe) && !request.mutations.isEmpty())
            batch.lastMid = request.mutations.first().mid - 1;
        Present present;
        for (const RowKey &key : keys)
            if (const auto it = now.rows.constFind(key); it != now.rows.constEnd())
                present.rows.insert(key, *it);
        for (const wire::Conflict &conflict : std::as_const(now.conflicts))
            if ((conflict.state == wire::Conflict::State::Open && keys.contains({conflict.entity, conflict.record})))
                present.conflicts.insert(conflict.id, conflict);
        for (const Id &id : conflictsOf(request))
            if (now.conflicts.contains(id))
                present.conflicts.insert(id, now.conflicts.value(id));
        bend(request, present, device);
        batch.request = &request;
        for (const wire::Mutation &mutation : std::as_const(request.mutations))
            if (poison.contains({device, mutation.mid})) {
                if (switches & PoisonStops)
                    return Answer(wire::Refusal{nonce, 503, QStringLiteral("sync.internal"), {}, 0, -1, 0, false});
                batch.poisoned.insert(mutation.mid);
            }
        const OfficeAccess access(rights[device], ownScope.value(device));
        const wire::Vocabulary &vocabulary = office::newest;
        static const wire::Vocabulary ungrouped{entitiesNow, {}};
        const Merged merged = merge(batch, present, access, switches & NoGroups ? ungrouped : vocabulary);
        if (merged.expectedMid > 0)
            return Answer(refusedGap(nonce, merged.expectedMid));
        watch(device, request, present, merged);

        Transaction t;
        t.xid = now.nextXid++;
        t.deviceLock = device;
        for (const RowKey &key : keys)
            t.locks.insert(key);
        for (auto it = merged.written.cbegin(); it != merged.written.cend(); ++it)
            put(t, *it);
        for (const RowKey &key : merged.badged)
            if (!t.rows.contains(key) && present.rows.contains(key))
                log(t, present.rows.value(key));
        DeviceRow after = row;
        after.lastMid = std::max(after.lastMid, merged.lastMid);
        for (const wire::Outcome &outcome : merged.outcomes)
            after.outcomes.insert(outcome.mid, outcome);
        QList<StampedRow> rows;
        for (const RowKey &key : keys)
            if (t.rows.contains(key))
                rows.append(t.rows.value(key));
            else if (present.rows.contains(key))
                rows.append(present.rows.value(key));
        QHash<Id, wire::Conflict> conflicts = present.conflicts;
        conflicts.insert(merged.conflicts);
        QList<wire::Outcome> outcomes;
        for (const wire::Mutation &mutation : std::as_const(request.mutations))
            if (after.outcomes.contains(mutation.mid) && mutation.mid <= after.lastMid)
                outcomes.append(after.outcomes.value(mutation.mid));
        if (switches & NoHave)
            request.have = access.scopes();
        t.pushed = std::pair(answerPush(request, after.lastMid, outcomes, rows, conflicts.values(), access, vocabulary), merged);
        t.pushed->first.serverTime = wire::HybridTime::atMs(nowMs);
        t.atCommit = [this, device, after, merged, request](State &state) { settle(state, device, after, merged, request); };
        const quint64 xid = t.xid;
        running.emplace(xid, std::move(t));
        return Answer(xid);
    }

    // --- what is not a push: a command, automation, somebody in psql
    std::optional<quint64> beginWrite(const QList<StampedRow> &rows, QList<qint32> wholeScopes = {})
    {
        for (const auto &[xid, other] : running)
            for (const StampedRow &row : rows)
                if (other.locks.contains(row.key()))
                    return {};
        Transaction t;
        t.xid = now.nextXid++;
        for (const StampedRow &row : rows) {
            t.locks.insert(row.key());
            put(t, row, wholeScopes.isEmpty());
        }
        for (const qint32 scope : wholeScopes)
            t.log.append({t.xid, now.nextSeq++, scope, {}});
        const quint64 xid = t.xid;
        running.emplace(xid, std::move(t));
        return xid;
    }

    std::optional<std::pair<wire::PushResponse, Merged>> commit(quint64 xid)
    {
        const auto it = running.find(xid);
        const Transaction t = std::move(it->second);
        running.erase(it);
        for (auto row = t.rows.cbegin(); row != t.rows.cend(); ++row) {
            if (now.rows.contains(row.key()) && row->record.version < now.rows[row.key()].record.version)
                broken << QStringLiteral("I8 a version went back on the server");
            now.rows.insert(row.key(), *row);
        }
        now.log += t.log;
        std::sort(now.log.begin(), now.log.end(), [](const LogEntry &a, const LogEntry &b) { return a.seq < b.seq; });
        if (t.atCommit)
            t.atCommit(now);
        return t.pushed;
    }
    void abort(quint64 xid) { running.erase(xid); }

    PullPlan plan(const wire::PullRequest &request, const Access &access) const
    {
        PullPlan planned = planPull(request, access);
        if (switches & LateSnapshot)
            planned.scopes.removeIf([&](qint32 scope) { return pendingOf.value(request.nonce).contains(scope); });
        return planned;
    }

    std::variant<wire::PullResponse, wire::Refusal> pull(const Id &device, const wire::PullRequest &request, qint64 nowMs)
    {
        if (revokedDevices.contains(device))
            return refusedRevoked(request.nonce, now.devices[device].lastMid);
        if (!request.epoch.isNull() && request.epoch != epoch)
            return refusedEpoch(request.nonce, epoch, now.devices[device].lastMid);
        const OfficeAccess access(rights[device], ownScope.value(device));
        const PullPlan planned = plan(request, access);
        FeedPage page;
        page.to = planned.to ? *planned.to : snapshot();
        QSet<RowKey> keys;
        if (planned.base) {
            int count = 0;
            for (const LogEntry &entry : std::as_const(now.log)) {
                const quint64 position = switches & NaiveCursor ? quint64(entry.seq) : entry.xid;
                if (entry.seq <= planned.after || !page.to.sees(position) || planned.base->sees(position) || !planned.scopes.contains(entry.scope))
                    continue;
                if (count == planned.limit) {
                    page.more = true;
                    break;
                }
                ++count;
                page.after = entry.seq;
                if (entry.row.id.isNull())
                    page.resnapshot.append(entry.scope);
                else
                    keys.insert(entry.row);
            }
        }
        for (const RowKey &key : std::as_const(keys))
            if (now.rows.contains(key))
                page.rows.append(now.rows.value(key));
            else
                page.missing.append(key);
        page.conflicts = openOf(page.rows);
        wire::PullResponse answer = answerPull(request, planned, page, epoch, access, office::newest);
        answer.serverTime = wire::HybridTime::atMs(nowMs);
        check(answer.up, access);
        return answer;
    }

    std::variant<wire::Chunk, wire::Refusal> chunk(const Id &device, const wire::ChunkRequest &request, SeededDice &dice)
    {
        if (revokedDevices.contains(device))
            return refusedRevoked(request.nonce, now.devices[device].lastMid);
        if (request.epoch != epoch)
            return refusedEpoch(request.nonce, epoch, now.devices[device].lastMid);
        const OfficeAccess access(rights[device], ownScope.value(device));
        QList<StampedRow> rows;
        for (const StampedRow &row : std::as_const(now.rows))
            if (row.record.entity() == request.entity && row.isIn(request.scope) && (request.after.isNull() || row.record.id > request.after))
                rows.append(row);
        std::sort(rows.begin(), rows.end(), [](const StampedRow &a, const StampedRow &b) { return a.record.id < b.record.id; });
        wire::ChunkRequest small = request;
        small.rows = 1 + dice.below(4);
        if (rows.size() > small.rows)
            rows.resize(small.rows);
        wire::Chunk answer = answerChunk(small, rows, openOf(rows), snapshot(), epoch, access, office::newest);
        for (const Entity *entity : office::newest.entities)
            if (answer.last && ((switches & EmptyUntrue) || std::none_of(now.rows.begin(), now.rows.end(), [&](const StampedRow &row) { return row.record.entity() == entity && row.isIn(request.scope); })))
                answer.empty.append(entity);
        check({answer.table}, access);
        return answer;
    }

    QHash<Id, qint32> ownScope;
    QHash<quint64, QList<qint32>> pendingOf; // LateSnapshot: scopes a request's device is still fetching

    void log(Transaction &t, const StampedRow &row)
    {
        QSet<qint32> scopes{row.scope};
        for (const qint32 share : row.shares)
            scopes.insert(share);
        if (const auto before = now.rows.constFind(row.key()); before != now.rows.constEnd()) {
            scopes.insert(before->scope);
            for (const qint32 share : before->shares)
                scopes.insert(share);
        }
        for (const qint32 scope : std::as_const(scopes))
            t.log.append({t.xid, now.nextSeq++, scope, row.key()});
    }

    QList<wire::Conflict> openOf(const QList<StampedRow> &rows) const
    {
        QList<wire::Conflict> open;
        for (const wire::Conflict &conflict : now.conflicts)
            for (const StampedRow &row : rows)
                if (conflict.state == wire::Conflict::State::Open && conflict.entity == row.record.entity() && conflict.record == row.record.id)
                    open.append(conflict);
        std::sort(open.begin(), open.end(), [](const wire::Conflict &a, const wire::Conflict &b) { return a.id < b.id; });
        return open;
    }

private:
    void put(Transaction &t, const StampedRow &row, bool logged = true)
    {
        t.rows.insert(row.key(), row);
        if (logged)
            log(t, row);
    }

    // The switches that lie to merge().
    void bend(wire::PushRequest &request, Present &present, const Id &device) const
    {
        for (wire::Mutation &mutation : request.mutations) {
            if (switches & NoCompare)
                mutation.change.expectedVersion = std::numeric_limits<qint64>::max();
            if (switches & MarkUnseen)
                if (const auto row = present.rows.find({mutation.change.entity, mutation.change.record}); row != present.rows.end())
                    row->mark = {};
            if (switches & ChainByDevice)
                if (const auto row = present.rows.constFind({mutation.change.entity, mutation.change.record}); row != present.rows.constEnd())
                    for (wire::Previous &one : mutation.previous) {
                        const Stamp &stamp = one.field == wire::markField ? row->mark : row->stamps[size_t(one.field)];
                        if (stamp.device == device)
                            one.mid = stamp.mid;
                    }
        }
    }

    void settle(State &state, const Id &device, const DeviceRow &after, const Merged &merged, const wire::PushRequest &request)
    {
        if (after.lastMid < state.devices[device].lastMid)
            broken << QStringLiteral("I9 the queue of a device went back");
        state.devices[device] = after;
        state.conflicts.insert(merged.conflicts);
        for (const wire::Mutation &mutation : request.mutations) {
            if (merged.firstTaken == 0 || mutation.mid < merged.firstTaken || mutation.mid > merged.lastMid)
                continue;
            ++state.taken[{device, mutation.mid}];
            const auto outcome = std::find_if(merged.outcomes.begin(), merged.outcomes.end(), [&](const wire::Outcome &o) { return o.mid == mutation.mid; });
            for (const Edit &edit : mutation.change.edits) {
                if (!mutation.change.entity || mutation.change.entity->fields[size_t(edit.field)].merge != Merge::Counter || mutation.atomic)
                    continue;
                const QString name = QString::fromLatin1(mutation.change.entity->fields[size_t(edit.field)].name);
                const bool refused = outcome != merged.outcomes.end()
                    && std::any_of(outcome->fields.begin(), outcome->fields.end(), [&](const wire::Outcome::Of &of) { return of.field == name; });
                if (!refused)
                    state.counters[{mutation.change.entity, mutation.change.record}] += edit.to.toNumber() - edit.from.toNumber();
            }
        }
        fieldsApplied += int(merged.applied.size());
        for (const wire::Outcome &outcome : merged.outcomes) {
            conflictsOpened += int(outcome.conflicts.size());
            denials += outcome.reason.isEmpty() ? 0 : 1;
        }
    }

    // I4: what is replaced was seen by who replaces it.
    void watch(const Id &device, const wire::PushRequest &request, const Present &present, const Merged &merged)
    {
        QHash<RowKey, StampedRow> rows = present.rows;
        qint64 last = 0;
        for (const wire::Outcome &outcome : merged.outcomes) {
            if (outcome.mid <= last)
                broken << QStringLiteral("I9 outcomes out of order");
            last = outcome.mid;
        }
        for (const Applied &applied : merged.applied) {
            const RowKey key{applied.change.entity, applied.change.record};
            const auto before = rows.find(key);
            if (before == rows.end()) {
                rows.insert(key, merged.written.value(key));
                // Later edits of the same batch change it step by step; begin with what the insert says.
                StampedRow fresh(*key.entity);
                fresh.record.id = key.id;
                for (const Edit &edit : applied.change.edits)
                    fresh.record.setValue(edit.field, edit.to);
                rows[key] = fresh;
                continue;
            }
            const Seen saw = seen.value({device, applied.mid});
            const auto mutation = std::find_if(request.mutations.begin(), request.mutations.end(), [&](const wire::Mutation &m) { return m.mid == applied.mid; });
            const auto unseen = [&](int field, const Value &live) { // what nobody ever wrote (after a restore) is nobody's to lose
                const bool neverWritten = field != wire::markField && live.isNull() && before->stamps[size_t(field)].version == 0;
                return !neverWritten && !saw.value(field).contains(live);
            };
            bool marked = before->record.removedMs != 0;
            const bool counts = std::all_of(applied.change.edits.begin(), applied.change.edits.end(), [&](const Edit &edit) {
                return key.entity->fields[size_t(edit.field)].merge == Merge::Counter || key.entity->fields[size_t(edit.field)].merge == Merge::Derived;
            });
            const bool marks = applied.change.operation == Change::Operation::Remove || applied.change.operation == Change::Operation::Restore;
            if ((marks || (marked && !counts)) && unseen(wire::markField, Value(marked)))
                broken << QStringLiteral("I4 a mark was overwritten unseen (mid %1)").arg(applied.mid);
            for (const Edit &edit : applied.change.edits) {
                if (key.entity->fields[size_t(edit.field)].merge == Merge::Scalar && unseen(edit.field, edit.from))
                    broken << QStringLiteral("I4 %1 was overwritten unseen (mid %2)").arg(QLatin1StringView(key.entity->fields[size_t(edit.field)].name)).arg(applied.mid);
                if (const MergeGroup *group = office::newest.groupOf(*key.entity, edit.field))
                    for (int mate = 0; mate < key.entity->count(); ++mate)
                        if (group->has(mate) && saw.contains(mate) && unseen(mate, before->record.value(mate)))
                            broken << QStringLiteral("I4 a group was torn apart (mid %1)").arg(applied.mid);
            }
            if (applied.change.operation == Change::Operation::Remove && mutation->conflict.isNull())
                for (int field = 0; field < key.entity->count(); ++field)
                    if (key.entity->fields[size_t(field)].merge == Merge::Scalar && saw.contains(field) && unseen(field, before->record.value(field)))
                        broken << QStringLiteral("I4 what was edited was withdrawn unseen (mid %1)").arg(applied.mid);
            for (const Edit &edit : applied.change.edits)
                before->record.setValue(edit.field, edit.to);
            if (marks)
                before->record.removedMs = applied.change.operation == Change::Operation::Remove ? 1 : 0;
        }
    }

    // I6: nothing leaves the server that is not granted at that moment.
    void check(const QList<wire::Table> &tables, const Access &access)
    {
        for (const wire::Table &table : tables)
            for (const wire::Row &row : table.rows) {
                const StampedRow live = now.rows.value({table.entity, row.record.id});
                if (!access.sees(live))
                    broken << QStringLiteral("I6 a row was sent that is not granted");
                for (int field = 0; field < table.entity->count(); ++field)
                    if (access.mask().hides(*table.entity, field) && !row.record.value(field).isNull())
                        broken << QStringLiteral("I6 a column was sent that is masked");
            }
    }
};

} // namespace kemai::office
