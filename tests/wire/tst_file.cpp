// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/file.h"

#include <QRandomGenerator>
#include <QTest>

using namespace kemai;

class TestFile : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsRead()
    {
        const wire::FileOffer offer{Id::fromSeed(1, 2, 3), 1234567, QByteArray(32, '\xfe')};
        const auto read = wire::readFileOffer(wire::write(offer));
        QVERIFY(read);
        QCOMPARE(*read, offer);
        const auto state = wire::readFileState(wire::write(wire::FileState{{0, 7, 3814}, false}));
        QVERIFY(state);
        QCOMPARE(state->missing, (QList<int>{0, 7, 3814}));
        QVERIFY(!state->complete);
        const auto find = wire::readFileFind(wire::write(wire::FileFind{{offer.attachment}}));
        QVERIFY(find);
        QCOMPARE(find->attachments, QList<Id>{offer.attachment});
        const auto found = wire::readFilesFound(wire::write(wire::FilesFound{{offer, offer}}));
        QVERIFY(found);
        QCOMPARE(found->files, (QList<wire::FileOffer>{offer, offer}));
    }

    void piecesAddUp_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<int>("pieces");
        QTest::newRow("empty") << qint64(0) << 0;
        QTest::newRow("a byte") << qint64(1) << 1;
        QTest::newRow("a piece") << wire::FileLimits::pieceBytes << 1;
        QTest::newRow("a byte more") << wire::FileLimits::pieceBytes + 1 << 2;
        QTest::newRow("the largest") << wire::FileLimits::fileBytes << 3815;
    }
    void piecesAddUp()
    {
        QFETCH(qint64, size);
        QFETCH(int, pieces);
        QCOMPARE(wire::filePieces(size), pieces);
        qint64 sum = 0;
        for (int n = 0; n < pieces; ++n)
            sum += wire::filePieceBytes(size, n);
        QCOMPARE(sum, size);
    }

    void whatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QByteArray id = Id::fromSeed(1, 2, 3).toString().toLatin1();
        const QByteArray hash = QByteArray(32, 'h').toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        const auto offer = [](const QByteArray &of, const QByteArray &size, const QByteArray &proof) {
            return QByteArray("{\"v\":1,\"id\":\"" + of + "\",\"size\":" + size + ",\"hash\":\"" + proof + "\"}");
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no object") << QByteArray("[1]");
        QTest::newRow("no id") << offer("x", "1", hash);
        QTest::newRow("less than nothing") << offer(id, "-1", hash);
        QTest::newRow("larger than any server takes") << offer(id, "2000000001", hash);
        QTest::newRow("half a byte") << offer(id, "1.5", hash);
        QTest::newRow("a short hash") << offer(id, "1", hash.chopped(2));
        QTest::newRow("a long hash") << offer(id, "1", hash + "AAAA");
        QTest::newRow("no version") << offer(id, "1", hash).replace("\"v\":1,", "");
        QTest::newRow("a later version") << offer(id, "1", hash).replace("\"v\":1,", "\"v\":2,");
    }
    void whatIsNoneIsRefused()
    {
        QFETCH(QByteArray, body);
        const auto read = wire::readFileOffer(body);
        QVERIFY(!read);
        QCOMPARE(read.error().id, QStringLiteral("wire.malformed"));
    }

    // Whatever the bytes: a message within its limits, or a refusal.
    void spoiltMessagesAreRefusedOrWithinTheirLimits()
    {
        QRandomGenerator dice(11);
        const Id id = Id::fromSeed(1, 2, 3);
        const QByteArrayList sound{wire::write(wire::FileOffer{id, 7, QByteArray(32, 'h')}), wire::write(wire::FileState{{0, 5}, true}), wire::write(wire::FileFind{{id, id}}),
                                   wire::write(wire::FilesFound{{{id, 7, QByteArray(32, 'h')}}})};
        for (int round = 0; round < 20'000; ++round) {
            QByteArray body = sound.at(round % 4);
            for (int i = dice.bounded(1, 5); i > 0; --i) {
                const int at = dice.bounded(int(body.size()));
                switch (dice.bounded(3)) {
                case 0: body[at] = char(dice.bounded(256)); break;
                case 1: body.remove(at, dice.bounded(1, 4)); break;
                default: body.insert(at, "[]{},:\"9-e"[dice.bounded(11)]); break;
                }
                if (body.isEmpty())
                    body = "{";
            }
            if (const auto offer = wire::readFileOffer(body))
                QVERIFY(offer->size >= 0 && offer->size <= wire::FileLimits::fileBytes && offer->hash.size() == 32 && !offer->attachment.isNull());
            if (const auto state = wire::readFileState(body))
                QVERIFY(state->missing.size() <= wire::filePieces(wire::FileLimits::fileBytes));
            if (const auto find = wire::readFileFind(body))
                QVERIFY(!find->attachments.contains(Id()));
            if (const auto found = wire::readFilesFound(body))
                QVERIFY(found->files.size() <= wire::FileLimits::found);
        }
    }

    void listsHaveAnEnd()
    {
        wire::FileFind many;
        many.attachments = QList<Id>(wire::FileLimits::found + 1, Id::fromSeed(1, 2, 3));
        QVERIFY(!wire::readFileFind(wire::write(many)));
        QVERIFY(!wire::readFileState("{\"missing\":[3815]}"));
        QVERIFY(!wire::readFileState("{\"missing\":[-1]}"));
        QVERIFY(!wire::readFileState("{\"missing\":[\"1\"]}"));
    }
};

QTEST_GUILESS_MAIN(TestFile)
#include "tst_file.moc"
