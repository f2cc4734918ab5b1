// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Zip files for tests, written byte by byte (APPNOTE 4.3), so that a test can also write wrong ones; and workbooks of a few
 * parts in them.
 */
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>

#include <zlib.h>

namespace kemai {

struct ZipFileEntry {
    QByteArray name;
    QByteArray bytes;
    bool deflated = true;
};

inline QByteArray littleEndian(quint64 number, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out.append(char(number >> (8 * i)));
    return out;
}

inline QByteArray zipFile(const QList<ZipFileEntry> &entries)
{
    QByteArray file, directory;
    for (const ZipFileEntry &entry : entries) {
        QByteArray packed = entry.bytes;
        if (entry.deflated) {
            packed = qCompress(entry.bytes, 9); // four bytes of length, two of head, the deflated stream, four of checksum
            packed = entry.bytes.isEmpty() ? QByteArray("\3\0", 2) : packed.sliced(6, packed.size() - 10); // of nothing Qt makes no stream
        }
        const quint32 sum = quint32(crc32(0, reinterpret_cast<const Bytef *>(entry.bytes.constData()), uInt(entry.bytes.size())));
        const QByteArray common = littleEndian(20, 2) + littleEndian(0, 2) + littleEndian(entry.deflated ? 8 : 0, 2) + littleEndian(0, 4)
            + littleEndian(sum, 4) + littleEndian(quint64(packed.size()), 4) + littleEndian(quint64(entry.bytes.size()), 4)
            + littleEndian(quint64(entry.name.size()), 2) + littleEndian(0, 2);
        directory += "PK\1\2" + littleEndian(20, 2) + common + littleEndian(0, 2) + littleEndian(0, 2) + littleEndian(0, 2)
            + littleEndian(0, 4) + littleEndian(quint64(file.size()), 4) + entry.name;
        file += "PK\3\4" + common + entry.name + packed;
    }
    const auto count = quint64(entries.size());
    return file + directory + "PK\5\6" + littleEndian(0, 4) + littleEndian(count, 2) + littleEndian(count, 2)
        + littleEndian(quint64(directory.size()), 4) + littleEndian(quint64(file.size()), 4) + littleEndian(0, 2);
}

struct WorkbookParts {
    struct Sheet {
        QByteArray name;
        QByteArray xml; // of the part
        QByteArray state = {};
    };
    QList<Sheet> sheets;
    QByteArray strings = {}; // what stands inside <sst>
    QByteArray styles = {};  // what stands inside <styleSheet>
    bool from1904 = false;
};

inline QByteArray worksheet(const QByteArray &rows, const QByteArray &behind = {})
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
           "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        + rows + "</sheetData>" + behind + "</worksheet>";
}

inline QList<ZipFileEntry> workbookEntries(const WorkbookParts &parts)
{
    const QByteArray office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    QByteArray sheets, relationships;
    QList<ZipFileEntry> entries;
    for (qsizetype i = 0; i < parts.sheets.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        const QByteArray state = parts.sheets[i].state;
        sheets += "<sheet name=\"" + parts.sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\""
            + (state.isEmpty() ? QByteArray() : " state=\"" + state + "\"") + "/>";
        relationships += "<Relationship Id=\"rId" + number + "\" Type=\"" + office + "/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        entries.append({"xl/worksheets/sheet" + number + ".xml", parts.sheets[i].xml});
    }
    relationships += "<Relationship Id=\"s\" Type=\"" + office + "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                     "<Relationship Id=\"t\" Type=\"" + office + "/styles\" Target=\"/xl/styles.xml\"/>";
    const QByteArray rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    entries.append({"_rels/.rels", rels + "<Relationship Id=\"r\" Type=\"" + office + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"});
    entries.append({"xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + office + "\"><workbookPr"
                        + (parts.from1904 ? QByteArray(" date1904=\"1\"") : QByteArray()) + "/><sheets>" + sheets + "</sheets></workbook>"});
    entries.append({"xl/_rels/workbook.xml.rels", rels + relationships + "</Relationships>"});
    entries.append({"xl/sharedStrings.xml", "<sst>" + parts.strings + "</sst>"});
    entries.append({"xl/styles.xml", "<styleSheet>" + parts.styles + "</styleSheet>"});
    return entries;
}

inline QByteArray workbook(const WorkbookParts &parts) { return zipFile(workbookEntries(parts)); }

// A row of inline strings from column A on; an empty one is left out.
inline QByteArray textRow(int number, const QStringList &cells)
{
    QByteArray xml = "<row r=\"" + QByteArray::number(number) + "\">";
    for (qsizetype i = 0; i < cells.size(); ++i)
        if (!cells[i].isEmpty())
            xml += "<c r=\"" + QByteArray(1, char('A' + i)) + QByteArray::number(number) + "\" t=\"inlineStr\"><is><t>"
                + cells[i].toHtmlEscaped().toUtf8() + "</t></is></c>";
    return xml + "</row>";
}

} // namespace kemai
