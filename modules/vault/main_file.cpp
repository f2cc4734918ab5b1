// SPDX-License-Identifier: GPL-3.0-or-later
// The database file. Numbers in comments are the pitfalls of this module's README.
#include "vault/vfs_file.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <new>

namespace kemai {

namespace {
constexpr sqlite3_int64 lockByteOffset = 0x40000000; // the page SQLite's locks live on is never written
constexpr int headerBytes = 100;

bool reserveIsZero(const unsigned char *page)
{
    static const unsigned char zeros[reservedBytes] = {};
    return std::memcmp(page + pageSize - reservedBytes, zeros, reservedBytes) == 0;
}

// The 100 bytes SQLite asks for before it has looked at the WAL; https://sqlite.org/fileformat2.html#database_header
void describeEmptyDatabase(unsigned char *header, MainFile::Journal journal)
{
    std::memset(header, 0, headerBytes);
    std::memcpy(header, "SQLite format 3", 16);
    qToBigEndian(quint16(pageSize), header + 16);
    header[18] = header[19] = journal == MainFile::Journal::Wal ? 2 : 1;
    header[20] = reservedBytes;
    header[21] = 64;
    header[22] = 32;
    header[23] = 32;
    header[31] = 1; // pages
}

bool isSameWord(const char *text, const char *word)
{
    return text && sqlite3_stricmp(text, word) == 0;
}
} // namespace

int OpenFile::close()
{
    return m_base->pMethods->xClose(m_base);
}

int OpenFile::truncate(sqlite3_int64 size)
{
    return m_base->pMethods->xTruncate(m_base, size);
}

int OpenFile::sync(int flags)
{
    return m_base->pMethods->xSync(m_base, flags);
}

int OpenFile::fileSize(sqlite3_int64 *size)
{
    return m_base->pMethods->xFileSize(m_base, size);
}

int OpenFile::control(int operation, void *argument)
{
    if (operation == controlFindFile) {
        *static_cast<OpenFile **>(argument) = this;
        return SQLITE_OK;
    }
    return m_base->pMethods->xFileControl(m_base, operation, argument);
}

int MainFile::createFirstPage()
{
    // Two processes may open the same new file at once: only the one that gets the lock writes, if still needed.
    const sqlite3_io_methods *methods = m_base->pMethods;
    int code = methods->xLock(m_base, SQLITE_LOCK_SHARED);
    if (code == SQLITE_OK)
        code = methods->xLock(m_base, SQLITE_LOCK_EXCLUSIVE);
    sqlite3_int64 size = 0;
    if (code == SQLITE_OK)
        code = methods->xFileSize(m_base, &size);
    if (code == SQLITE_OK && size == 0) {
        unsigned char page[pageSize] = {};
        describeEmptyDatabase(page, m_journal);
        page[headerBytes] = 0x0d; // an empty leaf of a table
        qToBigEndian(quint16(pageSize - reservedBytes), page + headerBytes + 5);
        code = m_cipher.seal(page, 1, m_scratch) ? baseWrite(m_scratch, pageSize, 0) : SQLITE_IOERR_WRITE;
        if (code == SQLITE_OK)
            code = methods->xSync(m_base, SQLITE_SYNC_FULL);
    }
    methods->xUnlock(m_base, SQLITE_LOCK_NONE);
    return code == SQLITE_BUSY ? SQLITE_OK : code;
}

int MainFile::close()
{
    m_checkpointing = false;
    return OpenFile::close();
}

int MainFile::unlock(int level)
{
    m_checkpointing = false;
    forgetAhead();
    return m_base->pMethods->xUnlock(m_base, level);
}

int MainFile::truncate(sqlite3_int64 size)
{
    forgetAhead();
    return OpenFile::truncate(size);
}

int MainFile::read(void *out, int amount, sqlite3_int64 offset)
{
    if (offset + amount <= headerBytes)
        return readHeader(out, amount, offset);

    const sqlite3_int64 start = offset - offset % pageSize;
    const auto pageNumber = quint32(start / pageSize + 1);
    const auto within = int(offset - start);
    if (amount <= 0 || within + amount > pageSize || start == lockByteOffset)
        return SQLITE_IOERR_READ; // no read of SQLite has this shape (15)

    // 15: a destination shorter than a page is not ours to use.
    const bool whole = amount == pageSize;
    auto *page = whole ? static_cast<unsigned char *>(out) : m_scratch;
    const int code = readPage(page, pageNumber);
    if (code != SQLITE_OK)
        std::memset(out, 0, size_t(amount)); // nothing unauthenticated is ever handed out
    else if (!whole)
        std::memcpy(out, page + within, size_t(amount));
    return code;
}

int MainFile::readPage(unsigned char *out, quint32 pageNumber)
{
    const sqlite3_int64 start = sqlite3_int64(pageNumber - 1) * pageSize;
    const quint32 step = pageNumber - m_lastPage;
    m_inOrder = step > 0 && step <= 4 ? m_inOrder + 1 : 0;
    m_lastPage = pageNumber;

    if (const unsigned char *sealed = readAhead(pageNumber)) {
        if (m_cipher.open(sealed, pageNumber, out))
            return SQLITE_OK;
        forgetAhead();
    }
    const int code = baseRead(out, pageSize, start);
    // SQLite reads no page it has not written (19), so the end of the file inside its pages is a damaged file, too.
    if (code == SQLITE_IOERR_SHORT_READ)
        return SQLITE_IOERR_DATA;
    if (code != SQLITE_OK)
        return code;
    return m_cipher.open(out, pageNumber, out) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

// A scan reads page after page: one system call then fetches up to 16. What was fetched is dropped at every lock, for
// only within a transaction does a checkpoint leave alone what this connection reads from the file (a page it
// overwrites meanwhile is found in the WAL by every reader that may not see the new one).
const unsigned char *MainFile::readAhead(quint32 pageNumber)
{
    if (m_aheadCount > 0 && pageNumber >= m_aheadFirst && pageNumber - m_aheadFirst < m_aheadCount)
        return m_ahead.get() + size_t(pageNumber - m_aheadFirst) * pageSize;
    if (m_inOrder < 3)
        return nullptr;
    if (!m_ahead)
        m_ahead.reset(new (std::nothrow) unsigned char[size_t(mostAhead) * pageSize]);
    const quint32 count = std::min(mostAhead, m_inOrder);
    const sqlite3_int64 start = sqlite3_int64(pageNumber - 1) * pageSize;
    m_aheadCount = 0;
    // At the end of the file the read is short: the plain way then.
    if (!m_ahead || baseRead(m_ahead.get(), int(count) * pageSize, start) != SQLITE_OK)
        return nullptr;
    m_aheadFirst = pageNumber;
    m_aheadCount = count;
    return m_ahead.get();
}

// SQLite reads the header before it looks at the WAL. A page 1 torn by a power loss during a checkpoint must not
// stop it there, for the WAL still holds the whole page: it gets the header every database of ours begins with (3).
// The read of the whole page, after the WAL has been looked at, is as strict as any other.
int MainFile::readHeader(void *out, int amount, sqlite3_int64 offset)
{
    sqlite3_int64 size = 0;
    int code = fileSize(&size);
    if (code != SQLITE_OK)
        return code;
    if (size == 0) {
        std::memset(out, 0, size_t(amount));
        return SQLITE_IOERR_SHORT_READ;
    }
    code = baseRead(m_scratch, pageSize, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return code;
    if (code != SQLITE_OK || !m_cipher.open(m_scratch, 1, m_scratch))
        describeEmptyDatabase(m_scratch, m_journal);
    std::memcpy(out, m_scratch + offset, size_t(amount));
    return SQLITE_OK;
}

int MainFile::write(const void *from, int amount, sqlite3_int64 offset)
{
    if (amount != pageSize || offset % pageSize != 0 || offset == lockByteOffset)
        return SQLITE_IOERR_WRITE; // 10: a shape we do not know is never passed through
    forgetAhead();
    const auto pageNumber = quint32(offset / pageSize + 1);
    const auto *page = static_cast<const unsigned char *>(from);

    if (m_checkpointing) {
        const bool expected = m_passedPage == pageNumber;
        m_passedPage = 0;
        return expected ? baseWrite(page, pageSize, offset) : SQLITE_IOERR_WRITE;
    }
    // 2: data where our tag belongs would be destroyed, with SQLITE_OK all the way.
    if (!reserveIsZero(page) || (pageNumber == 1 && page[20] != reservedBytes))
        return SQLITE_IOERR_WRITE;
    if (!m_cipher.seal(page, pageNumber, m_scratch)) // 1: never into SQLite's own buffer
        return SQLITE_IOERR_WRITE;
    return baseWrite(m_scratch, pageSize, offset);
}

int MainFile::control(int operation, void *argument)
{
    switch (operation) {
    case SQLITE_FCNTL_CKPT_START:
        m_checkpointing = true;
        m_passedPage = 0;
        break;
    case SQLITE_FCNTL_CKPT_DONE:
        m_checkpointing = false;
        break;
    case SQLITE_FCNTL_PRAGMA:
        return pragma(static_cast<char **>(argument));
    case SQLITE_FCNTL_MMAP_SIZE: // 12: a mapping would show SQLite ciphertext
        *static_cast<sqlite3_int64 *>(argument) = 0;
        return SQLITE_OK;
    case SQLITE_FCNTL_CHUNK_SIZE: // would put pages of zeros behind the last one
        return SQLITE_OK;
    case SQLITE_FCNTL_VFSNAME: {
        const int code = OpenFile::control(operation, argument);
        auto **name = static_cast<char **>(argument);
        *name = sqlite3_mprintf("%s/%z", vfsName, code == SQLITE_OK && *name ? *name : sqlite3_mprintf("?"));
        return SQLITE_OK;
    }
    default:
        break;
    }
    return OpenFile::control(operation, argument);
}

// Refuses what would leave the format: arguments are a place for the answer, the name, and the value or null.
int MainFile::pragma(char **arguments) const
{
    const char *name = arguments[1];
    const char *value = arguments[2];
    if (!value)
        return SQLITE_NOTFOUND;
    const char *refusal = nullptr;
    if (isSameWord(name, "page_size")) { // 20
        if (sqlite3_stricmp(value, "4096") != 0)
            refusal = "the page size of an encrypted database is 4096";
    } else if (isSameWord(name, "journal_mode")) { // 13
        const bool allowed = m_journal == Journal::Wal ? isSameWord(value, "wal") : isSameWord(value, "off");
        if (!allowed)
            refusal = "an encrypted database stays in WAL mode";
    } else if (isSameWord(name, "temp_store")) { // 11
        if (!isSameWord(value, "memory") && !isSameWord(value, "2"))
            refusal = "temporary tables of an encrypted database stay in memory";
    } else if (isSameWord(name, "mmap_size")) { // 12
        if (sqlite3_stricmp(value, "0") != 0)
            refusal = "an encrypted database is not mapped";
    }
    if (!refusal)
        return SQLITE_NOTFOUND; // SQLite carries it out
    arguments[0] = sqlite3_mprintf("%s", refusal);
    return SQLITE_ERROR;
}

} // namespace kemai
