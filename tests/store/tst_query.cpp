// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memory_store.h"
#include "store/query_sql.h"
#include "support/query_suite.h"

#include <QTest>

#include <sqlite3.h>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestQuery : public QObject
{
    Q_OBJECT

private slots:
    void answersAsTheNaiveOne()
    {
        for (quint32 seed = 1; seed <= 12; ++seed)
            QCOMPARE(m_suite.answersAsTheNaiveOne(seed, 250), QString());
    }
    void aggregatesAsTheNaiveOne()
    {
        for (quint32 seed = 1; seed <= 6; ++seed)
            QCOMPARE(m_suite.aggregatesAsTheNaiveOne(seed, 60), QString());
    }
    void pagesAreTheWhole()
    {
        for (quint32 seed = 1; seed <= 8; ++seed)
            QCOMPARE(m_suite.pagesAreTheWhole(seed), QString());
    }
    void historyPages() { QCOMPARE(m_suite.historyPages(), QString()); }
    void hostileTextIsText() { QCOMPARE(m_suite.hostileTextIsText(), QString()); }
    void commitsAsPromised() { QCOMPARE(m_suite.commitsAsPromised(), QString()); }

    // What one page costs is counted in steps of SQLite's machine: a scan from the top of the index takes thousands.
    void aPageDeepDownBeginsInTheMiddleOfTheIndex_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<Order>("order");
        QTest::newRow("descending, among the values") << 3000 << Order::Descending;
        QTest::newRow("descending, at the last value") << 3999 << Order::Descending;
        QTest::newRow("ascending, among the values") << 3000 << Order::Ascending;
        QTest::newRow("ascending, at the last null") << -1 << Order::Ascending;
    }
    void aPageDeepDownBeginsInTheMiddleOfTheIndex()
    {
        QFETCH(int, from);
        QFETCH(Order, order);
        MemoryStore store;
        ChangeSet set;
        for (int i = 0; i < 4010; ++i) { // of the last ten nobody has heard
            const Id id = Id::make(i + 1);
            set.changes << Change::insert(customer::entity, id).set(customer::name, u"客户"_s);
            if (i < 4000)
                set.changes << Change::insert(interaction::entity, Id::make(i + 1)).set(interaction::customer, id).set(interaction::at, i + 1);
        }
        QVERIFY(store.records().commit(set));
        Query query = Query(customer::entity).orderBy(customer::last_interaction, order).limit(20);
        const auto row = store.records().find(Query(query).offset(order == Order::Descending ? from : from + 10).limit(1));
        QVERIFY(row);
        query.after(row->first());
        int steps = 0;
        sqlite3_progress_handler(store.database().handle(), 10, [](void *count) { *static_cast<int *>(count) += 10; return 0; }, &steps);
        const auto page = store.records().find(query);
        sqlite3_progress_handler(store.database().handle(), 0, nullptr, nullptr);
        QVERIFY(page);
        QCOMPARE(page->size(), from == 3999 ? 10 : 20);
        QVERIFY2(steps < 2500, qPrintable(QString::number(steps)));
    }
    void behindARowOneRangeIsAskedAtATime()
    {
        Record row(interaction::entity);
        row.id = Id::make(1);
        row.set(interaction::at, 5);
        const Query query = Query(interaction::entity).orderBy(interaction::at, Order::Descending).after(row);
        QCOMPARE(translateFind(query).size(), 2);
        QVERIFY(translateFind(query).first().sql.contains("\"at\" <= ? AND"));
        QVERIFY(!translateFind(query).first().sql.contains("NULL"));
        QCOMPARE(translateFind(Query(query).after(Record(interaction::entity))).size(), 1);
        QCOMPARE(translateFind(Query(interaction::entity).orderBy(interaction::at).after(row)).size(), 1);
        QCOMPARE(translateFind(Query(history::entity).orderBy(history::seq, Order::Descending).after(Record(history::entity))).size(), 1);
    }

private:
    QuerySuite m_suite{[] {
        const auto store = std::make_shared<MemoryStore>();
        return std::shared_ptr<Records>(store, &store->records());
    }};
};

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
