// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ddl.h"

#include "ledger/machinery.h"
#include "ledger/triggers.h"
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
        return "json";
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

QByteArray tableOf(const Entity &entity) { return quoted(entity.name); }

QByteArray columnOf(const Entity &entity, int field) { return quoted(entity.fields[size_t(field)].name); }

QList<Column> columnsOf(const Entity &entity)
{
    QList<Column> columns;
    if (entity.storage == Storage::System) {
        columns << Column{"seq", "bigint PRIMARY KEY"};
        if (&entity != &history::entity)
            columns << Column{"id", "uuid NOT NULL UNIQUE"};
        columns << Column{"xid", "xid8 NOT NULL DEFAULT pg_current_xact_id()"};
        if (&entity == &history::entity)
            columns << Column{"mid", "bigint NOT NULL DEFAULT 0"};
    } else {
        columns << Column{"id", "uuid PRIMARY KEY"} << Column{"version", "bigint NOT NULL DEFAULT 1 CHECK (version > 0)"}
                << Column{"removed", "bigint NOT NULL DEFAULT 0"} << Column{"scope", "int NOT NULL DEFAULT 1"}
                << Column{"fver", "jsonb NOT NULL DEFAULT '{}'"};
    }
    for (const Field &field : entity.fields)
        if (!isRowNumber(entity, field))
            columns << Column{field.name, typeName(field.type)};
    return columns;
}

QList<QByteArray> createStatements(const Entity &entity)
{
    const QByteArray table = entity.name;
    const bool system = entity.storage == Storage::System;
    QByteArrayList columns;
    for (const Column &column : columnsOf(entity))
        columns << "  " + quoted(column.name) + ' ' + column.definition;
    QList<QByteArray> all{"CREATE TABLE " + quoted(table) + " (\n" + columns.join(",\n") + "\n)" + (system ? "" : " WITH (fillfactor = 85)")};
    const QByteArray tie = system ? ", seq" : ", id";
    for (const Field &field : entity.fields)
        if (field.is(Indexed))
            all << "CREATE INDEX " + quoted(table + "_by_" + field.name) + " ON " + quoted(table) + " (" + quoted(field.name)
                    + (field.type == Type::Reference ? QByteArray(tie + ") WHERE " + quoted(field.name) + " IS NOT NULL") : QByteArray(" NULLS FIRST" + tie + ')'));
    for (const QByteArray &spec : QByteArray(entity.indexes).split('|')) {
        if (spec.isEmpty())
            continue;
        QByteArrayList names = spec.split(',');
        const QByteArray name = table + "_by_" + names.join('_');
        for (QByteArray &column : names)
            column = quoted(column) + " NULLS FIRST";
        all << "CREATE INDEX " + quoted(name) + " ON " + quoted(table) + " (" + names.join(", ") + tie + ')';
    }
    if (system)
        all << "CREATE INDEX " + quoted(table + "_by_xid") + " ON " + quoted(table) + " (xid)";
    else
        all << "CREATE INDEX " + quoted(table + "_by_scope") + " ON " + quoted(table) + " (scope, id)";
    if (&entity == &phone::entity)
        all << "CREATE INDEX \"phone_by_last_four\" ON \"phone\" (right(\"digits\", 4))";
    return all;
}

QList<QByteArray> createStatements()
{
    QList<QByteArray> all = machineryTables();
    for (const Entity *entity : allEntities()) {
        all << createStatements(*entity);
        if (entity->storage == Storage::Records)
            all << numberStatement(*entity);
    }
    all << machineryFunctions() << shippedRoles();
    for (const Entity *entity : allEntities())
        if (entity->storage == Storage::Records)
            all << triggerStatements(*entity);
    return all;
}

} // namespace kemai::ledger
