// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customer_view.h"

#include "customers/customer_changes.h"
#include "customers/duplicate_check.h"
#include "customers/duplicate_list.h"
#include "customers/import_row.h"
#include "schema/duplicate.h"
#include "schema/portrait.h"
#include "text/pipeline.h"

#include <QDateTime>

#include <algorithm>
#include <functional>

namespace kemai {

namespace {

constexpr qint64 dayMs = 86'400'000;

// Rows of an entity that belong to the customer, into a list of the view.
template <typename Reference>
Result<> read(Records &records, Query query, const Reference &reference, const Id &customer, QList<Record> &into)
{
    auto rows = records.find(query.where(reference == customer));
    if (!rows)
        return fail(rows.error());
    into = std::move(*rows);
    return {};
}

template <typename T>
Result<> take(Result<T> from, T &into)
{
    if (!from)
        return fail(from.error());
    into = std::move(*from);
    return {};
}

Result<> readDone(Records &records, CustomerView &view, qint64 nowMs)
{
    const qint64 since = nowMs - doneDays * dayMs;
    const Id id = view.customer.id;
    QList<Record> promises;
    const auto tasks = read(records, Query(task::entity).where(task::done_at >= since).orderBy(task::done_at, Order::Descending).limit(10), task::customer, id, view.done);
    if (!tasks)
        return tasks;
    const auto kept = read(records, Query(promise::entity).where(promise::done_at >= since).orderBy(promise::done_at, Order::Descending).limit(10), promise::customer, id, promises);
    if (!kept)
        return kept;
    view.done += promises;
    const auto doneAt = [](const Record &row) { return row.entity() == &task::entity ? row[task::done_at] : row[promise::done_at]; };
    std::stable_sort(view.done.begin(), view.done.end(), [&](const Record &a, const Record &b) { return doneAt(a) > doneAt(b); });
    return {};
}

Result<> readWriters(Records &records, CustomerView &view)
{
    QList<Id> ids;
    for (const Record &row : std::as_const(view.facts))
        if (const Id id = row[fact::author]; !id.isNull() && !ids.contains(id))
            ids.append(id);
    if (ids.isEmpty())
        return {};
    const auto users = records.find(Query(user::entity).where(Condition::idIn(ids)).withRemoved());
    if (!users)
        return fail(users.error());
    for (const Record &row : *users)
        if (!row[user::name_en].isEmpty())
            view.writersEn.insert(row.id, row[user::name_en]);
    return {};
}

Result<> readActivity(Records &records, CustomerView &view, qint64 nowMs)
{
    const qint64 offset = qint64(QDateTime::fromMSecsSinceEpoch(nowMs).offsetFromUtc()) * 1000;
    const qint64 today = (nowMs + offset) / dayMs;
    const qint64 firstDay = today - activityWeeks * 7 + 1;
    const auto days = records.aggregate(Query(interaction::entity)
                                            .where(interaction::customer == view.customer.id && interaction::at >= firstDay * dayMs - offset)
                                            .groupByDay(interaction::at, offset)
                                            .count());
    if (!days)
        return fail(days.error());
    view.activity = QList<qint64>(activityWeeks, 0);
    for (const QList<Value> &row : *days) {
        const qint64 week = (row.at(0).toNumber() - firstDay) / 7;
        if (week >= 0 && week < activityWeeks)
            view.activity[week] += row.at(1).toNumber();
    }
    const auto count = records.count(Query(interaction::entity).where(interaction::customer == view.customer.id));
    if (!count)
        return fail(count.error());
    view.interactions = *count;
    return {};
}

} // namespace

Result<CustomerView> loadCustomer(Records &records, const Id &id, qint64 nowMs)
{
    auto found = records.one(customer::entity, id);
    if (!found)
        return fail(found.error());
    CustomerView view;
    view.customer = std::move(*found);
    const QList<std::function<Result<>()>> steps{
        [&] { return read(records, Query(contact::entity), contact::customer, id, view.contacts); },
        [&] { return read(records, Query(phone::entity).orderBy(phone::position), phone::customer, id, view.phones); },
        [&] { return read(records, Query(email::entity).orderBy(email::position), email::customer, id, view.emails); },
        [&] { return read(records, Query(address::entity).orderBy(address::position), address::customer, id, view.addresses); },
        [&] { return read(records, Query(tag::entity), tag::customer, id, view.tags); },
        [&] { return read(records, Query(task::entity).where(isNull(task::done_at)).orderBy(task::due).limit(50), task::customer, id, view.tasks); },
        [&] { return read(records, Query(promise::entity).where(isNull(promise::done_at)).orderBy(promise::due).limit(50), promise::customer, id, view.promises); },
        [&] { return readDone(records, view, nowMs); },
        [&] { return read(records, Query(fact::entity).orderBy(fact::noted_at, Order::Descending).limit(200), fact::customer, id, view.facts); },
        [&] { return readWriters(records, view); },
        [&] { return take(relationsOf(records, id), view.relations); },
        [&] { return take(mergedInto(records, id), view.merged); },
        [&] { return read(records, Query(opportunity::entity).orderBy(opportunity::opened_at, Order::Descending).limit(100), opportunity::customer, id, view.opportunities); },
        [&] { return read(records, Query(ticket::entity).orderBy(ticket::opened_at, Order::Descending).limit(100), ticket::customer, id, view.tickets); },
        [&] { return read(records, Query(attachment::entity).orderBy({-1, Order::Descending}).limit(200), attachment::customer, id, view.attachments); },
        [&] { return readActivity(records, view, nowMs); },
    };
    for (const auto &step : steps)
        if (const auto done = step(); !done)
            return fail(done.error());
    if (const Id owner = view.customer[customer::owner]; !owner.isNull()) {
        const auto user = records.find(Query(user::entity).where(Condition::idIs(owner)).limit(1));
        if (!user)
            return fail(user.error());
        if (!user->isEmpty()) {
            view.ownerName = user->first()[user::name];
            view.ownerNameEn = user->first()[user::name_en];
        }
    }
    return view;
}

Result<Created> createCustomer(Records &records, const NewCustomer &typed, const Id &author, qint64 nowMs)
{
    // The form goes through the very pipeline of an import: a file of one row.
    using F = CustomerField;
    const QList<std::pair<F, QString>> cells{{F::Name, typed.name}, {F::Company, typed.company}, {F::Phone, typed.phone},
                                             {F::Email, typed.email}, {F::Address, typed.address}, {F::City, typed.city},
                                             {F::Source, typed.source}, {F::Note, typed.note}};
    ImportRowContext context;
    TableRow csv;
    for (const auto &[field, text] : cells) {
        context.mapping.columns.append({field, -1});
        context.headings.append(customerFieldCode(field));
        csv.cells.append(text);
    }
    context.todayMs = nowMs;
    const ImportRow row = readImportRow(csv, context);
    if (row.rejected) {
        if (row.rejected->id == u"customers.cellTooLong")
            return fail(Error::Code::Invalid, QStringLiteral("customers.fieldTooLong"), {}, row.rejected->details.mid(1));
        if (row.rejected->id == u"customers.nobody")
            return fail(Error::Code::Invalid, QStringLiteral("customers.nameless"));
        return fail(*row.rejected);
    }
    const auto alike = checkDuplicates(records, questionOf(row));
    if (!alike)
        return fail(alike.error());
    for (const DuplicateCandidate &one : *alike)
        if (one.match.proposes() && (!typed.differsFrom.contains(one.id) || typed.differsBecause.trimmed().isEmpty()))
            return fail(Error::Code::Invalid, QStringLiteral("customers.differenceReason"));
    const Id id = Id::make(nowMs);
    ChangeSet set{.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = QStringLiteral("customer.create"), .changes = {}};
    appendCustomerInserts(set.changes, row, id, Id(), nowMs);
    for (Change &change : set.changes)
        change.line = 0;
    set.changes.first().set(customer::owner, author);
    for (const Id &other : typed.differsFrom)
        set.changes << distinctPair(id, other, typed.differsBecause, author, nowMs);
    const auto done = records.commit(set);
    if (!done)
        return fail(done.error());
    return Created{id, *done};
}

Result<Committed> editCustomer(Records &records, const Record &seen, int field, const QString &typed, const Id &author)
{
    const FieldClass kind = field == customer::name.index || field == customer::company.index ? FieldClass::Name : FieldClass::FreeText;
    const auto clean = cleanField(kind, typed);
    if (!clean)
        return fail(clean.error());
    const bool empties = clean->text.isEmpty()
        && ((field == customer::name.index && seen[customer::company].isEmpty())
            || (field == customer::company.index && seen[customer::name].isEmpty()));
    if (empties)
        return fail(Error::Code::Invalid, QStringLiteral("customers.nameless"));
    ChangeSet set{.origin = Origin::Typed, .author = author, .title = QStringLiteral("customer.edit"), .changes = {}};
    Change change = Change::update(seen);
    change.edit(field, seen.value(field), Value(clean->text));
    if (field == customer::name.index || field == customer::company.index) {
        const QString name = field == customer::name.index ? clean->text : seen[customer::name];
        const QString company = field == customer::company.index ? clean->text : seen[customer::company];
        change.set(seen, customer::name_normal, normalName(name, company));
    }
    set.changes << change;
    return records.commit(set);
}

Result<Committed> setDone(Records &records, const Record &record, bool done, const Id &author, qint64 nowMs)
{
    const bool isTask = record.entity() == &task::entity;
    const int field = isTask ? task::done_at.index : promise::done_at.index;
    ChangeSet set{.origin = Origin::Typed, .author = author, .atMs = nowMs,
                  .title = isTask ? QStringLiteral("task.done") : QStringLiteral("promise.done"), .changes = {}};
    set.changes << Change::update(record).edit(field, record.value(field), done ? Value(nowMs) : Value());
    return records.commit(set);
}

} // namespace kemai
