// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/desk/missed_model.h"

#include "base/deliver.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int readSoonMs = 200; // one call is several records
}

MissedModel::MissedModel(Store &store, QObject *parent) : QAbstractListModel(parent), m_store(store)
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readSoonMs);
    connect(&m_readSoon, &QTimer::timeout, this, &MissedModel::read);
    connect(&store, &Store::changed, this, [this](const QString &entity) {
        const bool tells = entity == "number_clue"_L1 || entity == "interaction"_L1 || entity == "phone"_L1 || entity == "customer"_L1;
        if (tells && !m_readSoon.isActive())
            m_readSoon.start();
    });
    read();
}

int MissedModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_calls.size()); }

const MissedCall *MissedModel::at(int row) const { return row >= 0 && row < m_calls.size() ? &m_calls.at(row) : nullptr; }

QVariant MissedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    const MissedCall &call = m_calls.at(index.row());
    return m_words ? m_words(call) : call.digits;
}

void MissedModel::setSeen(qint64 ms)
{
    if (ms == m_seenMs)
        return;
    m_seenMs = ms;
    if (!m_calls.isEmpty())
        emit dataChanged(index(0), index(int(m_calls.size()) - 1));
    emit newCountChanged();
}

int MissedModel::newCount() const
{
    return int(std::count_if(m_calls.cbegin(), m_calls.cend(), [this](const MissedCall &call) { return isNew(call); }));
}

void MissedModel::read()
{
    m_reading = true;
    deliver(m_store.read([since = nowMs() - keptMs](Records &records) { return missedCalls(records, since); }), this, [this](const Result<QList<MissedCall>> &calls) {
        m_reading = false;
        if (!calls) {
            if (calls.error().id == "store.interrupted"_L1) // a search had the way
                m_readSoon.start();
            else
                emit failed(calls.error());
            return;
        }
        beginResetModel();
        m_calls = *calls;
        endResetModel();
        emit newCountChanged();
    });
}

} // namespace kemai
