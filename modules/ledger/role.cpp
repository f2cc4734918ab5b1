// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/role.h"

namespace kemai::ledger {

Result<QStringList> roleNames(Connection &connection)
{
    const auto rows = connection.query("SELECT name FROM sync.role ORDER BY name COLLATE \"C\"");
    if (!rows)
        return fail(rows.error());
    QStringList names;
    for (int row = 0; row < rows->count(); ++row)
        names << rows->text(row, 0);
    return names;
}

Result<QList<Role>> roles(Connection &connection)
{
    const auto rows = connection.query("SELECT name, reach, pool, office, array_to_string(includes, ',') FROM sync.role ORDER BY name COLLATE \"C\"");
    if (!rows)
        return fail(rows.error());
    QList<Role> all;
    for (int row = 0; row < rows->count(); ++row)
        all.append({rows->text(row, 0), Reach(rows->number(row, 1)), rows->truth(row, 2), rows->truth(row, 3), rows->text(row, 4).split(u',', Qt::SkipEmptyParts)});
    return all;
}

Result<QList<FieldMask>> masks(Connection &connection)
{
    const auto rows = connection.query("SELECT role, tbl, field, readable, writable FROM sync.role_mask ORDER BY role COLLATE \"C\", tbl, field");
    if (!rows)
        return fail(rows.error());
    QList<FieldMask> all;
    for (int row = 0; row < rows->count(); ++row)
        all.append({rows->text(row, 0), rows->text(row, 1), rows->text(row, 2), rows->truth(row, 3), rows->truth(row, 4)});
    return all;
}

Result<> putRole(Connection &connection, const Role &role)
{
    QList<QByteArray> includes;
    for (const QString &name : role.includes)
        includes << name.toUtf8();
    const auto done = connection.pipeline({
        {"INSERT INTO sync.role_mask (role, tbl, field, readable, writable) SELECT DISTINCT $1, tbl, field, false, false FROM sync.role_mask "
         "WHERE NOT EXISTS (SELECT FROM sync.role WHERE name = $1) ON CONFLICT DO NOTHING",
         Parameters().addText(role.name)},
        {"INSERT INTO sync.role (name, reach, pool, office, includes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET "
         "reach = excluded.reach, pool = excluded.pool, office = excluded.office, includes = excluded.includes",
         Parameters().addText(role.name).addInt(int(role.reach)).addTruth(role.pool).addTruth(role.office).addTexts(includes)}});
    return done ? Result<>() : fail(done.error());
}

Result<> putMask(Connection &connection, const FieldMask &mask)
{
    if (mask.readable && mask.writable)
        return connection.run("DELETE FROM sync.role_mask WHERE role = $1 AND tbl = $2 AND field = $3",
                              Parameters().addText(mask.role).addText(mask.entity).addText(mask.field));
    const auto values = [&mask] { return Parameters().addText(mask.role).addText(mask.entity).addText(mask.field).addTruth(mask.readable).addTruth(mask.writable); };
    const auto done = connection.pipeline({
        {"INSERT INTO sync.role_mask (role, tbl, field, readable, writable) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (role, tbl, field) DO UPDATE SET "
         "readable = excluded.readable, writable = excluded.writable",
         values()},
        {"WITH RECURSIVE above(name) AS (SELECT $1::text UNION SELECT r.name FROM sync.role r JOIN above ON above.name = ANY (r.includes)) "
         "INSERT INTO sync.role_mask (role, tbl, field, readable, writable) SELECT name, $2, $3, $4, $5 FROM above ON CONFLICT DO NOTHING",
         values()}});
    return done ? Result<>() : fail(done.error());
}

} // namespace kemai::ledger
