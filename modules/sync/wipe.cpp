// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/wipe.h"

namespace kemai::sync {

Result<> wipe(WipeTarget &target)
{
    for (int step = int(WipeStep::Mark); step <= int(WipeStep::Unmark); ++step)
        if (const auto taken = target.take(WipeStep(step)); !taken)
            return taken;
    return {};
}

Result<bool> resumeWipe(WipeTarget &target)
{
    if (!target.marked())
        return false;
    if (const auto done = wipe(target); !done)
        return fail(done.error());
    return true;
}

LeaseState leaseState(const std::optional<wire::Lease> &lease, qint64 nowMs, wire::HybridTime latestSeen)
{
    if (!lease)
        return LeaseState::None;
    return std::max(nowMs, latestSeen.ms()) < lease->untilMs ? LeaseState::Valid : LeaseState::Expired;
}

} // namespace kemai::sync
