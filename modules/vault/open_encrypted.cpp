// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/durable.h"
#include "vault/encrypted_connection.h"
#include "vault/vfs.h"
#include "vault/vfs_file.h"

#include <QFileInfo>

#include <cstring>
#include <sqlite3.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr int busyTimeoutMs = 5000;
constexpr int pagesBeforeCheckpoint = 1000;

// journal_size_limit: after a bulk import the WAL shrinks to this again. secure_delete=FAST: deleted rows are
// overwritten where that costs no further page; what stays is encrypted like everything else.
constexpr const char *everyConnection[] = {
    "PRAGMA temp_store=MEMORY",        "PRAGMA mmap_size=0",       "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",       "PRAGMA cell_size_check=ON", "PRAGMA secure_delete=FAST",
    "PRAGMA journal_size_limit=67108864",
};

int run(sqlite3 *connection, const char *sql)
{
    return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
}

// Asked through the shims that may stand between: a Qt or an SQLite of its own has another list of VFSes, and then
// nothing here would be encrypted (5).
bool isThroughVfs(sqlite3 *connection)
{
    OpenFile *found = nullptr;
    return sqlite3_file_control(connection, "main", controlFindFile, &found) == SQLITE_OK && found;
}

bool namesOurVfs(sqlite3 *connection)
{
    char *name = nullptr;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_VFSNAME, &name) != SQLITE_OK)
        return false;
    const bool ours = name && QByteArrayView(name).contains(vfsName);
    sqlite3_free(name);
    return ours;
}

bool isInWalMode(sqlite3 *connection)
{
    bool wal = false;
    const auto answer = [](void *seen, int, char **values, char **) {
        *static_cast<bool *>(seen) = values[0] && std::strcmp(values[0], "wal") == 0;
        return 0;
    };
    return sqlite3_exec(connection, "PRAGMA journal_mode", answer, &wal, nullptr) == SQLITE_OK && wal;
}

Result<> prepare(sqlite3 *connection, Checkpointing checkpointing)
{
    sqlite3_busy_timeout(connection, busyTimeoutMs);
    if (!isThroughVfs(connection) || !namesOurVfs(connection))
        return fail(Error::Code::Io, u"vault.vfsMissing"_s, u"the VFS is not in the connection's stack"_s);
    for (const char *each : everyConnection) {
        if (run(connection, each) != SQLITE_OK)
            return fail(sqliteError(connection, QString::fromLatin1(each)));
    }
    sqlite3_wal_autocheckpoint(connection, checkpointing == Checkpointing::Never ? 0 : pagesBeforeCheckpoint);
    // Closing checkpoints, too (4).
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, checkpointing == Checkpointing::Never ? 1 : 0,
                      nullptr);
    if (run(connection, "SELECT count(*) FROM sqlite_schema") != SQLITE_OK)
        return fail(sqliteError(connection, u"reading the schema"_s));
    if (!isInWalMode(connection))
        return fail(Error::Code::Corrupt, u"vault.corrupt"_s, u"the database is not in WAL mode"_s);
    return {};
}

Result<sqlite3 *> openPrepared(const QString &file, KeyHandle handle, int flags, Checkpointing checkpointing)
{
    Result<sqlite3 *> opened = openRaw(file, handle, flags);
    if (!opened)
        return opened;
    if (Result<> prepared = prepare(*opened, checkpointing); !prepared) {
        sqlite3_close(*opened);
        return fail(prepared.error());
    }
    return opened;
}
} // namespace

Result<sqlite3 *> openRaw(const QString &file, KeyHandle handle, int flags, Destination destination)
{
    if (Result<> registered = registerVfs(); !registered)
        return fail(registered.error());
    QByteArray uri = "file:" + QFileInfo(file).absoluteFilePath().toUtf8().toPercentEncoding("/")
        + "?kemai_key=" + QByteArray::number(quint64(handle));
    if (destination == Destination::Copy)
        uri += "&kemai_copy=1";
    sqlite3 *connection = nullptr;
    const int code = sqlite3_open_v2(uri.constData(), &connection,
                                     flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfsName);
    if (code == SQLITE_OK)
        return connection;
    const Error error = connection ? sqliteError(connection, u"opening"_s) : sqliteError(code, u"opening"_s);
    sqlite3_close(connection);
    return fail(error);
}

Result<sqlite3 *> openEncrypted(const QString &file, KeyHandle handle, OpenMode mode, Checkpointing checkpointing)
{
    const QFileInfo place(file);
    if (mode == OpenMode::Create) {
        if (place.exists())
            return fail(Error::Code::Conflict, u"vault.fileExists"_s, u"the file to create exists"_s, {file});
        // Made under another name, so that a crash leaves no half database under this one.
        const QString partial = file + u".partial"_s;
        QFile::remove(partial);
        Result<sqlite3 *> made = openRaw(partial, handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
        if (!made)
            return made;
        sqlite3_close(*made);
        QFile::remove(file + u"-wal"_s); // of a database that is no longer there
        QFile::remove(file + u"-shm"_s);
        if (Result<> placed = placeNew(partial, file); !placed)
            return fail(placed.error());
    } else {
        if (!place.exists())
            return fail(Error::Code::NotFound, u"vault.noFile"_s, u"no such file"_s, {file});
        // SQLite takes an empty file for an empty database; ours never are empty.
        if (place.size() < pageSize)
            return fail(Error::Code::Corrupt, u"vault.corrupt"_s, u"the file is shorter than a page"_s, {file});
    }
    return openPrepared(file, handle, mode == OpenMode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE,
                        checkpointing);
}

Result<> placeNew(const QString &partial, const QString &file)
{
    // QFile::rename never overwrites.
    if (!QFile::rename(partial, file)) {
        const bool exists = QFileInfo::exists(file);
        QFile::remove(partial);
        if (exists)
            return fail(Error::Code::Conflict, u"vault.fileExists"_s, u"the file appeared meanwhile"_s, {file});
        return fail(fileError(file, u"renaming"_s));
    }
    return syncFolder(QFileInfo(file).absolutePath());
}

} // namespace kemai
