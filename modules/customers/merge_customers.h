// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Merging customers (R006 to R008, R010, R014): one survives, the others become shells linked to it. Nothing is deleted.
 *
 * One change set does it all, or nothing: the survivor takes the values chosen field by field; what hangs on the others
 * (interactions, tasks, promises, attachments, deals, tickets, contacts, numbers ...) moves to it; the others keep their own
 * fields, name the survivor in merged_into, and with that leave lists and search; a `merge` record says which went into which,
 * by which rule, signed off by whom. A number, email, address or tag the survivor has already stays at its shell. Where
 * a moved record came from is in its history (its edit of `customer`), which undo reads too: undoing the set
 * (history/undo.h) puts back everything nobody has touched since, also months later.
 *
 * Rules over Records; any thread. Who may merge: duplicate_list.h.
 */
#pragma once

#include "schema/records.h"
#include "schema/schema.h"

#include <QHash>

namespace kemai {

// A field in which the customers differ, and whose value the survivor will have.
struct MergeField {
    int field = 0;
    QList<Value> values; // of the survivor, then of the others
    int chosen = 0;      // index of values; allOfThem: every text, one a line

    static constexpr int allOfThem = -1;
};

struct MergePlan {
    QList<Record> customers;   // the survivor first
    QList<MergeField> fields;  // in the entity's order; a value that only one has is chosen by itself
    QHash<QString, qint64> moved; // by entity: records that go over to the survivor
    QHash<QString, qint64> stays; // that it has already
    qint64 openTasks = 0;      // of all of them together
};

struct MergeSignature {
    Id author;
    Id approvedBy;
    Id batch;      // merge_batch; null: a single merge
    QString rule;  // codes
    QList<Id> pairs; // the proposals that led to it: they become "merged"
    qint64 nowMs = 0;
};

// "before = after + linked" (R014), counted in the database.
struct MergeReport : Committed {
    Id survivor;
    qint64 before = 0; // customers in the list
    qint64 after = 0;
    qint64 linked = 0;
    QHash<QString, qint64> hangingBefore; // by entity, over all of them
    QHash<QString, qint64> hangingAfter;

    bool reconciles() const { return before == after + linked && hangingBefore == hangingAfter; }
};

// Errors: NotFound; Invalid "customers.mergeFew" (fewer than two), "customers.mergeTwice" (one is merged already, or stands twice).
Result<MergePlan> planMerge(Records &records, const Id &survivor, const QList<Id> &others);

// Errors: Conflict "records.conflict": a chosen field was edited since the plan; as commit().
Result<MergeReport> mergeCustomers(Records &records, const MergePlan &plan, const MergeSignature &signature);

// 关联: every customer that went into this one, directly or through another, the latest first.
Result<QList<Record>> linkedCustomers(Records &records, const Id &survivor);

// Which text of a field the plan gives the survivor.
Value chosenValue(const MergeField &field);

} // namespace kemai
