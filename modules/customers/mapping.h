// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which column of an import file fills which field of a customer.
 *
 * Found by the headings: labels and synonyms of the schema in Chinese and English, labels and keys of the custom
 * fields; case, width, blanks, signs, words in brackets and a trailing number do not count ("手机号码 *",
 * "Phone_2", "电话（必填）"). A mapping file says it for the headings it names and leaves the others to that:
 *
 *     {"客户名": "name", "联系方式": "phone", "微信": "wechat", "内部编码": ""}
 *
 * Values: id, name, company, phone, email, address, city, source, birthday, note; "" ignores the column; anything else
 * is a custom field's key or label, "custom.wechat" too, and one that does not exist yet is made by the import.
 *
 * phone, email, address and note may be filled by several columns; the others by one: of two that match by
 * themselves the closer match wins, then the first; two in a mapping file are refused.
 */
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <functional>

namespace kemai {

class Records;

enum class CustomerField { Ignored, Id, Name, Company, Phone, Email, Address, City, Source, Birthday, Note, Custom };

QString customerFieldCode(CustomerField field); // "name"; empty for Ignored and Custom

struct CustomField {
    QString key;      // in customer.custom's JSON
    QString labelZh;
    QString labelEn;
    bool isNew = false; // not yet a field_definition

    QString label(bool chinese) const { return chinese || labelEn.isEmpty() ? labelZh : labelEn; }
};

// The customers' custom fields in their order.
Result<QList<CustomField>> customFieldsOf(Records &records);

struct CustomerMapping {
    struct Column {
        CustomerField field = CustomerField::Ignored;
        int custom = -1; // index in customFields
    };
    QList<Column> columns; // one for each heading
    QList<CustomField> customFields;
    QStringList ignoredHeadings; // matched nothing
    QStringList absentHeadings;  // named by the mapping file, not in the file

    QJsonObject toJson(const QStringList &headings) const; // as a mapping file
};

// Errors: Invalid "customers.noKnownHeading" (details: the headings) if nothing is mapped to name, company or
// phone; "customers.mappingTwice" (details: field, heading, heading); "customers.mappingUnreadable" for a value that
// is no text.
Result<CustomerMapping> mapCustomerColumns(const QStringList &headings, const QJsonObject &given,
                                           const QList<CustomField> &customFields);

// Whether a cell looks like a heading: a known one, or one the given mapping names. For finding the row of headings.
std::function<bool(const QString &)> headingTest(const QJsonObject &given, const QList<CustomField> &customFields);

// Reads a mapping file. Errors: Io, Invalid "customers.mappingUnreadable" (details: where and why).
Result<QJsonObject> readMappingFile(const QString &file);

} // namespace kemai
