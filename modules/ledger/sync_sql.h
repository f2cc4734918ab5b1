// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of SQL that push, pull and snapshot share. Not for other modules.
#pragma once

#include "ledger/ledger_row.h"
#include "schema/schema.h"

namespace kemai::ledger {

Statement grantsStatement(const Id &user);
Statement grantsStatementOfDevice(const Id &device);
Grants readGrants(const Id &user, const Rows &rows); // no row: inactive

QList<qint32> scopeList(const QString &text); // "1,2,17"
QByteArray scopeText(const QList<qint32> &scopes);

// Columns: id, number, user_id, public_key, state, last_mid, last_seen, lease_until, schema_version, label.
Device readDevice(const Rows &rows, int row);

// Columns: tbl, row_id, scope.
Statement sharesStatement(const QList<Id> &rows);
// Columns: id, tbl, row_id, state, body. The open ones of these rows, and those named.
Statement conflictsStatement(const QList<Id> &rows, const QList<Id> &named = {});
QList<ConflictRecord> readConflicts(const TableNumbers &tables, const Rows &rows);

} // namespace kemai::ledger
