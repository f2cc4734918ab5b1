// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The cipher of one database page: the format stands at the head of page_cipher.cpp.
 *
 * A DatabaseKey is what a data key and a file id derive to; it never changes and is shared by every open file
 * of that database. A PageCipher holds the cipher contexts of one open file: one thread at a time.
 */
#pragma once

#include "vault/nonce_source.h"
#include "vault/secret.h"
#include "vault/vfs.h"

#include <array>
#include <memory>

struct evp_cipher_ctx_st;

namespace kemai {

// The last byte of every page. Numbers are part of the format and never used twice.
enum class PageAlgorithm : unsigned char {
    XChaCha20Poly1305 = 1,
    XAes256Gcm = 2,
};

// Which code runs the bulk cipher; both give the same bytes.
enum class CipherEngine { OpenSsl, Sodium };

// One AEAD operation over the 4056 bytes of a page, with the subkey already derived.
struct AeadPage {
    const unsigned char *subkey;     // 32 bytes
    const unsigned char *nonce;      // 12 bytes
    const unsigned char *associated; // 20 bytes: file id and page number
};

class DatabaseKey
{
public:
    DatabaseKey(const Secret &dataKey, QByteArrayView fileId);

    const unsigned char *pageKey(PageAlgorithm algorithm) const;
    const unsigned char *checksumKey() const { return m_checksumKey.bytes().data(); } // 32 bytes
    const std::array<unsigned char, fileIdBytes> &fileId() const { return m_fileId; }

private:
    Secret m_chachaKey;
    Secret m_aesKey;
    Secret m_checksumKey;
    std::array<unsigned char, fileIdBytes> m_fileId{};
};

class PageCipher
{
public:
    explicit PageCipher(std::shared_ptr<const DatabaseKey> key);
    PageCipher(std::shared_ptr<const DatabaseKey> key, PageAlgorithm algorithm, CipherEngine engine);
    ~PageCipher();
    PageCipher(const PageCipher &) = delete;
    PageCipher &operator=(const PageCipher &) = delete;

    // Encrypts 4096 bytes, the last 40 of which are ignored, into 4096 others. False only where the engine fails.
    [[nodiscard]] bool seal(const unsigned char *plain, quint32 pageNumber, unsigned char *sealed);
    // As seal(), with a nonce given: for test vectors only.
    [[nodiscard]] bool sealWithNonce(const unsigned char *plain, quint32 pageNumber,
                                     const unsigned char nonce[24], unsigned char *sealed);
    // Authenticates and decrypts; `plain` may be `sealed`. Its last 40 bytes become zero.
    // False: not a page of this database at this place, or damaged; `plain` is then all zero.
    [[nodiscard]] bool open(const unsigned char *sealed, quint32 pageNumber, unsigned char *plain);

    const std::shared_ptr<const DatabaseKey> &key() const { return m_key; }
    PageAlgorithm algorithm() const { return m_algorithm; }

    // What new pages are written with on this processor: AES where it has it in hardware.
    static PageAlgorithm preferredAlgorithm();
    static void preferAlgorithm(PageAlgorithm algorithm); // for bench and tests, before a file is open
    // Decided once a process by known answers and by comparison with libsodium.
    static CipherEngine engineFor(PageAlgorithm algorithm);
    static bool available(PageAlgorithm algorithm, CipherEngine engine);

private:
    bool sealBody(PageAlgorithm algorithm, const AeadPage &with, const unsigned char *plain, unsigned char *sealed,
                  unsigned char *tag);
    bool openBody(PageAlgorithm algorithm, const AeadPage &with, const unsigned char *sealed,
                  const unsigned char *tag, unsigned char *plain);
    evp_cipher_ctx_st *context(PageAlgorithm algorithm, bool encrypting);
    void describe(AeadPage *with, PageAlgorithm algorithm, quint32 pageNumber, const unsigned char *nonce);

    std::shared_ptr<const DatabaseKey> m_key;
    PageAlgorithm m_algorithm;
    CipherEngine m_engine[3];
    evp_cipher_ctx_st *m_contexts[3][2] = {};
    NonceSource m_nonces;
    unsigned char m_subkey[32];
    unsigned char m_nonce[12];
    unsigned char m_associated[20];
};

} // namespace kemai
