// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridFilter: which rows: conditions over a grid's columns, joined by "all" or "any", in groups within groups.
 *
 * Texts compare without case. A column that has several entries ("a; b") is what any of them is, except for "is not" and
 * "contains not", which must hold of all. Times are compared by the day in the zone of `now`; days may be relative
 * ("the last 7 days"), so that a saved filter means the same tomorrow. Choices and references are compared by code and id;
 * "me" is whoever looks.
 *
 * As JSON: {"join": "all", "conditions": [{"column": "city", "is": "contains", "values": ["南京"]}], "groups": [...]}.
 * Reading is for hostile input: at most 8 groups deep, 200 conditions, 200 values of 1,000 characters; what is beyond is
 * Invalid "grid.filterUnreadable". Conditions over columns that are not there are left out and named.
 * Pure functions; any thread.
 */
#pragma once

#include "base/result.h"
#include "grid/grid_column.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimeZone>

namespace kemai {

enum class Comparison : quint8 {
    Is, // any of the values
    IsNot,
    Contains,
    ContainsNot,
    BeginsWith,
    Empty,
    NotEmpty,
    Less, // numbers, and days: before
    AtMost,
    Greater, // after
    AtLeast,
    LastDays, // today and the days before it, so many in all
    NextDays, // today and the days after it
};

// What can be asked of a column of this type, the likeliest first.
QList<Comparison> comparisonsOf(Type type);
// How many values it takes: 0, 1, or -1 for any number.
int valuesOf(Comparison comparison);
QString comparisonCode(Comparison comparison); // "contains"

struct GridCondition {
    QString column;
    Comparison comparison = Comparison::Is;
    QStringList values; // as codes: a choice's code, an id or "me", ISO days, whole numbers (money in fen)

    friend bool operator==(const GridCondition &, const GridCondition &) = default;
};

struct GridFilter {
    enum class Join : quint8 { All, Any };

    Join join = Join::All;
    QList<GridCondition> conditions;
    QList<GridFilter> groups;

    bool isEmpty() const { return conditions.isEmpty() && groups.isEmpty(); }
    friend bool operator==(const GridFilter &, const GridFilter &) = default;

    QJsonObject toJson() const;
    static Result<GridFilter> fromJson(const QJsonObject &json, const QList<GridColumn> &columns, QStringList *leftOut = nullptr);
};

// A filter made ready to be asked of many rows.
class GridSieve
{
public:
    struct Surroundings {
        Id me;
        qint64 nowMs = 0;
        QTimeZone zone = QTimeZone::systemTimeZone();
    };

    GridSieve(const GridFilter &filter, const QList<GridColumn> &columns, const Surroundings &surroundings);

    bool lets(const QList<Value> &cells) const { return m_whole.lets(cells); }
    const QList<int> &columns() const { return m_columns; } // it looks at these

    // What the database can leave out by itself; never more than the sieve would. Only of own fields.
    Condition narrowed() const;

private:
    struct Test {
        int column = -1;
        Comparison comparison = Comparison::Is;
        Type type = Type::Text;
        QStringList texts;    // folded
        QList<Value> values;  // as stored
        qint64 from = 0;      // numbers; times: [from, to)
        qint64 to = 0;
        QString fromDay, toDay; // dates: [fromDay, toDay]

        bool lets(const Value &value) const;
        bool letsText(const Value &value) const;
        bool letsNumber(const Value &value) const;
        bool letsDay(const Value &value) const;
    };
    struct Node {
        GridFilter::Join join = GridFilter::Join::All;
        QList<Test> tests;
        QList<Node> nodes;

        bool lets(const QList<Value> &cells) const;
    };
    Node made(const GridFilter &filter, const Surroundings &surroundings);
    Test made(const GridCondition &condition, int column, const Surroundings &surroundings) const;
    Condition narrowed(const Test &test) const;

    QList<GridColumn> m_all;
    QList<int> m_columns;
    Node m_whole;
};

} // namespace kemai
