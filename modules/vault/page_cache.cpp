// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/page_cache.h"

#include <atomic>
#include <cstring>
#include <new>
#include <sodium.h>

namespace kemai {

namespace {
std::atomic<int> pagesOfNewCaches{2048};
} // namespace

PageCache::PageCache()
    : m_wanted(pagesOfNewCaches.load())
{
}

PageCache::~PageCache()
{
    for (quint32 i = 0; i < m_count; ++i) {
        if (m_entries[i].pageNumber != 0)
            sodium_memzero(m_pages.get() + size_t(i) * pageSize, pageSize);
    }
}

bool PageCache::holds(quint32 pageNumber) const
{
    return m_count > 0 && m_entries[pageNumber % m_count].pageNumber == pageNumber;
}

const unsigned char *PageCache::find(quint32 pageNumber, const unsigned char tail[reservedBytes]) const
{
    if (!holds(pageNumber))
        return nullptr;
    const quint32 slot = pageNumber % m_count;
    if (std::memcmp(m_entries[slot].tail, tail, reservedBytes) != 0)
        return nullptr;
    return m_pages.get() + size_t(slot) * pageSize;
}

void PageCache::keep(quint32 pageNumber, const unsigned char tail[reservedBytes], const unsigned char *plain)
{
    if (m_count == 0 && !allocate())
        return;
    const quint32 slot = pageNumber % m_count;
    m_entries[slot].pageNumber = pageNumber;
    std::memcpy(m_entries[slot].tail, tail, reservedBytes);
    std::memcpy(m_pages.get() + size_t(slot) * pageSize, plain, pageSize);
}

bool PageCache::allocate()
{
    if (m_refused || m_wanted <= 0)
        return false;
    m_entries.reset(new (std::nothrow) Entry[size_t(m_wanted)]());
    m_pages.reset(new (std::nothrow) unsigned char[size_t(m_wanted) * pageSize]); // the system gives it as it is used
    m_refused = !m_entries || !m_pages;
    if (!m_refused)
        m_count = quint32(m_wanted);
    return !m_refused;
}

void PageCache::setPages(int pages)
{
    pagesOfNewCaches = pages;
}

} // namespace kemai
