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

Result<> putRole(Connection &connection, const Role &role)
{
    QList<QByteArray> includes;
    for (const QString &name : role.includes)
        includes << name.toUtf8();
    return connection.run("INSERT INTO sync.role (name, reach, pool, office, includes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET "
                          "reach = excluded.reach, pool = excluded.pool, office = excluded.office, includes = excluded.includes",
                          Parameters().addText(role.name).addInt(int(role.reach)).addTruth(role.pool).addTruth(role.office).addTexts(includes));
}

Result<> putMask(Connection &connection, const FieldMask &mask)
{
    if (mask.readable && mask.writable)
        return connection.run("DELETE FROM sync.role_mask WHERE role = $1 AND tbl = $2 AND field = $3",
                              Parameters().addText(mask.role).addText(mask.entity).addText(mask.field));
    return connection.run("INSERT INTO sync.role_mask (role, tbl, field, readable, writable) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (role, tbl, field) DO UPDATE SET "
                          "readable = excluded.readable, writable = excluded.writable",
                          Parameters().addText(mask.role).addText(mask.entity).addText(mask.field).addTruth(mask.readable).addTruth(mask.writable));
}

} // namespace kemai::ledger
