// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The messages between a workstation and the server, version 1 of the wire (sync.md 5.2). Plain values; any thread.
 * JSON codec: wire/codec.h, the JSON itself is written out there. Golden files: tests/wire/version1.
 *
 * Every request carries a nonce; its answer repeats it, and a device accepts only the answer to its latest request.
 */
#pragma once

#include "wire/row.h"
#include "wire/snapshot.h"

#include <optional>
#include <variant>

namespace kemai::wire {

inline constexpr int wireVersion = 1;

struct Limits {
    static constexpr qsizetype rowBytes = 256 * 1024;
    static constexpr qsizetype batchBytes = 1024 * 1024; // of a request's body
    static constexpr qsizetype batchMutations = 500;
    static constexpr qsizetype answerBytes = 16 * 1024 * 1024;
    static constexpr qsizetype pageKeys = 5000;
    static constexpr qsizetype chunkRows = 20000;
    static constexpr qsizetype scopes = 2000;
    static constexpr qsizetype present = 50; // people told of on one record
    static constexpr int schemasServed = 3; // n-2 .. n
};

// --- data -----------------------------------------------------------------------------------------------------------

struct PushRequest {
    quint64 nonce = 0;
    Id epoch;
    QList<qint32> have;     // scopes the device knows, complete or still being fetched
    qint64 maskVersion = 0;
    qint64 oldest = 1;      // smaller mutations will not come: acknowledged in an earlier epoch and forgotten
    QList<SetHead> sets;
    QList<Mutation> mutations; // ascending mid, without a gap
};

struct PushResponse {
    quint64 nonce = 0;
    qint64 lastMid = 0;
    qint64 expectedMid = 0;     // not 0: the batch begins behind a gap, nothing of it was taken (409)
    QList<Outcome> outcomes;    // ascending mid
    qint64 maskVersion = 0;     // the rows were cut by; a device that has another ignores them
    QList<Table> rows;          // of the records written to, as they are now; only scopes in have and granted
    QList<Conflict> conflicts;  // all open ones of these rows
    HybridTime serverTime;
};

struct PullRequest {
    quint64 nonce = 0;
    Id epoch;                     // null: none yet
    std::optional<Cursor> cursor; // none: begin now
    QList<qint32> have;
    qint64 maskVersion = 0;
    int limit = 1000;             // keys
};

struct PullResponse {
    quint64 nonce = 0;
    Id epoch;
    Cursor cursor;
    QList<Table> up;
    QList<RowKey> gone;
    QList<Conflict> conflicts;    // all open ones of the rows in `up`
    QList<qint32> add;            // fetch by snapshot, in this order
    QList<qint32> drop;
    QList<qint32> resnapshot;     // too much happened in these for pages: fetch again
    std::optional<Mask> mask;     // if the request's version is not the present one
    bool more = false;
    HybridTime serverTime;
};

// A piece of one table of one scope, by ascending id.
struct ChunkRequest {
    quint64 nonce = 0;
    Id epoch;
    qint32 scope = 0;
    const Entity *entity = nullptr;
    Id after;                     // null: from the beginning
    int rows = 5000;
};

struct Chunk {
    quint64 nonce = 0;
    Id epoch;
    qint32 scope = 0;
    qint64 maskVersion = 0;
    Snapshot snapshot;            // it was read in; on a standby perhaps older than the device's cursor, which refuses it then
    Table table;
    bool last = false;            // the table ends here; otherwise go on after the last row
    QList<Conflict> conflicts;    // all open ones of these rows
    QList<const Entity *> empty;  // with the last piece: tables without a row in this scope, in this snapshot; they need not be asked for
};

// The outbox of a revoked device, stored for an administrator. Nothing is answered but that it is stored.
struct EscrowRequest {
    quint64 nonce = 0;
    Id device;
    QList<SetHead> sets;
    QList<Mutation> mutations;
    bool last = false;
};
struct EscrowResponse {
    quint64 nonce = 0;
    qint64 storedMid = 0;
};

// --- identity -------------------------------------------------------------------------------------------------------

struct LoginRequest {
    QString user;
    QString password;
    QString totp;          // six digits or a recovery code; empty if the user has none
    QString enrolment;     // the token an administrator made; empty: the device is known
    Id device;             // null: a new one
    QByteArray publicKey;  // Ed25519, 32 bytes
    QString deviceName;
};
struct LoginResponse {
    Id device;
    QByteArray challenge;  // 32 bytes; the device signs challenge, device, epoch
    Id epoch;
};
struct ChallengeRequest {
    Id device;
};
struct ChallengeResponse {
    QByteArray challenge;
    Id epoch;
};
struct SessionRequest {
    Id device;
    QByteArray challenge;
    QByteArray signature;  // Ed25519 over signedSession()
    int schema = 0;
};
// The right to go on without the server until a day, signed by the server (sync.md 5.10).
struct Lease {
    Id device;
    Id user;
    qint64 untilMs = 0;
    HybridTime issued;
    QByteArray signature;  // Ed25519 over signedLease()

    friend bool operator==(const Lease &, const Lease &) = default;
};
struct SessionResponse {
    QString token;         // opaque
    qint64 expiresMs = 0;
    Id user;
    Id epoch;
    qint64 lastMid = 0;    // of this device
    int schemaOldest = 0;
    int schemaNewest = 0;
    Lease lease;
    QByteArray policy;     // JSON, for the desk to read
    HybridTime serverTime;
};
QByteArray signedSession(const QByteArray &challenge, const Id &device, const Id &epoch);
QByteArray signedLease(const Lease &lease);

// --- live -----------------------------------------------------------------------------------------------------------

struct Live {
    enum class Kind : quint8 { Poke, Revoked, Schema, Present }; // Present: who has a record open here open too has changed; ask (PresenceRequest)
    Kind kind = Kind::Poke;
    int schemaOldest = 0; // of Schema
    int schemaNewest = 0;
    friend bool operator==(const Live &, const Live &) = default;
};

// Who has a customer or a ticket open just now (U20). Said every `everyMs` while it is open and at once when something
// changes or the server says so (Live::Kind::Present); forgotten `keptMs` after it was said last. On a row the caller may not see nobody is, and nothing is noted.
struct PresenceRequest {
    static constexpr int everyMs = 15'000;
    static constexpr int keptMs = 40'000;

    const Entity *entity = nullptr;
    Id record;
    bool editing = false;
    bool leaving = false; // it was closed
};
struct Present {
    Id user;
    QString name;
    bool editing = false;
    qint64 sinceMs = 0; // by the server's clock
    friend bool operator==(const Present &, const Present &) = default;
};
struct PresenceResponse {
    QList<Present> others; // who came first stands first; never the caller
};

// --- refusal of a whole request ---------------------------------------------------------------------------------------

// HTTP status and what a device does then: 400 it is told as a defect, 401 log in again (wipe: escrow and wipe), 409 push
// from expectedMid, 410 the epoch changed, 426 update the program (push goes on), 429 and 503 try again after a time.
struct Refusal {
    quint64 nonce = 0;
    int status = 503;
    QString reason;         // error id
    Id epoch;               // of 410: the present one
    qint64 expectedMid = 0; // of 409
    qint64 lastMid = -1;    // of 410 and wipe: what the server knows of this device
    int retryAfterS = 0;
    bool wipe = false;
    friend bool operator==(const Refusal &, const Refusal &) = default;
};

} // namespace kemai::wire
