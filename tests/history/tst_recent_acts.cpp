// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/recent_acts.h"
#include "history/undo.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestRecentActs : public QObject
{
    Q_OBJECT

private:
    Records &records() { return m_store->records(); }
    Id commit(const QList<Change> &changes, const Id &author, const Id &batch = {})
    {
        ChangeSet set;
        set.author = author;
        set.batch = batch;
        set.origin = batch.isNull() ? Origin::Typed : Origin::Import;
        set.changes = changes;
        const auto done = records().commit(set);
        return done ? done->set : Id();
    }
    Id customer(const QString &name, const Id &author)
    {
        const Id id = Id::make(m_store->clock.nowMs());
        commit({Change::insert(customer::entity, id).set(customer::name, name)}, author);
        return id;
    }

    std::unique_ptr<MemoryStore> m_store;
    const Id m_me = Id::fromSeed(1, 1, 1);
    const Id m_li = Id::fromSeed(1, 2, 1);

private slots:
    void init() { m_store = std::make_unique<MemoryStore>(); }

    void listsWhatIDidNewestFirstAndNobodyElsesActs()
    {
        const Id zhang = customer(u"张敏"_s, m_me);
        const Record row = *records().one(customer::entity, zhang);
        commit({Change::update(row).set(row, customer::city, u"上海"_s)}, m_li);
        const Id note = Id::make(m_store->clock.nowMs());
        commit({Change::insert(task::entity, note).set(task::customer, zhang).set(task::title, u"报价"_s)}, m_me);
        const auto acts = recentActs(records(), m_me, 50);
        QVERIFY(acts);
        QCOMPARE(acts->size(), 2);
        QCOMPARE(acts->at(0).entity, &task::entity);
        QCOMPARE(acts->at(0).customerName, u"张敏"_s); // whom it is about, though it is a task
        QCOMPARE(acts->at(1).record, zhang);
        QVERIFY(acts->at(1).operation == Change::Operation::Insert);
        QVERIFY(!acts->at(1).undone);
        QCOMPARE(recentActs(records(), m_me, 1)->size(), 1);
        QCOMPARE(recentActs(records(), Id(), 50)->size(), 0);
    }

    void anUndoneActSaysSoAndItsUndoIsAnActOfItsOwn()
    {
        const Id zhang = customer(u"张敏"_s, m_me);
        const Record row = *records().one(customer::entity, zhang);
        const Id edit = commit({Change::update(row).set(row, customer::city, u"上海"_s)}, m_me);
        const auto undone = undo(records(), *planUndoOfSet(records(), edit), m_me);
        QVERIFY(undone);
        auto acts = recentActs(records(), m_me, 50);
        QCOMPARE(acts->size(), 3);
        QVERIFY(acts->at(0).set.origin == Origin::Undo);
        QVERIFY(!acts->at(0).undone);
        QVERIFY(acts->at(1).undone);
        QCOMPARE(acts->at(1).fields, QList<int>{customer::city.index});
        QVERIFY(undo(records(), *planUndoOfSet(records(), acts->at(0).set.id), m_me)); // redo
        acts = recentActs(records(), m_me, 50);
        QVERIFY(!acts->at(2).undone);
        QVERIFY(acts->at(1).undone);
    }

    void anImportOfManySetsIsOneAct()
    {
        const Id batch = Id::fromSeed(1, 2, 3);
        customer(u"之前"_s, m_me);
        for (int i = 0; i < 120; ++i)
            commit({Change::insert(customer::entity, Id::make(m_store->clock.nowMs())).set(customer::name, u"客户%1"_s.arg(i))}, m_me, batch);
        const auto acts = recentActs(records(), m_me, 20);
        QVERIFY(acts);
        QCOMPARE(acts->size(), 2);
        QCOMPARE(acts->at(0).set.batch, batch);
        QCOMPARE(acts->at(1).customerName, u"之前"_s);
    }
};

QTEST_GUILESS_MAIN(TestRecentActs)
#include "tst_recent_acts.moc"
