// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/archive_stream.h"

#include "vault/durable.h"

#include <QtEndian>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr char Magic[] = "KEMAIBAK";
constexpr char Version = 1;
constexpr qsizetype FixedBytes = 16;
constexpr qsizetype SumBytes = 32;
constexpr qsizetype LongestKeyFile = 64 * 1024;
constexpr qsizetype EntryBytes = 16;
constexpr qsizetype NameBytes = 32;

Failure damaged(const QString &why)
{
    return fail(Error::Code::Corrupt, u"vault.damagedBackup"_s, u"backup: "_s + why);
}

SealedForm form()
{
    return {"KEMAIBKS", damaged(u"the stream is cut or changed"_s).value()};
}

QByteArray sumOf(const QByteArray &bytes)
{
    QByteArray sum(SumBytes, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(sum.data()), SumBytes,
                       reinterpret_cast<const unsigned char *>(bytes.constData()), quint64(bytes.size()), nullptr, 0);
    return sum;
}

template <typename Number>
QByteArray littleEndian(Number number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

QByteArray preambleOf(const KeyFile &keyFile)
{
    const QByteArray key = keyFile.bytes();
    QByteArray preamble = QByteArray(Magic) + Version + QByteArray(3, '\0') + littleEndian(quint32(key.size())) + key;
    return preamble + sumOf(preamble);
}

QByteArray entryHead(ArchiveEntry type, qint64 size)
{
    return QByteArray(1, char(type)) + QByteArray(7, '\0') + littleEndian(size);
}

} // namespace

Result<ArchiveWriter> ArchiveWriter::begin(QFile &file, const KeyFile &keyFile, const Secret &streamKey)
{
    const QByteArray preamble = preambleOf(keyFile);
    if (const Result<> written = writeAll(file, preamble); !written)
        return fail(written.error());
    Result<SealedWriter> stream = SealedWriter::begin(file, form(), streamKey, preamble);
    if (!stream)
        return fail(stream.error());
    return ArchiveWriter(std::move(*stream));
}

Result<> ArchiveWriter::add(ArchiveEntry type, const QByteArray &name, QFile &source, const std::function<bool(qint64)> &taken)
{
    const qint64 size = source.size();
    Result<> written = m_stream.write(QByteArray(entryHead(type, size) + name));
    m_attachments += type == ArchiveEntry::Attachment ? 1 : 0;
    for (qint64 left = size; written && left > 0;) {
        const QByteArray piece = source.read(qMin<qint64>(left, 64 * 1024));
        if (piece.isEmpty())
            return fail(fileError(source, u"reading"_s));
        if (!taken(piece.size()))
            return fail(Error::Code::Busy, u"vault.cancelled"_s, u"cancelled"_s);
        left -= piece.size();
        written = m_stream.write(piece);
    }
    return written;
}

Result<> ArchiveWriter::end()
{
    return m_stream.write(QByteArray(entryHead(ArchiveEntry::End, 8) + littleEndian(m_attachments)))
        .and_then([this] { return m_stream.finish(); });
}

Result<KeyFile> ArchiveReader::keyFile(QFile &file)
{
    const QByteArray fixed = file.read(FixedBytes);
    if (!fixed.startsWith(Magic))
        return fail(Error::Code::Invalid, u"vault.notABackup"_s, u"not a backup file"_s, {file.fileName()});
    if (fixed.size() != FixedBytes)
        return damaged(u"cut short"_s);
    const qsizetype length = qFromLittleEndian<quint32>(fixed.constData() + 12);
    if (length > LongestKeyFile)
        return damaged(u"impossible length"_s);
    const QByteArray rest = file.read(length + SumBytes);
    if (rest.size() != length + SumBytes || sumOf(QByteArray(fixed + rest.first(length))) != rest.last(SumBytes))
        return damaged(u"the sum at the front does not match"_s);
    if (fixed.at(8) != Version)
        return fail(Error::Code::Conflict, u"vault.newer"_s, u"a backup of version %1"_s.arg(int(fixed.at(8))));
    Result<KeyFile> keyFile = KeyFile::parse(rest.first(length));
    if (!keyFile && keyFile.error().code == Error::Code::Corrupt)
        return damaged(keyFile.error().log);
    return keyFile;
}

Result<ArchiveReader> ArchiveReader::begin(QFile &file, const KeyFile &keyFile, const Secret &streamKey)
{
    Result<SealedReader> stream = SealedReader::begin(file, form(), streamKey, preambleOf(keyFile));
    if (!stream && stream.error().code == Error::Code::Conflict) // the version that counts is the one at the front
        return damaged(u"the stream's head is changed"_s);
    if (!stream)
        return fail(stream.error());
    return ArchiveReader(std::move(*stream));
}

// At most size bytes, at least one unless the stream is at its end.
Result<QByteArray> ArchiveReader::take(qsizetype size)
{
    while (m_used == m_clear.size() && !m_stream.atEnd()) {
        const Result<QByteArray> clear = m_stream.next();
        if (!clear)
            return clear;
        m_clear = *clear;
        m_used = 0;
    }
    const QByteArray taken = m_clear.mid(m_used, size);
    m_used += taken.size();
    return taken;
}

Result<ArchiveReader::Entry> ArchiveReader::next()
{
    if (m_ended)
        return Entry{};
    const auto exactly = [this](qsizetype size) -> Result<QByteArray> {
        QByteArray bytes;
        while (bytes.size() < size) {
            const Result<QByteArray> piece = take(size - bytes.size());
            if (!piece)
                return piece;
            if (piece->isEmpty())
                return damaged(u"ends inside an entry"_s);
            bytes += *piece;
        }
        return bytes;
    };
    const Result<QByteArray> head = exactly(EntryBytes);
    if (!head)
        return fail(head.error());
    Entry entry{ArchiveEntry(head->at(0)), {}, qFromLittleEndian<qint64>(head->constData() + 8)};
    if (entry.size < 0)
        return damaged(u"impossible length"_s);
    switch (entry.type) {
    case ArchiveEntry::Database:
        return entry;
    case ArchiveEntry::Attachment: {
        const Result<QByteArray> name = exactly(NameBytes);
        if (!name)
            return fail(name.error());
        entry.name = *name;
        ++m_attachments;
        return entry;
    }
    case ArchiveEntry::End: {
        const Result<QByteArray> count = exactly(8);
        if (!count)
            return fail(count.error());
        if (entry.size != 8 || qFromLittleEndian<qint64>(count->constData()) != m_attachments || m_used != m_clear.size()
            || !m_stream.atEnd())
            return damaged(u"the end does not match"_s);
        m_ended = true;
        return Entry{};
    }
    }
    return damaged(u"an unknown entry"_s);
}

Result<> ArchiveReader::forEachPiece(const Entry &entry, const std::function<Result<>(QByteArrayView)> &use)
{
    for (qint64 left = entry.size; left > 0;) {
        const Result<QByteArray> piece = take(qsizetype(qMin<qint64>(left, 64 * 1024)));
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return damaged(u"ends inside an entry"_s);
        left -= piece->size();
        if (const Result<> used = use(*piece); !used)
            return used;
    }
    return {};
}

} // namespace kemai
