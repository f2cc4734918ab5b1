// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/xlsx_number.h"

#include <QDateTime>

#include <cmath>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr double lastDay = 2'958'465; // 9999-12-31

QString plainNumber(double number)
{
    if (std::abs(number) < 1e15 && number == std::floor(number))
        return QString::number(qint64(number));
    if (std::abs(number) < 1e21 && number == std::floor(number)) { // fifteen digits and zeros, as a spreadsheet shows it
        const QString digits = QString::number(number, 'e', 14); // -d.dddddddddddddde+17
        const QString whole = digits.section(u'e', 0, 0).remove(u'.');
        return whole.leftJustified(digits.section(u'e', 1).toInt() + (number < 0 ? 2 : 1), u'0');
    }
    return QString::number(number, 'g', 15); // the digits a spreadsheet shows
}

QString dayText(double serial, NumberForm::Kind kind, WorkbookDates dates)
{
    // Half a second is rounded, so that 23:59:59.9999 is the next day.
    qint64 seconds = qRound64(serial * 86400);
    qint64 days = seconds / 86400;
    seconds %= 86400;
    // The first day of the 1900 system is 1, and it counts a 29 February 1900 that never was (60).
    QDate base = dates == WorkbookDates::From1904 ? QDate(1904, 1, 1) : QDate(1899, 12, 30);
    if (dates == WorkbookDates::From1900 && days < 60)
        base = QDate(1899, 12, 31);
    const QString time = QTime::fromMSecsSinceStartOfDay(int(seconds) * 1000).toString(seconds % 60 ? u"HH:mm:ss"_s : u"HH:mm"_s);
    if (kind == NumberForm::Kind::Time || (days == 0 && kind == NumberForm::Kind::DayTime))
        return time;
    const QString day = base.addDays(days).toString(Qt::ISODate);
    return seconds == 0 ? day : day + u' ' + time;
}

QString filledText(double number, const QString &pattern)
{
    if (number < 0 || number != std::floor(number) || number >= 1e15)
        return plainNumber(number);
    QString digits = QString::number(qint64(number));
    const qsizetype places = pattern.count(u'0');
    QString text;
    if (digits.size() > places)
        text = digits.first(digits.size() - places);
    digits = digits.last(std::min(digits.size(), places)).rightJustified(places, u'0');
    qsizetype at = 0;
    for (const QChar c : pattern)
        text += c == u'0' ? digits[at++] : c;
    return text;
}

} // namespace

NumberForm builtInNumberForm(int id)
{
    using K = NumberForm::Kind;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
        return {K::Day, {}};
    if (id == 22)
        return {K::DayTime, {}};
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
        return {K::Time, {}};
    return {};
}

NumberForm numberFormOf(QStringView formatCode)
{
    using K = NumberForm::Kind;
    QString bare;    // without quoted text, colors, locales; what is left decides
    QString pattern; // should it be nothing but digits in places
    bool onlyPlaces = true;
    for (qsizetype i = 0; i < formatCode.size() && i < 256; ++i) {
        const QChar c = formatCode[i];
        if (c == u';')
            break; // the form of positive numbers decides
        if (c == u'"') {
            const qsizetype close = formatCode.indexOf(u'"', i + 1);
            if (close < 0)
                break;
            if (formatCode.sliced(i + 1, close - i - 1).contains(u'0'))
                onlyPlaces = false;
            pattern += formatCode.sliced(i + 1, close - i - 1);
            i = close;
        } else if (c == u'\\' || c == u'_' || c == u'*') {
            if (c == u'\\' && i + 1 < formatCode.size()) {
                if (formatCode[i + 1] == u'0')
                    onlyPlaces = false;
                pattern += formatCode[i + 1];
            }
            ++i;
        } else if (c == u'[') {
            const qsizetype close = formatCode.indexOf(u']', i + 1);
            if (close < 0)
                break;
            const QStringView inside = formatCode.sliced(i + 1, close - i - 1);
            if (inside.compare(u"h", Qt::CaseInsensitive) == 0 || inside.compare(u"hh", Qt::CaseInsensitive) == 0
                || inside.compare(u"mm", Qt::CaseInsensitive) == 0 || inside.compare(u"ss", Qt::CaseInsensitive) == 0)
                return {}; // a length of time is no time of day
            i = close;
        } else {
            bare += c.toLower();
            if (c == u'0' || QStringView(u"-()/ +").contains(c))
                pattern += c;
            else
                onlyPlaces = false;
        }
    }
    if (bare.contains(u"general") || bare.contains(u'#') || bare.contains(u'?') || bare.contains(u'@'))
        return {};
    const bool day = bare.contains(u'y') || bare.contains(u'd') || (bare.contains(u'm') && !bare.contains(u'h') && !bare.contains(u's'));
    const bool time = bare.contains(u'h') || bare.contains(u's');
    if (bare.contains(u'0') && !time) {
        // "0" alone is the plain whole number.
        if (onlyPlaces && !day && pattern.count(u'0') > 1)
            return {K::Filled, pattern};
        return {};
    }
    if (day)
        return {time ? K::DayTime : K::Day, {}};
    return time ? NumberForm{K::Time, {}} : NumberForm{};
}

QString numberText(QByteArrayView written, const NumberForm &form, WorkbookDates dates)
{
    bool isNumber = false;
    const double number = written.size() > 64 ? 0 : written.toByteArray().trimmed().toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return QString::fromUtf8(written);
    switch (form.kind) {
    case NumberForm::Kind::Day:
    case NumberForm::Kind::DayTime:
    case NumberForm::Kind::Time:
        if (number >= 0 && number <= lastDay)
            return dayText(number, form.kind, dates);
        break;
    case NumberForm::Kind::Filled:
        return filledText(number, form.pattern);
    case NumberForm::Kind::Plain:
        break;
    }
    return plainNumber(number);
}

} // namespace kemai
