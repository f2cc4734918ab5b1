// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schema.h"
#include "store/ddl.h"
#include "support/golden.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDdl : public QObject
{
    Q_OBJECT

private slots:
    void theDdlIsTheGolden()
    {
        const QByteArray difference = golden(u"tests/store/sqlite.sql"_s, script(createStatements()));
        QVERIFY2(difference.isEmpty(), difference.constData());
    }
};

QTEST_GUILESS_MAIN(TestDdl)
#include "tst_ddl.moc"
