// SPDX-License-Identifier: GPL-3.0-or-later
// What is done in a GridPage: order, filters, views, many rows at once.
#include "grid/ui/grid_page.h"

#include "grid/block_text.h"
#include "grid/ui/bulk_panel.h"
#include "grid/ui/column_panel.h"
#include "grid/ui/filter_editor.h"
#include "grid/ui/grid_view.h"
#include "grid/ui/grid_words.h"
#include "grid/ui/view_panel.h"
#include "widgets/chip.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QListWidget>
#include <QMenu>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace kemai {

GridFilter GridPage::wholeFilter() const
{
    const QList<QuickFilter> quick = m_model.subject().quickFilters();
    GridFilter whole;
    for (const QuickFilter &one : quick)
        if (one.key == m_layout.quick || (m_layout.quick.isEmpty() && one.key == quick.first().key))
            whole = one.filter;
    if (!m_layout.filter.isEmpty())
        whole.groups.append(m_layout.filter);
    return whole;
}

void GridPage::applyQuery()
{
    const QList<QuickFilter> quick = m_model.subject().quickFilters();
    for (int i = 0; i < m_quick.size(); ++i)
        m_quick.at(i)->setChecked(quick.at(i).key == m_layout.quick || (i == 0 && m_layout.quick.isEmpty()));
    m_view->setSort(m_layout.sort);
    const GridQuery query{wholeFilter(), m_layout.sort, m_layout.group, m_inGroup, m_search};
    if (query != m_model.query())
        m_view->toTop();
    m_model.setQuery(query);
    refreshChips();
    refresh();
    emit layoutTouched();
}

const GridLayout &GridPage::layoutNow()
{
    m_layout.columns = m_view->columnsNow();
    return m_layout;
}

void GridPage::setLayoutOf(const GridLayout &layout)
{
    m_layout = layout;
    m_inGroup.reset();
    m_view->setColumns(layout.columns);
    retranslate();
    applyQuery();
}

void GridPage::restore(const QByteArray &json)
{
    if (json.isEmpty())
        return;
    if (const auto layout = GridLayout::fromJson(json, m_model.subject().columns()))
        setLayoutOf(*layout);
}

void GridPage::setMe(const Id &me)
{
    m_model.setMe(me);
    m_acts->askViews();
}

void GridPage::sortBy(int column, bool add)
{
    // Up, down, not at all.
    const QString key = m_model.subject().columns().at(column).key;
    const auto there = std::ranges::find(std::as_const(m_layout.sort), key, &GridSort::column);
    std::optional<GridSort> next = GridSort{key, Order::Ascending};
    if (there != m_layout.sort.cend())
        next = there->order == Order::Ascending ? std::optional(GridSort{key, Order::Descending}) : std::nullopt;
    if (!add) {
        m_layout.sort = next ? QList<GridSort>{*next} : m_model.subject().standardSort();
    } else if (there == m_layout.sort.cend()) {
        m_layout.sort.append(*next);
    } else if (next) {
        m_layout.sort[there - m_layout.sort.cbegin()] = *next;
    } else {
        m_layout.sort.removeIf([&](const GridSort &sort) { return sort.column == key; });
    }
    applyQuery();
}

void GridPage::columnMenu(int column, const QPoint &at)
{
    const GridColumn &described = m_model.subject().columns().at(column);
    const auto sort = [this, key = described.key](Order order, bool add) {
        if (!add)
            m_layout.sort.clear();
        m_layout.sort.removeIf([&](const GridSort &one) { return one.column == key; });
        m_layout.sort.append({key, order});
        applyQuery();
    };
    m_menu->clear();
    m_menu->addAction(tr("Sort ascending"), this, [sort] { sort(Order::Ascending, false); });
    m_menu->addAction(tr("Sort descending"), this, [sort] { sort(Order::Descending, false); });
    m_menu->addAction(tr("Then by this, ascending"), this, [sort] { sort(Order::Ascending, true); });
    m_menu->addAction(tr("Then by this, descending"), this, [sort] { sort(Order::Descending, true); });
    m_menu->addSeparator();
    m_menu->addAction(tr("Filter by %1…").arg(described.label(GridWords::chinese())), this, [this, key = described.key] {
        showPanel(m_filterEditor);
        m_filterEditor->begin(m_layout.filter, key);
    });
    if (const QModelIndex now = m_view->currentIndex(); now.isValid() && now.column() == column && described.type == Type::Text) {
        const QString text = now.data(Qt::EditRole).toString();
        if (!text.isEmpty() && text.size() < 60 && !text.contains(u';'))
            m_menu->addAction(tr("Only \"%1\"").arg(text), this, [this, key = described.key, text] {
                m_layout.filter.conditions.append({key, Comparison::Is, {text}});
                applyQuery();
            });
    }
    if (!described.multiline)
        m_menu->addAction(tr("Group by this column"), this, [this, key = described.key] { groupBy(key); });
    m_menu->addAction(tr("Hide the column"), this, [this, column] {
        if (m_view->shownColumns().size() > 1)
            m_view->setColumnHidden(column, true);
        m_layout.columns = m_view->columnsNow();
        emit layoutTouched();
    });
    m_menu->addAction(tr("Fit the width"), this, [this, column] { m_view->resizeColumnToContents(column); });
    m_menu->addSeparator();
    m_menu->addAction(tr("Change the selected rows…"), this, &GridPage::bulkEdit);
    if (m_model.subject().retirement().column >= 0)
        m_menu->addAction(tr("Mark invalid…"), this, &GridPage::retire);
    m_menu->addAction(tr("Paste as new rows…"), this, &GridPage::pasteNew);
    m_menu->popup(at);
}

void GridPage::groupBy(const QString &column)
{
    m_layout.group = column;
    m_inGroup.reset();
    retranslate();
    applyQuery();
}

// --- views

void GridPage::fillViews(const QList<SavedView> &views)
{
    m_menu->clear();
    for (const SavedView &view : views)
        m_menu->addAction(view.mine ? view.name : tr("%1 (shared)").arg(view.name), this, [this, view] { useView(view); });
    if (!views.isEmpty())
        m_menu->addSeparator();
    m_menu->addAction(tr("Save this view…"), this, &GridPage::saveView);
    m_menu->addAction(tr("Standard view"), this, [this] {
        setLayoutOf(GridLayout::standard(m_model.subject().columns(), m_model.subject().standardSort()));
    });
    QMenu *remove = nullptr;
    for (const SavedView &view : views) {
        if (!view.mine)
            continue;
        if (!remove)
            remove = m_menu->addMenu(tr("Remove a view"));
        remove->addAction(view.name, this, [this, view] { m_acts->withdrawView(view); });
    }
}

void GridPage::useView(const SavedView &view)
{
    QStringList leftOut;
    const auto layout = GridLayout::fromJson(view.layout, m_model.subject().columns(), &leftOut);
    if (!layout) {
        emit failed(layout.error());
        return;
    }
    setLayoutOf(*layout);
    leftOut.removeDuplicates();
    if (!leftOut.isEmpty())
        emit said(tr("Columns that are not here were left out: %1").arg(leftOut.join(u", "_s)));
}

// --- panels

void GridPage::editFilter()
{
    showPanel(m_filterEditor);
    m_filterEditor->begin(m_layout.filter);
}

void GridPage::chooseColumns()
{
    m_columnPanel->begin(layoutNow().columns);
    showPanel(m_columnPanel);
    m_columnPanel->findChild<QListWidget *>()->setFocus();
}

void GridPage::saveView()
{
    showPanel(m_viewPanel);
    m_viewPanel->begin({}, false);
}

std::vector<Id> GridPage::chosenRecords() const { return m_view->selectedIds(); }

void GridPage::bulkEdit()
{
    const std::vector<Id> records = chosenRecords();
    if (records.empty() || m_acts->isBusy())
        return;
    showPanel(m_bulkPanel);
    m_bulkPanel->begin(records, m_view->currentIndex().column());
}

void GridPage::retire()
{
    const std::vector<Id> records = chosenRecords();
    if (records.empty() || m_acts->isBusy() || m_model.subject().retirement().column < 0)
        return;
    showPanel(m_bulkPanel);
    m_bulkPanel->beginRetirement(records);
}

void GridPage::pasteNew()
{
    const auto rows = parseBlock(QGuiApplication::clipboard()->text());
    if (!rows) {
        emit failed(rows.error());
        return;
    }
    if (rows->isEmpty() || m_acts->isBusy())
        return;
    const QList<int> named = m_model.subject().columnsOfHeadings(rows->first());
    m_acts->judge(named.isEmpty() ? m_view->shownColumns().mid(0, rows->first().size()) : named, named.isEmpty() ? *rows : rows->mid(1));
}

void GridPage::exportShown()
{
    if (m_acts->isBusy() || m_model.rowCount() == 0 || !m_model.isOrdered())
        return;
    const GridView::Block selected = m_view->block();
    const bool part = selected.rows > 1 && selected.rows < m_model.rowCount();
    const std::vector<Id> rows = part ? m_view->selectedIds() : m_model.idsOf(0, m_model.rowCount());
    if (m_mayExport)
        if (const Result<> may = m_mayExport(qint64(rows.size())); !may) {
            emit failed(may.error());
            return;
        }
    const QString file = QFileDialog::getSaveFileName(this, part ? tr("Export the selected rows") : tr("Export all rows shown"),
                                                      m_model.subject().entity().label(GridWords::chinese()) + u".csv"_s, tr("CSV files (*.csv)"));
    if (file.isEmpty())
        return;
    m_acts->exportRows(rows, m_view->shownColumns(), file);
}

void GridPage::sumSelection()
{
    const GridView::Block selected = m_view->block();
    if (qint64(selected.rows) * selected.columns.size() <= 1) {
        m_acts->sum({}, {});
        m_sums->clear();
        return;
    }
    m_acts->sum(m_model.idsOf(selected.top, selected.rows), selected.columns);
}

void GridPage::keyPressEvent(QKeyEvent *event)
{
    const auto keys = event->modifiers();
    if (event->key() == Qt::Key_Escape && m_panel->isVisibleTo(this))
        showPanel(nullptr);
    else if (event->key() == Qt::Key_Escape && m_cancel->isVisibleTo(this))
        m_cancel->click();
    else if (event->key() == Qt::Key_F5)
        m_model.sortAnew();
    else if (event->key() == Qt::Key_F && keys == (Qt::ControlModifier | Qt::ShiftModifier))
        editFilter();
    else if (event->key() == Qt::Key_V && keys == (Qt::ControlModifier | Qt::ShiftModifier))
        pasteNew();
    else if (event->key() == Qt::Key_E && keys == (Qt::ControlModifier | Qt::ShiftModifier))
        bulkEdit();
    else if (event->key() == Qt::Key_Delete && keys == (Qt::ControlModifier | Qt::ShiftModifier))
        retire();
    else
        QWidget::keyPressEvent(event);
}

} // namespace kemai
