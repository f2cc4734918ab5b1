// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/grid_view.h"

#include "grid/ui/grid_delegate.h"
#include "grid/ui/grid_header.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QGuiApplication>
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
        for (QTableView *table : {static_cast<QTableView *>(this), m_frozen}) {
            // What Qt takes for the least is of the text size the hidden header was last polished for.
            table->verticalHeader()->setMinimumSectionSize(1);
            table->verticalHeader()->setDefaultSectionSize(GridDelegate::rowHeight());
        }
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

} // namespace kemai
