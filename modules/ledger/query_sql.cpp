// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/query_sql.h"

#include "ledger/ddl.h"
#include "schema/any_order.h"
#include "schema/schema.h"

namespace kemai::ledger {

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
        QByteArray columns = hasId() ? "id" : "NULL::uuid";
        columns += isSystem() ? ", 0::bigint, 0::bigint" : ", version, removed";
        for (int field = 0; field < m_entity.count(); ++field) {
            if (!m_query.selected().isEmpty() && !m_query.selected().contains(field))
                continue;
            out.columns.append(field);
            columns += ", " + columnOf(m_entity, field);
        }
        m_sql = "SELECT " + columns + " FROM " + tableOf(m_entity);
        appendWhere();
        if (m_query.orderings().isEmpty() || m_query.orderings().first().field != anyOrder.field)
            appendOrder();
        appendLimit();
        out.sql = m_sql;
        out.parameters = m_parameters;
        return out;
    }

    Translated aggregate()
    {
        QByteArrayList columns;
        QByteArrayList groups;
        QByteArrayList order;
        for (const Grouping &grouping : m_query.groupings()) {
            QByteArray column = compared(grouping.field);
            if (grouping.byDay) { // floor division, also before 1970
                const QByteArray local = '(' + column + " + " + QByteArray::number(grouping.offsetMs) + "::bigint)";
                column = "(" + local + " / 86400000 - ((" + local + " % 86400000) < 0)::int)";
            }
            columns << column;
            groups << QByteArray::number(groups.size() + 1);
            order << groups.last() + " NULLS FIRST";
        }
        for (const Aggregate &aggregate : m_query.aggregates()) {
            const QByteArray column = aggregate.field < 0 ? QByteArray("*") : summed(aggregate.field);
            const bool reference = aggregate.field >= 0 && typeOf(aggregate.field) == Type::Reference; // uuid has no min and max before 18
            switch (aggregate.function) {
            case Aggregate::Function::Count: columns << "count(" + column + ')'; break;
            case Aggregate::Function::Sum: columns << "coalesce(sum(" + column + "), 0)::bigint"; break;
            case Aggregate::Function::Minimum: columns << (reference ? QByteArray("min(" + column + "::text)::uuid") : QByteArray("min(" + column + ')')); break;
            case Aggregate::Function::Maximum: columns << (reference ? QByteArray("max(" + column + "::text)::uuid") : QByteArray("max(" + column + ')')); break;
            }
        }
        m_sql = "SELECT " + columns.join(", ") + " FROM " + tableOf(m_entity);
        appendWhere(); // with after(): of the rows behind it
        if (!groups.isEmpty())
            m_sql += " GROUP BY " + groups.join(", ") + " ORDER BY " + order.join(", ");
        appendLimit();
        return {m_sql, m_parameters, {}};
    }

private:
    bool isSystem() const { return m_entity.storage == Storage::System; }
    bool hasId() const { return &m_entity != &history::entity; }
    QByteArray tieColumn() const { return isSystem() ? "seq" : "id"; }
    Type typeOf(int field) const { return field < 0 ? Type::Reference : m_entity.fields[size_t(field)].type; }

    // A column as it compares: json has no order.
    QByteArray compared(int field) const
    {
        if (field < 0)
            return "id";
        const QByteArray column = columnOf(m_entity, field);
        return typeOf(field) == Type::Json ? QByteArray('(' + column + "::text COLLATE \"C\")") : column;
    }
    QByteArray summed(int field) const
    {
        return typeOf(field) == Type::Boolean ? QByteArray(columnOf(m_entity, field) + "::int::bigint") : compared(field);
    }

    void bind(const Value &value, Type type)
    {
        m_parameters.add(value, type == Type::Json ? Type::Text : type);
        m_sql += '$' + QByteArray::number(m_parameters.count());
    }
    void bindList(const QList<Value> &values, Type type)
    {
        m_parameters.addValues(values, type == Type::Json ? Type::Text : type);
        m_sql += '$' + QByteArray::number(m_parameters.count());
    }

    void appendWhere()
    {
        const bool onlyLive = !isSystem() && !m_query.includesRemoved();
        const bool conditioned = m_query.condition().kind() != Kind::Always;
        const char *glue = " WHERE ";
        if (conditioned) {
            m_sql += glue;
            append(m_query.condition());
            glue = " AND ";
        }
        if (onlyLive) {
            m_sql += glue;
            m_sql += "removed = 0";
            glue = " AND ";
        }
        if (m_query.afterRow()) {
            m_sql += glue;
            appendAfter(*m_query.afterRow());
        }
    }

    void append(const Condition &condition)
    {
        const QByteArray column = compared(condition.field());
        const Type type = typeOf(condition.field());
        switch (condition.kind()) {
        case Kind::Always:
            m_sql += "true";
            return;
        case Kind::Equal:
            if (condition.values().first().isNull()) {
                m_sql += column + " IS NULL";
            } else {
                m_sql += column + " = ";
                bind(condition.values().first(), type);
            }
            return;
        case Kind::NotEqual:
            m_sql += column + " IS DISTINCT FROM ";
            bind(condition.values().first(), type);
            return;
        case Kind::Less: appendCompared(column, " < ", condition); return;
        case Kind::LessOrEqual: appendCompared(column, " <= ", condition); return;
        case Kind::Greater: appendCompared(column, " > ", condition); return;
        case Kind::GreaterOrEqual: appendCompared(column, " >= ", condition); return;
        case Kind::In:
        case Kind::IdIn: {
            QList<Value> values = condition.values();
            const bool orNull = values.removeAll(Value()) > 0; // = ANY never finds a null
            if (orNull)
                m_sql += '(' + column + " IS NULL OR ";
            m_sql += column + " = ANY (";
            bindList(values, type);
            m_sql += orNull ? "))" : ")";
            return;
        }
        case Kind::StartsWith: {
            // A range, so that an index serves; the end is behind every text that begins so.
            const QString text = condition.values().first().toText();
            if (text.isEmpty()) { // everything begins so, nothing (the empty text) too
                m_sql += "true";
                return;
            }
            m_sql += '(' + column + " >= ";
            bind(Value(text), type);
            m_sql += " AND " + column + " < ";
            bind(Value(QString(text + QChar(0xdbff) + QChar(0xdfff))), type); // U+10FFFF
            m_sql += ')';
            return;
        }
        case Kind::Contains:
            if (condition.values().first().isNull()) {
                m_sql += "true";
                return;
            }
            m_sql += "strpos(" + column + ", ";
            bind(condition.values().first(), type);
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
            m_sql += ", false)";
            return;
        }
    }

    void appendCompared(const QByteArray &column, const char *operation, const Condition &condition)
    {
        m_sql += column + operation;
        bind(condition.values().first(), typeOf(condition.field()));
    }

    QList<Ordering> orderings() const
    {
        QList<Ordering> all = m_query.orderings();
        if (all.isEmpty() || all.last().field >= 0)
            all.append({-1, all.isEmpty() ? Order::Ascending : all.last().order});
        return all;
    }

    QByteArray orderColumn(const Ordering &ordering) const { return ordering.field < 0 ? tieColumn() : compared(ordering.field); }

    Type orderType(const Ordering &ordering) const
    {
        return ordering.field >= 0 ? typeOf(ordering.field) : isSystem() ? Type::Integer : Type::Reference;
    }

    Value afterValue(const Record &row, const Ordering &ordering) const
    {
        if (ordering.field >= 0)
            return row.value(ordering.field);
        return isSystem() ? row.value(0) : Value(row.id); // a system entity's first field is its seq
    }

    bool mayBeNull(const Ordering &ordering) const { return ordering.field >= 0 && !(isSystem() && ordering.field == 0); }

    // (a, b, id) behind the row's, each in its own direction, nulls first; the store's translation says more.
    void appendAfter(const Record &row)
    {
        const QList<Ordering> all = orderings();
        const Ordering &first = all.first();
        const Value value = afterValue(row, first);
        const QByteArray column = orderColumn(first);
        m_sql += '(';
        if (m_part == Part::Nulls) {
            m_sql += column + " IS NULL";
            if (value.isNull() && all.size() > 1) {
                m_sql += " AND ";
                appendBehind(all, 1, row);
            }
        } else if (m_part == Part::Values && value.isNull()) {
            m_sql += column + " IS NOT NULL"; // all values lie behind a null
        } else {
            const bool ascending = first.order == Order::Ascending;
            if (!value.isNull() && (ascending || m_part == Part::Values || !mayBeNull(first))) { // where an index begins
                m_sql += column + (ascending ? " >= " : " <= ");
                bind(value, orderType(first));
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
            m_sql += ascending ? QByteArray(column + " IS NOT NULL") : QByteArray("false");
        } else {
            m_sql += column + (ascending ? " > " : " < ");
            bind(value, orderType(all.at(i)));
            if (!ascending && mayBeNull(all.at(i)) && !(i == 0 && m_part == Part::Values))
                m_sql += " OR " + column + " IS NULL";
        }
        if (i + 1 < all.size()) {
            m_sql += " OR (" + column + " IS NOT DISTINCT FROM ";
            bind(value, orderType(all.at(i)));
            m_sql += " AND ";
            appendBehind(all, i + 1, row);
            m_sql += ')';
        }
        m_sql += ')';
    }

    void appendOrder()
    {
        const char *glue = " ORDER BY ";
        for (const Ordering &ordering : orderings()) {
            m_sql += glue + orderColumn(ordering);
            glue = ", ";
            if (ordering.order == Order::Descending)
                m_sql += mayBeNull(ordering) ? " DESC NULLS LAST" : " DESC";
            else if (mayBeNull(ordering))
                m_sql += " NULLS FIRST";
        }
    }

    void appendLimit()
    {
        if (m_query.limit() >= 0) {
            m_sql += " LIMIT ";
            bind(Value(m_query.limit()), Type::Integer);
        }
        if (m_query.offset() > 0) {
            m_sql += " OFFSET ";
            bind(Value(m_query.offset()), Type::Integer);
        }
    }

    const Query &m_query;
    const Entity &m_entity;
    Part m_part;
    QByteArray m_sql;
    Parameters m_parameters;
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

} // namespace kemai::ledger
