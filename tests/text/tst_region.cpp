// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/address.h"
#include "text/region.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestRegion : public QObject {
    Q_OBJECT

private slots:
    void tableIsWhole();
    void partsAddresses_data();
    void partsAddresses();
    void comparesAreas_data();
    void comparesAreas();
    void infersRegions_data();
    void infersRegions();
    void everyAreaCodeLandsInAProvince();
    void mostTellingClueWins();
    void hostileTextIsBounded();
};

void TestRegion::tableIsWhole()
{
    int provinces = 0;
    int cities = 0;
    for (const Division &one : divisions()) {
        provinces += one.level == DivisionLevel::Province ? 1 : 0;
        cities += one.level == DivisionLevel::City ? 1 : 0;
        QVERIFY(divisionOf(one.provinceCode()));
        QVERIFY(one.brief.size() >= 2);
        QVERIFY2(one.brief.size() <= 7 || one.level == DivisionLevel::District, qPrintable(one.brief.toString()));
        if (one.level == DivisionLevel::District)
            QVERIFY2(divisionOf(one.cityCode()), qPrintable(one.name.toString()));
        if (one.level == DivisionLevel::Province) {
            QVERIFY(!provinceNameEnglish(one.code).isEmpty());
            QCOMPARE(provinceByName(one.brief), one.code);
            QCOMPARE(provinceByName(provinceNameEnglish(one.code)), one.code);
        }
    }
    QCOMPARE(provinces, 34);
    QVERIFY(cities >= 333);
    QCOMPARE(divisionName(15), u"内蒙古自治区"_s);
    QCOMPARE(divisionOf(4228)->brief, QStringView(u"恩施"));
    QCOMPARE(divisionOf(6530)->brief, QStringView(u"克孜勒苏"));
    QCOMPARE(divisionOf(2224)->brief, QStringView(u"延边"));
}

void TestRegion::partsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("city"); // of another field
    QTest::addColumn<QString>("parts");
    const auto row = [](const QString &text, const QString &parts, const QString &city = {}) {
        QTest::newRow(qPrintable(text + (city.isEmpty() ? u""_s : u" in "_s) + city)) << text << city << parts;
    };
    row(u"北京市朝阳区建国门外大街1号"_s, u"北京市|北京市|朝阳区|建国门外大街1号"_s);
    row(u"北京朝阳"_s, u"北京市|北京市|朝阳区|"_s);
    row(u"北京 朝阳 国贸三期"_s, u"北京市|北京市|朝阳区|国贸三期"_s);
    row(u"北京市北京市朝阳区"_s, u"北京市|北京市|朝阳区|"_s);
    row(u"北京市市辖区东城区"_s, u"北京市|北京市|东城区|"_s);
    row(u"北京朝阳路88号"_s, u"北京市|北京市||朝阳路88号"_s);
    row(u"朝阳区建国路88号"_s, u"||?朝阳区|建国路88号"_s);
    row(u"朝阳区建国路88号"_s, u"北京市|北京市|朝阳区|建国路88号"_s, u"北京"_s);
    row(u"朝阳区建国路88号"_s, u"吉林省|长春市|朝阳区|建国路88号"_s, u"长春市"_s);
    row(u"朝阳"_s, u"北京市|北京市|朝阳区|"_s, u"北京市"_s);
    row(u"中国上海市浦东新区世纪大道100号"_s, u"上海市|上海市|浦东新区|世纪大道100号"_s);
    row(u"上海浦东世纪大道100号"_s, u"上海市|上海市|浦东新区|世纪大道100号"_s);
    row(u"上海市北京西路968号"_s, u"上海市|上海市||北京西路968号"_s);
    row(u"北京西路968号"_s, u"|||北京西路968号"_s);
    row(u"江苏省苏州市虎丘区科技城"_s, u"江苏省|苏州市|虎丘区|科技城"_s);
    row(u"江苏苏州工业园区星湖街328号"_s, u"江苏省|苏州市|苏州工业园区|星湖街328号"_s);
    row(u"苏州虎丘"_s, u"江苏省|苏州市|虎丘区|"_s);
    row(u"昆山市前进路"_s, u"江苏省|苏州市|昆山市|前进路"_s);
    row(u"广东省深圳市南山区科技园"_s, u"广东省|深圳市|南山区|科技园"_s);
    row(u"深圳南山科技园"_s, u"广东省|深圳市|南山区|科技园"_s);
    row(u"广东-深圳-南山"_s, u"广东省|深圳市|南山区|"_s);
    row(u"中山大学附属第一医院"_s, u"|||中山大学附属第一医院"_s);
    row(u"吉林吉林昌邑区"_s, u"吉林省|吉林市|昌邑区|"_s);
    row(u"吉林市昌邑区"_s, u"吉林省|吉林市|昌邑区|"_s);
    row(u"天津河北区"_s, u"天津市|天津市|河北区|"_s);
    row(u"河北省石家庄市长安区"_s, u"河北省|石家庄市|长安区|"_s);
    row(u"内蒙古呼和浩特市新城区"_s, u"内蒙古自治区|呼和浩特市|新城区|"_s);
    row(u"广西壮族自治区南宁市青秀区"_s, u"广西壮族自治区|南宁市|青秀区|"_s);
    row(u"新疆石河子市北三路"_s, u"新疆维吾尔自治区|石河子市||北三路"_s);
    row(u"湖北恩施"_s, u"湖北省|恩施土家族苗族自治州||"_s);
    row(u"香港九龙尖沙咀"_s, u"香港特别行政区|||九龙尖沙咀"_s);
    row(u"收货地址：浙江省杭州市西湖区文三路1号"_s, u"浙江省|杭州市|西湖区|文三路1号"_s);
    row(u"浙江\u200b杭州　西湖区"_s, u"浙江省|杭州市|西湖区|"_s);
    row(u"重庆渝北"_s, u"重庆市|重庆市|渝北区|"_s);
    row(u"东莞长安镇"_s, u"广东省|东莞市||长安镇"_s);
    row(u"国贸三期B座"_s, u"|||国贸三期B座"_s);
    row(u"No. 1 Nanjing Road"_s, u"|||No. 1 Nanjing Road"_s);
    row(QString(), u"|||"_s);
}

void TestRegion::partsAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, city);
    QFETCH(QString, parts);
    const Address address = parseAddress(text, city);
    const QString district
        = (address.district == 0 && !address.districtCandidates.isEmpty() ? u"?"_s : u""_s) + address.districtName();
    QCOMPARE(QStringList({address.provinceName(), address.cityName(), district, address.rest}).join(u'|'), parts);
}

void TestRegion::comparesAreas_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("R002") << u"北京朝阳"_s << u"朝阳区"_s << true;
    QTest::newRow("R002 in full") << u"北京市朝阳区"_s << u"北京朝阳"_s << true;
    QTest::newRow("another city's district") << u"上海浦东"_s << u"朝阳区"_s << false;
    QTest::newRow("another district") << u"北京海淀"_s << u"朝阳区"_s << false;
    QTest::newRow("city and its district") << u"苏州市"_s << u"江苏苏州虎丘区"_s << true;
    QTest::newRow("two cities") << u"江苏省苏州市"_s << u"江苏省无锡市"_s << false;
    QTest::newRow("no area") << u"国贸三期"_s << u"北京朝阳"_s << false;
}

void TestRegion::comparesAreas()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, same);
    QCOMPARE(sameArea(parseAddress(one), parseAddress(other)), same);
    QCOMPARE(sameArea(parseAddress(other), parseAddress(one)), same);
}

void TestRegion::infersRegions_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("clue");
    QTest::addColumn<QString>("province");
    QTest::addColumn<QString>("city");
    const auto row = [](const QString &kind, const QString &clue, const QString &province, const QString &city) {
        QTest::newRow(qPrintable(kind + u' ' + clue)) << kind << clue << province << city;
    };
    row(u"area"_s, u"021"_s, u"上海市"_s, u"上海市"_s);
    row(u"area"_s, u"0512"_s, u"江苏省"_s, u"苏州市"_s);
    row(u"area"_s, u"010"_s, u"北京市"_s, u"北京市"_s);
    row(u"area"_s, u"024"_s, u"辽宁省"_s, u""_s);
    row(u"area"_s, u"0999"_s, u"新疆维吾尔自治区"_s, u"伊犁哈萨克自治州"_s);
    row(u"area"_s, u"099"_s, u""_s, u""_s);
    row(u"area"_s, u"02a"_s, u""_s, u""_s);
    row(u"number"_s, u"+862162888888"_s, u"上海市"_s, u"上海市"_s);
    row(u"number"_s, u"+8613800138000"_s, u"北京市"_s, u"北京市"_s);
    row(u"number"_s, u"+8613135871234"_s, u"湖北省"_s, u"襄阳市"_s); // issued as 襄樊
    row(u"number"_s, u"+8613000001234"_s, u"山东省"_s, u"济南市"_s); // the first of the table
    row(u"number"_s, u"+8619999991234"_s, u""_s, u""_s);
    row(u"number"_s, u"+8675526888888"_s, u"广东省"_s, u"深圳市"_s);
    row(u"number"_s, u"+85291234567"_s, u"香港特别行政区"_s, u""_s);
    row(u"number"_s, u"+4420"_s, u""_s, u""_s);
    row(u"number"_s, u"+864008208820"_s, u""_s, u""_s);
    row(u"postcode"_s, u"200120"_s, u"上海市"_s, u"上海市"_s);
    row(u"postcode"_s, u"２１５０００"_s, u"江苏省"_s, u""_s);
    row(u"postcode"_s, u"999999"_s, u""_s, u""_s);
    row(u"postcode"_s, u"20012"_s, u""_s, u""_s);
    row(u"address"_s, u"江苏省苏州市虎丘区科技城"_s, u"江苏省"_s, u"苏州市"_s);
    row(u"address"_s, u"朝阳区"_s, u""_s, u""_s);
    row(u"city"_s, u"苏州"_s, u"江苏省"_s, u"苏州市"_s);
    row(u"city"_s, u"Shanghai"_s, u"上海市"_s, u"上海市"_s);
    row(u"city"_s, u"inner mongolia"_s, u"内蒙古自治区"_s, u""_s);
    row(u"city"_s, u"昆山"_s, u""_s, u""_s);
    row(u"city"_s, u"昆山市"_s, u"江苏省"_s, u"苏州市"_s);
    row(u"id"_s, u"11010519491231002X"_s, u"北京市"_s, u"北京市"_s);
    row(u"id"_s, u"11010519491231002x"_s, u"北京市"_s, u"北京市"_s);
    row(u"id"_s, u"110105194912310021"_s, u""_s, u""_s);
    row(u"id"_s, u"440524188001010014"_s, u"广东省"_s, u"汕头市"_s);
}

void TestRegion::infersRegions()
{
    QFETCH(QString, kind);
    QFETCH(QString, clue);
    QFETCH(QString, province);
    QFETCH(QString, city);
    const auto region = kind == u"area" ? regionOfAreaCode(clue)
        : kind == u"number"             ? regionOfNumber(clue)
        : kind == u"postcode"           ? regionOfPostcode(clue)
        : kind == u"address"            ? regionOfAddress(clue)
        : kind == u"city"               ? regionOfCity(clue)
                                        : regionOfIdNumber(clue);
    QCOMPARE(region ? region->provinceName() : QString(u""_s), province);
    QCOMPARE(region ? region->cityName() : QString(u""_s), city);
}

void TestRegion::everyAreaCodeLandsInAProvince()
{
    int known = 0;
    for (int code = 10; code < 1000; ++code) {
        const auto region = regionOfAreaCode(QString(u'0' + QString::number(code)));
        if (!region)
            continue;
        ++known;
        QVERIFY(divisionOf(region->province));
        QVERIFY(region->city == 0 || divisionOf(region->city));
    }
    QVERIFY2(known > 280, qPrintable(QString::number(known)));
}

void TestRegion::mostTellingClueWins()
{
    RegionClues clues;
    QVERIFY(!inferRegion(clues));
    clues.idNumber = u"11010519491231002X"_s;
    QCOMPARE(inferRegion(clues)->source, RegionSource::IdPrefix);
    clues.e164 = QStringList{u"+8613800138000"_s, u"+862162888888"_s};
    QCOMPARE(*inferRegion(clues), (InferredRegion{31, 31, RegionSource::LandlineCode}));
    clues.e164.removeLast();
    QCOMPARE(*inferRegion(clues), (InferredRegion{11, 11, RegionSource::MobilePrefix}));
    clues.address = u"科技城1号 215000"_s;
    QCOMPARE(*inferRegion(clues), (InferredRegion{32, 0, RegionSource::Postcode}));
    clues.address = u"苏州虎丘"_s;
    QCOMPARE(*inferRegion(clues), (InferredRegion{32, 3205, RegionSource::AddressText}));
    clues.city = u"无锡"_s;
    QCOMPARE(*inferRegion(clues), (InferredRegion{32, 3202, RegionSource::CityName}));
}

void TestRegion::hostileTextIsBounded()
{
    for (const QString &text :
         {u"北京"_s.repeated(1 << 18), QString(1 << 20, u'朝'), QString(1 << 20, QChar(0x200B)),
          QString(1 << 20, QChar(0xD800)), u"省市区县"_s.repeated(1 << 18), u"("_s.repeated(1 << 20)}) {
        const Address address = parseAddress(text, text);
        QVERIFY(address.rest.size() <= text.size());
        QVERIFY(foldedAddress(address).size() <= text.size() + 16);
        QVERIFY(!regionOfPostcode(text) && !regionOfIdNumber(text) && !regionOfAreaCode(text) && !regionOfNumber(text));
    }
}

QTEST_APPLESS_MAIN(TestRegion)
#include "tst_region.moc"
