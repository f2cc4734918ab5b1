// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_row.h"

#include "formats/formula_guard.h"
#include "text/clean.h"
#include "text/region.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {


qsizetype limitOf(CustomerField field)
{
    switch (field) {
    case CustomerField::Name:
    case CustomerField::City:
    case CustomerField::Source:
    case CustomerField::Birthday:
    case CustomerField::Id:
        return 200;
    case CustomerField::Company:
        return 300;
    case CustomerField::Phone: // beyond phoneCellLimit it is kept as one unread entry
    case CustomerField::Email:
    case CustomerField::Address:
        return 1000;
    case CustomerField::Note:
    case CustomerField::Custom:
    case CustomerField::Ignored:
        break;
    }
    return 64 * 1024;
}

FieldClass classOf(CustomerField field)
{
    switch (field) {
    case CustomerField::Phone:
        return FieldClass::Phone;
    case CustomerField::Email:
        return FieldClass::Email;
    case CustomerField::Address:
        return FieldClass::Address;
    case CustomerField::Note:
    case CustomerField::Custom:
        return FieldClass::FreeText;
    case CustomerField::Id:
    case CustomerField::Birthday:
        return FieldClass::Identifier;
    default:
        return FieldClass::Name;
    }
}

QString plainCell(const QString &cell)
{
    const QString unguarded = withoutFormulaGuard(cell);
    if (unguarded.size() != cell.size())
        return unguarded;
    if (cell.size() >= 3 && cell.startsWith(u"=\"") && cell.endsWith(u'"')) // Excel's way to keep leading zeros
        return cell.sliced(2, cell.size() - 3);
    return cell;
}

Error warning(QString id, const ImportRow &row, const QString &heading, const QString &cell)
{
    return makeError(Error::Code::Invalid, std::move(id), {}, {QString::number(row.line), heading, cell.left(100)});
}

bool isPlainLabel(const QString &label)
{
    static const QSet<QString> plain{u"手机"_s, u"手机号"_s, u"电话"_s, u"联系电话"_s, u"联系方式"_s, u"手機"_s, u"電話"_s, u"tel"_s,
                                     u"phone"_s, u"mobile"_s, u"cell"_s, u"移动电话"_s, u"手机号码"_s, u"电话号码"_s};
    return label.isEmpty() || plain.contains(label.toCaseFolded());
}

void appendLine(QString &text, const QString &line)
{
    if (!text.isEmpty() && !line.isEmpty())
        text += u'\n';
    text += line;
}

QString sourceCode(RegionSource source)
{
    switch (source) {
    case RegionSource::CityName: return u"city"_s;
    case RegionSource::AddressText: return u"address"_s;
    case RegionSource::Postcode: return u"postcode"_s;
    case RegionSource::LandlineCode:
    case RegionSource::MobilePrefix: return u"phone"_s;
    case RegionSource::IdPrefix: break;
    }
    return u"id"_s;
}

void inferProvince(ImportRow &row)
{
    RegionClues clues;
    clues.city = row.city;
    if (!row.addresses.isEmpty())
        clues.address = row.addresses.first();
    for (const PhoneNumber &number : std::as_const(row.phones))
        if (!number.e164.isEmpty())
            clues.e164.append(number.e164);
    if (const std::optional<InferredRegion> region = inferRegion(clues)) {
        row.province = region->provinceName();
        row.provinceFrom = sourceCode(region->source);
    }
}

void readId(ImportRow &row, const QString &text)
{
    row.id = Id::fromString(text); // another program's numbers are not ours
}

} // namespace

bool ImportRow::hasNumber() const
{
    return std::any_of(phones.begin(), phones.end(), [](const PhoneNumber &number) { return number.isNumber(); });
}

QString writtenForm(const PhoneNumber &number)
{
    if (isPlainLabel(number.label))
        return number.written;
    return number.label + u' ' + number.written;
}

quint64 numberIdentity(const QString &nameNormal, const QString &phoneIdentity)
{
    return qHash(QStringView(QString(nameNormal + u'\x1f' + phoneIdentity)), 1);
}

quint64 contentIdentity(const CustomerContent &content)
{
    QString all;
    for (const QString &part : {content.nameNormal, content.name, content.company, content.city, content.source,
                                content.birthday, content.note, content.custom})
        all += part + u'\x1f';
    for (const QStringList &list : {content.phones, content.emails, content.addresses}) {
        QStringList sorted = list;
        sorted.sort();
        all += sorted.join(u'\x1e') + u'\x1f';
    }
    return qHash(QStringView(all), 2);
}

ImportRow readImportRow(const TableRow &csv, const ImportRowContext &context)
{
    ImportRow row;
    row.line = csv.line;
    row.raw = csv.raw;
    row.warnings = csv.warnings;
    if (csv.error) {
        row.rejected = csv.error;
        return row;
    }
    QJsonObject custom;
    QString unreadBirthday;
    for (qsizetype i = 0; i < csv.cells.size() && i < context.mapping.columns.size(); ++i) {
        const CustomerMapping::Column column = context.mapping.columns[i];
        if (column.field == CustomerField::Ignored || csv.cells[i].isEmpty())
            continue;
        const Cleaned cell = clean(classOf(column.field), plainCell(csv.cells[i]));
        if (cell.did & ~Cleanings(Cleaning::Trimmed))
            row.cleaned = true;
        const QString &text = cell.text;
        if (text.isEmpty())
            continue;
        const QString &heading = context.headings[i];
        if (text.size() > limitOf(column.field)) {
            row.rejected = makeError(Error::Code::Invalid, u"customers.cellTooLong"_s, {},
                                     {QString::number(row.line), heading, QString::number(limitOf(column.field))});
            row.cells = csv.cells;
            return row;
        }
        switch (column.field) {
        case CustomerField::Id:
            readId(row, text);
            break;
        case CustomerField::Name:
            row.name = text;
            break;
        case CustomerField::Company:
            row.company = text;
            break;
        case CustomerField::City:
            row.city = text;
            break;
        case CustomerField::Source:
            row.source = text;
            break;
        case CustomerField::Note:
            appendLine(row.note, text);
            break;
        case CustomerField::Birthday:
            row.birthday = parseBirthday(text, context.todayMs);
            if (row.birthday.isEmpty()) {
                unreadBirthday = heading + u": " + text;
                row.warnings.append(warning(u"customers.birthdayUnread"_s, row, heading, text));
            }
            break;
        case CustomerField::Phone: {
            QString numbers = text;
            if (numbers.startsWith(u'\'')) // the text mark of a spreadsheet
                numbers.remove(0, 1);
            for (const PhoneNumber &number : parsePhones(numbers, context.region)) {
                if (!row.phones.contains(number))
                    row.phones.append(number);
                if (!number.isNumber())
                    row.warnings.append(warning(u"customers.phoneUnread"_s, row, heading, number.written));
            }
            break;
        }
        case CustomerField::Email:
            for (const EmailText &email : parseEmails(text)) {
                row.emails.append(email);
                if (email.normal.isEmpty())
                    row.warnings.append(warning(u"customers.emailUnread"_s, row, heading, email.written));
            }
            break;
        case CustomerField::Address:
            for (const QString &address : text.split(QString::fromUtf16(addressSeparator), Qt::SkipEmptyParts))
                row.addresses.append(address.trimmed());
            break;
        case CustomerField::Custom:
            custom.insert(context.mapping.customFields[column.custom].key, text);
            break;
        case CustomerField::Ignored:
            break;
        }
    }
    if (row.name.isEmpty() && row.company.isEmpty() && !row.hasNumber()) {
        row.rejected = makeError(Error::Code::Invalid, u"customers.nobody"_s, {}, {QString::number(row.line)});
        row.cells = csv.cells;
        return row;
    }
    if (!row.warnings.isEmpty())
        row.cells = csv.cells;
    appendLine(row.note, unreadBirthday);
    if (!custom.isEmpty())
        row.custom = QString::fromUtf8(QJsonDocument(custom).toJson(QJsonDocument::Compact));

    inferProvince(row);
    row.nameNormal = normalName(row.name, row.company);
    for (const PhoneNumber &number : std::as_const(row.phones))
        if (const QString identity = phoneIdentity(number); !identity.isEmpty())
            row.identities.append(numberIdentity(row.nameNormal, identity));
    if (row.identities.isEmpty()) {
        CustomerContent content{row.nameNormal, row.name, row.company, row.city,
                                row.source,     row.birthday, row.note, row.custom, {}, {}, row.addresses};
        for (const PhoneNumber &number : std::as_const(row.phones))
            content.phones.append(writtenForm(number));
        for (const EmailText &email : std::as_const(row.emails))
            content.emails.append(email.written);
        row.identities.append(contentIdentity(content));
    }
    return row;
}

} // namespace kemai
