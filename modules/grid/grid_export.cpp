// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/grid_export.h"

namespace kemai {

namespace {
constexpr size_t rowsOfStep = 500;
} // namespace

GridExport::GridExport(std::shared_ptr<const GridSubject> subject, std::vector<Id> records, QList<int> columns, bool chinese, QIODevice &file)
    : m_subject(std::move(subject)), m_ids(std::move(records)), m_columns(std::move(columns)), m_chinese(chinese), m_writer(file)
{
}

Result<bool> GridExport::step(Records &records)
{
    if (!m_headed) {
        m_headed = true;
        QStringList headings;
        for (const int column : std::as_const(m_columns))
            headings.append(m_subject->columns().at(column).label(m_chinese));
        if (const auto done = m_writer.write(headings); !done)
            return fail(done.error());
    }
    const size_t end = std::min(m_ids.size(), m_next + rowsOfStep);
    const auto rows = m_subject->rows(records, QList<Id>(m_ids.begin() + qsizetype(m_next), m_ids.begin() + qsizetype(end)), m_columns);
    if (!rows)
        return fail(rows.error());
    for (const GridRow &row : *rows) {
        QStringList cells;
        for (const int column : std::as_const(m_columns))
            cells.append(m_subject->text(row.cells.at(column), column, m_chinese));
        if (const auto done = m_writer.write(cells); !done)
            return fail(done.error());
        ++m_rows;
    }
    m_next = end;
    if (m_next < m_ids.size())
        return true;
    if (const auto done = m_writer.finish(); !done)
        return fail(done.error());
    return false;
}

} // namespace kemai
