// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The desk's half: what an answer of the server makes of the replica (sync.md 5.5, 5.6, 5.9). Each function is one transaction:
 * rows, conflicts and the place reached are kept together or not at all, so an answer that is applied twice, or cut, or lost
 * on the way to the disk, does no harm.
 *
 * Who calls has checked the nonce: only the answer to the latest request may come in here. The guards that are left:
 *   a row is kept only if it comes through a scope held here            (else it would outlive the revoking of it)
 *   a pushed-back row, a chunk only if cut by the mask held here        (else a column would be missed or kept)
 *   a row never goes back to an older version, except when reconciling
 *   a chunk only if it has seen all that the cursor has                 (a standby may be behind)
 */
#pragma once

#include "sync/replica_storage.h"

namespace kemai::sync {

struct Pulled {
    bool more = false;
};

Result<Pulled> applyPull(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, const wire::PullResponse &answer);

struct PushedBack {
    bool pullNow = false; // something was left out that a pull will bring
};

// `sent`: the request this answers.
Result<PushedBack> applyPush(ReplicaStorage &storage, const wire::PushRequest &sent, const wire::PushResponse &answer);

struct ChunkTaken {
    bool taken = false;  // false: not from here, pull first
};

// Takes the chunk, moves the scope's place on; behind the last table the scope is complete.
Result<ChunkTaken> applyChunk(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, const wire::ChunkRequest &asked, const wire::Chunk &answer);

// The server began anew (410): rows and outbox are kept, all scopes are fetched again and reconciled, what the server has lost is sent
// again. lastMid: what it knows of this device; -1: not said.
Result<> applyEpoch(ReplicaStorage &storage, const Id &epoch, qint64 lastMid);

// This program knows columns the one before did not: everything is fetched again, in place.
Result<> refetchAll(ReplicaStorage &storage);

// The next chunk to fetch; nothing: all scopes are complete.
Result<std::optional<wire::ChunkRequest>> nextChunk(ReplicaStorage &storage, const wire::Vocabulary &vocabulary);

} // namespace kemai::sync
