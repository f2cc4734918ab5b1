// SPDX-License-Identifier: GPL-3.0-or-later
// The 1st, 2nd, 3rd ... operation fails, once or from then on: the next open finds every commit that was
// acknowledged, and nothing half done.
#include "shim_vfs.h"
#include "vault/vfs.h"
#include "vault/vfs_file.h"
#include "vfs_fixture.h"

#include <openssl/evp.h>

using namespace kemai;

namespace {

// Counts down to the operation that fails; 0 and below: none.
struct Countdown {
    int left = 0;
    bool lasting = false;
    bool fails()
    {
        if (left <= 0)
            return failing;
        if (--left > 0)
            return false;
        failing = lasting;
        return true;
    }
    bool failing = false;
};

Countdown allocations;
Countdown encryptions;

sqlite3_mem_methods systemMemory;

sqlite3_mem_methods failingMemory()
{
    sqlite3_mem_methods methods = systemMemory;
    methods.xMalloc = [](int size) -> void * { return allocations.fails() ? nullptr : systemMemory.xMalloc(size); };
    methods.xRealloc = [](void *old, int size) -> void * {
        return allocations.fails() ? nullptr : systemMemory.xRealloc(old, size);
    };
    return methods;
}

} // namespace

// The linker puts this in the place of OpenSSL's function (tests/vault/CMakeLists.txt).
extern "C" int __real_EVP_EncryptFinal_ex(EVP_CIPHER_CTX *, unsigned char *, int *);
extern "C" int __wrap_EVP_EncryptFinal_ex(EVP_CIPHER_CTX *context, unsigned char *out, int *size)
{
    return encryptions.fails() ? 0 : __real_EVP_EncryptFinal_ex(context, out, size);
}

class TestVfsFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(registerVfs());
        m_key = holdTestKey();
        {
            TestConnection made(openEncrypted(m_seed, m_key, OpenMode::Create, Checkpointing::ThisConnection));
            QCOMPARE(made.run("CREATE TABLE entry(id INTEGER PRIMARY KEY, body); CREATE INDEX i ON entry(body);"
                              "CREATE VIRTUAL TABLE words USING fts5(body)"), SQLITE_OK);
        }
        m_seedBytes = bytesOf(m_seed);
        restoreSeed();
        QCOMPARE(commitSome(), commits);
    }

    void survivesWhenAnOperationFails_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("lasting");
        const std::pair<const char *, ShimEvent::Kind> kinds[] = {
            {"read", ShimEvent::Kind::Read},         {"write", ShimEvent::Kind::Write},
            {"truncate", ShimEvent::Kind::Truncate}, {"sync", ShimEvent::Kind::Sync},
            {"open", ShimEvent::Kind::Open},
        };
        for (const auto &[name, kind] : kinds) {
            QTest::addRow("one %s", name) << int(kind) << false;
            QTest::addRow("every %s from then on", name) << int(kind) << true;
        }
    }
    void survivesWhenAnOperationFails()
    {
        QFETCH(int, kind);
        QFETCH(bool, lasting);
        Countdown operations;
        int seen = 0;
        ShimVfs disk("disk", sqlite3_vfs_find(nullptr), [&](const ShimEvent &event) {
            if (int(event.kind) != kind)
                return SQLITE_OK;
            ++seen;
            if (!operations.fails())
                return SQLITE_OK;
            switch (event.kind) {
            case ShimEvent::Kind::Read: return SQLITE_IOERR_READ;
            case ShimEvent::Kind::Write: return seen % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
            case ShimEvent::Kind::Truncate: return SQLITE_IOERR_TRUNCATE;
            case ShimEvent::Kind::Sync: return SQLITE_IOERR_FSYNC;
            default: return SQLITE_CANTOPEN;
            }
        });
        QCOMPARE(registerVfsOver(disk.vfs()), SQLITE_OK);
        restoreSeed();
        commitSome();
        const int total = seen;
        QVERIFY(total > 0);
        bool sound = true;
        for (int n = 1; n <= total && sound; n += stepFor(total)) {
            operations = {n, lasting, false};
            restoreSeed();
            const int acknowledged = commitSome();
            operations = {};
            sound = isSound(acknowledged, n);
        }
        QCOMPARE(registerVfsOver(sqlite3_vfs_find(nullptr)), SQLITE_OK);
        QVERIFY(sound);
    }

    void survivesWhenEncryptionFails_data() { bothWays(); }
    void survivesWhenEncryptionFails()
    {
        QFETCH(bool, lasting);
        if (PageCipher::engineFor(PageCipher::preferredAlgorithm()) != CipherEngine::OpenSsl)
            QSKIP("the engine is not OpenSSL");
        QVERIFY(failsAtEach(encryptions, lasting));
    }

    void survivesWhenMemoryRunsOut_data() { bothWays(); }
    void survivesWhenMemoryRunsOut()
    {
        QFETCH(bool, lasting);
        QVERIFY(failsAtEach(allocations, lasting));
    }

private:
    static constexpr int commits = 6;

    static void bothWays()
    {
        QTest::addColumn<bool>("lasting");
        QTest::newRow("once") << false;
        QTest::newRow("from then on") << true;
    }

    static int stepFor(int total) { return isSoak() ? 1 : qMax(1, total / 25); }

    bool failsAtEach(Countdown &countdown, bool lasting)
    {
        constexpr int never = 1 << 30;
        restoreSeed();
        countdown = {never, lasting, false};
        commitSome();
        const int total = never - countdown.left;
        for (int n = 1; n <= total; n += stepFor(total)) {
            countdown = {n, lasting, false};
            restoreSeed();
            const int acknowledged = commitSome();
            countdown = {};
            if (!isSound(acknowledged, n))
                return false;
        }
        return total > 20;
    }

    void restoreSeed()
    {
        for (const char *ending : {"-wal", "-shm"})
            QFile::remove(m_file + QLatin1String(ending));
        putBytes(m_file, m_seedBytes);
    }

    // Answers the number of the last commit that SQLite acknowledged. Spills, a rollback and a checkpoint on the way.
    int commitSome()
    {
        int acknowledged = 0;
        TestConnection connection(openEncrypted(m_file, m_key, OpenMode::ReadWrite, Checkpointing::ThisConnection));
        if (!connection)
            return 0;
        connection.run("PRAGMA cache_size=10");
        connection.run("PRAGMA wal_autocheckpoint=8");
        for (int number = 1; number <= commits; ++number) {
            const QByteArray n = QByteArray::number(number);
            const int code = connection.run("BEGIN; WITH RECURSIVE k(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM k WHERE i<20)"
                                            "INSERT INTO entry SELECT " + n + "*100+i, hex(zeroblob(300)) || i FROM k;"
                                            "INSERT INTO words VALUES('commit " + n + "'); COMMIT");
            if (code == SQLITE_OK) {
                acknowledged = number;
                continue;
            }
            if (!sqlite3_get_autocommit(connection))
                connection.run("ROLLBACK");
            break;
        }
        return acknowledged;
    }

    bool isSound(int acknowledged, int n)
    {
        const auto opened = openEncrypted(m_file, m_key, OpenMode::ReadWrite, Checkpointing::ThisConnection);
        if (!opened) {
            qWarning("fault %d: does not open: %s", n, qPrintable(opened.error().log));
            return false;
        }
        TestConnection connection(opened);
        const int rows = connection.ask("SELECT count(*) FROM entry").toInt();
        const int stored = connection.ask("SELECT coalesce(max(id)/100, 0) FROM entry").toInt();
        const QByteArray sound = connection.ask("PRAGMA integrity_check");
        // A commit that was not acknowledged may have happened; half of one may not.
        const bool right = rows == stored * 20 && stored >= acknowledged && stored <= acknowledged + 1
            && connection.ask("SELECT count(*) FROM words").toInt() == stored && sound == "ok"
            && connection.run("INSERT INTO entry VALUES(90000, 'after')") == SQLITE_OK;
        connection.close();
        const bool verified = bool(verifyPages(m_file, m_key));
        if (!right || !verified)
            qWarning("fault %d: acknowledged %d, stored %d, rows %d, %s, verified %d", n, acknowledged, stored, rows,
                     sound.constData(), verified);
        return right && verified;
    }

    QTemporaryDir m_folder{testFolder()};
    QString m_seed = m_folder.filePath(QStringLiteral("seed.db"));
    QString m_file = m_folder.filePath(QStringLiteral("faults.db"));
    QByteArray m_seedBytes;
    KeyHandle m_key = KeyHandle::None;
};

int main(int argc, char **argv)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &systemMemory);
    static sqlite3_mem_methods failing = failingMemory();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
    TestVfsFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_vfs_faults.moc"
