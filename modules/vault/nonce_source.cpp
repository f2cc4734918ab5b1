// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/nonce_source.h"

#include <atomic>
#include <cstring>
#include <sodium.h>

#ifndef _WIN32
#include <pthread.h>
#endif

namespace kemai {

namespace {
std::atomic<unsigned> forks{0};

bool watchForks()
{
#ifndef _WIN32
    return pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); }) == 0;
#else
    return true;
#endif
}
} // namespace

NonceSource::NonceSource()
{
    static const bool watching = watchForks() && sodium_init() >= 0;
    // Without the watch nothing may be kept across calls: next() then asks the system every time.
    m_generation = watching ? forks.load(std::memory_order_relaxed) : ~0u;
}

NonceSource::~NonceSource()
{
    sodium_memzero(m_buffer, sizeof m_buffer);
}

void NonceSource::next(unsigned char nonce[nonceBytes])
{
    const unsigned generation = forks.load(std::memory_order_relaxed);
    if (m_used == madeAtOnce || generation != m_generation) {
        // One system call: asked for more than 256 bytes, libsodium makes one for each 256.
        unsigned char seed[randombytes_SEEDBYTES];
        randombytes_buf(seed, sizeof seed);
        randombytes_buf_deterministic(m_buffer, sizeof m_buffer, seed);
        sodium_memzero(seed, sizeof seed);
        m_used = 0;
        if (m_generation != ~0u)
            m_generation = generation;
    }
    unsigned char *given = m_buffer + nonceBytes * m_used++;
    std::memcpy(nonce, given, nonceBytes);
    std::memset(given, 0, nonceBytes);
}

} // namespace kemai
