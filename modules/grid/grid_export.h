// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridExport: what a grid shows as a CSV file: these rows in this order, these columns in this order, in the language it
 * is read in. UTF-8 with a byte order mark, cells guarded from running as formulas (formats/csv_writer.h). In pieces.
 */
#pragma once

#include "formats/csv_writer.h"
#include "grid/grid_subject.h"

#include <memory>
#include <vector>

namespace kemai {

class GridExport
{
public:
    GridExport(std::shared_ptr<const GridSubject> subject, std::vector<Id> records, QList<int> columns, bool chinese, QIODevice &file);

    // Writes the next rows; false when all are written. Errors: as Records, Io formats.writeFailed.
    Result<bool> step(Records &records);

    qint64 total() const { return qint64(m_ids.size()); }
    qint64 rows() const { return m_rows; } // written; withdrawn ones are left out

private:
    std::shared_ptr<const GridSubject> m_subject;
    std::vector<Id> m_ids;
    QList<int> m_columns;
    bool m_chinese;
    CsvWriter m_writer;
    size_t m_next = 0;
    qint64 m_rows = 0;
    bool m_headed = false;
};

} // namespace kemai
