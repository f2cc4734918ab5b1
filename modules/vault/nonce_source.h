// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NonceSource: random nonces of 24 bytes from the system, fetched 64 at a time (one system call for 64 pages).
 *
 * No nonce is ever given twice, not even in a child process after fork: what was fetched before a fork is
 * dropped there. Threads: one at a time; every open file has its own.
 */
#pragma once

#include <cstddef>

namespace kemai {

class NonceSource
{
public:
    static constexpr size_t nonceBytes = 24;
    static constexpr size_t fetched = 64;

    NonceSource();
    ~NonceSource();
    NonceSource(const NonceSource &) = delete;
    NonceSource &operator=(const NonceSource &) = delete;

    void next(unsigned char nonce[nonceBytes]);

private:
    unsigned char m_buffer[nonceBytes * fetched];
    size_t m_used = fetched;
    unsigned m_generation = 0;
};

} // namespace kemai
