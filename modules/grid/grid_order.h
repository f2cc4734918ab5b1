// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridOrder: the ids of all rows of a filter, in order: 16 bytes a row. With it a row at any place is read by its id, so
 * that the far end of a million rows is as near as the beginning, whatever they are sorted by.
 *
 * Made in pieces: step() reads a few thousand records along the table, which takes some milliseconds and lets other work
 * in between; finish() sorts and may run on any thread. Null is smaller than everything, texts compare by their first 120
 * UTF-8 bytes, equal ones by id in the direction of the last order.
 */
#pragma once

#include "grid/grid_subject.h"

#include <memory>
#include <optional>
#include <vector>

namespace kemai {

struct GridQuery {
    GridFilter filter;
    QList<GridSort> sort;
    QString group;                // a column's key: how many rows have each of its values is counted on the way
    std::optional<Value> inGroup; // only rows with this value of it; the others are counted all the same
    QString search;               // only what a search finds, the best `foundMost`

    static constexpr int foundMost = 2000;

    friend bool operator==(const GridQuery &, const GridQuery &) = default;
};

struct GridGroup {
    Value value; // null: of rows without one
    qint64 count = 0;
};

class GridOrder
{
public:
    GridOrder(std::shared_ptr<const GridSubject> subject, const GridQuery &query, const GridSieve::Surroundings &surroundings, bool chinese);

    // Only these, whatever else there is; before the first step.
    void narrowTo(QList<Id> ids);
    // Reads the next piece; false when all is read. Errors: as Records; the piece can be tried again.
    Result<bool> step(Records &records);
    std::vector<Id> finish();
    QList<GridGroup> groups() const; // the largest first; at most groupsMost, what is beyond is not counted

    static constexpr qsizetype groupsMost = 5000;

    qint64 looked() const { return m_looked; } // records read so far
    qint64 found() const { return qint64(m_ids.size()); }

private:
    struct Key {
        int column = -1;
        int field = -1; // read instead of the column
        bool isText = false;
        bool isDown = false;
        std::vector<qint64> numbers;
        QByteArray letters; // of all rows, one behind the other
        std::vector<quint32> ends;
    };

    void add(const Id &id, const QList<Value> &cells, const Record *record);
    static std::strong_ordering compared(const Key &key, quint32 a, quint32 b);

    std::shared_ptr<const GridSubject> m_subject;
    GridSieve m_sieve;
    Condition m_condition;
    QList<int> m_columns; // that are looked at
    QList<int> m_fields;
    bool m_onlyOwn = true;
    bool m_chinese;
    std::vector<Key> m_keys;
    std::vector<Id> m_ids;
    std::optional<Record> m_last;
    std::optional<QList<Id>> m_only; // in the order of ids
    qsizetype m_next = 0;            // of m_only
    qint64 m_looked = 0;
    int m_group = -1;
    std::optional<Value> m_inGroup;
    QHash<QString, GridGroup> m_groups;
};

// The first rows of a query whose order the database has ready, as far as they are among the first `rows` of everybody:
// what is shown until the whole order is there. Takes a few milliseconds whatever the filter.
bool hasReadyOrder(const GridSubject &subject, const GridQuery &query);
Result<QList<Id>> firstRows(Records &records, const GridSubject &subject, const GridQuery &query,
                            const GridSieve::Surroundings &surroundings, int rows);

} // namespace kemai
