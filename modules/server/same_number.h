// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the server adds to a push (N21): a number that came to two customers, at whatever desks, makes them a proposal of the work-list of
 * duplicates (schema/duplicate.h), in the same transaction and with a change set of its own. Nothing is refused and nothing merged: both
 * customers stay, a supervisor decides. The proposal is shared to both owners, so each is told, and neither sees more of the other's customer
 * than that there is one.
 *
 * A pair that is there already, decided or not, is left alone. Two pushes that bring the same number wait for each other here.
 */
#pragma once

#include "ledger/sync_ledger.h"

namespace kemai {

// Errors: those of the ledger.
Result<> proposeSameNumbers(ledger::PushView &view, ledger::PushWrite &write);

} // namespace kemai
