// SPDX-License-Identifier: GPL-3.0-or-later
#include "trail.h"

namespace kemai {

void Trail::visit(const Station &station, qint64 nowMs)
{
    if (m_at >= 0) {
        const Station here = m_stations[m_at];
        if (here == station)
            return;
        // The page first, then the record it shows by itself: one station.
        const bool completed = here.page == station.page && here.record.isNull();
        const bool glance = here.page == station.page && nowMs - m_arrivedMs < glanceMs;
        m_stations.resize(m_at + 1); // a new way ends what lay ahead
        if (completed || glance) {
            m_stations[m_at] = station;
            if (m_at > 0 && m_stations[m_at - 1] == station) {
                m_stations.removeLast();
                --m_at;
            }
            m_arrivedMs = nowMs;
            return;
        }
    }
    m_stations << station;
    if (m_stations.size() > longest)
        m_stations.removeFirst();
    m_at = m_stations.size() - 1;
    m_arrivedMs = nowMs;
}

std::optional<Trail::Station> Trail::back()
{
    if (!canGoBack())
        return std::nullopt;
    m_arrivedMs = 0; // nothing found by going back is a glance
    return m_stations[--m_at];
}

std::optional<Trail::Station> Trail::forward()
{
    if (!canGoForward())
        return std::nullopt;
    m_arrivedMs = 0;
    return m_stations[++m_at];
}

void Trail::clear()
{
    m_stations.clear();
    m_at = -1;
}

} // namespace kemai
