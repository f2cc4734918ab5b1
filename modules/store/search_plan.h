// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which terms to look up for what was typed: passes, the best kind of match first, each an AND of terms.
 *
 * A pass may promise rows in which the query does not stand (search_match.h decides); together the passes leave
 * out none that it should find. Letters are cut into syllables so that a long pinyin is looked up piece by piece:
 * only boundaries that every way of cutting shares are used (xian may be xian or xi'an), so no reading is lost.
 *
 * Pure and thread-safe; the work is bounded by the query's 100 characters.
 */
#pragma once

#include "store/search_index.h"
#include "store/search_match.h"

#include <QList>

#include <vector>

namespace kemai {

struct SearchPass {
    enum class When { Always, NothingFound };

    std::vector<Term> terms;
    When when = When::Always;
};

// For one part of letters or characters, or for several parts that must all match.
std::vector<SearchPass> searchPasses(const QList<SearchPart> &parts);

// Every pass for a run of digits inside a number; nothing below three.
std::vector<Term> digitTerms(QStringView digits);

} // namespace kemai
