// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The history of one device is one hash chain (N08): each change set's hash covers its own content and the
 * hash before it, so one changed byte breaks every later hash; and the head of the chain is kept outside the
 * database too, so a cut tail shows.
 *
 *   hash(s) = BLAKE2b-256( hash(s-1) || set || row || row ... || number of rows )
 *   set     = seq id at author device origin title batch undoes
 *   row     = n subject record operation version line edits
 *
 * Every part is written as its length (8 bytes, little endian) and its bytes; a number as 8 bytes little
 * endian; a null as length 0. hash(0) is the device's id followed by 16 zero bytes.
 *
 * What was erased (history_erasure.h) is told from what was changed: the chain goes on from the hash the set had, what is left of it has the
 * hash of its erasure, and the erasure is a change set of the chain.
 *
 * Head file, beside the database ("kemai.head"), two slots of 80 bytes written in turn:
 *   seq (8, little endian) || hash (32) || BLAKE2b-256 keyed with the vault's "history_" subkey over both (32) || 8 zero bytes
 * The slot is written after the commit, not synced: a head behind the database is a crash and fine, a database
 * behind its head has lost its tail. Whoever can replace the whole directory can replace the head too; that
 * is what the commit number in the key store is for (vault.h, noteCommits()).
 */
#pragma once

#include "base/result.h"
#include "vault/secret.h"

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QSet>

#include <memory>
#include <optional>

namespace kemai {

class Database;
class Statement;

// The running hash of one change set.
class ChainHash
{
public:
    explicit ChainHash(const QByteArray &previous); // 32 bytes
    ~ChainHash();
    ChainHash(const ChainHash &) = delete;
    ChainHash &operator=(const ChainHash &) = delete;

    void add(QByteArrayView bytes);
    void add(qint64 number);
    QByteArray result(); // 32 bytes; once

    static QByteArray genesis(QByteArrayView deviceId);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// What is hashed of a set and of its lines, in columns that a statement selects; number of rows and previous hash are the caller's.
inline constexpr char chainSetColumns[] = "n, id, at, author, device, origin, title, batch, undoes";
inline constexpr char chainLineColumns[] = "n, subject, record, operation, version, line, edits";
void addSet(ChainHash &hash, const Statement &row);
void addLine(ChainHash &hash, const Statement &row);

class ChainHead
{
public:
    struct Position {
        qint64 seq = 0;
        QByteArray hash;
    };

    ChainHead(const QString &file, Secret key);

    Result<> write(const Position &position);
    std::optional<Position> read() const; // the newest slot whose seal holds; nothing if there is none

private:
    QByteArray seal(QByteArrayView content) const;

    QString m_file;
    QFile m_open;
    Secret m_key;
};

struct ChainReport {
    qint64 sets = 0;
    qint64 rows = 0;
    qint64 brokenAt = 0; // the first change set whose hash does not fit; 0: none
    qint64 missing = 0;  // change sets that the head knows and the database lacks
    qint64 erased = 0;   // change sets of which something was erased, and proven so
    QString what;        // English, for the log and the report

    bool sound() const { return brokenAt == 0 && missing == 0; }
};

// Recomputes the chain from its first set, in steps of some 20,000 rows; commits may come between two steps. Belongs to the
// thread of the database that commits.
class ChainCheck
{
public:
    ChainCheck(Database &database, const QByteArray &deviceId, const ChainHead &head);
    ~ChainCheck();

    Result<bool> step(); // false: the report is complete

    qint64 done() const { return m_lastRow; } // rows of history
    qint64 total() const { return m_total; }
    const ChainReport &report() const { return m_report; }

private:
    struct Erasure {
        QString hash;
        QString after;
        qint64 by = 0;
    };
    struct Set { // under way
        qint64 seq = 0;
        qint64 first = 0;
        qint64 changes = 0;
        QString title;
        QString hash;
        qint64 rows = 0; // of it so far
    };
    Result<bool> beginSet();
    Result<qint64> hashRows(qint64 limit);
    Result<> endSet();
    Result<> readErasures();
    Result<> finish();
    void breakOff(qint64 seq, const QString &what);

    Database &m_database;
    const ChainHead &m_head;
    std::optional<ChainHead::Position> m_headAtBegin;
    QHash<qint64, Erasure> m_erasures; // the last one of each set
    QSet<qint64> m_seals;              // change sets that seal an erasure, as far as they were seen and hold
    QByteArray m_previous;
    std::unique_ptr<ChainHash> m_hash;
    std::optional<Set> m_set;
    qint64 m_lastSet = 0;
    qint64 m_lastRow = 0;
    qint64 m_total = -1;
    ChainReport m_report;
};

} // namespace kemai
