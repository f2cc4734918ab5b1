// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/xlsx_book.h"

#include <QHash>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 smallPartBytes = 8 * 1024 * 1024;
constexpr qint64 stylesPartBytes = 64 * 1024 * 1024;
constexpr qsizetype maxSheets = 256;
constexpr size_t maxStyles = 70'000; // a workbook may have 65,490

// The type of a relationship ends in the same word in the transitional and the strict form.
struct Relationship {
    QByteArray id, kind, part;
};

// "xl/" and "../media/x" give "media/x"; an absolute target stands for itself.
QByteArray resolved(const QByteArray &folder, QByteArray target)
{
    QByteArrayList steps = target.startsWith('/') ? QByteArrayList() : folder.split('/');
    for (const QByteArray &step : target.split('/')) {
        if (step == "..") {
            if (!steps.isEmpty())
                steps.removeLast();
        } else if (!step.isEmpty() && step != ".") {
            steps.append(step);
        }
    }
    steps.removeAll(QByteArray());
    return steps.join('/');
}

class RelationshipEvents final : public XmlEvents
{
public:
    explicit RelationshipEvents(QByteArray folder) : m_folder(std::move(folder)) { }
    QList<Relationship> all;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override
    {
        if (name != "Relationship" || all.size() >= 4 * maxSheets || attributes.value("TargetMode") == "External")
            return;
        const QByteArray type = attributes.value("Type").toByteArray();
        all.append({attributes.value("Id").toByteArray(), type.sliced(type.lastIndexOf('/') + 1),
                    resolved(m_folder, attributes.value("Target").toByteArray())});
    }
    void closed(QByteArrayView) override { }
    void text(QByteArrayView) override { }

private:
    QByteArray m_folder;
};

class BookEvents final : public XmlEvents
{
public:
    struct Sheet {
        QString name;
        QByteArray relationship;
        bool hidden = false;
    };
    QList<Sheet> sheets;
    bool from1904 = false;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override
    {
        if (name == "sheet" && sheets.size() < maxSheets) {
            const QByteArrayView state = attributes.value("state");
            sheets.append({QString::fromUtf8(attributes.value("name")).left(64), attributes.value("id").toByteArray(),
                           !state.isEmpty() && state != "visible"});
        } else if (name == "workbookPr") {
            const QByteArrayView dates = attributes.value("date1904");
            from1904 = dates == "1" || dates == "true" || dates == "on";
        }
    }
    void closed(QByteArrayView) override { }
    void text(QByteArrayView) override { }
};

class StyleEvents final : public XmlEvents
{
public:
    std::vector<NumberForm> forms;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override
    {
        if (name == "cellXfs") {
            m_inCells = true;
        } else if (name == "numFmt" && m_own.size() < qsizetype(maxStyles)) {
            m_own.insert(attributes.value("numFmtId").toInt(), numberFormOf(QString::fromUtf8(attributes.value("formatCode"))));
        } else if (name == "xf" && m_inCells && forms.size() < maxStyles) {
            const int id = attributes.value("numFmtId").toInt();
            const auto own = m_own.constFind(id);
            forms.push_back(own != m_own.constEnd() ? *own : builtInNumberForm(id));
        }
    }
    void closed(QByteArrayView name) override
    {
        if (name == "cellXfs")
            m_inCells = false;
    }
    void text(QByteArrayView) override { }

private:
    QHash<int, NumberForm> m_own;
    bool m_inCells = false;
};

Error notWorkbook(const QString &log)
{
    return makeError(Error::Code::Invalid, u"formats.notWorkbook"_s, log);
}

} // namespace

Result<> readXmlPart(const ZipArchive &archive, const QByteArray &part, qint64 maxBytes, XmlEvents &events, XmlParser **parser,
                     const bool *wanted)
{
    const auto opened = archive.part(part, maxBytes);
    if (!opened)
        return fail(opened.error());
    XmlParser reader(events, part);
    if (parser)
        *parser = &reader;
    for (;;) {
        const Result<QByteArray> piece = (*opened)->next();
        if (!piece)
            return fail(piece.error());
        const Result<> done = piece->isEmpty() ? reader.finish() : reader.feed(*piece);
        if (!done || piece->isEmpty() || (wanted && !*wanted))
            return done;
    }
}

Result<XlsxBook> XlsxBook::read(const ZipArchive &archive)
{
    QByteArray bookPart = "xl/workbook.xml";
    if (archive.has("_rels/.rels")) {
        RelationshipEvents package({});
        if (const Result<> done = readXmlPart(archive, "_rels/.rels", smallPartBytes, package); !done)
            return fail(done.error());
        for (const Relationship &one : std::as_const(package.all))
            if (one.kind == "officeDocument")
                bookPart = one.part;
    }
    if (!archive.has(bookPart) || !bookPart.endsWith(".xml"))
        return fail(notWorkbook(u"no workbook part"_s));
    BookEvents book;
    if (const Result<> done = readXmlPart(archive, bookPart, smallPartBytes, book); !done)
        return fail(done.error());
    const QByteArray folder = bookPart.first(std::max<qsizetype>(0, bookPart.lastIndexOf('/')));
    RelationshipEvents relationships(folder);
    const QByteArray relationshipsPart = (folder.isEmpty() ? QByteArray() : folder + '/') + "_rels/"
        + bookPart.sliced(bookPart.lastIndexOf('/') + 1) + ".rels";
    if (!archive.has(relationshipsPart))
        return fail(notWorkbook(u"no relationships of the workbook"_s));
    if (const Result<> done = readXmlPart(archive, relationshipsPart, smallPartBytes, relationships); !done)
        return fail(done.error());

    XlsxBook read;
    read.dates = book.from1904 ? WorkbookDates::From1904 : WorkbookDates::From1900;
    for (const Relationship &one : std::as_const(relationships.all)) {
        if (one.kind == "sharedStrings" && archive.has(one.part))
            read.stringsPart = one.part;
        else if (one.kind == "styles" && archive.has(one.part))
            read.stylesPart = one.part;
    }
    for (const BookEvents::Sheet &sheet : std::as_const(book.sheets))
        for (const Relationship &one : std::as_const(relationships.all))
            if (one.id == sheet.relationship && one.kind == "worksheet" && archive.has(one.part)) { // not a chart's sheet
                read.sheets.append({sheet.name, one.part, sheet.hidden});
                break;
            }
    if (read.sheets.isEmpty())
        return fail(notWorkbook(u"no sheets"_s));
    return read;
}

Result<std::vector<NumberForm>> readXlsxNumberForms(const ZipArchive &archive, const QByteArray &part)
{
    StyleEvents styles;
    if (!part.isEmpty())
        if (const Result<> done = readXmlPart(archive, part, stylesPartBytes, styles); !done)
            return fail(done.error());
    return std::move(styles.forms);
}

// <si> holds <t>, or runs <r> with a <t> each; the <t> of <rPh> only says how it is read aloud.
class StringsEvents final : public XmlEvents
{
public:
    XlsxStrings strings;
    XmlParser *parser = nullptr;

    void opened(QByteArrayView name, const XmlAttributes &) override
    {
        if (name == "rPh")
            ++m_aside;
        m_inText = name == "t" && m_aside == 0;
    }
    void closed(QByteArrayView name) override
    {
        m_inText = false;
        if (name == "rPh")
            --m_aside;
        if (name != "si")
            return;
        if (strings.m_ends.size() >= XlsxStrings::maxCount)
            refuse();
        else
            strings.m_ends.push_back(quint32(strings.m_text.size()));
    }
    void text(QByteArrayView utf8) override
    {
        if (!m_inText)
            return;
        if (strings.m_text.size() + utf8.size() > XlsxStrings::maxBytes)
            refuse();
        else
            strings.m_text.append(utf8);
    }

private:
    void refuse()
    {
        parser->refuse(makeError(Error::Code::Invalid, u"formats.zipTooLarge"_s, {},
                                 {u"sharedStrings"_s, QString::number(XlsxStrings::maxBytes / 1024 / 1024)}));
    }
    int m_aside = 0;
    bool m_inText = false;
};

Result<XlsxStrings> XlsxStrings::read(const ZipArchive &archive, const QByteArray &part)
{
    StringsEvents events;
    if (!part.isEmpty())
        if (const Result<> done = readXmlPart(archive, part, 4 * maxBytes, events, &events.parser); !done)
            return fail(done.error());
    events.strings.m_text.squeeze();
    return std::move(events.strings);
}

QString xlsxText(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    qsizetype at = text.indexOf(u"_x");
    if (at < 0)
        return text;
    QString plain;
    plain.reserve(text.size());
    qsizetype done = 0;
    for (; at >= 0 && at + 7 <= text.size(); at = text.indexOf(u"_x", at)) {
        bool isHex = false;
        const ushort unit = QStringView(text).sliced(at + 2, 4).toUShort(&isHex, 16);
        if (text[at + 6] != u'_' || !isHex) {
            at += 2;
            continue;
        }
        plain += QStringView(text).sliced(done, at - done);
        plain += QChar(unit);
        at += 7;
        done = at;
    }
    plain += QStringView(text).sliced(done);
    return plain;
}

} // namespace kemai
