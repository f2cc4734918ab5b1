// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/customer_list_model.h"

#include "base/deliver.h"

#include <QRegularExpression>

namespace kemai {

namespace {
constexpr int pageRows = 100;
constexpr int pagesKept = 60;
constexpr int hitsShown = 200;
constexpr int reloadMs = 150; // an import commits many times a second
constexpr int firstCountMs = 500; // what a first screen shows has the way: a large store is counted long

bool isInterrupted(const Error &error) { return error.id == u"store.interrupted"; } // a search had the way
} // namespace

CustomerListModel::CustomerListModel(Store &store, QObject *parent) : QAbstractListModel(parent), m_store(store)
{
    m_fetchSoon.setSingleShot(true);
    m_fetchSoon.setInterval(0);
    connect(&m_fetchSoon, &QTimer::timeout, this, &CustomerListModel::fetchWanted);
    m_reloadSoon.setSingleShot(true);
    m_reloadSoon.setInterval(reloadMs);
    connect(&m_reloadSoon, &QTimer::timeout, this, &CustomerListModel::reload);
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(firstCountMs);
    connect(&m_countSoon, &QTimer::timeout, this, &CustomerListModel::count);
    connect(&store, &Store::changed, this, [this](const QString &entity) { noteChange(entity); });
    readFirstPage();
}

int CustomerListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

const CustomerRow *CustomerListModel::rowAt(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    if (isSearching())
        return row < m_hitRows.size() ? &m_hitRows.at(row) : nullptr;
    const int page = row / pageRows;
    const auto found = m_pages.constFind(page);
    if (found == m_pages.cend() || m_stale.contains(page))
        want(page);
    if (found == m_pages.cend())
        return nullptr;
    return row % pageRows < found->size() ? &found->at(row % pageRows) : nullptr;
}

void CustomerListModel::want(int page) const
{
    if (page == m_fetching || (page == 0 && m_readingFirst))
        return;
    m_wanted.removeOne(page);
    m_wanted.append(page);
    if (!m_fetchSoon.isActive())
        m_fetchSoon.start();
}

const Hit *CustomerListModel::hitAt(int row) const
{
    return isSearching() && row >= 0 && row < m_hits.size() ? &m_hits.at(row) : nullptr;
}

int CustomerListModel::rowOf(const Id &customer) const
{
    if (isSearching()) {
        for (int i = 0; i < m_hitRows.size(); ++i)
            if (m_hitRows.at(i).customer.id == customer)
                return i;
        return -1;
    }
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
        for (int i = 0; i < page->size(); ++i)
            if (page->at(i).customer.id == customer)
                return page.key() * pageRows + i;
    return -1;
}

QVariant CustomerListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != IdRole))
        return {};
    const CustomerRow *row = rowAt(index.row());
    if (!row)
        return role == IdRole ? QVariant() : QVariant(tr("Loading"));
    const QString name = row->customer[customer::name];
    const QString company = row->customer[customer::company];
    switch (role) {
    case IdRole: return row->customer.id.toString();
    case Qt::DisplayRole: return name.isEmpty() ? company : name;
    default: return QStringList{name, company, row->stage, row->promise}.filter(QRegularExpression(QStringLiteral("."))).join(QStringLiteral(", "));
    }
}

void CustomerListModel::setFilter(const CustomerFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    forgetRows();
    reload();
}

void CustomerListModel::setOrder(CustomerOrder order)
{
    if (order == m_order)
        return;
    m_order = order;
    forgetRows();
    reload();
}

// The rows there are belong to another list.
void CustomerListModel::forgetRows()
{
    m_pages.clear();
    m_wanted.clear();
    if (m_rows > 0 && !isSearching())
        emit dataChanged(index(0), index(m_rows - 1));
}

void CustomerListModel::setSearch(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_search)
        return;
    m_search = trimmed;
    if (isSearching()) {
        runSearch();
        return;
    }
    ++m_searchNumber;
    m_searching = false;
    beginResetModel();
    m_hits.clear();
    m_hitRows.clear();
    m_rows = m_loaded ? int(std::min<qint64>(m_total, std::numeric_limits<int>::max())) : int(m_pages.value(0).size());
    endResetModel();
    emit counted();
    emit refreshed();
}

void CustomerListModel::runSearch()
{
    struct Found {
        QList<Hit> hits;
        QList<CustomerRow> rows;
        bool more = false;
        double ms = 0;
    };
    const quint64 number = ++m_searchNumber;
    m_searching = true;
    // The hits by the search that a newer one interrupts; their rows right behind, on the same thread.
    const Search search{m_search, hitsShown};
    deliver(m_store.searchThen<Found>(search, [filter = m_filter](Records &records, const QList<Hit> &hits, double ms) -> Result<Found> {
        QList<Id> ids;
        for (const Hit &hit : hits)
            ids.append(hit.customer);
        auto rows = customerRows(records, ids);
        if (!rows)
            return fail(rows.error());
        Found found{{}, {}, qsizetype(hits.size()) >= hitsShown, ms};
        QHash<Id, const Hit *> byCustomer;
        for (const Hit &hit : hits)
            byCustomer.insert(hit.customer, &hit);
        for (CustomerRow &row : *rows)
            if (matches(filter, row.customer)) {
                found.hits.append(*byCustomer.value(row.customer.id));
                found.rows.append(std::move(row));
            }
        return found;
    }), this, [this, number](const Result<Found> &found) {
        if (number != m_searchNumber)
            return;
        m_searching = false;
        if (!found) {
            if (isInterrupted(found.error()))
                runSearch(); // by the search of somebody else
            else
                emit failed(found.error());
            return;
        }
        beginResetModel();
        m_hits = found->hits;
        m_hitRows = found->rows;
        m_rows = int(m_hitRows.size());
        m_more = found->more;
        endResetModel();
        m_searchMs = found->ms;
        emit counted();
        emit searched(found->ms);
        emit refreshed();
    });
}

void CustomerListModel::noteChange(const QString &entity)
{
    static const QSet<QString> shown{QStringLiteral("customer"), QStringLiteral("interaction"), QStringLiteral("promise"),
                                     QStringLiteral("opportunity"), QStringLiteral("tag"), QStringLiteral("phone")};
    if (shown.contains(entity) && !m_reloadSoon.isActive())
        m_reloadSoon.start();
}

void CustomerListModel::reload()
{
    ++m_generation;
    m_fetching = -1;
    m_anchors.clear();
    // What is shown stays until it is read again.
    m_stale = QSet<int>(m_pages.keyBegin(), m_pages.keyEnd());
    readFirstPage();
    if (isSearching())
        runSearch();
}

void CustomerListModel::readFirstPage()
{
    const quint64 generation = m_generation;
    m_counting = true;
    m_readingFirst = true;
    m_countSoon.stop();
    deliver(m_store.read([filter = m_filter, order = m_order](Records &records) { return customerPage(records, filter, order, nullptr, 0, pageRows); }), this,
            [this, generation](const Result<QList<CustomerRow>> &rows) {
                if (generation != m_generation)
                    return;
                if (!rows && isInterrupted(rows.error())) {
                    readFirstPage();
                    return;
                }
                m_readingFirst = false;
                if (!rows) {
                    m_counting = false;
                    emit failed(rows.error());
                    return;
                }
                m_firstPage = true;
                m_pages.insert(0, *rows);
                m_stale.remove(0);
                m_wanted.removeOne(0);
                if (rows->size() < pageRows) {
                    take(rows->size());
                } else {
                    m_anchors.insert(1, rows->last().customer);
                    if (!isSearching()) {
                        setCount(std::max(m_rows, pageRows));
                        emit dataChanged(index(0), index(m_rows - 1)); // a view asks for what else it shows
                    }
                    m_loaded ? count() : m_countSoon.start();
                }
                emit refreshed();
            });
}

void CustomerListModel::take(qint64 total)
{
    m_counting = false;
    m_total = total;
    m_loaded = true;
    if (!isSearching()) {
        setCount(int(std::min<qint64>(total, std::numeric_limits<int>::max())));
        if (m_rows > 0)
            emit dataChanged(index(0), index(m_rows - 1)); // a view asks for what it shows
    }
    emit counted();
}

void CustomerListModel::count()
{
    const quint64 generation = m_generation;
    m_counted.start();
    deliver(m_store.readWhenIdle([filter = m_filter](Records &records) { return countCustomers(records, filter); }), this,
            [this, generation](const Result<qint64> &count) {
                if (generation != m_generation)
                    return;
                if (!count && isInterrupted(count.error())) {
                    this->count();
                    return;
                }
                if (!count) {
                    m_counting = false;
                    emit failed(count.error());
                    return;
                }
                // A large store is not counted all the time while an import runs.
                m_reloadSoon.setInterval(int(std::clamp<qint64>(m_counted.elapsed() * 10, reloadMs, 5000)));
                take(*count);
            });
}

void CustomerListModel::setCount(int rows)
{
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

void CustomerListModel::fetchWanted()
{
    if (isSearching())
        m_wanted.clear(); // the list asks again when it is back
    if (m_fetching >= 0 || m_wanted.isEmpty())
        return;
    // The newest wish first: it is where the view is now. What was scrolled past long ago is not read at all.
    while (m_wanted.size() > 6)
        m_wanted.removeFirst();
    fetch(m_wanted.takeLast());
}

void CustomerListModel::locate(const Id &customer)
{
    if (isSearching())
        return;
    const quint64 generation = m_generation;
    deliver(m_store.read([filter = m_filter, order = m_order, customer](Records &records) { return positionOf(records, filter, order, customer); }),
            this, [this, generation, customer](const Result<qint64> &position) {
        if (generation == m_generation && position && *position >= 0 && *position < m_rows)
            emit located(customer, int(*position));
    });
}

void CustomerListModel::fetch(int page)
{
    if (page * pageRows >= m_rows) {
        m_pages.remove(page);
        m_stale.remove(page);
        fetchWanted();
        return;
    }
    m_fetching = page;
    auto anchor = m_anchors.upperBound(page);
    std::optional<Record> after;
    qint64 skip = qint64(page) * pageRows;
    if (anchor != m_anchors.begin()) {
        --anchor;
        after = anchor.value();
        skip = qint64(page - anchor.key()) * pageRows;
    }
    const quint64 generation = m_generation;
    deliver(m_store.read([filter = m_filter, order = m_order, after, skip](Records &records) {
                return customerPage(records, filter, order, after ? &*after : nullptr, skip, pageRows);
            }),
            this, [this, generation, page](const Result<QList<CustomerRow>> &rows) {
                if (generation != m_generation)
                    return;
                m_fetching = -1;
                m_stale.remove(page);
                if (!rows) {
                    if (isInterrupted(rows.error()))
                        m_wanted.append(page);
                    else
                        emit failed(rows.error());
                } else {
                    if (m_pages.size() >= pagesKept) {
                        const auto farthest = std::ranges::max(m_pages.keys(), {}, [page](int other) { return std::abs(other - page); });
                        m_pages.remove(farthest);
                    }
                    m_pages.insert(page, *rows);
                    if (rows->size() == pageRows)
                        m_anchors.insert(page + 1, rows->last().customer);
                    const int first = page * pageRows;
                    const int last = std::min(m_rows, first + pageRows) - 1;
                    if (last >= first && !isSearching())
                        emit dataChanged(index(first), index(last));
                    emit refreshed();
                }
                if (!m_wanted.isEmpty())
                    m_fetchSoon.start();
            });
}

} // namespace kemai
