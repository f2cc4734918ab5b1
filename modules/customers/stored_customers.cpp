// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/stored_customers.h"

#include "customers/find_in.h"
#include "schema/any_order.h"
#include "schema/customer.h"

namespace kemai {

Result<QHash<Id, StoredCustomer>> storedCustomers(Records &records, const QList<Id> &ids)
{
    QHash<Id, StoredCustomer> all;
    if (ids.isEmpty())
        return all;
    QList<Value> values;
    for (const Id &id : ids)
        values.append(Value(id));
    const auto customers = findIn(records, Query(customer::entity).orderBy(anyOrder), idField, values);
    if (!customers)
        return fail(customers.error());
    for (const Record &row : *customers)
        all[row.id].customer = row;
    struct Part {
        const Entity &entity;
        const FieldOf<Id> &owner;
        QList<Record> StoredCustomer::*list;
    };
    for (const Part &part : {Part{phone::entity, phone::customer, &StoredCustomer::phones},
                             Part{email::entity, email::customer, &StoredCustomer::emails},
                             Part{address::entity, address::customer, &StoredCustomer::addresses}}) {
        const auto rows = findIn(records, Query(part.entity).orderBy(anyOrder), part.owner.index, values);
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            if (const auto at = all.find(row[part.owner]); at != all.end())
                ((*at).*part.list).append(row);
    }
    return all;
}

Result<Id> survivorOf(Records &records, const Id &customer)
{
    constexpr int longest = 64; // merges in a row; a ring, which nothing makes, ends here too
    Id at = customer;
    for (int i = 0; i < longest; ++i) {
        const auto row = records.first(Query(customer::entity).where(Condition::idIs(at)).select(customer::merged_into));
        if (!row)
            return fail(row.error());
        if (!*row || (**row)[customer::merged_into].isNull())
            return at;
        at = (**row)[customer::merged_into];
    }
    return at;
}

} // namespace kemai
