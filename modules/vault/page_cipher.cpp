// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A page on disk, 4096 bytes, in the database file and in a WAL frame alike:
 *
 *   offset  bytes  what
 *        0   4056  ciphertext of the page as SQLite sees it
 *     4056     16  authentication tag
 *     4072     23  nonce: random, new for every write
 *     4095      1  algorithm (PageAlgorithm); it is also the nonce's 24th byte, so it is authenticated
 *
 * Nothing of it is plaintext, page 1 included. The algorithm is the last byte of the page so that it can be read
 * before anything else is known, whatever number of bytes another algorithm may reserve.
 *
 * Keys, from the database's 32-byte data key by libsodium's crypto_kdf (context "kemaiPag"):
 *   subkey 1: pages, XChaCha20-Poly1305      subkey 2: pages, AES-256-GCM      subkey 16: WAL checksums
 *
 * Both algorithms extend the nonce the same way, as libsodium documents it for both ("nonce extension"):
 *   page key  = HChaCha20(subkey 1 or 2, nonce[0..15])
 *   nonce'    = 00 00 00 00 || nonce[16..23]
 *   1: ChaCha20-Poly1305 (RFC 8439) with page key and nonce'; this is exactly XChaCha20-Poly1305-IETF
 *   2: AES-256-GCM with page key and nonce'
 *   associated data = file id (16 bytes) || page number (4 bytes, big endian, the first page is 1)
 *
 * So a page is bound to its database and to its place, in the WAL as in the file: a checkpoint moves ciphertext.
 * SQLite sees zeros in the 40 reserved bytes, always.
 *
 * Engines: OpenSSL's EVP runs the bulk cipher, two to three times as fast as libsodium 1.0.18; libsodium is the
 * reference it is tested against at the start of the process, and the fallback where it answers anything else.
 * Contexts are made once per open file, so that a page costs one re-key and no allocation.
 */
#include "vault/page_cipher.h"

#include <QtEndian>

#include <cstring>
#include <optional>
#include <openssl/evp.h>
#include <sodium.h>

namespace kemai {

namespace {
constexpr int bodyBytes = pageSize - reservedBytes; // 4056
constexpr int tagBytes = 16;
constexpr int associatedBytes = 20;

std::optional<PageAlgorithm> chosen;

const EVP_CIPHER *opensslCipher(PageAlgorithm algorithm)
{
    // Fetched once: an implicit fetch costs more than the page.
    static const EVP_CIPHER *chacha = EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
    static const EVP_CIPHER *aes = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return algorithm == PageAlgorithm::XAes256Gcm ? aes : chacha;
}

Secret derive(const Secret &dataKey, quint64 number)
{
    Secret subkey(32);
    crypto_kdf_derive_from_key(subkey.data(), 32, number, "kemaiPag", dataKey.bytes().data());
    return subkey;
}

bool known(PageAlgorithm algorithm)
{
    return algorithm == PageAlgorithm::XChaCha20Poly1305 || algorithm == PageAlgorithm::XAes256Gcm;
}

// Bulk encryption by OpenSSL and by libsodium of the same pages gives the same bytes, each reads the other's,
// and both refuse a flipped bit.
bool enginesAgree(PageAlgorithm algorithm)
{
    const auto key = std::make_shared<const DatabaseKey>(Secret::random(keyBytes), QByteArray(fileIdBytes, 'k'));
    PageCipher fast(key, algorithm, CipherEngine::OpenSsl);
    PageCipher reference(key, algorithm, CipherEngine::Sodium);
    unsigned char plain[pageSize] = {};
    unsigned char one[pageSize];
    unsigned char other[pageSize];
    unsigned char nonce[24];
    for (quint32 page : {1u, 2u, 0xfffffffeu}) {
        randombytes_buf(plain, bodyBytes);
        randombytes_buf(nonce, sizeof nonce);
        if (!fast.sealWithNonce(plain, page, nonce, one) || !reference.sealWithNonce(plain, page, nonce, other)
            || std::memcmp(one, other, pageSize) != 0)
            return false;
        if (!reference.open(one, page, one) || std::memcmp(one, plain, pageSize) != 0)
            return false;
        unsigned char flipped[pageSize];
        std::memcpy(flipped, other, pageSize);
        flipped[page % bodyBytes] ^= 0x10;
        if (fast.open(flipped, page, flipped) || !fast.open(other, page, other)
            || std::memcmp(other, plain, pageSize) != 0)
            return false;
    }
    return true;
}

// Where libsodium cannot serve as the reference (AES without AES instructions).
bool roundTrips(PageAlgorithm algorithm)
{
    const auto key = std::make_shared<const DatabaseKey>(Secret::random(keyBytes), QByteArray(fileIdBytes, 'k'));
    PageCipher cipher(key, algorithm, CipherEngine::OpenSsl);
    unsigned char page[pageSize] = {};
    unsigned char sealed[pageSize];
    const unsigned char zeros[pageSize] = {};
    return cipher.seal(page, 7, sealed) && cipher.open(sealed, 7, page) && std::memcmp(page, zeros, pageSize) == 0
        && !cipher.open(sealed, 8, page);
}

CipherEngine chooseEngine(PageAlgorithm algorithm)
{
    if (!PageCipher::available(algorithm, CipherEngine::OpenSsl))
        return CipherEngine::Sodium;
    if (!PageCipher::available(algorithm, CipherEngine::Sodium))
        return roundTrips(algorithm) ? CipherEngine::OpenSsl : CipherEngine::Sodium;
    return enginesAgree(algorithm) ? CipherEngine::OpenSsl : CipherEngine::Sodium;
}
} // namespace

DatabaseKey::DatabaseKey(const Secret &dataKey, QByteArrayView fileId)
    : m_chachaKey(derive(dataKey, 1))
    , m_aesKey(derive(dataKey, 2))
    , m_checksumKey(derive(dataKey, 16))
{
    std::memcpy(m_fileId.data(), fileId.data(), m_fileId.size());
}

const unsigned char *DatabaseKey::pageKey(PageAlgorithm algorithm) const
{
    return (algorithm == PageAlgorithm::XAes256Gcm ? m_aesKey : m_chachaKey).bytes().data();
}

PageCipher::PageCipher(std::shared_ptr<const DatabaseKey> key)
    : m_key(std::move(key))
    , m_algorithm(preferredAlgorithm())
    , m_engine{CipherEngine::Sodium, engineFor(PageAlgorithm::XChaCha20Poly1305),
               engineFor(PageAlgorithm::XAes256Gcm)}
{
    std::memcpy(m_associated, m_key->fileId().data(), fileIdBytes);
    std::memset(m_nonce, 0, sizeof m_nonce);
    // Made now, so that no page read or written later allocates.
    for (PageAlgorithm each : {PageAlgorithm::XChaCha20Poly1305, PageAlgorithm::XAes256Gcm}) {
        if (m_engine[int(each)] == CipherEngine::OpenSsl) {
            context(each, false);
            if (each == m_algorithm)
                context(each, true);
        }
    }
}

PageCipher::PageCipher(std::shared_ptr<const DatabaseKey> key, PageAlgorithm algorithm, CipherEngine engine)
    : m_key(std::move(key))
    , m_algorithm(algorithm)
    , m_engine{engine, engine, engine}
{
    std::memcpy(m_associated, m_key->fileId().data(), fileIdBytes);
    std::memset(m_nonce, 0, sizeof m_nonce);
}

PageCipher::~PageCipher()
{
    for (auto &pair : m_contexts) {
        for (EVP_CIPHER_CTX *each : pair)
            EVP_CIPHER_CTX_free(each); // cleanses the key
    }
    sodium_memzero(m_subkey, sizeof m_subkey);
}

PageAlgorithm PageCipher::preferredAlgorithm()
{
    if (chosen)
        return *chosen;
    static const PageAlgorithm preferred
        = (sodium_init() >= 0 && crypto_aead_aes256gcm_is_available()
           && engineFor(PageAlgorithm::XAes256Gcm) == CipherEngine::OpenSsl)
        ? PageAlgorithm::XAes256Gcm
        : PageAlgorithm::XChaCha20Poly1305;
    return preferred;
}

void PageCipher::preferAlgorithm(PageAlgorithm algorithm)
{
    chosen = algorithm;
}

CipherEngine PageCipher::engineFor(PageAlgorithm algorithm)
{
    static const CipherEngine chacha = chooseEngine(PageAlgorithm::XChaCha20Poly1305);
    static const CipherEngine aes = chooseEngine(PageAlgorithm::XAes256Gcm);
    return algorithm == PageAlgorithm::XAes256Gcm ? aes : chacha;
}

bool PageCipher::available(PageAlgorithm algorithm, CipherEngine engine)
{
    if (engine == CipherEngine::OpenSsl)
        return opensslCipher(algorithm) != nullptr;
    return algorithm == PageAlgorithm::XChaCha20Poly1305 || crypto_aead_aes256gcm_is_available() != 0;
}

EVP_CIPHER_CTX *PageCipher::context(PageAlgorithm algorithm, bool encrypting)
{
    EVP_CIPHER_CTX *&kept = m_contexts[int(algorithm)][encrypting ? 1 : 0];
    if (!kept) {
        kept = EVP_CIPHER_CTX_new();
        if (kept && EVP_CipherInit_ex2(kept, opensslCipher(algorithm), nullptr, nullptr, encrypting, nullptr) != 1) {
            EVP_CIPHER_CTX_free(kept);
            kept = nullptr;
        }
    }
    return kept;
}

void PageCipher::describe(AeadPage *with, PageAlgorithm algorithm, quint32 pageNumber, const unsigned char *nonce)
{
    crypto_core_hchacha20(m_subkey, nonce, m_key->pageKey(algorithm), nullptr);
    std::memcpy(m_nonce + 4, nonce + 16, 8);
    qToBigEndian(pageNumber, m_associated + fileIdBytes);
    *with = {m_subkey, m_nonce, m_associated};
}

bool PageCipher::seal(const unsigned char *plain, quint32 pageNumber, unsigned char *sealed)
{
    unsigned char nonce[24];
    m_nonces.next(nonce);
    return sealWithNonce(plain, pageNumber, nonce, sealed);
}

bool PageCipher::sealWithNonce(const unsigned char *plain, quint32 pageNumber, const unsigned char nonce[24],
                               unsigned char *sealed)
{
    unsigned char used[24];
    std::memcpy(used, nonce, sizeof used);
    used[23] = static_cast<unsigned char>(m_algorithm);
    AeadPage with;
    describe(&with, m_algorithm, pageNumber, used);
    if (!sealBody(m_algorithm, with, plain, sealed, sealed + bodyBytes)) {
        std::memset(sealed, 0, pageSize); // never half a page
        return false;
    }
    std::memcpy(sealed + bodyBytes + tagBytes, used, sizeof used);
    return true;
}

bool PageCipher::open(const unsigned char *sealed, quint32 pageNumber, unsigned char *plain)
{
    const auto algorithm = static_cast<PageAlgorithm>(sealed[pageSize - 1]);
    bool opened = false;
    if (known(algorithm)) {
        AeadPage with;
        describe(&with, algorithm, pageNumber, sealed + bodyBytes + tagBytes);
        opened = openBody(algorithm, with, sealed, sealed + bodyBytes, plain);
    }
    if (opened)
        std::memset(plain + bodyBytes, 0, reservedBytes);
    else
        std::memset(plain, 0, pageSize);
    return opened;
}

bool PageCipher::sealBody(PageAlgorithm algorithm, const AeadPage &with, const unsigned char *plain,
                          unsigned char *sealed, unsigned char *tag)
{
    if (m_engine[int(algorithm)] == CipherEngine::Sodium) {
        if (algorithm == PageAlgorithm::XChaCha20Poly1305)
            return crypto_aead_chacha20poly1305_ietf_encrypt_detached(sealed, tag, nullptr, plain, bodyBytes,
                                                                      with.associated, associatedBytes, nullptr,
                                                                      with.nonce, with.subkey)
                == 0;
        return crypto_aead_aes256gcm_is_available()
            && crypto_aead_aes256gcm_encrypt_detached(sealed, tag, nullptr, plain, bodyBytes, with.associated,
                                                      associatedBytes, nullptr, with.nonce, with.subkey)
            == 0;
    }
    EVP_CIPHER_CTX *evp = context(algorithm, true);
    int written = 0;
    return evp && EVP_EncryptInit_ex2(evp, nullptr, with.subkey, with.nonce, nullptr) == 1
        && EVP_EncryptUpdate(evp, nullptr, &written, with.associated, associatedBytes) == 1
        && EVP_EncryptUpdate(evp, sealed, &written, plain, bodyBytes) == 1 && written == bodyBytes
        && EVP_EncryptFinal_ex(evp, sealed + bodyBytes, &written) == 1
        && EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_GET_TAG, tagBytes, tag) == 1;
}

bool PageCipher::openBody(PageAlgorithm algorithm, const AeadPage &with, const unsigned char *sealed,
                          const unsigned char *tag, unsigned char *plain)
{
    if (m_engine[int(algorithm)] == CipherEngine::Sodium) {
        if (algorithm == PageAlgorithm::XChaCha20Poly1305)
            return crypto_aead_chacha20poly1305_ietf_decrypt_detached(plain, nullptr, sealed, bodyBytes, tag,
                                                                      with.associated, associatedBytes, with.nonce,
                                                                      with.subkey)
                == 0;
        return crypto_aead_aes256gcm_is_available()
            && crypto_aead_aes256gcm_decrypt_detached(plain, nullptr, sealed, bodyBytes, tag, with.associated,
                                                      associatedBytes, with.nonce, with.subkey)
            == 0;
    }
    EVP_CIPHER_CTX *evp = context(algorithm, false);
    int written = 0;
    unsigned char end[16];
    return evp && EVP_DecryptInit_ex2(evp, nullptr, with.subkey, with.nonce, nullptr) == 1
        && EVP_CIPHER_CTX_ctrl(evp, EVP_CTRL_AEAD_SET_TAG, tagBytes, const_cast<unsigned char *>(tag)) == 1
        && EVP_DecryptUpdate(evp, nullptr, &written, with.associated, associatedBytes) == 1
        && EVP_DecryptUpdate(evp, plain, &written, sealed, bodyBytes) == 1 && written == bodyBytes
        && EVP_DecryptFinal_ex(evp, end, &written) == 1;
}

} // namespace kemai
