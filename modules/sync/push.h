// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The answer to a push, from what the transaction left. An endpoint goes, in one transaction of the ledger:
 *
 *   lock the device; revoked: 401 with wipe, /escrow stays open
 *   request.epoch is not the ledger's: refusedEpoch()
 *   lock rowsOf(request) and conflictsOf(request), with all open conflicts of these rows
 *   merge(); expectedMid: 409 with it; else write rows, audit, conflicts, outcomes, last_mid
 *   read the rows anew, answerPush(), commit, and only then send
 *
 * Idempotent: what was taken before is answered from the recorded outcomes. A serialization failure is tried again with the same
 * bytes. Where writing fails for another reason, the batch is tried again mutation by mutation behind savepoints, and the mid
 * that cannot be written goes into Batch::poisoned.
 */
#pragma once

#include "sync/merge.h"

namespace kemai::sync {

// `outcomes`: recorded for this device and these mids, new ones included; `rows`: all that were locked, as they are now;
// `conflicts`: the open ones of them. Rows of scopes the device does not name, or is not granted, are left out.
wire::PushResponse answerPush(const wire::PushRequest &request, qint64 lastMid, const QList<wire::Outcome> &outcomes,
                              const QList<StampedRow> &rows, const QList<wire::Conflict> &conflicts, const Access &access,
                              const wire::Vocabulary &vocabulary);

wire::Refusal refusedEpoch(quint64 nonce, const Id &epoch, qint64 lastMid);   // 410
wire::Refusal refusedGap(quint64 nonce, qint64 expectedMid);                  // 409
wire::Refusal refusedRevoked(quint64 nonce, qint64 lastMid);                  // 401, wipe; what is above lastMid goes to escrow

} // namespace kemai::sync
