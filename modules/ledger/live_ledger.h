// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LiveLedger: what the live connections of a server process ask of PostgreSQL: to be woken by NOTIFY sync, and who of those
 * connected may stay and sees what. One object for one Connection, which does nothing else while it listens.
 * Errors: those of connection.h; after Offline, reconnect() the connection and listen() again.
 */
#pragma once

#include "ledger/connection.h"

#include <QHash>

namespace kemai::ledger {

class LiveLedger
{
public:
    explicit LiveLedger(Connection &connection) : m_connection(connection) { }

    Result<> listen();
    // Waits until somebody notified, at most so long. What came before the call counts.
    Result<bool> wait(int ms);

    // Of these devices those that may not come in any more: unknown, revoked, wiped, or their user disabled.
    Result<QList<Id>> barred(const QList<Id> &devices);
    // Granted scopes of each.
    Result<QHash<Id, QList<qint32>>> scopes(const QList<Id> &users);

private:
    Connection &m_connection;
};

} // namespace kemai::ledger
