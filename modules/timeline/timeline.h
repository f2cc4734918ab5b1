// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A customer's timeline: all interactions on one axis, newest first, whatever the channel (R105).
 *
 * The outline says how many events each day has, by channel: from it follow the total, the density bar, the chips'
 * counts and the place of each day in the list, without reading an event. Pages are read by key (a row to go on behind)
 * or by place (an event's number within the outline); both cost the same at the end of 100,000 events as at its start.
 *
 * Days are days of the given time zone, daylight saving included. Within a day, events stand by (at, id) descending.
 * All functions are rules over Records: they answer on the calling thread. Errors: those of Records.
 */
#pragma once

#include "schema/records.h"

#include <QDate>
#include <QTimeZone>

#include <vector>

namespace kemai {

struct TimelineFilter {
    Id customer;
    QStringList channels; // empty: all

    friend bool operator==(const TimelineFilter &, const TimelineFilter &) = default;
};

// The first `limit` events older than `beforeMs` (0: the newest).
Result<QList<Record>> timelinePage(Records &records, const TimelineFilter &filter, qint64 limit, qint64 beforeMs = 0);
// The next events behind this row of an earlier page.
Result<QList<Record>> timelinePageAfter(Records &records, const TimelineFilter &filter, qint64 limit, const Record &row);

struct ChannelCount {
    QString channel;
    qint64 count = 0;

    friend bool operator==(const ChannelCount &, const ChannelCount &) = default;
};

struct TimelineDay {
    QDate date;
    qint64 count = 0; // never 0
    qint64 first = 0; // the number of its newest event: how many are in front of it

    friend bool operator==(const TimelineDay &, const TimelineDay &) = default;
};

class TimelineOutline
{
public:
    struct Cell {
        QDate date;
        QString channel;
        qint64 count = 0;
    };

    TimelineOutline() = default;
    // `cells` in any order.
    TimelineOutline(std::vector<Cell> cells, const QTimeZone &zone);

    qint64 total() const { return m_total; }                              // of all channels
    const QList<ChannelCount> &channels() const { return m_channels; }    // the most frequent first
    QList<TimelineDay> days(const QStringList &channels = {}) const;      // newest first; empty: all channels
    const QTimeZone &zone() const { return m_zone; }

private:
    std::vector<Cell> m_cells; // newest day first
    QList<ChannelCount> m_channels;
    qint64 m_total = 0;
    QTimeZone m_zone;
};

Result<TimelineOutline> timelineOutline(Records &records, const Id &customer, const QTimeZone &zone);

// `limit` events from the one with this number on. `days` is outline.days(filter.channels) of the same moment.
Result<QList<Record>> timelineAt(Records &records, const TimelineFilter &filter, const QList<TimelineDay> &days,
                                 const QTimeZone &zone, qint64 first, qint64 limit);

// How many events of the filter stand in front of (newer than) an event of this time and id.
Result<qint64> timelineIndexOf(Records &records, const TimelineFilter &filter, qint64 atMs, const Id &id);

// The day's number in `days`, or that of the next older day; -1 if there is none older.
int dayAtOrBefore(const QList<TimelineDay> &days, const QDate &date);

// What is still owed to the customer: open promises and tasks, the longest overdue first, without a date last.
struct OpenItem {
    enum class Kind : quint8 { Promise, Task };
    Kind kind = Kind::Promise;
    Id id;
    QString text;
    QString ownerName;
    QString ownerNameEn; // empty: as in Chinese
    qint64 madeMs = 0; // promises
    qint64 dueMs = 0;  // 0: none
    Id interaction;    // where it was made

    bool isOverdue(qint64 nowMs) const { return dueMs != 0 && dueMs < nowMs; }
    friend bool operator==(const OpenItem &, const OpenItem &) = default;
};

Result<QList<OpenItem>> openItems(Records &records, const Id &customer, qint64 limit = 20);

} // namespace kemai
