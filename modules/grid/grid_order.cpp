// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/grid_order.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

namespace kemai {

namespace {
constexpr int ownRowsOfPiece = 4000;
constexpr int hangingRowsOfPiece = 500;
constexpr qsizetype lettersOfKey = 120;

bool isText(Type type) { return type == Type::Text || type == Type::Choice || type == Type::Date || type == Type::Json || type == Type::Reference; }
} // namespace

GridOrder::GridOrder(std::shared_ptr<const GridSubject> subject, const GridQuery &query, const GridSieve::Surroundings &surroundings, bool chinese)
    : m_subject(std::move(subject))
    , m_sieve(query.filter, m_subject->columns(), surroundings)
    , m_condition(m_subject->standing() && m_sieve.narrowed())
    , m_columns(m_sieve.columns())
    , m_chinese(chinese)
{
    for (const GridSort &sort : query.sort) {
        Key key;
        key.column = m_subject->columnOf(sort.column);
        if (key.column < 0)
            continue;
        const GridColumn &column = m_subject->columns().at(key.column);
        key.field = column.sortField;
        key.isText = isText(column.type);
        key.isDown = sort.order == Order::Descending;
        if (key.field >= 0 && !m_fields.contains(key.field))
            m_fields.append(key.field);
        else if (key.field < 0 && !m_columns.contains(key.column))
            m_columns.append(key.column);
        m_keys.push_back(std::move(key));
    }
    m_group = query.group.isEmpty() ? -1 : m_subject->columnOf(query.group);
    m_inGroup = query.inGroup;
    if (m_group >= 0 && !m_columns.contains(m_group))
        m_columns.append(m_group);
    for (const int column : std::as_const(m_columns))
        m_onlyOwn = m_onlyOwn && m_subject->isOwn(column);
    for (const int field : m_subject->fieldsOf(m_columns))
        if (!m_fields.contains(field))
            m_fields.append(field);
    if (m_fields.isEmpty())
        m_fields.append(0); // an empty selection would be all
}

void GridOrder::add(const Id &id, const QList<Value> &cells, const Record *record)
{
    if (m_group >= 0) {
        const Value &value = cells.at(m_group);
        const QString name = value.isId() ? value.toId().toString() : value.isNumber() ? QString::number(value.toNumber()) : value.toText();
        auto group = m_groups.find(name);
        if (group == m_groups.end() && m_groups.size() < groupsMost)
            group = m_groups.insert(name, {value, 0});
        if (group != m_groups.end())
            ++group->count;
        if (m_inGroup && *m_inGroup != value)
            return;
    }
    m_ids.push_back(id);
    for (Key &key : m_keys) {
        const Value value = key.field >= 0 && record ? record->value(key.field) : cells.at(key.column);
        if (!key.isText) {
            key.numbers.push_back(value.isNull() ? std::numeric_limits<qint64>::min() : value.toNumber());
            continue;
        }
        if (const Id *reference = value.id())
            key.letters += m_subject->names(m_chinese).value(*reference).toUtf8().left(lettersOfKey);
        else if (const QString *text = value.text())
            key.letters += QStringView(*text).left(lettersOfKey).toUtf8().left(lettersOfKey);
        key.ends.push_back(quint32(key.letters.size()));
    }
}

void GridOrder::narrowTo(QList<Id> ids)
{
    std::ranges::sort(ids);
    m_only = std::move(ids);
}

Result<bool> GridOrder::step(Records &records)
{
    const int piece = m_onlyOwn && !m_only ? ownRowsOfPiece : hangingRowsOfPiece;
    Query query = Query(m_subject->entity()).limit(piece).select(m_fields);
    if (m_only) {
        if (m_next >= m_only->size())
            return false;
        query.where(m_condition && Condition::idIn(m_only->mid(m_next, piece)));
    } else {
        query.where(m_condition);
        if (m_last)
            query.after(*m_last);
    }
    const auto found = records.find(query);
    if (!found)
        return fail(found.error());
    QList<Value> cells(m_subject->columns().size());
    if (m_onlyOwn) {
        for (const Record &record : *found) {
            for (const int column : std::as_const(m_columns))
                cells[column] = m_subject->cell(record, column);
            if (m_sieve.lets(cells))
                add(record.id, cells, &record);
        }
    } else {
        QList<Id> ids;
        QHash<Id, const Record *> byId;
        for (const Record &record : *found) {
            ids.append(record.id);
            byId.insert(record.id, &record);
        }
        const auto rows = m_subject->rows(records, ids, m_columns);
        if (!rows)
            return fail(rows.error());
        for (const GridRow &row : *rows)
            if (m_sieve.lets(row.cells))
                add(row.id, row.cells, byId.value(row.id));
    }
    m_looked += found->size();
    if (m_only) {
        m_next += piece;
        return m_next < m_only->size();
    }
    if (found->size() < piece)
        return false;
    m_last = found->last();
    return true;
}

std::strong_ordering GridOrder::compared(const Key &key, quint32 a, quint32 b)
{
    if (!key.isText)
        return key.numbers[a] <=> key.numbers[b];
    const quint32 beginA = a == 0 ? 0 : key.ends[a - 1];
    const quint32 beginB = b == 0 ? 0 : key.ends[b - 1];
    const quint32 sizeA = key.ends[a] - beginA;
    const quint32 sizeB = key.ends[b] - beginB;
    const int order = std::memcmp(key.letters.constData() + beginA, key.letters.constData() + beginB, std::min(sizeA, sizeB));
    return order != 0 ? order <=> 0 : sizeA <=> sizeB;
}

std::vector<Id> GridOrder::finish()
{
    if (m_keys.empty())
        return std::move(m_ids);
    std::vector<quint32> places(m_ids.size());
    std::iota(places.begin(), places.end(), 0U);
    const bool tieDown = m_keys.back().isDown; // records come in the order of their ids
    std::sort(places.begin(), places.end(), [&](quint32 a, quint32 b) {
        for (const Key &key : m_keys)
            if (const auto order = compared(key, a, b); order != 0)
                return key.isDown ? order > 0 : order < 0;
        return tieDown ? a > b : a < b;
    });
    std::vector<Id> ordered;
    ordered.reserve(places.size());
    for (const quint32 place : places)
        ordered.push_back(m_ids[place]);
    return ordered;
}

QList<GridGroup> GridOrder::groups() const
{
    QList<GridGroup> groups = m_groups.values();
    std::ranges::sort(groups, [](const GridGroup &a, const GridGroup &b) {
        return a.count != b.count ? a.count > b.count : a.value.toText() < b.value.toText();
    });
    return groups;
}

bool hasReadyOrder(const GridSubject &subject, const GridQuery &query)
{
    if (query.sort.size() > 1)
        return false;
    if (query.sort.isEmpty())
        return true;
    const int column = subject.columnOf(query.sort.first().column);
    return column >= 0 && subject.columns().at(column).isOrdered(subject.entity());
}

Result<QList<Id>> firstRows(Records &records, const GridSubject &subject, const GridQuery &query,
                            const GridSieve::Surroundings &surroundings, int rows)
{
    const GridSieve sieve(query.filter, subject.columns(), surroundings);
    QList<int> fields = subject.fieldsOf(sieve.columns());
    Query first = Query(subject.entity()).where(subject.standing()).limit(rows);
    if (!query.sort.isEmpty()) {
        const int field = subject.columns().at(subject.columnOf(query.sort.first().column)).orderField();
        first.orderBy(Ordering{field, query.sort.first().order});
        fields.append(field);
    } else {
        fields.append(0); // an empty selection would be all
    }
    const auto found = records.find(first.select(fields));
    if (!found)
        return fail(found.error());
    QList<Id> ids;
    for (const Record &record : *found)
        ids.append(record.id);
    if (sieve.columns().isEmpty())
        return ids;
    const auto whole = subject.rows(records, ids, sieve.columns());
    if (!whole)
        return fail(whole.error());
    ids.clear();
    for (const GridRow &row : *whole)
        if (sieve.lets(row.cells))
            ids.append(row.id);
    return ids;
}

} // namespace kemai
