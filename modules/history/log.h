// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The log as the rules of this module read it: rows of history with their edits decoded, and the change sets
 * they belong to. Lookups go in bounded pieces, so a batch of a million rows never stands in memory at once.
 */
#pragma once

#include "schema/records.h"

#include <QHash>

namespace kemai {

struct LoggedSet {
    qint64 seq = 0;
    Id id;
    qint64 atMs = 0;
    Id author;
    Origin origin = Origin::Typed;
    QString title;
    Id batch;
    Id undoes;
    qint64 first = 0;   // history.seq of its first row
    qint64 changes = 0; // its number of rows

    static LoggedSet of(const Record &changeSet);
};

struct LoggedRow {
    qint64 seq = 0;
    qint64 setSeq = 0;
    const Entity *entity = nullptr; // null: of a newer schema
    Id record;
    Change::Operation operation = Change::Operation::Insert;
    qint64 version = 0;
    qint64 line = 0;
    QList<Edit> edits;

    static Result<LoggedRow> of(const Record &history);
};

// Ids may repeat between entities, so a record is named by both.
using RecordKey = std::pair<const Entity *, Id>;

class Log
{
public:
    explicit Log(Records &records) : m_records(records) { }

    // The rows of these records, oldest first, each record under its key.
    Result<QHash<RecordKey, QList<LoggedRow>>> rowsOf(const QList<RecordKey> &records);
    // The rows of one set below `before` (0: from its end), newest first, at most `limit`.
    Result<QList<LoggedRow>> rowsOfSet(const LoggedSet &set, qint64 before, qint64 limit);

    // Makes set() answer for these.
    Result<> loadSets(const QList<qint64> &seqs);
    const LoggedSet &set(qint64 seq) const; // an empty one if it was not loaded or is not there

    Records &records() { return m_records; }

    static constexpr qsizetype idsOfQuery = 400;

private:
    Records &m_records;
    QHash<qint64, LoggedSet> m_sets;
};

// The entities whose records hang on a customer, with the field that says so.
struct Hanging {
    const Entity *entity;
    FieldOf<Id> customer;
};
const QList<Hanging> &hangingOnCustomers();

} // namespace kemai
