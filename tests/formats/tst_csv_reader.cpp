// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_reader.h"

#include <QBuffer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// Each row as "line:cell|cell" or "line!error(details)"; the headings first, without a line.
QStringList rowsOf(QByteArray bytes, const CsvReader::Options &options = {})
{
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    Result<CsvReader> reader = CsvReader::open(file, options);
    if (!reader)
        return {reader.error().id};
    QStringList rows;
    if (!reader->headings().isEmpty())
        rows.append(reader->headings().join(u'|'));
    TableRow row;
    for (;;) {
        const Result<bool> any = reader->next(row);
        if (!any)
            return {any.error().id};
        if (!*any)
            return rows;
        const QString line = QString::number(row.line);
        if (row.error)
            rows.append(line + u'!' + row.error->id.mid(8) + u'(' + row.error->details.join(u',') + u')');
        else
            rows.append(line + u':' + row.cells.join(u'|').replace(u'\n', u'/').replace(u'\r', u'^'));
    }
}

// Gives out one byte at a time.
class Dripping : public QBuffer
{
public:
    using QBuffer::QBuffer;

protected:
    qint64 readData(char *data, qint64 size) override { return QBuffer::readData(data, std::min<qint64>(size, 1)); }
};

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("rows");
        const auto row = [](const char *name, const QByteArray &bytes, const QStringList &rows) {
            QTest::newRow(name) << bytes << rows;
        };
        row("plain", "a,b\n1,2\n3,4\n", {u"a|b"_s, u"2:1|2"_s, u"3:3|4"_s});
        row("no last line end", "a,b\n1,2", {u"a|b"_s, u"2:1|2"_s});
        row("CRLF", "a,b\r\n1,2\r\n", {u"a|b"_s, u"2:1|2"_s});
        row("CR", "a,b\r1,2\r3,4", {u"a|b"_s, u"2:1|2"_s, u"3:3|4"_s});
        row("CR CR LF", "a,b\r\r\n1,2\r\r\n", {u"a|b"_s, u"2:1|2"_s});
        row("a lone CR is dirt", "a,b\n1\r,2\n", {u"a|b"_s, u"2:1^|2"_s});
        row("semicolon", "a;b\n1;2,5\n", {u"a|b"_s, u"2:1|2,5"_s});
        row("tab", "a\tb\n1\t2\n", {u"a|b"_s, u"2:1|2"_s});
        row("bar", "a|b\n1|2\n", {u"a|b"_s, u"2:1|2"_s});
        row("full-width comma", u"姓名，电话\n张伟，138\n李娜，139\n"_s.toUtf8(), {u"姓名|电话"_s, u"2:张伟|138"_s, u"3:李娜|139"_s});
        row("full-width commas in cells", u"姓名,地址\n张伟,上海，徐汇\n李娜,北京，朝阳\n"_s.toUtf8(), {u"姓名|地址"_s, u"2:张伟|上海，徐汇"_s, u"3:李娜|北京，朝阳"_s});
        row("sep line", "sep=;\na;b,c\n1;2,3\n", {u"a|b,c"_s, u"3:1|2,3"_s});
        row("one column", "a\n1\n2\n", {u"a"_s, u"2:1"_s, u"3:2"_s});
        row("quotes", "a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", {u"a|b"_s, u"2:1,5|say \"hi\""_s});
        row("line end in quotes", "a,b\n\"x\r\ny\",2\n3,4\n", {u"a|b"_s, u"2:x^/y|2"_s, u"4:3|4"_s});
        row("blanks around quotes", "a,b\n \"x\" , \"y\"\t\n", {u"a|b"_s, u"2:x|y"_s});
        row("lone quotes inside", "a,b\n\"Zhang \"Big\" Wei\",2\n5\"x,6\n", {u"a|b"_s, u"2:Zhang \"Big\" Wei|2"_s, u"3:5\"x|6"_s});
        row("empty quotes with text behind", "a,b\n\"\"x,2\n", {u"a|b"_s, u"2:\"\"x|2"_s});
        row("empty quoted", "a,b\n\"\",\"\"\n", {u"a|b"_s, u"2:|"_s});
        row("short row", "a,b,c\n1\n1,2\n", {u"a|b|c"_s, u"2:1||"_s, u"3:1|2|"_s});
        row("surplus empty cells", "a,b\n1,2,,  \n", {u"a|b"_s, u"2:1|2"_s});
        row("surplus cells", "a,b\n1,2,3\n4,5\n", {u"a|b"_s, u"2!tooManyCells(2,3,2)"_s, u"3:4|5"_s});
        row("blank lines", "\n\na,b\n\n1,2\n  \n\t\n3,4\n\n", {u"a|b"_s, u"5:1|2"_s, u"8:3|4"_s});
        row("empty cells are a row", "a,b\n,\n", {u"a|b"_s, u"2:|"_s});
        row("two marks", "\xEF\xBB\xBF\xEF\xBB\xBF" "a,b\n1,2\n", {u"a|b"_s, u"2:1|2"_s});
        row("delimiter last", "a,b\n1,", {u"a|b"_s, u"2:1|"_s});
        row("only headings", "a,b\n", {u"a|b"_s});
        row("only blank lines", "\n \n", {u"formats.emptyFile"_s});

        row("NUL", QByteArray("a,b\n1,") + '\0' + QByteArray("2\n3,4\n") + QByteArray("5,6\n").repeated(99),
            QStringList{u"a|b"_s, u"2!nulByte(2)"_s, u"3:3|4"_s} + [] {
                QStringList more;
                for (int i = 0; i < 99; ++i)
                    more.append(QString::number(i + 4) + u":5|6"_s);
                return more;
            }());
        row("bad byte", u"姓名,城市,公司\n张伟,上海,贸易公司\n"_s.toUtf8() + "\xFF,1,2\n" + u"李娜,北京,科技公司\n"_s.toUtf8(),
            {u"姓名|城市|公司"_s, u"2:张伟|上海|贸易公司"_s, u"3!damagedText(3,UTF-8)"_s, u"4:李娜|北京|科技公司"_s});
    }
    void reads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, rows);
        QCOMPARE(rowsOf(bytes), rows);
    }

    void aQuoteNeverClosedCostsOneRow_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("rows");
        const auto row = [](const char *name, const QByteArray &bytes, const QStringList &rows) {
            QTest::newRow(name) << bytes << rows;
        };
        row("until the end", "a,b\n1,2\n\"3,4\n5,6\n7,8\n",
            {u"a|b"_s, u"2:1|2"_s, u"3!quoteNeverClosed(3)"_s, u"4:5|6"_s, u"5:7|8"_s});
        row("in the last line", "a,b\n1,\"2", {u"a|b"_s, u"2!quoteNeverClosed(2)"_s});
        row("in the last cell", "a,b\n1,\"2\n3,4\n", {u"a|b"_s, u"2!quoteNeverClosed(2)"_s, u"3:3|4"_s});
        row("then good quotes", "a,b\n\"1,2\n\"3\",4\n5,6\n",
            {u"a|b"_s, u"2!quoteNeverClosed(2)"_s, u"3:3|4"_s, u"4:5|6"_s});
        row("then doubled quotes", "a,b\n\"1,2\n3,\"x\"\"y\"\n5,6\n",
            {u"a|b"_s, u"2!quoteNeverClosed(2)"_s, u"3:3|x\"y"_s, u"4:5|6"_s});
        row("closed by chance in a later row", "a,b,c\n1,\"2,3\n4,5,6\n7,8,9\"\n",
            {u"a|b|c"_s, u"2!quoteNeverClosed(2)"_s, u"3:4|5|6"_s, u"4:7|8|9\""_s});
        row("two of them", "a,b\n\"1,2\n3,4\n\"5,6\n7,8\n",
            {u"a|b"_s, u"2!quoteNeverClosed(2)"_s, u"3:3|4"_s, u"4!quoteNeverClosed(4)"_s, u"5:7|8"_s});
        row("opened in the row's second line", "a,b\n\"x\ny\",\"2\n3,4\n5,6\n",
            {u"a|b"_s, u"2!quoteNeverClosed(3)"_s, u"4:3|4"_s, u"5:5|6"_s});
        row("the rest of a cell of several lines is no customer", "a,b,c\n1,2,\"say\nhello\n\"x\" y\"\n4,5,6\n",
            {u"a|b|c"_s, u"2!quoteNeverClosed(2)"_s, u"3!afterOpenQuote(3,2)"_s, u"4!afterOpenQuote(4,2)"_s, u"5:4|5|6"_s});
    }
    void aQuoteNeverClosedCostsOneRow()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, rows);
        QCOMPARE(rowsOf(bytes), rows);
    }

    void keepsTheRawTextOfABadRow()
    {
        QByteArray bytes = "a,b\n\"1,2\r\n3,4\n5,6,7\n";
        QBuffer file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        Result<CsvReader> reader = CsvReader::open(file);
        TableRow row;
        QVERIFY(*reader->next(row));
        QCOMPARE(row.raw, u"\"1,2"_s);
        QVERIFY(*reader->next(row));
        QVERIFY(*reader->next(row));
        QCOMPARE(row.raw, u"5,6,7"_s);
    }

    void giantRowsAndCellsCostThemselvesOnly()
    {
        CsvReader::Options options;
        options.maxCellCharacters = 1000;
        options.maxRowCharacters = 5000;
        const QByteArray giant = "a,b\n1,2\n" + QByteArray(300'000, 'x') + ",y\n3,4\n\"" + QByteArray(20'000, 'z')
            + "\",5\n6,7\n";
        QCOMPARE(rowsOf(giant, options),
                 QStringList({u"a|b"_s, u"2:1|2"_s, u"3!rowTooLong(3,5000)"_s, u"4:3|4"_s,
                              u"5!quoteNeverClosed(5)"_s, u"6:6|7"_s}));
    }

    void readsTheSameFromOneByteAtATime()
    {
        QByteArray bytes = u"姓名,备注\r\n张伟,\"第一行\r\n第二\"\"行\"\r\n\"坏,1\r\n李娜,𠮷\r\n"_s.toUtf8();
        Dripping file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
        Result<CsvReader> reader = CsvReader::open(file);
        QVERIFY(reader.has_value());
        QStringList rows;
        TableRow row;
        while (*reader->next(row))
            rows.append(row.error ? row.error->id : QString(QString::number(row.line) + row.cells.join(u'|')));
        QCOMPARE(rows, QStringList({u"2张伟|第一行\r\n第二\"行"_s, u"formats.quoteNeverClosed"_s, u"5李娜|𠮷"_s}));
    }

    // Adversary: every line opens a quote that never closes; the work must stay linear, and the rows all counted.
    void quotesWithoutEndStayLinear_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("good");
        QTest::newRow("even runs") << QByteArray("\"\"\"\"x,2\n") << 0;
        QTest::newRow("empty quotes, then text") << QByteArray("\"\"x,2\n") << 200'000;
        QTest::newRow("odd runs") << QByteArray("\"x,2\n") << -1;
    }
    void quotesWithoutEndStayLinear()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, good);
        QByteArray bytes = "a,b\n" + line.repeated(200'000);
        QBuffer file(&bytes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        Result<CsvReader> reader = CsvReader::open(file);
        QVERIFY(reader.has_value());
        TableRow row;
        int rows = 0;
        int fine = 0;
        while (*reader->next(row)) {
            ++rows;
            fine += row.error ? 0 : 1;
        }
        QCOMPARE(rows, 200'000);
        if (good >= 0)
            QCOMPARE(fine, good);
    }

    // Whatever the bytes: it ends, the lines run forwards, and no row is handed out twice.
    void survivesNoise()
    {
        quint32 seed = 20261122;
        const auto random = [&seed](quint32 below) {
            seed = seed * 1664525 + 1013904223;
            return (seed >> 8) % below;
        };
        const QByteArrayView alphabet("\"\",,;\n\n\r ab\t\xE5\xBC\xA0");
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = "a,b\n";
            for (quint32 i = 0, count = random(60); i < count; ++i)
                bytes.append(alphabet[random(quint32(alphabet.size()))]);
            QBuffer file(&bytes);
            file.open(QIODevice::ReadOnly);
            CsvReader::Options options;
            options.encoding = u"UTF-8"_s;
            options.maxCellCharacters = 20;
            options.maxRowCharacters = 40;
            Result<CsvReader> reader = CsvReader::open(file, options);
            if (!reader)
                continue;
            TableRow row;
            qint64 last = 1;
            int rows = 0;
            while (*reader->next(row)) {
                QVERIFY2(row.line > last, bytes.toHex().constData());
                last = row.line;
                QVERIFY(++rows <= 62);
                if (!row.error)
                    QCOMPARE(row.cells.size(), reader->headings().size());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csv_reader.moc"
