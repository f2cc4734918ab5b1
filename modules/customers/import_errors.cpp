// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_errors.h"

#include "formats/csv_writer.h"
#include "formats/text_encoder.h"
#include "formats/xlsx_writer.h"

#include <QFileInfo>
#include <QSaveFile>

namespace kemai {

using namespace Qt::StringLiterals;

class ImportErrorFile::Form
{
public:
    virtual ~Form() = default;
    virtual Result<> begin(QStringList headings) = 0;
    virtual Result<> write(const ImportRemark &row, const QString &reason) = 0;
    virtual Result<> finish() = 0;
};

namespace {

Error unwritten(const QFileDevice &file)
{
    return makeError(Error::Code::Io, u"formats.writeFailed"_s, file.errorString(), {file.errorString()});
}

} // namespace

class ImportErrorFile::TextForm final : public ImportErrorFile::Form
{
public:
    TextForm(const QString &file, const TableForm &form)
        : m_file(file)
        , m_writer(m_file, CsvWriter::Cells::Exact, form.delimiter.isNull() ? u',' : form.delimiter, form.encoding)
    {
    }
    Result<> begin(QStringList headings) override
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return fail(unwritten(m_file));
        m_columns = headings.size();
        return m_writer.write(headings);
    }
    Result<> write(const ImportRemark &row, const QString &reason) override
    {
        if (row.cells.isEmpty())
            return m_writer.writeRaw(row.raw, reason);
        QStringList cells = row.cells;
        cells.resize(m_columns - 1);
        return m_writer.write(cells << reason);
    }
    Result<> finish() override
    {
        const Result<> done = m_writer.finish();
        if (!done)
            return done;
        return m_file.commit() ? Result<>() : fail(unwritten(m_file));
    }

private:
    QSaveFile m_file;
    CsvWriter m_writer;
    qsizetype m_columns = 0;
};

class ImportErrorFile::WorkbookForm final : public ImportErrorFile::Form
{
public:
    WorkbookForm(const QString &file, const TableForm &form) : m_writer(file, form.sheet) { }
    Result<> begin(QStringList headings) override
    {
        m_columns = headings.size();
        return m_writer.write(headings);
    }
    Result<> write(const ImportRemark &row, const QString &reason) override
    {
        QStringList cells = row.cells.isEmpty() ? row.raw.split(u'\t') : row.cells;
        cells.resize(m_columns - 1);
        return m_writer.write(cells << reason);
    }
    Result<> finish() override { return m_writer.finish(); }

private:
    XlsxWriter m_writer;
    qsizetype m_columns = 0;
};

class ImportErrorFile::CardsForm final : public ImportErrorFile::Form
{
public:
    explicit CardsForm(const QString &file) : m_file(file) { }
    Result<> begin(QStringList) override { return m_file.open(QIODevice::WriteOnly) ? Result<>() : fail(unwritten(m_file)); }
    Result<> write(const ImportRemark &row, const QString &reason) override
    {
        QString card = row.raw.trimmed();
        const qsizetype end = card.lastIndexOf(u"END:VCARD"_s, -1, Qt::CaseInsensitive);
        QString escaped = reason;
        escaped.replace(u'\\', u"\\\\"_s).replace(u'\n', u"\\n"_s).replace(u',', u"\\,"_s).replace(u';', u"\\;"_s);
        card = (end < 0 ? card : card.first(end).trimmed()) + u"\r\nX-KEMAI-REASON:"_s + escaped + u"\r\nEND:VCARD\r\n"_s;
        const QByteArray bytes = card.toUtf8();
        return m_file.write(bytes) == bytes.size() ? Result<>() : fail(unwritten(m_file));
    }
    Result<> finish() override { return m_file.commit() ? Result<>() : fail(unwritten(m_file)); }

private:
    QSaveFile m_file;
};

ImportErrorFile::ImportErrorFile(const QString &file, const TableForm &form, const QStringList &headings, bool chinese,
                                 std::function<QString(const Error &)> sentence)
    : m_sentence(std::move(sentence))
{
    switch (form.format) {
    case TableFormat::Text: m_form = std::make_unique<TextForm>(file, form); break;
    case TableFormat::Workbook: m_form = std::make_unique<WorkbookForm>(file, form); break;
    case TableFormat::Cards: m_form = std::make_unique<CardsForm>(file); break;
    }
    // An error file that is imported has the column already; it is written anew.
    QStringList columns = headings;
    if (!columns.isEmpty() && (columns.last() == u"原因" || columns.last() == u"Reason"))
        columns.removeLast();
    if (const Result<> begun = m_form->begin(columns << (chinese ? u"原因"_s : u"Reason"_s)); !begun)
        m_error = begun.error();
}

ImportErrorFile::~ImportErrorFile() = default;

bool ImportErrorFile::takes(const ImportRemark &remark)
{
    return remark.kind == ImportRemark::Kind::Rejected
        || (remark.kind == ImportRemark::Kind::Warning && remark.reason.code == Error::Code::Invalid);
}

void ImportErrorFile::add(const ImportRemark &remark)
{
    if (!takes(remark))
        return;
    if (!m_row || m_row->line != remark.line || m_row->raw != remark.raw) {
        flush();
        m_row = remark;
        ++m_rows;
    }
    m_reasons.append(m_sentence ? m_sentence(remark.reason) : remark.reason.id);
}

void ImportErrorFile::flush()
{
    if (m_row && !m_error)
        if (const Result<> done = m_form->write(*m_row, m_reasons.join(u"\n"_s)); !done)
            m_error = done.error();
    m_row.reset();
    m_reasons.clear();
}

qint64 ImportErrorFile::rows() const { return m_rows; }

Result<> ImportErrorFile::finish()
{
    flush();
    if (m_error)
        return fail(*m_error);
    return m_rows > 0 ? m_form->finish() : Result<>();
}

QString ImportErrorFile::nameFor(const QString &file, TableFormat format, bool chinese)
{
    const QFileInfo from(file);
    QString suffix = from.suffix();
    if (format == TableFormat::Workbook)
        suffix = u"xlsx"_s;
    else if (format == TableFormat::Cards)
        suffix = u"vcf"_s;
    else if (suffix.isEmpty())
        suffix = u"csv"_s;
    const QString name = (from.completeBaseName().isEmpty() ? (chinese ? u"导入"_s : u"import"_s) : from.completeBaseName())
        + (chinese ? u"-错误."_s : u"-errors."_s) + suffix;
    return from.path() == u"." ? name : QString(from.path() + u'/' + name);
}

} // namespace kemai
