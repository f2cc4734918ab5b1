// SPDX-License-Identifier: GPL-3.0-or-later
// Every reader of foreign files under seeded mutations: delimited text, workbooks (the packed file and the XML inside), cards,
// JSON lines, mapping files. Whatever the bytes: rows or a clear reason, in bounded time and memory, never a crash. The sanitizers
// run this too. KEMAI_SOAK=1 makes it long; KEMAI_FUZZ_SEED=n begins at another seed and repeats a failing one.
#include "customers/import_row.h"
#include "customers/mapping.h"
#include "formats/json_lines.h"
#include "formats/table_file.h"
#include "fuzz/mutation.h"
#include "support/zip_file.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

quint64 firstSeed() { return qEnvironmentVariable("KEMAI_FUZZ_SEED", u"1"_s).toULongLong(); }
int rounds(int brief) { return qEnvironmentVariableIsSet("KEMAI_SOAK") ? brief * 200 : brief; }

// Reads a file to its end, and each row as an import would. What went wrong, or empty.
QString readAll(const QByteArray &bytes)
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    const auto table = openTable(device, {{}, {}, {}, headingTest({}, {})});
    if (!table)
        return table.error().id.isEmpty() ? u"an error without a name"_s : QString();
    const QStringList headings = table->reader->headings();
    ImportRowContext context;
    context.headings = headings;
    if (auto mapping = mapCustomerColumns(headings, {}, {}))
        context.mapping = std::move(*mapping);
    else
        context.mapping.columns.fill({CustomerField::Note, -1}, headings.size());
    TableRow row;
    qint64 line = 0;
    for (qint64 rows = 0; rows < 2'000'000; ++rows) {
        const auto any = table->reader->next(row);
        if (!any)
            return any.error().id.isEmpty() ? u"an error without a name"_s : QString();
        if (!*any)
            return {};
        if (row.error ? row.error->id.isEmpty() : row.cells.size() != headings.size())
            return u"line %1 has %2 cells under %3 headings"_s.arg(row.line).arg(row.cells.size()).arg(headings.size());
        if (row.line < 1)
            return u"line %1 after line %2"_s.arg(row.line).arg(line);
        line = row.line;
        const ImportRow read = readImportRow(row, context);
        if (!read.rejected && read.name.isEmpty() && read.company.isEmpty() && !read.hasNumber())
            return u"line %1 is nobody and was taken"_s.arg(row.line);
    }
    return u"it does not end"_s;
}

const QByteArrayList textTokens{"\"", "\"\"", ",", "\t", ";", "\n", "\r", "\r\n", QByteArray(1, '\0'), "\xEF\xBB\xBF", "\xFF\xFE", "\xE5\xBC\xA0", "\xC4\xE3",
                                "=cmd|' /C calc'!A0", "1.38E10", "13800138000", "sep=;\n", "\xE2\x80\x8B", "\xED\xA0\x80", "姓名,手机\n"};
const QByteArrayList xmlTokens{"<", ">", "</row>", "<row r=\"1048577\">", "<row>", "<c r=\"XFE1\">", "<c t=\"s\"><v>4294967296</v></c>", "<c t=\"s\"><v>-1</v></c>", "&amp;",
                               "&x;", "&#0;", "<!DOCTYPE a [<!ENTITY x \"y\">]>", "<![CDATA[", "]]>", "<!--", "<v>1E400</v>", "<v>nan</v>", "s=\"-1\"", "r=\"A0\"", "</sheetData>",
                               "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>", "<is><t>", "<rPh>", "</rPh>", "_x000D_", "\xFF", QByteArray(1, '\0')};
const QByteArrayList cardTokens{"BEGIN:VCARD\r\n", "END:VCARD\r\n", "\r\n ", "=\r\n", ":", ";", "TEL:", "N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5", "AGENT:\r\n", "\"", "\\",
                                "ENCODING=b:", "CHARSET=UTF-7:", "=E5", QByteArray(1, '\0'), "\xFF\xFE", "item1."};

} // namespace

class TestFuzzReaders : public QObject
{
    Q_OBJECT

private slots:
    void delimitedText()
    {
        const QByteArray good = u"姓名,公司,手机,邮箱,生日,备注\r\n张敏,\"启明, 教育\",138 0013 8000,zm@a.cn,1990-1-2,\"两\r\n行 \"\"引\"\" 号\"\r\n"
                                u"李伟,,021-62888888转801、13900139000,,32875,\r\n,,,,,\r\n"_s.toUtf8();
        fuzz(300, good, textTokens, [](const QByteArray &bytes) { return readAll(bytes); });
    }

    void packedWorkbooks()
    {
        fuzz(150, workbook(parts()), QByteArrayList{"PK\1\2", "PK\3\4", "PK\5\6", "PK\6\6", "PK\6\7", QByteArray(8, '\xFF'), QByteArray(8, '\0'), "xl/workbook.xml"},
             [](const QByteArray &bytes) { return readAll(bytes); });
    }

    void theXmlInsideWorkbooks()
    {
        const QList<ZipFileEntry> good = workbookEntries(parts());
        for (quint64 seed = firstSeed(), last = seed + quint64(rounds(300)); seed < last; ++seed) {
            Mutation mutation(seed);
            QList<ZipFileEntry> entries = good;
            ZipFileEntry &one = entries[mutation.number(entries.size())];
            one.bytes = mutation.of(one.bytes, xmlTokens);
            const QString wrong = readAll(zipFile(entries));
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + wrong));
        }
    }

    void cards()
    {
        const QByteArray good = u"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E6=95=\r\n=8F;;;\r\nTEL;CELL:13800138000\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\n"
                                u"END:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:李伟\r\nitem1.TEL;TYPE=\"home,voice\":tel:+86-21-62888888;ext=801\r\nADR:;;漕溪北路398号;上海市;;200030;中国\r\nEND:VCARD\r\n"_s.toUtf8();
        fuzz(400, good, cardTokens, [](const QByteArray &bytes) { return readAll(bytes); });
    }

    void jsonLines()
    {
        const QByteArray good = "{\"channel\":\"call\",\"external_id\":\"c1\",\"at\":\"2026-11-20T10:00:00+08:00\",\"phone\":\"13812345678\",\"body\":\"\\u4f60\"}\n{\"a\":[1,2.5e3,null,true]}\n";
        fuzz(400, good, QByteArrayList{"{", "}", "[", "]", "\"", "\\u", "\\ud800", ",", "\n", "\xFF", QByteArray(1, '\0'), "1e999", "-", "[[[[[[[[", "{\"a\":"},
             [](const QByteArray &bytes) -> QString {
                 QBuffer device;
                 device.setData(bytes);
                 device.open(QIODevice::ReadOnly);
                 JsonLineReader reader(device);
                 JsonLine line;
                 for (int i = 0; i < 1'000'000; ++i) {
                     const auto any = reader.next(line);
                     if (!any || !*any)
                         return {};
                     if (line.error && line.error->id.isEmpty())
                         return u"an error without a name"_s;
                 }
                 return u"it does not end"_s;
             });
    }

    void mappingFiles()
    {
        const QStringList headings{u"客户名"_s, u"联系方式"_s, u"微信"_s, u"电话1"_s, QString(), u"电话1"_s};
        const QByteArray good = u"{\"客户名\": \"name\", \"联系方式\": \"phone\", \"微信\": \"custom.wechat\", \"电话1\": \"\", \"没有\": null}"_s.toUtf8();
        fuzz(400, good, QByteArrayList{"\"", ":", "{", "}", "name", "phone", "custom.", "custom:", "null", "1", "[]", "\\u0000", ",", "\"id\"", "电话1"},
             [&headings](const QByteArray &bytes) -> QString {
                 const QJsonObject given = QJsonDocument::fromJson(bytes).object();
                 const auto mapping = mapCustomerColumns(headings, given, {});
                 if (!mapping)
                     return mapping.error().id.isEmpty() ? u"an error without a name"_s : QString();
                 if (mapping->columns.size() != headings.size())
                     return u"columns are missing"_s;
                 for (const auto &column : mapping->columns)
                     if (column.field == CustomerField::Custom && (column.custom < 0 || column.custom >= mapping->customFields.size()))
                         return u"a custom field that is not there"_s;
                 return {};
             });
    }

private:
    static WorkbookParts parts()
    {
        return {{{"说明", worksheet(textRow(1, {u"请勿修改"_s}))},
                 {"名单", worksheet(textRow(2, {u"姓名"_s, u"手机"_s, u"生日"_s}) + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\"><v>13800138000</v></c><c r=\"C3\" s=\"1\"><v>32875</v></c></row>"
                                        + textRow(4, {u"李伟"_s, u"021-62888888"_s}),
                                    "<mergeCells><mergeCell ref=\"A3:A4\"/></mergeCells>")}},
                "<si><t>张敏</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si>",
                "<numFmts><numFmt numFmtId=\"170\" formatCode=\"000-0000\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs>"};
    }

    template <typename Read>
    void fuzz(int brief, const QByteArray &good, const QByteArrayList &tokens, Read read)
    {
        QVERIFY2(read(good).isEmpty(), qPrintable(read(good)));
        for (quint64 seed = firstSeed(), last = seed + quint64(rounds(brief)); seed < last; ++seed) {
            const QString wrong = read(Mutation(seed).of(good, tokens));
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + wrong));
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzReaders)
#include "tst_fuzz_readers.moc"
