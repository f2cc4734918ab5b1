// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StoreRecords: Records over one connection of this workstation's store. The reader's refuses to commit.
 *
 * A commit is one transaction: the rows, their history, the hash of the chain, the search index and the
 * outbox (an unsent change set *is* the outbox) are all written, or nothing is. Belongs to one thread.
 */
#pragma once

#include "base/clock.h"
#include "schema/records.h"
#include "store/data_thread.h"
#include "store/database.h"
#include "store/history_chain.h"
#include "store/search_index.h"

#include <QSet>

#include <functional>

namespace kemai {

struct SearchDocument;

class StoreRecords : public Records
{
public:
    // A reader's records.
    explicit StoreRecords(Database &database);
    // The writer's. `device` names this copy of the store in its history.
    StoreRecords(Database &database, const Clock &clock, const Id &device, ChainHead &head);
    ~StoreRecords() override;

    Result<QList<Record>> find(const Query &query) override;
    Result<QList<QList<Value>>> aggregate(const Query &query) override;
    Result<QList<Hit>> search(const Search &search) override;
    Result<Committed> commit(const ChangeSet &changes) override;

    // Called after each commit, with the records touched, by entity. On this thread.
    using Touched = QHash<const Entity *, QList<Id>>;
    std::function<void(const Touched &)> committed;
    // Called inside the transaction of a commit that changed something, with its rows of history, (after, upTo]: what a shared
    // database must be told of is kept with the edit or not at all. An error undoes the commit.
    std::function<Result<>(const Id &set, qint64 after, qint64 upTo)> committing;

    // Within a transaction of the caller, who answers for it (modules/store/replica_tables.h): rows as another database has them, in
    // place of what is here, with the search index, without history. The version of a row that changes goes up by one. After a
    // rollback: forgetCached().
    Result<> replicate(const QList<Record> &rows, const QList<std::pair<const Entity *, Id>> &gone, Touched &touched);
    void forgetCached() { m_index.forget(); forgetTail(); }
    // The end of the history is another one (history_erasure.h): the next commit looks, and writes the head. A head behind is what a crash leaves.
    void forgetTail() { m_lastHistory = -1; }
    const Id &device() const { return m_device; }
    qint64 nowMs() const { return m_clock ? m_clock->nowMs() : 0; } // 0: a reader
    QByteArray genesis() const { return ChainHash::genesis(m_device.bytes()); }
    Database &database() { return m_database; }

    // One step of writing the search index anew, where its terms are of an older version (search_terms.h): a small
    // transaction that others may follow before the next step. The old index answers until the last step drops it;
    // after a kill the next step goes on where the last one committed. True: there is more to do.
    Result<bool> renewSearch(int customers);
    Result<> requestSearchRenewal(); // though the version is the right one
    // One step of merging the index's segments, a small transaction too. True: there is more to do. `fewest`: though there
    // are not many.
    Result<bool> mergeSearch(bool fewest = false);
    bool searchMergeIsDue() const { return !m_bulk && m_index.mergeIsDue(); }
    // During a bulk load what one commit worked with is kept for the next, and the index's segments are merged after it.
    void setBulk(bool on);

private:
    class Commit;

    Database &m_database;
    const Clock *m_clock = nullptr; // null: a reader
    Id m_device;
    ChainHead *m_head = nullptr;
    SearchIndex m_index;
    SearchIndex::Batch m_batch;            // of the commit under way
    std::unique_ptr<DataThread> m_indexer; // works it out for large commits
    bool m_bulk = false;
    ChainHead::Position m_tail; // of the chain, as committed
    qint64 m_lastHistory = -1;  // n of the last row of history; -1: not read yet
};

} // namespace kemai
