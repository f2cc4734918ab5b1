// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The WAL: a header of 32 bytes, then frames of a 24-byte header and a page. The file header is as SQLite writes
 * it; in a frame the checksum is sealed (wal_checksum.cpp) and the page is sealed (page_cipher.cpp).
 *
 * SQLite computes its checksums over the page in the clear before it writes, so every read must give back exactly
 * the bytes of the write, zeros in the reserve included: otherwise recovery after a crash stops at the first frame
 * and acknowledged commits are gone without an error (pitfall 1).
 *
 * Shapes SQLite uses (pitfall 16): the file header; 8 bytes at 24 of it; a frame header; a page; header and page in
 * one read; the 8 checksum bytes of a frame header. Anything else is refused.
 */
#include "vault/vfs_file.h"

#include <QtEndian>

#include <cstring>

namespace kemai {

namespace {
constexpr int walHeaderBytes = 32;
constexpr int frameHeaderBytes = WalChecksum::headerBytes;
constexpr int frameBytes = frameHeaderBytes + pageSize;

bool isZero(const unsigned char *bytes, int amount)
{
    for (int i = 0; i < amount; ++i) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}
} // namespace

int WalFile::close()
{
    const int flushed = flush();
    const int closed = OpenFile::close();
    return flushed != SQLITE_OK ? flushed : closed;
}

int WalFile::read(void *out, int amount, sqlite3_int64 offset)
{
    m_lastRead = -1;
    if (const int code = flush(); code != SQLITE_OK)
        return code;
    if (offset + amount <= walHeaderBytes)
        return baseRead(out, amount, offset);

    const sqlite3_int64 frame = offset - (offset - walHeaderBytes) % frameBytes;
    const sqlite3_int64 within = offset - frame;
    auto *bytes = static_cast<unsigned char *>(out);
    if (offset < walHeaderBytes || amount <= 0 || within + amount > frameBytes)
        return SQLITE_IOERR_READ;
    if (within == 0 && amount == frameBytes)
        return readFrame(bytes, frame);
    if (within >= frameHeaderBytes)
        return readPage(bytes, amount, frame, within - frameHeaderBytes);
    if (within + amount <= frameHeaderBytes)
        return readFrameHeader(bytes, amount, frame, within);
    return SQLITE_IOERR_READ;
}

// Header and page, for recovery and for the rewriting of checksums. A frame that does not authenticate becomes all
// zero, which to recovery is the end of the log (17), and which a rewrite cannot write back (writeFrameHeader).
int WalFile::readFrame(unsigned char *out, sqlite3_int64 frame)
{
    const int code = baseRead(out, frameBytes, frame);
    if (code != SQLITE_OK)
        return code; // short: SQLite zero-filled the rest through the base VFS and stops here
    unsigned char *page = out + frameHeaderBytes;
    if (m_cipher.open(page, qFromBigEndian<quint32>(out), page)) {
        m_checksum.open(out, frame);
        m_lastRead = frame;
    } else {
        std::memset(out, 0, frameBytes);
    }
    return SQLITE_OK;
}

// The page number its tag is bound to stands in the frame's header: one read for both.
int WalFile::readPage(unsigned char *out, int amount, sqlite3_int64 frame, sqlite3_int64 within)
{
    const int code = baseRead(m_scratch, frameBytes, frame);
    if (code != SQLITE_OK) {
        std::memset(out, 0, size_t(amount));
        return code;
    }
    const unsigned char *sealed = m_scratch + frameHeaderBytes;
    const auto pageNumber = qFromBigEndian<quint32>(m_scratch);
    const bool whole = within == 0 && amount == pageSize;
    if (m_database && m_database->isCheckpointing()) {
        if (!whole)
            return SQLITE_IOERR_READ;
        m_database->passThrough(pageNumber);
        std::memcpy(out, sealed, pageSize);
        return SQLITE_OK;
    }
    unsigned char *plain = whole ? out : m_scratch + frameHeaderBytes;
    if (!m_cipher.open(sealed, pageNumber, plain)) {
        std::memset(out, 0, size_t(amount));
        return SQLITE_IOERR_DATA;
    }
    if (!whole)
        std::memcpy(out, plain + within, size_t(amount));
    return SQLITE_OK;
}

int WalFile::readFrameHeader(unsigned char *out, int amount, sqlite3_int64 frame, sqlite3_int64 within)
{
    unsigned char header[frameHeaderBytes];
    const int code = baseRead(header, frameHeaderBytes, frame);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return code;
    if (code == SQLITE_OK)
        m_checksum.open(header, frame);
    else
        std::memset(header, 0, sizeof header);
    std::memcpy(out, header + within, size_t(amount));
    return code;
}

int WalFile::write(const void *from, int amount, sqlite3_int64 offset)
{
    const auto *bytes = static_cast<const unsigned char *>(from);
    const sqlite3_int64 frame = offset - (offset - walHeaderBytes) % frameBytes;
    const sqlite3_int64 within = offset - frame;
    int code = SQLITE_IOERR_WRITE; // 10: a shape we do not know is never passed through
    if (offset == 0 && amount == walHeaderBytes) {
        code = flush();
        if (code == SQLITE_OK)
            code = baseWrite(from, amount, offset);
    } else if (offset >= walHeaderBytes && within == 0 && amount == frameHeaderBytes) {
        code = writeFrameHeader(bytes, frame);
    } else if (offset >= walHeaderBytes && within == frameHeaderBytes && amount == pageSize) {
        code = writePage(bytes, frame);
    }
    m_lastRead = -1;
    return code;
}

// A header comes either before its page, and then both go out in one write when the page comes; or alone, over a
// frame that was read whole in the call before (walRewriteChecksums), and then it must be on its way when this
// call returns, for nothing may come after it.
int WalFile::writeFrameHeader(const unsigned char *header, sqlite3_int64 frame)
{
    if (const int code = flush(); code != SQLITE_OK)
        return code;
    if (isZero(header, 4)) // page 0: a frame readFrame() refused
        return SQLITE_IOERR_DATA;
    std::memcpy(m_header, header, frameHeaderBytes);
    m_checksum.seal(m_header, frame);
    if (m_lastRead == frame)
        return baseWrite(m_header, frameHeaderBytes, frame);
    m_waiting = frame;
    return SQLITE_OK;
}

int WalFile::writePage(const unsigned char *page, sqlite3_int64 frame)
{
    const bool together = m_waiting == frame;
    if (!together) {
        // The page of a frame written before in this transaction: its number stands on disk.
        if (const int code = flush(); code != SQLITE_OK)
            return code;
        if (const int code = baseRead(m_header, frameHeaderBytes, frame); code != SQLITE_OK)
            return code == SQLITE_IOERR_SHORT_READ ? SQLITE_IOERR_WRITE : code;
    }
    m_waiting = -1;
    const auto pageNumber = qFromBigEndian<quint32>(m_header);
    if (!isZero(page + pageSize - reservedBytes, reservedBytes) || (pageNumber == 1 && page[20] != reservedBytes))
        return SQLITE_IOERR_WRITE; // 2
    if (!m_cipher.seal(page, pageNumber, m_scratch + frameHeaderBytes))
        return SQLITE_IOERR_WRITE; // 8: the transaction rolls back; no half-sealed page is written
    if (!together)
        return baseWrite(m_scratch + frameHeaderBytes, pageSize, frame + frameHeaderBytes);
    std::memcpy(m_scratch, m_header, frameHeaderBytes);
    return baseWrite(m_scratch, frameBytes, frame);
}

// 7: a header waits for nothing but its own page; whatever else is called first writes it and reports its error.
int WalFile::flush()
{
    if (m_waiting < 0)
        return SQLITE_OK;
    const sqlite3_int64 frame = m_waiting;
    m_waiting = -1;
    return baseWrite(m_header, frameHeaderBytes, frame);
}

int WalFile::truncate(sqlite3_int64 size)
{
    m_lastRead = -1;
    const int code = flush();
    return code == SQLITE_OK ? OpenFile::truncate(size) : code;
}

int WalFile::sync(int flags)
{
    const int code = flush();
    return code == SQLITE_OK ? OpenFile::sync(flags) : code;
}

int WalFile::fileSize(sqlite3_int64 *size)
{
    const int code = flush();
    return code == SQLITE_OK ? OpenFile::fileSize(size) : code;
}

} // namespace kemai
