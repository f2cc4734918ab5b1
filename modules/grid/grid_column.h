// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GridColumn: one column of a grid over an entity: a field of the schema, a custom field within the entity's JSON, or
 * something that hangs on the record (its numbers, its tags). Labels and choices come from the schema.
 */
#pragma once

#include "schema/query.h"
#include "schema/schema.h"

#include <QList>

namespace kemai {

struct GridColumn {
    QString key;                    // "name", "phone", "custom.wechat": stable, saved views name it
    QString zh;
    QString en;
    Type type = Type::Text;
    int field = -1;                 // of the entity; -1: it hangs on the record
    QString jsonKey;                // not empty: this member of the Json field
    int sortField = -1;             // the field that stands for it in an order (the folded name); -1: the field itself
    const Field *described = nullptr; // choices
    int width = 140;                // at a text scale of 1
    bool shown = true;              // as long as nobody has chosen
    bool editable = false;
    bool multiline = false;
    bool ofTheTrade = false;        // free text whose usual words are known in both languages (text/trade_words.h)

    static GridColumn of(const Entity &entity, int field)
    {
        const Field &described = entity.fields[size_t(field)];
        GridColumn column;
        column.key = QLatin1String(described.name);
        column.zh = described.label(true);
        column.en = described.label(false);
        column.type = described.type;
        column.field = field;
        column.described = &described;
        return column;
    }

    QString label(bool chinese) const { return chinese || en.isEmpty() ? zh : en; }
    bool isNumeric() const { return type == Type::Integer || type == Type::Money; }
    int orderField() const { return sortField >= 0 ? sortField : field; }
    // Whether the database has this order ready.
    bool isOrdered(const Entity &entity) const
    {
        return jsonKey.isEmpty() && type != Type::Reference && orderField() >= 0 && entity.fields[size_t(orderField())].is(Indexed);
    }
};

struct GridSort {
    QString column; // its key
    Order order = Order::Ascending;

    friend bool operator==(const GridSort &, const GridSort &) = default;
};

// One record as a grid shows it: a value for each column of the subject; columns that were not asked for are null. What
// hangs on it several times stands in one cell, as an import writes it ("; ").
struct GridRow {
    Id id;
    qint64 version = 0;
    QList<Value> cells;
};

} // namespace kemai
