// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/due_date.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestDueDate : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("date"); // invalid: it is no date
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QTime>("time");
        const auto row = [](const char *name, const QString &text, const QDate &date, const QString &rest = {}, const QTime &time = {}) {
            QTest::newRow(name) << text << date << rest << time;
        };
        // Today is Thursday, 26 November 2026.
        row("today", u"今天 发报告"_s, QDate(2026, 11, 26), u" 发报告"_s);
        row("tomorrow, glued", u"明天发报告"_s, QDate(2026, 11, 27), u"发报告"_s);
        row("tomorrow before", u"明天前发"_s, QDate(2026, 11, 27), u"发"_s);
        row("in two days", u"后天"_s, QDate(2026, 11, 28));
        row("in three days", u"大后天"_s, QDate(2026, 11, 29));
        row("Wednesday is the next one", u"周三前 发报告"_s, QDate(2026, 12, 2), u" 发报告"_s);
        row("Thursday is not today", u"周四"_s, QDate(2026, 12, 3));
        row("Friday is tomorrow", u"星期五"_s, QDate(2026, 11, 27));
        row("this week's Wednesday is past", u"本周三"_s, QDate(2026, 11, 25));
        row("next week's Friday", u"下周五"_s, QDate(2026, 12, 4));
        row("the week after next", u"下下周一"_s, QDate(2026, 12, 7));
        row("Sunday by another name", u"礼拜天"_s, QDate(2026, 11, 29));
        row("before the weekend", u"周末前"_s, QDate(2026, 11, 27));
        row("within this week", u"本周内 回电"_s, QDate(2026, 11, 27), u" 回电"_s);
        row("next week", u"下周 回电"_s, QDate(2026, 12, 4), u" 回电"_s);
        row("three days", u"3天内 寄样"_s, QDate(2026, 11, 29), u" 寄样"_s);
        row("three days in words", u"三天后跟进"_s, QDate(2026, 11, 29), u"跟进"_s);
        row("three days, formal", u"3日内提供报告"_s, QDate(2026, 11, 29), u"提供报告"_s);
        row("fifteen days", u"十五天内"_s, QDate(2026, 12, 11));
        row("workdays over a weekend", u"3个工作日内"_s, QDate(2026, 12, 1));
        row("workdays in words", u"五个工作日内 答复"_s, QDate(2026, 12, 3), u" 答复"_s);
        row("two weeks", u"两周内"_s, QDate(2026, 12, 10));
        row("one month", u"1个月后"_s, QDate(2026, 12, 26));
        row("half a month", u"半个月内"_s, QDate(2026, 12, 11));
        row("end of the month", u"月底前 签约"_s, QDate(2026, 11, 30), u" 签约"_s);
        row("end of the next month", u"下月底"_s, QDate(2026, 12, 31));
        row("end of the year", u"年底"_s, QDate(2026, 12, 31));
        row("a day of this month", u"30号前"_s, QDate(2026, 11, 30));
        row("a day of the next month", u"3号"_s, QDate(2026, 12, 3));
        row("month and day", u"11-30 发报告"_s, QDate(2026, 11, 30), u" 发报告"_s);
        row("month and day, Chinese", u"12月5日发报告"_s, QDate(2026, 12, 5), u"发报告"_s);
        row("next year's", u"1/5"_s, QDate(2027, 1, 5));
        row("the day before yesterday stays there", u"11-24"_s, QDate(2026, 11, 24));
        row("with a year", u"2027-03-01 续约"_s, QDate(2027, 3, 1), u" 续约"_s);
        row("with a year, Chinese", u"2027年3月1日前续约"_s, QDate(2027, 3, 1), u"续约"_s);
        row("full-width", u"１１－３０　报告"_s, QDate(2026, 11, 30), u"　报告"_s);
        row("leading blanks", u"  明天 x"_s, QDate(2026, 11, 27), u" x"_s);
        row("a time", u"明天15:00 回电"_s, QDate(2026, 11, 27), u" 回电"_s, QTime(15, 0));
        row("a time in words", u"明天下午3点半回电"_s, QDate(2026, 11, 27), u"回电"_s, QTime(15, 30));
        row("a time before", u"周五 上午10点前 发"_s, QDate(2026, 11, 27), u" 发"_s, QTime(10, 0));
        row("no time of day", u"明天 25:00"_s, QDate(2026, 11, 27), u" 25:00"_s);
        row("by Friday", u"by Friday send report"_s, QDate(2026, 11, 27), u" send report"_s);
        row("Friday alone", u"Fri call"_s, QDate(2026, 11, 27), u" call"_s);
        row("next Tuesday", u"next Tuesday call"_s, QDate(2026, 12, 1), u" call"_s);
        row("English tomorrow at three", u"tomorrow 3pm call"_s, QDate(2026, 11, 27), u" call"_s, QTime(15, 0));
        row("in three days, English", u"in 3 days"_s, QDate(2026, 11, 29));
        row("workdays, English", u"within five working days reply"_s, QDate(2026, 12, 3), u" reply"_s);
        row("in a week", u"in a week"_s, QDate(2026, 12, 3));
        row("month name first", u"Nov 30 send"_s, QDate(2026, 11, 30), u" send"_s);
        row("day first, with a year", u"1st of March 2027 renew"_s, QDate(2027, 3, 1), u" renew"_s);
        row("end of month", u"end of month invoice"_s, QDate(2026, 11, 30), u" invoice"_s);

        row("no date", u"发报告"_s, QDate());
        row("empty", QString(), QDate());
        row("30 February", u"2-30 报告"_s, QDate());
        row("month 13", u"13-01"_s, QDate());
        row("a range of days", u"1-2天内"_s, QDate());
        row("a fraction of money", u"3/4万"_s, QDate());
        row("a number", u"12345"_s, QDate());
        row("an inch of text", u"monkey business"_s, QDate());
        row("a name that begins like a month", u"Marching band"_s, QDate());
        row("no day at all", u"0天内"_s, QDate());
        row("ten thousand days", u"9999天内"_s, QDate());
        row("ten thousand workdays", u"9999个工作日"_s, QDate());
        row("only the sign of a week", u"周"_s, QDate());
        row("half a surrogate pair", QString(QChar(0xd83d)) + u"明天", QDate());
        row("a long line of digits", QString(5000, u'1'), QDate());
        row("a long line of blanks", QString(5000, u' '), QDate());
        row("a long line of one sign", QString(5000, u'十'), QDate());
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QDate, date);
        const auto due = readDueDate(text, QDate(2026, 11, 26));
        QCOMPARE(due ? due->date : QDate(), date);
        if (!due)
            return;
        QTEST(text.mid(due->length), "rest");
        QTEST(due->time, "time");
    }

    void splitsWordsFromTheirDay_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QDate>("date");
        QTest::newRow("the day first") << u"周五 回访"_s << u"回访"_s << QDate(2026, 11, 27);
        QTest::newRow("the day behind") << u"发报价 3天后"_s << u"发报价"_s << QDate(2026, 11, 29);
        QTest::newRow("English") << u"send quote by Friday"_s << u"send quote"_s << QDate(2026, 11, 27);
        QTest::newRow("a day and a time behind") << u"回电 明天 15:00"_s << u"回电"_s << QDate(2026, 11, 27);
        QTest::newRow("only a day") << u" 明天 "_s << QString() << QDate(2026, 11, 27);
        QTest::newRow("no day") << u"回访"_s << u"回访"_s << QDate();
        QTest::newRow("a day in the middle is words") << u"问 明天 的课"_s << u"问 明天 的课"_s << QDate();
        QTest::newRow("nothing") << u"  "_s << QString() << QDate();
    }
    void splitsWordsFromTheirDay()
    {
        QFETCH(QString, typed);
        const DueWords split = splitDue(typed, QDate(2026, 11, 26));
        QTEST(split.words, "words");
        QTEST(split.due ? split.due->date : QDate(), "date");
    }

    void aDayWithoutATimeEndsWithTheOffice()
    {
        const QTimeZone zone("Asia/Shanghai");
        QCOMPARE((DueDate{QDate(2026, 11, 27), {}, 0}.toMs(zone)), QDateTime(QDate(2026, 11, 27), QTime(18, 0), zone).toMSecsSinceEpoch());
        QCOMPARE((DueDate{QDate(2026, 11, 27), QTime(9, 30), 0}.toMs(zone)), QDateTime(QDate(2026, 11, 27), QTime(9, 30), zone).toMSecsSinceEpoch());
    }

    void followsTheCalendarOfTheOffice()
    {
        // 30 September 2026 is the last workday before National Day.
        QCOMPARE(readDueDate(u"3个工作日内"_s, QDate(2026, 9, 30))->date, QDate(2026, 10, 10));
        QCOMPARE(readDueDate(u"本周内"_s, QDate(2026, 9, 28))->date, QDate(2026, 9, 30));
        QCOMPARE(readDueDate(u"本周内"_s, QDate(2026, 10, 8))->date, QDate(2026, 10, 10)); // the made-up Saturday
    }
};

QTEST_GUILESS_MAIN(TestDueDate)
#include "tst_due_date.moc"
