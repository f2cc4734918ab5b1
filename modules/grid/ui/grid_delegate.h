// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridDelegate: how a cell looks and how it is edited in place: a line, a list of choices while typing, several lines
 * (Alt+Enter) where the field has them. A refused cell keeps what was typed, in danger's colour with a mark at its corner;
 * its reason is the tool tip.
 */
#pragma once

#include <QStyledItemDelegate>

namespace kemai {

class GridDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int rowHeight(); // follows density and text size

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

signals:
    // Behind an edit: the cell below (Enter), above, right (Tab), left.
    void leftBy(int key, Qt::KeyboardModifiers modifiers) const;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;
};

} // namespace kemai
