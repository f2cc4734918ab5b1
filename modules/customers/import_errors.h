// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The error file of an import: the rows that were rejected, and those imported with a warning, in the form of the file
 * they came from, its columns in their order, with one more column 原因 (or Reason). It is corrected and imported again: a
 * column of that name is nobody's field.
 *
 * Delimited text keeps its delimiter and, where that holds every character, its encoding (else UTF-8 with a mark); a
 * workbook comes back as a workbook of one sheet, cards as cards with X-KEMAI-REASON. Cells stand as they were. A row that
 * could not be parted into cells stands as it was, with its reason behind it. Text of a bad row beyond 64 Ki characters is cut.
 *
 * The file is there after finish(), or not at all. One thread at a time.
 */
#pragma once

#include "customers/import_customers.h"

namespace kemai {

class ImportErrorFile
{
public:
    // sentence: a reason as a person reads it.
    ImportErrorFile(const QString &file, const TableForm &form, const QStringList &headings, bool chinese,
                    std::function<QString(const Error &)> sentence);
    ~ImportErrorFile();

    // Whether a remark belongs into it. A row's remarks come one behind the other and become one row.
    static bool takes(const ImportRemark &remark);
    void add(const ImportRemark &remark);

    qint64 rows() const;
    Result<> finish(); // Errors: Io formats.writeFailed. Without any row there is no file.

    // "客户.csv" -> "客户-错误.csv", beside it.
    static QString nameFor(const QString &file, TableFormat format, bool chinese);

private:
    class Form;
    class TextForm;
    class WorkbookForm;
    class CardsForm;
    void flush();

    std::unique_ptr<Form> m_form;
    std::function<QString(const Error &)> m_sentence;
    std::optional<ImportRemark> m_row; // not yet written
    QStringList m_reasons;             // of it
    qint64 m_rows = 0;
    std::optional<Error> m_error;
};

} // namespace kemai
