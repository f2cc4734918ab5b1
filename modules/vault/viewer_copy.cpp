// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Where a clear copy goes: <base>/kemai-<hash of the store's directory>/<random>/<file name>. The base is the
 * user's runtime folder (in memory on most systems) when the file fits there, else the temporary folder. The
 * hash lets the next start find and wipe what a crash of the same store left, and nothing else.
 */
#include "vault/attachments.h"

#include "vault/durable.h"
#include "vault/vault.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStorageInfo>

#include <sodium.h>

#ifdef Q_OS_UNIX
#  include <sys/stat.h>
#  include <unistd.h>
#endif

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString folderIn(const QString &base, const QString &storeDirectory)
{
    const QByteArray path = QDir(storeDirectory).absolutePath().toUtf8();
    QByteArray hash(16, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()),
                       reinterpret_cast<const unsigned char *>(path.constData()), quint64(path.size()), nullptr, 0);
    return base + u"/kemai-"_s + QString::fromLatin1(hash.toHex());
}

QStringList bases()
{
    // Not RuntimeLocation itself: without XDG_RUNTIME_DIR it makes up a folder and warns.
    QStringList bases;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty() && QFileInfo(runtime).isWritable())
        bases.append(runtime);
    bases.append(QStandardPaths::writableLocation(QStandardPaths::TempLocation));
    return bases;
}

// In a shared temporary folder somebody else may have made the name first.
Result<> makeOwnFolder(const QString &folder)
{
#ifdef Q_OS_UNIX
    const QByteArray path = QFile::encodeName(folder);
    struct stat found{};
    if (::mkdir(path.constData(), 0700) != 0 && errno != EEXIST)
        return fail(fileError(folder, u"making the folder"_s));
    if (::lstat(path.constData(), &found) != 0)
        return fail(fileError(folder, u"making the folder"_s));
    if (!S_ISDIR(found.st_mode) || found.st_uid != ::geteuid() || (found.st_mode & 077) != 0) {
        errno = EACCES;
        return fail(fileError(folder, u"a folder of somebody else stands in the way: making it"_s));
    }
    return {};
#else
    return makePrivateFolder(folder);
#endif
}

// A name a viewer understands and a file system takes: no folders, no control characters, not hidden.
QString safeName(const QString &wanted)
{
    QString name = wanted;
    name.replace(u'\\', u'/');
    name = name.section(u'/', -1);
    for (QChar &c : name) {
        const QChar::Category category = c.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format || u"<>:\"|?*"_s.contains(c))
            c = u'_';
    }
    while (name.startsWith(u'.') || name.startsWith(u' ') || name.startsWith(u'-'))
        name.remove(0, 1);
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    const QString suffix = QFileInfo(name).suffix().left(16);
    const qsizetype room = 180 - suffix.toUtf8().size(); // in bytes, of the 255 most file systems allow
    QString stem = suffix.isEmpty() ? name : name.chopped(QFileInfo(name).suffix().size() + 1);
    while (stem.toUtf8().size() > room)
        stem.chop(1);
    if (!stem.isEmpty() && stem.back().isHighSurrogate())
        stem.chop(1);
    if (stem.isEmpty())
        stem = u"attachment"_s;
    return suffix.isEmpty() ? stem : QString(stem + u'.' + suffix);
}

void wipeFolder(const QString &folder)
{
    if (QFileInfo(folder).isSymLink()) {
        QFile::remove(folder);
        return;
    }
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext())
        wipeFile(files.next());
    QDir(folder).removeRecursively();
}

} // namespace

ViewerCopy::~ViewerCopy()
{
    if (m_folder.isEmpty())
        return;
    wipeFolder(m_folder); // with whatever the viewer put beside it
    QDir().rmdir(QFileInfo(m_folder).absolutePath()); // when it was the last one
}

Result<std::unique_ptr<ViewerCopy>> Attachments::openOutside(const QByteArray &name, const QString &fileName) const
{
    const Result<qint64> bytes = size(name);
    if (!bytes)
        return fail(bytes.error());
    const QStringList places = bases();
    const bool fits = QStorageInfo(places.first()).bytesAvailable() > 2 * *bytes + 16 * 1024 * 1024;
    const QString parent = folderIn(fits ? places.first() : places.last(), m_vault.directory());
    const QString folder = parent + u'/' + QString::fromLatin1(randomBytes(8).toHex());
    if (const Result<> made = makeOwnFolder(parent).and_then([&] { return makeOwnFolder(folder); }); !made)
        return fail(made.error());

    std::unique_ptr<ViewerCopy> copy(new ViewerCopy);
    copy->m_folder = folder; // from here on its destructor cleans up
    copy->m_file = folder + u'/' + safeName(fileName);
    QFile file(copy->m_file);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(fileError(file, u"creating"_s));
    if (const Result<> copied = copyTo(name, file); !copied)
        return fail(copied.error());
    return copy;
}

void Attachments::wipeViewerCopies(const QString &storeDirectory)
{
    for (const QString &base : bases()) {
        const QString folder = folderIn(base, storeDirectory);
        if (QFileInfo::exists(folder) || QFileInfo(folder).isSymLink())
            wipeFolder(folder);
    }
}

} // namespace kemai
