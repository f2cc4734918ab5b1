// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/pipeline.h"

#include "text/address.h"
#include "text/date.h"
#include "text/email.h"
#include "text/name.h"

using namespace Qt::StringLiterals;

namespace kemai {

qsizetype fieldLimit(FieldClass fieldClass)
{
    switch (fieldClass) {
    case FieldClass::Name:
    case FieldClass::Company:
    case FieldClass::Identifier:
        return 200;
    case FieldClass::Phone:
    case FieldClass::Email:
    case FieldClass::Address:
        return 500;
    case FieldClass::Date:
        return 64;
    case FieldClass::FreeText:
        return 1000000;
    }
    return 0;
}

Result<CleanField> cleanField(FieldClass fieldClass, const QString &raw, const FieldContext &context)
{
    Cleaned cleaned = clean(fieldClass, raw);
    CleanField field;
    field.did = cleaned.did;
    if (cleaned.text.size() > fieldLimit(fieldClass))
        return fail(Error::Code::Invalid, u"text.tooLong"_s,
                    u"text of %1 characters refused"_s.arg(cleaned.text.size()),
                    {QString::number(cleaned.text.size()), QString::number(fieldLimit(fieldClass))});
    field.text = std::move(cleaned.text);
    if (field.text.isEmpty())
        return field;

    switch (fieldClass) {
    case FieldClass::Name:
        field.normal = foldedName(field.text);
        break;
    case FieldClass::Company:
        field.normal = companyCore(field.text);
        break;
    case FieldClass::Phone:
        field.phones = parsePhones(field.text, context.region);
        if (!field.phones.isEmpty())
            field.normal
                = field.phones.front().e164.isEmpty() ? field.phones.front().digits : field.phones.front().e164;
        break;
    case FieldClass::Email: {
        const Result<EmailAddress> email = parseEmail(field.text);
        if (!email)
            return fail(email.error());
        field.text = email->written;
        field.normal = email->normal;
        break;
    }
    case FieldClass::Address:
        field.normal = foldedAddress(parseAddress(field.text));
        break;
    case FieldClass::Identifier:
        for (const QChar c : field.text.toUpper()) {
            if (c != u' ' && c != u'-')
                field.normal += c;
        }
        break;
    case FieldClass::Date: {
        const Result<QDate> date
            = parseBirthday(field.text, context.today.isValid() ? context.today : QDate(9999, 12, 31),
                            context.spreadsheetDates ? DateForms::SpreadsheetSerial : DateForms::Written);
        if (!date)
            return fail(date.error());
        field.date = *date;
        field.normal = date->toString(Qt::ISODate);
        field.text = field.normal;
        break;
    }
    case FieldClass::FreeText:
        break;
    }
    return field;
}

} // namespace kemai
