// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/normal_forms.h"

#include "schema/customer.h"
#include "text/clean.h"

#include <QDate>
#include <QDateTime>

#include <array>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString fold(const QString &text)
{
    const QString plain = clean(FieldClass::Identifier, text).text.toCaseFolded();
    QString folded;
    folded.reserve(plain.size());
    for (const QChar c : plain)
        if (c.isLetterOrNumber() || c.isSurrogate() || c.isMark())
            folded += c;
    return folded;
}

QString joined(const QString &number, const QString &extension)
{
    return extension.isEmpty() ? number : QString(number + u'#' + extension);
}

} // namespace

QString normalName(const QString &name, const QString &company)
{
    const QString folded = fold(name);
    return folded.isEmpty() ? fold(company) : folded;
}

QString phoneIdentity(const PhoneNumber &number)
{
    if (!number.isNumber())
        return {};
    return joined(number.e164.isEmpty() ? number.digits : number.e164, number.extension);
}

QString phoneIdentity(const Record &record)
{
    const QString e164 = record[phone::e164];
    if (!e164.isEmpty())
        return joined(e164, record[phone::extension]);
    return record[phone::line] == u"unknown" ? QString() : joined(record[phone::digits], record[phone::extension]);
}

QString lineCode(PhoneKind kind)
{
    switch (kind) {
    case PhoneKind::Mobile: return u"mobile"_s;
    case PhoneKind::Landline: return u"landline"_s;
    case PhoneKind::TollFree: return u"tollfree"_s;
    case PhoneKind::Service: return u"service"_s;
    case PhoneKind::Foreign: return u"foreign"_s;
    case PhoneKind::Unknown: break;
    }
    return u"unknown"_s;
}

namespace {

// RFC 5321 as far as anybody uses it: no quoted local parts, no address literals; international names allowed.
bool isEmail(QStringView text)
{
    const qsizetype at = text.indexOf(u'@');
    if (at <= 0 || at > 64 || text.size() > 254 || text.indexOf(u'@', at + 1) >= 0)
        return false;
    const QStringView local = text.first(at);
    for (const QChar c : local)
        if (!c.isLetterOrNumber() && !QStringView(u".!#$%&'*+/=?^_`{|}~-").contains(c))
            return false;
    if (local.startsWith(u'.') || local.endsWith(u'.') || local.contains(u".."_s))
        return false;
    const QStringView domain = text.sliced(at + 1);
    if (!domain.contains(u'.'))
        return false;
    for (const QStringView label : domain.split(u'.')) {
        if (label.isEmpty() || label.size() > 63 || label.startsWith(u'-') || label.endsWith(u'-'))
            return false;
        for (const QChar c : label)
            if (!c.isLetterOrNumber() && c != u'-')
                return false;
    }
    return domain.last(1).front().isLetter() || domain.endsWith(u'9'); // a top-level domain is no number
}

} // namespace

QList<EmailText> parseEmails(const QString &cell)
{
    constexpr qsizetype maxEmails = 16;
    const QString text = clean(FieldClass::Email, cell).text;
    if (text.isEmpty())
        return {};
    QList<EmailText> emails;
    QString part;
    bool sound = true;
    const auto take = [&] {
        QString address = part;
        part.clear();
        if (address.startsWith(u"mailto:", Qt::CaseInsensitive))
            address = address.sliced(7);
        if (address.startsWith(u'<') && address.endsWith(u'>'))
            address = address.sliced(1, address.size() - 2);
        if (address.isEmpty())
            return;
        sound = sound && isEmail(address) && emails.size() < maxEmails;
        if (sound)
            emails.append({address, address.toLower()});
    };
    for (const QChar c : text) {
        if (QStringView(u";,、|，； \t").contains(c))
            take();
        else
            part += c;
    }
    take();
    if (!sound || emails.isEmpty())
        return {{text, QString()}};
    return emails;
}

QString parseBirthday(const QString &cell, qint64 todayMs)
{
    const QString text = clean(FieldClass::Identifier, cell).text;
    if (text.isEmpty() || text.size() > 40)
        return {};
    // Three numbers with whatever usual sign between them, and perhaps a time.
    std::array<int, 3> numbers{};
    std::array<int, 3> digits{};
    size_t count = 0;
    qsizetype i = 0;
    while (i < text.size() && count < 3) {
        qsizetype start = i;
        while (i < text.size() && text[i] >= u'0' && text[i] <= u'9' && i - start < 9)
            ++i;
        digits[count] = int(i - start);
        if (digits[count] == 0)
            return {};
        numbers[count] = QStringView(text).sliced(start, i - start).toInt();
        ++count;
        if (count < 3) {
            start = i;
            while (i < text.size() && QStringView(u"-/.年月 ").contains(text[i]) && i - start < 3)
                ++i;
            if (i == start)
                break;
        }
    }
    QStringView rest = QStringView(text).sliced(i);
    for (const QStringView sign : {QStringView(u"日"), QStringView(u"号"), QStringView(u"號")})
        if (rest.startsWith(sign))
            rest = rest.sliced(1);
    rest = rest.trimmed();
    if (rest.startsWith(u'T'))
        rest = rest.sliced(1);
    for (const QChar c : rest)
        if (!QStringView(u"0123456789:.Z+").contains(c))
            return {};
    if (!rest.isEmpty() && !rest.contains(u':'))
        return {};

    QDate date;
    if (count == 1 && digits[0] == 8 && rest.isEmpty()) {
        date = QDate(numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100);
    } else if (count == 3 && digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2) {
        date = QDate(numbers[0], numbers[1], numbers[2]);
    } else if (count == 3 && digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2) {
        const QDate dayFirst(numbers[2], numbers[1], numbers[0]);
        const QDate monthFirst(numbers[2], numbers[0], numbers[1]);
        if (dayFirst.isValid() != monthFirst.isValid())
            date = dayFirst.isValid() ? dayFirst : monthFirst;
        else if (dayFirst == monthFirst)
            date = dayFirst;
    }
    const QDate today = QDateTime::fromMSecsSinceEpoch(todayMs, Qt::UTC).date().addDays(1); // somewhere it is tomorrow
    if (!date.isValid() || date.year() < 1850 || date > today)
        return {};
    return date.toString(Qt::ISODate);
}

} // namespace kemai
