// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/archive.h"
#include "vault/attachments.h"
#include "vault/vault.h"

#include "memory_key_store.h"
#include "process.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sqlite3.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <sys/mount.h>
#include <unistd.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

const QString Passphrase = u"口令"_s;
const VaultSurroundings Cheap{nullptr, PassphraseCost::cheapest()};

QString idOf(const auto &result)
{
    return result ? QString() : result.error().id;
}

Unlock byPassphrase()
{
    return Unlock::byPassphrase(Passphrase);
}

bool execute(const Vault &vault, const char *sql)
{
    const Result<sqlite3 *> connection = vault.connect(Vault::Access::Writer);
    if (!connection)
        return false;
    const bool done = sqlite3_exec(*connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(*connection);
    return done;
}

int number(const Vault &vault, const char *sql)
{
    const Result<sqlite3 *> connection = vault.connect(Vault::Access::Reader);
    if (!connection)
        return -1;
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(*connection, sql, -1, &statement, nullptr);
    const int found = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    sqlite3_close(*connection);
    return found;
}

QByteArray put(const Vault &vault, const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return Attachments(vault).put(buffer).value_or(QByteArray());
}

// A small company: rows, a full-text index, two attachments.
Result<std::unique_ptr<Vault>> makeStore(const QString &directory, int rows = 200)
{
    auto vault = Vault::create(directory, byPassphrase(), Cheap);
    if (!vault)
        return vault;
    const QByteArray sql = "CREATE TABLE note(text); CREATE VIRTUAL TABLE search USING fts5(text, content='note');"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(rows) + ")"
        "INSERT INTO note SELECT 'a quite secret customer ' || i FROM n;"
        "INSERT INTO search(search) VALUES('rebuild')";
    if (!execute(**vault, sql.constData()) || put(**vault, "first contract").isEmpty()
        || put(**vault, QByteArray(150'000, 'c')).isEmpty())
        return fail(Error::Code::Io, u"test"_s);
    return vault;
}

bool isWhole(const Vault &vault, int rows = 200)
{
    const Attachments attachments(vault);
    const auto names = attachments.names();
    return number(vault, "SELECT count(*) FROM note") == rows
        && number(vault, "SELECT count(*) FROM search WHERE search MATCH 'customer'") == rows && names && names->size() == 2
        && attachments.verify(names->at(0)) && attachments.verify(names->at(1));
}

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("overwrite");
}

QStringList partialFiles(const QString &folder)
{
    QStringList found;
    QDirIterator entries(folder, {u"*.partial*"_s, u"kemai.restore"_s}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext())
        found.append(entries.next());
    return found;
}

bool copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(target).absolutePath());
        if (!QFile::copy(file, target))
            return false;
    }
    return true;
}

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
        m_store = m_folder->filePath(u"store"_s);
        m_file = m_folder->filePath(u"company.kemaibackup"_s);
        m_target = m_folder->filePath(u"elsewhere/store"_s);
        auto vault = makeStore(m_store);
        QVERIFY2(vault, qPrintable(idOf(vault)));
        m_vault = std::move(*vault);
    }

    void restoresElsewhereWhatItSaved()
    {
        const Result<BackupReport> report = backup(*m_vault, m_file);
        QVERIFY2(report, qPrintable(idOf(report)));
        QCOMPARE(report->attachments, 2);
        QVERIFY(report->damagedAttachments.isEmpty());
        QVERIFY(report->pages > 3);
        QCOMPARE(report->bytes, QFileInfo(m_file).size());
        QVERIFY(report->opensWith.passphrase && !report->opensWith.keyStore);
        QVERIFY(backupProtection(m_file)->passphrase);
        QCOMPARE(partialFiles(m_folder->path()), QStringList());
        QCOMPARE(fileHolding(m_folder->path(), {"secret customer", "first contract", "cccccccc"}), QString());
        QCOMPARE(int(QFile::permissions(m_file) & 0x0077), 0);

        const Result<RestoreReport> restored = restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, Cheap);
        QVERIFY2(restored, qPrintable(idOf(restored)));
        QCOMPARE(restored->pages, report->pages);
        QCOMPARE(restored->attachments, 2);
        QVERIFY(restored->keptAside.isEmpty());
        const auto copy = Vault::open(m_target, byPassphrase(), Cheap);
        QVERIFY2(copy, qPrintable(idOf(copy)));
        QVERIFY(isWhole(**copy));
        QVERIFY(verify(**copy)->isSound());
        QCOMPARE((*copy)->fileId(), m_vault->fileId());
        QVERIFY((*copy)->instanceId() != m_vault->instanceId());
        QVERIFY(execute(**copy, "CREATE TABLE next(x); INSERT INTO next VALUES('and life goes on')"));
        QCOMPARE(partialFiles(m_folder->path()), QStringList());
    }

    void savesOneMomentWhileTheWriterGoesOn()
    {
        QVERIFY(execute(*m_vault, "CREATE TABLE left_hand(x); CREATE TABLE right_hand(x)"));
        const Result<sqlite3 *> writer = m_vault->connect(Vault::Access::Writer);
        QVERIFY(writer);
        std::atomic<bool> stop = false;
        std::atomic<int> commits = 0;
        QThread *thread = QThread::create([&] {
            while (!stop) {
                if (sqlite3_exec(*writer, "BEGIN; INSERT INTO left_hand VALUES(zeroblob(3000)); INSERT INTO right_hand VALUES(1); COMMIT",
                                 nullptr, nullptr, nullptr) == SQLITE_OK)
                    ++commits;
            }
        });
        thread->start();
        QTRY_VERIFY_WITH_TIMEOUT(commits > 2, 60'000);
        const int before = commits;
        // Holds the copy up until the writer has committed in the middle of it.
        const Result<BackupReport> report = backup(*m_vault, m_file, {}, [&](ArchiveStage, qint64, qint64) {
            QElapsedTimer patience;
            for (patience.start(); commits <= before + 2 && patience.elapsed() < 60'000;)
                QThread::yieldCurrentThread();
            return true;
        });
        stop = true;
        QVERIFY(thread->wait(60'000));
        delete thread;
        sqlite3_close(*writer);
        QVERIFY2(report, qPrintable(idOf(report)));
        QVERIFY(restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, Cheap));
        const auto copy = Vault::open(m_target, byPassphrase(), Cheap);
        QVERIFY(copy);
        QVERIFY(verify(**copy)->isSound());
        const int left = number(**copy, "SELECT count(*) FROM left_hand");
        QCOMPARE(number(**copy, "SELECT count(*) FROM right_hand"), left);
        QVERIFY(left >= before);
    }

    void aKeyStoreBackupSaysWhereItOpens()
    {
        MemoryKeyStore here;
        MemoryKeyStore elsewhere;
        const VaultSurroundings atHome{&here, PassphraseCost::cheapest()};
        const VaultSurroundings away{&elsewhere, PassphraseCost::cheapest()};
        const auto vault = Vault::create(m_folder->filePath(u"second"_s), Unlock::byKeyStore(), atHome);
        QVERIFY(vault);
        const Result<BackupReport> report = backup(**vault, m_file);
        QVERIFY(report);
        QVERIFY(report->opensWith.keyStore && !report->opensWith.passphrase);
        QCOMPARE(idOf(restore(m_file, m_target, Unlock::byKeyStore(), ExistingStore::Refuse, away)), u"vault.backupKeyElsewhere"_s);
        QCOMPARE(idOf(restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, away)), u"vault.noPassphraseSet"_s);
        QVERIFY(!QFileInfo::exists(m_target));
        QVERIFY(restore(m_file, m_target, Unlock::byKeyStore(), ExistingStore::Refuse, atHome)->opensWith.keyStore);
        QVERIFY(Vault::open(m_target, Unlock::byKeyStore(), atHome));

        BackupOptions options;
        options.passphrase = Secret(QByteArray("for the road"));
        const Result<BackupReport> portable = backup(**vault, m_file, std::move(options));
        QVERIFY(portable && portable->opensWith.passphrase);
        const QString second = m_folder->filePath(u"away"_s);
        const Result<RestoreReport> restored = restore(m_file, second, Unlock::byPassphrase(u"for the road"_s), ExistingStore::Refuse, away);
        QVERIFY2(restored, qPrintable(idOf(restored)));
        QVERIFY(!restored->opensWith.keyStore);
        QCOMPARE(idOf(Vault::open(second, Unlock::byKeyStore(), away)), u"vault.notInKeyStore"_s);
        QVERIFY(Vault::open(second, Unlock::byPassphrase(u"for the road"_s), away));
        QVERIFY(!(*vault)->protection().passphrase); // the store itself is as it was
    }

    void refusesWhatIsNotASoundBackup()
    {
        QVERIFY(backup(*m_vault, m_file));
        const QByteArray sound = fileBytes(m_file);
        const auto refused = [&](const QByteArray &bytes) {
            overwrite(m_file, bytes);
            const QString id = idOf(restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, Cheap));
            return QFileInfo::exists(m_target) ? u"something was left"_s : id;
        };
        // Everything at the front and the first chunk's tag, then places all over.
        quint32 state = 1;
        for (qsizetype at = 0; at < sound.size(); at += at < 310 ? 1 : 9973) {
            QByteArray changed = sound;
            changed[at] = char(changed.at(at) ^ (1 << (at % 8)));
            QCOMPARE(refused(changed), at < 8 ? u"vault.notABackup"_s : u"vault.damagedBackup"_s);
            state = state * 1664525 + 1013904223;
            const qsizetype length = at < 310 ? at : qsizetype(state % quint32(sound.size()));
            QCOMPARE(refused(sound.first(length)), length < 8 ? u"vault.notABackup"_s : u"vault.damagedBackup"_s);
        }
        QCOMPARE(refused(sound + QByteArray("x")), u"vault.damagedBackup"_s);
        overwrite(m_file, sound);
        QCOMPARE(idOf(restore(m_file, m_target, Unlock::byPassphrase(u"x"_s), ExistingStore::Refuse, Cheap)), u"vault.wrongPassphrase"_s);
        QVERIFY(restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, Cheap));
    }

    void neverOverwritesAStore()
    {
        QVERIFY(backup(*m_vault, m_file));
        QCOMPARE(idOf(restore(m_file, m_store, byPassphrase(), ExistingStore::KeepAside, Cheap)), u"vault.held"_s);
        QVERIFY(execute(*m_vault, "DELETE FROM note; INSERT INTO note VALUES('newer')"));
        m_vault.reset();
        QCOMPARE(idOf(restore(m_file, m_store, byPassphrase(), ExistingStore::Refuse, Cheap)), u"vault.exists"_s);

        const Result<RestoreReport> restored = restore(m_file, m_store, byPassphrase(), ExistingStore::KeepAside, Cheap);
        QVERIFY2(restored, qPrintable(idOf(restored)));
        const auto now = Vault::open(m_store, byPassphrase(), Cheap);
        QVERIFY(now);
        QVERIFY(isWhole(**now));
        const auto before = Vault::open(restored->keptAside, byPassphrase(), Cheap);
        QVERIFY2(before, qPrintable(idOf(before)));
        QCOMPARE(number(**before, "SELECT count(*) FROM note"), 1);
        QCOMPARE(Attachments(**before).names()->size(), 2);
    }

    // The switch of the two stores stops after each of its steps; the next open finishes it.
    void finishesASwitchCutShort()
    {
        const QString fresh = m_folder->filePath(u"fresh"_s);
        QVERIFY(makeStore(fresh, 7));
        m_vault.reset();
        overwrite(m_store + u"/kemai.db-wal"_s, "the log of the old database");
        const QStringList moves{u"-kemai.db-wal"_s, u"-kemai.key"_s, u"+kemai.key"_s, u"-attachments"_s, u"+attachments"_s,
                                u"-kemai.db"_s, u"+kemai.db"_s};
        for (qsizetype done = 0; done <= moves.size(); ++done) {
            const QString store = m_folder->filePath(u"try-%1"_s.arg(done));
            const QString staging = store + u"/restoring.partial"_s;
            const QString aside = store + u"/before-restore-1"_s;
            QVERIFY(copyFolder(m_store, store));
            QVERIFY(copyFolder(fresh, staging));
            QVERIFY(QFile::remove(staging + u"/kemai.lock"_s));
            overwrite(store + u"/kemai.restore"_s, "{\"aside\": \"before-restore-1\"}");
            QVERIFY(QDir().mkpath(aside));
            for (const QString &move : moves.first(done)) {
                const QString name = move.mid(1);
                QVERIFY(move.startsWith(u'-') ? QDir().rename(store + u'/' + name, aside + u'/' + name)
                                              : QDir().rename(staging + u'/' + name, store + u'/' + name));
            }
            const auto vault = Vault::open(store, byPassphrase(), Cheap);
            QVERIFY2(vault, qPrintable(u"%1: %2"_s.arg(done).arg(idOf(vault))));
            QVERIFY(isWhole(**vault, 7));
            QVERIFY(verify(**vault)->isSound());
            QCOMPARE(partialFiles(store), QStringList());
            QCOMPARE(fileBytes(aside + u"/kemai.db"_s), fileBytes(m_store + u"/kemai.db"_s));
            QCOMPARE(fileBytes(aside + u"/kemai.key"_s), fileBytes(m_store + u"/kemai.key"_s));
            QCOMPARE(fileBytes(aside + u"/kemai.db-wal"_s), QByteArray("the log of the old database"));
        }
    }

    // Killed at each of its steps: the store opens as it was, or restored whole; an older backup stays sound.
    void survivesBeingKilled_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("a backup") << u"backup"_s;
        QTest::newRow("a restore") << u"restore"_s;
    }

    void survivesBeingKilled()
    {
        QFETCH(QString, role);
        QVERIFY(backup(*m_vault, m_file));
        QVERIFY(execute(*m_vault, "INSERT INTO note VALUES('customer 201'); INSERT INTO search(search) VALUES('rebuild')"));
        m_vault.reset();
        bool finished = false;
        int rounds = 0;
        for (int step = 1; !finished; step += 1 + step / 4) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {role, m_store, m_file, QString::number(step)});
            QVERIFY(child.waitForFinished(60'000));
            finished = child.exitStatus() == QProcess::NormalExit;
            const auto vault = Vault::open(m_store, byPassphrase(), Cheap);
            QVERIFY2(vault, qPrintable(idOf(vault)));
            QVERIFY(isWhole(**vault, finished && role == u"restore"_s ? 200 : 201));
            QVERIFY(verify(**vault)->isSound());
            QVERIFY(partialFiles(m_store).isEmpty());
            const QString copy = m_folder->filePath(u"copy-%1"_s.arg(step));
            QVERIFY(restore(m_file, copy, byPassphrase(), ExistingStore::Refuse, Cheap));
            QVERIFY(QDir(copy).removeRecursively());
            ++rounds;
        }
        QVERIFY(rounds > 5);
    }

    void leavesNothingWhenCancelled()
    {
        int calls = 0;
        QVERIFY(backup(*m_vault, m_file, {}, [&](ArchiveStage, qint64, qint64) { return ++calls > 0; }));
        const QByteArray older = fileBytes(m_file);
        for (int last = 1; last < calls; ++last) {
            int left = last;
            const auto report = backup(*m_vault, m_file, {}, [&](ArchiveStage, qint64, qint64) { return --left > 0; });
            QCOMPARE(idOf(report), u"vault.cancelled"_s);
            QCOMPARE(partialFiles(m_folder->path()), QStringList());
        }
        QCOMPARE(fileBytes(m_file), older);

        calls = 0;
        QVERIFY(restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, Cheap, [&](ArchiveStage, qint64, qint64) { return ++calls > 0; }));
        QVERIFY(QDir(m_target).removeRecursively());
        for (int last = 1; last < calls; ++last) {
            int left = last;
            const auto report = restore(m_file, m_target, byPassphrase(), ExistingStore::Refuse, Cheap,
                                        [&](ArchiveStage, qint64, qint64) { return --left > 0; });
            QCOMPARE(idOf(report), u"vault.cancelled"_s);
            QVERIFY(!QFileInfo::exists(m_target));
        }
        int verifyCalls = 0;
        QVERIFY(verify(*m_vault, [&](ArchiveStage, qint64, qint64) { return ++verifyCalls > 0; }));
        QVERIFY(verifyCalls >= 3);
        QCOMPARE(idOf(verify(*m_vault, [](ArchiveStage, qint64, qint64) { return false; })), u"vault.cancelled"_s);
    }

    void keepsTheOlderBackupWhenTheDiskIsFull()
    {
        const QString small = m_folder->filePath(u"stick"_s);
        QVERIFY(QDir().mkpath(small));
        if (::mount("tmpfs", qPrintable(small), "tmpfs", 0, "size=512k") != 0)
            QSKIP("may not mount a small file system here");
        const auto unmount = qScopeGuard([&] { ::umount2(qPrintable(small), MNT_DETACH); });
        const QString file = small + u"/company.kemaibackup"_s;
        QVERIFY(backup(*m_vault, file));
        const QByteArray older = fileBytes(file);
        QVERIFY(!put(*m_vault, QByteArray(700'000, 'p')).isEmpty());
        QCOMPARE(idOf(backup(*m_vault, file)), u"vault.diskFull"_s);
        QCOMPARE(fileBytes(file), older);
        QCOMPARE(partialFiles(m_folder->path()), QStringList());

        QVERIFY(backup(*m_vault, m_file));
        QCOMPARE(idOf(restore(m_file, small + u"/store"_s, byPassphrase(), ExistingStore::Refuse, Cheap)), u"vault.diskFull"_s);
        QVERIFY(!QFileInfo::exists(small + u"/store"_s));
    }

    void namesWhatIsDamaged()
    {
        QVERIFY(verify(*m_vault)->isSound());
        const Attachments attachments(*m_vault);
        const QByteArray damagedName = attachments.names()->first();
        QByteArray bytes = fileBytes(attachments.fileOf(damagedName));
        bytes[60] = char(bytes.at(60) ^ 1);
        overwrite(attachments.fileOf(damagedName), bytes);
        const Result<VerifyReport> report = verify(*m_vault);
        QVERIFY(report);
        QCOMPARE(report->damagedAttachments, QStringList{QString::fromLatin1(damagedName.toHex())});
        QVERIFY(report->problems.isEmpty());
        QCOMPARE(report->attachments, 2);
        QCOMPARE(report->fullTextIndexes, 1);
        // A damaged attachment is named, and kept, by a backup all the same.
        const Result<BackupReport> saved = backup(*m_vault, m_file);
        QVERIFY(saved);
        QCOMPARE(saved->damagedAttachments, report->damagedAttachments);

        QByteArray database = fileBytes(m_vault->databaseFile());
        QVERIFY(database.size() > 5 * 4096);
        const QByteArray sound = database;
        database[4 * 4096 + 100] = char(database.at(4 * 4096 + 100) ^ 1);
        overwrite(m_vault->databaseFile(), database);
        const Result<VerifyReport> second = verify(*m_vault);
        QVERIFY2(second, qPrintable(idOf(second)));
        QVERIFY(!second->isSound());
        QVERIFY(second->problems.first().contains(u"1"_s) && second->problems.first().contains(u"page 5"_s));
        const QByteArray older = fileBytes(m_file);
        QVERIFY(!backup(*m_vault, m_file)); // never replaces a sound backup with a damaged one
        QCOMPARE(fileBytes(m_file), older);
        QCOMPARE(partialFiles(m_folder->path()), QStringList());
        overwrite(m_vault->databaseFile(), sound);
        QVERIFY(verify(*m_vault)->problems.isEmpty());
    }

    // Freezes every format at once: backup, key file, pages, attachments, names and subkeys.
    void opensTheBackupOfVersionOne()
    {
        const QString released = QStringLiteral(KEMAI_SOURCE_DIR "/tests/vault/released/1.kemaibackup");
        const Result<RestoreReport> restored = restore(released, m_target, Unlock::byPassphrase(u"客脉 1"_s), ExistingStore::Refuse, Cheap);
        QVERIFY2(restored, qPrintable(idOf(restored)));
        const auto vault = Vault::open(m_target, Unlock::byPassphrase(u"客脉 1"_s), Cheap);
        QVERIFY(vault);
        QVERIFY(verify(**vault)->isSound());
        QCOMPARE(number(**vault, "SELECT count(*) FROM note WHERE text IN ('张伟', 'from version 1')"), 2);
        const QByteArray name = QByteArray::fromHex("714f55215b4423f4437124f1063ca64f704ef167494780d2f9848982b02b7391");
        QCOMPARE(Attachments(**vault).read(name).value_or(QByteArray()), QByteArray("an attachment of version 1"));
        QCOMPARE(put(**vault, "an attachment of version 1"), name);
        QCOMPARE((*vault)->subkey(1, "released").view().toByteArray().toHex(),
                 QByteArray("ee9dcdbd1b975d901581269d8c93751504877448d9a23900ef298dee13a70fbc"));
    }

    void findsAFullTextIndexThatDisagrees()
    {
        const Result<sqlite3 *> connection = openEncrypted(m_vault->databaseFile(), m_vault->keyHandle(), OpenMode::ReadWrite);
        QVERIFY(connection);
        QCOMPARE(sqlite3_exec(*connection, "DELETE FROM search_data WHERE id > 10", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(*connection);
        const Result<VerifyReport> report = verify(*m_vault);
        QVERIFY(report);
        QVERIFY(!report->isSound());
        QVERIFY(report->problems.last().contains(u"search"_s));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
    QString m_file;
    QString m_target;
    std::unique_ptr<Vault> m_vault;
};

namespace {

// Kills itself at the given call of progress, as a power cut would: no destructor runs.
int dieAt(const QStringList &arguments)
{
    int left = arguments.at(4).toInt();
    const ArchiveProgress progress = [&](ArchiveStage, qint64, qint64) {
        if (--left == 0)
            ::kill(::getpid(), SIGKILL);
        return true;
    };
    if (arguments.at(1) == u"restore"_s)
        return restore(arguments.at(3), arguments.at(2), byPassphrase(), ExistingStore::KeepAside, Cheap, progress) ? 0 : 1;
    const auto vault = Vault::open(arguments.at(2), byPassphrase(), Cheap);
    return vault && backup(**vault, arguments.at(3), {}, progress) ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().size() == 5)
        return dieAt(application.arguments());
    ArchiveTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_archive.moc"
