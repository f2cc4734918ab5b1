// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Wiping a revoked desk (sync.md 5.10), and the lease that lets a desk go on without the server.
 *
 * The wrapped key goes first: from then on the rest is unreadable, however the wipe ends. Every step may be done twice; the
 * mark is set before the first and removed behind the last, so a wipe that was killed anywhere is begun anew at the next start, before
 * anybody logs in. What waited to be sent has gone to escrow before.
 */
#pragma once

#include "base/result.h"
#include "wire/messages.h"

namespace kemai::sync {

enum class WipeStep : quint8 { Mark, Key, Database, Log, SharedMemory, Attachments, Caches, Dumps, Receipt, Unmark };

class WipeTarget
{
public:
    virtual ~WipeTarget() = default;
    virtual bool marked() const = 0;
    virtual Result<> take(WipeStep step) = 0; // nothing there is done already
};

Result<> wipe(WipeTarget &target);
Result<bool> resumeWipe(WipeTarget &target); // at every start; true: there was one to finish

enum class LeaseState : quint8 { Valid, Expired, None };

// The signature was checked when the lease came and is checked again by who reads it from the disk. The time that counts is the
// later of the clock's and the latest ever seen here, so setting the clock back gains nothing. Expired locks; it never wipes.
LeaseState leaseState(const std::optional<wire::Lease> &lease, qint64 nowMs, wire::HybridTime latestSeen);

} // namespace kemai::sync
