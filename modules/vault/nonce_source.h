// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NonceSource: random nonces of 24 bytes, made 64 at a time by libsodium's ChaCha20 from a seed of 32 bytes that the
 * system gives anew each time (one system call for 64 pages).
 *
 * No nonce is ever given twice, not even in a child process after fork: what was made before a fork is
 * dropped there. Threads: one at a time; every open file has its own.
 */
#pragma once

#include <cstddef>

namespace kemai {

class NonceSource
{
public:
    static constexpr size_t nonceBytes = 24;
    static constexpr size_t madeAtOnce = 64;

    NonceSource();
    ~NonceSource();
    NonceSource(const NonceSource &) = delete;
    NonceSource &operator=(const NonceSource &) = delete;

    void next(unsigned char nonce[nonceBytes]);

private:
    unsigned char m_buffer[nonceBytes * madeAtOnce];
    size_t m_used = madeAtOnce;
    unsigned m_generation = 0;
};

} // namespace kemai
