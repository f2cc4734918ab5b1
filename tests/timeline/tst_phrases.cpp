// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memory_store.h"
#include "timeline/phrases.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestPhrases : public QObject
{
    Q_OBJECT

private slots:
    void theShippedOnesAreThereUntilSomebodyEdits()
    {
        MemoryStore store;
        auto all = *checkInTemplates(store.records(), true);
        QCOMPARE(all.at(2).subject, u"已寄样"_s);
        QCOMPARE(all.at(2).nextDays, 3);
        QCOMPARE(checkInTemplates(store.records(), false)->at(2).subject, u"Sample sent"_s);

        all.removeAt(0);
        all.first().subject = u" 已报价\u200b "_s;
        all.append({{}, u"已签约"_s, {}, 0, false});
        const auto saved = saveCheckInTemplates(store.records(), all, {}, 1000);
        QVERIFY(saved);
        QCOMPARE(saved->applied, 4);
        all = *checkInTemplates(store.records(), false); // records now, in nobody's other language
        QCOMPARE(all.size(), 4);
        QCOMPARE(all.first().subject, u"已报价"_s);
        QCOMPARE(all.last().subject, u"已签约"_s);

        QCOMPARE(saveCheckInTemplates(store.records(), all, {}, 1000)->applied, 0); // nothing is different
        all.move(3, 0);
        QVERIFY(saveCheckInTemplates(store.records(), all, {}, 1000));
        QCOMPARE(checkInTemplates(store.records(), true)->first().subject, u"已签约"_s);
        QVERIFY(saveCheckInTemplates(store.records(), {}, {}, 1000));
        QVERIFY(checkInTemplates(store.records(), true)->isEmpty()); // who wants none has none
    }

    void theNextDayIsAWorkday_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("workdays");
        QTest::addColumn<QDate>("today");
        QTest::addColumn<QDate>("due");
        QTest::newRow("three days within the week") << 3 << false << QDate(2026, 11, 23) << QDate(2026, 11, 26);
        QTest::newRow("three days, a Sunday: Monday") << 3 << false << QDate(2026, 11, 26) << QDate(2026, 11, 30);
        QTest::newRow("three workdays") << 3 << true << QDate(2026, 11, 26) << QDate(2026, 12, 1);
        QTest::newRow("into National Day") << 3 << false << QDate(2026, 9, 30) << QDate(2026, 10, 8);
        QTest::newRow("the next workday") << 1 << true << QDate(2026, 9, 30) << QDate(2026, 10, 8);
    }
    void theNextDayIsAWorkday()
    {
        QFETCH(int, days);
        QFETCH(bool, workdays);
        QFETCH(QDate, today);
        QTEST((CheckInTemplate{{}, u"x"_s, u"y"_s, days, workdays}.nextDay(today)), "due");
    }

    void refusesWhatIsNoTemplate()
    {
        MemoryStore store;
        QCOMPARE(saveCheckInTemplates(store.records(), {{{}, u"已面谈"_s, {}, 0, false}, {{}, u" "_s, {}, 0, false}}, {}, 1).error().details, QStringList{u"2"_s});
        QCOMPARE(saveCheckInTemplates(store.records(), QList<CheckInTemplate>(10, {{}, u"x"_s, {}, 0, false}), {}, 1).error().id, u"timeline.tooManyTemplates"_s);
        QCOMPARE(saveTextModules(store.records(), {{{}, u"a"_s, u"x"_s}, {{}, u"A"_s, u"y"_s}}, {}, 1).error().id, u"timeline.moduleTwice"_s);
        QCOMPARE(saveTextModules(store.records(), {{{}, u"a"_s, u" "_s}}, {}, 1).error().id, u"timeline.emptyTemplate"_s);
        QCOMPARE(checkInTemplates(store.records(), true)->size(), shippedCheckIns(true).size());
    }

    void textModulesAreEditedToo()
    {
        MemoryStore store;
        QList<TextModule> all = *textModules(store.records(), true);
        QVERIFY(all.size() >= 5);
        all = all.mid(0, 2);
        all.first().text = u"两行\n文字"_s;
        QVERIFY(saveTextModules(store.records(), all, {}, 1));
        all = *textModules(store.records(), true);
        QCOMPARE(all.size(), 2);
        QVERIFY(std::any_of(all.cbegin(), all.cend(), [](const TextModule &each) { return each.text == u"两行\n文字"_s; }));
    }
};

QTEST_GUILESS_MAIN(TestPhrases)
#include "tst_phrases.moc"
