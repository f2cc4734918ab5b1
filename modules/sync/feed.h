// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The server's half of a pull (sync.md 5.5, 5.6): planPull() says what to read, the ledger reads it in one REPEATABLE READ READ ONLY
 * transaction (keys of the feed and the rows they name in the same snapshot), answerPull() makes the answer of it.
 *
 * The feed is a log of keys, never of row images: what a key names is read as it is now. A row seen through no granted scope
 * is `gone`; everything else is `up`, withdrawn ones with their mark, because restoring and undo need them and nothing is ever
 * deleted. Scopes the device has and is no longer granted are dropped, granted ones it does not know are added.
 */
#pragma once

#include "sync/access.h"
#include "wire/messages.h"
#include "wire/vocabulary.h"

#include <variant>

namespace kemai::sync {

struct PullPlan {
    QList<qint32> scopes; // whose keys to read: granted and known to the device
    QList<qint32> add;
    QList<qint32> drop;
    std::optional<wire::Snapshot> base; // none: nothing to read, the cursor begins at this transaction's snapshot
    std::optional<wire::Snapshot> to;   // none: this transaction's snapshot, the first page
    qint64 after = 0;
    int limit = 0;
};

// What the ledger read.
struct FeedPage {
    wire::Snapshot to;     // as planned, or this transaction's
    qint64 after = 0;      // of the last key, if more
    bool more = false;
    QList<StampedRow> rows;          // of the keys, those that exist, whoever sees them
    QList<RowKey> missing;           // of the keys, those that do not
    QList<wire::Conflict> conflicts; // open ones of `rows`
    QList<qint32> resnapshot;
};

PullPlan planPull(const wire::PullRequest &request, const Access &access);
wire::PullResponse answerPull(const wire::PullRequest &request, const PullPlan &plan, const FeedPage &page, const Id &epoch,
                              const Access &access, const wire::Vocabulary &vocabulary);

// A chunk as it is to be read from `rows` (of the scope, ids above request.after, ascending, at most request.rows). A server with
// COPY streams the same instead (wire/chunk_stream.h). Of a scope that is not granted there are no rows and no end.
wire::Chunk answerChunk(const wire::ChunkRequest &request, const QList<StampedRow> &rows, const QList<wire::Conflict> &conflicts,
                        const wire::Snapshot &snapshot, const Id &epoch, const Access &access, const wire::Vocabulary &vocabulary);

// Rows as this reader may have them: columns without the masked ones, scopes without those not granted. Conflicts likewise.
QList<wire::Table> cut(const QList<StampedRow> &rows, const Access &access, const wire::Vocabulary &vocabulary);
QList<wire::Conflict> cut(const QList<wire::Conflict> &conflicts, const Access &access);

} // namespace kemai::sync
