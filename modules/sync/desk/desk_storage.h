// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DeskStorage: the replica's storage over the workstation's store (store/replica_tables.h). Edits, their history and their
 * mutations are one transaction; so are an answer of the server, the rows it brings and the place reached.
 *
 * The store's connection belongs to its writer's thread. Made over a Store, an object is used from one thread of synchronization:
 * each call, or everything between begin() and commit(), takes the writer over while its thread waits, so that commits of windows
 * come before or after and never between. Made over the records themselves it works on the thread that has them: within a commit,
 * and in tests.
 *
 * A desk that is not enrolled keeps no outbox. enroll() begins one; uploadStep() then turns the history that is here already into
 * mutations, oldest first, a small transaction at a time; a commit in between waits its turn behind it. After a kill it goes on
 * where it was.
 */
#pragma once

#include "store/replica_tables.h"
#include "store/store.h"
#include "sync/replica_storage.h"

#include <functional>

namespace kemai::sync {

class DeskStorage : public ReplicaStorage
{
public:
    explicit DeskStorage(Store &store);
    explicit DeskStorage(StoreRecords &records);
    ~DeskStorage() override;

    // The mutations of commits from now on. `enqueued` is called on the writer's thread, once a commit has some.
    Result<> attach(std::function<void()> enqueued = {});

    // From here on nothing is committed any more (Denied "sync.revoked"), if nothing waits to be sent: Busy "sync.stillQueued". For a wipe, whose
    // escrow would not have what is written behind it.
    Result<> closeForWipe();

    Result<bool> isEnrolled();
    // Makes this store a device of an office. Whatever is here is the desk's own, to be uploaded. Errors: Invalid "sync.enrolled".
    Result<> enroll(const Id &device);
    Result<bool> uploadStep(int rows); // of history; true: there is more

    struct Upload {
        qint64 done = 0;
        qint64 of = 0; // rows of history
    };
    Result<Upload> uploaded();

    // For the queue page and the conflict window.
    Result<qint64> waitingCount();
    Result<QList<wire::Conflict>> conflicts();
    Result<QList<std::pair<wire::Mutation, wire::Outcome>>> rejected();
    // The choice for an open conflict (sync/queue.h), which is no longer listed here from then on. Where it changes what is shown it is a change set
    // of `author`, with history like any other; the answer names it (null: theirs stays everywhere). `edits`: from theirs to the choice; a
    // derived field follows its source. Errors: as commit().
    Result<Id> resolve(const wire::Conflict &conflict, Change::Operation operation, QList<Edit> edits, const Id &author, qint64 nowMs);
    Result<> dismiss(qint64 mid); // a rejected one that was seen

    Result<> begin() override;
    Result<> commit() override;
    void rollback() override;
    Result<Position> position() override;
    Result<> setPosition(const Position &position) override;
    Result<QList<HeldScope>> scopes() override;
    Result<> keepScope(const HeldScope &scope) override;
    Result<QList<RowKey>> dropScopes(const QList<qint32> &scopes) override;
    Result<std::optional<wire::Row>> truth(const RowKey &key) override;
    Result<> store(const RowKey &key, const std::optional<wire::Row> &truth, const std::optional<Record> &shown, bool queued) override;
    Result<QList<wire::Row>> takeFresh(const Entity &entity, QList<wire::Row> rows) override;
    Result<QList<wire::Row>> range(qint32 scope, const Entity &entity, const Id &after, const Id &to) override;
    Result<> forgetColumns(const QList<wire::Mask::Column> &columns) override;
    Result<> forgetSeen(const RowKey &key) override;
    Result<> forgetHistory(const RowKey &key) override;
    Result<> setConflicts(const RowKey &key, const QList<wire::Conflict> &conflicts) override;
    Result<> enqueue(const wire::SetHead &head, const wire::Mutation &mutation) override;
    Result<QList<wire::Mutation>> queuedOf(const RowKey &key) override;
    Result<QList<wire::Mutation>> queued(int most, qsizetype bytes) override;
    Result<QList<RowKey>> queuedRows() override;
    Result<QList<wire::SetHead>> heads(const QList<Id> &sets) override;
    Result<> acknowledge(qint64 upToMid) override;
    Result<> requeueAbove(qint64 mid) override;
    Result<> forgetAcknowledgedBefore(qint64 ms) override;
    Result<qint64> oldestMid() override;
    Result<> reject(const wire::Mutation &mutation, const wire::Outcome &outcome) override;

private:
    class Hold;  // takes the writer over
    class Using; // for one call

    Result<> told(const Id &set, qint64 after, qint64 upTo);
    Result<> enqueueHistory(qint64 after, qint64 upTo);
    Result<> keepTruthOf(const QList<Change> &changes);
    Result<> noteFile(const Change &change);
    Result<> flush();
    Result<> eraseHistory();
    Result<> beginBulk();
    Result<bool> bulkIsOver();
    void endBulk();
    ReplicaTables tables() { return ReplicaTables(*m_records); }

    Store *m_store = nullptr;
    StoreRecords *m_records = nullptr; // while it may be used
    std::unique_ptr<Hold> m_hold;
    int m_depth = 0;
    bool m_bulk = false;      // a large snapshot is being written
    bool m_uploading = false; // rows are as they are; only mutations are made
    struct Choice {
        wire::Conflict conflict;
        QList<Edit> edits;
    };
    std::optional<Choice> m_choice; // what the commit under way decides
    QHash<RowKey, std::optional<Record>> m_shown; // to be written
    QList<ReplicaTables::Key> m_left;       // whose history goes with them, before the commit
    QList<wire::Mask::Column> m_hidden;     // and columns
    StoreRecords::Touched m_touched;
};

} // namespace kemai::sync
