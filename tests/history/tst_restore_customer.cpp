// SPDX-License-Identifier: GPL-3.0-or-later
// One customer as of a date (R012): what was lost comes back, what came since stays, nobody else is touched, one undo takes it back.
#include "history/restore_customer.h"
#include "history/undo.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestRestoreCustomer : public QObject
{
    Q_OBJECT

    std::unique_ptr<MemoryStore> m_store;
    Records &records() { return m_store->records(); }
    void commit(const QList<Change> &changes) { QVERIFY(records().commit({.changes = changes})); }
    Record row(const Entity &entity, const Id &id) { return *records().one(entity, id); }
    qint64 tick(qint64 ms = 60'000)
    {
        m_store->clock.advanceMs(ms);
        return m_store->clock.nowMs();
    }

private slots:
    void init() { m_store = std::make_unique<MemoryStore>(); }

    void bringsBackWhatWasLostAndKeepsWhatCameSince()
    {
        const Id zhang = Id::make(m_store->clock.nowMs()), li = Id::make(m_store->clock.nowMs());
        const Id number = Id::make(m_store->clock.nowMs()), file = Id::make(m_store->clock.nowMs()), hers = Id::make(m_store->clock.nowMs());
        commit({Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s).set(customer::name_normal, u"张敏"_s),
                Change::insert(customer::entity, li).set(customer::name, u"李雷"_s),
                Change::insert(phone::entity, number).set(phone::customer, zhang).set(phone::written, u"138"_s),
                Change::insert(attachment::entity, file).set(attachment::customer, zhang).set(attachment::file_name, u"合同.pdf"_s),
                Change::insert(attachment::entity, hers).set(attachment::customer, li).set(attachment::file_name, u"报价.pdf"_s)});
        const qint64 then = tick();
        tick();
        const Id since = Id::make(m_store->clock.nowMs());
        commit({Change::update(row(customer::entity, zhang)).set(row(customer::entity, zhang), customer::name, u"章敏"_s).set(row(customer::entity, zhang), customer::name_normal, u"章敏"_s),
                Change::update(row(phone::entity, number)).set(row(phone::entity, number), phone::written, u"139"_s),
                Change::remove(row(attachment::entity, file)), Change::remove(row(attachment::entity, hers)),
                Change::insert(phone::entity, since).set(phone::customer, zhang).set(phone::written, u"137"_s)});
        tick();

        const auto done = restoreCustomer(records(), zhang, then, li, m_store->clock.nowMs());
        QVERIFY2(done, done ? "" : qPrintable(done.error().log));
        QCOMPARE(done->revived, 1);
        QCOMPARE(done->fields, 3);
        QCOMPARE(done->added, 1);
        QCOMPARE(row(customer::entity, zhang)[customer::name], u"张敏"_s);
        QCOMPARE(row(customer::entity, zhang)[customer::name_normal], u"张敏"_s);
        QCOMPARE(row(phone::entity, number)[phone::written], u"138"_s);
        QCOMPARE(row(attachment::entity, file).removedMs, 0);
        QCOMPARE(row(phone::entity, since).removedMs, 0);       // came since: stays
        QVERIFY(row(attachment::entity, hers).removedMs != 0);  // somebody else's
        // Again, there is nothing left to do.
        QCOMPARE(restoreCustomer(records(), zhang, then, li, m_store->clock.nowMs())->committed.applied, 0);
        // One undo takes it back.
        const Record set = *records().one(change_set::entity, done->committed.set);
        const auto plan = planUndo(records(), {set[change_set::seq]});
        QVERIFY(plan && undo(records(), *plan, li));
        QCOMPARE(row(customer::entity, zhang)[customer::name], u"章敏"_s);
        QVERIFY(row(attachment::entity, file).removedMs != 0);
    }

    void aCustomerThatWasWithdrawnComesBackWhole()
    {
        const Id zhang = Id::make(m_store->clock.nowMs()), number = Id::make(m_store->clock.nowMs());
        commit({Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s),
                Change::insert(phone::entity, number).set(phone::customer, zhang).set(phone::written, u"138"_s)});
        const qint64 then = tick();
        tick();
        commit({Change::remove(row(phone::entity, number)), Change::remove(row(customer::entity, zhang))});
        tick();
        QVERIFY(restoreCustomer(records(), zhang, then, {}, m_store->clock.nowMs()));
        QCOMPARE(row(customer::entity, zhang).removedMs, 0);
        QCOMPARE(row(phone::entity, number).removedMs, 0);
    }

    void refusesWhatCannotBeMeant()
    {
        const qint64 before = m_store->clock.nowMs();
        tick();
        const Id zhang = Id::make(m_store->clock.nowMs()), li = Id::make(m_store->clock.nowMs());
        commit({Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s), Change::insert(customer::entity, li).set(customer::name, u"张敏"_s)});
        const qint64 then = tick();
        tick();
        QCOMPARE(restoreCustomer(records(), zhang, before, {}, m_store->clock.nowMs()).error().id, u"history.notYet"_s);
        QCOMPARE(restoreCustomer(records(), Id::make(5), then, {}, m_store->clock.nowMs()).error().code, Error::Code::NotFound);
        commit({Change::update(row(customer::entity, zhang)).set(row(customer::entity, zhang), customer::merged_into, li)});
        QCOMPARE(restoreCustomer(records(), zhang, then, {}, m_store->clock.nowMs()).error().id, u"history.mergedSince"_s);
    }
};

QTEST_GUILESS_MAIN(TestRestoreCustomer)
#include "tst_restore_customer.moc"
