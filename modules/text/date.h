// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Birthdays and other days, from the ways people write them.
 *
 * Reads year first with any separator (1990-1-2, 1990/01/02, 1990.1.2, 1990年1月2日, 一九九〇年一月二日), eight digits
 * (19900102), month names (2 Jan 1990, Jan 2, 1990), a time of day behind it (dropped), and day and month in either
 * order where only one order is possible (13/2/1990). What could be two days (1/2/1990) or has no certain century
 * (90-1-2) is refused, never guessed. Numbers of a spreadsheet (32875) only where the caller says the column holds
 * them.
 *
 * Bounded: at most 64 characters. Pure and thread-safe: today comes from the caller.
 */
#pragma once

#include "base/result.h"

#include <QDate>
#include <QString>

namespace kemai {

enum class DateForms {
    Written,
    SpreadsheetSerial, // days since 1899-12-30 as well (Excel's 1900 system)
};

// A day from 1850 to today. Errors (Invalid): text.dateUnreadable, text.dateAmbiguous, text.dateWithoutCentury,
// text.dateWithoutYear, text.dateImpossible (30 February), text.dateOutOfRange, text.dateLunar.
[[nodiscard]] Result<QDate> parseBirthday(QStringView text, QDate today, DateForms forms = DateForms::Written);

} // namespace kemai
