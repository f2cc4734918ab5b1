// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How a TimelineModel follows the store: what was touched is looked up, the outlines are compared day by day, and rows are
 * inserted and removed where they belong.
 */
#include "timeline/desk/timeline_model.h"

#include "base/deliver.h"
#include "schema/schema.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int mostPlaces = 32; // events whose place is worked out one by one
constexpr int mostSteps = 64;  // row operations before a reset is kinder

QDate dateIn(const QTimeZone &zone, qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, zone).date();
}

} // namespace

// What a refresh found out about the events that were touched.
struct TimelineModel::Fresh {
    struct Place {
        QDate date;
        qint64 within = 0; // of its day
        qint64 version = 0;
    };
    bool concerns = true; // this customer at all
    TimelineOutline outline;
    Touched touched;
    QHash<Id, Place> live; // touched, there, and shown by the filter
};

void TimelineModel::changed(const QString &entity, const QList<Id> &records)
{
    if (m_filter.customer.isNull())
        return;
    const auto is = [&entity](const Entity &other) { return entity == QLatin1StringView(other.name); };
    if (is(promise::entity) || is(task::entity)) {
        readOpenItems();
        return;
    }
    if (is(interaction::entity)) {
        if (records.size() + m_touched.size() <= 10 * mostPlaces)
            m_touched.unite(QSet<Id>(records.cbegin(), records.cend()));
        else
            m_touchedAll = true;
    } else if (is(ticket::entity) || is(attachment::entity)) {
        m_touchedAll = true;
    } else {
        return;
    }
    refresh();
}

void TimelineModel::refresh()
{
    if (m_refreshing || m_state != State::Ready) {
        m_refreshAgain = true;
        return;
    }
    m_refreshing = true;
    m_refreshAgain = false;
    const Touched touched = m_touchedAll ? Touched() : std::exchange(m_touched, {});
    const bool all = std::exchange(m_touchedAll, false);
    m_touched.clear();
    bool cached = all;
    for (const Id &id : touched)
        cached = cached || numberOf(id) >= 0;

    deliver(m_store.read([filter = m_filter, zone = m_zone, touched, cached](Records &records) -> Result<Fresh> {
        Fresh fresh;
        fresh.touched = touched;
        QList<Record> rows;
        if (!touched.isEmpty()) {
            const auto found = records.find(Query(interaction::entity)
                                                .where(Condition::idIn(touched.values()) && interaction::customer == filter.customer)
                                                .withRemoved()
                                                .select(interaction::at, interaction::channel));
            if (!found)
                return fail(found.error());
            rows = *found;
            if (rows.isEmpty() && !cached) {
                fresh.concerns = false;
                return fresh;
            }
        }
        auto outline = timelineOutline(records, filter.customer, zone);
        if (!outline)
            return fail(outline.error());
        fresh.outline = std::move(*outline);
        if (rows.size() > mostPlaces)
            return fresh;
        const QList<TimelineDay> days = fresh.outline.days(filter.channels);
        for (const Record &row : std::as_const(rows)) {
            if (row.removedMs != 0 || (!filter.channels.isEmpty() && !filter.channels.contains(row[interaction::channel])))
                continue;
            const auto number = timelineIndexOf(records, filter, row[interaction::at], row.id);
            if (!number)
                return fail(number.error());
            const QDate date = dateIn(zone, row[interaction::at]);
            const int day = dayAtOrBefore(days, date);
            if (day >= 0 && days.at(day).date == date)
                fresh.live.insert(row.id, {date, *number - days.at(day).first, row.version});
        }
        return fresh;
    }), this, [this, generation = m_generation](const Result<Fresh> &fresh) {
        if (generation != m_generation)
            return;
        m_refreshing = false;
        if (!fresh)
            emit failed(fresh.error());
        else if (fresh->concerns)
            take(*fresh);
        if (m_refreshAgain)
            refresh();
    });
}

void TimelineModel::take(const Fresh &fresh)
{
    Places arrived;
    Places departed;
    for (const Id &id : fresh.touched) {
        const qint64 number = numberOf(id);
        const auto live = fresh.live.constFind(id);
        const int day = number < 0 ? -1 : m_rows.dayOfEvent(int(number));
        const bool stays = day >= 0 && live != fresh.live.cend() && m_rows.days().at(day).date == live->date;
        if (day >= 0 && !stays)
            departed[m_rows.days().at(day).date].append(number - m_rows.days().at(day).first);
        // An event that is not in memory may have been there all along: only a first version surely was not.
        if (live != fresh.live.cend() && !stays && (day >= 0 || live->version == 1))
            arrived[live->date].append(live->within);
    }
    m_outline = fresh.outline;
    replaceDays(m_outline.days(m_filter.channels), arrived, departed);
    m_staleFirst = std::max(m_firstShown - margin, 0);
    m_staleLast = m_lastShown + margin;
    forgetOutside(m_staleFirst, m_staleLast);
    emit outlineChanged();
    load();
}

void TimelineModel::resetDays(const QList<TimelineDay> &wanted, const QList<TimelineEvent> &newest)
{
    ++m_shape;
    beginResetModel();
    m_rows = TimelineRows(wanted);
    m_events.clear();
    for (qint64 i = 0; i < newest.size(); ++i)
        m_events.insert(i, newest.at(i));
    m_staleLast = -1;
    endResetModel();
}

void TimelineModel::replaceDays(const QList<TimelineDay> &wanted, const Places &arrived, const Places &departed)
{
    // Both lists run from the newest day to the oldest; a run of days that came or went is one step.
    const auto walk = [&](bool apply) {
        int steps = 0;
        qsizetype next = 0;
        int day = 0;
        TimelineRows plan = m_rows;
        const auto &present = [&]() -> const QList<TimelineDay> & { return apply ? m_rows.days() : plan.days(); };
        while (day < present().size() || next < wanted.size()) {
            const bool oldLeft = day < present().size();
            const bool newLeft = next < wanted.size();
            ++steps;
            if (oldLeft && (!newLeft || present().at(day).date > wanted.at(next).date)) {
                int run = 1;
                while (day + run < present().size() && (!newLeft || present().at(day + run).date > wanted.at(next).date))
                    ++run;
                if (!apply) {
                    day += run;
                    continue;
                }
                const qint64 first = m_rows.days().at(day).first;
                const qint64 events = m_rows.days().at(day + run - 1).first + m_rows.days().at(day + run - 1).count - first;
                const int row = m_rows.rowOfDay(day);
                ++m_shape;
                beginRemoveRows({}, row, row + run + int(events) - 1);
                shift(first, -events);
                m_rows.removeDays(day, run);
                endRemoveRows();
            } else if (newLeft && (!oldLeft || wanted.at(next).date > present().at(day).date)) {
                qsizetype run = 1;
                while (next + run < wanted.size() && (!oldLeft || wanted.at(next + run).date > present().at(day).date))
                    ++run;
                if (apply) {
                    const qint64 first = day == 0 ? 0 : m_rows.days().at(day - 1).first + m_rows.days().at(day - 1).count;
                    const qint64 events = wanted.at(next + run - 1).first + wanted.at(next + run - 1).count - wanted.at(next).first;
                    const int row = int(first) + day;
                    ++m_shape;
                    beginInsertRows({}, row, row + int(run + events) - 1);
                    shift(first, events);
                    m_rows.insertDays(day, wanted.mid(next, run));
                    endInsertRows();
                    day += int(run);
                }
                next += run;
            } else {
                const TimelineDay &wish = wanted.at(next);
                if (present().at(day).count == wish.count && !arrived.contains(wish.date) && !departed.contains(wish.date))
                    --steps;
                else if (apply)
                    resizeDay(day, wish.count, arrived.value(wish.date), departed.value(wish.date));
                ++day;
                ++next;
            }
        }
        return steps;
    };
    if (walk(false) > mostSteps)
        resetDays(wanted);
    else
        walk(true);
}

void TimelineModel::resizeDay(int day, qint64 count, QList<qint64> arrived, QList<qint64> departed)
{
    const qint64 present = m_rows.days().at(day).count;
    std::sort(arrived.begin(), arrived.end());
    std::sort(departed.begin(), departed.end());
    if (present + arrived.size() - departed.size() == count && departed.size() < present) {
        for (auto it = departed.crbegin(); it != departed.crend(); ++it)
            removeEvents(day, *it, 1);
        for (const qint64 within : std::as_const(arrived))
            insertEvents(day, std::min(within, m_rows.days().at(day).count), 1);
        return;
    }
    // Where is not known: a first page's last day goes on at its end, news stand at the top.
    if (count > present)
        insertEvents(day, m_state == State::Ready ? 0 : present, int(count - present));
    else if (count < present)
        removeEvents(day, count, int(present - count));
}

void TimelineModel::insertEvents(int day, qint64 within, int count)
{
    const qint64 number = m_rows.days().at(day).first + within;
    const int row = m_rows.rowOfDay(day) + 1 + int(within);
    ++m_shape;
    beginInsertRows({}, row, row + count - 1);
    shift(number, count);
    m_rows.resizeDay(day, m_rows.days().at(day).count + count);
    endInsertRows();
}

void TimelineModel::removeEvents(int day, qint64 within, int count)
{
    const qint64 number = m_rows.days().at(day).first + within;
    const int row = m_rows.rowOfDay(day) + 1 + int(within);
    ++m_shape;
    beginRemoveRows({}, row, row + count - 1);
    shift(number, -count);
    m_rows.resizeDay(day, m_rows.days().at(day).count - count);
    endRemoveRows();
}

// The events from this number on move by so many places; those that fall away are forgotten.
void TimelineModel::shift(qint64 from, qint64 by)
{
    QHash<qint64, TimelineEvent> moved;
    moved.reserve(m_events.size());
    for (auto it = m_events.begin(); it != m_events.end(); ++it) {
        if (it.key() < from)
            moved.insert(it.key(), std::move(*it));
        else if (by > 0 || it.key() >= from - by)
            moved.insert(it.key() + by, std::move(*it));
    }
    m_events = std::move(moved);
    if (from <= m_firstShown) {
        m_firstShown = int(std::max<qint64>(m_firstShown + by, 0));
        m_lastShown = int(std::max<qint64>(m_lastShown + by, m_firstShown));
    }
}

} // namespace kemai
