// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A search run over the index: passes from the best kind of match to the weakest, each an AND of terms, each
 * row checked against the record, until there are enough hits.
 */
#pragma once

#include "base/result.h"
#include "schema/search.h"

namespace kemai {

class Database;
class SearchIndex;

// Best first. Errors: Busy "store.interrupted" when a newer search interrupts it; Corrupt; Io.
Result<QList<Hit>> runSearch(Database &database, SearchIndex &index, const Search &search);

} // namespace kemai
