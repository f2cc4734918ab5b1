// SPDX-License-Identifier: GPL-3.0-or-later
// Workbooks as they occur and as nobody should make them.
#include "formats/xlsx_number.h"
#include "formats/xlsx_reader.h"
#include "support/zip_file.h"

#include <QBuffer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

struct Read {
    QStringList headings;
    QStringList rows; // "line: cell|cell"; of a bad one "line! id"
    QStringList warnings;
    QString error; // its id
    QString sheet;
    qint64 headingRow = 0;
};

bool known(const QString &cell)
{
    return QStringList{u"姓名"_s, u"手机"_s, u"公司"_s, u"生日"_s, u"备注"_s}.contains(cell.trimmed());
}

Read read(const QByteArray &bytes, const QString &sheet = {}, qint64 maxCharacters = qint64(1) << 30)
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    Read result;
    auto reader = XlsxReader::open(device, {.sheet = sheet, .knowsHeading = known, .maxCharacters = maxCharacters});
    if (!reader) {
        result.error = reader.error().id;
        return result;
    }
    result.headings = (*reader)->headings();
    result.sheet = (*reader)->sheet();
    result.headingRow = (*reader)->headingRow();
    TableRow row;
    for (;;) {
        const Result<bool> any = (*reader)->next(row);
        if (!any)
            result.error = any.error().id;
        if (!any || !*any)
            return result;
        result.rows.append(row.error ? QString::number(row.line) + u"! "_s + row.error->id
                                     : QString::number(row.line) + u": "_s + row.cells.join(u'|'));
        for (const Error &warning : std::as_const(row.warnings))
            result.warnings.append(warning.details.join(u' '));
    }
}

QByteArray oneSheet(const QByteArray &rows, const QByteArray &behind = {}, const QByteArray &strings = {}, const QByteArray &styles = {},
                    bool from1904 = false)
{
    return workbook({{{"Sheet1", worksheet(rows, behind)}}, strings, styles, from1904});
}

const QByteArray headingRow = textRow(1, {u"姓名"_s, u"手机"_s, u"生日"_s});

} // namespace

class TestXlsxReader : public QObject
{
    Q_OBJECT

private slots:
    void cellsAreTheTextAPersonSees_data()
    {
        QTest::addColumn<QByteArray>("cell"); // attributes and content of A2
        QTest::addColumn<QString>("text");
        QTest::newRow("shared string") << QByteArray("t=\"s\"><v>0</v>") << u"张敏"_s;
        QTest::newRow("rich text, without how it is read") << QByteArray("t=\"s\"><v>1</v>") << u"张敏 经理"_s;
        QTest::newRow("inline") << QByteArray("t=\"inlineStr\"><is><r><t>张</t></r><r><t>敏</t></r></is>") << u"张敏"_s;
        QTest::newRow("escaped line break") << QByteArray("t=\"inlineStr\"><is><t>a_x000A_b_x00_c</t></is>") << u"a\nb_x00_c"_s;
        QTest::newRow("cached text of a formula") << QByteArray("t=\"str\"><f>B2&amp;C2</f><v>张敏</v>") << u"张敏"_s;
        QTest::newRow("cached number of a formula") << QByteArray("><f>1+1</f><v>2</v>") << u"2"_s;
        QTest::newRow("boolean") << QByteArray("t=\"b\"><v>1</v>") << u"TRUE"_s;
        QTest::newRow("phone as a float") << QByteArray("><v>13800138000.0</v>") << u"13800138000"_s;
        QTest::newRow("phone in exponents: the file holds it exactly") << QByteArray("><v>1.3800138E10</v>") << u"13800138000"_s;
        QTest::newRow("long number") << QByteArray("><v>1.10101199001011E+17</v>") << u"110101199001011000"_s;
        QTest::newRow("rounding noise") << QByteArray("><v>0.30000000000000004</v>") << u"0.3"_s;
        QTest::newRow("leading zeros of the format") << QByteArray("s=\"1\"><v>2162888888</v>") << u"02162888888"_s;
        QTest::newRow("digits in places") << QByteArray("s=\"2\"><v>2162888888</v>") << u"021-62888888"_s;
        QTest::newRow("day") << QByteArray("s=\"3\"><v>32875</v>") << u"1990-01-02"_s;
        QTest::newRow("day in Chinese") << QByteArray("s=\"4\"><v>32875</v>") << u"1990-01-02"_s;
        QTest::newRow("day and time") << QByteArray("s=\"5\"><v>32875.604166667</v>") << u"1990-01-02 14:30"_s;
        QTest::newRow("time") << QByteArray("s=\"6\"><v>0.604166667</v>") << u"14:30"_s;
        QTest::newRow("day before the leap day that was none") << QByteArray("s=\"3\"><v>59</v>") << u"1900-02-28"_s;
        QTest::newRow("day after it") << QByteArray("s=\"3\"><v>61</v>") << u"1900-03-01"_s;
        QTest::newRow("day of the strict form") << QByteArray("t=\"d\"><v>1990-01-02T00:00:00</v>") << u"1990-01-02"_s;
        QTest::newRow("no day at all") << QByteArray("s=\"3\"><v>99999999999</v>") << u"99999999999"_s;
        QTest::newRow("money is no day") << QByteArray("s=\"7\"><v>32875</v>") << u"32875"_s;
        QTest::newRow("no number") << QByteArray("><v>abc</v>") << u"abc"_s;
        QTest::newRow("style that is not there") << QByteArray("s=\"999999\"><v>7</v>") << u"7"_s;
    }
    void cellsAreTheTextAPersonSees()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QString, text);
        const QByteArray strings = "<si><t>张敏</t></si><si><r><t>张敏</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 经理</t></r>"
                                   "<rPh sb=\"0\" eb=\"2\"><t>ZHANGMIN</t></rPh></si>";
        const QByteArray styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"00000000000\"/><numFmt numFmtId=\"171\" formatCode=\"000\\-00000000\"/>"
                                  "<numFmt numFmtId=\"172\" formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
                                  "<numFmt numFmtId=\"173\" formatCode=\"#,##0.00&quot;元/day&quot;\"/></numFmts>"
                                  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                                  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"14\"/><xf numFmtId=\"172\"/>"
                                  "<xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"173\"/></cellXfs>";
        const Read result = read(oneSheet(textRow(1, {u"姓名"_s}) + "<row r=\"2\"><c r=\"A2\" " + cell + "</c></row>", {}, strings, styles));
        QCOMPARE(result.error, QString());
        QCOMPARE(result.rows, QStringList{u"2: "_s + text});
    }

    void daysOfThe1904System()
    {
        const Read result = read(oneSheet(textRow(1, {u"生日"_s}) + "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>31413</v></c></row>", {}, {},
                                          "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", true));
        QCOMPARE(result.rows, QStringList{u"2: 1990-01-02"_s});
    }

    void headingsNeedNotComeFirst()
    {
        const QByteArray notes = worksheet(textRow(1, {u"说明"_s}) + textRow(2, {u"请勿修改"_s}));
        const QByteArray data = worksheet(textRow(1, {u"2026 年客户名单"_s}) + textRow(3, {{}, u"姓名"_s, u"手机"_s}) + textRow(4, {u"1"_s, u"张敏"_s, u"13800138000"_s}));
        const QByteArray hidden = worksheet(textRow(1, {u"姓名"_s, u"手机"_s, u"公司"_s, u"备注"_s}));
        const QByteArray file = workbook({{{"说明", notes}, {"旧数据", hidden, "hidden"}, {"名单", data}}});
        const Read result = read(file);
        QCOMPARE(result.sheet, u"名单"_s);
        QCOMPARE(result.headingRow, 3);
        QCOMPARE(result.headings, (QStringList{u"姓名"_s, u"手机"_s}));
        QCOMPARE(result.rows, QStringList{u"4: 张敏|13800138000"_s});
        QCOMPARE(read(file, u"旧数据"_s).headings.size(), 4); // a hidden one may be asked for
        QCOMPARE(read(file, u"没有"_s).error, u"formats.sheetMissing"_s);
    }

    void raggedEmptyAndRepeatedRows()
    {
        const Read result = read(oneSheet(headingRow + "<row r=\"2\"/>" + textRow(4, {u"张敏"_s}) + textRow(5, {u"姓名"_s, u"手机"_s, u"生日"_s})
                                          + textRow(6, {{}, {}, {}, u"无标题的格"_s}) + textRow(7, {u"李伟"_s, {}, {}, u"多出的格"_s})
                                          + "<row><c t=\"inlineStr\"><is><t>没有地址</t></is></c><c t=\"inlineStr\"><is><t>2</t></is></c></row>"));
        QCOMPARE(result.rows, (QStringList{u"4: 张敏||"_s, u"7: 李伟||"_s, u"8: 没有地址|2|"_s}));
    }

    void mergedCellsHoldForEveryRowTheyCover()
    {
        const Read result = read(oneSheet(textRow(1, {u"公司"_s, u"姓名"_s}) + textRow(2, {u"启明"_s, u"张敏"_s}) + textRow(3, {{}, u"李伟"_s}) + textRow(4, {{}, {}})
                                          + textRow(5, {{}, u"王芳"_s}),
                                          "<mergeCells><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B5:C5\"/><mergeCell ref=\"x\"/></mergeCells>"));
        QCOMPARE(result.rows, (QStringList{u"2: 启明|张敏"_s, u"3: 启明|李伟"_s, u"5: |王芳"_s}));
    }

    void anErrorInACellIsAWarning()
    {
        const Read result = read(oneSheet(headingRow + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>张敏</t></is></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"));
        QCOMPARE(result.rows, QStringList{u"2: 张敏||"_s});
        QCOMPARE(result.warnings, QStringList{u"2 B #N/A"_s});
    }

    void oneBadRowCostsNoOther()
    {
        const QByteArray longText(200'000, 'x');
        const Read result = read(oneSheet(headingRow + "<row r=\"2\"><c r=\"AAAA2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>7</v></c></row>"
                                          "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>" + longText + "</t></is></c></row>"
                                          "<row r=\"9999999\"><c r=\"A5\"><v>1</v></c></row>" + textRow(6, {u"张敏"_s})));
        QCOMPARE(result.rows, (QStringList{u"2! formats.cellAddress"_s, u"3! formats.cellAddress"_s, u"4! formats.rowTooLong"_s,
                                           u"5! formats.cellAddress"_s, u"6: 张敏||"_s}));
    }

    void whatCannotBeReadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("error");
        const QByteArray good = oneSheet(headingRow + textRow(2, {u"张敏"_s}));
        QTest::newRow("cut off") << good.first(good.size() / 2) << u"formats.zipDamaged"_s;
        QTest::newRow("only a head") << QByteArray("PK\3\4") << u"formats.zipDamaged"_s;
        QByteArray flipped = good;
        flipped[60] = char(flipped[60] ^ 0x55);
        QTest::newRow("a flipped byte") << flipped << u"formats.zipDamaged"_s;
        QTest::newRow("no workbook") << zipFile({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}}) << u"formats.notWorkbook"_s;
        QTest::newRow("empty sheets") << workbook({{{"a", worksheet({})}, {"b", worksheet("<row r=\"1\"/>")}}}) << u"formats.sheetsEmpty"_s;
        QTest::newRow("no sheets") << workbook({}) << u"formats.notWorkbook"_s;
        QTest::newRow("entities") << workbook({{{"a", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"}}})
                                  << u"formats.xmlForbidden"_s;
        QTest::newRow("external entity") << workbook({{{"a", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>"}}}) << u"formats.xmlForbidden"_s;
        QTest::newRow("undefined entity") << oneSheet("<row r=\"1\"><c><v>&x;</v></c></row>") << u"formats.xmlDamaged"_s;
        QTest::newRow("deep") << oneSheet(QByteArray("<a>").repeated(5000) + QByteArray("</a>").repeated(5000)) << u"formats.xmlForbidden"_s;
        QTest::newRow("endless tag") << oneSheet(headingRow + "<row a=\"" + QByteArray(3'000'000, 'x') + "\"/>") << u"formats.xmlForbidden"_s;
        QTest::newRow("cut XML") << workbook({{{"a", "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>姓名</t></is></c></row>"}}}) << u"formats.xmlDamaged"_s;
        QTest::newRow("zip bomb") << oneSheet(headingRow + QByteArray(80'000'000, '\n')) << u"formats.zipTooLarge"_s;
        QTest::newRow("one cell of 80 MB") << oneSheet(headingRow + "<row r=\"2\"><c t=\"str\"><v>" + QByteArray(80'000'000, 'x') + "</v></c></row>") << u"formats.zipTooLarge"_s;
        QByteArray encrypted = good;
        encrypted[encrypted.indexOf("PK\1\2") + 8] = 1;
        QTest::newRow("encrypted part") << encrypted << u"formats.zipPartLocked"_s;

        // A directory that claims more entries than anybody has; also in the Zip64 form, far beyond the file.
        QByteArray many = good;
        const qsizetype end = many.lastIndexOf("PK\5\6");
        many.replace(end + 8, 4, "\xFF\xFE\xFF\xFE");
        QTest::newRow("65,000 entries") << many << u"formats.zipTooManyEntries"_s;
        const QByteArray zip64 = "PK\6\6" + littleEndian(44, 8) + littleEndian(45, 2) + littleEndian(45, 2) + littleEndian(0, 8)
            + littleEndian(quint64(1) << 40, 8) + littleEndian(quint64(1) << 40, 8) + littleEndian(46, 8) + littleEndian(0, 8);
        const QByteArray locator = "PK\6\7" + littleEndian(0, 4) + littleEndian(quint64(end), 8) + littleEndian(1, 4);
        QByteArray huge = good;
        huge.insert(end, zip64 + locator);
        QTest::newRow("2^40 entries") << huge << u"formats.zipTooManyEntries"_s;
    }
    void whatCannotBeReadIsRefused()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, error);
        QCOMPARE(read(file).error, error);
    }

    void fewBytesThatNameOneLongStringEnd()
    {
        // 30,000 characters, named 1,000 times, where 10 million are allowed.
        const QByteArray string = "<si><t>姓名</t></si><si><t>" + QByteArray(30'000, 'x') + "</t></si>";
        const Read result = read(oneSheet("<row><c t=\"s\"><v>0</v></c></row>" + QByteArray("<row><c t=\"s\"><v>1</v></c></row>").repeated(1'000), {}, string), {}, 10'000'000);
        QCOMPARE(result.error, u"formats.sheetTooLarge"_s);
        QVERIFY(result.rows.isEmpty());
    }

    void formatsOfNumbers_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("kind");
        using K = NumberForm::Kind;
        QTest::newRow("general") << u"General"_s << int(K::Plain);
        QTest::newRow("scientific") << u"0.00E+00"_s << int(K::Plain);
        QTest::newRow("red") << u"[Red]0"_s << int(K::Plain);
        QTest::newRow("unit in quotes") << u"0\"days\""_s << int(K::Plain);
        QTest::newRow("text") << u"@"_s << int(K::Plain);
        QTest::newRow("day") << u"yyyy-mm-dd"_s << int(K::Day);
        QTest::newRow("month") << u"mmm"_s << int(K::Day);
        QTest::newRow("minutes") << u"h:mm"_s << int(K::Time);
        QTest::newRow("seconds in tenths") << u"mm:ss.0"_s << int(K::Time);
        QTest::newRow("both") << u"yyyy/m/d h:mm AM/PM"_s << int(K::DayTime);
        QTest::newRow("length of time") << u"[h]:mm"_s << int(K::Plain);
        QTest::newRow("zeros") << u"000000"_s << int(K::Filled);
        QTest::newRow("one zero") << u"0"_s << int(K::Plain);
        QTest::newRow("unfinished quote") << u"0\"abc"_s << int(K::Plain);
        QTest::newRow("nothing") << QString() << int(K::Plain);
    }
    void formatsOfNumbers()
    {
        QFETCH(QString, code);
        QFETCH(int, kind);
        QCOMPARE(int(numberFormOf(code).kind), kind);
    }
};

QTEST_GUILESS_MAIN(TestXlsxReader)
#include "tst_xlsx_reader.moc"
