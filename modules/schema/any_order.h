// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * anyOrder: rows in no order at all, so that a limit ends the reading early, however many rows match:
 *
 *     Query(phone::entity).where(phone::digits == number).orderBy(anyOrder).limit(24)
 *
 * Which rows those are is up to the database; such a query has no next page.
 */
#pragma once

#include "schema/query.h"

namespace kemai {

inline constexpr Ordering anyOrder{-2, Order::Ascending};

} // namespace kemai
