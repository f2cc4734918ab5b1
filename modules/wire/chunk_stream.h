// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The body of a snapshot chunk (sync.md 5.2, 5.9): lines of UTF-8, so that the server sends what COPY gives it as it comes.
 *
 *   {"v":1,"epoch":E,"scope":n,"tbl":"customer","cols":["id","version","removed","scope","name",..],
 *    "mask_ver":n,"snapshot":"1:1:"}                                                                      header
 *   id TAB version TAB removed TAB scope or {scope,scope} TAB column TAB column ..                        COPY text, a row a line
 *   ..
 *   {"count":n,"xxh64":"16 hex digits","last":true,"conflicts":[..],"empty":["lead",..]}                   trailer
 *
 * COPY's text format: \N is null; \b \f \n \r \t \v \\ are escapes (https://www.postgresql.org/docs/15/sql-copy.html). A boolean is
 * t or f. The hash (XXH64, seed 0) is over the bytes of the rows' lines with their ends. A row never begins with {, so the trailer
 * is the last line. A stream that ends early, or whose count or hash is wrong, is Invalid "wire.cut": fetch it again.
 */
#pragma once

#include "wire/codec.h"

namespace kemai::wire {

struct ChunkHeader {
    Id epoch;
    qint32 scope = 0;
    const Entity *entity = nullptr;
    QList<int> columns;  // fields, in the order of the lines, behind id, version, removed, scope
    qint64 maskVersion = 0;
    Snapshot snapshot;
};
struct ChunkTrailer {
    qint64 count = 0;
    quint64 hash = 0;
    bool last = false;
    QList<Conflict> conflicts;
    QList<const Entity *> empty;
};

QByteArray writeChunkHeader(const ChunkHeader &);                         // with its line end
QByteArray writeChunkTrailer(const ChunkTrailer &, const Vocabulary & = Vocabulary::shipped());
void appendCopyLine(QByteArray &out, const Row &row, const QList<int> &columns); // as COPY writes it: tests, and servers without COPY
QByteArray writeChunk(const Chunk &chunk, const Vocabulary & = Vocabulary::shipped()); // all of it

// Errors: Invalid "wire.malformed", "wire.cut", "wire.tooLarge".
Result<Chunk> readChunk(QByteArrayView body, const Vocabulary & = Vocabulary::shipped());

// XXH64 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), fed piece by piece.
class Xxh64
{
public:
    void add(QByteArrayView bytes);
    quint64 value() const;

private:
    quint64 m_lanes[4] = {0x60ea27eeadc0b5d6, 0xc2b2ae3d27d4eb4f, 0, 0x61c8864e7a143579};
    unsigned char m_rest[32] = {};
    int m_restSize = 0;
    quint64 m_total = 0;
};

} // namespace kemai::wire
