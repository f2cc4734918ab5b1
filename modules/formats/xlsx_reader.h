// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Rows of one sheet of an Excel workbook (.xlsx, .xlsm; ECMA-376 / ISO 29500, transitional and strict), in bounded memory.
 *
 * Which sheet and which row holds the headings: among the first rows of every visible sheet the one with the most
 * cells known as headings wins, the first of equals. Without any known heading it is the first row of the first sheet that is
 * not empty. Columns left of the first heading and right of the last one belong to no heading and are passed over.
 *
 * Before the first row is handed out the whole sheet has been read once: a file that is cut off, hostile or damaged gives
 * its error from open(), and nothing of it is taken.
 *
 * Cells become the text a person sees (xlsx_number.h): formulas their cached value, rich text its text, booleans TRUE and
 * FALSE. A cell that holds an error (#N/A) is empty, with a warning. The value of a merged cell stands in its first
 * column, and in every row it covers: a company merged over three people is the company of all three. Rows without a
 * value of their own are no rows, and neither is a repetition of the headings.
 *
 * Limits: those of zip_archive.h and xml_parser.h; a sheet of 1 GiB, 1,048,576 rows, the first 16,384 columns, 512 of them under
 * headings; 128 MiB of shared strings; 32,767 characters a cell and maxRowCharacters a row (a longer one is a
 * bad row); 2^30 characters in all, so that few bytes which name one long string over and over end as well. Together they
 * keep a reader under some 250 MB whatever the file.
 */
#pragma once

#include "formats/table_reader.h"

#include <functional>
#include <memory>

class QIODevice;

namespace kemai {

struct XlsxOptions {
    QString sheet; // empty: found
    std::function<bool(const QString &)> knowsHeading;
    qsizetype maxRowCharacters = 1024 * 1024;
    qint64 maxCharacters = qint64(1) << 30;
};

class XlsxReader final : public TableReader
{
public:
    // Errors: those of ZipArchive, XmlParser and XlsxBook; Invalid formats.sheetMissing (details: name, the sheets there
    // are), formats.sheetsEmpty, formats.sheetTooLarge.
    static Result<std::unique_ptr<XlsxReader>> open(QIODevice &device, const XlsxOptions &options);
    ~XlsxReader() override;

    const QStringList &headings() const override { return m_headings; }
    Result<bool> next(TableRow &row) override;
    qint64 bytesRead() const override { return m_bytesRead; }
    qint64 bytesTotal() const override { return m_bytesTotal; }

    QString sheet() const { return m_sheet; }
    QStringList sheets() const { return m_sheets; } // the visible ones
    qint64 headingRow() const { return m_headingRow; }

private:
    struct Walk;
    XlsxReader();
    Result<> choose(const XlsxOptions &options);
    Result<> survey(const XlsxOptions &options);

    std::unique_ptr<Walk> m_walk;
    QStringList m_headings;
    QString m_sheet;
    QStringList m_sheets;
    qint64 m_headingRow = 0;
    qsizetype m_firstColumn = 0;
    qint64 m_bytesRead = 0;
    qint64 m_bytesTotal = 0;
};

} // namespace kemai
