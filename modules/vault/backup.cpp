// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/archive.h"
#include "vault/archive_stream.h"
#include "vault/attachments.h"
#include "vault/durable.h"

#include <QFileInfo>
#include <QScopeGuard>

#include <sqlite3.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

Failure cancelled()
{
    return fail(Error::Code::Busy, u"vault.cancelled"_s, u"cancelled"_s);
}

bool goesOn(const ArchiveProgress &progress, ArchiveStage stage, qint64 done, qint64 total)
{
    return !progress || progress(stage, done, total);
}

PageProgress inStage(const ArchiveProgress &progress, ArchiveStage stage)
{
    return [progress, stage](qint64 done, qint64 total) { return goesOn(progress, stage, done, total); };
}

// A copy of the database as it is at this moment, whatever the writer does meanwhile.
Result<> copyDatabase(const Vault &vault, const QString &to, const ArchiveProgress &progress)
{
    const Result<sqlite3 *> source = vault.connect(Vault::Access::Reader);
    if (!source)
        return fail(source.error());
    const Result<> copied = backupInto(*source, to, vault.keyHandle(), inStage(progress, ArchiveStage::CopyingDatabase));
    sqlite3_close(*source);
    return copied;
}

Result<> addFile(ArchiveWriter &archive, ArchiveEntry type, const QByteArray &name, const QString &path,
                 const std::function<bool(qint64)> &taken)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(fileError(file, u"opening"_s));
    return archive.add(type, name, file, taken);
}

// Reads a written backup to its end: every chunk authenticates, every entry is whole, the counts match.
Result<> readBack(const Vault &vault, const QString &path, const ArchiveProgress &progress)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(fileError(file, u"opening"_s));
    const Result<KeyFile> keyFile = ArchiveReader::keyFile(file);
    if (!keyFile)
        return fail(keyFile.error());
    Result<ArchiveReader> archive = ArchiveReader::begin(file, *keyFile, vault.subkey(1, "kemaibak"));
    if (!archive)
        return fail(archive.error());
    for (;;) {
        const Result<ArchiveReader::Entry> entry = archive->next();
        if (!entry)
            return fail(entry.error());
        if (entry->type == ArchiveEntry::End)
            return {};
        const Result<> read = archive->forEachPiece(*entry, [&](QByteArrayView) -> Result<> {
            if (!goesOn(progress, ArchiveStage::Verifying, file.pos(), file.size()))
                return cancelled();
            return {};
        });
        if (!read)
            return read;
    }
}

} // namespace

Result<BackupReport> backup(const Vault &vault, const QString &path, BackupOptions options, const ArchiveProgress &progress)
{
    // Attachments stay where they are until we are done; the database's copy comes first, so that every
    // attachment it refers to is among those listed afterwards.
    const QReadLocker attachmentsStay(&vault.attachmentsLock());
    const Result<KeyFile> keyFile = vault.keyFileFor(options.passphrase);
    options.passphrase.clear();
    if (!keyFile)
        return fail(keyFile.error());

    BackupReport report;
    report.opensWith = {keyFile->isInKeyStore(), keyFile->hasPassphrase()};

    const QString copy = vault.directory() + u"/backup-"_s + QString::fromLatin1(randomBytes(8).toHex()) + u".partial"_s;
    const QString partial = path + u".partial"_s;
    QFile::remove(partial);
    auto clear = qScopeGuard([&] {
        QFile::remove(copy);
        QFile::remove(partial);
    });
    if (const Result<> copied = copyDatabase(vault, copy, progress); !copied)
        return fail(copied.error());
    const Result<qint64> pages = verifyPages(copy, vault.keyHandle(), inStage(progress, ArchiveStage::CheckingDatabase));
    if (!pages)
        return fail(pages.error());
    report.pages = *pages;

    const Attachments attachments(vault);
    const Result<QList<QByteArray>> names = attachments.names();
    if (!names)
        return fail(names.error());
    qint64 total = QFileInfo(copy).size();
    for (const QByteArray &name : *names) {
        if (!goesOn(progress, ArchiveStage::CheckingAttachments, report.attachments, names->size()))
            return cancelled();
        if (!attachments.verify(name))
            report.damagedAttachments.append(QString::fromLatin1(name.toHex()));
        total += QFileInfo(attachments.fileOf(name)).size();
        ++report.attachments;
    }

    QFile file(partial);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(fileError(file, u"creating"_s));
    qint64 done = 0;
    const auto taken = [&](qint64 bytes) {
        done += bytes;
        return goesOn(progress, ArchiveStage::Writing, done, total);
    };
    Result<ArchiveWriter> archive = ArchiveWriter::begin(file, *keyFile, vault.subkey(1, "kemaibak"));
    if (!archive)
        return fail(archive.error());
    Result<> written = addFile(*archive, ArchiveEntry::Database, {}, copy, taken);
    for (qsizetype i = 0; written && i < names->size(); ++i)
        written = addFile(*archive, ArchiveEntry::Attachment, names->at(i), attachments.fileOf(names->at(i)), taken);
    written = written.and_then([&] { return archive->end(); }).and_then([&] { return syncFile(file); });
    report.bytes = file.size();
    file.close();
    if (written)
        written = readBack(vault, partial, progress);
    if (written)
        written = replaceFile(partial, path);
    if (!written)
        return fail(written.error());
    return report;
}

Result<Protection> backupProtection(const QString &path)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly))
        return fail(fileError(file, u"opening"_s));
    const Result<KeyFile> keyFile = ArchiveReader::keyFile(file);
    if (!keyFile)
        return fail(keyFile.error());
    return Protection{keyFile->isInKeyStore(), keyFile->hasPassphrase()};
}

} // namespace kemai
