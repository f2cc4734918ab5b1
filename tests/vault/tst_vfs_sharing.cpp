// SPDX-License-Identifier: GPL-3.0-or-later
// Several processes and several threads on one database; one of them checkpoints.
#include "vault/vfs.h"
#include "vfs_fixture.h"

#include <QProcess>

#include <atomic>
#include <thread>

using namespace kemai;

namespace {

bool commitMany(const QString &file, KeyHandle key, int writer, int commits)
{
    TestConnection connection(openEncrypted(file, key, OpenMode::ReadWrite,
                                            writer == 0 ? Checkpointing::ThisConnection : Checkpointing::Never));
    if (!connection)
        return false;
    sqlite3_busy_timeout(connection, 120000);
    if (connection.run("PRAGMA synchronous=NORMAL"))
        return false;
    if (writer == 0)
        connection.run("PRAGMA wal_autocheckpoint=40");
    for (int i = 0; i < commits; ++i) {
        const QByteArray sql = "BEGIN IMMEDIATE; INSERT INTO line(writer, number, body) VALUES(" + QByteArray::number(writer) + ","
            + QByteArray::number(i) + ", hex(randomblob(200))); UPDATE total SET n = n + 1; COMMIT";
        if (connection.run(sql) != SQLITE_OK) {
            std::fprintf(stderr, "writer %d commit %d: %s\n", writer, i, sqlite3_errmsg(connection));
            return false;
        }
    }
    return true;
}

} // namespace

class TestVfsSharing : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(testFolder());
        m_file = m_folder->filePath(QStringLiteral("shared.db"));
        m_key = holdTestKey();
        TestConnection made(openEncrypted(m_file, m_key, OpenMode::Create, Checkpointing::ThisConnection));
        QCOMPARE(made.run("CREATE TABLE line(id INTEGER PRIMARY KEY, writer, number, body); CREATE INDEX i ON line(writer, number);"
                          "CREATE TABLE total(n); INSERT INTO total VALUES(0)"), SQLITE_OK);
    }

    void fourProcessesWrite()
    {
        const int commits = sized(80, 5000);
        std::array<QProcess, 4> writers;
        for (int i = 0; i < 4; ++i) {
            writers[size_t(i)].setProcessChannelMode(QProcess::ForwardedErrorChannel);
            writers[size_t(i)].start(QCoreApplication::applicationFilePath(),
                                     {QStringLiteral("--write"), m_file, QString::number(i), QString::number(commits)});
        }
        TestConnection reader(openEncrypted(m_file, m_key, OpenMode::ReadOnly));
        int before = 0;
        for (auto &writer : writers) {
            while (writer.state() != QProcess::NotRunning && !writer.waitForFinished(20)) {
                QCOMPARE(reader.ask("PRAGMA quick_check"), "ok");
                const QByteArray counts = reader.ask("SELECT (SELECT n FROM total), (SELECT count(*) FROM line)");
                QCOMPARE(counts.split('|').value(0), counts.split('|').value(1)); // one snapshot
                QVERIFY(counts.split('|').value(0).toInt() >= before);
                before = counts.split('|').value(0).toInt();
            }
            QCOMPARE(writer.exitCode(), 0);
        }
        QCOMPARE(reader.ask("SELECT count(*) FROM line").toInt(), 4 * commits);
        QCOMPARE(reader.ask("PRAGMA integrity_check"), "ok");
        QVERIFY(verifyPages(m_file, m_key));
    }

    void eightThreadsReadAndWrite()
    {
        const int commits = sized(60, 2000);
        std::atomic<int> failures = 0;
        std::atomic<int> writing = 2;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                if (i < 2) {
                    failures += !commitMany(m_file, m_key, i, commits);
                    --writing;
                    return;
                }
                TestConnection reader(openEncrypted(m_file, m_key, OpenMode::ReadOnly));
                do {
                    const QByteArray counts = reader.ask("SELECT (SELECT n FROM total), (SELECT count(*) FROM line)");
                    failures += counts.split('|').value(0) != counts.split('|').value(1);
                } while (writing > 0);
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        TestConnection reader(openEncrypted(m_file, m_key, OpenMode::ReadOnly));
        QCOMPARE(reader.ask("SELECT count(*) FROM line").toInt(), 2 * commits);
        QCOMPARE(reader.ask("PRAGMA integrity_check"), "ok");
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    KeyHandle m_key = KeyHandle::None;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 5 && qstrcmp(argv[1], "--write") == 0)
        return commitMany(QString::fromLocal8Bit(argv[2]), holdTestKey(), atoi(argv[3]), atoi(argv[4])) ? 0 : 1;
    TestVfsSharing test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_vfs_sharing.moc"
