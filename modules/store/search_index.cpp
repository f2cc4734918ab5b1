// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_index.h"

#include "store/search_document.h"
#include "store/search_terms.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace kemai {

namespace {
constexpr quint64 postingsOfBlock = 2000; // about
constexpr quint64 checkedRowByRow = 24;   // a list so short is read and checked sooner than compared with others
} // namespace

// Reads one segment: all of it in order (next), or one term's rows with leaps (seek).
class SearchIndex::Cursor
{
public:
    Cursor(Database &database, const Segment &segment) : m_database(&database), m_segment(&segment) { }
    Cursor(Cursor &&) = default; // what is read stays where it is when the vector moves
    Cursor &operator=(Cursor &&) = default;

    bool atEnd() const { return m_atEnd; }
    quint64 posting() const { return m_posting; }
    quint64 leftInGroup() const { return m_left; } // rows of the same term behind this one, in this block

    // The first posting.
    Result<> start()
    {
        m_block = 0;
        return m_segment->directory.empty() ? end() : openBlock(0);
    }

    // The first posting that is not less.
    Result<> seek(quint64 wanted)
    {
        if (m_segment->directory.empty())
            return end();
        const bool ahead = !m_atEnd && m_opened && wanted >= m_posting;
        const bool inBlock = ahead && (m_block + 1 == m_segment->directory.size() || wanted < m_segment->directory[m_block + 1]);
        if (!inBlock) {
            const auto from = ahead ? m_segment->directory.begin() + qsizetype(m_block) : m_segment->directory.begin();
            const auto behind = std::upper_bound(from, m_segment->directory.end(), wanted);
            const size_t block = behind == m_segment->directory.begin() ? 0 : size_t(behind - m_segment->directory.begin()) - 1;
            if (const auto opened = openBlock(block); !opened)
                return opened;
        }
        while (!m_atEnd && m_posting < wanted) {
            // Over whole groups of smaller terms without adding up their rows.
            if (termOf(m_posting) < termOf(wanted))
                skipGroup();
            else
                nextRow();
            if (m_drained)
                if (const auto moved = nextBlock(); !moved)
                    return moved;
        }
        return {};
    }

    Result<> next()
    {
        nextRow();
        return m_drained ? nextBlock() : Result<>();
    }

private:
    Result<> end()
    {
        m_atEnd = true;
        return {};
    }

    quint64 number()
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

    Result<> openBlock(size_t block)
    {
        m_opened = true;
        m_block = block;
        auto statement = m_database->prepare("SELECT postings FROM search_block WHERE n = ?");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, m_segment->firstBlock + qint64(block));
        const auto row = statement->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return fail(Error::Code::Corrupt, QStringLiteral("store.damaged"), QStringLiteral("a block of the search index is missing"));
        const QByteArrayView bytes = statement->bytes(0);
        m_bytes.assign(bytes.begin(), bytes.end());
        m_in = m_bytes.data();
        m_end = m_in + m_bytes.size();
        m_drained = false;
        m_term = 0;
        m_left = 0;
        m_atEnd = false;
        nextGroup();
        return {};
    }

    Result<> nextBlock()
    {
        if (m_block + 1 >= m_segment->directory.size())
            return end();
        return openBlock(m_block + 1);
    }

    void nextGroup()
    {
        if (m_in == m_end) {
            m_drained = true;
            return;
        }
        m_term += number();
        m_left = number();
        m_row = number();
        --m_left;
        m_posting = postingOf(m_term, m_row);
    }

    void nextRow()
    {
        if (m_left == 0) {
            nextGroup();
            return;
        }
        m_row += number();
        --m_left;
        m_posting = postingOf(m_term, m_row);
    }

    void skipGroup()
    {
        while (m_left > 0 && m_in < m_end) { // a number ends at a byte below 0x80
            if (static_cast<unsigned char>(*m_in++) < 0x80)
                --m_left;
        }
        m_left = 0;
        nextGroup();
    }

    Database *m_database;
    const Segment *m_segment;
    std::vector<char> m_bytes;
    const char *m_in = nullptr;
    const char *m_end = nullptr;
    size_t m_block = 0;
    Term m_term = 0;
    quint64 m_left = 0; // rows of the group behind the present one
    quint64 m_row = 0;
    quint64 m_posting = 0;
    bool m_drained = false;
    bool m_opened = false;
    bool m_atEnd = false;
};

Result<> SearchIndex::loadSegments()
{
    // A number may be given again when all segments were dropped; its contents tell them apart.
    struct Present {
        qint64 n;
        qint64 postings;
    };
    auto numbers = m_database.prepare("SELECT n, postings FROM search_segment WHERE postings >= 0 ORDER BY n");
    if (!numbers)
        return fail(numbers.error());
    std::vector<Present> present;
    while (true) {
        const auto row = numbers->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        present.push_back({numbers->number(0), numbers->number(1)});
    }
    numbers->reset();
    const auto isSegment = [](const Segment &s) { return [&s](const Present &p) { return p.n == s.n && p.postings == s.postings; }; };
    std::erase_if(m_segments, [&](const Segment &s) { return std::ranges::none_of(present, isSegment(s)); });
    if (m_segments.size() == present.size())
        return {};
    for (const auto &[n, postings] : present) {
        if (std::ranges::find(m_segments, n, &Segment::n) != m_segments.end())
            continue;
        auto statement = m_database.prepare("SELECT first_block, documents, postings, directory FROM search_segment WHERE n = ?");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, n);
        const auto row = statement->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            continue;
        Segment segment{n, statement->number(0), statement->number(1), statement->number(2), {}};
        const QByteArrayView directory = statement->bytes(3);
        segment.directory.resize(size_t(directory.size() / 8));
        qFromLittleEndian<quint64>(directory.data(), qsizetype(segment.directory.size()), segment.directory.data());
        m_segments.push_back(std::move(segment));
    }
    std::ranges::sort(m_segments, {}, &Segment::n);
    return {};
}

Result<qint64> SearchIndex::lastSegment()
{
    if (const auto loaded = loadSegments(); !loaded)
        return fail(loaded.error());
    return m_segments.empty() ? 0 : m_segments.back().n;
}

Result<> SearchIndex::dropUpTo(qint64 segment)
{
    if (const auto loaded = loadSegments(); !loaded)
        return loaded;
    const std::vector<Segment> all = m_segments; // dropping takes them out
    for (const Segment &old : all)
        if (old.n <= segment)
            if (const auto dropped = discard(old); !dropped)
                return dropped;
    return {};
}

Result<> SearchIndex::findAll(const std::vector<Term> &terms, const std::function<Result<bool>(qint64)> &hit)
{
    if (terms.empty())
        return {};
    if (const auto loaded = loadSegments(); !loaded)
        return loaded;
    for (auto segment = m_segments.rbegin(); segment != m_segments.rend(); ++segment) {
        const auto goOn = findInSegment(*segment, terms, hit);
        if (!goOn)
            return fail(goOn.error());
        if (!*goOn)
            break;
    }
    return {};
}

// The shortest list leads: the others are only asked about its rows. Lists are compared by the blocks they span,
// which the directory in memory tells, and within one block by their count.
Result<bool> SearchIndex::findInSegment(const Segment &segment, const std::vector<Term> &terms, const std::function<Result<bool>(qint64)> &hit)
{
    struct List {
        Term term;
        quint64 length;
        Cursor cursor;
    };
    const auto blockOf = [&segment](quint64 posting) { return std::ranges::upper_bound(segment.directory, posting) - segment.directory.begin(); };
    std::vector<List> lists;
    lists.reserve(terms.size());
    for (const Term term : terms) {
        List list{term, quint64(blockOf(postingOf(term, rowMask)) - blockOf(postingOf(term, 0))) * postingsOfBlock, Cursor(m_database, segment)};
        if (const auto sought = list.cursor.seek(postingOf(term, 0)); !sought)
            return fail(sought.error());
        if (list.cursor.atEnd() || termOf(list.cursor.posting()) != term)
            return true; // no row of this segment has all
        list.length += list.cursor.leftInGroup();
        lists.push_back(std::move(list));
    }
    std::ranges::sort(lists, {}, &List::length);
    if (lists.front().length < checkedRowByRow)
        lists.erase(lists.begin() + 1, lists.end());

    quint64 row = 0;
    while (true) {
        // Every cursor to the first row that is not less; one that lands beyond raises the bar for all.
        bool agreed = true;
        for (List &list : lists) {
            if ((list.cursor.posting() & rowMask) < row)
                if (const auto sought = list.cursor.seek(postingOf(list.term, row)); !sought)
                    return fail(sought.error());
            if (list.cursor.atEnd() || termOf(list.cursor.posting()) != list.term)
                return true;
            const quint64 landed = list.cursor.posting() & rowMask;
            agreed = agreed && (landed == row || &list == &lists.front());
            row = std::max(row, landed);
            if (!agreed)
                break;
        }
        if (!agreed)
            continue;
        const auto goOn = hit(qint64(row));
        if (!goOn || !*goOn)
            return goOn;
        ++row;
    }
}

} // namespace kemai
