// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The desk's queue: how a committed change becomes a mutation, and what a row looks like with the queued ones on top.
 *
 * Called inside the transaction that commits the change, so an edit and its mutation are kept together or not at all.
 */
#pragma once

#include "sync/replica_storage.h"

namespace kemai::sync {

// Numbers, times and enqueues one change that was just made here (its edits: from what was shown to what is), with what the server
// will need to judge it, and shows the row anew. Answers the mutation. Errors: Denied "sync.masked"; as the storage.
Result<wire::Mutation> enqueue(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, const wire::SetHead &head, const Change &change,
                               qint64 nowMs);

// The choice of values for an open conflict: `edits` (from theirs to the choice) empty keeps theirs. To restore what was withdrawn, or withdraw it after all, name
// the operation. Errors: as the storage.
Result<wire::Mutation> enqueueResolution(ReplicaStorage &storage, const wire::SetHead &head, const wire::Conflict &conflict,
                                         Change::Operation operation, const QList<Edit> &edits, qint64 nowMs);

// The row as it is shown: truth, then the queued mutations in order. Nothing: there is nothing to show.
std::optional<Record> patched(const std::optional<wire::Row> &truth, const QList<wire::Mutation> &queued);

// Stores this truth and shows it with what is queued.
Result<> settle(ReplicaStorage &storage, const RowKey &key, const std::optional<wire::Row> &truth);

} // namespace kemai::sync
