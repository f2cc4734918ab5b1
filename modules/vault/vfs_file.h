// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The two kinds of open file the VFS knows: the database (MainFile) and its WAL (WalFile), each on top of a file of
 * the system's VFS. Functions answer SQLite's result codes. Threads: as SQLite calls them, one at a time per file.
 */
#pragma once

#include "vault/page_cipher.h"
#include "vault/wal_checksum.h"

#include <memory>
#include <sqlite3.h>

namespace kemai {

// A file-control of our own: the argument is an OpenFile **, which gets the file that answers. So a WAL finds its
// database through any shim on top of this VFS (pitfall 21).
inline constexpr int controlFindFile = 0x6b656d61;

// Registers the VFS on top of another than the system's: for tests that watch what reaches the disk.
int registerVfsOver(sqlite3_vfs *base);

class OpenFile
{
public:
    OpenFile(sqlite3_file *base, std::shared_ptr<const DatabaseKey> key)
        : m_base(base)
        , m_cipher(std::move(key))
    {
    }
    virtual ~OpenFile() = default;
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    virtual int close();
    virtual int read(void *out, int amount, sqlite3_int64 offset) = 0;
    virtual int write(const void *from, int amount, sqlite3_int64 offset) = 0;
    virtual int truncate(sqlite3_int64 size);
    virtual int sync(int flags);
    virtual int fileSize(sqlite3_int64 *size);
    virtual int control(int operation, void *argument);

    sqlite3_file *base() const { return m_base; }
    const std::shared_ptr<const DatabaseKey> &key() const { return m_cipher.key(); }

protected:
    int baseRead(void *out, int amount, sqlite3_int64 offset)
    {
        return m_base->pMethods->xRead(m_base, out, amount, offset);
    }
    int baseWrite(const void *from, int amount, sqlite3_int64 offset)
    {
        return m_base->pMethods->xWrite(m_base, from, amount, offset);
    }

    sqlite3_file *m_base;
    PageCipher m_cipher;
    unsigned char m_scratch[WalChecksum::headerBytes + pageSize];
};

class MainFile final : public OpenFile
{
public:
    // Rollback: a backup's destination, written without WAL and journal until it is renamed into place.
    enum class Journal { Wal, None };

    MainFile(sqlite3_file *base, std::shared_ptr<const DatabaseKey> key, Journal journal)
        : OpenFile(base, std::move(key))
        , m_journal(journal)
    {
    }

    // Gives an empty file its first page, so that no database without reserved bytes can come to be (pitfall 2).
    int createFirstPage();

    int close() override;
    int read(void *out, int amount, sqlite3_int64 offset) override;
    int write(const void *from, int amount, sqlite3_int64 offset) override;
    int control(int operation, void *argument) override;
    int unlock(int level);
    int truncate(sqlite3_int64 size) override;

    // Called at every lock: pages read ahead are good within one transaction only.
    void forgetAhead() { m_aheadCount = 0; }

    // Between SQLITE_FCNTL_CKPT_START and _DONE ciphertext goes from the WAL to the database as it is (pitfall 22).
    bool isCheckpointing() const { return m_checkpointing; }
    void passThrough(quint32 pageNumber) { m_passedPage = pageNumber; }

private:
    int readHeader(void *out, int amount, sqlite3_int64 offset);
    int readPage(unsigned char *out, quint32 pageNumber);
    const unsigned char *readAhead(quint32 pageNumber);
    int pragma(char **arguments) const;

    Journal m_journal;
    bool m_checkpointing = false;
    quint32 m_passedPage = 0; // whose ciphertext the WAL has just given

    // Ciphertext of the pages behind the last one, once several were read in order.
    static constexpr quint32 mostAhead = 16;
    std::unique_ptr<unsigned char[]> m_ahead;
    quint32 m_aheadFirst = 0;
    quint32 m_aheadCount = 0;
    quint32 m_lastPage = 0;
    quint32 m_inOrder = 0; // pages read in order until now
};

class WalFile final : public OpenFile
{
public:
    WalFile(sqlite3_file *base, std::shared_ptr<const DatabaseKey> key, MainFile *database)
        : OpenFile(base, std::move(key))
        , m_checksum(m_cipher.key())
        , m_database(database)
    {
    }

    int close() override;
    int read(void *out, int amount, sqlite3_int64 offset) override;
    int write(const void *from, int amount, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int flags) override;
    int fileSize(sqlite3_int64 *size) override;

private:
    int readFrame(unsigned char *out, sqlite3_int64 frame);
    int readPage(unsigned char *out, int amount, sqlite3_int64 frame, sqlite3_int64 within);
    int readFrameHeader(unsigned char *out, int amount, sqlite3_int64 frame, sqlite3_int64 within);
    int writeFrameHeader(const unsigned char *header, sqlite3_int64 frame);
    int writePage(const unsigned char *page, sqlite3_int64 frame);
    int flush();

    WalChecksum m_checksum;
    MainFile *m_database;
    unsigned char m_header[WalChecksum::headerBytes]; // waits for its page, see writeFrameHeader()
    sqlite3_int64 m_waiting = -1;  // the frame m_header belongs to, -1: none
    sqlite3_int64 m_lastRead = -1; // the frame read whole by the call before this one
};

} // namespace kemai
