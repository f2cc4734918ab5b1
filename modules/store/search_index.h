// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The search index: for each term, the customers' row numbers that have it. Kept in two tables of the
 * encrypted database, so that it is as private and as durable as what it indexes.
 *
 * It is a log of immutable segments. A commit writes one segment with all terms of the customers it touched;
 * sixteen small ones are merged by the commit that makes them sixteen, larger ones in steps of their own between other
 * work (mergeStep), so that there are never many. Nothing is taken out: a customer whose text has
 * changed stands in an older segment under terms it no longer has, so every hit is checked against the
 * record itself (search_query.h). That makes a write cheap (no reading of old terms) and a read right.
 *
 *   posting   = term << 26 | row            64 bits; term: 38 bits of a hash, row: a customer's n (at most 67 million)
 *   segment   = its postings in ascending order, cut into blocks of at most 3,900 bytes, so that one block is
 *               one database page; its directory: the first posting of each block, 8 bytes little endian each
 *   block     = groups; group = term delta, count, rows; all variable-length (7 bits a byte, low bits first);
 *               the first group's term is whole, later ones the difference; a group's first row is whole,
 *               later rows the difference; a term that does not fit goes on in the next block
 *   blocks of segment n are numbered from n << 24 on, so that a merge may go on while commits write theirs
 *
 * Measured against FTS5 (one token a term, no positions) on the same terms: writing 20 times cheaper, because
 * a term is a number, sorted once; see README.md. Belongs to its connection's thread.
 */
#pragma once

#include "store/database.h"
#include "store/search_blocks.h"

#include <functional>
#include <memory>
#include <vector>

namespace kemai {

struct SearchDocument;

class SearchIndex
{
public:
    explicit SearchIndex(Database &database);
    ~SearchIndex();

    // Documents on their way in, on any one thread at a time. Keeps its memory when it is cleared.
    class Batch
    {
    public:
        void add(const SearchDocument &document);
        void seal(); // sorted and packed: nothing more is added
        void clear();

    private:
        friend class SearchIndex;
        std::vector<quint64> m_postings;
        std::vector<quint64> m_scratch; // of the sorting
        std::vector<quint32> m_rows;
        BlockEncoder m_blocks;
        int m_documents = 0;
        quint64 m_lastRow = 0;
        bool m_inOrder = true; // rows came ascending
    };

    // Writes a sealed batch as one segment, inside the caller's transaction.
    Result<> add(const Batch &batch);

    // One step of merging what has become many, in the caller's transaction: about a tenth of a second of work. True:
    // there is more to do. A merge that was cut off (a kill, a rolled back step) begins anew; the segments it read are
    // searched until it is complete.
    Result<bool> mergeStep();
    void wantFewest() { m_fewest = true; } // though there are not many: after a bulk load, for the fastest reading
    void abandonMerge();
    bool mergeIsDue() const;

    // A renewal: what was written up to the mark is left alone and still read, until all of it is written anew
    // behind the mark and dropped. 0: no renewal.
    Result<qint64> lastSegment();
    void setMark(qint64 segment) { m_mark = segment; }
    Result<> dropUpTo(qint64 segment);

    // Calls hit(row) for each row that has all terms, newest segments first and
    // ascending within one, possibly the same row again from an older one; until hit returns false.
    // Inside one read transaction of the caller, because segments come and go.
    Result<> findAll(const std::vector<Term> &terms, const std::function<Result<bool>(qint64 row)> &hit);

    // The cached directories may be of a transaction that was rolled back.
    void forget();

private:
    struct Segment {
        qint64 n = 0;
        qint64 firstBlock = 0;
        qint64 documents = 0;
        qint64 postings = 0;
        std::vector<quint64> directory;
        qint64 blocksWritten = 0; // while it is made
    };
    class Cursor;
    class Merge;

    Result<> loadSegments();
    Result<bool> findInSegment(const Segment &segment, const std::vector<Term> &terms, const std::function<Result<bool>(qint64 row)> &hit);
    Result<Segment> nextSegment();
    Result<> writeBlocks(Segment &segment, const BlockEncoder &blocks);
    Result<> writeDirectory(Segment &segment, const BlockEncoder &blocks, qint64 documents);
    Result<> drop(const Segment &segment);
    bool mayMerge(const Segment &segment) const;
    std::vector<Segment> mergeable() const; // or none
    Result<> mergeSmall();
    Result<> discard(const Segment &segment); // as drop(), the blocks later
    Result<bool> clearDiscarded();            // of some blocks; false: none is left

    Database &m_database;
    std::vector<Segment> m_segments; // ascending n
    qint64 m_mark = 0; // segments up to this are not merged
    std::unique_ptr<Merge> m_merge; // under way
    bool m_fewest = false;
    bool m_cleared = false; // no block is left of what was discarded or of a merge that was cut off
};

} // namespace kemai
