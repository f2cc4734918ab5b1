// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/totp.h"

#include <QMessageAuthenticationCode>
#include <QStringList>
#include <QUrl>
#include <QtEndian>

#include <algorithm>
#include <array>

#include <sodium.h>

namespace kemai {

namespace {

constexpr char base32Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr char recoveryAlphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ~~"; // 30 used: no 0 O 1 I L U
constexpr int recoveryLetters = 30;

} // namespace

QByteArray hotp(QByteArrayView secret, quint64 counter, int digits)
{
    std::array<char, 8> message;
    qToBigEndian(counter, message.data());
    const QByteArray hash = QMessageAuthenticationCode::hash(QByteArray::fromRawData(message.data(), 8), secret.toByteArray(), QCryptographicHash::Sha1);
    const int offset = hash.back() & 0x0f; // RFC 4226 5.3, dynamic truncation
    quint64 number = qFromBigEndian<quint32>(hash.constData() + offset) & 0x7fffffffU;
    quint64 modulus = 1;
    for (int i = 0; i < digits; ++i)
        modulus *= 10;
    number %= modulus;
    return QByteArray::number(number).rightJustified(digits, '0');
}

std::optional<qint64> totpStep(QByteArrayView secret, QByteArrayView code, qint64 nowMs, qint64 lastStep)
{
    if (secret.isEmpty() || code.size() != 6)
        return std::nullopt;
    const qint64 now = nowMs / totpStepMs;
    std::optional<qint64> found;
    for (qint64 step = now - 1; step <= now + 1; ++step) { // all three, whichever fits: no time is told
        const QByteArray expected = hotp(secret, quint64(step));
        if (sodium_memcmp(expected.constData(), code.data(), 6) == 0 && step > lastStep)
            found = step;
    }
    return found;
}

QByteArray makeTotpSecret()
{
    QByteArray secret(20, Qt::Uninitialized);
    randombytes_buf(secret.data(), size_t(secret.size()));
    return secret;
}

QString base32(QByteArrayView bytes)
{
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | quint8(byte);
        count += 8;
        while (count >= 5) {
            count -= 5;
            text += QLatin1Char(base32Alphabet[(bits >> count) & 31]);
        }
    }
    if (count > 0)
        text += QLatin1Char(base32Alphabet[(bits << (5 - count)) & 31]);
    return text;
}

std::optional<QByteArray> fromBase32(QStringView text)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const QChar c : text) {
        if (c == u' ' || c == u'-' || c == u'=')
            continue;
        const char upper = char(c.toUpper().toLatin1());
        const char *place = upper ? std::find(base32Alphabet, base32Alphabet + 32, upper) : base32Alphabet + 32;
        if (place == base32Alphabet + 32)
            return std::nullopt;
        bits = (bits << 5) | quint32(place - base32Alphabet);
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes += char((bits >> count) & 0xff);
        }
    }
    return bytes;
}

QString totpUri(const QString &issuer, const QString &login, QByteArrayView secret)
{
    const QString label = QString::fromLatin1(QUrl::toPercentEncoding(issuer)) + u':' + QString::fromLatin1(QUrl::toPercentEncoding(login));
    return QStringLiteral("otpauth://totp/") + label + QStringLiteral("?secret=") + base32(secret) + QStringLiteral("&issuer=")
        + QString::fromLatin1(QUrl::toPercentEncoding(issuer));
}

QStringList makeRecoveryCodes()
{
    QStringList codes;
    for (int i = 0; i < 10; ++i) {
        QString code;
        for (int letter = 0; letter < 12; ++letter) {
            if (letter > 0 && letter % 4 == 0)
                code += u'-';
            code += QLatin1Char(recoveryAlphabet[randombytes_uniform(recoveryLetters)]);
        }
        codes << code;
    }
    return codes;
}

QByteArray recoveryHash(QStringView code, QByteArrayView userId)
{
    QByteArray letters;
    for (const QChar c : code)
        if (c.isLetterOrNumber())
            letters += char(c.toUpper().toLatin1());
    QByteArray hash(32, Qt::Uninitialized);
    const QByteArray key = userId.toByteArray().leftJustified(int(crypto_generichash_KEYBYTES_MIN), '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()), reinterpret_cast<const unsigned char *>(letters.constData()),
                       size_t(letters.size()), reinterpret_cast<const unsigned char *>(key.constData()), size_t(key.size()));
    return hash;
}

} // namespace kemai
