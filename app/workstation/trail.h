// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Trail: where one has been, for back and forward: pages, and the customers on them. Looking through a list with the
 * arrow keys is one station, not thirty: what was shown for less than `glanceMs` is replaced by what follows.
 */
#pragma once

#include "base/id.h"

#include <QList>
#include <QString>

#include <optional>

namespace kemai {

class Trail
{
public:
    struct Station {
        QString page;
        Id record; // null: the page as it is
        friend bool operator==(const Station &, const Station &) = default;
    };

    static constexpr qint64 glanceMs = 1500;
    static constexpr qsizetype longest = 100;

    void visit(const Station &station, qint64 nowMs);
    std::optional<Station> back();
    std::optional<Station> forward();
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_stations.size(); }
    void clear();

private:
    QList<Station> m_stations;
    qsizetype m_at = -1;
    qint64 m_arrivedMs = 0;
};

} // namespace kemai
