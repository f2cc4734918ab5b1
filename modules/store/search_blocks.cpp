// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_blocks.h"

namespace kemai {

namespace {

constexpr qsizetype largestRow = 4;        // bytes of 26 bits, 7 each
constexpr qsizetype largestHead = 6 + 4;   // term and count
constexpr qsizetype smallestRest = largestHead + largestRow;

char *putNumber(char *out, quint64 number)
{
    while (number >= 0x80) {
        *out++ = char(number | 0x80);
        number >>= 7;
    }
    *out++ = char(number);
    return out;
}

// How many rows go into `room` bytes.
size_t fitting(std::span<const quint32> rows, qsizetype room)
{
    if (qsizetype(rows.size()) * largestRow <= room)
        return rows.size();
    size_t count = 0;
    quint32 previous = 0;
    for (qsizetype used = 0; count < rows.size(); previous = rows[count++]) {
        const quint32 delta = rows[count] - previous;
        used += delta < 0x80 ? 1 : delta < 0x4000 ? 2 : delta < 0x200000 ? 3 : 4;
        if (used > room)
            break;
    }
    return count;
}

} // namespace

void BlockEncoder::add(Term term, std::span<const quint32> rows)
{
    m_postings += qint64(rows.size());
    while (!rows.empty()) {
        if (m_used - m_begin > blockBytes - smallestRest)
            endBlock();
        const bool first = m_used == m_begin;
        if (first) {
            m_bytes.resize(std::max(m_bytes.size(), size_t(m_begin + blockBytes)));
            m_directory.push_back(postingOf(term, rows.front()));
        }
        const size_t count = fitting(rows, blockBytes - (m_used - m_begin) - largestHead);
        char *out = m_bytes.data() + m_used;
        out = putNumber(out, first ? term : term - m_last);
        out = putNumber(out, count);
        quint32 previous = 0;
        for (const quint32 row : rows.first(count)) {
            out = putNumber(out, row - previous);
            previous = row;
        }
        m_used = out - m_bytes.data();
        m_last = term;
        rows = rows.subspan(count);
        if (!rows.empty())
            endBlock();
    }
}

void BlockEncoder::endBlock()
{
    if (m_used == m_begin)
        return;
    m_ends.push_back(m_used);
    m_begin = m_used;
}

void BlockEncoder::finish() { endBlock(); }

void BlockEncoder::clear()
{
    drop();
    m_used = 0;
    m_directory.clear();
    m_postings = 0;
}

QByteArrayView BlockEncoder::block(size_t i) const
{
    const qsizetype begin = i == 0 ? 0 : m_ends[i - 1];
    return {m_bytes.data() + begin, m_ends[i] - begin};
}

void BlockEncoder::drop()
{
    // What is being filled moves to the front.
    std::copy(m_bytes.begin() + m_begin, m_bytes.begin() + m_used, m_bytes.begin());
    m_used -= m_begin;
    m_begin = 0;
    m_ends.clear();
}

void BlockReader::open(QByteArrayView block)
{
    m_bytes.assign(block.begin(), block.end());
    m_in = m_bytes.data();
    m_end = m_in + m_bytes.size();
    m_term = 0;
    m_left = 0;
}

quint64 BlockReader::number()
{
    quint64 value = 0;
    for (int shift = 0; m_in < m_end && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(*m_in++);
        value |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return value;
}

bool BlockReader::next()
{
    for (; m_left > 0 && m_in < m_end; --m_left)
        (void)number();
    if (m_in == m_end)
        return false;
    m_term += number();
    m_left = number();
    return true;
}

void BlockReader::appendRows(std::vector<quint32> &rows)
{
    quint64 row = 0;
    for (; m_left > 0 && m_in < m_end; --m_left) {
        row += number();
        rows.push_back(quint32(row & rowMask));
    }
}

} // namespace kemai
