// SPDX-License-Identifier: GPL-3.0-or-later
// The writing half of SearchIndex: batches and segments. Merges: search_merge.cpp.
#include "store/search_index.h"

#include "store/search_document.h"
#include "store/search_terms.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace kemai {

namespace {

constexpr int blockNumberBits = 24; // of a segment: 64 GB

// Radix sort, least bits first; bits in which all are alike cost one counting pass. `from`: the bits below it are
// in order already.
void sortPostings(std::vector<quint64> &postings, std::vector<quint64> &other, int from)
{
    if (postings.size() < 2048) {
        std::sort(postings.begin(), postings.end());
        return;
    }
    constexpr int bits = 10; // 1,024 places to write to: more than the processor's caches follow at once cost more than a pass
    constexpr size_t places = size_t(1) << bits;
    other.resize(postings.size());
    for (int shift = from; shift < 64; shift += bits) {
        std::array<size_t, places> count{};
        for (const quint64 posting : postings)
            ++count[(posting >> shift) & (places - 1)];
        if (std::ranges::find(count, postings.size()) != count.end())
            continue; // all alike in these bits
        size_t at = 0;
        for (size_t &c : count)
            at += std::exchange(c, at);
        for (const quint64 posting : postings)
            other[count[(posting >> shift) & (places - 1)]++] = posting;
        postings.swap(other);
    }
}

} // namespace

void SearchIndex::Batch::add(const SearchDocument &document)
{
    static thread_local std::vector<Term> terms;
    terms.clear();
    appendTerms(document, terms);
    const auto row = quint64(document.row);
    if (row > rowMask)
        return; // beyond 67 million customers at one desk: found by number only
    for (const Term term : terms)
        m_postings.push_back(postingOf(term, row));
    m_inOrder = m_inOrder && row >= m_lastRow;
    m_lastRow = row;
    ++m_documents;
}

void SearchIndex::Batch::seal()
{
    sortPostings(m_postings, m_scratch, m_inOrder ? rowBits : 0);
    for (size_t i = 0; i < m_postings.size();) {
        const Term term = termOf(m_postings[i]);
        m_rows.clear();
        for (; i < m_postings.size() && termOf(m_postings[i]) == term; ++i)
            if (const auto row = quint32(m_postings[i] & rowMask); m_rows.empty() || m_rows.back() != row)
                m_rows.push_back(row);
        m_blocks.add(term, m_rows);
    }
    m_blocks.finish();
}

void SearchIndex::Batch::clear()
{
    m_postings.clear();
    m_blocks.clear();
    m_documents = 0;
    m_lastRow = 0;
    m_inOrder = true;
}

// --- segments

Result<SearchIndex::Segment> SearchIndex::nextSegment()
{
    const auto n = m_database.number("SELECT coalesce(max(n), 0) FROM search_segment");
    if (!n)
        return fail(n.error());
    Segment segment;
    segment.n = *n + 1;
    segment.firstBlock = segment.n << blockNumberBits;
    return segment;
}

Result<> SearchIndex::writeBlocks(Segment &segment, const BlockEncoder &blocks)
{
    auto statement = m_database.prepare("INSERT INTO search_block (n, postings) VALUES (?, ?)");
    if (!statement)
        return fail(statement.error());
    for (size_t i = 0; i < blocks.count(); ++i) {
        statement->bind(1, segment.firstBlock + segment.blocksWritten++);
        statement->bindBytes(2, blocks.block(i));
        if (const auto done = statement->run(); !done)
            return done;
    }
    return {};
}

Result<> SearchIndex::writeDirectory(Segment &segment, const BlockEncoder &blocks, qint64 documents)
{
    segment.directory = blocks.directory();
    segment.postings = blocks.postings();
    segment.documents = documents;
    QByteArray directory(qsizetype(segment.directory.size() * 8), Qt::Uninitialized);
    qToLittleEndian<quint64>(segment.directory.data(), qsizetype(segment.directory.size()), directory.data());
    auto statement = m_database.prepare("INSERT INTO search_segment (n, first_block, documents, postings, directory) VALUES (?, ?, ?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, segment.n);
    statement->bind(2, segment.firstBlock);
    statement->bind(3, segment.documents);
    statement->bind(4, segment.postings);
    statement->bindBytes(5, directory);
    return statement->run();
}

Result<> SearchIndex::drop(const Segment &segment)
{
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
    return {};
}

Result<> SearchIndex::add(const Batch &batch)
{
    if (batch.m_postings.empty())
        return {};
    if (const auto loaded = loadSegments(); !loaded)
        return loaded;
    auto segment = nextSegment();
    if (!segment)
        return fail(segment.error());
    if (const auto written = writeBlocks(*segment, batch.m_blocks); !written)
        return written;
    if (const auto written = writeDirectory(*segment, batch.m_blocks, batch.m_documents); !written)
        return written;
    m_segments.push_back(std::move(*segment));
    return mergeSmall();
}

} // namespace kemai
