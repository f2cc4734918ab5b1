// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/records.h"

namespace kemai {

Result<Record> Records::one(const Entity &entity, const Id &id)
{
    const auto rows = find(Query(entity).where(Condition::idIs(id)).withRemoved().limit(1));
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(Error::Code::NotFound, QStringLiteral("records.notFound"), QLatin1String(entity.name) % QStringLiteral(" not found"),
                    {QLatin1String(entity.name), id.toString()});
    return rows->first();
}

Result<std::optional<Record>> Records::first(const Query &query)
{
    const auto rows = find(Query(query).limit(1));
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? std::optional<Record>() : rows->first();
}

Result<qint64> Records::count(const Query &query)
{
    const auto rows = aggregate(Query(query).count());
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? 0 : rows->first().last().toNumber();
}

} // namespace kemai
