// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/xlsx_sheet.h"

namespace kemai {

using namespace Qt::StringLiterals;

std::optional<CellAddress> cellAddress(QByteArrayView reference)
{
    qsizetype at = 0;
    int column = 0;
    for (; at < reference.size() && at < 3; ++at) {
        const char c = reference[at] & ~0x20;
        if (c < 'A' || c > 'Z')
            break;
        column = column * 26 + (c - 'A' + 1);
    }
    qint64 row = 0;
    qsizetype digits = 0;
    for (; at < reference.size() && digits < 8; ++at, ++digits) {
        if (reference[at] < '0' || reference[at] > '9')
            return {};
        row = row * 10 + (reference[at] - '0');
    }
    if (at != reference.size() || column < 1 || column > SheetEvents::maxColumns || row < 1 || row > SheetEvents::maxRows)
        return {};
    return CellAddress{column - 1, row};
}

void SheetEvents::opened(QByteArrayView name, const XmlAttributes &attributes)
{
    m_inText = false;
    if (name == "row") {
        const QByteArrayView number = attributes.value("r");
        bool isNumber = true;
        const qint64 row = number.isEmpty() ? m_lastRow + 1 : number.toByteArray().toLongLong(&isNumber);
        m_row = {};
        m_row.number = row;
        if (!isNumber || row < 1 || row > maxRows) {
            m_row.number = m_lastRow + 1;
            m_row.fault = SheetRow::Fault::BadAddress;
        }
        m_lastRow = m_row.number;
        m_inRow = true;
        m_nextColumn = 0;
        m_rowCharacters = 0;
        if (++m_rowCount > maxRows)
            parser->refuse(makeError(Error::Code::Invalid, u"formats.sheetTooLarge"_s, u"rows"_s, {QString::number(maxRows)}));
    } else if (name == "c" && m_inRow) {
        m_column = m_nextColumn;
        if (const QByteArrayView reference = attributes.value("r"); !reference.isEmpty()) {
            if (const auto address = cellAddress(reference))
                m_column = address->column;
            else
                m_row.fault = SheetRow::Fault::BadAddress;
        }
        m_nextColumn = m_column + 1;
        const QByteArrayView type = attributes.value("t");
        m_type = type == "s"                          ? CellType::Shared
                 : type == "str" || type == "inlineStr" ? CellType::Text
                 : type == "b"                        ? CellType::Boolean
                 : type == "e"                        ? CellType::Error
                 : type == "d"                        ? CellType::Day
                                                      : CellType::Number;
        m_style = size_t(attributes.value("s").toByteArray().toUInt());
        m_text.resize(0);
        m_tooLong = false;
        m_aside = 0;
    } else if (name == "rPh") {
        ++m_aside;
    } else if (m_inRow && (name == "v" || name == "t")) {
        m_inText = m_aside == 0;
    }
}

void SheetEvents::closed(QByteArrayView name)
{
    m_inText = false;
    if (name == "rPh") {
        --m_aside;
    } else if (name == "c" && m_inRow) {
        finishCell();
    } else if (name == "row" && m_inRow) {
        m_inRow = false;
        if (!m_row.cells.isEmpty() || !m_row.errors.isEmpty() || m_row.fault != SheetRow::Fault::None)
            rows.push_back(std::move(m_row));
        m_row = {};
    }
}

void SheetEvents::text(QByteArrayView utf8)
{
    if (!m_inText || m_tooLong)
        return;
    if (m_text.size() + utf8.size() > 4 * maxCellCharacters)
        m_tooLong = true;
    else
        m_text.append(utf8);
}

void SheetEvents::finishCell()
{
    if (m_tooLong) {
        m_row.fault = SheetRow::Fault::TooLong;
        return;
    }
    if (m_text.isEmpty())
        return;
    switch (m_type) {
    case CellType::Shared: {
        const QByteArray number = m_text.trimmed();
        bool isNumber = false;
        const qulonglong index = number.toULongLong(&isNumber);
        if (!isNumber || index >= m_shared.strings.count()) {
            m_row.fault = SheetRow::Fault::BadAddress;
            return;
        }
        const QByteArrayView utf8 = m_shared.strings.at(size_t(index));
        if (utf8.size() > 4 * maxCellCharacters)
            m_row.fault = SheetRow::Fault::TooLong;
        else if (m_row.fault == SheetRow::Fault::None)
            take(xlsxText(utf8));
        return;
    }
    case CellType::Text:
        take(xlsxText(m_text));
        return;
    case CellType::Boolean:
        take(m_text.trimmed() == "1" ? u"TRUE"_s : u"FALSE"_s);
        return;
    case CellType::Error:
        if (m_row.errors.size() < 64)
            m_row.errors.append({m_column, QString::fromUtf8(m_text.left(64))});
        return;
    case CellType::Day: { // ISO 8601; midnight is no time
        QString day = QString::fromUtf8(m_text.left(64));
        if (day.endsWith(u"T00:00:00") || day.endsWith(u"T00:00:00Z") || day.endsWith(u"T00:00:00.000"))
            day.truncate(day.indexOf(u'T'));
        take(day.replace(u'T', u' '));
        return;
    }
    case CellType::Number:
        take(numberText(m_text, m_style < m_shared.forms.size() ? m_shared.forms[m_style] : NumberForm(), m_shared.dates));
        return;
    }
}

void SheetEvents::take(QString text)
{
    if (text.isEmpty())
        return;
    m_rowCharacters += text.size();
    m_characters += text.size();
    if (m_characters > m_maxCharacters)
        parser->refuse(makeError(Error::Code::Invalid, u"formats.sheetTooLarge"_s, u"characters"_s, {QString::number(maxRows)}));
    if (text.size() > maxCellCharacters || m_rowCharacters > m_maxRowCharacters) {
        m_row.fault = SheetRow::Fault::TooLong;
        return;
    }
    m_row.cells.append({m_column, std::move(text)});
}

void MergeEvents::opened(QByteArrayView name, const XmlAttributes &attributes)
{
    if (name != "mergeCell" || merges.size() >= maxMerges)
        return;
    const QByteArrayView range = attributes.value("ref");
    const qsizetype colon = range.indexOf(':');
    if (colon < 0)
        return;
    const auto first = cellAddress(range.first(colon));
    const auto last = cellAddress(range.sliced(colon + 1));
    if (first && last && last->row > first->row)
        merges.append({first->column, first->row, last->row});
}

} // namespace kemai
