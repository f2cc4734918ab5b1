// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The grid's data side, measured: first page, order, jumps, sort, filter, sum of 100,000 selected rows, a paste of 40.
 */
#pragma once

#include "store/store.h"

#include <functional>
#include <vector>

namespace kemai {

using BenchReport = std::function<void(const QString &what, std::vector<double> ms, double targetMs)>;

Result<> benchGrid(Store &store, const BenchReport &report);

} // namespace kemai
