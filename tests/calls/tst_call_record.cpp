// SPDX-License-Identifier: GPL-3.0-or-later
#include "call_fixture.h"
#include "calls/missed_calls.h"
#include "calls/wrap_up.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestCallRecord : public QObject
{
    Q_OBJECT

    static CallRecord callFrom(const QString &number, const Id &customer = {})
    {
        CallRecord call;
        call.interaction = Id::make(CallFixture::nowMs);
        call.caller = readCaller(number);
        call.customer = customer;
        call.queue = u"售后"_s;
        call.startedMs = CallFixture::nowMs;
        call.answeredMs = CallFixture::nowMs + 5'000;
        return call;
    }

private slots:
    void writesOneInteractionForNotingAndEnding()
    {
        CallFixture store;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        CallRecord call = callFrom(u"13812345678"_s, zhang);
        call.note = u" 问诊断报告 "_s;
        QVERIFY(writeCall(store.records(), call, CallFixture::nowMs + 65'000));
        Record event = store.one(interaction::entity, call.interaction);
        QCOMPARE(event[interaction::channel], u"call"_s);
        QCOMPARE(event[interaction::direction], u"in"_s);
        QCOMPARE(event[interaction::duration_s], qint64(60));
        QCOMPARE(event[interaction::body], u"问诊断报告"_s);
        QCOMPARE(event[interaction::customer], zhang);

        call.endedMs = CallFixture::nowMs + 377'000;
        call.note.clear(); // nothing more was typed: what was noted stays
        QVERIFY(writeCall(store.records(), call, CallFixture::nowMs + 400'000));
        event = store.one(interaction::entity, call.interaction);
        QCOMPARE(event[interaction::duration_s], qint64(372));
        QCOMPARE(event[interaction::body], u"问诊断报告"_s);
        QCOMPARE(*store.records().count(Query(interaction::entity)), qint64(1));
        // The same again changes nothing.
        const auto again = writeCall(store.records(), call, CallFixture::nowMs + 400'000);
        QVERIFY(again && again->applied == 0);
    }

    void keepsACallOfNobodyAndGivesItToWhoeverItWas()
    {
        CallFixture store;
        const QString number = u"13912345678"_s;
        QVERIFY(writeCall(store.records(), callFrom(number), CallFixture::nowMs));
        const CallRecord second = callFrom(number);
        QVERIFY(writeCall(store.records(), second, CallFixture::nowMs));
        QCOMPARE(store.card(number).certainty, CallCard::Certainty::Unknown);
        QCOMPARE(store.card(number).earlierCallsThisWeek, 2);

        const Id zhang = store.addCustomer(u"张敏"_s);
        const auto done = attachNumber(store.records(), {readCaller(number), zhang, second.interaction, {}}, store.phoneOf(zhang, number), CallFixture::nowMs);
        QVERIFY(done);
        QCOMPARE(store.said(number), u"known 张敏 own"_s);
        QCOMPARE(*store.records().count(Query(interaction::entity).where(interaction::customer == zhang)), qint64(2));
        // The number is there: nothing is added twice.
        QVERIFY(attachNumber(store.records(), {readCaller(number), zhang, {}, {}}, store.phoneOf(zhang, number), CallFixture::nowMs));
        QCOMPARE(*store.records().count(Query(phone::entity).where(phone::customer == zhang)), qint64(1));
    }

    void keepsWhatCameOfATalkWithTheCall()
    {
        CallFixture store;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        const CallRecord call = callFrom(u"13812345678"_s, zhang);
        QVERIFY(writeCall(store.records(), call, CallFixture::nowMs));
        const auto wrap = [&](const WrapUp &typed, bool whole) {
            const auto done = wrapUpCall(store.records(), call.interaction, typed, whole, {}, CallFixture::nowMs);
            return done ? QString::number(done->applied) : done.error().id;
        };
        QCOMPARE(wrap({u" "_s, u"诊断报告未出"_s, {}, 0}, false), u"calls.noResult"_s);
        QCOMPARE(wrap({u"已解决"_s, {}, {}, 0}, true), u"calls.noReason"_s);
        QCOMPARE(*store.records().count(Query(task::entity)), qint64(0));
        const qint64 due = CallFixture::nowMs + CallFixture::day;
        QCOMPARE(wrap({u"需跟进"_s, u"诊断报告未出"_s, u"发报告"_s, due}, true), u"2"_s);
        const Record event = store.one(interaction::entity, call.interaction);
        QVERIFY(event[interaction::details].contains(u"\"tags\":[\"需跟进\"]"_s));
        QVERIFY(event[interaction::details].contains(u"诊断报告未出"_s));
        QVERIFY(event[interaction::details].contains(u"13812345678"_s)); // what was there stays
        const auto tasks = store.records().find(Query(task::entity));
        QVERIFY(tasks && tasks->size() == 1);
        QCOMPARE(tasks->first()[task::customer], zhang);
        QCOMPARE(tasks->first()[task::due], due);
        QCOMPARE(wrapUpCall(store.records(), Id::make(1), {u"已解决"_s, {}, {}, 0}, false, {}, CallFixture::nowMs).error().id, u"calls.callGone"_s);
    }

    void listsWhoWasMissedUntilSomebodyTalksWithThem()
    {
        CallFixture store;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        const auto miss = [&](const QString &number, const Id &whose, qint64 atMs) {
            CallRecord call = callFrom(number, whose);
            call.startedMs = atMs;
            call.answeredMs = 0;
            QVERIFY(writeCall(store.records(), call, atMs));
        };
        const auto list = [&] {
            QStringList said;
            const auto all = missedCalls(store.records(), CallFixture::nowMs - CallFixture::day);
            if (!all)
                return all.error().log;
            for (const MissedCall &call : *all)
                said << (call.name.isEmpty() ? call.digits : call.name) + u' ' + QString::number(call.times) + (call.talkedSince ? u" talked"_s : QString());
            return said.join(u", "_s);
        };
        QCOMPARE(list(), QString());
        miss(u"13812345678"_s, zhang, CallFixture::nowMs - 3000);
        miss(u"13912345678"_s, {}, CallFixture::nowMs - 2000);
        miss(u"13812345678"_s, zhang, CallFixture::nowMs - 1000);
        miss(u"02587654321"_s, {}, CallFixture::nowMs - 2 * CallFixture::day); // too long ago
        QCOMPARE(list(), u"张敏 2, 13912345678 1"_s);
        // Nobody's number calls again and is answered: settled. Zhang Min is called back: said, and still in the list.
        QVERIFY(writeCall(store.records(), callFrom(u"13912345678"_s), CallFixture::nowMs));
        CallRecord back = callFrom(u"13812345678"_s, zhang);
        back.incoming = false;
        QVERIFY(writeCall(store.records(), back, CallFixture::nowMs));
        QCOMPARE(list(), u"张敏 2 talked"_s);
        // The number is still known as hers alone: a clue of a missed call changes nothing of who calls.
        QCOMPARE(store.said(u"13812345678"_s), u"known 张敏 own"_s);
    }

    // A call is kept as it came; the list asks whose number it is by now.
    void namesWhoseMissedNumberItIsByNow()
    {
        CallFixture store;
        const auto miss = [&](const QString &number) {
            CallRecord call = callFrom(number);
            call.answeredMs = 0;
            QVERIFY(writeCall(store.records(), call, CallFixture::nowMs));
        };
        const auto only = [&] {
            const auto all = missedCalls(store.records(), CallFixture::nowMs - CallFixture::day);
            return all && all->size() == 1 ? all->first() : MissedCall();
        };
        miss(u"13812345678"_s);
        QCOMPARE(only().owners, 0);
        QVERIFY(only().customer.isNull());
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        QCOMPARE(only().customer, zhang);
        QCOMPARE(only().name, u"张敏"_s);
        store.addCustomer(u"陈立"_s, u"13812345678"_s); // of two, neither is named
        QCOMPARE(only().owners, 2);
        QVERIFY(only().customer.isNull() && only().name.isEmpty());
    }

    void readsMissedNumbersAsTheyAreSaid_data()
    {
        QTest::addColumn<QString>("called");
        QTest::addColumn<QString>("e164");
        QTest::newRow("mobile") << u"13812345678"_s << u"+8613812345678"_s;
        QTest::newRow("landline") << u"025-87654321"_s << u"+862587654321"_s;
        QTest::newRow("from abroad") << u"+442071838750"_s << u"+442071838750"_s;
        QTest::newRow("an extension") << u"8012"_s << QString();
    }
    void readsMissedNumbersAsTheyAreSaid()
    {
        QFETCH(QString, called);
        QFETCH(QString, e164);
        CallFixture store;
        CallRecord call = callFrom(called);
        call.answeredMs = 0;
        QVERIFY(writeCall(store.records(), call, CallFixture::nowMs));
        const auto all = missedCalls(store.records(), CallFixture::nowMs - CallFixture::day);
        QVERIFY(all && all->size() == 1);
        QCOMPARE(all->first().caller.number.e164, e164);
        QCOMPARE(all->first().caller.kind, e164.isEmpty() ? Caller::Kind::Extension : Caller::Kind::Number);
    }

    void takesTheCallAwayFromWhomItWasNot()
    {
        CallFixture store;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        const CallRecord call = callFrom(u"13812345678"_s, zhang);
        QVERIFY(writeCall(store.records(), call, CallFixture::nowMs));
        QVERIFY(rejectPerson(store.records(), {call.caller, zhang, call.interaction, {}}, CallFixture::nowMs));
        QVERIFY(store.one(interaction::entity, call.interaction)[interaction::customer].isNull());
    }

    void refusesWhatCannotBe()
    {
        CallFixture store;
        CallRecord call = callFrom(u"13812345678"_s, Id::make(1));
        QCOMPARE(writeCall(store.records(), call, CallFixture::nowMs).error().code, Error::Code::NotFound);
        call.customer = {};
        call.note = QString(5'000'000, u'x');
        QCOMPARE(writeCall(store.records(), call, CallFixture::nowMs).error().id, u"text.tooLong"_s);
        QCOMPARE(*store.records().count(Query(interaction::entity)), qint64(0));
    }

    void learnsTheNumbersOfNotesOnce()
    {
        CallFixture store;
        const Id zhang = store.addCustomer(u"张敏"_s, u"13812345678"_s);
        const Id note = store.addEvent(zhang, CallFixture::nowMs, u"note"_s, u"先生的手机 139 8800 1200；她自己 13812345678"_s, u"internal"_s);
        const Id problem = store.add(Change::insert(ticket::entity, Id::make(1)).set(ticket::customer, zhang).set(ticket::title, u"回电 13700001111"_s));
        const auto first = learnNumbers(store.records(), interaction::entity, {note}, CallFixture::nowMs);
        QVERIFY(first && first->applied == 1); // her own number needs no clue
        QVERIFY(learnNumbers(store.records(), interaction::entity, {note}, CallFixture::nowMs)->applied == 0);
        QVERIFY(learnNumbers(store.records(), ticket::entity, {problem}, CallFixture::nowMs)->applied == 1);
        QCOMPARE(store.said(u"13988001200"_s), u"maybe 张敏 mentioned"_s);
        QCOMPARE(store.said(u"13700001111"_s), u"maybe 张敏 mentioned"_s);
        QVERIFY(store.card(u"13988001200"_s).people.first().detail.startsWith(u"先生的手机"_s));
        QVERIFY(learnNumbers(store.records(), customer::entity, {zhang}, CallFixture::nowMs)->applied == 0);
    }
};

QTEST_GUILESS_MAIN(TestCallRecord)
#include "tst_call_record.moc"
