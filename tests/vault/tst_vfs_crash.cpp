// SPDX-License-Identifier: GPL-3.0-or-later
// Kill -9 at any moment and power loss at any write: no acknowledged commit may be lost, whatever else happens.
#include "shim_vfs.h"
#include "vault/vfs.h"
#include "vault/vfs_file.h"
#include "vfs_fixture.h"

#include <QMap>
#include <QProcess>
#include <QRandomGenerator>

#include <unistd.h>

using namespace kemai;

namespace {

// One commit of the script: rows of several sizes, an update, full text, so that few pages of cache must spill.
QByteArray commitSql(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "BEGIN IMMEDIATE;"
           "INSERT INTO entry(id, body) VALUES(" + n + ", 'entry " + n + " ' || hex(randomblob(" + QByteArray::number(number % 37 * 60)
        + ")));"
          "UPDATE entry SET body = body || '.' WHERE id = " + QByteArray::number(number / 2)
        + ";"
          "INSERT INTO entry_text(rowid, body) VALUES(" + n + ", 'words of entry " + n + "');"
          "COMMIT";
}

constexpr const char *schemaSql = "CREATE TABLE entry(id INTEGER PRIMARY KEY, body TEXT);"
                                  "CREATE INDEX entry_body ON entry(body);"
                                  "CREATE VIRTUAL TABLE entry_text USING fts5(body);";

// The child: commits until it is killed, and says each number only after its COMMIT has returned.
int commitUntilKilled(const QString &file)
{
    const KeyHandle key = holdTestKey();
    TestConnection connection(openEncrypted(file, key, OpenMode::ReadWrite, Checkpointing::ThisConnection));
    if (!connection || connection.run("PRAGMA cache_size=10; PRAGMA wal_autocheckpoint=30; PRAGMA synchronous=NORMAL"))
        return 1;
    for (int number = connection.ask("SELECT coalesce(max(id), 0) + 1 FROM entry").toInt();; ++number) {
        if (connection.run(commitSql(number)) != SQLITE_OK)
            return 1;
        const QByteArray line = QByteArray::number(number) + "\n";
        if (::write(STDOUT_FILENO, line.constData(), size_t(line.size())) < 0)
            return 1;
    }
}

// What the disk was told, in order.
struct DiskOperation {
    ShimEvent::Kind kind;
    QByteArray file;
    qint64 offset;
    QByteArray bytes;
};

// The bytes of one file after a power loss behind operation `until`: everything synced is there; of what came after
// the last sync each sector of 512 bytes has arrived or not, by the seed.
QByteArray surviving(const QList<DiskOperation> &operations, qsizetype until, const QByteArray &file, quint32 seed)
{
    QRandomGenerator random(seed);
    qsizetype synced = -1;
    for (qsizetype i = 0; i < until; ++i) {
        if (operations[i].kind == ShimEvent::Kind::Sync && operations[i].file == file)
            synced = i;
    }
    QByteArray content;
    const int mood = random.bounded(4); // 0: nothing unsynced arrives, 1: all of it, 2 and 3: some sectors
    for (qsizetype i = 0; i < until; ++i) {
        const DiskOperation &operation = operations[i];
        if (operation.file != file)
            continue;
        const bool certain = i < synced;
        if (operation.kind == ShimEvent::Kind::Truncate && (certain || mood == 1 || (mood > 1 && random.bounded(2)))) {
            content.resize(operation.offset, '\0');
        } else if (operation.kind == ShimEvent::Kind::Write) {
            for (qint64 done = 0; done < operation.bytes.size();) {
                const qint64 at = operation.offset + done;
                const qint64 part = qMin<qint64>(512 - at % 512, operation.bytes.size() - done);
                if (certain || mood == 1 || (mood > 1 && random.bounded(3))) {
                    if (content.size() < at + part)
                        content.resize(at + part, '\0');
                    std::memcpy(content.data() + at, operation.bytes.constData() + done, size_t(part));
                }
                done += part;
            }
        }
    }
    return content;
}

} // namespace

class TestVfsCrash : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_key = holdTestKey(); }

    void losesNoAcknowledgedCommitWhenKilled()
    {
        QTemporaryDir folder(testFolder());
        const QString file = folder.filePath(QStringLiteral("killed.db"));
        {
            TestConnection made(openEncrypted(file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
            QCOMPARE(made.run(schemaSql), SQLITE_OK);
        }
        QRandomGenerator random(20261122);
        const int rounds = sized(20, 1000);
        int acknowledged = 0;
        for (int round = 0; round < rounds; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--commit"), file});
            const int wanted = 1 + random.bounded(60);
            QByteArray said;
            while (said.count('\n') < wanted) {
                QVERIFY2(child.waitForReadyRead(60000), "the child does not commit");
                said += child.readAllStandardOutput();
            }
            for (quint32 spin = random.bounded(200000); spin > 0; --spin) // some moment inside the next commit
                asm volatile("");
            child.kill(); // SIGKILL
            child.waitForFinished();
            said += child.readAllStandardOutput();
            said.truncate(said.lastIndexOf('\n'));
            acknowledged = said.mid(said.lastIndexOf('\n') + 1).toInt();
            QVERIFY(acknowledged > 0);

            TestConnection connection(openEncrypted(file, m_key, OpenMode::ReadWrite));
            QVERIFY2(connection, "does not open after the kill");
            const int stored = connection.ask("SELECT max(id) FROM entry").toInt();
            QVERIFY2(stored >= acknowledged, qPrintable(QStringLiteral("%1 lost").arg(acknowledged - stored)));
            QCOMPARE(connection.ask("SELECT count(*) FROM entry").toInt(), stored);
            if (round % 10 == 0 || round + 1 == rounds) {
                QCOMPARE(connection.ask("PRAGMA integrity_check"), "ok");
                QCOMPARE(connection.run("INSERT INTO entry_text(entry_text) VALUES('integrity-check')"), SQLITE_OK);
            }
            connection.close();
            if (round % 10 == 9) { // so that the rounds stay equally long
                TestConnection trim(openEncrypted(file, m_key, OpenMode::ReadWrite, Checkpointing::ThisConnection));
                QCOMPARE(trim.run("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
                const auto verified = verifyPages(file, m_key);
                QVERIFY2(verified, qPrintable(verified ? QString() : verified.error().log));
            }
        }
    }

    void losesNoSyncedCommitWhenThePowerFails()
    {
        QTemporaryDir folder(testFolder());
        const QString file = folder.filePath(QStringLiteral("source.db"));
        QList<DiskOperation> operations;
        QMap<qsizetype, int> acknowledgedAt; // after so many operations, this commit had returned
        {
            ShimVfs disk("disk", sqlite3_vfs_find(nullptr), [&](const ShimEvent &event) {
                using Kind = ShimEvent::Kind;
                if (event.kind == Kind::Write || event.kind == Kind::Truncate || event.kind == Kind::Sync) {
                    operations.append({event.kind, event.file.endsWith("-wal") ? "wal" : "db", event.offset,
                                       event.bytes.toByteArray()});
                }
                return SQLITE_OK;
            });
            QCOMPARE(registerVfsOver(disk.vfs()), SQLITE_OK);
            {
                TestConnection made(openEncrypted(file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
                QCOMPARE(made.run("PRAGMA cache_size=10; PRAGMA wal_autocheckpoint=25"), SQLITE_OK);
                QCOMPARE(made.run(schemaSql), SQLITE_OK);
                acknowledgedAt[operations.size()] = 0;
                for (int number = 1; number <= sized(60, 200); ++number) {
                    QCOMPARE(made.run(commitSql(number)), SQLITE_OK);
                    acknowledgedAt[operations.size()] = number;
                }
            }
            QCOMPARE(registerVfsOver(sqlite3_vfs_find(nullptr)), SQLITE_OK); // beneath it the real disk again
        }
        QVERIFY(operations.size() > 400);

        const qsizetype first = acknowledgedAt.firstKey();
        const int step = sized(13, 1);
        for (qsizetype until = first; until <= operations.size(); until += step) {
            const int owed = std::prev(acknowledgedAt.upperBound(until)).value();
            for (quint32 seed = 0; seed < quint32(sized(1, 4)); ++seed) {
                const quint32 drawn = quint32(until) * 8 + seed;
                const QString after = folder.filePath(QStringLiteral("after.db"));
                QFile::remove(after + QStringLiteral("-shm"));
                putBytes(after, surviving(operations, until, "db", drawn));
                putBytes(after + QStringLiteral("-wal"), surviving(operations, until, "wal", drawn + 1));
                const QByteArray where = "operation " + QByteArray::number(until) + " seed " + QByteArray::number(seed);
                TestConnection opened(openEncrypted(after, m_key, OpenMode::ReadWrite));
                QVERIFY2(opened, where);
                const int stored = opened.ask("SELECT coalesce(max(id), 0) FROM entry").toInt();
                QVERIFY2(stored >= owed, QByteArray(where + ": stored " + QByteArray::number(stored) + " owed " + QByteArray::number(owed)).constData());
                QVERIFY2(opened.ask("SELECT count(*) FROM entry").toInt() == stored, where);
                const QByteArray sound = opened.ask("PRAGMA integrity_check");
                QVERIFY2(sound == "ok", QByteArray(where + sound).constData());
            }
        }
    }

private:
    KeyHandle m_key = KeyHandle::None;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--commit") == 0)
        return commitUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestVfsCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_vfs_crash.moc"
