// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the grid and how it is wired; grid_page_acts.cpp is what is done in it.
#include "grid/ui/grid_page.h"

#include "grid/ui/bulk_panel.h"
#include "grid/ui/column_panel.h"
#include "grid/ui/filter_editor.h"
#include "grid/ui/grid_view.h"
#include "grid/ui/grid_words.h"
#include "grid/ui/paste_panel.h"
#include "grid/ui/view_panel.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

GridPage::GridPage(GridModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_acts(new GridActs(model, this))
    , m_layout(GridLayout::standard(model.subject().columns(), model.subject().standardSort()))
    , m_view(new GridView(model))
    , m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold))
    , m_count(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_quickGroup(new QButtonGroup(this))
    , m_filterChip(new Chip)
    , m_groupButton(new Button(ButtonKind::Quiet))
    , m_viewsButton(new Button(ButtonKind::Quiet))
    , m_menu(new QMenu(this))
    , m_columnsButton(new IconButton(Glyph::Density))
    , m_bulkButton(new IconButton(Glyph::Edit))
    , m_exportButton(new IconButton(Glyph::Export))
    , m_listButton(new IconButton(Glyph::List))
    , m_chipRow(new QWidget)
    , m_chips(new QHBoxLayout(m_chipRow))
    , m_panel(new QStackedWidget)
    , m_filterEditor(new FilterEditor(model.sharedSubject()))
    , m_bulkPanel(new BulkPanel(model.sharedSubject()))
    , m_pastePanel(new PastePanel)
    , m_columnPanel(new ColumnPanel(model.sharedSubject()))
    , m_viewPanel(new ViewPanel)
    , m_groups(new QListWidget)
    , m_body(new QStackedWidget)
    , m_empty(new EmptyState(Glyph::Customers))
    , m_state(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_sums(new TextLabel(TextSize::Secondary))
    , m_progress(new QProgressBar)
    , m_cancel(new Button(ButtonKind::Quiet))
{
    setObjectName(u"gridPage"_s);
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildTop();
    buildPanels();
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    m_groups->setObjectName(u"groups"_s);
    m_groups->setFrameShape(QFrame::NoFrame);
    m_groups->setFixedWidth(theme().scaled(220));
    m_groups->hide();
    m_body->addWidget(m_view);
    m_body->addWidget(m_empty);
    middle->addWidget(m_groups);
    middle->addWidget(m_body, 1);
    column->addLayout(middle, 1);
    buildStatus();

    m_sumSoon.setSingleShot(true);
    m_sumSoon.setInterval(80);
    connect(&m_sumSoon, &QTimer::timeout, this, &GridPage::sumSelection);
    connect(m_view, &GridView::selectionTouched, this, [this] { m_sumSoon.start(); });
    connect(m_view, &GridView::opened, this, &GridPage::opened);
    connect(m_view, &GridView::sortRequested, this, &GridPage::sortBy);
    connect(m_view, &GridView::columnMenuRequested, this, &GridPage::columnMenu);
    connect(m_view, &GridView::layoutTouched, this, [this] {
        m_layout.columns = m_view->columnsNow();
        emit layoutTouched();
    });
    connect(m_view, &GridView::copied, this, [this](qint64 cells) { m_state->setText(tr("%1 cells copied").arg(Human::now().count(cells))); });
    connect(m_view, &GridView::tooLarge, this, [this] {
        emit said(tr("Too many cells for one act. Use the bulk edit, or the export."));
    });
    connect(m_view, &GridView::newRowsPasted, this, [this](const QList<int> &columns, const QList<QStringList> &rows) { m_acts->judge(columns, rows); });
    connect(&model, &GridModel::ordered, this, [this] {
        refresh();
        refreshGroups();
        if (!m_view->currentIndex().isValid() && m_model.rowCount() > 0)
            m_view->goTo(0, m_view->shownColumns().value(0));
    });
    connect(&model, &GridModel::ordering, this, &GridPage::refresh);
    connect(&model, &GridModel::refreshed, this, [this] { m_sumSoon.start(); });
    connect(&model, &GridModel::failed, this, &GridPage::failed);
    connect(&model, &GridModel::edited, this, [this](const GridModel::Edited &edited) {
        const Human human = Human::now();
        if (!edited.committed.set.isNull()) {
            const QString what = edited.created > 0 ? tr("%1 rows created.").arg(human.count(edited.created))
                                 : edited.cells == 1 ? tr("Saved.")
                                                    : tr("%1 cells in %2 rows changed.").arg(human.count(edited.cells), human.count(edited.records));
            edited.batch.isNull() ? emit done(what, edited.committed.set) : emit batchDone(what, edited.batch);
        }
        if (!edited.refused.isEmpty())
            m_state->setText(tr("%1 cells were not saved and stay as typed: %2")
                                 .arg(human.count(edited.refused.size()), GridWords::sentence(edited.refused.first().reason)));
        m_sumSoon.start();
    });
    connect(&theme(), &Theme::changed, this, [this] { m_groups->setFixedWidth(theme().scaled(220)); });
    whenTranslated(this, [this] { retranslate(); });
    setLayoutOf(m_layout);
    m_acts->askViews();
}

void GridPage::buildTop()
{
    m_title->setObjectName(u"gridTitle"_s);
    m_filterChip->setObjectName(u"addFilter"_s);
    m_filterChip->setCheckable(false);
    m_filterChip->setGlyph(Glyph::Filter);
    m_groupButton->setObjectName(u"groupBy"_s);
    m_viewsButton->setObjectName(u"views"_s);
    m_columnsButton->setObjectName(u"chooseColumns"_s);
    m_bulkButton->setObjectName(u"bulkEdit"_s);
    m_exportButton->setObjectName(u"export"_s);
    m_listButton->setObjectName(u"showList"_s);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(16, 12, 12, 8);
    top->setSpacing(8);
    top->addWidget(m_title);
    top->addWidget(m_count);
    auto *filters = new QHBoxLayout;
    filters->setContentsMargins(16, 0, 12, 12);
    filters->setSpacing(8);
    for (const QuickFilter &quick : m_model.subject().quickFilters()) {
        auto *chip = new Chip;
        chip->setObjectName(u"quick."_s + quick.key);
        m_quickGroup->addButton(chip);
        m_quick.append(chip);
        filters->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, key = quick.key] {
            m_layout.quick = key;
            m_inGroup.reset();
            applyQuery();
        });
    }
    filters->addWidget(m_filterChip);
    filters->addWidget(m_chipRow, 1000);
    filters->addStretch(1);
    top->addStretch(1);
    for (QWidget *each : std::initializer_list<QWidget *>{m_groupButton, m_viewsButton, m_columnsButton, m_bulkButton, m_exportButton, m_listButton})
        top->addWidget(each);
    m_chips->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_chips->setSpacing(8);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(top);
    column->addLayout(filters);
    column->addWidget(new Rule);
    connect(m_filterChip, &QAbstractButton::clicked, this, &GridPage::editFilter);
    connect(m_columnsButton, &QAbstractButton::clicked, this, &GridPage::chooseColumns);
    connect(m_bulkButton, &QAbstractButton::clicked, this, &GridPage::bulkEdit);
    connect(m_exportButton, &QAbstractButton::clicked, this, &GridPage::exportShown);
    connect(m_listButton, &QAbstractButton::clicked, this, &GridPage::listWanted);
    connect(m_groupButton, &QAbstractButton::clicked, this, [this] {
        m_menu->clear();
        m_menu->addAction(tr("No groups"), this, [this] { groupBy({}); })->setEnabled(!m_layout.group.isEmpty());
        m_menu->addSeparator();
        for (const GridColumn &each : m_model.subject().columns())
            if (each.type == Type::Choice || each.type == Type::Reference || each.type == Type::Text || each.type == Type::Date)
                if (!each.multiline && each.key != u"name" && each.key != u"phone" && each.key != u"email" && each.key != u"address")
                    m_menu->addAction(each.label(GridWords::chinese()), this, [this, key = each.key] { groupBy(key); });
        m_menu->popup(m_groupButton->mapToGlobal(QPoint(0, m_groupButton->height() + 4)));
    });
    connect(m_viewsButton, &QAbstractButton::clicked, this, [this] {
        fillViews(m_views);
        m_menu->popup(m_viewsButton->mapToGlobal(QPoint(0, m_viewsButton->height() + 4)));
    });
    connect(m_groups, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0 || m_layout.group.isEmpty())
            return;
        const QList<GridGroup> groups = m_model.groups();
        const std::optional<Value> wanted = row == 0 ? std::nullopt : std::optional<Value>(groups.value(row - 1).value);
        if (wanted == m_inGroup)
            return;
        m_inGroup = wanted;
        applyQuery();
    });
}

void GridPage::buildPanels()
{
    m_panel->setObjectName(u"gridPanel"_s);
    m_panel->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    for (QWidget *each : std::initializer_list<QWidget *>{m_filterEditor, m_bulkPanel, m_pastePanel, m_columnPanel, m_viewPanel})
        m_panel->addWidget(each);
    m_panel->hide();
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(m_panel);
    const auto close = [this] { showPanel(nullptr); };
    connect(m_filterEditor, &FilterEditor::closed, this, close);
    connect(m_filterEditor, &FilterEditor::applied, this, [this] {
        m_layout.filter = m_filterEditor->filter();
        showPanel(nullptr);
        applyQuery();
    });
    connect(m_bulkPanel, &BulkPanel::closed, this, [this] {
        m_acts->cancel();
        showPanel(nullptr);
    });
    connect(m_bulkPanel, &BulkPanel::previewWanted, this, [this](const QList<BulkEdit::Value> &values) { m_acts->preview(m_bulkPanel->records(), values); });
    connect(m_bulkPanel, &BulkPanel::bulkWanted, this, [this](const QList<BulkEdit::Value> &values) {
        m_acts->bulk(m_bulkPanel->records(), values);
        showPanel(nullptr);
    });
    connect(m_pastePanel, &PastePanel::closed, this, close);
    connect(m_pastePanel, &PastePanel::wanted, this, [this](const QList<QList<Change>> &rows) {
        showPanel(nullptr);
        m_model.make(rows, u"grid.paste"_s);
    });
    connect(m_columnPanel, &ColumnPanel::closed, this, close);
    connect(m_columnPanel, &ColumnPanel::changed, this, [this](const QList<GridColumnLayout> &columns) {
        m_layout.columns = columns;
        m_view->setColumns(columns);
        emit layoutTouched();
    });
    connect(m_columnPanel, &ColumnPanel::resetWanted, this, [this] {
        m_layout.columns = GridLayout::standard(m_model.subject().columns(), {}).columns;
        m_view->setColumns(m_layout.columns);
        m_columnPanel->begin(m_layout.columns);
        emit layoutTouched();
    });
    connect(m_viewPanel, &ViewPanel::closed, this, close);
    connect(m_viewPanel, &ViewPanel::wanted, this, [this](const QString &name, bool shared) {
        m_acts->saveView(name, layoutJson(), shared);
        showPanel(nullptr);
    });

    connect(m_acts, &GridActs::judged, this, [this](const NewRows &rows) {
        showPanel(m_pastePanel);
        m_pastePanel->show(rows);
    });
    connect(m_acts, &GridActs::previewed, m_bulkPanel, &BulkPanel::showPreview);
    connect(m_acts, &GridActs::bulkDone, this, [this](const Id &batch, const BulkEdit::Counts &counts, bool canceled) {
        const QString changed = Human::now().count(counts.changed);
        if (!batch.isNull())
            emit batchDone(canceled ? tr("Stopped after %1 rows.").arg(changed) : tr("%1 rows changed.").arg(changed), batch);
    });
    connect(m_acts, &GridActs::exported, this, [this](const QString &, qint64 rows) {
        emit said(tr("%1 rows exported.").arg(Human::now().count(rows)));
    });
    connect(m_acts, &GridActs::failed, this, &GridPage::failed);
    connect(m_acts, &GridActs::views, this, [this](const QList<SavedView> &views) { m_views = views; });
    connect(m_acts, &GridActs::viewSaved, this, [this](const Committed &committed, const QString &name) {
        emit done(name.isEmpty() ? tr("View removed.") : tr("View \"%1\" saved.").arg(name), committed.set);
    });
}

void GridPage::buildStatus()
{
    m_state->setObjectName(u"gridState"_s);
    m_sums->setObjectName(u"gridSums"_s);
    m_progress->setObjectName(u"gridProgress"_s);
    m_cancel->setObjectName(u"gridCancel"_s);
    m_state->setElided(true);
    m_progress->setFixedWidth(theme().scaled(160));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_cancel->hide();
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 4, 16, 4);
    row->setSpacing(12);
    row->addWidget(m_state, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_sums);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(new Rule);
    column->addLayout(row);
    connect(m_cancel, &QAbstractButton::clicked, m_acts, &GridActs::cancel);
    connect(m_cancel, &QAbstractButton::clicked, &m_model, &GridModel::stopEditing);
    connect(m_acts, &GridActs::progress, this, &GridPage::showProgress);
    connect(m_acts, &GridActs::ended, this, &GridPage::hideProgress);
    connect(&m_model, &GridModel::editing, this, &GridPage::showProgress);
    connect(&m_model, &GridModel::editingEnded, this, &GridPage::hideProgress);
    connect(m_acts, &GridActs::summed, this, [this](const GridSums &sums, bool whole) {
        const Human human = Human::now();
        QStringList parts{tr("%1 filled").arg(human.count(sums.filled))};
        const auto number = [&](double value) {
            return sums.money ? human.exactMoney(qint64(value)) : QLocale().toString(value, 'f', value == double(qint64(value)) ? 0 : 2);
        };
        if (sums.hasSum())
            parts << tr("Sum %1").arg(number(double(sums.sum))) << tr("Average %1").arg(number(sums.average()))
                  << tr("Least %1").arg(number(double(*sums.least))) << tr("Most %1").arg(number(double(*sums.most)));
        if (!whole)
            parts << u"…"_s;
        m_sums->setText(parts.join(u"   "_s));
    });
}

void GridPage::showProgress(qint64 did, qint64 total)
{
    m_progress->setRange(0, 1000);
    m_progress->setValue(int(total == 0 ? 0 : did * 1000 / total));
    m_progress->show();
    m_cancel->show();
}

void GridPage::hideProgress()
{
    m_progress->hide();
    m_cancel->hide();
}

void GridPage::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    m_inGroup.reset();
    applyQuery();
}

void GridPage::retranslate()
{
    m_model.setChinese(GridWords::chinese());
    const QString what = m_model.subject().title(GridWords::chinese());
    m_title->setText(what);
    const QList<QuickFilter> quick = m_model.subject().quickFilters();
    for (int i = 0; i < m_quick.size(); ++i)
        m_quick.at(i)->setText(quick.at(i).label(GridWords::chinese()));
    m_filterChip->setText(tr("Filter"));
    m_filterChip->setToolTip(tr("Filter (Ctrl+Shift+F)"));
    m_groupButton->setText(m_layout.group.isEmpty() ? tr("Group")
                                                    : m_model.subject().columns().at(m_model.subject().columnOf(m_layout.group)).label(GridWords::chinese()));
    m_viewsButton->setText(tr("Views"));
    for (Button *button : {m_groupButton, m_viewsButton})
        button->setAccessibleName(button->text());
    m_columnsButton->setLabel(tr("Columns"));
    m_bulkButton->setLabel(tr("Change the selected rows"));
    m_exportButton->setLabel(tr("Export what is shown"));
    m_listButton->setLabel(tr("Show as a list"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G));
    m_groups->setAccessibleName(tr("Groups"));
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel->setText(tr("Stop"));
    m_menu->setAccessibleName(tr("Grid"));
    for (Chip *chip : std::as_const(m_quick))
        chip->updateGeometry();
    refreshChips();
    refreshGroups();
    refresh();
    m_sumSoon.start();
}

void GridPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

void GridPage::showPanel(QWidget *panel)
{
    m_panel->setVisible(panel != nullptr);
    if (!panel) {
        m_view->setFocus();
        return;
    }
    for (int i = 0; i < m_panel->count(); ++i) // as high as what it shows
        m_panel->widget(i)->setSizePolicy(QSizePolicy::Preferred, m_panel->widget(i) == panel ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_panel->setCurrentWidget(panel);
}

bool GridPage::isSettled() const { return m_model.isSettled() && !m_acts->isBusy() && !m_acts->isSumming() && !m_sumSoon.isActive(); }

void GridPage::refresh()
{
    const Human human = Human::now();
    const QString rows = human.count(m_model.rowCount());
    m_count->setText(m_model.isLoaded() ? rows : QString());
    QStringList state;
    if (!m_model.isOrdered())
        state << tr("Sorting…");
    else
        state << (m_model.foundAll() ? tr("%1 rows").arg(rows) : tr("The %1 best of what was found; type more to narrow it").arg(rows));
    if (const int refused = m_model.refusedCells(); refused > 0)
        state << tr("%1 cells not saved").arg(refused);
    m_state->setText(state.join(u" · "_s));
    const bool empty = m_model.isOrdered() && m_model.rowCount() == 0;
    m_body->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_view);
    if (!empty)
        return;
    const bool narrowed = !m_search.isEmpty() || !m_layout.filter.isEmpty() || m_inGroup || (!m_quick.isEmpty() && !m_quick.first()->isChecked());
    m_empty->disconnect(this);
    if (narrowed) {
        m_empty->setText(tr("Nothing matches"), m_search.isEmpty() ? tr("No row passes these filters.") : tr("No row passes the search and these filters."));
        m_empty->setAction(tr("Show all"));
        connect(m_empty, &EmptyState::actionTriggered, this, [this] {
            m_layout.filter = {};
            m_layout.quick.clear();
            m_inGroup.reset();
            m_search.clear();
            emit searchDropped();
            applyQuery();
        });
    } else {
        m_empty->setText(tr("No rows yet"), tr("Import a list you have, paste rows from a spreadsheet, or add the first one by hand."));
        m_empty->setAction(tr("New"), tr("Import a file"));
        connect(m_empty, &EmptyState::actionTriggered, this, &GridPage::newWanted);
        connect(m_empty, &EmptyState::secondTriggered, this, &GridPage::importWanted);
    }
}

void GridPage::refreshChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_chipRow->setVisible(forced());
    if (!forced())
        return;
    const auto add = [this](const QString &text, const std::function<void()> &remove) {
        auto *chip = new Chip(text);
        chip->setCheckable(false);
        chip->setGlyph(Glyph::Close);
        chip->setToolTip(tr("Remove: %1").arg(text));
        connect(chip, &QAbstractButton::clicked, this, remove);
        m_chips->addWidget(chip);
    };
    const GridFilter &filter = m_layout.filter;
    const bool any = filter.join == GridFilter::Join::Any;
    if (any) {
        add(GridWords::filter(filter, m_model.subject()), [this] {
            m_layout.filter = {};
            applyQuery();
        });
    } else {
        for (int i = 0; i < filter.conditions.size(); ++i)
            add(GridWords::condition(filter.conditions.at(i), m_model.subject()), [this, i] {
                m_layout.filter.conditions.removeAt(i);
                applyQuery();
            });
        for (int i = 0; i < filter.groups.size(); ++i)
            add(GridWords::filter(filter.groups.at(i), m_model.subject()), [this, i] {
                m_layout.filter.groups.removeAt(i);
                applyQuery();
            });
    }
    auto *edit = new Button(ButtonKind::Quiet);
    edit->setText(tr("Edit"));
    edit->setAccessibleName(tr("Edit the filter"));
    connect(edit, &QAbstractButton::clicked, this, &GridPage::editFilter);
    m_chips->addWidget(edit);
    m_chips->addStretch(1);
}

QString GridPage::groupText(const GridGroup &group) const
{
    const QString text = m_model.subject().text(group.value, m_model.subject().columnOf(m_layout.group), GridWords::chinese());
    return (text.isEmpty() ? tr("(none)") : text) + u"   "_s + Human::now().count(group.count);
}

void GridPage::refreshGroups()
{
    m_groups->setVisible(!m_layout.group.isEmpty());
    if (m_layout.group.isEmpty())
        return;
    const QSignalBlocker quiet(m_groups);
    m_groups->clear();
    qint64 all = 0;
    for (const GridGroup &group : m_model.groups())
        all += group.count;
    m_groups->addItem(tr("All") + u"   "_s + Human::now().count(all));
    m_groups->setCurrentRow(0);
    for (const GridGroup &group : m_model.groups()) {
        m_groups->addItem(groupText(group));
        if (m_inGroup && *m_inGroup == group.value)
            m_groups->setCurrentRow(m_groups->count() - 1);
    }
}

} // namespace kemai
