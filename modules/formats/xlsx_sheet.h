// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The events of a worksheet's part, turned into rows of cells; what xlsx_reader.h is made of. One thread at a time.
 */
#pragma once

#include "formats/xlsx_book.h"

#include <QString>

#include <deque>
#include <optional>

namespace kemai {

// What all sheets of a workbook share.
struct XlsxShared {
    XlsxStrings strings;
    std::vector<NumberForm> forms;
    WorkbookDates dates = WorkbookDates::From1900;
};

struct SheetCell {
    int column = 0; // from 0
    QString text;
};

struct SheetRow {
    enum class Fault : quint8 { None, TooLong, BadAddress };
    qint64 number = 0; // from 1
    QList<SheetCell> cells; // those with a value, in the part's order
    QList<SheetCell> errors; // #N/A, #REF! ...
    Fault fault = Fault::None;
};

// Column 0 and row 1 of "A1"; a column over 16,384 or a row over 1,048,576 is no address.
struct CellAddress {
    int column = 0;
    qint64 row = 0;
};
std::optional<CellAddress> cellAddress(QByteArrayView reference);

class SheetEvents final : public XmlEvents
{
public:
    static constexpr qint64 maxRows = 1'048'576;
    static constexpr int maxColumns = 16'384;
    static constexpr qsizetype maxCellCharacters = 32'767;

    SheetEvents(const XlsxShared &shared, qsizetype maxRowCharacters, qint64 maxCharacters)
        : m_shared(shared), m_maxRowCharacters(maxRowCharacters), m_maxCharacters(maxCharacters)
    {
    }

    std::deque<SheetRow> rows; // finished; the caller takes them out
    XmlParser *parser = nullptr;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override;
    void closed(QByteArrayView name) override;
    void text(QByteArrayView utf8) override;

private:
    enum class CellType : quint8 { Number, Shared, Text, Boolean, Error, Day };
    void finishCell();
    void take(QString text);

    const XlsxShared &m_shared;
    qsizetype m_maxRowCharacters;
    qint64 m_maxCharacters;
    SheetRow m_row;
    bool m_inRow = false;
    qint64 m_lastRow = 0;
    qint64 m_rowCount = 0;
    int m_column = 0;
    int m_nextColumn = 0;
    CellType m_type = CellType::Number;
    size_t m_style = 0;
    QByteArray m_text;
    bool m_inText = false;
    int m_aside = 0;
    bool m_tooLong = false;
    qsizetype m_rowCharacters = 0;
    qint64 m_characters = 0;
};

// Cells merged over several rows, by where they begin. Those beyond maxMerges are not repeated.
struct SheetMerge {
    int column = 0;
    qint64 first = 0, last = 0; // rows
};

class MergeEvents final : public XmlEvents
{
public:
    static constexpr qsizetype maxMerges = 100'000;
    QList<SheetMerge> merges;

    void opened(QByteArrayView name, const XmlAttributes &attributes) override;
    void closed(QByteArrayView) override { }
    void text(QByteArrayView) override { }
};

} // namespace kemai
