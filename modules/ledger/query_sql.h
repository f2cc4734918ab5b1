// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A Query as PostgreSQL's SQL with its parameters, and which entity field each column is.
 */
#pragma once

#include "ledger/parameters.h"
#include "schema/query.h"

namespace kemai::ledger {

struct Translated {
    QByteArray sql;
    Parameters parameters;
    QList<int> columns; // find: the fields behind id, version, removed
};

// One after the other, until there are rows enough: a page that goes on after a row, in an order that begins with a field that may
// be null, is asked for in two pieces, each of which is one range of an index.
QList<Translated> translateFind(const Query &query);
Translated translateAggregate(const Query &query);

} // namespace kemai::ledger
