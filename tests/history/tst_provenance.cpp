// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/provenance.h"
#include "history/undo.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestProvenance : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldSaysWhereItCameFrom()
    {
        MemoryStore store;
        Records &records = store.records();
        const Id id = Id::make(1);
        const Id batch = Id::make(2);
        const Id li = Id::make(3);
        Change row = Change::insert(customer::entity, id).set(customer::name, u"张敏"_s).setInferred(customer::city, u"南京"_s, u"phone"_s);
        row.line = 17;
        QVERIFY(records.commit({.origin = Origin::Import, .atMs = 1000, .batch = batch, .changes = {row}}));
        const Record seen = *records.one(customer::entity, id);
        const auto typed = records.commit({.author = li, .atMs = 2000, .changes = {Change::update(seen).set(seen, customer::name, u"章敏"_s).set(seen, customer::level, u"A"_s)}});
        QVERIFY(typed);

        QHash<int, FieldSource> of = sources(records, id);
        QCOMPARE(of.size(), 3);
        QVERIFY(of[customer::name.index].origin() == Origin::Typed);
        QCOMPARE(of[customer::name.index].set.author, li);
        QCOMPARE(of[customer::name.index].set.atMs, 2000);
        QVERIFY(of[customer::city.index].origin() == Origin::Inferred);
        QVERIFY(of[customer::city.index].set.origin == Origin::Import);
        QCOMPARE(of[customer::city.index].inferredFrom, u"phone"_s);
        QCOMPARE(of[customer::city.index].line, 17);

        // What undo brought back comes from where it came the first time.
        const auto undone = undo(records, *planUndo(records, {typed->seq}), li);
        QVERIFY(undone);
        of = sources(records, id);
        QCOMPARE(of[customer::name.index].value, Value(u"张敏"_s));
        QVERIFY(of[customer::name.index].origin() == Origin::Import);
        QCOMPARE(of[customer::name.index].set.batch, batch);
        QCOMPARE(of[customer::name.index].line, 17);
        QCOMPARE(of[customer::name.index].broughtBack.id, undone->set);
        QVERIFY(of[customer::level.index].value.isNull());

        QVERIFY(undo(records, *planUndo(records, undone->sets)));
        of = sources(records, id);
        QVERIFY(of[customer::name.index].origin() == Origin::Typed);
        QVERIFY(of[customer::name.index].broughtBack.seq > undone->seq);
    }

    void aCustomersHistoryIsWholeAndPages()
    {
        MemoryStore store;
        Records &records = store.records();
        const Id id = Id::make(1);
        const Id other = Id::make(1);
        const Id number = Id::make(1);
        QVERIFY(records.commit({.changes = {Change::insert(customer::entity, id).set(customer::name, u"张敏"_s), Change::insert(customer::entity, other)}}));
        QVERIFY(records.commit({.changes = {Change::insert(phone::entity, number).set(phone::customer, id).set(phone::written, u"1"_s),
                                            Change::insert(phone::entity, Id::make(1)).set(phone::customer, other)}}));
        for (int i = 0; i < 40; ++i)
            QVERIFY(records.commit({.changes = {Change::insert(interaction::entity, Id::make(i)).set(interaction::customer, i % 2 ? id : other).set(interaction::at, 100 - i)}}));
        QVERIFY(records.commit({.changes = {Change::remove(*records.one(phone::entity, number))}}));
        QVERIFY(records.commit({.title = u"merge"_s, .changes = {Change::insert(merge::entity, Id::make(1)).set(merge::survivor, id).set(merge::merged, other)}}));

        const auto whole = historyOfCustomer(records, id, 1000);
        QVERIFY(whole);
        QCOMPARE(whole->size(), 1 + 2 + 20 + 1);
        QCOMPARE(whole->first().set.title, u"merge"_s);
        QVERIFY(whole->last().row.operation == Change::Operation::Insert);
        QList<qint64> paged;
        qint64 before = 0;
        while (true) {
            const auto page = historyOfCustomer(records, id, 5, before);
            QVERIFY(page);
            for (const HistoryLine &line : *page)
                paged.append(line.row.seq);
            if (page->size() < 5)
                break;
            before = page->last().row.seq;
        }
        QCOMPARE(paged.size(), whole->size());
        for (qsizetype i = 0; i < paged.size(); ++i)
            QCOMPARE(paged.at(i), whole->at(i).row.seq);
        QCOMPARE(historyOf(records, phone::entity, number, 10)->size(), 2);
    }

private:
    static QHash<int, FieldSource> sources(Records &records, const Id &id)
    {
        QHash<int, FieldSource> all;
        const auto found = provenanceOf(records, customer::entity, id);
        for (const FieldSource &source : *found)
            all.insert(source.field, source);
        return all;
    }
};

QTEST_GUILESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
