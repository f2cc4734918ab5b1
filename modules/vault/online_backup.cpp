// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/durable.h"
#include "vault/encrypted_connection.h"
#include "vault/vfs_file.h"

#include <QFileInfo>
#include <QThread>

#include <sqlite3.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr int pagesAStep = 256; // about a millisecond, after which the source's writer may go on
constexpr int waitMs = 5;

Result<> copyPages(sqlite3 *source, sqlite3 *destination, const PageProgress &progress)
{
    sqlite3_backup *backup = sqlite3_backup_init(destination, "main", source, "main");
    if (!backup)
        return fail(sqliteError(destination, u"starting a backup"_s));
    int code = SQLITE_OK;
    bool cancelled = false;
    // One read transaction over all steps would keep the WAL from being reset, but without it every commit of
    // another connection starts the copy anew, and a busy store would never finish.
    const bool held = sqlite3_get_autocommit(source)
        && sqlite3_exec(source, "BEGIN; SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr) == SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(backup, pagesAStep);
        const qint64 total = sqlite3_backup_pagecount(backup);
        if (progress && !progress(total - sqlite3_backup_remaining(backup), total)) {
            cancelled = true;
            break;
        }
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            QThread::msleep(waitMs);
    }
    const int finished = sqlite3_backup_finish(backup);
    if (held)
        sqlite3_exec(source, "COMMIT", nullptr, nullptr, nullptr);
    if (cancelled)
        return fail(Error::Code::Busy, u"vault.cancelled"_s, u"the backup was cancelled"_s);
    if (code != SQLITE_DONE)
        return fail(sqliteError(code, u"copying a page"_s));
    if (finished != SQLITE_OK)
        return fail(sqliteError(finished, u"finishing a backup"_s));
    return {};
}
} // namespace

Result<> backupInto(sqlite3 *source, const QString &file, KeyHandle handle, const PageProgress &progress)
{
    // 6: a copy of a plain source would carry its missing reserve into the destination.
    OpenFile *found = nullptr;
    if (!source || sqlite3_file_control(source, "main", controlFindFile, &found) != SQLITE_OK || !found)
        return fail(Error::Code::Invalid, u"vault.plainSource"_s, u"the source is not opened through the VFS"_s);
    if (QFileInfo::exists(file))
        return fail(Error::Code::Conflict, u"vault.fileExists"_s, u"the backup's file exists"_s, {file});

    const QString partial = file + u".partial"_s;
    QFile::remove(partial);
    Result<sqlite3 *> destination
        = openRaw(partial, handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, Destination::Copy);
    if (!destination)
        return fail(destination.error());
    Result<> copied = {};
    if (sqlite3_exec(*destination, "PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY",
                     nullptr, nullptr, nullptr)
        != SQLITE_OK)
        copied = fail(sqliteError(*destination, u"preparing the backup's file"_s));
    if (copied)
        copied = copyPages(source, *destination, progress);
    sqlite3_close(*destination);
    if (!copied) {
        QFile::remove(partial);
        return copied;
    }
    QFile written(partial);
    if (!written.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return fail(fileError(written, u"opening"_s));
    if (Result<> synced = syncFile(written); !synced)
        return synced;
    written.close();
    return placeNew(partial, file);
}

} // namespace kemai
