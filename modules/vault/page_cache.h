// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PageCache: decrypted pages of one open database file, so that a page asked for again costs no cipher.
 *
 * What it holds is known by nonce and tag, the last 40 bytes of the sealed page: the reader fetches those from the
 * file, and the cache answers only if they are the same. So it can be stale in no way, whichever connection or
 * process has written since, and needs no word from any of them. A page whose ciphertext was damaged under an open
 * connection while nonce and tag were not is answered as it was sealed: what is handed out has been authenticated.
 *
 * Direct-mapped, 8 MiB a file, made at the first page it keeps; none where memory is short. Its pages are wiped on
 * destruction. Threads: one at a time.
 */
#pragma once

#include "vault/vfs.h"

#include <memory>

namespace kemai {

class PageCache
{
public:
    PageCache();
    ~PageCache();
    PageCache(const PageCache &) = delete;
    PageCache &operator=(const PageCache &) = delete;

    bool holds(quint32 pageNumber) const;
    // The page as SQLite sees it if it was sealed with this tail, else null.
    const unsigned char *find(quint32 pageNumber, const unsigned char tail[reservedBytes]) const;
    void keep(quint32 pageNumber, const unsigned char tail[reservedBytes], const unsigned char *plain);

    static void setPages(int pages); // for files opened from now on: bench and tests; 0 is no cache

private:
    struct Entry {
        quint32 pageNumber; // 0: empty
        unsigned char tail[reservedBytes];
    };
    bool allocate();

    std::unique_ptr<Entry[]> m_entries;
    std::unique_ptr<unsigned char[]> m_pages;
    int m_wanted;
    quint32 m_count = 0;
    bool m_refused = false; // no memory for it
};

} // namespace kemai
