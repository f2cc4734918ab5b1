// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Query: what rules ask of Records. Both databases translate it; nothing in it is SQL.
 *
 *     Query(interaction::entity)
 *         .where(interaction::customer == id && interaction::at < before)
 *         .orderBy(interaction::at, Order::Descending)
 *         .limit(50)
 *
 * Rows come in the given order and, within it, by id in the direction of the last order, so that a page can
 * go on after any row: .after(row). Withdrawn records are left out unless asked for. Texts compare as
 * UTF-8 bytes. In an order null is smaller than everything, in both databases; a comparison (<, >=) with null
 * does not hold, and Not of it does. Null is the empty text: everything begins with it and contains it. A list
 * (In) holds at most 30,000 values.
 */
#pragma once

#include "schema/record.h"

#include <QList>

#include <memory>

namespace kemai {

enum class Order : quint8 { Ascending, Descending };

class Condition
{
public:
    enum class Kind : quint8 {
        Always,
        Equal,
        NotEqual, // also true of null, unlike SQL
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        In,         // any of values
        StartsWith, // text
        Contains,   // text, exact characters
        IsNull,
        IdIn,       // the record's id is any of values
        And,
        Or,
        Not,
    };

    Condition() = default;
    Condition(Kind kind, int field, QList<Value> values) : m_kind(kind), m_field(field), m_values(std::move(values)) { }

    Kind kind() const { return m_kind; }
    int field() const { return m_field; }
    const QList<Value> &values() const { return m_values; }
    const QList<Condition> &parts() const { return m_parts; }

    static Condition idIs(const Id &id) { return {Kind::IdIn, -1, {Value(id)}}; }
    static Condition idIn(const QList<Id> &ids)
    {
        QList<Value> values;
        for (const Id &id : ids)
            values.append(Value(id));
        return {Kind::IdIn, -1, values};
    }

    friend Condition operator&&(const Condition &a, const Condition &b)
    {
        if (a.m_kind == Kind::Always)
            return b;
        if (b.m_kind == Kind::Always)
            return a;
        return joined(Kind::And, {a, b});
    }
    friend Condition operator||(const Condition &a, const Condition &b) { return joined(Kind::Or, {a, b}); }
    friend Condition operator!(const Condition &a) { return joined(Kind::Not, {a}); }

private:
    static Condition joined(Kind kind, QList<Condition> parts)
    {
        Condition condition;
        condition.m_kind = kind;
        condition.m_parts = std::move(parts);
        return condition;
    }

    Kind m_kind = Kind::Always;
    int m_field = -1;
    QList<Value> m_values;
    QList<Condition> m_parts;
};

template <typename T>
Condition operator==(const FieldOf<T> &f, const std::type_identity_t<T> &v) { return {Condition::Kind::Equal, f.index, {Value(v)}}; }
template <typename T>
Condition operator!=(const FieldOf<T> &f, const std::type_identity_t<T> &v) { return {Condition::Kind::NotEqual, f.index, {Value(v)}}; }
template <typename T>
Condition operator<(const FieldOf<T> &f, const std::type_identity_t<T> &v) { return {Condition::Kind::Less, f.index, {Value(v)}}; }
template <typename T>
Condition operator<=(const FieldOf<T> &f, const std::type_identity_t<T> &v) { return {Condition::Kind::LessOrEqual, f.index, {Value(v)}}; }
template <typename T>
Condition operator>(const FieldOf<T> &f, const std::type_identity_t<T> &v) { return {Condition::Kind::Greater, f.index, {Value(v)}}; }
template <typename T>
Condition operator>=(const FieldOf<T> &f, const std::type_identity_t<T> &v) { return {Condition::Kind::GreaterOrEqual, f.index, {Value(v)}}; }
template <typename T>
Condition isNull(const FieldOf<T> &f) { return {Condition::Kind::IsNull, f.index, {}}; }
template <typename T>
Condition isIn(const FieldOf<T> &f, const QList<T> &list)
{
    QList<Value> values;
    for (const T &v : list)
        values.append(Value(v));
    return {Condition::Kind::In, f.index, values};
}
inline Condition startsWith(const FieldOf<QString> &f, const QString &text) { return {Condition::Kind::StartsWith, f.index, {Value(text)}}; }
inline Condition contains(const FieldOf<QString> &f, const QString &text) { return {Condition::Kind::Contains, f.index, {Value(text)}}; }

struct Ordering {
    int field = -1; // -1: by id
    Order order = Order::Ascending;
};

// One column of an aggregate's answer.
struct Aggregate {
    enum class Function : quint8 { Count, Sum, Minimum, Maximum };
    Function function = Function::Count;
    int field = -1; // -1: of the rows
};

// Groups by a field's value, or by the day of a time (days since 1970 in the zone `offsetMs` east of UTC).
struct Grouping {
    int field = -1;
    bool byDay = false;
    qint64 offsetMs = 0;
};

class Query
{
public:
    explicit Query(const Entity &entity) : m_entity(&entity) { }

    Query &where(const Condition &condition) { m_condition = m_condition && condition; return *this; }
    template <typename T>
    Query &orderBy(const FieldOf<T> &field, Order order = Order::Ascending) { m_orderings.append({field.index, order}); return *this; }
    Query &orderBy(Ordering ordering) { m_orderings.append(ordering); return *this; }
    // Goes on behind this row (keyset paging): the row's ordered fields and id are compared, not its position.
    Query &after(const Record &row) { m_after = std::make_shared<const Record>(row); return *this; }
    Query &limit(qint64 rows) { m_limit = rows; return *this; }
    Query &offset(qint64 rows) { m_offset = rows; return *this; } // for jumping in a list; a page goes on with after()
    Query &withRemoved() { m_withRemoved = true; return *this; }
    // Only these fields are read; the others stay null.
    Query &select(QList<int> fields) { m_selected = std::move(fields); return *this; }
    template <typename... T>
    Query &select(const FieldOf<T> &...fields) { m_selected = {fields.index...}; return *this; }

    template <typename T>
    Query &groupBy(const FieldOf<T> &field) { m_groupings.append({field.index, false, 0}); return *this; }
    Query &groupByDay(const FieldOf<qint64> &time, qint64 offsetMs) { m_groupings.append({time.index, true, offsetMs}); return *this; }
    Query &count() { m_aggregates.append({Aggregate::Function::Count, -1}); return *this; }
    template <typename T>
    Query &aggregate(Aggregate::Function function, const FieldOf<T> &field) { m_aggregates.append({function, field.index}); return *this; }

    const Entity &entity() const { return *m_entity; }
    const Condition &condition() const { return m_condition; }
    const QList<Ordering> &orderings() const { return m_orderings; }
    const Record *afterRow() const { return m_after.get(); }
    qint64 limit() const { return m_limit; }   // -1: all
    qint64 offset() const { return m_offset; }
    bool includesRemoved() const { return m_withRemoved; }
    const QList<int> &selected() const { return m_selected; } // empty: all
    const QList<Grouping> &groupings() const { return m_groupings; }
    const QList<Aggregate> &aggregates() const { return m_aggregates; }

private:
    const Entity *m_entity;
    Condition m_condition;
    QList<Ordering> m_orderings;
    std::shared_ptr<const Record> m_after;
    qint64 m_limit = -1;
    qint64 m_offset = 0;
    bool m_withRemoved = false;
    QList<int> m_selected;
    QList<Grouping> m_groupings;
    QList<Aggregate> m_aggregates;
};

} // namespace kemai
