// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * KeyFile: kemai.key, beside the database: whose key this is, how to check it, and, if the user set a
 * passphrase, the data key wrapped by it. It never holds the key in clear.
 *
 * Format 1, 216 bytes, numbers little-endian:
 *
 *     0   8  "KEMAIKEY"
 *     8   1  version, 1
 *     9   1  flags: 1 the data key is in the system's key store, 2 wrapped by a passphrase,
 *            128 the store is still being made (no data was ever written to it)
 *    10   2  zero
 *    12   4  length of the file, 216
 *    16  16  file id: names the data key; in the associated data of every page and file
 *    32  16  instance id: names this copy of the store; a restored one gets a new one
 *    48  32  check value: BLAKE2b-256 of "kemai key check" and the file id, keyed with subkey 1 "kemaichk"
 *    80   4  key derivation: 2 = Argon2id, version 1.3, one lane; 0 = no passphrase
 *    84   4  passes
 *    88   8  memory in bytes
 *    96  16  salt
 *   112  24  nonce
 *   136  48  the data key: XChaCha20-Poly1305 under the derived key, associated data = bytes 0-8, 16-31, 80-111
 *   184  32  BLAKE2b-256 of bytes 0-183
 *
 * The last field tells damage from a wrong passphrase: a file whose sum is wrong is damaged, whatever the
 * passphrase; one whose sum is right and whose wrap does not open was given a wrong passphrase. The check
 * value tells a wrong key (a foreign key store entry) from a damaged database.
 *
 * Errors: NotFound "vault.keyFileMissing", Corrupt "vault.damagedKeyFile", Conflict "vault.newer",
 * Denied "vault.wrongPassphrase", Invalid "vault.noPassphraseSet", "vault.passphraseEmpty", Io.
 */
#pragma once

#include "base/result.h"
#include "vault/secret.h"

#include <QByteArray>

namespace kemai {

// What guessing one passphrase costs. RFC 9106 section 4, second choice: 3 passes over 64 MiB, about 0.1 s.
struct PassphraseCost {
    quint32 passes = 3;
    quint64 memoryBytes = 64 * 1024 * 1024;

    static PassphraseCost cheapest() { return {1, 8192}; } // for tests
};

class KeyFile
{
public:
    static constexpr qsizetype Size = 216;
    static constexpr qsizetype KeyBytes = 32;

    static KeyFile forNewKey(const Secret &dataKey); // new file id and instance id
    static Result<KeyFile> parse(QByteArrayView bytes);
    static Result<KeyFile> load(const QString &file);

    QByteArray bytes() const;
    Result<> save(const QString &file) const;

    QByteArray fileId() const { return m_fileId; }
    QByteArray instanceId() const { return m_instanceId; }
    void renewInstance();

    bool isInKeyStore() const { return m_inKeyStore; }
    void setInKeyStore(bool inKeyStore) { m_inKeyStore = inKeyStore; }
    bool isUnfinished() const { return m_unfinished; }
    void setUnfinished(bool unfinished) { m_unfinished = unfinished; }

    bool hasPassphrase() const { return !m_wrapped.isEmpty(); }
    Result<> wrap(const Secret &dataKey, const Secret &passphrase, PassphraseCost cost);
    Result<Secret> unwrap(const Secret &passphrase) const;
    void dropPassphrase();

    // Whether this is the data key the store was made with.
    bool accepts(const Secret &dataKey) const;

private:
    QByteArray boundBytes() const;

    QByteArray m_fileId;
    QByteArray m_instanceId;
    QByteArray m_check;
    bool m_inKeyStore = false;
    bool m_unfinished = false;
    PassphraseCost m_cost;
    QByteArray m_salt;
    QByteArray m_nonce;
    QByteArray m_wrapped;
};

// Keys of other purposes, derived from the data key by crypto_kdf; context: 8 characters.
Secret deriveSubkey(const Secret &dataKey, quint64 number, const char context[8]);

QByteArray randomBytes(qsizetype size); // not secret: ids, salts, nonces

} // namespace kemai
