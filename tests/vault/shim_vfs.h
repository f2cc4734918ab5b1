// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A VFS that passes everything to another one and lets a test look on, or fail an operation: beneath the encrypting
 * VFS it sees what really reaches the disk, above it it stands for vfstrace and its like.
 */
#pragma once

#include <QByteArray>

#include <cstring>
#include <functional>
#include <new>
#include <sqlite3.h>

namespace kemai {

struct ShimEvent {
    enum class Kind { Open, Read, Write, Truncate, Sync, Delete, Close };
    Kind kind = Kind::Open;
    QByteArray file;      // path, empty where SQLite gave none
    sqlite3_int64 offset = 0; // of a read or write; the size of a truncate
    QByteArrayView bytes; // of a write, valid during the call
    int amount = 0;
    int openFlags = 0;
};

class ShimVfs
{
public:
    // Answers SQLITE_OK to let the operation through, or the error it fails with.
    using Watch = std::function<int(const ShimEvent &)>;

    ShimVfs(const char *name, sqlite3_vfs *base, Watch watch)
        : m_base(base)
        , m_watch(std::move(watch))
    {
        m_vfs = *base;
        m_vfs.pNext = nullptr;
        m_vfs.iVersion = base->iVersion >= 2 ? 2 : 1;
        m_vfs.zName = name;
        m_vfs.szOsFile = int(sizeof(Slot)) + base->szOsFile;
        m_vfs.pAppData = this;
        m_vfs.xOpen = open;
        m_vfs.xDelete = [](sqlite3_vfs *vfs, const char *path, int sync) {
            ShimVfs &self = of(vfs);
            const int code = self.m_watch({ShimEvent::Kind::Delete, path, 0, {}, 0, 0});
            return code ? code : self.m_base->xDelete(self.m_base, path, sync);
        };
        m_vfs.xAccess = [](sqlite3_vfs *vfs, const char *path, int flags, int *out) {
            return of(vfs).m_base->xAccess(of(vfs).m_base, path, flags, out);
        };
        m_vfs.xFullPathname = [](sqlite3_vfs *vfs, const char *path, int size, char *out) {
            return of(vfs).m_base->xFullPathname(of(vfs).m_base, path, size, out);
        };
        m_vfs.xRandomness = [](sqlite3_vfs *vfs, int size, char *out) {
            return of(vfs).m_base->xRandomness(of(vfs).m_base, size, out);
        };
        m_vfs.xSleep = [](sqlite3_vfs *vfs, int us) { return of(vfs).m_base->xSleep(of(vfs).m_base, us); };
        m_vfs.xCurrentTime = [](sqlite3_vfs *vfs, double *out) {
            return of(vfs).m_base->xCurrentTime(of(vfs).m_base, out);
        };
        m_vfs.xCurrentTimeInt64 = [](sqlite3_vfs *vfs, sqlite3_int64 *out) {
            return of(vfs).m_base->xCurrentTimeInt64(of(vfs).m_base, out);
        };
        m_vfs.xGetLastError = [](sqlite3_vfs *vfs, int size, char *out) {
            return of(vfs).m_base->xGetLastError(of(vfs).m_base, size, out);
        };
        sqlite3_vfs_register(&m_vfs, 0);
    }
    ~ShimVfs() { sqlite3_vfs_unregister(&m_vfs); }
    ShimVfs(const ShimVfs &) = delete;
    ShimVfs &operator=(const ShimVfs &) = delete;

    sqlite3_vfs *vfs() { return &m_vfs; }
    void setWatch(Watch watch) { m_watch = std::move(watch); }

private:
    struct Slot {
        sqlite3_file head;
        ShimVfs *shim;
        QByteArray *path;
    };
    static ShimVfs &of(sqlite3_vfs *vfs) { return *static_cast<ShimVfs *>(vfs->pAppData); }
    static Slot *slot(sqlite3_file *file) { return reinterpret_cast<Slot *>(file); }
    static sqlite3_file *under(sqlite3_file *file) { return reinterpret_cast<sqlite3_file *>(slot(file) + 1); }
    static int watched(sqlite3_file *file, ShimEvent::Kind kind, sqlite3_int64 offset, QByteArrayView bytes, int amount)
    {
        return slot(file)->shim->m_watch({kind, *slot(file)->path, offset, bytes, amount, 0});
    }

    static int open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
    {
        ShimVfs &self = of(vfs);
        std::memset(file, 0, size_t(vfs->szOsFile));
        int code = self.m_watch({ShimEvent::Kind::Open, path, 0, {}, 0, flags});
        if (code != SQLITE_OK)
            return code;
        code = self.m_base->xOpen(self.m_base, path, under(file), flags, outFlags);
        if (code != SQLITE_OK) {
            if (under(file)->pMethods)
                under(file)->pMethods->xClose(under(file));
            return code;
        }
        slot(file)->shim = &self;
        slot(file)->path = new QByteArray(path);
        file->pMethods = methods();
        return SQLITE_OK;
    }

    static const sqlite3_io_methods *methods()
    {
        static const sqlite3_io_methods table = [] {
            sqlite3_io_methods m{};
            m.iVersion = 2;
            m.xClose = [](sqlite3_file *f) {
                watched(f, ShimEvent::Kind::Close, 0, {}, 0);
                delete slot(f)->path;
                return under(f)->pMethods->xClose(under(f));
            };
            m.xRead = [](sqlite3_file *f, void *out, int amount, sqlite3_int64 offset) {
                const int code = watched(f, ShimEvent::Kind::Read, offset, {}, amount);
                return code ? code : under(f)->pMethods->xRead(under(f), out, amount, offset);
            };
            m.xWrite = [](sqlite3_file *f, const void *from, int amount, sqlite3_int64 offset) {
                const QByteArrayView bytes(static_cast<const char *>(from), amount);
                const int code = watched(f, ShimEvent::Kind::Write, offset, bytes, amount);
                return code ? code : under(f)->pMethods->xWrite(under(f), from, amount, offset);
            };
            m.xTruncate = [](sqlite3_file *f, sqlite3_int64 size) {
                const int code = watched(f, ShimEvent::Kind::Truncate, size, {}, 0);
                return code ? code : under(f)->pMethods->xTruncate(under(f), size);
            };
            m.xSync = [](sqlite3_file *f, int flags) {
                const int code = watched(f, ShimEvent::Kind::Sync, 0, {}, 0);
                return code ? code : under(f)->pMethods->xSync(under(f), flags);
            };
            m.xFileSize = [](sqlite3_file *f, sqlite3_int64 *s) { return under(f)->pMethods->xFileSize(under(f), s); };
            m.xLock = [](sqlite3_file *f, int level) { return under(f)->pMethods->xLock(under(f), level); };
            m.xUnlock = [](sqlite3_file *f, int level) { return under(f)->pMethods->xUnlock(under(f), level); };
            m.xCheckReservedLock
                = [](sqlite3_file *f, int *out) { return under(f)->pMethods->xCheckReservedLock(under(f), out); };
            m.xFileControl
                = [](sqlite3_file *f, int op, void *arg) { return under(f)->pMethods->xFileControl(under(f), op, arg); };
            m.xSectorSize = [](sqlite3_file *f) { return under(f)->pMethods->xSectorSize(under(f)); };
            m.xDeviceCharacteristics
                = [](sqlite3_file *f) { return under(f)->pMethods->xDeviceCharacteristics(under(f)); };
            m.xShmMap = [](sqlite3_file *f, int region, int size, int extend, void volatile **out) {
                return under(f)->pMethods->xShmMap(under(f), region, size, extend, out);
            };
            m.xShmLock = [](sqlite3_file *f, int offset, int count, int flags) {
                return under(f)->pMethods->xShmLock(under(f), offset, count, flags);
            };
            m.xShmBarrier = [](sqlite3_file *f) { under(f)->pMethods->xShmBarrier(under(f)); };
            m.xShmUnmap = [](sqlite3_file *f, int remove) { return under(f)->pMethods->xShmUnmap(under(f), remove); };
            return m;
        }();
        return &table;
    }

    sqlite3_vfs m_vfs;
    sqlite3_vfs *m_base;
    Watch m_watch;
};

} // namespace kemai
