// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineRows: where days and events stand in a list: each day's header, then its events, newest first.
 *
 *     row of day k = days[k].first + k          row of event i in day k = i + k + 1
 *
 * Rows count from 0, events too. A plain value; lookups are O(log days).
 */
#pragma once

#include "timeline/timeline.h"

namespace kemai {

class TimelineRows
{
public:
    TimelineRows() = default;
    explicit TimelineRows(QList<TimelineDay> days) : m_days(std::move(days)) { }

    const QList<TimelineDay> &days() const { return m_days; }
    int events() const { return m_days.isEmpty() ? 0 : int(m_days.last().first + m_days.last().count); }
    int rows() const { return events() + int(m_days.size()); }

    int dayOfRow(int row) const;
    int dayOfEvent(int event) const;
    int rowOfDay(int day) const { return int(m_days.at(day).first) + day; }
    int rowOfEvent(int event) const { return event + dayOfEvent(event) + 1; }
    int eventOfRow(int row) const; // -1: a day's header

    void insertDays(int day, const QList<TimelineDay> &days);
    void removeDays(int day, int count);
    void resizeDay(int day, qint64 count);

private:
    void renumber(int fromDay);
    QList<TimelineDay> m_days;
};

} // namespace kemai
