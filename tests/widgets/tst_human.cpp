// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/human.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
const QTimeZone shanghai(QByteArrayLiteral("Asia/Shanghai"));
const Human zh(Tongue::Chinese, shanghai);
const Human en(Tongue::English, shanghai);

qint64 at(const QString &local)
{
    return QDateTime(QDate::fromString(local.left(10), Qt::ISODate), QTime::fromString(local.mid(11)), shanghai)
        .toMSecsSinceEpoch();
}
const QString sunday = u"2026-11-22 14:40:00"_s; // the day of the pictures
} // namespace

class TestHuman : public QObject
{
    Q_OBJECT

private slots:
    void saysTimesShort_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("chinese");
        QTest::addColumn<QString>("english");
        QTest::newRow("today") << u"2026-11-22 14:32:00"_s << u"14:32"_s << u"14:32"_s;
        QTest::newRow("first minute of today") << u"2026-11-22 00:00:00"_s << u"00:00"_s << u"00:00"_s;
        QTest::newRow("last second of yesterday") << u"2026-11-21 23:59:59"_s << u"昨天"_s << u"Yesterday"_s;
        QTest::newRow("three days ago") << u"2026-11-19 09:00:00"_s << u"周四"_s << u"Thu"_s;
        QTest::newRow("five days ago") << u"2026-11-17 09:00:00"_s << u"11-17"_s << u"17 Nov"_s;
        QTest::newRow("new year's day") << u"2026-01-01 00:00:00"_s << u"01-01"_s << u"1 Jan"_s;
        QTest::newRow("last year") << u"2025-12-31 23:59:59"_s << u"2025-12-31"_s << u"31 Dec 2025"_s;
        QTest::newRow("tomorrow") << u"2026-11-23 08:00:00"_s << u"明天"_s << u"Tomorrow"_s;
        QTest::newRow("in three days") << u"2026-11-25 08:00:00"_s << u"11-25"_s << u"25 Nov"_s;
    }
    void saysTimesShort()
    {
        QFETCH(QString, when);
        QTEST(zh.shortTime(at(when), at(sunday)), "chinese");
        QTEST(en.shortTime(at(when), at(sunday)), "english");
    }
    void saysNothingOfNever()
    {
        QCOMPARE(zh.shortTime(0, at(sunday)), QString());
        QCOMPARE(en.exactTime(-1), QString());
        QCOMPARE(en.due(0, at(sunday)), QString());
    }
    void paintsTheDayOfThePlaceNotOfUtc() // 23:30 in Shanghai is 15:30 UTC of the same day, 00:30 is the day before
    {
        const Human london(Tongue::English, QTimeZone(QByteArrayLiteral("Europe/London")));
        QCOMPARE(zh.shortTime(at(u"2026-11-22 00:30:00"_s), at(sunday)), u"00:30"_s);
        QCOMPARE(london.shortTime(at(u"2026-11-22 00:30:00"_s), at(sunday)), u"Yesterday"_s);
    }
    void saysTimesExactly()
    {
        QCOMPARE(zh.exactTime(at(u"2026-11-22 14:32:05"_s)), u"2026-11-22 周日 14:32:05"_s);
        QCOMPARE(en.exactTime(at(u"2026-11-02 14:32:05"_s)), u"Mon 2 Nov 2026, 14:32:05"_s);
        QCOMPARE(zh.recent(at(u"2026-11-22 14:32:05"_s), at(sunday)), u"今天 14:32"_s);
        QCOMPARE(en.recent(at(u"2026-11-17 16:40:00"_s), at(sunday)), u"17 Nov 16:40"_s);
    }
    void headsADay()
    {
        QCOMPARE(zh.dayHeading(at(sunday), at(sunday)), u"今天 11 月 22 日 周日"_s);
        QCOMPARE(zh.dayHeading(at(u"2026-11-20 10:12:00"_s), at(sunday)), u"11 月 20 日 周五"_s);
        QCOMPARE(zh.dayHeading(at(u"2025-03-01 10:12:00"_s), at(sunday)), u"2025 年 3 月 1 日 周六"_s);
        QCOMPARE(en.dayHeading(at(sunday), at(sunday)), u"Today, Sunday 22 November"_s);
        QCOMPARE(en.dayHeading(at(u"2025-03-01 10:12:00"_s), at(sunday)), u"Saturday 1 March 2025"_s);
    }
    void saysWhatIsDue_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("chinese");
        QTest::addColumn<QString>("english");
        QTest::newRow("two workdays over, four days ago") << u"2026-11-18 18:00:00"_s << u"逾期 2 天"_s << u"2 days overdue"_s;
        QTest::newRow("one workday over") << u"2026-11-19 18:00:00"_s << u"逾期 1 天"_s << u"1 day overdue"_s;
        QTest::newRow("only a weekend over") << u"2026-11-20 18:00:00"_s << u"已逾期"_s << u"Overdue"_s;
        QTest::newRow("a made-up Saturday counts") << u"2026-10-09 18:00:00"_s << u"逾期 31 天"_s << u"31 days overdue"_s;
        QTest::newRow("earlier today") << u"2026-11-22 09:00:00"_s << u"今天"_s << u"Today"_s;
        QTest::newRow("tomorrow") << u"2026-11-23 00:00:00"_s << u"明天"_s << u"Tomorrow"_s;
        QTest::newRow("this week") << u"2026-11-27 09:00:00"_s << u"周五"_s << u"Fri"_s;
        QTest::newRow("in a week") << u"2026-11-29 09:00:00"_s << u"11-29"_s << u"29 Nov"_s;
        QTest::newRow("next year") << u"2027-01-02 09:00:00"_s << u"2027-01-02"_s << u"2 Jan 2027"_s;
    }
    void saysWhatIsDue()
    {
        QFETCH(QString, when);
        QTEST(zh.due(at(when), at(sunday)), "chinese");
        QTEST(en.due(at(when), at(sunday)), "english");
    }

    void saysMoneyInThreeDigits_data()
    {
        QTest::addColumn<qint64>("fen");
        QTest::addColumn<QString>("chinese");
        QTest::addColumn<QString>("english");
        QTest::newRow("nothing") << qint64(0) << u"¥ 0"_s << u"¥0"_s;
        QTest::newRow("a bill") << qint64(980'000) << u"¥ 9,800"_s << u"¥9,800"_s;
        QTest::newRow("half a fen up") << qint64(950) << u"¥ 10"_s << u"¥10"_s;
        QTest::newRow("ten thousand") << qint64(1'000'000) << u"¥ 1 万"_s << u"¥10K"_s;
        QTest::newRow("with a point") << qint64(2'600'000) << u"¥ 2.6 万"_s << u"¥26K"_s;
        QTest::newRow("the picture's") << qint64(386'000'000) << u"¥ 386 万"_s << u"¥3.86M"_s;
        QTest::newRow("grouped") << qint64(1'284'000'000) << u"¥ 1,284 万"_s << u"¥12.8M"_s;
        QTest::newRow("rounds into the next unit") << qint64(99'999'900) << u"¥ 100 万"_s << u"¥1M"_s;
        QTest::newRow("almost a hundred million") << qint64(9'999'900'000) << u"¥ 1 亿"_s << u"¥100M"_s;
        QTest::newRow("a hundred million") << qint64(12'800'000'000) << u"¥ 1.28 亿"_s << u"¥128M"_s;
        QTest::newRow("owed") << qint64(-386'000'000) << u"-¥ 386 万"_s << u"-¥3.86M"_s;
    }
    void saysMoneyInThreeDigits()
    {
        QFETCH(qint64, fen);
        QTEST(zh.money(fen), "chinese");
        QTEST(en.money(fen), "english");
    }
    void saysMoneyToTheFen()
    {
        QCOMPARE(zh.exactMoney(386'000'005), u"¥ 3,860,000.05"_s);
        QCOMPARE(zh.exactMoney(-7), u"-¥ 0.07"_s);
    }

    void groupsCounts()
    {
        QCOMPARE(zh.count(1'000'000), u"1,000,000"_s);
        QCOMPARE(zh.count(999), u"999"_s);
        QCOMPARE(zh.count(-1234), u"-1,234"_s);
        QCOMPARE(zh.bytes(999), u"999 B"_s);
        QCOMPARE(zh.bytes(3'400'000), u"3.4 MB"_s);
        QCOMPARE(zh.bytes(999'999), u"1 MB"_s);
    }
    void saysHowLong()
    {
        QCOMPARE(zh.duration(372), u"6 分 12 秒"_s);
        QCOMPARE(en.duration(372), u"6 min 12 s"_s);
        QCOMPARE(en.duration(0), u"0 s"_s);
        QCOMPARE(en.duration(3720), u"1 h 2 min"_s);
        QCOMPARE(zh.shortDuration(372), u"6:12"_s);
        QCOMPARE(zh.shortDuration(3725), u"1:02:05"_s);
    }

    void saysPhonesAsTheyAreReadAloud_data()
    {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("shown");
        QTest::newRow("mobile") << u"+8613812345678"_s << u"138 1234 5678"_s;
        QTest::newRow("Beijing") << u"+861065123456"_s << u"010-6512 3456"_s;
        QTest::newRow("Suzhou") << u"+8651265123456"_s << u"0512-6512 3456"_s;
        QTest::newRow("seven digits") << u"+863516512345"_s << u"0351-651 2345"_s;
        QTest::newRow("hotline") << u"+864008208820"_s << u"400-820-8820"_s;
        QTest::newRow("London") << u"+442071838750"_s << u"+44 20 7183 8750"_s;
        QTest::newRow("New York") << u"+12125550123"_s << u"+1 212 555 0123"_s;
        QTest::newRow("Hong Kong") << u"+85223456789"_s << u"+852 2345 6789"_s;
        QTest::newRow("masked") << u"138****5678"_s << u"138****5678"_s;
        QTest::newRow("service number") << u"95588"_s << u"95588"_s;
        QTest::newRow("nonsense with a plus") << u"+8612"_s << u"+8612"_s;
        QTest::newRow("nothing") << QString() << QString();
    }
    void saysPhonesAsTheyAreReadAloud()
    {
        QFETCH(QString, stored);
        QTEST(zh.phone(stored), "shown");
    }
    void saysTheExtension()
    {
        QCOMPARE(zh.phone(u"+861065123456"_s, u"5"_s), u"010-6512 3456 转 5"_s);
        QCOMPARE(en.phone(u"+861065123456"_s, u"5"_s), u"010-6512 3456 ext. 5"_s);
    }
};

QTEST_APPLESS_MAIN(TestHuman)
#include "tst_human.moc"
