// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses learned from our own customers complete what is typed, in Han, pinyin and initials.
#include "customer_store.h"

#include "customers/address_completion.h"
#include "text/address.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestAddressCompletion : public QObject
{
    Q_OBJECT

private slots:
    void completesFromOurOwn_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("best");
        const QString tower = u"北京市朝阳区建国门外大街1号国贸三期B座12层"_s;
        QTest::newRow("Han") << u"国贸三期"_s << tower;
        QTest::newRow("initials") << u"gmsq"_s << tower;
        QTest::newRow("pinyin") << u"guomaosanqi"_s << tower;
        QTest::newRow("pinyin, unfinished") << u"Guo mao sanq"_s << tower;
        QTest::newRow("pinyin that is cut in two ways") << u"caoxibeilu"_s << u"上海市徐汇区漕溪北路398号"_s;
        QTest::newRow("pinyin, another end") << u"guomaosanlu"_s << QString();
        QTest::newRow("house number") << u"漕溪北路39"_s << u"上海市徐汇区漕溪北路398号"_s;
        QTest::newRow("another house number") << u"漕溪北路98号"_s << QString();
        QTest::newRow("the more exact one") << u"建国门外大街1号"_s << tower;
        QTest::newRow("another") << u"漕溪北路"_s << u"上海市徐汇区漕溪北路398号"_s;
        QTest::newRow("a name is no address") << u"张敏"_s << QString();
        QTest::newRow("one character") << u"国"_s << QString();
        QTest::newRow("typed whole") << tower << QString();
        QTest::newRow("nothing like it") << u"火星基地"_s << QString();
    }
    void completesFromOurOwn()
    {
        QFETCH(QString, typed);
        QFETCH(QString, best);
        CustomerStore store;
        QVERIFY(store.import(u"姓名,手机,地址\n张敏,13800138000,北京市朝阳区建国门外大街1号国贸三期B座12层\n李伟,13900139000,北京朝阳建国门外大街1号\n"
                             u"王芳,13700137000,上海市徐汇区漕溪北路398号\n赵六,13600136000,上海徐汇区漕溪北路398号\n"_s.toUtf8()));
        const auto found = store.run([&](Records &records) { return completeAddress(records, typed); });
        QVERIFY(found);
        QCOMPARE(found->isEmpty() ? QString() : found->first().written, best);
    }

    void theSamePlaceWrittenTwiceIsOne()
    {
        CustomerStore store;
        QVERIFY(store.import(u"姓名,手机,地址\n王芳,13700137000,上海市徐汇区漕溪北路398号\n赵六,13600136000,上海徐汇区漕溪北路398号\n"_s.toUtf8()));
        const auto found = store.run([&](Records &records) { return completeAddress(records, u"漕溪"_s); });
        QVERIFY(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().customers, 2);
    }
};

QTEST_GUILESS_MAIN(TestAddressCompletion)
#include "tst_address_completion.moc"
