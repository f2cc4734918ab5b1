// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/xlsx_writer.h"

#include <QFile>

#include <xlsxwriter.h>

namespace kemai {

using namespace Qt::StringLiterals;

struct XlsxWriter::Book {
    lxw_workbook *book = nullptr;
    lxw_worksheet *sheet = nullptr;
    lxw_format *bold = nullptr;
};

namespace {

Error unwritten(const QString &why)
{
    return makeError(Error::Code::Io, u"formats.writeFailed"_s, why, {why});
}

// What a sheet may not be called, and how long a name may be.
QString sheetName(QString name)
{
    for (QChar &c : name)
        if (QStringView(u"[]:*?/\\'").contains(c))
            c = u'_';
    return name.left(31);
}

} // namespace

XlsxWriter::XlsxWriter(const QString &file, const QString &sheet) : m_book(std::make_unique<Book>()), m_file(file)
{
    m_book->book = workbook_new(QFile::encodeName(file + u".part"_s).constData());
    if (!m_book->book)
        return;
    const QByteArray name = sheetName(sheet).toUtf8();
    m_book->sheet = workbook_add_worksheet(m_book->book, name.isEmpty() ? nullptr : name.constData());
    if (!m_book->sheet)
        m_book->sheet = workbook_add_worksheet(m_book->book, nullptr);
    m_book->bold = workbook_add_format(m_book->book);
    format_set_bold(m_book->bold);
    if (m_book->sheet)
        worksheet_freeze_panes(m_book->sheet, 1, 0);
}

XlsxWriter::~XlsxWriter()
{
    if (m_book->book) { // never finished: what the library wrote is no file of ours
        (void)workbook_close(m_book->book);
        QFile::remove(m_file + u".part"_s);
    }
}

Result<> XlsxWriter::write(const QStringList &cells)
{
    if (!m_book->sheet || m_rows >= maxRows)
        return fail(unwritten(m_rows >= maxRows ? u"too many rows"_s : u"no sheet"_s));
    for (qsizetype i = 0; i < cells.size() && i < 16'384; ++i) {
        QString text = cells[i].left(32'767);
        // What XML cannot hold.
        text.removeIf([](QChar c) { return c.unicode() < 32 && c != u'\n' && c != u'\t'; });
        if (!text.isEmpty())
            worksheet_write_string(m_book->sheet, lxw_row_t(m_rows), lxw_col_t(i), text.toUtf8().constData(), m_rows == 0 ? m_book->bold : nullptr);
    }
    ++m_rows;
    return {};
}

Result<> XlsxWriter::finish()
{
    if (!m_book->book)
        return fail(unwritten(u"no workbook"_s));
    const lxw_error failed = workbook_close(std::exchange(m_book->book, nullptr));
    const QString part = m_file + u".part"_s;
    if (failed != LXW_NO_ERROR) {
        QFile::remove(part);
        return fail(unwritten(QString::fromUtf8(lxw_strerror(failed))));
    }
    QFile::remove(m_file);
    if (!QFile::rename(part, m_file)) {
        QFile::remove(part);
        return fail(unwritten(m_file));
    }
    return {};
}

} // namespace kemai
