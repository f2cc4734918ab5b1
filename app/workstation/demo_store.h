// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The demo company's store: a store like any other in a directory of its own that carries a mark, "kemai.demo", with the day
 * it was made. Only a marked directory is ever wiped, and only what a store consists of: a file somebody put there
 * stays. It wipes itself `demoDays` after it was made. Blocking; on a worker thread.
 */
#pragma once

#include "base/result.h"

#include <QString>

#include <optional>

namespace kemai {

inline constexpr int demoDays = 14;

Result<> markDemo(const QString &directory, qint64 nowMs); // Io "demo.unmarked"
bool isDemo(const QString &directory);
std::optional<qint64> demoEndsMs(const QString &directory); // nullopt: no demo, or a mark that cannot be read

// Takes the store, its key and its mark away. Errors: Denied "demo.notADemo"; Busy "vault.held"; Io "demo.notWiped" (what
// is left is still marked).
Result<> wipeDemo(const QString &directory);

} // namespace kemai
