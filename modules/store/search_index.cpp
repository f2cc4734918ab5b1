// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_index.h"

#include "store/search_document.h"
#include "store/search_terms.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace kemai {

namespace {

constexpr int rowBits = 26;
constexpr quint64 rowMask = (quint64(1) << rowBits) - 1;
constexpr qsizetype blockBytes = 3900;
constexpr size_t mergeFanIn = 16;
constexpr qint64 largestMerge = 1'000'000; // documents; larger segments stay as they are

constexpr quint64 postingsOfBlock = 2000; // about
constexpr quint64 checkedRowByRow = 24;   // a list so short is read and checked sooner than compared with others

constexpr quint64 postingOf(Term term, quint64 row) { return term << rowBits | row; }
constexpr Term termOf(quint64 posting) { return posting >> rowBits; }

// Radix sort, least bits first; bits in which all are alike cost one counting pass.
// `other` is scratch of any size, kept between calls: fresh megabytes for each commit cost more than the sorting.
void sortPostings(std::vector<quint64> &postings, std::vector<quint64> &other)
{
    if (postings.size() < 2048) {
        std::sort(postings.begin(), postings.end());
        return;
    }
    other.resize(postings.size());
    for (int shift = 0; shift < 64; shift += 11) {
        std::array<size_t, 2048> count{};
        for (const quint64 posting : postings)
            ++count[(posting >> shift) & 2047];
        if (std::ranges::find(count, postings.size()) != count.end())
            continue; // all alike in these bits
        size_t at = 0;
        for (size_t &c : count)
            at += std::exchange(c, at);
        for (const quint64 posting : postings)
            other[count[(posting >> shift) & 2047]++] = posting;
        postings.swap(other);
    }
}

char *putNumber(char *out, quint64 number)
{
    while (number >= 0x80) {
        *out++ = char(number | 0x80);
        number >>= 7;
    }
    *out++ = char(number);
    return out;
}

} // namespace

void SearchIndex::Batch::add(const SearchDocument &document)
{
    static thread_local std::vector<Term> terms;
    terms.clear();
    appendTerms(document, terms);
    if (quint64(document.row) > rowMask)
        return; // beyond 67 million customers at one desk: found by number only
    for (const Term term : terms)
        m_postings.push_back(postingOf(term, quint64(document.row)));
    ++m_documents;
}

void SearchIndex::Batch::add(Batch &&other)
{
    m_postings.insert(m_postings.end(), other.m_postings.begin(), other.m_postings.end());
    m_documents += other.m_documents;
}

// Writes ascending postings as blocks of one new segment.
class SearchIndex::Writer
{
public:
    explicit Writer(Database &database) : m_database(database) { m_block.resize(blockBytes + 64); }

    Result<> begin()
    {
        const auto last = m_database.number("SELECT coalesce(max(n), 0) FROM search_block");
        if (!last)
            return fail(last.error());
        const auto lastSegment = m_database.number("SELECT coalesce(max(n), 0) FROM search_segment");
        if (!lastSegment)
            return fail(lastSegment.error());
        m_segment.firstBlock = *last + 1;
        m_segment.n = *lastSegment + 1;
        m_out = m_block.data();
        return {};
    }

    Result<> add(quint64 posting)
    {
        if (posting == m_last && m_segment.postings > 0)
            return {};
        const Term term = termOf(posting);
        if (m_groupRows.empty() || term != m_groupTerm) {
            if (const auto done = flushGroup(); !done)
                return done;
            m_groupTerm = term;
        }
        m_groupRows.push_back(posting & rowMask);
        m_last = posting;
        ++m_segment.postings;
        return {};
    }

    Result<Segment> finish(qint64 documents)
    {
        if (const auto done = flushGroup(); !done)
            return fail(done.error());
        if (const auto done = flushBlock(); !done)
            return fail(done.error());
        m_segment.documents = documents;
        QByteArray directory(qsizetype(m_segment.directory.size() * 8), Qt::Uninitialized);
        qToLittleEndian<quint64>(m_segment.directory.data(), qsizetype(m_segment.directory.size()), directory.data());
        auto statement = m_database.prepare("INSERT INTO search_segment (n, first_block, documents, postings, directory) VALUES (?, ?, ?, ?, ?)");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, m_segment.n);
        statement->bind(2, m_segment.firstBlock);
        statement->bind(3, m_segment.documents);
        statement->bind(4, m_segment.postings);
        statement->bindBytes(5, directory);
        if (const auto done = statement->run(); !done)
            return fail(done.error());
        return m_segment;
    }

private:
    Result<> flushGroup()
    {
        size_t at = 0;
        while (at < m_groupRows.size()) {
            // As many rows as fit; a count is written before them, so they are measured first.
            if (m_out - m_block.data() > blockBytes - 24)
                if (const auto done = flushBlock(); !done)
                    return done;
            const qsizetype room = blockBytes - (m_out - m_block.data()) - 20;
            qsizetype used = 0;
            size_t count = 0;
            quint64 previous = 0;
            while (at + count < m_groupRows.size()) {
                const quint64 delta = m_groupRows[at + count] - previous;
                const int bytes = delta < 0x80 ? 1 : delta < 0x4000 ? 2 : delta < 0x200000 ? 3 : 4;
                if (used + bytes > room)
                    break;
                used += bytes;
                previous = m_groupRows[at + count];
                ++count;
            }
            const bool first = m_out == m_block.data();
            if (first)
                m_segment.directory.push_back(postingOf(m_groupTerm, m_groupRows[at]));
            m_out = putNumber(m_out, first ? m_groupTerm : m_groupTerm - m_blockTerm);
            m_blockTerm = m_groupTerm;
            m_out = putNumber(m_out, count);
            previous = 0;
            for (size_t i = 0; i < count; ++i) {
                m_out = putNumber(m_out, m_groupRows[at + i] - previous);
                previous = m_groupRows[at + i];
            }
            at += count;
            if (at < m_groupRows.size())
                if (const auto done = flushBlock(); !done)
                    return done;
        }
        m_groupRows.clear();
        return {};
    }

    Result<> flushBlock()
    {
        if (m_out == m_block.data())
            return {};
        auto statement = m_database.prepare("INSERT INTO search_block (n, postings) VALUES (?, ?)");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, m_segment.firstBlock + qint64(m_segment.directory.size()) - 1);
        statement->bindBytes(2, QByteArrayView(m_block.data(), m_out - m_block.data()));
        const auto done = statement->run();
        m_out = m_block.data();
        return done;
    }

    Database &m_database;
    Segment m_segment;
    QByteArray m_block;
    char *m_out = nullptr;
    Term m_blockTerm = 0; // of the last group in the block
    Term m_groupTerm = 0;
    std::vector<quint64> m_groupRows;
    quint64 m_last = 0;
};

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
    auto numbers = m_database.prepare("SELECT n FROM search_segment ORDER BY n");
    if (!numbers)
        return fail(numbers.error());
    std::vector<qint64> present;
    while (true) {
        const auto row = numbers->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        present.push_back(numbers->number(0));
    }
    numbers->reset();
    std::erase_if(m_segments, [&present](const Segment &s) { return !std::ranges::binary_search(present, s.n); });
    for (const qint64 n : present) {
        if (std::ranges::any_of(m_segments, [n](const Segment &s) { return s.n == n; }))
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

Result<> SearchIndex::add(Batch batch)
{
    if (batch.m_postings.empty())
        return {};
    if (const auto loaded = loadSegments(); !loaded)
        return loaded;
    sortPostings(batch.m_postings, m_scratch);
    Writer writer(m_database);
    if (const auto begun = writer.begin(); !begun)
        return begun;
    for (const quint64 posting : batch.m_postings)
        if (const auto added = writer.add(posting); !added)
            return added;
    auto segment = writer.finish(batch.m_documents);
    if (!segment)
        return fail(segment.error());
    m_segments.push_back(std::move(*segment));
    return mergeFullTiers();
}

Result<> SearchIndex::mergeFullTiers()
{
    const auto tierOf = [](qint64 documents) {
        int tier = 0;
        for (; documents >= qint64(mergeFanIn); documents /= qint64(mergeFanIn))
            ++tier;
        return tier;
    };
    for (int tier = 0; tier < 8; ++tier) {
        std::vector<Segment> same;
        qint64 documents = 0;
        for (const Segment &segment : m_segments)
            if (segment.n > m_mark && tierOf(segment.documents) == tier) {
                same.push_back(segment);
                documents += segment.documents;
            }
        if (same.size() >= mergeFanIn && documents <= largestMerge)
            if (const auto merged = merge(std::move(same)); !merged)
                return merged;
    }
    return {};
}

Result<> SearchIndex::merge(std::vector<Segment> segments)
{
    Writer writer(m_database);
    if (const auto begun = writer.begin(); !begun)
        return begun;
    std::vector<Cursor> cursors;
    cursors.reserve(segments.size());
    qint64 documents = 0;
    for (const Segment &segment : segments) {
        documents += segment.documents;
        cursors.emplace_back(m_database, segment);
        if (const auto started = cursors.back().start(); !started)
            return started;
    }
    const auto later = [&cursors](size_t a, size_t b) { return cursors[a].posting() > cursors[b].posting(); };
    std::vector<size_t> heap;
    for (size_t i = 0; i < cursors.size(); ++i)
        if (!cursors[i].atEnd())
            heap.push_back(i);
    std::ranges::make_heap(heap, later);
    while (!heap.empty()) {
        std::ranges::pop_heap(heap, later);
        Cursor &least = cursors[heap.back()];
        const quint64 bound = heap.size() > 1 ? cursors[heap.front()].posting() : ~quint64(0);
        do { // a run of one segment, without the heap
            if (const auto added = writer.add(least.posting()); !added)
                return added;
            if (const auto moved = least.next(); !moved)
                return moved;
        } while (!least.atEnd() && least.posting() <= bound);
        if (least.atEnd())
            heap.pop_back();
        else
            std::ranges::push_heap(heap, later);
    }
    auto merged = writer.finish(documents);
    if (!merged)
        return fail(merged.error());
    for (const Segment &segment : segments) {
        auto blocks = m_database.prepare("DELETE FROM search_block WHERE n BETWEEN ? AND ?");
        if (!blocks)
            return fail(blocks.error());
        blocks->bind(1, segment.firstBlock);
        blocks->bind(2, segment.firstBlock + qint64(segment.directory.size()) - 1);
        if (const auto done = blocks->run(); !done)
            return done;
        auto row = m_database.prepare("DELETE FROM search_segment WHERE n = ?");
        if (!row)
            return fail(row.error());
        row->bind(1, segment.n);
        if (const auto done = row->run(); !done)
            return done;
        std::erase_if(m_segments, [&segment](const Segment &s) { return s.n == segment.n; });
    }
    m_segments.push_back(std::move(*merged));
    return {};
}

Result<> SearchIndex::optimize()
{
    if (const auto loaded = loadSegments(); !loaded)
        return loaded;
    std::vector<Segment> together;
    qint64 documents = 0;
    for (const Segment &segment : m_segments) {
        if (segment.n <= m_mark || segment.documents >= largestMerge / 2)
            continue;
        if (documents + segment.documents > largestMerge) {
            if (together.size() > 1)
                if (const auto merged = merge(std::move(together)); !merged)
                    return merged;
            together.clear();
            documents = 0;
            return optimize();
        }
        documents += segment.documents;
        together.push_back(segment);
    }
    return together.size() > 1 ? merge(std::move(together)) : Result<>();
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
    for (const Segment &old : m_segments) {
        if (old.n > segment)
            continue;
        for (const auto &[sql, first, last] : {std::tuple{"DELETE FROM search_block WHERE n >= ? AND n <= ?", old.firstBlock, old.firstBlock + qint64(old.directory.size()) - 1},
                                               std::tuple{"DELETE FROM search_segment WHERE n >= ? AND n <= ?", old.n, old.n}}) {
            auto statement = m_database.prepare(sql);
            if (!statement)
                return fail(statement.error());
            statement->bind(1, first);
            statement->bind(2, last);
            if (const auto done = statement->run(); !done)
                return done;
        }
    }
    std::erase_if(m_segments, [segment](const Segment &old) { return old.n <= segment; });
    return {};
}

void SearchIndex::forget() { m_segments.clear(); }

void SearchIndex::releaseScratch() { m_scratch = {}; }

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
