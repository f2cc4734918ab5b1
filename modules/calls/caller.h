// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Caller: the number a telephone system delivers, in whatever form, as one thing to look up.
 *
 * Systems deliver tel: and sip: addresses (RFC 3966, RFC 3261), with or without +86, 0086 or a 0 before a mobile number,
 * internal extensions, and for a hidden number "anonymous", "unknown", nothing and more. Digits are never invented: what is
 * no number comes back as Unreadable with its text. Bounded: of more than callerLimit characters nothing is read.
 * Pure and thread-safe.
 */
#pragma once

#include "text/phone.h"

namespace kemai {

inline constexpr qsizetype callerLimit = 256; // characters

struct Caller {
    enum class Kind : quint8 {
        Number,     // number is set
        Extension,  // an internal number of 2 to 6 digits
        Hidden,     // the caller does not show a number, or the system has none
        Unreadable, // text that is no number
    };

    Kind kind = Kind::Hidden;
    PhoneNumber number;
    QString digits;  // what is looked up: phone.digits, or the extension; empty for Hidden and Unreadable
    QString written; // as delivered, cleaned, without the address's dress; at most 64 characters

    bool canBeLookedUp() const { return !digits.isEmpty(); }
    friend bool operator==(const Caller &, const Caller &) = default;
};

[[nodiscard]] Caller readCaller(const QString &delivered, const QString &region = QStringLiteral("CN"));

} // namespace kemai
