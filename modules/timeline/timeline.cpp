// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline.h"

#include "schema/administration.h"
#include "schema/interaction.h"

#include <QDateTime>
#include <QHash>

#include <algorithm>

namespace kemai {

namespace {

Query eventsOf(const TimelineFilter &filter)
{
    Query query(interaction::entity);
    query.where(interaction::customer == filter.customer);
    if (filter.channels.size() == 1)
        query.where(interaction::channel == filter.channels.first());
    else if (!filter.channels.isEmpty())
        query.where(isIn(interaction::channel, filter.channels));
    return query.orderBy(interaction::at, Order::Descending);
}

qint64 startOf(const QDate &date, const QTimeZone &zone)
{
    return date.startOfDay(zone).toMSecsSinceEpoch();
}

// A stretch of time in which the zone keeps one offset.
struct Stretch {
    qint64 beginMs;
    qint64 endMs;
    qint64 offsetMs;
};

QList<Stretch> stretches(const QTimeZone &zone, qint64 beginMs, qint64 endMs)
{
    QList<Stretch> all;
    const auto offsetAt = [&zone](qint64 ms) {
        return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC))) * 1000;
    };
    qint64 from = beginMs;
    if (zone.hasTransitions()) {
        const auto changes = zone.transitions(QDateTime::fromMSecsSinceEpoch(beginMs, Qt::UTC),
                                              QDateTime::fromMSecsSinceEpoch(endMs, Qt::UTC));
        for (const QTimeZone::OffsetData &change : changes) {
            const qint64 at = change.atUtc.toMSecsSinceEpoch();
            if (at <= from || at >= endMs)
                continue;
            all.append({from, at, offsetAt(from)});
            from = at;
        }
    }
    all.append({from, endMs, offsetAt(from)});
    return all;
}

} // namespace

Result<QList<Record>> timelinePage(Records &records, const TimelineFilter &filter, qint64 limit, qint64 beforeMs)
{
    Query query = eventsOf(filter).limit(limit);
    if (beforeMs != 0)
        query.where(interaction::at < beforeMs);
    return records.find(query);
}

Result<QList<Record>> timelinePageAfter(Records &records, const TimelineFilter &filter, qint64 limit, const Record &row)
{
    return records.find(eventsOf(filter).limit(limit).after(row));
}

TimelineOutline::TimelineOutline(std::vector<Cell> cells, const QTimeZone &zone) : m_cells(std::move(cells)), m_zone(zone)
{
    std::sort(m_cells.begin(), m_cells.end(), [](const Cell &a, const Cell &b) { return a.date > b.date; });
    QHash<QString, qint64> counts;
    for (const Cell &cell : m_cells) {
        m_total += cell.count;
        counts[cell.channel] += cell.count;
    }
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        m_channels.append({it.key(), it.value()});
    std::sort(m_channels.begin(), m_channels.end(), [](const ChannelCount &a, const ChannelCount &b) {
        return a.count != b.count ? a.count > b.count : a.channel < b.channel;
    });
}

QList<TimelineDay> TimelineOutline::days(const QStringList &channels) const
{
    QList<TimelineDay> days;
    qint64 before = 0;
    for (const Cell &cell : m_cells) {
        if (!channels.isEmpty() && !channels.contains(cell.channel))
            continue;
        if (days.isEmpty() || days.last().date != cell.date)
            days.append({cell.date, 0, before});
        days.last().count += cell.count;
        before += cell.count;
    }
    return days;
}

Result<TimelineOutline> timelineOutline(Records &records, const Id &customer, const QTimeZone &zone)
{
    // The first and the last event, one step down the index each.
    const Query ends = Query(interaction::entity).where(interaction::customer == customer).select(interaction::at).limit(1);
    const auto oldest = records.first(Query(ends).orderBy(interaction::at));
    if (!oldest)
        return fail(oldest.error());
    const auto newest = records.first(Query(ends).orderBy(interaction::at, Order::Descending));
    if (!newest)
        return fail(newest.error());
    if (!*oldest || !*newest)
        return TimelineOutline({}, zone);
    std::vector<TimelineOutline::Cell> cells;
    const qint64 begin = (**oldest)[interaction::at];
    const qint64 end = (**newest)[interaction::at] + 1;
    const QList<Stretch> all = stretches(zone, begin, end);
    for (const Stretch &stretch : all) {
        Query query(interaction::entity);
        query.where(interaction::customer == customer);
        // Without the outer bounds: what came in since the query before is counted too.
        if (stretch.beginMs != begin)
            query.where(interaction::at >= stretch.beginMs);
        if (stretch.endMs != end)
            query.where(interaction::at < stretch.endMs);
        const auto rows = records.aggregate(query.groupByDay(interaction::at, stretch.offsetMs).groupBy(interaction::channel).count());
        if (!rows)
            return fail(rows.error());
        for (const QList<Value> &row : *rows)
            cells.push_back({QDate(1970, 1, 1).addDays(row.at(0).toNumber()), row.at(1).toText(), row.at(2).toNumber()});
    }
    return TimelineOutline(std::move(cells), zone);
}

Result<QList<Record>> timelineAt(Records &records, const TimelineFilter &filter, const QList<TimelineDay> &days,
                                 const QTimeZone &zone, qint64 first, qint64 limit)
{
    auto day = std::upper_bound(days.cbegin(), days.cend(), first,
                                [](qint64 number, const TimelineDay &each) { return number < each.first; });
    if (day == days.cbegin())
        return QList<Record>();
    --day;
    if (first >= day->first + day->count)
        return QList<Record>();
    // The day's end by its key, the place within the day by its number: what is skipped is less than one day.
    Query query = eventsOf(filter).limit(limit).offset(first - day->first);
    if (day != days.cbegin())
        query.where(interaction::at < startOf(day->date.addDays(1), zone));
    return records.find(query);
}

Result<qint64> timelineIndexOf(Records &records, const TimelineFilter &filter, qint64 atMs, const Id &id)
{
    TimelineFilter all = filter;
    Query newer = Query(interaction::entity).where(interaction::customer == all.customer && interaction::at > atMs);
    Query same = Query(interaction::entity).where(interaction::customer == all.customer && interaction::at == atMs);
    if (!all.channels.isEmpty()) {
        newer.where(isIn(interaction::channel, all.channels));
        same.where(isIn(interaction::channel, all.channels));
    }
    const Result<qint64> count = records.count(newer);
    if (!count)
        return count;
    const auto level = records.find(same.select(interaction::at));
    if (!level)
        return fail(level.error());
    return *count + std::count_if(level->cbegin(), level->cend(), [&id](const Record &row) { return row.id > id; });
}

int dayAtOrBefore(const QList<TimelineDay> &days, const QDate &date)
{
    const auto day = std::lower_bound(days.cbegin(), days.cend(), date,
                                      [](const TimelineDay &each, const QDate &wanted) { return each.date > wanted; });
    return day == days.cend() ? -1 : int(day - days.cbegin());
}

Result<QList<OpenItem>> openItems(Records &records, const Id &customer, qint64 limit)
{
    QList<OpenItem> items;
    const auto promises = records.find(
        Query(promise::entity).where(promise::customer == customer && isNull(promise::done_at)).orderBy(promise::due));
    if (!promises)
        return fail(promises.error());
    const auto tasks =
        records.find(Query(task::entity).where(task::customer == customer && isNull(task::done_at)).orderBy(task::due));
    if (!tasks)
        return fail(tasks.error());
    QList<Id> owners;
    for (const Record &row : *promises)
        owners.append(row[promise::owner]);
    for (const Record &row : *tasks)
        owners.append(row[task::owner]);
    owners.removeAll(Id());
    QHash<Id, std::pair<QString, QString>> names;
    if (!owners.isEmpty()) {
        const auto users = records.find(Query(user::entity).where(Condition::idIn(owners)).withRemoved());
        if (!users)
            return fail(users.error());
        for (const Record &row : *users)
            names.insert(row.id, {row[user::name], row[user::name_en]});
    }
    for (const Record &row : *promises) {
        const auto [name, nameEn] = names.value(row[promise::owner]);
        items.append({OpenItem::Kind::Promise, row.id, row[promise::text], name.isEmpty() ? row[promise::owner_name] : name, nameEn,
                      row[promise::made_at], row[promise::due], row[promise::interaction]});
    }
    for (const Record &row : *tasks) {
        const auto [name, nameEn] = names.value(row[task::owner]);
        items.append({OpenItem::Kind::Task, row.id, row[task::title], name, nameEn, 0, row[task::due], row[task::interaction]});
    }
    std::stable_sort(items.begin(), items.end(), [](const OpenItem &a, const OpenItem &b) {
        if ((a.dueMs == 0) != (b.dueMs == 0))
            return b.dueMs == 0;
        return a.dueMs < b.dueMs;
    });
    if (items.size() > limit)
        items.resize(limit);
    return items;
}

} // namespace kemai
