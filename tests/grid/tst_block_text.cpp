// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/block_text.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestBlockText : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatASpreadsheetCopies_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QStringList>>("cells");
        using Rows = QList<QStringList>;
        QTest::newRow("one cell") << u"张伟"_s << Rows{{u"张伟"_s}};
        QTest::newRow("Excel's line end at the end") << u"a\tb\r\nc\td\r\n"_s << Rows{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
        QTest::newRow("a cell of two lines") << u"\"line 1\nline 2\"\tb\n"_s << Rows{{u"line 1\nline 2"_s, u"b"_s}};
        QTest::newRow("quotes doubled") << u"\"he said \"\"hi\"\"\nbye\"\n"_s << Rows{{u"he said \"hi\"\nbye"_s}};
        QTest::newRow("a tab in quotes") << u"\"a\tb\"\tc"_s << Rows{{u"a\tb"_s, u"c"_s}};
        QTest::newRow("a lone quote is a character") << u"5\" pipe\t\"Big\" Wei\n"_s << Rows{{u"5\" pipe"_s, u"\"Big\" Wei"_s}};
        QTest::newRow("a quote that is never closed") << u"\"abc\tdef\nghi"_s << Rows{{u"\"abc"_s, u"def"_s}, {u"ghi"_s, QString()}};
        QTest::newRow("empty cells") << u"\t\tx\n"_s << Rows{{QString(), QString(), u"x"_s}};
        QTest::newRow("an empty last cell") << u"x\t\n"_s << Rows{{u"x"_s, QString()}};
        QTest::newRow("an empty row between") << u"a\n\nb"_s << Rows{{u"a"_s}, {QString()}, {u"b"_s}};
        QTest::newRow("ragged rows are filled up") << u"a\nb\tc\n"_s << Rows{{u"a"_s, QString()}, {u"b"_s, u"c"_s}};
        QTest::newRow("nothing") << QString() << Rows{};
    }

    void readsWhatASpreadsheetCopies()
    {
        QFETCH(QString, text);
        QFETCH(QList<QStringList>, cells);
        const auto rows = parseBlock(text);
        QVERIFY(rows);
        QCOMPARE(*rows, cells);
    }

    void comesBackAsItWent()
    {
        const QList<QStringList> rows{{u"a"_s, u"two\nlines"_s, u"\"quoted\""_s}, {u"tab\there"_s, QString(), u"5\" pipe"_s}, {u"\""_s, u"=1+1"_s, u" "_s}};
        QCOMPARE(*parseBlock(blockText(rows)), rows);
    }

    void hostileTextsEndInAReasonOrInRows()
    {
        QVERIFY(!parseBlock(QString(blockCellsMost + 1, u'\t')));
        QVERIFY(!parseBlock(QString(blockCellsMost + 1, u'\n')));
        QVERIFY(!parseBlock(QString(QString(3000, u'\n') + QString(3000, u'\t')))); // a rectangle of nine million
        QVERIFY(parseBlock(QString(100'000, u'"')));
        QString opened; // each cell begins with a quote that never closes: looked for once
        for (int i = 0; i < 50'000; ++i)
            opened += u"\"x\t"_s;
        QCOMPARE(parseBlock(opened)->first().size(), 50'001);
    }
};

QTEST_APPLESS_MAIN(TestBlockText)
#include "tst_block_text.moc"
