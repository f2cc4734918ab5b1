// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/note_language.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

namespace {

NoteWorld office()
{
    return {QDate(2026, 11, 26), {{Id::make(1), {u"李佳"_s, u"Li Jia"_s, u"lijia"_s}}, {Id::make(2), {u"李佳佳"_s, u"Lina"_s}}, {Id::make(3), {u"Li"_s}}}};
}

// #tag, !promise|date, @name, in their order.
QString said(const QList<NoteMark> &marks)
{
    QStringList words;
    for (const NoteMark &mark : marks) {
        if (mark.kind == NoteMark::Kind::Tag)
            words << u'#' + mark.text;
        else if (mark.kind == NoteMark::Kind::Mention)
            words << u'@' + mark.text;
        else
            words << u'!' + mark.text + u'|' + (mark.due ? mark.due->date.toString(u"MM-dd"_s) : u"-"_s);
    }
    return words.join(u' ');
}

} // namespace

class TestNoteLanguage : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marks");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("plain words") << u"孩子直播课卡顿。"_s << QString();
        QTest::newRow("a tag") << u"#重点 已报价"_s << u"#重点"_s;
        QTest::newRow("a tag behind words, glued") << u"已沟通#高意向，"_s << u"#高意向"_s;
        QTest::newRow("a full-width sign") << u"＃重点"_s << u"#重点"_s;
        QTest::newRow("two tags") << u"#a-b #c_d"_s << u"#a-b #c_d"_s;
        QTest::newRow("a ticket's number is none") << u"转工单 #20418"_s << QString();
        QTest::newRow("C# is none") << u"C# 和 F#语言"_s << QString();
        QTest::newRow("a heading is none") << u"## 重点"_s << QString();
        QTest::newRow("a tag too long is somebody's text") << u'#' + QString(25, u'长') << QString();
        QTest::newRow("the longest tag") << u'#' + QString(24, u'长') << u'#' + QString(24, u'长');
        QTest::newRow("a promise") << u"!周三前 发报告"_s << u"!发报告|12-02"_s;
        QTest::newRow("a promise by full-width sign") << u"！明天 回电"_s << u"!回电|11-27"_s;
        QTest::newRow("within days") << u"孩子想试听 !3天内 寄资料"_s << u"!寄资料|11-29"_s;
        QTest::newRow("glued") << u"!11-30发合同"_s << u"!发合同|11-30"_s;
        QTest::newRow("English") << u"!by Friday send report"_s << u"!send report|11-27"_s;
        QTest::newRow("it ends with its sentence") << u"!明天 回电。客户下周在"_s << u"!回电|11-27"_s;
        QTest::newRow("it ends with its line") << u"!明天 回电\n客户下周在"_s << u"!回电|11-27"_s;
        QTest::newRow("it keeps its commas") << u"!明天 回电，并发报价"_s << u"!回电，并发报价|11-27"_s;
        QTest::newRow("it ends at a tag") << u"!明天 回电 #重点"_s << u"!回电|11-27 #重点"_s;
        QTest::newRow("two promises") << u"!明天 回电 !周五 发合同"_s << u"!回电|11-27 !发合同|11-27"_s;
        QTest::newRow("the sign behind") << u"发诊断报告 !周三前"_s << u"!发诊断报告|12-02"_s;
        QTest::newRow("the sign behind, of its sentence only") << u"已沟通。发报告 !明天"_s << u"!发报告|11-27"_s;
        QTest::newRow("without a day") << u"!发报告"_s << u"!发报告|-"_s;
        QTest::newRow("a day and nothing else") << u"!明天"_s << QString();
        QTest::newRow("an exclamation") << u"好的！明天再说"_s << QString();
        QTest::newRow("a shout") << u"太好了!! 明天"_s << QString();
        QTest::newRow("a shout at the beginning") << u"!!! 明天"_s << QString();
        QTest::newRow("a sign with a blank") << u"! 明天见"_s << u"!见|11-27"_s;
        QTest::newRow("not equal") << u"a != b"_s << QString();
        QTest::newRow("a colleague") << u"@李佳 请跟进"_s << u"@李佳"_s;
        QTest::newRow("the longer name") << u"@李佳佳看一下"_s << u"@李佳佳"_s;
        QTest::newRow("a login") << u"转@LIJIA"_s << u"@LIJIA"_s;
        QTest::newRow("not the beginning of another name") << u"@Linda"_s << QString();
        QTest::newRow("an address") << u"发到 a@lijia.com"_s << QString();
        QTest::newRow("nobody") << u"@王五"_s << QString();
        QTest::newRow("in a promise") << u"!明天 @李佳 回电"_s << u"!@李佳 回电|11-27 @李佳"_s;
        QTest::newRow("all of them") << u"已报价 #高意向 !周五 发合同 @李佳"_s << u"#高意向 !发合同 @李佳|11-27 @李佳"_s;
        QTest::newRow("a slash is text") << u"/退款 流程"_s << QString();
        QTest::newRow("signs at the end") << u"# ! @ /"_s << QString();
        QTest::newRow("half a surrogate pair") << u"#" + QString(QChar(0xd83d)) + u" !" + QString(QChar(0xdc00)) << u"#" + QString(QChar(0xd83d)) + u" !" + QString(QChar(0xdc00)) + u"|-";
    }
    void reads()
    {
        QFETCH(QString, text);
        QTEST(said(readNote(text, office())), "marks");
    }

    void marksLieWithinTheText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("ordinary") << u"已报价 #高意向 !周五 发合同 @李佳 。发报告 !明天"_s;
        QTest::newRow("nothing but signs") << QString(30'000, u'#') + QString(30'000, u'!') + QString(30'000, u'@');
        QTest::newRow("signs with blanks") << u"# ! @ "_s.repeated(20'000);
        QTest::newRow("tags without end") << u"#a "_s.repeated(20'000);
        QTest::newRow("promises without end") << u"!明天 a "_s.repeated(20'000);
        QTest::newRow("one promise without end") << u"!明天 "_s + QString(100'000, u'长');
        QTest::newRow("colleagues without end") << u"@李佳 "_s.repeated(20'000);
        QTest::newRow("control characters") << u"#\u202e重点 !\u0000明天 x @\ufeff李佳"_s;
    }
    void marksLieWithinTheText()
    {
        QFETCH(QString, text);
        NoteWorld world = office();
        for (int i = 0; i < 500; ++i)
            world.colleagues.append({Id::make(i + 10), {u"同事%1"_s.arg(i)}});
        const QList<NoteMark> marks = readNote(text, world);
        QVERIFY(marks.size() <= 50);
        qsizetype end = 0;
        for (const NoteMark &mark : marks) {
            QVERIFY(mark.start >= 0 && mark.length > 0 && mark.start + mark.length <= text.size());
            QVERIFY(!mark.text.isEmpty() && mark.text.size() <= 200);
            QVERIFY(mark.start >= end || mark.kind == NoteMark::Kind::Mention); // one may stand in a promise
            end = std::max(end, mark.start + 1);
        }
    }

    void knowsTheWordUnderTheCursor_data()
    {
        QTest::addColumn<QString>("text"); // the cursor is at the bar
        QTest::addColumn<QString>("word");
        QTest::newRow("just the sign") << u"已报价 #|"_s << u"#"_s;
        QTest::newRow("a beginning") << u"#重|点"_s << u"#重"_s;
        QTest::newRow("a colleague") << u"请 @li|"_s << u"@li"_s;
        QTest::newRow("a module") << u"/tk|"_s << u"/tk"_s;
        QTest::newRow("behind the word") << u"#重点 |"_s << QString();
        QTest::newRow("an address") << u"a@b|"_s << QString();
        QTest::newRow("a path") << u"和/或|"_s << QString();
        QTest::newRow("nothing") << u"|"_s << QString();
    }
    void knowsTheWordUnderTheCursor()
    {
        QFETCH(QString, text);
        const qsizetype cursor = text.indexOf(u'|');
        const auto word = wordAt(text.remove(cursor, 1), cursor);
        QTEST(word ? word->sign + word->typed : QString(), "word");
    }
};

QTEST_GUILESS_MAIN(TestNoteLanguage)
#include "tst_note_language.moc"
