// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_dialect.h"

#include <array>
#include <vector>

namespace kemai {

namespace {

constexpr std::array<char16_t, 5> delimiters{u',', u'\t', u';', u'|', u'\uFF0C'};
constexpr size_t maxRows = 50;

using Counts = std::array<int, delimiters.size()>;

// The sample's rows as counts of each delimiter outside quotes; a cut last row is left out.
std::vector<Counts> countRows(QStringView sample, bool whole, char16_t lineEnd)
{
    std::vector<Counts> rows;
    Counts counts{};
    bool quoted = false;
    bool blank = true;
    for (const QChar character : sample) {
        const char16_t c = character.unicode();
        if (c == u'"') {
            quoted = !quoted;
        } else if (!quoted && c == lineEnd) {
            if (!blank)
                rows.push_back(counts);
            if (rows.size() == maxRows)
                return rows;
            counts = {};
            blank = true;
            continue;
        } else if (!quoted) {
            for (size_t i = 0; i < delimiters.size(); ++i)
                if (c == delimiters[i])
                    ++counts[i];
        }
        if (!character.isSpace())
            blank = false;
    }
    if (whole && !blank)
        rows.push_back(counts);
    return rows;
}

CsvDialect::LineEnd lineEndOf(QStringView sample)
{
    bool quoted = false;
    bool anyCr = false;
    for (const QChar c : sample) {
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c == u'\n')
            return CsvDialect::LineEnd::Lf;
        else if (!quoted && c == u'\r')
            anyCr = true;
    }
    // One endless quote must not turn the file into a single line: then any LF counts.
    if (anyCr && !(quoted && sample.contains(u'\n')))
        return CsvDialect::LineEnd::Cr;
    return CsvDialect::LineEnd::Lf;
}

} // namespace

CsvDialect csvDialect(QStringView sample, bool sampleIsWhole, QChar given)
{
    CsvDialect dialect;
    dialect.lineEnd = lineEndOf(sample);
    const char16_t lineEnd = dialect.lineEnd == CsvDialect::LineEnd::Cr ? u'\r' : u'\n';

    if (sample.startsWith(u"sep=", Qt::CaseInsensitive) && sample.size() >= 6) {
        const qsizetype end = sample.indexOf(lineEnd);
        if (end >= 5 && sample.mid(5, end - 5).trimmed().isEmpty()) {
            dialect.delimiter = given.isNull() ? sample.at(4) : given;
            dialect.sepLineLength = end + 1;
            return dialect;
        }
    }
    if (!given.isNull()) {
        dialect.delimiter = given;
        return dialect;
    }

    const std::vector<Counts> rows = countRows(sample, sampleIsWhole, lineEnd);
    int bestAgreeing = 0;
    int bestCells = 0;
    for (size_t i = 0; i < delimiters.size() && !rows.empty(); ++i) {
        const int cells = rows.front()[i];
        if (cells == 0)
            continue;
        int agreeing = 0;
        for (const Counts &row : rows)
            agreeing += row[i] == cells;
        if (agreeing > bestAgreeing || (agreeing == bestAgreeing && cells > bestCells)) {
            bestAgreeing = agreeing;
            bestCells = cells;
            dialect.delimiter = delimiters[i];
        }
    }
    return dialect;
}

} // namespace kemai
