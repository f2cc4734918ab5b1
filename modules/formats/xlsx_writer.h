// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Writes a workbook of one sheet with text cells (libxlsxwriter): nothing in it is a formula or turns into a number, so phone
 * numbers keep their zeros. The heading row is bold and stays in view. The file is there after finish(); before, and after an
 * error, there is none. One thread at a time.
 */
#pragma once

#include "base/result.h"

#include <QStringList>

#include <memory>

namespace kemai {

class XlsxWriter
{
public:
    static constexpr qint64 maxRows = 1'048'576;

    XlsxWriter(const QString &file, const QString &sheet);
    ~XlsxWriter();
    XlsxWriter(const XlsxWriter &) = delete;
    XlsxWriter &operator=(const XlsxWriter &) = delete;

    // Cells beyond 32,767 characters are cut. Errors: Io formats.writeFailed; also for a row too many.
    Result<> write(const QStringList &cells);
    Result<> finish();

private:
    struct Book;
    std::unique_ptr<Book> m_book;
    QString m_file;
    qint64 m_rows = 0;
};

} // namespace kemai
