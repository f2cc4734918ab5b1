// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Terms: what of a customer's texts goes into the search index, each a 38-bit number made of a kind and a text.
 *
 *   Whole       a whole name or company, as written and in pinyin
 *   Initials    all first letters of a whole name
 *   Begin       the beginning of a name or company: 1-3 characters as written, 1-6 letters of pinyin
 *   BeginLetter 1-4 first letters from a name's beginning
 *   Gram        every character and pair of characters (Chinese text; addresses only pairs)
 *   Triple      every three characters in a row
 *   Pinyin      1-6 letters of pinyin or of a Latin word, from any character's or word's beginning
 *   Latin       1-10, 12 and 16 letters from the beginnings of Latin words alone
 *   Letters     2-4 first letters, from any character's beginning (addresses: 4)
 *   Sound       a whole name as it sounds to who does not keep zh/z, ing/in, n/l apart
 *   Digits      every 3, 4 and 6 digits in a row of a number; LastFour: its end
 *
 * Longer queries are the AND of several terms and are checked against the text itself (search_match.h), so a
 * term may promise too much, never too little. zh, ch, sh are folded to z, c, s in Pinyin, Latin and Begin.
 */
#pragma once

#include "store/search_index.h"

#include <QString>

namespace kemai {

// Counted up when documents get other terms than before: older indexes are then renewed (StoreRecords::renewSearch).
inline constexpr int searchTermsVersion = 3;

enum class TermKind : quint8 { Whole = 1, Initials, Begin, BeginLetter, Gram, Pinyin, Letters, Sound, Digits, LastFour, Triple, Latin };

Term termOf(TermKind kind, QStringView text);

void appendTerms(const SearchDocument &document, std::vector<Term> &terms);

// The form texts and queries are compared in: lower case, full width folded, runs of spaces one.
QString foldForSearch(QStringView text);
inline constexpr int pinyinLetters = 6;
inline constexpr qsizetype digitWidths[] = {3, 4, 6};
// The longest beginning of what was typed (retroflexes folded) that is a term.
QStringView pinyinPrefix(QStringView folded);
QStringView latinPrefix(QStringView folded);
// zh -> z, ch -> c, sh -> s
QString foldRetroflex(QStringView letters);

} // namespace kemai
