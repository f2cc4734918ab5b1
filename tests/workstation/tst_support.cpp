// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_company.h"
#include "diagnostics_page.h"
#include "log_file.h"
#include "run_marker.h"
#include "schema/schema.h"
#include "session.h"
#include "speed.h"
#include "stored_zip.h"
#include "support_bundle.h"
#include "watchdog.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <ctime>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestSupport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiTest"_s);
        theme().install();
        language().setTongue(Tongue::English);
    }

    void writesAZipThatOthersRead()
    {
        const QByteArray zip = storedZip({{u"a.txt"_s, "123456789"}, {u"中文.txt"_s, QByteArray(5000, 'x')}, {u"empty"_s, {}}},
                                         QDateTime(QDate(2026, 11, 26), QTime(9, 30, 10)));
        QVERIFY(zip.startsWith("PK\x03\x04"));
        QVERIFY(zip.contains(QByteArray::fromHex("2639f4cb"))); // CRC-32 of "123456789", little endian
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("no python3 to read it with");
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"a.zip"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(zip);
        file.close();
        QProcess process;
        process.start(python, {u"-c"_s, u"import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
                                         "print([len(n)*10000+z.getinfo(n).file_size for n in z.namelist()])"_s, file.fileName()});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardOutput().trimmed(), QByteArray("[50009, 65000, 50000]"));
    }

    void masksWhatLooksLikeAPerson_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("masked");
        QTest::newRow("a number") << u"calling 13800138000 now"_s << u"calling (number) now"_s;
        QTest::newRow("a number with spaces") << u"to +86 138 0013 8000."_s << u"to (number)."_s;
        QTest::newRow("an address") << u"mail to zhang.min@example.cn failed"_s << u"mail to (mail) failed"_s;
        QTest::newRow("a name") << u"opened 张敏 twice"_s << u"opened (text) twice"_s;
        QTest::newRow("the time at the head stays") << u"2026-11-26T08:00:00.000Z I kemai: 51 ms"_s << u"2026-11-26T08:00:00.000Z I kemai: 51 ms"_s;
        QTest::newRow("small figures stay") << u"blocked 1234 ms"_s << u"blocked 1234 ms"_s;
        QTest::newRow("the home folder") << QString(u"open "_s + QDir::homePath() + u"/x"_s) << u"open ~/x"_s;
    }
    void masksWhatLooksLikeAPerson()
    {
        QFETCH(QString, line);
        QTEST(QString::fromUtf8(masked(line.toUtf8())), "masked");
    }

    void holdsNoCustomerOfTheStore()
    {
        const QTemporaryDir folder;
        logFile::install(folder.filePath(u"logs"_s));
        Session session(folder.filePath(u"store"_s));
        session.create(Unlock::byPassphrase(u"four small words here"_s));
        QTRY_COMPARE(session.state(), Session::State::Open);
        QFuture<Result<DemoCounts>> made = session.store()->write([](Records &records) {
            DemoOptions options;
            options.customers = 60;
            options.interactions = 600;
            options.nowMs = 1'700'000'000'000;
            return generateDemo(records, options);
        });
        made.waitForFinished();
        QVERIFY(made.result());
        qWarning("search for %s failed", "13800138000"); // what must never be logged, and is masked all the same
        qWarning().noquote() << u"could not open 张敏"_s;
        const Watchdog watchdog;
        DiagnosticsPage page(*session.store(), &watchdog, u"signal 11"_s);
        page.show();
        QTRY_VERIFY(page.isSettled() && page.parts().size() >= 6);
        const QString file = folder.filePath(u"bundle.zip"_s);
        QVERIFY(page.saveTo(file));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray bundle = saved.readAll(); // not compressed: what is in it can be found in it
        QVERIFY(bundle.contains("signal 11"));
        QVERIFY(bundle.contains("\"customer\": 60"));
        QVERIFY(bundle.contains("search for (number) failed"));

        int looked = 0;
        for (const auto &[entity, fields] : {std::pair{&customer::entity, QStringList{u"name"_s, u"company"_s}},
                                             std::pair{&contact::entity, QStringList{u"name"_s}},
                                             std::pair{&phone::entity, QStringList{u"written"_s, u"e164"_s, u"digits"_s}},
                                             std::pair{&email::entity, QStringList{u"written"_s}}}) {
            QFuture<Result<QList<Record>>> rows = session.store()->find(Query(*entity));
            rows.waitForFinished();
            const Result<QList<Record>> read = rows.result();
            QVERIFY(read);
            for (const Record &row : *read)
                for (const QString &field : fields) {
                    const int index = entity->indexOf(QLatin1StringView(field.toLatin1()));
                    QVERIFY(index >= 0);
                    const QString value = row.value(index).toText();
                    if (value.size() < 2)
                        continue;
                    QVERIFY2(!bundle.contains(value.toUtf8()), qPrintable(field));
                    ++looked;
                }
        }
        QVERIFY2(looked > 200, qPrintable(QString::number(looked)));
        // And it is shown before it is saved, to the letter.
        QCOMPARE(page.findChild<QPlainTextEdit *>(u"support.content"_s)->toPlainText(), QString::fromUtf8(page.parts().first().content));
        logFile::install(QDir::tempPath());
    }

    void seesTheThreadBlockedAndInWhat()
    {
        Watchdog watchdog;
        QSignalSpy blocked(&watchdog, &Watchdog::blocked);
        QTest::qWait(20);
        QTimer::singleShot(0, this, [&watchdog] {
            watchdog.actionStarted(u"test.slow"_s);
            QThread::msleep(200);
            watchdog.actionFinished();
        });
        QTRY_VERIFY(blocked.count() >= 1);
        const QList<Block> blocks = watchdog.blocks();
        const auto mine = std::find_if(blocks.begin(), blocks.end(), [](const Block &block) { return block.action == "test.slow"; });
        QVERIFY(mine != blocks.end());
        QVERIFY(mine->ms >= 200);
        QVERIFY(!mine->receiver.isEmpty());
        QVERIFY2(mine->text().contains(u"in action test.slow"_s), qPrintable(mine->text()));
        QVERIFY2(mine->ownMs < 100, qPrintable(mine->text())); // it slept
    }

    void tellsWorkFromWaiting()
    {
        Watchdog watchdog;
        QSignalSpy blocked(&watchdog, &Watchdog::blocked);
        QTest::qWait(20);
        QTimer::singleShot(0, this, [] {
            const std::clock_t until = std::clock() + std::clock_t(0.15 * CLOCKS_PER_SEC); // of all threads: the others hardly work
            while (std::clock() < until) { }
        });
        QTRY_VERIFY(blocked.count() >= 1);
        int most = 0;
        for (const Block &block : watchdog.blocks())
            most = std::max(most, block.ownMs);
        QVERIFY2(most >= 80, qPrintable(QString::number(most)));
    }

    void measuresFromTheKeyToThePaint()
    {
        speed().watchKeys();
        const qint64 before = speed().summary(Measure::KeyEcho).count;
        QLineEdit field;
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field));
        QTest::keyClicks(&field, u"abc"_s);
        QTRY_VERIFY(speed().summary(Measure::KeyEcho).count > before);
        QVERIFY(speed().summary(Measure::KeyEcho).lastUs > 0);
    }

    void sumsUpAMeasure()
    {
        Speed own;
        QCOMPARE(own.summary(Measure::Search).count, 0);
        for (int i = 1; i <= 300; ++i)
            own.note(Measure::Search, i * 1000);
        const Speed::Summary summary = own.summary(Measure::Search);
        QCOMPARE(summary.count, 300);
        QCOMPARE(summary.worstUs, 300'000);
        QCOMPARE(summary.over, 250); // of 50 ms
        QCOMPARE(summary.p95Us, 290'000); // of the last 200: 101 to 300
    }

    void noticesThatTheLastRunDidNotEndByItself()
    {
        const QTemporaryDir folder;
        {
            const RunMarker first(folder.path());
            QVERIFY(!first.endedUnexpectedly());
            const RunMarker beside(folder.path()); // another window meanwhile
            QVERIFY(!beside.endedUnexpectedly());
        }
        QVERIFY(!RunMarker(folder.path()).endedUnexpectedly());
        QFile killed(folder.filePath(u"running"_s)); // what kill -9 leaves
        QVERIFY(killed.open(QIODevice::WriteOnly));
        killed.write("version 0.1.0\nsignal 11\naction import\n");
        killed.close();
        {
            const RunMarker next(folder.path());
            QVERIFY(next.endedUnexpectedly());
            QVERIFY(next.last().contains(u"signal 11"_s));
        }
        QVERIFY(!RunMarker(folder.path()).endedUnexpectedly());
    }
};

QTEST_MAIN(TestSupport)
#include "tst_support.moc"
