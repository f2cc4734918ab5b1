// SPDX-License-Identifier: GPL-3.0-or-later
// One test for each pitfall of the VFS; their numbers are those of modules/vault/README.md.
#include "shim_vfs.h"
#include "vault/vfs.h"
#include "vault/vfs_file.h"
#include "vault/wal_checksum.h"
#include "vfs_fixture.h"

#include <QRandomGenerator>
#include <QtEndian>

using namespace kemai;

namespace {
constexpr int frameBytes = 24 + pageSize;

sqlite3_file *filePointer(sqlite3 *connection, int which = SQLITE_FCNTL_FILE_POINTER)
{
    sqlite3_file *file = nullptr;
    sqlite3_file_control(connection, "main", which, &file);
    return file;
}

// In SQLite 3.40 the journal pointer of a WAL database is its WAL.
sqlite3_file *walPointer(sqlite3 *connection)
{
    return filePointer(connection, SQLITE_FCNTL_JOURNAL_POINTER);
}

QByteArray readThrough(sqlite3_file *file, int amount, qint64 offset, int *code = nullptr)
{
    QByteArray out(amount, '?');
    const int answered = file->pMethods->xRead(file, out.data(), amount, offset);
    if (code)
        *code = answered;
    return out;
}
} // namespace

class TestVfsPitfalls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(registerVfs());
        m_key = holdTestKey();
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(testFolder()); }

    void p01_recoversExactlyWhatWasCommitted()
    {
        TestConnection writer = create(QStringLiteral("a.db"));
        QCOMPARE(writer.run("CREATE TABLE t(id INTEGER PRIMARY KEY, text)"), SQLITE_OK);
        for (int i = 1; i <= 30; ++i) {
            QCOMPARE(writer.run("INSERT INTO t VALUES(" + QByteArray::number(i) + ", hex(randomblob(900)))"), SQLITE_OK);
            TestConnection recovered = crashCopy(QStringLiteral("a.db"), i);
            QCOMPARE(recovered.ask("SELECT count(*), max(id) FROM t"),
                     QByteArray::number(i) + "|" + QByteArray::number(i));
            QCOMPARE(recovered.ask("PRAGMA integrity_check"), "ok");
            QCOMPARE(recovered.ask("SELECT sum(length(text)) FROM t"), writer.ask("SELECT sum(length(text)) FROM t"));
        }
    }
    void p01_givesZerosInTheReserve()
    {
        TestConnection writer = create(QStringLiteral("a.db"));
        QCOMPARE(writer.run(fillingSql(20)), SQLITE_OK);
        const QByteArray zeros(reservedBytes, '\0');
        QCOMPARE(readThrough(filePointer(writer), pageSize, 0).last(reservedBytes), zeros);
        QCOMPARE(readThrough(walPointer(writer), pageSize, 32 + 24).last(reservedBytes), zeros);
        QCOMPARE(readThrough(walPointer(writer), frameBytes, 32).last(reservedBytes), zeros);
    }

    void p02_refusesAttachWithoutReserve()
    {
        const QString plain = path(QStringLiteral("plain.db"));
        sqlite3 *raw = nullptr;
        QCOMPARE(sqlite3_open(plain.toUtf8().constData(), &raw), SQLITE_OK);
        TestConnection made(raw);
        QCOMPARE(made.run("CREATE TABLE t(a); INSERT INTO t VALUES('plain')"), SQLITE_OK);
        made.close();
        const QByteArray before = bytesOf(plain);

        TestConnection connection = create(QStringLiteral("a.db"));
        const QByteArray key = "?kemai_key=" + QByteArray::number(quint64(m_key));
        QVERIFY(connection.run("ATTACH '" + plain.toUtf8() + "' AS other") != SQLITE_OK); // no key
        connection.run("DETACH other");
        const bool attached = connection.run("ATTACH 'file:" + plain.toUtf8() + key + "' AS other") == SQLITE_OK;
        if (attached)
            QVERIFY(connection.run("INSERT INTO other.t VALUES(1)") != SQLITE_OK);
        connection.run("DETACH other");
        QCOMPARE(bytesOf(plain), before);

        // A new file attached with a key has its reserve from the first byte on.
        const QByteArray fresh = path(QStringLiteral("fresh.db")).toUtf8();
        sqlite3 *creating = nullptr; // our own connections may create nothing by ATTACH
        const QByteArray uri = "file:" + path(QStringLiteral("a.db")).toUtf8() + key;
        QCOMPARE(sqlite3_open_v2(uri.constData(), &creating,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, vfsName), SQLITE_OK);
        connection = TestConnection(creating);
        QCOMPARE(connection.run("ATTACH 'file:" + fresh + key + "' AS fresh"), SQLITE_OK);
        QCOMPARE(connection.run("CREATE TABLE fresh.t(a); INSERT INTO fresh.t VALUES('sealed')"), SQLITE_OK);
        QCOMPARE(connection.run("DETACH fresh"), SQLITE_OK);
        TestConnection opened(openEncrypted(QString::fromUtf8(fresh), m_key, OpenMode::ReadWrite));
        QCOMPARE(opened.ask("SELECT a FROM t"), "sealed");
    }
    void p02_refusesPagesWithDataInTheReserve()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        sqlite3_file *file = filePointer(connection);
        const QByteArray before = bytesOf(path(QStringLiteral("a.db")));
        QByteArray page(pageSize, '\0');
        page[pageSize - 1] = 1;
        QCOMPARE(file->pMethods->xWrite(file, page.constData(), pageSize, pageSize), SQLITE_IOERR_WRITE);
        QByteArray first = readThrough(file, pageSize, 0);
        first[20] = 0; // what a plain source's page 1 says
        QCOMPARE(file->pMethods->xWrite(file, first.constData(), pageSize, 0), SQLITE_IOERR_WRITE);
        QCOMPARE(bytesOf(path(QStringLiteral("a.db"))), before);
    }

    void p03_tornFirstPageStillOpens_data()
    {
        QTest::addColumn<int>("way");
        for (int way = 0; way < 24; ++way)
            QTest::addRow("way %d", way) << way;
    }
    void p03_tornFirstPageStillOpens()
    {
        QFETCH(int, way);
        TestConnection writer = create(QStringLiteral("a.db"));
        QCOMPARE(writer.run(fillingSql(30)), SQLITE_OK); // page 1 is in the WAL
        QVERIFY(crashCopy(QStringLiteral("a.db"), way, [way](QByteArray &database, QByteArray &) {
            // Sectors of 512 bytes written or not, and cuts inside the page, and the page lost altogether.
            QRandomGenerator random(quint32(way + 1));
            if (way < 8)
                database.replace(way * 512, 512, QByteArray(512, '\xee'));
            else if (way < 16)
                database.replace(0, (way - 7) * 512, QByteArray((way - 7) * 512, '\0'));
            else if (way < 20)
                database.truncate(1 + random.bounded(pageSize - 1));
            else
                for (int i = 0; i < 9; ++i)
                    database[random.bounded(pageSize)] = char(random.bounded(256));
        }).ask("PRAGMA integrity_check") == "ok");
    }
    void p03_wholePageReadsStayStrict()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run(fillingSql(30)), SQLITE_OK);
        connection.close();
        QByteArray bytes = bytesOf(path(QStringLiteral("a.db")));
        bytes[77] = char(bytes[77] ^ 1);
        putBytes(path(QStringLiteral("a.db")), bytes);
        const auto opened = openEncrypted(path(QStringLiteral("a.db")), m_key, OpenMode::ReadWrite);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Corrupt);
    }

    void p04_onlyOneConnectionCheckpoints()
    {
        const QString file = path(QStringLiteral("a.db"));
        create(QStringLiteral("a.db")).close();
        TestConnection other(openEncrypted(file, m_key, OpenMode::ReadWrite));
        const QByteArray before = bytesOf(file);
        QCOMPARE(other.run(fillingSql(5000)), SQLITE_OK); // far more than 1000 pages
        other.close();
        QCOMPARE(bytesOf(file), before);
        TestConnection checkpointing(openEncrypted(file, m_key, OpenMode::ReadWrite, Checkpointing::ThisConnection));
        QCOMPARE(checkpointing.ask("SELECT count(*) FROM customer"), "5000");
        checkpointing.close();
        QVERIFY(bytesOf(file).size() > 1000 * pageSize);
    }

    void p05_provesThatTheVfsIsInTheStack()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        char *name = nullptr;
        QCOMPARE(sqlite3_file_control(connection, "main", SQLITE_FCNTL_VFSNAME, &name), SQLITE_OK);
        QVERIFY2(QByteArray(name).startsWith("kemai/"), name);
        sqlite3_free(name);
    }

    void p06_refusesBackupFromPlain()
    {
        sqlite3 *raw = nullptr;
        QCOMPARE(sqlite3_open(path(QStringLiteral("plain.db")).toUtf8().constData(), &raw), SQLITE_OK);
        TestConnection plain(raw);
        QCOMPARE(plain.run("CREATE TABLE t(a); INSERT INTO t VALUES('plain')"), SQLITE_OK);
        const QString target = path(QStringLiteral("copy.db"));
        QCOMPARE(backupInto(plain, target, m_key).error().id, QStringLiteral("vault.plainSource"));
        QVERIFY(!QFile::exists(target));

        // SQLite's own backup function, from plain into an encrypted database: refused, and that one is unharmed.
        TestConnection sealed = create(QStringLiteral("a.db"));
        QCOMPARE(sealed.run("CREATE TABLE kept(a); INSERT INTO kept VALUES('kept')"), SQLITE_OK);
        sqlite3_backup *backup = sqlite3_backup_init(sealed, "main", plain, "main");
        QVERIFY(backup);
        sqlite3_backup_step(backup, -1);
        QVERIFY(sqlite3_backup_finish(backup) != SQLITE_OK);
        QCOMPARE(sealed.ask("SELECT a FROM kept"), "kept");
        sealed.close();
        TestConnection again(openEncrypted(path(QStringLiteral("a.db")), m_key, OpenMode::ReadWrite));
        QCOMPARE(again.ask("SELECT a FROM kept"), "kept");
    }

    void p07_writesAtOnce()
    {
        TestConnection writer = create(QStringLiteral("a.db"));
        QCOMPARE(writer.run("CREATE TABLE t(a)"), SQLITE_OK);
        sqlite3_file *wal = walPointer(writer);
        const QString walFile = path(QStringLiteral("a.db-wal"));
        const qint64 end = bytesOf(walFile).size();
        const QByteArray header = QByteArray("\0\0\0\2", 4) + QByteArray(20, 'h');
        QCOMPARE(wal->pMethods->xWrite(wal, header.constData(), 24, end), SQLITE_OK);
        QCOMPARE(bytesOf(walFile).size(), end); // it waits for its page
        QCOMPARE(wal->pMethods->xWrite(wal, QByteArray(pageSize, '\0').constData(), pageSize, end + 24), SQLITE_OK);
        QCOMPARE(bytesOf(walFile).size(), end + frameBytes);
        // A header rewritten alone after its frame was read is on disk when the call returns.
        const QByteArray rewritten = QByteArray("\0\0\0\2", 4) + QByteArray(20, 'r');
        readThrough(wal, frameBytes, end);
        QCOMPARE(wal->pMethods->xWrite(wal, rewritten.constData(), 24, end), SQLITE_OK);
        QCOMPARE(bytesOf(walFile).mid(end, 16), rewritten.left(16));
        // A header whose page never comes is written by the next call, whatever that is.
        QCOMPARE(wal->pMethods->xWrite(wal, header.constData(), 24, end + frameBytes), SQLITE_OK);
        QCOMPARE(wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL), SQLITE_OK);
        QCOMPARE(bytesOf(walFile).size(), end + frameBytes + 24);
    }

    void p08_oneBadPageDoesNotPoisonTheConnection()
    {
        TestConnection made = create(QStringLiteral("a.db"));
        QCOMPARE(made.run(fillingSql(200)), SQLITE_OK);
        const qint64 bad = made.ask("SELECT rootpage FROM sqlite_schema WHERE name='customer_name'").toLongLong();
        made.close();
        QByteArray bytes = bytesOf(path(QStringLiteral("a.db")));
        bytes[(bad - 1) * pageSize + 100] = char(bytes[(bad - 1) * pageSize + 100] ^ 4);
        putBytes(path(QStringLiteral("a.db")), bytes);
        TestConnection connection(openEncrypted(path(QStringLiteral("a.db")), m_key, OpenMode::ReadWrite));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(connection.ask("SELECT id FROM customer INDEXED BY customer_name WHERE name='name 7'").startsWith("error"));
            QCOMPARE(sqlite3_extended_errcode(connection), SQLITE_IOERR_DATA);
            QCOMPARE(sqliteError(connection, QString()).code, Error::Code::Corrupt);
            QCOMPARE(connection.ask("SELECT count(*) FROM customer NOT INDEXED WHERE note >= ''"), "200");
        }
        QCOMPARE(connection.run("UPDATE customer SET note='written' WHERE id=5"), SQLITE_OK);
    }

    void p09_hidesTheWalsChecksums()
    {
        TestConnection writer = create(QStringLiteral("a.db"));
        QCOMPARE(writer.run("CREATE TABLE t(a)"), SQLITE_OK);
        const QByteArray wal = bytesOf(path(QStringLiteral("a.db-wal")));
        // Whoever guesses the page's content computes SQLite's checksum of it, starting at the WAL header's own.
        const QByteArray frame = readThrough(walPointer(writer), frameBytes, 32);
        const auto sums = checksum(frame.left(8) + frame.mid(24), qFromBigEndian<quint32>(wal.constData() + 24),
                                   qFromBigEndian<quint32>(wal.constData() + 28),
                                   qFromBigEndian<quint32>(wal.constData()) & 1);
        QByteArray guessed(8, '\0');
        qToBigEndian(sums.first, guessed.data());
        qToBigEndian(sums.second, guessed.data() + 4);
        QCOMPARE(frame.mid(16, 8), guessed); // SQLite sees it
        QVERIFY(wal.mid(32 + 16, 8) != guessed); // the disk does not
    }
    void p09_sealsChecksumsWithAPermutation()
    {
        const auto key = std::make_shared<const DatabaseKey>(Secret(testKeyBytes()), QByteArray(fileIdBytes, 'f'));
        const WalChecksum checksums(key);
        QSet<QByteArray> seen;
        QByteArray header(24, '\1');
        for (int i = 0; i < 2000; ++i) {
            qToBigEndian(i, header.data() + 16);
            QByteArray sealed = header;
            checksums.seal(reinterpret_cast<unsigned char *>(sealed.data()), 4152);
            QCOMPARE(sealed.left(16), header.left(16));
            seen.insert(sealed.mid(16));
            QByteArray elsewhere = header;
            checksums.seal(reinterpret_cast<unsigned char *>(elsewhere.data()), 8272);
            QVERIFY(elsewhere != sealed);
            checksums.open(reinterpret_cast<unsigned char *>(sealed.data()), 4152);
            QCOMPARE(sealed, header);
        }
        QCOMPARE(seen.size(), 2000);
    }

    void p10_refusesUnknownShapes_data()
    {
        QTest::addColumn<bool>("wal");
        QTest::addColumn<int>("amount");
        QTest::addColumn<qint64>("offset");
        QTest::newRow("database: half a page") << false << 2048 << qint64(0);
        QTest::newRow("database: the second half") << false << 2048 << qint64(2048);
        QTest::newRow("database: two pages") << false << 8192 << qint64(0);
        QTest::newRow("database: across pages") << false << 4096 << qint64(512);
        QTest::newRow("database: four bytes") << false << 4 << qint64(4096);
        QTest::newRow("database: the lock-byte page") << false << 4096 << qint64(0x40000000);
        QTest::newRow("wal: half a page") << true << 2048 << qint64(56);
        QTest::newRow("wal: header and page at once") << true << 4120 << qint64(32);
        QTest::newRow("wal: a page in the wrong place") << true << 4096 << qint64(32);
        QTest::newRow("wal: four bytes") << true << 4 << qint64(48);
        QTest::newRow("wal: half a header") << true << 16 << qint64(0);
        QTest::newRow("wal: page 0") << true << 24 << qint64(32);
    }
    void p10_refusesUnknownShapes()
    {
        QFETCH(bool, wal);
        QFETCH(int, amount);
        QFETCH(qint64, offset);
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run("CREATE TABLE t(a)"), SQLITE_OK);
        sqlite3_file *file = wal ? walPointer(connection) : filePointer(connection);
        const QString name = path(wal ? QStringLiteral("a.db-wal") : QStringLiteral("a.db"));
        const QByteArray before = bytesOf(name);
        const int code = file->pMethods->xWrite(file, QByteArray(amount, '\0').constData(), amount, offset);
        QCOMPARE(code & 0xff, SQLITE_IOERR);
        QCOMPARE(bytesOf(name), before);
    }
    void p10_refusesDevicesThatSplitPages()
    {
        create(QStringLiteral("a.db")).close();
        sqlite3 *raw = nullptr;
        const QByteArray uri = "file:" + path(QStringLiteral("a.db")).toUtf8()
            + "?psow=0&kemai_key=" + QByteArray::number(quint64(m_key));
        QCOMPARE(sqlite3_open_v2(uri.constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, vfsName),
                 SQLITE_CANTOPEN);
        sqlite3_close(raw);
    }

    void p11_refusesTemporaryFiles()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QVERIFY(connection.run("PRAGMA temp_store=FILE") != SQLITE_OK);
        QVERIFY(connection.run("PRAGMA temp_store=0") != SQLITE_OK);
        sqlite3_vfs *vfs = sqlite3_vfs_find(vfsName);
        const QByteArray name = path(QStringLiteral("a.db-journal")).toUtf8() + QByteArray(8, '\0');
        for (int kind : {SQLITE_OPEN_TEMP_DB, SQLITE_OPEN_TRANSIENT_DB, SQLITE_OPEN_TEMP_JOURNAL, SQLITE_OPEN_SUBJOURNAL,
                         SQLITE_OPEN_MAIN_JOURNAL, SQLITE_OPEN_SUPER_JOURNAL}) {
            for (const char *each : {static_cast<const char *>(nullptr), name.constData()}) {
                QByteArray memory(vfs->szOsFile, '\0');
                auto *file = reinterpret_cast<sqlite3_file *>(memory.data());
                QCOMPARE(vfs->xOpen(vfs, each, file, kind | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr),
                         SQLITE_CANTOPEN);
                QVERIFY(!file->pMethods);
            }
        }
        QVERIFY(!QFile::exists(QString::fromUtf8(name.constData())));
    }

    void p12_neverMapsTheFile()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QVERIFY(connection.run("PRAGMA mmap_size=1000000") != SQLITE_OK);
        QCOMPARE(connection.ask("PRAGMA mmap_size"), "0");
        QVERIFY(filePointer(connection)->pMethods->iVersion < 3); // no xFetch
        sqlite3_int64 size = 1 << 20;
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_MMAP_SIZE, &size);
        QCOMPARE(size, 0);
        QCOMPARE(connection.run(fillingSql(20)), SQLITE_OK);
    }

    void p13_refusesRollbackJournals()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        for (const char *mode : {"delete", "TRUNCATE", "persist", "memory", "off"})
            QVERIFY(connection.run(QByteArray("PRAGMA journal_mode=") + mode) != SQLITE_OK);
        QCOMPARE(connection.ask("PRAGMA journal_mode"), "wal");
        QCOMPARE(connection.run(fillingSql(20)), SQLITE_OK);
        connection.close();
        // A journal put beside the database by somebody is not played back into it.
        putBytes(path(QStringLiteral("a.db-journal")), QByteArray::fromHex("d9d505f920a163d7") + QByteArray(9000, 'j'));
        TestConnection again(openEncrypted(path(QStringLiteral("a.db")), m_key, OpenMode::ReadWrite));
        QCOMPARE(again.ask("SELECT count(*) FROM customer"), "20");
    }

    void p15_readsEveryShapeOfTheDatabase()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run(fillingSql(40)), SQLITE_OK);
        QCOMPARE(connection.run("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
        sqlite3_file *file = filePointer(connection);
        const QByteArray first = readThrough(file, pageSize, 0);
        QVERIFY(first.startsWith("SQLite format 3"));
        QCOMPARE(readThrough(file, 100, 0), first.left(100));
        QCOMPARE(readThrough(file, 16, 24), first.mid(24, 16));
        const QByteArray third = readThrough(file, pageSize, 2 * pageSize);
        QCOMPARE(readThrough(file, 4056, 2 * pageSize), third.left(4056)); // direct overflow read
        QCOMPARE(readThrough(file, 7, 2 * pageSize + 4000), third.mid(4000, 7));
        int code = SQLITE_OK;
        readThrough(file, 200, 2 * pageSize - 100, &code);
        QCOMPARE(code, SQLITE_IOERR_READ);
        QCOMPARE(file->pMethods->xDeviceCharacteristics(file), SQLITE_IOCAP_POWERSAFE_OVERWRITE);
    }

    void p16_readsEveryShapeOfTheWal()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run(fillingSql(40)), SQLITE_OK);
        sqlite3_file *wal = walPointer(connection);
        QCOMPARE(readThrough(wal, 32, 0), bytesOf(path(QStringLiteral("a.db-wal"))).left(32));
        QCOMPARE(readThrough(wal, 8, 24), readThrough(wal, 32, 0).mid(24));
        const QByteArray frame = readThrough(wal, frameBytes, 32 + 2 * frameBytes);
        QCOMPARE(readThrough(wal, 24, 32 + 2 * frameBytes), frame.left(24));
        QCOMPARE(readThrough(wal, 8, 32 + 2 * frameBytes + 16), frame.mid(16, 8));
        QCOMPARE(readThrough(wal, pageSize, 32 + 2 * frameBytes + 24), frame.mid(24));
        QCOMPARE(readThrough(wal, 4056, 32 + 2 * frameBytes + 24), frame.mid(24, 4056));
    }
    void p16_survivesRewrittenFrames()
    {
        // A cache of ten pages spills the same page several times in one transaction: pages are rewritten without
        // their header, then headers without their page.
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run("PRAGMA cache_size=10; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
                                "CREATE INDEX ta ON t(a)"), SQLITE_OK);
        for (int round = 1; round <= 3; ++round) {
            QCOMPARE(connection.run("BEGIN"), SQLITE_OK);
            for (int i = 0; i < 400; ++i)
                QCOMPARE(connection.run("INSERT INTO t(a, b) VALUES(random(), hex(randomblob(300)))"), SQLITE_OK);
            QCOMPARE(connection.run("UPDATE t SET b = b || 'x' WHERE id % 3 = 0"), SQLITE_OK);
            QCOMPARE(connection.run("COMMIT"), SQLITE_OK);
            TestConnection recovered = crashCopy(QStringLiteral("a.db"), round);
            QCOMPARE(recovered.ask("SELECT count(*) FROM t"), QByteArray::number(400 * round));
            QCOMPARE(recovered.ask("PRAGMA integrity_check"), "ok");
        }
    }

    void p17_readsPastTheEnd()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run("CREATE TABLE t(a)"), SQLITE_OK);
        int code = SQLITE_OK;
        const qint64 end = bytesOf(path(QStringLiteral("a.db-wal"))).size();
        QCOMPARE(readThrough(walPointer(connection), pageSize, end + 24, &code), QByteArray(pageSize, '\0'));
        QCOMPARE(code, SQLITE_IOERR_SHORT_READ);
        // SQLite never reads a page of the database it has not written: there it means truncation.
        QCOMPARE(readThrough(filePointer(connection), pageSize, 900 * pageSize, &code), QByteArray(pageSize, '\0'));
        QCOMPARE(code, SQLITE_IOERR_DATA);
    }
    void p17_endsRecoveryAtADamagedFrame()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run("CREATE TABLE t(a)"), SQLITE_OK);
        const int whole = int((bytesOf(path(QStringLiteral("a.db-wal"))).size() - 32) / frameBytes);
        QCOMPARE(connection.run("INSERT INTO t VALUES(1)"), SQLITE_OK);
        TestConnection recovered = crashCopy(QStringLiteral("a.db"), 1, [&](QByteArray &, QByteArray &wal) {
            wal[32 + whole * frameBytes + 24 + 1000] = char(wal[32 + whole * frameBytes + 24 + 1000] ^ 1);
        });
        QCOMPARE(recovered.ask("SELECT count(*) FROM t"), "0");
        QCOMPARE(recovered.ask("PRAGMA integrity_check"), "ok");
    }

    void p18_skipsTheLockBytePage()
    {
        create(QStringLiteral("a.db")).close();
        QFile file(path(QStringLiteral("a.db")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(qint64(262146) * pageSize)); // sparse: page 262145 holds the lock bytes
        file.close();
        const auto verified = verifyPages(path(QStringLiteral("a.db")), m_key);
        QVERIFY(!verified);
        QCOMPARE(verified.error().details.value(0), QString::number(262146 - 2)); // all but page 1 and that one
        QCOMPARE(verified.error().details.value(1), QStringLiteral("2"));
    }

    void p19_refusesPagesOfZeros()
    {
        TestConnection made = create(QStringLiteral("a.db"));
        QCOMPARE(made.run(fillingSql(40)), SQLITE_OK);
        made.close();
        QByteArray bytes = bytesOf(path(QStringLiteral("a.db")));
        bytes.replace(2 * pageSize, pageSize, QByteArray(pageSize, '\0'));
        putBytes(path(QStringLiteral("a.db")), bytes);
        TestConnection connection(openEncrypted(path(QStringLiteral("a.db")), m_key, OpenMode::ReadWrite));
        int code = SQLITE_OK;
        readThrough(filePointer(connection), pageSize, 2 * pageSize, &code);
        QCOMPARE(code, SQLITE_IOERR_DATA);
        QVERIFY(!verifyPages(path(QStringLiteral("a.db")), m_key));
    }

    void p20_refusesAnotherPageSize()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run(fillingSql(40)), SQLITE_OK);
        QVERIFY(connection.run("PRAGMA page_size=8192") != SQLITE_OK);
        QCOMPARE(connection.run("PRAGMA page_size=4096"), SQLITE_OK);
        QCOMPARE(connection.run("VACUUM"), SQLITE_OK);
        QCOMPARE(connection.ask("PRAGMA page_size"), "4096");
        QCOMPARE(connection.ask("PRAGMA integrity_check"), "ok");
    }

    void p21_worksUnderAShim()
    {
        create(QStringLiteral("a.db")).close();
        int writes = 0;
        ShimVfs shim("over", sqlite3_vfs_find(vfsName), [&](const ShimEvent &event) {
            writes += event.kind == ShimEvent::Kind::Write;
            return SQLITE_OK;
        });
        sqlite3 *raw = nullptr;
        const QByteArray uri = "file:" + path(QStringLiteral("a.db")).toUtf8()
            + "?kemai_key=" + QByteArray::number(quint64(m_key));
        QCOMPARE(sqlite3_open_v2(uri.constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, "over"), SQLITE_OK);
        TestConnection connection(raw);
        QCOMPARE(connection.run("PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=5"), SQLITE_OK);
        QCOMPARE(connection.run(fillingSql(40)), SQLITE_OK);
        QVERIFY(writes > 10);
        connection.close();
        TestConnection again(openEncrypted(path(QStringLiteral("a.db")), m_key, OpenMode::ReadWrite));
        QCOMPARE(again.ask("PRAGMA integrity_check"), "ok");
        QCOMPARE(again.ask("SELECT count(*) FROM customer"), "40");
    }

    void p22_checkpointMovesCiphertext()
    {
        TestConnection connection = create(QStringLiteral("a.db"));
        QCOMPARE(connection.run("CREATE TABLE t(a)"), SQLITE_OK);
        const QByteArray wal = bytesOf(path(QStringLiteral("a.db-wal")));
        QMap<quint32, QByteArray> last;
        for (int at = 32; at + frameBytes <= wal.size(); at += frameBytes)
            last[qFromBigEndian<quint32>(wal.constData() + at)] = wal.mid(at + 24, pageSize);
        QCOMPARE(connection.run("PRAGMA wal_checkpoint(PASSIVE)"), SQLITE_OK);
        const QByteArray database = bytesOf(path(QStringLiteral("a.db")));
        QVERIFY(last.size() >= 2);
        for (auto page = last.cbegin(); page != last.cend(); ++page)
            QCOMPARE(database.mid((page.key() - 1) * pageSize, pageSize), page.value());
        // And no longer afterwards: what SQLite writes is sealed, what it reads is plain.
        QVERIFY(readThrough(filePointer(connection), pageSize, 0).startsWith("SQLite format 3"));
        QVERIFY(verifyPages(path(QStringLiteral("a.db")), m_key));
    }

    void p24_refusesPagesOfAnotherDatabase()
    {
        const KeyHandle other = holdTestKey(QByteArrayLiteral("another file id."));
        const QString one = path(QStringLiteral("one.db"));
        const QString two = path(QStringLiteral("two.db"));
        for (const auto &[file, key] : {std::pair(one, m_key), std::pair(two, other)}) {
            TestConnection made(openEncrypted(file, key, OpenMode::Create, Checkpointing::ThisConnection));
            QCOMPARE(made.run(fillingSql(40)), SQLITE_OK);
        }
        QByteArray mixed = bytesOf(one);
        mixed.replace(2 * pageSize, pageSize, bytesOf(two).mid(2 * pageSize, pageSize));
        putBytes(one, mixed);
        const auto verified = verifyPages(one, m_key);
        QVERIFY(!verified);
        QCOMPARE(verified.error().details, (QStringList{QStringLiteral("1"), QStringLiteral("3")}));
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    TestConnection create(const QString &name)
    {
        TestConnection made(openEncrypted(path(name), m_key, OpenMode::Create, Checkpointing::ThisConnection));
        if (!made)
            qFatal("cannot create %s", qPrintable(name));
        return made;
    }

    // What a crash leaves: database and WAL as they stand, no -shm; `change` may damage them first.
    TestConnection crashCopy(const QString &name, int number,
                             const std::function<void(QByteArray &, QByteArray &)> &change = {})
    {
        const QString copy = path(QStringLiteral("crash-%1.db").arg(number));
        QByteArray database = bytesOf(path(name));
        QByteArray wal = bytesOf(path(name + QStringLiteral("-wal")));
        if (change)
            change(database, wal);
        if (database.size() < pageSize) // openEncrypted() refuses this before SQLite looks at the WAL; SQLite must not
            return openedRaw(copy, database, wal);
        putBytes(copy, database);
        putBytes(copy + QStringLiteral("-wal"), wal);
        return TestConnection(openEncrypted(copy, m_key, OpenMode::ReadWrite));
    }
    TestConnection openedRaw(const QString &copy, const QByteArray &database, const QByteArray &wal)
    {
        putBytes(copy, database);
        putBytes(copy + QStringLiteral("-wal"), wal);
        sqlite3 *raw = nullptr;
        const QByteArray uri = "file:" + copy.toUtf8() + "?kemai_key=" + QByteArray::number(quint64(m_key));
        sqlite3_open_v2(uri.constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, vfsName);
        return TestConnection(raw);
    }

    // https://sqlite.org/fileformat2.html#checksum_algorithm
    static std::pair<quint32, quint32> checksum(const QByteArray &bytes, quint32 first, quint32 second, bool bigEndian)
    {
        for (int i = 0; i + 8 <= bytes.size(); i += 8) {
            const char *at = bytes.constData() + i;
            first += (bigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at)) + second;
            second += (bigEndian ? qFromBigEndian<quint32>(at + 4) : qFromLittleEndian<quint32>(at + 4)) + first;
        }
        return {first, second};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    KeyHandle m_key = KeyHandle::None;
};

QTEST_APPLESS_MAIN(TestVfsPitfalls)
#include "tst_vfs_pitfalls.moc"
