// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <mutex>

namespace kemai {

namespace {
void stamp(std::array<unsigned char, 16> &bytes, qint64 nowMs)
{
    for (int i = 0; i < 6; ++i)
        bytes[size_t(i)] = static_cast<unsigned char>(nowMs >> (8 * (5 - i)));
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x70);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
}
} // namespace

// RFC 9562 6.2, method 2: within one millisecond the random part counts up, so ids made by one process
// never run backwards even when the clock does.
Id Id::make(qint64 nowMs)
{
    static std::mutex mutex;
    static qint64 lastMs = 0;
    static quint64 high = 0;
    static quint64 low = 0;
    const std::lock_guard lock(mutex);
    if (nowMs > lastMs) {
        lastMs = nowMs;
        high = QRandomGenerator::system()->generate64() & 0x07ff; // room to count up
        low = QRandomGenerator::system()->generate64();
    } else {
        const quint64 before = low;
        low += 4 * (1 + (QRandomGenerator::global()->generate() & 0xffff)); // fromSeed drops the two lowest bits
        if (low < before)
            ++high;
    }
    return fromSeed(lastMs, high, low);
}

Id Id::fromSeed(qint64 nowMs, quint64 high, quint64 low)
{
    // 12 bits of `high` behind the version, 62 bits of `low` behind the variant.
    Id id;
    id.m_bytes[6] = static_cast<unsigned char>((high >> 8) & 0x0f);
    id.m_bytes[7] = static_cast<unsigned char>(high);
    low >>= 2;
    for (int i = 0; i < 8; ++i)
        id.m_bytes[size_t(8 + i)] = static_cast<unsigned char>(low >> (8 * (7 - i)));
    stamp(id.m_bytes, nowMs);
    return id;
}

Id Id::fromName(const Id &space, QByteArrayView name)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(space.bytes());
    hash.addData(name);
    const QByteArray digest = hash.result();
    Id id;
    std::memcpy(id.m_bytes.data(), digest.constData(), 16);
    id.m_bytes[6] = static_cast<unsigned char>((id.m_bytes[6] & 0x0f) | 0x50);
    id.m_bytes[8] = static_cast<unsigned char>((id.m_bytes[8] & 0x3f) | 0x80);
    return id;
}

Id Id::fromBytes(QByteArrayView sixteenBytes)
{
    Id id;
    if (sixteenBytes.size() == 16)
        std::memcpy(id.m_bytes.data(), sixteenBytes.data(), 16);
    return id;
}

Id Id::fromString(QStringView text)
{
    const QUuid uuid = QUuid::fromString(text);
    return fromBytes(uuid.toRfc4122());
}

qint64 Id::timeMs() const
{
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = (ms << 8) | m_bytes[size_t(i)];
    return ms;
}

QString Id::toString() const
{
    static constexpr char16_t hex[] = u"0123456789abcdef";
    QString text(36, Qt::Uninitialized);
    QChar *out = text.data();
    for (size_t i = 0; i < m_bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = u'-';
        *out++ = hex[m_bytes[i] >> 4];
        *out++ = hex[m_bytes[i] & 15];
    }
    return text;
}

} // namespace kemai
