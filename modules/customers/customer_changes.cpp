// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customer_changes.h"

#include "schema/customer.h"
#include "text/address.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace kemai {

using namespace Qt::StringLiterals;

QString kindOfNumber(const PhoneNumber &number)
{
    const QString label = number.label.toCaseFolded();
    if (label.contains(u"总机"_s) || label.contains(u"總機"_s) || label.contains(u"switchboard"_s))
        return u"switchboard"_s;
    if (label.contains(u"前台"_s) || label.contains(u"前臺"_s) || label.contains(u"reception"_s))
        return u"reception"_s;
    if (label == u"家"_s || label.contains(u"家庭"_s) || label.contains(u"宅电"_s) || label == u"home"_s)
        return u"family"_s;
    return {};
}

Change phoneInsert(const Id &id, const Id &owner, const PhoneNumber &number, int position)
{
    return Change::insert(phone::entity, id)
        .set(phone::customer, owner)
        .set(phone::written, writtenForm(number))
        .set(phone::e164, number.e164)
        .set(phone::extension, number.extension)
        .set(phone::digits, number.digits)
        .set(phone::kind, kindOfNumber(number))
        .set(phone::line, lineCode(number.kind))
        .set(phone::region, number.region)
        .set(phone::position, position);
}

Change emailInsert(const Id &id, const Id &owner, const EmailText &text, int position)
{
    return Change::insert(email::entity, id)
        .set(email::customer, owner)
        .set(email::written, text.written)
        .set(email::normal, text.normal)
        .set(email::position, position);
}

Change addressInsert(const Id &id, const Id &owner, const QString &written, const QString &city, int position)
{
    const Address read = parseAddress(written, city);
    const QString from = u"address"_s; // nobody typed these three; where the text leaves one open it stays empty
    return Change::insert(address::entity, id)
        .set(address::customer, owner)
        .set(address::written, written)
        .setInferred(address::province, read.provinceName(), from)
        .setInferred(address::city, read.cityName(), from)
        .setInferred(address::district, read.district == 0 ? QString() : divisionName(read.district), from)
        .set(address::position, position);
}

void appendCustomerInserts(QList<Change> &changes, const ImportRow &row, const Id &owner, const Id &batch, qint64 nowMs)
{
    Change insert = Change::insert(customer::entity, owner);
    insert.edits.reserve(12);
    insert.set(customer::kind, row.name.isEmpty() && !row.company.isEmpty() ? u"company"_s : u"person"_s)
        .set(customer::name, row.name)
        .set(customer::name_normal, row.nameNormal)
        .set(customer::company, row.company)
        .set(customer::source, row.source)
        .setInferred(customer::province, row.province, row.provinceFrom)
        .set(customer::city, row.city)
        .set(customer::birthday, row.birthday)
        .set(customer::note, row.note)
        .set(customer::state, u"active"_s)
        .set(customer::batch, batch)
        .set(customer::custom, row.custom);
    insert.line = row.line;
    changes.append(std::move(insert));
    const auto add = [&](Change change) {
        change.line = row.line;
        changes.append(std::move(change));
    };
    int position = 0;
    for (const PhoneNumber &number : row.phones)
        add(phoneInsert(Id::make(nowMs), owner, number, position++));
    position = 0;
    for (const EmailText &text : row.emails)
        add(emailInsert(Id::make(nowMs), owner, text, position++));
    position = 0;
    for (const QString &text : row.addresses)
        add(addressInsert(Id::make(nowMs), owner, text, row.city, position++));
}

CustomerContent contentOf(const StoredCustomer &stored)
{
    const Record &record = stored.customer;
    CustomerContent content{record[customer::name_normal], record[customer::name],     record[customer::company],
                            record[customer::city],        record[customer::source],   record[customer::birthday],
                            record[customer::note],        record[customer::custom],   {}, {}, {}};
    for (const Record &one : stored.phones)
        content.phones.append(one[phone::written]);
    for (const Record &one : stored.emails)
        content.emails.append(one[email::written]);
    for (const Record &one : stored.addresses)
        content.addresses.append(one[address::written]);
    return content;
}

int appendCustomerUpdates(QList<Change> &changes, const ImportRow &row, const StoredCustomer &stored, qint64 nowMs)
{
    const Record &now = stored.customer;
    Change update = Change::update(now);
    update.line = row.line;
    const auto take = [&](const FieldOf<QString> &field, const QString &said) {
        if (!said.isEmpty())
            update.set(now, field, said);
    };
    take(customer::name, row.name);
    take(customer::company, row.company);
    take(customer::source, row.source);
    take(customer::city, row.city);
    take(customer::birthday, row.birthday);
    take(customer::note, row.note);
    if (!row.custom.isEmpty()) {
        QJsonObject all = QJsonDocument::fromJson(now[customer::custom].toUtf8()).object();
        const QJsonObject said = QJsonDocument::fromJson(row.custom.toUtf8()).object();
        for (auto it = said.begin(); it != said.end(); ++it)
            all.insert(it.key(), it.value());
        update.set(now, customer::custom, QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)));
    }
    if (!update.edits.isEmpty()) {
        const QString name = row.name.isEmpty() ? now[customer::name] : row.name;
        const QString company = row.company.isEmpty() ? now[customer::company] : row.company;
        update.set(now, customer::name_normal, normalName(name, company));
    }

    const qsizetype before = changes.size();
    if (!update.edits.isEmpty())
        changes.append(std::move(update));
    const auto add = [&](Change change) {
        change.line = row.line;
        changes.append(std::move(change));
    };
    int position = int(stored.phones.size());
    for (const PhoneNumber &number : row.phones) {
        const QString identity = phoneIdentity(number);
        const bool known = std::any_of(stored.phones.begin(), stored.phones.end(), [&](const Record &one) {
            return one[phone::written] == writtenForm(number) || (!identity.isEmpty() && phoneIdentity(one) == identity);
        });
        if (!known)
            add(phoneInsert(Id::make(nowMs), now.id, number, position++));
    }
    position = int(stored.emails.size());
    for (const EmailText &text : row.emails) {
        const bool known = std::any_of(stored.emails.begin(), stored.emails.end(), [&](const Record &one) {
            return one[email::written] == text.written || (!text.normal.isEmpty() && one[email::normal] == text.normal);
        });
        if (!known)
            add(emailInsert(Id::make(nowMs), now.id, text, position++));
    }
    position = int(stored.addresses.size());
    for (const QString &text : row.addresses) {
        const bool known = std::any_of(stored.addresses.begin(), stored.addresses.end(),
                                       [&](const Record &one) { return one[address::written] == text; });
        if (!known)
            add(addressInsert(Id::make(nowMs), now.id, text, row.city, position++));
    }
    return int(changes.size() - before);
}

} // namespace kemai
