// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ddl.h"
#include "schema/schema.h"
#include "support/golden.h"

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
                QVERIFY2(table.contains(QByteArray("\n  \"" + QByteArray(field.name) + "\" ")) || qstrcmp(field.name, "seq") == 0, field.name);
        }
    }

    // PostgreSQL cuts longer names without a word, and two cut alike would collide.
    void noNameIsTooLong()
    {
        QSet<QByteArray> names;
        for (const QByteArray &statement : ledger::createStatements()) {
            const qsizetype from = statement.indexOf('"') + 1;
            const QByteArray name = statement.mid(from, statement.indexOf('"', from) - from);
            QVERIFY2(name.size() < 64, name.constData());
            QVERIFY2(!names.contains(name), name.constData());
            names.insert(name);
        }
    }
};

QTEST_GUILESS_MAIN(TestLedgerDdl)
#include "tst_ledger_ddl.moc"
