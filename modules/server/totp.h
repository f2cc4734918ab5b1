// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One-time codes: HOTP (RFC 4226) and TOTP (RFC 6238) with what every authenticator app speaks: SHA-1, 6 digits, 30 seconds.
 * And recovery codes for who lost the phone. Pure; the secrets are kept by who calls.
 */
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <optional>

namespace kemai {

inline constexpr qint64 totpStepMs = 30'000;

QByteArray hotp(QByteArrayView secret, quint64 counter, int digits = 6); // decimal, leading zeros kept

// The step whose code this is: now, one before or one after (a clock half a minute off), and later than `lastStep`, the last
// one taken, so that a code read over a shoulder is worth nothing. Nothing: the code is wrong or was used.
std::optional<qint64> totpStep(QByteArrayView secret, QByteArrayView code, qint64 nowMs, qint64 lastStep);

QByteArray makeTotpSecret();                     // 20 random bytes
QString base32(QByteArrayView bytes);            // RFC 4648, without padding: what one types into the app
std::optional<QByteArray> fromBase32(QStringView text);
QString totpUri(const QString &issuer, const QString &login, QByteArrayView secret); // otpauth://totp/..., for a QR code

// Ten codes of 60 random bits, "XXXX-XXXX-XXXX" without letters that look alike.
QStringList makeRecoveryCodes();
// Blake2b of the code in one spelling, keyed by the user, so that equal codes of two users differ. The codes are random
// enough that a slow hash adds nothing.
QByteArray recoveryHash(QStringView code, QByteArrayView userId);

} // namespace kemai
