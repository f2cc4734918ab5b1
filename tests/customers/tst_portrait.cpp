// SPDX-License-Identifier: GPL-3.0-or-later
// What is owed to a customer and known of it: added, edited, done, withdrawn, seen from both sides.
#include "customers/customer_view.h"
#include "customers/owed.h"
#include "schema/portrait.h"
#include "support/memory_store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

namespace {
constexpr qint64 now = 1'795'705'200'000; // 2026-11-26
constexpr qint64 day = 86'400'000;
}

class TestPortrait : public QObject
{
    Q_OBJECT

    struct Office {
        Office()
        {
            for (const auto &[id, name] : {std::pair{zhang, u"张敏"_s}, {li, u"李雷"_s}, {group, u"启明集团"_s}})
                if (!store.records().commit({.changes = {Change::insert(customer::entity, id).set(customer::name, name)}}))
                    qFatal("commit");
        }
        CustomerView view(const Id &id) { return *loadCustomer(store.records(), id, now); }
        Records &records() { return store.records(); }

        MemoryStore store{now};
        const Id zhang = Id::make(1), li = Id::make(2), group = Id::make(3);
    };

private slots:
    void aPromiseIsAddedPutOffAndKept()
    {
        Office office;
        const auto added = addOwed(office.records(), {.kind = OwedKind::Promise, .customer = office.zhang, .text = u" 发\u200b报告 "_s, .dueMs = now + day, .authorName = u"李佳"_s}, now);
        QVERIFY(added);
        Record promised = office.view(office.zhang).promises.first();
        QCOMPARE(owedText(promised), u"发报告"_s);
        QCOMPARE(promised[promise::made_at], now);
        QVERIFY(putOffOwed(office.records(), promised, now + 3 * day, {}, now));
        QCOMPARE(owedDueMs(office.view(office.zhang).promises.first()), now + 3 * day);
        // The day it was put off from is not what the next one sees.
        QCOMPARE(editOwed(office.records(), promised, u"发报告"_s, now + 9 * day, {}, now).error().code, Error::Code::Conflict);

        promised = office.view(office.zhang).promises.first();
        QVERIFY(setDone(office.records(), promised, true, {}, now));
        CustomerView view = office.view(office.zhang);
        QVERIFY(view.promises.isEmpty());
        QCOMPARE(view.done.size(), 1);
        QVERIFY(owedIsDone(view.done.first()));
        QVERIFY(setDone(office.records(), view.done.first(), false, {}, now));
        QCOMPARE(office.view(office.zhang).promises.size(), 1);
        QVERIFY(withdrawOwed(office.records(), office.view(office.zhang).promises.first(), {}, now));
        QVERIFY(office.view(office.zhang).promises.isEmpty());
    }

    void aTaskIsEdited()
    {
        Office office;
        QVERIFY(addOwed(office.records(), {.customer = office.zhang, .text = u"回访"_s}, now));
        const Record task = office.view(office.zhang).tasks.first();
        QCOMPARE(owedDueMs(task), 0);
        QVERIFY(editOwed(office.records(), task, u"回访家长"_s, now + day, {}, now));
        QCOMPARE(owedText(office.view(office.zhang).tasks.first()), u"回访家长"_s);
        QCOMPARE(editOwed(office.records(), task, u" \n"_s, 0, {}, now).error().id, u"customers.emptyOwed"_s);
        QCOMPARE(addOwed(office.records(), {.customer = office.zhang, .text = QString()}, now).error().id, u"customers.emptyOwed"_s);
        QCOMPARE(addOwed(office.records(), {.customer = Id::make(99), .text = u"x"_s}, now).error().code, Error::Code::NotFound);
    }

    void doneIsForgottenAfterTwoWeeks()
    {
        Office office;
        QVERIFY(addOwed(office.records(), {.customer = office.zhang, .text = u"很久以前"_s}, now - 30 * day));
        QVERIFY(setDone(office.records(), office.view(office.zhang).tasks.first(), true, {}, now - 20 * day));
        QVERIFY(office.view(office.zhang).done.isEmpty());
    }

    void aFactKnowsWhereItCameFrom()
    {
        Office office;
        const Id event = Id::make(50);
        QVERIFY(addFact(office.records(), {office.zhang, u"家长关注小升初政策"_s, event, {}, u"李佳"_s}, now));
        QVERIFY(addFact(office.records(), {office.zhang, u"已试听数学课3节"_s, {}, {}, u"王倩"_s}, now + 1));
        CustomerView view = office.view(office.zhang);
        QCOMPARE(view.facts.size(), 2);
        QCOMPARE(view.facts.first()[fact::author_name], u"王倩"_s); // the latest first
        QCOMPARE(view.facts.last()[fact::interaction], event);
        QVERIFY(editFact(office.records(), view.facts.first(), u"已试听数学课4节"_s, {}, now + 2));
        QVERIFY(withdraw(office.records(), view.facts.last(), {}, now + 2));
        view = office.view(office.zhang);
        QCOMPARE(view.facts.size(), 1);
        QCOMPARE(view.facts.first()[fact::text], u"已试听数学课4节"_s);
        QCOMPARE(addFact(office.records(), {office.zhang, u"\u200b"_s, {}, {}, {}}, now).error().id, u"customers.emptyFact"_s);
    }

    void aRelationIsSeenFromBothSides_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("reverse");
        QTest::newRow("a spouse is a spouse") << u"spouse"_s << u"spouse"_s;
        QTest::newRow("a parent company has a branch") << u"parent"_s << u"branch"_s;
        QTest::newRow("an employer has an employee") << u"employer"_s << u"employee"_s;
        QTest::newRow("who was referred has a referrer") << u"referrer"_s << u"referred"_s;
        QTest::newRow("a kind of a newer version") << u"cousin"_s << u"cousin"_s;
    }
    void aRelationIsSeenFromBothSides()
    {
        QFETCH(QString, kind);
        Office office;
        QVERIFY(relate(office.records(), office.zhang, office.group, kind, {}, now));
        const Related mine = office.view(office.zhang).relations.first();
        QCOMPARE(mine.name, u"启明集团"_s);
        QCOMPARE(mine.kind, kind);
        const Related theirs = office.view(office.group).relations.first();
        QCOMPARE(theirs.customer, office.zhang);
        QTEST(theirs.kind, "reverse");
        QCOMPARE(relate(office.records(), office.group, office.zhang, u"other"_s, {}, now).error().id, u"customers.relatedAlready"_s);
        QCOMPARE(relate(office.records(), office.zhang, office.zhang, kind, {}, now).error().id, u"customers.relatedToItself"_s);
        QCOMPARE(relate(office.records(), office.zhang, Id::make(99), kind, {}, now).error().code, Error::Code::NotFound);
        QVERIFY(withdraw(office.records(), mine.relation, {}, now));
        QVERIFY(office.view(office.group).relations.isEmpty());
    }

    void shellsOfMergesAreListed()
    {
        Office office;
        const Record li = *office.records().one(customer::entity, office.li);
        QVERIFY(office.records().commit({.changes = {Change::update(li).set(li, customer::merged_into, office.zhang)}}));
        QCOMPARE(office.view(office.zhang).merged.size(), 1);
        QVERIFY(office.view(office.li).merged.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPortrait)
#include "tst_portrait.moc"
