// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/live_ledger.h"

#include <cerrno>

#include <libpq-fe.h>
#include <poll.h>

namespace kemai::ledger {

Result<> LiveLedger::listen()
{
    return m_connection.run("LISTEN sync");
}

Result<bool> LiveLedger::wait(int ms)
{
    pg_conn *const connection = m_connection.handle();
    const auto taken = [connection] {
        bool any = false;
        while (PGnotify *notification = PQnotifies(connection)) {
            PQfreemem(notification);
            any = true;
        }
        return any;
    };
    if (!connection)
        return fail(Error::Code::Offline, QStringLiteral("ledger.offline"));
    if (taken())
        return true;
    pollfd waiting{PQsocket(connection), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, ms);
    if (ready < 0 && errno != EINTR)
        return fail(Error::Code::Io, QStringLiteral("ledger.failed"), QStringLiteral("poll failed"));
    if (ready <= 0)
        return false;
    if (PQconsumeInput(connection) != 1 || PQstatus(connection) != CONNECTION_OK)
        return fail(Error::Code::Offline, QStringLiteral("ledger.offline"), QStringLiteral("the listening connection went away"));
    return taken();
}

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
