// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ReplicaTables: what a workstation of an office keeps beside its records (sync.md 5.8), in the same file and transaction:
 *
 *   sync_truth      of each shared record: the version, mark and scopes the server last said; body: the row itself as JSON of an insert
 *                   (schema/change_json.h), only while edits wait on top of it, else it is the record's row
 *   sync_scope      the scopes held, and how far each has been fetched
 *   sync_outbox     mutations in the order of their numbers, with the JSON that is sent; acknowledged ones for a week
 *   sync_conflict, sync_rejected   what somebody has to decide, and what was refused with what was typed
 *
 * Bodies are opaque here: who calls knows the wire. The tables are empty until a desk is enrolled. A record's own `version` is this
 * desk's count of its changes, which windows compare; the server's stands in sync_truth.
 *
 * Belongs to the writer's thread. Errors: Busy, Corrupt, Io.
 */
#pragma once

#include "store/store_records.h"

#include <optional>

namespace kemai {

class ReplicaTables
{
public:
    using Key = std::pair<const Entity *, Id>;
    struct Truth {
        Record record; // version: the server's
        QList<qint32> scopes;
    };
    struct NewTruth {
        Id record;
        qint64 version = 0;
        qint64 removedMs = 0;
        QList<qint32> scopes;
    };
    struct Scope {
        qint32 scope = 0;
        int order = 0;
        bool complete = false;
        bool reconcile = false;
        const Entity *entity = nullptr;
        Id after;
    };
    struct Waiting {
        qint64 mid = 0;
        Id set;
        Key row;
        qint64 at = 0;
        bool acknowledged = false;
        QByteArray body;
    };
    struct Rejected {
        qint64 mid = 0;
        Key row;
        QByteArray mutation;
        QByteArray outcome;
    };

    explicit ReplicaTables(StoreRecords &records) : m_records(records), m_database(records.database()) { }

    Result<> create(); // those that are missing: a store of an earlier build of this version
    Result<> open();   // of an enrolled desk, each time: from now on what is deleted is overwritten

    // The transaction that replicate() and everything here works in. rollback(): also what was only cached is forgotten.
    Result<> begin();
    Result<> commit();
    void rollback();

    Result<std::optional<Record>> shown(const Key &key);
    Result<std::optional<Truth>> truth(const Key &key);
    // whole: the row of the record is another one, because edits wait on top.
    Result<> keepTruth(const Truth &truth, bool whole);
    Result<> forgetTruth(const Key &key);
    // Which of them have a truth, a row, or mutations that wait.
    Result<QSet<Id>> known(const Entity &entity, const QList<Id> &ids);
    Result<> keepNewTruths(const Entity &entity, const QList<NewTruth> &truths); // none of them known; each is its record's row
    Result<QList<Truth>> truthOfScope(qint32 scope, const Entity &entity, const Id &after, const Id &to);
    // Takes the scopes away from every row; answers those that are seen through no other.
    Result<QList<Key>> leaveScopes(const QList<qint32> &scopes);
    // No value of this column is left in rows and bodies.
    Result<> forgetColumn(const Entity &entity, int field);

    Result<QList<Scope>> scopes();
    Result<> keepScope(const Scope &scope);

    Result<> put(const Waiting &waiting); // also in place of what has this mid
    Result<QList<Waiting>> waitingOf(const Key &key, bool acknowledgedToo);
    Result<QList<Waiting>> waiting(int most, qsizetype bytes);
    Result<QList<Waiting>> above(qint64 mid);   // acknowledged ones and waiting ones
    Result<QList<Key>> waitingRows();
    Result<> acknowledge(qint64 upToMid);
    Result<> forgetAcknowledgedBefore(qint64 at);
    Result<qint64> oldestMid();                 // 0: none
    Result<qint64> count();                     // of those waiting

    Result<> keepConflicts(const Key &key, const QList<std::pair<Id, QByteArray>> &bodies); // in place of those before
    Result<QList<QByteArray>> conflicts(const Entity *entity);                              // null: all
    Result<QList<QByteArray>> conflictsOf(const Key &key);
    Result<> reject(const Rejected &rejected);
    Result<QList<Rejected>> rejected();
    Result<> dismiss(qint64 mid); // a rejected one that was seen

    struct Counts {
        qint64 waiting = 0;
        qint64 conflicts = 0;
        qint64 rejected = 0;
        qint64 oldestAt = 0; // of those waiting, as it was put; 0: none
    };
    Result<Counts> counts();

    // Rows of history, (after, upTo], as changes, with the set each belongs to.
    struct Line {
        Id set;
        Change change;
    };
    Result<qint64> lastHistory();
    Result<QList<Line>> history(qint64 after, qint64 upTo);
    Result<std::optional<ChangeSet>> head(const Id &set); // without its changes

private:
    Result<QList<Waiting>> waitingBy(const QByteArray &condition, const std::function<void(Statement &)> &bind, int most = -1, qsizetype bytes = -1);

    StoreRecords &m_records;
    Database &m_database;
};

} // namespace kemai
