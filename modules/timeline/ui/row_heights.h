// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * RowHeights: heights of a long list's rows, and the place of each, in O(log rows): a Fenwick tree of pixels.
 *
 * Rows that were never laid out have an estimate, so 100,000 rows need no layout; measuring one moves only what is below
 * it. Inserting and removing rows rebuilds the tree: O(rows), a millisecond for 100,000.
 */
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace kemai {

class RowHeights
{
public:
    struct Row {
        int height = 0;
        bool measured = false;
    };

    int count() const { return int(m_rows.size()); }
    int height(int row) const { return m_rows[size_t(row)].height; }
    bool isMeasured(int row) const { return m_rows[size_t(row)].measured; }
    qint64 total() const { return offset(count()); }

    void assign(std::vector<Row> rows)
    {
        m_rows = std::move(rows);
        rebuild();
    }
    void insert(int row, const std::vector<Row> &rows)
    {
        m_rows.insert(m_rows.begin() + row, rows.begin(), rows.end());
        rebuild();
    }
    void remove(int row, int rows)
    {
        m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + rows);
        rebuild();
    }
    void measure(int row, int height)
    {
        Row &each = m_rows[size_t(row)];
        const int by = height - each.height;
        each = {height, true};
        if (by != 0)
            for (size_t i = size_t(row) + 1; i < m_tree.size(); i += i & (~i + 1))
                m_tree[i] += by;
    }
    void forget(int row) { m_rows[size_t(row)].measured = false; } // the height stays as the estimate

    // Top of the row; of count(): the height of all.
    qint64 offset(int row) const
    {
        qint64 sum = 0;
        for (size_t i = size_t(row); i > 0; i -= i & (~i + 1))
            sum += m_tree[i];
        return sum;
    }
    // The row at this height; the first or last one beyond the ends. Needs a row.
    int rowAt(qint64 y) const
    {
        size_t row = 0;
        size_t step = 1;
        while (step * 2 <= m_rows.size())
            step *= 2;
        for (; step > 0; step /= 2) {
            if (row + step <= m_rows.size() && m_tree[row + step] <= y) {
                row += step;
                y -= m_tree[row];
            }
        }
        return std::min(int(row), count() - 1);
    }

private:
    void rebuild()
    {
        m_tree.assign(m_rows.size() + 1, 0);
        for (size_t i = 1; i < m_tree.size(); ++i) {
            m_tree[i] += m_rows[i - 1].height;
            if (const size_t up = i + (i & (~i + 1)); up < m_tree.size())
                m_tree[up] += m_tree[i];
        }
    }

    std::vector<Row> m_rows;
    std::vector<qint64> m_tree; // from 1
};

} // namespace kemai
