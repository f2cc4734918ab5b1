// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/desk/grid_model.h"

#include "base/deliver.h"
#include "text/trade_words.h"

#include <QLocale>
#include <QtConcurrentRun>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr int pageRows = 64;
constexpr int pagesKept = 48;
constexpr int firstShown = 256;
constexpr int refreshMs = 80;
constexpr int progressMs = 150;
constexpr int reorderMs = 400;
constexpr int reorderMostMs = 30'000;

bool isInterrupted(const Error &error) { return error.id == u"store.interrupted"; } // a search had the way
} // namespace

struct GridModel::Making {
    std::unique_ptr<GridOrder> order;
    std::vector<Id> ids;
    QList<GridGroup> groups;
};

GridModel::GridModel(Store &store, std::shared_ptr<const GridSubject> subject, QObject *parent)
    : QAbstractTableModel(parent), m_store(store), m_subject(std::move(subject))
{
    m_fetchSoon.setSingleShot(true);
    m_fetchSoon.setInterval(0);
    connect(&m_fetchSoon, &QTimer::timeout, this, &GridModel::fetchWanted);
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(refreshMs);
    connect(&m_refreshSoon, &QTimer::timeout, this, [this] {
        m_stale = QSet<int>(m_pages.keyBegin(), m_pages.keyEnd());
        allChanged();
    });
    m_reorderSoon.setSingleShot(true);
    m_reorderSoon.setInterval(reorderMs);
    connect(&m_reorderSoon, &QTimer::timeout, this, &GridModel::sortAnew);
    m_tellProgress.setInterval(progressMs);
    connect(&m_tellProgress, &QTimer::timeout, this, &GridModel::tellProgress);
    connect(&store, &Store::changed, this, &GridModel::noteChange);
    m_query.sort = m_subject->standardSort();
}

int GridModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int GridModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_subject->columns().size()); }

Id GridModel::idAt(int row) const { return row >= 0 && size_t(row) < m_order.size() ? m_order[size_t(row)] : Id(); }

std::vector<Id> GridModel::idsOf(int first, int count) const
{
    const size_t from = std::min(size_t(std::max(first, 0)), m_order.size());
    const size_t to = std::min(from + size_t(std::max(count, 0)), m_order.size());
    return {m_order.begin() + qsizetype(from), m_order.begin() + qsizetype(to)};
}

const GridRow *GridModel::rowAt(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const int page = row / pageRows;
    const auto found = m_pages.constFind(page);
    if (found == m_pages.cend() || m_stale.contains(page))
        want(page);
    if (found == m_pages.cend())
        return nullptr;
    const GridRow *there = row % pageRows < found->size() ? &found->at(row % pageRows) : nullptr;
    return there && there->id == idAt(row) ? there : nullptr;
}

int GridModel::rowOf(const Id &id) const
{
    const auto found = std::ranges::find(m_order, id);
    return found == m_order.cend() ? -1 : int(found - m_order.cbegin());
}

int GridModel::refusedCells() const
{
    int refused = 0;
    for (const Overlay &overlay : m_overlays)
        refused += overlay.reason ? 1 : 0;
    return refused;
}

const GridModel::Overlay *GridModel::overlayAt(int row, int column) const
{
    if (m_overlays.isEmpty())
        return nullptr;
    const auto found = m_overlays.constFind({idAt(row), column});
    return found == m_overlays.cend() ? nullptr : &*found;
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const GridColumn &column = m_subject->columns().at(index.column());
    if (role == Qt::TextAlignmentRole)
        return int((column.isNumeric() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const Overlay *overlay = overlayAt(index.row(), index.column());
    switch (role) {
    case ReasonRole: return overlay && overlay->reason ? QVariant::fromValue(*overlay->reason) : QVariant();
    case PendingRole: return overlay && !overlay->reason;
    case LoadingRole: return rowAt(index.row()) == nullptr;
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::AccessibleTextRole: break;
    default: return {};
    }
    if (overlay)
        return overlay->typed;
    const GridRow *row = rowAt(index.row());
    if (!row)
        return role == Qt::AccessibleTextRole ? QVariant(tr("Loading")) : QVariant();
    const Value &value = row->cells.at(index.column());
    const QString text = m_subject->text(value, index.column(), m_chinese);
    if (role == Qt::EditRole || text.isEmpty()) // what is edited and copied is what is stored
        return text;
    if (column.type == Type::Money) {
        const qint64 fen = value.toNumber();
        return QString(u"¥ "_s + QLocale(QLocale::English).toString(double(fen) / 100, 'f', fen % 100 == 0 ? 0 : 2));
    }
    if (!column.ofTheTrade)
        return text;
    QStringList words; // of tags there may be several
    for (const QString &word : text.split(u"; "_s))
        words << tradeWord(word, m_chinese);
    return words.join(u"; "_s);
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    return section >= 0 && section < columnCount() ? m_subject->columns().at(section).label(m_chinese) : QVariant();
}

Qt::ItemFlags GridModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_subject->columns().at(index.column()).editable)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool GridModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Id id = idAt(index.row());
    if (role != Qt::EditRole || !index.isValid() || id.isNull())
        return false;
    const QString typed = value.toString();
    if (typed == data(index, Qt::EditRole).toString())
        return true; // nothing was changed, or what was refused stands as it was typed
    edit({{id, index.column(), typed}});
    return true;
}

QFuture<Result<QList<GridRow>>> GridModel::rowsLater(const std::vector<Id> &ids, const QList<int> &columns) const
{
    return m_store.read([subject = m_subject, list = QList<Id>(ids.begin(), ids.end()), columns](Records &records) {
        return subject->rows(records, list, columns);
    });
}

void GridModel::setMe(const Id &me)
{
    if (m_begun && me == m_me)
        return;
    m_me = me;
    if (m_begun)
        sortAnew();
}

void GridModel::setChinese(bool chinese)
{
    if (chinese == m_chinese)
        return;
    m_chinese = chinese;
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    allChanged();
}

void GridModel::setQuery(const GridQuery &query)
{
    if (m_begun && query == m_query)
        return;
    const bool same = m_begun && query.search == m_query.search && query.filter == m_query.filter && query.group == m_query.group && query.inGroup == m_query.inGroup;
    m_query = query;
    m_begun = true;
    if (!same)
        m_loaded = false;
    begin();
    showFirst(m_generation);
}

void GridModel::sortAnew()
{
    m_begun = true;
    begin();
}

void GridModel::begin()
{
    m_reorderSoon.stop();
    m_ordered = false;
    auto making = std::make_shared<Making>();
    making->order = std::make_unique<GridOrder>(m_subject, m_query, surroundings(), m_chinese);
    m_orderClock.start();
    ++m_generation;
    if (!m_query.search.isEmpty()) // what is found first, then in order
        findFirst(m_generation, making);
    else if (!hasReadyOrder(*m_subject, m_query) || m_loaded)
        makeOrder(m_generation, making);
    else // first what is seen
        QTimer::singleShot(0, this, [this, generation = m_generation, making] { makeOrder(generation, making); });
}

void GridModel::findFirst(quint64 generation, const std::shared_ptr<Making> &making)
{
    deliver(m_store.search({m_query.search, GridQuery::foundMost}), this, [this, generation, making](const Result<QList<Hit>> &hits) {
        if (generation != m_generation)
            return;
        if (!hits) {
            if (isInterrupted(hits.error())) {
                m_reorderSoon.start(); // not at once: two that search would interrupt each other
                return;
            }
            m_ordered = true;
            emit failed(hits.error());
            return;
        }
        QList<Id> ids;
        for (const Hit &hit : *hits)
            ids.append(hit.customer);
        m_foundAll = ids.size() < GridQuery::foundMost;
        making->order->narrowTo(std::move(ids));
        makeOrder(generation, making);
    });
}

// The first rows as the database has them, in milliseconds; the rest follows.
void GridModel::showFirst(quint64 generation)
{
    if (!hasReadyOrder(*m_subject, m_query) || m_query.inGroup || !m_query.search.isEmpty())
        return;
    deliver(m_store.read([subject = m_subject, query = m_query, around = surroundings()](Records &records) {
                return firstRows(records, *subject, query, around, firstShown);
            }),
            this, [this, generation](const Result<QList<Id>> &ids) {
                if (generation != m_generation || m_ordered || !ids || ids->isEmpty())
                    return; // the order comes and says what is wrong
                m_order.assign(ids->cbegin(), ids->cend());
                m_pages.clear();
                m_stale.clear();
                // While only the order changes there are as many rows as before; the scroll bar stays.
                setCount(m_loaded ? std::max(m_rows, int(ids->size())) : int(ids->size()));
                m_loaded = true;
                allChanged();
                emit ordered();
            });
}

void GridModel::makeOrder(quint64 generation, const std::shared_ptr<Making> &making)
{
    if (generation != m_generation)
        return;
    deliver(m_store.read([making](Records &records) { return making->order->step(records); }), this,
            [this, generation, making](const Result<bool> &more) {
                if (generation != m_generation)
                    return;
                if (!more && !isInterrupted(more.error())) {
                    m_ordered = true; // as far as it goes
                    emit failed(more.error());
                    return;
                }
                if (!more || *more) {
                    emit ordering(making->order->looked(), making->order->found());
                    makeOrder(generation, making);
                    return;
                }
                deliver(QtConcurrent::run([making] {
                            making->groups = making->order->groups();
                            making->ids = making->order->finish();
                            making->order.reset();
                            return true;
                        }),
                        this, [this, generation, making](bool) { takeOrder(generation, making); });
            });
}

void GridModel::takeOrder(quint64 generation, const std::shared_ptr<Making> &making)
{
    if (generation != m_generation)
        return;
    // A large store is not sorted anew all the time while an import runs.
    m_reorderSoon.setInterval(int(std::clamp<qint64>(m_orderClock.elapsed() * 10, reorderMs, reorderMostMs)));
    const bool same = making->ids == m_order;
    m_order = std::move(making->ids);
    m_groups = std::move(making->groups);
    m_ordered = true;
    m_loaded = true;
    if (!same) {
        m_pages.clear();
        m_stale.clear();
        m_wanted.clear();
    }
    setCount(int(std::min<size_t>(m_order.size(), std::numeric_limits<int>::max() / 64)));
    allChanged();
    emit ordered();
}

void GridModel::setCount(int rows)
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

void GridModel::allChanged()
{
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1)); // a view asks for what it shows
}

void GridModel::want(int page) const
{
    if (page == m_fetching || page < 0 || page * pageRows >= m_rows)
        return;
    m_wanted.removeOne(page);
    m_wanted.append(page);
    if (!m_fetchSoon.isActive())
        m_fetchSoon.start();
}

void GridModel::fetchWanted()
{
    if (m_fetching >= 0 || m_wanted.isEmpty())
        return;
    while (m_wanted.size() > 6) // what was scrolled past long ago is not read at all
        m_wanted.removeFirst();
    fetch(m_wanted.takeLast());
}

void GridModel::fetch(int page)
{
    const std::vector<Id> ids = idsOf(page * pageRows, pageRows);
    if (ids.empty()) { // behind what is known so far; asked again when the order is there
        fetchWanted();
        return;
    }
    m_fetching = page;
    QList<int> columns;
    for (int column = 0; column < columnCount(); ++column)
        columns.append(column);
    const bool visible = !m_pages.contains(page) && !m_beside.remove(page);
    deliver(m_store.read([subject = m_subject, list = QList<Id>(ids.begin(), ids.end()), columns](Records &records) {
                return subject->rows(records, list, columns);
            }),
            this, [this, page, ids, visible](const Result<QList<GridRow>> &rows) {
                m_fetching = -1;
                m_stale.remove(page);
                if (!rows) {
                    if (isInterrupted(rows.error()))
                        want(page);
                    else
                        emit failed(rows.error());
                } else if (ids == idsOf(page * pageRows, pageRows)) { // else it was sorted anew meanwhile
                    if (m_pages.size() >= pagesKept)
                        m_pages.remove(std::ranges::max(m_pages.keys(), {}, [page](int other) { return std::abs(other - page); }));
                    QHash<Id, const GridRow *> byId;
                    for (const GridRow &row : *rows)
                        byId.insert(row.id, &row);
                    QList<GridRow> there;
                    for (const Id &id : ids) {
                        const GridRow *row = byId.value(id);
                        there.append(row ? *row : GridRow{id, -1, QList<Value>(columnCount())});
                        m_overlays.removeIf([&id](const auto &each) { return each.key().first == id && !each->reason && each->act == 0; });
                    }
                    if (qsizetype(ids.size()) != rows->size() && m_ordered && !m_reorderSoon.isActive())
                        m_reorderSoon.start(); // somebody was withdrawn
                    m_pages.insert(page, there);
                    const int first = page * pageRows;
                    const int last = std::min(m_rows, first + pageRows) - 1;
                    if (last >= first)
                        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
                    if (visible && m_wanted.isEmpty())
                        for (const int beside : {page + 1, page - 1}) // where the view goes next
                            if (!m_pages.contains(beside) && beside >= 0 && beside * pageRows < m_rows) {
                                m_beside.insert(beside);
                                want(beside);
                            }
                    emit refreshed();
                }
                if (!m_wanted.isEmpty())
                    m_fetchSoon.start();
            });
}

void GridModel::noteChange(const QString &entity, const QList<Id> &records)
{
    const bool own = entity == QLatin1String(m_subject->entity().name);
    if (!m_begun || (!own && !m_subject->hanging().contains(entity)))
        return;
    if (!m_refreshSoon.isActive())
        m_refreshSoon.start();
    if (!own || m_reorderSoon.isActive())
        return;
    // Somebody who is not among the rows may be new.
    constexpr qsizetype fewRecords = 16;
    const bool all = records.size() <= fewRecords && std::ranges::all_of(records, [this](const Id &id) { return rowOf(id) >= 0; });
    if (!all)
        m_reorderSoon.start();
}

} // namespace kemai
