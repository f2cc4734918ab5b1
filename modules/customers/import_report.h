// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The report of an import: one line for each remark (rejected, duplicate, warning), with the line of the file, the
 * reason and the row as it was. As CSV for people, as JSON lines for programs:
 *
 *     {"line":7,"outcome":"rejected","reason":"customers.nobody","details":["7"],"text":"...","raw":",,,"}
 *
 * The first failed write is remembered and told by finish(); the import itself goes on.
 */
#pragma once

#include "customers/import_customers.h"
#include "formats/csv_writer.h"

namespace kemai {

class ImportReport
{
public:
    enum class Format { Csv, JsonLines };

    // sentence: the reason as a person reads it. headings of the CSV: line, outcome, reason, text, raw in that language.
    ImportReport(QIODevice &file, Format format, bool chinese, std::function<QString(const Error &)> sentence);

    void add(const ImportRemark &remark);
    Result<> finish(); // Errors: Io formats.writeFailed

private:
    QIODevice &m_file;
    Format m_format;
    bool m_chinese;
    std::function<QString(const Error &)> m_sentence;
    CsvWriter m_writer;
    std::optional<Error> m_error;
};

QString outcomeCode(ImportRemark::Kind kind); // "rejected", "duplicate", "warning"

} // namespace kemai
