// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of SQL that push, pull and snapshot share. Not for other modules.
#pragma once

#include "ledger/ledger_row.h"
#include "schema/schema.h"

namespace kemai::ledger {

// What a user is granted, kept for the whole process: working it out costs more than the rest of a small push. What was kept is
// used only while sync.grant_change says, in the transaction that uses it, that no grant has changed since.
class KnownGrants
{
public:
    explicit KnownGrants(const Connection &connection) : m_target(connection.target()) { }

    // A SELECT that answers one truth: what is known of this user still holds. Nothing is known: one that answers false.
    Statement stillHolds(const Id &user) const;
    Result<Grants> take(Connection &connection, const Id &user, bool stillHolds); // asks anew if it does not

private:
    QByteArray m_target;
};

QList<qint32> scopeList(const QString &text); // "1,2,17"
QByteArray scopeText(const QList<qint32> &scopes);

// Columns: id, number, user_id, public_key, state, last_mid, last_seen, lease_until, schema_version, label.
Device readDevice(const Rows &rows, int row);

// Columns: device, user_id, expires. No row: the token is not good now.
Statement sessionStatement(const QByteArray &tokenHash, qint64 nowMs);

// Columns: tbl, row_id, scope.
Statement sharesStatement(const TableNumbers &tables, const QList<RowKey> &rows);
// Columns: id, tbl, row_id, state, body. The open ones of these rows.
Statement conflictsStatement(const QList<Id> &rows);
QList<ConflictRecord> readConflicts(const TableNumbers &tables, const Rows &rows);

} // namespace kemai::ledger
