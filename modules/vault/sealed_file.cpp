// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/sealed_file.h"

#include "vault/durable.h"

#include <QtEndian>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ChunkBytes = 64 * 1024;
constexpr qsizetype ExtraBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr qsizetype StreamHeaderBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr char Version = 1;
constexpr char Algorithm = 1;
constexpr qsizetype HeadBytes = 16;

static_assert(ExtraBytes == 17 && StreamHeaderBytes == 24);

QByteArray headOf(const SealedForm &form)
{
    QByteArray head(form.magic, 8);
    head += Version;
    head += Algorithm;
    head += QByteArray(2, '\0');
    QByteArray chunk(4, Qt::Uninitialized);
    qToLittleEndian(quint32(ChunkBytes), chunk.data());
    return head + chunk;
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

Result<SealedWriter> SealedWriter::begin(QFile &file, const SealedForm &form, const Secret &key, const QByteArray &boundTo)
{
    SealedWriter writer;
    writer.m_file = &file;
    const QByteArray head = headOf(form);
    writer.m_bound = head + boundTo;
    writer.m_clear.reserve(ChunkBytes);
    QByteArray streamHeader(StreamHeaderBytes, Qt::Uninitialized);
    crypto_secretstream_xchacha20poly1305_init_push(&writer.m_state, raw(streamHeader), key.bytes().data());
    if (const Result<> written = writeAll(file, QByteArray(head + streamHeader)); !written)
        return fail(written.error());
    return writer;
}

Result<> SealedWriter::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        // A full chunk goes out only when more follows: the last one carries the FINAL tag.
        if (m_clear.size() == ChunkBytes) {
            if (const Result<> pushed = push(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE); !pushed)
                return pushed;
        }
        const qsizetype taken = qMin(bytes.size(), ChunkBytes - m_clear.size());
        m_clear.append(bytes.first(taken));
        bytes = bytes.sliced(taken);
    }
    return {};
}

Result<> SealedWriter::finish()
{
    return push(crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

Result<> SealedWriter::push(unsigned char tag)
{
    QByteArray sealed(m_clear.size() + ExtraBytes, Qt::Uninitialized);
    crypto_secretstream_xchacha20poly1305_push(&m_state, raw(sealed), nullptr, raw(std::as_const(m_clear)),
                                               quint64(m_clear.size()), raw(std::as_const(m_bound)), quint64(m_bound.size()), tag);
    sodium_memzero(m_clear.data(), size_t(m_clear.size()));
    m_clear.resize(0); // keeps the reserved memory
    return writeAll(*m_file, sealed);
}

Result<SealedReader> SealedReader::begin(QFile &file, const SealedForm &form, const Secret &key, const QByteArray &boundTo)
{
    SealedReader reader;
    reader.m_file = &file;
    reader.m_damage = form.damage;
    const QByteArray head = headOf(form);
    reader.m_bound = head + boundTo;
    const QByteArray found = file.read(HeadBytes + StreamHeaderBytes);
    if (found.size() == HeadBytes + StreamHeaderBytes && found.first(8) == head.first(8) && found.at(8) > Version)
        return fail(Error::Code::Conflict, u"vault.newer"_s, u"a sealed file of version %1"_s.arg(int(found.at(8))));
    if (found.size() != HeadBytes + StreamHeaderBytes || found.first(HeadBytes) != head)
        return fail(reader.m_damage);
    const QByteArray streamHeader = found.sliced(HeadBytes);
    if (crypto_secretstream_xchacha20poly1305_init_pull(&reader.m_state, raw(streamHeader), key.bytes().data()) != 0)
        return fail(reader.m_damage);
    return reader;
}

Result<QByteArray> SealedReader::next()
{
    if (m_atEnd)
        return QByteArray();
    const QByteArray sealed = m_file->read(ChunkBytes + ExtraBytes);
    if (m_file->error() != QFileDevice::NoError)
        return fail(fileError(*m_file, u"reading"_s));
    if (sealed.size() < ExtraBytes)
        return fail(m_damage); // ends without its last chunk
    QByteArray clear(sealed.size() - ExtraBytes, Qt::Uninitialized);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&m_state, raw(clear), nullptr, &tag, raw(sealed), quint64(sealed.size()),
                                                   raw(std::as_const(m_bound)), quint64(m_bound.size())) != 0)
        return fail(m_damage);
    m_atEnd = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (m_atEnd ? !m_file->atEnd() : clear.size() != ChunkBytes)
        return fail(m_damage);
    return clear;
}

} // namespace kemai
