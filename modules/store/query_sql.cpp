// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/query_sql.h"

#include "schema/any_order.h"
#include "schema/schema.h"
#include "store/ddl.h"

namespace kemai {

namespace {

using Kind = Condition::Kind;

class Translation
{
public:
    // Which of the rows behind a row: all, or those whose first ordered field is null, or is not.
    enum class Part { All, Nulls, Values };

    explicit Translation(const Query &query, Part part = Part::All) : m_query(query), m_entity(query.entity()), m_part(part) { }

    static QList<Part> parts(const Query &query)
    {
        const Translation translation(query);
        const Record *after = query.afterRow();
        if (!after || query.offset() > 0) // an offset counts over both
            return {Part::All};
        const Ordering first = translation.orderings().first();
        if (!translation.mayBeNull(first))
            return {Part::All};
        const bool isNull = translation.afterValue(*after, first).isNull();
        if (first.order == Order::Ascending)
            return isNull ? QList<Part>{Part::Nulls, Part::Values} : QList<Part>{Part::Values};
        return isNull ? QList<Part>{Part::Nulls} : QList<Part>{Part::Values, Part::Nulls};
    }

    Translated find()
    {
        Translated out;
        QByteArray columns = hasId() ? "n, id" : "n, NULL";
        columns += isSystem() ? ", 0, 0" : ", version, removed";
        for (int field = 0; field < m_entity.count(); ++field) {
            if (!m_query.selected().isEmpty() && !m_query.selected().contains(field))
                continue;
            out.columns.append(field);
            columns += ", " + columnOf(m_entity, field);
        }
        m_sql = "SELECT " + columns + " FROM " + tableOf(m_entity);
        appendWhere(m_query.afterRow());
        if (m_query.orderings().isEmpty() || m_query.orderings().first().field != anyOrder.field)
            appendOrder();
        appendLimit();
        out.sql = m_sql;
        out.values = m_values;
        return out;
    }

    Translated groupingFields()
    {
        QByteArrayList columns;
        for (const Grouping &grouping : m_query.groupings())
            columns << columnOf(m_entity, grouping.field);
        m_sql = "SELECT " + columns.join(", ") + " FROM " + tableOf(m_entity);
        appendWhere(m_query.afterRow());
        return {m_sql, m_values, {}};
    }

    Translated aggregate()
    {
        QByteArrayList columns;
        QByteArrayList groups;
        for (const Grouping &grouping : m_query.groupings()) {
            QByteArray column = columnOf(m_entity, grouping.field);
            if (grouping.byDay) // floor division, also before 1970
                column = "((" + column + " + " + QByteArray::number(grouping.offsetMs) + ") / 86400000 - (((" + column + " + "
                    + QByteArray::number(grouping.offsetMs) + ") % 86400000) < 0))";
            columns << column;
            groups << QByteArray::number(groups.size() + 1);
        }
        for (const Aggregate &aggregate : m_query.aggregates()) {
            const QByteArray column = aggregate.field < 0 ? QByteArray("*") : columnOf(m_entity, aggregate.field);
            switch (aggregate.function) {
            case Aggregate::Function::Count: columns << "count(" + column + ')'; break;
            case Aggregate::Function::Sum: columns << "coalesce(sum(" + column + "), 0)"; break;
            case Aggregate::Function::Minimum: columns << "min(" + column + ')'; break;
            case Aggregate::Function::Maximum: columns << "max(" + column + ')'; break;
            }
        }
        m_sql = "SELECT " + columns.join(", ") + " FROM " + tableOf(m_entity);
        appendWhere(m_query.afterRow()); // with after(): of the rows behind it
        if (!groups.isEmpty())
            m_sql += " GROUP BY " + groups.join(", ") + " ORDER BY " + groups.join(", ");
        appendLimit();
        return {m_sql, m_values, {}};
    }

private:
    bool isSystem() const { return m_entity.storage == Storage::System; }
    bool hasId() const { return &m_entity != &history::entity; }
    QByteArray tieColumn() const { return isSystem() ? "n" : "id"; }

    void bind(const Value &value)
    {
        m_values.append(value);
        m_sql += '?';
    }

    void appendWhere(const Record *after)
    {
        const bool onlyLive = !isSystem() && !m_query.includesRemoved();
        const bool conditioned = m_query.condition().kind() != Kind::Always;
        if (!onlyLive && !conditioned && !after)
            return;
        m_sql += " WHERE ";
        const char *glue = "";
        if (conditioned) {
            append(m_query.condition());
            glue = " AND ";
        }
        if (onlyLive) {
            m_sql += glue;
            m_sql += "removed = 0";
            glue = " AND ";
        }
        if (after) {
            m_sql += glue;
            appendAfter(*after);
        }
    }

    void append(const Condition &condition)
    {
        const QByteArray column = condition.field() < 0 ? QByteArray("id") : columnOf(m_entity, condition.field());
        switch (condition.kind()) {
        case Kind::Always:
            m_sql += '1';
            return;
        case Kind::Equal:
            if (condition.values().first().isNull()) {
                m_sql += column + " IS NULL";
            } else {
                m_sql += column + " = ";
                bind(condition.values().first());
            }
            return;
        case Kind::NotEqual:
            m_sql += column + " IS NOT ";
            bind(condition.values().first());
            return;
        case Kind::Less: appendCompared(column, " < ", condition); return;
        case Kind::LessOrEqual: appendCompared(column, " <= ", condition); return;
        case Kind::Greater: appendCompared(column, " > ", condition); return;
        case Kind::GreaterOrEqual: appendCompared(column, " >= ", condition); return;
        case Kind::In:
        case Kind::IdIn: {
            const bool orNull = condition.values().contains(Value()); // IN never finds a null
            if (orNull)
                m_sql += '(' + column + " IS NULL OR ";
            m_sql += column + " IN (";
            const char *comma = "";
            for (const Value &value : condition.values()) {
                if (value.isNull())
                    continue;
                m_sql += comma;
                comma = ", ";
                bind(value);
            }
            m_sql += orNull ? "))" : ")";
            return;
        }
        case Kind::StartsWith: {
            // A range, so that an index serves; the end is behind every text that begins so.
            const QString text = condition.values().first().toText();
            if (text.isEmpty()) { // everything begins so, nothing (the empty text) too
                m_sql += '1';
                return;
            }
            m_sql += '(' + column + " >= ";
            bind(Value(text));
            m_sql += " AND " + column + " < ";
            bind(Value(QString(text + QChar(0xdbff) + QChar(0xdfff)))); // U+10FFFF
            m_sql += ')';
            return;
        }
        case Kind::Contains:
            if (condition.values().first().isNull()) {
                m_sql += '1';
                return;
            }
            m_sql += "instr(" + column + ", ";
            bind(condition.values().first());
            m_sql += ") > 0";
            return;
        case Kind::IsNull:
            m_sql += column + " IS NULL";
            return;
        case Kind::And:
        case Kind::Or: {
            m_sql += '(';
            for (int i = 0; i < condition.parts().size(); ++i) {
                if (i > 0)
                    m_sql += condition.kind() == Kind::And ? " AND " : " OR ";
                append(condition.parts().at(i));
            }
            m_sql += ')';
            return;
        }
        case Kind::Not:
            // Two-valued, unlike SQL: what is not known to hold does not hold.
            m_sql += "NOT coalesce(";
            append(condition.parts().first());
            m_sql += ", 0)";
            return;
        }
    }

    void appendCompared(const QByteArray &column, const char *operation, const Condition &condition)
    {
        m_sql += column + operation;
        bind(condition.values().first());
    }

    QList<Ordering> orderings() const
    {
        QList<Ordering> all = m_query.orderings();
        if (all.isEmpty() || all.last().field >= 0)
            all.append({-1, all.isEmpty() ? Order::Ascending : all.last().order});
        return all;
    }

    QByteArray orderColumn(const Ordering &ordering) const
    {
        return ordering.field < 0 ? tieColumn() : columnOf(m_entity, ordering.field);
    }

    Value afterValue(const Record &row, const Ordering &ordering) const
    {
        if (ordering.field >= 0)
            return row.value(ordering.field);
        return isSystem() ? row.value(0) : Value(row.id); // a system entity's first field is its seq
    }

    static QByteArray smallest(Type type)
    {
        switch (type) {
        case Type::Integer:
        case Type::Boolean:
        case Type::Time:
        case Type::Money: return "-9223372036854775808";
        case Type::Reference: return "x''";
        default: return "''";
        }
    }

    bool mayBeNull(const Ordering &ordering) const { return ordering.field >= 0 && columnOf(m_entity, ordering.field) != "n"; }

    // (a, b, id) behind the row's, each in its own direction:
    //   a <= A AND (a < A OR (a IS A AND (b > B OR (b IS B AND id > I))))  for a descending, b ascending; nulls come first.
    // The leading "a <= A" is what lets an index on a begin at the right place.
    void appendAfter(const Record &row)
    {
        const QList<Ordering> all = orderings();
        const Ordering &first = all.first();
        const Value value = afterValue(row, first);
        const QByteArray column = orderColumn(first);
        const bool ascending = first.order == Order::Ascending;
        m_sql += '(';
        if (m_part == Part::Nulls) {
            m_sql += column + " IS NULL";
            if (value.isNull() && all.size() > 1) {
                m_sql += " AND ";
                appendBehind(all, 1, row);
            }
        } else if (m_part == Part::Values && value.isNull()) {
            // All values lie behind a null. As a comparison, because an index has no range for IS NOT NULL.
            m_sql += column + " >= " + smallest(m_entity.fields[size_t(first.field)].type);
        } else {
            if (!value.isNull() && (ascending || m_part == Part::Values || !mayBeNull(first))) {
                m_sql += column + (ascending ? " >= " : " <= ");
                bind(value);
                m_sql += " AND ";
            }
            appendBehind(all, 0, row);
        }
        m_sql += ')';
    }

    void appendBehind(const QList<Ordering> &all, int i, const Record &row)
    {
        const QByteArray column = orderColumn(all.at(i));
        const Value value = afterValue(row, all.at(i));
        const bool ascending = all.at(i).order == Order::Ascending;
        m_sql += '(';
        if (value.isNull()) {
            m_sql += ascending ? column + " IS NOT NULL" : QByteArray("0");
        } else {
            m_sql += column + (ascending ? " > " : " < ");
            bind(value);
            if (!ascending && mayBeNull(all.at(i)) && !(i == 0 && m_part == Part::Values))
                m_sql += " OR " + column + " IS NULL";
        }
        if (i + 1 < all.size()) {
            m_sql += " OR (" + column + " IS ";
            bind(value);
            m_sql += " AND ";
            appendBehind(all, i + 1, row);
            m_sql += ')';
        }
        m_sql += ')';
    }

    void appendOrder()
    {
        m_sql += " ORDER BY ";
        const QList<Ordering> all = orderings();
        for (int i = 0; i < all.size(); ++i) {
            if (i > 0)
                m_sql += ", ";
            m_sql += orderColumn(all.at(i)) + (all.at(i).order == Order::Descending ? " DESC" : "");
        }
    }

    void appendLimit()
    {
        if (m_query.limit() >= 0 || m_query.offset() > 0) {
            m_sql += " LIMIT ";
            bind(Value(m_query.limit()));
            if (m_query.offset() > 0) {
                m_sql += " OFFSET ";
                bind(Value(m_query.offset()));
            }
        }
    }

    const Query &m_query;
    const Entity &m_entity;
    Part m_part;
    QByteArray m_sql;
    QList<Value> m_values;
};

} // namespace

QList<Translated> translateFind(const Query &query)
{
    QList<Translated> pieces;
    for (const Translation::Part part : Translation::parts(query))
        pieces.append(Translation(query, part).find());
    return pieces;
}

Translated translateAggregate(const Query &query) { return Translation(query).aggregate(); }

Translated translateGroupingFields(const Query &query) { return Translation(query).groupingFields(); }

} // namespace kemai
