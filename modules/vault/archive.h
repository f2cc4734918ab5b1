// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Backup, restore and verification of a whole store.
 *
 * A backup is one encrypted file: a consistent copy of the database, taken while it is in use, and every
 * attachment. Format: archive_stream.h. It carries the store's key file, so that it opens with the store's
 * passphrase on any machine. A store that has no passphrase gives a backup that opens only where its key is in the
 * key store: **restoring it on another machine needs a passphrase**, so give the backup one (BackupOptions);
 * BackupReport says which it is.
 *
 * All functions block for as long as the disk takes and belong on a worker thread. Progress returns false to
 * cancel (Busy "vault.cancelled"); a cancelled or failed run leaves nothing behind, and a killed one leaves files
 * named *.partial that the next open or the next backup to the same place removes.
 */
#pragma once

#include "base/result.h"
#include "vault/vault.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace kemai {

enum class ArchiveStage {
    CopyingDatabase,    // in pages
    CheckingDatabase,   // in pages; 0 of 0 while SQLite checks its own structures
    CopyingAttachments, // in files
    CheckingAttachments,
    Writing,   // in bytes
    Verifying, // in bytes
};
using ArchiveProgress = std::function<bool(ArchiveStage stage, qint64 done, qint64 total)>;

struct BackupOptions {
    Secret passphrase; // when not empty, the backup opens with it instead of the store's own passphrase
};

struct BackupReport {
    qint64 bytes = 0; // of the backup file
    qint64 pages = 0;
    int attachments = 0;
    QStringList damagedAttachments; // hex names; kept as they are, a damaged file never prevents a backup
    Protection opensWith;           // passphrase false: only on a machine that has the key in its key store
};

// Writes beside the place, syncs, reads everything back, then renames over the file.
// Errors: Corrupt "vault.damagedPages" (nothing is written over an older, sound backup); Io "vault.diskFull"; as
// openEncrypted(), as attachments.
Result<BackupReport> backup(const Vault &vault, const QString &file, BackupOptions options = {},
                            const ArchiveProgress &progress = {});

// How a backup can be opened. Errors: Invalid "vault.notABackup", Corrupt "vault.damagedBackup", Conflict
// "vault.newer", Io.
Result<Protection> backupProtection(const QString &file);

enum class ExistingStore { Refuse, KeepAside };

struct RestoreReport {
    qint64 pages = 0;
    int attachments = 0;
    QString keptAside; // folder with the store that was there before; empty if there was none
    Protection opensWith;
};

// Unpacks beside, verifies every byte, every page and SQLite's structures, and only then takes the place. A crash at
// any moment leaves the old store or the new one: a switch begun is finished by the next Vault::open().
// The store must not be open. A store already there is never overwritten: refused (Conflict "vault.exists"), or moved
// whole into a folder "before-restore-<date>" inside the directory.
// Errors: as backupProtection() and Vault::open(); NotFound "vault.backupKeyElsewhere" (the key is in the key store of
// the machine that made the backup); Corrupt "vault.damagedPages", "vault.corrupt".
Result<RestoreReport> restore(const QString &file, const QString &directory, Unlock unlock,
                              ExistingStore existing = ExistingStore::Refuse, const VaultSurroundings &surroundings = {},
                              const ArchiveProgress &progress = {});

struct VerifyReport {
    qint64 pages = 0;
    QStringList problems; // of the database, English, no customer data; empty if it is sound
    int fullTextIndexes = 0;
    int attachments = 0;
    QStringList damagedAttachments; // hex names

    bool isSound() const { return problems.isEmpty() && damagedAttachments.isEmpty(); }
};

// Checks the tag of every page, SQLite's integrity_check, every full-text index against itself and its content, and
// every attachment. Goes on after the first find. Works while the store is in use. Errors: only what prevents the check.
Result<VerifyReport> verify(const Vault &vault, const ArchiveProgress &progress = {});

// For Vault: finishes a restore that a crash cut short, and clears what unfinished ones left. Holds the lock.
Result<> finishRestore(const QString &directory);
bool isRestorePending(const QString &directory);
QString pendingKeyFile(const QString &directory); // where the key file stands in the middle of a switch

} // namespace kemai
