// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ReplicaStorage: what a desk keeps for synchronization (sync.md 5.8), behind an interface: SQLite at the desk, values in memory in
 * the simulator. One thread; everything between begin() and commit() is one transaction, durable when commit() answers.
 *
 * For each record there is the truth (the row as the server last said it, with the scopes it is seen through) and what is
 * shown: the truth with the queued mutations on top. Where nothing is queued both are the same row. The outbox holds mutations
 * that are queued and, for a week, those acknowledged: a server restored from a backup may need them again.
 */
#pragma once

#include "base/result.h"
#include "wire/messages.h"
#include "wire/vocabulary.h"

#include <optional>

namespace kemai::sync {

using wire::RowKey;

struct Position {
    Id device;
    Id epoch;                           // null: never synchronized
    std::optional<wire::Cursor> cursor;
    wire::Mask mask;
    wire::HybridTime lastTime;          // of an edit here, or heard from the server
    qint64 lastMid = 0;                 // given to a mutation
    qint64 acknowledgedMid = 0;
    bool reconciling = false;           // versions here may be of an earlier epoch: values decide

    friend bool operator==(const Position &, const Position &) = default;
};

struct HeldScope {
    qint32 scope = 0;
    int order = 0;                  // in which snapshots are fetched
    bool complete = false;
    bool reconcile = false;         // rows here may be of an earlier epoch: what the snapshot says replaces them, whatever the version
    const Entity *entity = nullptr; // being fetched; null: not begun
    Id after;                       // the last id that came

    friend bool operator==(const HeldScope &, const HeldScope &) = default;
};

class ReplicaStorage
{
public:
    virtual ~ReplicaStorage() = default;

    virtual Result<> begin() = 0;
    virtual Result<> commit() = 0;
    virtual void rollback() = 0;

    virtual Result<Position> position() = 0;
    virtual Result<> setPosition(const Position &position) = 0;

    virtual Result<QList<HeldScope>> scopes() = 0; // by order
    virtual Result<> keepScope(const HeldScope &scope) = 0;
    // Forgets these scopes. Rows seen through no other one are deleted with all that is derived from them, and what their authors had
    // seen of them is taken out of the outbox; those with queued mutations are answered, to be shown anew.
    virtual Result<QList<RowKey>> dropScopes(const QList<qint32> &scopes) = 0;

    virtual Result<std::optional<wire::Row>> truth(const RowKey &key) = 0;
    // Replaces both; nothing: there is none. `queued`: whether mutations of it wait, else both are the same.
    virtual Result<> store(const RowKey &key, const std::optional<wire::Row> &truth, const std::optional<Record> &shown, bool queued) = 0;
    // A piece of a snapshot: rows with nothing of them here and nothing waiting are kept and shown as they are, all together. Answers
    // the others, to be settled one by one.
    virtual Result<QList<wire::Row>> takeFresh(const Entity &, QList<wire::Row> rows) { return rows; }
    // Truth rows of the scope with after < id <= to (null: no end), ascending.
    virtual Result<QList<wire::Row>> range(qint32 scope, const Entity &entity, const Id &after, const Id &to) = 0;
    // These columns may no longer be read: their values are gone from rows, conflicts, index, history and free pages.
    virtual Result<> forgetColumns(const QList<wire::Mask::Column> &columns) = 0;
    // What authors had seen of a row that is no longer theirs to see.
    virtual Result<> forgetSeen(const RowKey &key) = 0;
    // The row left: what this device's own history says of it goes as well, where there is one.
    virtual Result<> forgetHistory(const RowKey &) { return {}; }

    // All open conflicts of a record, in place of those before.
    virtual Result<> setConflicts(const RowKey &key, const QList<wire::Conflict> &conflicts) = 0;

    // The outbox. `queuedOf` of one record, all ascending by mid.
    virtual Result<> enqueue(const wire::SetHead &head, const wire::Mutation &mutation) = 0;
    virtual Result<QList<wire::Mutation>> queuedOf(const RowKey &key) = 0;
    virtual Result<QList<wire::Mutation>> queued(int most, qsizetype bytes) = 0; // the first ones; at least one, if any
    virtual Result<QList<RowKey>> queuedRows() = 0;
    virtual Result<QList<wire::SetHead>> heads(const QList<Id> &sets) = 0;
    virtual Result<> acknowledge(qint64 upToMid) = 0;
    // Those above this mid are to be sent again, by value; what waits anyway is by value from now on too.
    virtual Result<> requeueAbove(qint64 mid) = 0;
    virtual Result<> forgetAcknowledgedBefore(qint64 ms) = 0; // by their time
    virtual Result<qint64> oldestMid() = 0;                   // still kept; 0: none

    // Refused by the server: kept until the user has seen it, with what he wrote.
    virtual Result<> reject(const wire::Mutation &mutation, const wire::Outcome &outcome) = 0;
};

// Runs `work` in a transaction: committed if it succeeds, otherwise as if it had not begun.
template <typename Work>
Result<> inTransaction(ReplicaStorage &storage, Work work)
{
    if (const auto begun = storage.begin(); !begun)
        return begun;
    Result<> done = work();
    if (done)
        done = storage.commit();
    if (!done)
        storage.rollback();
    return done;
}

} // namespace kemai::sync
