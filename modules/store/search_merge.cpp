// SPDX-License-Identifier: GPL-3.0-or-later
// The merging half of SearchIndex: which segments become one, and the merge itself, in steps.
//
// A segment that is being made or has been discarded has postings -1: nobody reads it, its blocks are taken away in steps.
#include "store/search_index.h"

#include <QtEndian>

#include <algorithm>
#include <numeric>

namespace kemai {

namespace {

constexpr size_t mergeFanIn = 16;
constexpr qint64 smallMerge = 4096;         // documents; a commit does it on the side
constexpr qint64 largestMerge = 10'000'000; // documents; larger segments stay as they are
constexpr qint64 largestRatio = 3;          // of a segment to all smaller ones together
constexpr int mostSegments = 8;             // each costs a search some blocks
constexpr size_t blocksOfStep = 400; // 1.5 MB
constexpr qint64 allBlocks = qint64(1) << 24; // numbers of one segment

// One segment on its way into another: all of it, term by term.
class MergeSource
{
public:
    MergeSource(Database &database, qint64 firstBlock, size_t blocks) : m_database(&database), m_firstBlock(firstBlock), m_blocks(blocks) { }

    // To the next term; false: the segment is through.
    Result<bool> next()
    {
        while (m_block == 0 || !m_reader.next()) {
            if (m_block >= m_blocks)
                return false;
            auto statement = m_database->prepare("SELECT postings FROM search_block WHERE n = ?");
            if (!statement)
                return fail(statement.error());
            statement->bind(1, m_firstBlock + qint64(m_block));
            const auto row = statement->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                return fail(Error::Code::Corrupt, QStringLiteral("store.damaged"), QStringLiteral("a block of the search index is missing"));
            m_reader.open(statement->bytes(0));
            ++m_block;
        }
        return true;
    }
    Term term() const { return m_reader.term(); }
    void appendRows(std::vector<quint32> &rows) { m_reader.appendRows(rows); }

private:
    Database *m_database;
    qint64 m_firstBlock;
    size_t m_blocks;
    size_t m_block = 0; // opened
    BlockReader m_reader;
};

} // namespace

class SearchIndex::Merge
{
public:
    Merge(SearchIndex &index, std::vector<Segment> segments) : m_index(index), m_segments(std::move(segments)) { }

    bool reads(qint64 segment) const { return std::ranges::find(m_segments, segment, &Segment::n) != m_segments.end(); }
    qint64 target() const { return m_target.n; }

    Result<> begin()
    {
        auto target = m_index.nextSegment();
        if (!target)
            return fail(target.error());
        m_target = std::move(*target);
        auto row = m_index.m_database.prepare("INSERT INTO search_segment (n, first_block, documents, postings, directory) VALUES (?, ?, 0, -1, x'')");
        if (!row)
            return fail(row.error());
        row->bind(1, m_target.n);
        row->bind(2, m_target.firstBlock);
        if (const auto done = row->run(); !done)
            return done;
        for (const Segment &segment : m_segments) {
            m_documents += segment.documents;
            MergeSource source(m_index.m_database, segment.firstBlock, segment.directory.size());
            const auto any = source.next();
            if (!any)
                return fail(any.error());
            if (*any)
                m_sources.push_back(std::move(source));
        }
        for (size_t i = 0; i < m_sources.size(); ++i)
            m_heads.push_back({m_sources[i].term(), i});
        std::ranges::make_heap(m_heads, std::greater());
        return {};
    }

    // About so many blocks further; false: the merge is complete.
    Result<bool> step(size_t blocks)
    {
        while (!m_heads.empty() && m_blocks.count() < blocks)
            if (const auto moved = moveTerm(); !moved)
                return fail(moved.error());
        if (m_heads.empty())
            m_blocks.finish();
        if (const auto written = m_index.writeBlocks(m_target, m_blocks); !written)
            return fail(written.error());
        if (!m_heads.empty()) {
            m_blocks.drop();
            return true;
        }
        auto placeholder = m_index.m_database.prepare("DELETE FROM search_segment WHERE n = ?");
        if (!placeholder)
            return fail(placeholder.error());
        placeholder->bind(1, m_target.n);
        if (const auto done = placeholder->run(); !done)
            return fail(done.error());
        if (const auto written = m_index.writeDirectory(m_target, m_blocks, m_documents); !written)
            return fail(written.error());
        for (const Segment &segment : m_segments)
            if (const auto gone = m_documents > smallMerge ? m_index.discard(segment) : m_index.drop(segment); !gone)
                return fail(gone.error());
        m_index.m_segments.push_back(std::move(m_target));
        std::ranges::sort(m_index.m_segments, {}, &Segment::n);
        return false;
    }

private:
    struct Head {
        Term term;
        size_t source; // older segments first: rows that came in turn need no sorting
        auto operator<=>(const Head &) const = default;
    };

    Result<> moveTerm()
    {
        const Term term = m_heads.front().term;
        m_rows.clear();
        bool ascending = true;
        while (!m_heads.empty() && m_heads.front().term == term) {
            std::ranges::pop_heap(m_heads, std::greater());
            MergeSource &source = m_sources[m_heads.back().source];
            const size_t joint = m_rows.size();
            source.appendRows(m_rows);
            ascending = ascending && (joint == 0 || joint == m_rows.size() || m_rows[joint] > m_rows[joint - 1]);
            const auto more = source.next();
            if (!more)
                return fail(more.error());
            if (*more) {
                m_heads.back().term = source.term();
                std::ranges::push_heap(m_heads, std::greater());
            } else {
                m_heads.pop_back();
            }
        }
        if (!ascending) {
            std::ranges::sort(m_rows);
            const auto twice = std::ranges::unique(m_rows);
            m_rows.erase(twice.begin(), twice.end());
        }
        if (!m_rows.empty())
            m_blocks.add(term, m_rows);
        return {};
    }

    SearchIndex &m_index;
    std::vector<Segment> m_segments;
    Segment m_target;
    qint64 m_documents = 0;
    std::vector<MergeSource> m_sources;
    std::vector<Head> m_heads; // a heap
    std::vector<quint32> m_rows;
    BlockEncoder m_blocks;
};

SearchIndex::SearchIndex(Database &database) : m_database(database) { }

SearchIndex::~SearchIndex() = default;

void SearchIndex::forget()
{
    m_segments.clear();
    abandonMerge();
}

void SearchIndex::abandonMerge()
{
    m_merge.reset();
    m_cleared = false;
}

bool SearchIndex::mayMerge(const Segment &segment) const
{
    return segment.n > m_mark && !(m_merge && m_merge->reads(segment.n));
}

bool SearchIndex::mergeIsDue() const
{
    return !m_merge && std::ranges::count_if(m_segments, [this](const Segment &s) { return mayMerge(s); }) > mostSegments;
}

// The smaller ones, as long as the next is not much larger than all before together: a segment of a million is not written
// anew for a thousand.
std::vector<SearchIndex::Segment> SearchIndex::mergeable() const
{
    std::vector<Segment> bySize;
    std::ranges::copy_if(m_segments, std::back_inserter(bySize), [this](const Segment &segment) { return mayMerge(segment); });
    std::ranges::stable_sort(bySize, {}, &Segment::documents);
    std::vector<Segment> chosen;
    qint64 together = 0;
    for (Segment &segment : bySize) {
        const bool fits = together + segment.documents <= largestMerge;
        if (!fits || (chosen.size() > 1 && segment.documents > largestRatio * together))
            break;
        together += segment.documents;
        chosen.push_back(std::move(segment));
    }
    std::ranges::sort(chosen, {}, &Segment::n);
    return chosen.size() > 1 ? chosen : std::vector<Segment>();
}

// Sixteen of about one size, so small that a commit merges them on the side.
Result<> SearchIndex::mergeSmall()
{
    for (qint64 size = 1; size < smallMerge; size *= qint64(mergeFanIn)) {
        std::vector<Segment> same;
        for (const Segment &segment : m_segments)
            if (mayMerge(segment) && segment.documents >= size && segment.documents < size * qint64(mergeFanIn))
                same.push_back(segment);
        if (same.size() < mergeFanIn)
            continue;
        same.resize(mergeFanIn);
        if (std::accumulate(same.begin(), same.end(), qint64(0), [](qint64 sum, const Segment &s) { return sum + s.documents; }) > smallMerge)
            continue;
        Merge merge(*this, std::move(same));
        if (const auto begun = merge.begin(); !begun)
            return begun;
        if (const auto done = merge.step(allBlocks); !done)
            return fail(done.error());
    }
    return {};
}

Result<bool> SearchIndex::mergeStep()
{
    if (const auto loaded = loadSegments(); !loaded)
        return fail(loaded.error());
    if (m_merge) {
        const auto more = m_merge->step(blocksOfStep);
        if (more && !*more) {
            m_merge.reset();
            m_cleared = false;
            return true;
        }
        return more;
    }
    if (!m_cleared) {
        const auto more = clearDiscarded();
        if (!more)
            return more;
        m_cleared = !*more;
        return true;
    }
    if (!m_fewest && !mergeIsDue())
        return false;
    m_fewest = false;
    std::vector<Segment> segments = mergeable();
    if (segments.empty())
        return false;
    m_merge = std::make_unique<Merge>(*this, std::move(segments));
    if (const auto begun = m_merge->begin(); !begun)
        return fail(begun.error());
    return true;
}

Result<> SearchIndex::discard(const Segment &segment)
{
    auto row = m_database.prepare("UPDATE search_segment SET postings = -1 WHERE n = ?");
    if (!row)
        return fail(row.error());
    row->bind(1, segment.n);
    if (const auto done = row->run(); !done)
        return done;
    m_cleared = false;
    std::erase_if(m_segments, [n = segment.n](const Segment &s) { return s.n == n; });
    return {};
}

Result<bool> SearchIndex::clearDiscarded()
{
    auto discarded = m_database.prepare("SELECT n, first_block, length(directory) / 8 FROM search_segment WHERE postings < 0 ORDER BY n LIMIT 1");
    if (!discarded)
        return fail(discarded.error());
    const auto row = discarded->step();
    if (!row || !*row)
        return row;
    const qint64 n = discarded->number(0);
    const qint64 first = discarded->number(1);
    const qint64 count = discarded->number(2);
    discarded->reset();
    auto blocks = m_database.prepare("DELETE FROM search_block WHERE n IN (SELECT n FROM search_block WHERE n BETWEEN ? AND ? LIMIT ?)");
    if (!blocks)
        return fail(blocks.error());
    blocks->bind(1, first);
    blocks->bind(2, first + (count > 0 ? count : allBlocks) - 1);
    blocks->bind(3, qint64(blocksOfStep));
    if (const auto done = blocks->run(); !done)
        return fail(done.error());
    const auto left = m_database.number("SELECT changes()");
    if (!left)
        return fail(left.error());
    if (*left > 0)
        return true;
    auto gone = m_database.prepare("DELETE FROM search_segment WHERE n = ?");
    if (!gone)
        return fail(gone.error());
    gone->bind(1, n);
    if (const auto done = gone->run(); !done)
        return fail(done.error());
    return true;
}

} // namespace kemai
