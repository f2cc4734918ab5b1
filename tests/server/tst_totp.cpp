// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors of RFC 4226 (appendix D), RFC 6238 (appendix B, SHA-1) and RFC 4648 (10, base32).
#include "server/totp.h"

#include <QSet>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
const QByteArray secret = "12345678901234567890";
}

class TestTotp : public QObject
{
    Q_OBJECT

private slots:
    void hotp_data()
    {
        QTest::addColumn<int>("counter");
        QTest::addColumn<QByteArray>("code");
        const QByteArrayList codes{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
        for (int i = 0; i < codes.size(); ++i)
            QTest::addRow("RFC 4226, %d", i) << i << codes.at(i);
    }
    void hotp()
    {
        QFETCH(int, counter);
        QTEST(kemai::hotp(secret, quint64(counter)), "code");
    }

    void totp_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("1970") << qint64(59) << QByteArray("94287082");
        QTest::newRow("2005") << qint64(1111111109) << QByteArray("07081804");
        QTest::newRow("2005, a step later") << qint64(1111111111) << QByteArray("14050471");
        QTest::newRow("2009") << qint64(1234567890) << QByteArray("89005924");
        QTest::newRow("2033") << qint64(2000000000) << QByteArray("69279037");
        QTest::newRow("2603") << qint64(20000000000) << QByteArray("65353130");
    }
    void totp()
    {
        QFETCH(qint64, seconds);
        QTEST(kemai::hotp(secret, quint64(seconds * 1000 / totpStepMs), 8), "code");
    }

    void takesOneStepEarlierAndLaterAndNoneTwice()
    {
        const qint64 now = 1'700'000'000'000;
        const qint64 step = now / totpStepMs;
        for (const qint64 off : {-1, 0, 1})
            QCOMPARE(totpStep(secret, kemai::hotp(secret, quint64(step + off)), now, 0).value_or(-1), step + off);
        for (const qint64 off : {-2, 2, 100})
            QVERIFY(!totpStep(secret, kemai::hotp(secret, quint64(step + off)), now, 0));
        QVERIFY(!totpStep(secret, kemai::hotp(secret, quint64(step)), now, step));     // the same again
        QVERIFY(!totpStep(secret, kemai::hotp(secret, quint64(step - 1)), now, step)); // or one before it
        QVERIFY(totpStep(secret, kemai::hotp(secret, quint64(step + 1)), now, step));
    }

    void refusesWhatIsNoCode()
    {
        const qint64 now = 1'700'000'000'000;
        for (const QByteArray &code : {QByteArray(), QByteArray("12345"), QByteArray("1234567"), QByteArray("abcdef"), QByteArray(6, '\0')})
            QVERIFY(!totpStep(secret, code, now, 0));
        QVERIFY(!totpStep({}, kemai::hotp({}, quint64(now / totpStepMs)), now, 0)); // no secret is no secret, not the empty one
    }

    void base32_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("") << QByteArray() << QString();
        QTest::newRow("f") << QByteArray("f") << u"MY"_s;
        QTest::newRow("fo") << QByteArray("fo") << u"MZXQ"_s;
        QTest::newRow("foo") << QByteArray("foo") << u"MZXW6"_s;
        QTest::newRow("foob") << QByteArray("foob") << u"MZXW6YQ"_s;
        QTest::newRow("fooba") << QByteArray("fooba") << u"MZXW6YTB"_s;
        QTest::newRow("foobar") << QByteArray("foobar") << u"MZXW6YTBOI"_s;
    }
    void base32()
    {
        QFETCH(QByteArray, bytes);
        QTEST(kemai::base32(bytes), "text");
        QCOMPARE(fromBase32(kemai::base32(bytes).toLower()).value_or("?"), bytes);
        QVERIFY(!fromBase32(u"MY1"_s));
        QVERIFY(!fromBase32(u"密码"_s));
    }

    void namesItselfInTheUri()
    {
        QCOMPARE(totpUri(u"客脉"_s, u"zhang min"_s, "foobar"),
                 u"otpauth://totp/%E5%AE%A2%E8%84%89:zhang%20min?secret=MZXW6YTBOI&issuer=%E5%AE%A2%E8%84%89"_s);
    }

    void recoveryCodesAreReadAsPeopleTypeThem()
    {
        const QStringList codes = makeRecoveryCodes();
        QCOMPARE(codes.size(), 10);
        QCOMPARE(QSet<QString>(codes.begin(), codes.end()).size(), 10);
        const QByteArray one(16, '1');
        const QByteArray hash = recoveryHash(codes.first(), one);
        QCOMPARE(hash.size(), 32);
        QCOMPARE(recoveryHash(codes.first().toLower().remove(u'-'), one), hash);
        QVERIFY(recoveryHash(codes.last(), one) != hash);
        QVERIFY(recoveryHash(codes.first(), QByteArray(16, '2')) != hash);
    }
};

QTEST_APPLESS_MAIN(TestTotp)
#include "tst_totp.moc"
