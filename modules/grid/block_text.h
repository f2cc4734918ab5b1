// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Blocks of cells as text, the way spreadsheets put them on the clipboard: tabs between cells, a line for each row, a cell
 * that holds a tab, a line break or begins with a quote in quotes, quotes within doubled. A lone quote within a cell is a
 * character. Rows are filled up to the longest. Pure functions; any thread.
 */
#pragma once

#include "base/result.h"

#include <QStringList>

namespace kemai {

inline constexpr qsizetype blockCellsMost = 200'000;

// Errors: Invalid "grid.blockTooLarge" (details: the limit) beyond blockCellsMost cells or 64 million characters.
Result<QList<QStringList>> parseBlock(QStringView text);
QString blockText(const QList<QStringList> &rows);

} // namespace kemai
