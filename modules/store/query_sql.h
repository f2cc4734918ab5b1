// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A Query as SQLite's SQL: the text, the values to bind in order, and which entity field each column is.
 */
#pragma once

#include "schema/query.h"

#include <QByteArray>

namespace kemai {

struct Translated {
    QByteArray sql;
    QList<Value> values;
    QList<int> columns; // find: the fields after n, id, version, removed
};

// One after the other, until there are rows enough: where the first order is by a field that may be null, no one range of
// an index holds what lies behind a row and the nulls as well, so a page that goes on after a row is asked for in two
// pieces.
QList<Translated> translateFind(const Query &query);
Translated translateAggregate(const Query &query);
Translated translateGroupingFields(const Query &query); // of every row, ungrouped

} // namespace kemai
