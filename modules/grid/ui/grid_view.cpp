// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/grid_view.h"

#include "base/deliver.h"
#include "grid/block_text.h"
#include "grid/ui/grid_delegate.h"
#include "grid/ui/grid_header.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace kemai {

GridView::GridView(GridModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new GridDelegate(this))
    , m_header(new GridHeader(this))
    , m_frozen(new QTableView(this))
    , m_frozenHeader(new GridHeader(m_frozen))
{
    setObjectName(u"grid"_s);
    setHorizontalHeader(m_header);
    m_frozen->setHorizontalHeader(m_frozenHeader);
    m_frozenHeader->setSectionsMovable(false);
    for (QTableView *table : {static_cast<QTableView *>(this), m_frozen}) {
        table->setModel(&model);
        table->setShowGrid(false);
        table->setFrameShape(QFrame::NoFrame);
        table->setWordWrap(false);
        table->setCornerButtonEnabled(false);
        table->verticalHeader()->hide();
        table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
        table->setSelectionMode(QAbstractItemView::ContiguousSelection);
    }
    setItemDelegate(m_delegate);
    m_frozen->setItemDelegate(new GridDelegate(m_frozen)); // a shared one would tell both views of an editor that is one's
    setTabKeyNavigation(true); // else Tab leaves before keyPressEvent() is asked; beside the last column it still does
    m_frozen->setTabKeyNavigation(false);
    setEditTriggers(DoubleClicked | AnyKeyPressed | EditKeyPressed);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);

    m_frozen->setObjectName(u"gridFrozen"_s);
    m_frozen->setSelectionModel(selectionModel());
    m_frozen->setFocusPolicy(Qt::NoFocus);
    m_frozen->setEditTriggers(NoEditTriggers);
    m_frozen->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frozen->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frozen->hide();
    connect(m_frozen, &QAbstractItemView::pressed, this, [this] { setFocus(Qt::MouseFocusReason); });
    connect(m_frozen, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        scrollTo(index, EnsureVisible);
        QTableView::edit(index);
    });
    connect(m_frozen->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_frozen->verticalScrollBar(), &QScrollBar::setValue);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &GridView::placeFrozen);

    for (GridHeader *header : {m_header, m_frozenHeader}) {
        connect(header, &QHeaderView::sectionClicked, this, [this](int column) {
            emit sortRequested(column, QGuiApplication::keyboardModifiers() & Qt::ShiftModifier);
        });
        connect(header, &QHeaderView::sectionResized, this, [this, header](int column, int, int size) {
            if (header == m_header && column == frozenColumn())
                m_frozen->setColumnWidth(column, size);
            else if (header == m_frozenHeader && column == frozenColumn() && columnWidth(column) != size)
                setColumnWidth(column, size);
            placeFrozen();
            if (!m_laying)
                emit layoutTouched();
        });
    }
    connect(m_header, &QHeaderView::sectionMoved, this, [this] {
        placeFrozen();
        if (!m_laying)
            emit layoutTouched();
    });
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (const int column = m_header->logicalIndexAt(at); column >= 0)
            emit columnMenuRequested(column, m_header->mapToGlobal(at));
    });
    connect(m_delegate, &GridDelegate::leftBy, this, &GridView::goOn);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &GridView::selectionTouched);
    connect(&model, &GridModel::ordered, this, [this] {
        // The cell one is at goes with its record.
        const QModelIndex now = currentIndex();
        if (m_currentId.isNull())
            m_currentId = m_model.idAt(now.row());
        const int row = m_currentId.isNull() || m_model.idAt(now.row()) == m_currentId ? -1 : m_model.rowOf(m_currentId);
        if (row >= 0 && now.isValid()) {
            setCurrentIndex(m_model.index(row, now.column()));
            scrollTo(m_model.index(row, now.column()), PositionAtCenter);
        }
        emit selectionTouched();
    });
    whenThemed(this, [this] {
        for (QTableView *table : {static_cast<QTableView *>(this), m_frozen})
            table->verticalHeader()->setDefaultSectionSize(GridDelegate::rowHeight());
        placeFrozen();
    });
    whenTranslated(this, [this] {
        setAccessibleName(tr("Grid"));
        m_frozen->setAccessibleName(tr("First column of the grid"));
        m_header->setAccessibleName(tr("Column headings"));
        m_frozenHeader->setAccessibleName(tr("Heading of the first column"));
        verticalHeader()->setAccessibleName(tr("Row numbers"));
        m_frozen->verticalHeader()->setAccessibleName(tr("Row numbers"));
    });
}

// --- columns

int GridView::frozenColumn() const
{
    for (int visual = 0; visual < m_header->count(); ++visual)
        if (const int column = m_header->logicalIndex(visual); !isColumnHidden(column))
            return column;
    return -1;
}

void GridView::placeFrozen()
{
    const int frozen = frozenColumn();
    const bool needed = frozen >= 0 && horizontalScrollBar()->value() > 0;
    if (needed && !m_laying) {
        for (int column = 0; column < m_model.columnCount(); ++column)
            m_frozen->setColumnHidden(column, column != frozen);
        m_frozen->setColumnWidth(frozen, columnWidth(frozen));
        m_frozen->setGeometry(0, 0, columnWidth(frozen), viewport()->height() + m_header->height());
        m_frozen->verticalScrollBar()->setValue(verticalScrollBar()->value());
        m_frozen->raise();
    }
    m_frozen->setVisible(needed);
}

void GridView::setColumns(const QList<GridColumnLayout> &columns)
{
    m_laying = true;
    int visual = 0;
    for (const GridColumnLayout &layout : columns) {
        const int column = m_model.subject().columnOf(layout.column);
        if (column < 0)
            continue;
        m_header->moveSection(m_header->visualIndex(column), visual++);
        setColumnHidden(column, !layout.shown);
        if (layout.shown)
            setColumnWidth(column, theme().scaled(layout.width));
    }
    m_laying = false;
    placeFrozen();
}

QList<GridColumnLayout> GridView::columnsNow() const
{
    QList<GridColumnLayout> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const GridColumn &described = m_model.subject().columns().at(column);
        const int width = isColumnHidden(column) ? described.width : int(columnWidth(column) * 100.0 / theme().scaled(100));
        columns.append({described.key, std::clamp(width, columnWidthLeast, columnWidthMost), !isColumnHidden(column)});
    }
    return columns;
}

QList<int> GridView::shownColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual)
        if (const int column = m_header->logicalIndex(visual); !isColumnHidden(column))
            columns.append(column);
    return columns;
}

int GridView::neighbor(int column, int step) const
{
    for (int visual = m_header->visualIndex(column) + step; visual >= 0 && visual < m_header->count(); visual += step)
        if (const int there = m_header->logicalIndex(visual); !isColumnHidden(there))
            return there;
    return -1;
}

void GridView::setSort(const QList<GridSort> &sort)
{
    QHash<int, GridHeader::Mark> marks;
    for (int i = 0; i < sort.size(); ++i)
        marks.insert(m_model.subject().columnOf(sort.at(i).column), {sort.at(i).order, i + 1, int(sort.size())});
    m_header->setMarks(marks);
    m_frozenHeader->setMarks(marks);
}

// --- where one is

void GridView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    m_currentId = m_model.idAt(current.row());
    m_frozen->viewport()->update();
}

void GridView::goTo(int row, int column)
{
    const QModelIndex index = m_model.index(row, column);
    if (!index.isValid())
        return;
    setCurrentIndex(index); // a selection with Shift begins here
    selectionModel()->select(index, QItemSelectionModel::ClearAndSelect); // also while Shift is held, as for Shift+Tab
    scrollTo(index, EnsureVisible);
}

void GridView::toTop()
{
    const int column = currentIndex().isValid() ? currentIndex().column() : shownColumns().value(0);
    if (m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(0, column));
    verticalScrollBar()->setValue(0);
    m_currentId = Id(); // whoever comes first then
}

GridView::Block GridView::block() const
{
    Block block;
    QItemSelectionRange range;
    for (const QItemSelectionRange &each : selectionModel()->selection())
        range = range.isValid() ? QItemSelectionRange(m_model.index(std::min(range.top(), each.top()), std::min(range.left(), each.left())),
                                                      m_model.index(std::max(range.bottom(), each.bottom()), std::max(range.right(), each.right())))
                                : each;
    if (!range.isValid()) {
        if (!currentIndex().isValid())
            return block;
        range = QItemSelectionRange(currentIndex());
    }
    block.top = range.top();
    block.rows = range.height();
    // A block goes over the columns as they are seen; the selection's edges are the leftmost and rightmost it holds.
    int left = m_header->count();
    int right = -1;
    for (const QItemSelectionRange &each : selectionModel()->selection().isEmpty() ? QItemSelection(range.topLeft(), range.bottomRight()) : selectionModel()->selection()) {
        for (int column = each.left(); column <= each.right(); ++column) {
            if (isColumnHidden(column))
                continue;
            left = std::min(left, m_header->visualIndex(column));
            right = std::max(right, m_header->visualIndex(column));
        }
    }
    for (int visual = left; visual <= right; ++visual)
        if (const int column = m_header->logicalIndex(visual); !isColumnHidden(column))
            block.columns.append(column);
    return block;
}

qint64 GridView::selectedRows() const { return block().rows; }

std::vector<Id> GridView::selectedIds() const
{
    const Block selected = block();
    return m_model.idsOf(selected.top, selected.rows);
}

void GridView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    QTableView::scrollTo(index, hint);
    const int frozen = frozenColumn();
    if (!index.isValid() || frozen < 0)
        return;
    if (index.column() == frozen) {
        horizontalScrollBar()->setValue(0);
    } else if (const int covered = columnWidth(frozen) - visualRect(index).left(); covered > 0 && horizontalScrollBar()->value() > 0) {
        horizontalScrollBar()->setValue(std::max(0, horizontalScrollBar()->value() - covered));
    }
}

void GridView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeFrozen();
}

QModelIndex GridView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex now = currentIndex();
    const QList<int> columns = shownColumns();
    if (!now.isValid() || columns.isEmpty())
        return QTableView::moveCursor(action, modifiers);
    const int last = m_model.rowCount() - 1;
    const bool ctrl = modifiers & Qt::ControlModifier;
    const auto filled = [&](int column) { return !m_model.index(now.row(), column).data().toString().isEmpty(); };
    // To the edge of what is filled, as a spreadsheet has it.
    const auto edge = [&](int step) {
        int column = neighbor(now.column(), step);
        if (column < 0)
            return now.column();
        const bool run = filled(now.column()) && filled(column);
        for (int next = neighbor(column, step); next >= 0 && (run ? filled(next) : !filled(column)); next = neighbor(column, step))
            column = next;
        return column;
    };
    switch (action) {
    case MoveHome: return m_model.index(ctrl ? 0 : now.row(), columns.first());
    case MoveEnd: return m_model.index(ctrl ? last : now.row(), columns.last());
    case MoveUp: if (ctrl) return m_model.index(0, now.column()); break;
    case MoveDown: if (ctrl) return m_model.index(last, now.column()); break;
    case MoveLeft:
    case MovePrevious: {
        const int column = ctrl ? edge(-1) : neighbor(now.column(), -1);
        return column < 0 ? now : m_model.index(now.row(), column);
    }
    case MoveRight:
    case MoveNext: {
        const int column = ctrl ? edge(1) : neighbor(now.column(), 1);
        return column < 0 ? now : m_model.index(now.row(), column);
    }
    default: break;
    }
    return QTableView::moveCursor(action, modifiers & ~Qt::ControlModifier);
}

QItemSelectionModel::SelectionFlags GridView::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    if (event && event->type() == QEvent::KeyPress) // Ctrl only goes farther
        return static_cast<const QKeyEvent *>(event)->modifiers() & Qt::ShiftModifier ? QItemSelectionModel::SelectCurrent
                                                                                       : QItemSelectionModel::ClearAndSelect;
    return QTableView::selectionCommand(index, event);
}

void GridView::goOn(int key, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex now = currentIndex();
    const bool back = key == Qt::Key_Backtab || (modifiers & Qt::ShiftModifier);
    if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
        const int column = neighbor(now.column(), back ? -1 : 1);
        goTo(now.row(), column < 0 ? now.column() : column);
    } else {
        goTo(std::clamp(now.row() + (back ? -1 : 1), 0, std::max(0, m_model.rowCount() - 1)), now.column());
    }
    setFocus();
}

// The grid's own keys go before the window's, which mean a page that is not shown: Ctrl+D and Ctrl+R fill, as in every spreadsheet.
bool GridView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool fills = (key->key() == Qt::Key_D || key->key() == Qt::Key_R) && key->modifiers() == Qt::ControlModifier;
        const bool acts = (key->key() == Qt::Key_F || key->key() == Qt::Key_V || key->key() == Qt::Key_E || key->key() == Qt::Key_Delete)
            && key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
        if (fills || acts) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex now = currentIndex();
    const auto keys = event->modifiers() & ~Qt::KeypadModifier;
    const bool ctrl = keys == Qt::ControlModifier;
    event->accept();
    if (event->matches(QKeySequence::SelectAll) && m_model.rowCount() > 0)
        return selectionModel()->select(QItemSelection(m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, m_model.columnCount() - 1)),
                                        QItemSelectionModel::ClearAndSelect);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::Cut))
        return cut();
    if (event->matches(QKeySequence::Paste))
        return paste();
    switch (event->key()) {
    case Qt::Key_D:
        if (ctrl)
            return fillDown();
        break;
    case Qt::Key_R:
        if (ctrl)
            return fillRight();
        break;
    case Qt::Key_Delete:
        if (keys == Qt::NoModifier)
            return clearCells();
        break;
    case Qt::Key_Backspace:
        if (keys == Qt::NoModifier && now.isValid() && (now.flags() & Qt::ItemIsEditable)) {
            QTableView::edit(now);
            if (QWidget *editor = indexWidget(now); editor || (editor = viewport()->findChild<QWidget *>(u"cell"_s)))
                QMetaObject::invokeMethod(editor, "clear");
            return;
        }
        break;
    case Qt::Key_Space:
        if (keys == Qt::ShiftModifier && now.isValid())
            return selectionModel()->select(QItemSelection(m_model.index(now.row(), 0), m_model.index(now.row(), m_model.columnCount() - 1)),
                                            QItemSelectionModel::ClearAndSelect);
        if (ctrl && now.isValid())
            return selectionModel()->select(QItemSelection(m_model.index(0, now.column()), m_model.index(m_model.rowCount() - 1, now.column())),
                                            QItemSelectionModel::ClearAndSelect);
        break;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: {
        const int column = now.isValid() ? neighbor(now.column(), event->key() == Qt::Key_Tab ? 1 : -1) : -1;
        if (column < 0)
            break;
        return goTo(now.row(), column);
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (now.isValid() && keys == Qt::NoModifier) {
            if (const Id id = m_model.idAt(now.row()); !id.isNull())
                emit opened(id);
            return;
        }
        break;
    case Qt::Key_Escape: // a refused cell is given up; what is stored shows again
        if (now.isValid() && now.data(GridModel::ReasonRole).isValid())
            return m_model.dropRefused(m_model.idAt(now.row()), now.column());
        break;
    default:
        break;
    }
    event->ignore();
    QTableView::keyPressEvent(event);
}

void GridView::contextMenuEvent(QContextMenuEvent *event)
{
    if (const QModelIndex now = currentIndex(); now.isValid())
        emit columnMenuRequested(now.column(), event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                                                            : viewport()->mapToGlobal(visualRect(now).bottomLeft()));
}

// --- blocks

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
