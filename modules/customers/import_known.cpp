// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_known.h"

#include "customers/find_in.h"
#include "customers/normal_forms.h"
#include "schema/customer.h"

#include <QSet>

namespace kemai {

namespace {

using StoredCustomers = QHash<Id, StoredCustomer>;

// Completes customers with the records that hang on them.
Result<> loadParts(Records &records, StoredCustomers &customers)
{
    QList<Value> ids;
    for (auto it = customers.cbegin(); it != customers.cend(); ++it)
        ids.append(Value(it.key()));
    struct Part {
        const Entity &entity;
        const FieldOf<Id> &owner;
        QList<Record> StoredCustomer::*list;
    };
    for (const Part &part : {Part{phone::entity, phone::customer, &StoredCustomer::phones},
                             Part{email::entity, email::customer, &StoredCustomer::emails},
                             Part{address::entity, address::customer, &StoredCustomer::addresses}}) {
        const auto rows = findIn(records, Query(part.entity), part.owner.index, ids);
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            (customers[row[part.owner]].*part.list).append(row);
    }
    return {};
}

// Rule 2: the customers the rows name.
Result<> lookUpNamed(Records &records, const std::vector<ImportRow> &rows, KnownCustomers &known)
{
    QList<Value> ids;
    for (const ImportRow &row : rows)
        if (!row.rejected && !row.id.isNull())
            ids.append(Value(row.id));
    if (ids.isEmpty())
        return {};
    const auto customers = findIn(records, Query(customer::entity).withRemoved(), idField, ids);
    if (!customers)
        return fail(customers.error());
    for (const Record &record : *customers) {
        if (record.removedMs != 0)
            known.withdrawn.insert(record.id);
        else
            known.byId[record.id].customer = record;
    }
    return loadParts(records, known.byId);
}

// Rule 3, rows with a number.
Result<> lookUpNumbers(Records &records, const std::vector<ImportRow> &rows, KnownCustomers &known)
{
    QSet<QString> digits; // also of numbers with an E.164: the indexed form of both
    for (const ImportRow &row : rows)
        if (!row.rejected)
            for (const PhoneNumber &number : row.phones)
                if (number.isNumber())
                    digits.insert(number.digits);
    QList<Value> values;
    for (const QString &text : std::as_const(digits))
        values.append(Value(text));
    const auto phones = findIn(
        records, Query(phone::entity).select(phone::customer, phone::e164, phone::digits, phone::extension, phone::line),
        phone::digits.index, values);
    if (!phones)
        return fail(phones.error());
    QSet<Id> owners;
    for (const Record &record : *phones)
        owners.insert(record[phone::customer]);
    QList<Value> ids;
    for (const Id &id : std::as_const(owners))
        ids.append(Value(id));
    const auto customers = findIn(records, Query(customer::entity).select(customer::name_normal), idField, ids);
    if (!customers)
        return fail(customers.error());
    QHash<Id, QString> names;
    for (const Record &record : *customers)
        names.insert(record.id, record[customer::name_normal]);
    for (const Record &record : *phones) {
        const auto name = names.constFind(record[phone::customer]);
        const QString identity = phoneIdentity(record);
        if (name != names.constEnd() && !identity.isEmpty())
            known.byIdentity.insert(numberIdentity(*name, identity), record[phone::customer]);
    }
    return {};
}

// Rule 3, rows without a number: customers of the same name, and then everything else about them.
Result<> lookUpContents(Records &records, const std::vector<ImportRow> &rows, KnownCustomers &known)
{
    QSet<QString> wanted; // name and company as the row says them
    QSet<QString> names;
    for (const ImportRow &row : rows) {
        if (row.rejected || row.hasNumber())
            continue;
        names.insert(row.nameNormal);
        wanted.insert(row.nameNormal + u'\x1f' + row.company + u'\x1f' + row.note);
    }
    QList<Value> values;
    for (const QString &name : std::as_const(names))
        if (!name.isEmpty())
            values.append(Value(name));
    if (values.isEmpty())
        return {};
    const auto customers = findIn(records, Query(customer::entity), customer::name_normal.index, values);
    if (!customers)
        return fail(customers.error());
    StoredCustomers candidates;
    for (const Record &record : *customers)
        if (wanted.contains(record[customer::name_normal] + u'\x1f' + record[customer::company] + u'\x1f' + record[customer::note]))
            candidates[record.id].customer = record;
    if (const Result<> done = loadParts(records, candidates); !done)
        return done;
    for (auto it = candidates.cbegin(); it != candidates.cend(); ++it)
        known.byIdentity.insert(contentIdentity(contentOf(*it)), it.key());
    return {};
}

// For updates: all of the customers that the rows were found to be.
Result<> lookUpMatched(Records &records, const std::vector<ImportRow> &rows, KnownCustomers &known)
{
    QSet<Id> matched;
    for (const ImportRow &row : rows)
        for (const quint64 identity : row.identities)
            if (const auto there = known.byIdentity.constFind(identity); there != known.byIdentity.constEnd() && !known.byId.contains(*there))
                matched.insert(*there);
    QList<Value> ids;
    for (const Id &id : std::as_const(matched))
        ids.append(Value(id));
    const auto customers = findIn(records, Query(customer::entity), idField, ids);
    if (!customers)
        return fail(customers.error());
    StoredCustomers found;
    for (const Record &record : *customers)
        found[record.id].customer = record;
    if (const Result<> done = loadParts(records, found); !done)
        return done;
    known.byId.insert(found);
    return {};
}

} // namespace

Result<KnownCustomers> knownCustomers(Records &records, const std::vector<ImportRow> &rows, bool forUpdates)
{
    KnownCustomers known;
    for (const auto look : {lookUpNamed, lookUpNumbers, lookUpContents})
        if (const Result<> done = look(records, rows, known); !done)
            return fail(done.error());
    if (forUpdates)
        if (const Result<> done = lookUpMatched(records, rows, known); !done)
            return fail(done.error());
    return known;
}

} // namespace kemai
