// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/find_in.h"

namespace kemai {

Result<QList<Record>> findIn(Records &records, const Query &query, int field, const QList<Value> &values)
{
    constexpr qsizetype atOnce = 250;
    const Condition::Kind kind = field == idField ? Condition::Kind::IdIn : Condition::Kind::In;
    QList<Record> found;
    for (qsizetype begin = 0; begin < values.size(); begin += atOnce) {
        QList<Value> part = values.sliced(begin, std::min(atOnce, values.size() - begin));
        while (part.size() < atOnce)
            part.append(part.last());
        Query one = query;
        const Result<QList<Record>> rows = records.find(one.where(Condition(kind, field, part)));
        if (!rows)
            return rows;
        found += *rows;
    }
    return found;
}

} // namespace kemai
