// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_chain.h"

#include "store/database.h"
#include "store/history_erasure.h"

#include <QtEndian>

#include <sodium.h>

namespace kemai {

namespace {
constexpr qsizetype hashBytes = 32;
constexpr qsizetype contentBytes = 8 + hashBytes;
constexpr qsizetype slotBytes = 80;
constexpr qint64 rowsOfStep = 20'000;
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

void addSet(ChainHash &hash, const Statement &row)
{
    hash.add(row.number(0));
    hash.add(row.bytes(1));
    hash.add(row.number(2));
    for (int column = 3; column <= 8; ++column)
        hash.add(row.bytes(column));
}

void addLine(ChainHash &hash, const Statement &row)
{
    hash.add(row.number(0));
    for (int column = 1; column <= 3; ++column)
        hash.add(row.bytes(column));
    hash.add(row.number(4));
    hash.add(row.number(5));
    hash.add(row.bytes(6));
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

// --- ChainCheck

ChainCheck::ChainCheck(Database &database, const QByteArray &deviceId, const ChainHead &head)
    : m_database(database), m_head(head), m_previous(ChainHash::genesis(deviceId))
{
}

ChainCheck::~ChainCheck() = default;

void ChainCheck::breakOff(qint64 seq, const QString &what)
{
    m_report.brokenAt = seq;
    m_report.what = what;
}

Result<bool> ChainCheck::step()
{
    if (m_total < 0) {
        const auto total = m_database.number("SELECT coalesce(max(n), 0) FROM history");
        if (!total)
            return fail(total.error());
        m_total = *total;
        m_headAtBegin = m_head.read();
        if (const auto read = readErasures(); !read)
            return fail(read.error());
    }
    for (qint64 left = rowsOfStep; left > 0 && m_report.brokenAt == 0;) {
        if (!m_set) {
            const auto more = beginSet();
            if (!more)
                return fail(more.error());
            if (!*more) {
                if (m_report.brokenAt == 0)
                    if (const auto done = finish(); !done)
                        return fail(done.error());
                return false;
            }
        }
        const auto rows = hashRows(left);
        if (!rows)
            return fail(rows.error());
        if (m_report.brokenAt == 0 && *rows < left)
            if (const auto ended = endSet(); !ended)
                return fail(ended.error());
        left -= *rows + 1; // a set counts as a row, so that empty ones end, too
    }
    return m_report.brokenAt == 0;
}

// A check goes on between commits, and one of them may erase what was not looked at yet.
Result<> ChainCheck::readErasures()
{
    m_erasures.clear();
    const auto there = m_database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'history_erasure'");
    if (!there)
        return fail(there.error());
    if (*there == 0) // a store of an earlier build
        return {};
    auto rows = m_database.prepare("SELECT set_seq, hash, after, by_seq FROM history_erasure ORDER BY n");
    if (!rows)
        return fail(rows.error());
    while (true) {
        const auto row = rows->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        m_erasures.insert(rows->number(0), {rows->text(1), rows->text(2), rows->number(3)});
    }
}

// False: there is no further set, or one is missing.
Result<bool> ChainCheck::beginSet()
{
    auto row = m_database.prepare(QByteArray("SELECT ") + chainSetColumns + ", changes, hash, first FROM change_set WHERE n > ? ORDER BY n LIMIT 1");
    if (!row)
        return fail(row.error());
    row->bind(1, m_lastSet);
    const auto there = row->step();
    if (!there)
        return fail(there.error());
    if (!*there)
        return false;
    const qint64 seq = row->number(0);
    if (seq != m_lastSet + 1) {
        breakOff(m_lastSet + 1, QStringLiteral("change set %1 is missing").arg(m_lastSet + 1));
        return false;
    }
    m_hash = std::make_unique<ChainHash>(m_previous);
    addSet(*m_hash, *row);
    m_set = Set{seq, row->number(11), row->number(9), row->text(6), row->text(10), 0};
    return true;
}

// Of the set under way; as many as there were, at most `limit`.
Result<qint64> ChainCheck::hashRows(qint64 limit)
{
    auto rows = m_database.prepare(QByteArray("SELECT ") + chainLineColumns + " FROM history WHERE n >= ?1 AND n < ?2 AND set_seq = ?3 ORDER BY n LIMIT ?4");
    if (!rows)
        return fail(rows.error());
    rows->bind(1, std::max(m_set->first, m_set->rows > 0 ? m_lastRow + 1 : m_set->first));
    rows->bind(2, m_set->first + m_set->changes);
    rows->bind(3, m_set->seq);
    rows->bind(4, limit);
    qint64 count = 0;
    while (true) {
        const auto row = rows->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return count;
        const qint64 n = rows->number(0);
        if (n != m_lastRow + 1) {
            breakOff(m_set->seq, QStringLiteral("a row of history before %1 is missing").arg(n));
            return count;
        }
        m_lastRow = n;
        ++count;
        ++m_set->rows;
        ++m_report.rows;
        addLine(*m_hash, *rows);
    }
}

Result<> ChainCheck::endSet()
{
    const Set set = *m_set;
    m_set.reset();
    m_hash->add(set.changes);
    m_previous = m_hash->result();
    m_lastSet = set.seq;
    ++m_report.sets;
    const QString found = QString::fromLatin1(m_previous.toHex());
    if (found != set.hash && !m_erasures.contains(set.seq))
        if (const auto read = readErasures(); !read) // one that came since
            return read;
    const auto erasure = m_erasures.constFind(set.seq);
    if (set.rows != set.changes) {
        breakOff(set.seq, QStringLiteral("change set %1 has %2 rows of %3").arg(set.seq).arg(set.rows).arg(set.changes));
    } else if (erasure != m_erasures.cend() && erasure->hash == set.hash && erasure->after == found && erasure->by > set.seq) {
        m_previous = QByteArray::fromHex(set.hash.toLatin1());
        ++m_report.erased;
    } else if (found != set.hash) {
        breakOff(set.seq, QStringLiteral("the content of change set %1 does not fit its hash").arg(set.seq));
    }
    if (m_report.brokenAt == 0 && m_headAtBegin && m_headAtBegin->seq == set.seq && m_headAtBegin->hash != m_previous)
        breakOff(set.seq, QStringLiteral("change set %1 is not the one the head names").arg(set.seq));
    if (m_report.brokenAt == 0 && HistoryErasure::isSeal(set.title)) {
        const auto title = HistoryErasure::sealOf(m_database, set.seq);
        if (!title)
            return fail(title.error());
        if (*title != set.title)
            breakOff(set.seq, QStringLiteral("the erasures that change set %1 seals are not those that are there").arg(set.seq));
        m_seals.insert(set.seq);
    }
    return {};
}

// Nothing may come between this and the last set, so it belongs to the same step.
Result<> ChainCheck::finish()
{
    const auto rowsThere = m_database.number("SELECT coalesce(max(n), 0) FROM history");
    if (!rowsThere)
        return fail(rowsThere.error());
    if (*rowsThere != m_lastRow) {
        breakOff(m_lastSet, QStringLiteral("rows of history behind %1 belong to no change set").arg(m_lastRow));
        return {};
    }
    if (const auto read = readErasures(); !read)
        return read;
    for (auto it = m_erasures.cbegin(); it != m_erasures.cend(); ++it)
        if (!m_seals.contains(it->by)) {
            breakOff(it.key(), QStringLiteral("no change set seals the erasure in change set %1").arg(it.key()));
            return {};
        }
    const auto head = m_head.read();
    if (head && head->seq > m_lastSet) {
        m_report.missing = head->seq - m_lastSet;
        m_report.what = QStringLiteral("the last %1 change sets are missing").arg(m_report.missing);
    } else if (head && head->seq == m_lastSet && head->hash != m_previous) {
        breakOff(m_lastSet, QStringLiteral("change set %1 is not the one the head names").arg(m_lastSet));
    } else if (!head && m_lastSet > 0) {
        m_report.missing = 1;
        m_report.what = QStringLiteral("the head of the history is missing or its seal is broken");
    }
    return {};
}

} // namespace kemai
