// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/attachments.h"

#include "vault/durable.h"
#include "vault/sealed_file.h"
#include "vault/vault.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QScopeGuard>

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 PieceBytes = 64 * 1024;
constexpr int NameBytes = 32;

Failure damaged(const QByteArray &name)
{
    return fail(Error::Code::Corrupt, u"vault.damagedAttachment"_s, u"a damaged attachment"_s,
                {QString::fromLatin1(name.toHex())});
}

SealedForm formOf(const QByteArray &name)
{
    return {"KEMAIATT", damaged(name).value()};
}

Failure cancelled()
{
    return fail(Error::Code::Busy, u"vault.cancelled"_s, u"cancelled"_s);
}

class ContentHash
{
public:
    explicit ContentHash(const Secret &key)
    {
        crypto_generichash_init(&m_state, key.bytes().data(), size_t(key.size()), NameBytes);
    }
    ~ContentHash() { sodium_memzero(&m_state, sizeof m_state); } // its first block was the key
    Q_DISABLE_COPY(ContentHash)
    void add(QByteArrayView bytes)
    {
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char *>(bytes.data()), quint64(bytes.size()));
    }
    QByteArray name()
    {
        QByteArray name(NameBytes, Qt::Uninitialized);
        crypto_generichash_final(&m_state, reinterpret_cast<unsigned char *>(name.data()), NameBytes);
        return name;
    }

private:
    crypto_generichash_state m_state;
};

// Calls use for every piece of the device, from where it stands to its end.
Result<> forEachPiece(QIODevice &device, qint64 total, const ByteProgress &progress,
                      const std::function<Result<>(QByteArrayView)> &use)
{
    QByteArray piece(PieceBytes, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        if (progress && !progress(done, total))
            return cancelled();
        qint64 length = device.read(piece.data(), piece.size());
        if (length == 0 && device.isSequential() && device.waitForReadyRead(30'000))
            length = device.read(piece.data(), piece.size());
        if (length < 0 && !device.atEnd())
            return fail(Error::Code::Io, u"vault.io"_s, u"reading the source failed: "_s + device.errorString());
        if (length <= 0) {
            sodium_memzero(piece.data(), size_t(piece.size()));
            return {};
        }
        if (const Result<> used = use(QByteArrayView(piece).first(length)); !used)
            return used;
        done += length;
    }
}

// A file that is there only when it is kept: removed again on every early return.
class PartialFile
{
public:
    explicit PartialFile(const QString &path) : m_file(path) { }
    ~PartialFile()
    {
        if (!m_kept)
            m_file.remove();
    }
    Result<> create()
    {
        errno = 0;
        if (!m_file.open(QIODevice::ReadWrite | QIODevice::NewOnly | QIODevice::Unbuffered,
                         QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fail(fileError(m_file, u"creating"_s));
        return {};
    }
    Result<> keepAs(const QString &path)
    {
        if (const Result<> synced = syncFile(m_file); !synced)
            return synced;
        m_file.close();
        const Result<> renamed = replaceFile(m_file.fileName(), path);
        m_kept = renamed.has_value();
        return renamed;
    }
    QFile &file() { return m_file; }

private:
    QFile m_file;
    bool m_kept = false;
};

const QString PartialSuffix = u".partial"_s;

QString partialName(const QString &folder)
{
    return folder + u'/' + QString::fromLatin1(randomBytes(8).toHex()) + PartialSuffix;
}

} // namespace

Attachments::Attachments(const Vault &vault)
    : m_vault(vault)
{
}

QString Attachments::fileOf(const QByteArray &name) const
{
    const QString hex = QString::fromLatin1(name.toHex());
    return m_vault.attachmentsFolder() + u'/' + hex.first(qMin(2, hex.size())) + u'/' + hex;
}

bool Attachments::contains(const QByteArray &name) const
{
    return name.size() == NameBytes && QFileInfo::exists(fileOf(name));
}

Result<QByteArray> Attachments::putFile(const QString &path, const ByteProgress &progress)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(fileError(file, u"opening the source"_s));
    return put(file, progress);
}

Result<QByteArray> Attachments::put(QIODevice &source, const ByteProgress &progress)
{
    const QReadLocker locker(&m_vault.attachmentsLock());
    const QString folder = m_vault.attachmentsFolder();
    if (const Result<> made = makePrivateFolder(folder); !made)
        return fail(made.error());

    // The name must be known before the first chunk is sealed, so the content is read twice. What can be read only
    // once goes through a file sealed with a key that is forgotten afterwards.
    ContentHash hash(m_vault.subkey(2, "kemaiatt"));
    const qint64 start = source.isSequential() ? 0 : source.pos();
    const qint64 total = source.isSequential() ? 0 : source.size() - start;
    const SealedForm spoolForm{"KEMAISPL", formOf({}).damage};
    const Secret spoolKey = Secret::random(32);
    PartialFile spool(partialName(folder));
    if (source.isSequential()) {
        if (const Result<> created = spool.create(); !created)
            return fail(created.error());
        Result<SealedWriter> writer = SealedWriter::begin(spool.file(), spoolForm, spoolKey, {});
        if (!writer)
            return fail(writer.error());
        const Result<> spooled = forEachPiece(source, total, progress, [&](QByteArrayView piece) {
            hash.add(piece);
            return writer->write(piece);
        }).and_then([&] { return writer->finish(); });
        if (!spooled)
            return fail(spooled.error());
        spool.file().seek(0);
    } else {
        const Result<> hashed = forEachPiece(source, total, progress, [&](QByteArrayView piece) -> Result<> {
            hash.add(piece);
            return {};
        });
        if (!hashed)
            return fail(hashed.error());
        source.seek(start);
    }

    const QByteArray name = hash.name();
    const QString target = fileOf(name);
    if (QFileInfo::exists(target) && verify(name)) {
        // As young as a new one, so that nobody removes it as an orphan before its record is committed.
        QFile kept(target);
        if (kept.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
            kept.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
        return name;
    }

    if (const Result<> made = makePrivateFolder(QFileInfo(target).absolutePath()); !made)
        return fail(made.error());
    PartialFile sealed(partialName(folder));
    if (const Result<> created = sealed.create(); !created)
        return fail(created.error());
    Result<SealedWriter> writer = SealedWriter::begin(sealed.file(), formOf(name), m_vault.subkey(1, "kemaiatt"), name);
    if (!writer)
        return fail(writer.error());
    ContentHash again(m_vault.subkey(2, "kemaiatt"));
    const auto seal = [&](QByteArrayView piece) {
        again.add(piece);
        return writer->write(piece);
    };
    const Result<> copied = [&]() -> Result<> {
        if (!source.isSequential())
            return forEachPiece(source, total, progress, seal);
        Result<SealedReader> reader = SealedReader::begin(spool.file(), spoolForm, spoolKey, {});
        if (!reader)
            return fail(reader.error());
        while (!reader->atEnd()) {
            const Result<QByteArray> piece = reader->next();
            if (!piece)
                return fail(piece.error());
            if (const Result<> sealedPiece = seal(*piece); !sealedPiece)
                return sealedPiece;
        }
        return {};
    }();
    if (!copied)
        return fail(copied.error());
    if (again.name() != name)
        return fail(Error::Code::Conflict, u"vault.sourceChanged"_s, u"the source changed while it was read"_s);
    const Result<> kept = writer->finish().and_then([&] { return sealed.keepAs(target); });
    if (!kept)
        return fail(kept.error());
    return name;
}

struct AttachmentReader::Open {
    QFile file;
    std::optional<SealedReader> reader;
    QByteArray rest; // read and not given out yet
};

AttachmentReader::AttachmentReader(std::unique_ptr<Open> open) : m_open(std::move(open)) { }
AttachmentReader::~AttachmentReader() = default;

Result<QByteArray> AttachmentReader::read(qint64 bytes)
{
    QByteArray given = std::exchange(m_open->rest, {});
    while (given.size() < bytes && !m_open->reader->atEnd()) {
        const Result<QByteArray> piece = m_open->reader->next();
        if (!piece)
            return fail(piece.error());
        given += *piece;
    }
    if (given.size() > bytes) {
        m_open->rest = given.sliced(bytes);
        given.truncate(bytes);
    }
    return given;
}

Result<> AttachmentReader::skip(qint64 bytes)
{
    while (bytes > 0) {
        const Result<QByteArray> passed = read(qMin(bytes, PieceBytes));
        if (!passed)
            return fail(passed.error());
        if (passed->isEmpty())
            return {};
        bytes -= passed->size();
    }
    return {};
}

Result<std::unique_ptr<AttachmentReader>> Attachments::open(const QByteArray &name) const
{
    auto open = std::make_unique<AttachmentReader::Open>();
    open->file.setFileName(fileOf(name));
    errno = 0;
    if (name.size() != NameBytes || !open->file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        if (!contains(name))
            return fail(Error::Code::NotFound, u"vault.attachmentMissing"_s, u"no such attachment"_s,
                        {QString::fromLatin1(name.toHex())});
        return fail(fileError(open->file, u"opening the attachment"_s));
    }
    Result<SealedReader> reader = SealedReader::begin(open->file, formOf(name), m_vault.subkey(1, "kemaiatt"), name);
    if (!reader)
        return fail(reader.error());
    open->reader.emplace(*reader);
    return std::unique_ptr<AttachmentReader>(new AttachmentReader(std::move(open)));
}

Result<> Attachments::copyTo(const QByteArray &name, QIODevice &target) const
{
    const auto reader = open(name);
    if (!reader)
        return fail(reader.error());
    while (true) {
        const Result<QByteArray> piece = (*reader)->read(PieceBytes);
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return {};
        errno = 0;
        if (target.write(*piece) != piece->size()) {
            const auto *targetFile = qobject_cast<QFile *>(&target);
            return fail(targetFile ? fileError(*targetFile, u"writing"_s)
                                   : makeError(Error::Code::Io, u"vault.io"_s, target.errorString()));
        }
    }
}

Result<QByteArray> Attachments::read(const QByteArray &name) const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (const Result<> copied = copyTo(name, buffer); !copied)
        return fail(copied.error());
    return buffer.data();
}

namespace {

// Takes everything and keeps only its hash.
class HashingDevice : public QIODevice
{
public:
    explicit HashingDevice(const Secret &key) : m_hash(key) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    QByteArray name() { return m_hash.name(); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *bytes, qint64 size) override
    {
        m_hash.add(QByteArrayView(bytes, size));
        return size;
    }

private:
    ContentHash m_hash;
};

} // namespace

Result<> Attachments::verify(const QByteArray &name) const
{
    HashingDevice device(m_vault.subkey(2, "kemaiatt"));
    if (const Result<> copied = copyTo(name, device); !copied)
        return copied;
    if (device.name() != name)
        return damaged(name);
    return {};
}

Result<qint64> Attachments::size(const QByteArray &name) const
{
    if (!contains(name))
        return fail(Error::Code::NotFound, u"vault.attachmentMissing"_s, u"no such attachment"_s,
                    {QString::fromLatin1(name.toHex())});
    constexpr qint64 head = 16 + crypto_secretstream_xchacha20poly1305_HEADERBYTES;
    constexpr qint64 sealedPiece = PieceBytes + crypto_secretstream_xchacha20poly1305_ABYTES;
    const qint64 sealed = QFileInfo(fileOf(name)).size() - head;
    const qint64 pieces = qMax<qint64>(1, (sealed + sealedPiece - 1) / sealedPiece);
    return qMax<qint64>(0, sealed - pieces * qint64(crypto_secretstream_xchacha20poly1305_ABYTES));
}

Result<QList<QByteArray>> Attachments::names() const
{
    QList<QByteArray> names;
    QDirIterator files(m_vault.attachmentsFolder(), QDir::Files | QDir::NoSymLinks | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QByteArray name = QByteArray::fromHex(files.fileName().toLatin1());
        if (name.size() == NameBytes && files.filePath() == fileOf(name))
            names.append(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

void Attachments::removePartialFiles(const QString &attachmentsFolder)
{
    QDirIterator files(attachmentsFolder, {u'*' + PartialSuffix}, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext())
        QFile::remove(files.next());
}

Result<QList<QByteArray>> Attachments::orphans(const std::function<bool(const QByteArray &)> &isReferenced,
                                               qint64 olderThanMs, const Clock &clock) const
{
    const Result<QList<QByteArray>> all = names();
    if (!all)
        return all;
    QList<QByteArray> orphans;
    for (const QByteArray &name : *all) {
        const qint64 ageMs = clock.nowMs() - QFileInfo(fileOf(name)).lastModified().toMSecsSinceEpoch();
        if (ageMs >= olderThanMs && !isReferenced(name))
            orphans.append(name);
    }
    return orphans;
}

Result<int> Attachments::removeOrphans(const std::function<bool(const QByteArray &)> &isReferenced, qint64 olderThanMs,
                                       const Clock &clock)
{
    // Under the lock no put can find one of them "already here" between the look and the removal.
    if (!m_vault.attachmentsLock().tryLockForWrite(1000))
        return fail(Error::Code::Busy, u"vault.busy"_s, u"the attachments are in use"_s);
    const auto unlock = qScopeGuard([this] { m_vault.attachmentsLock().unlock(); });
    const Result<QList<QByteArray>> found = orphans(isReferenced, olderThanMs, clock);
    if (!found)
        return fail(found.error());
    for (const QByteArray &name : *found) {
        QFile file(fileOf(name));
        errno = 0;
        if (!file.remove())
            return fail(fileError(file, u"removing"_s));
    }
    return int(found->size());
}

Result<bool> Attachments::remove(const QByteArray &name, qint64 olderThanMs, const Clock &clock)
{
    if (!m_vault.attachmentsLock().tryLockForWrite(1000))
        return fail(Error::Code::Busy, u"vault.busy"_s, u"the attachments are in use"_s);
    const auto unlock = qScopeGuard([this] { m_vault.attachmentsLock().unlock(); });
    if (!contains(name))
        return true;
    QFile file(fileOf(name));
    if (clock.nowMs() - QFileInfo(file).lastModified().toMSecsSinceEpoch() < olderThanMs)
        return false;
    errno = 0;
    if (!file.remove())
        return fail(fileError(file, u"removing"_s));
    return true;
}

} // namespace kemai
