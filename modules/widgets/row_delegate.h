// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * RowDelegate: a list row of two lines as the customer list has it. Title with a quiet aside and the time at
 * the right; below it the secondary text and the tags. A selected row has the weak accent ground and a 3 px bar.
 *
 * A page derives from it and says what stands in a row: content() maps the model's roles. The model owes
 * Qt::AccessibleTextRole for screen readers. Rows are uniform: use QListView::setUniformItemSizes(true).
 */
#pragma once

#include "widgets/painting.h"
#include "widgets/tag.h"

#include <QStyledItemDelegate>

namespace kemai {

struct RowContent {
    QString title;
    QString aside;             // pinyin, a role: after the title, quiet
    QString secondary;         // company
    QString time;              // short and human; the exact one goes into exactTime
    QString exactTime;         // tool tip over the time
    QList<Tag> tags;
    QList<TextSpan> titleHits; // what a search found
    QList<TextSpan> secondaryHits;
    QList<TextSpan> asideHits;
    int side = 16;             // px left and right: 24 where the list is a page of its own
    bool loading = false;      // not read yet: grey bars where the text will stand
};

class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    virtual RowContent content(const QModelIndex &index) const = 0;

    static int rowHeight(); // 64 comfortable, 52 compact, at a text scale of 1

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

// The ground of any row in any list: hover, selection with its bar, focus ring, the line below.
void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option);

void paintRow(QPainter *painter, const QStyleOptionViewItem &option, const RowContent &content);

} // namespace kemai
