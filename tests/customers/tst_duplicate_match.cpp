// SPDX-License-Identifier: GPL-3.0-or-later
#include "duplicate_office.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
Match compared(const LabelledCustomer &a, const LabelledCustomer &b, const MatchRules &rules = {})
{
    return compare(subjectOf(rowOf(a)), subjectOf(rowOf(b)), rules);
}
} // namespace


class TestDuplicateMatch : public QObject
{
    Q_OBJECT

private slots:
    void tellsSameFromAlike_data()
    {
        QTest::addColumn<LabelledCustomer>("a");
        QTest::addColumn<LabelledCustomer>("b");
        QTest::addColumn<QString>("level"); // same, likely, possible, nothing
        using C = LabelledCustomer;
        const QString zhang = u"张伟"_s;
        const QString number = u"13812341234"_s;
        QTest::newRow("R002: two ways to write one address") << C{.name = zhang, .phone = u"138****1234"_s, .address = u"北京朝阳"_s}
                                                             << C{.name = zhang, .phone = u"138****1234"_s, .address = u"朝阳区"_s} << u"same"_s;
        QTest::newRow("R002: the same with whole numbers") << C{.name = zhang, .phone = number, .address = u"北京朝阳"_s}
                                                           << C{.name = zhang, .phone = u"+86 138 1234 1234"_s, .address = u"朝阳区"_s} << u"same"_s;
        QTest::newRow("R002: 张玮 with another number") << C{.name = zhang, .phone = number, .address = u"北京朝阳"_s}
                                                        << C{.name = u"张玮"_s, .phone = u"13912340000"_s, .address = u"朝阳区"_s} << u"possible"_s;
        QTest::newRow("hidden digits against the whole number") << C{.name = zhang, .phone = u"138****1234"_s} << C{.name = zhang, .phone = number} << u"likely"_s;
        QTest::newRow("hidden digits that do not fit") << C{.name = zhang, .phone = u"138****1235"_s} << C{.name = zhang, .phone = number} << u"possible"_s;
        QTest::newRow("same name, other number") << C{.name = zhang, .phone = number} << C{.name = zhang, .phone = u"13900001111"_s} << u"possible"_s;
        QTest::newRow("nothing in common") << C{.name = zhang, .phone = number} << C{.name = u"李娜"_s, .phone = u"13900001111"_s} << u"nothing"_s;
        QTest::newRow("typed by sound") << C{.name = u"王小明"_s, .phone = number} << C{.name = u"王晓明"_s, .phone = number} << u"likely"_s;
        QTest::newRow("traditional") << C{.name = u"張偉"_s, .phone = number} << C{.name = zhang, .phone = number} << u"likely"_s;
        QTest::newRow("in letters, given name first") << C{.name = u"Wei Zhang"_s, .phone = number} << C{.name = zhang, .phone = number} << u"likely"_s;
        QTest::newRow("form of address") << C{.name = u"张经理"_s, .phone = number} << C{.name = zhang, .phone = number} << u"likely"_s;
        QTest::newRow("another's form of address") << C{.name = u"李经理"_s, .phone = number} << C{.name = zhang, .phone = number} << u"possible"_s;
        QTest::newRow("full width") << C{.name = u"张　伟"_s, .phone = u"１３８１２３４１２３４"_s} << C{.name = zhang, .phone = number} << u"same"_s;
        QTest::newRow("no name") << C{.phone = number} << C{.name = zhang, .company = u"客脉"_s, .phone = number} << u"likely"_s;
        QTest::newRow("D11: a family's number, marked") << C{.name = zhang, .phone = u"家庭: 13812341234"_s} << C{.name = u"张娜"_s, .phone = number} << u"possible"_s;
        QTest::newRow("D11: a family's number and the name") << C{.name = zhang, .phone = u"家庭: 13812341234"_s} << C{.name = zhang, .phone = number} << u"same"_s;
        QTest::newRow("D11: a switchboard") << C{.name = zhang, .company = u"客脉"_s, .phone = u"总机: 021-62888888"_s}
                                            << C{.name = u"李娜"_s, .company = u"客脉"_s, .phone = u"总机: 021-62888888"_s} << u"possible"_s;
        QTest::newRow("D11: a landline nobody marked") << C{.name = zhang, .phone = u"021-62888888"_s} << C{.name = u"李娜"_s, .phone = u"021-62888888"_s} << u"possible"_s;
        QTest::newRow("an extension is one's own") << C{.name = zhang, .phone = u"021-62888888 转 801"_s} << C{.name = u"张经理"_s, .phone = u"021-62888888 转 801"_s} << u"likely"_s;
        QTest::newRow("another extension") << C{.name = u"张经理"_s, .phone = u"021-62888888 转 801"_s} << C{.name = zhang, .phone = u"021-62888888 转 802"_s} << u"nothing"_s;
        QTest::newRow("siblings at one number") << C{.name = u"王小明"_s, .phone = number, .address = u"南京市鼓楼区中山路1号"_s}
                                                << C{.name = u"王小红"_s, .phone = number, .address = u"南京市鼓楼区中山路1号"_s} << u"possible"_s;
        QTest::newRow("name and email") << C{.name = zhang, .phone = number, .email = u"Zhang.Wei@example.cn"_s}
                                        << C{.name = zhang, .phone = u"13900001111"_s, .email = u"zhang.wei@example.cn"_s} << u"same"_s;
        QTest::newRow("a mailbox of a function") << C{.name = u"张经理"_s, .email = u"info@example.cn"_s} << C{.name = zhang, .email = u"info@example.cn"_s} << u"possible"_s;
        QTest::newRow("a wrong digit") << C{.name = zhang, .phone = number} << C{.name = zhang, .phone = u"13812341235"_s} << u"likely"_s;
        QTest::newRow("a wrong digit and another name") << C{.name = zhang, .phone = number} << C{.name = u"李娜"_s, .phone = u"13812341235"_s} << u"nothing"_s;
        QTest::newRow("legal form") << C{.company = u"南京启明教育科技有限公司"_s} << C{.company = u"南京启明教育科技股份有限公司"_s} << u"likely"_s;
        QTest::newRow("name and company, one without a number") << C{.name = zhang, .company = u"南京启明教育科技有限公司"_s, .phone = number}
                                                                << C{.name = zhang, .company = u"南京启明教育科技"_s} << u"likely"_s;
        QTest::newRow("two of one name in one company") << C{.name = zhang, .company = u"南京启明教育科技有限公司"_s, .phone = number}
                                                        << C{.name = zhang, .company = u"南京启明教育科技有限公司"_s, .phone = u"13900001111"_s} << u"possible"_s;
        QTest::newRow("swapped columns") << C{.name = zhang, .company = u"南京启明教育科技有限公司"_s, .phone = number}
                                         << C{.name = u"南京启明教育科技有限公司"_s, .company = zhang, .phone = number} << u"same"_s;
        QTest::newRow("name and birthday") << C{.name = zhang, .birthday = u"1990-03-04"_s} << C{.name = zhang, .birthday = u"1990-03-04"_s} << u"likely"_s;
        QTest::newRow("name and another birthday, same number") << C{.name = zhang, .phone = number, .birthday = u"1990-03-04"_s}
                                                                << C{.name = zhang, .phone = number, .birthday = u"1961-01-02"_s} << u"same"_s;
        QTest::newRow("nobody and nobody") << C{} << C{} << u"nothing"_s;
    }

    void tellsSameFromAlike()
    {
        QFETCH(LabelledCustomer, a);
        QFETCH(LabelledCustomer, b);
        QFETCH(QString, level);
        const Match match = compared(a, b);
        const QString found = match.isSame() ? u"same"_s : match.proposes() ? u"likely"_s : match.score > 0 ? u"possible"_s : u"nothing"_s;
        QVERIFY2(found == level, qPrintable(u"%1, score %2"_s.arg(found).arg(match.score)));
        QCOMPARE(compared(b, a).score, match.score);
        QCOMPARE(match.reasons.isEmpty(), match.score == 0);
    }

    void aRuleThatIsOffDoesNotCount()
    {
        const LabelledCustomer a{.name = u"张伟"_s, .phone = u"13812341234"_s};
        MatchRules rules;
        rules.change({MatchCode::NumberName, false, 98, u"练习"_s});
        QVERIFY(!compared(a, a, rules).proposes());
        rules.change({MatchCode::NumberName, true, 75, u"练习"_s});
        QCOMPARE(compared(a, a, rules).score, 75);
    }

    // R003: the rule set round-trips; the exception needs a reason (D11).
    void rulesAreKeptAsRecords()
    {
        DuplicateOffice office;
        MatchRule rule{MatchCode::Email, true, 72, {}};
        QCOMPARE(saveMatchRule(office.records(), rule, 2, Id()).error().id, u"customers.ruleReason"_s);
        rule.reason = u"邮箱由总部统一分配"_s;
        QVERIFY(saveMatchRule(office.records(), rule, 2, Id()));
        rule.weight = 101;
        QCOMPARE(saveMatchRule(office.records(), rule, 2, Id()).error().id, u"customers.ruleWeight"_s);
        MatchRules expected;
        expected.change({MatchCode::Email, true, 72, u"邮箱由总部统一分配"_s}, 2);
        const auto loaded = loadMatchRules(office.records());
        QVERIFY(loaded);
        QVERIFY(*loaded == expected);
        QCOMPARE(loaded->rules().at(2).code, MatchCode::Email);
        QCOMPARE(loaded->weight(MatchCode::Email), 72);
        QVERIFY(saveMatchRule(office.records(), {MatchCode::Email, true, 60, {}}, 2, Id())); // across no threshold
        QCOMPARE(office.count(match_rule::entity), 1);
    }

    void hostileTextsAreCompared_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("long") << QString(100'000, u'张');
        QTest::newRow("half a pair") << QString(QChar(0xd800));
        QTest::newRow("signs") << u"'; -- %%%*****"_s;
        QTest::newRow("stars") << QString(4000, u'*');
    }

    void hostileTextsAreCompared()
    {
        QFETCH(QString, text);
        const LabelledCustomer a{.name = text, .company = text, .phone = text.left(500), .email = text, .address = text, .city = text};
        QVERIFY(compared(a, a).score <= 99);
    }
};

QTEST_GUILESS_MAIN(TestDuplicateMatch)
#include "tst_duplicate_match.moc"
