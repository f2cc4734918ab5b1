// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Looking up many values at once: one query for every 250 of them, always of the same shape, so that the database
 * prepares it once.
 */
#pragma once

#include "schema/records.h"

namespace kemai {

inline constexpr int idField = -1;

// Rows of the query whose field (or id: idField) is one of the values, in no order.
Result<QList<Record>> findIn(Records &records, const Query &query, int field, const QList<Value> &values);

} // namespace kemai
