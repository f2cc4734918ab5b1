// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A Query answered the slow and obvious way, over a list of records: what both databases are compared with.
 * Says in code what schema/query.h says in words.
 */
#pragma once

#include "schema/query.h"

#include <algorithm>
#include <map>
#include <optional>

namespace kemai::naive {

// Null is smaller than everything; numbers by size, ids and texts by bytes.
inline int compared(const Value &a, const Value &b)
{
    if (a.isNull() || b.isNull())
        return int(!a.isNull()) - int(!b.isNull());
    if (a.number() && b.number())
        return *a.number() < *b.number() ? -1 : *a.number() > *b.number();
    const QByteArray left = a.id() ? a.id()->bytes().toByteArray() : a.toText().toUtf8();
    const QByteArray right = b.id() ? b.id()->bytes().toByteArray() : b.toText().toUtf8();
    return left < right ? -1 : right < left;
}

inline bool holds(const Condition &condition, const Record &row)
{
    using Kind = Condition::Kind;
    const Value value = condition.field() >= 0 ? row.value(condition.field()) : Value(row.id);
    const Value other = condition.values().isEmpty() ? Value() : condition.values().first();
    const bool known = !value.isNull() && !other.isNull();
    switch (condition.kind()) {
    case Kind::Always: return true;
    case Kind::Equal: return value == other;
    case Kind::NotEqual: return value != other;
    case Kind::Less: return known && compared(value, other) < 0;
    case Kind::LessOrEqual: return known && compared(value, other) <= 0;
    case Kind::Greater: return known && compared(value, other) > 0;
    case Kind::GreaterOrEqual: return known && compared(value, other) >= 0;
    case Kind::In:
    case Kind::IdIn: return condition.values().contains(value);
    case Kind::StartsWith: return value.toText().toUtf8().startsWith(other.toText().toUtf8());
    case Kind::Contains: return value.toText().toUtf8().contains(other.toText().toUtf8());
    case Kind::IsNull: return value.isNull();
    case Kind::And: return std::all_of(condition.parts().cbegin(), condition.parts().cend(), [&](const Condition &c) { return holds(c, row); });
    case Kind::Or: return std::any_of(condition.parts().cbegin(), condition.parts().cend(), [&](const Condition &c) { return holds(c, row); });
    case Kind::Not: return !holds(condition.parts().first(), row);
    }
    return false;
}

inline QList<Ordering> orderings(const Query &query)
{
    QList<Ordering> all = query.orderings();
    if (all.isEmpty() || all.last().field >= 0)
        all.append({-1, all.isEmpty() ? Order::Ascending : all.last().order});
    return all;
}

inline int ordered(const QList<Ordering> &orderings, const Record &a, const Record &b)
{
    for (const Ordering &ordering : orderings) {
        const int way = ordering.field < 0 ? compared(Value(a.id), Value(b.id)) : compared(a.value(ordering.field), b.value(ordering.field));
        if (way != 0)
            return ordering.order == Order::Ascending ? way : -way;
    }
    return 0;
}

inline QList<Record> matching(const QList<Record> &records, const Query &query)
{
    QList<Record> rows;
    for (const Record &record : records)
        if ((record.removedMs == 0 || query.includesRemoved()) && holds(query.condition(), record))
            rows.append(record);
    return rows;
}

inline QList<Record> find(const QList<Record> &records, const Query &query)
{
    QList<Record> rows = matching(records, query);
    const QList<Ordering> by = orderings(query);
    std::sort(rows.begin(), rows.end(), [&](const Record &a, const Record &b) { return ordered(by, a, b) < 0; });
    if (query.afterRow())
        rows.removeIf([&](const Record &row) { return ordered(by, row, *query.afterRow()) <= 0; });
    rows.remove(0, std::min(query.offset(), qint64(rows.size())));
    if (query.limit() >= 0 && rows.size() > query.limit())
        rows.resize(query.limit());
    if (!query.selected().isEmpty())
        for (Record &row : rows)
            for (int field = 0; field < row.entity()->count(); ++field)
                if (!query.selected().contains(field))
                    row.setValue(field, {});
    return rows;
}

inline qint64 dayOf(qint64 ms)
{
    constexpr qint64 day = 86'400'000;
    return ms >= 0 ? ms / day : -((-ms + day - 1) / day);
}

inline QList<QList<Value>> aggregate(const QList<Record> &records, const Query &query)
{
    struct Less {
        bool operator()(const QList<Value> &a, const QList<Value> &b) const
        {
            for (qsizetype i = 0; i < a.size(); ++i)
                if (const int way = compared(a.at(i), b.at(i)); way != 0)
                    return way < 0;
            return false;
        }
    };
    std::map<QList<Value>, QList<Record>, Less> groups;
    if (query.groupings().isEmpty())
        groups[{}] = {};
    for (const Record &row : matching(records, query)) {
        QList<Value> key;
        for (const Grouping &grouping : query.groupings()) {
            const Value value = row.value(grouping.field);
            key.append(grouping.byDay && !value.isNull() ? Value(dayOf(value.toNumber() + grouping.offsetMs)) : value);
        }
        groups[key].append(row);
    }
    QList<QList<Value>> answer;
    for (const auto &[key, rows] : groups) {
        QList<Value> line = key;
        for (const Aggregate &aggregate : query.aggregates()) {
            qint64 count = 0;
            qint64 sum = 0;
            Value smallest;
            Value largest;
            for (const Record &row : rows) {
                if (aggregate.field < 0) {
                    ++count;
                    continue;
                }
                const Value value = row.value(aggregate.field);
                if (value.isNull())
                    continue;
                ++count;
                sum += value.toNumber();
                if (smallest.isNull() || compared(value, smallest) < 0)
                    smallest = value;
                if (largest.isNull() || compared(value, largest) > 0)
                    largest = value;
            }
            switch (aggregate.function) {
            case Aggregate::Function::Count: line.append(count); break;
            case Aggregate::Function::Sum: line.append(sum); break;
            case Aggregate::Function::Minimum: line.append(smallest); break;
            case Aggregate::Function::Maximum: line.append(largest); break;
            }
        }
        answer.append(line);
    }
    return answer;
}

} // namespace kemai::naive
