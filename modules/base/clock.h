// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The time, injected so that rules and tests never read the wall clock themselves.
 * Times are UTC milliseconds since 1970 everywhere; local time only where it is painted.
 */
#pragma once

#include <QtGlobal>

namespace kemai {

class Clock
{
public:
    virtual ~Clock() = default;
    virtual qint64 nowMs() const = 0;

    static const Clock &system();
};

// A clock that stands still until it is told to move: for tests and for seeded data.
class FixedClock : public Clock
{
public:
    explicit FixedClock(qint64 nowMs) : m_nowMs(nowMs) { }
    qint64 nowMs() const override { return m_nowMs; }
    void advanceMs(qint64 ms) { m_nowMs += ms; }

private:
    qint64 m_nowMs;
};

} // namespace kemai
