// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/xlsx_reader.h"

#include "formats/xlsx_sheet.h"

#include <QHash>
#include <QIODevice>

#include <algorithm>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxSheetBytes = qint64(1) << 30;
constexpr size_t surveyRows = 50;
constexpr qsizetype surveySheets = 64;
constexpr int maxHeadings = 512;
constexpr qsizetype maxRawCharacters = 64 * 1024;

// The row that most looks like headings, among the first ones of a sheet.
struct Guess {
    SheetRow row;
    int known = -1; // -1: the sheet is empty
};

class SurveyEvents final : public XmlEvents
{
public:
    SurveyEvents(const XlsxShared &shared, const XlsxOptions &options) : m_sheet(shared, options.maxRowCharacters, options.maxCharacters), m_options(options) { }
    Guess guess;
    bool wanted = true;
    XmlParser *parser = nullptr;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override
    {
        m_sheet.parser = parser;
        m_sheet.opened(name, attributes);
    }
    void closed(QByteArrayView name) override
    {
        m_sheet.closed(name);
        for (; !m_sheet.rows.empty(); m_sheet.rows.pop_front())
            if (wanted)
                judge(std::move(m_sheet.rows.front()));
    }
    void text(QByteArrayView utf8) override { m_sheet.text(utf8); }

private:
    void judge(SheetRow row)
    {
        if (row.fault == SheetRow::Fault::None && !row.cells.isEmpty()) {
            int known = 0;
            if (m_options.knowsHeading)
                for (qsizetype i = 0; i < row.cells.size() && i < maxHeadings; ++i)
                    known += row.cells[i].text.size() <= 64 && m_options.knowsHeading(row.cells[i].text) ? 1 : 0;
            if (known > guess.known)
                guess = {std::move(row), known};
        }
        wanted = ++m_seen < surveyRows;
    }

    SheetEvents m_sheet;
    const XlsxOptions &m_options;
    size_t m_seen = 0;
};

// The whole sheet, once: is it sound, how long is it, which cells are merged?
class CheckEvents final : public XmlEvents
{
public:
    CheckEvents(const XlsxShared &shared, const XlsxOptions &options) : m_sheet(shared, options.maxRowCharacters, options.maxCharacters) { }
    MergeEvents merges;
    XmlParser *parser = nullptr;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override
    {
        m_sheet.parser = parser;
        m_sheet.opened(name, attributes);
        merges.opened(name, attributes);
    }
    void closed(QByteArrayView name) override
    {
        m_sheet.closed(name);
        m_sheet.rows.clear();
    }
    void text(QByteArrayView utf8) override { m_sheet.text(utf8); }

private:
    SheetEvents m_sheet;
};

QString columnName(int column)
{
    QString name;
    for (++column; column > 0; column = (column - 1) / 26)
        name.prepend(QChar(u'A' + (column - 1) % 26));
    return name;
}

} // namespace

struct XlsxReader::Walk {
    explicit Walk(ZipArchive open) : archive(std::move(open)) { }

    ZipArchive archive;
    XlsxBook book;
    XlsxShared shared;
    QByteArray part;
    std::unique_ptr<SheetEvents> events;
    std::unique_ptr<XmlParser> parser;
    std::unique_ptr<ZipPart> bytes;
    bool ended = false;
    QList<SheetMerge> merges; // by first row
    qsizetype nextMerge = 0;
    struct Covering {
        qint64 last = 0;
        QString text;
    };
    QHash<int, Covering> covering; // by column
    qint64 repeated = 0;           // characters
    qint64 maxCharacters = 0;
};

XlsxReader::XlsxReader() = default;
XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(QIODevice &device, const XlsxOptions &options)
{
    Result<ZipArchive> archive = ZipArchive::open(device);
    if (!archive)
        return fail(archive.error());
    std::unique_ptr<XlsxReader> reader(new XlsxReader);
    reader->m_walk = std::make_unique<Walk>(std::move(*archive));
    Walk &walk = *reader->m_walk;
    walk.maxCharacters = options.maxCharacters;
    Result<XlsxBook> book = XlsxBook::read(walk.archive);
    if (!book)
        return fail(book.error());
    walk.book = std::move(*book);
    walk.shared.dates = walk.book.dates;
    Result<std::vector<NumberForm>> forms = readXlsxNumberForms(walk.archive, walk.book.stylesPart);
    if (!forms)
        return fail(forms.error());
    walk.shared.forms = std::move(*forms);
    Result<XlsxStrings> strings = XlsxStrings::read(walk.archive, walk.book.stringsPart);
    if (!strings)
        return fail(strings.error());
    walk.shared.strings = std::move(*strings);
    if (const Result<> chosen = reader->choose(options); !chosen)
        return fail(chosen.error());
    if (const Result<> sound = reader->survey(options); !sound)
        return fail(sound.error());
    return reader;
}

// Which sheet, and which of its rows holds the headings.
Result<> XlsxReader::choose(const XlsxOptions &options)
{
    Walk &walk = *m_walk;
    Guess best;
    qsizetype looked = 0;
    QStringList all;
    for (const XlsxSheet &sheet : std::as_const(walk.book.sheets)) {
        all.append(sheet.name);
        if (!sheet.hidden)
            m_sheets.append(sheet.name);
        const bool asked = !options.sheet.isEmpty();
        if (asked ? sheet.name.compare(options.sheet, Qt::CaseInsensitive) != 0 : sheet.hidden || looked >= surveySheets)
            continue;
        ++looked;
        SurveyEvents events(walk.shared, options);
        const Result<> read = readXmlPart(walk.archive, sheet.part, maxSheetBytes, events, &events.parser, &events.wanted);
        if (!read)
            return fail(read.error());
        if (m_sheet.isEmpty() || events.guess.known > best.known) {
            best = std::move(events.guess);
            m_sheet = sheet.name;
            walk.part = sheet.part;
        }
    }
    if (looked == 0 && !options.sheet.isEmpty())
        return fail(Error::Code::Invalid, u"formats.sheetMissing"_s, {}, {options.sheet, all.join(u", ")});
    if (best.known < 0)
        return fail(Error::Code::Invalid, u"formats.sheetsEmpty"_s, {}, {m_sheet});

    m_headingRow = best.row.number;
    int first = best.row.cells.first().column;
    int last = first;
    for (const SheetCell &cell : std::as_const(best.row.cells)) {
        first = std::min(first, cell.column);
        last = std::max(last, cell.column);
    }
    m_firstColumn = first;
    m_headings.resize(std::min(last - first + 1, maxHeadings));
    for (const SheetCell &cell : std::as_const(best.row.cells))
        if (cell.column - first < m_headings.size())
            m_headings[cell.column - first] = cell.text.trimmed();
    return {};
}

Result<> XlsxReader::survey(const XlsxOptions &options)
{
    Walk &walk = *m_walk;
    CheckEvents check(walk.shared, options);
    const auto part = walk.archive.part(walk.part, maxSheetBytes);
    if (!part)
        return fail(part.error());
    XmlParser parser(check, walk.part);
    check.parser = &parser;
    for (;;) {
        const Result<QByteArray> piece = (*part)->next();
        if (!piece)
            return fail(piece.error());
        m_bytesTotal += piece->size();
        const Result<> done = piece->isEmpty() ? parser.finish() : parser.feed(*piece);
        if (!done)
            return done;
        if (piece->isEmpty())
            break;
    }
    walk.merges = std::move(check.merges.merges);
    std::stable_sort(walk.merges.begin(), walk.merges.end(), [](const SheetMerge &a, const SheetMerge &b) { return a.first < b.first; });

    auto again = walk.archive.part(walk.part, maxSheetBytes);
    if (!again)
        return fail(again.error());
    walk.bytes = std::move(*again);
    walk.events = std::make_unique<SheetEvents>(walk.shared, options.maxRowCharacters, options.maxCharacters);
    walk.parser = std::make_unique<XmlParser>(*walk.events, walk.part);
    walk.events->parser = walk.parser.get();
    return {};
}

Result<bool> XlsxReader::next(TableRow &row)
{
    Walk &walk = *m_walk;
    for (;;) {
        while (walk.events->rows.empty() && !walk.ended) {
            const Result<QByteArray> piece = walk.bytes->next();
            if (!piece)
                return fail(piece.error());
            m_bytesRead += piece->size();
            const Result<> done = piece->isEmpty() ? walk.parser->finish() : walk.parser->feed(*piece);
            if (!done)
                return fail(done.error());
            walk.ended = piece->isEmpty();
        }
        if (walk.events->rows.empty())
            return false;
        const SheetRow found = std::move(walk.events->rows.front());
        walk.events->rows.pop_front();
        if (found.number <= m_headingRow)
            continue;

        row.line = found.number;
        row.cells.clear();
        row.cells.resize(m_headings.size());
        row.raw.clear();
        row.error.reset();
        row.warnings.clear();
        const QString line = QString::number(row.line);
        bool own = false;
        for (const SheetCell &cell : found.cells) {
            const qsizetype at = cell.column - m_firstColumn;
            if (at < 0 || at >= row.cells.size())
                continue;
            row.cells[at] = cell.text;
            own = own || !cell.text.trimmed().isEmpty();
        }
        for (const SheetCell &cell : found.errors) {
            if (const qsizetype at = cell.column - m_firstColumn; at >= 0 && at < row.cells.size()) {
                row.warnings.append(makeError(Error::Code::Invalid, u"formats.cellError"_s, {}, {line, columnName(cell.column), cell.text}));
                own = true;
            }
        }

        // Merged cells: what begins here, and what still covers this row.
        for (; walk.nextMerge < walk.merges.size() && walk.merges[walk.nextMerge].first <= row.line; ++walk.nextMerge) {
            const SheetMerge &merge = walk.merges[walk.nextMerge];
            const qsizetype at = merge.column - m_firstColumn;
            if (merge.first == row.line && at >= 0 && at < row.cells.size() && !row.cells[at].isEmpty())
                walk.covering.insert(merge.column, {merge.last, row.cells[at]});
        }
        for (auto it = walk.covering.begin(); it != walk.covering.end();) {
            if (it->last < row.line) {
                it = walk.covering.erase(it);
                continue;
            }
            QString &cell = row.cells[it.key() - m_firstColumn];
            if (cell.isEmpty()) {
                cell = it->text;
                walk.repeated += cell.size();
            }
            ++it;
        }
        if (walk.repeated > walk.maxCharacters)
            return fail(Error::Code::Invalid, u"formats.sheetTooLarge"_s, u"merged cells"_s, {QString::number(SheetEvents::maxRows)});

        if (found.fault == SheetRow::Fault::None && (!own || row.cells == m_headings))
            continue;
        for (const QString &cell : std::as_const(row.cells)) {
            if (row.raw.size() + cell.size() > maxRawCharacters)
                break;
            if (&cell != &row.cells.constFirst())
                row.raw += u'\t';
            row.raw += cell;
        }
        if (found.fault == SheetRow::Fault::TooLong)
            row.error = makeError(Error::Code::Invalid, u"formats.rowTooLong"_s, {}, {line, QString::number(SheetEvents::maxCellCharacters)});
        else if (found.fault == SheetRow::Fault::BadAddress)
            row.error = makeError(Error::Code::Invalid, u"formats.cellAddress"_s, {}, {line});
        return true;
    }
}

} // namespace kemai
