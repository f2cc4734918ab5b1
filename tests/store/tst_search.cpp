// SPDX-License-Identifier: GPL-3.0-or-later
// Search from the first character to the last digit, against a naive reading of the same records.
#include "base/clock.h"
#include "schema/schema.h"
#include "store/migration.h"
#include "store/search_match.h"
#include "store/store_records.h"
#include "text/pinyin_match.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <sqlite3.h>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(":memory:", &handle), SQLITE_OK);
        m_database = std::make_unique<Database>(handle);
        QVERIFY(migrate(*m_database, [](int) -> Result<> { return {}; }));
        m_head = std::make_unique<ChainHead>(m_folder.filePath(u"head"_s), Secret(32));
        m_records = std::make_unique<StoreRecords>(*m_database, m_clock, Id::make(1), *m_head);

        add(u"张敏"_s, u"南京启明教育科技有限公司"_s, {u"13812345678"_s, u"02583456789"_s}, u"min.zhang@qiming.example"_s, u"建国门外大街1号国贸三期B座12层"_s);
        add(u"张明远"_s, u"苏州恒工数控机床有限公司"_s, {u"13912340000"_s});
        add(u"章敏"_s, u"上海仇记食品厂"_s, {u"13700005678"_s});
        add(u"单雄信"_s, u"重庆银行"_s, {u"95588"_s});
        add(u"欧阳娜娜"_s, u"长沙云帆软件有限公司"_s, {u"13600001111"_s});
        add(u"John Smith"_s, u"Thames Tools Ltd"_s, {u"442071838750"_s}, u"john@thames.example"_s);
        add(u"赵敏敏"_s, u"武汉光谷职业教育集团"_s, {});
        add(QString(), u"360数科"_s, {u"4008208820"_s});
        add(u"张晓明"_s, u"国贸tower物业"_s, {});
        add(u"王芳"_s, u"Shanghai Tools 有限公司"_s, {});
        add(u"Анна Павлова"_s, {}, {});
        add(u"吕布"_s, {}, {});
        add(u"林冲"_s, u"联美（广州）科技"_s, {});
        add(u"陆游"_s, {}, {}, u"luyouzhonghua@example.com"_s);
    }

    void finds_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("first"); // name or company of the best hit; empty: nothing is found
        QTest::addColumn<QString>("reason");
        QTest::newRow("one character, beginning") << u"单"_s << u"单雄信"_s << u"name/beginning"_s;
        QTest::newRow("one character, middle") << u"雄"_s << u"单雄信"_s << u"name/inside"_s;
        QTest::newRow("whole before beginning") << u"张敏"_s << u"张敏"_s << u"name/whole"_s;
        QTest::newRow("two, middle") << u"明远"_s << u"张明远"_s << u"name/inside"_s;
        QTest::newRow("company, middle") << u"恒工数控"_s << u"张明远"_s << u"company/inside"_s;
        QTest::newRow("pinyin in full") << u"zhangmingyuan"_s << u"张明远"_s << u"name/whole"_s;
        QTest::newRow("pinyin unfinished") << u"zhangmingy"_s << u"张明远"_s << u"name/pinyin"_s;
        QTest::newRow("surname reading") << u"shanx"_s << u"单雄信"_s << u"name/pinyin"_s;
        QTest::newRow("ordinary reading") << u"danxiongxin"_s << u"单雄信"_s << u"name/whole"_s;
        QTest::newRow("word reading") << u"chongqing"_s << u"单雄信"_s << u"company/pinyin"_s;
        QTest::newRow("two-character surname") << u"ouyang"_s << u"欧阳娜娜"_s << u"name/pinyin"_s;
        QTest::newRow("initials") << u"zmy"_s << u"张明远"_s << u"name/initials"_s;
        QTest::newRow("initials of a company's middle") << u"hgsk"_s << u"张明远"_s << u"company/initials"_s;
        QTest::newRow("sounds alike") << u"zanminyuan"_s << u"张明远"_s << QString();
        QTest::newRow("mixed, letters and Chinese") << u"gmsq国贸"_s << u"张敏"_s << u"address/initials"_s;
        QTest::newRow("mixed, Chinese and letters") << u"张my"_s << u"张明远"_s << QString();
        QTest::newRow("tone") << u"zhang1 my"_s << u"张明远"_s << QString();
        QTest::newRow("two words") << u"张 恒工"_s << u"张明远"_s << u"name/beginning"_s;
        QTest::newRow("full number") << u"13812345678"_s << u"张敏"_s << u"phone/whole"_s;
        QTest::newRow("number with country code") << u"+86 138 1234 5678"_s << u"张敏"_s << u"phone/whole"_s;
        QTest::newRow("number with dashes") << u"138-1234-5678"_s << u"张敏"_s << u"phone/whole"_s;
        QTest::newRow("beginning of a number") << u"13912"_s << u"张明远"_s << u"phone/beginning"_s;
        QTest::newRow("inside a number") << u"1234567"_s << u"张敏"_s << u"phone/inside"_s;
        QTest::newRow("three digits inside") << u"834"_s << u"张敏"_s << u"phone/inside"_s;
        QTest::newRow("last four") << u"5678"_s << QString(u"*"_s) << u"phone/last-four"_s;
        QTest::newRow("service number") << u"95588"_s << u"单雄信"_s << u"phone/whole"_s;
        QTest::newRow("foreign number") << u"+44 20 7183 8750"_s << u"John Smith"_s << u"phone/whole"_s;
        QTest::newRow("Latin name") << u"smith"_s << u"John Smith"_s << QString();
        QTest::newRow("Latin, any case") << u"JOHN"_s << u"John Smith"_s << QString();
        QTest::newRow("full width") << u"ＪＯＨＮ"_s << u"John Smith"_s << QString();
        QTest::newRow("email") << u"min.zhang@qi"_s << u"张敏"_s << u"email/inside"_s;
        QTest::newRow("digits in a company") << u"360"_s << QString(u"*"_s) << QString();
        QTest::newRow("digits and characters of a company") << u"360数"_s << QString(u"*"_s) << u"company/inside"_s;
        QTest::newRow("three characters, middle") << u"拓数控"_s << QString() << QString();
        QTest::newRow("three characters of a company") << u"云帆软"_s << u"欧阳娜娜"_s << u"company/inside"_s;
        QTest::newRow("surname in full, then first letters") << u"zhangxm"_s << u"张晓明"_s << u"name/initials"_s;
        QTest::newRow("first letter, then in full") << u"zxiaoming"_s << u"张晓明"_s << u"name/initials"_s;
        QTest::newRow("first letters with their h") << u"zhxm"_s << u"张晓明"_s << u"name/initials"_s;
        QTest::newRow("long pinyin, unfinished") << u"zhangxiaom"_s << u"张晓明"_s << u"name/pinyin"_s;
        QTest::newRow("may be cut in two ways") << u"xian"_s << QString() << QString();
        QTest::newRow("a Latin word that could be syllables") << u"shanghait"_s << u"王芳"_s << QString();
        QTest::newRow("pinyin that goes on in Latin") << u"guomaotower"_s << u"张晓明"_s << QString();
        QTest::newRow("u for the umlaut") << u"lvbu"_s << u"吕布"_s << u"name/whole"_s;
        QTest::newRow("Cyrillic") << u"павл"_s << u"Анна Павлова"_s << QString();
        QTest::newRow("email and name") << u"张 min.zhang@"_s << u"张敏"_s << QString();
        QTest::newRow("name and last four") << u"张 5678"_s << u"张敏"_s << u"name/beginning"_s;
        QTest::newRow("punctuation passed over") << u"联美广州"_s << u"林冲"_s << u"company/beginning"_s;
        QTest::newRow("unfinished bracket") << u"联美（"_s << u"林冲"_s << u"company/beginning"_s;
        QTest::newRow("bracket in the middle") << u"州）科"_s << u"林冲"_s << u"company/inside"_s;
        QTest::newRow("long word of an email") << u"luyouzhonghu"_s << u"陆游"_s << u"email/inside"_s;
        QTest::newRow("nothing there") << u"王五"_s << QString() << QString();
        QTest::newRow("only spaces") << u"   "_s << QString() << QString();
        QTest::newRow("only signs") << u"%_'\"*;--"_s << QString() << QString();
        QTest::newRow("a null character") << QString(QChar(0)) << QString() << QString();
        QTest::newRow("a lone surrogate") << QString(QChar(0xd800)) << QString() << QString();
        QTest::newRow("very long") << QString(100'000, u'张') << QString() << QString();
    }
    void finds()
    {
        QFETCH(QString, query);
        QFETCH(QString, first);
        QFETCH(QString, reason);
        const auto hits = m_records->search({query, 20});
        QVERIFY2(hits, hits ? "" : qPrintable(hits.error().log));
        if (first.isEmpty()) {
            QVERIFY2(hits->isEmpty(), hits->isEmpty() ? "" : qPrintable(hits->first().name));
            return;
        }
        QVERIFY(!hits->isEmpty());
        const Hit &best = hits->first();
        if (first != u"*")
            QCOMPARE(best.name.isEmpty() ? best.company : best.name, first);
        if (!reason.isEmpty())
            QCOMPARE(QString(Hit::whereCode(best.where) + u'/' + Hit::howCode(best.how)), reason);
        QVERIFY(best.start >= 0 && best.start + best.length <= best.matched.size());
    }

    // Whatever stands in a record is found by any piece of it; nothing else is.
    void findsExactlyWhatStandsThere()
    {
        std::mt19937 random(20261122);
        const QString characters = u"王李张刘陈伟芳娜敏静丽强磊军洋启明恒工云帆百川科技"_s;
        struct One {
            Id id;
            QString name;
            QString digits;
        };
        QList<One> all;
        for (int set = 0; set < 40; ++set) { // small sets, so that segments are merged
            ChangeSet changes;
            for (int i = 0; i < 20; ++i) {
                QString name;
                for (int k = 0; k < 2 + int(random() % 6); ++k)
                    name += characters.at(random() % characters.size());
                const QString digits = u"188"_s + QString::number(10'000'000 + random() % 90'000'000);
                const Id id = Id::make(m_clock.nowMs());
                changes.changes << Change::insert(customer::entity, id).set(customer::name, name)
                                << Change::insert(phone::entity, Id::make(m_clock.nowMs())).set(phone::customer, id).set(phone::digits, digits);
                all.append({id, name, digits});
            }
            QVERIFY(m_records->commit(changes));
        }
        for (int round = 0; round < 400; ++round) {
            const One &one = all.at(random() % all.size());
            const bool byName = random() % 2;
            const QString &text = byName ? one.name : one.digits;
            const qsizetype length = byName ? 1 + random() % std::min<qsizetype>(3, text.size()) : 3 + random() % (text.size() - 2);
            const QString piece = text.mid(random() % (text.size() - length + 1), length);
            const auto hits = m_records->search({piece, 10'000});
            QVERIFY(hits);
            QSet<Id> found;
            for (const Hit &hit : *hits)
                found.insert(hit.customer);
            for (const One &other : std::as_const(all)) {
                const bool there = other.name.contains(piece) || other.digits.contains(piece);
                QVERIFY2(found.contains(other.id) == there, qPrintable(piece + u" in "_s + other.name + u' ' + other.digits));
            }
        }
    }

    // Whatever way of typing the letters of a name a match is seen in, the index leads to it.
    void findsEveryNameThatReadsAsTyped()
    {
        std::mt19937 random(20261126);
        const QString characters = u"张章王西安鲜先李晓明小敏强长重曾欧阳银行国贸"_s;
        QStringList names;
        for (int set = 0; set < 20; ++set) {
            ChangeSet changes;
            for (int i = 0; i < 30; ++i) {
                QString name = u"魏"_s; // marks the names of this test
                for (int k = 0; k < 2 + int(random() % 4); ++k)
                    name += characters.at(random() % characters.size());
                changes.changes << Change::insert(customer::entity, Id::make(m_clock.nowMs())).set(customer::name, name);
                names << name;
            }
            QVERIFY(m_records->commit(changes));
        }
        for (int round = 0; round < 600; ++round) {
            const QString &name = names.at(random() % names.size());
            QString typed;
            const qsizetype from = random() % 3;
            const int full = int(random() % 3); // 0: all in full, 1: first letters, 2: as it comes
            const QList<Syllables> read = syllables(name, Reading::Name);
            for (qsizetype k = from; k < read.size(); ++k) {
                const QLatin1StringView syllable = syllableText(read.at(k).candidates[random() % std::min<size_t>(2, read.at(k).count)]);
                const bool whole = full == 0 || (full == 2 && random() % 2);
                typed += whole ? QString(syllable) : QString(syllable.first(1));
            }
            if (random() % 2)
                typed.chop(int(random() % 3));
            if (typed.size() < 2)
                continue;
            const auto hits = m_records->search({typed, 10'000});
            QVERIFY(hits);
            QSet<QString> found;
            for (const Hit &hit : *hits)
                found.insert(hit.name);
            for (const QString &other : std::as_const(names)) {
                const auto exact = matchPinyin(other, typed, Reading::Name);
                if (exact && !exact->usesInitials) // a mix with first letters is looked up only where nothing simpler reads so
                    QVERIFY2(found.contains(other), qPrintable(typed + u" in "_s + other));
            }
            QVERIFY2(full == 2 || found.contains(name), qPrintable(typed + u" in "_s + name));
        }
    }

    void aChangedNameIsFoundByTheNewOneOnly()
    {
        const Id id = add(u"黄药师"_s, {}, {});
        const Record seen = *m_records->one(customer::entity, id);
        QVERIFY(m_records->commit({.changes = {Change::update(seen).set(seen, customer::name, u"洪七公"_s)}}));
        QVERIFY(m_records->search({u"黄药师"_s, 5})->isEmpty());
        QCOMPARE(m_records->search({u"洪七"_s, 5})->first().customer, id);
        QCOMPARE(m_records->search({u"hongqi"_s, 5})->first().customer, id);
    }

    void theSameAfterARenewal()
    {
        const auto found = [this] {
            QSet<Id> all;
            for (const QString &query : {u"zm"_s, u"张"_s, u"5678"_s, u"恒工数"_s})
                if (const auto hits = m_records->search({query, 10'000}))
                    for (const Hit &hit : *hits)
                        all.insert(hit.customer);
            return all;
        };
        while (*m_records->renewSearch(50)) { } // a store made by hand has no version yet
        const QSet<Id> before = found();
        const auto segments = [this] { return *m_database->number("SELECT count(*) FROM search_segment"); };
        const auto blocks = [this] { return *m_database->number("SELECT count(*) FROM search_block"); };
        const qint64 blocksBefore = blocks();
        QVERIFY(m_records->requestSearchRenewal());
        int steps = 0;
        QVERIFY(*m_records->renewSearch(50));
        const Id late = add(u"张renewed三"_s, {}, {}); // somebody saves between two steps
        while (true) {
            const auto more = m_records->renewSearch(50);
            QVERIFY(more);
            QVERIFY(found() - before == QSet<Id>{late}); // the old index answers, the new one too
            ++steps;
            if (!*more)
                break;
        }
        QVERIFY(steps > 10);
        QVERIFY(!*m_records->renewSearch(50));
        QVERIFY(found() - before == QSet<Id>{late});
        mergeAll();
        QCOMPARE(segments(), 1);
        QVERIFY2(blocks() < 2 * blocksBefore, "the old index is gone");
        QVERIFY(found() - before == QSet<Id>{late});
    }

    // A merge goes step by step; people search and save in between, and a kill leaves what was there.
    void theSameWhileMerging()
    {
        const auto found = [this] {
            QSet<Id> all;
            for (const QString &query : {u"zm"_s, u"张"_s, u"5678"_s, u"恒工数"_s, u"156789"_s})
                if (const auto hits = m_records->search({query, 10'000}))
                    for (const Hit &hit : *hits)
                        all.insert(hit.customer);
            return all;
        };
        QVERIFY(m_records->requestSearchRenewal());
        while (*m_records->renewSearch(50)) { }
        const qint64 segments = *m_database->number("SELECT count(*) FROM search_segment WHERE postings >= 0");
        QVERIFY(segments > 1);
        QSet<Id> expected = found();
        QVERIFY(expected.size() > 5);
        QVERIFY(*m_records->mergeSearch(true)); // what an earlier test left is cleared first
        while (*m_database->number("SELECT count(*) FROM search_segment WHERE postings < 0") == 0)
            QVERIFY(*m_records->mergeSearch(true));
        QCOMPARE(found(), expected);
        expected.insert(add(u"张merging三"_s, {}, {}));
        QCOMPARE(found(), expected);
        // Killed here: another program begins anew.
        StoreRecords other(*m_database, m_clock, Id::make(1), *m_head);
        int steps = 0;
        for (bool more = true; more; ++steps) {
            const auto step = other.mergeSearch(steps == 0);
            QVERIFY(step);
            more = *step;
            QCOMPARE(found(), expected);
        }
        QVERIFY(steps > 2);
        QCOMPARE(*m_database->number("SELECT count(*) FROM search_segment WHERE postings < 0"), 0);
        QCOMPARE(*m_database->number("SELECT count(*) FROM search_block WHERE NOT EXISTS (SELECT 1 FROM search_segment s "
                                     "WHERE search_block.n BETWEEN s.first_block AND s.first_block + length(s.directory) / 8 - 1)"), 0);
        StoreRecords third(*m_database, m_clock, Id::make(1), *m_head);
        QVERIFY(!third.search({u"张merging"_s, 5})->isEmpty());
    }

    // Killed between two steps: another program goes on where the last step committed.
    void aRenewalGoesOnAfterAKill()
    {
        QVERIFY(m_records->requestSearchRenewal());
        QVERIFY(*m_records->renewSearch(50));
        QVERIFY(*m_records->renewSearch(50));
        StoreRecords other(*m_database, m_clock, Id::make(1), *m_head);
        const QString before = *storeFact(*m_database, u"search_renewal"_s);
        QVERIFY(*other.renewSearch(50));
        const QString after = *storeFact(*m_database, u"search_renewal"_s);
        QCOMPARE(after.section(u' ', 0, 0), before.section(u' ', 0, 0)); // the same mark
        QVERIFY(after.section(u' ', 1).toLongLong() > before.section(u' ', 1).toLongLong());
        while (*other.renewSearch(50)) { }
        QVERIFY(!other.search({u"恒工数"_s, 5})->isEmpty());
    }

private:
    void mergeAll()
    {
        for (bool first = true; *m_records->mergeSearch(first); first = false) { }
    }

    Id add(const QString &name, const QString &company, const QStringList &numbers, const QString &mail = {}, const QString &place = {})
    {
        const Id id = Id::make(m_clock.nowMs());
        ChangeSet set;
        set.changes << Change::insert(customer::entity, id).set(customer::name, name).set(customer::company, company);
        for (const QString &digits : numbers)
            set.changes << Change::insert(phone::entity, Id::make(m_clock.nowMs())).set(phone::customer, id).set(phone::digits, digits).set(phone::written, digits);
        if (!mail.isEmpty())
            set.changes << Change::insert(email::entity, Id::make(m_clock.nowMs())).set(email::customer, id).set(email::written, mail).set(email::normal, mail);
        if (!place.isEmpty())
            set.changes << Change::insert(address::entity, Id::make(m_clock.nowMs())).set(address::customer, id).set(address::written, place);
        if (const auto done = m_records->commit(set); !done)
            qWarning() << done.error().log;
        return id;
    }

    QTemporaryDir m_folder;
    FixedClock m_clock{1'763'800'000'000};
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ChainHead> m_head;
    std::unique_ptr<StoreRecords> m_records;
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
