// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Passwords: Argon2id, 3 passes over 64 MiB (RFC 9106, second choice), as the text of crypto_pwhash_str. About a quarter of a
 * second and 64 MiB each: only on the lane Password, which bounds how many run at once.
 */
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace kemai {

inline constexpr int leastPasswordLength = 10;
inline constexpr int mostPasswordBytes = 1024;

// Errors: Invalid "server.passwordShort" (details: the least), Busy "server.noMemory".
Result<QByteArray> hashPassword(const QString &password);

// An empty hash costs the same time and is never right, so that a login that does not exist is not told by the clock.
bool isPassword(const QByteArray &hash, const QString &password);

} // namespace kemai
