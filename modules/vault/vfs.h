// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The encrypting VFS: SQLite databases whose every page, in the file and in its WAL, is encrypted and
 * authenticated. SQLite itself is the system's, unpatched. Formats: page_cipher.cpp and wal_checksum.cpp;
 * threat model, decisions and pitfalls: README.md of this module.
 *
 * Only two kinds of file ever exist: the database and its WAL. Rollback journals, super-journals and
 * temporary files are refused (temp_store is MEMORY on every connection). The key is named by a handle, in the
 * URI parameter "kemai_key"; the key itself stands in no URI, no SQL text and no log.
 *
 * Threads: all functions may be called from any thread. A connection is opened in SQLite's multi-thread mode
 * without its own mutex: one thread at a time, as the store's writer and reader do.
 */
#pragma once

#include "base/result.h"
#include "vault/secret.h"

#include <QByteArrayView>
#include <QString>

#include <functional>

struct sqlite3;

namespace kemai {

inline constexpr const char *vfsName = "kemai";
inline constexpr int pageSize = 4096;
inline constexpr int reservedBytes = 40; // of each page: tag and nonce
inline constexpr int keyBytes = 32;
inline constexpr int fileIdBytes = 16;

// Names a key held by this process. Only a handle travels through SQLite.
enum class KeyHandle : quint64 { None = 0 };

enum class OpenMode {
    ReadWrite, // the file must exist
    Create,    // the file must not exist; it appears complete or not at all
    ReadOnly,
};

// Pitfall 4, the WAL-reset race of SQLite before 3.51.3: exactly one connection of a store may checkpoint.
enum class Checkpointing { Never, ThisConnection };

// Registers the VFS "kemai" on top of the system's default one, once a process; it never becomes the default.
// Errors: Io "vault.vfsMissing".
[[nodiscard]] Result<> registerVfs();

// Hands a key to the VFS. The handle works until it is released; files already open keep the key.
// None if the key has not 32 bytes or the file id not 16.
[[nodiscard]] KeyHandle holdKey(Secret key, QByteArrayView fileId);
void releaseKey(KeyHandle handle);

// Opens a connection with everything each connection needs: WAL, synchronous=FULL, temp_store=MEMORY, no mmap,
// no automatic checkpoint unless asked for, busy timeout 5 s, trusted_schema off, cell_size_check on.
// The caller closes it with sqlite3_close().
// Errors: NotFound "vault.noFile"; Conflict "vault.fileExists" (Create); Corrupt "vault.corrupt"; Busy
// "vault.busy"; Io "vault.diskFull", "vault.io", "vault.vfsMissing"; Denied "vault.readOnly".
[[nodiscard]] Result<sqlite3 *> openEncrypted(const QString &file, KeyHandle handle, OpenMode mode,
                                              Checkpointing checkpointing = Checkpointing::Never);

// Called now and then with the pages done and all pages; false cancels.
using PageProgress = std::function<bool(qint64 done, qint64 total)>;

// Checks the tag of every page of the database file, skipping the lock-byte page (never written), and gives the
// number of pages. Frames of the WAL are not part of it: checkpoint first, or they are checked when read.
// Errors: Corrupt "vault.damagedPages" (%1 pages damaged, %2 the first of them); Io; Busy "vault.cancelled".
[[nodiscard]] Result<qint64> verifyPages(const QString &file, KeyHandle handle, const PageProgress &progress = {});

// Copies a running database into a new encrypted file by SQLite's online backup, a few pages at a time, so that
// its writer goes on. The destination appears complete and synced, or not at all. Refuses a source that is not
// opened through this VFS, and never writes plaintext.
// Errors: Invalid "vault.plainSource"; Conflict "vault.fileExists"; otherwise as openEncrypted().
[[nodiscard]] Result<> backupInto(sqlite3 *source, const QString &file, KeyHandle handle,
                                  const PageProgress &progress = {});

// What SQLite answered, as an Error: Busy "vault.busy", Corrupt "vault.corrupt", Io "vault.diskFull" or
// "vault.io", Denied "vault.readOnly". `what` is English, for the log. sqlite3_errmsg may quote SQL text with
// data in it, so only codes are logged.
[[nodiscard]] Error sqliteError(int extendedCode, const QString &what);
[[nodiscard]] Error sqliteError(sqlite3 *connection, const QString &what);

} // namespace kemai
