// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memory_store.h"
#include "support/query_suite.h"

#include <QTest>

using namespace kemai;

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

private:
    QuerySuite m_suite{[] {
        const auto store = std::make_shared<MemoryStore>();
        return std::shared_ptr<Records>(store, &store->records());
    }};
};

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
