// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/pinyin.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestPinyin : public QObject {
    Q_OBJECT

private slots:
    void readsNames_data();
    void readsNames();
    void readsTheFixture();
    void readsWords_data();
    void readsWords();
    void ordinaryReadingStaysBehindTheSurname();
    void everyCharacterGetsAnEntry();
    void everyHanOfTheTableIsRead();
    void fuzzySyllablesMeet();
    void foldsWhatIsTyped_data();
    void foldsWhatIsTyped();
    void hostileTextIsRead();
};

void TestPinyin::readsNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("read");
    for (const auto &[name, read] :
         std::initializer_list<std::pair<QString, QString>>{{u"单雄信"_s, u"shanxiongxin"_s},
                                                            {u"曾国藩"_s, u"zengguofan"_s},
                                                            {u"解晓东"_s, u"xiexiaodong"_s},
                                                            {u"仇英"_s, u"qiuying"_s},
                                                            {u"区志强"_s, u"ouzhiqiang"_s},
                                                            {u"查良镛"_s, u"zhaliangyong"_s},
                                                            {u"任正非"_s, u"renzhengfei"_s},
                                                            {u"盖叫天"_s, u"gejiaotian"_s},
                                                            {u"朴树"_s, u"piaoshu"_s},
                                                            {u"尉迟恭"_s, u"yuchigong"_s},
                                                            {u"万俟卨"_s, u"moqixie"_s},
                                                            {u"长孙无忌"_s, u"zhangsunwuji"_s},
                                                            {u"欧阳修"_s, u"ouyangxiu"_s},
                                                            {u"吕布"_s, u"lvbu"_s},
                                                            {u"张长乐"_s, u"zhangchangle"_s},
                                                            {u"翟天临"_s, u"zhaitianlin"_s},
                                                            {u"歐陽菲菲"_s, u"ouyangfeifei"_s}})
        QTest::newRow(qPrintable(name)) << name << read;
}

void TestPinyin::readsNames()
{
    QFETCH(QString, name);
    QFETCH(QString, read);
    QCOMPARE(pinyin(name, Reading::Name), read);
}

// N02: 500 names. Every main reading is right; every accepted one is among the candidates.
void TestPinyin::readsTheFixture()
{
    QFile file(QStringLiteral(KEMAI_SOURCE_DIR "/tests/text/names_500.tsv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int names = 0;
    QStringList wrong;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        ++names;
        const QStringList columns = QString::fromUtf8(line).split(u'\t');
        QCOMPARE(columns.size(), 2);
        const QList<Syllables> read = syllables(columns[0], Reading::Name);
        QStringList main;
        for (const Syllables &entry : read)
            main << (entry.isEmpty() ? u"?"_s : QString(syllableText(entry.candidates[0])));
        const QStringList accepted = columns[1].split(u'|');
        if (!accepted.contains(main.join(u' ')))
            wrong << columns[0] + u' ' + main.join(u' ');
        for (const QString &one : accepted) {
            const QStringList parts = one.split(u' ');
            QCOMPARE(parts.size(), read.size());
            for (qsizetype at = 0; at < parts.size(); ++at) {
                const Syllable wanted = syllableNumber(QLatin1StringView(parts[at].toLatin1()));
                if (std::find(read[at].begin(), read[at].end(), wanted) == read[at].end())
                    wrong << columns[0] + u" has no "_s + parts[at];
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QCOMPARE(names, 500);
}

void TestPinyin::readsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read");
    QTest::addColumn<QString>("initials");
    QTest::newRow("重庆") << u"重庆银行"_s << u"chongqingyinhang"_s << u"cqyh"_s;
    QTest::newRow("长沙") << u"长沙重工"_s << u"changshazhonggong"_s << u"cszg"_s;
    QTest::newRow("厦门") << u"厦门音乐厅"_s << u"xiamenyinyueting"_s << u"xmyyt"_s;
    QTest::newRow("国贸") << u"国贸三期B座"_s << u"guomaosanqibzuo"_s << u"gmsqbz"_s;
    QTest::newRow("单位") << u"单位"_s << u"danwei"_s << u"dw"_s;
    QTest::newRow("成都") << u"成都市成华区"_s << u"chengdushichenghuaqu"_s << u"cdschq"_s;
    QTest::newRow("Latin and width") << u"ＡＢＣ-12 公司"_s << u"abc12gongsi"_s << u"abc12gs"_s;
    QTest::newRow("六安") << u"六安瓜片"_s << u"luanguapian"_s << u"lagp"_s;
}

void TestPinyin::readsWords()
{
    QFETCH(QString, text);
    QFETCH(QString, read);
    QFETCH(QString, initials);
    QCOMPARE(pinyin(text, Reading::Ordinary), read);
    QCOMPARE(pinyinInitials(text, Reading::Ordinary), initials);
}

void TestPinyin::ordinaryReadingStaysBehindTheSurname()
{
    const QList<Syllables> read = syllables(u"单田芳", Reading::Name);
    QCOMPARE(syllableText(read[0].candidates[0]), "shan"_L1);
    QCOMPARE(syllableText(read[0].candidates[1]), "dan"_L1);
    QCOMPARE(syllableText(syllables(u"田单", Reading::Name)[1].candidates[0]), "dan"_L1);
    QCOMPARE(syllableText(syllables(u"单", Reading::Ordinary)[0].candidates[0]), "dan"_L1);
}

void TestPinyin::everyCharacterGetsAnEntry()
{
    const QString text = u"张A 三𬭎1\xD800"_s;
    const QList<Syllables> read = syllables(text, Reading::Name);
    qsizetype length = 0;
    for (const Syllables &entry : read)
        length += entry.length;
    QCOMPARE(length, text.size());
    QCOMPARE(read.size(), 7);
    QCOMPARE(syllableText(read[4].candidates[0]), "hong"_L1); // 𬭎, beyond the BMP
    QVERIFY(read[1].isEmpty());
    QVERIFY(read[6].isEmpty());
}

void TestPinyin::everyHanOfTheTableIsRead()
{
    int unread = 0;
    for (char16_t c = 0x4E00; c <= 0x9FA5; ++c) {
        const QList<Syllables> read = syllables(QStringView(&c, 1), Reading::Ordinary);
        unread += read.front().isEmpty() ? 1 : 0;
        for (const Syllable one : read.front())
            QCOMPARE(syllableNumber(syllableText(one)), one);
    }
    QVERIFY2(unread <= 40, qPrintable(QString::number(unread))); // the few Unihan has no reading for
}

void TestPinyin::fuzzySyllablesMeet()
{
    const auto number = [](const char *text) { return syllableNumber(QLatin1StringView(text)); };
    const auto same
        = [&number](const char *a, const char *b) { return fuzzySyllable(number(a)) == fuzzySyllable(number(b)); };
    QVERIFY(same("zhang", "zan"));
    QVERIFY(same("chen", "cen"));
    QVERIFY(same("shi", "si"));
    QVERIFY(same("lin", "ling"));
    QVERIFY(same("ning", "lin"));
    QVERIFY(same("zheng", "zen"));
    QVERIFY(same("nv", "lu"));
    QVERIFY(!same("song", "son"));
    QVERIFY(!same("zhong", "zhon"));
    QVERIFY(!same("li", "lin"));
    QVERIFY(!same("hu", "fu"));
    QCOMPARE(fuzzySpelling("niang"_L1), QByteArray("lian"));
    QCOMPARE(fuzzySpelling("en"_L1), QByteArray("en"));
    QCOMPARE(fuzzySpelling("n"_L1), QByteArray("n"));
}

void TestPinyin::foldsWhatIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("folded");
    QTest::newRow("upper case") << u"ZhangSan"_s << u"zhangsan"_s;
    QTest::newRow("tone digits") << u"zhang1 san1"_s << u"zhangsan"_s;
    QTest::newRow("a digit is not always a tone") << u"zhang13800"_s << u"zhang13800"_s;
    QTest::newRow("tone marks") << u"zhāng sān"_s << u"zhangsan"_s;
    QTest::newRow("ü") << u"lǚ bù, lü, lu:"_s << u"lvbu,lv,lv"_s;
    QTest::newRow("combining") << u"zha\u0304ng, lu\u0308\u030c"_s << u"zhang,lv"_s;
    QTest::newRow("apostrophe") << u"xi'an xi’an"_s << u"xianxian"_s;
    QTest::newRow("full-width") << u"ｚｈａｎｇ"_s << u"zhang"_s;
    QTest::newRow("mixed") << u"gmsq国贸"_s << u"gmsq国贸"_s;
}

void TestPinyin::foldsWhatIsTyped()
{
    QFETCH(QString, typed);
    QFETCH(QString, folded);
    QCOMPARE(foldTyped(typed), folded);
}

void TestPinyin::hostileTextIsRead()
{
    for (const QString &text :
         {QString(1 << 20, u'长'), QString(1 << 20, QChar(0xDC00)), QString(1 << 20, QChar(0x301))}) {
        QCOMPARE(syllables(text, Reading::Name).size(), text.size());
        QVERIFY(foldTyped(text).size() <= text.size());
        QVERIFY(pinyinInitials(text, Reading::Ordinary).size() <= text.size());
    }
    QVERIFY(syllables({}, Reading::Name).isEmpty());
}

QTEST_APPLESS_MAIN(TestPinyin)
#include "tst_pinyin.moc"
