// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/harden.h"
#include "vault/vault.h"

#include "memory_key_store.h"
#include "process.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sodium.h>
#include <sqlite3.h>

#include <csignal>
#include <cstdio>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

const QString Right = u"正确的口令 1"_s;

VaultSurroundings with(KeyStore &keyStore)
{
    return {&keyStore, PassphraseCost::cheapest()};
}

QString idOf(const auto &result)
{
    return result ? QString() : result.error().id;
}

Result<> execute(sqlite3 *connection, const char *sql)
{
    if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(sqliteError(connection, u"test"_s));
    return {};
}

int rowsIn(const Vault &vault)
{
    const Result<sqlite3 *> connection = vault.connect(Vault::Access::Reader);
    if (!connection)
        return -1;
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(*connection, "SELECT count(*) FROM note", -1, &statement, nullptr);
    const int rows = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    sqlite3_close(*connection);
    return rows;
}

Result<> addRow(const Vault &vault)
{
    const Result<sqlite3 *> connection = vault.connect(Vault::Access::Writer);
    if (!connection)
        return fail(connection.error());
    const Result<> done = execute(*connection, "CREATE TABLE IF NOT EXISTS note(text); INSERT INTO note VALUES('hello')");
    sqlite3_close(*connection);
    return done;
}

// Everything in a directory but the lock, to see that nothing changed.
QMap<QString, QByteArray> contents(const QString &directory)
{
    QMap<QString, QByteArray> contents;
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (files.fileName() != u"kemai.lock"_s && file.open(QIODevice::ReadOnly))
            contents.insert(files.filePath(), file.readAll());
    }
    return contents;
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("overwrite");
}

} // namespace

class VaultTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = m_folder->filePath(u"office/store"_s);
        m_keyStore = MemoryKeyStore();
    }

    void opensWhatItMade_data()
    {
        QTest::addColumn<bool>("byKeyStore");
        QTest::newRow("by the key store") << true;
        QTest::newRow("by a passphrase") << false;
    }

    void opensWhatItMade()
    {
        QFETCH(bool, byKeyStore);
        const auto unlock = [byKeyStore] { return byKeyStore ? Unlock::byKeyStore() : Unlock::byPassphrase(Right); };
        QByteArray fileId;
        Secret subkey;
        {
            const auto vault = Vault::create(m_store, unlock(), with(m_keyStore));
            QVERIFY2(vault, qPrintable(idOf(vault)));
            QVERIFY(addRow(**vault));
            fileId = (*vault)->fileId();
            subkey = (*vault)->subkey(7, "testtest");
            QVERIFY(!subkey.equals((*vault)->subkey(8, "testtest")));
            QVERIFY(!subkey.equals((*vault)->subkey(7, "testtesu")));
        }
        QCOMPARE(int(m_keyStore.entries.size()), byKeyStore ? 1 : 0);
        const Result<Protection> protection = Vault::protection(m_store);
        QVERIFY(protection);
        QCOMPARE(protection->keyStore, byKeyStore);
        QCOMPARE(protection->passphrase, !byKeyStore);

        const auto vault = Vault::open(m_store, unlock(), with(m_keyStore));
        QVERIFY2(vault, qPrintable(idOf(vault)));
        QCOMPARE((*vault)->fileId(), fileId);
        QVERIFY((*vault)->subkey(7, "testtest").equals(subkey));
        QCOMPARE(rowsIn(**vault), 1);
        QCOMPARE(QFile::permissions(m_store)
                     & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther), QFile::Permissions());
    }

    void aReaderCannotWrite()
    {
        const auto vault = Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore));
        QVERIFY(vault);
        QVERIFY(addRow(**vault));
        const Result<sqlite3 *> reader = (*vault)->connect(Vault::Access::Reader);
        QVERIFY(reader);
        QVERIFY(!execute(*reader, "INSERT INTO note VALUES('no')"));
        sqlite3_close(*reader);
        QCOMPARE(rowsIn(**vault), 1);
    }

    void neverMakesAStoreOverAnother_data()
    {
        QTest::addColumn<QString>("removed");
        QTest::newRow("whole") << QString();
        QTest::newRow("its key file lost") << u"kemai.key"_s;
        QTest::newRow("its database lost") << u"kemai.db"_s;
    }

    void neverMakesAStoreOverAnother()
    {
        QFETCH(QString, removed);
        QVERIFY(Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore)));
        if (!removed.isEmpty())
            QVERIFY(QFile::remove(m_store + u'/' + removed));
        const auto before = contents(m_store);
        const auto again = Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore));
        QCOMPARE(idOf(again), u"vault.exists"_s);
        QCOMPARE(again.error().code, Error::Code::Conflict);
        QCOMPARE(contents(m_store), before);
        QCOMPARE(m_keyStore.entries.size(), size_t(1));
    }

    void needsAPassphraseWhereThereIsNoKeyStore_data()
    {
        QTest::addColumn<bool>("forgets");
        QTest::newRow("no key store") << false;
        QTest::newRow("one that keeps nothing") << true;
    }

    void needsAPassphraseWhereThereIsNoKeyStore()
    {
        QFETCH(bool, forgets);
        AbsentKeyStore absent;
        m_keyStore.forgets = true;
        KeyStore &keyStore = forgets ? static_cast<KeyStore &>(m_keyStore) : absent;
        const auto refused = Vault::create(m_store, Unlock::byKeyStore(), with(keyStore));
        QCOMPARE(idOf(refused), u"vault.noKeyStore"_s);
        QVERIFY(contents(m_store).isEmpty());
        QVERIFY(Vault::create(m_store, Unlock::byPassphrase(Right), with(keyStore)));
        QVERIFY(Vault::open(m_store, Unlock::byPassphrase(Right), with(keyStore)));
    }

    // Each way a store cannot be opened has its own name, and none of them changes anything.
    void namesWhyItDoesNotOpen_data()
    {
        using Step = std::function<void(VaultTest &)>;
        QTest::addColumn<bool>("byKeyStore");
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<Step>("damage");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *name, bool byKeyStore, const QString &passphrase, Step damage, const QString &id) {
            QTest::newRow(name) << byKeyStore << passphrase << damage << id;
        };
        const auto remove = [](const QString &file) {
            return [file](VaultTest &test) { QVERIFY(QFile::remove(test.m_store + u'/' + file)); };
        };
        const Step nothing = [](VaultTest &) {};
        const Step emptyKeyFile = [](VaultTest &test) { overwrite(test.m_store + u"/kemai.key"_s, {}); };
        const Step flippedKeyFile = [](VaultTest &test) {
            QFile file(test.m_store + u"/kemai.key"_s);
            QVERIFY(file.open(QIODevice::ReadWrite));
            file.seek(150);
            file.write("x");
        };
        row("wrong passphrase", false, u"falsch"_s, nothing, u"vault.wrongPassphrase"_s);
        row("key gone from the key store", true, {}, [](VaultTest &test) { test.m_keyStore.entries.clear(); },
            u"vault.keyMissing"_s);
        row("another key in the key store", true, {}, [](VaultTest &test) {
            test.m_keyStore.entries.begin()->second = Secret::random(32);
        }, u"vault.foreignKey"_s);
        row("a short key in the key store", true, {}, [](VaultTest &test) {
            test.m_keyStore.entries.begin()->second = Secret::random(31);
        }, u"vault.foreignKey"_s);
        row("key file emptied", false, Right, emptyKeyFile, u"vault.damagedKeyFile"_s);
        row("key file flipped, right passphrase", false, Right, flippedKeyFile, u"vault.damagedKeyFile"_s);
        row("key file flipped, wrong passphrase", false, u"falsch"_s, flippedKeyFile, u"vault.damagedKeyFile"_s);
        row("key file flipped, by the key store", true, {}, flippedKeyFile, u"vault.damagedKeyFile"_s);
        row("key file gone", true, {}, remove(u"kemai.key"_s), u"vault.keyFileMissing"_s);
        row("database gone", true, {}, remove(u"kemai.db"_s), u"vault.databaseMissing"_s);
        row("both gone", true, {}, [](VaultTest &test) { QVERIFY(QDir(test.m_store).removeRecursively()); },
            u"vault.noStore"_s);
        row("opened by the key store, has a passphrase only", false, {}, nothing, u"vault.notInKeyStore"_s);
        row("opened by passphrase, has none", true, Right, nothing, u"vault.noPassphraseSet"_s);
    }

    void namesWhyItDoesNotOpen()
    {
        QFETCH(bool, byKeyStore);
        QFETCH(QString, passphrase);
        QFETCH(std::function<void(VaultTest &)>, damage);
        QFETCH(QString, id);
        {
            const auto vault = Vault::create(m_store, byKeyStore ? Unlock::byKeyStore() : Unlock::byPassphrase(Right),
                                             with(m_keyStore));
            QVERIFY(vault);
            QVERIFY(addRow(**vault));
        }
        damage(*this);
        const auto before = contents(m_store);
        const size_t entriesBefore = m_keyStore.entries.size();
        const auto vault = Vault::open(
            m_store, passphrase.isEmpty() ? Unlock::byKeyStore() : Unlock::byPassphrase(passphrase), with(m_keyStore));
        QCOMPARE(idOf(vault), id);
        QCOMPARE(contents(m_store), before);
        QCOMPARE(m_keyStore.entries.size(), entriesBefore);
    }

    void looksForAStoreWithoutLeavingATrace()
    {
        QCOMPARE(idOf(Vault::open(m_store, Unlock::byKeyStore(), with(m_keyStore))), u"vault.noStore"_s);
        QVERIFY(!QFileInfo::exists(m_store));
    }

    void namesADamagedDatabase()
    {
        QVERIFY(Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore)));
        QFile file(m_store + u"/kemai.db"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(2000);
        file.write(QByteArray(50, 'x'));
        file.close();
        const auto vault = Vault::open(m_store, Unlock::byKeyStore(), with(m_keyStore));
        QVERIFY(vault);
        const Result<sqlite3 *> connection = (*vault)->connect(Vault::Access::Writer);
        QCOMPARE(idOf(connection), u"vault.corrupt"_s);
        QCOMPARE(connection.error().code, Error::Code::Corrupt);
    }

    void replacesACreationCutShort()
    {
        QVERIFY(QDir().mkpath(m_store));
        KeyFile unfinished = KeyFile::forNewKey(Secret::random(32));
        unfinished.setUnfinished(true);
        QVERIFY(unfinished.save(m_store + u"/kemai.key"_s));
        overwrite(m_store + u"/kemai.db"_s, "half");
        QCOMPARE(idOf(Vault::open(m_store, Unlock::byKeyStore(), with(m_keyStore))), u"vault.noStore"_s);
        const auto vault = Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore));
        QVERIFY2(vault, qPrintable(idOf(vault)));
        QVERIFY(addRow(**vault));
        QCOMPARE(rowsIn(**vault), 1);
    }

    void changesThePassphraseWithoutTouchingTheData()
    {
        QByteArray database;
        {
            const auto vault = Vault::create(m_store, Unlock::byPassphrase(Right), with(m_keyStore));
            QVERIFY(vault);
            QVERIFY(addRow(**vault));
            database = contents(m_store).value(m_store + u"/kemai.db"_s);
            QCOMPARE(idOf((*vault)->changePassphrase(Unlock::byPassphrase(u"falsch"_s), Unlock::byPassphrase(u"x"_s))),
                     u"vault.wrongPassphrase"_s);
            QCOMPARE(idOf((*vault)->changePassphrase(Unlock::byPassphrase(Right), Unlock::byPassphrase({}))),
                     u"vault.passphraseEmpty"_s);
            QVERIFY((*vault)->changePassphrase(Unlock::byPassphrase(Right), Unlock::byPassphrase(u"next"_s)));
        }
        QCOMPARE(contents(m_store).value(m_store + u"/kemai.db"_s), database);
        QCOMPARE(idOf(Vault::open(m_store, Unlock::byPassphrase(Right), with(m_keyStore))), u"vault.wrongPassphrase"_s);
        const auto vault = Vault::open(m_store, Unlock::byPassphrase(u"next"_s), with(m_keyStore));
        QVERIFY(vault);
        QCOMPARE(rowsIn(**vault), 1);
    }

    void addsAndDropsAWayOfUnlocking()
    {
        {
            const auto vault = Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore));
            QVERIFY(vault);
            QCOMPARE(idOf((*vault)->dropProtection(Unlock::With::KeyStore)), u"vault.lastProtection"_s);
            QVERIFY((*vault)->changePassphrase(Unlock::byKeyStore(), Unlock::byPassphrase(Right)));
            QVERIFY((*vault)->protection().keyStore && (*vault)->protection().passphrase);
        }
        QVERIFY(Vault::open(m_store, Unlock::byPassphrase(Right), with(m_keyStore)));
        {
            const auto vault = Vault::open(m_store, Unlock::byKeyStore(), with(m_keyStore));
            QVERIFY(vault);
            QVERIFY((*vault)->dropProtection(Unlock::With::KeyStore));
            QVERIFY(m_keyStore.entries.empty());
            QCOMPARE(idOf((*vault)->dropProtection(Unlock::With::Passphrase)), u"vault.lastProtection"_s);
            QVERIFY((*vault)->changePassphrase(Unlock::byPassphrase(Right), Unlock::byKeyStore()));
            QVERIFY((*vault)->dropProtection(Unlock::With::Passphrase));
        }
        QVERIFY(Vault::open(m_store, Unlock::byKeyStore(), with(m_keyStore)));
        QCOMPARE(idOf(Vault::open(m_store, Unlock::byPassphrase(Right), with(m_keyStore))), u"vault.noPassphraseSet"_s);
    }

    void takesTheSamePassphraseFromEveryKeyboard()
    {
        const QString composed = u"Caf\u00e9"_s;
        const QString decomposed = u"Cafe\u0301"_s;
        QVERIFY(Vault::create(m_store, Unlock::byPassphrase(composed), with(m_keyStore)));
        QVERIFY(Vault::open(m_store, Unlock::byPassphrase(decomposed), with(m_keyStore)));
    }

    void notesCommitsOutsideTheDirectory()
    {
        const auto vault = Vault::create(m_store, Unlock::byKeyStore(), with(m_keyStore));
        QVERIFY(vault);
        QVERIFY(!(*vault)->notedCommits());
        QVERIFY((*vault)->noteCommits(41));
        QVERIFY((*vault)->noteCommits(42));
        QCOMPARE((*vault)->notedCommits().value_or(0), quint64(42));
    }

    void tellsTheSecondWhoHoldsTheStore()
    {
        {
            const auto first = Vault::create(m_store, Unlock::byPassphrase(Right), with(m_keyStore));
            QVERIFY(first);
            const auto second = Vault::open(m_store, Unlock::byPassphrase(Right), with(m_keyStore));
            QCOMPARE(idOf(second), u"vault.held"_s);
            QCOMPARE(second.error().code, Error::Code::Busy);
            QCOMPARE(second.error().details.value(1), QString::number(QCoreApplication::applicationPid()));
        }
        QProcess child;
        QVERIFY(startUntilReady(child, {u"hold"_s, m_store, Right}));
        const auto second = Vault::open(m_store, Unlock::byPassphrase(Right), with(m_keyStore));
        QCOMPARE(idOf(second), u"vault.held"_s);
        QCOMPARE(second.error().details.value(0), u"holder"_s);
        QCOMPARE(second.error().details.value(1), QString::number(child.processId()));
        QVERIFY(!second.error().details.value(2).isEmpty());
        QCOMPARE(idOf(Vault::create(m_store, Unlock::byPassphrase(Right), with(m_keyStore))), u"vault.held"_s);

        child.kill(); // no chance to clean up: the lock goes with the process
        QVERIFY(child.waitForFinished());
        QVERIFY(Vault::open(m_store, Unlock::byPassphrase(Right), with(m_keyStore)));
    }

    // A small file system where the tests may mount one, a limit on the size of files where not.
    void namesAFullDisk()
    {
        QVERIFY(QDir().mkpath(m_store));
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"fill"_s, m_store});
        QVERIFY(child.waitForFinished(60'000));
        QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray("vault.diskFull vault.diskFull vault.diskFull kept"));
    }

    // The plain key: in no file, no argument or environment, and in no core of the running process.
    void keepsTheKeyToItself()
    {
        QVERIFY(Vault::create(m_store, Unlock::byPassphrase(Right), with(m_keyStore)));
        const Result<KeyFile> keyFile = KeyFile::load(m_store + u"/kemai.key"_s);
        QVERIFY(keyFile);
        const Result<Secret> dataKey = Vault::unlockKey(*keyFile, Unlock::byPassphrase(Right), with(m_keyStore));
        QVERIFY(dataKey);
        QList<QByteArray> needles = spellings(dataKey->view().toByteArray());
        needles += spellings(deriveSubkey(*dataKey, 1, "kemaipag").view().toByteArray());

        QProcess child;
        QVERIFY(startUntilReady(child, {u"hold"_s, m_store, Right}));
        QCOMPARE(fileHolding(m_store, needles), QString());
        for (const QString &name : {u"environ"_s, u"cmdline"_s}) {
            QFile file(u"/proc/%1/%2"_s.arg(child.processId()).arg(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!holdsAny(file.readAll(), needles));
        }
        QVERIFY(!holdsAny(child.readAllStandardOutput() + child.readAllStandardError(), needles));
        const QByteArray core = coreOf(child.processId(), m_folder->path());
        child.kill();
        QVERIFY(child.waitForFinished());
        if (core.isEmpty())
            QSKIP("no debugger may attach here: the core was not searched");
        QVERIFY(core.contains("a marker that shows that the heap is in the core"));
        QVERIFY(!holdsAny(core, needles));
    }

    void leavesNoCoreOnceHardened()
    {
        QProcess child;
        QVERIFY(startUntilReady(child, {u"harden"_s}));
        QCOMPARE(child.readLine().trimmed(), QByteArray("0 0"));
        child.kill();
        child.waitForFinished();
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
    MemoryKeyStore m_keyStore;
};

namespace {

int waitForever()
{
    std::puts("ready");
    std::fflush(stdout);
    for (;;)
        ::pause();
}

int hold(const QStringList &arguments)
{
    QCoreApplication::setApplicationName(u"holder"_s);
    const QByteArray marker = QByteArray("a marker that shows that the heap ") + "is in the core";
    const auto vault = Vault::open(arguments.at(2), Unlock::byPassphrase(arguments.at(3)), {nullptr, PassphraseCost::cheapest()});
    if (!vault || !addRow(**vault) || marker.isEmpty())
        return 1;
    return waitForever();
}

// Meets a full disk three times: making a store, rewriting its key file, committing. Then there is room again.
int fill(const QString &directory)
{
    const bool mounted = ::mount("tmpfs", qPrintable(directory), "tmpfs", 0, "size=1m") == 0;
    std::signal(SIGXFSZ, SIG_IGN);
    const auto limitTo = [&](rlim_t bytes) {
        if (mounted) {
            QFile::remove(directory + u"/filler"_s);
            QFile filler(directory + u"/filler"_s);
            if (bytes != RLIM_INFINITY && filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                while (filler.write(QByteArray(4096, 'x')) == 4096) { }
            return;
        }
        const rlimit limit{bytes, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    };
    const VaultSurroundings surroundings{nullptr, PassphraseCost::cheapest()};
    QByteArray said;
    limitTo(100);
    said += idOf(Vault::create(directory, Unlock::byPassphrase(Right), surroundings)).toLatin1() + ' ';
    limitTo(RLIM_INFINITY);
    {
        const auto vault = Vault::create(directory, Unlock::byPassphrase(Right), surroundings);
        if (vault && addRow(**vault)) {
            limitTo(100);
            said += idOf((*vault)->changePassphrase(Unlock::byPassphrase(Right), Unlock::byPassphrase(u"x"_s))).toLatin1() + ' ';
            limitTo(RLIM_INFINITY);
            const Result<sqlite3 *> connection = (*vault)->connect(Vault::Access::Writer);
            limitTo(100);
            if (connection) {
                said += idOf(execute(*connection, "INSERT INTO note VALUES(zeroblob(800000))")).toLatin1() + ' ';
                sqlite3_close(*connection);
            }
            limitTo(RLIM_INFINITY);
        }
    }
    const auto vault = Vault::open(directory, Unlock::byPassphrase(Right), surroundings);
    said += vault && rowsIn(**vault) == 1 ? "kept" : "lost";
    if (mounted)
        ::umount2(qPrintable(directory), MNT_DETACH);
    std::puts(said.constData());
    return 0;
}

int harden()
{
    const bool done = hardenProcess();
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    std::puts("ready");
    std::printf("%d %d\n", done ? ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) : -1, int(limit.rlim_cur));
    std::fflush(stdout);
    for (;;)
        ::pause();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString role = arguments.value(1);
    if (role == u"hold"_s)
        return hold(arguments);
    if (role == u"fill"_s)
        return fill(arguments.at(2));
    if (role == u"harden"_s)
        return harden();
    VaultTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_vault.moc"
