// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StoreRecords::Commit: one change set on its way into the database, inside the transaction of StoreRecords::commit().
 *
 * Changes are applied in the order of the set; inserts that stand together go in many to a statement, so that two records
 * of different entities may be written in another order than they stand. History has the order of the set.
 */
#pragma once

#include "schema/change_json.h"
#include "store/search_document.h"
#include "store/store_records.h"

#include <map>
#include <span>

namespace kemai {

class StoreRecords::Commit
{
public:
    Commit(StoreRecords &records, const ChangeSet &set) : m_records(records), m_database(records.m_database), m_set(set)
    {
        records.m_batch.clear(); // a step of a renewal may have left what it wrote
    }
    ~Commit();

    Result<Committed> run();
    // commit_replica.cpp
    Result<> replicate(const QList<Record> &rows, const QList<std::pair<const Entity *, Id>> &gone);

    Touched touched;
    ChainHead::Position tail;
    qint64 lastHistory = 0;

private:
    static constexpr size_t documentsOfHandOver = 250;

    // A change of the present run, with its edits in m_json.
    struct Applied {
        const Change *change = nullptr;
        qint64 row = 0; // n; 0: it was there already
        qsizetype json = 0;
        qsizetype jsonEnd = 0;
        size_t texts = 0; // of m_texts, its first
        qint64 version = 1;
    };

    Result<> replicateOne(const Record &row, const std::optional<Record> &before);
    Result<> replicateNew(std::span<const Record *const> rows);
    void followNew(const Record &row, qint64 number);
    void knowNewestInteractions();
    Result<> apply(const Change &change);
    Result<> insertRun(qsizetype from, qsizetype to);
    Result<> insertRecords(const Entity &entity, std::span<const size_t> which);
    Result<> findInserted(const Entity &entity, std::span<const size_t> which, qint64 lastBefore);
    void follow(const Applied &one);
    Result<> update(const Change &change);
    Result<> mark(const Change &change, bool removed);
    Result<> writeHistory(const Change &effective, qint64 version);
    Result<> writeHistory(std::span<const Applied> rows);
    static bool isWellFormed(const Change &change);
    Result<> maintainDerived();
    Result<> gatherDocuments();
    void handOver();
    Result<> indexSearch();
    Result<> finishSet();
    void noteSearch(const Change &insert);
    void readBack(const Record &before);
    Result<Record> current(const Change &change);

    StoreRecords &m_records;
    Database &m_database;
    const ChangeSet &m_set;
    Committed m_answer;
    qint64 m_at = 0;
    std::optional<ChainHash> m_hash;
    std::map<std::pair<const Entity *, size_t>, QByteArray> m_insertSql; // by rows
    QSet<Id> m_touchedCustomers;               // to be indexed from what the database now holds
    // Of customers inserted in this set: no need to read them back. In a large set their terms are worked out on
    // another thread while this one goes on writing rows; who is completed after that is read back.
    std::vector<SearchDocument> m_newDocuments;
    QHash<Id, qsizetype> m_newDocumentOf; // those not handed over yet
    std::optional<QFuture<Result<>>> m_indexing; // what was handed over last; one after the other
    std::vector<Applied> m_run;
    QByteArray m_json;              // of the present changes' edits
    std::vector<TextPlace> m_texts; // and where their texts stand in it
    QHash<Id, qint64> m_newestOfNew;           // of customers this set inserts: the newest of their interactions in it
    QHash<Id, qint64> m_lastInteraction;       // of others: customer -> newest time inserted
    QSet<Id> m_recountInteractions;            // customers whose interactions were changed or withdrawn
};

// What an insert says of a field.
const Value &valueOf(const Change &insert, int field);

} // namespace kemai
