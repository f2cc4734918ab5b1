// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ddl.h"

#include "schema/schema.h"

namespace kemai::ledger {

namespace {

QByteArray quoted(const QByteArray &name)
{
    return '"' + name + '"'; // "user" and "tag" are words of SQL
}

const char *typeName(Type type)
{
    switch (type) {
    case Type::Text:
    case Type::Choice:
    case Type::Date:
        return "text COLLATE \"C\"";
    case Type::Json:
        return "jsonb";
    case Type::Integer:
    case Type::Time:
    case Type::Money:
        return "bigint";
    case Type::Boolean:
        return "boolean";
    case Type::Reference:
        return "uuid";
    }
    return "";
}

bool isRowNumber(const Entity &entity, const Field &field)
{
    return entity.storage == Storage::System && qstrcmp(field.name, "seq") == 0;
}

} // namespace

QList<QByteArray> createStatements(const Entity &entity)
{
    const QByteArray table = entity.name;
    QByteArrayList columns;
    if (entity.storage == Storage::System) {
        columns << "  seq bigint PRIMARY KEY";
        if (&entity != &history::entity)
            columns << "  id uuid NOT NULL UNIQUE";
    } else {
        columns << "  id uuid PRIMARY KEY"
                << "  version bigint NOT NULL CHECK (version > 0)"
                << "  removed bigint NOT NULL DEFAULT 0";
    }
    for (const Field &field : entity.fields)
        if (!isRowNumber(entity, field))
            columns << "  " + quoted(field.name) + ' ' + typeName(field.type);
    QList<QByteArray> all{"CREATE TABLE " + quoted(table) + " (\n" + columns.join(",\n") + "\n)"};
    for (const Field &field : entity.fields)
        if (field.is(Indexed))
            all << "CREATE INDEX " + quoted(table + "_by_" + field.name) + " ON " + quoted(table) + " (" + quoted(field.name) + ')'
                    + (field.type == Type::Reference ? " WHERE " + quoted(field.name) + " IS NOT NULL" : QByteArray());
    for (const QByteArray &spec : QByteArray(entity.indexes).split('|')) {
        if (spec.isEmpty())
            continue;
        QByteArrayList names = spec.split(',');
        const QByteArray name = table + "_by_" + names.join('_');
        for (QByteArray &column : names)
            column = quoted(column);
        all << "CREATE INDEX " + quoted(name) + " ON " + quoted(table) + " (" + names.join(", ") + ')';
    }
    return all;
}

QList<QByteArray> createStatements()
{
    QList<QByteArray> all;
    for (const Entity *entity : allEntities())
        all << createStatements(*entity);
    return all;
}

} // namespace kemai::ledger
