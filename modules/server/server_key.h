// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ServerKey: the one secret of an installation, the same file for each of its processes. Everything else is derived from its
 * 32 random bytes (crypto_kdf, context "kemaisrv"):
 *
 *     1   the Ed25519 key that signs leases and the heads of the audit chain
 *     2   the key that seals TOTP secrets in the database (XChaCha20-Poly1305, bound to their user)
 *
 * The file is one line of base64, readable by its owner only: a file others may read is refused. Immutable, any thread.
 */
#pragma once

#include "base/id.h"
#include "base/result.h"

#include <array>
#include <optional>

namespace kemai {

class ServerKey
{
public:
    // Errors: Invalid "server.keyMissing", "server.keyReadable", "server.keyDamaged" (details: file).
    static Result<ServerKey> read(const QString &file);
    // Never over a file that is there: Conflict "server.keyExists"; Io "server.keyUnwritable".
    static Result<ServerKey> make(const QString &file);
    static ServerKey fromBytes(const std::array<unsigned char, 32> &secret); // tests

    ~ServerKey();
    ServerKey(const ServerKey &) = default;
    ServerKey &operator=(const ServerKey &) = default;

    QByteArray publicKey() const; // Ed25519, 32 bytes: what workstations pin
    QByteArray sign(QByteArrayView message) const;

    QByteArray seal(QByteArrayView secret, const Id &user) const;
    std::optional<QByteArray> unseal(QByteArrayView sealed, const Id &user) const;

private:
    ServerKey() = default;
    std::array<unsigned char, 64> m_signing{};
    std::array<unsigned char, 32> m_public{};
    std::array<unsigned char, 32> m_sealing{};
};

bool isSignature(QByteArrayView signature, QByteArrayView message, QByteArrayView publicKey); // Ed25519

// What a client proves with and what is kept of it.
QByteArray randomToken();                   // 32 bytes, base64url without padding: 43 characters
QByteArray tokenHash(QByteArrayView token); // Blake2b, 32 bytes

} // namespace kemai
