// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Calendar: which days are workdays (D12): Monday to Friday, less the public holidays, plus the weekend days on which they
 * are made up for (调休).
 *
 * The holidays come from files, one a year, as the State Council publishes them each autumn: resources/calendars, built
 * into the program; a file of the same shape in the folder `kemai/calendars` of the system's or the user's data replaces or
 * adds a year, so that a new year needs no new program. A year without a file counts Monday to Friday, and knows() says
 * so. Dates are dates of the office; who has an instant brings its time zone. Immutable, any thread.
 *
 * The shape: {"year": 2026, "holidays": [{"zh": ..., "en": ..., "from": "2026-10-01", "to": "2026-10-07",
 * "made_up_on": ["2026-09-20"]}]}.
 */
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDate>
#include <QHash>
#include <QList>
#include <QTimeZone>

namespace kemai {

class Calendar
{
public:
    static const Calendar &china();

    Calendar() = default; // Monday to Friday
    // Of later files of a year the last one counts. Errors: Invalid "calendar.unreadable" (detail: the number of the file).
    static Result<Calendar> fromFiles(const QList<QByteArray> &files);

    bool isWorkday(const QDate &date) const;
    bool knows(int year) const { return m_years.contains(year); } // its holidays are published here
    QString holiday(const QDate &date, bool chinese) const;       // 国庆节; empty: none
    bool isMadeUpFor(const QDate &date) const;                    // a weekend day that is worked

    // The date after so many workdays: 3 from a Thursday is Tuesday. Nothing or less: the day itself, moved on to a workday.
    QDate addWorkdays(const QDate &from, int workdays) const;
    QDate workdayFrom(const QDate &date) const { return addWorkdays(date, 0); } // it, or the next
    QDate workdayUntil(const QDate &date) const;                                // it, or the one before

    // How many workdays lie behind `from` up to and with `to`; negative if `to` is earlier.
    int workdaysBetween(const QDate &from, const QDate &to) const;

    // Workdays that something is overdue: 0 on the day it is due, and over a weekend or holiday that follows it.
    int overdueWorkdays(qint64 dueMs, qint64 nowMs, const QTimeZone &zone) const;

private:
    struct Holiday {
        QString zh;
        QString en;
    };
    Result<> add(const QByteArray &file, int number);

    QHash<int, QList<QDate>> m_years; // the days each file speaks of
    QHash<QDate, Holiday> m_holidays;
    QHash<QDate, bool> m_madeUp;
};

} // namespace kemai
