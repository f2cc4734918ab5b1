// SPDX-License-Identifier: GPL-3.0-or-later
// A store in memory with customers made from texts, for the tests of duplicates and merges.
#pragma once

#include "customers/customer_changes.h"
#include "customers/duplicate_check.h"
#include "customers/duplicate_list.h"
#include "customers/duplicate_run.h"
#include "demo/labelled_set.h"
#include "schema/duplicate.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QTest>

namespace kemai {

inline ImportRow rowOf(const LabelledCustomer &text)
{
    using F = CustomerField;
    ImportRowContext context;
    TableRow csv;
    for (const auto &[field, cell] : QList<std::pair<F, QString>>{{F::Name, text.name}, {F::Company, text.company}, {F::Phone, text.phone},
                                                                  {F::Email, text.email}, {F::Address, text.address}, {F::City, text.city},
                                                                  {F::Birthday, text.birthday}}) {
        context.mapping.columns.append({field, -1});
        context.headings.append(customerFieldCode(field));
        csv.cells.append(cell);
    }
    context.todayMs = 1'795'305'600'000;
    return readImportRow(csv, context);
}

class DuplicateOffice
{
public:
    static constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22

    Records &records() { return store.records(); }

    Id add(const LabelledCustomer &text)
    {
        const Id id = Id::fromSeed(nowMs, 7, ++made * 4);
        ChangeSet set{.origin = Origin::Typed, .changes = {}};
        appendCustomerInserts(set.changes, rowOf(text), id, Id(), nowMs);
        commit(set);
        return id;
    }
    Id add(const QString &name, const QString &company = {}, const QString &phone = {}, const QString &email = {}, const QString &address = {})
    {
        return add(LabelledCustomer{.name = name, .company = company, .phone = phone, .email = email, .address = address});
    }
    Id person(const QString &login, const QString &role)
    {
        const Id id = Id::fromSeed(nowMs, 9, ++made * 4);
        commit({.changes = {Change::insert(user::entity, id).set(user::login, login).set(user::name, login).set(user::role, role)}});
        return id;
    }
    Id commit(const ChangeSet &set)
    {
        store.clock.advanceMs(1000);
        const auto done = records().commit(set);
        if (!done)
            qFatal("%s", qPrintable(done.error().id));
        return done->set;
    }
    DuplicateRunSummary runDuplicates()
    {
        DuplicateRun run(nowMs);
        while (step(run.step(records()))) { }
        while (step(run.write(records()))) { }
        return run.summary();
    }
    QList<DuplicateCluster> clusters()
    {
        const auto all = duplicateClusters(records(), nowMs);
        if (!all)
            qFatal("%s", qPrintable(all.error().id));
        return *all;
    }
    Record one(const Entity &entity, const Id &id) { return *records().one(entity, id); }
    qint64 count(const Entity &entity) { return *records().count(Query(entity).withRemoved()); }

    MemoryStore store{nowMs};

private:
    static bool step(const Result<bool> &more)
    {
        if (!more)
            qFatal("%s", qPrintable(more.error().id));
        return *more;
    }
    quint64 made = 0;
};

} // namespace kemai
