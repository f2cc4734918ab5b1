// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Each entry: local header 0x04034b50, name, content. Then for each a central header 0x02014b50, name. Then the end
 * 0x06054b50 with the number of entries, the size of the central directory and where it begins. Little endian; method 0;
 * flag bit 11: names are UTF-8; CRC-32 as of ISO 3309.
 */
#include "stored_zip.h"

#include <array>

namespace kemai {

namespace {

constexpr std::array<quint32, 256> crcTable = [] {
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? 0xedb88320u ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    return table;
}();

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffffu;
    for (const char byte : bytes)
        crc = crcTable[(crc ^ quint8(byte)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

void put(QByteArray &out, quint32 value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += char(value >> (8 * i) & 0xff);
}

// What the local and the central header share, from "version needed" to the length of the name.
QByteArray shared(const ZipEntry &entry, const QDateTime &when)
{
    const QDate date = when.date();
    const QTime time = when.time();
    QByteArray out;
    put(out, 20, 2);
    put(out, 1 << 11, 2);
    put(out, 0, 2);
    put(out, quint32(time.hour() << 11 | time.minute() << 5 | time.second() / 2), 2);
    put(out, quint32(std::max(0, date.year() - 1980) << 9 | date.month() << 5 | date.day()), 2);
    put(out, crc32(entry.content), 4);
    put(out, quint32(entry.content.size()), 4);
    put(out, quint32(entry.content.size()), 4);
    put(out, quint32(entry.name.toUtf8().size()), 2);
    put(out, 0, 2);
    return out;
}

} // namespace

QByteArray storedZip(const QList<ZipEntry> &entries, const QDateTime &when)
{
    QByteArray out;
    QByteArray central;
    for (const ZipEntry &entry : entries) {
        const quint32 at = quint32(out.size());
        const QByteArray head = shared(entry, when);
        put(out, 0x04034b50, 4);
        out += head + entry.name.toUtf8() + entry.content;
        put(central, 0x02014b50, 4);
        put(central, 20, 2);
        central += head;
        put(central, 0, 2); // comment
        put(central, 0, 2); // disk
        put(central, 0, 2); // internal attributes
        put(central, 0, 4); // external attributes
        put(central, at, 4);
        central += entry.name.toUtf8();
    }
    const quint32 at = quint32(out.size());
    out += central;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, quint32(entries.size()), 2);
    put(out, quint32(entries.size()), 2);
    put(out, quint32(central.size()), 4);
    put(out, at, 4);
    put(out, 0, 2);
    return out;
}

} // namespace kemai
