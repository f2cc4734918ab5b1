// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TableReader: rows under headings, one at a time, in bounded memory, whatever file they stand in: a delimited text
 * (csv_reader.h), a workbook (xlsx_reader.h) or address cards (vcard_reader.h). table_file.h finds out which.
 *
 * Every row is handed out: a good one with its cells, a bad one with an error and what it looked like; the rows after
 * it are not lost. One thread at a time; the device outlives the reader.
 */
#pragma once

#include "base/result.h"

#include <QStringList>

#include <optional>

namespace kemai {

struct TableRow {
    qint64 line = 0;            // where the row begins: line of the text, row of the sheet, line of BEGIN:VCARD; from 1
    QStringList cells;          // of a good row: as many as the headings
    QString raw;                // as in the file, without its line end; of a bad row at most 64 Ki characters
    std::optional<Error> error; // Invalid: why this row cannot be read; details begin with the line
    QList<Error> warnings;      // of a good row: cells that held no value; details begin with the line
};

class TableReader
{
public:
    virtual ~TableReader() = default;

    virtual const QStringList &headings() const = 0; // trimmed

    // The next row, or false at the end. Errors: Io formats.readFailed, or that the file is damaged from here on; the
    // rows before it stay good.
    virtual Result<bool> next(TableRow &row) = 0;

    // How far it is, for showing progress; of a packed file in unpacked bytes.
    virtual qint64 bytesRead() const = 0;
    virtual qint64 bytesTotal() const = 0;
};

} // namespace kemai
