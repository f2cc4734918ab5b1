// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/uniqueness.h"

#include "customers/find_in.h"
#include "schema/any_order.h"

#include <QDateTime>

namespace kemai {

Result<Uniqueness> uniqueness(Records &records, const QList<DuplicateCluster> &clusters)
{
    Uniqueness report;
    const Condition listed = isNull(customer::merged_into);
    const auto bySource = records.aggregate(Query(customer::entity).where(listed).groupBy(customer::source).count());
    if (!bySource)
        return fail(bySource.error());
    for (const QList<Value> &row : *bySource) {
        report.bySource[row.at(0).toText()].customers += row.at(1).toNumber();
        report.all.customers += row.at(1).toNumber();
    }
    const auto byOwner = records.aggregate(Query(customer::entity).where(listed).groupBy(customer::owner).count());
    if (!byOwner)
        return fail(byOwner.error());
    for (const QList<Value> &row : *byOwner)
        report.byOwner[row.at(0).toId()].customers += row.at(1).toNumber();

    QList<Value> surplus;
    for (const DuplicateCluster &cluster : clusters)
        for (const Id &id : cluster.customers.sliced(1)) // by id, and so by age
            surplus.append(Value(id));
    const auto rows = findIn(records, Query(customer::entity).select(customer::source, customer::owner).orderBy(anyOrder), idField, surplus);
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows) {
        ++report.all.surplus;
        ++report.bySource[row[customer::source]].surplus;
        ++report.byOwner[row[customer::owner]].surplus;
        ++report.surplusByMonth[QDateTime::fromMSecsSinceEpoch(row.id.timeMs(), Qt::UTC).toString(QStringLiteral("yyyy-MM"))];
    }
    return report;
}

} // namespace kemai
