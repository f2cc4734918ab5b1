// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_model.h"

#include "base/deliver.h"
#include "schema/schema.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QDate dateIn(const QTimeZone &zone, qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, zone).date();
}

} // namespace

TimelineModel::TimelineModel(Store &store, const QTimeZone &zone, QObject *parent)
    : QAbstractListModel(parent), m_store(store), m_noteDesk(new NoteDesk(store, this)), m_search(new TimelineSearch(store, *this)), m_zone(zone)
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
        m_noteDesk->open();
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
    m_noteDesk->setAuthor(author);
}

std::unique_ptr<TimelineReader> TimelineModel::reader()
{
    return std::make_unique<TimelineReader>(m_store, m_filter);
}

QDate TimelineModel::today() const
{
    return dateIn(m_zone, nowMs());
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

int TimelineModel::rowOfNumber(qint64 number) const
{
    return number < 0 || number >= m_rows.events() ? -1 : m_rows.rowOfEvent(int(number));
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

} // namespace kemai
