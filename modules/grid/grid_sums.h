// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridSums: what the cells of a selection come to: how many, how many that hold something, and of the numbers their sum,
 * average and range. Columns of money and of whole numbers are summed together only if they are of one kind.
 */
#pragma once

#include "grid/grid_subject.h"

#include <optional>

namespace kemai {

struct GridSums {
    qint64 cells = 0;
    qint64 filled = 0;
    qint64 numbers = 0;
    qint64 sum = 0;
    std::optional<qint64> least;
    std::optional<qint64> most;
    bool money = false; // in fen
    bool mixed = false; // money and other numbers: nothing is summed

    void add(const GridRow &row, const QList<int> &columns, const GridSubject &subject)
    {
        for (const int column : columns) {
            ++cells;
            const Value &value = row.cells.at(column);
            if (value.isNull())
                continue;
            ++filled;
            const GridColumn &described = subject.columns().at(column);
            if (!described.isNumeric() || !value.isNumber())
                continue;
            const bool isMoney = described.type == Type::Money;
            mixed = mixed || (numbers > 0 && isMoney != money);
            money = isMoney;
            ++numbers;
            const qint64 number = value.toNumber();
            if (__builtin_add_overflow(sum, number, &sum))
                mixed = true; // beyond what can be said
            least = std::min(least.value_or(number), number);
            most = std::max(most.value_or(number), number);
        }
    }
    double average() const { return numbers == 0 ? 0 : double(sum) / double(numbers); }
    bool hasSum() const { return numbers > 0 && !mixed; }
};

} // namespace kemai
