// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/sync_ledger.h"

#include "ledger/ddl.h"
#include "ledger/ledger_row.h"
#include "ledger/sync_sql.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <mutex>

namespace kemai::ledger {

QList<qint32> scopeList(const QString &text)
{
    QList<qint32> scopes;
    for (const QStringView one : QStringView(text).split(u',', Qt::SkipEmptyParts))
        scopes << one.toInt();
    return scopes;
}

QByteArray scopeText(const QList<qint32> &scopes)
{
    QByteArrayList words;
    for (const qint32 scope : scopes)
        words << QByteArray::number(scope);
    return words.join(',');
}

namespace {

// A field is hidden if every role that is held hides it. A role nobody knows is granted least and hidden most.
const QByteArray grantsSql =
    "WITH held AS (SELECT r.name FROM \"user\" u, sync.roles_of(u.role) r WHERE u.id = $1), "
    "mask AS (SELECT m.tbl || '.' || m.field AS f, count(*) FILTER (WHERE h.name IS NOT NULL AND NOT m.readable) AS unreadable, "
    "count(*) FILTER (WHERE h.name IS NOT NULL AND NOT m.writable) AS unwritable FROM sync.role_mask m LEFT JOIN held h ON h.name = m.role GROUP BY 1) "
    "SELECT coalesce(u.role, ''), u.removed = 0 AND u.state IS DISTINCT FROM 'disabled', array_to_string(sync.granted(u.id), ','), "
    "(SELECT coalesce(string_agg(f, ',' ORDER BY f), '') FROM mask WHERE unreadable = (SELECT count(*) FROM held)), "
    "(SELECT coalesce(string_agg(f, ',' ORDER BY f), '') FROM mask WHERE unwritable = (SELECT count(*) FROM held) AND unreadable <> (SELECT count(*) FROM held)), pg_current_snapshot()::text, (SELECT coalesce(string_agg(name, ',' ORDER BY name), '') FROM held) "
    "FROM \"user\" u WHERE u.id = $1";

QHash<const Entity *, QList<int>> fieldsOf(const QString &text)
{
    QHash<const Entity *, QList<int>> fields;
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts)) {
        const Entity *entity = entityNamed(name.section(u'.', 0, 0));
        const int field = entity ? entity->indexOf(QLatin1StringView(name.section(u'.', 1).toLatin1())) : -1;
        if (field >= 0)
            fields[entity] << field;
    }
    return fields;
}

Grants readGrants(const Id &user, const Rows &rows)
{
    Grants grants;
    grants.user = user;
    if (rows.count() == 0)
        return grants; // inactive
    grants.role = rows.text(0, 0);
    grants.roles = rows.text(0, 6).split(u',', Qt::SkipEmptyParts);
    grants.active = rows.truth(0, 1);
    grants.scopes = scopeList(rows.text(0, 2));
    grants.writeScopes = grants.scopes;
    grants.hidden = fieldsOf(rows.text(0, 3));
    grants.readOnly = fieldsOf(rows.text(0, 4));
    const QByteArray digest = QCryptographicHash::hash((rows.text(0, 3) + u'|' + rows.text(0, 4)).toUtf8(), QCryptographicHash::Sha256);
    grants.maskVersion = qint64(qFromBigEndian<quint64>(digest.constData()) >> 11); // a whole number of JSON
    return grants;
}

struct Known {
    Grants grants;
    QByteArray snapshot; // they were read in
};
std::mutex knownMutex;
QHash<std::pair<QByteArray, Id>, Known> known; // by database and user

} // namespace

Statement KnownGrants::stillHolds(const Id &user) const
{
    const std::lock_guard lock(knownMutex);
    const auto found = known.constFind({m_target, user});
    if (found == known.cend())
        return {"SELECT false", {}};
    return {"SELECT pg_snapshot_xmin(k.s) > e.log_floor AND pg_snapshot_xmax(k.s) <= pg_snapshot_xmax(pg_current_snapshot()) AND NOT EXISTS "
            "(SELECT FROM sync.grant_change g WHERE g.xid >= pg_snapshot_xmin(k.s) AND NOT pg_visible_in_snapshot(g.xid, k.s)) "
            "FROM sync.epoch e, (SELECT $1::pg_snapshot AS s OFFSET 0) k",
            Parameters().addText(found->snapshot)};
}

Result<Grants> KnownGrants::take(Connection &connection, const Id &user, bool stillHolds)
{
    if (stillHolds) {
        const std::lock_guard lock(knownMutex);
        if (const auto found = known.constFind({m_target, user}); found != known.cend())
            return found->grants;
    }
    const auto rows = connection.query(grantsSql, Parameters().add(user));
    if (!rows)
        return fail(rows.error());
    const Grants grants = readGrants(user, *rows);
    if (rows->count() == 0)
        return grants;
    const std::lock_guard lock(knownMutex);
    if (known.size() >= 20'000)
        known.clear();
    known.insert({m_target, user}, {grants, rows->bytes(0, 5).toByteArray()});
    return grants;
}

SyncLedger::SyncLedger(Connection &connection, const Clock &clock)
    : m_connection(connection), m_clock(clock), m_devices(std::make_unique<DeviceNumbers>()), m_tables(std::make_unique<TableNumbers>())
{
}

SyncLedger::~SyncLedger() = default;

Result<Id> SyncLedger::epoch()
{
    const auto rows = m_connection.query("SELECT epoch FROM sync.epoch");
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return fail(Error::Code::Corrupt, QStringLiteral("ledger.damaged"), QStringLiteral("there is no epoch"));
    return rows->id(0, 0);
}

Result<QByteArray> SyncLedger::currentSnapshot()
{
    const auto rows = m_connection.query("SELECT pg_current_snapshot()::text");
    if (!rows)
        return fail(rows.error());
    return rows->bytes(0, 0).toByteArray();
}

Result<Grants> SyncLedger::grants(const Id &user)
{
    KnownGrants known(m_connection);
    const Statement check = known.stillHolds(user);
    const auto holds = m_connection.query(check.sql, check.parameters);
    if (!holds)
        return fail(holds.error());
    return known.take(m_connection, user, holds->count() > 0 && holds->truth(0, 0));
}

Result<Touched> SyncLedger::touchedSince(const QByteArray &base)
{
    // One statement, so one snapshot: what is found and what it is found in belong together.
    const auto rows = m_connection.query("SELECT pg_current_snapshot()::text, coalesce((SELECT string_agg(DISTINCT scope::text, ',') FROM sync.change_log "
                                         "WHERE xid >= pg_snapshot_xmin((SELECT $1::pg_snapshot)) AND NOT pg_visible_in_snapshot(xid, (SELECT $1::pg_snapshot))), '')",
                                         Parameters().addText(base));
    if (!rows)
        return fail(rows.error());
    Touched touched{rows->bytes(0, 0).toByteArray(), scopeList(rows->text(0, 1))};
    std::sort(touched.scopes.begin(), touched.scopes.end());
    return touched;
}

Result<> SyncLedger::notify() { return m_connection.script("NOTIFY \"sync\""); }

Result<> SyncLedger::share(const RowKey &row, qint32 scope)
{
    return m_connection.run("INSERT INTO sync.row_scope (tbl, row_id, scope) SELECT number, $2, $3 FROM sync.entity WHERE name = $1 ON CONFLICT DO NOTHING",
                            Parameters().addText(row.entity->name).add(row.id).addInt(scope));
}

Result<> SyncLedger::unshare(const RowKey &row, qint32 scope)
{
    return m_connection.run("DELETE FROM sync.row_scope USING sync.entity e WHERE e.number = tbl AND e.name = $1 AND row_id = $2 AND scope = $3",
                            Parameters().addText(row.entity->name).add(row.id).addInt(scope));
}

Result<qint32> SyncLedger::scopeOf(const Id &userOrTeam)
{
    const auto rows = m_connection.query("SELECT id FROM sync.scope WHERE subject = $1", Parameters().add(userOrTeam));
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return fail(Error::Code::NotFound, QStringLiteral("ledger.noScope"));
    return qint32(rows->number(0, 0));
}

Result<bool> SyncLedger::putIntoInbox(const QByteArray &channel, const QByteArray &externalId, const QByteArray &payload)
{
    const auto rows = m_connection.query("INSERT INTO sync.inbox (channel, external_id, payload, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                                         Parameters().addText(channel).addText(externalId).addBytes(payload).add(m_clock.nowMs()));
    if (!rows)
        return fail(rows.error());
    return rows->affected() == 1;
}

} // namespace kemai::ledger
