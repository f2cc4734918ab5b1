// SPDX-License-Identifier: GPL-3.0-or-later
// No byte of plaintext reaches the disk, and the key stands only in memory that is left out of core dumps.
#include "shim_vfs.h"
#include "vault/key_ring.h"
#include "vault/vfs.h"
#include "vault/vfs_file.h"
#include "vfs_fixture.h"

#include <QDirIterator>

using namespace kemai;

namespace {

const QList<QByteArray> markers{
    "MARKERINROW", "MARKERINFULLTEXT", "markerintablename", "markerincolumnname", "MARKERINSORT",
    "MARKERINBLOB", "markerinindexname", "SQLite format 3", "CREATE TABLE", "MARKERINUPDATE",
};

QByteArray found(QByteArrayView bytes)
{
    const QByteArray lower = bytes.toByteArray().toLower();
    for (const QByteArray &marker : markers) {
        if (lower.contains(marker.toLower()))
            return marker;
    }
    // FTS5 stores terms in lower case and cut at shared prefixes; UTF-16 would hide them, too.
    return lower.contains("erinfull") ? QByteArray("a term of the full text index") : QByteArray();
}

} // namespace

class TestVfsPlaintext : public QObject
{
    Q_OBJECT

private slots:
    void writesNoPlaintext()
    {
        QTemporaryDir folder(testFolder());
        const KeyHandle key = holdTestKey();
        const QString file = folder.filePath(QStringLiteral("hunt.db"));
        QByteArray leak;
        qint64 writes = 0;
        QSet<int> kinds;
        {
            ShimVfs disk("disk", sqlite3_vfs_find(nullptr), [&](const ShimEvent &event) {
                if (event.kind == ShimEvent::Kind::Write) {
                    ++writes;
                    if (leak.isEmpty() && !found(event.bytes).isEmpty())
                        leak = QByteArray(found(event.bytes) + " in " + event.file);
                    if (leak.isEmpty() && event.bytes.contains(QByteArrayView(testKeyBytes()).first(8)))
                        leak = "the key in " + event.file;
                } else if (event.kind == ShimEvent::Kind::Open) {
                    kinds.insert(event.openFlags & 0xfff00 & ~(SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_FULLMUTEX));
                }
                return SQLITE_OK;
            });
            QCOMPARE(registerVfsOver(disk.vfs()), SQLITE_OK);
            const QByteArray rows = QByteArray::number(sized(600, 6000));
            TestConnection connection(openEncrypted(file, key, OpenMode::Create, Checkpointing::ThisConnection));
            const QByteArray scenarios[] = {
                "PRAGMA cache_size=20; PRAGMA wal_autocheckpoint=50",
                "CREATE TABLE markerintablename(id INTEGER PRIMARY KEY, markerincolumnname TEXT, blob);"
                "CREATE INDEX markerinindexname ON markerintablename(markerincolumnname);"
                "CREATE VIRTUAL TABLE words USING fts5(body, prefix='2 3')",
                "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<" + rows
                    + ") INSERT INTO markerintablename SELECT i, 'MARKERINROW ' || i || hex(randomblob(200)), "
                      "CAST('MARKERINBLOB' || randomblob(300) AS BLOB) FROM n",
                "INSERT INTO words SELECT 'MARKERINFULLTEXT' || id || ' body' FROM markerintablename",
                // a sort far bigger than the cache, temporary tables and indexes
                "SELECT count(*) FROM (SELECT 'MARKERINSORT' || markerincolumnname AS m FROM markerintablename "
                "ORDER BY m DESC, random())",
                "CREATE TEMP TABLE kept AS SELECT 'MARKERINSORT' || id AS m, * FROM markerintablename;"
                "CREATE INDEX temp.kept_m ON kept(m); SELECT count(*) FROM kept GROUP BY m; DROP TABLE kept",
                "BEGIN; SAVEPOINT one; UPDATE markerintablename SET markerincolumnname = 'MARKERINUPDATE' || id;"
                "SAVEPOINT two; DELETE FROM markerintablename WHERE id % 2; ROLLBACK TO two; RELEASE one; COMMIT",
                "BEGIN; UPDATE markerintablename SET blob = 'MARKERINBLOB' || id; ROLLBACK",
                "CREATE INDEX second ON markerintablename(blob, markerincolumnname)",
                "INSERT INTO words(words) VALUES('optimize')",
                "REINDEX; ANALYZE",
                "VACUUM",
                "PRAGMA wal_checkpoint(TRUNCATE)",
            };
            for (const QByteArray &sql : scenarios)
                QVERIFY2(connection.run(sql) == SQLITE_OK, sqlite3_errmsg(connection));
            for (const char *mode : {"DELETE", "TRUNCATE", "PERSIST"})
                QVERIFY(connection.run(QByteArray("PRAGMA journal_mode=") + mode) != SQLITE_OK);
            QVERIFY(connection.run(QByteArray("VACUUM INTO '" + folder.filePath(QStringLiteral("into.db")).toUtf8() + "'")) != SQLITE_OK);
            QVERIFY(backupInto(connection, folder.filePath(QStringLiteral("backup.db")), key));
            QCOMPARE(connection.ask("SELECT count(*) FROM words WHERE words MATCH 'markerinfulltext*'"), rows);

            // As a crash would leave them, while the connection is open; then opened again and recovered.
            for (const char *ending : {"", "-wal"})
                QVERIFY(QFile::copy(file + QLatin1String(ending), folder.filePath(QStringLiteral("crashed.db")) + QLatin1String(ending)));
            QVERIFY(connection.run("INSERT INTO words VALUES('MARKERINFULLTEXT after')") == SQLITE_OK);
            TestConnection crashed(openEncrypted(folder.filePath(QStringLiteral("crashed.db")), key, OpenMode::ReadWrite,
                                                 Checkpointing::ThisConnection));
            QCOMPARE(crashed.ask("PRAGMA integrity_check"), "ok");

            QDirIterator files(folder.path(), QDir::Files);
            while (files.hasNext()) {
                const QByteArray bytes = bytesOf(files.next());
                QVERIFY2(found(bytes).isEmpty(), QByteArray(files.fileName().toUtf8() + ": " + found(bytes)).constData());
            }
        }
        QCOMPARE(registerVfsOver(sqlite3_vfs_find(nullptr)), SQLITE_OK);
        QVERIFY2(leak.isEmpty(), leak);
        QVERIFY(writes > 500);
        const QSet<int> expected{SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_WAL};
        QCOMPARE(kinds, expected); // no temporary file and no journal was ever opened
    }

    void keepsTheKeyOutOfCoreDumps()
    {
        // Not preprocessed away as a slot: moc does not see the sanitizers' macros.
#if !defined(Q_OS_LINUX) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("reads Linux's own description of its memory, and a sanitizer's is not the program's");
#else
        Secret secret = Secret::random(keyBytes);
        QByteArray disguised = secret.view().toByteArray();
        for (char &byte : disguised)
            byte = char(byte ^ 0x5a);
        const KeyHandle handle = holdKey(std::move(secret), QByteArray(fileIdBytes, 'f'));
        QList<QByteArray> needles{disguised};
        for (PageAlgorithm each : {PageAlgorithm::XChaCha20Poly1305, PageAlgorithm::XAes256Gcm}) {
            QByteArray key(keyBytes, '\0');
            for (int i = 0; i < keyBytes; ++i)
                key[i] = char(heldKey(handle)->pageKey(each)[i] ^ 0x5a);
            needles.append(key);
        }
        QTemporaryDir folder(testFolder());
        TestConnection connection(openEncrypted(folder.filePath(QStringLiteral("a.db")), handle, OpenMode::Create,
                                                Checkpointing::ThisConnection));
        QCOMPARE(connection.run(fillingSql(200)), SQLITE_OK);
        QCOMPARE(connection.ask("PRAGMA integrity_check"), "ok");

        QFile smaps(QStringLiteral("/proc/self/smaps"));
        QFile memory(QStringLiteral("/proc/self/mem"));
        QVERIFY(smaps.open(QIODevice::ReadOnly) && memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
        const QByteArray header = smaps.readAll();
        qint64 scanned = 0;
        quint64 from = 0;
        quint64 to = 0;
        bool readable = false;
        for (const QByteArray &line : header.split('\n')) {
            const QList<QByteArray> words = line.simplified().split(' ');
            if (words.size() >= 5 && words[0].contains('-') && words[1].size() == 4) {
                from = words[0].split('-')[0].toULongLong(nullptr, 16);
                to = words[0].split('-')[1].toULongLong(nullptr, 16);
                readable = words[1].startsWith("rw");
            } else if (line.startsWith("VmFlags:") && readable && !words.contains("dd")) {
                QByteArray block(qsizetype(to - from), '\0');
                if (!memory.seek(qint64(from)) || memory.read(block.data(), block.size()) != block.size())
                    continue;
                scanned += block.size();
                for (const QByteArray &needle : needles)
                    QVERIFY2(!holds(block, needle), words.join(' ').constData());
            }
        }
        QVERIFY(scanned > 100000);
        releaseKey(handle);
#endif
    }

private:
    static bool holds(const QByteArray &block, const QByteArray &disguised)
    {
        const char first = char(disguised[0] ^ 0x5a);
        const char *const end = block.constData() + block.size() - disguised.size();
        for (const char *at = block.constData(); at <= end; ++at) {
            at = static_cast<const char *>(std::memchr(at, first, size_t(end - at + 1)));
            if (!at)
                return false;
            int same = 1;
            while (same < disguised.size() && char(at[same] ^ 0x5a) == disguised[same])
                ++same;
            if (same == disguised.size())
                return true;
        }
        return false;
    }
};

QTEST_APPLESS_MAIN(TestVfsPlaintext)
#include "tst_vfs_plaintext.moc"
