// SPDX-License-Identifier: GPL-3.0-or-later
// What a grid of customers shows; customer_grid_edit.cpp and customer_grid_new.cpp are what it changes.
#include "customers/customer_grid.h"

#include "customers/export_customers.h"
#include "customers/find_in.h"
#include "customers/import_row.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

GridColumn hangingColumn(const QString &key, const Field &described, int width, bool shown)
{
    GridColumn column;
    column.key = key;
    column.zh = described.label(true);
    column.en = described.label(false);
    column.width = width;
    column.shown = shown;
    column.editable = true;
    return column;
}

} // namespace

CustomerGrid::CustomerGrid(const QList<CustomField> &customFields) : GridSubject(customer::entity), m_customFields(customFields)
{
    const auto own = [this](const auto &field, int width, bool shown, bool editable) {
        GridColumn column = GridColumn::of(customer::entity, field.index);
        column.width = width;
        column.shown = shown;
        column.editable = editable;
        m_columns.append(column);
    };
    const auto hang = [this](GridColumn column) {
        m_columns.append(std::move(column));
        return int(m_columns.size()) - 1;
    };
    own(customer::name, 140, true, true);
    m_columns.last().sortField = customer::name_normal.index;
    own(customer::company, 240, true, true);
    m_phone = hang(hangingColumn(u"phone"_s, phone::written.field(), 160, true));
    own(customer::level, 88, true, true);
    m_columns.last().ofTheTrade = true;
    own(customer::city, 96, true, true);
    own(customer::owner, 112, true, false);
    own(customer::last_interaction, 144, true, false);
    m_tags = hang(hangingColumn(u"tags"_s, tag::label.field(), 140, true));
    m_columns.last().ofTheTrade = true;
    m_columns.last().en = u"Tags"_s;
    GridColumn amount = GridColumn::of(opportunity::entity, opportunity::amount.index);
    amount.key = u"open_amount"_s;
    amount.zh = u"在谈金额"_s;
    amount.en = u"Open amount"_s;
    amount.field = -1;
    amount.width = 128;
    m_amount = hang(amount);
    own(customer::source, 112, true, true);
    m_columns.last().ofTheTrade = true;
    own(customer::note, 260, true, true);
    m_columns.last().multiline = true;
    m_email = hang(hangingColumn(u"email"_s, email::written.field(), 200, false));
    m_address = hang(hangingColumn(u"address"_s, address::written.field(), 240, false));
    own(customer::birthday, 112, false, true);
    own(customer::kind, 88, false, true);
    own(customer::province, 112, false, false);
    own(customer::state, 88, false, false);
    own(customer::invalid_reason, 160, false, false);
    for (const CustomField &field : customFields) {
        GridColumn column = GridColumn::of(customer::entity, customer::custom.index);
        column.key = u"custom."_s + field.key;
        column.zh = field.labelZh;
        column.en = field.labelEn;
        column.jsonKey = field.key;
        column.type = Type::Text;
        column.editable = true;
        m_columns.append(column);
    }
}

Result<std::shared_ptr<const GridSubject>> CustomerGrid::load(Records &records)
{
    const auto customFields = customFieldsOf(records);
    if (!customFields)
        return fail(customFields.error());
    std::shared_ptr<CustomerGrid> grid(new CustomerGrid(*customFields));
    // Which of them are numbers and dates, so that they are summed and compared as such.
    const auto definitions = records.find(Query(field_definition::entity));
    if (!definitions)
        return fail(definitions.error());
    for (const Record &definition : *definitions)
        if (const int column = grid->columnOf(QString(u"custom."_s + definition[field_definition::key])); column >= 0)
            grid->m_columns[column].type = definition[field_definition::type] == u"number" ? Type::Integer
                : definition[field_definition::type] == u"date"                          ? Type::Date
                                                                                          : Type::Text;
    const auto users = records.find(Query(user::entity).withRemoved());
    if (!users)
        return fail(users.error());
    for (const Record &one : *users) {
        grid->m_namesZh.insert(one.id, one[user::name]);
        grid->m_namesEn.insert(one.id, one[user::name_en].isEmpty() ? one[user::name] : one[user::name_en]);
    }
    return std::shared_ptr<const GridSubject>(std::move(grid));
}

Condition CustomerGrid::standing() const { return isNull(customer::merged_into); }

QList<QuickFilter> CustomerGrid::quickFilters() const
{
    using C = Comparison;
    const GridCondition valid{u"state"_s, C::IsNot, {u"invalid"_s}};
    const auto of = [](QList<GridCondition> conditions) { return GridFilter{GridFilter::Join::All, std::move(conditions), {}}; };
    return {{u"all"_s, u"全部"_s, u"All"_s, of({valid})},
            {u"mine"_s, u"我的客户"_s, u"Mine"_s, of({valid, {u"owner"_s, C::Is, {u"me"_s}}})},
            {u"recent"_s, u"7 日内有互动"_s, u"Last 7 days"_s, of({valid, {u"last_interaction"_s, C::LastDays, {u"7"_s}}})},
            {u"pool"_s, u"公海"_s, u"Pool"_s, of({{u"state"_s, C::Is, {u"pool"_s}}})},
            {u"invalid"_s, u"无效"_s, u"Invalid"_s, of({{u"state"_s, C::Is, {u"invalid"_s}}})}};
}

QList<GridSort> CustomerGrid::standardSort() const { return {{u"last_interaction"_s, Order::Descending}}; }

Retirement CustomerGrid::retirement() const
{
    return {columnOf(u"state"), u"invalid"_s, columnOf(u"invalid_reason")};
}

QSet<QString> CustomerGrid::hanging() const
{
    return {u"phone"_s, u"email"_s, u"address"_s, u"tag"_s, u"opportunity"_s, u"interaction"_s};
}

Result<QList<GridRow>> CustomerGrid::rows(Records &records, const QList<Id> &ids, const QList<int> &columns) const
{
    if (ids.isEmpty())
        return QList<GridRow>();
    QList<Value> values;
    for (const Id &id : ids)
        values.append(Value(id));
    QList<int> fields = fieldsOf(columns);
    if (fields.isEmpty())
        fields.append(customer::kind.index); // an empty selection would be all
    const auto customers = findIn(records, Query(customer::entity).select(fields), idField, values);
    if (!customers)
        return fail(customers.error());
    QHash<Id, GridRow> found;
    for (const Record &record : *customers) {
        GridRow row{record.id, record.version, QList<Value>(m_columns.size())};
        for (const int column : columns)
            if (isOwn(column))
                row.cells[column] = cell(record, column);
        found.insert(record.id, std::move(row));
    }

    struct Part {
        int column;
        Query query;
        FieldOf<Id> owner;
        std::function<QString(const Record &)> text;
        QString between;
    };
    const QList<Part> parts{
        {m_phone, Query(phone::entity), phone::customer, exportedNumber, u"; "_s},
        {m_email, Query(email::entity), email::customer, [](const Record &one) { return one[email::written]; }, u"; "_s},
        {m_address, Query(address::entity), address::customer, [](const Record &one) { return one[address::written]; }, QString::fromUtf16(addressSeparator)},
        {m_tags, Query(tag::entity), tag::customer, [](const Record &one) { return one[tag::label]; }, u"; "_s},
    };
    for (const Part &part : parts) {
        if (!columns.contains(part.column))
            continue;
        auto hanging = findIn(records, part.query, part.owner.index, values);
        if (!hanging)
            return fail(hanging.error());
        const int position = part.owner.entity->indexOf("position"_L1);
        std::ranges::sort(*hanging, [position](const Record &a, const Record &b) {
            const qint64 placeA = position < 0 ? 0 : a.value(position).toNumber();
            const qint64 placeB = position < 0 ? 0 : b.value(position).toNumber();
            return std::pair(placeA, a.id) < std::pair(placeB, b.id);
        });
        QHash<Id, QStringList> texts;
        for (const Record &one : std::as_const(*hanging))
            texts[one[part.owner]].append(part.text(one));
        for (auto it = texts.cbegin(); it != texts.cend(); ++it)
            if (const auto row = found.find(it.key()); row != found.end())
                row->cells[part.column] = Value(it->join(part.between));
    }
    if (columns.contains(m_amount)) {
        const auto open = findIn(records, Query(opportunity::entity).where(opportunity::state == u"open"_s).select(opportunity::customer, opportunity::amount),
                                 opportunity::customer.index, values);
        if (!open)
            return fail(open.error());
        for (const Record &one : *open)
            if (const auto row = found.find(one[opportunity::customer]); row != found.end())
                row->cells[m_amount] = Value(row->cells.at(m_amount).toNumber() + one[opportunity::amount]);
    }

    QList<GridRow> ordered;
    for (const Id &id : ids)
        if (const auto row = found.constFind(id); row != found.constEnd())
            ordered.append(*row);
    return ordered;
}

} // namespace kemai
