// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridLayout: how somebody looks at a grid: which rows, in which order, which columns how wide, grouped by what. What a
 * saved view keeps, and what a desk finds again in the morning.
 *
 * JSON: {"version": 1, "quick": "mine", "filter": {...}, "sort": [{"column": "name", "down": true}],
 *        "columns": [{"column": "name", "width": 180, "shown": true}], "group": "city"}
 * Reading is for hostile input: at most 64 KB; what cannot be read is Invalid "grid.viewUnreadable" or
 * "grid.filterUnreadable"; columns that are not there are left out and named; new columns come behind the known ones.
 * Pure functions; any thread.
 */
#pragma once

#include "grid/grid_filter.h"

namespace kemai {

struct GridColumnLayout {
    QString column;
    int width = 140;
    bool shown = true;

    friend bool operator==(const GridColumnLayout &, const GridColumnLayout &) = default;
};

struct GridLayout {
    QString quick; // the quick filter's key; empty: the first one
    GridFilter filter;
    QList<GridSort> sort;
    QList<GridColumnLayout> columns; // in their order; all of them
    QString group;                   // a column's key

    friend bool operator==(const GridLayout &, const GridLayout &) = default;

    static GridLayout standard(const QList<GridColumn> &columns, const QList<GridSort> &sort);
    QByteArray toJson() const;
    static Result<GridLayout> fromJson(const QByteArray &json, const QList<GridColumn> &columns, QStringList *leftOut = nullptr);
};

inline constexpr int columnWidthLeast = 48;
inline constexpr int columnWidthMost = 1200;

} // namespace kemai
