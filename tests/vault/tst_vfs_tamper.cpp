// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is changed in the files is noticed, and nothing changed is ever served.
#include "vault/vfs.h"
#include "vfs_fixture.h"

#include <QRandomGenerator>

using namespace kemai;

namespace {
constexpr int frameBytes = 24 + pageSize;
} // namespace

class TestVfsTamper : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_key = holdTestKey();
        m_file = m_folder.filePath(QStringLiteral("sound.db"));
        {
            TestConnection made(openEncrypted(m_file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
            QCOMPARE(made.run(fillingSql(60)), SQLITE_OK);
        }
        m_sound = bytesOf(m_file);
        m_pages = int(m_sound.size() / pageSize);
        QVERIFY(m_pages > 10);
        m_reader = TestConnection(openEncrypted(m_file, m_key, OpenMode::ReadOnly));
        sqlite3_file_control(m_reader, "main", SQLITE_FCNTL_FILE_POINTER, &m_pointer);
    }

    void noticesEveryFlippedByte()
    {
        const int step = sized(7, 1);
        for (int page : {0, 1, m_pages - 1}) {
            for (int at = 0; at < pageSize; at += step) {
                QByteArray damaged = m_sound.mid(page * pageSize, pageSize);
                damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
                QVERIFY2(isRefused(page, damaged), QByteArray(QByteArray::number(page) + " " + QByteArray::number(at)).constData());
            }
        }
        QRandomGenerator random(3);
        for (int i = 0; i < sized(300, 10000); ++i) {
            const int page = random.bounded(m_pages);
            QByteArray damaged = m_sound.mid(page * pageSize, pageSize);
            const int at = random.bounded(pageSize);
            damaged[at] = char(damaged[at] ^ (1 + random.bounded(255)));
            QVERIFY2(isRefused(page, damaged), QByteArray(QByteArray::number(page) + " " + QByteArray::number(at)).constData());
        }
    }

    void refusesPagesThatMoved()
    {
        for (int page = 0; page < m_pages; ++page) {
            const int other = (page + 1 + page % 3) % m_pages;
            QVERIFY(isRefused(page, m_sound.mid(other * pageSize, pageSize)));
            QVERIFY(isRefused(page, QByteArray(pageSize, '\0')));
            QVERIFY(isRefused(page, QByteArray(pageSize, '\1')));
        }
    }

    // Through SQL, on a fresh connection: the answer is the sound one or an error.
    void servesNothingDamaged()
    {
        const QByteArray question = "SELECT count(*), sum(length(note)), group_concat(name) FROM customer NOT INDEXED";
        const QByteArray sound = m_reader.ask(question);
        QRandomGenerator random(4);
        const QString copy = m_folder.filePath(QStringLiteral("copy.db"));
        int errors = 0;
        for (int i = 0; i < sized(60, 3000); ++i) {
            QByteArray bytes = m_sound;
            const int at = random.bounded(int(bytes.size()));
            bytes[at] = char(bytes[at] ^ (1 << random.bounded(8)));
            putBytes(copy, bytes);
            const auto verified = verifyPages(copy, m_key);
            QVERIFY(!verified);
            QCOMPARE(verified.error().details,
                     (QStringList{QStringLiteral("1"), QString::number(at / pageSize + 1)}));
            const auto opened = openEncrypted(copy, m_key, OpenMode::ReadOnly);
            if (!opened) {
                QCOMPARE(opened.error().code, Error::Code::Corrupt);
                ++errors;
                continue;
            }
            const QByteArray answer = TestConnection(opened).ask(question);
            errors += answer.startsWith("error");
            QVERIFY(answer == sound || answer.startsWith("error"));
        }
        QVERIFY(errors > 0);
    }

    void noticesTruncation()
    {
        const QString copy = m_folder.filePath(QStringLiteral("short.db"));
        for (int left = 1; left < m_pages; ++left) {
            for (int odd : {0, 1, 2048}) {
                putBytes(copy, m_sound.left(left * pageSize + odd));
                const auto opened = openEncrypted(copy, m_key, OpenMode::ReadWrite);
                if (!opened)
                    continue;
                TestConnection connection(opened);
                QVERIFY(connection.ask("PRAGMA integrity_check") != "ok");
                QVERIFY(connection.ask("SELECT sum(length(note)) FROM customer").startsWith("error")
                        || connection.ask("SELECT count(*) FROM customer_text").startsWith("error")
                        || connection.ask("SELECT count(*) FROM customer INDEXED BY customer_name WHERE name > ''").startsWith("error"));
            }
        }
    }

    void givesAConsistentPrefixOfADamagedWal()
    {
        const QString source = m_folder.filePath(QStringLiteral("wal.db"));
        TestConnection writer(openEncrypted(source, m_key, OpenMode::Create));
        QCOMPARE(writer.run("CREATE TABLE step(id INTEGER PRIMARY KEY, body); CREATE TABLE total(n);"
                            "INSERT INTO total VALUES(0)"), SQLITE_OK);
        constexpr int commits = 40;
        for (int i = 1; i <= commits; ++i)
            QCOMPARE(writer.run("BEGIN; INSERT INTO step VALUES(" + QByteArray::number(i)
                                + ", hex(randomblob(1500))); UPDATE total SET n = n + 1; COMMIT"), SQLITE_OK);
        const QByteArray database = bytesOf(source);
        const QByteArray wal = bytesOf(source + QStringLiteral("-wal"));
        const QString copy = m_folder.filePath(QStringLiteral("prefix.db"));
        QRandomGenerator random(5);
        QSet<int> prefixes;
        const auto check = [&](const QByteArray &damaged) {
            putBytes(copy, database);
            putBytes(copy + QStringLiteral("-wal"), damaged);
            QFile::remove(copy + QStringLiteral("-shm"));
            TestConnection opened(openEncrypted(copy, m_key, OpenMode::ReadWrite));
            if (!opened || opened.ask("SELECT count(*) FROM sqlite_schema") != "2")
                return true; // an error, or the time before the tables
            const int total = opened.ask("SELECT n FROM total").toInt();
            prefixes.insert(total);
            return opened.ask("PRAGMA integrity_check") == "ok" && opened.ask("SELECT count(*) FROM step").toInt() == total
                && opened.ask("SELECT coalesce(max(id), 0) FROM step").toInt() == total;
        };
        for (int i = 0; i < sized(80, 10000); ++i) {
            QByteArray damaged = wal;
            const int at = random.bounded(int(wal.size()));
            damaged[at] = char(damaged[at] ^ (1 << random.bounded(8)));
            QVERIFY2(check(damaged), QByteArray::number(at));
        }
        for (int i = 0; i < sized(40, 1000); ++i) {
            const int length = random.bounded(int(wal.size()));
            QVERIFY2(check(wal.left(length)), QByteArray::number(length));
        }
        for (int i = 0; i < sized(20, 500); ++i) { // frames exchanged
            const int frames = int((wal.size() - 32) / frameBytes);
            const int one = 32 + random.bounded(frames) * frameBytes;
            const int two = 32 + random.bounded(frames) * frameBytes;
            QByteArray damaged = wal;
            damaged.replace(one, frameBytes, wal.mid(two, frameBytes));
            damaged.replace(two, frameBytes, wal.mid(one, frameBytes));
            QVERIFY2(check(damaged), QByteArray::number(one));
        }
        QVERIFY(prefixes.size() > 5); // it was not always the same
    }

    // A page under an open connection: replaced by an older state of itself, by a newer one, or damaged.
    void neverServesAStalePage()
    {
        const QString file = m_folder.filePath(QStringLiteral("cached.db"));
        TestConnection writer(openEncrypted(file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
        TestConnection reader(openEncrypted(file, m_key, OpenMode::ReadOnly));
        QCOMPARE(reader.run("PRAGMA cache_size=0"), SQLITE_OK);
        QCOMPARE(writer.run("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
                            "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<400) "
                            "INSERT INTO t SELECT i, 0, hex(zeroblob(500)) FROM n"), SQLITE_OK);
        for (int round = 1; round < 60; ++round) {
            QCOMPARE(writer.run("UPDATE t SET a = a + 1"), SQLITE_OK);
            if (round % 3)
                QCOMPARE(writer.run("PRAGMA wal_checkpoint(PASSIVE)"), SQLITE_OK);
            const QByteArray expected = QByteArray::number(round) + '|' + QByteArray::number(round);
            QCOMPARE(reader.ask("SELECT min(a), max(a) FROM t"), expected); // in order
            for (int id : {7, 391, 200, 3, 128})
                QCOMPARE(reader.ask("SELECT a FROM t WHERE id = " + QByteArray::number(id)), QByteArray::number(round));
        }
    }

    // A scan keeps its snapshot while pages behind it, read ahead, are written and checkpointed.
    void readsAheadInsideOneSnapshotOnly()
    {
        const QString file = m_folder.filePath(QStringLiteral("ahead.db"));
        TestConnection writer(openEncrypted(file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
        QCOMPARE(writer.run("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
                            "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<600) "
                            "INSERT INTO t SELECT i, 0, hex(zeroblob(900)) FROM n; PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
        TestConnection reader(openEncrypted(file, m_key, OpenMode::ReadOnly));
        QCOMPARE(reader.run("PRAGMA cache_size=0"), SQLITE_OK);
        for (int round = 0; round < 12; ++round) {
            sqlite3_stmt *scan = nullptr;
            QCOMPARE(sqlite3_prepare_v2(reader, "SELECT a FROM t", -1, &scan, nullptr), SQLITE_OK);
            int rows = 0;
            while (sqlite3_step(scan) == SQLITE_ROW) {
                QCOMPARE(sqlite3_column_int(scan, 0), round);
                if (++rows == 100 + round * 30) {
                    QCOMPARE(writer.run("UPDATE t SET a = a + 1"), SQLITE_OK);
                    writer.run("PRAGMA wal_checkpoint(PASSIVE)");
                }
            }
            sqlite3_finalize(scan);
            QCOMPARE(rows, 600);
            writer.run(round % 2 ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    // Tables of a few pages, so that the pages read ahead last are the ones the next scan begins with.
    void dropsWhatWasReadAheadAtEachLock()
    {
        const QString file = m_folder.filePath(QStringLiteral("locks.db"));
        TestConnection writer(openEncrypted(file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
        TestConnection reader(openEncrypted(file, m_key, OpenMode::ReadOnly));
        QCOMPARE(reader.run("PRAGMA cache_size=0"), SQLITE_OK);
        QCOMPARE(writer.run("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)"), SQLITE_OK);
        for (int rows = 1; rows < 40; ++rows) {
            QCOMPARE(writer.run("INSERT INTO t VALUES(NULL, 0, hex(zeroblob(950)))"), SQLITE_OK);
            QCOMPARE(writer.run("UPDATE t SET a = " + QByteArray::number(rows)), SQLITE_OK);
            QCOMPARE(writer.run("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
            const QByteArray number = QByteArray::number(rows);
            QCOMPARE(reader.ask("SELECT min(a), max(a), count(*) FROM t"), QByteArray(number + '|' + number + '|' + number));
        }
    }

private:
    // The page is put into the file under an open connection and read through the VFS.
    bool isRefused(int page, const QByteArray &damaged)
    {
        QFile file(m_file);
        if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !file.seek(page * pageSize)
            || file.write(damaged) != pageSize)
            qFatal("cannot write");
        QByteArray out(pageSize, '?');
        const int code = m_pointer->pMethods->xRead(m_pointer, out.data(), pageSize, qint64(page) * pageSize);
        const bool refused = code == SQLITE_IOERR_DATA && out == QByteArray(pageSize, '\0');
        file.seek(page * pageSize);
        file.write(m_sound.mid(page * pageSize, pageSize));
        return refused
            && m_pointer->pMethods->xRead(m_pointer, out.data(), pageSize, qint64(page) * pageSize) == SQLITE_OK;
    }

    QTemporaryDir m_folder{testFolder()};
    QString m_file;
    QByteArray m_sound;
    int m_pages = 0;
    TestConnection m_reader;
    sqlite3_file *m_pointer = nullptr;
    KeyHandle m_key = KeyHandle::None;
};

QTEST_APPLESS_MAIN(TestVfsTamper)
#include "tst_vfs_tamper.moc"
