// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A record, and a customer with what hangs on it, as of any date (N12), by replaying history.
 *
 * What counts is the time of each change set as its device stamped it. Values the database keeps in step outside
 * history (customer.last_interaction) are null. Threads: as Records.
 * Errors: NotFound "records.notFound"; NotFound "history.notYet" if it was created later; as find().
 */
#pragma once

#include "schema/records.h"

#include <optional>

namespace kemai {

// With the version and the withdrawal it had then.
Result<Record> recordAsOf(Records &records, const Entity &entity, const Id &id, qint64 atMs);

// What hung on a customer at a time, without what was withdrawn then. Interactions newest first, all else by id.
// Records that were moved between customers by merges are found; go on with `next` as `after`.
struct PageAsOf {
    QList<Record> rows;
    std::optional<Record> next;
};
Result<PageAsOf> hangingAsOf(Records &records, const Entity &entity, const Id &customer, qint64 atMs, qint64 limit,
                             const std::optional<Record> &after = {});

struct CustomerAsOf {
    Record customer;
    QHash<const Entity *, QList<Record>> hanging; // contact, phone, email ... interaction, task, promise ...
    QList<const Entity *> more;                   // of these there are more: hangingAsOf() pages through them
};
Result<CustomerAsOf> customerAsOf(Records &records, const Id &customer, qint64 atMs, qint64 limitEach = 200);

} // namespace kemai
