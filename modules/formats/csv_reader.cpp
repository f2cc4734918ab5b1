// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_reader.h"

#include <QIODevice>

namespace kemai {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;
constexpr qsizetype sampleCharacters = 64 * 1024;
constexpr qsizetype maxRawCharacters = 64 * 1024;
constexpr qsizetype maxBlanks = 1024;

Error rowError(QString id, qint64 line, QStringList more = {})
{
    return makeError(Error::Code::Invalid, std::move(id), QString(), QStringList{QString::number(line)} + more);
}

// In the raw text a person gets to see, what could not be decoded looks the usual way.
QString shown(QStringView raw)
{
    return raw.left(maxRawCharacters).toString().replace(QChar(damageMark), QChar::ReplacementCharacter);
}

} // namespace

CsvReader::CsvReader(QIODevice &device, const Options &options, TextEncoding encoding, TextDecoder decoder)
    : m_device(&device)
    , m_options(options)
    , m_encoding(std::move(encoding))
    , m_decoder(std::move(decoder))
    , m_piece(pieceBytes, Qt::Uninitialized)
    , m_bytesRead(m_encoding.markBytes)
    , m_bytesTotal(device.size())
{
}

Result<CsvReader> CsvReader::open(QIODevice &device, const Options &options)
{
    Result<TextEncoding> encoding =
        options.encoding.isEmpty() ? detectEncoding(device) : checkEncoding(device, options.encoding);
    if (!encoding)
        return fail(encoding.error());
    Result<TextDecoder> decoder = TextDecoder::forEncoding(encoding->name);
    if (!decoder)
        return fail(decoder.error());
    if (!device.seek(encoding->markBytes))
        return fail(Error::Code::Io, QStringLiteral("formats.notSeekable"), device.errorString());

    CsvReader reader(device, options, std::move(*encoding), std::move(*decoder));
    while (reader.m_text.size() < sampleCharacters && reader.fill()) { }
    while (reader.has(0) && reader.at(0) == 0xFEFF)
        reader.advance(1); // a second byte order mark, left by a program that added one to a marked file
    const QStringView sample = QStringView(reader.m_text).mid(reader.m_begin);
    reader.m_dialect = csvDialect(sample, reader.m_ended, options.delimiter);
    if (reader.m_dialect.sepLineLength > 0) {
        reader.advance(reader.m_dialect.sepLineLength);
        ++reader.m_line;
    }
    if (options.headings == Headings::FirstRow) {
        TableRow row;
        const Result<bool> any = reader.next(row);
        if (!any)
            return fail(any.error());
        if (row.error)
            return fail(*row.error);
        if (!*any)
            return fail(Error::Code::Invalid, QStringLiteral("formats.emptyFile"), QStringLiteral("only blank lines"));
        for (const QString &heading : std::as_const(row.cells))
            reader.m_headings.append(heading.trimmed());
    }
    return reader;
}

bool CsvReader::fill()
{
    if (m_ended)
        return false;
    if (m_begin > m_text.size() / 2) {
        m_text.remove(0, m_begin);
        m_begin = 0;
    }
    const qint64 count = m_device->read(m_piece.data(), m_piece.size());
    if (count < 0)
        m_readError = makeError(Error::Code::Io, QStringLiteral("formats.readFailed"), m_device->errorString(),
                                {m_device->errorString()});
    m_ended = count <= 0;
    m_bytesRead += std::max<qint64>(count, 0);
    m_decoder.decode(QByteArrayView(m_piece.constData(), std::max<qint64>(count, 0)), m_text,
                     m_ended ? TextDecoder::Piece::Last : TextDecoder::Piece::More);
    return true; // also at the end: the decoder may have had a broken character left
}

bool CsvReader::has(qsizetype index)
{
    while (m_begin + index >= m_text.size())
        if (!fill())
            return false;
    return true;
}

void CsvReader::advance(qsizetype count)
{
    m_begin += count;
    m_consumed += count;
}

bool CsvReader::isLineEnd(qsizetype index)
{
    const char16_t c = at(index);
    return c == u'\n' || (c == u'\r' && m_dialect.lineEnd == CsvDialect::LineEnd::Cr);
}

qsizetype CsvReader::lineEndLength(qsizetype index)
{
    return at(index) == u'\r' && has(index + 1) && at(index + 1) == u'\n' ? 2 : 1;
}

// Whether the quote just before index is a closing one.
bool CsvReader::closesCell(qsizetype index)
{
    for (qsizetype i = index; i < index + maxBlanks; ++i) {
        if (!has(i))
            return true;
        const char16_t c = at(i);
        if (c == m_dialect.delimiter.unicode() || isLineEnd(i))
            return true;
        if (c != u' ' && c != u'\t' && c != u'\r')
            return false;
    }
    return false;
}

// From behind the opening quote to the delimiter or line end behind the closing one; -1: it never closes.
qsizetype CsvReader::parseQuoted(qsizetype index, QString &cell)
{
    const qsizetype start = index;
    qsizetype kept = index; // up to here the cell has it
    qsizetype lineEnd = 0;  // where the line ends in which this cell began
    const qint64 line = m_rowLines - 1;
    const auto give = [&](bool barren) -> qsizetype {
        m_openLineEnd = lineEnd;
        m_openLine = line;
        m_scannedLines = m_rowLines;
        m_rowLength = index;
        if (barren)
            m_barrenUntil = m_consumed + index;
        return -1;
    };
    for (;;) {
        if (!has(index) || index - start > m_options.maxCellCharacters)
            return give(true);
        const char16_t c = at(index);
        if (c == u'"') {
            if (has(index + 1) && at(index + 1) == u'"') {
                cell.append(QStringView(m_text).mid(m_begin + kept, index + 1 - kept));
                index += 2;
                kept = index;
                continue;
            }
            if (closesCell(index + 1))
                break;
            if (lineEnd > 0)
                return give(false);
        } else if (isLineEnd(index)) {
            const qsizetype length = lineEndLength(index);
            if (lineEnd == 0) {
                lineEnd = index + length;
                if (m_consumed + index < m_barrenUntil)
                    return give(false);
                if (m_openLineEnd == 0) {
                    m_openLineEnd = lineEnd;
                    m_openLine = line;
                }
            }
            ++m_rowLines;
            index += length;
            continue;
        }
        ++index;
    }
    cell.append(QStringView(m_text).mid(m_begin + kept, index - kept));
    for (++index; has(index) && at(index) != m_dialect.delimiter.unicode() && !isLineEnd(index);)
        ++index; // closesCell() has seen that these are blanks
    return index;
}

qsizetype CsvReader::parsePlain(qsizetype index, QString &cell)
{
    const qsizetype start = index;
    const QChar delimiter = m_dialect.delimiter;
    const QChar lineEnd = m_dialect.lineEnd == CsvDialect::LineEnd::Cr ? u'\r' : u'\n';
    do {
        const QChar *text = m_text.constData() + m_begin;
        const qsizetype count = m_text.size() - m_begin;
        while (index < count && text[index] != delimiter && text[index] != lineEnd && text[index] != u'\n')
            ++index;
        if (index < count)
            break;
    } while (index <= m_options.maxRowCharacters && fill());
    qsizetype end = index;
    if (!has(index) || isLineEnd(index))
        while (end > start && at(end - 1) == u'\r')
            --end;
    cell = m_text.mid(m_begin + start, end - start);
    return index;
}

CsvReader::Parsed CsvReader::parseRow(TableRow &row)
{
    m_rowLines = 1;
    m_openLineEnd = 0;
    qsizetype index = 0;
    for (;;) {
        qsizetype quote = index;
        while (quote - index < maxBlanks && has(quote) && at(quote) == u' ' && m_dialect.delimiter != u' ')
            ++quote;
        bool quoted = has(quote) && at(quote) == u'"';
        if (quoted && has(quote + 2) && at(quote + 1) == u'"' && at(quote + 2) != u'"' && !closesCell(quote + 2))
            quoted = false; // ""text: two quotes that open nothing
        QString &cell = row.cells.emplaceBack();
        index = quoted ? parseQuoted(quote + 1, cell) : parsePlain(index, cell);
        if (index < 0)
            return Parsed::QuoteNeverClosed;
        if (index > m_options.maxRowCharacters) {
            m_rowLength = index;
            return Parsed::TooLong;
        }
        if (has(index) && !isLineEnd(index)) {
            ++index; // the delimiter
            continue;
        }
        qsizetype end = index;
        while (end > 0 && at(end - 1) == u'\r')
            --end;
        row.raw = m_text.mid(m_begin, end);
        m_rowLength = has(index) ? index + lineEndLength(index) : index;
        return Parsed::Row;
    }
}

// Whether a line within the row looks like a whole row while the row itself does not.
bool CsvReader::hidesWholeRow(const TableRow &row) const
{
    if (m_headings.size() < 2 || row.cells.size() == m_headings.size())
        return false;
    const QStringView raw(row.raw);
    qsizetype begin = m_openLineEnd;
    while (begin < raw.size()) {
        qsizetype end = raw.indexOf(u'\n', begin);
        if (end < 0)
            end = raw.size();
        if (raw.mid(begin, end - begin).count(m_dialect.delimiter) == m_headings.size() - 1)
            return true;
        begin = end + 1;
    }
    return false;
}

void CsvReader::check(TableRow &row) const
{
    if (row.raw.contains(QChar(damageMark))) {
        row.error = rowError(QStringLiteral("formats.damagedText"), row.line, {m_encoding.name});
    } else if (row.raw.contains(QChar(u'\0'))) {
        row.error = rowError(QStringLiteral("formats.nulByte"), row.line);
    } else if (!m_headings.isEmpty()) {
        const qsizetype wanted = m_headings.size();
        if (row.line <= m_suspectUntilLine && row.cells.size() != wanted) {
            row.error = rowError(QStringLiteral("formats.afterOpenQuote"), row.line, {QString::number(m_brokenLine)});
            return;
        }
        while (row.cells.size() > wanted && row.cells.last().trimmed().isEmpty())
            row.cells.removeLast();
        if (row.cells.size() > wanted)
            row.error = rowError(QStringLiteral("formats.tooManyCells"), row.line,
                                 {QString::number(row.cells.size()), QString::number(wanted)});
        while (row.cells.size() < wanted)
            row.cells.append(QString());
    }
}

// Drops the text up to and with the next line end, wherever quotes stand.
void CsvReader::skipLine()
{
    while (has(0)) {
        qsizetype index = 0;
        const qsizetype count = m_text.size() - m_begin;
        while (index < count && !isLineEnd(index))
            ++index;
        if (index < count) {
            advance(index + lineEndLength(index));
            break;
        }
        advance(count);
    }
    ++m_line;
}

bool CsvReader::skipBlankLines()
{
    for (;;) {
        qsizetype index = 0;
        while (has(index) && (at(index) == u' ' || at(index) == u'\r' || at(index) == u'\t') && !isLineEnd(index)
               && at(index) != m_dialect.delimiter.unicode() && index < maxBlanks)
            ++index;
        if (!has(index))
            return false;
        if (!isLineEnd(index))
            return true;
        advance(index + lineEndLength(index));
        ++m_line;
    }
}

Result<bool> CsvReader::next(TableRow &row)
{
    row.cells.clear();
    row.error.reset();
    row.warnings.clear();
    if (!skipBlankLines()) {
        if (m_readError)
            return fail(*m_readError);
        return false;
    }
    row.line = m_line;
    Parsed parsed = parseRow(row);
    if (m_readError)
        return fail(*m_readError); // the row is cut
    if (parsed == Parsed::Row && m_rowLines > 1 && hidesWholeRow(row)) {
        m_scannedLines = m_rowLines;
        parsed = Parsed::QuoteNeverClosed;
    }
    switch (parsed) {
    case Parsed::Row:
        check(row);
        if (row.error)
            row.raw = shown(row.raw);
        advance(m_rowLength);
        m_line += m_rowLines;
        break;
    case Parsed::TooLong:
        row.error = rowError(QStringLiteral("formats.rowTooLong"), row.line,
                             {QString::number(m_options.maxRowCharacters)});
        row.raw = shown(QStringView(m_text).mid(m_begin, m_rowLength));
        advance(m_rowLength);
        m_line += m_rowLines - 1;
        skipLine();
        break;
    case Parsed::QuoteNeverClosed: {
        const qint64 line = row.line + m_openLine;
        const qsizetype length = m_openLineEnd > 0 ? m_openLineEnd : m_rowLength;
        row.error = rowError(QStringLiteral("formats.quoteNeverClosed"), line);
        row.raw = shown(QStringView(m_text).mid(m_begin, std::min(length, maxRawCharacters)));
        while (row.raw.endsWith(u'\n') || row.raw.endsWith(u'\r'))
            row.raw.chop(1);
        m_brokenLine = line;
        m_suspectUntilLine = std::max(m_suspectUntilLine, row.line + m_scannedLines - 1);
        advance(length);
        m_line = line + 1;
        if (m_openLineEnd == 0) {
            m_line = line;
            skipLine();
        }
        break;
    }
    }
    return true;
}

} // namespace kemai
