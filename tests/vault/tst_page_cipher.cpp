// SPDX-License-Identifier: GPL-3.0-or-later
// The page format: both algorithms, both engines, and vectors and files frozen for ever (tests/vault/frozen).
#include "vault/page_cipher.h"
#include "vault/wal_checksum.h"
#include "vfs_fixture.h"

#include <QRandomGenerator>

#include <sodium.h>

using namespace kemai;

namespace {

const unsigned char *in(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}
unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

std::shared_ptr<const DatabaseKey> testKey()
{
    return std::make_shared<const DatabaseKey>(Secret(testKeyBytes()), QByteArrayLiteral("file-id-of-tests"));
}

QByteArray countedPage()
{
    QByteArray page(pageSize, '\0');
    for (int i = 0; i < pageSize - reservedBytes; ++i)
        page[i] = char(i * 7 + i / 256);
    return page;
}

QString frozen(const QString &name)
{
    return QStringLiteral(KEMAI_SOURCE_DIR "/tests/vault/frozen/") + name;
}

// What a page's vector shows: key, file id, page number, nonce and plain page are the test's own constants.
QByteArray vectorOf(PageAlgorithm algorithm, CipherEngine engine)
{
    PageCipher cipher(testKey(), algorithm, engine);
    QByteArray nonce(24, '\0');
    for (int i = 0; i < 24; ++i)
        nonce[i] = char(i + 1);
    QByteArray sealed(pageSize, '\0');
    if (!cipher.sealWithNonce(in(countedPage()), 258, in(nonce), out(sealed)))
        return {};
    QByteArray digest(32, '\0');
    crypto_generichash(out(digest), 32, in(sealed), pageSize, nullptr, 0);
    return sealed.first(32).toHex() + ' ' + sealed.last(40).toHex() + ' ' + digest.toHex();
}

QByteArray checksumVector()
{
    QByteArray header(24, '\0');
    for (int i = 0; i < 24; ++i)
        header[i] = char(i * 11);
    WalChecksum(testKey()).seal(out(header), 32 + 4120 * 5);
    return header.toHex();
}

constexpr PageAlgorithm algorithms[] = {PageAlgorithm::XChaCha20Poly1305, PageAlgorithm::XAes256Gcm};
constexpr CipherEngine engines[] = {CipherEngine::OpenSsl, CipherEngine::Sodium};

} // namespace

class TestPageCipher : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(sodium_init() >= 0);
        if (qEnvironmentVariableIsSet("KEMAI_WRITE_FROZEN"))
            writeFrozen();
    }

    void enginesGiveTheSameBytes()
    {
        QRandomGenerator random(1);
        for (PageAlgorithm algorithm : algorithms) {
            if (!PageCipher::available(algorithm, CipherEngine::Sodium))
                continue;
            PageCipher fast(testKey(), algorithm, CipherEngine::OpenSsl);
            PageCipher reference(testKey(), algorithm, CipherEngine::Sodium);
            for (int i = 0; i < sized(300, 20000); ++i) {
                QByteArray plain(pageSize, '\0');
                QByteArray nonce(24, '\0');
                randombytes_buf(plain.data(), pageSize - reservedBytes);
                randombytes_buf(nonce.data(), 24);
                const quint32 page = random.generate();
                QByteArray one(pageSize, '\0');
                QByteArray two(pageSize, '\0');
                QVERIFY(fast.sealWithNonce(in(plain), page, in(nonce), out(one)));
                QVERIFY(reference.sealWithNonce(in(plain), page, in(nonce), out(two)));
                QCOMPARE(one, two);
                QVERIFY(fast.open(in(two), page, out(two)));
                QVERIFY(reference.open(in(one), page, out(one)));
                QCOMPARE(one, plain);
                QCOMPARE(two, plain);
            }
        }
    }

    void isLibsodiumsXChaCha20Poly1305()
    {
        const auto key = testKey();
        PageCipher cipher(key, PageAlgorithm::XChaCha20Poly1305, CipherEngine::OpenSsl);
        QByteArray sealed(pageSize, '\0');
        QVERIFY(cipher.seal(in(countedPage()), 7, out(sealed)));
        const QByteArray associated = QByteArray("file-id-of-tests") + QByteArray::fromHex("00000007");
        QByteArray plain(pageSize - reservedBytes, '\0');
        QCOMPARE(crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
                     out(plain), nullptr, in(sealed), 4056, in(sealed) + 4056, in(associated), 20, in(sealed) + 4072,
                     key->pageKey(PageAlgorithm::XChaCha20Poly1305)),
                 0);
        QCOMPARE(plain, countedPage().first(4056));
        QCOMPARE(sealed.back(), '\1');
    }

    void opensEitherAlgorithmWhateverItWrites()
    {
        for (PageAlgorithm written : algorithms) {
            QByteArray sealed(pageSize, '\0');
            PageCipher writer(testKey(), written, CipherEngine::OpenSsl);
            QVERIFY(writer.seal(in(countedPage()), 3, out(sealed)));
            PageCipher reader(testKey());
            QVERIFY(reader.open(in(sealed), 3, out(sealed)));
            QCOMPARE(sealed, countedPage());
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("flip"); // position and byte
        QTest::addColumn<quint32>("page");
        QTest::newRow("another page") << QByteArray() << 8u;
        QTest::newRow("another algorithm") << QByteArray("4095 3") << 7u;
        QTest::newRow("an unknown algorithm") << QByteArray("4095 80") << 7u;
        QTest::newRow("another nonce") << QByteArray("4072 1") << 7u;
        QTest::newRow("another tag") << QByteArray("4056 1") << 7u;
        QTest::newRow("the first byte") << QByteArray("0 1") << 7u;
        QTest::newRow("the last byte") << QByteArray("4055 128") << 7u;
    }
    void refuses()
    {
        QFETCH(QByteArray, flip);
        QFETCH(quint32, page);
        for (PageAlgorithm algorithm : algorithms) {
            for (CipherEngine engine : engines) {
                if (!PageCipher::available(algorithm, engine))
                    continue;
                PageCipher cipher(testKey(), algorithm, engine);
                QByteArray sealed(pageSize, '\0');
                QVERIFY(cipher.seal(in(countedPage()), 7, out(sealed)));
                if (!flip.isEmpty()) {
                    const int at = flip.split(' ')[0].toInt();
                    sealed[at] = char(sealed[at] ^ flip.split(' ')[1].toInt());
                }
                QByteArray plain(pageSize, '?');
                QVERIFY(!cipher.open(in(sealed), page, out(plain)));
                QCOMPARE(plain, QByteArray(pageSize, '\0'));
            }
        }
    }

    void frozenVectors()
    {
        const QList<QByteArray> lines = bytesOf(frozen(QStringLiteral("page-vectors.txt"))).split('\n');
        QCOMPARE(lines.value(1), vectorOf(PageAlgorithm::XChaCha20Poly1305, CipherEngine::OpenSsl));
        QCOMPARE(lines.value(1), vectorOf(PageAlgorithm::XChaCha20Poly1305, CipherEngine::Sodium));
        QCOMPARE(lines.value(2), vectorOf(PageAlgorithm::XAes256Gcm, CipherEngine::OpenSsl));
        QCOMPARE(lines.value(3), checksumVector());
    }

    void frozenDatabasesOpen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("algorithm 1") << QStringLiteral("chacha-1");
        QTest::newRow("algorithm 2") << QStringLiteral("aes-1");
    }
    void frozenDatabasesOpen()
    {
        QFETCH(QString, name);
        QTemporaryDir folder(testFolder());
        const QString copy = folder.filePath(name + QStringLiteral(".db"));
        for (const char *ending : {".db", ".db-wal"})
            putBytes(folder.filePath(name + QLatin1String(ending)), bytesOf(frozen(name + QLatin1String(ending))));
        const KeyHandle key = holdTestKey();
        QVERIFY(verifyPages(copy, key));
        TestConnection connection(openEncrypted(copy, key, OpenMode::ReadWrite));
        QVERIFY(connection);
        QCOMPARE(connection.ask("PRAGMA integrity_check"), "ok");
        QCOMPARE(connection.ask("SELECT group_concat(body, ' ') FROM word ORDER BY id"), "客脉 in the file, committed in the log");
        QCOMPARE(connection.ask("SELECT count(*) FROM word_text WHERE word_text MATCH 'log'"), "1");
    }

private:
    // Once for each format; a file that exists is never written again.
    static void writeFrozen()
    {
        QDir().mkpath(frozen(QString()));
        if (!QFile::exists(frozen(QStringLiteral("page-vectors.txt")))) {
            putBytes(frozen(QStringLiteral("page-vectors.txt")),
                     QByteArray("# first 32 bytes, last 40 bytes, BLAKE2b-256 of page 258 by algorithm 1 and 2; a sealed WAL header. "
                     "Inputs: tst_page_cipher.cpp\n") + vectorOf(PageAlgorithm::XChaCha20Poly1305, CipherEngine::Sodium) + '\n'
                         + vectorOf(PageAlgorithm::XAes256Gcm, CipherEngine::OpenSsl) + '\n' + checksumVector() + '\n');
        }
        const std::pair<QString, PageAlgorithm> files[] = {{QStringLiteral("chacha-1"), PageAlgorithm::XChaCha20Poly1305},
                                                           {QStringLiteral("aes-1"), PageAlgorithm::XAes256Gcm}};
        for (const auto &[name, algorithm] : files) {
            if (QFile::exists(frozen(name + QStringLiteral(".db"))))
                continue;
            PageCipher::preferAlgorithm(algorithm);
            QTemporaryDir folder;
            const QString file = folder.filePath(QStringLiteral("made.db"));
            TestConnection connection(openEncrypted(file, holdTestKey(), OpenMode::Create));
            connection.run("CREATE TABLE word(id INTEGER PRIMARY KEY, body); CREATE VIRTUAL TABLE word_text USING fts5(body);"
                           "INSERT INTO word VALUES(1, '客脉 in the file,'); PRAGMA wal_checkpoint(RESTART)");
            connection.run("BEGIN; INSERT INTO word VALUES(2, 'committed in the log');"
                           "INSERT INTO word_text VALUES('committed in the log'); COMMIT");
            putBytes(frozen(name + QStringLiteral(".db")), bytesOf(file));
            putBytes(frozen(name + QStringLiteral(".db-wal")), bytesOf(file + QStringLiteral("-wal")));
        }
    }
};

QTEST_APPLESS_MAIN(TestPageCipher)
#include "tst_page_cipher.moc"
