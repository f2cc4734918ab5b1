// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ddl.h"
#include "schema/schema.h"
#include "support/golden.h"
#include "support/private_cluster.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestLedgerDdl : public QObject
{
    Q_OBJECT

private slots:
    void theDdlIsTheGolden()
    {
        const QByteArray difference = golden(u"tests/ledger/postgres.sql"_s, script(ledger::createStatements()));
        QVERIFY2(difference.isEmpty(), difference.constData());
    }

    void everyFieldIsAColumn()
    {
        for (const Entity *entity : allEntities()) {
            const QByteArray table = ledger::createStatements(*entity).first();
            for (const Field &field : entity->fields)
                QVERIFY2(table.contains(QByteArray("\n  \"" + QByteArray(field.name) + "\" ")), field.name);
        }
    }

    // PostgreSQL cuts longer names without a word, and two cut alike would collide.
    void noNameIsTooLong()
    {
        QSet<QByteArray> names;
        for (const Entity *entity : allEntities())
            for (const QByteArray &statement : ledger::createStatements(*entity)) {
                const qsizetype from = statement.indexOf('"') + 1;
                const QByteArray name = statement.mid(from, statement.indexOf('"', from) - from);
                QVERIFY2(name.size() < 64, name.constData());
                QVERIFY2(!names.contains(name), name.constData());
                names.insert(name);
            }
    }

    // Every statement in one transaction, in the order of the golden.
    void aRealClusterTakesTheGolden()
    {
        const auto database = PrivateCluster::instance().empty();
        const auto connection = database.connect();
        QVERIFY(connection->script("BEGIN"));
        for (const QByteArray &statement : ledger::createStatements()) {
            const auto done = connection->script(statement);
            QVERIFY2(done, QByteArray(statement + "\n" + (done ? QByteArray() : done.error().log.toUtf8())).constData());
        }
        QVERIFY(connection->script("COMMIT"));
    }

    void migratingTwiceIsMigratingOnce()
    {
        const auto database = PrivateCluster::instance().empty();
        const auto connection = database.connect();
        const auto first = ledger::migrate(*connection, 1);
        QVERIFY2(first, first ? "" : qPrintable(first.error().log));
        QCOMPARE(first->from, ledger::DatabaseVersion{});
        QVERIFY(first->tables > 20);
        const QByteArray columns = "SELECT string_agg(table_schema || '.' || table_name || '.' || column_name || ' ' || data_type, ',' ORDER BY 1) "
                                   "FROM (SELECT * FROM information_schema.columns WHERE table_schema IN ('public', 'sync') ORDER BY 1, 2, 3, 4) c";
        const QString before = connection->query(columns)->text(0, 0);
        const auto second = ledger::migrate(*connection, 2);
        QVERIFY2(second, second ? "" : qPrintable(second.error().log));
        QCOMPARE(second->tables + second->columns + second->indexes, 0);
        QCOMPARE(connection->query(columns)->text(0, 0), before);
        QCOMPARE(*connection->number("SELECT count(*) FROM sync.ledger_version"), 1);
        QVERIFY(ledger::checkVersion(*connection));
    }

    // The tables as they stood before synchronization (2026-11-22), with rows in them.
    void theFirstTablesAreBroughtUp()
    {
        const auto database = PrivateCluster::instance().empty();
        const auto connection = database.connect();
        QFile old(u"" KEMAI_SOURCE_DIR "/tests/ledger/releases/0.sql"_s);
        QVERIFY(old.open(QIODevice::ReadOnly));
        QVERIFY(connection->script(old.readAll()));
        QVERIFY(connection->script("INSERT INTO contact (id, version, customer, name) VALUES "
                                   "('00000000-0000-7000-8000-000000000002', 1, '00000000-0000-7000-8000-000000000001', '李雷')"));
        QVERIFY(connection->script("INSERT INTO customer (id, version, name, owner, custom) VALUES "
                                   "('00000000-0000-7000-8000-000000000001', 3, '张敏', '00000000-0000-7000-8000-000000000009', '{\"a\": 1}')"));
        QCOMPARE(ledger::checkVersion(*connection).error().id, u"ledger.older"_s);
        const auto done = ledger::migrate(*connection, 1);
        QVERIFY2(done, done ? "" : qPrintable(done.error().log));
        const auto rows = connection->query("SELECT c.name, c.version, c.custom::text, c.scope, k.scope, s.subject FROM customer c, contact k, sync.scope s WHERE s.id = c.scope");
        QCOMPARE(rows->count(), 1);
        QCOMPARE(rows->text(0, 0), u"张敏"_s);
        QCOMPARE(rows->number(0, 1), 3);
        QCOMPARE(rows->text(0, 2), u"{\"a\": 1}"_s);
        QVERIFY(rows->number(0, 3) >= 16);
        QCOMPARE(rows->number(0, 4), rows->number(0, 3)); // the child with its customer
        // And is what a fresh one is.
        const auto fresh = PrivateCluster::instance().freshLedger();
        const auto other = fresh.connect();
        for (const char *what : {"SELECT string_agg(c, E'\\n' ORDER BY c) FROM (SELECT table_name || '.' || column_name || ' ' || data_type || coalesce(column_default, '') AS c "
                                       "FROM information_schema.columns WHERE table_schema = 'public') x",
                                       "SELECT string_agg(indexdef, E'\\n' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public'",
                                       "SELECT string_agg(tgrelid::regclass || ' ' || tgname, E'\\n' ORDER BY tgrelid::regclass::text, tgname) FROM pg_trigger WHERE NOT tgisinternal"})
            QCOMPARE(connection->query(what)->text(0, 0), other->query(what)->text(0, 0));
    }

    void aNewerDatabaseIsLeftAlone()
    {
        const auto database = PrivateCluster::instance().freshLedger();
        const auto connection = database.connect();
        QVERIFY(connection->script("INSERT INTO sync.ledger_version (schema_version, machinery_version, at, program) VALUES (999, 1, 1, 'later')"));
        QCOMPARE(ledger::checkVersion(*connection).error().id, u"ledger.newer"_s);
        QCOMPARE(ledger::migrate(*connection, 1).error().id, u"ledger.newer"_s);
    }
};

QTEST_GUILESS_MAIN(TestLedgerDdl)
#include "tst_ledger_ddl.moc"
