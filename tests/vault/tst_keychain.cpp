// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Against a real gnome-keyring: the program starts itself again inside with_keyring.sh, a private session.
 */
#include "vault/keychain.h"
#include "vault/vault.h"

#include "process.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

const char *const Script = KEMAI_SOURCE_DIR "/tests/vault/with_keyring.sh";

QByteArray secretTool(const QStringList &arguments)
{
    QProcess tool;
    tool.start(u"secret-tool"_s, arguments);
    if (!tool.waitForFinished(20'000))
        return "secret-tool does not answer";
    return tool.readAllStandardOutput().trimmed();
}

pid_t keyringProcess()
{
    return pid_t(qEnvironmentVariableIntValue("KEMAI_KEYRING"));
}

// "read ENTRY TIMEOUT" as a child: prints the error's id, or "ok".
int readAsChild(const QStringList &arguments)
{
    Keychain keychain(arguments.at(3).toInt());
    const Result<Secret> secret = keychain.read(arguments.at(2));
    std::puts(secret ? "ok" : qPrintable(secret.error().id));
    return 0;
}

QByteArray childReads(const QString &entry, int timeoutMs, const QProcessEnvironment &environment)
{
    QProcess child;
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {u"read"_s, entry, QString::number(timeoutMs)});
    if (!child.waitForFinished(30'000))
        return "the child does not end";
    return child.readAllStandardOutput().trimmed();
}

// "make DIRECTORY" or "open DIRECTORY" as a child, by the key store: prints "ready" and stays.
int holdAsChild(const QStringList &arguments)
{
    const QByteArray marker = QByteArray("a marker that shows that the heap ") + "is in the core";
    const auto vault = arguments.at(1) == u"make"_s ? Vault::create(arguments.at(2), Unlock::byKeyStore())
                                                    : Vault::open(arguments.at(2), Unlock::byKeyStore());
    if (!vault || marker.isEmpty()) {
        std::puts(vault ? "" : qPrintable(vault.error().id));
        return 1;
    }
    std::puts("ready");
    std::fflush(stdout);
    for (;;)
        ::pause();
}

} // namespace

class KeychainTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(keyringProcess() > 0, "needs gnome-keyring, dbus and libsecret-tools");
    }

    void keepsASecretWhereAnotherToolFindsIt()
    {
        Keychain keychain;
        const Secret secret = Secret::random(32);
        QVERIFY(keychain.write(u"store-1"_s, secret));
        const Result<Secret> read = keychain.read(u"store-1"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().log));
        QVERIFY(read->equals(secret));
        QCOMPARE(secretTool({u"lookup"_s, u"server"_s, u"Kemai"_s, u"user"_s, u"store-1"_s}),
                 secret.view().toByteArray().toBase64());
    }

    void replacesAndRemoves()
    {
        Keychain keychain;
        QVERIFY(keychain.write(u"store-2"_s, Secret::random(32)));
        const Secret second = Secret::random(32);
        QVERIFY(keychain.write(u"store-2"_s, second));
        const Result<Secret> read = keychain.read(u"store-2"_s);
        QVERIFY(read);
        QVERIFY(read->equals(second));
        QVERIFY(keychain.remove(u"store-2"_s));
        QVERIFY(keychain.remove(u"store-2"_s));
        QCOMPARE(keychain.read(u"store-2"_s).error().id, u"vault.keyMissing"_s);
        QCOMPARE(secretTool({u"lookup"_s, u"server"_s, u"Kemai"_s, u"user"_s, u"store-2"_s}), QByteArray());
    }

    void refusesAnEntryThatIsNotOurs()
    {
        QProcess tool;
        tool.start(u"secret-tool"_s, {u"store"_s, u"--label=x"_s, u"server"_s, u"Kemai"_s, u"user"_s, u"store-3"_s,
                                      u"type"_s, u"plaintext"_s, u"xdg:schema"_s, u"org.qt.keychain"_s});
        tool.write("not base64!");
        tool.closeWriteChannel();
        QVERIFY(tool.waitForFinished(20'000));
        Keychain keychain;
        const Result<Secret> read = keychain.read(u"store-3"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().id, u"vault.keyMissing"_s);
    }

    void worksFromAnyThread()
    {
        Keychain keychain;
        for (int i = 0; i < 4; ++i) {
            bool right = false;
            QThread *thread = QThread::create([&keychain, &right, i] {
                const QString entry = u"thread-%1"_s.arg(i);
                const Secret secret = Secret::random(32);
                const Result<> written = keychain.write(entry, secret);
                const Result<Secret> read = keychain.read(entry);
                right = written && read && read->equals(secret);
            });
            thread->start();
            QVERIFY(thread->wait(30'000));
            delete thread;
            QVERIFY(right);
        }
    }

    void saysThatTheKeyStoreIsSilent()
    {
        Keychain patient;
        QVERIFY(patient.write(u"store-4"_s, Secret::random(32)));
        QCOMPARE(::kill(keyringProcess(), SIGSTOP), 0);
        const Result<Secret> unanswered = Keychain(200).read(u"store-4"_s);
        const QByteArray child = childReads(u"store-4"_s, 200, QProcessEnvironment::systemEnvironment());
        QCOMPARE(::kill(keyringProcess(), SIGCONT), 0);
        QVERIFY(!unanswered);
        QCOMPARE(unanswered.error().id, u"vault.keyStoreSilent"_s);
        QCOMPARE(unanswered.error().code, Error::Code::Busy);
        QCOMPARE(child, QByteArray("vault.keyStoreSilent"));
        // The abandoned job ends on its own and stands in nobody's way.
        QVERIFY(patient.read(u"store-4"_s));
    }

    void saysThatThereIsNoKeyStore()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent/bus"_s);
        QCOMPARE(childReads(u"store-1"_s, 10'000, environment), QByteArray("vault.noKeyStore"));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        QCOMPARE(childReads(u"store-1"_s, 10'000, environment), QByteArray("vault.noKeyStore"));
    }

    // In the key store, and nowhere else: no file, no environment, and no core of the process that made the store or
    // of one that opened it.
    void aStoresKeyIsInTheKeyStoreAlone_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("of the maker") << u"make"_s;
        QTest::newRow("of who opens it") << u"open"_s;
    }

    void aStoresKeyIsInTheKeyStoreAlone()
    {
        QFETCH(QString, role);
        const QTemporaryDir folder;
        const QString store = folder.filePath(u"store"_s);
        if (role == u"open"_s)
            QVERIFY(Vault::create(store, Unlock::byKeyStore()));
        QProcess child;
        QVERIFY2(startUntilReady(child, {role, store}), child.readAll().constData());
        const Result<KeyFile> keyFile = KeyFile::load(store + u"/kemai.key"_s);
        QVERIFY(keyFile);
        const QByteArray key = QByteArray::fromBase64(secretTool(
            {u"lookup"_s, u"server"_s, u"Kemai"_s, u"user"_s, Vault::keyStoreEntry(keyFile->fileId())}));
        QVERIFY(keyFile->accepts(Secret(QByteArray(key))));

        const QList<QByteArray> needles = spellings(key);
        QCOMPARE(fileHolding(store, needles), QString());
        QCOMPARE(fileHolding(qEnvironmentVariable("HOME"), needles), QString());
        QFile environment(u"/proc/%1/environ"_s.arg(child.processId()));
        QVERIFY(environment.open(QIODevice::ReadOnly));
        QVERIFY(!holdsAny(environment.readAll(), needles));
        QVERIFY(!holdsAny(child.readAllStandardOutput() + child.readAllStandardError(), needles));
        const QByteArray core = coreOf(child.processId(), folder.path());
        child.kill();
        QVERIFY(child.waitForFinished());
        if (core.isEmpty())
            QSKIP("no debugger may attach here: the core was not searched");
        QVERIFY(core.contains("a marker that shows that the heap is in the core"));
        for (const QByteArray &needle : needles)
            QVERIFY2(!holdsAny(core, {needle}), needle == key ? "as it is" : needle.size() == 64 ? "in hex" : "in base64");
    }

    void aMissingKeyIsNeverMadeAnew()
    {
        const QTemporaryDir folder;
        const QString store = folder.filePath(u"store"_s);
        QVERIFY(Vault::create(store, Unlock::byKeyStore()));
        const QString entry = Vault::keyStoreEntry(KeyFile::load(store + u"/kemai.key"_s)->fileId());
        secretTool({u"clear"_s, u"server"_s, u"Kemai"_s, u"user"_s, entry});
        QCOMPARE(Vault::open(store, Unlock::byKeyStore()).error().id, u"vault.keyMissing"_s);
        QCOMPARE(Vault::create(store, Unlock::byKeyStore()).error().id, u"vault.exists"_s);
        QCOMPARE(secretTool({u"lookup"_s, u"server"_s, u"Kemai"_s, u"user"_s, entry}), QByteArray());
    }

    void aLockedKeyStoreIsNotAMissingKey()
    {
        Keychain keychain;
        QVERIFY(keychain.write(u"store-5"_s, Secret::random(32)));
        QVERIFY(secretTool({u"lock"_s, u"--collection=login"_s}).isEmpty());
        const QByteArray answer = childReads(u"store-5"_s, 10'000, QProcessEnvironment::systemEnvironment());
        QCOMPARE(answer, QByteArray("vault.keyStoreDenied"));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"read"_s)
        return readAsChild(application.arguments());
    if (application.arguments().value(1) == u"make"_s || application.arguments().value(1) == u"open"_s)
        return holdAsChild(application.arguments());
    if (!qEnvironmentVariableIsSet("KEMAI_KEYRING")) {
        std::vector<char *> arguments{const_cast<char *>(Script)};
        arguments.insert(arguments.end(), argv, argv + argc);
        arguments.push_back(nullptr);
        ::execv(Script, arguments.data());
    }
    KeychainTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
