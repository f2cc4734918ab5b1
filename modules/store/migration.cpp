// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migration.h"

#include "schema/schema.h"
#include "store/ddl.h"

#include <QSet>

namespace kemai {

namespace {

Result<QSet<QByteArray>> names(Database &database, const QByteArray &sql)
{
    auto rows = database.prepare(sql);
    if (!rows)
        return fail(rows.error());
    QSet<QByteArray> all;
    while (true) {
        const auto row = rows->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return all;
        all.insert(rows->bytes(0).toByteArray());
    }
}

// The quoted name behind CREATE TABLE or CREATE INDEX.
QByteArray nameIn(const QByteArray &statement)
{
    const qsizetype from = statement.indexOf('"') + 1;
    return statement.mid(from, statement.indexOf('"', from) - from);
}

Result<> addWhatIsMissing(Database &database)
{
    const auto existing = names(database, "SELECT name FROM sqlite_schema");
    if (!existing)
        return fail(existing.error());
    for (const Entity *entity : allEntities()) {
        if (!existing->contains(entity->name))
            continue;
        const auto columns = names(database, QByteArray("SELECT name FROM pragma_table_info('") + entity->name + "')");
        if (!columns)
            return fail(columns.error());
        const QByteArrayList lines = createStatements(*entity).first().split('\n');
        for (const QByteArray &line : lines) { // one column a line, so what is missing can be added as it stands
            const QByteArray column = nameIn(line);
            if (!line.startsWith("  \"") || columns->contains(column))
                continue;
            QByteArray definition = line.trimmed();
            if (definition.endsWith(','))
                definition.chop(1);
            if (const auto added = database.execute("ALTER TABLE " + tableOf(*entity) + " ADD COLUMN " + definition); !added)
                return added;
        }
    }
    for (const QByteArray &statement : createStatements())
        if (!existing->contains(nameIn(statement)))
            if (const auto made = database.execute(statement); !made)
                return made;
    return {};
}

} // namespace

std::span<const Migration> allMigrations()
{
    return {}; // version 2 only adds tables and columns
}

Result<> migrate(Database &database, const std::function<Result<>(int)> &snapshot)
{
    const auto version = database.number("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version > schemaVersion)
        return fail(Error::Code::Invalid, QStringLiteral("store.newer"), QStringLiteral("the store is of a newer schema"),
                    {QString::number(*version), QString::number(schemaVersion)});
    if (*version == schemaVersion)
        return {};
    if (*version > 0)
        if (const auto kept = snapshot(int(*version)); !kept)
            return kept;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return fail(transaction.error());
    if (const auto added = addWhatIsMissing(database); !added)
        return added;
    if (*version > 0)
        for (const Migration &migration : allMigrations())
            if (migration.version > *version)
                for (const char *statement : migration.statements)
                    if (const auto moved = database.execute(statement); !moved)
                        return moved;
    if (const auto set = database.execute("PRAGMA user_version = " + QByteArray::number(schemaVersion)); !set)
        return set;
    return transaction->commit();
}

Result<QString> storeFact(Database &database, const QString &name)
{
    auto row = database.prepare("SELECT value FROM store_fact WHERE name = ?");
    if (!row)
        return fail(row.error());
    row->bind(1, name);
    const auto there = row->step();
    if (!there)
        return fail(there.error());
    return *there ? row->text(0) : QString();
}

Result<> setStoreFact(Database &database, const QString &name, const QString &value)
{
    auto statement = database.prepare("INSERT INTO store_fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, name);
    statement->bind(2, value);
    return statement->run();
}

} // namespace kemai
