// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Against a real gnome-keyring: the program starts itself again inside with_keyring.sh, a private session.
 */
#include "vault/harden.h"
#include "vault/keychain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
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
