// SPDX-License-Identifier: GPL-3.0-or-later
// The VFS in ordinary use: create, open, back up, verify. Each pitfall has its test in tst_vfs_pitfalls.cpp.
#include "vault/vfs.h"
#include "vfs_fixture.h"

using namespace kemai;

class TestVfs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(registerVfs());
        QVERIFY(registerVfs()); // once is enough, twice does no harm
        QVERIFY(QByteArray(sqlite3_vfs_find(nullptr)->zName) != vfsName);
        m_key = holdTestKey();
        QVERIFY(m_key != KeyHandle::None);
    }

    void keepsWhatWasCommitted()
    {
        const QString file = m_folder.filePath(QStringLiteral("kept 100% 客户?.db"));
        {
            TestConnection made(openEncrypted(file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
            QVERIFY(made);
            QCOMPARE(made.run(fillingSql(300)), SQLITE_OK);
            QCOMPARE(made.ask("SELECT count(*), sum(length(note)) FROM customer").split('|').first(), "300");
        }
        TestConnection again(openEncrypted(file, m_key, OpenMode::ReadWrite));
        QCOMPARE(again.ask("PRAGMA integrity_check"), "ok");
        QCOMPARE(again.ask("SELECT count(*) FROM customer_text WHERE customer_text MATCH 'customer'"), "300");
        TestConnection reader(openEncrypted(file, m_key, OpenMode::ReadOnly));
        QCOMPARE(reader.ask("SELECT count(*) FROM customer"), "300");
        QCOMPARE(reader.run("DELETE FROM customer") & 0xff, SQLITE_READONLY);
        const Result<qint64> verified = verifyPages(file, m_key);
        QVERIFY(verified);
        QCOMPARE(*verified, qint64(bytesOf(file).size() / pageSize));
    }

    void setsWhatEveryConnectionNeeds_data()
    {
        QTest::addColumn<QByteArray>("pragma");
        QTest::addColumn<QByteArray>("value");
        const std::pair<const char *, const char *> expected[] = {
            {"journal_mode", "wal"}, {"synchronous", "2"},     {"temp_store", "2"},      {"page_size", "4096"},
            {"mmap_size", "0"},      {"trusted_schema", "0"},  {"cell_size_check", "1"}, {"wal_autocheckpoint", "0"},
            {"busy_timeout", "5000"},
        };
        for (const auto &[pragma, value] : expected)
            QTest::newRow(pragma) << QByteArray(pragma) << QByteArray(value);
    }
    void setsWhatEveryConnectionNeeds()
    {
        QFETCH(QByteArray, pragma);
        QFETCH(QByteArray, value);
        const QString file = m_folder.filePath(QStringLiteral("pragmas.db"));
        TestConnection connection(openEncrypted(file, m_key, QFile::exists(file) ? OpenMode::ReadWrite : OpenMode::Create));
        QCOMPARE(connection.ask("PRAGMA " + pragma), value);
    }

    void refusesToOpen_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<OpenMode>("mode");
        QTest::addColumn<QString>("id");
        const QByteArray none;
        QTest::newRow("a file that is not there") << none << OpenMode::ReadWrite << QStringLiteral("vault.noFile");
        QTest::newRow("creation over a file") << QByteArray("x") << OpenMode::Create << QStringLiteral("vault.fileExists");
        QTest::newRow("an emptied file") << QByteArray("") << OpenMode::ReadWrite << QStringLiteral("vault.corrupt");
        QTest::newRow("a short file") << QByteArray(100, 'x') << OpenMode::ReadWrite << QStringLiteral("vault.corrupt");
        QTest::newRow("zeros") << QByteArray(8192, '\0') << OpenMode::ReadWrite << QStringLiteral("vault.corrupt");
        QTest::newRow("noise") << QByteArray(8192, 'n') << OpenMode::ReadOnly << QStringLiteral("vault.corrupt");
        QByteArray plain = "SQLite format 3";
        QTest::newRow("a plain database") << plain.leftJustified(8192, '\1') << OpenMode::ReadWrite
                                          << QStringLiteral("vault.corrupt");
    }
    void refusesToOpen()
    {
        QFETCH(QByteArray, content);
        QFETCH(OpenMode, mode);
        QFETCH(QString, id);
        const QString file = m_folder.filePath(QStringLiteral("refused.db"));
        QFile::remove(file);
        if (!content.isNull())
            putBytes(file, content);
        const Result<sqlite3 *> opened = openEncrypted(file, m_key, mode);
        QVERIFY(!opened);
        QCOMPARE(opened.error().id, id);
        QCOMPARE(bytesOf(file), content); // and is left as it was
    }

    void opensNothingWithoutAKey()
    {
        const QString file = m_folder.filePath(QStringLiteral("no-key.db"));
        QVERIFY(!openEncrypted(file, KeyHandle::None, OpenMode::Create));
        QVERIFY(!QFile::exists(file));
        const KeyHandle released = holdTestKey();
        releaseKey(released);
        QVERIFY(!openEncrypted(file, released, OpenMode::Create));
        QCOMPARE(holdKey(Secret(QByteArray(31, 'k')), QByteArray(16, 'f')), KeyHandle::None);
        QCOMPARE(holdKey(Secret(QByteArray(32, 'k')), QByteArray(15, 'f')), KeyHandle::None);
    }

    void keepsAnOpenFileWhenItsHandleIsReleased()
    {
        const KeyHandle handle = holdTestKey();
        TestConnection connection(
            openEncrypted(m_folder.filePath(QStringLiteral("released.db")), handle, OpenMode::Create));
        releaseKey(handle);
        QCOMPARE(connection.run("CREATE TABLE t(a); INSERT INTO t VALUES(1)"), SQLITE_OK);
        QCOMPARE(connection.ask("SELECT a FROM t"), "1");
    }

    void backsUpWhileAnotherConnectionWrites()
    {
        const QString file = m_folder.filePath(QStringLiteral("source.db"));
        TestConnection source(openEncrypted(file, m_key, OpenMode::Create));
        QCOMPARE(source.run(fillingSql(1200)), SQLITE_OK);
        TestConnection writer(openEncrypted(file, m_key, OpenMode::ReadWrite));
        const QString copy = m_folder.filePath(QStringLiteral("copy.db"));
        const KeyHandle other = holdTestKey(QByteArrayLiteral("another file id."));
        int commits = 0;
        const Result<> copied = backupInto(source, copy, other, [&](qint64, qint64) {
            return writer.run("INSERT INTO customer(name) VALUES('meanwhile')") == SQLITE_OK && ++commits > 0;
        });
        QVERIFY2(copied, qPrintable(copied ? QString() : copied.error().log));
        QVERIFY(commits > 1);
        QVERIFY(verifyPages(copy, other));
        TestConnection opened(openEncrypted(copy, other, OpenMode::ReadWrite));
        QCOMPARE(opened.ask("PRAGMA integrity_check"), "ok");
        QCOMPARE(opened.ask("SELECT count(*) FROM customer WHERE name <> 'meanwhile'"), "1200");
        QCOMPARE(opened.ask("PRAGMA journal_mode"), "wal");
        QVERIFY(!openEncrypted(copy, m_key, OpenMode::ReadWrite)); // the other file id
        QCOMPARE(backupInto(source, copy, other).error().id, QStringLiteral("vault.fileExists"));
    }

    void leavesNothingOfACancelledBackup()
    {
        TestConnection source(openEncrypted(m_folder.filePath(QStringLiteral("cancel.db")), m_key, OpenMode::Create));
        QCOMPARE(source.run(fillingSql(1200)), SQLITE_OK);
        const QString copy = m_folder.filePath(QStringLiteral("cancelled.db"));
        QCOMPARE(backupInto(source, copy, m_key, [](qint64, qint64) { return false; }).error().id,
                 QStringLiteral("vault.cancelled"));
        QVERIFY(!QFile::exists(copy) && !QFile::exists(copy + QStringLiteral(".partial")));
        QCOMPARE(source.run("INSERT INTO customer(name) VALUES('after')"), SQLITE_OK);
    }

private:
    QTemporaryDir m_folder{testFolder()};
    KeyHandle m_key = KeyHandle::None;
};

QTEST_APPLESS_MAIN(TestVfs)
#include "tst_vfs.moc"
