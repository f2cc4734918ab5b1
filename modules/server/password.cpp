// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/password.h"

#include <array>

#include <sodium.h>

namespace kemai {

namespace {

constexpr unsigned long long passes = 3;
constexpr size_t memoryBytes = 64 * 1024 * 1024;

QByteArray argon2id(const QByteArray &password)
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.constData(), size_t(password.size()), passes, memoryBytes) != 0)
        return {};
    return QByteArray(text.data());
}

} // namespace

Result<QByteArray> hashPassword(const QString &password)
{
    const QByteArray utf8 = password.toUtf8();
    if (password.size() < leastPasswordLength || utf8.size() > mostPasswordBytes)
        return fail(Error::Code::Invalid, QStringLiteral("server.passwordShort"), {}, {QString::number(leastPasswordLength)});
    const QByteArray hash = argon2id(utf8);
    if (hash.isEmpty())
        return fail(Error::Code::Busy, QStringLiteral("server.noMemory"));
    return hash;
}

bool isPassword(const QByteArray &hash, const QString &password)
{
    const QByteArray utf8 = password.toUtf8().left(mostPasswordBytes + 1);
    if (hash.isEmpty() || utf8.size() > mostPasswordBytes || hash.size() >= qsizetype(crypto_pwhash_STRBYTES)) {
        (void)argon2id(utf8.left(mostPasswordBytes));
        return false;
    }
    return crypto_pwhash_str_verify(hash.constData(), utf8.constData(), size_t(utf8.size())) == 0;
}

} // namespace kemai
