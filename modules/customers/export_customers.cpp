// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/export_customers.h"

#include "customers/find_in.h"
#include "customers/import_row.h"
#include "schema/customer.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace kemai {

using namespace Qt::StringLiterals;

QString exportedNumber(const Record &number)
{
    const QString written = number[phone::written];
    const QString identity = phoneIdentity(number);
    if (identity.isEmpty())
        return written;
    const QList<PhoneNumber> read = parsePhones(written);
    if (read.size() == 1 && phoneIdentity(read.first()) == identity && !written.contains(u';'))
        return written;
    const QString e164 = number[phone::e164];
    const QString extension = number[phone::extension];
    const QString plain = e164.isEmpty() ? number[phone::digits] : e164;
    return extension.isEmpty() ? plain : QString(plain + u" ext. " + extension);
}

namespace {

// The parts of several customers, each list in the order of its positions.
Result<QHash<Id, QStringList>> partsOfAll(Records &records, const Entity &entity, const FieldOf<Id> &owner,
                                          const FieldOf<qint64> &position, const QList<Value> &ids,
                                          const std::function<QString(const Record &)> &text)
{
    Result<QList<Record>> rows = findIn(records, Query(entity), owner.index, ids);
    if (!rows)
        return fail(rows.error());
    std::sort(rows->begin(), rows->end(), [&](const Record &a, const Record &b) {
        return std::pair(a[position], a.id) < std::pair(b[position], b.id);
    });
    QHash<Id, QStringList> parts;
    for (const Record &row : std::as_const(*rows))
        parts[row[owner]].append(text(row));
    return parts;
}

} // namespace

QStringList customerExportHeadings(Language language, const QList<CustomField> &customFields)
{
    const bool chinese = language == Language::Chinese;
    QStringList headings{chinese ? u"编号"_s : u"ID"_s};
    for (const Field *field : {&customer::name.field(), &customer::company.field(), &phone::written.field(),
                               &email::written.field(), &address::written.field(), &customer::city.field(),
                               &customer::source.field(), &customer::birthday.field(), &customer::note.field()})
        headings.append(field->label(chinese));
    for (const CustomField &field : customFields)
        headings.append(field.label(chinese));
    return headings;
}

CustomerExport::CustomerExport(QIODevice &file, const Options &options) : m_writer(file), m_options(options) { }

Result<> CustomerExport::writeRow(const Record &record, const QStringList &phones, const QStringList &emails,
                                  const QStringList &addresses)
{
    QStringList cells{record.id.toString(),
                      record[customer::name],
                      record[customer::company],
                      phones.join(u"; "_s),
                      emails.join(u"; "_s),
                      addresses.join(QString::fromUtf16(addressSeparator)),
                      record[customer::city],
                      record[customer::source],
                      record[customer::birthday],
                      record[customer::note]};
    if (!m_options.customFields.isEmpty()) {
        const QJsonObject custom = QJsonDocument::fromJson(record[customer::custom].toUtf8()).object();
        for (const CustomField &field : std::as_const(m_options.customFields))
            cells.append(custom.value(field.key).toVariant().toString());
    }
    ++m_rows;
    return m_writer.write(cells);
}

Result<bool> CustomerExport::step(Records &records)
{
    if (m_finished)
        return false;
    if (!m_headed) {
        m_headed = true;
        if (const Result<> done = m_writer.write(customerExportHeadings(m_options.language, m_options.customFields)); !done)
            return fail(done.error());
    }
    Query query = Query(customer::entity).where(isNull(customer::merged_into)).limit(m_options.chunkRows);
    if (m_last)
        query.after(*m_last);
    const auto rows = records.find(query);
    if (!rows)
        return fail(rows.error());
    QList<Value> ids;
    for (const Record &row : *rows)
        ids.append(Value(row.id));
    const auto phones = partsOfAll(records, phone::entity, phone::customer, phone::position, ids, exportedNumber);
    if (!phones)
        return fail(phones.error());
    const auto emails = partsOfAll(records, email::entity, email::customer, email::position, ids,
                                   [](const Record &row) { return row[email::written]; });
    if (!emails)
        return fail(emails.error());
    const auto addresses = partsOfAll(records, address::entity, address::customer, address::position, ids,
                                      [](const Record &row) { return row[address::written]; });
    if (!addresses)
        return fail(addresses.error());
    for (const Record &row : *rows)
        if (const Result<> done = writeRow(row, phones->value(row.id), emails->value(row.id), addresses->value(row.id)); !done)
            return fail(done.error());
    if (rows->size() == m_options.chunkRows) {
        m_last = rows->last();
        return true;
    }
    m_finished = true;
    if (const Result<> done = m_writer.finish(); !done)
        return fail(done.error());
    return false;
}

Result<qint64> exportCustomers(Records &records, QIODevice &file, Language language,
                               const std::function<bool(qint64 rows)> &progress)
{
    const Result<QList<CustomField>> customFields = customFieldsOf(records);
    if (!customFields)
        return fail(customFields.error());
    CustomerExport::Options options;
    options.language = language;
    options.customFields = *customFields;
    CustomerExport one(file, options);
    for (;;) {
        const Result<bool> more = one.step(records);
        if (!more)
            return fail(more.error());
        if (!*more)
            return one.rows();
        if (progress && !progress(one.rows()))
            return fail(Error::Code::Busy, u"customers.exportCanceled"_s);
    }
}

} // namespace kemai
