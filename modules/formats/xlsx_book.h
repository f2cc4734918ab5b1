// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a workbook (ECMA-376, .xlsx and .xlsm) holds besides its sheets' rows: which sheets there are and where, its date
 * system, the shared strings and the forms of its numbers. Every part is read within its limit; see xlsx_reader.h.
 */
#pragma once

#include "formats/xlsx_number.h"
#include "formats/xml_parser.h"
#include "formats/zip_archive.h"

#include <QList>
#include <QStringList>

#include <vector>

namespace kemai {

// Sends a part of the archive through the events, as far as `wanted` (if given) stays true.
// Errors: those of ZipArchive and XmlParser.
Result<> readXmlPart(const ZipArchive &archive, const QByteArray &part, qint64 maxBytes, XmlEvents &events,
                     XmlParser **parser = nullptr, const bool *wanted = nullptr);

struct XlsxSheet {
    QString name;
    QByteArray part;
    bool hidden = false;
};

struct XlsxBook {
    QList<XlsxSheet> sheets; // at most 256, in their order
    WorkbookDates dates = WorkbookDates::From1900;
    QByteArray stringsPart; // empty: none
    QByteArray stylesPart;

    // Errors: Invalid formats.notWorkbook (another program's zip file, or xlsb); those of readXmlPart().
    static Result<XlsxBook> read(const ZipArchive &archive);
};

// The forms of numbers, by a cell's style index.
Result<std::vector<NumberForm>> readXlsxNumberForms(const ZipArchive &archive, const QByteArray &part);

// The table of strings that cells point into, kept as UTF-8 in one piece.
class XlsxStrings
{
public:
    static constexpr qint64 maxBytes = 128 * 1024 * 1024;
    static constexpr size_t maxCount = 4'000'000;

    // Errors: Invalid formats.zipTooLarge.
    static Result<XlsxStrings> read(const ZipArchive &archive, const QByteArray &part);

    size_t count() const { return m_ends.size(); }
    QByteArrayView at(size_t index) const // a view into the table
    {
        const qsizetype begin = index == 0 ? 0 : m_ends[index - 1];
        return QByteArrayView(m_text).sliced(begin, m_ends[index] - begin);
    }

private:
    friend class StringsEvents;
    QByteArray m_text;
    std::vector<quint32> m_ends;
};

// Takes the escapes of a string out (ST_Xstring: _x000D_).
QString xlsxText(QByteArrayView utf8);

} // namespace kemai
