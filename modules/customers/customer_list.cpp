// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customer_list.h"

#include <QHash>

namespace kemai {

namespace {

// What hangs on the customers of a page, asked once for the whole page.
Result<> decorate(Records &records, QList<CustomerRow> &rows)
{
    if (rows.isEmpty())
        return {};
    QList<Id> ids;
    QHash<Id, qsizetype> at;
    for (const CustomerRow &row : std::as_const(rows)) {
        at.insert(row.customer.id, ids.size());
        ids.append(row.customer.id);
    }
    const auto promises = records.find(Query(promise::entity).where(isIn(promise::customer, ids) && isNull(promise::done_at))
                                           .select(promise::customer, promise::due, promise::text));
    if (!promises)
        return fail(promises.error());
    for (const Record &record : *promises) {
        CustomerRow &row = rows[at.value(record[promise::customer])];
        const qint64 due = record[promise::due];
        if (due != 0 && (row.promiseDueMs == 0 || due < row.promiseDueMs)) {
            row.promiseDueMs = due;
            row.promise = record[promise::text];
        }
    }
    const auto opportunities = records.find(Query(opportunity::entity).where(isIn(opportunity::customer, ids))
                                                .select(opportunity::customer, opportunity::stage, opportunity::state, opportunity::opened_at));
    if (!opportunities)
        return fail(opportunities.error());
    QHash<Id, qint64> newest;
    for (const Record &record : *opportunities) {
        const Id id = record[opportunity::customer];
        CustomerRow &row = rows[at.value(id)];
        if (record[opportunity::state] == u"open") {
            if (!newest.contains(id) || newest.value(id) < record[opportunity::opened_at]) {
                newest.insert(id, record[opportunity::opened_at]);
                row.stage = record[opportunity::stage];
            }
        } else if (record[opportunity::state] == u"won") {
            row.won = true;
        }
    }
    for (CustomerRow &row : rows)
        row.won = row.won && row.stage.isEmpty();
    const auto tags = records.find(Query(tag::entity).where(isIn(tag::customer, ids)).select(tag::customer, tag::label));
    if (!tags)
        return fail(tags.error());
    for (const Record &record : *tags)
        rows[at.value(record[tag::customer])].tags.append(record[tag::label]);
    return {};
}

const QList<int> &rowFields()
{
    static const QList<int> fields{customer::kind.index, customer::name.index, customer::name_normal.index, customer::company.index,
                                   customer::state.index, customer::level.index, customer::owner.index, customer::source.index,
                                   customer::city.index, customer::province.index, customer::last_interaction.index,
                                   customer::merged_into.index};
    return fields;
}

} // namespace

bool matches(const CustomerFilter &filter, const Record &record)
{
    if (record[customer::merged_into].isNull() == filter.linked || record.removedMs != 0)
        return false;
    if (!filter.owner.isNull() && record[customer::owner] != filter.owner)
        return false;
    if (filter.interactedSinceMs != 0 && record[customer::last_interaction] < filter.interactedSinceMs)
        return false;
    const QString state = record[customer::state];
    if (filter.poolOnly && state != u"pool")
        return false;
    return (state == u"invalid") == filter.invalid;
}

Query customerQuery(const CustomerFilter &filter, CustomerOrder order)
{
    Query query(customer::entity);
    if (filter.linked)
        query.where(customer::merged_into > Id::fromString(u"00000000-0000-0000-0000-000000000001")); // "is not null", in the index's words
    else
        query.where(isNull(customer::merged_into));
    if (!filter.owner.isNull())
        query.where(customer::owner == filter.owner);
    if (filter.interactedSinceMs != 0)
        query.where(customer::last_interaction >= filter.interactedSinceMs);
    if (filter.poolOnly)
        query.where(customer::state == QStringLiteral("pool"));
    query.where(filter.invalid ? customer::state == QStringLiteral("invalid") : customer::state != QStringLiteral("invalid"));
    switch (order) {
    case CustomerOrder::LastInteraction: query.orderBy(customer::last_interaction, Order::Descending); break;
    case CustomerOrder::Name: query.orderBy(customer::name_normal); break;
    case CustomerOrder::Newest: query.orderBy(Ordering{-1, Order::Descending}); break; // ids carry their time
    }
    return query;
}

Result<qint64> countCustomers(Records &records, const CustomerFilter &filter)
{
    return records.count(customerQuery(filter, CustomerOrder::Newest));
}

Result<qint64> positionOf(Records &records, const CustomerFilter &filter, CustomerOrder order, const Id &customer)
{
    const Result<Record> record = records.one(customer::entity, customer);
    if (!record)
        return record.error().code == Error::Code::NotFound ? Result<qint64>(-1) : fail(record.error());
    if (!matches(filter, *record))
        return -1;
    const Result<qint64> all = records.count(customerQuery(filter, order));
    const Result<qint64> behind = records.count(customerQuery(filter, order).after(*record));
    if (!all || !behind)
        return fail(all ? behind.error() : all.error());
    return *all - *behind - 1;
}

Result<QList<CustomerRow>> customerPage(Records &records, const CustomerFilter &filter, CustomerOrder order, const Record *after,
                                        qint64 skip, int count)
{
    Query query = customerQuery(filter, order);
    if (after)
        query.after(*after);
    query.offset(skip).limit(count).select(rowFields());
    const auto found = records.find(query);
    if (!found)
        return fail(found.error());
    QList<CustomerRow> rows;
    for (const Record &record : *found)
        rows.append({record, 0, {}, {}, false, {}});
    if (const auto done = decorate(records, rows); !done)
        return fail(done.error());
    return rows;
}

Result<QList<CustomerRow>> customerRows(Records &records, const QList<Id> &customers)
{
    if (customers.isEmpty())
        return QList<CustomerRow>();
    const auto found = records.find(Query(customer::entity).where(Condition::idIn(customers)).select(rowFields()));
    if (!found)
        return fail(found.error());
    QHash<Id, Record> byId;
    for (const Record &record : *found)
        byId.insert(record.id, record);
    QList<CustomerRow> rows;
    for (const Id &id : customers)
        if (byId.contains(id))
            rows.append({byId.value(id), 0, {}, {}, false, {}});
    if (const auto done = decorate(records, rows); !done)
        return fail(done.error());
    return rows;
}

} // namespace kemai
