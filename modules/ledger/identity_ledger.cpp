// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/identity_ledger.h"

#include "ledger/ledger_records.h"
#include "ledger/sync_sql.h"

namespace kemai::ledger {

namespace {

constexpr char userColumns[] = "u.id, u.login, u.name, u.role, u.team, u.removed = 0 AND u.state IS DISTINCT FROM 'disabled', coalesce(c.last_login, 0)";
constexpr char userTables[] = " FROM \"user\" u LEFT JOIN sync.credential c ON c.user_id = u.id ";
constexpr char deviceColumns[] = "id, number, user_id, public_key, state, last_mid, last_seen, lease_until, schema_version, label";

UserAccount readUser(const Rows &rows, int row)
{
    UserAccount user;
    user.id = rows.id(row, 0);
    user.login = rows.text(row, 1);
    user.name = rows.text(row, 2);
    user.role = rows.text(row, 3);
    user.team = rows.isNull(row, 4) ? Id() : rows.id(row, 4);
    user.active = rows.truth(row, 5);
    user.lastLoginMs = rows.number(row, 6);
    return user;
}

Failure noUser(const QString &who) { return fail(Error::Code::NotFound, QStringLiteral("ledger.noUser"), {}, {who}); }
Failure noDevice() { return fail(Error::Code::NotFound, QStringLiteral("ledger.noDevice")); }
Failure tokenUsed() { return fail(Error::Code::Denied, QStringLiteral("ledger.tokenUsed")); }

Result<Device> oneDevice(const Result<Rows> &rows)
{
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return noDevice();
    return readDevice(*rows, 0);
}

Result<bool> anyRow(const Result<Rows> &rows)
{
    if (!rows)
        return fail(rows.error());
    return rows->affected() > 0;
}

} // namespace

// --- users

Result<UserAccount> IdentityLedger::user(const Id &id)
{
    const auto rows = m_connection.query(QByteArray("SELECT ") + userColumns + userTables + "WHERE u.id = $1", Parameters().add(id));
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return noUser(id.toString());
    return readUser(*rows, 0);
}

Result<UserAccount> IdentityLedger::userByLogin(const QString &login)
{
    // A withdrawn user's login may have been given to another.
    const auto rows = m_connection.query(QByteArray("SELECT ") + userColumns + userTables + "WHERE u.login = $1 ORDER BY u.removed, u.id LIMIT 1",
                                         Parameters().addText(login.contains(QChar(u'\0')) ? QString() : login));
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return noUser(login);
    return readUser(*rows, 0);
}

Result<QList<UserAccount>> IdentityLedger::users()
{
    const auto rows = m_connection.query(QByteArray("SELECT ") + userColumns + userTables + "WHERE u.removed = 0 ORDER BY u.login, u.id");
    if (!rows)
        return fail(rows.error());
    QList<UserAccount> users;
    for (int row = 0; row < rows->count(); ++row)
        users << readUser(*rows, row);
    return users;
}

Result<Credential> IdentityLedger::credential(const Id &user)
{
    const auto rows = m_connection.query("SELECT coalesce(password, ''), coalesce(totp_secret, ''), totp_last_step, break_glass, "
                                         "ARRAY(SELECT encode(r, 'hex') FROM unnest(recovery) r)::text FROM sync.credential WHERE user_id = $1",
                                         Parameters().add(user));
    if (!rows)
        return fail(rows.error());
    Credential credential;
    credential.user = user;
    if (rows->count() == 0)
        return credential;
    credential.passwordHash = rows->bytes(0, 0).toByteArray();
    credential.totpSecret = rows->bytes(0, 1).toByteArray();
    credential.totpLastStep = rows->number(0, 2);
    credential.breakGlass = rows->truth(0, 3);
    const QByteArray list = rows->bytes(0, 4).toByteArray(); // {aa,bb}
    for (const QByteArray &hex : list.mid(1, list.size() - 2).split(','))
        if (!hex.isEmpty())
            credential.recoveryHashes << QByteArray::fromHex(hex);
    return credential;
}

Result<> IdentityLedger::setPassword(const Id &user, const QByteArray &hash)
{
    return m_connection.run("INSERT INTO sync.credential (user_id, password, changed_at) VALUES ($1, $2, $3) "
                            "ON CONFLICT (user_id) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at",
                            Parameters().add(user).addText(hash).add(m_clock.nowMs()));
}

Result<> IdentityLedger::setTotp(const Id &user, const QByteArray &secret, const QList<QByteArray> &recoveryHashes)
{
    QList<QByteArray> hex;
    for (const QByteArray &hash : recoveryHashes)
        hex << hash.toHex();
    return m_connection.run("INSERT INTO sync.credential (user_id, totp_secret, recovery, changed_at) VALUES ($1, nullif($2, ''), "
                            "ARRAY(SELECT decode(r, 'hex') FROM unnest($3) r), $4) ON CONFLICT (user_id) DO UPDATE SET totp_secret = excluded.totp_secret, "
                            "totp_last_step = 0, recovery = excluded.recovery, changed_at = excluded.changed_at",
                            Parameters().add(user).addBytes(secret).addTexts(hex).add(m_clock.nowMs()));
}

Result<> IdentityLedger::setBreakGlass(const Id &user, bool breakGlass)
{
    return m_connection.run("INSERT INTO sync.credential (user_id, break_glass, changed_at) VALUES ($1, $2, $3) "
                            "ON CONFLICT (user_id) DO UPDATE SET break_glass = excluded.break_glass, changed_at = excluded.changed_at",
                            Parameters().add(user).addTruth(breakGlass).add(m_clock.nowMs()));
}

Result<bool> IdentityLedger::takeTotpStep(const Id &user, qint64 step)
{
    return anyRow(m_connection.query("UPDATE sync.credential SET totp_last_step = $2 WHERE user_id = $1 AND totp_last_step < $2", Parameters().add(user).add(step)));
}

Result<bool> IdentityLedger::takeRecovery(const Id &user, const QByteArray &hash)
{
    return anyRow(m_connection.query("UPDATE sync.credential SET recovery = array_remove(recovery, $2) WHERE user_id = $1 AND $2 = ANY (recovery)",
                                     Parameters().add(user).addBytes(hash)));
}

Result<> IdentityLedger::noteLogin(const Id &user)
{
    return m_connection.run("INSERT INTO sync.credential (user_id, last_login) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET last_login = excluded.last_login",
                            Parameters().add(user).add(m_clock.nowMs()));
}

// --- lock-out

Result<Lockout> IdentityLedger::lockout(const QString &login, const QByteArray &address)
{
    const auto rows = m_connection.query("SELECT failures, locked_until FROM sync.login_failure WHERE login = $1 AND address = $2",
                                         Parameters().addText(login).addText(address));
    if (!rows)
        return fail(rows.error());
    return rows->count() ? Lockout{int(rows->number(0, 0)), rows->number(0, 1)} : Lockout{};
}

Result<> IdentityLedger::noteFailure(const QString &login, const QByteArray &address, qint64 lockedUntilMs)
{
    return m_connection.run("INSERT INTO sync.login_failure (login, address, failures, locked_until, at) VALUES ($1, $2, 1, $3, $4) ON CONFLICT (login, address) "
                            "DO UPDATE SET failures = login_failure.failures + 1, locked_until = greatest(login_failure.locked_until, excluded.locked_until), at = excluded.at",
                            Parameters().addText(login).addText(address).add(lockedUntilMs).add(m_clock.nowMs()));
}

Result<> IdentityLedger::clearFailures(const QString &login, const QByteArray &address)
{
    return m_connection.run("DELETE FROM sync.login_failure WHERE login = $1 AND address = $2", Parameters().addText(login).addText(address));
}

// --- enrolment and devices

Result<> IdentityLedger::putToken(const QByteArray &tokenHash, const Id &user, const Id &createdBy, qint64 expiresMs)
{
    return m_connection.run("INSERT INTO sync.enrolment (token_hash, user_id, created_by, created_at, expires) VALUES ($1, $2, $3, $4, $5)",
                            Parameters().addBytes(tokenHash).add(user).add(createdBy).add(m_clock.nowMs()).add(expiresMs));
}

Result<Device> IdentityLedger::enrol(const QByteArray &tokenHash, const Id &user, const Id &device, const QByteArray &publicKey, const QString &label, int schema)
{
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return fail(transaction.error());
    const auto used = m_connection.query("UPDATE sync.enrolment SET used_at = $2, device = $3 WHERE token_hash = $1 AND used_at IS NULL AND expires > $2 RETURNING user_id",
                                         Parameters().addBytes(tokenHash).add(m_clock.nowMs()).add(device));
    if (!used)
        return fail(used.error());
    if (used->count() == 0) {
        auto before = oneDevice(m_connection.query(QByteArray("SELECT ") + deviceColumns + " FROM sync.device WHERE user_id = $3 AND public_key = $4 AND id = "
                                                   "(SELECT device FROM sync.enrolment WHERE token_hash = $1 AND expires > $2)",
                                                   Parameters().addBytes(tokenHash).add(m_clock.nowMs()).add(user).addBytes(publicKey)));
        if (before ? before->state != DeviceState::Active : before.error().code == Error::Code::NotFound)
            return tokenUsed();
        return before;
    }
    const auto owner = this->user(used->id(0, 0));
    if (!owner)
        return fail(owner.error());
    const bool foreign = owner->id != user; // whoever tries somebody else's token has used it up
    if (!owner->active)
        return tokenUsed();
    auto made = foreign ? Result<Device>(tokenUsed()) : addDevice(owner->id, device, publicKey, label, schema);
    if (!made && !foreign)
        return made;
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    return made;
}

Result<Device> IdentityLedger::addDevice(const Id &user, const Id &device, const QByteArray &publicKey, const QString &label, int schema)
{
    // The id of somebody's device is not to be had again, not even with the same key.
    const auto rows = m_connection.query(QByteArray("INSERT INTO sync.device (id, user_id, public_key, label, schema_version, created_at, last_seen) "
                                                    "VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING RETURNING ") + deviceColumns,
                                         Parameters().add(device).add(user).addBytes(publicKey).addText(label.left(200)).addInt(schema).add(m_clock.nowMs()));
    if (rows && rows->count() == 0)
        return tokenUsed();
    return oneDevice(rows);
}

Result<Device> IdentityLedger::device(const Id &id)
{
    return oneDevice(m_connection.query(QByteArray("SELECT ") + deviceColumns + " FROM sync.device WHERE id = $1", Parameters().add(id)));
}

Result<QList<Device>> IdentityLedger::devices(const Id &user)
{
    const auto rows = m_connection.query(QByteArray("SELECT ") + deviceColumns + " FROM sync.device WHERE user_id = $1 ORDER BY number", Parameters().add(user));
    if (!rows)
        return fail(rows.error());
    QList<Device> devices;
    for (int row = 0; row < rows->count(); ++row)
        devices << readDevice(*rows, row);
    return devices;
}

Result<> IdentityLedger::noteSeen(const Id &device, int schema, qint64 leaseUntilMs)
{
    return m_connection.run("UPDATE sync.device SET last_seen = $2, schema_version = $3, lease_until = greatest(lease_until, $4) WHERE id = $1",
                            Parameters().add(device).add(m_clock.nowMs()).addInt(schema).add(leaseUntilMs));
}

Result<> IdentityLedger::revokeDevice(const Id &device)
{
    const auto done = m_connection.pipeline({{"UPDATE sync.device SET state = 1, lease_until = 0 WHERE id = $1 AND state = 0", Parameters().add(device)},
                                             {"DELETE FROM sync.session WHERE device = $1", Parameters().add(device)},
                                             {"DELETE FROM sync.challenge WHERE device = $1", Parameters().add(device)},
                                             {"INSERT INTO sync.change_log (scope, tbl) VALUES (0, 0)", {}}}); // every process is told
    return done ? Result<>() : fail(done.error());
}

Result<> IdentityLedger::noteWiped(const Id &device)
{
    return m_connection.run("UPDATE sync.device SET state = 2 WHERE id = $1 AND state = 1", Parameters().add(device));
}

// --- challenges and sessions

Result<> IdentityLedger::putChallenge(const QByteArray &nonce, const Id &device, qint64 expiresMs)
{
    return m_connection.run("INSERT INTO sync.challenge (nonce, device, expires) VALUES ($1, $2, $3)", Parameters().addBytes(nonce).add(device).add(expiresMs));
}

Result<bool> IdentityLedger::takeChallenge(const QByteArray &nonce, const Id &device)
{
    return anyRow(m_connection.query("DELETE FROM sync.challenge WHERE nonce = $1 AND device = $2 AND expires > $3",
                                     Parameters().addBytes(nonce).add(device).add(m_clock.nowMs())));
}

Result<> IdentityLedger::putSession(const SessionRecord &session)
{
    return m_connection.run("INSERT INTO sync.session (token_hash, device, user_id, expires) VALUES ($1, $2, $3, $4)",
                            Parameters().addBytes(session.tokenHash).add(session.device).add(session.user).add(session.expiresMs));
}

Statement sessionStatement(const QByteArray &tokenHash, qint64 nowMs)
{
    return {"SELECT s.device, s.user_id, s.expires FROM sync.session s JOIN sync.device d ON d.id = s.device JOIN \"user\" u ON u.id = s.user_id "
            "WHERE s.token_hash = $1 AND s.expires > $2 AND d.state = 0 AND d.user_id = s.user_id AND u.removed = 0 AND u.state IS DISTINCT FROM 'disabled'",
            Parameters().addBytes(tokenHash).add(nowMs)};
}

Result<std::optional<SessionRecord>> IdentityLedger::session(const QByteArray &tokenHash)
{
    const Statement asked = sessionStatement(tokenHash, m_clock.nowMs());
    const auto rows = m_connection.query(asked.sql, asked.parameters);
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return std::optional<SessionRecord>();
    return SessionRecord{tokenHash, rows->id(0, 0), rows->id(0, 1), rows->number(0, 2)};
}

Result<> IdentityLedger::endSession(const QByteArray &tokenHash)
{
    return m_connection.run("DELETE FROM sync.session WHERE token_hash = $1", Parameters().addBytes(tokenHash));
}

// --- coming back, and who has not been here

Result<> IdentityLedger::setActive(const Id &id, const Id &by, bool active)
{
    LedgerRecords records(m_connection, m_clock);
    const auto account = records.one(user::entity, id);
    if (!account)
        return account.error().code == Error::Code::NotFound ? noUser(id.toString()) : fail(account.error());
    ChangeSet set{.origin = Origin::Rule, .author = by, .title = active ? QStringLiteral("user.enable") : QStringLiteral("user.disable")};
    set.changes << Change::update(*account).set(*account, user::state, active ? QStringLiteral("active") : QStringLiteral("disabled"));
    if (const auto done = records.commit(set); !done)
        return fail(done.error());
    return active ? Result<>() : m_connection.run("DELETE FROM sync.session WHERE user_id = $1", Parameters().add(id));
}

Result<QList<UserAccount>> IdentityLedger::idleSince(qint64 ms)
{
    // Who was never here counts from when the account was made.
    const auto rows = m_connection.query(QByteArray("SELECT ") + userColumns + userTables
                                             + "WHERE u.removed = 0 AND u.state IS DISTINCT FROM 'disabled' AND greatest(coalesce(c.last_login, 0), "
                                               "coalesce((SELECT max(d.last_seen) FROM sync.device d WHERE d.user_id = u.id), 0), "
                                               "coalesce((SELECT min(s.at) FROM history h JOIN change_set s ON s.seq = h.set_seq WHERE h.record = u.id), 0)) < $1 ORDER BY u.login",
                                         Parameters().add(ms));
    if (!rows)
        return fail(rows.error());
    QList<UserAccount> users;
    for (int row = 0; row < rows->count(); ++row)
        users << readUser(*rows, row);
    return users;
}

// --- escrow, refusals

Result<Id> IdentityLedger::putEscrow(const Id &device, const QByteArray &body)
{
    const Id id = Id::make(m_clock.nowMs());
    const auto rows = m_connection.query("INSERT INTO sync.escrow (id, device, user_id, at, body) SELECT $1, d.id, d.user_id, $3, $4 FROM sync.device d WHERE d.id = $2",
                                         Parameters().add(id).add(device).add(m_clock.nowMs()).addBytes(body));
    if (!rows)
        return fail(rows.error());
    if (rows->affected() == 0)
        return noDevice();
    return id;
}

Result<QList<EscrowRecord>> IdentityLedger::escrow(int limit)
{
    const auto rows = m_connection.query("SELECT id, device, user_id, at, body FROM sync.escrow ORDER BY at, id LIMIT $1", Parameters().add(qint64(limit)));
    if (!rows)
        return fail(rows.error());
    QList<EscrowRecord> all;
    for (int row = 0; row < rows->count(); ++row)
        all.append({rows->id(row, 0), rows->id(row, 1), rows->isNull(row, 2) ? Id() : rows->id(row, 2), rows->number(row, 3), rows->bytes(row, 4).toByteArray()});
    return all;
}

Result<> IdentityLedger::noteDenied(const Id &user, const Id &device, const QByteArray &address, const QByteArray &what)
{
    return m_connection.run("INSERT INTO sync.denied (at, user_id, device, address, what) VALUES ($1, $2, $3, $4, $5)",
                            Parameters().add(m_clock.nowMs()).add(user).add(device).addText(address).addText(what));
}

// --- two persons

Result<Id> IdentityLedger::requestBreakGlass(const Id &account, const Id &by, const QString &reason, qint64 expiresMs)
{
    const Id id = Id::make(m_clock.nowMs());
    const auto rows = m_connection.query("INSERT INTO sync.break_glass (id, account, requested_by, reason, expires) SELECT $1, user_id, $3, $4, $5 "
                                         "FROM sync.credential WHERE user_id = $2 AND break_glass",
                                         Parameters().add(id).add(account).add(by).addText(reason).add(expiresMs));
    if (!rows)
        return fail(rows.error());
    if (rows->affected() == 0)
        return noUser(account.toString());
    return id;
}

Result<bool> IdentityLedger::approveBreakGlass(const Id &request, const Id &by)
{
    return anyRow(m_connection.query("UPDATE sync.break_glass SET approved_by = $2 WHERE id = $1 AND approved_by IS NULL AND requested_by <> $2 AND account <> $2 AND expires > $3",
                                     Parameters().add(request).add(by).add(m_clock.nowMs())));
}

Result<bool> IdentityLedger::takeBreakGlass(const Id &account)
{
    return anyRow(m_connection.query("UPDATE sync.break_glass SET used_at = $2 WHERE id = (SELECT id FROM sync.break_glass WHERE account = $1 AND approved_by IS NOT NULL "
                                     "AND used_at IS NULL AND expires > $2 ORDER BY expires LIMIT 1 FOR UPDATE SKIP LOCKED)",
                                     Parameters().add(account).add(m_clock.nowMs())));
}

Result<qint64> IdentityLedger::purge()
{
    const qint64 now = m_clock.nowMs();
    const auto done = m_connection.pipeline({{"DELETE FROM sync.session WHERE expires <= $1", Parameters().add(now)},
                                             {"DELETE FROM sync.challenge WHERE expires <= $1", Parameters().add(now)},
                                             {"DELETE FROM sync.login_failure WHERE at <= $1 AND locked_until <= $1 + 86400000", Parameters().add(now - 86'400'000)},
                                             {"DELETE FROM sync.presence WHERE until <= $1", Parameters().add(now)}});
    if (!done)
        return fail(done.error());
    qint64 rows = 0;
    for (const Rows &one : *done)
        rows += one.affected();
    return rows;
}

} // namespace kemai::ledger
