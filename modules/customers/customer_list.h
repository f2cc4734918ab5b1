// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The list of customers as a desk sees it: which (a filter), in which order, and what a row says.
 *
 * Withdrawn customers are left out, and merged ones unless they are asked for. Rows are read a page at a time, behind a row that is known
 * (keyset), or so many rows further. Rules over Records; any thread.
 */
#pragma once

#include "schema/records.h"
#include "schema/schema.h"

#include <QStringList>

namespace kemai {

struct CustomerFilter {
    Id owner;                    // null: everybody's
    qint64 interactedSinceMs = 0; // 0: whenever
    bool poolOnly = false;        // 公海
    bool invalid = false;         // those marked invalid instead of the valid ones
    bool linked = false;          // 关联: those that went into another instead of those that stand for themselves

    friend bool operator==(const CustomerFilter &, const CustomerFilter &) = default;
};

enum class CustomerOrder : quint8 { LastInteraction, Name, Newest };

struct CustomerRow {
    Record customer;
    qint64 promiseDueMs = 0;   // the earliest open promise; 0: none
    QString promise;
    QString stage;             // of the newest open opportunity
    bool won = false;          // a won opportunity and no open one
    QStringList tags;
};

// Whether a customer that was read (by customerRows, say) belongs to what the filter lists.
bool matches(const CustomerFilter &filter, const Record &customer);

Query customerQuery(const CustomerFilter &filter, CustomerOrder order);
Result<qint64> countCustomers(Records &records, const CustomerFilter &filter);

// `count` rows, `skip` rows behind `after` (null: from the beginning).
Result<QList<CustomerRow>> customerPage(Records &records, const CustomerFilter &filter, CustomerOrder order,
                                        const Record *after, qint64 skip, int count);
// Where a customer stands in the list, from 0; -1: the filter leaves it out.
Result<qint64> positionOf(Records &records, const CustomerFilter &filter, CustomerOrder order, const Id &customer);
// Rows of these customers, in their order; those not there are left out.
Result<QList<CustomerRow>> customerRows(Records &records, const QList<Id> &customers);

} // namespace kemai
