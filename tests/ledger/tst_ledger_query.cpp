// SPDX-License-Identifier: GPL-3.0-or-later
// What every Records must do, on a real PostgreSQL: the suite the store passes.
#include "ledger/ledger_records.h"
#include "ledger_fixture.h"
#include "support/query_suite.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
struct LedgerStore : LedgerFixture {
    FixedClock clock{1'700'000'000'000};
    ledger::LedgerRecords records{*connection, clock};
};
} // namespace

class TestLedgerQuery : public QObject
{
    Q_OBJECT

private slots:
    void answersAsTheNaiveOne()
    {
        for (quint32 seed = 1; seed <= 6; ++seed)
            QCOMPARE(m_suite.answersAsTheNaiveOne(seed, 250), QString());
    }
    void aggregatesAsTheNaiveOne()
    {
        for (quint32 seed = 1; seed <= 4; ++seed)
            QCOMPARE(m_suite.aggregatesAsTheNaiveOne(seed, 60), QString());
    }
    void pagesAreTheWhole()
    {
        for (quint32 seed = 1; seed <= 4; ++seed)
            QCOMPARE(m_suite.pagesAreTheWhole(seed), QString());
    }
    void historyPages() { QCOMPARE(m_suite.historyPages(), QString()); }
    void hostileTextIsText() { QCOMPARE(m_suite.hostileTextIsText(), QString()); }
    void commitsAsPromised() { QCOMPARE(m_suite.commitsAsPromised(), QString()); }

    // --- what PostgreSQL alone would refuse, or change

    void whatCannotBeKeptIsRefusedByName_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error"); // empty: kept
        QTest::newRow("NUL") << int(customer::note.index) << u"a\0b"_s << u"ledger.badText"_s;
        QTest::newRow("NUL in JSON") << int(customer::custom.index) << u"{\"a\":\"\0\"}"_s << u"ledger.badText"_s;
        QTest::newRow("no JSON") << int(customer::custom.index) << u"{\"a\":"_s << u"ledger.badJson"_s;
        QTest::newRow("two JSON values") << int(customer::custom.index) << u"1] , [2"_s << u"ledger.badJson"_s;
        QTest::newRow("blanks in JSON") << int(customer::custom.index) << u"{ \"b\" : 1,\n \"a\":[ ] }"_s << QString();
        QTest::newRow("escaped NUL in JSON") << int(customer::custom.index) << u"{\"a\":\"\\u0000\"}"_s << QString();
        QTest::newRow("a long text") << int(customer::note.index) << QString(300'000, u'张') << QString();
        QTest::newRow("a long indexed text") << int(customer::name_normal.index) << QString(700, u'张') << u"ledger.tooLong"_s;
        QTest::newRow("half a surrogate") << int(customer::note.index) << QString(QChar(0xd800)) << QString();
        QTest::newRow("beyond the BMP") << int(customer::note.index) << QString::fromUcs4(U"\U0010FFFF\U0001F600", 2) << QString();
    }
    void whatCannotBeKeptIsRefusedByName()
    {
        QFETCH(int, field);
        QFETCH(QString, text);
        QFETCH(QString, error);
        LedgerStore store;
        const Id id = Id::make(1);
        const auto done = store.records.commit({.changes = {Change::insert(customer::entity, id).edit(field, {}, Value(text))}});
        if (error.isEmpty()) {
            QVERIFY2(done, done ? "" : qPrintable(done.error().log));
            QCOMPARE(store.records.one(customer::entity, id)->value(field).toText(), QString::fromUtf8(text.toUtf8()));
        } else {
            QVERIFY(!done);
            QCOMPARE(done.error().code, Error::Code::Invalid);
            QCOMPARE(done.error().id, error);
            QCOMPARE(done.error().details.first(), QLatin1String(customer::entity.fields[size_t(field)].name));
            QCOMPARE(*store.records.count(Query(customer::entity)), 0);
        }
    }

    void lastInteractionIsKept()
    {
        LedgerStore store;
        const Id id = Id::make(1);
        const auto last = [&] { return (*store.records.one(customer::entity, id))[customer::last_interaction]; };
        QVERIFY(store.records.commit({.changes = {Change::insert(customer::entity, id).set(customer::name, u"a"_s)}}));
        QVERIFY(store.records.commit({.changes = {Change::insert(interaction::entity, Id::make(2)).set(interaction::customer, id).set(interaction::at, 50),
                                                  Change::insert(interaction::entity, Id::make(3)).set(interaction::customer, id).set(interaction::at, 40)}}));
        QCOMPARE(last(), 50);
        QCOMPARE(store.records.one(customer::entity, id)->version, 1); // nobody's edit
        const Record newest = *store.records.first(Query(interaction::entity).where(interaction::at == 50)).value();
        QVERIFY(store.records.commit({.changes = {Change::remove(newest)}}));
        QCOMPARE(last(), 40);
    }

    void stampsSayWhoWroteAField()
    {
        LedgerStore store;
        const Id id = Id::make(1);
        QVERIFY(store.records.commit({.changes = {Change::insert(customer::entity, id).set(customer::name, u"a"_s).set(customer::city, u"b"_s)}}));
        QCOMPARE(store.text("SELECT fver::text FROM customer"), u"{\"*\": [1, 1, 0]}"_s);
        const Record seen = *store.records.one(customer::entity, id);
        QVERIFY(store.records.commit({.changes = {Change::update(seen).set(seen, customer::city, u"c"_s)}}));
        QCOMPARE(store.text("SELECT fver::text FROM customer"), u"{\"*\": [1, 1, 0], \"city\": [2, 1, 0]}"_s);
        QCOMPARE(store.number("SELECT count(*) FROM change_set WHERE title = 'ledger.direct'"), 0);
    }

    // Two commits of one record at the same time: both are told apart by version, none is lost without a word.
    void twoWritersMeet()
    {
        LedgerStore store;
        const Id id = Id::make(1);
        QVERIFY(store.records.commit({.changes = {Change::insert(customer::entity, id).set(customer::name, u"a"_s)}}));
        const Record seen = *store.records.one(customer::entity, id);
        const auto otherConnection = store.database.connect();
        ledger::LedgerRecords other(*otherConnection, store.clock);
        QVERIFY(store.records.commit({.changes = {Change::update(seen).set(seen, customer::name, u"b"_s)}}));
        const auto late = other.commit({.changes = {Change::update(seen).set(seen, customer::name, u"c"_s)}});
        QVERIFY(!late);
        QCOMPARE(late.error().id, u"records.conflict"_s);
        QVERIFY(other.commit({.changes = {Change::update(seen).set(seen, customer::city, u"c"_s)}}));
        QCOMPARE(store.records.one(customer::entity, id)->version, 3);
    }

    void aReaderDoesNotCommit()
    {
        LedgerStore store;
        ledger::LedgerRecords reader(*store.connection);
        QCOMPARE(reader.commit({}).error().code, Error::Code::Denied);
    }

    void searchFindsTheSimpleThings()
    {
        LedgerStore store;
        const Id a = Id::make(10), b = Id::make(11);
        QVERIFY(store.records.commit({.changes = {Change::insert(customer::entity, a).set(customer::name, u"张敏"_s).set(customer::name_normal, u"张敏"_s).set(customer::company, u"Acme"_s),
                                                  Change::insert(phone::entity, Id::make(12)).set(phone::customer, a).set(phone::digits, u"13812345678"_s).set(phone::e164, u"+8613812345678"_s),
                                                  Change::insert(customer::entity, b).set(customer::name, u"张敏学"_s).set(customer::name_normal, u"张敏学"_s)}}));
        const auto found = [&store](const QString &typed) {
            QStringList hits;
            const auto answer = store.records.search({typed, 10});
            for (const Hit &hit : *answer)
                hits << hit.name + u' ' + Hit::whereCode(hit.where) + u' ' + Hit::howCode(hit.how);
            return hits.join(u", "_s);
        };
        QCOMPARE(found(u"张敏"_s), u"张敏 name whole, 张敏学 name beginning"_s);
        QCOMPARE(found(u"敏学"_s), u"张敏学 name inside"_s);
        QCOMPARE(found(u"5678"_s), u"张敏 phone last-four"_s);
        QCOMPARE(found(u"138 1234"_s), u"张敏 phone beginning"_s);
        QCOMPARE(found(u"acme"_s), u"张敏 company inside"_s);
        QCOMPARE(found(u"'; DROP TABLE customer; --"_s), QString());
        QCOMPARE(found(u"a\0b"_s), QString());
        QCOMPARE(store.records.search({u"138"_s, 10})->first().phones, QStringList{u"+8613812345678"_s});
    }

private:
    QuerySuite m_suite{[] {
        const auto store = std::make_shared<LedgerStore>();
        return std::shared_ptr<Records>(store, &store->records);
    }};
};

QTEST_GUILESS_MAIN(TestLedgerQuery)
#include "tst_ledger_query.moc"
