// SPDX-License-Identifier: GPL-3.0-or-later
#include "single_instance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestSingleInstance : public QObject
{
    Q_OBJECT

    // What the first one answers to these bytes; empty: it cut the connection.
    static QByteArray answerTo(const SingleInstance &first, const QByteArray &bytes)
    {
        QLocalSocket socket;
        socket.connectToServer(first.socketName());
        if (!socket.waitForConnected(2000))
            return "not connected";
        socket.write(bytes);
        socket.flush();
        const bool ended = QTest::qWaitFor([&] { return socket.canReadLine() || socket.state() == QLocalSocket::UnconnectedState; }, 5000);
        return ended ? socket.readAll().trimmed() : QByteArray("nothing");
    }

private slots:
    void handsOverToTheFirstOne()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
        const auto claimed = first.claim();
        QVERIFY(claimed && *claimed);
        QVERIFY(first.isListening());
        QSignalSpy links(&first, &SingleInstance::linkReceived);

        // As another process does it: waiting, on a thread of its own.
        Result<> handed;
        std::unique_ptr<QThread> other(QThread::create([&] {
            SingleInstance second(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
            const auto claims = second.claim();
            QVERIFY(claims && !*claims);
            handed = second.handOver(u"kemai://call?number=13800138000"_s);
        }));
        other->start();
        QTRY_COMPARE(links.count(), 1);
        QTRY_VERIFY(other->isFinished());
        QVERIFY(handed);
        QCOMPARE(links.first().first().toString(), u"kemai://call?number=13800138000"_s);
    }

    void isOneForEachStore()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.filePath(u"a"_s), folder.filePath(u"run"_s));
        SingleInstance second(folder.filePath(u"b"_s), folder.filePath(u"run"_s));
        SingleInstance again(folder.filePath(u"b/../a/"_s), folder.filePath(u"run"_s));
        QVERIFY(*first.claim());
        QVERIFY(*second.claim());
        QVERIFY(!*again.claim());
    }

    void followsTheDeskToAnotherStore()
    {
        const QTemporaryDir folder;
        const QString run = folder.filePath(u"run"_s);
        SingleInstance first(folder.filePath(u"store"_s), run);
        QVERIFY(*first.claim());
        QSignalSpy links(&first, &SingleInstance::linkReceived);
        const auto followed = first.follow(folder.filePath(u"store-2"_s));
        QVERIFY(followed && *followed);
        // A start with either store finds this one.
        for (const QString &store : {u"store"_s, u"store-2"_s}) {
            SingleInstance other(folder.filePath(store), run);
            QVERIFY(!*other.claim());
            QCOMPARE(answerTo(other, SingleInstance::request(u"kemai://call?number=13800138000"_s)), QByteArray("{\"kemai\":1,\"ok\":true}"));
        }
        QCOMPARE(links.count(), 2);
        // And back: the other store is free again.
        QVERIFY(*first.follow(folder.filePath(u"store"_s)));
        SingleInstance second(folder.filePath(u"store-2"_s), run);
        QVERIFY(*second.claim());
        QVERIFY(!*first.follow(folder.filePath(u"store-2"_s)));
    }

    void takesOverFromADeadOne()
    {
        const QTemporaryDir folder;
        QString name;
        {
            SingleInstance dead(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
            name = dead.socketName();
        }
        QDir().mkpath(folder.filePath(u"run"_s));
        QFile stale(name); // what a killed program leaves
        QVERIFY(stale.open(QIODevice::WriteOnly));
        stale.close();
        SingleInstance next(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
        const auto claimed = next.claim();
        QVERIFY(claimed && *claimed);
        QCOMPARE(answerTo(next, SingleInstance::request(u"kemai://show"_s)), QByteArray("{\"kemai\":1,\"ok\":true}"));
    }

    void isOpenToNobodyElse()
    {
#ifdef Q_OS_UNIX
        const QTemporaryDir folder;
        SingleInstance first(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
        QVERIFY(*first.claim());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(folder.filePath(u"run"_s)).permissions() & others));
        QVERIFY(!(QFileInfo(first.socketName()).permissions() & others));
#else
        QSKIP("pipes have no mode");
#endif
    }

    void refusesWhatIsNotOurs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no JSON") << QByteArray("GET / HTTP/1.1\n") << QByteArray("{\"error\":\"version\",\"kemai\":1}");
        QTest::newRow("an empty line") << QByteArray("\n") << QByteArray("{\"error\":\"version\",\"kemai\":1}");
        QTest::newRow("another version") << QByteArray("{\"kemai\":2,\"link\":\"kemai://show\"}\n") << QByteArray("{\"error\":\"version\",\"kemai\":1}");
        QTest::newRow("no link") << QByteArray("{\"kemai\":1}\n") << QByteArray("{\"error\":\"link\",\"kemai\":1}");
        QTest::newRow("a link of another kind") << QByteArray("{\"kemai\":1,\"link\":[1]}\n") << QByteArray("{\"error\":\"link\",\"kemai\":1}");
        QTest::newRow("a hostile link") << QByteArray("{\"kemai\":1,\"link\":\"file:///etc/passwd\"}\n") << QByteArray("{\"error\":\"link\",\"kemai\":1}");
        QTest::newRow("too long") << QByteArray(100'000, 'x') + '\n' << QByteArray();
        QTest::newRow("too long, no end") << QByteArray(100'000, 'x') << QByteArray();
        QTest::newRow("nothing at all") << QByteArray() << QByteArray(); // cut off after its patience
        QTest::newRow("half a message") << QByteArray("{\"kemai\":1,") << QByteArray();
        QTest::newRow("deep") << "{\"kemai\":" + QByteArray(2000, '[') + "\n" << QByteArray("{\"error\":\"version\",\"kemai\":1}");
        QTest::newRow("ours") << QByteArray("{\"kemai\":1,\"link\":\"tel:123\"}\n") << QByteArray("{\"kemai\":1,\"ok\":true}");
    }

    void refusesWhatIsNotOurs()
    {
        static const QTemporaryDir folder;
        static SingleInstance first(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
        if (!first.isListening())
            QVERIFY(*first.claim());
        QSignalSpy links(&first, &SingleInstance::linkReceived);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, answer);
        QCOMPARE(answerTo(first, bytes), answer);
        QCOMPARE(links.count(), answer.contains("ok") ? 1 : 0);
        // And it still serves.
        QCOMPARE(answerTo(first, SingleInstance::request(u"kemai://show"_s)), QByteArray("{\"kemai\":1,\"ok\":true}"));
    }

    void doesNotWaitForeverForASilentOne()
    {
        const QTemporaryDir folder;
        SingleInstance nobody(folder.filePath(u"store"_s), folder.filePath(u"run"_s));
        const auto handed = nobody.handOver(u"kemai://show"_s, 100);
        QVERIFY(!handed);
        QCOMPARE(handed.error().id, u"instance.silent"_s);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
