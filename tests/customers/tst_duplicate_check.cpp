// SPDX-License-Identifier: GPL-3.0-or-later
#include "duplicate_office.h"

#include "base/error_text.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDuplicateCheck : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoItMayBeAndWhy()
    {
        DuplicateOffice office;
        const Id rep = office.person(u"lijia"_s, u"sales"_s);
        const Id zhang = office.add(u"张伟"_s, u"南京启明教育科技有限公司"_s, u"13812341234"_s, u"zhang.wei@example.cn"_s);
        const Record seen = office.one(customer::entity, zhang);
        office.commit({.changes = {Change::update(seen).set(seen, customer::owner, rep),
                                   Change::insert(opportunity::entity, Id::fromSeed(1, 1, 4)).set(opportunity::customer, zhang).set(opportunity::stage, u"方案"_s)
                                       .set(opportunity::state, u"open"_s).set(opportunity::opened_at, DuplicateOffice::nowMs),
                                   Change::insert(interaction::entity, Id::fromSeed(1, 2, 4)).set(interaction::customer, zhang).set(interaction::at, DuplicateOffice::nowMs - 5).set(interaction::body, u"x"_s)}});
        const auto found = checkDuplicates(office.records(), {.name = u"张玮"_s, .phone = u"138 1234 1234"_s});
        QVERIFY(found);
        QCOMPARE(found->size(), 1);
        const DuplicateCandidate &one = found->first();
        QCOMPARE(one.id, zhang);
        QVERIFY(one.match.proposes());
        QCOMPARE(one.ownerName, u"lijia"_s);
        QCOMPARE(one.stage, u"方案"_s);
        QCOMPARE(one.lastContactMs, DuplicateOffice::nowMs - 5);
        QVERIFY(errorText(one.reasons.first(), ErrorLanguage::Chinese).contains(u"+8613812341234"_s));
        QVERIFY(errorText(one.reasons.first(), ErrorLanguage::English).contains(u"sounds the same"_s));
        // Itself it is not.
        QVERIFY(checkDuplicates(office.records(), {.phone = u"13812341234"_s, .self = zhang})->isEmpty());
        QVERIFY(checkDuplicates(office.records(), {})->isEmpty());
    }

    // R001: another's customer shows its owner and nothing else.
    void othersSeeOnlyTheOwner()
    {
        DuplicateOffice office;
        const Id mine = office.person(u"a"_s, u"sales"_s);
        const Id other = office.person(u"b"_s, u"sales"_s);
        const Id zhang = office.add(u"张伟"_s, u"客脉"_s, u"13812341234"_s);
        const Record seen = office.one(customer::entity, zhang);
        office.commit({.changes = {Change::update(seen).set(seen, customer::owner, other)}});
        const DuplicateViewer viewer{mine, DuplicateViewer::Sees::OnlyTheOwnerOfOthers};
        const auto found = checkDuplicates(office.records(), {.phone = u"13812341234"_s}, viewer);
        QCOMPARE(found->size(), 1);
        const DuplicateCandidate &one = found->first();
        QVERIFY(one.restricted);
        QCOMPARE(one.ownerName, u"b"_s);
        QVERIFY(one.customer[customer::name].isEmpty());
        QVERIFY(one.customer[customer::company].isEmpty());
        QVERIFY(one.stage.isEmpty());
        QCOMPARE(one.lastContactMs, 0);
        for (const Error &reason : one.reasons)
            QVERIFY(!errorText(reason, ErrorLanguage::Chinese).contains(u"1381234"_s));
        QVERIFY(!checkDuplicates(office.records(), {.phone = u"13812341234"_s}, {other, DuplicateViewer::Sees::OnlyTheOwnerOfOthers})->first().restricted);
    }

    void looksUpByEveryWay_data()
    {
        QTest::addColumn<DuplicateQuestion>("question");
        QTest::addColumn<bool>("finds");
        QTest::newRow("number") << DuplicateQuestion{.phone = u"+86 138-1234-1234"_s} << true;
        QTest::newRow("one of several numbers") << DuplicateQuestion{.phone = u"13900000000; 13812341234"_s} << true;
        QTest::newRow("email") << DuplicateQuestion{.email = u"ZHANG.WEI@example.cn"_s} << true;
        QTest::newRow("name") << DuplicateQuestion{.name = u"张 伟"_s} << true;
        QTest::newRow("name in the company's column") << DuplicateQuestion{.name = u"南京启明教育科技有限公司"_s, .company = u"张伟"_s} << true;
        QTest::newRow("name and hidden digits") << DuplicateQuestion{.name = u"张伟"_s, .phone = u"138****1234"_s} << true;
        QTest::newRow("somebody else") << DuplicateQuestion{.name = u"李娜"_s, .phone = u"13900001111"_s, .email = u"li.na@example.cn"_s} << false;
        QTest::newRow("hostile") << DuplicateQuestion{.name = QString(5000, u'%'), .company = u"\"*"_s, .phone = QString(5000, u'1'), .email = QString(5000, u'@')} << false;
    }

    void looksUpByEveryWay()
    {
        QFETCH(DuplicateQuestion, question);
        QFETCH(bool, finds);
        DuplicateOffice office;
        office.add(u"张伟"_s, u"南京启明教育科技有限公司"_s, u"13812341234"_s, u"zhang.wei@example.cn"_s);
        const auto found = checkDuplicates(office.records(), question);
        QVERIFY(found);
        QCOMPARE(!found->isEmpty(), finds);
    }

    // A number of very many finds who also has the name; the work stays bounded.
    void aNumberOfManyIsAskedWithTheName()
    {
        DuplicateOffice office;
        for (int i = 0; i < 60; ++i)
            office.add(QString(u"李"_s + QChar(0x4e01 + 41 * i)), {}, u"021-62888888"_s);
        const Id zhang = office.add(u"张伟"_s, {}, u"021-62888888"_s);
        const auto found = checkDuplicates(office.records(), {.name = u"张伟"_s, .phone = u"021-62888888"_s});
        QVERIFY(found);
        QCOMPARE(found->first().id, zhang);
        QVERIFY(found->first().match.isSame());
        QVERIFY(!checkDuplicates(office.records(), {.name = u"赵敏"_s, .phone = u"021-62888888"_s})->first().match.proposes());
    }
};

QTEST_GUILESS_MAIN(TestDuplicateCheck)
#include "tst_duplicate_check.moc"
