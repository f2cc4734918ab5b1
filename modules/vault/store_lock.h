// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StoreLock: one process holds a store directory at a time, and the others learn who.
 *
 * The lock is the system's own (flock on kemai.lock), so it dies with its process however that ends: a file
 * left behind by a crash is free, and no process is ever guessed dead by its number. The file's text names
 * the holder (program, process id, host, since when) for the message the second one shows. The file stays;
 * removing it would let two processes lock two different files of the same name.
 *
 * Errors: Busy "vault.held" (details: program, process id, host), Io.
 */
#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

namespace kemai {

struct LockHolder {
    QString program; // empty when the holder has not written its name yet
    qint64 processId = 0;
    QString host;
    qint64 sinceMs = 0;
};

class StoreLock
{
public:
    static Result<std::unique_ptr<StoreLock>> take(const QString &directory);
    ~StoreLock();
    StoreLock(const StoreLock &) = delete;
    StoreLock &operator=(const StoreLock &) = delete;

    static QString fileName() { return QStringLiteral("kemai.lock"); }

private:
    StoreLock() = default;

    struct Held;
    std::unique_ptr<Held> m_held;
};

} // namespace kemai
