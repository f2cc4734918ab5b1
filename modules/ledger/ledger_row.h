// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LedgerRows: reading rows with their versions, locking them, and writing them back whole, many to a statement.
 *
 * fver is {"field": [version, device, mid], ..., "*": [...]}; the device is its number (sync.device), 0 nobody. What is not named has
 * the stamp of "*" if it holds a value (without "*": version 1, nobody), and none if it holds nothing.
 */
#pragma once

#include "ledger/connection.h"
#include "ledger/sync_ledger.h"

#include <QSet>

namespace kemai::ledger {

// Which number a device has, learnt when first met. A device keeps its number.
class DeviceNumbers
{
public:
    Result<> learn(Connection &connection, const QSet<qint32> &numbers);
    Result<> learn(Connection &connection, const Id &device);
    void note(const Id &device, qint32 number);

    Id device(qint32 number) const { return m_devices.value(number); }
    qint32 number(const Id &device) const { return m_numbers.value(device, 0); } // 0: nobody, or unknown
    bool knows(qint32 number) const { return number == 0 || m_devices.contains(number); }

private:
    QHash<qint32, Id> m_devices;
    QHash<Id, qint32> m_numbers;
};

// Table numbers of sync.entity: read once for a connection, they never change.
class TableNumbers
{
public:
    Result<> learn(Connection &connection);
    bool isEmpty() const { return m_entities.isEmpty(); }
    qint32 number(const Entity &entity) const { return m_numbers.value(&entity, -1); }
    const Entity *entity(qint32 number) const { return m_entities.value(number); } // null: of a newer program

private:
    QHash<const Entity *, qint32> m_numbers;
    QHash<qint32, const Entity *> m_entities;
};

// Rows of one entity, locked until the end of the transaction, by ascending id. Those that do not exist are absent.
Statement lockStatement(const Entity &entity, QList<Id> ids);
// The same columns without a lock; `hidden` are not selected.
QByteArray rowColumns(const Entity &entity, const QList<int> &hidden = {});
// Of both. Stamps name devices that may have to be learnt first: Result of `numbers` asking the connection.
Result<QList<LedgerRow>> readRows(Connection &connection, DeviceNumbers &devices, const Entity &entity, const Rows &rows);
LedgerRow readRow(const Entity &entity, const Rows &rows, int row, const QList<int> &hidden); // without stamps

QByteArray stampsToJson(const LedgerRow &row, const DeviceNumbers &devices);

// An insert for the rows that were not there (`there` does not hold their keys), an update for the others; parents first. An insert
// of what somebody else has inserted meanwhile fails with 23505, and the transaction is to be done again. `locked`: the rows as they
// are, so that columns in which none differs are left out.
// `tellsScope`: it answers id and scope of the rows whose home the database decided.
struct RowWrite {
    const Entity *entity = nullptr;
    Statement statement;
    bool tellsScope = false;
};
QList<RowWrite> writeStatements(const QList<LedgerRow> &rows, const QSet<RowKey> &there, const DeviceNumbers &devices, const QList<LedgerRow> &locked = {});

// Entities in the order of their names, ids ascending: the order in which everybody locks.
QList<std::pair<const Entity *, QList<Id>>> lockingOrder(const QList<RowKey> &keys);

} // namespace kemai::ledger
