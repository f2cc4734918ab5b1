// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/live_ledger.h"

namespace kemai::ledger {

Result<QList<Id>> LiveLedger::barred(const QList<Id> &devices)
{
    const auto rows = m_connection.query(
        "SELECT asked.id FROM unnest($1) asked(id) WHERE NOT EXISTS (SELECT FROM sync.device d JOIN \"user\" u ON u.id = d.user_id "
        "WHERE d.id = asked.id AND d.state = 0 AND u.removed = 0 AND u.state IS DISTINCT FROM 'disabled')",
        Parameters().addIds(devices));
    if (!rows)
        return fail(rows.error());
    QList<Id> barred;
    for (int row = 0; row < rows->count(); ++row)
        barred.append(rows->id(row, 0));
    return barred;
}

Result<QHash<Id, QList<qint32>>> LiveLedger::scopes(const QList<Id> &users)
{
    const auto rows = m_connection.query("SELECT asked.id, scope FROM unnest($1) asked(id), unnest(sync.granted(asked.id)) scope", Parameters().addIds(users));
    if (!rows)
        return fail(rows.error());
    QHash<Id, QList<qint32>> scopes;
    for (int row = 0; row < rows->count(); ++row)
        scopes[rows->id(row, 0)].append(qint32(rows->number(row, 1)));
    return scopes;
}

} // namespace kemai::ledger
