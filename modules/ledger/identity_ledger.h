// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * IdentityLedger: who may come in, as PostgreSQL keeps it (sync.md 5.10): credentials, enrolment tokens, devices, challenges,
 * sessions, leases, escrow. Secrets come in hashed: this knows no Argon2, no TOTP and no signature, it keeps what they need and
 * sees to what two server processes must agree on (a token used once, a TOTP step used once, a session revoked now).
 *
 * One object for one Connection, one thread at a time. Times are UTC milliseconds. Errors: those of connection.h, and
 * NotFound "ledger.noUser" / "ledger.noDevice", Denied "ledger.tokenUsed" (unknown, used or run out: not told apart).
 */
#pragma once

#include "base/clock.h"
#include "ledger/connection.h"
#include "ledger/sync_ledger.h"

#include <optional>

namespace kemai::ledger {

struct UserAccount {
    Id id; // of the record `user`
    QString login;
    QString name;
    QString role;
    Id team;
    bool active = false;
    qint64 lastLoginMs = 0;
};

struct Credential {
    Id user;
    QByteArray passwordHash;       // crypto_pwhash_str's; empty: none set
    QByteArray totpSecret;         // as stored: encrypted by who calls, if at all; empty: none
    qint64 totpLastStep = 0;       // of the last code that was taken
    QList<QByteArray> recoveryHashes;
    bool breakGlass = false;
};

struct Lockout {
    int failures = 0;
    qint64 lockedUntilMs = 0;
};

struct SessionRecord {
    QByteArray tokenHash; // 32 bytes
    Id device;
    Id user;
    qint64 expiresMs = 0;
};

struct EscrowRecord {
    Id id;
    Id device;
    Id user;
    qint64 atMs = 0;
    QByteArray body;
};

class IdentityLedger
{
public:
    IdentityLedger(Connection &connection, const Clock &clock) : m_connection(connection), m_clock(clock) { }

    // --- users and their credentials
    Result<UserAccount> user(const Id &id);
    Result<UserAccount> userByLogin(const QString &login);
    Result<QList<UserAccount>> users();
    Result<Credential> credential(const Id &user); // of a user without one: empty
    Result<> setPassword(const Id &user, const QByteArray &hash);
    Result<> setTotp(const Id &user, const QByteArray &secret, const QList<QByteArray> &recoveryHashes);
    Result<> setBreakGlass(const Id &user, bool breakGlass);
    // False: this step, or a later one, was taken before (a replay).
    Result<bool> takeTotpStep(const Id &user, qint64 step);
    Result<bool> takeRecovery(const Id &user, const QByteArray &hash); // false: there is none such, or it was used
    Result<> noteLogin(const Id &user);

    // --- lock-out, by user and address
    Result<Lockout> lockout(const QString &login, const QByteArray &address);
    Result<> noteFailure(const QString &login, const QByteArray &address, qint64 lockedUntilMs);
    Result<> clearFailures(const QString &login, const QByteArray &address);

    // --- enrolment
    Result<> putToken(const QByteArray &tokenHash, const Id &user, const Id &createdBy, qint64 expiresMs);
    // Makes the device and uses the token up, in one transaction; a token of another user is used up for nothing. Asked again with the same key before the token runs out (the answer was
    // lost), it is the device the token made, if that is still active. Errors: Denied "ledger.tokenUsed".
    Result<Device> enrol(const QByteArray &tokenHash, const Id &user, const Id &device, const QByteArray &publicKey, const QString &label, int schema);
    // Without a token, after a login with password and TOTP.
    Result<Device> addDevice(const Id &user, const Id &device, const QByteArray &publicKey, const QString &label, int schema);
    Result<Device> device(const Id &id);
    Result<QList<Device>> devices(const Id &user);
    Result<> noteSeen(const Id &device, int schema, qint64 leaseUntilMs); // lease 0: as it is
    Result<> revokeDevice(const Id &device); // and its sessions, at once
    Result<> noteWiped(const Id &device);    // the receipt came

    // --- challenges and sessions, which every process must know
    Result<> putChallenge(const QByteArray &nonce, const Id &device, qint64 expiresMs);
    Result<bool> takeChallenge(const QByteArray &nonce, const Id &device); // false: unknown, used or run out
    Result<> putSession(const SessionRecord &session);
    // Nothing: unknown, run out, revoked, device revoked or user disabled.
    Result<std::optional<SessionRecord>> session(const QByteArray &tokenHash);
    Result<> endSession(const QByteArray &tokenHash);

    // --- leaving (R054, R055): one transaction disables the user, hands customers and open tasks over, revokes devices and sessions
    struct HandOver {
        Id to;                 // null: customers go to the pool of the leaver's team, tasks to nobody
        bool poolCustomers = false; // to the pool, though `to` gets the tasks
    };
    struct Offboarded {
        qint64 customers = 0;
        qint64 tasks = 0;
        qint64 devices = 0;
    };
    Result<Offboarded> offboard(const Id &user, const Id &by, const HandOver &handOver);
    Result<> setActive(const Id &user, const Id &by, bool active);
    Result<QList<UserAccount>> idleSince(qint64 ms); // active, and neither logged in nor seen since

    // --- escrow and what must be remembered of refusals
    Result<Id> putEscrow(const Id &device, const QByteArray &body);
    Result<QList<EscrowRecord>> escrow(int limit);
    Result<> noteDenied(const Id &user, const Id &device, const QByteArray &address, const QByteArray &what);

    // --- two persons for a break-glass login (D9)
    Result<Id> requestBreakGlass(const Id &account, const Id &by, const QString &reason, qint64 expiresMs);
    Result<bool> approveBreakGlass(const Id &request, const Id &by); // false: unknown, run out, or by who asked
    Result<bool> takeBreakGlass(const Id &account);                  // true once for each approved request

    Result<qint64> purge(); // what has run out; answers how many rows

private:
    Result<Offboarded> tryOffboard(const Id &leaver, const Id &by, const HandOver &handOver);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace kemai::ledger
