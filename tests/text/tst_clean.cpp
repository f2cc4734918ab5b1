// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/clean.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

Q_DECLARE_METATYPE(kemai::FieldClass)

class TestClean : public QObject {
    Q_OBJECT

private slots:
    void cleans_data();
    void cleans();
    void dropsEveryInvisibleCharacter();
    void cleanTextIsShared();
    void cleanIsFixedPoint_data();
    void cleanIsFixedPoint();
};

void TestClean::cleans_data()
{
    QTest::addColumn<FieldClass>("fieldClass");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<int>("did");
    const auto row = [](const char *name, FieldClass fieldClass, const QString &raw, const QString &kept,
                        Cleanings did) { QTest::newRow(name) << fieldClass << raw << kept << int(did); };
    const auto invisible = Cleaning::Invisible;
    const auto spaces = Cleaning::Spaces;
    const auto trimmed = Cleaning::Trimmed;
    using enum FieldClass;

    row("plain name", Name, u"张伟"_s, u"张伟"_s, {});
    row("zero-width space", Name, u"张\u200b伟"_s, u"张伟"_s, invisible);
    row("zero-width at both ends", Name, u"\u200b张伟\u200c"_s, u"张伟"_s, invisible);
    row("byte order mark", Name, u"\ufeff张伟"_s, u"张伟"_s, invisible);
    row("directional marks", Name, u"\u202e张伟\u202c\u2066\u2069"_s, u"张伟"_s, invisible);
    row("word joiner, invisible times", Name, u"张\u2060\u2062伟"_s, u"张伟"_s, invisible);
    row("soft hyphen", Name, u"Mül\u00adler"_s, u"Müller"_s, invisible);
    row("Mongolian vowel separator", Name, u"张\u180e伟"_s, u"张伟"_s, invisible);
    row("Hangul fillers", Name, u"\u3164\u115f\u1160\uffa0"_s, QString(), invisible);
    row("controls", Name, u"张\u0000\u0007\u0085伟"_s, u"张伟"_s, invisible);
    row("variation selector in a name", Name, u"葛\U000E0100西"_s, u"葛西"_s, invisible);
    row("no-break space", Name, u"Ann\u00a0Lee"_s, u"Ann Lee"_s, spaces);
    row("ideographic space", Name, u"张\u3000伟"_s, u"张 伟"_s, spaces);
    row("thin space", Name, u"Ann\u2009Lee"_s, u"Ann Lee"_s, spaces);
    row("trimmed", Name, u"  张伟 "_s, u"张伟"_s, trimmed);
    row("collapsed", Name, u"Ann   Lee"_s, u"Ann Lee"_s, trimmed);
    row("newline in a name", Name, u"张\n伟"_s, u"张 伟"_s, spaces);
    row("full-width letters stay in a name", Name, u"ＡＢＣ公司"_s, u"ＡＢＣ公司"_s, {});
    row("lone high surrogate", Name, u"张\xD83D"_s, u"张\uFFFD"_s, Cleaning::Surrogate);
    row("lone low surrogate", Name, u"\xDE00张"_s, u"\uFFFD张"_s, Cleaning::Surrogate);
    row("surrogates in the wrong order", Name, u"\xDE00\xD83D"_s, u"\uFFFD\uFFFD"_s, Cleaning::Surrogate);
    row("emoji in a name", Name, u"小明😀"_s, u"小明😀"_s, {});
    row("beyond the BMP", Name, u"𠮷野家"_s, u"𠮷野家"_s, {});
    row("noncharacter", Name, u"张\uFFFF伟\uFFFE"_s, u"张伟"_s, invisible);
    row("only invisible", Name, u"\u200b\u200d\ufeff"_s, QString(), invisible);
    row("space revealed by an invisible", Name, u"张 \u200b 伟 \u200b"_s, u"张 伟"_s, invisible | trimmed);

    row("full-width phone", Phone, u"１３８－００１３"_s, u"138-0013"_s, Cleaning::Width);
    row("mathematical digits", Phone, u"𝟏𝟑𝟖"_s, u"138"_s, Cleaning::Width);
    row("circled digit is a mark", Phone, u"①138"_s, u"①138"_s, {});
    row("superscript is a mark", Phone, u"138²"_s, u"138²"_s, {});
    row("newline separates numbers", Phone, u"138 \r\n 139"_s, u"138\n139"_s, spaces | trimmed);
    row("surrogate in a phone", Phone, u"138\xD83D"_s, u"138"_s, Cleaning::Surrogate);
    row("full-width email", Email, u"ａ＠ｂ．ｃｏｍ"_s, u"a@b.com"_s, Cleaning::Width);
    row("ideographic space in email", Email, u"a@b.com\u3000"_s, u"a@b.com"_s, spaces | trimmed);
    row("identifier", Identifier, u"３１０１０１\u200bⅩ"_s, u"310101X"_s, invisible | Cleaning::Width);
    row("composed letter is not width", Email, u"é@b.com"_s, u"é@b.com"_s, {});
    row("full-width address stays", Address, u"建国路８８号"_s, u"建国路８８号"_s, {});

    row("free text keeps lines", FreeText, u"a\n\n  b\tc"_s, u"a\n\n  b\tc"_s, {});
    row("free text CRLF", FreeText, u"a\r\nb\rc"_s, u"a\nb\nc"_s, spaces);
    row("free text line separator", FreeText, u"a\u2028b"_s, u"a\nb"_s, spaces);
    row("free text line ends trimmed", FreeText, u"a  \nb \t"_s, u"a\nb"_s, trimmed);
    row("free text blank lines at the ends", FreeText, u"\n\na\n\n"_s, u"a"_s, trimmed);
    row("family emoji", FreeText, u"👨\u200d👩\u200d👧 ok"_s, u"👨\u200d👩\u200d👧 ok"_s, {});
    row("family emoji in a name", Name, u"👨\u200d👩"_s, u"👨👩"_s, invisible);
    row("heart with selector", FreeText, u"❤\ufe0f\u200d🔥"_s, u"❤\ufe0f\u200d🔥"_s, {});
    row("skin tone and joiner", FreeText, u"👩🏽\u200d💻"_s, u"👩🏽\u200d💻"_s, {});
    row("flag of England", FreeText, u"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"_s,
        u"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"_s, {});
    row("tags without a flag", FreeText, u"a\U000E0067b"_s, u"ab"_s, invisible);
    row("joiner in plain text", FreeText, u"a\u200db"_s, u"ab"_s, invisible);
    row("joiner at the end", FreeText, u"👨\u200d"_s, u"👨"_s, invisible);
    row("empty", Name, QString(), QString(), {});
}

void TestClean::cleans()
{
    QFETCH(FieldClass, fieldClass);
    QFETCH(QString, raw);
    QFETCH(QString, kept);
    QFETCH(int, did);
    const Cleaned cleaned = clean(fieldClass, raw);
    QCOMPARE(cleaned.text, kept);
    QCOMPARE(int(cleaned.did), did);
    QCOMPARE(isClean(fieldClass, raw), !cleaned.changed());
    QCOMPARE(clean(fieldClass, cleaned.text).text, kept);
    QCOMPARE(int(clean(fieldClass, cleaned.text).did), 0);
}

void TestClean::dropsEveryInvisibleCharacter()
{
    for (char32_t c = 0; c < 0x110000; ++c) {
        const auto category = QChar::category(c);
        const bool dropped = category == QChar::Other_Format
            || (category == QChar::Other_Control && c != U'\t' && c != U'\n' && c != U'\r');
        if (!dropped)
            continue;
        const QString text = u"a"_s + QString::fromUcs4(&c, 1) + u"b"_s;
        for (const FieldClass one : {FieldClass::Name, FieldClass::Phone, FieldClass::Email, FieldClass::Address,
                                     FieldClass::FreeText, FieldClass::Identifier})
            QCOMPARE(clean(one, text).text, u"ab"_s);
    }
}

void TestClean::cleanTextIsShared()
{
    const QString text = u"上海市浦东新区 Century Avenue 100"_s;
    QCOMPARE(clean(FieldClass::Address, text).text.constData(), text.constData());
}

void TestClean::cleanIsFixedPoint_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a megabyte of spaces") << QString(1 << 20, u' ');
    QTest::newRow("a megabyte of zero-width spaces") << QString(1 << 20, QChar(0x200B));
    QTest::newRow("combining marks") << u"a"_s + QString(1 << 18, QChar(0x301)) + QString(1 << 18, QChar(0x316));
    QTest::newRow("lone surrogates") << QString(1 << 18, QChar(0xD800));
    QTest::newRow("full-width") << QString(1 << 18, QChar(0xFF11));
    QTest::newRow("longest expansion") << QString(1 << 12, QChar(0xFDFA));
    QTest::newRow("newlines") << u"\r\n "_s.repeated(1 << 18);
    QTest::newRow("joiners") << u"👨\u200d"_s.repeated(1 << 16);
    quint32 state = 7;
    QString noise;
    for (int at = 0; at < 1 << 16; ++at) {
        state = state * 1664525u + 1013904223u;
        noise += QChar(static_cast<char16_t>(state >> 16));
    }
    QTest::newRow("noise") << noise;
}

void TestClean::cleanIsFixedPoint()
{
    QFETCH(QString, text);
    for (const FieldClass one : {FieldClass::Name, FieldClass::Phone, FieldClass::Email, FieldClass::Address,
                                 FieldClass::FreeText, FieldClass::Identifier}) {
        const QString once = clean(one, text).text;
        const Cleaned twice = clean(one, once);
        QVERIFY(twice.text == once);
        QCOMPARE(int(twice.did), 0);
        QVERIFY(once.isValidUtf16());
    }
}

QTEST_APPLESS_MAIN(TestClean)
#include "tst_clean.moc"
