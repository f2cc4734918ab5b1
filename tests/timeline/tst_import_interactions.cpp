// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/import_interactions.h"

#include "timeline/timeline.h"
#include "timeline_fixture.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestImportInteractions : public QObject
{
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<TimelineFixture>(); }
    void cleanup() { m.reset(); }

    void readsALine()
    {
        const QByteArray line = "{\"channel\":\"WeCom\",\"external_id\":\"msg-1\",\"at\":\"2026-11-22T11:05:00+08:00\",\"direction\":\"in\","
                                "\"phone\":\"138 1234 5678\",\"author\":\"李佳\",\"body\":\"李老师，数学试听课孩子很喜欢。\\u200b\",\"duration_s\":12,"
                                "\"ticket\":\"#20418\",\"details\":{\"messages\":3},\"unknown_key\":[1,2]}";
        const InteractionImportSummary sum = import(line);
        QCOMPARE(sum.created, 1);
        QCOMPARE(sum.cleaned, 1);
        QVERIFY(sum.finished);
        const Record row = events().first();
        QCOMPARE(row.id, channelEventId(u"wechat"_s, u"msg-1"_s));
        QCOMPARE(row[interaction::customer], m->customer);
        QCOMPARE(row[interaction::channel], u"wechat"_s);
        QCOMPARE(row[interaction::direction], u"in"_s);
        QCOMPARE(row[interaction::at], QDateTime(QDate(2026, 11, 22), QTime(3, 5), Qt::UTC).toMSecsSinceEpoch());
        QCOMPARE(row[interaction::body], u"李老师，数学试听课孩子很喜欢。"_s);
        QCOMPARE(row[interaction::author_name], u"李佳"_s);
        QCOMPARE(row[interaction::duration_s], 12);
        QCOMPARE(row[interaction::external_id], u"msg-1"_s);
        QVERIFY(row[interaction::details].contains(u"20418"_s)); // no such ticket here: its number is kept
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("reason"); // empty: created
        const auto with = [](const QByteArray &part) {
            return QByteArray("{\"channel\":\"chat\",\"external_id\":\"1\",\"at\":1795329000000,\"phone\":\"13812345678\",\"body\":\"好\"" + part + '}');
        };
        QTest::newRow("as it should be") << with("") << QString();
        QTest::newRow("not JSON") << QByteArray("{\"channel\":") << u"formats.jsonSyntax"_s;
        QTest::newRow("a list") << QByteArray("[1]") << u"formats.jsonNotObject"_s;
        QTest::newRow("not UTF-8") << with(",\"subject\":\"" "\xff\xfe\"") << u"formats.jsonNotUtf8"_s;
        QTest::newRow("nested a thousand deep") << QByteArray(with(",\"details\":" + QByteArray(1000, '[') + QByteArray(1000, ']'))) << u"formats.jsonTooDeep"_s;
        QTest::newRow("no channel") << QByteArray("{\"external_id\":\"1\",\"at\":1795329000000,\"body\":\"好\"}") << u"timeline.missing"_s;
        QTest::newRow("no external id") << QByteArray("{\"channel\":\"chat\",\"at\":1795329000000,\"body\":\"好\"}") << u"timeline.missing"_s;
        QTest::newRow("no time") << QByteArray("{\"channel\":\"chat\",\"external_id\":\"1\",\"phone\":\"13812345678\",\"body\":\"好\"}") << u"timeline.missing"_s;
        QTest::newRow("a channel that is no code") << QByteArray("{\"channel\":\"微信 群\",\"external_id\":\"1\",\"at\":1795329000000,\"body\":\"好\"}") << u"timeline.badChannel"_s;
        QTest::newRow("an unknown channel is welcome") << QByteArray("{\"channel\":\"douyin\",\"external_id\":\"1\",\"at\":1795329000000,\"phone\":\"13812345678\",\"body\":\"好\"}") << QString();
        QTest::newRow("a number as external id") << QByteArray("{\"channel\":\"chat\",\"external_id\":9007199254740991,\"at\":1795329000000,\"phone\":13812345678,\"body\":\"好\"}") << QString();
        QTest::newRow("a list as external id") << QByteArray("{\"channel\":\"chat\",\"external_id\":[\"1\"],\"at\":1795329000000,\"body\":\"好\"}") << u"timeline.wrongType"_s;
        QTest::newRow("a list as text") << with(",\"subject\":[\"a\"]") << u"timeline.wrongType"_s;
        QTest::newRow("a text as details") << with(",\"details\":\"a\"") << u"timeline.wrongType"_s;
        QTest::newRow("a direction nobody knows") << with(",\"direction\":\"sideways\"") << u"timeline.badDirection"_s;
        QTest::newRow("a negative duration") << with(",\"duration_s\":-1") << u"timeline.badDuration"_s;
        QTest::newRow("a duration of a year") << with(",\"duration_s\":31536000") << u"timeline.badDuration"_s;
        QTest::newRow("a duration as text") << with(",\"duration_s\":\"6:12\"") << u"timeline.badDuration"_s;
        QTest::newRow("an id that is none") << with(",\"customer\":\"7\"") << u"timeline.badCustomerId"_s;
        QTest::newRow("a customer who is not here") << with(",\"customer\":\"00000000-0000-7000-8000-000000000001\"") << u"timeline.unknownCustomer"_s;
        QTest::newRow("a subject of 5,000 characters") << QByteArray(with(",\"subject\":\"" + QByteArray(5000, 'a') + '"')) << u"timeline.tooLong"_s;
        const auto at = [](const QByteArray &time) {
            return QByteArray("{\"channel\":\"chat\",\"external_id\":\"1\",\"phone\":\"13812345678\",\"body\":\"好\",\"at\":" + time + '}');
        };
        QTest::newRow("a time in UTC") << at("\"2026-11-22T03:05:00Z\"") << QString();
        QTest::newRow("a time with milliseconds") << at("\"2026-11-22T03:05:00.123+00:00\"") << QString();
        QTest::newRow("a time without a zone") << at("\"2026-11-22T03:05:00\"") << u"timeline.timeWithoutZone"_s;
        QTest::newRow("a day without a time") << at("\"2026-11-22\"") << u"timeline.badTime"_s;
        QTest::newRow("30 February") << at("\"2026-02-30T03:05:00Z\"") << u"timeline.badTime"_s;
        QTest::newRow("seconds instead of milliseconds") << at("1795329000") << u"timeline.timeOutOfRange"_s;
        QTest::newRow("half a millisecond") << at("1795329000000.5") << u"timeline.badTime"_s;
        QTest::newRow("the end of numbers") << at("1e300") << u"timeline.badTime"_s;
        QTest::newRow("in ten years") << at("\"2036-11-22T03:05:00Z\"") << u"timeline.timeOutOfRange"_s;
        QTest::newRow("true") << at("true") << u"timeline.wrongType"_s;
        const auto whose = [](const QByteArray &part) {
            return QByteArray("{\"channel\":\"chat\",\"external_id\":\"1\",\"at\":1795329000000,\"body\":\"好\"" + part + '}');
        };
        QTest::newRow("nobody's") << whose("") << u"timeline.whose"_s;
        QTest::newRow("a name alone is nobody's") << whose(",\"name\":\"张敏\"") << u"timeline.whose"_s;
        QTest::newRow("a number that is none") << whose(",\"phone\":\"没有\"") << u"timeline.noNumber"_s;
        QTest::newRow("a number nobody has") << whose(",\"phone\":\"13900000000\"") << u"timeline.unknownCustomer"_s;
        QTest::newRow("an email") << whose(",\"email\":\"Zhang.Min@Example.com\"") << QString();
        QTest::newRow("an email that is none") << whose(",\"email\":\"zhang.min\"") << u"timeline.badEmail"_s;
        QTest::newRow("nobody has the number, but the email") << whose(",\"phone\":\"13900000000\",\"email\":\"zhang.min@example.com\"") << QString();
        QTest::newRow("nothing in it") << QByteArray("{\"channel\":\"chat\",\"external_id\":\"1\",\"at\":1795329000000,\"phone\":\"13812345678\",\"body\":\" \\u200b \"}") << u"timeline.nothingInIt"_s;
        QTest::newRow("two megabytes") << QByteArray(with(",\"subject\":\"" + QByteArray(2 << 20, 'a') + '"')) << u"formats.jsonTooLong"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, reason);
        // A good line before and behind: neither is lost.
        const QByteArray file = lineOf(100) + line + '\n' + lineOf(101);
        const InteractionImportSummary sum = import(file);
        QCOMPARE(sum.lines, 3);
        QCOMPARE(sum.created, reason.isEmpty() ? 3 : 2);
        QCOMPARE(sum.rejected, reason.isEmpty() ? 0 : 1);
        QCOMPARE(m_rejections.isEmpty() ? QString() : m_rejections.first().reason.id, reason);
        if (!reason.isEmpty()) {
            QCOMPARE(m_rejections.first().line, 2);
            QCOMPARE(m_rejections.first().reason.details.first(), u"2"_s);
            QVERIFY(line.startsWith(m_rejections.first().raw.left(100)));
        }
    }

    void tellsCustomersWithTheSameNumberApart()
    {
        const Id other = m->addCustomer(u"陈立"_s, u"13812345678"_s, u"chen.li@example.com"_s);
        const QByteArray begin = "{\"channel\":\"chat\",\"at\":1795329000000,\"body\":\"好\",\"phone\":\"13812345678\",";
        const InteractionImportSummary sum = import(begin + "\"external_id\":\"1\"}\n" + begin + "\"external_id\":\"2\",\"name\":\"陈 立\"}" + '\n'
                                                    + begin + "\"external_id\":\"3\",\"email\":\"chen.li@example.com\"}" + '\n'
                                                    + begin + "\"external_id\":\"4\",\"name\":\"谁\"}");
        QCOMPARE(sum.created, 2);
        QCOMPARE(sum.rejected, 2);
        QCOMPARE(m_rejections.first().reason.id, u"timeline.ambiguousCustomer"_s);
        QCOMPARE(events(other).size(), 2);
    }

    void aMergedCustomersEventsGoToTheOneThatRemains()
    {
        const Id merged = m->addCustomer(u"张敏（旧）"_s, u"13700000000"_s);
        const Record seen = *m->read([merged](Records &r) { return r.one(customer::entity, merged); });
        m->commit({.changes = {Change::update(seen).set(seen, customer::merged_into, m->customer), Change::remove(seen)}});
        QCOMPARE(import("{\"channel\":\"chat\",\"external_id\":\"1\",\"at\":1795329000000,\"body\":\"好\",\"phone\":\"13700000000\"}").created, 1);
        QCOMPARE(events().size(), 1);
    }

    void aRedeliveryIsADuplicateAndAWithdrawnEventComesBack()
    {
        QByteArray file;
        for (int i = 0; i < 50; ++i)
            file += lineOf(i);
        file += lineOf(3); // twice in the same file
        InteractionImportSummary sum = import(file);
        QCOMPARE(sum.lines, 51);
        QCOMPARE(sum.created, 50);
        QCOMPARE(sum.duplicates, 1);
        sum = import(file);
        QCOMPARE(sum.created, 0);
        QCOMPARE(sum.duplicates, 51);
        QCOMPARE(events().size(), 50);
        const Record seen = events().first();
        m->commit({.changes = {Change::remove(seen)}});
        QCOMPARE(events().size(), 49);
        QCOMPARE(import(file, InteractionImport::Mode::DryRun).created, 1);
        sum = import(file);
        QCOMPARE(sum.created, 1);
        QCOMPARE(sum.duplicates, 50);
        QCOMPARE(events().size(), 50);
    }

    void aDryRunCountsTheSameAndWritesNothing()
    {
        QByteArray file;
        for (int i = 0; i < 90; ++i)
            file += lineOf(i % 60) + (i % 9 == 0 ? "nonsense\n" : "\n");
        const InteractionImportSummary dry = import(file, InteractionImport::Mode::DryRun, 7);
        const qsizetype rejections = m_rejections.size();
        QCOMPARE(events().size(), 0);
        QCOMPARE(*m->read([](Records &r) { return r.count(Query(import_batch::entity)); }), 0);
        QVERIFY(dry.batch.isNull());
        const InteractionImportSummary wet = import(file, InteractionImport::Mode::Write, 7);
        QCOMPARE(dry.lines, 100);
        QCOMPARE(dry.created, 60);
        QCOMPARE(dry.created, wet.created);
        QCOMPARE(dry.duplicates, wet.duplicates);
        QCOMPARE(dry.rejected, wet.rejected);
        QCOMPARE(rejections, m_rejections.size());
        QCOMPARE(wet.lines, wet.created + wet.duplicates + wet.rejected);
    }

    void theBatchNamesAllItsChangeSets()
    {
        QByteArray file;
        for (int i = 0; i < 25; ++i)
            file += lineOf(i);
        const InteractionImportSummary sum = import(file, InteractionImport::Mode::Write, 10);
        const Record batch = *m->read([&](Records &r) { return r.one(import_batch::entity, sum.batch); });
        QCOMPARE(batch[import_batch::state], u"done"_s);
        QCOMPARE(batch[import_batch::subject], u"interaction"_s);
        QCOMPARE(batch[import_batch::rows], 25);
        QCOMPARE(batch[import_batch::created], 25);
        const auto sets = *m->read([&](Records &r) { return r.find(Query(change_set::entity).where(change_set::batch == sum.batch)); });
        QCOMPARE(sets.size(), 4); // three chunks and the end
        for (const Record &set : sets)
            QCOMPARE(set[change_set::origin], u"channel"_s);
        const auto lines = *m->read([](Records &r) { return r.find(Query(history::entity).where(history::subject == u"interaction"_s && history::line == 25)); });
        QCOMPARE(lines.size(), 1);
    }

    void canceledInTheMiddleKeepsWhatItHas()
    {
        QByteArray file;
        for (int i = 0; i < 100; ++i)
            file += lineOf(i);
        QBuffer device(&file);
        device.open(QIODevice::ReadOnly);
        InteractionImport::Options options;
        options.chunkLines = 10;
        int calls = 0;
        const auto done = m->write([&](Records &records) {
            return importInteractions(records, device, options, [&calls](const InteractionImportSummary &) { return ++calls < 3; }, m->clock);
        });
        QVERIFY(done);
        QVERIFY(done->canceled);
        QVERIFY(!done->finished);
        QCOMPARE(done->lines, 30);
        QCOMPARE(events().size(), 30);
        const Record batch = *m->read([&](Records &r) { return r.one(import_batch::entity, done->batch); });
        QCOMPARE(batch[import_batch::state], u"canceled"_s);
        QCOMPARE(batch[import_batch::created], 30);
    }

    void anEmptyFileIsDone()
    {
        const InteractionImportSummary sum = import("\xEF\xBB\xBF\n\n  \r\n");
        QCOMPARE(sum.lines, 0);
        QVERIFY(sum.finished);
    }

    // Not an assertion: prints the speed. KEMAI_BENCH=1 and the release build.
    void speed()
    {
        if (!qEnvironmentVariableIsSet("KEMAI_BENCH"))
            QSKIP("KEMAI_BENCH is not set");
        for (int i = 0; i < 1000; ++i)
            m->addCustomer(u"客户%1"_s.arg(i), u"1370000%1"_s.arg(i, 4, 10, QChar(u'0')));
        QByteArray file;
        for (int i = 0; i < 200'000; ++i)
            file += "{\"channel\":\"wechat\",\"external_id\":\"m" + QByteArray::number(i) + "\",\"at\":" + QByteArray::number(TimelineFixture::nowMs - i * 60'000LL)
                + ",\"direction\":\"in\",\"author\":\"李佳\",\"phone\":\"1370000" + QByteArray::number(i % 1000).rightJustified(4, '0')
                + "\",\"body\":\"李老师，数学试听课孩子很喜欢，想了解下半年的班型和价格。\"}" + '\n';
        (void)m->store->setBulk(true).result();
        QElapsedTimer timer;
        timer.start();
        const InteractionImportSummary sum = import(file);
        qInfo("%lld lines/s (%lld created)", sum.lines * 1000 / timer.elapsed(), sum.created);
        timer.restart();
        const InteractionImportSummary again = import(file);
        qInfo("again: %lld lines/s (%lld duplicates)", again.lines * 1000 / timer.elapsed(), again.duplicates);
    }

private:
    static QByteArray lineOf(int number)
    {
        return "{\"channel\":\"wechat\",\"external_id\":\"n" + QByteArray::number(number) + "\",\"at\":"
            + QByteArray::number(TimelineFixture::nowMs - number * 1000) + ",\"phone\":\"+86 138-1234-5678\",\"body\":\"你好\"}" + '\n';
    }

    InteractionImportSummary import(QByteArray file, InteractionImport::Mode mode = InteractionImport::Mode::Write, qsizetype chunk = 2000)
    {
        m_rejections.clear();
        QBuffer device(&file);
        device.open(QIODevice::ReadOnly);
        InteractionImport::Options options;
        options.mode = mode;
        options.chunkLines = chunk;
        options.rejected = [this](const InteractionRejection &rejection) { m_rejections.append(rejection); };
        const auto done = m->write([&](Records &records) { return importInteractions(records, device, options, {}, m->clock); });
        if (!done)
            qFatal("%s %s", qPrintable(done.error().id), qPrintable(done.error().log));
        if (done->lines != done->created + done->duplicates + done->rejected || done->rejected != m_rejections.size())
            qFatal("the sum does not hold");
        return *done;
    }

    QList<Record> events() { return events(m->customer); }
    QList<Record> events(const Id &customer)
    {
        return *m->read([customer](Records &records) { return timelinePage(records, {customer, {}}, 1000); });
    }

    std::unique_ptr<TimelineFixture> m;
    QList<InteractionRejection> m_rejections;
};

QTEST_GUILESS_MAIN(TestImportInteractions)
#include "tst_import_interactions.moc"
