// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_model.h"

#include "base/deliver.h"
#include "schema/schema.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int margin = TimelineModel::pageEvents / 2; // read before and behind what is shown
constexpr int mostPlaces = 32;                        // events whose place is worked out one by one
constexpr int mostSteps = 64;                         // row operations before a reset is kinder

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

TimelineModel::TimelineModel(Store &store, const QTimeZone &zone, QObject *parent)
    : QAbstractListModel(parent), m_store(store), m_zone(zone)
{
    connect(&m_store, &Store::changed, this, &TimelineModel::changed);
}

// --- what is shown

void TimelineModel::setCustomer(const Id &customer)
{
    ++m_generation;
    beginResetModel();
    m_filter = {customer, {}};
    m_outline = {};
    m_rows = {};
    m_events.clear();
    m_openItems.clear();
    m_touched.clear();
    m_touchedAll = m_refreshing = m_refreshAgain = m_loading = false;
    m_firstShown = 0;
    m_lastShown = pageEvents - 1;
    m_staleLast = -1;
    m_state = customer.isNull() ? State::Empty : State::Loading;
    ++m_shape;
    endResetModel();
    emit outlineChanged();
    emit openItemsChanged();
    if (!customer.isNull()) {
        reload();
        readOpenItems();
        readOutline();
    }
}

void TimelineModel::setChannels(const QStringList &channels)
{
    if (channels == m_filter.channels)
        return;
    ++m_generation;
    m_filter.channels = channels;
    m_refreshing = m_loading = false;
    m_firstShown = 0;
    m_lastShown = pageEvents - 1;
    if (m_state == State::Ready) {
        resetDays(m_outline.days(channels));
        emit outlineChanged();
        load();
    } else if (m_state != State::Empty) {
        m_state = State::Loading;
        reload();
        readOutline();
    }
}

void TimelineModel::retry()
{
    if (m_state == State::Ready) {
        m_touchedAll = true;
        refresh();
    } else if (m_state != State::Empty) {
        m_state = State::Loading;
        reload();
        readOutline();
    }
    readOpenItems();
}

void TimelineModel::setAuthor(const Id &author, const QString &name)
{
    m_author = author;
    m_authorName = name;
}

void TimelineModel::setWords(std::function<QString(const TimelineEvent &)> ofEvent, std::function<QString(const TimelineDay &)> ofDay)
{
    m_eventWords = std::move(ofEvent);
    m_dayWords = std::move(ofDay);
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.rows();
}

const TimelineEvent *TimelineModel::event(int row) const
{
    if (row < 0 || row >= m_rows.rows())
        return nullptr;
    const int number = m_rows.eventOfRow(row);
    const auto it = number < 0 ? m_events.cend() : m_events.constFind(number);
    return it == m_events.cend() ? nullptr : &*it;
}

QDate TimelineModel::dateOf(int row) const
{
    return row < 0 || row >= m_rows.rows() ? QDate() : m_rows.days().at(m_rows.dayOfRow(row)).date;
}

int TimelineModel::rowOfDate(const QDate &date) const
{
    if (m_rows.days().isEmpty())
        return -1;
    const int day = dayAtOrBefore(m_rows.days(), date);
    return m_rows.rowOfDay(day < 0 ? int(m_rows.days().size()) - 1 : day);
}

qint64 TimelineModel::numberOf(const Id &id) const
{
    for (auto it = m_events.cbegin(); it != m_events.cend(); ++it)
        if (it->id == id)
            return it.key();
    return -1;
}

int TimelineModel::rowOfEvent(const Id &id) const
{
    const qint64 number = numberOf(id);
    return number < 0 ? -1 : m_rows.rowOfEvent(int(number));
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int number = m_rows.eventOfRow(index.row());
    const TimelineDay &day = m_rows.days().at(m_rows.dayOfRow(index.row()));
    const TimelineEvent *shown = event(index.row());
    switch (role) {
    case IsDayRole:
        return number < 0;
    case DateRole:
        return day.date;
    case DayCountRole:
        return number < 0 ? QVariant(int(day.count)) : QVariant();
    case LoadedRole:
        return number < 0 || shown;
    case EventRole:
        return shown ? QVariant::fromValue(*shown) : QVariant();
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (number < 0)
            return m_dayWords ? m_dayWords(day) : day.date.toString(Qt::ISODate);
        if (!shown)
            return QString(u"…"_s);
        return m_eventWords ? m_eventWords(*shown)
                            : QString(choiceLabel(interaction::channel.field(), shown->channel, false) % u": "_s % shown->body.left(200));
    default:
        return {};
    }
}

// --- reading

void TimelineModel::reload()
{
    deliver(m_store.read([filter = m_filter](Records &records) -> Result<QList<TimelineEvent>> {
        const auto rows = timelinePage(records, filter, pageEvents);
        return rows ? timelineEvents(records, *rows) : Result<QList<TimelineEvent>>(fail(rows.error()));
    }), this, [this, generation = m_generation](const Result<QList<TimelineEvent>> &events) {
        if (generation != m_generation)
            return;
        if (!events) {
            emit failed(events.error());
            return;
        }
        QList<TimelineDay> days;
        for (qint64 i = 0; i < events->size(); ++i) {
            const QDate date = dateIn(m_zone, events->at(i).atMs);
            if (days.isEmpty() || days.last().date != date)
                days.append({date, 0, i});
            ++days.last().count;
        }
        resetDays(days, *events);
        m_state = State::Counting;
        emit outlineChanged();
    });
}

void TimelineModel::readOutline()
{
    deliver(m_store.read([customer = m_filter.customer, zone = m_zone](Records &records) { return timelineOutline(records, customer, zone); }),
            this, [this, generation = m_generation](const Result<TimelineOutline> &outline) {
        if (generation != m_generation)
            return;
        if (!outline) {
            emit failed(outline.error());
            return;
        }
        m_outline = *outline;
        replaceDays(m_outline.days(m_filter.channels), {}, {});
        m_state = State::Ready;
        emit outlineChanged();
        load();
        if (m_refreshAgain)
            refresh();
    });
}

void TimelineModel::readOpenItems()
{
    deliver(m_store.read([customer = m_filter.customer](Records &records) { return kemai::openItems(records, customer); }), this,
            [this, customer = m_filter.customer](const Result<QList<OpenItem>> &items) {
        if (customer != m_filter.customer)
            return;
        if (!items) {
            emit failed(items.error());
            return;
        }
        if (*items == m_openItems)
            return;
        m_openItems = *items;
        emit openItemsChanged();
    });
}

void TimelineModel::show(int firstRow, int lastRow)
{
    if (m_rows.rows() == 0)
        return;
    const auto eventNear = [this](int row) {
        row = std::clamp(row, 0, m_rows.rows() - 1);
        return std::max(m_rows.eventOfRow(row), int(m_rows.days().at(m_rows.dayOfRow(row)).first));
    };
    m_firstShown = eventNear(firstRow);
    m_lastShown = std::max(eventNear(lastRow), m_firstShown);
    load();
}

void TimelineModel::load()
{
    if (m_loading || m_state != State::Ready)
        return;
    // What is shown first, then what is near.
    const qint64 end = m_rows.events();
    qint64 first = -1;
    qint64 last = -1;
    const auto look = [&](qint64 from, qint64 to) {
        for (qint64 i = std::max<qint64>(from, 0); i <= std::min(to, end - 1) && first < 0; ++i)
            if (!m_events.contains(i) || (i >= m_staleFirst && i <= m_staleLast))
                first = i;
        last = std::min<qint64>({to + margin, end - 1, first + 2 * pageEvents - 1});
    };
    look(m_firstShown, m_lastShown);
    if (first < 0)
        look(m_firstShown - margin, m_lastShown + margin);
    if (first < 0)
        return;
    m_loading = true;
    deliver(m_store.read([filter = m_filter, days = m_rows.days(), zone = m_zone, first, limit = last - first + 1](Records &records) -> Result<Page> {
        const auto rows = timelineAt(records, filter, days, zone, first, limit);
        if (!rows)
            return fail(rows.error());
        auto events = timelineEvents(records, *rows);
        if (!events)
            return fail(events.error());
        return Page{first, std::move(*events)};
    }), this, [this, generation = m_generation, shape = m_shape](const Result<Page> &page) {
        if (generation != m_generation)
            return;
        m_loading = false;
        if (!page) {
            emit failed(page.error());
            return;
        }
        if (shape == m_shape)
            takePage(*page);
        if (shape != m_shape || !page->events.isEmpty())
            load();
    });
}

void TimelineModel::takePage(const Page &page)
{
    // Never more than the outline says: what came in meanwhile follows with the next refresh.
    const qint64 count = std::min<qint64>(page.events.size(), m_rows.events() - page.first);
    if (count <= 0)
        return;
    for (qint64 i = 0; i < count; ++i)
        m_events.insert(page.first + i, page.events.at(i));
    // What is shown is new now; what is stale around it is not shown and is read when it is.
    for (qint64 i = m_staleFirst; i <= m_staleLast; ++i)
        if (i < page.first || i >= page.first + count)
            m_events.remove(i);
    m_staleLast = -1;
    if (m_events.size() > keptEvents)
        forgetOutside((m_firstShown + m_lastShown) / 2 - keptEvents / 4, (m_firstShown + m_lastShown) / 2 + keptEvents / 4);
    emit dataChanged(index(m_rows.rowOfEvent(int(page.first))), index(m_rows.rowOfEvent(int(page.first + count - 1))));
}

void TimelineModel::forgetOutside(qint64 first, qint64 last)
{
    for (auto it = m_events.begin(); it != m_events.end();)
        it = it.key() < first || it.key() > last ? m_events.erase(it) : std::next(it);
}

// --- following the store

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

// --- writing notes

void TimelineModel::wrote(const QFuture<Result<Noted>> &future, const QString &text)
{
    deliver(future, this, [this, text](const Result<Noted> &result) {
        if (result)
            emit noted(result->interaction, result->set);
        else
            emit noteFailed(result.error(), text);
    });
}

void TimelineModel::addNote(const QString &text)
{
    const Note note{m_filter.customer, text, m_author, m_authorName, 0};
    wrote(m_store.write([note, now = nowMs()](Records &records) { return kemai::addNote(records, note, now); }), text);
}

void TimelineModel::checkIn(const QString &subject, const std::optional<FollowUp> &next)
{
    const CheckIn act{{m_filter.customer, {}, m_author, m_authorName, 0}, subject, next};
    wrote(m_store.write([act, now = nowMs()](Records &records) { return kemai::checkIn(records, act, now); }), {});
}

void TimelineModel::editNote(const Id &id, const QString &seen, const QString &text)
{
    const qint64 number = numberOf(id);
    const qint64 version = number < 0 ? 0 : m_events.value(number).version;
    wrote(m_store.write([=, author = m_author, now = nowMs()](Records &records) -> Result<Noted> {
        Result<Record> record = records.one(interaction::entity, id);
        if (!record)
            return fail(record.error());
        record->version = version;
        record->set(interaction::body, seen);
        return kemai::editNote(records, *record, text, author, now);
    }), text);
}

void TimelineModel::withdrawNote(const Id &id)
{
    wrote(m_store.write([id, author = m_author, now = nowMs()](Records &records) -> Result<Noted> {
        const Result<Record> record = records.one(interaction::entity, id);
        if (!record)
            return fail(record.error());
        return kemai::withdrawNote(records, *record, author, now);
    }), {});
}

void TimelineModel::readBody(const Id &id, const std::function<void(const QString &)> &answer)
{
    deliver(m_store.read([id](Records &records) { return records.one(interaction::entity, id); }), this,
            [this, answer](const Result<Record> &record) {
        if (record)
            answer((*record)[interaction::body]);
        else
            emit failed(record.error());
    });
}

} // namespace kemai
