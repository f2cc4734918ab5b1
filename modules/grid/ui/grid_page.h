// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridPage: a grid with all that stands around it: quick filters, the filter builder and its chips, saved views, grouping,
 * columns, bulk edit, pasted rows, export; below the grid what is selected comes to. It says what was done by signals; the
 * window offers the undo. Knows no feature: everything about the rows is the model's subject.
 */
#pragma once

#include "grid/desk/grid_acts.h"
#include "grid/grid_layout.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QListWidget;
class QMenu;
class QProgressBar;
class QStackedWidget;

namespace kemai {

class BulkPanel;
class Button;
class Chip;
class ColumnPanel;
class EmptyState;
class FilterEditor;
class GridView;
class IconButton;
class PastePanel;
class TextLabel;
class ViewPanel;

class GridPage : public QWidget
{
    Q_OBJECT

public:
    explicit GridPage(GridModel &model, QWidget *parent = nullptr);

    GridView *view() const { return m_view; }
    GridActs &acts() { return *m_acts; }
    const GridLayout &layoutNow();                // of columns, filter, order
    void setLayoutOf(const GridLayout &layout);
    QByteArray layoutJson() { return layoutNow().toJson(); }
    void restore(const QByteArray &layoutJson);   // what cannot be read is left as it is
    void setMe(const Id &me);
    void setSearch(const QString &text); // only rows it finds; kept in no layout
    QString search() const { return m_search; }
    // Asked before each export with the number of its rows; a refusal is said, and nothing is written (R061).
    void setExportGate(std::function<Result<>(qint64 rows)> gate) { m_mayExport = std::move(gate); }
    bool isSettled() const;

public slots:
    void editFilter();
    void bulkEdit();
    void retire();
    void exportShown();
    void chooseColumns();
    void saveView();
    void pasteNew(); // the clipboard as new rows, whatever is selected

signals:
    void opened(const kemai::Id &record);
    void listWanted();    // back to the list
    void newWanted();
    void importWanted();
    void searchDropped(); // "Show all" where nothing is found
    void layoutTouched();
    void done(const QString &what, const kemai::Id &set);        // one change set to offer the undo of
    void batchDone(const QString &what, const kemai::Id &batch); // a batch of them
    void said(const QString &what);                              // nothing to undo
    void failed(const kemai::Error &error);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildTop();
    void buildPanels();
    void buildStatus();
    void retranslate();
    void applyQuery();
    void refresh();         // count, empty state
    void refreshChips();
    void refreshGroups();
    void showProgress(qint64 did, qint64 total);
    void hideProgress();
    void showPanel(QWidget *panel); // null: none
    void sumSelection();
    void sortBy(int column, bool add);
    void columnMenu(int column, const QPoint &at);
    void fillViews(const QList<SavedView> &views);
    void useView(const SavedView &view);
    void groupBy(const QString &column);
    QString groupText(const GridGroup &group) const;
    GridFilter wholeFilter() const;
    std::vector<Id> chosenRecords() const;
    bool forced() const { return !m_layout.filter.isEmpty(); }

    GridModel &m_model;
    GridActs *m_acts;
    GridLayout m_layout;
    QList<SavedView> m_views;
    std::function<Result<>(qint64 rows)> m_mayExport;
    std::optional<Value> m_inGroup;
    QString m_search;
    GridView *m_view;
    TextLabel *m_title;
    TextLabel *m_count;
    QButtonGroup *m_quickGroup;
    QList<Chip *> m_quick;
    Chip *m_filterChip;
    Button *m_groupButton;
    Button *m_viewsButton;
    QMenu *m_menu;
    IconButton *m_columnsButton;
    IconButton *m_bulkButton;
    IconButton *m_exportButton;
    IconButton *m_listButton;
    QWidget *m_chipRow;
    QHBoxLayout *m_chips;
    QStackedWidget *m_panel;
    FilterEditor *m_filterEditor;
    BulkPanel *m_bulkPanel;
    PastePanel *m_pastePanel;
    ColumnPanel *m_columnPanel;
    ViewPanel *m_viewPanel;
    QListWidget *m_groups;
    QStackedWidget *m_body;
    EmptyState *m_empty;
    TextLabel *m_state;
    TextLabel *m_sums;
    QProgressBar *m_progress;
    Button *m_cancel;
    QTimer m_sumSoon;
};

} // namespace kemai
