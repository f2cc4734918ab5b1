// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Whether, where and how a text matches one part of a query. The index only proposes; this decides.
 *
 * A part is a run of one script: Chinese characters must stand in the text, whatever punctuation is between them; letters must be the pinyin of a run of
 * characters from a character's beginning (in full, by initials, or mixed; the last syllable may be unfinished),
 * or a run of letters from a word's beginning.
 */
#pragma once

#include "schema/search.h"
#include "text/pinyin.h"

#include <QString>

#include <optional>

namespace kemai {

struct SearchPart {
    enum class Script { Written, Letters, Digits };
    Script script = Script::Written;
    QString text; // folded
};

// "gmsq国贸" -> gmsq, 国贸; "zhang3" -> zhang; words by spaces. An email or anything else with signs stays one part.
QList<SearchPart> partsOf(const QString &query);

struct SearchMatch {
    Hit::How how = Hit::How::Inside;
    int start = 0; // in the text as it is stored
    int length = 0;
};

std::optional<SearchMatch> matchText(const QString &text, Reading reading, const SearchPart &part);
std::optional<SearchMatch> matchDigits(const QString &digits, const QString &typed);

} // namespace kemai
