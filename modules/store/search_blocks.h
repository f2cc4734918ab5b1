// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The blocks of a segment, made and read in order. Their bytes: search_index.h.
 *
 * Nothing here touches a database, so that a segment can be made on any thread and be written by the one that owns
 * the connection. Buffers keep their memory from one use to the next.
 */
#pragma once

#include <QByteArrayView>

#include <span>
#include <vector>

namespace kemai {

using Term = quint64; // 38 bits

inline constexpr int rowBits = 26;
inline constexpr quint64 rowMask = (quint64(1) << rowBits) - 1;
inline constexpr qsizetype blockBytes = 3900;

constexpr quint64 postingOf(Term term, quint64 row) { return term << rowBits | row; }
constexpr Term termOf(quint64 posting) { return posting >> rowBits; }

// Packs terms and their rows into blocks.
class BlockEncoder
{
public:
    // Terms ascending, each once; its rows ascending, none twice, at least one.
    void add(Term term, std::span<const quint32> rows);
    void finish(); // the last block is complete, however short
    void clear();

    // Complete blocks that have not been dropped.
    size_t count() const { return m_ends.size(); }
    QByteArrayView block(size_t i) const;
    void drop();

    const std::vector<quint64> &directory() const { return m_directory; } // of all blocks, dropped ones too
    qint64 postings() const { return m_postings; }

private:
    void endBlock();

    std::vector<char> m_bytes;  // complete blocks, then the one being filled
    std::vector<qsizetype> m_ends;
    qsizetype m_begin = 0;      // of the one being filled
    qsizetype m_used = 0;
    std::vector<quint64> m_directory;
    Term m_last = 0; // in the block being filled
    qint64 m_postings = 0;
};

// Takes a block apart, term by term.
class BlockReader
{
public:
    void open(QByteArrayView block); // copies it
    bool next();                     // to the next term; false: there is none
    Term term() const { return m_term; }
    void appendRows(std::vector<quint32> &rows); // of this term; once

private:
    quint64 number();

    std::vector<char> m_bytes;
    const char *m_in = nullptr;
    const char *m_end = nullptr;
    Term m_term = 0;
    quint64 m_left = 0; // rows of this term that were not taken
};

} // namespace kemai
