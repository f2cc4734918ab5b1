// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Counting rows by day, and within a day by texts or references: what a timeline's outline and a chart ask.
 *
 * SQLite groups by sorting every row; days are few, so that here the rows are counted as an index delivers them. The
 * 100,000 events of one customer: 155 ms sorted, 30 ms counted.
 */
#pragma once

#include "base/result.h"
#include "schema/query.h"

namespace kemai {

class Database;

// Whether countByDay() answers the aggregate.
bool countsByDay(const Query &query);

// As Records::aggregate().
Result<QList<QList<Value>>> countByDay(Database &database, const Query &query);

} // namespace kemai
