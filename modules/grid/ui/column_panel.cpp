// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/column_panel.h"

#include "grid/ui/grid_words.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

ColumnPanel::ColumnPanel(std::shared_ptr<const GridSubject> subject, QWidget *parent)
    : QWidget(parent)
    , m_subject(std::move(subject))
    , m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2))
    , m_list(new QListWidget)
    , m_reset(new Button(ButtonKind::Quiet))
    , m_close(new Button)
{
    setObjectName(u"columnPanel"_s);
    m_list->setObjectName(u"columns"_s);
    m_list->setFlow(QListView::TopToBottom);
    m_list->setWrapping(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setFixedHeight(theme().scaled(180));
    m_list->setUniformItemSizes(true); // columns of one width: names of two characters do not run together
    m_list->setGridSize(QSize(theme().scaled(168), theme().scaled(32)));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->installEventFilter(this);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_close);
    bottom->addWidget(m_reset);
    bottom->addWidget(m_hint, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_list);
    column->addLayout(bottom);
    connect(m_list, &QListWidget::itemChanged, this, &ColumnPanel::report);
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, &ColumnPanel::report);
    connect(m_reset, &QAbstractButton::clicked, this, &ColumnPanel::resetWanted);
    connect(m_close, &QAbstractButton::clicked, this, &ColumnPanel::closed);
    whenTranslated(this, [this] {
        m_hint->setText(tr("Space shows or hides a column, Alt+Up and Alt+Down move it."));
        m_list->setAccessibleName(tr("Columns"));
        m_reset->setText(tr("Standard columns"));
        m_close->setText(tr("Done"));
        begin(m_columns);
    });
}

void ColumnPanel::begin(const QList<GridColumnLayout> &columns)
{
    m_columns = columns;
    m_filling = true;
    m_list->clear();
    for (const GridColumnLayout &layout : columns) {
        auto *item = new QListWidgetItem(m_subject->columns().at(m_subject->columnOf(layout.column)).label(GridWords::chinese()));
        item->setData(Qt::UserRole, layout.column);
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(layout.shown ? Qt::Checked : Qt::Unchecked);
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
    m_filling = false;
}

void ColumnPanel::report()
{
    if (m_filling)
        return;
    QList<GridColumnLayout> columns;
    for (int i = 0; i < m_list->count(); ++i) {
        const QString key = m_list->item(i)->data(Qt::UserRole).toString();
        const auto before = std::ranges::find(std::as_const(m_columns), key, &GridColumnLayout::column);
        if (before != m_columns.cend())
            columns.append({key, before->width, m_list->item(i)->checkState() == Qt::Checked});
    }
    if (columns.size() != m_columns.size() || std::ranges::none_of(columns, &GridColumnLayout::shown))
        return; // in the middle of a move, or nothing would be left
    m_columns = columns;
    emit changed(columns);
}

bool ColumnPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int row = m_list->currentRow();
        const int to = row + (key->key() == Qt::Key_Up ? -1 : 1);
        if ((key->modifiers() & Qt::AltModifier) && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            if (row >= 0 && to >= 0 && to < m_list->count()) {
                m_filling = true;
                QListWidgetItem *item = m_list->takeItem(row);
                m_list->insertItem(to, item);
                m_list->setCurrentRow(to);
                m_filling = false;
                report();
            }
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            emit closed();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kemai
