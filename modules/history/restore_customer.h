// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One customer, and what hangs on it, brought back to how it was at a time (R012), without touching anybody else: fields that were
 * changed since go back, records that were withdrawn since come back. What was added since stays and is counted. One change set, so
 * one undo takes the restoring back. Who was merged with somebody since is refused: taking the merge back is what is meant.
 * Rules over Records; any thread.
 */
#pragma once

#include "schema/change.h"
#include "schema/records.h"

namespace kemai {

struct CustomerRestored {
    Committed committed;
    int fields = 0;  // that went back
    int revived = 0; // records that came back
    int added = 0;   // since then; they stay
};

// Errors: NotFound "records.notFound", "history.notYet"; Denied "history.mergedSince"; as commit(). Nothing to restore: applied is 0.
Result<CustomerRestored> restoreCustomer(Records &records, const Id &customer, qint64 atMs, const Id &author, qint64 nowMs);

} // namespace kemai
