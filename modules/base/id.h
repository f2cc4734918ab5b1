// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Id: the 16 bytes that name a record, a change set, a device: a UUID (RFC 9562).
 *
 * New ids are version 7, so they sort by the time they were made and land at the right edge of an index.
 * An id made from something outside (a channel's message id) is version 5, so a redelivery is the same
 * record. Ids compare as unsigned bytes, like BLOBs in SQLite and uuid in PostgreSQL.
 */
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <array>
#include <compare>
#include <cstring>

namespace kemai {

class Id
{
public:
    constexpr Id() = default; // the null id: names nothing

    static Id make(qint64 nowMs);                                    // version 7, random, monotonic within this process
    static Id fromSeed(qint64 nowMs, quint64 high, quint64 low);     // version 7 of given random bits: seeded data
    static Id fromName(const Id &space, QByteArrayView name);        // version 5
    static Id fromBytes(QByteArrayView sixteenBytes);                // null if the length is not 16
    static Id fromString(QStringView text);                          // null if it is no UUID

    bool isNull() const { return *this == Id(); }
    qint64 timeMs() const; // of a version 7 id
    QByteArrayView bytes() const { return {reinterpret_cast<const char *>(m_bytes.data()), 16}; }
    QString toString() const; // lower case, with hyphens

    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &, const Id &) = default;
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHashBits(id.m_bytes.data(), 16, seed); }

private:
    std::array<unsigned char, 16> m_bytes{};
};

} // namespace kemai
