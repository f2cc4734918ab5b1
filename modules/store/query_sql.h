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

Translated translateFind(const Query &query);
Translated translateAggregate(const Query &query);

} // namespace kemai
