// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LiveLedger: of those who hold a live connection to a server process, who may stay and who sees what. Set-based: one question for
 * thousands. One object for one Connection. Errors: those of connection.h.
 */
#pragma once

#include "ledger/connection.h"

#include <QHash>

namespace kemai::ledger {

class LiveLedger
{
public:
    explicit LiveLedger(Connection &connection) : m_connection(connection) { }

    // Of these devices those that may not come in any more: unknown, revoked, wiped, or their user disabled.
    Result<QList<Id>> barred(const QList<Id> &devices);
    // Granted scopes of each.
    Result<QHash<Id, QList<qint32>>> scopes(const QList<Id> &users);

private:
    Connection &m_connection;
};

} // namespace kemai::ledger
