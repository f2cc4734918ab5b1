// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The server's half of a push: what a batch of mutations makes of the rows it names (sync.md 5.4). A pure function: the caller has
 * locked the device, the rows and their open conflicts, and writes back what is answered here, in the same transaction.
 *
 * A field is judged so:
 *   equal to the live value                                          noop
 *   the author saw the live value: its stamp's version <= the version
 *     seen, or its stamp is exactly (this device, the mid named in previous);
 *     byValue: the live value equals what was seen                   ok
 *   otherwise                                                        conflict: the live value stays, both are kept
 * By kind: a Counter always adds; a Derived field follows the one it is computed from, and falls if that was not seen; an Append
 * field is written once; a Server field only by commands. A group, and an atomic mutation, goes whole or not at all. Editing what
 * was withdrawn unseen, and withdrawing what was edited unseen, are conflicts of the mark. What may not be read does not exist.
 *
 * A later value of the same device for the same conflict replaces its own there, instead of opening a second one. A
 * mutation naming a conflict resolves it if the live values are still the ones it saw; else the conflict stays open with the new
 * ones. One bad mutation is answered denied and never holds up those behind it.
 */
#pragma once

#include "sync/access.h"
#include "wire/messages.h"
#include "wire/vocabulary.h"

#include <QHash>
#include <QSet>

namespace kemai::sync {

struct Batch {
    Id device;
    Id user;
    qint64 lastMid = 0;       // of the device, locked
    qint64 nowMs = 0;
    const wire::PushRequest *request = nullptr;
    QSet<qint64> poisoned;    // mids whose writing failed unexpectedly: denied "sync.internal"
};

// The present state behind a batch. Rows that do not exist are absent.
struct Present {
    QHash<RowKey, StampedRow> rows;
    QHash<Id, wire::Conflict> conflicts; // all open ones of these rows, and those named by the batch
};

// One record changed by one mutation: a line of the audit, with the values really replaced.
struct Applied {
    qint64 mid = 0;
    Id set;
    Change change;       // edits from the live value; expectedVersion: the version before
    qint64 version = 0;  // after
};

struct Merged {
    qint64 lastMid = 0;
    qint64 expectedMid = 0;           // not 0: a gap, nothing was taken
    QList<wire::Outcome> outcomes;    // those that are not plain
    QHash<RowKey, StampedRow> written; // new or changed rows, as they are to be
    QSet<RowKey> badged;              // rows whose conflicts changed though they did not: they are logged, so every screen learns of it
    QHash<Id, wire::Conflict> conflicts; // opened or changed
    QList<Applied> applied;           // in order of mids
    QList<wire::SetHead> sets;        // heads of the sets that `applied` names, author filled
    qint64 firstTaken = 0;            // mids from here to lastMid were decided in this merge; 0: none
};

// What to lock, in locking order, before merge(). Rows of mutations that were taken before are among them: the answer shows them, since
// the one that did may have been lost.
QList<RowKey> rowsOf(const wire::PushRequest &request);
QList<Id> conflictsOf(const wire::PushRequest &request); // that it resolves

Merged merge(const Batch &batch, const Present &present, const Access &access, const wire::Vocabulary &vocabulary);


} // namespace kemai::sync
