// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Working time: seconds in which somebody works, on one axis without nights, thinner at weekends. 9:00 to 18:30 in China
 * (UTC+8, no summer time); a Saturday holds 200 and a Sunday 120 minutes of the axis instead of 570. Monotone, so that
 * events in order on the axis are in order in time.
 */
#pragma once

#include <QtGlobal>

namespace kemai::demo {

inline constexpr qint64 chinaMs = 8 * 3'600'000;
inline constexpr qint64 dayMs = 86'400'000;
inline constexpr qint64 workday = 570 * 60; // seconds of the axis
inline constexpr qint64 saturday = 200 * 60;
inline constexpr qint64 sunday = 120 * 60;
inline constexpr qint64 workweek = 5 * workday + saturday + sunday;
inline constexpr qint64 mondayMs = 4 * dayMs - chinaMs; // 5 January 1970, midnight in China

constexpr qint64 timeOfWork(qint64 axis)
{
    const qint64 week = axis / workweek;
    qint64 rest = axis % workweek;
    qint64 day = 5;
    qint64 second = 0;
    if (rest < 5 * workday) {
        day = rest / workday;
        second = rest % workday;
    } else if ((rest -= 5 * workday) < saturday) {
        second = rest * workday / saturday;
    } else {
        day = 6;
        second = (rest - saturday) * workday / sunday;
    }
    return mondayMs + (week * 7 + day) * dayMs + 9 * 3'600'000 + second * 1000;
}

// The last moment of the axis that is not later.
constexpr qint64 workOfTime(qint64 ms)
{
    const qint64 since = ms - mondayMs;
    const qint64 week = since / (7 * dayMs);
    const qint64 day = since / dayMs % 7;
    qint64 second = (since % dayMs) / 1000 - 9 * 3600;
    second = second < 0 ? 0 : second >= workday ? workday - 1 : second;
    const qint64 before = week * workweek + (day < 6 ? day * workday : 5 * workday + saturday);
    return before + (day < 5 ? second : day == 5 ? second * saturday / workday : second * sunday / workday);
}

} // namespace kemai::demo
