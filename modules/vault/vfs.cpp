// SPDX-License-Identifier: GPL-3.0-or-later
// The VFS object and the bridge from SQLite's C interface to OpenFile.
#include "vault/vfs.h"

#include "vault/key_ring.h"
#include "vault/vfs_file.h"

#include <QtGlobal>

#include <cstring>
#include <mutex>
#include <new>

namespace kemai {

namespace {

// What SQLite allocates for an open file: this, then the base VFS's own file.
struct Slot {
    sqlite3_file head;
    OpenFile *file;
    MainFile *database; // null for a WAL
};

OpenFile &fileOf(sqlite3_file *handle)
{
    return *reinterpret_cast<Slot *>(handle)->file;
}

MainFile &databaseOf(sqlite3_file *handle)
{
    return *reinterpret_cast<Slot *>(handle)->database;
}

sqlite3_file *baseOf(sqlite3_file *handle)
{
    return fileOf(handle).base();
}

sqlite3_vfs *systemVfs(sqlite3_vfs *own)
{
    return static_cast<sqlite3_vfs *>(own->pAppData);
}

int closeFile(sqlite3_file *handle)
{
    auto *slot = reinterpret_cast<Slot *>(handle);
    const int code = slot->file->close();
    delete slot->file;
    slot->file = nullptr;
    handle->pMethods = nullptr;
    return code;
}

int readFile(sqlite3_file *handle, void *out, int amount, sqlite3_int64 offset)
{
    return fileOf(handle).read(out, amount, offset);
}

int writeFile(sqlite3_file *handle, const void *from, int amount, sqlite3_int64 offset)
{
    return fileOf(handle).write(from, amount, offset);
}

int truncateFile(sqlite3_file *handle, sqlite3_int64 size)
{
    return fileOf(handle).truncate(size);
}

int syncFile(sqlite3_file *handle, int flags)
{
    return fileOf(handle).sync(flags);
}

int sizeOfFile(sqlite3_file *handle, sqlite3_int64 *size)
{
    return fileOf(handle).fileSize(size);
}

int lockFile(sqlite3_file *handle, int level)
{
    if (MainFile *database = reinterpret_cast<Slot *>(handle)->database)
        database->forgetAhead();
    sqlite3_file *base = baseOf(handle);
    return base->pMethods->xLock(base, level);
}

int unlockFile(sqlite3_file *handle, int level)
{
    if (MainFile *database = reinterpret_cast<Slot *>(handle)->database)
        return database->unlock(level);
    sqlite3_file *base = baseOf(handle);
    return base->pMethods->xUnlock(base, level);
}

int checkReserved(sqlite3_file *handle, int *reserved)
{
    sqlite3_file *base = baseOf(handle);
    return base->pMethods->xCheckReservedLock(base, reserved);
}

int controlFile(sqlite3_file *handle, int operation, void *argument)
{
    return fileOf(handle).control(operation, argument);
}

int sectorSize(sqlite3_file *handle)
{
    sqlite3_file *base = baseOf(handle);
    return base->pMethods->xSectorSize(base);
}

// Only "powersafe overwrite" is true of encrypted pages (15): no part of a page can be read or written alone, and a
// file system's atomic writes would not cover header and page. openFile() has made sure that the bit is there, for
// without it SQLite would split pages (10).
int deviceCharacteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shmMap(sqlite3_file *handle, int region, int size, int extend, void volatile **out)
{
    sqlite3_file *base = databaseOf(handle).base();
    return base->pMethods->xShmMap(base, region, size, extend, out);
}

int shmLock(sqlite3_file *handle, int offset, int count, int flags)
{
    databaseOf(handle).forgetAhead();
    sqlite3_file *base = databaseOf(handle).base();
    return base->pMethods->xShmLock(base, offset, count, flags);
}

void shmBarrier(sqlite3_file *handle)
{
    sqlite3_file *base = databaseOf(handle).base();
    base->pMethods->xShmBarrier(base);
}

int shmUnmap(sqlite3_file *handle, int remove)
{
    sqlite3_file *base = databaseOf(handle).base();
    return base->pMethods->xShmUnmap(base, remove);
}

// Version 2, without xFetch: memory mapping would show SQLite ciphertext (12).
const sqlite3_io_methods databaseMethods = {
    2,          closeFile,     readFile,    writeFile,  truncateFile,
    syncFile,   sizeOfFile,    lockFile,    unlockFile, checkReserved,
    controlFile, sectorSize,   deviceCharacteristics,
    shmMap,     shmLock,       shmBarrier,  shmUnmap,
    nullptr,    nullptr,
};
const sqlite3_io_methods walMethods = {
    1,          closeFile,     readFile,    writeFile,  truncateFile,
    syncFile,   sizeOfFile,    lockFile,    unlockFile, checkReserved,
    controlFile, sectorSize,   deviceCharacteristics,
    nullptr,    nullptr,       nullptr,     nullptr,
    nullptr,    nullptr,
};

std::shared_ptr<const DatabaseKey> keyNamedBy(const char *name)
{
    const char *text = sqlite3_uri_parameter(name, "kemai_key");
    if (!text)
        return heldKey(keyOfUnnamedFiles());
    bool isNumber = false;
    const quint64 handle = QByteArrayView(text).toULongLong(&isNumber);
    return isNumber ? heldKey(KeyHandle(handle)) : nullptr;
}

MainFile *databaseOfWal(const char *walName)
{
    sqlite3_file *database = sqlite3_database_file_object(walName);
    OpenFile *found = nullptr;
    // Through whatever shim stands on top of us (21).
    if (!database || !database->pMethods
        || database->pMethods->xFileControl(database, controlFindFile, &found) != SQLITE_OK)
        return nullptr;
    return static_cast<MainFile *>(found);
}

int openDatabase(Slot *slot, sqlite3_file *base, const char *name, int flags)
{
    const std::shared_ptr<const DatabaseKey> key = keyNamedBy(name);
    if (!key)
        return SQLITE_CANTOPEN;
    if (!(base->pMethods->xDeviceCharacteristics(base) & SQLITE_IOCAP_POWERSAFE_OVERWRITE))
        return SQLITE_CANTOPEN;
    const bool unjournaled = sqlite3_uri_boolean(name, "kemai_copy", 0) != 0;
    auto *database
        = new (std::nothrow) MainFile(base, key, unjournaled ? MainFile::Journal::None : MainFile::Journal::Wal);
    if (!database)
        return SQLITE_NOMEM;
    slot->file = slot->database = database;
    slot->head.pMethods = &databaseMethods;
    constexpr int creating = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if ((flags & creating) != creating)
        return SQLITE_OK;
    sqlite3_int64 size = 0;
    const int code = database->fileSize(&size);
    return code == SQLITE_OK && size == 0 ? database->createFirstPage() : code;
}

int openWal(Slot *slot, sqlite3_file *base, const char *name)
{
    MainFile *database = databaseOfWal(name);
    if (!database)
        return SQLITE_CANTOPEN;
    slot->file = new (std::nothrow) WalFile(base, database->key(), database);
    if (!slot->file)
        return SQLITE_NOMEM;
    slot->head.pMethods = &walMethods;
    return SQLITE_OK;
}

int openFile(sqlite3_vfs *own, const char *name, sqlite3_file *handle, int flags, int *outFlags)
{
    auto *slot = reinterpret_cast<Slot *>(handle);
    std::memset(slot, 0, sizeof *slot);
    // Temporary files have no name and so no key, and a rollback journal leaks (11, 13): neither ever exists.
    const int kind = flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL);
    if (!name || !kind)
        return SQLITE_CANTOPEN;
    auto *base = reinterpret_cast<sqlite3_file *>(slot + 1);
    std::memset(base, 0, size_t(systemVfs(own)->szOsFile));
    int code = systemVfs(own)->xOpen(systemVfs(own), name, base, flags, outFlags);
    if (code == SQLITE_OK) {
        const int opened = outFlags ? *outFlags : flags; // read-only where the system allowed no more
        code = kind == SQLITE_OPEN_MAIN_DB ? openDatabase(slot, base, name, opened)
                                           : openWal(slot, base, name);
    }
    if (code != SQLITE_OK) {
        if (base->pMethods)
            base->pMethods->xClose(base);
        delete slot->file;
        std::memset(slot, 0, sizeof *slot);
    }
    return code;
}

int deleteFile(sqlite3_vfs *own, const char *name, int syncFolder)
{
    return systemVfs(own)->xDelete(systemVfs(own), name, syncFolder);
}

// A journal beside a database of ours is none of ours: SQLite is told there is none and never plays it back (13).
int accessFile(sqlite3_vfs *own, const char *name, int flags, int *result)
{
    static constexpr std::string_view ending = "-journal";
    const std::string_view text = name ? name : "";
    if (flags == SQLITE_ACCESS_EXISTS && text.size() >= ending.size()
        && text.substr(text.size() - ending.size()) == ending) {
        *result = 0;
        return SQLITE_OK;
    }
    return systemVfs(own)->xAccess(systemVfs(own), name, flags, result);
}

int fullPath(sqlite3_vfs *own, const char *name, int size, char *out)
{
    return systemVfs(own)->xFullPathname(systemVfs(own), name, size, out);
}

// No extension is ever loaded through this VFS.
void *refuseExtension(sqlite3_vfs *, const char *)
{
    return nullptr;
}

void explainRefusal(sqlite3_vfs *, int size, char *out)
{
    sqlite3_snprintf(size, out, "extensions are not loaded into an encrypted database");
}

using ExtensionEntry = void (*)();
ExtensionEntry noSymbol(sqlite3_vfs *, void *, const char *)
{
    return nullptr;
}

void closeNothing(sqlite3_vfs *, void *) { }

int randomness(sqlite3_vfs *own, int size, char *out)
{
    return systemVfs(own)->xRandomness(systemVfs(own), size, out);
}

int sleepFor(sqlite3_vfs *own, int microseconds)
{
    return systemVfs(own)->xSleep(systemVfs(own), microseconds);
}

int lastError(sqlite3_vfs *own, int size, char *out)
{
    return systemVfs(own)->xGetLastError ? systemVfs(own)->xGetLastError(systemVfs(own), size, out) : 0;
}

int currentTime(sqlite3_vfs *own, sqlite3_int64 *milliseconds)
{
    return systemVfs(own)->xCurrentTimeInt64(systemVfs(own), milliseconds);
}

int currentTimeInDays(sqlite3_vfs *own, double *days)
{
    return systemVfs(own)->xCurrentTime(systemVfs(own), days);
}

} // namespace

int registerVfsOver(sqlite3_vfs *base)
{
    static sqlite3_vfs vfs;
    vfs = {};
    vfs.iVersion = base->iVersion >= 2 ? 2 : 1;
    vfs.szOsFile = int(sizeof(Slot)) + base->szOsFile;
    vfs.mxPathname = base->mxPathname;
    vfs.zName = vfsName;
    vfs.pAppData = base;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    vfs.xDlOpen = refuseExtension;
    vfs.xDlError = explainRefusal;
    vfs.xDlSym = noSymbol;
    vfs.xDlClose = closeNothing;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTimeInDays;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTime;
    return sqlite3_vfs_register(&vfs, 0);
}

Result<> registerVfs()
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    // Nobody asks how much memory SQLite holds, and counting it costs a lock for each allocation. Refused, and harmless,
    // where SQLite runs already.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(uncounted)
    if (sqlite3_vfs_find(vfsName))
        return {};
    sqlite3_vfs *base = sqlite3_vfs_find(nullptr);
    const int code = base ? registerVfsOver(base) : SQLITE_NOTFOUND;
    if (code != SQLITE_OK)
        return fail(Error::Code::Io, QStringLiteral("vault.vfsMissing"),
                    QStringLiteral("sqlite3_vfs_register: %1").arg(code));
    return {};
}

} // namespace kemai
