// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What stands in the queue of an enrolled desk and in its conflicts, with the records they are about, for who shows it. Reads only;
 * belongs to the thread of the records. Errors: as Records; Corrupt "sync.outboxUnreadable".
 */
#pragma once

#include "store/replica_tables.h"
#include "wire/messages.h"

namespace kemai::sync {

// One line of the queue.
struct QueueLine {
    wire::Mutation mutation;
    QString title; // of its change set: an id ("customer.edit")
    Record record; // as it is shown now; entity null if nothing is
    QString label; // what a person calls it, of its customer for the parts of one; empty: none
    std::optional<wire::Outcome> outcome; // refused with this
};

struct OfficeQueue {
    QList<QueueLine> waiting; // in the order they are sent, the first `most`
    QList<QueueLine> refused;
    qint64 waitingInAll = 0;
};

struct ConflictLine {
    wire::Conflict conflict;
    Record record; // as it is shown; entity null if nothing is
    QString label;
    QString author; // name of who wrote `mine`; empty if unknown here
};

Result<OfficeQueue> readQueue(StoreRecords &records, int most);
Result<QList<ConflictLine>> readConflicts(StoreRecords &records);

} // namespace kemai::sync
