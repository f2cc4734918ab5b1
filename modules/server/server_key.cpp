// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server_key.h"

#include <QFile>
#include <QFileInfo>

#include <sodium.h>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace kemai {

namespace {

const unsigned char *u8(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *u8(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

ServerKey ServerKey::fromBytes(const std::array<unsigned char, 32> &secret)
{
    ServerKey key;
    std::array<unsigned char, 32> seed{};
    crypto_kdf_derive_from_key(seed.data(), seed.size(), 1, "kemaisrv", secret.data());
    crypto_sign_seed_keypair(key.m_public.data(), key.m_signing.data(), seed.data());
    crypto_kdf_derive_from_key(key.m_sealing.data(), key.m_sealing.size(), 2, "kemaisrv", secret.data());
    sodium_memzero(seed.data(), seed.size());
    return key;
}

ServerKey::~ServerKey()
{
    sodium_memzero(m_signing.data(), m_signing.size());
    sodium_memzero(m_sealing.data(), m_sealing.size());
}

Result<ServerKey> ServerKey::read(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Code::Invalid, QStringLiteral("server.keyMissing"), file.errorString(), {name});
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (file.permissions() & others)
        return fail(Error::Code::Invalid, QStringLiteral("server.keyReadable"), {}, {name});
    QByteArray line = file.read(256);
    const auto decoded = QByteArray::fromBase64Encoding(line.trimmed(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    sodium_memzero(line.data(), size_t(line.size()));
    if (!decoded || (*decoded).size() != 32)
        return fail(Error::Code::Invalid, QStringLiteral("server.keyDamaged"), {}, {name});
    std::array<unsigned char, 32> secret;
    std::copy((*decoded).cbegin(), (*decoded).cend(), secret.begin());
    const ServerKey key = fromBytes(secret);
    sodium_memzero(secret.data(), secret.size());
    return key;
}

Result<ServerKey> ServerKey::make(const QString &name)
{
    const int file = ::open(QFile::encodeName(name).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return errno == EEXIST ? fail(Error::Code::Conflict, QStringLiteral("server.keyExists"), {}, {name})
                               : fail(Error::Code::Io, QStringLiteral("server.keyUnwritable"), QString::fromLocal8Bit(strerror(errno)), {name});
    std::array<unsigned char, 32> secret;
    randombytes_buf(secret.data(), secret.size());
    const QByteArray line = QByteArray(reinterpret_cast<const char *>(secret.data()), 32).toBase64() + '\n';
    const bool written = ::write(file, line.constData(), size_t(line.size())) == line.size() && ::fsync(file) == 0;
    ::close(file);
    const ServerKey key = fromBytes(secret);
    sodium_memzero(secret.data(), secret.size());
    if (!written) {
        ::unlink(QFile::encodeName(name).constData());
        return fail(Error::Code::Io, QStringLiteral("server.keyUnwritable"), {}, {name});
    }
    return key;
}

QByteArray ServerKey::publicKey() const
{
    return QByteArray(reinterpret_cast<const char *>(m_public.data()), qsizetype(m_public.size()));
}

QByteArray ServerKey::sign(QByteArrayView message) const
{
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    crypto_sign_detached(u8(signature), nullptr, u8(message), size_t(message.size()), m_signing.data());
    return signature;
}

QByteArray ServerKey::seal(QByteArrayView secret, const Id &user) const
{
    QByteArray sealed(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, Qt::Uninitialized);
    randombytes_buf(sealed.data(), crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(u8(sealed) + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, nullptr, u8(secret), size_t(secret.size()),
                                               u8(user.bytes()), 16, nullptr, u8(sealed), m_sealing.data());
    return sealed;
}

std::optional<QByteArray> ServerKey::unseal(QByteArrayView sealed, const Id &user) const
{
    constexpr qsizetype nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr qsizetype tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (sealed.size() < nonce + tag)
        return std::nullopt;
    QByteArray secret(sealed.size() - nonce - tag, Qt::Uninitialized);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(u8(secret), nullptr, nullptr, u8(sealed) + nonce, size_t(sealed.size() - nonce), u8(user.bytes()), 16,
                                                   u8(sealed), m_sealing.data()) != 0)
        return std::nullopt;
    return secret;
}

bool isSignature(QByteArrayView signature, QByteArrayView message, QByteArrayView publicKey)
{
    return signature.size() == qsizetype(crypto_sign_BYTES) && publicKey.size() == qsizetype(crypto_sign_PUBLICKEYBYTES)
        && crypto_sign_verify_detached(u8(signature), u8(message), size_t(message.size()), u8(publicKey)) == 0;
}

QByteArray randomToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenHash(QByteArrayView token)
{
    QByteArray hash(32, Qt::Uninitialized);
    crypto_generichash(u8(hash), size_t(hash.size()), u8(token), size_t(token.size()), nullptr, 0);
    return hash;
}

} // namespace kemai
