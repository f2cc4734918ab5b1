// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/pinyin_match.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestPinyinMatch : public QObject {
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void hostileTextIsBounded();
};

void TestPinyinMatch::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("fuzzy");
    QTest::addColumn<QString>("found"); // "position+length", "!" whole, "~" by initials; empty: no match
    const auto row = [](const QString &text, const QString &typed, const QString &found, bool fuzzy = false) {
        QTest::newRow(qPrintable(text + u' ' + typed + (fuzzy ? u" fuzzy"_s : u""_s)))
            << text << typed << fuzzy << found;
    };
    row(u"张伟"_s, u"zhangwei"_s, u"0+2!"_s);
    row(u"张伟"_s, u"Zhang Wei"_s, u"0+2!"_s);
    row(u"张伟"_s, u"zhāng wěi"_s, u"0+2!"_s);
    row(u"张伟"_s, u"zw"_s, u"0+2!~"_s);
    row(u"张伟"_s, u"zhw"_s, u"0+2!~"_s);
    row(u"张伟"_s, u"zhangw"_s, u"0+2!"_s);
    row(u"张伟"_s, u"zhan"_s, u"0+1"_s);
    row(u"张伟"_s, u"张w"_s, u"0+2!"_s);
    row(u"张伟"_s, u"wei"_s, u"1+1"_s);
    row(u"张伟"_s, u"zhangwu"_s, u""_s);
    row(u"张三"_s, u"zhang3"_s, u"0+2!"_s);
    row(u"张三"_s, u"zhang1san1"_s, u"0+2!"_s);
    row(u"单田芳"_s, u"shantianfang"_s, u"0+3!"_s);
    row(u"单田芳"_s, u"dantf"_s, u"0+3!~"_s);
    row(u"曾国藩"_s, u"zgf"_s, u"0+3!~"_s);
    row(u"吕布"_s, u"lvbu"_s, u"0+2!"_s);
    row(u"吕布"_s, u"lubu"_s, u"0+2!"_s);
    row(u"吕布"_s, u"lübu"_s, u"0+2!"_s);
    row(u"西安"_s, u"xi'an"_s, u"0+2!"_s);
    row(u"国贸三期"_s, u"gmsq"_s, u"0+4!~"_s);
    row(u"国贸三期国贸"_s, u"gmsq国贸"_s, u"0+6!~"_s);
    row(u"北京国贸三期B座"_s, u"gmsqb"_s, u"2+5~"_s);
    row(u"欧阳 娜娜"_s, u"oynn"_s, u"0+5!~"_s);
    row(u"Kemai 客脉"_s, u"kemaikm"_s, u"0+8!~"_s);
    row(u"重庆银行"_s, u"chongqingyinhang"_s, u"0+4!"_s);
    row(u"张伟"_s, u"zanwei"_s, u""_s);
    row(u"张伟"_s, u"zanwei"_s, u"0+2!"_s, true);
    row(u"林宁"_s, u"lingnin"_s, u"0+2!"_s, true);
    row(u"宁静"_s, u"linjin"_s, u"0+2!"_s, true);
    row(u"沈诗"_s, u"sensi"_s, u"0+2!"_s, true);
    row(u"胡歌"_s, u"fuge"_s, u""_s, true);
    row(u"张伟"_s, u""_s, u""_s);
    row(u""_s, u"z"_s, u""_s);
}

void TestPinyinMatch::matches()
{
    QFETCH(QString, text);
    QFETCH(QString, typed);
    QFETCH(bool, fuzzy);
    QFETCH(QString, found);
    const auto match = matchPinyin(text, typed, Reading::Name, fuzzy ? PinyinTolerance::Fuzzy : PinyinTolerance::Exact);
    const QString got = !match ? QString(u""_s)
                               : QString(QString::number(match->position) + u'+' + QString::number(match->length)
                                         + (match->isWhole ? u"!"_s : u""_s) + (match->usesInitials ? u"~"_s : u""_s));
    QCOMPARE(got, found);
}

void TestPinyinMatch::hostileTextIsBounded()
{
    for (const QString &text : QStringList{QString(1 << 20, u'长'), QString(1 << 20, u' '),
                                           QString(1 << 20, QChar(0xD800)), QString(1 << 20, QChar(0x130))}) {
        for (const QString &typed : QStringList{QString(1 << 20, u'c'), QString(1 << 20, u'长'),
                                                u"zhang1"_s.repeated(1 << 16), QString(1 << 20, QChar(0x301))}) {
            const auto match = matchPinyin(text, typed, Reading::Ordinary, PinyinTolerance::Fuzzy);
            QVERIFY(!match || match->length <= 256);
        }
    }
}

QTEST_APPLESS_MAIN(TestPinyinMatch)
#include "tst_pinyin_match.moc"
