// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys of the grid: where they go, what they begin.
#include "grid/ui/grid_view.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace kemai {

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

} // namespace kemai
