// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/table_file.h"

#include "formats/csv_reader.h"
#include "formats/vcard_reader.h"
#include "formats/xlsx_reader.h"

#include <QIODevice>

namespace kemai {

namespace {

bool beginsCard(QByteArray bytes)
{
    bytes.replace('\0', ""); // UTF-16 as well: the word is ASCII
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    else if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        bytes.remove(0, 2);
    return bytes.trimmed().first(std::min<qsizetype>(11, bytes.trimmed().size())).toUpper() == "BEGIN:VCARD";
}

Result<OpenTable> openText(QIODevice &device, const TableOptions &options)
{
    CsvReader::Options reading;
    reading.encoding = options.encoding;
    reading.delimiter = options.delimiter;
    Result<CsvReader> reader = CsvReader::open(device, reading);
    if (!reader)
        return fail(reader.error());
    TableForm form;
    form.encoding = reader->encoding().name;
    form.delimiter = reader->delimiter();
    return OpenTable{form, std::make_unique<CsvReader>(std::move(*reader))};
}

Result<OpenTable> openCards(QIODevice &device, const TableOptions &options)
{
    Result<std::unique_ptr<VcardReader>> reader = VcardReader::open(device, options.encoding);
    if (!reader)
        return fail(reader.error());
    TableForm form;
    form.format = TableFormat::Cards;
    form.encoding = (*reader)->encoding().name;
    return OpenTable{form, std::move(*reader)};
}

Result<OpenTable> openWorkbook(QIODevice &device, const TableOptions &options)
{
    Result<std::unique_ptr<XlsxReader>> reader = XlsxReader::open(device, {.sheet = options.sheet, .knowsHeading = options.knowsHeading});
    if (!reader)
        return fail(reader.error());
    TableForm form;
    form.format = TableFormat::Workbook;
    form.sheet = (*reader)->sheet();
    form.sheets = (*reader)->sheets();
    form.headingRow = (*reader)->headingRow();
    return OpenTable{form, std::move(*reader)};
}

} // namespace

Result<OpenTable> openTable(QIODevice &device, const TableOptions &options)
{
    if (device.isSequential())
        return fail(Error::Code::Invalid, QStringLiteral("formats.notSeekable"));
    device.seek(0);
    const QByteArray head = device.peek(256);
    if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6"))
        return openWorkbook(device, options);
    if (head.startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) // MS-CFB
        return fail(Error::Code::Invalid, QStringLiteral("formats.oldWorkbook"));
    return beginsCard(head) ? openCards(device, options) : openText(device, options);
}

} // namespace kemai
