// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/key_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sodium.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

Secret passphrase(const char *text)
{
    return Secret(QByteArray(text));
}

KeyFile wrapped(const Secret &dataKey)
{
    KeyFile file = KeyFile::forNewKey(dataKey);
    if (!file.wrap(dataKey, passphrase("correct horse"), PassphraseCost::cheapest()))
        qFatal("wrap");
    return file;
}

// What somebody does who knows the format: the sum is made right again.
QByteArray resummed(QByteArray bytes)
{
    crypto_generichash(reinterpret_cast<unsigned char *>(bytes.data()) + 184, 32,
                       reinterpret_cast<const unsigned char *>(bytes.constData()), 184, nullptr, 0);
    return bytes;
}

QString idOf(const Result<KeyFile> &file)
{
    return file ? QString() : file.error().id;
}

} // namespace

class KeyFileTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsEverythingAcrossADisk()
    {
        QTemporaryDir folder;
        const Secret dataKey = Secret::random(32);
        KeyFile file = wrapped(dataKey);
        file.setInKeyStore(true);
        QVERIFY(file.save(folder.filePath(u"kemai.key"_s)));

        const Result<KeyFile> loaded = KeyFile::load(folder.filePath(u"kemai.key"_s));
        QVERIFY(loaded);
        QCOMPARE(loaded->bytes(), file.bytes());
        QCOMPARE(loaded->fileId().size(), 16);
        QVERIFY(loaded->isInKeyStore());
        QVERIFY(loaded->hasPassphrase());
        QVERIFY(!loaded->isUnfinished());
        QVERIFY(loaded->accepts(dataKey));
        QVERIFY(!loaded->accepts(Secret::random(32)));
        const Result<Secret> unwrapped = loaded->unwrap(passphrase("correct horse"));
        QVERIFY(unwrapped);
        QVERIFY(unwrapped->equals(dataKey));
        QCOMPARE(QFile::permissions(folder.filePath(u"kemai.key"_s))
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void refusesAWrongPassphrase_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::newRow("another") << QByteArray("correct house");
        QTest::newRow("other case") << QByteArray("Correct horse");
        QTest::newRow("a blank more") << QByteArray("correct horse ");
        QTest::newRow("empty") << QByteArray();
    }

    void refusesAWrongPassphrase()
    {
        QFETCH(QByteArray, typed);
        const Secret dataKey = Secret::random(32);
        const Result<Secret> unwrapped = wrapped(dataKey).unwrap(Secret(std::move(typed)));
        QVERIFY(!unwrapped);
        QCOMPARE(unwrapped.error().id, u"vault.wrongPassphrase"_s);
        QCOMPARE(unwrapped.error().code, Error::Code::Denied);
    }

    void namesEveryFlippedBitAsDamage()
    {
        const QByteArray sound = wrapped(Secret::random(32)).bytes();
        for (qsizetype at = 0; at < sound.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray flipped = sound;
                flipped[at] = char(flipped.at(at) ^ (1 << bit));
                QCOMPARE(idOf(KeyFile::parse(flipped)), u"vault.damagedKeyFile"_s);
            }
        }
    }

    void namesEveryTruncationAsDamage()
    {
        const QByteArray sound = wrapped(Secret::random(32)).bytes();
        QCOMPARE(sound.size(), KeyFile::Size);
        for (qsizetype length = 0; length < sound.size(); ++length)
            QCOMPARE(idOf(KeyFile::parse(sound.first(length))), u"vault.damagedKeyFile"_s);
        QCOMPARE(idOf(KeyFile::parse(QByteArray(sound + '\0'))), u"vault.damagedKeyFile"_s);
        QCOMPARE(idOf(KeyFile::parse(QByteArray(KeyFile::Size, '\0'))), u"vault.damagedKeyFile"_s);
    }

    // Forged with a right sum: never opens, never gives another key, never takes the machine down.
    void refusesForgedFields_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("id");
        const QString damaged = u"vault.damagedKeyFile"_s;
        const QString denied = u"vault.wrongPassphrase"_s;
        QTest::newRow("newer version") << 8 << QByteArray("\x02") << u"vault.newer"_s;
        QTest::newRow("other length") << 12 << QByteArray("\xd9") << damaged;
        QTest::newRow("file id of another store") << 16 << QByteArray("another store id") << denied;
        QTest::newRow("unknown key derivation") << 80 << QByteArray("\x01") << damaged;
        QTest::newRow("no passes") << 84 << QByteArray(4, '\0') << damaged;
        QTest::newRow("four billion passes") << 84 << QByteArray(4, '\xff') << damaged;
        QTest::newRow("one pass more") << 84 << QByteArray("\x02") << denied;
        QTest::newRow("petabytes of memory") << 88 << QByteArray(8, '\x0f') << damaged;
        QTest::newRow("other salt") << 96 << QByteArray("salt") << denied;
        QTest::newRow("other nonce") << 112 << QByteArray("nonce") << denied;
        QTest::newRow("other wrapped key") << 136 << QByteArray("key") << denied;
        QTest::newRow("other check value") << 48 << QByteArray("check") << damaged;
    }

    void refusesForgedFields()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, id);
        const Secret dataKey = Secret::random(32);
        QByteArray forged = wrapped(dataKey).bytes();
        forged.replace(at, bytes.size(), bytes);
        const Result<KeyFile> file = KeyFile::parse(resummed(forged));
        const Result<Secret> unwrapped = file ? file->unwrap(passphrase("correct horse")) : fail(file.error());
        QVERIFY(!unwrapped);
        QCOMPARE(unwrapped.error().id, id);
    }

    void saysThatItIsMissing()
    {
        QTemporaryDir folder;
        QCOMPARE(idOf(KeyFile::load(folder.filePath(u"kemai.key"_s))), u"vault.keyFileMissing"_s);
    }

    void refusesAnEmptyPassphrase()
    {
        const Secret dataKey = Secret::random(32);
        KeyFile file = KeyFile::forNewKey(dataKey);
        const Result<> done = file.wrap(dataKey, Secret(), PassphraseCost::cheapest());
        QVERIFY(!done);
        QCOMPARE(done.error().id, u"vault.passphraseEmpty"_s);
        QVERIFY(!file.hasPassphrase());
        QCOMPARE(file.unwrap(passphrase("x")).error().id, u"vault.noPassphraseSet"_s);
    }

    void holdsNoKeyInClear()
    {
        const Secret dataKey = Secret::random(32);
        const QByteArray bytes = wrapped(dataKey).bytes();
        QVERIFY(!bytes.contains(dataKey.view()));
        QVERIFY(!bytes.contains(dataKey.view().first(8)));
        QVERIFY(!bytes.contains("correct horse"));
    }

    void wrapsAnewEachTime()
    {
        const Secret dataKey = Secret::random(32);
        KeyFile file = wrapped(dataKey);
        const QByteArray before = file.bytes();
        QVERIFY(file.wrap(dataKey, passphrase("correct horse"), PassphraseCost::cheapest()));
        QVERIFY(file.bytes().mid(96, 88) != before.mid(96, 88));
        QCOMPARE(file.bytes().first(80), before.first(80));
    }

    // Files of version 1 open forever.
    void opensTheFrozenFile()
    {
        const QByteArray frozen = QByteArray::fromHex(Frozen);
        const Result<KeyFile> file = KeyFile::parse(frozen);
        QVERIFY(file);
        QCOMPARE(file->bytes(), frozen);
        const Result<Secret> dataKey = file->unwrap(Secret(QByteArray("客脉 2026")));
        QVERIFY(dataKey);
        QCOMPARE(dataKey->view().toByteArray().toHex(),
                 QByteArray("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    }

private:
    static constexpr const char *Frozen =
        "4b454d41494b455901020000d80000008354584b1ee9b828de678c0f1505ca4e884682122a478af2ca7f210cc65f4705"
        "daba3002c9e50df24b005fa4e8d6d3bcb45d3eb5966199c8f3529098136213a302000000020000000000010000000000"
        "53052f899971ca619d3325f4b4f0f09e882d255da02f9dd37424fc29187f1e9d53007987f63390bdb05a635324d8cd84"
        "a57a6146ad5ad33123f62c5d327bb63d78415a892bae7073914c3b269c66186d7961141d5eeb40b76dc2ada365b9da0c"
        "39fa328f740961c87a2606b6ef05180ccb7e0ce7016e2347";
};

QTEST_GUILESS_MAIN(KeyFileTest)
#include "tst_key_file.moc"
