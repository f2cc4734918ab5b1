// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * WalChecksum: hides the running plaintext checksum in a WAL frame's header. Format at the head of wal_checksum.cpp.
 * Threads: any; it has no state but the key.
 */
#pragma once

#include "vault/page_cipher.h"

namespace kemai {

class WalChecksum
{
public:
    static constexpr int headerBytes = 24;

    explicit WalChecksum(std::shared_ptr<const DatabaseKey> key) : m_key(std::move(key)) { }

    // Both work in place on the last 8 of a frame header's 24 bytes; the others choose the permutation.
    void seal(unsigned char *header, qint64 frameOffset) const;
    void open(unsigned char *header, qint64 frameOffset) const;

private:
    std::shared_ptr<const DatabaseKey> m_key;
};

} // namespace kemai
