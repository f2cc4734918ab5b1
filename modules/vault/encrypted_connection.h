// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What openEncrypted() and backupInto() share: a connection through the VFS before its pragmas, and the step that
 * lets a finished file appear under its name.
 */
#pragma once

#include "vault/vfs.h"

namespace kemai {

enum class Destination { Database, Copy }; // Copy: written without WAL and journal, see MainFile::Journal

// Errors: as openEncrypted().
Result<sqlite3 *> openRaw(const QString &file, KeyHandle handle, int flags,
                          Destination destination = Destination::Database);

// Renames, never over a file that exists, and syncs the folder. Errors: Conflict "vault.fileExists"; Io.
Result<> placeNew(const QString &partial, const QString &file);

} // namespace kemai
