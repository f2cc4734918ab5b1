// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Human: times, counts, money and phone numbers as people read them, in Chinese and English.
 *
 * Pure: everything follows from the arguments and the object's tongue and time zone, so tables can test it.
 * Instants are UTC milliseconds since 1970 and become local only here. Money is in the smallest unit (fen).
 * These shapes are grammar, not sentences, so they are code and not entries of the translation files.
 */
#pragma once

#include "widgets/language.h"

#include <QString>
#include <QTimeZone>

namespace kemai {

class Human
{
public:
    explicit Human(Tongue tongue, const QTimeZone &zone = QTimeZone::systemTimeZone());

    // The program's language and the system's time zone.
    static Human now();

    // In lists: today 14:32, 昨天/Yesterday, two to four days ago 周四/Thu, this year 11-17/17 Nov, else the
    // year too. The future: 明天/Tomorrow, then the date. An instant of 0 or less is "never": an empty string.
    QString shortTime(qint64 ms, qint64 nowMs) const;
    QString exactTime(qint64 ms) const;             // 2026-11-22 周日 14:32:05 / Sun 22 Nov 2026, 14:32:05
    QString clockTime(qint64 ms) const;             // 14:32
    QString day(const QDate &date) const;           // 11-17 / 17 Nov, without the year
    QString dayHeading(qint64 ms, qint64 nowMs) const; // 今天 11 月 22 日 周日 / Today, Sunday 22 November
    QString recent(qint64 ms, qint64 nowMs) const;  // with the clock: 今天 14:32, 昨天 09:10, 11-17 16:40

    // What is due: 逾期 2 天 / 2 days overdue (workdays of base/calendar.h; 已逾期/Overdue before the first of them),
    // 今天/Today, 明天/Tomorrow, a weekday within six days, a date.
    QString due(qint64 dueMs, qint64 nowMs) const;

    QString duration(qint64 seconds) const;         // 6 分 12 秒 / 6 min 12 s
    QString shortDuration(qint64 seconds) const;    // 6:12, 1:02:05

    QString count(qint64 number) const;             // 1,000,000
    QString bytes(qint64 size) const;               // 3.4 MB
    QString money(qint64 fen) const;                // ¥ 386 万 / ¥3.86M: three digits that matter
    QString exactMoney(qint64 fen) const;           // ¥ 3,860,000.00

    // An E.164 number as it is read aloud: 138 1234 5678, 010-6512 3456, 400-820-8820, +44 20 7183 8750;
    // with an extension 转 5 / ext. 5. What is not E.164 is shown as it stands.
    QString phone(const QString &e164, const QString &extension = {}) const;

private:
    QDateTime local(qint64 ms) const;
    QString weekday(const QDate &date) const;       // 周四 / Thu
    QString weekdayLong(const QDate &date) const;   // 周四 / Thursday
    bool chinese() const { return m_tongue == Tongue::Chinese; }

    Tongue m_tongue;
    QTimeZone m_zone;
};

} // namespace kemai
