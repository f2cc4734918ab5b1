// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The last acts of one person at this desk, newest first: what a list to undo from shows (U05). An act is a change set;
 * it is described by its first record (and the customer that hangs on it), its fields and its number of records.
 * An undo is an act too: undoing it is redoing. What an import wrote is one act however many sets it took.
 *
 * Threads: as Records. Errors: as find().
 */
#pragma once

#include "history/log.h"

namespace kemai {

struct Act {
    LoggedSet set;
    qint64 records = 0;               // changed by it
    const Entity *entity = nullptr;   // of the first record; null: of a newer schema
    Id record;
    Change::Operation operation = Change::Operation::Insert;
    QList<int> fields;                // of the first record, those a person sees
    Id customer;                      // whom it is about; null: nobody
    QString customerName;
    bool undone = false;              // there is nothing to take back any more
};

// At most `limit` acts of `author` (null: of nobody logged in).
Result<QList<Act>> recentActs(Records &records, const Id &author, int limit);

} // namespace kemai
