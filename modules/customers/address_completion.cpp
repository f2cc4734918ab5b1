// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/address_completion.h"

#include "text/address.h"
#include "text/door.h"

#include <QHash>

#include <algorithm>

namespace kemai {

namespace {

// How much of an address is said: each part that is there.
int exactness(const Address &address)
{
    const Door door = parseDoor(address.rest);
    int parts = (address.province != 0) + (address.city != 0) + (address.district != 0);
    for (const QString &part : {door.road, door.number, door.estate, door.building, door.unit, door.floor, door.room})
        parts += part.isEmpty() ? 0 : 1;
    return parts;
}

} // namespace

Result<QList<LearnedAddress>> completeAddress(Records &records, const QString &typed, int limit)
{
    constexpr int lookedAt = 200;
    const QString text = typed.trimmed();
    if (text.size() < 2)
        return QList<LearnedAddress>();
    const auto hits = records.search({text, lookedAt});
    if (!hits)
        return fail(hits.error());
    struct Candidate {
        LearnedAddress learned;
        int exactness = 0;
    };
    QHash<QString, Candidate> byForm; // the same place written twice is one
    for (const Hit &hit : *hits) {
        if (hit.where != Hit::Where::Address || hit.matched == text)
            continue;
        const Address address = parseAddress(hit.matched);
        Candidate &candidate = byForm[foldedAddress(address)];
        ++candidate.learned.customers;
        if (candidate.learned.written.size() < hit.matched.size())
            candidate.learned.written = hit.matched;
        candidate.exactness = std::max(candidate.exactness, exactness(address));
    }
    QList<Candidate> all = byForm.values();
    std::sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) {
        return std::tuple(-a.learned.customers, -a.exactness, a.learned.written) < std::tuple(-b.learned.customers, -b.exactness, b.learned.written);
    });
    QList<LearnedAddress> best;
    for (const Candidate &candidate : all.first(std::min<qsizetype>(all.size(), limit)))
        best.append(candidate.learned);
    return best;
}

} // namespace kemai
