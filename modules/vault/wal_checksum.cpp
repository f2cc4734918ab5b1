// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A WAL frame header (https://sqlite.org/fileformat2.html#walformat), 24 bytes: page number, database size after
 * commit, salt 1, salt 2, checksum 1, checksum 2, each 4 bytes. SQLite computes the checksum over the page in the
 * clear, so its 8 bytes would let anybody test a guess of a page's content. On disk they are
 *
 *   P[t](checksum 1 || checksum 2),   t = SipHash-2-4(key A, salt 1 || salt 2 || page number || frame offset)
 *
 * P[t] is a Feistel network of 6 rounds on two halves of 32 bits, with the round function
 *
 *   F(r, half) = low 32 bits of SipHash-2-4(key B, t || r || half)
 *
 * (numbers in t and F: 8 bytes for t and the offset, 4 for r and half, little endian). A pseudorandom permutation
 * and not an XOR, because a header may be rewritten in place with another checksum. Keys A and B are the halves of
 * subkey 16 (page_cipher.cpp). The salts, chosen anew at each restart of the WAL, and the offset make each t
 * practically unique.
 */
#include "vault/wal_checksum.h"

#include <QtEndian>

#include <cstring>
#include <sodium.h>

namespace kemai {

namespace {
constexpr quint32 rounds = 6;

quint64 tweak(const unsigned char *header, qint64 frameOffset, const unsigned char *keyA)
{
    unsigned char input[20];
    std::memcpy(input, header + 8, 8);
    std::memcpy(input + 8, header, 4);
    qToLittleEndian(frameOffset, input + 12);
    unsigned char out[crypto_shorthash_BYTES];
    crypto_shorthash(out, input, sizeof input, keyA);
    return qFromLittleEndian<quint64>(out);
}

quint32 roundFunction(quint64 t, quint32 round, quint32 half, const unsigned char *keyB)
{
    unsigned char input[16];
    qToLittleEndian(t, input);
    qToLittleEndian(round, input + 8);
    qToLittleEndian(half, input + 12);
    unsigned char out[crypto_shorthash_BYTES];
    crypto_shorthash(out, input, sizeof input, keyB);
    return qFromLittleEndian<quint32>(out);
}
} // namespace

void WalChecksum::seal(unsigned char *header, qint64 frameOffset) const
{
    const unsigned char *keys = m_key->checksumKey();
    const quint64 t = tweak(header, frameOffset, keys);
    quint32 left = qFromBigEndian<quint32>(header + 16);
    quint32 right = qFromBigEndian<quint32>(header + 20);
    for (quint32 round = 0; round < rounds; ++round) {
        const quint32 next = left ^ roundFunction(t, round, right, keys + 16);
        left = right;
        right = next;
    }
    qToBigEndian(left, header + 16);
    qToBigEndian(right, header + 20);
}

void WalChecksum::open(unsigned char *header, qint64 frameOffset) const
{
    const unsigned char *keys = m_key->checksumKey();
    const quint64 t = tweak(header, frameOffset, keys);
    quint32 left = qFromBigEndian<quint32>(header + 16);
    quint32 right = qFromBigEndian<quint32>(header + 20);
    for (quint32 round = rounds; round-- > 0;) {
        const quint32 before = right ^ roundFunction(t, round, left, keys + 16);
        right = left;
        left = before;
    }
    qToBigEndian(left, header + 16);
    qToBigEndian(right, header + 20);
}

} // namespace kemai
