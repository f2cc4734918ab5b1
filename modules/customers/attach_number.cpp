// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/attach_number.h"

#include "customers/customer_changes.h"
#include "customers/normal_forms.h"
#include "schema/customer.h"

namespace kemai {

Result<Committed> addNumbers(Records &records, const Id &id, const QString &typed, const Id &author, qint64 nowMs)
{
    const auto there = records.one(customer::entity, id);
    if (!there)
        return fail(there.error());
    const auto own = records.find(Query(phone::entity).where(phone::customer == id));
    if (!own)
        return fail(own.error());
    ChangeSet set{.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = QStringLiteral("customer.attachNumber"), .changes = {}};
    int position = int(own->size());
    for (const PhoneNumber &number : parsePhones(typed)) {
        const QString identity = phoneIdentity(number);
        const bool known = std::any_of(own->begin(), own->end(), [&](const Record &one) {
            return one[phone::written] == writtenForm(number) || (!identity.isEmpty() && phoneIdentity(one) == identity);
        });
        if (!known && number.isNumber())
            set.changes << phoneInsert(Id::make(nowMs), id, number, position++);
    }
    if (set.changes.isEmpty())
        return Committed();
    return records.commit(set);
}

} // namespace kemai
