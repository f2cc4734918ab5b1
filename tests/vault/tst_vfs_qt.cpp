// SPDX-License-Identifier: GPL-3.0-or-later
// Qt's SQLite driver shares the system's SQLite and so sees the VFS; where it does not (a Qt with an SQLite of its
// own), the check of SQLITE_FCNTL_VFSNAME in openEncrypted() is what refuses (pitfall 5).
#include "vault/vfs.h"
#include "vfs_fixture.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>

using namespace kemai;

class TestVfsQt : public QObject
{
    Q_OBJECT

private slots:
    void seesTheVfsThroughQt()
    {
        if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE")))
            QSKIP("Qt's SQLite driver is not installed");
        QTemporaryDir folder(testFolder());
        const QString file = folder.filePath(QStringLiteral("qt.db"));
        const KeyHandle key = holdTestKey();
        {
            TestConnection made(openEncrypted(file, key, OpenMode::Create, Checkpointing::ThisConnection));
            QCOMPARE(made.run("CREATE TABLE t(a); INSERT INTO t VALUES('客脉')"), SQLITE_OK);
        }
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("sealed"));
            database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI"));
            database.setDatabaseName(QStringLiteral("file:%1?vfs=kemai&kemai_key=%2").arg(file).arg(quint64(key)));
            QVERIFY2(database.open(), qPrintable(database.lastError().text()));
            auto *connection = *static_cast<sqlite3 *const *>(database.driver()->handle().data());
            char *name = nullptr;
            QCOMPARE(sqlite3_file_control(connection, "main", SQLITE_FCNTL_VFSNAME, &name), SQLITE_OK);
            QVERIFY2(QByteArray(name).startsWith("kemai/"), name);
            sqlite3_free(name);
            QSqlQuery query(database);
            QVERIFY(query.exec(QStringLiteral("PRAGMA temp_store=MEMORY")));
            QVERIFY(query.exec(QStringLiteral("INSERT INTO t VALUES('by Qt')")));
            QVERIFY(query.exec(QStringLiteral("SELECT group_concat(a) FROM t")) && query.next());
            QCOMPARE(query.value(0).toString(), QStringLiteral("客脉,by Qt"));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("sealed"));
        QVERIFY(!bytesOf(file).contains("by Qt"));
        TestConnection again(openEncrypted(file, key, OpenMode::ReadWrite));
        QCOMPARE(again.ask("SELECT count(*) FROM t"), "2");
    }
};

QTEST_GUILESS_MAIN(TestVfsQt)
#include "tst_vfs_qt.moc"
