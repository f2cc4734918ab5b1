// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A restore has two steps with one file between them that decides:
 *
 *   1. The backup is unpacked into <store>/restoring.partial, synced and verified. A crash here leaves the old store.
 *   2. kemai.restore is written (JSON: where the old store goes), durably. From now on the new store counts.
 *      Each old file is moved aside and each new one into its place, the database last; then kemai.restore goes.
 *      A crash here is finished by the next open: while restoring.partial still has a file, the one in place is old.
 */
#include "vault/archive.h"
#include "vault/archive_stream.h"
#include "vault/durable.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>

#include <sqlite3.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString in(const QString &directory, const QString &name)
{
    return directory + u'/' + name;
}

QString stagingOf(const QString &directory)
{
    return in(directory, u"restoring.partial"_s);
}

QString markerOf(const QString &directory)
{
    return in(directory, u"kemai.restore"_s);
}

bool hasStore(const QString &directory)
{
    for (const QString &name : {StoreFiles::key(), StoreFiles::database(), StoreFiles::log()}) {
        if (QFileInfo::exists(in(directory, name)))
            return true;
    }
    return false;
}

bool goesOn(const ArchiveProgress &progress, ArchiveStage stage, qint64 done, qint64 total)
{
    return !progress || progress(stage, done, total);
}

Failure cancelled()
{
    return fail(Error::Code::Busy, u"vault.cancelled"_s, u"cancelled"_s);
}

Result<> unpack(ArchiveReader &archive, const QFile &source, const QString &staging, RestoreReport &report,
                const ArchiveProgress &progress)
{
    const QString attachments = in(staging, StoreFiles::attachments());
    if (const Result<> made = makePrivateFolder(attachments); !made)
        return made;
    QStringList folders{attachments, staging};
    bool hasDatabase = false;
    for (;;) {
        const Result<ArchiveReader::Entry> entry = archive.next();
        if (!entry)
            return fail(entry.error());
        if (entry->type == ArchiveEntry::End)
            break;
        QString path = in(staging, StoreFiles::database());
        if (entry->type == ArchiveEntry::Attachment) {
            const QString hex = QString::fromLatin1(entry->name.toHex());
            const QString folder = in(attachments, hex.first(2));
            if (const Result<> made = makePrivateFolder(folder); !made)
                return made;
            if (!folders.contains(folder))
                folders.prepend(folder);
            path = in(folder, hex);
            ++report.attachments;
        } else {
            hasDatabase = true;
        }
        QFile file(path);
        errno = 0;
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                       QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fail(fileError(file, u"creating"_s));
        const Result<> written = archive.forEachPiece(*entry, [&](QByteArrayView piece) -> Result<> {
            if (!goesOn(progress, ArchiveStage::Writing, source.pos(), source.size()))
                return cancelled();
            return writeAll(file, piece);
        }).and_then([&] { return syncFile(file); });
        if (!written)
            return written;
    }
    if (!hasDatabase)
        return fail(Error::Code::Corrupt, u"vault.damagedBackup"_s, u"backup: no database in it"_s);
    for (const QString &folder : folders) {
        if (const Result<> synced = syncFolder(folder); !synced)
            return synced;
    }
    return {};
}

// Every page's tag, then SQLite's own look at its structures.
Result<qint64> check(const QString &database, const Secret &dataKey, const QByteArray &fileId, const ArchiveProgress &progress)
{
    if (const Result<> registered = registerVfs(); !registered)
        return fail(registered.error());
    const KeyHandle handle = holdKey(deriveSubkey(dataKey, 1, "kemaipag"), fileId);
    const auto release = qScopeGuard([handle] { releaseKey(handle); });
    const Result<qint64> pages = verifyPages(database, handle, [&](qint64 done, qint64 total) {
        return goesOn(progress, ArchiveStage::CheckingDatabase, done, total);
    });
    if (!pages)
        return pages;
    const Result<sqlite3 *> connection = openEncrypted(database, handle, OpenMode::ReadWrite);
    if (!connection)
        return fail(connection.error());
    QString answer;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(*connection, "PRAGMA quick_check(1)", -1, &statement, nullptr) == SQLITE_OK
        && sqlite3_step(statement) == SQLITE_ROW)
        answer = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    sqlite3_close(*connection);
    // Nothing was written: what SQLite made beside the file is empty.
    QFile::remove(database + u"-wal"_s);
    QFile::remove(database + u"-shm"_s);
    if (answer != u"ok"_s)
        return fail(Error::Code::Corrupt, u"vault.corrupt"_s, u"the database in the backup is damaged"_s);
    return pages;
}

Result<> moveInto(const QString &from, const QString &to)
{
    if (!QFileInfo::exists(from))
        return {};
    if (!QDir().rename(from, to))
        return fail(fileError(from, u"moving"_s));
    return {};
}

} // namespace

bool isRestorePending(const QString &directory)
{
    return QFileInfo::exists(markerOf(directory));
}

QString pendingKeyFile(const QString &directory)
{
    const QString staged = in(stagingOf(directory), StoreFiles::key());
    return QFileInfo::exists(staged) ? staged : in(directory, StoreFiles::key());
}

Result<> finishRestore(const QString &directory)
{
    const QString staging = stagingOf(directory);
    if (!isRestorePending(directory)) {
        QDir(staging).removeRecursively();
        for (const QString &name : QDir(directory).entryList({u"backup-*.partial*"_s}, QDir::Files))
            QFile::remove(in(directory, name));
        return {};
    }

    QFile marker(markerOf(directory));
    errno = 0;
    if (!marker.open(QIODevice::ReadOnly))
        return fail(fileError(marker, u"reading the restore's note"_s));
    const QString asideName = QJsonDocument::fromJson(marker.readAll()).object().value(u"aside"_s).toString();
    marker.close();
    const QString aside = in(directory, asideName.section(u'/', -1));
    if (asideName.isEmpty())
        return fail(Error::Code::Corrupt, u"vault.damagedRestore"_s, u"the restore's note cannot be read"_s, {directory});
    if (const Result<> made = makePrivateFolder(aside); !made)
        return made;

    // The old database's log goes before its database does: it must never stand beside the new one.
    if (QFileInfo::exists(in(staging, StoreFiles::database()))) {
        for (const QString &name : {StoreFiles::log(), StoreFiles::logIndex()}) {
            if (const Result<> moved = moveInto(in(directory, name), in(aside, name)); !moved)
                return moved;
        }
    }
    for (const QString &name : {StoreFiles::key(), StoreFiles::attachments(), StoreFiles::database()}) {
        if (!QFileInfo::exists(in(staging, name)))
            continue;
        const Result<> moved = moveInto(in(directory, name), in(aside, name)).and_then([&] {
            return moveInto(in(staging, name), in(directory, name));
        }).and_then([&] { return syncFolder(aside); }).and_then([&] { return syncFolder(directory); });
        if (!moved)
            return moved;
    }
    QDir().rmdir(aside); // when there was nothing to keep
    QDir(staging).removeRecursively();
    errno = 0;
    if (!marker.remove())
        return fail(fileError(marker, u"removing the restore's note"_s));
    return syncFolder(directory);
}

Result<RestoreReport> restore(const QString &path, const QString &target, Unlock unlock, ExistingStore existing,
                              const VaultSurroundings &surroundings, const ArchiveProgress &progress)
{
    const QString directory = QDir(target).absolutePath();
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(fileError(file, u"opening the backup"_s));
    Result<KeyFile> keyFile = ArchiveReader::keyFile(file);
    if (!keyFile)
        return fail(keyFile.error());
    const Result<Secret> dataKey = Vault::unlockKey(*keyFile, unlock, surroundings);
    unlock.passphrase.clear();
    if (!dataKey) {
        if (dataKey.error().id == u"vault.keyMissing"_s)
            return fail(Error::Code::NotFound, u"vault.backupKeyElsewhere"_s, dataKey.error().log);
        return fail(dataKey.error());
    }
    Result<ArchiveReader> archive = ArchiveReader::begin(file, *keyFile, deriveSubkey(*dataKey, 1, "kemaibak"));
    if (!archive)
        return fail(archive.error());

    const bool wasThere = QFileInfo::exists(directory);
    if (const Result<> made = makePrivateFolder(directory); !made)
        return fail(made.error());
    Result<std::unique_ptr<StoreLock>> lock = StoreLock::take(directory);
    if (!lock)
        return fail(lock.error());
    if (const Result<> finished = finishRestore(directory); !finished)
        return fail(finished.error());
    if (hasStore(directory) && existing == ExistingStore::Refuse)
        return fail(Error::Code::Conflict, u"vault.exists"_s, u"there is a store already"_s, {directory});

    const QString staging = stagingOf(directory);
    auto clear = qScopeGuard([&] {
        QDir(staging).removeRecursively();
        if (!wasThere) {
            lock->reset();
            QDir(directory).removeRecursively();
        }
    });
    RestoreReport report;
    if (const Result<> unpacked = makePrivateFolder(staging).and_then([&] {
            return unpack(*archive, file, staging, report, progress);
        }); !unpacked)
        return fail(unpacked.error());
    const Result<qint64> pages = check(in(staging, StoreFiles::database()), *dataKey, keyFile->fileId(), progress);
    if (!pages)
        return fail(pages.error());
    report.pages = *pages;

    // A new copy of the store; whether this machine's key store has its key is seen by looking.
    keyFile->renewInstance();
    if (keyFile->isInKeyStore() && unlock.with == Unlock::With::Passphrase) {
        Unlock byKeyStore;
        keyFile->setInKeyStore(Vault::unlockKey(*keyFile, byKeyStore, surroundings).has_value());
    }
    report.opensWith = {keyFile->isInKeyStore(), keyFile->hasPassphrase()};
    if (const Result<> saved = keyFile->save(in(staging, StoreFiles::key())); !saved)
        return fail(saved.error());

    QString aside = u"before-restore-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    while (QFileInfo::exists(in(directory, aside)))
        aside += u'+';
    const QJsonObject note{{u"aside"_s, aside}};
    if (const Result<> noted = writeDurably(markerOf(directory), QJsonDocument(note).toJson()); !noted) {
        QFile::remove(markerOf(directory));
        return fail(noted.error());
    }
    clear.dismiss(); // from here on there is only forward
    if (const Result<> finished = finishRestore(directory); !finished)
        return fail(finished.error());
    if (QFileInfo::exists(in(directory, aside)))
        report.keptAside = in(directory, aside);
    return report;
}

} // namespace kemai
