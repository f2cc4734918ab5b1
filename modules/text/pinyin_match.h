// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Does what was typed match a text: by pinyin in full (zhangwei), by initials (zw), by Han (张), or mixed (zhangw,
 * gmsq国贸, zhang3 for 张三), from any character on? For ranking candidates and for showing which part matched.
 *
 * Each typed stretch must be used up by consecutive characters of the text: a Han character takes one of its candidate
 * syllables whole, the beginning of one if the typed text ends there, its initial letter (or zh, ch, sh), or itself;
 * a digit may stand for the Han numeral (3 for 三). Spaces and punctuation of the text may be passed over. Every
 * candidate reading counts, so both shan and dan find 单.
 *
 * Bounded: text and typed are read up to 256 and 64 characters; the work is at most their product. Pure and
 * thread-safe.
 */
#pragma once

#include "text/pinyin.h"

#include <optional>

namespace kemai {

enum class PinyinTolerance { Exact, Fuzzy }; // Fuzzy: zh/z, ch/c, sh/s, ang/an, eng/en, ing/in, n/l, ü/u

struct PinyinMatch {
    qsizetype position = 0; // in UTF-16 code units of the text
    qsizetype length = 0;
    bool usesInitials = false; // some Han character but the last was matched by less than its whole syllable
    bool isWhole = false;      // from the first to the last character of the text

    friend bool operator==(const PinyinMatch &, const PinyinMatch &) = default;
};

// The best match: whole before from the start before inside, without initials before with.
// typed is folded here (foldTyped); nothing typed matches nothing.
[[nodiscard]] std::optional<PinyinMatch> matchPinyin(QStringView text, QStringView typed, Reading reading,
                                                     PinyinTolerance tolerance = PinyinTolerance::Exact);

} // namespace kemai
