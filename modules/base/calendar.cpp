// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/calendar.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

static void registerCalendars()
{
    Q_INIT_RESOURCE(calendars);
}

namespace kemai {

namespace {

constexpr int longestHoliday = 31; // days; a file that says more is wrong
constexpr int longestWalk = 20'000; // days counted one by one: 54 years, beyond which nobody promises

QDate dateOf(const QJsonValue &value) { return QDate::fromString(value.toString(), Qt::ISODate); }

QList<QByteArray> filesIn(const QString &folder)
{
    QList<QByteArray> files;
    const QDir directory(folder);
    for (const QString &name : directory.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        if (QFile file(directory.filePath(name)); file.open(QIODevice::ReadOnly))
            files.append(file.read(1'000'000));
    return files;
}

} // namespace

const Calendar &Calendar::china()
{
    static const Calendar calendar = [] {
        registerCalendars();
        QList<QByteArray> files = filesIn(u":/calendars"_s);
        QStringList folders = QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"kemai/calendars"_s, QStandardPaths::LocateDirectory);
        std::reverse(folders.begin(), folders.end()); // the person's own speaks last
        Calendar made;
        for (const QString &folder : std::as_const(folders))
            files += filesIn(folder);
        for (qsizetype i = 0; i < files.size(); ++i)
            if (const auto added = made.add(files.at(i), int(i)); !added)
                qWarning("calendar file %d cannot be read and is passed over", int(i));
        return made;
    }();
    return calendar;
}

Result<Calendar> Calendar::fromFiles(const QList<QByteArray> &files)
{
    Calendar made;
    for (qsizetype i = 0; i < files.size(); ++i)
        if (const auto added = made.add(files.at(i), int(i) + 1); !added)
            return fail(added.error());
    return made;
}

Result<> Calendar::add(const QByteArray &file, int number)
{
    const auto unreadable = [number] {
        return fail(Error::Code::Invalid, u"calendar.unreadable"_s, u"a calendar file is not of the known shape"_s, {QString::number(number)});
    };
    const QJsonObject whole = QJsonDocument::fromJson(file).object();
    const int year = whole.value("year"_L1).toInt();
    if (year < 1949 || year > 9999 || !whole.value("holidays"_L1).isArray())
        return unreadable();
    QHash<QDate, Holiday> holidays;
    QList<QDate> madeUp;
    for (const QJsonValue &each : whole.value("holidays"_L1).toArray()) {
        const QDate from = dateOf(each["from"_L1]);
        const QDate to = dateOf(each["to"_L1]);
        if (!from.isValid() || !to.isValid() || from > to || from.daysTo(to) >= longestHoliday)
            return unreadable();
        for (QDate day = from; day <= to; day = day.addDays(1))
            holidays.insert(day, {each["zh"_L1].toString(), each["en"_L1].toString()});
        for (const QJsonValue &day : each["made_up_on"_L1].toArray()) {
            if (!dateOf(day).isValid())
                return unreadable();
            madeUp.append(dateOf(day));
        }
    }
    for (const QDate &day : m_years.take(year)) { // what an older file of the year said
        m_holidays.remove(day);
        m_madeUp.remove(day);
    }
    m_holidays.insert(holidays);
    for (const QDate &day : std::as_const(madeUp))
        m_madeUp.insert(day, true);
    m_years.insert(year, holidays.keys() + madeUp);
    return {};
}

bool Calendar::isWorkday(const QDate &date) const
{
    if (m_madeUp.contains(date))
        return true;
    return date.dayOfWeek() <= Qt::Friday && !m_holidays.contains(date);
}

QString Calendar::holiday(const QDate &date, bool chinese) const
{
    const auto found = m_holidays.constFind(date);
    return found == m_holidays.cend() ? QString() : chinese ? found->zh : found->en;
}

bool Calendar::isMadeUpFor(const QDate &date) const { return m_madeUp.contains(date); }

QDate Calendar::addWorkdays(const QDate &from, int workdays) const
{
    QDate day = from;
    for (int walked = 0; walked < longestWalk && day.isValid(); ++walked) {
        if (workdays <= 0 && isWorkday(day))
            return day;
        day = day.addDays(1);
        if (isWorkday(day))
            --workdays;
    }
    return day;
}

QDate Calendar::workdayUntil(const QDate &date) const
{
    QDate day = date;
    for (int walked = 0; walked < longestHoliday + 7 && !isWorkday(day); ++walked)
        day = day.addDays(-1);
    return day;
}

int Calendar::workdaysBetween(const QDate &from, const QDate &to) const
{
    if (!from.isValid() || !to.isValid())
        return 0;
    if (to < from)
        return -workdaysBetween(to, from);
    int count = 0;
    int walked = 0;
    for (QDate day = from.addDays(1); day <= to && walked < longestWalk; day = day.addDays(1), ++walked)
        count += isWorkday(day) ? 1 : 0;
    return count;
}

int Calendar::overdueWorkdays(qint64 dueMs, qint64 nowMs, const QTimeZone &zone) const
{
    if (dueMs <= 0 || nowMs <= dueMs)
        return 0;
    return workdaysBetween(QDateTime::fromMSecsSinceEpoch(dueMs, zone).date(), QDateTime::fromMSecsSinceEpoch(nowMs, zone).date());
}

} // namespace kemai
