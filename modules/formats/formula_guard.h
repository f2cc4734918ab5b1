// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Keeps an exported cell from running as a formula in a spreadsheet, and takes the guard off again on import.
 *
 * A cell that begins with = + - @ tab or CR, or their full-width forms, gets an apostrophe in front, the sign a
 * spreadsheet itself uses for "this is text". So that nothing is lost, a cell that already begins with apostrophes
 * before such a character gets one more; unguarded(guarded(x)) == x for every x. Cells of digits and number punctuation
 * alone (+86 138-0013-8000, -12.50) can name no cell and call no function and stay as they are.
 *
 * Source: OWASP, CSV injection. Pure functions; any thread.
 */
#pragma once

#include <QString>

namespace kemai {

QString guardedFromFormula(const QString &cell);
QString withoutFormulaGuard(const QString &cell);

} // namespace kemai
