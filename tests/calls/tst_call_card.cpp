// SPDX-License-Identifier: GPL-3.0-or-later
#include "call_fixture.h"
#include "calls/candidates.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestCallCard : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoAndWhy_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("card");
        QTest::newRow("own") << u"13800000001"_s << u"known 张敏 own"_s;
        QTest::newRow("own, said as own") << u"13800000002"_s << u"known 李佳 own"_s;
        QTest::newRow("a family's") << u"13800000003"_s << u"maybe 张敏 family"_s;
        QTest::newRow("own of one, family of another") << u"13800000004"_s << u"known 王倩 own, 张敏 family"_s;
        QTest::newRow("a reception's") << u"02162000000"_s << u"maybe 启明教育 reception"_s;
        QTest::newRow("own of two") << u"13800000005"_s << u"several 陈立 own, 陈丽 own"_s;
        QTest::newRow("switchboard of two") << u"02162888888"_s << u"several 周远 switchboard, 林若溪 switchboard"_s;
        QTest::newRow("switchboard with the extension") << u"021-62888888-801"_s << u"known 周远 own"_s;
        QTest::newRow("direct line beside a known extension") << u"02162888801"_s << u"maybe 周远 direct-line"_s;
        QTest::newRow("in a contact's text") << u"13800000006"_s << u"maybe 恒工机床 contact"_s;
        QTest::newRow("part of a number in a contact's text") << u"0258765123"_s << u"unknown"_s;
        QTest::newRow("in an email") << u"13800000007"_s << u"maybe 赵敏敏 text"_s;
        QTest::newRow("merged") << u"13800000008"_s << u"known 张敏 own"_s;
        QTest::newRow("of a withdrawn customer") << u"13800000009"_s << u"unknown"_s;
        QTest::newRow("nobody's") << u"13912345678"_s << u"unknown"_s;
        QTest::newRow("hidden") << u"anonymous"_s << u"hidden"_s;
        QTest::newRow("unreadable") << u"138****0001"_s << u"unknown"_s;
        QTest::newRow("part of a number is nobody") << u"3800000"_s << u"unknown"_s;
    }

    void saysWhoAndWhy()
    {
        CallFixture store;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13800000001"_s);
        store.addCustomer(u"李佳"_s, u"13800000002"_s, u"self"_s);
        store.add(store.phoneOf(zhang, u"13800000003"_s, u"family"_s));
        store.add(store.phoneOf(zhang, u"13800000004"_s, u"family"_s));
        store.addCustomer(u"王倩"_s, u"13800000004"_s);
        store.addCustomer(u"启明教育"_s, u"02162000000"_s, u"reception"_s);
        store.addEvent(store.addCustomer(u"陈立"_s, u"13800000005"_s), CallFixture::nowMs - CallFixture::day, u"call"_s, u"x"_s);
        store.addCustomer(u"陈丽"_s, u"13800000005"_s);
        store.addEvent(store.addCustomer(u"周远"_s, u"02162888888"_s, {}, u"801"_s), CallFixture::nowMs - CallFixture::day, u"call"_s, u"x"_s);
        store.addCustomer(u"林若溪"_s, u"02162888888"_s, {}, u"802"_s);
        const Id works = store.addCustomer(u"恒工机床"_s);
        store.add(Change::insert(contact::entity, Id::make(1)).set(contact::customer, works).set(contact::name, u"李工 13800000006"_s));
        store.add(Change::insert(contact::entity, Id::make(1)).set(contact::customer, works).set(contact::name, u"王工 02587651234"_s));
        const Id zhao = store.addCustomer(u"赵敏敏"_s);
        store.add(Change::insert(email::entity, Id::make(1)).set(email::customer, zhao).set(email::written, u"13800000007@mail.example"_s));
        const Id merged = store.addCustomer(u"张敏（旧）"_s, u"13800000008"_s);
        Record old = store.one(customer::entity, merged);
        store.commit({Change::update(old).set(old, customer::merged_into, zhang)});
        store.commit({Change::remove(store.one(customer::entity, merged))});
        const Id gone = store.addCustomer(u"走了"_s, u"13800000009"_s);
        store.commit({Change::remove(store.one(customer::entity, gone))});

        QFETCH(QString, number);
        QFETCH(QString, card);
        QCOMPARE(store.said(number), card);
    }

    void carriesWhatTheCallIsAbout()
    {
        CallFixture store;
        constexpr qint64 now = CallFixture::nowMs;
        constexpr qint64 day = CallFixture::day;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        const Id someone = store.addCustomer(u"别人"_s, u"13900000000"_s);
        for (int i = 0; i < 5; ++i)
            store.addEvent(zhang, now - i * day - 3600'000, i % 2 ? u"wechat"_s : u"call"_s, u"第 %1 条"_s.arg(i));
        store.addEvent(someone, now - 60'000, u"call"_s, u"别人的"_s);
        const auto promised = [&](const Id &whose, const QString &text, qint64 dueMs, bool done = false) {
            Change change = Change::insert(promise::entity, Id::make(now)).set(promise::customer, whose).set(promise::text, text).set(promise::due, dueMs);
            if (done)
                change.set(promise::done_at, now);
            store.add(change);
        };
        promised(zhang, u"诊断报告"_s, now - 2 * day);
        promised(zhang, u"更早的"_s, now - 9 * day);
        promised(zhang, u"兑现了的"_s, now - 3 * day, true);
        promised(zhang, u"还没到期"_s, now + day);
        promised(someone, u"别人的"_s, now - day);
        const auto ticketed = [&](const QString &number, const QString &state) {
            store.add(Change::insert(ticket::entity, Id::make(now)).set(ticket::customer, zhang).set(ticket::number, number)
                          .set(ticket::state, state).set(ticket::opened_at, now));
        };
        ticketed(u"20391"_s, u"resolved"_s);
        ticketed(u"20418"_s, u"open"_s);
        ticketed(u"20419"_s, u"waiting"_s);

        const CallCard card = store.card(u"tel:+8613812345678"_s);
        QVERIFY(card.person());
        const CardPerson &person = *card.person();
        QCOMPARE(person.events.size(), 3);
        QCOMPARE(person.events.first().text, u"第 0 条"_s);
        QCOMPARE(person.events.last().text, u"第 2 条"_s);
        QCOMPARE(person.overdue.size(), 2);
        QCOMPARE(person.overdue.first().text, u"更早的"_s);
        QCOMPARE(person.openTickets, 2);
        QCOMPARE(person.tickets.size(), 2);
        QCOMPARE(person.contactsThisWeek, 4); // Monday to Thursday
        QCOMPARE(person.callsThisWeek, 2);
        QCOMPARE(card.province.isEmpty(), false);
    }

    void namesTheRegionOfAnUnknownNumber()
    {
        CallFixture store;
        const CallCard card = store.card(u"02587654321"_s);
        QCOMPARE(card.certainty, CallCard::Certainty::Unknown);
        QCOMPARE(card.province, u"江苏"_s);
        QCOMPARE(card.city, u"南京"_s);
        QCOMPARE(card.provinceEn, u"Jiangsu"_s);
        QCOMPARE(store.card(u"02162888801"_s).city, QString()); // Shanghai is its own province
    }

    void remembersWhoItIsNotAndWhoItIs()
    {
        CallFixture store;
        const QString number = u"13800000005"_s;
        const Id li = store.addCustomer(u"陈立"_s, number);
        const Id other = store.addCustomer(u"陈丽"_s, number);
        const Caller caller = readCaller(number);
        QVERIFY(store.said(number).startsWith(u"several"_s));
        const auto rejected = rejectPerson(store.records(), {caller, li, {}, {}}, CallFixture::nowMs);
        QVERIFY(rejected && rejected->applied == 1);
        QCOMPARE(store.said(number), u"known 陈丽 own, 陈立 own (not)"_s);
        QVERIFY(rejectPerson(store.records(), {caller, other, {}, {}}, CallFixture::nowMs));
        QCOMPARE(store.card(number).certainty, CallCard::Certainty::Unknown);
        QCOMPARE(store.card(number).people.size(), 2);
        // An agent who says otherwise later is believed.
        QVERIFY(attachNumber(store.records(), {caller, li, {}, {}}, store.phoneOf(li, number), CallFixture::nowMs));
        QCOMPARE(store.said(number), u"known 陈立 own, 陈丽 own (not)"_s);
        QVERIFY(!rejectPerson(store.records(), {readCaller(u"anonymous"_s), li, {}, {}}, CallFixture::nowMs));
    }

    void staysInBoundsForASharedNumber()
    {
        CallFixture store;
        for (int i = 0; i < 200; ++i)
            store.addCustomer(u"客户 %1"_s.arg(i), u"02160000000"_s, i % 2 ? u"switchboard"_s : QString());
        const CallCard card = store.card(u"02160000000"_s);
        QCOMPARE(card.certainty, CallCard::Certainty::Several);
        QCOMPARE(card.people.size(), cardPeople);
        QVERIFY(card.morePeople > 0);
    }

    void countsTheDaysOfAnOverduePromise_data()
    {
        QTest::addColumn<qint64>("dueMs");
        QTest::addColumn<qint64>("days");
        constexpr qint64 now = CallFixture::nowMs; // Thursday 14:32
        QTest::newRow("not yet") << now + 1000 << qint64(0);
        QTest::newRow("since today") << now - 3600'000 << qint64(0);
        QTest::newRow("since yesterday evening") << now - 16 * 3600'000 << qint64(1);
        QTest::newRow("over a weekend, in workdays") << now - 6 * CallFixture::day << qint64(4);
        QTest::newRow("since Tuesday") << now - 2 * CallFixture::day << qint64(2);
    }

    void countsTheDaysOfAnOverduePromise()
    {
        QFETCH(qint64, dueMs);
        QFETCH(qint64, days);
        QCOMPARE(overdueDays(dueMs, CallFixture().moment()), days);
    }
};

QTEST_GUILESS_MAIN(TestCallCard)
#include "tst_call_card.moc"
