// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Files that survive a crash: written beside their place, synced, renamed over it, and the folder synced, so
 * that afterwards there is the old file or the new one, never half of one.
 *
 * Everything made here is for its owner alone (files 0600, folders 0700). Functions are free of state and may
 * be called from any thread. Errors: Io "vault.diskFull" when the disk or the quota is full, Io "vault.io"
 * for all else (details: the file).
 */
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

namespace kemai {

// The error of the system call that just failed on this file; reads errno.
Error fileError(const QString &file, const QString &doing);
// The same for a QFile whose last operation failed.
Error fileError(const QFile &file, const QString &doing);

Result<> syncFile(QFile &file);             // flushes and waits until the disk has it
Result<> syncFolder(const QString &folder); // makes renames and removals in it last
Result<> makePrivateFolder(const QString &folder);

Result<> writeAll(QFile &file, QByteArrayView bytes);
Result<> replaceFile(const QString &from, const QString &to); // rename over, then sync the folder
Result<> writeDurably(const QString &file, QByteArrayView bytes);

// Overwrites with zeros, then removes. For files outside the vault that held clear text for a while.
void wipeFile(const QString &file);

} // namespace kemai
