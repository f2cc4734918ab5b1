// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/date.h"

#include "text/clean.h"

#include <QVarLengthArray>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype longestDate = 64;
constexpr int firstYear = 1850;

Failure refused(const QString &id, QStringView text)
{
    return fail(Error::Code::Invalid, id, u"date refused"_s, {text.left(longestDate).toString()});
}

// 一九九〇 -> 1990, 十二 -> 12, 二十一 -> 21: Chinese numerals of a date as ASCII digits, the rest as it is.
QString withAsciiNumerals(const QString &text)
{
    const QStringView numerals = u"零一二三四五六七八九";
    const auto valueOf = [&numerals](QChar c) -> int {
        if (c == u'〇' || c == u'○')
            return 0;
        if (c == u'元')
            return 1;
        return static_cast<int>(numerals.indexOf(c));
    };
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == u'十') {
            const bool tens = at > 0 && valueOf(text[at - 1]) > 0;
            const bool ones = at + 1 < text.size() && valueOf(text[at + 1]) > 0;
            if (!tens)
                out += u'1';
            if (!ones)
                out += u'0';
            continue;
        }
        const int value = valueOf(text[at]);
        out += value >= 0 ? QChar(u'0' + value) : text[at];
    }
    return out;
}

struct Part {
    int value = 0;
    int digits = 0;
    bool isMonthName = false;
};

// Months by their first three letters; 0 if it is none.
int monthByName(QStringView word)
{
    static constexpr std::array<const char *, 12> names{"january",   "february", "march",    "april",
                                                        "may",       "june",     "july",     "august",
                                                        "september", "october",  "november", "december"};
    for (size_t month = 0; month < names.size(); ++month) {
        const QLatin1StringView name(names[month]);
        if (word == name || (word.size() >= 3 && name.startsWith(word)) || word == "sept"_L1)
            return word == "sept"_L1 ? 9 : static_cast<int>(month) + 1;
    }
    return 0;
}

Result<QDate> checked(int year, int month, int day, QDate today, QStringView text)
{
    const QDate date(year, month, day);
    if (!date.isValid())
        return refused(u"text.dateImpossible"_s, text);
    if (year < firstYear || date > today)
        return refused(u"text.dateOutOfRange"_s, text);
    return date;
}

// Cuts a time of day: "1990-01-02 00:00:00", "1990-01-02T00:00:00.000Z", "1990/1/2 0:00".
QString withoutTime(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0)
        return text;
    qsizetype at = colon;
    while (at > 0 && text[at - 1].isDigit())
        --at;
    if (at > 0 && (text[at - 1] == u' ' || text[at - 1] == u't'))
        return text.left(at - 1).trimmed();
    return text;
}

} // namespace

Result<QDate> parseBirthday(QStringView raw, QDate today, DateForms forms)
{
    if (raw.size() > longestDate)
        return refused(u"text.dateUnreadable"_s, raw);
    const QString shown = clean(FieldClass::Date, raw.toString()).text;
    QString text = withoutTime(withAsciiNumerals(shown.toLower()));
    if (text.contains(u"农历") || text.contains(u"阴历") || text.contains(u"農曆") || text.contains(u"腊月")
        || text.contains(u"正月") || text.contains(u"初"))
        return refused(u"text.dateLunar"_s, shown);

    // Numbers, and nothing between them but marks a date is written with.
    QVarLengthArray<Part, 4> parts;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c >= u'0' && c <= u'9') {
            Part part;
            for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at) {
                if (++part.digits > 8)
                    return refused(u"text.dateUnreadable"_s, shown);
                part.value = part.value * 10 + text[at].digitValue();
            }
            parts.append(part);
        } else if (c >= u'a' && c <= u'z') {
            const qsizetype begin = at;
            while (at < text.size() && text[at] >= u'a' && text[at] <= u'z')
                ++at;
            const QStringView word = QStringView(text).sliced(begin, at - begin);
            const bool ordinal = !parts.isEmpty() && !parts.back().isMonthName
                && (word == u"st" || word == u"nd" || word == u"rd" || word == u"th");
            if (ordinal)
                continue;
            const int month = monthByName(word);
            if (month == 0)
                return refused(u"text.dateUnreadable"_s, shown);
            parts.append({month, 0, true});
        } else if (QStringView(u" -/.,年月日号號生_'·—–−").contains(c)) {
            ++at;
        } else {
            return refused(u"text.dateUnreadable"_s, shown);
        }
        if (parts.size() > 3)
            return refused(u"text.dateUnreadable"_s, shown);
    }

    if (parts.size() == 1 && !parts[0].isMonthName) {
        const int value = parts[0].value;
        // A float of a spreadsheet has its ".0" as a second part and is handled below.
        if (parts[0].digits == 8)
            return checked(value / 10000, value / 100 % 100, value % 100, today, shown);
        if (forms == DateForms::SpreadsheetSerial && parts[0].digits >= 1 && parts[0].digits <= 5) {
            if (value == 60) // Excel's 1900-02-29
                return refused(u"text.dateImpossible"_s, shown);
            const QDate date = QDate(1899, 12, 30).addDays(value < 60 ? value + 1 : value);
            return checked(date.year(), date.month(), date.day(), today, shown);
        }
        return refused(parts[0].digits == 6 ? u"text.dateWithoutCentury"_s : u"text.dateUnreadable"_s, shown);
    }
    if (parts.size() == 2) {
        if (parts[1].value == 0 && parts[1].digits > 0 && shown.contains(u'.') && parts[0].digits <= 8
            && parts[0].digits >= 5)
            return parseBirthday(QStringView(shown).first(shown.indexOf(u'.')), today, forms);
        if (parts[0].digits == 4 || parts[1].digits == 4)
            return refused(u"text.dateUnreadable"_s, shown); // a month, no day
        return refused(u"text.dateWithoutYear"_s, shown);
    }
    if (parts.size() != 3)
        return refused(u"text.dateUnreadable"_s, shown);

    const auto [first, second, third] = std::array<Part, 3>{parts[0], parts[1], parts[2]};
    if (first.digits == 4 && third.digits <= 2 && !third.isMonthName)
        return checked(first.value, second.value, third.value, today, shown);
    if (third.digits != 4)
        return refused(first.digits <= 2 && third.digits <= 2 ? u"text.dateWithoutCentury"_s : u"text.dateUnreadable"_s,
                       shown);
    if (first.isMonthName)
        return checked(third.value, first.value, second.value, today, shown);
    if (second.isMonthName)
        return checked(third.value, second.value, first.value, today, shown);
    if (first.value > 12 || first.value == second.value)
        return checked(third.value, second.value, first.value, today, shown);
    if (second.value > 12)
        return checked(third.value, first.value, second.value, today, shown);
    return refused(u"text.dateAmbiguous"_s, shown);
}

} // namespace kemai
