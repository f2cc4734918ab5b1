// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HybridTime: the time of an edit as a device tells it: 48 bits of UTC milliseconds and a counter of 16, in one number.
 * It follows the clock, yet never goes back and is never before what the server has been seen to say, so the order of a
 * device's edits is the order of their times even if its clock is set back (Kulkarni et al., Logical Physical Clocks, 2014).
 */
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace kemai::wire {

struct HybridTime {
    qint64 value = 0; // ms << 16 | counter; positive, so that both databases keep it as an integer

    qint64 ms() const { return value >> 16; }
    static HybridTime atMs(qint64 ms) { return {std::clamp<qint64>(ms, 0, (qint64(1) << 47) - 1) << 16}; }

    // The next time after `last` on a device whose clock says nowMs.
    static HybridTime next(HybridTime last, qint64 nowMs) { return {std::max(atMs(nowMs).value, last.value + 1)}; }

    friend auto operator<=>(const HybridTime &, const HybridTime &) = default;
};

} // namespace kemai::wire
