// SPDX-License-Identifier: GPL-3.0-or-later
// The same random operations on plain SQLite and through the VFS give the same answers.
#include "vault/vfs.h"
#include "vfs_fixture.h"

#include <QRandomGenerator>

using namespace kemai;

namespace {

QByteArray randomOperation(QRandomGenerator &random, bool *inTransaction, int *savepoints)
{
    const auto n = [&random](int below) { return QByteArray::number(random.bounded(below)); };
    const QByteArray id = n(3000);
    switch (random.bounded(22)) {
    case 0: case 1: case 2: case 3: case 4:
        return "INSERT OR IGNORE INTO customer VALUES(" + id + ", 'name" + n(200) + "', replace(hex(zeroblob(" + n(600)
            + ")), '0', 'ab'), " + n(1000) + ")";
    case 5: case 6:
        return "UPDATE customer SET name = 'renamed" + n(90) + "', amount = amount + 1 WHERE id = " + id;
    case 7:
        return "UPDATE customer SET note = note || 'xyz' WHERE id BETWEEN " + id + " AND " + id + " + 40";
    case 8: case 9:
        return "DELETE FROM customer WHERE id = " + id;
    case 10:
        return "DELETE FROM customer WHERE amount < " + n(30);
    case 11:
        return "INSERT INTO words SELECT name || ' word" + n(50) + "' FROM customer WHERE id < " + n(20);
    case 12:
        return "SELECT count(*) FROM words WHERE words MATCH 'word" + n(50) + "'";
    case 13: case 14:
        return "SELECT id, name, length(note) FROM customer WHERE name = 'name" + n(200) + "' ORDER BY id";
    case 15:
        return "SELECT amount, count(*), sum(length(note)) FROM customer GROUP BY amount % 7 ORDER BY 1, 2, 3";
    case 16:
        if (*inTransaction)
            return "SELECT max(id), min(id) FROM customer";
        *inTransaction = true;
        return "BEGIN IMMEDIATE";
    case 17:
        if (!*inTransaction)
            return "SELECT total(amount) FROM customer";
        *inTransaction = false;
        *savepoints = 0;
        return random.bounded(3) ? "COMMIT" : "ROLLBACK";
    case 18:
        if (!*inTransaction)
            return "PRAGMA quick_check";
        ++*savepoints;
        return "SAVEPOINT s";
    case 19:
        if (!*savepoints)
            return "SELECT group_concat(id) FROM (SELECT id FROM customer ORDER BY note, id LIMIT 20)";
        --*savepoints;
        return random.bounded(2) ? "ROLLBACK TO s; RELEASE s" : "RELEASE s";
    case 20:
        return *inTransaction ? "SELECT count(*) FROM customer" : "CREATE INDEX IF NOT EXISTS extra ON customer(amount, name)";
    default:
        return *inTransaction ? "SELECT count(*) FROM words" : "DROP INDEX IF EXISTS extra";
    }
}

} // namespace

class TestVfsDifferential : public QObject
{
    Q_OBJECT

private slots:
    void givesTheSameAnswersAsPlainSqlite()
    {
        QTemporaryDir folder(testFolder());
        const KeyHandle key = holdTestKey();
        const QString file = folder.filePath(QStringLiteral("sealed.db"));
        TestConnection sealed(openEncrypted(file, key, OpenMode::Create, Checkpointing::ThisConnection));
        sqlite3 *raw = nullptr;
        QCOMPARE(sqlite3_open(folder.filePath(QStringLiteral("plain.db")).toUtf8().constData(), &raw), SQLITE_OK);
        TestConnection plain(raw);
        QCOMPARE(plain.run("PRAGMA journal_mode=WAL"), SQLITE_OK);
        const QByteArray set = "PRAGMA cache_size=15; PRAGMA wal_autocheckpoint=60; PRAGMA synchronous=OFF;"
                               "CREATE TABLE customer(id INTEGER PRIMARY KEY, name, note, amount);"
                               "CREATE INDEX customer_name ON customer(name); CREATE VIRTUAL TABLE words USING fts5(body)";
        QCOMPARE(plain.run(set), SQLITE_OK);
        QCOMPARE(sealed.run(set), SQLITE_OK);

        QRandomGenerator random(11);
        bool inTransaction = false;
        int savepoints = 0;
        const int operations = sized(2000, 1'000'000);
        for (int i = 0; i < operations; ++i) {
            const QByteArray sql = randomOperation(random, &inTransaction, &savepoints);
            const bool asks = sql.startsWith("SELECT") || sql.startsWith("PRAGMA");
            const QByteArray one = asks ? plain.ask(sql) : QByteArray::number(plain.run(sql));
            const QByteArray other = asks ? sealed.ask(sql) : QByteArray::number(sealed.run(sql));
            QVERIFY2(one == other, QByteArray("operation " + QByteArray::number(i) + ": " + sql + "\n" + one + "\n" + other).constData());
            if (i % 2000 == 1999 && !inTransaction) {
                sealed.close(); // and open again
                sealed = TestConnection(openEncrypted(file, key, OpenMode::ReadWrite, Checkpointing::ThisConnection));
                QCOMPARE(sealed.run("PRAGMA cache_size=15; PRAGMA wal_autocheckpoint=60; PRAGMA synchronous=OFF"), SQLITE_OK);
            }
        }
        if (inTransaction) {
            QCOMPARE(plain.run("COMMIT"), SQLITE_OK);
            QCOMPARE(sealed.run("COMMIT"), SQLITE_OK);
        }
        const QByteArray everything = "SELECT * FROM customer ORDER BY id";
        QCOMPARE(sealed.ask(everything), plain.ask(everything));
        QCOMPARE(sealed.ask("PRAGMA integrity_check"), "ok");
        sealed.close();
        QVERIFY(verifyPages(file, key));
    }
};

QTEST_APPLESS_MAIN(TestVfsDifferential)
#include "tst_vfs_differential.moc"
