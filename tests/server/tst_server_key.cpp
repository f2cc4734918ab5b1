// SPDX-License-Identifier: GPL-3.0-or-later
// The server's secret, what it signs and seals; passwords; bodies in zstd; settings.
#include "server/compression.h"
#include "server/password.h"
#include "server/server_key.h"
#include "server/settings.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <zstd.h>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestServerKey : public QObject
{
    Q_OBJECT

private:
    static QJsonObject least()
    {
        return {{u"database"_s, u"dbname=kemai"_s}, {u"certificate"_s, u"/c"_s}, {u"certificate_key"_s, u"/k"_s}, {u"server_key"_s, u"/s"_s}};
    }

private slots:
    void isMadeOnceAndReadAgain()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"server.key"_s);
        const auto made = ServerKey::make(file);
        QVERIFY(made);
        const auto read = ServerKey::read(file);
        QVERIFY(read);
        QCOMPARE(read->publicKey(), made->publicKey());
        const auto again = ServerKey::make(file);
        QVERIFY(!again);
        QCOMPARE(again.error().id, u"server.keyExists"_s);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadOther);
        QCOMPARE(ServerKey::read(file).error().id, u"server.keyReadable"_s);
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("c2hvcnQ=\n");
        damaged.close();
        QCOMPARE(ServerKey::read(file).error().id, u"server.keyDamaged"_s);
        QCOMPARE(ServerKey::read(folder.filePath(u"none"_s)).error().id, u"server.keyMissing"_s);
    }

    void signsAndFindsOneChangedBit()
    {
        const ServerKey key = ServerKey::fromBytes({1, 2, 3});
        const QByteArray message = "lease of a device";
        const QByteArray signature = key.sign(message);
        QVERIFY(isSignature(signature, message, key.publicKey()));
        QVERIFY(!isSignature(signature, QByteArray(message + ' '), key.publicKey()));
        QByteArray bent = signature;
        bent[10] = char(bent.at(10) ^ 1);
        QVERIFY(!isSignature(bent, message, key.publicKey()));
        QVERIFY(!isSignature(signature, message, ServerKey::fromBytes({9}).publicKey()));
        QVERIFY(!isSignature({}, message, key.publicKey()));
        QVERIFY(!isSignature(signature, message, QByteArray(31, 'x')));
    }

    void sealsForOneUser()
    {
        const ServerKey key = ServerKey::fromBytes({1, 2, 3});
        const Id user = Id::make(1);
        const QByteArray sealed = key.seal("totp secret", user);
        QVERIFY(!sealed.contains("totp"));
        QCOMPARE(key.unseal(sealed, user).value_or(""), QByteArray("totp secret"));
        QVERIFY(!key.unseal(sealed, Id::make(2))); // moved to another user's row
        QVERIFY(!key.unseal(sealed.left(20), user));
        QVERIFY(!ServerKey::fromBytes({4}).unseal(sealed, user));
    }

    void tokensAreLongAndDifferent()
    {
        QCOMPARE(randomToken().size(), 43);
        QVERIFY(randomToken() != randomToken());
        QCOMPARE(tokenHash("a").size(), 32);
        QVERIFY(tokenHash("a") != tokenHash("b"));
    }

    void passwords()
    {
        const auto hash = hashPassword(u"正确的密码 correct"_s);
        QVERIFY(hash);
        QVERIFY(hash->startsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
        QVERIFY(isPassword(*hash, u"正确的密码 correct"_s));
        QVERIFY(!isPassword(*hash, u"正确的密码 Correct"_s));
        QVERIFY(!isPassword({}, {}));
        QVERIFY(!isPassword("no hash", u"no hash"_s));
        QVERIFY(!isPassword(*hash, QString(100'000, u'x')));
        QCOMPARE(hashPassword(u"short"_s).error().id, u"server.passwordShort"_s);
        QVERIFY(!hashPassword(QString(2000, u'x')));
    }

    void zstdComesBackAndBombsDoNot()
    {
        const QByteArray text = QByteArray("客户").repeated(1000);
        QCOMPARE(decompressed(compressed(text), 1024 * 1024).value_or(""), text);
        QCOMPARE(decompressed(compressed(text), text.size()).value_or(""), text);
        QCOMPARE(decompressed(compressed(text), text.size() - 1).error().id, u"wire.tooLarge"_s);
        const QByteArray bomb = compressed(QByteArray(200'000'000, '\0'));
        QVERIFY(bomb.size() < 100'000);
        QCOMPARE(decompressed(bomb, 1024 * 1024).error().id, u"wire.tooLarge"_s);
        QCOMPARE(decompressed("no zstd at all", 1024).error().id, u"wire.malformed"_s);
        const QByteArray cut = compressed(text);
        QCOMPARE(decompressed(cut.left(cut.size() - 3), 1024 * 1024).error().id, u"wire.malformed"_s);
        QVERIFY(!decompressed({}, 1024).has_value());
    }

    void aStreamIsOneFrame()
    {
        class Sink : public BodySink
        {
        public:
            bool write(QByteArray bytes) override
            {
                all += bytes;
                return true;
            }
            QByteArray all;
        } sink;
        Compressor compressor;
        QByteArray text;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray line = QByteArray::number(i * 7919) + "\tsome text of a row\n";
            text += line.repeated(20);
            QVERIFY(compressor.add(line.repeated(20), false, sink));
        }
        QVERIFY(compressor.add("end", true, sink));
        QCOMPARE(decompressed(sink.all, 10'000'000).value_or(""), text + "end");
    }

    void settings_data()
    {
        QTest::addColumn<QJsonObject>("file");
        QTest::addColumn<QStringList>("environment");
        QTest::addColumn<QString>("error"); // empty: taken
        const auto with = [](const QString &key, const QJsonValue &value) {
            QJsonObject object = least();
            object.insert(key, value);
            return object;
        };
        QTest::newRow("the least") << least() << QStringList() << QString();
        QTest::newRow("nothing") << QJsonObject() << QStringList() << u"server.settingMissing"_s;
        QTest::newRow("an unknown key") << with(u"lsten"_s, u"0.0.0.0:1"_s) << QStringList() << u"server.settingUnknown"_s;
        QTest::newRow("listen") << with(u"listen"_s, u"0.0.0.0:8443"_s) << QStringList() << QString();
        QTest::newRow("listen, IPv6") << with(u"listen"_s, u"[::]:8443"_s) << QStringList() << QString();
        QTest::newRow("listen without a port") << with(u"listen"_s, u"0.0.0.0"_s) << QStringList() << u"server.setting"_s;
        QTest::newRow("listen on a name") << with(u"listen"_s, u"example:1"_s) << QStringList() << u"server.setting"_s;
        QTest::newRow("a port too high") << with(u"listen"_s, u"0.0.0.0:70000"_s) << QStringList() << u"server.setting"_s;
        QTest::newRow("a number as text") << with(u"lease_hours"_s, u"many"_s) << QStringList() << u"server.setting"_s;
        QTest::newRow("a fraction") << with(u"lease_hours"_s, 1.5) << QStringList() << u"server.setting"_s;
        QTest::newRow("out of range") << with(u"session_minutes"_s, 600) << QStringList() << u"server.setting"_s;
        QTest::newRow("a level") << with(u"log_level"_s, u"loud"_s) << QStringList() << u"server.setting"_s;
        QTest::newRow("proxies") << with(u"trusted_proxies"_s, QJsonArray{u"10.0.0.1"_s, u"::1"_s}) << QStringList() << QString();
        QTest::newRow("a proxy by name") << with(u"trusted_proxies"_s, QJsonArray{u"balancer"_s}) << QStringList() << u"server.setting"_s;
        QTest::newRow("all from the environment") << QJsonObject()
            << QStringList{u"KEMAI_SERVER_DATABASE=dbname=k"_s, u"KEMAI_SERVER_CERTIFICATE=/c"_s, u"KEMAI_SERVER_CERTIFICATE_KEY=/k"_s, u"KEMAI_SERVER_SERVER_KEY=/s"_s,
                           u"KEMAI_SERVER_LEASE_HOURS=12"_s, u"KEMAI_SERVER_TRUSTED_PROXIES=10.0.0.1,10.0.0.2"_s} << QString();
        QTest::newRow("a bad environment") << least() << QStringList{u"KEMAI_SERVER_LEASE_HOURS=0"_s} << u"server.setting"_s;
        QTest::newRow("a channel without a secret") << with(u"channels"_s, QJsonObject{{u"web"_s, u"/nowhere"_s}}) << QStringList() << u"server.setting"_s;
    }
    void settings()
    {
        QFETCH(QJsonObject, file);
        QFETCH(QStringList, environment);
        QFETCH(QString, error);
        QProcessEnvironment variables;
        for (const QString &one : std::as_const(environment))
            variables.insert(one.section(u'=', 0, 0), one.section(u'=', 1));
        const auto read = readServerSettings(file, variables);
        QCOMPARE(read ? QString() : read.error().id, error);
        if (!environment.isEmpty() && read) {
            QCOMPARE(read->leaseHours, 12);
            QCOMPARE(read->http.trustedProxies.size(), 2);
            QCOMPARE(read->database, QByteArray("dbname=k"));
        }
    }
};

QTEST_GUILESS_MAIN(TestServerKey)
#include "tst_server_key.moc"
