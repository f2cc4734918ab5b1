// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/desk/history_model.h"

#include "base/deliver.h"

using namespace Qt::StringLiterals;

namespace kemai {

HistoryModel::HistoryModel(Store &store, QObject *parent) : QAbstractListModel(parent), m_store(store)
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(200);
    connect(&m_readSoon, &QTimer::timeout, this, [this] { read(0); });
    connect(&store, &Store::changed, this, [this] {
        m_stale = true;
        if (m_shown && !m_readSoon.isActive())
            m_readSoon.start();
    });
}

void HistoryModel::setCustomer(const Id &customer)
{
    if (customer == m_customer)
        return;
    ++m_generation;
    beginResetModel();
    m_customer = customer;
    m_entries.clear();
    m_whole = customer.isNull();
    m_stale = true;
    m_reading = false;
    endResetModel();
    if (m_shown && !customer.isNull())
        read(0);
}

void HistoryModel::setShown(bool shown)
{
    m_shown = shown;
    if (shown && m_stale && !m_customer.isNull())
        read(0);
}

int HistoryModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_entries.size()); }

const HistoryEntry *HistoryModel::entry(int row) const { return row >= 0 && row < m_entries.size() ? &m_entries.at(row) : nullptr; }

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HistoryEntry &shown = m_entries.at(index.row());
    if (role == EntryRole)
        return QVariant::fromValue(shown);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_words ? m_words(shown) : shown.recordName;
    return {};
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_shown && !m_whole && !m_reading && !m_entries.isEmpty();
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read(m_entries.last().line.row.seq);
}

void HistoryModel::read(qint64 before)
{
    m_reading = true;
    if (before == 0)
        m_stale = false;
    // What is there already is read again as a whole, so that nothing below the eyes goes away.
    const qint64 limit = before == 0 ? std::max<qint64>(pageRows, m_entries.size()) : pageRows;
    deliver(m_store.read([customer = m_customer, limit, before](Records &records) { return historyEntries(records, customer, limit, before); }), this,
            [this, before, limit, generation = m_generation](const Result<QList<HistoryEntry>> &entries) {
                if (generation != m_generation)
                    return;
                m_reading = false;
                if (!entries) {
                    m_stale = true;
                    if (entries.error().id == "store.interrupted"_L1)
                        m_readSoon.start(); // a search had the way
                    else
                        emit failed(entries.error());
                    return;
                }
                m_whole = entries->size() < limit;
                if (before == 0) {
                    beginResetModel();
                    m_entries = *entries;
                    endResetModel();
                } else if (!entries->isEmpty()) {
                    beginInsertRows({}, int(m_entries.size()), int(m_entries.size() + entries->size()) - 1);
                    m_entries += *entries;
                    endInsertRows();
                }
            });
}

void HistoryModel::plan(const Id &set)
{
    deliver(m_store.read([set](Records &records) { return namedPlan(records, set); }), this, [this, set](const Result<NamedPlan> &plan) {
        if (plan)
            emit planned(set, *plan);
        else if (plan.error().id == "store.interrupted"_L1)
            this->plan(set); // a search had the way
        else
            emit failed(plan.error());
    });
}

// A set of many thousand rows is taken back in steps, between which others save.
QFuture<Result<Undone>> HistoryModel::takeBack(std::function<Result<Undoing>(Records &)> begin)
{
    m_stop = std::make_shared<std::atomic<bool>>(false);
    return m_store.writeInSteps<Undone>([begin = std::move(begin), stop = m_stop, undoing = std::optional<Undoing>()](Records &records) mutable -> Result<std::optional<Undone>> {
        if (!undoing) {
            auto begun = begin(records);
            if (!begun)
                return fail(begun.error());
            undoing = std::move(*begun);
        }
        const auto more = undoing->step(records);
        if (!more)
            return fail(more.error());
        return *more && !*stop ? std::optional<Undone>() : undoing->undone();
    });
}

void HistoryModel::stopUndo()
{
    if (m_stop)
        *m_stop = true;
}

void HistoryModel::undo(const NamedPlan &plan)
{
    deliver(takeBack([sets = plan.plan.sets, author = m_author](Records &records) { return Undoing::ofSets(records, sets, Undoing::Mode::Write, author); }), this,
            [this](const Result<Undone> &done) {
                if (done)
                    emit undone(*done);
                else
                    emit failed(done.error());
            });
}

void HistoryModel::redo(const Id &set)
{
    deliver(takeBack([set, author = m_author](Records &records) { return Undoing::ofSet(records, set, Undoing::Mode::Write, author); }), this,
            [this](const Result<Undone> &done) {
                if (!done)
                    emit failed(done.error());
            });
}

void HistoryModel::showAsOf(qint64 atMs)
{
    deliver(m_store.read([customer = m_customer, atMs](Records &records) { return namedAsOf(records, customer, atMs); }), this,
            [this, generation = m_generation](const Result<NamedAsOf> &then) {
                if (generation != m_generation)
                    return;
                if (then)
                    emit asOf(*then);
                else
                    emit failed(then.error());
            });
}

void HistoryModel::restore(qint64 atMs)
{
    deliver(m_store.write([customer = m_customer, atMs, author = m_author, now = nowMs()](Records &records) {
                return restoreCustomer(records, customer, atMs, author, now);
            }),
            this, [this](const Result<CustomerRestored> &done) {
                if (done)
                    emit restored(*done);
                else
                    emit failed(done.error());
            });
}

void HistoryModel::readSources()
{
    if (m_customer.isNull())
        return;
    deliver(m_store.read([customer = m_customer](Records &records) { return sourcesOfContacts(records, customer); }), this,
            [this, customer = m_customer](const Result<QList<RecordSource>> &sources) {
                if (customer == m_customer && sources)
                    emit sourcesRead(customer, *sources); // where a number came from is a hint: it fails in silence
            });
}

} // namespace kemai
