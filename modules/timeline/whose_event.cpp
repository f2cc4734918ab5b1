// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/whose_event.h"

#include "schema/customer.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int longestMergeChain = 16;
constexpr qsizetype valuesOfQuery = 1000;

QString described(const CustomerKey &key)
{
    QStringList parts;
    if (!key.customer.isNull())
        parts << key.customer.toString();
    parts += key.digits;
    if (!key.email.isEmpty())
        parts << key.email;
    if (!key.name.isEmpty())
        parts << key.name;
    return parts.join(u' ');
}

template <typename T>
QList<QList<T>> portions(const QSet<T> &values)
{
    QList<QList<T>> all;
    for (const T &value : values) {
        if (all.isEmpty() || all.last().size() >= valuesOfQuery)
            all.append(QList<T>());
        all.last().append(value);
    }
    return all;
}

// Reads owner by key from the rows of phone or email.
Result<> readOwners(Records &records, const FieldOf<QString> &field, const FieldOf<Id> &owner, const QSet<QString> &keys,
                    QMultiHash<QString, Id> &found)
{
    for (const QList<QString> &portion : portions(keys)) {
        const auto rows = records.find(Query(*field.entity).where(isIn(field, portion)).select(field, owner));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            if (const Id id = row[owner]; !id.isNull() && !found.contains(row[field], id))
                found.insert(row[field], id);
    }
    return {};
}

} // namespace

Result<EventOwners> EventOwners::lookUp(Records &records, const QList<const CustomerKey *> &keys)
{
    EventOwners owners;
    QSet<Id> ids;
    QSet<QString> digits;
    QSet<QString> emails;
    for (const CustomerKey *key : keys) {
        if (!key->customer.isNull()) {
            ids.insert(key->customer);
            continue;
        }
        for (const QString &number : key->digits)
            digits.insert(number);
        if (!key->email.isEmpty())
            emails.insert(key->email);
    }
    if (const auto done = readOwners(records, phone::digits, phone::customer, digits, owners.m_byDigits); !done)
        return fail(done.error());
    if (const auto done = readOwners(records, email::normal, email::customer, emails, owners.m_byEmail); !done)
        return fail(done.error());
    for (const Id &id : owners.m_byDigits)
        ids.insert(id);
    for (const Id &id : owners.m_byEmail)
        ids.insert(id);
    for (int link = 0; link < longestMergeChain && !ids.isEmpty(); ++link) {
        if (const auto done = owners.readCustomers(records, ids); !done)
            return fail(done.error());
        QSet<Id> further;
        for (const Id &id : std::as_const(ids))
            if (const auto it = owners.m_customers.constFind(id);
                it != owners.m_customers.cend() && !it->mergedInto.isNull() && !owners.m_customers.contains(it->mergedInto))
                further.insert(it->mergedInto);
        ids = further;
    }
    return owners;
}

Result<> EventOwners::readCustomers(Records &records, const QSet<Id> &ids)
{
    for (const QList<Id> &portion : portions(ids)) {
        // A merged customer is withdrawn too; it still leads to the one that remains.
        const auto rows = records.find(Query(customer::entity).where(Condition::idIn(portion)).withRemoved()
                                           .select(customer::name_normal, customer::name, customer::merged_into));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            if (row.removedMs == 0 || !row[customer::merged_into].isNull())
                m_customers.insert(row.id, {row[customer::name_normal], row[customer::merged_into]});
    }
    return {};
}

Id EventOwners::survivor(Id id) const
{
    for (int link = 0; link < longestMergeChain; ++link) {
        const auto it = m_customers.constFind(id);
        if (it == m_customers.cend())
            return {};
        if (it->mergedInto.isNull())
            return id;
        id = it->mergedInto;
    }
    return {};
}

QList<Id> EventOwners::candidatesOf(const CustomerKey &key) const
{
    QList<Id> found;
    const auto add = [&](const QMultiHash<QString, Id> &owners, const QString &text) {
        const auto [begin, end] = owners.equal_range(text);
        for (auto it = begin; it != end; ++it)
            if (const Id id = survivor(*it); !id.isNull() && !found.contains(id))
                found.append(id);
    };
    for (const QString &number : key.digits)
        add(m_byDigits, number);
    if (found.isEmpty() && !key.email.isEmpty())
        add(m_byEmail, key.email);
    return found;
}

Result<Id> EventOwners::ownerOf(const CustomerKey &key) const
{
    const auto unknown = [&key] {
        return fail(Error::Code::NotFound, u"timeline.unknownCustomer"_s, {}, {described(key)});
    };
    if (!key.customer.isNull()) {
        const Id id = survivor(key.customer);
        return id.isNull() ? Result<Id>(unknown()) : Result<Id>(id);
    }
    QList<Id> candidates = candidatesOf(key);
    const auto narrow = [&candidates](const auto &fits) {
        QList<Id> fitting;
        std::copy_if(candidates.cbegin(), candidates.cend(), std::back_inserter(fitting), fits);
        if (!fitting.isEmpty())
            candidates = fitting;
    };
    if (candidates.size() > 1 && !key.name.isEmpty())
        narrow([&](const Id &id) { return m_customers.value(id).name == key.name; });
    if (candidates.size() > 1 && !key.email.isEmpty())
        narrow([&](const Id &id) { return m_byEmail.contains(key.email, id); });
    if (candidates.isEmpty())
        return unknown();
    if (candidates.size() > 1)
        return fail(Error::Code::Invalid, u"timeline.ambiguousCustomer"_s, {}, {described(key), QString::number(candidates.size())});
    return candidates.first();
}

} // namespace kemai
