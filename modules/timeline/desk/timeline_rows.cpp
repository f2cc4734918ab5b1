// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_rows.h"

#include <algorithm>

namespace kemai {

int TimelineRows::dayOfRow(int row) const
{
    int low = 0;
    int high = int(m_days.size());
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (rowOfDay(middle) <= row ? low : high) = middle;
    }
    return low;
}

int TimelineRows::dayOfEvent(int event) const
{
    const auto behind = std::upper_bound(m_days.cbegin(), m_days.cend(), qint64(event),
                                         [](qint64 number, const TimelineDay &day) { return number < day.first; });
    return int(behind - m_days.cbegin()) - 1;
}

int TimelineRows::eventOfRow(int row) const
{
    const int day = dayOfRow(row);
    return row == rowOfDay(day) ? -1 : row - day - 1;
}

void TimelineRows::insertDays(int day, const QList<TimelineDay> &days)
{
    m_days = m_days.mid(0, day) + days + m_days.mid(day);
    renumber(day);
}

void TimelineRows::removeDays(int day, int count)
{
    m_days.remove(day, count);
    renumber(day);
}

void TimelineRows::resizeDay(int day, qint64 count)
{
    m_days[day].count = count;
    renumber(day);
}

void TimelineRows::renumber(int fromDay)
{
    for (int day = fromDay; day < m_days.size(); ++day)
        m_days[day].first = day == 0 ? 0 : m_days.at(day - 1).first + m_days.at(day - 1).count;
}

} // namespace kemai
