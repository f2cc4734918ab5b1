// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Opens a file of rows, whatever it is: its first bytes say, its name says nothing.
 */
#pragma once

#include "formats/table_reader.h"

#include <QChar>

#include <functional>
#include <memory>

class QIODevice;

namespace kemai {

enum class TableFormat {
    Text,     // delimited text: csv_reader.h
    Workbook, // Excel: xlsx_reader.h
    Cards,    // vCard: vcard_reader.h
};

// What a file turned out to be.
struct TableForm {
    TableFormat format = TableFormat::Text;
    QString encoding;   // of text and cards
    QChar delimiter;    // of text
    QString sheet;      // of a workbook: the one that is read
    QStringList sheets; // ... and all that are visible
    qint64 headingRow = 1;
};

struct TableOptions {
    QString encoding; // empty: found, or refused as unsure
    QChar delimiter;  // null: found
    QString sheet;    // empty: found
    std::function<bool(const QString &)> knowsHeading; // which cells look like headings; for finding their row in a workbook
};

struct OpenTable {
    TableForm form;
    std::unique_ptr<TableReader> reader; // headings are read
};

// The device must be seekable and outlives the reader. Errors: those of the reader's open(); Invalid formats.oldWorkbook
// (an .xls, or an .xlsx locked by a password).
Result<OpenTable> openTable(QIODevice &device, const TableOptions &options);

} // namespace kemai
