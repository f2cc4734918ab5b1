// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <QTest>

#include <sqlite3.h>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDatabase : public QObject
{
    Q_OBJECT

    static Database inMemory()
    {
        sqlite3 *handle = nullptr;
        if (sqlite3_open(":memory:", &handle) != SQLITE_OK)
            qFatal("no database");
        return Database(handle);
    }

private slots:
    void keepsAStatementSomebodyHoldsThoughItIsNotSteppedYet()
    {
        Database database = inMemory();
        auto held = database.prepare("SELECT ?1 + 1");
        QVERIFY(held);
        held->bind(1, qint64(41));
        for (int i = 0; i < 900; ++i) // more than are kept, twice over
            QCOMPARE(*database.number("SELECT " + QByteArray::number(i)), qint64(i));
        QVERIFY(*held->step());
        QCOMPARE(held->number(0), qint64(42));
    }

    void twoOfOneTextAreTwo()
    {
        Database database = inMemory();
        const QByteArray text = "SELECT ?1";
        auto one = database.prepare(text);
        one->bind(1, qint64(1));
        {
            auto two = database.prepare(text);
            two->bind(1, qint64(2));
            QVERIFY(*two->step());
            QVERIFY(*one->step());
            QCOMPARE(two->number(0), qint64(2));
            QCOMPARE(one->number(0), qint64(1));
        }
        one->reset();
        QVERIFY(*one->step());
        QCOMPARE(one->number(0), qint64(1));
        Statement moved = std::move(*one);
        QCOMPARE(moved.number(0), qint64(1));
    }

    void aKeptOneComesBackWithoutItsValues()
    {
        Database database = inMemory();
        database.prepare("SELECT ?1")->bind(1, qint64(7));
        auto again = database.prepare("SELECT ?1");
        QVERIFY(*again->step());
        QVERIFY(again->isNull(0));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
