// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridHeader: the headings of a grid: a label, and where the column takes part in the order, an arrow with its place in it.
 */
#pragma once

#include "grid/grid_column.h"

#include <QHeaderView>

namespace kemai {

class GridHeader : public QHeaderView
{
    Q_OBJECT

public:
    struct Mark {
        Order order = Order::Ascending;
        int place = 0; // from 1; shown if there are several
        int of = 1;
    };

    explicit GridHeader(QWidget *parent = nullptr);
    void setMarks(const QHash<int, Mark> &marks); // by column

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    QSize sectionSizeFromContents(int logicalIndex) const override;

private:
    QHash<int, Mark> m_marks;
};

} // namespace kemai
