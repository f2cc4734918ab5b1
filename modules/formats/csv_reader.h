// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Rows of a delimited text file (RFC 4180 and what really occurs), one at a time, in bounded memory.
 *
 * Every row is handed out: a good one with its cells, a bad one with an error, its line and its raw text, and the
 * rows after it are not lost. Lines are physical lines of the file, counted from 1.
 *
 * Beyond the RFC:
 * - A quote closes a cell only before a delimiter, a line end or blanks followed by one of them; any other lone
 *   quote inside a cell is kept as it is ("Zhang "Big" Wei").
 * - A quote that is never closed costs one row: after reading into later lines the reader goes back to the line
 *   behind the one where the quote was opened. It counts as never closed when a lone quote follows inside a later
 *   line, when the cell outgrows maxCellCharacters or the file ends, or when the row gets the wrong number of
 *   cells while a line within it has the right one. Of the lines read over, only rows with exactly the headings'
 *   number of cells are then believed; the others are bad rows (formats.afterOpenQuote).
 * - A row with fewer cells than the headings is filled up with empty ones; one with more is bad unless the surplus is
 *   empty: an unquoted delimiter has shifted its cells.
 * - Blank lines are no rows. Rows with undecodable bytes or a NUL are bad.
 *
 * The time is linear in the file whatever it holds. One thread at a time; the device outlives the reader.
 */
#pragma once

#include "formats/csv_dialect.h"
#include "formats/encoding.h"
#include "formats/table_reader.h"
#include "formats/text_decoder.h"

class QIODevice;

namespace kemai {

class CsvReader final : public TableReader
{
public:
    enum class Headings { FirstRow, None };

    struct Options {
        QString encoding; // empty: found, or refused as unsure
        QChar delimiter;  // null: found
        Headings headings = Headings::FirstRow;
        qsizetype maxCellCharacters = 256 * 1024;
        qsizetype maxRowCharacters = 1024 * 1024;
    };

    // Decides the encoding on the whole file, then reads the headings.
    // Errors: as detectEncoding() and checkEncoding(); the first row's own error.
    static Result<CsvReader> open(QIODevice &device, const Options &options);
    static Result<CsvReader> open(QIODevice &device) { return open(device, Options()); }

    const TextEncoding &encoding() const { return m_encoding; }
    QChar delimiter() const { return m_dialect.delimiter; }
    const QStringList &headings() const override { return m_headings; } // trimmed; empty with Headings::None

    // The next row, or false at the end. Errors: Io formats.readFailed; the rows before it stay good.
    Result<bool> next(TableRow &row) override;

    qint64 bytesRead() const override { return m_bytesRead; }
    qint64 bytesTotal() const override { return m_bytesTotal; }

private:
    enum class Parsed { Row, QuoteNeverClosed, TooLong };

    CsvReader(QIODevice &device, const Options &options, TextEncoding encoding, TextDecoder decoder);

    bool fill();
    bool has(qsizetype at);
    char16_t at(qsizetype index) const { return m_text[m_begin + index].unicode(); }
    void advance(qsizetype count);
    void skipLine();
    bool skipBlankLines();
    bool isLineEnd(qsizetype index);
    qsizetype lineEndLength(qsizetype index);
    bool closesCell(qsizetype index);
    Parsed parseRow(TableRow &row);
    qsizetype parseQuoted(qsizetype index, QString &cell);
    qsizetype parsePlain(qsizetype index, QString &cell);
    bool hidesWholeRow(const TableRow &row) const;
    void check(TableRow &row) const;

    QIODevice *m_device;
    Options m_options;
    TextEncoding m_encoding;
    TextDecoder m_decoder;
    CsvDialect m_dialect;
    QStringList m_headings;
    QByteArray m_piece;
    QString m_text;          // decoded, from m_begin on not yet handed out
    qsizetype m_begin = 0;
    qint64 m_consumed = 0;   // characters handed out before m_begin
    qint64 m_line = 1;       // of m_begin
    qint64 m_bytesRead = 0;
    qint64 m_bytesTotal = 0;
    bool m_ended = false;
    std::optional<Error> m_readError;

    // Of the row being parsed.
    qsizetype m_rowLength = 0;      // with its line end
    qint64 m_rowLines = 1;
    qsizetype m_openLineEnd = 0;    // where the line ends in which the first cell of several lines began
    qint64 m_openLine = 0;          // ... relative to the row's line
    qint64 m_scannedLines = 0;      // lines read over before giving up on a quote

    // Of the last quote never closed.
    qint64 m_brokenLine = 0;
    qint64 m_suspectUntilLine = 0;  // rows that begin up to here must have exactly the headings' cells
    qint64 m_barrenUntil = 0;       // up to this character no later line holds a closing quote
};

} // namespace kemai
