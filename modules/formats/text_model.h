// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How likely a decoded text is, so that two readings of the same bytes can be compared.
 *
 * The cost of a text is minus the logarithm of its probability (in nats) under a crude model of customer
 * lists in one script: each character belongs to a class (the ~850 characters that make up three quarters
 * of such text, the rest of the standard's first level, the second level, ...) whose share of real text,
 * spread over its members, is the character's probability. A wrong decoding of Chinese scatters over the
 * rare classes and costs two to eight nats a character more than the right one; so a handful of characters
 * decides, and two of them may not. What is compared are sums over the same bytes.
 *
 * Pure functions of their input; any thread. The classes are worked out once from ICU's own tables.
 */
#pragma once

#include <QStringView>

namespace kemai {

enum class ScriptModel {
    Simplified,  // GB18030
    Traditional, // Big5
    Any,         // UTF-8 and UTF-16: any script
    Japanese,
    Korean,
    Alphabet,    // one byte a character
};

struct TextCost {
    double total = 0;       // nats, all characters
    double beyondAscii = 0; // nats, the possible characters beyond ASCII
    qint64 charactersBeyondAscii = 0;
    qint64 impossible = 0;  // damage marks, control characters, private use; 25 nats each

    double mean() const { return charactersBeyondAscii ? beyondAscii / double(charactersBeyondAscii) : 0; }
};

TextCost textCost(QStringView text, ScriptModel model);

} // namespace kemai
