// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/cleanse.h"

#include "customers/find_in.h"
#include "customers/normal_forms.h"
#include "schema/administration.h"
#include "schema/customer.h"
#include "text/address.h"
#include "text/clean.h"
#include "text/region.h"

#include <QHash>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// An update under construction: what the record will hold.
class Draft
{
public:
    explicit Draft(const Record &record) : m_record(record), m_change(Change::update(record)) { }

    QString text(const FieldOf<QString> &field) const
    {
        for (const Edit &edit : m_change.edits)
            if (edit.field == field.index)
                return edit.to.toText();
        return m_record[field];
    }
    void set(const FieldOf<QString> &field, const QString &to)
    {
        if (text(field) != to)
            m_change.set(m_record, field, to);
    }
    void infer(const FieldOf<QString> &field, const QString &to, const QString &from)
    {
        if (to.isEmpty() || !text(field).isEmpty())
            return;
        m_change.set(m_record, field, to);
        m_change.edits.last().inferredFrom = from;
    }
    void clean(const FieldOf<QString> &field, FieldClass fieldClass)
    {
        const QString cleaned = kemai::clean(fieldClass, text(field)).text;
        if (!cleaned.isEmpty())
            set(field, cleaned);
    }
    const Change &change() const { return m_change; }

private:
    const Record &m_record;
    Change m_change;
};

QString inferenceCode(RegionSource source)
{
    switch (source) {
    case RegionSource::CityName: return u"city"_s;
    case RegionSource::LandlineCode:
    case RegionSource::MobilePrefix: return u"phone"_s;
    default: return u"address"_s;
    }
}

Change cleansedCustomer(const Record &record, const QList<Record> &phones, const QList<Record> &addresses)
{
    Draft draft(record);
    draft.clean(customer::name, FieldClass::Name);
    draft.clean(customer::company, FieldClass::Company);
    draft.clean(customer::source, FieldClass::Name);
    draft.clean(customer::city, FieldClass::Name);
    draft.clean(customer::note, FieldClass::FreeText);
    draft.set(customer::name_normal, normalName(draft.text(customer::name), draft.text(customer::company)));
    if (draft.text(customer::province).isEmpty()) {
        RegionClues clues;
        clues.city = draft.text(customer::city);
        if (!addresses.isEmpty())
            clues.address = addresses.first()[address::written];
        for (const Record &one : phones)
            if (!one[phone::e164].isEmpty())
                clues.e164.append(one[phone::e164]);
        if (const auto region = inferRegion(clues))
            draft.infer(customer::province, region->provinceName(), inferenceCode(region->source));
    }
    return draft.change();
}

Change cleansedPhone(const Record &record)
{
    Draft draft(record);
    draft.clean(phone::written, FieldClass::Phone);
    const QList<PhoneNumber> numbers = parsePhones(draft.text(phone::written));
    // A record is one number. What reads as several, or as none, keeps what it has.
    if (numbers.size() == 1 && numbers.first().isNumber()) {
        const PhoneNumber &number = numbers.first();
        draft.set(phone::e164, number.e164);
        draft.set(phone::digits, number.digits);
        draft.set(phone::line, lineCode(number.kind));
        draft.set(phone::region, number.region);
        if (draft.text(phone::extension).isEmpty() && !number.extension.isEmpty())
            draft.set(phone::extension, number.extension);
    }
    return draft.change();
}

Change cleansedEmail(const Record &record)
{
    Draft draft(record);
    draft.clean(email::written, FieldClass::Email);
    const QList<EmailText> read = parseEmails(draft.text(email::written));
    if (read.size() == 1 && !read.first().normal.isEmpty())
        draft.set(email::normal, read.first().normal);
    return draft.change();
}

Change cleansedAddress(const Record &record, const QString &city)
{
    Draft draft(record);
    draft.clean(address::written, FieldClass::Address);
    const Address read = parseAddress(draft.text(address::written), city);
    draft.infer(address::province, read.provinceName(), u"address"_s);
    draft.infer(address::city, read.cityName(), u"address"_s);
    draft.infer(address::district, read.district == 0 ? QString() : divisionName(read.district), u"address"_s);
    return draft.change();
}

Change cleansedContact(const Record &record)
{
    Draft draft(record);
    draft.clean(contact::name, FieldClass::Name);
    draft.clean(contact::title, FieldClass::Name);
    draft.clean(contact::note, FieldClass::FreeText);
    return draft.change();
}

using Parts = QHash<Id, QList<Record>>;

Result<Parts> partsOf(Records &records, const Entity &entity, const FieldOf<Id> &owner, const QList<Value> &customers)
{
    const auto rows = findIn(records, Query(entity), owner.index, customers);
    if (!rows)
        return fail(rows.error());
    Parts parts;
    for (const Record &row : *rows)
        parts[row[owner]].append(row);
    return parts;
}

} // namespace

CleanseRun::CleanseRun(Options options, const Clock &clock) : m_options(std::move(options)), m_clock(clock), m_startedMs(clock.nowMs()) { }

Result<bool> CleanseRun::step(Records &records)
{
    if (m_summary.finished)
        return false;
    if (!m_counted) {
        const auto total = records.count(Query(customer::entity).where(isNull(customer::merged_into)));
        if (!total)
            return fail(total.error());
        m_summary.total = *total;
        m_counted = true;
    }
    QList<Record> customers;
    if (!m_canceled) {
        Query query = Query(customer::entity).where(isNull(customer::merged_into)).orderBy(Ordering{}).limit(m_options.pageRows);
        if (m_last)
            query.after(*m_last);
        const auto page = records.find(query);
        if (!page)
            return fail(page.error());
        customers = *page;
    }
    if (customers.isEmpty()) {
        m_summary.canceled = m_canceled;
        if (const Result<> done = close(records); !done)
            return fail(done.error());
        m_summary.finished = true;
        return false;
    }
    m_last = customers.last();

    QList<Value> ids;
    for (const Record &record : std::as_const(customers))
        ids.append(Value(record.id));
    const auto phones = partsOf(records, phone::entity, phone::customer, ids);
    const auto emails = partsOf(records, email::entity, email::customer, ids);
    const auto addresses = partsOf(records, address::entity, address::customer, ids);
    const auto contacts = partsOf(records, contact::entity, contact::customer, ids);
    for (const auto *parts : {&phones, &emails, &addresses, &contacts})
        if (!*parts)
            return fail(parts->error());

    // Counts become true with the commit.
    const CleanseSummary before = m_summary;
    QList<Change> changes;
    for (const Record &record : std::as_const(customers)) {
        ++m_summary.customers;
        const QString name = record[customer::name].isEmpty() ? record[customer::company] : record[customer::name];
        const QString city = record[customer::city];
        take(cleansedCustomer(record, phones->value(record.id), addresses->value(record.id)), record.id, name, changes);
        for (const Record &one : phones->value(record.id))
            take(cleansedPhone(one), record.id, name, changes);
        for (const Record &one : emails->value(record.id))
            take(cleansedEmail(one), record.id, name, changes);
        for (const Record &one : addresses->value(record.id))
            take(cleansedAddress(one, city), record.id, name, changes);
        for (const Record &one : contacts->value(record.id))
            take(cleansedContact(one), record.id, name, changes);
    }
    if (const Result<> done = commit(records, std::move(changes)); !done) {
        m_summary = before;
        return fail(done.error());
    }
    return true;
}

void CleanseRun::take(const Change &change, const Id &owner, const QString &name, QList<Change> &changes)
{
    if (change.edits.isEmpty())
        return;
    ++m_summary.changed;
    m_summary.values += change.edits.size();
    if (m_options.found)
        for (const Edit &edit : change.edits)
            m_options.found({owner, name, change.entity, edit.field, edit.from.toText(), edit.to.toText()});
    changes.append(change);
}

Result<> CleanseRun::commit(Records &records, QList<Change> changes)
{
    if (m_options.mode == Mode::Preview || changes.isEmpty())
        return {};
    ChangeSet set;
    set.origin = Origin::Rule;
    set.author = m_options.author;
    set.title = u"customers.cleanse"_s;
    if (m_summary.batch.isNull())
        m_summary.batch = Id::make(m_clock.nowMs());
    set.batch = m_summary.batch;
    if (!m_batchWritten)
        set.changes.append(Change::insert(import_batch::entity, m_summary.batch)
                               .set(import_batch::subject, u"cleanse"_s)
                               .set(import_batch::state, u"running"_s)
                               .set(import_batch::started_at, m_startedMs));
    set.changes += changes;
    const auto done = records.commit(set);
    if (!done)
        return fail(done.error());
    m_batchWritten = true;
    return {};
}

Result<> CleanseRun::close(Records &records)
{
    if (!m_batchWritten)
        return {};
    const auto batch = records.one(import_batch::entity, m_summary.batch);
    if (!batch)
        return fail(batch.error());
    ChangeSet set;
    set.origin = Origin::Rule;
    set.author = m_options.author;
    set.title = u"customers.cleanse"_s;
    set.batch = m_summary.batch;
    set.changes.append(Change::update(*batch)
                           .set(*batch, import_batch::state, m_canceled ? u"canceled"_s : u"done"_s)
                           .set(*batch, import_batch::rows, m_summary.customers)
                           .set(*batch, import_batch::updated, m_summary.changed)
                           .set(*batch, import_batch::finished_at, m_clock.nowMs()));
    const auto done = records.commit(set);
    return done ? Result<>() : fail(done.error());
}

} // namespace kemai
