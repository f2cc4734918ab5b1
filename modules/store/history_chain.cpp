// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_chain.h"

#include "store/database.h"

#include <QtEndian>

#include <sodium.h>

namespace kemai {

namespace {
constexpr qsizetype hashBytes = 32;
constexpr qsizetype contentBytes = 8 + hashBytes;
constexpr qsizetype slotBytes = 80;
} // namespace

struct ChainHash::State {
    crypto_generichash_state hash;
};

ChainHash::ChainHash(const QByteArray &previous) : m_state(std::make_unique<State>())
{
    crypto_generichash_init(&m_state->hash, nullptr, 0, hashBytes);
    crypto_generichash_update(&m_state->hash, reinterpret_cast<const unsigned char *>(previous.constData()), size_t(previous.size()));
}

ChainHash::~ChainHash() = default;

void ChainHash::add(QByteArrayView bytes)
{
    unsigned char length[8];
    qToLittleEndian(quint64(bytes.size()), length);
    crypto_generichash_update(&m_state->hash, length, 8);
    crypto_generichash_update(&m_state->hash, reinterpret_cast<const unsigned char *>(bytes.data()), size_t(bytes.size()));
}

void ChainHash::add(qint64 number)
{
    unsigned char bytes[8];
    qToLittleEndian(number, bytes);
    crypto_generichash_update(&m_state->hash, bytes, 8);
}

QByteArray ChainHash::result()
{
    QByteArray hash(hashBytes, Qt::Uninitialized);
    crypto_generichash_final(&m_state->hash, reinterpret_cast<unsigned char *>(hash.data()), hashBytes);
    return hash;
}

QByteArray ChainHash::genesis(QByteArrayView deviceId)
{
    return deviceId.toByteArray() + QByteArray(hashBytes - deviceId.size(), '\0');
}

ChainHead::ChainHead(const QString &file, Secret key) : m_file(file), m_open(file), m_key(std::move(key)) { }

QByteArray ChainHead::seal(QByteArrayView content) const
{
    QByteArray mac(hashBytes, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(mac.data()), hashBytes, reinterpret_cast<const unsigned char *>(content.data()),
                       size_t(content.size()), m_key.bytes().data(), size_t(m_key.size()));
    return mac;
}

Result<> ChainHead::write(const Position &position)
{
    if (!m_open.isOpen() && !m_open.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return fail(Error::Code::Io, QStringLiteral("store.io"), QStringLiteral("the head of the history cannot be written"));
    QByteArray slot(8, Qt::Uninitialized);
    qToLittleEndian(position.seq, slot.data());
    slot += position.hash;
    slot += seal(slot);
    slot.resize(slotBytes, '\0');
    if (!m_open.seek((position.seq % 2) * slotBytes) || m_open.write(slot) != slotBytes)
        return fail(Error::Code::Io, QStringLiteral("store.io"), QStringLiteral("the head of the history cannot be written"));
    return {};
}

std::optional<ChainHead::Position> ChainHead::read() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray all = file.read(2 * slotBytes);
    std::optional<Position> newest;
    for (qsizetype at = 0; at + slotBytes <= all.size(); at += slotBytes) {
        const QByteArray slot = all.mid(at, slotBytes);
        const QByteArray content = slot.left(contentBytes);
        if (sodium_memcmp(seal(content).constData(), slot.constData() + contentBytes, hashBytes) != 0)
            continue;
        const qint64 seq = qFromLittleEndian<qint64>(slot.constData());
        if (!newest || seq > newest->seq)
            newest = Position{seq, content.mid(8)};
    }
    return newest;
}

Result<ChainReport> verifyChain(Database &database, const QByteArray &deviceId, const ChainHead &head,
                                const std::function<bool(qint64, qint64)> &progress)
{
    ChainReport report;
    const auto broken = [&report](qint64 seq, const QString &what) {
        report.brokenAt = seq;
        report.what = what;
        return report;
    };
    const auto total = database.number("SELECT coalesce(max(n), 0) FROM change_set");
    if (!total)
        return fail(total.error());
    auto sets = database.prepare("SELECT n, id, at, author, device, origin, title, batch, undoes, changes, hash, first FROM change_set ORDER BY n");
    if (!sets)
        return fail(sets.error());
    auto rows = database.prepare("SELECT n, subject, record, operation, version, line, edits FROM history WHERE n >= ?1 AND set_seq = ?2 AND n < ?1 + ?3 ORDER BY n");
    if (!rows)
        return fail(rows.error());

    const auto headPosition = head.read();
    QByteArray previous = ChainHash::genesis(deviceId);
    qint64 expected = 0;
    qint64 lastRow = 0;
    while (true) {
        const auto more = sets->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
        const qint64 seq = sets->number(0);
        if (seq != ++expected)
            return broken(expected, QStringLiteral("change set %1 is missing").arg(expected));
        ChainHash hash(previous);
        hash.add(seq);
        hash.add(sets->bytes(1));
        hash.add(sets->number(2));
        for (int column = 3; column <= 8; ++column)
            hash.add(sets->bytes(column));
        qint64 count = 0;
        {
            rows->bind(1, sets->number(11));
            rows->bind(2, seq);
            rows->bind(3, sets->number(9));
            while (true) {
                const auto row = rows->step();
                if (!row)
                    return fail(row.error());
                if (!*row)
                    break;
                ++count;
                if (rows->number(0) != lastRow + 1)
                    return broken(seq, QStringLiteral("a row of history before %1 is missing").arg(rows->number(0)));
                lastRow = rows->number(0);
                hash.add(rows->number(0));
                hash.add(rows->bytes(1));
                hash.add(rows->bytes(2));
                hash.add(rows->bytes(3));
                hash.add(rows->number(4));
                hash.add(rows->number(5));
                hash.add(rows->bytes(6));
            }
            rows->reset();
        }
        hash.add(sets->number(9));
        report.rows += count;
        ++report.sets;
        previous = hash.result();
        if (count != sets->number(9))
            return broken(seq, QStringLiteral("change set %1 has %2 rows of %3").arg(seq).arg(count).arg(sets->number(9)));
        if (QString::fromLatin1(previous.toHex()) != sets->text(10))
            return broken(seq, QStringLiteral("the content of change set %1 does not fit its hash").arg(seq));
        if (headPosition && headPosition->seq == seq && headPosition->hash != previous)
            return broken(seq, QStringLiteral("change set %1 is not the one the head names").arg(seq));
        if (progress && seq % 64 == 0 && !progress(seq, *total))
            return fail(Error::Code::Busy, QStringLiteral("store.interrupted"));
    }
    const auto rowsThere = database.number("SELECT coalesce(max(n), 0) FROM history");
    if (!rowsThere)
        return fail(rowsThere.error());
    if (*rowsThere != lastRow)
        return broken(expected, QStringLiteral("rows of history behind %1 belong to no change set").arg(lastRow));
    if (headPosition && headPosition->seq > expected) {
        report.missing = headPosition->seq - expected;
        report.what = QStringLiteral("the last %1 change sets are missing").arg(report.missing);
    } else if (!headPosition && expected > 0) {
        report.missing = 1;
        report.what = QStringLiteral("the head of the history is missing or its seal is broken");
    }
    return report;
}

} // namespace kemai
