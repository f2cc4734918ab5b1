// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The cleaner: what a text field keeps of what was typed, pasted or imported.
 *
 * Works on Unicode code points (decision D1). Every field class loses the characters nobody sees: general category
 * Cf (zero-width, bidirectional marks, soft hyphen, byte order mark ...), Cc except tab and newline, the Mongolian
 * vowel separator, the Hangul fillers, noncharacters. No-break and ideographic spaces become a space. What else is
 * done depends on the class, see FieldClass.
 *
 * Guarantees: clean(c, clean(c, x).text) changes nothing; one pass, linear time, at most one allocation of the
 * length of the input; text that is clean already comes back shared, without a copy. Pure and thread-safe.
 */
#pragma once

#include <QFlags>
#include <QString>

namespace kemai {

enum class FieldClass {
    Name,       // one line; variation selectors dropped; width kept as written (folded only when compared)
    Phone,      // as Identifier, but newlines stay: a cell may hold several numbers
    Email,      // one line; full-width forms folded (NFKC)
    Address,    // one line; variation selectors dropped
    FreeText,   // newlines, tabs and inner spaces stay; joiners and selectors stay inside emoji
    Identifier, // one line; full-width forms folded (NFKC)
    Company,    // as Name
    Date,       // as Identifier
};

// What the cleaner did. Trimmed alone is housekeeping; the rest is what an import counts as "cleaned".
enum class Cleaning {
    Invisible = 0x01, // dropped characters that show nothing
    Spaces = 0x02,    // turned unusual spaces or line breaks into plain ones
    Trimmed = 0x04,   // dropped spaces at an end, or one of several in a row
    Width = 0x08,     // folded full-width or other compatibility forms
    Surrogate = 0x10, // half of a character: U+FFFD in text, dropped in phone, email and identifier
};
Q_DECLARE_FLAGS(Cleanings, Cleaning)
Q_DECLARE_OPERATORS_FOR_FLAGS(Cleanings)

struct Cleaned {
    QString text;
    Cleanings did;

    bool changed() const { return did != Cleanings(); }
};

[[nodiscard]] Cleaned clean(FieldClass fieldClass, const QString &raw);

// True if clean() would return the text as it is. No allocation.
[[nodiscard]] bool isClean(FieldClass fieldClass, QStringView text);

} // namespace kemai
