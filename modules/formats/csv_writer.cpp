// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_writer.h"

#include "formats/formula_guard.h"

#include <QIODevice>

namespace kemai {

namespace {

constexpr qsizetype flushCharacters = 64 * 1024;

bool needsQuotes(QStringView cell, QChar delimiter)
{
    if (cell.isEmpty())
        return false;
    if (cell.front().isSpace() || cell.back().isSpace())
        return true; // some readers trim
    for (const QChar c : cell)
        if (c == delimiter || c == u'"' || c == u'\n' || c == u'\r')
            return true;
    return false;
}

} // namespace

CsvWriter::CsvWriter(QIODevice &device, Cells cells, QChar delimiter, const QString &encoding)
    : m_device(device), m_cells(cells), m_delimiter(delimiter), m_encoder(encoding)
{
    if (m_encoder.beginsWithMark())
        m_buffer += QChar(0xFEFF);
}

QString CsvWriter::written(const QString &text) const
{
    QString cell = m_cells == Cells::Guarded ? guardedFromFormula(text) : text;
    if (!needsQuotes(cell, m_delimiter))
        return cell;
    return u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

Result<> CsvWriter::write(const QStringList &cells)
{
    bool first = true;
    for (const QString &text : cells) {
        if (!first)
            m_buffer += m_delimiter;
        first = false;
        // A row of one empty cell would be a blank line, which is no row.
        m_buffer += cells.size() == 1 && text.isEmpty() ? QStringLiteral("\"\"") : written(text);
    }
    m_buffer += QStringLiteral("\r\n");
    return m_buffer.size() < flushCharacters ? Result<>() : flush();
}

Result<> CsvWriter::writeRaw(const QString &row, const QString &cell)
{
    m_buffer += row + m_delimiter + written(cell) + QStringLiteral("\r\n");
    return m_buffer.size() < flushCharacters ? Result<>() : flush();
}

Result<> CsvWriter::flush()
{
    if (m_error)
        return fail(*m_error);
    const QByteArray bytes = m_encoder.encode(m_buffer);
    m_buffer.resize(0);
    if (m_device.write(bytes) != bytes.size()) {
        m_error = makeError(Error::Code::Io, QStringLiteral("formats.writeFailed"), m_device.errorString(),
                            {m_device.errorString()});
        return fail(*m_error);
    }
    return {};
}

Result<> CsvWriter::finish()
{
    return flush();
}

} // namespace kemai
