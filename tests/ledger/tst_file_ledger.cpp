// SPDX-License-Identifier: GPL-3.0-or-later
// Files in PostgreSQL: brought by who wrote the row and by nobody else, in any order, proved, and never changed again.
#include "ledger/check.h"
#include "ledger/file_ledger.h"
#include "ledger/identity_ledger.h"
#include "ledger_fixture.h"
#include "schema/schema.h"

#include <QCryptographicHash>

#include <thread>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

Id idOf(int n) { return Id::fromSeed(n, 0, quint64(n) << 2); }
QByteArray hashOf(const QByteArray &content) { return QCryptographicHash::hash(content, QCryptographicHash::Blake2b_256); }

struct Office : LedgerFixture {
    Office()
    {
        for (const Id &device : {desk, other})
            sql("INSERT INTO sync.device (id) VALUES ('" + device.toString().toLatin1() + "')");
        row(file, desk);
    }
    void row(const Id &id, const Id &by)
    {
        sql("INSERT INTO attachment (id, version, customer, file_name, content, fver) SELECT '" + id.toString().toLatin1() + "', 1, NULL, 'a.pdf', 'ab', "
            "jsonb_build_object('*', jsonb_build_array(1, number, 1)) FROM sync.device WHERE id = '" + by.toString().toLatin1() + "'");
    }
    QByteArray piece(int n) const { return content.mid(n * ledger::filePieceBytes, ledger::filePieceBytes); }
    ledger::FileOrder mine(const Id &attachment) const { return {attachment, desk, ledger::Bringing::OwnRow}; }
    auto offer(const ledger::FileOrder &order) { return files.offer(order, content.size(), hashOf(content)); }

    FixedClock clock{1'700'000'000'000};
    ledger::FileLedger files{*connection, clock};
    Id desk = idOf(1), other = idOf(2), file = idOf(3);
    QByteArray content = QByteArray(2 * ledger::filePieceBytes, 'x') + "the end";
    QList<qint32> everybody{ledger::ScopeOfTenant};
};

template <typename T>
QString errorOf(const Result<T> &result) { return result ? QString() : result.error().id; }

} // namespace

class TestFileLedger : public QObject
{
    Q_OBJECT

private slots:
    void aFileComesInAnyOrderAndIsProved()
    {
        Office office;
        const auto base = office.snapshot();
        const auto begun = office.offer(office.mine(office.file));
        QVERIFY2(begun, begun ? "" : qPrintable(begun.error().log));
        QCOMPARE(begun->missing, (QList<int>{0, 1, 2}));
        for (const int n : {2, 0, 0, 2})
            QCOMPARE(errorOf(office.files.put(office.mine(office.file), n, office.piece(n))), QString());
        QCOMPARE(office.offer(office.mine(office.file))->missing, QList<int>{1});
        QVERIFY(office.files.find({office.file}, office.everybody)->files.isEmpty()); // not before it is whole
        QVERIFY(!*office.files.piece(office.file, 0, office.everybody));
        QVERIFY(office.files.put(office.mine(office.file), 1, office.piece(1)));
        QVERIFY(!office.offer(office.mine(office.file))->missing.size());
        const auto again = office.offer(office.mine(office.file));
        QVERIFY(again->complete && !again->completedNow);
        const auto found = office.files.find({office.file, idOf(77)}, office.everybody);
        QCOMPARE(found->files.size(), 1);
        QCOMPARE(found->files.first().hash, hashOf(office.content));
        QByteArray whole;
        for (int n = 0; n < 3; ++n)
            whole += **office.files.piece(office.file, n, office.everybody);
        QCOMPARE(whole, office.content);
        QVERIFY(!*office.files.piece(office.file, 3, office.everybody));
        QCOMPARE(office.logged(base, "row_id = '" + office.file.toString().toLatin1() + "'"), 1); // desks are told, once
    }

    void onlyWhoseScopesShowTheRowReadsIt()
    {
        Office office;
        QVERIFY(office.offer(office.mine(office.file)));
        for (int n = 0; n < 3; ++n)
            QVERIFY(office.files.put(office.mine(office.file), n, office.piece(n)));
        QVERIFY(office.offer(office.mine(office.file))->complete);
        const auto hidden = office.files.find({office.file}, {17, 18});
        QVERIFY(hidden->files.isEmpty() && hidden->withheld);
        QVERIFY(!*office.files.piece(office.file, 0, {17, 18}));
        QVERIFY(!office.files.find({idOf(99)}, {17})->withheld); // what is not there is not withheld
        office.sql("INSERT INTO sync.row_scope SELECT number, '" + office.file.toString().toLatin1() + "', 17 FROM sync.entity WHERE name = 'attachment'");
        QCOMPARE(office.files.find({office.file}, {17, 18})->files.size(), 1); // a share
        QVERIFY(*office.files.piece(office.file, 0, {17}));
        // Somebody else's content from now on: this file is not its.
        office.sql("UPDATE attachment SET content = 'cd'");
        QVERIFY(office.files.find({office.file}, office.everybody)->files.isEmpty());
        QVERIFY(!*office.files.piece(office.file, 0, office.everybody));
    }

    void nobodyBringsAFileUnderTheRowOfAnother_data()
    {
        QTest::addColumn<int>("attachment");
        QTest::addColumn<int>("device");
        QTest::addColumn<bool>("escrow");
        QTest::addColumn<QString>("error");
        QTest::newRow("its own") << 3 << 1 << false << QString();
        QTest::newRow("another's") << 3 << 2 << false << u"ledger.noFile"_s;
        QTest::newRow("none there") << 9 << 1 << false << u"ledger.noFile"_s;
        QTest::newRow("a device nobody knows") << 3 << 9 << false << u"ledger.noFile"_s;
        QTest::newRow("handed over, its own") << 3 << 1 << true << QString();
        QTest::newRow("handed over, another's") << 3 << 2 << true << u"ledger.noFile"_s;
        QTest::newRow("handed over, its row never came") << 9 << 1 << true << QString();
        QTest::newRow("handed over by nobody") << 9 << 9 << true << u"ledger.noFile"_s;
    }
    void nobodyBringsAFileUnderTheRowOfAnother()
    {
        QFETCH(int, attachment);
        QFETCH(int, device);
        QFETCH(bool, escrow);
        QFETCH(QString, error);
        Office office;
        const ledger::FileOrder order{idOf(attachment), idOf(device), escrow ? ledger::Bringing::Escrow : ledger::Bringing::OwnRow};
        QCOMPARE(errorOf(office.offer(order)), error);
        QCOMPARE(errorOf(office.files.put(order, 0, office.piece(0))), error);
        QCOMPARE(office.number("SELECT count(*) FROM sync.file"), error.isEmpty() ? 1 : 0);
    }

    void whatWaitsForARowThatNeverCameIsNotReadThroughAnothers()
    {
        Office office;
        const ledger::FileOrder order{idOf(9), office.desk, ledger::Bringing::Escrow};
        QVERIFY(office.offer(order));
        for (int n = 0; n < 3; ++n)
            QVERIFY(office.files.put(order, n, office.piece(n)));
        QVERIFY(office.offer(order)->complete);
        QVERIFY(office.files.find({idOf(9)}, office.everybody)->files.isEmpty());
        office.row(idOf(9), office.other);
        QVERIFY(office.files.find({idOf(9)}, office.everybody)->files.isEmpty());
    }

    void piecesThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<int>("piece");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("before the first") << -1 << ledger::filePieceBytes;
        QTest::newRow("behind the last") << 3 << ledger::filePieceBytes;
        QTest::newRow("far away") << std::numeric_limits<int>::max() << ledger::filePieceBytes;
        QTest::newRow("short") << 0 << ledger::filePieceBytes - 1;
        QTest::newRow("long") << 0 << ledger::filePieceBytes + 1;
        QTest::newRow("empty") << 0 << qint64(0);
        QTest::newRow("the last, too long") << 2 << ledger::filePieceBytes;
    }
    void piecesThatDoNotFitAreRefused()
    {
        QFETCH(int, piece);
        QFETCH(qint64, bytes);
        Office office;
        QVERIFY(office.offer(office.mine(office.file)));
        QCOMPARE(errorOf(office.files.put(office.mine(office.file), piece, QByteArray(bytes, 'x'))), u"ledger.filePiece"_s);
        QCOMPARE(office.number("SELECT count(*) FROM sync.file_piece"), 0);
    }

    void anotherHashDropsWhatCame()
    {
        Office office;
        const auto wrong = [&] { return office.files.offer(office.mine(office.file), office.content.size(), QByteArray(32, 'h')); };
        QVERIFY(wrong());
        for (int n = 0; n < 3; ++n)
            QVERIFY(office.files.put(office.mine(office.file), n, office.piece(n)));
        QCOMPARE(errorOf(wrong()), u"ledger.fileHash"_s);
        QCOMPARE(office.number("SELECT count(*) FROM sync.file_piece"), 0);
        QCOMPARE(wrong()->missing.size(), 3); // and begins anew
        QVERIFY(office.files.put(office.mine(office.file), 0, office.piece(0)));
        QCOMPARE(office.offer(office.mine(office.file))->missing.size(), 3); // other content: what came is not its
        QCOMPARE(errorOf(office.files.offer(office.mine(office.file), -1, QByteArray(32, 'h'))), u"ledger.filePiece"_s);
        QCOMPARE(errorOf(office.files.offer(office.mine(office.file), 1, "short")), u"ledger.filePiece"_s);
    }

    void aCompleteFileNeverChanges()
    {
        Office office;
        office.content = "small";
        QVERIFY(office.offer(office.mine(office.file)));
        QVERIFY(office.files.put(office.mine(office.file), 0, office.content));
        QVERIFY(office.offer(office.mine(office.file))->complete);
        QCOMPARE(errorOf(office.files.put(office.mine(office.file), 0, "SMALL")), u"ledger.fileComplete"_s);
        QCOMPARE(errorOf(office.files.offer(office.mine(office.file), 5, hashOf("SMALL"))), u"ledger.fileComplete"_s);
        QCOMPARE(**office.files.piece(office.file, 0, office.everybody), QByteArray("small"));
    }

    void aCutFileIsFoundByTheCheck()
    {
        Office office;
        QVERIFY(office.offer(office.mine(office.file)));
        for (int n = 0; n < 3; ++n)
            QVERIFY(office.files.put(office.mine(office.file), n, office.piece(n)));
        const auto cut = [&office] {
            const auto report = ledger::checkTables(*office.connection, ledger::Repair::Nothing);
            return report && std::any_of(report->findings.begin(), report->findings.end(), [&office](const ledger::Finding &finding) {
                return finding.kind == ledger::Finding::Kind::FileCut && finding.example == office.file && finding.isWrong();
            });
        };
        office.sql("DELETE FROM sync.file_piece WHERE n = 1");
        QVERIFY(!cut()); // on its way
        QVERIFY(office.files.put(office.mine(office.file), 1, office.piece(1)));
        QVERIFY(office.offer(office.mine(office.file))->complete);
        QVERIFY(!cut());
        office.sql("DELETE FROM sync.file_piece WHERE n = 1");
        QVERIFY(cut());
    }

    void anEmptyFileIsWholeAtOnce()
    {
        Office office;
        office.content.clear();
        QVERIFY(office.offer(office.mine(office.file))->complete);
        QCOMPARE(office.files.find({office.file}, office.everybody)->files.first().size, 0);
        QVERIFY(!*office.files.piece(office.file, 0, office.everybody));
    }

    // Two processes at once, as when an answer was lost and the desk came to the other one.
    void whatNobodyGoesOnBringingIsDropped()
    {
        Office office;
        const auto unfinished = [&](qint64 ageMs) { return *office.files.dropUnfinished(office.clock.nowMs() - ageMs); };
        QVERIFY(office.offer(office.mine(office.file)));
        QVERIFY(office.files.put(office.mine(office.file), 1, office.piece(1)));
        office.clock.advanceMs(1000);
        QCOMPARE(office.offer(office.mine(office.file))->missing.size(), 2); // gone on with
        QCOMPARE(unfinished(500), 0);
        office.clock.advanceMs(1000);
        QCOMPARE(unfinished(500), 1);
        QCOMPARE(office.number("SELECT count(*) FROM sync.file_piece"), 0);
        QCOMPARE(errorOf(office.files.put(office.mine(office.file), 0, office.piece(0))), u"ledger.noFile"_s);
        QCOMPARE(office.offer(office.mine(office.file))->missing.size(), 3); // begun anew
        for (int n = 0; n < 3; ++n)
            QVERIFY(office.files.put(office.mine(office.file), n, office.piece(n)));
        QVERIFY(office.offer(office.mine(office.file))->complete);
        office.clock.advanceMs(10'000);
        QCOMPARE(unfinished(500), 0); // complete, it stays
    }

    void twoAtOnceAreOne()
    {
        Office office;
        QVERIFY(office.offer(office.mine(office.file)));
        const auto bring = [&] {
            const auto connection = office.database.connect();
            ledger::FileLedger files(*connection, office.clock);
            for (int n = 0; n < 3; ++n)
                (void)files.put(office.mine(office.file), n, office.piece(n));
            (void)files.offer(office.mine(office.file), office.content.size(), hashOf(office.content));
        };
        std::thread one(bring), two(bring);
        one.join();
        two.join();
        QVERIFY(office.offer(office.mine(office.file))->complete);
        QCOMPARE(office.number("SELECT count(*) FROM sync.file_piece"), 3);
    }
};

QTEST_GUILESS_MAIN(TestFileLedger)
#include "tst_file_ledger.moc"
