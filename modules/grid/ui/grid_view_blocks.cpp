// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done with a block of cells at once: copy, cut, paste, empty, fill.
#include "grid/ui/grid_view.h"

#include "base/deliver.h"
#include "grid/block_text.h"

#include <QClipboard>
#include <QGuiApplication>

namespace kemai {

bool GridView::change(const QList<CellEdit> &edits)
{
    if (edits.size() > cellsOfAct) {
        emit tooLarge();
        return false;
    }
    m_model.edit(edits);
    return true;
}

void GridView::copy()
{
    const Block selected = block();
    if (selected.rows == 0 || selected.columns.isEmpty())
        return;
    if (qint64(selected.rows) * selected.columns.size() > blockCellsMost) {
        emit tooLarge();
        return;
    }
    const auto text = [columns = selected.columns, &model = m_model](const QList<GridRow> &rows) {
        QList<QStringList> cells;
        for (const GridRow &row : rows) {
            QStringList line;
            for (const int column : columns)
                line.append(model.subject().text(row.cells.at(column), column, model.isChinese()));
            cells.append(line);
        }
        return blockText(cells);
    };
    QList<GridRow> shown;
    for (int row = selected.top; row < selected.top + selected.rows; ++row) {
        const GridRow *there = selected.rows <= 1000 ? m_model.rowAt(row) : nullptr;
        if (!there)
            break;
        shown.append(*there);
    }
    const qint64 cells = qint64(selected.rows) * selected.columns.size();
    if (shown.size() == selected.rows) {
        // As it is seen: also what is refused, or still being written.
        QList<QStringList> lines;
        for (int row = selected.top; row < selected.top + selected.rows; ++row) {
            QStringList line;
            for (const int column : selected.columns)
                line.append(m_model.index(row, column).data(Qt::EditRole).toString());
            lines.append(line);
        }
        QGuiApplication::clipboard()->setText(blockText(lines));
        emit copied(cells);
        return;
    }
    const std::vector<Id> ids = m_model.idsOf(selected.top, selected.rows);
    deliver(m_model.rowsLater(ids, selected.columns), this, [this, text, cells](const Result<QList<GridRow>> &rows) {
        if (!rows) {
            emit m_model.failed(rows.error());
            return;
        }
        QGuiApplication::clipboard()->setText(text(*rows));
        emit copied(cells);
    });
}

void GridView::cut()
{
    copy();
    clearCells();
}

void GridView::clearCells()
{
    const Block selected = block();
    QList<CellEdit> edits;
    if (qint64(selected.rows) * selected.columns.size() > cellsOfAct)
        return emit tooLarge();
    for (int row = selected.top; row < selected.top + selected.rows; ++row)
        for (const int column : selected.columns)
            if (const QModelIndex index = m_model.index(row, column); index.flags() & Qt::ItemIsEditable)
                if (const Id id = m_model.idAt(row); !id.isNull())
                    edits.append({id, column, {}});
    change(edits);
}

void GridView::fillDown()
{
    const Block selected = block();
    if (selected.rows == 0 || qint64(selected.rows) * selected.columns.size() > cellsOfAct)
        return selected.rows == 0 ? void() : emit tooLarge();
    const int from = selected.rows == 1 ? selected.top - 1 : selected.top; // of one row: from the one above
    if (from < 0)
        return;
    QList<CellEdit> edits;
    for (int row = from + 1; row < selected.top + selected.rows; ++row)
        for (const int column : selected.columns)
            if (m_model.index(row, column).flags() & Qt::ItemIsEditable)
                if (const Id id = m_model.idAt(row); !id.isNull() && m_model.rowAt(from))
                    edits.append({id, column, m_model.index(from, column).data(Qt::EditRole).toString()});
    change(edits);
}

void GridView::fillRight()
{
    const Block selected = block();
    if (selected.columns.size() < 2 || qint64(selected.rows) * selected.columns.size() > cellsOfAct)
        return;
    QList<CellEdit> edits;
    for (int row = selected.top; row < selected.top + selected.rows; ++row)
        for (const int column : selected.columns.mid(1))
            if (m_model.index(row, column).flags() & Qt::ItemIsEditable)
                if (const Id id = m_model.idAt(row); !id.isNull() && m_model.rowAt(row))
                    edits.append({id, column, m_model.index(row, selected.columns.first()).data(Qt::EditRole).toString()});
    change(edits);
}

void GridView::paste()
{
    const auto rows = parseBlock(QGuiApplication::clipboard()->text());
    if (!rows) {
        emit m_model.failed(rows.error());
        return;
    }
    if (!rows->isEmpty())
        pasteBlock(*rows);
}

void GridView::pasteBlock(const QList<QStringList> &rows)
{
    // With headings it says itself what it holds: new rows.
    const QList<int> named = rows.size() > 1 ? m_model.subject().columnsOfHeadings(rows.first()) : QList<int>();
    if (!named.isEmpty()) {
        emit newRowsPasted(named, rows.mid(1));
        return;
    }
    const Block selected = block();
    QList<int> columns;
    for (int column = selected.columns.isEmpty() ? shownColumns().value(0, -1) : selected.columns.first(); column >= 0; column = neighbor(column, 1))
        columns.append(column);
    const int width = int(rows.first().size());
    // One cell, or a block that fits several times, fills the selection.
    int down = int(rows.size());
    int across = width;
    if (selected.rows % down == 0 && selected.rows > down)
        down = selected.rows;
    if (selected.columns.size() % width == 0 && selected.columns.size() > width)
        across = int(selected.columns.size());
    const int top = selected.columns.isEmpty() ? m_model.rowCount() : selected.top;
    const int there = std::min(down, m_model.rowCount() - top);
    if (qint64(there) * std::min<qsizetype>(across, columns.size()) > cellsOfAct)
        return emit tooLarge();
    QList<CellEdit> edits;
    for (int row = 0; row < there; ++row)
        for (int at = 0; at < across && at < columns.size(); ++at)
            if (const QModelIndex index = m_model.index(top + row, columns.at(at)); index.flags() & Qt::ItemIsEditable)
                if (const Id id = m_model.idAt(top + row); !id.isNull())
                    edits.append({id, columns.at(at), rows.at(row % rows.size()).at(at % width)});
    change(edits);
    if (there > 0 && there * across > 1) {
        QItemSelection touched; // a range for each column: they may have been moved
        for (const int column : columns.mid(0, across))
            touched.append(QItemSelectionRange(m_model.index(top, column), m_model.index(top + there - 1, column)));
        selectionModel()->select(touched, QItemSelectionModel::ClearAndSelect);
    }
    if (down > there) // below the last row: they would be new
        emit newRowsPasted(columns.mid(0, width), rows.mid(there));
}

} // namespace kemai
