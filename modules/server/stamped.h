// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Between the rows of the ledger (libpq's side) and those of the merge (the protocol's side). They hold the same things; the two
 * floors do not know each other. Pure.
 */
#pragma once

#include "ledger/sync_ledger.h"
#include "sync/feed.h"
#include "sync/merge.h"

namespace kemai {

sync::StampedRow stamped(const ledger::LedgerRow &row);
ledger::LedgerRow ledgerRow(const sync::StampedRow &row);
QList<sync::StampedRow> stamped(const QList<ledger::LedgerRow> &rows);
inline ledger::RowKey ledgerKey(const sync::RowKey &key) { return {key.entity, key.id}; }

// Errors: Corrupt "server.conflictUnreadable": a stored conflict is not the wire's.
Result<QList<wire::Conflict>> conflictsOf(const QList<ledger::ConflictRecord> &records);

sync::Present presentOf(const ledger::PushView &view, const QList<wire::Conflict> &conflicts);
ledger::PushWrite writeOf(const sync::Merged &merged, qint64 nowMs);

} // namespace kemai
