// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The audit (change_set and history) is one hash chain over the whole ledger, sealed behind the writers (N08). A seal covers what
 * has been committed since the one before, told by snapshots as the cursor of a pull is, so that no writer waits for it:
 *
 *   covered   above_set < seq <= the next epoch's above_set, visible in `upto`, not visible in `base`; base(n) = upto(n-1),
 *             or 1:1: for the first of an epoch
 *   hash(n) = BLAKE2b-256( hash(n-1) || header || sets || lines )
 *   header  = "n epoch above_set base upto sets lines at\n" in ASCII
 *   sets    = COPY text of the covered change_set rows by seq (all columns but hash); lines = COPY text of their history by set_seq, seq
 *   signature = Ed25519 of the server key over "kemai audit seal 1\n" || header || hash in hex
 *
 * hash(0) is 32 zero bytes. One changed byte breaks its seal and every later one; a removed row, too. Whoever removes rows and the
 * seals that cover them is found by a head kept elsewhere: the head file beside the server key, weekly reports, backups.
 *
 * After a restore transaction numbers begin anew: newEpoch() seals what the restored database holds and remembers the last
 * change_set below the new epoch (sync.epoch.above_set).
 */
#pragma once

#include "ledger/connection.h"

#include <functional>
#include <optional>

namespace kemai::ledger {

struct Seal {
    qint64 n = 0; // counts from 1
    Id epoch;
    qint64 aboveSet = 0;
    QByteArray base;
    QByteArray upto;
    qint64 sets = 0;
    qint64 lines = 0;
    qint64 atMs = 0;
    QByteArray hash;      // 32 bytes
    QByteArray signer;    // the public key, 32 bytes
    QByteArray signature; // 64 bytes

    QByteArray header() const;
    QByteArray signedMessage() const;
};

struct SealKey {
    QByteArray publicKey;
    std::function<QByteArray(QByteArrayView message)> sign; // Ed25519
};

// Seals what is new. Nothing: there is nothing new, or another process is at it.
Result<std::optional<Seal>> sealAudit(Connection &connection, const SealKey &key, qint64 nowMs);
Result<std::optional<Seal>> lastSeal(Connection &connection); // none: nothing was sealed yet

// A restored database begins a new epoch: everything in it is sealed, the log is emptied, sessions and challenges end, and every
// device reconciles at its next contact. Also for a database restored by other means (PITR, a snapshot of the disk).
Result<Id> newEpoch(Connection &connection, const SealKey &key, qint64 nowMs);

struct AuditReport {
    qint64 seals = 0;
    qint64 sets = 0;
    qint64 lines = 0;
    qint64 unsealedSets = 0; // committed behind the last seal: not proved yet
    qint64 brokenAt = 0;     // the first seal that does not hold; 0: none
    qint64 missing = 0;      // seals the head knows and the database lacks
    QString what;            // English, for log and report

    bool sound() const { return brokenAt == 0 && missing == 0; }
};

// Recomputes the chain. `trusted`: public keys that may have signed; empty: any. `head`: the last seal as known elsewhere.
// `progress` false stops: Busy.
Result<AuditReport> checkAudit(Connection &connection, const QList<QByteArray> &trusted, const std::optional<Seal> &head,
                               const std::function<bool(qint64 done, qint64 total)> &progress = {});

// The head as a file: one JSON line, written beside and renamed. Reading none is no head.
Result<> writeHead(const QString &file, const Seal &seal);
Result<std::optional<Seal>> readHead(const QString &file); // Corrupt "ledger.headDamaged"

} // namespace kemai::ledger
