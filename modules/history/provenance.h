// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Provenance: where every value of a record came from, when and by whom (N07); and a customer's whole history,
 * newest first. Threads: as Records. Errors: NotFound "records.notFound"; as find().
 */
#pragma once

#include "history/log.h"

namespace kemai {

// Where a field's value came from. A value that an undo brought back comes from where it came the first time;
// `broughtBack` says who brought it back and when.
struct FieldSource {
    int field = 0;
    Value value;
    LoggedSet set;         // origin, author, time, batch; origin Undo only if what it brought back is older than this history
    qint64 line = 0;       // of the import file; 0: none
    QString inferredFrom;  // not empty: inferred, from this ("phone", "address")
    LoggedSet broughtBack; // seq 0: nobody did

    Origin origin() const { return inferredFrom.isEmpty() ? set.origin : Origin::Inferred; }
};

// In the order of the entity's fields; fields that never held anything are left out.
Result<QList<FieldSource>> provenanceOf(Records &records, const Entity &entity, const Id &id);

// One changed record of one change set.
struct HistoryLine {
    LoggedRow row;
    LoggedSet set;
};

// Newest first, those below history row `before` (0: from the newest); the next page goes on before the last line's row.seq.
Result<QList<HistoryLine>> historyOf(Records &records, const Entity &entity, const Id &id, qint64 limit, qint64 before = 0);

// The same of a customer and all that hangs or hung on it, withdrawn or not, and its merges.
Result<QList<HistoryLine>> historyOfCustomer(Records &records, const Id &customer, qint64 limit, qint64 before = 0);

} // namespace kemai
