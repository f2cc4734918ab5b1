// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A desk's storage as values in memory: transactions that roll back, a disk that is full at the nth operation, a wipe that may be
 * killed at any step. It also watches what must hold of any replica at any time.
 */
#pragma once

#include "office_model.h"
#include "switches.h"
#include "sync/replica_storage.h"
#include "sync/wipe.h"

#include <QMap>

#include <memory>

namespace kemai::office {

class ReplicaModel : public ReplicaStorage, public WipeTarget
{
public:
    struct Queued {
        wire::Mutation mutation;
        bool acknowledged = false;
    };
    struct State {
        Position position;
        QMap<qint32, HeldScope> scopes;
        QHash<RowKey, std::shared_ptr<const wire::Row>> truth;
        QHash<RowKey, std::shared_ptr<const Record>> shown;
        QHash<RowKey, QList<wire::Conflict>> conflicts;
        QMap<qint64, std::shared_ptr<const Queued>> outbox;
        QHash<Id, wire::SetHead> heads;
        QMap<qint64, std::pair<wire::Mutation, wire::Outcome>> rejected;
    };

    State now;
    quint32 switches = Sound;
    int failAfter = -1;        // operations until the disk is full; -1: it is not
    qint64 changes = 0;        // of rows, scopes and outbox, to see when all is quiet
    QList<qint32> claimed;     // NoHave: scopes it says it holds
    QStringList broken;        // what was seen that may never be
    bool wipeMarked = false;
    bool wiped = false;
    int killWipeAfter = -1;
    bool killed = false;       // there: the program is to be started anew

    Result<> begin() override
    {
        m_before = now;
        m_inside = true;
        return spend();
    }
    Result<> commit() override
    {
        if (const auto room = spend(); !room)
            return room;
        m_inside = false;
        m_before = {};
        return {};
    }
    void rollback() override
    {
        if (!m_inside)
            return;
        now = m_before;
        m_inside = false;
    }

    Result<Position> position() override { return now.position; }
    Result<> setPosition(const Position &position) override
    {
        now.position = position;
        return spend();
    }
    Result<QList<HeldScope>> scopes() override
    {
        QList<HeldScope> all = now.scopes.values();
        for (const qint32 scope : std::as_const(claimed))
            if (!now.scopes.contains(scope))
                all.append({scope, 1000, true, false, nullptr, {}});
        std::stable_sort(all.begin(), all.end(), [](const HeldScope &a, const HeldScope &b) { return a.order < b.order; });
        return all;
    }
    Result<> keepScope(const HeldScope &scope) override
    {
        if (!(now.scopes.value(scope.scope) == scope))
            ++changes;
        now.scopes.insert(scope.scope, scope);
        if (switches & NoReconcile)
            now.scopes[scope.scope].reconcile = false;
        return spend();
    }
    Result<QList<RowKey>> dropScopes(const QList<qint32> &scopes) override
    {
        ++changes;
        QList<RowKey> left;
        for (const qint32 scope : scopes)
            now.scopes.remove(scope);
        if (switches & DropKeepsRows)
            return left;
        const auto keys = now.truth.keys();
        for (const RowKey &key : keys) {
            wire::Row row = *now.truth.value(key);
            for (const qint32 scope : scopes)
                row.scopes.removeAll(scope);
            if (!row.scopes.isEmpty()) {
                now.truth.insert(key, std::make_shared<wire::Row>(row));
                continue;
            }
            now.truth.remove(key);
            now.shown.remove(key);
            now.conflicts.remove(key);
            if (const auto stripped = forgetSeen(key); !stripped)
                return fail(stripped.error());
            if (isQueued(key))
                left.append(key);
        }
        if (const auto room = spend(); !room)
            return fail(room.error());
        return left;
    }

    Result<std::optional<wire::Row>> truth(const RowKey &key) override
    {
        const auto it = now.truth.constFind(key);
        return it == now.truth.constEnd() ? std::optional<wire::Row>() : **it;
    }
    Result<> store(const RowKey &key, const std::optional<wire::Row> &truth, const std::optional<Record> &shown, bool queued) override
    {
        if ((switches & NotAtomic) && failAfter == 0)
            return {}; // not kept, and nobody is told
        if (!truth && (switches & GoneIgnored) && now.truth.contains(key) && !queued)
            return {};
        ++changes;
        const auto before = now.truth.value(key);
        if (before && truth && truth->record.version < before->record.version && !now.position.reconciling)
            broken << QStringLiteral("I8 a row went back from %1 to %2").arg(before->record.version).arg(truth->record.version);
        if (truth)
            now.truth.insert(key, std::make_shared<wire::Row>(*truth));
        else
            now.truth.remove(key);
        if (shown)
            now.shown.insert(key, std::make_shared<Record>(*shown));
        else
            now.shown.remove(key);
        return spend();
    }
    Result<QList<wire::Row>> range(qint32 scope, const Entity &entity, const Id &after, const Id &to) override
    {
        QList<wire::Row> rows;
        for (auto it = now.truth.cbegin(); it != now.truth.cend(); ++it)
            if (it.key().entity == &entity && (*it)->scopes.contains(scope) && (after.isNull() || it.key().id > after) && (to.isNull() || it.key().id <= to))
                rows.append(**it);
        std::sort(rows.begin(), rows.end(), [](const wire::Row &a, const wire::Row &b) { return a.record.id < b.record.id; });
        if (switches & NoReconcile)
            rows.clear();
        return rows;
    }
    Result<> forgetColumns(const QList<wire::Mask::Column> &columns) override
    {
        ++changes;
        for (const wire::Mask::Column &column : columns) {
            for (auto it = now.truth.begin(); it != now.truth.end(); ++it)
                if (it.key().entity == column.entity) {
                    wire::Row row = **it;
                    row.record.setValue(column.field, {});
                    *it = std::make_shared<wire::Row>(row);
                }
            for (auto it = now.shown.begin(); it != now.shown.end(); ++it)
                if (it.key().entity == column.entity) {
                    Record record = **it;
                    record.setValue(column.field, {});
                    *it = std::make_shared<Record>(record);
                }
            for (auto it = now.conflicts.begin(); it != now.conflicts.end(); ++it)
                if (it.key().entity == column.entity)
                    for (wire::Conflict &conflict : *it)
                        conflict.fields.removeIf([&column](const wire::Conflict::Field &f) { return f.field == column.field; });
        }
        return spend();
    }
    Result<> forgetSeen(const RowKey &key) override
    {
        for (auto it = now.outbox.begin(); it != now.outbox.end(); ++it)
            if ((*it)->mutation.change.entity == key.entity && (*it)->mutation.change.record == key.id)
                *it = std::make_shared<Queued>(Queued{stripped((*it)->mutation), (*it)->acknowledged});
        for (auto it = now.rejected.begin(); it != now.rejected.end(); ++it)
            if (it->first.change.entity == key.entity && it->first.change.record == key.id)
                it->first = stripped(it->first);
        return spend();
    }
    Result<> setConflicts(const RowKey &key, const QList<wire::Conflict> &conflicts) override
    {
        if (now.conflicts.value(key) != conflicts)
            ++changes;
        if (conflicts.isEmpty())
            now.conflicts.remove(key);
        else
            now.conflicts.insert(key, conflicts);
        return spend();
    }

    Result<> enqueue(const wire::SetHead &head, const wire::Mutation &mutation) override
    {
        ++changes;
        now.heads.insert(head.id, head);
        now.outbox.insert(mutation.mid, std::make_shared<Queued>(Queued{mutation, false}));
        return spend();
    }
    Result<QList<wire::Mutation>> queuedOf(const RowKey &key) override
    {
        QList<wire::Mutation> all;
        for (const auto &one : std::as_const(now.outbox))
            if (!one->acknowledged && one->mutation.change.entity == key.entity && one->mutation.change.record == key.id)
                all.append(one->mutation);
        return all;
    }
    Result<QList<wire::Mutation>> queued(int most, qsizetype) override
    {
        QList<wire::Mutation> all;
        if (switches & EscrowSkipped && wipeMarked)
            return all;
        for (const auto &one : std::as_const(now.outbox))
            if (!one->acknowledged && all.size() < std::min(most, 3))
                all.append(one->mutation);
        return all;
    }
    Result<QList<RowKey>> queuedRows() override
    {
        QList<RowKey> all;
        for (const auto &one : std::as_const(now.outbox))
            if (!one->acknowledged)
                all.append({one->mutation.change.entity, one->mutation.change.record});
        return all;
    }
    Result<QList<wire::SetHead>> heads(const QList<Id> &sets) override
    {
        QList<wire::SetHead> all;
        for (const Id &set : sets)
            all.append(now.heads.value(set));
        return all;
    }
    Result<> acknowledge(qint64 upToMid) override
    {
        for (auto it = now.outbox.begin(); it != now.outbox.end() && it.key() <= upToMid; ++it)
            if (!(*it)->acknowledged) {
                ++changes;
                *it = std::make_shared<Queued>(Queued{(*it)->mutation, true});
            }
        if (switches & ForgetAcknowledged)
            while (!now.outbox.isEmpty() && now.outbox.first()->acknowledged)
                now.outbox.erase(now.outbox.begin());
        return spend();
    }
    Result<> requeueAbove(qint64 mid) override
    {
        ++changes;
        for (auto it = now.outbox.begin(); it != now.outbox.end(); ++it) {
            Queued again = **it;
            again.acknowledged = again.acknowledged && it.key() <= mid;
            if (again.acknowledged)
                continue;
            again.mutation.byValue = !(switches & NoValuesAcrossEpoch);
            *it = std::make_shared<Queued>(again);
        }
        return spend();
    }
    Result<> forgetAcknowledgedBefore(qint64 ms) override
    {
        while (!now.outbox.isEmpty() && now.outbox.first()->acknowledged && now.outbox.first()->mutation.at.ms() < ms)
            now.outbox.erase(now.outbox.begin());
        return spend();
    }
    Result<qint64> oldestMid() override { return now.outbox.isEmpty() ? now.position.lastMid + 1 : now.outbox.firstKey(); }
    Result<> reject(const wire::Mutation &mutation, const wire::Outcome &outcome) override
    {
        now.rejected.insert(mutation.mid, {mutation, outcome});
        return spend();
    }

    // --- wipe
    bool marked() const override { return wipeMarked; }
    Result<> take(WipeStep step) override
    {
        if (killWipeAfter == 0) {
            killWipeAfter = -1;
            killed = true;
            return fail(Error::Code::Io, QStringLiteral("store.io"), QStringLiteral("killed"));
        }
        if (killWipeAfter > 0)
            --killWipeAfter;
        if (step == WipeStep::Mark)
            wipeMarked = true;
        else if (step == WipeStep::Key && !wiped)
            wiped = true; // from here on nothing can be read
        else if (step == WipeStep::Database)
            now = {};
        else if (step == WipeStep::Unmark)
            wipeMarked = false;
        return {};
    }

    int waiting() const
    {
        int n = 0;
        for (const auto &one : now.outbox)
            n += one->acknowledged ? 0 : 1;
        return n;
    }
    bool isQueued(const RowKey &key) const
    {
        for (const auto &one : now.outbox)
            if (!one->acknowledged && one->mutation.change.entity == key.entity && one->mutation.change.record == key.id)
                return true;
        return false;
    }

private:
    static wire::Mutation stripped(wire::Mutation mutation)
    {
        mutation.witnesses.clear();
        mutation.blind = true;
        for (Edit &edit : mutation.change.edits)
            if (mutation.change.entity->fields[size_t(edit.field)].merge != Merge::Counter)
                edit.from = {};
        return mutation;
    }
    Result<> spend()
    {
        if (failAfter == 0 && !(switches & NotAtomic))
            return fail(Error::Code::Io, QStringLiteral("store.io"), QStringLiteral("the disk is full"));
        if (failAfter > 0)
            --failAfter;
        return {};
    }

    State m_before;
    bool m_inside = false;
};

} // namespace kemai::office
