// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What stands behind the rows in a transaction that writes, whether by LedgerRecords::commit() or by a push: the history, and the
 * columns that are kept in step (customer.last_interaction).
 */
#pragma once

#include "ledger/sync_ledger.h"

namespace kemai::ledger {

// One change_set a set and one line of history a change. Answers one row: the number of the first set.
Statement historyStatement(const QList<AppliedSet> &sets, const Id &device);

// customer.last_interaction of the customers whose interactions the sets touched; none if there are none. `rows`: as written.
QList<Statement> derivedStatements(const QList<AppliedSet> &sets, const QList<LedgerRow> &rows);

// What PostgreSQL could not keep is refused with the field's name, before anything is written.
// Errors: Invalid "ledger.badText", "ledger.badJson", "ledger.tooLong" (an indexed text).
Result<> checkValue(const Entity &entity, int field, const Value &value);

// 23505 on a record's id: somebody else has inserted it meanwhile. Done again, the row is there.
bool insertedMeanwhile(const Connection &connection);

} // namespace kemai::ledger
