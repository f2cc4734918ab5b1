// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/known_customer.h"

#include "text/phone.h"

namespace kemai {

using namespace Qt::StringLiterals;

Result<std::optional<KnownCustomer>> whoHasNumber(Records &records, const QString &typed)
{
    constexpr int shared = 20; // a number of more customers than this is nobody's
    QList<Id> owners;
    QHash<Id, QString> numbers;
    for (const PhoneNumber &number : parsePhones(typed)) {
        if (!number.isNumber() || number.digits.isEmpty())
            continue;
        const auto rows = records.find(Query(phone::entity)
                                           .where(phone::digits == number.digits)
                                           .select(phone::customer, phone::extension, phone::kind)
                                           .limit(shared));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows) {
            const QString kind = row[phone::kind];
            if (row[phone::extension] != number.extension || kind == u"switchboard" || kind == u"family" || kind == u"reception")
                continue;
            owners.append(row[phone::customer]);
            numbers.insert(row[phone::customer], number.e164.isEmpty() ? number.digits : number.e164);
        }
    }
    if (owners.isEmpty())
        return std::optional<KnownCustomer>();
    const auto found = records.first(Query(customer::entity)
                                         .where(Condition::idIn(owners) && isNull(customer::merged_into))
                                         .orderBy(customer::last_interaction, Order::Descending));
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<KnownCustomer>();
    KnownCustomer known{**found, numbers.value((*found)->id), {}, {}};
    if (const Id owner = known.customer[customer::owner]; !owner.isNull()) {
        const auto person = records.first(Query(user::entity).where(Condition::idIs(owner)));
        if (!person)
            return fail(person.error());
        if (*person) {
            known.ownerName = (**person)[user::name];
            known.ownerNameEn = (**person)[user::name_en];
        }
    }
    return std::optional<KnownCustomer>(known);
}

} // namespace kemai
