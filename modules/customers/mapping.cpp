// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/mapping.h"

#include "schema/administration.h"
#include "schema/customer.h"
#include "schema/records.h"
#include "text/clean.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>

#include <array>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

struct Target {
    CustomerField field;
    const char16_t *code;
    const Field *described; // null: not a field of the schema
};

constexpr std::array<Target, 10> targets{{
    {CustomerField::Id, u"id", nullptr},
    {CustomerField::Name, u"name", &customer::fields[customer::index_name]},
    {CustomerField::Company, u"company", &customer::fields[customer::index_company]},
    {CustomerField::Phone, u"phone", &phone::fields[phone::index_written]},
    {CustomerField::Email, u"email", &email::fields[email::index_written]},
    {CustomerField::Address, u"address", &address::fields[address::index_written]},
    {CustomerField::City, u"city", &customer::fields[customer::index_city]},
    {CustomerField::Source, u"source", &customer::fields[customer::index_source]},
    {CustomerField::Birthday, u"birthday", &customer::fields[customer::index_birthday]},
    {CustomerField::Note, u"note", &customer::fields[customer::index_note]},
}};

bool takesSeveral(CustomerField field)
{
    return field == CustomerField::Phone || field == CustomerField::Email || field == CustomerField::Address
        || field == CustomerField::Note || field == CustomerField::Ignored;
}

QString folded(const QString &heading)
{
    QString text;
    for (const QChar c : clean(FieldClass::Identifier, heading).text.toCaseFolded())
        if (c.isLetterOrNumber())
            text += c;
    return text;
}

QString withoutBrackets(QString heading)
{
    heading = clean(FieldClass::Identifier, heading).text; // full-width brackets become plain
    qsizetype open = heading.indexOf(u'(');
    while (open >= 0) {
        const qsizetype close = heading.indexOf(u')', open);
        heading.remove(open, close < 0 ? heading.size() - open : close - open + 1);
        open = heading.indexOf(u'(');
    }
    return heading;
}

QString withoutNumber(QString text)
{
    while (!text.isEmpty() && text.back().isDigit())
        text.chop(1);
    return text;
}

// Every known heading with how close a match it is: 0 the label, 1 a synonym.
struct Known {
    CustomerMapping::Column column;
    int distance = 0;
};
using Headings = QHash<QString, Known>;

Headings knownHeadings(const QList<CustomField> &customFields)
{
    Headings known;
    const auto learn = [&known](const QString &heading, CustomerMapping::Column column, int distance) {
        const QString key = folded(heading);
        if (!key.isEmpty() && !known.contains(key))
            known.insert(key, {column, distance});
    };
    for (const Target &target : targets) {
        learn(QString::fromUtf16(target.code), {target.field}, 0);
        if (target.described) {
            learn(target.described->label(true), {target.field}, 0);
            learn(target.described->label(false), {target.field}, 0);
        }
    }
    learn(u"编号"_s, {CustomerField::Id}, 0);
    for (const char16_t *heading : {u"客户编号", u"客户ID", u"編號", u"customer id", u"uuid"})
        learn(QString::fromUtf16(heading), {CustomerField::Id}, 1);
    for (int i = 0; i < customFields.size(); ++i)
        for (const QString &heading : {customFields[i].key, customFields[i].labelZh, customFields[i].labelEn})
            learn(heading, {CustomerField::Custom, i}, 0);
    for (const Target &target : targets)
        if (target.described && target.described->synonyms)
            for (const QString &synonym : QString::fromUtf16(target.described->synonyms).split(u'|'))
                learn(synonym, {target.field}, 1);
    return known;
}

std::optional<Known> match(const Headings &known, const QString &heading)
{
    const auto at = [&known](const QString &key, int farther) -> std::optional<Known> {
        const auto found = known.constFind(key);
        if (found == known.constEnd())
            return {};
        return Known{found->column, found->distance + farther};
    };
    const QString whole = folded(heading);
    const QString bare = folded(withoutBrackets(heading));
    for (const auto &[key, farther] : {std::pair(whole, 0), std::pair(bare, 2), std::pair(withoutNumber(bare), 4)})
        if (const std::optional<Known> found = key.isEmpty() ? std::nullopt : at(key, farther))
            return found;
    return {};
}

// "客户名称, 联系人, 电话": of two columns that may be the name, the one of an organization is the company.
bool namesOrganization(const QString &heading)
{
    const QString text = folded(heading);
    for (const char16_t *word : {u"客户", u"客户名称", u"客户名", u"客戶", u"客戶名稱", u"名称", u"customer", u"customername"})
        if (text == QStringView(word))
            return true;
    return false;
}

int customIndex(QList<CustomField> &fields, const QString &given, const QString &heading)
{
    const QString key = given.startsWith(u"custom.") || given.startsWith(u"custom:") ? given.sliced(7) : given;
    for (int i = 0; i < fields.size(); ++i)
        if (fields[i].key == key || fields[i].labelZh == key || fields[i].labelEn == key)
            return i;
    CustomField made;
    made.key = key;
    made.labelZh = heading;
    made.labelEn = heading;
    made.isNew = true;
    fields.append(made);
    return int(fields.size()) - 1;
}

CustomerField fieldOfCode(const QString &code)
{
    for (const Target &target : targets)
        if (code == QStringView(target.code))
            return target.field;
    return CustomerField::Custom;
}

} // namespace

QString customerFieldCode(CustomerField field)
{
    for (const Target &target : targets)
        if (field == target.field)
            return QString::fromUtf16(target.code);
    return {};
}

Result<QList<CustomField>> customFieldsOf(Records &records)
{
    const auto rows = records.find(
        Query(field_definition::entity).where(field_definition::subject == u"customer"_s).orderBy(field_definition::position));
    if (!rows)
        return fail(rows.error());
    QList<CustomField> fields;
    for (const Record &row : *rows)
        fields.append({row[field_definition::key], row[field_definition::label_zh], row[field_definition::label_en]});
    return fields;
}

Result<CustomerMapping> mapCustomerColumns(const QStringList &headings, const QJsonObject &given,
                                           const QList<CustomField> &customFields)
{
    CustomerMapping mapping;
    mapping.customFields = customFields;
    mapping.columns.resize(headings.size());
    QHash<int, qsizetype> taken; // field (or custom field + 100) -> column
    std::vector<bool> settled(size_t(headings.size()), false);
    const auto slot = [](const CustomerMapping::Column &column) {
        return column.field == CustomerField::Custom ? 100 + column.custom : int(column.field);
    };

    for (auto it = given.begin(); it != given.end(); ++it) {
        if (!it.value().isString() && !it.value().isNull())
            return fail(Error::Code::Invalid, u"customers.mappingUnreadable"_s, {}, {it.key()});
        bool present = false;
        for (qsizetype i = 0; i < headings.size(); ++i) {
            if (headings[i] != it.key().trimmed() && folded(headings[i]) != folded(it.key()))
                continue;
            present = true;
            const QString code = it.value().toString().trimmed();
            settled[size_t(i)] = true;
            if (code.isEmpty())
                continue;
            CustomerMapping::Column column{fieldOfCode(code)};
            if (column.field == CustomerField::Custom)
                column.custom = customIndex(mapping.customFields, code, headings[i]);
            if (!takesSeveral(column.field) && taken.contains(slot(column)))
                return fail(Error::Code::Invalid, u"customers.mappingTwice"_s, {},
                            {code, headings[taken.value(slot(column))], headings[i]});
            taken.insert(slot(column), i);
            mapping.columns[i] = column;
        }
        if (!present)
            mapping.absentHeadings.append(it.key());
    }

    const Headings known = knownHeadings(customFields);
    QList<std::optional<Known>> found(headings.size());
    for (qsizetype i = 0; i < headings.size(); ++i)
        if (!settled[size_t(i)])
            found[i] = match(known, headings[i]);

    const bool companyTaken = taken.contains(int(CustomerField::Company))
        || std::any_of(found.begin(), found.end(), [](const std::optional<Known> &one) {
               return one && one->column.field == CustomerField::Company;
           });
    if (!companyTaken) {
        QList<qsizetype> names;
        for (qsizetype i = 0; i < found.size(); ++i)
            if (found[i] && found[i]->column.field == CustomerField::Name)
                names.append(i);
        if (names.size() + (taken.contains(int(CustomerField::Name)) ? 1 : 0) == 2)
            for (const qsizetype i : names)
                if (namesOrganization(headings[i])) {
                    found[i]->column.field = CustomerField::Company;
                    break;
                }
    }

    for (int distance = 0; distance < 6; ++distance) {
        for (qsizetype i = 0; i < headings.size(); ++i) {
            if (!found[i] || found[i]->distance != distance)
                continue;
            const CustomerMapping::Column column = found[i]->column;
            if (!takesSeveral(column.field) && taken.contains(slot(column)))
                continue;
            taken.insert(slot(column), i);
            mapping.columns[i] = column;
        }
    }
    for (qsizetype i = 0; i < headings.size(); ++i)
        if (mapping.columns[i].field == CustomerField::Ignored && !settled[size_t(i)])
            mapping.ignoredHeadings.append(headings[i]);

    for (const CustomerField needed :
         {CustomerField::Name, CustomerField::Company, CustomerField::Phone})
        if (taken.contains(int(needed)))
            return mapping;
    return fail(Error::Code::Invalid, u"customers.noKnownHeading"_s, {}, {headings.join(u", ")});
}

std::function<bool(const QString &)> headingTest(const QJsonObject &given, const QList<CustomField> &customFields)
{
    QSet<QString> named;
    for (auto it = given.begin(); it != given.end(); ++it)
        named.insert(folded(it.key()));
    return [known = knownHeadings(customFields), named = std::move(named)](const QString &cell) {
        const QString text = folded(cell);
        return !text.isEmpty() && (named.contains(text) || match(known, cell).has_value());
    };
}

QJsonObject CustomerMapping::toJson(const QStringList &headings) const
{
    QJsonObject json;
    for (qsizetype i = 0; i < headings.size() && i < columns.size(); ++i)
        json.insert(headings[i], columns[i].field == CustomerField::Custom ? customFields[columns[i].custom].key
                                                                           : customerFieldCode(columns[i].field));
    return json;
}

Result<QJsonObject> readMappingFile(const QString &file)
{
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return fail(Error::Code::Io, u"customers.mappingMissing"_s, device.errorString(), {file, device.errorString()});
    QByteArray bytes = device.read(1024 * 1024);
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject())
        return fail(Error::Code::Invalid, u"customers.mappingUnreadable"_s, problem.errorString(),
                    {QString(QString::number(problem.offset + 1) + u": " + problem.errorString())});
    return document.object();
}

} // namespace kemai
