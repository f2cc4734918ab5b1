// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How a delimited file is written: its delimiter and what ends its lines, found in its first rows.
 *
 * Delimiters considered: , tab ; | and the full-width comma ，. The one wins that stands in the first row (the
 * headings) and gives the most rows as many cells as the headings; nothing between quotes counts. Excel's
 * first line "sep=;" settles it. A lone CR ends a line only in a file whose first rows hold no LF outside
 * quotes; elsewhere it is dirt inside a cell.
 */
#pragma once

#include <QChar>
#include <QStringView>

namespace kemai {

struct CsvDialect {
    enum class LineEnd { Lf, Cr };

    QChar delimiter = u',';
    LineEnd lineEnd = LineEnd::Lf;   // Lf: with any CRs before it
    qsizetype sepLineLength = 0;     // of the "sep=" line with its line end, to be skipped
};

// sample: the beginning of the file, some ten thousand characters; sampleIsWhole: nothing follows it.
// given: the caller's delimiter, or null to find it.
CsvDialect csvDialect(QStringView sample, bool sampleIsWhole, QChar given);

} // namespace kemai
