// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Writes a delimited text file as RFC 4180 says: UTF-8 with a byte order mark (Excel needs it for Chinese), commas,
 * CRLF, quotes only where needed. Cells are guarded from running as formulas (formula_guard.h); CsvReader's users
 * take the guard off with withoutFormulaGuard().
 *
 * One thread at a time; the device outlives the writer. After a failed write every further call repeats its error.
 */
#pragma once

#include "base/result.h"
#include "formats/text_encoder.h"

#include <QStringList>

class QIODevice;

namespace kemai {

class CsvWriter
{
public:
    enum class Cells { Guarded, Exact }; // Exact: for a file that goes back in its original form

    // encoding: as text_encoder.h takes it; empty: UTF-8.
    explicit CsvWriter(QIODevice &device, Cells cells = Cells::Guarded, QChar delimiter = u',', const QString &encoding = {});

    // Errors: Io formats.writeFailed (details: the system's words).
    Result<> write(const QStringList &cells);
    // A row as it stood in its file, and one more cell behind it.
    Result<> writeRaw(const QString &row, const QString &cell);
    Result<> finish(); // writes what is still buffered; call it before the device is closed or committed

private:
    Result<> flush();
    QString written(const QString &text) const;

    QIODevice &m_device;
    Cells m_cells;
    QChar m_delimiter;
    TextEncoder m_encoder;
    QString m_buffer;
    std::optional<Error> m_error;
};

} // namespace kemai
