// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/calendar.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestCalendar : public QObject
{
    Q_OBJECT

private slots:
    void knowsHolidaysAndMadeUpDays_data()
    {
        QTest::addColumn<QDate>("date");
        QTest::addColumn<bool>("workday");
        QTest::newRow("an ordinary Thursday") << QDate(2026, 11, 26) << true;
        QTest::newRow("a Saturday") << QDate(2026, 11, 28) << false;
        QTest::newRow("2024 Spring Festival") << QDate(2024, 2, 12) << false;
        QTest::newRow("2024 made up on a Sunday before") << QDate(2024, 2, 4) << true;
        QTest::newRow("2024 the eve is no holiday") << QDate(2024, 2, 9) << true;
        QTest::newRow("2025 New Year is one day") << QDate(2025, 1, 1) << false;
        QTest::newRow("2025 the day after") << QDate(2025, 1, 2) << true;
        QTest::newRow("2025 the eve") << QDate(2025, 1, 28) << false;
        QTest::newRow("2025 made up on Sunday 26 January") << QDate(2025, 1, 26) << true;
        QTest::newRow("2025 made up on Sunday 28 September") << QDate(2025, 9, 28) << true;
        QTest::newRow("2025 National Day with Mid-Autumn") << QDate(2025, 10, 8) << false;
        QTest::newRow("2026 made up on Sunday 4 January") << QDate(2026, 1, 4) << true;
        QTest::newRow("2026 Spring Festival begins on Sunday") << QDate(2026, 2, 15) << false;
        QTest::newRow("2026 its ninth day, a Monday") << QDate(2026, 2, 23) << false;
        QTest::newRow("2026 made up on Saturday before") << QDate(2026, 2, 14) << true;
        QTest::newRow("2026 Mid-Autumn, a Friday") << QDate(2026, 9, 25) << false;
        QTest::newRow("2026 made up for National Day on 20 September") << QDate(2026, 9, 20) << true;
        QTest::newRow("2027 is not published: the calendar week") << QDate(2027, 10, 1) << true;
    }
    void knowsHolidaysAndMadeUpDays()
    {
        QFETCH(QDate, date);
        QTEST(Calendar::china().isWorkday(date), "workday");
    }

    void saysWhichYearsItKnows()
    {
        for (const int year : {2024, 2025, 2026})
            QVERIFY(Calendar::china().knows(year));
        QVERIFY(!Calendar::china().knows(2023));
        QVERIFY(!Calendar::china().knows(2027));
        QCOMPARE(Calendar::china().holiday(QDate(2026, 10, 2), true), u"国庆节"_s);
        QCOMPARE(Calendar::china().holiday(QDate(2026, 10, 2), false), u"National Day"_s);
        QCOMPARE(Calendar::china().holiday(QDate(2026, 10, 8), true), QString());
        QVERIFY(Calendar::china().isMadeUpFor(QDate(2026, 10, 10)));
    }

    // The notices give the number of days of each holiday; so does the file.
    void holdsWhatTheNoticesCount_data()
    {
        QTest::addColumn<int>("year");
        QTest::addColumn<int>("daysOff"); // of all holidays
        QTest::addColumn<int>("madeUp");
        QTest::newRow("2024") << 2024 << 1 + 8 + 3 + 5 + 1 + 3 + 7 << 2 + 1 + 2 + 1 + 2;
        QTest::newRow("2025") << 2025 << 1 + 8 + 3 + 5 + 3 + 8 << 2 + 1 + 2;
        QTest::newRow("2026") << 2026 << 3 + 9 + 3 + 5 + 3 + 3 + 7 << 1 + 2 + 1 + 2;
    }
    void holdsWhatTheNoticesCount()
    {
        QFETCH(int, year);
        int off = 0;
        int madeUp = 0;
        for (QDate day(year, 1, 1); day.year() == year; day = day.addDays(1)) {
            off += !Calendar::china().holiday(day, true).isEmpty();
            madeUp += Calendar::china().isMadeUpFor(day);
            if (Calendar::china().isMadeUpFor(day))
                QVERIFY(day.dayOfWeek() >= Qt::Saturday);
        }
        QTEST(off, "daysOff");
        QTEST(madeUp, "madeUp");
    }

    void addsWorkdays_data()
    {
        QTest::addColumn<QDate>("from");
        QTest::addColumn<int>("workdays");
        QTest::addColumn<QDate>("to");
        QTest::newRow("within a week") << QDate(2026, 11, 23) << 3 << QDate(2026, 11, 26);
        QTest::newRow("over a weekend") << QDate(2026, 11, 26) << 3 << QDate(2026, 12, 1);
        QTest::newRow("from a Saturday") << QDate(2026, 11, 28) << 1 << QDate(2026, 11, 30);
        QTest::newRow("over National Day") << QDate(2026, 9, 30) << 1 << QDate(2026, 10, 8);
        QTest::newRow("onto a made-up Saturday") << QDate(2026, 10, 8) << 2 << QDate(2026, 10, 10);
        QTest::newRow("over it") << QDate(2026, 10, 8) << 3 << QDate(2026, 10, 12);
        QTest::newRow("none, on a workday") << QDate(2026, 11, 26) << 0 << QDate(2026, 11, 26);
        QTest::newRow("none, on a Sunday") << QDate(2026, 11, 29) << 0 << QDate(2026, 11, 30);
        QTest::newRow("none, on a made-up Sunday") << QDate(2026, 9, 20) << 0 << QDate(2026, 9, 20);
        QTest::newRow("less than none") << QDate(2026, 11, 29) << -5 << QDate(2026, 11, 30);
        QTest::newRow("into an unpublished year") << QDate(2026, 12, 31) << 1 << QDate(2027, 1, 1);
    }
    void addsWorkdays()
    {
        QFETCH(QDate, from);
        QFETCH(int, workdays);
        QTEST(Calendar::china().addWorkdays(from, workdays), "to");
    }

    void countsWorkdaysOverdue_data()
    {
        QTest::addColumn<QDate>("due");
        QTest::addColumn<QDate>("today");
        QTest::addColumn<int>("overdue");
        QTest::newRow("the same day") << QDate(2026, 11, 26) << QDate(2026, 11, 26) << 0;
        QTest::newRow("the day after") << QDate(2026, 11, 26) << QDate(2026, 11, 27) << 1;
        QTest::newRow("a weekend stands still") << QDate(2026, 11, 27) << QDate(2026, 11, 29) << 0;
        QTest::newRow("due on Thursday, now Monday: 2, not 4") << QDate(2026, 11, 26) << QDate(2026, 11, 30) << 2;
        QTest::newRow("over National Day, 8 days later") << QDate(2026, 9, 30) << QDate(2026, 10, 8) << 1;
        QTest::newRow("with the made-up Saturday") << QDate(2026, 10, 8) << QDate(2026, 10, 10) << 2;
        QTest::newRow("due on a Saturday off, now Monday") << QDate(2026, 11, 28) << QDate(2026, 11, 30) << 1;
        QTest::newRow("not yet due") << QDate(2026, 11, 30) << QDate(2026, 11, 26) << 0;
    }
    void countsWorkdaysOverdue()
    {
        QFETCH(QDate, due);
        QFETCH(QDate, today);
        const QTimeZone zone("Asia/Shanghai");
        const qint64 dueMs = QDateTime(due, QTime(18, 0), zone).toMSecsSinceEpoch();
        const qint64 nowMs = QDateTime(today, QTime(23, 30), zone).toMSecsSinceEpoch(); // a day earlier in UTC
        QTEST(Calendar::china().overdueWorkdays(dueMs, nowMs, zone), "overdue");
    }

    void countsBackwardsToo()
    {
        QCOMPARE(Calendar::china().workdaysBetween(QDate(2026, 11, 30), QDate(2026, 11, 26)), -2);
        QCOMPARE(Calendar::china().workdaysBetween(QDate(), QDate(2026, 11, 26)), 0);
        QCOMPARE(Calendar::china().workdayUntil(QDate(2026, 10, 7)), QDate(2026, 9, 30));
    }

    void aLaterFileOfTheYearCounts()
    {
        const QByteArray first(R"({"year": 2030, "holidays": [{"zh": "元旦", "en": "", "from": "2030-01-01", "to": "2030-01-03", "made_up_on": ["2030-01-05"]}]})");
        const QByteArray second(R"({"year": 2030, "holidays": [{"zh": "元旦", "en": "", "from": "2030-01-01", "to": "2030-01-01"}]})");
        const auto calendar = Calendar::fromFiles({first, second});
        QVERIFY(calendar);
        QVERIFY(!calendar->isWorkday(QDate(2030, 1, 1)));
        QVERIFY(calendar->isWorkday(QDate(2030, 1, 2)));
        QVERIFY(!calendar->isWorkday(QDate(2030, 1, 5)));
    }

    void refusesWhatIsNoCalendar_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\x00\xff{{{", 6);
        QTest::newRow("a list") << QByteArray("[2026]");
        QTest::newRow("no year") << QByteArray(R"({"holidays": []})");
        QTest::newRow("no holidays") << QByteArray(R"({"year": 2030})");
        QTest::newRow("a holiday of a thousand years") << QByteArray(R"({"year": 2030, "holidays": [{"from": "1030-01-01", "to": "2030-01-01"}]})");
        QTest::newRow("to before from") << QByteArray(R"({"year": 2030, "holidays": [{"from": "2030-01-02", "to": "2030-01-01"}]})");
        QTest::newRow("30 February") << QByteArray(R"({"year": 2030, "holidays": [{"from": "2030-02-30", "to": "2030-03-01"}]})");
        QTest::newRow("a made-up day that is none") << QByteArray(R"({"year": 2030, "holidays": [{"from": "2030-02-01", "to": "2030-02-01", "made_up_on": ["soon"]}]})");
    }
    void refusesWhatIsNoCalendar()
    {
        QFETCH(QByteArray, file);
        const auto calendar = Calendar::fromFiles({file});
        QVERIFY(!calendar);
        QCOMPARE(calendar.error().id, u"calendar.unreadable"_s);
    }
};

QTEST_GUILESS_MAIN(TestCalendar)
#include "tst_calendar.moc"
