// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/human.h"

#include "base/calendar.h"

#include <QDateTime>

#include <cmath>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr const char16_t *zhWeekdays[] = {u"周一", u"周二", u"周三", u"周四", u"周五", u"周六", u"周日"};
constexpr const char16_t *enWeekdays[] = {u"Mon", u"Tue", u"Wed", u"Thu", u"Fri", u"Sat", u"Sun"};
constexpr const char16_t *enLongWeekdays[] = {u"Monday", u"Tuesday",  u"Wednesday", u"Thursday",
                                              u"Friday", u"Saturday", u"Sunday"};
constexpr const char16_t *enMonths[] = {u"Jan", u"Feb", u"Mar", u"Apr", u"May", u"Jun",
                                        u"Jul", u"Aug", u"Sep", u"Oct", u"Nov", u"Dec"};
constexpr const char16_t *enLongMonths[] = {u"January", u"February", u"March",     u"April",   u"May",      u"June",
                                            u"July",    u"August",   u"September", u"October", u"November", u"December"};

QString text(const char16_t *characters)
{
    return QString::fromUtf16(characters);
}

QString grouped(qint64 number)
{
    QString digits = QString::number(std::abs(number));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, u',');
    return number < 0 ? u"-"_s + digits : digits;
}

// Three digits that matter: 2.6, 38.6, 386, 1,284; never a trailing zero behind the point.
QString threeDigits(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    if (decimals == 0)
        return grouped(std::llround(value));
    QString shown = QString::number(value, 'f', decimals);
    while (shown.endsWith(u'0'))
        shown.chop(1);
    if (shown.endsWith(u'.'))
        shown.chop(1);
    return shown;
}

QString pairs(const QString &digits, std::initializer_list<int> groups, const QString &separator)
{
    QStringList parts;
    qsizetype at = 0;
    for (const int length : groups) {
        parts << digits.mid(at, length);
        at += length;
    }
    if (at < digits.size())
        parts << digits.mid(at);
    parts.removeAll(QString());
    return parts.join(separator);
}

// ITU-T E.164 country codes: 1 and 7 have one digit, these two, all others three.
int countryCodeLength(const QString &digits)
{
    if (digits.startsWith(u'1') || digits.startsWith(u'7'))
        return 1;
    static constexpr int two[] = {20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54,
                                  55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98};
    const int head = digits.left(2).toInt();
    return std::find(std::begin(two), std::end(two), head) != std::end(two) ? 2 : 3;
}

QString mainland(const QString &national)
{
    if (national.size() == 11 && national.startsWith(u'1'))
        return pairs(national, {3, 4, 4}, u" "_s);
    if (national.size() == 10 && (national.startsWith("400"_L1) || national.startsWith("800"_L1)))
        return pairs(national, {3, 3, 4}, u"-"_s);
    const int area = national.startsWith("10"_L1) || national.startsWith(u'2') ? 2 : 3;
    const QString local = national.mid(area);
    if (local.size() < 7 || local.size() > 8)
        return QString();
    return u"0"_s + national.left(area) + u'-' + local.chopped(4) + u' ' + local.right(4);
}

} // namespace

Human::Human(Tongue tongue, const QTimeZone &zone) : m_tongue(tongue), m_zone(zone) { }

Human Human::now()
{
    return Human(language().tongue());
}

QDateTime Human::local(qint64 ms) const
{
    return QDateTime::fromMSecsSinceEpoch(ms, m_zone);
}

QString Human::weekday(const QDate &date) const
{
    return text(chinese() ? zhWeekdays[date.dayOfWeek() - 1] : enWeekdays[date.dayOfWeek() - 1]);
}

QString Human::weekdayLong(const QDate &date) const
{
    return text(chinese() ? zhWeekdays[date.dayOfWeek() - 1] : enLongWeekdays[date.dayOfWeek() - 1]);
}

QString Human::clockTime(qint64 ms) const
{
    return local(ms).time().toString(u"HH:mm"_s);
}

QString Human::day(const QDate &date) const
{
    return chinese() ? date.toString(u"MM-dd"_s) : u"%1 %2"_s.arg(date.day()).arg(text(enMonths[date.month() - 1]));
}

QString Human::shortTime(qint64 ms, qint64 nowMs) const
{
    if (ms <= 0)
        return {};
    const QDate date = local(ms).date();
    const QDate today = local(nowMs).date();
    const qint64 ago = date.daysTo(today);
    if (ago == 0)
        return clockTime(ms);
    if (ago == 1)
        return chinese() ? u"昨天"_s : u"Yesterday"_s;
    if (ago == -1)
        return chinese() ? u"明天"_s : u"Tomorrow"_s;
    if (ago > 1 && ago < 5)
        return weekday(date);
    if (date.year() == today.year())
        return day(date);
    return chinese() ? date.toString(u"yyyy-MM-dd"_s) : day(date) + u' ' + QString::number(date.year());
}

QString Human::recent(qint64 ms, qint64 nowMs) const
{
    if (ms <= 0)
        return {};
    const QDate date = local(ms).date();
    if (date == local(nowMs).date())
        return (chinese() ? u"今天 "_s : u"Today "_s) + clockTime(ms);
    return shortTime(ms, nowMs) + u' ' + clockTime(ms);
}

QString Human::exactTime(qint64 ms) const
{
    if (ms <= 0)
        return {};
    const QDateTime time = local(ms);
    if (chinese())
        return time.date().toString(u"yyyy-MM-dd "_s) + weekday(time.date()) + time.time().toString(u" HH:mm:ss"_s);
    return weekday(time.date()) + u' ' + day(time.date()) + u' ' + QString::number(time.date().year())
           + time.time().toString(u", HH:mm:ss"_s);
}

QString Human::dayHeading(qint64 ms, qint64 nowMs) const
{
    const QDate date = local(ms).date();
    const QDate today = local(nowMs).date();
    const qint64 ago = date.daysTo(today);
    const bool thisYear = date.year() == today.year();
    if (chinese()) {
        QString heading = u"%1 月 %2 日 "_s.arg(date.month()).arg(date.day()) + weekday(date);
        if (!thisYear)
            heading.prepend(u"%1 年 "_s.arg(date.year()));
        return (ago == 0 ? u"今天 "_s : ago == 1 ? u"昨天 "_s : QString()) + heading;
    }
    QString heading = weekdayLong(date) + u" %1 "_s.arg(date.day()) + text(enLongMonths[date.month() - 1]);
    if (!thisYear)
        heading += u" %1"_s.arg(date.year());
    return (ago == 0 ? u"Today, "_s : ago == 1 ? u"Yesterday, "_s : QString()) + heading;
}

QString Human::due(qint64 dueMs, qint64 nowMs) const
{
    if (dueMs <= 0)
        return {};
    const QDate date = local(dueMs).date();
    const QDate today = local(nowMs).date();
    const qint64 ahead = today.daysTo(date);
    if (ahead < 0) {
        const int workdays = Calendar::china().workdaysBetween(date, today);
        if (workdays == 0) // a weekend or holiday came in between
            return chinese() ? u"已逾期"_s : u"Overdue"_s;
        if (chinese())
            return u"逾期 %1 天"_s.arg(workdays);
        return workdays == 1 ? u"1 day overdue"_s : u"%1 days overdue"_s.arg(workdays);
    }
    if (ahead == 0)
        return chinese() ? u"今天"_s : u"Today"_s;
    if (ahead == 1)
        return chinese() ? u"明天"_s : u"Tomorrow"_s;
    if (ahead < 7)
        return weekday(date);
    if (date.year() == today.year())
        return day(date);
    return chinese() ? date.toString(u"yyyy-MM-dd"_s) : day(date) + u' ' + QString::number(date.year());
}

QString Human::duration(qint64 seconds) const
{
    seconds = std::max<qint64>(seconds, 0);
    const qint64 parts[] = {seconds / 3600, seconds / 60 % 60, seconds % 60};
    const QString zh[] = {u"小时"_s, u"分"_s, u"秒"_s};
    const QString en[] = {u"h"_s, u"min"_s, u"s"_s};
    QStringList words;
    for (size_t i = 0; i < 3 && words.size() < 2; ++i)
        if (parts[i] || (i == 2 && words.isEmpty()))
            words << QString::number(parts[i]) + u' ' + (chinese() ? zh[i] : en[i]);
    return words.join(u' ');
}

QString Human::shortDuration(qint64 seconds) const
{
    seconds = std::max<qint64>(seconds, 0);
    const auto two = [](qint64 part) { return QString::number(part).rightJustified(2, u'0'); };
    if (seconds >= 3600)
        return QString::number(seconds / 3600) + u':' + two(seconds / 60 % 60) + u':' + two(seconds % 60);
    return QString::number(seconds / 60) + u':' + two(seconds % 60);
}

QString Human::count(qint64 number) const
{
    return grouped(number);
}

QString Human::bytes(qint64 size) const
{
    static constexpr const char16_t *units[] = {u"B", u"KB", u"MB", u"GB", u"TB"};
    double value = double(std::max<qint64>(size, 0));
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < std::size(units)) {
        value /= 1000;
        ++unit;
    }
    return (unit == 0 ? grouped(size) : threeDigits(value)) + u' ' + text(units[unit]);
}

QString Human::money(qint64 fen) const
{
    const QString sign = fen < 0 ? u"-"_s : QString();
    const double yuan = std::abs(double(fen)) / 100.0;
    if (chinese()) {
        if (yuan >= 99'995'000)
            return sign + u"¥ "_s + threeDigits(yuan / 1e8) + u" 亿"_s;
        if (yuan >= 10'000)
            return sign + u"¥ "_s + threeDigits(yuan / 1e4) + u" 万"_s;
        return sign + u"¥ "_s + grouped(std::llround(yuan));
    }
    if (yuan >= 999'500'000)
        return sign + u"¥"_s + threeDigits(yuan / 1e9) + u"B"_s;
    if (yuan >= 999'500)
        return sign + u"¥"_s + threeDigits(yuan / 1e6) + u"M"_s;
    if (yuan >= 10'000)
        return sign + u"¥"_s + threeDigits(yuan / 1e3) + u"K"_s;
    return sign + u"¥"_s + grouped(std::llround(yuan));
}

QString Human::exactMoney(qint64 fen) const
{
    const qint64 magnitude = std::abs(fen);
    return (fen < 0 ? u"-"_s : QString()) + u"¥ "_s + grouped(magnitude / 100) + u'.'
           + QString::number(magnitude % 100).rightJustified(2, u'0');
}

QString Human::phone(const QString &e164, const QString &extension) const
{
    QString shown = e164;
    if (e164.startsWith(u'+') && e164.size() > 4) {
        const QString digits = e164.mid(1);
        const int head = countryCodeLength(digits);
        const QString national = digits.mid(head);
        if (digits.startsWith("86"_L1))
            shown = mainland(national);
        else if (head == 1 && national.size() == 10)
            shown = u'+' + digits.left(1) + u' ' + pairs(national, {3, 3, 4}, u" "_s);
        else if (national.size() <= 8)
            shown = u'+' + digits.left(head) + u' ' + pairs(national, {int(national.size()) - 4, 4}, u" "_s);
        else
            shown = u'+' + digits.left(head) + u' '
                    + pairs(national, {int(national.size()) - 8, 4, 4}, u" "_s);
        if (shown.isEmpty())
            shown = e164;
    }
    if (!extension.isEmpty())
        shown += (chinese() ? u" 转 "_s : u" ext. "_s) + extension;
    return shown;
}

} // namespace kemai
