// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/uniqueness_model.h"

#include "base/deliver.h"
#include "schema/schema.h"
#include "text/trade_words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype sourcesShown = 30;
constexpr qsizetype monthsShown = 24;

bool isInterrupted(const Error &error) { return error.id == u"store.interrupted"; } // a search had the way

Result<QList<UniquenessModel::Row>> rowsOf(Records &records, const QList<DuplicateCluster> &clusters)
{
    using Row = UniquenessModel::Row;
    using Part = UniquenessModel::Part;
    const auto rates = uniqueness(records, clusters);
    if (!rates)
        return fail(rates.error());
    QList<Row> rows{{Part::All, {}, {}, rates->all}};
    // Who and what brings most duplicates in stands first.
    const auto bySurplus = [](const Row &a, const Row &b) { return std::pair(a.share.surplus, a.share.customers) > std::pair(b.share.surplus, b.share.customers); };
    QMap<QString, UniquenessShare> bySource; // one source, in whichever language somebody wrote it
    for (auto it = rates->bySource.cbegin(); it != rates->bySource.cend(); ++it) {
        UniquenessShare &share = bySource[tradeWord(it.key(), true)];
        share.customers += it->customers;
        share.surplus += it->surplus;
    }
    QList<Row> sources;
    for (auto it = bySource.cbegin(); it != bySource.cend(); ++it)
        sources.append({Part::Source, it.key(), {}, it.value()});
    std::ranges::stable_sort(sources, bySurplus);
    rows += sources.mid(0, sourcesShown);

    QList<Id> ids;
    for (auto it = rates->byOwner.cbegin(); it != rates->byOwner.cend(); ++it)
        if (!it.key().isNull())
            ids.append(it.key());
    QHash<Id, std::pair<QString, QString>> names;
    if (!ids.isEmpty()) {
        const auto users = records.find(Query(user::entity).where(Condition::idIn(ids)).withRemoved());
        if (!users)
            return fail(users.error());
        for (const Record &one : *users)
            names.insert(one.id, {one[user::name], one[user::name_en]});
    }
    QList<Row> owners;
    for (auto it = rates->byOwner.cbegin(); it != rates->byOwner.cend(); ++it) {
        const auto name = names.value(it.key());
        owners.append({Part::Owner, name.first, name.second, it.value()});
    }
    std::ranges::stable_sort(owners, bySurplus);
    rows += owners;

    QList<Row> months;
    for (auto it = rates->surplusByMonth.cbegin(); it != rates->surplusByMonth.cend(); ++it)
        months.prepend({Part::Month, it.key(), {}, {0, it.value()}});
    rows += months.mid(0, monthsShown);
    return rows;
}

} // namespace

QVariant UniquenessModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return m_words ? m_words(row, column) : column == What ? row.name : QString::number(column == Customers ? row.share.customers : row.share.surplus);
    case Qt::TextAlignmentRole:
        return int((column == What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

void UniquenessModel::setHeadings(const QStringList &headings)
{
    m_headings = headings;
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QVariant UniquenessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_headings.value(section)) : QVariant();
}

void UniquenessModel::refresh()
{
    ++m_question;
    m_reading = true;
    step(std::make_shared<DuplicateList>(m_store.clock().nowMs()));
}

void UniquenessModel::step(const std::shared_ptr<DuplicateList> &list)
{
    deliver(m_store.read([list](Records &records) { return list->step(records); }), this, [this, list, question = m_question](const Result<bool> &more) {
        if (question != m_question)
            return;
        if (!more && !isInterrupted(more.error())) {
            m_reading = false;
            emit failed(more.error());
        } else if (!more || *more) {
            step(list);
        } else {
            count(list);
        }
    });
}

void UniquenessModel::count(const std::shared_ptr<DuplicateList> &list)
{
    deliver(m_store.read([list](Records &records) { return rowsOf(records, list->clusters()); }), this, [this, list, question = m_question](const Result<QList<Row>> &rows) {
        if (question != m_question)
            return;
        if (!rows && isInterrupted(rows.error())) {
            count(list);
            return;
        }
        m_reading = false;
        if (!rows) {
            emit failed(rows.error());
            return;
        }
        beginResetModel();
        m_rows = *rows;
        endResetModel();
        emit refreshed();
    });
}

} // namespace kemai
