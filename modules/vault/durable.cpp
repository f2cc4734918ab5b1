// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/durable.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_WIN
#  include <io.h>
#  include <windows.h>
#else
#  include <fcntl.h>
#  include <sys/stat.h>
#  include <unistd.h>
#endif

namespace kemai {

using namespace Qt::StringLiterals;

Error fileError(const QString &file, const QString &doing)
{
    const int reason = errno;
    bool full = reason == ENOSPC || reason == EFBIG;
#ifdef EDQUOT
    full = full || reason == EDQUOT;
#endif
    return makeError(Error::Code::Io, full ? u"vault.diskFull"_s : u"vault.io"_s,
                     u"%1 failed: %2"_s.arg(doing, QString::fromLocal8Bit(std::strerror(reason))), {file});
}

Error fileError(const QFile &file, const QString &doing)
{
    if (file.error() == QFileDevice::ResourceError)
        errno = ENOSPC; // what QFile makes of it
    return fileError(file.fileName(), doing);
}

Result<> syncFile(QFile &file)
{
    if (!file.flush())
        return fail(fileError(file, u"writing"_s));
#if defined(Q_OS_WIN)
    const bool synced = FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(file.handle())));
#elif defined(Q_OS_MACOS)
    const bool synced = ::fcntl(file.handle(), F_FULLFSYNC) == 0 || ::fsync(file.handle()) == 0;
#else
    const bool synced = ::fsync(file.handle()) == 0;
#endif
    if (!synced)
        return fail(fileError(file.fileName(), u"syncing"_s));
    return {};
}

Result<> syncFolder(const QString &folder)
{
#ifdef Q_OS_WIN
    Q_UNUSED(folder) // NTFS logs its own folder changes
#else
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(fileError(folder, u"opening the folder"_s));
    const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL; // some network folders cannot
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    if (!synced)
        return fail(fileError(folder, u"syncing the folder"_s));
#endif
    return {};
}

Result<> makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(QFileInfo(folder).absolutePath()))
        return fail(fileError(folder, u"making the folder"_s));
#ifdef Q_OS_WIN
    if (!QDir().mkdir(folder))
#else
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
#endif
        return fail(fileError(folder, u"making the folder"_s));
    return syncFolder(QFileInfo(folder).absolutePath());
}

Result<> writeAll(QFile &file, QByteArrayView bytes)
{
    errno = 0;
    if (file.write(bytes.data(), bytes.size()) != bytes.size())
        return fail(fileError(file, u"writing"_s));
    return {};
}

Result<> replaceFile(const QString &from, const QString &to)
{
#ifdef Q_OS_WIN
    if (!MoveFileExW(reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(from).utf16()),
                     reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(to).utf16()),
                     MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
#else
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
#endif
        return fail(fileError(to, u"renaming"_s));
    return syncFolder(QFileInfo(to).absolutePath());
}

Result<> writeDurably(const QString &path, QByteArrayView bytes)
{
    const QString partial = path + u".partial"_s;
    QFile::remove(partial);
    QFile file(partial);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(fileError(file, u"creating"_s));
    const Result<> written = writeAll(file, bytes).and_then([&] { return syncFile(file); });
    file.close();
    if (!written) {
        QFile::remove(partial);
        return written;
    }
    return replaceFile(partial, path);
}

void wipeFile(const QString &path)
{
    QFile file(path);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!QFileInfo(path).isSymLink() && file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
        const QByteArray zeros(64 * 1024, '\0');
        for (qint64 left = file.size(); left > 0;) {
            const qint64 written = file.write(zeros.constData(), qMin<qint64>(left, zeros.size()));
            if (written <= 0)
                break;
            left -= written;
        }
        (void)syncFile(file);
        file.close();
    }
    QFile::remove(path);
}

} // namespace kemai
