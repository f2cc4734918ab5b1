// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/due_date.h"

#include <QDateTime>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype lookedAt = 64;
constexpr int mostDays = 3650;
constexpr int backwards = 60; // days a date without a year may lie back before the next year's is meant

// Full-width forms as their narrow ones, letters small: the same length, so that places stay true.
QString narrowed(QStringView text)
{
    QString narrow = text.left(lookedAt).toString();
    for (QChar &c : narrow) {
        if (c.unicode() >= 0xff01 && c.unicode() <= 0xff5e)
            c = QChar(c.unicode() - 0xfee0);
        else if (c.unicode() == 0x3000)
            c = u' ';
        if (c >= u'A' && c <= u'Z')
            c = c.toLower();
    }
    return narrow;
}

// 3, 12, 三, 十五, 二十, two; 0: none.
int numberOf(const QString &word)
{
    bool isNumber = false;
    if (const int number = word.toInt(&isNumber); isNumber)
        return number;
    static const QStringList english{u"a"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s, u"six"_s, u"seven"_s, u"eight"_s, u"nine"_s, u"ten"_s};
    if (word == "an"_L1 || word == "one"_L1)
        return 1;
    if (const qsizetype at = english.indexOf(word); at >= 0)
        return int(at) + 1;
    static const QString digits = u"零一二三四五六七八九"_s;
    int tens = 0;
    int ones = 0;
    for (const QChar c : word) {
        if (c == u'十') {
            tens = std::max(ones, 1);
            ones = 0;
        } else {
            ones = c == u'两' ? 2 : int(digits.indexOf(c));
        }
    }
    return std::max(tens * 10 + ones, 0);
}

QDate nearest(int month, int day, const QDate &today)
{
    const QDate thisYear(today.year(), month, day);
    if (thisYear.isValid() && today.daysTo(thisYear) >= -backwards)
        return thisYear;
    const QDate next(today.year() + 1, month, day);
    return next.isValid() ? next : thisYear; // 29 February
}

QDate dayOfMonth(int day, const QDate &today)
{
    QDate month(today.year(), today.month(), 1);
    if (day < today.day())
        month = month.addMonths(1);
    return QDate(month.year(), month.month(), day);
}

QDate monday(const QDate &today, int weeks) { return today.addDays(1 - today.dayOfWeek() + 7 * weeks); }

QDate lastWorkdayOfWeek(const QDate &today, int weeks, const Calendar &calendar)
{
    return std::max(calendar.workdayUntil(monday(today, weeks).addDays(6)), today);
}

QDate weekdayOf(const QDate &today, int weeks, bool saidWeek, int weekday)
{
    if (saidWeek)
        return monday(today, weeks).addDays(weekday - 1);
    const int ahead = (weekday - today.dayOfWeek() + 6) % 7 + 1; // the next one, never today
    return today.addDays(ahead);
}

// 下 is one week on, 下下 two, 本 and 这 none.
int weeksOf(const QString &word)
{
    return int(word.count(u'下')) + (word == "next"_L1 ? 1 : 0);
}

QDate counted(int number, const QString &unit, const QDate &today, const Calendar &calendar)
{
    if (number <= 0 || number > mostDays)
        return {};
    if (unit.startsWith(u"工作"_s) || unit.startsWith("work"_L1) || unit.startsWith("business"_L1))
        return number > 1000 ? QDate() : calendar.addWorkdays(today, number);
    if (unit.startsWith(u'周') || unit.startsWith(u"星期"_s) || unit.startsWith(u"礼拜"_s) || unit.startsWith("week"_L1))
        return number > mostDays / 7 ? QDate() : today.addDays(number * 7);
    if (unit.startsWith(u'月') || unit.startsWith("month"_L1))
        return number > mostDays / 30 ? QDate() : today.addMonths(number);
    return today.addDays(number);
}

int monthOf(const QString &word)
{
    static const QStringList months{u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s, u"jul"_s, u"aug"_s, u"sep"_s, u"oct"_s, u"nov"_s, u"dec"_s};
    return int(months.indexOf(word.left(3))) + 1;
}

int englishWeekday(const QString &word)
{
    static const QStringList days{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    return int(days.indexOf(word.left(3))) + 1;
}

// A way to say a day. `read` gives an invalid date where the words are none (30 February).
struct Form {
    QRegularExpression words;
    QDate (*read)(const QRegularExpressionMatch &, const QDate &today, const Calendar &);
};

QRegularExpression anchored(const QString &pattern)
{
    QRegularExpression words(u"\\G\\s*(?:"_s + pattern + u')');
    words.optimize();
    return words;
}

constexpr auto number = u"(\\d{1,4}|[一二两三四五六七八九十]{1,3})";
constexpr auto until = u"(?:之前|以前|前|之内|以内|内)?";
constexpr auto preposition = u"(?:(?:by|before|on|until|till|due)\\s+)?(?:the\\s+)?";
constexpr auto monthName = u"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";

const std::array<Form, 16> &forms()
{
    using Match = const QRegularExpressionMatch &;
    const QString num = QString::fromUtf16(number);
    const QString end = QString::fromUtf16(until);
    const QString pre = QString::fromUtf16(preposition);
    const QString mon = QString::fromUtf16(monthName);
    static const std::array<Form, 16> all{{
        {anchored(pre + u"(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})(?!\\d)[日号]?"_s + end),
         [](Match m, const QDate &, const Calendar &) { return QDate(m.captured(1).toInt(), m.captured(2).toInt(), m.captured(3).toInt()); }},
        {anchored(u"(\\d{1,2})月(\\d{1,2})(?!\\d)[日号]?"_s + end),
         [](Match m, const QDate &today, const Calendar &) { return nearest(m.captured(1).toInt(), m.captured(2).toInt(), today); }},
        {anchored(pre + u"(\\d{1,2})[-/](\\d{1,2})(?![-/.\\d])(?!\\s*(?:天|日|个|周|月|小时|万|元|%|件|次|days?|weeks?))"_s + end),
         [](Match m, const QDate &today, const Calendar &) { return nearest(m.captured(1).toInt(), m.captured(2).toInt(), today); }},
        {anchored(num + u"\\s*个?\\s*(工作日|工作天)(?:之内|以内|内|之后|以后|后)?"_s),
         [](Match m, const QDate &today, const Calendar &calendar) { return counted(numberOf(m.captured(1)), m.captured(2), today, calendar); }},
        {anchored(num + u"\\s*(天|日(?=之?[内后])|日(?=以[内后])|个?(?:周|星期|礼拜)(?![一二三四五六日天末])|个月)(?:之内|以内|内|之后|以后|后)?"_s),
         [](Match m, const QDate &today, const Calendar &calendar) {
             QString unit = m.captured(2);
             if (unit.startsWith(u'个'))
                 unit.remove(0, 1);
             return counted(numberOf(m.captured(1)), unit, today, calendar);
         }},
        {anchored(u"半个月(?:之内|以内|内|后)?"_s), [](Match, const QDate &today, const Calendar &) { return today.addDays(15); }},
        {anchored(u"(\\d{1,2})[日号]"_s + end),
         [](Match m, const QDate &today, const Calendar &) { return dayOfMonth(m.captured(1).toInt(), today); }},
        {anchored(u"(大后天|后天|明天|明日|明早|明晚|明儿|次日|今天|今日|今晚|今儿|当天)"_s + end),
         [](Match m, const QDate &today, const Calendar &) {
             const QString word = m.captured(1);
             return today.addDays(word.startsWith(u'大') ? 3 : word.startsWith(u'后') ? 2 : word.startsWith(u'明') || word.startsWith(u'次') ? 1 : 0);
         }},
        {anchored(u"(下下个?|下个?|本|这个?)?(?:周|星期|礼拜)([一二三四五六日天末])(之前|以前|前)?"_s),
         [](Match m, const QDate &today, const Calendar &calendar) {
             const bool said = !m.captured(1).isEmpty();
             const int weeks = weeksOf(m.captured(1));
             if (m.captured(2) == u"末"_s)
                 return m.captured(3).isEmpty() ? std::max(monday(today, weeks).addDays(5), today) : lastWorkdayOfWeek(today, weeks, calendar);
             static const QString days = u"一二三四五六日"_s;
             const qsizetype day = days.indexOf(m.captured(2));
             return weekdayOf(today, weeks, said, day < 0 ? 7 : int(day) + 1);
         }},
        {anchored(u"(下下个?|下个?|本|这个?)(?:周|星期|礼拜)(?:之内|以内|之前|以前|内|底|前)?"_s),
         [](Match m, const QDate &today, const Calendar &calendar) { return lastWorkdayOfWeek(today, weeksOf(m.captured(1)), calendar); }},
        {anchored(u"(下个?|本|这个?)?(月|季度|季|年)[底末]"_s + end),
         [](Match m, const QDate &today, const Calendar &calendar) {
             const bool next = m.captured(1).startsWith(u'下');
             QDate first(today.year(), today.month(), 1);
             if (m.captured(2).startsWith(u'季'))
                 first = QDate(today.year(), (today.month() - 1) / 3 * 3 + 3, 1).addMonths(next ? 3 : 0);
             else if (m.captured(2) == u"年"_s)
                 first = QDate(today.year() + (next ? 1 : 0), 12, 1);
             else if (next)
                 first = first.addMonths(1);
             return std::max(calendar.workdayUntil(first.addDays(first.daysInMonth() - 1)), today);
         }},
        {anchored(pre + u"(today|tonight|tomorrow|day after tomorrow|eod|eow|eom|end of (?:the )?(?:day|week|month|quarter|year))\\b"_s),
         [](Match m, const QDate &today, const Calendar &calendar) {
             const QString word = m.captured(1);
             if (word == "tomorrow"_L1)
                 return today.addDays(1);
             if (word.startsWith("day after"_L1))
                 return today.addDays(2);
             if (word == "eow"_L1 || word.endsWith("week"_L1))
                 return lastWorkdayOfWeek(today, 0, calendar);
             QDate first(today.year(), today.month(), 1);
             if (word.endsWith("quarter"_L1))
                 first = QDate(today.year(), (today.month() - 1) / 3 * 3 + 3, 1);
             else if (word.endsWith("year"_L1))
                 first = QDate(today.year(), 12, 1);
             else if (word != "eom"_L1 && !word.endsWith("month"_L1))
                 return today;
             return std::max(calendar.workdayUntil(first.addDays(first.daysInMonth() - 1)), today);
         }},
        {anchored(pre + u"(this|next)?\\s*(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday|r)?\\b"_s),
         [](Match m, const QDate &today, const Calendar &) {
             return weekdayOf(today, weeksOf(m.captured(1)), !m.captured(1).isEmpty(), englishWeekday(m.captured(2)));
         }},
        {anchored(u"(?:in|within)?\\s*(\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\\s+(workdays?|working days?|business days?|days?|weeks?|months?)\\b"_s),
         [](Match m, const QDate &today, const Calendar &calendar) { return counted(numberOf(m.captured(1)), m.captured(2), today, calendar); }},
        {anchored(pre + u"(this|next) (week|month)\\b"_s),
         [](Match m, const QDate &today, const Calendar &calendar) {
             const int on = weeksOf(m.captured(1));
             if (m.captured(2) == "week"_L1)
                 return lastWorkdayOfWeek(today, on, calendar);
             const QDate first = QDate(today.year(), today.month(), 1).addMonths(on);
             return std::max(calendar.workdayUntil(first.addDays(first.daysInMonth() - 1)), today);
         }},
        {anchored(pre + u"(?:"_s + mon + u"\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b|(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?"_s + mon + u")(?:,?\\s+(\\d{4})\\b)?"_s),
         [](Match m, const QDate &today, const Calendar &) {
             const bool monthFirst = !m.captured(1).isEmpty();
             const int month = monthOf(monthFirst ? m.captured(1) : m.captured(4));
             const int day = (monthFirst ? m.captured(2) : m.captured(3)).toInt();
             return m.captured(5).isEmpty() ? nearest(month, day, today) : QDate(m.captured(5).toInt(), month, day);
         }},
    }};
    return all;
}

// 下午3点半, 15:00, 3pm, behind the day.
std::optional<QTime> readTime(const QString &text, qsizetype &at)
{
    static const QRegularExpression chinese = anchored(u"(上午|早上|中午|下午|傍晚|晚上|晚)?\\s*(\\d{1,2})(?:[:：](\\d{2})(?!\\d)|点(?:(半)|(\\d{1,2})分)?)(?:钟)?(?:之前|以前|前)?"_s);
    static const QRegularExpression english = anchored(u"(?:at\\s+|,\\s*)?(\\d{1,2})(?::(\\d{2}))?\\s*(am|pm)\\b"_s);
    if (const auto m = english.match(text, at); m.hasMatch()) {
        int hour = m.captured(1).toInt();
        if (hour < 1 || hour > 12)
            return {};
        hour = hour % 12 + (m.captured(3) == "pm"_L1 ? 12 : 0);
        const QTime time(hour, m.captured(2).toInt());
        if (!time.isValid())
            return {};
        at = m.capturedEnd();
        return time;
    }
    if (const auto m = chinese.match(text, at); m.hasMatch()) {
        int hour = m.captured(2).toInt();
        const QString half = m.captured(1);
        if (hour < 12 && (half == u"下午"_s || half == u"傍晚"_s || half.startsWith(u'晚') || (half == u"中午"_s && hour < 3)))
            hour += 12;
        const QTime time(hour, m.captured(4).isEmpty() ? std::max(m.captured(3).toInt(), m.captured(5).toInt()) : 30);
        if (!time.isValid())
            return {};
        at = m.capturedEnd();
        return time;
    }
    return {};
}

} // namespace

qint64 DueDate::toMs(const QTimeZone &zone) const
{
    return QDateTime(date, time.isValid() ? time : QTime(officeEndsAt, 0), zone).toMSecsSinceEpoch();
}

std::optional<DueDate> readDueDate(QStringView text, const QDate &today, const Calendar &calendar)
{
    const QString narrow = narrowed(text);
    for (const Form &form : forms()) {
        const auto match = form.words.match(narrow);
        if (!match.hasMatch())
            continue;
        DueDate due;
        due.date = form.read(match, today, calendar);
        if (!due.date.isValid())
            continue;
        due.length = match.capturedEnd();
        if (const auto time = readTime(narrow, due.length))
            due.time = *time;
        return due;
    }
    return {};
}

DueWords splitDue(QStringView typed, const QDate &today, const Calendar &calendar)
{
    typed = typed.left(2000).trimmed();
    if (auto due = readDueDate(typed, today, calendar))
        return {typed.mid(due->length).trimmed().toString(), due};
    // Behind the words: the longest end of the line that is a day and nothing else.
    const qsizetype earliest = std::max<qsizetype>(typed.size() - lookedAt, 0);
    for (qsizetype at = earliest; at < typed.size(); ++at) {
        if (at > 0 && !typed[at - 1].isSpace())
            continue;
        const QStringView end = typed.mid(at);
        if (const auto due = readDueDate(end, today, calendar); due && due->length == end.size())
            return {typed.left(at).trimmed().toString(), due};
    }
    return {typed.toString(), {}};
}

} // namespace kemai
