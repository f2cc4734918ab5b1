// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A day in the future as people write it in a note or a task: 明天, 周三前, 下周五, 3天内, 五个工作日内, 月底前, 11-30, 11月30日,
 * today, by Friday, next Tuesday, in 3 days, within 5 workdays, Nov 30, end of month; with a time after it if they say one
 * (下午3点, 15:00, 3pm).
 *
 * What is read:
 *   周三              the next Wednesday after today; 本周三 of this week, 下周三 of the next one (weeks begin on Monday)
 *   周三前, by Wed    the same day: the day named still counts
 *   3天内, 3天后      today and three days; 工作日 counts workdays of the calendar
 *   本周内, 月底      the last workday of the week, of the month
 *   11-30             the nearest one: this year's, unless that lies more than two months back
 * A day on which nobody works stays as it was said. Only the first 64 characters are looked at. Pure, any thread.
 */
#pragma once

#include "base/calendar.h"

#include <QTime>

#include <optional>

namespace kemai {

struct DueDate {
    QDate date;
    QTime time;           // invalid: none was said
    qsizetype length = 0; // of what was read, from the beginning of the text

    static constexpr int officeEndsAt = 18; // the hour of a day without a time
    qint64 toMs(const QTimeZone &zone) const;
};

// What stands at the beginning of the text, blanks before it skipped.
std::optional<DueDate> readDueDate(QStringView text, const QDate &today, const Calendar &calendar = Calendar::china());

// A line that holds words and, before or behind them, a day: "周五 回访", "发报价 3天后", "call by Friday".
struct DueWords {
    QString words; // without the day, trimmed
    std::optional<DueDate> due;
};
DueWords splitDue(QStringView typed, const QDate &today, const Calendar &calendar = Calendar::china());

} // namespace kemai
