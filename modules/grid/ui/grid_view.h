// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridView: the table, with a spreadsheet's manners over a GridModel.
 *
 * Arrows, Page Up and Down; Home and End within the row, with Ctrl in the grid; Ctrl and an arrow to the edge of what is
 * filled in the row, or to the first or last row; Shift selects on the way; Ctrl+A what is filtered, Shift+Space the row,
 * Ctrl+Space the column. F2, Backspace or typing edits, Enter and Tab go on from an edit, Escape keeps the old value. Delete
 * empties, Ctrl+C, X and V work on blocks, Ctrl+D fills down, Ctrl+R right. Enter opens the row.
 *
 * The first column stays where it is while the others scroll. Each act is one edit of the model and one undo.
 */
#pragma once

#include "grid/desk/grid_model.h"
#include "grid/grid_layout.h"

#include <QTableView>

namespace kemai {

class GridDelegate;
class GridHeader;

class GridView : public QTableView
{
    Q_OBJECT

public:
    explicit GridView(GridModel &model, QWidget *parent = nullptr);

    // Rows and columns (as the model counts them) of the selection.
    struct Block {
        int top = 0;
        int rows = 0;
        QList<int> columns; // as they are seen, from the left
    };
    Block block() const;              // what is selected, or the current cell
    qint64 selectedRows() const;
    std::vector<Id> selectedIds() const;

    void setColumns(const QList<GridColumnLayout> &columns);
    QList<GridColumnLayout> columnsNow() const;
    QList<int> shownColumns() const; // from the left
    void setSort(const QList<GridSort> &sort); // shown in the headings
    void goTo(int row, int column);
    void toTop(); // other rows come, or in another order

    static constexpr qint64 cellsOfAct = 20'000; // more are a bulk edit

public slots:
    void copy();
    void cut();
    void paste();
    void clearCells();
    void fillDown();
    void fillRight();

signals:
    void opened(const kemai::Id &record);
    void sortRequested(int column, bool add);
    void layoutTouched();
    void selectionTouched();
    void newRowsPasted(const QList<int> &columns, const QList<QStringList> &rows);
    void copied(qint64 cells);
    void tooLarge(); // for one act: the bulk edit does it
    void columnMenuRequested(int column, const QPoint &at);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void placeFrozen();
    int frozenColumn() const; // the first one shown; -1
    void goOn(int key, Qt::KeyboardModifiers modifiers);
    void pasteBlock(const QList<QStringList> &rows);
    bool change(const QList<CellEdit> &edits);
    int neighbor(int column, int step) const; // the next shown one; -1

    GridModel &m_model;
    GridDelegate *m_delegate;
    GridHeader *m_header;
    QTableView *m_frozen;
    GridHeader *m_frozenHeader;
    Id m_currentId; // found again when rows were sorted anew
    bool m_laying = false;
};

} // namespace kemai
