// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Pinyin: how each character of a text is read, for search by pinyin and initials.
 *
 * Every code point gets an entry: a Han character with its candidate syllables, best first, anything else with none.
 * Syllables are lower-case ASCII without tones, ü written v ("lv", "nv", "yue"); what a person types is brought to
 * the same form by foldTyped(). Readings come from Unihan 15.0 (data/LICENSE.unicode), words and surnames from data/;
 * tools/make_pinyin.py compiled them into tables, so a lookup is an array access.
 *
 * Reading::Name reads the beginning of the text as a surname: 单 shan, 曾 zeng, 万俟 moqi come first, the ordinary
 * readings stay behind them. In both readings a known word decides for its characters (重庆 chongqing, 银行 yinhang).
 *
 * Pure and thread-safe; linear time.
 */
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>

namespace kemai {

enum class Reading { Name, Ordinary };

using Syllable = quint16; // a number below syllableCount(); syllableText() spells it

struct Syllables {
    static constexpr int limit = 4;

    std::array<Syllable, limit> candidates{};
    quint8 count = 0;  // of candidates; 0: no Han character, read it as it is written
    quint8 length = 1; // UTF-16 code units this character takes in the text

    bool isEmpty() const { return count == 0; }
    const Syllable *begin() const { return candidates.data(); }
    const Syllable *end() const { return candidates.data() + count; }
};

[[nodiscard]] QList<Syllables> syllables(QStringView text, Reading reading);

[[nodiscard]] int syllableCount();
[[nodiscard]] QLatin1StringView syllableText(Syllable syllable); // "zhang"; static storage
[[nodiscard]] Syllable syllableNumber(QLatin1StringView text);   // syllableCount() if there is no such syllable

// The syllable that stands for all that sound like it to a speaker who does not keep apart zh/z, ch/c, sh/s,
// ang/an, eng/en, ing/in, n/l (initial) and ü/u: "zhang" and "zan" give the same number.
[[nodiscard]] Syllable fuzzySyllable(Syllable syllable);
// Its spelling: "zhang" -> "zan", "nv" -> "lu".
[[nodiscard]] QByteArray fuzzySpelling(QLatin1StringView syllable);

// The best reading in one string, other characters lower-cased and width-folded: 单国贸A座 -> "shanguomaoazuo".
// Spaces and punctuation are left out.
[[nodiscard]] QString pinyin(QStringView text, Reading reading);
// The first letters: "sgmaz".
[[nodiscard]] QString pinyinInitials(QStringView text, Reading reading);

// What was typed, in the form of syllableText(): lower case, tone marks and tone digits after a syllable dropped
// (zhang1 -> zhang), ü, u: and v as v, apostrophes and spaces dropped; Han and other characters stay.
[[nodiscard]] QString foldTyped(QStringView typed);

} // namespace kemai
