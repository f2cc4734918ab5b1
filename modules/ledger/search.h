// SPDX-License-Identifier: GPL-3.0-or-later
// The server's search: numbers, emails, and texts in names, companies and contacts. What it does not: README.md.
#pragma once

#include "ledger/connection.h"
#include "schema/search.h"

namespace kemai::ledger {

Result<QList<Hit>> runSearch(Connection &connection, const Search &search);

} // namespace kemai::ledger
