// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SyncLedger: what the endpoints of synchronization ask of PostgreSQL (sync.md 5.3 to 5.9). It knows rows, versions, scopes
 * and cursors; how two edits merge and what a user may do is decided by who calls it.
 *
 * One object for one Connection, one thread at a time. Every function is a transaction of its own, done again by itself
 * when the database asks for it (a callback may therefore run more than once). Times are UTC milliseconds. Errors: those of
 * connection.h, and
 *     Denied   "ledger.session"   the token of a push is not, or no longer, this device's: a plain 401
 *     Denied   "ledger.revoked"   the device is revoked or its user disabled: 401, wipe, /escrow stays open
 *     NotFound "ledger.noDevice"
 *     Conflict "ledger.epoch"     another epoch, or a cursor older than the log: 410, snapshot with reconciliation
 *
 * The database itself sees to what nobody may forget (triggers.h): a row's home scope follows from its customer and owner, and
 * moves with them; every change is in change_log, of the old scope and the new; version and stamps are filled where a
 * statement did not.
 */
#pragma once

#include "base/clock.h"
#include "ledger/connection.h"
#include "schema/records.h"

#include <QHash>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace kemai::ledger {

class DeviceNumbers;
class TableNumbers;

// --- scopes

// Reserved; all others are made by the database, one for each user and each team.
enum Scope : qint32 {
    ScopeOfGrants = 0, // nobody holds it: a log row here says that grants or masks changed
    ScopeOfTenant = 1, // what everybody sees: people, teams, templates, rules
    ScopeOfPool = 2,   // customers without an owner (公海)
    ScopeOfOffice = 3, // what concerns several desks: proposals of duplicates over two owners
    ScopeOfNobody = 4, // a child whose customer has not arrived
};

struct Grants {
    Id user;
    QString role;
    QStringList roles;         // held: this one and what it is composed of
    bool active = false;       // of the user
    QList<qint32> scopes;      // granted, ascending
    QList<qint32> writeScopes; // of these, where rows may be changed; the same today
    qint64 maskVersion = 0;    // of hidden and readOnly: other lists have another number (53 bits)
    // Fields this role may not read, by entity; those it may read but not write. Index of the entity's field.
    QHash<const Entity *, QList<int>> hidden;
    QHash<const Entity *, QList<int>> readOnly;
};

// --- rows with their versions

// Who wrote a field last, and which version of the row that write made. Version 0: never written.
struct FieldStamp {
    qint64 version = 0;
    Id device;      // null: not by a device (psql, a trigger)
    qint64 mid = 0; // the mutation; 0: none

    friend bool operator==(const FieldStamp &, const FieldStamp &) = default;
};

struct LedgerRow {
    Record record;                  // every field and removedMs, as it is or is to be; version: its own, or the one after
    std::vector<FieldStamp> stamps; // one a field
    FieldStamp mark;                // of removal and restoring
    qint32 scope = 0;               // home; kept by the database, read only
    QList<qint32> shares;           // further ones (row_scope), read only

    LedgerRow() = default;
    explicit LedgerRow(const Entity &entity) : record(entity), stamps(entity.fields.size()) { }
};

struct RowKey {
    const Entity *entity = nullptr;
    Id id;

    friend bool operator==(const RowKey &, const RowKey &) = default;
    friend size_t qHash(const RowKey &key, size_t seed = 0) { return qHash(key.id, seed) ^ qHash(key.entity, seed); }
};

// --- push (sync.md 5.4)

enum class DeviceState : quint8 { Active, Revoked, Wiped };

struct Device {
    Id id;
    qint32 number = 0; // counts from 1; what stamps name
    Id user;
    QByteArray publicKey; // Ed25519, 32 bytes
    DeviceState state = DeviceState::Active;
    qint64 lastMid = 0;
    qint64 lastSeenMs = 0;
    qint64 leaseUntilMs = 0;
    int schema = 0; // the client's, as last seen
    QString label;  // "WIN-7F3 · Kemai 0.2"
};

// The outcome of a mutation that was not plainly ok. `json` is the wire's.
struct OutcomeRecord {
    qint64 mid = 0;
    QByteArray json;
};

// A conflict, kept until it is resolved. `json` is the wire's.
struct ConflictRecord {
    Id id;
    RowKey row;
    bool open = true;
    QByteArray json;
};

// One act of a person (a change set of the outbox) with the changes of it that were applied: what becomes of it is a change_set with
// its lines of history, as the store keeps them.
struct AppliedChange {
    Change change;      // edits: from what was there to what is there now
    qint64 version = 0; // of the row after it
    qint64 mid = 0;
};
struct AppliedSet {
    Id id; // of the change set; the same id again adds nothing
    qint64 atMs = 0;
    Id author;
    Origin origin = Origin::Typed;
    QString title;
    Id batch;
    Id undoes;
    QList<AppliedChange> changes;
};

// A row that is also seen by who sees one of these customers, wherever they are now.
struct CustomersShare {
    RowKey row;
    QList<Id> customers;
};

// What a merged batch writes. Rows are whole; every row was locked before. lastMid 0: nothing at all is written.
struct PushWrite {
    qint64 lastMid = 0;
    QList<LedgerRow> rows;
    QList<AppliedSet> sets;
    QList<OutcomeRecord> outcomes;
    QList<ConflictRecord> conflicts; // new ones, and those that changed
    QList<CustomersShare> shares;
    QList<RowKey> touched;           // rows that did not change, but whose conflicts did: a log row for each
};

// What a merge may look at; everything is of one transaction, and the rows asked for are locked.
class PushView
{
public:
    virtual ~PushView() = default;
    virtual const Device &device() const = 0;
    virtual const Grants &grants() const = 0;
    virtual const QList<LedgerRow> &rows() const = 0;
    virtual const QList<ConflictRecord> &conflicts() const = 0; // the open ones of the rows locked, and those the order names
    virtual Result<qint32> homeScope(const Record &record) = 0;                          // that a new row will have
    // Until this transaction ends nobody else is behind this line with one of the same texts.
    virtual Result<> serialize(const QStringList &texts) = 0;
    virtual Records &records() = 0;                                                      // to look things up (numbers that are taken); not to commit
    virtual qint64 nowMs() const = 0;
};

struct Pushed {
    Device device;      // with the new lastMid
    Grants grants;
    QList<LedgerRow> rows; // all that were locked or made, as they are now
    QList<ConflictRecord> conflicts; // the open ones of them
    QList<OutcomeRecord> outcomes;   // recorded for this device from `outcomesFrom` on, new ones included
};

struct PushOrder {
    Id device;
    Id epoch;
    qint64 outcomesFrom = 0;      // which recorded outcomes to answer with
    QList<RowKey> rows;           // every row the batch names, in any order
    QList<Id> conflicts;          // that it resolves
    QByteArray session;           // hash of its token, asked in the same transaction; empty: the caller has asked
};

// --- pull (sync.md 5.5)

struct PullOrder {
    Id device;
    Id epoch;
    QByteArray base;      // pg_snapshot
    QByteArray to;        // empty: the first page
    qint64 after = 0;     // of the page before
    QList<qint32> scopes; // granted and held by the client; rows visible in none of them are gone
    QHash<const Entity *, QList<int>> hidden; // never selected
    int limit = 1000;     // keys
    qint64 resnapshotAbove = 20'000;  // pending keys; more: the large scopes in `resnapshot`, and one page of the others
    qint64 besideResnapshot = 5'000;  // at most so many keys of the others
};

struct PullPage {
    QByteArray to;
    qint64 after = 0; // 0 on the last page: the next cursor is {base: to}
    bool more = false;
    QList<LedgerRow> up;             // visible in a scope of the order, withdrawn ones too; without stamps, shares of the order's scopes
    QList<RowKey> gone;              // visible in none
    QList<ConflictRecord> conflicts; // the open ones of the rows in `up`
    QList<qint32> resnapshot;        // scopes to fetch whole instead
    bool grantsChanged = false;      // a log row in ScopeOfGrants
};

// --- snapshots (sync.md 5.9)

struct SnapshotOrder {
    const Entity *entity = nullptr;
    qint32 scope = 0;
    QList<qint32> scopes; // granted: of a row's scopes only these are told
    Id after; // null: from the start
    int rows = 10'000;
    QList<int> hidden;
};
// Before the first line: what the lines hold.
struct SnapshotHead {
    QByteArray snapshot; // pg_snapshot the chunk is read in
    Id epoch;
    QList<int> columns;  // fields, in order, behind id, version, removed and scope (or {scope,scope})
};
struct SnapshotChunk {
    qint64 rows = 0;
    Id last;
    bool more = false;
    QList<ConflictRecord> conflicts; // the open ones of these rows
    QList<const Entity *> empty;     // behind the last row: tables without a row in the scope
};

// Which scopes have something new, for pokes.
struct Touched {
    QByteArray to; // the next base
    QList<qint32> scopes;
};

class SyncLedger
{
public:
    SyncLedger(Connection &connection, const Clock &clock);
    ~SyncLedger();

    Result<Id> epoch();
    Result<QByteArray> currentSnapshot(); // for a client without a cursor: taken before its first snapshot chunk
    Result<Grants> grants(const Id &user);

    // `merge` says what the batch writes; empty answers are fine. Called with the device's row locked first.
    Result<Pushed> push(const PushOrder &order, const std::function<Result<PushWrite>(PushView &)> &merge);
    // The same mutations one by one, each under a savepoint, is the caller's: push() with one mutation at a time.

    Result<PullPage> pull(const PullOrder &order);

    // COPY text lines into `sink` as they come, behind one call of `head`. False from the sink stops: Busy.
    Result<SnapshotChunk> snapshot(const SnapshotOrder &order, const std::function<void(const SnapshotHead &)> &head,
                                   const std::function<bool(QByteArrayView)> &sink);

    // --- pokes (5.7)
    Result<Touched> touchedSince(const QByteArray &base);
    Result<> notify(); // NOTIFY sync, never within a transaction that writes

    // --- conveniences of commands: rows handed over, shares
    Result<> share(const RowKey &row, qint32 scope);
    Result<> unshare(const RowKey &row, qint32 scope);
    Result<qint32> scopeOf(const Id &userOrTeam); // NotFound

    // --- channels and jobs
    // False: this channel brought it before.
    Result<bool> putIntoInbox(const QByteArray &channel, const QByteArray &externalId, const QByteArray &payload);

private:
    class Push;
    Result<Pushed> tryPush(const PushOrder &order, const std::function<Result<PushWrite>(PushView &)> &merge);
    Result<PullPage> tryPull(const PullOrder &order);
    Result<QList<const Entity *>> emptyTables(qint32 scope); // as the transaction sees them

    Connection &m_connection;
    const Clock &m_clock;
    std::unique_ptr<DeviceNumbers> m_devices;
    std::unique_ptr<TableNumbers> m_tables;
    QHash<Id, Id> m_userOf; // device -> user, as last seen
    // Homes that follow from the record alone, by its fields: a person's or a team's scope never changes. Of one epoch.
    QHash<QByteArray, qint32> m_homes;
    Id m_homesEpoch;
};

} // namespace kemai::ledger
