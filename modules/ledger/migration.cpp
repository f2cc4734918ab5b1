// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/migration.h"

#include "ledger/ddl.h"
#include "ledger/machinery.h"
#include "ledger/scoping.h"
#include "ledger/triggers.h"
#include "schema/schema.h"

#include <QSet>

namespace kemai::ledger {

namespace {

// 1: the first with synchronization. Before it stood only the tables of 2026-11-22: JSON was jsonb, which rewrites what a
// workstation wrote, and indexes had their nulls last.
constexpr const char *firstBefore[] = {
    R"(DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'jsonb'
      AND column_name <> 'fver' LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I TYPE json USING %I::json', found.table_name, found.column_name, found.column_name);
  END LOOP;
  FOR found IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'removed' LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN version SET DEFAULT 1, SET (fillfactor = 85)', found.table_name);
  END LOOP;
  FOR found IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE '%\_by\_%' LOOP
    EXECUTE format('DROP INDEX public.%I', found.indexname);
  END LOOP;
END $$)",
};
// 2: presence says since when, and whether somebody edits. What stood there is no older than a minute.
constexpr const char *presenceBefore[] = {
    "DROP TABLE IF EXISTS sync.presence",
};
// 4: the number of a line of history is made of its set's.
constexpr const char *linesAfter[] = {
    "DROP FUNCTION IF EXISTS sync.history_block(bigint)",
    "DROP SEQUENCE IF EXISTS sync.history_seq",
};
constexpr Migration migrations[] = {
    {1, "synchronization", firstBefore, {}},
    {2, "presence", presenceBefore, {}},
    {3, "files of attachments", {}, {}},
    {4, "changes of grants; lines of history", {}, linesAfter},
};

Result<QSet<QByteArray>> names(Connection &connection, const QByteArray &sql)
{
    const auto rows = connection.query(sql);
    if (!rows)
        return fail(rows.error());
    QSet<QByteArray> all;
    for (int row = 0; row < rows->count(); ++row)
        all.insert(rows->bytes(row, 0).toByteArray());
    return all;
}

QByteArray nameIn(const QByteArray &statement) // the quoted name behind CREATE TABLE or CREATE INDEX
{
    const qsizetype from = statement.indexOf('"') + 1;
    return statement.mid(from, statement.indexOf('"', from) - from);
}

Result<> runAll(Connection &connection, const QList<QByteArray> &statements)
{
    for (const QByteArray &statement : statements)
        if (const auto done = connection.script(statement); !done)
            return done;
    return {};
}

Result<> runAll(Connection &connection, std::span<const char *const> statements)
{
    for (const char *statement : statements)
        if (const auto done = connection.script(statement); !done)
            return done;
    return {};
}

// Tables, columns and indexes of the schema that are not there. Rows of tables that had no scope are to be placed.
Result<QList<const Entity *>> addWhatIsMissing(Connection &connection, Migrated &migrated)
{
    const auto tables = names(connection, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'");
    const auto columns = names(connection, "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'");
    const auto indexes = names(connection, "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public'");
    if (!tables || !columns || !indexes)
        return fail(!tables ? tables.error() : !columns ? columns.error() : indexes.error());
    QList<const Entity *> placeless;
    for (const Entity *entity : allEntities()) {
        const QList<QByteArray> statements = createStatements(*entity);
        if (tables->contains(entity->name)) {
            if (entity->storage == Storage::Records && !columns->contains(QByteArray(entity->name) + ".scope"))
                placeless << entity;
            for (const Column &column : columnsOf(*entity)) {
                if (columns->contains(QByteArray(entity->name) + '.' + column.name))
                    continue;
                if (const auto done = connection.script("ALTER TABLE " + tableOf(*entity) + " ADD COLUMN \"" + column.name + "\" " + column.definition); !done)
                    return fail(done.error());
                ++migrated.columns;
            }
        } else {
            if (const auto done = connection.script(statements.first()); !done)
                return fail(done.error());
            ++migrated.tables;
        }
        for (const QByteArray &index : statements.sliced(1)) {
            if (indexes->contains(nameIn(index)))
                continue;
            if (const auto done = connection.script(index); !done)
                return fail(done.error());
            ++migrated.indexes;
        }
    }
    return placeless;
}

Result<> refuse(const DatabaseVersion &is, const QString &id)
{
    return fail(Error::Code::Invalid, id, {},
                {QStringLiteral("%1.%2").arg(is.schema).arg(is.machinery), QStringLiteral("%1.%2").arg(schemaVersion).arg(machineryVersion)});
}

} // namespace

std::span<const Migration> allMigrations() { return migrations; }

DatabaseVersion programVersion() { return {schemaVersion, machineryVersion}; }

Result<DatabaseVersion> databaseVersion(Connection &connection)
{
    const auto there = connection.number("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'sync' AND table_name = 'ledger_version'");
    if (!there)
        return fail(there.error());
    if (*there == 0)
        return DatabaseVersion{};
    const auto rows = connection.query("SELECT schema_version, machinery_version FROM sync.ledger_version ORDER BY n DESC LIMIT 1");
    if (!rows)
        return fail(rows.error());
    return rows->count() ? DatabaseVersion{int(rows->number(0, 0)), int(rows->number(0, 1))} : DatabaseVersion{};
}

Result<> checkVersion(Connection &connection)
{
    const auto is = databaseVersion(connection);
    if (!is)
        return fail(is.error());
    if (is->schema > schemaVersion || is->machinery > machineryVersion)
        return refuse(*is, QStringLiteral("ledger.newer"));
    if (*is != programVersion())
        return refuse(*is, QStringLiteral("ledger.older"));
    return {};
}

Result<bool> isEmptyDatabase(Connection &connection)
{
    const auto tables = connection.number("SELECT count(*) FROM information_schema.tables WHERE table_schema IN ('public', 'sync')");
    if (!tables)
        return fail(tables.error());
    return *tables == 0;
}

Result<> makePullRole(Connection &connection)
{
    return connection.script("DO $$ BEGIN CREATE ROLE kemai_pull NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
}

Result<Migrated> migrate(Connection &connection, qint64 nowMs)
{
    // Building an index may take longer than a request may.
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return fail(transaction.error());
    if (const auto set = connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(70)"); !set)
        return fail(set.error());
    const auto is = databaseVersion(connection);
    if (!is)
        return fail(is.error());
    if (is->schema > schemaVersion || is->machinery > machineryVersion) {
        const auto refused = refuse(*is, QStringLiteral("ledger.newer"));
        return fail(refused.error());
    }
    Migrated migrated{*is};
    for (const Migration &migration : migrations)
        if (migration.machinery > is->machinery)
            if (const auto done = runAll(connection, migration.before); !done)
                return fail(done.error());
    if (const auto done = runAll(connection, machineryTables()); !done)
        return fail(done.error());
    const auto placeless = addWhatIsMissing(connection, migrated);
    if (!placeless)
        return fail(placeless.error());
    QList<QByteArray> rest;
    for (const Entity *entity : allEntities())
        if (entity->storage == Storage::Records)
            rest << numberStatement(*entity);
    rest << machineryFunctions();
    if (is->machinery == 0)
        rest << shippedRoles();
    for (const Entity *entity : allEntities())
        if (entity->storage == Storage::Records)
            rest << triggerStatements(*entity);
    for (const Entity *entity : *placeless) // children behind their customers
        rest << "UPDATE " + tableOf(*entity) + " t SET scope = sync.home_" + entity->name + "(t) WHERE scope <> sync.home_" + entity->name + "(t)";
    rest << "INSERT INTO sync.epoch (begun_at) VALUES (" + QByteArray::number(nowMs) + ") ON CONFLICT DO NOTHING"
         << "SELECT sync.keep_log(30)";
    if (const auto done = runAll(connection, rest); !done)
        return fail(done.error());
    for (const Migration &migration : migrations)
        if (migration.machinery > is->machinery)
            if (const auto done = runAll(connection, migration.after); !done)
                return fail(done.error());
    if (*is != programVersion()) {
        const auto noted = connection.run("INSERT INTO sync.ledger_version (schema_version, machinery_version, at, program) VALUES ($1, $2, $3, $4)",
                                          Parameters().addInt(schemaVersion).addInt(machineryVersion).add(nowMs).addText(QStringLiteral(KEMAI_VERSION)));
        if (!noted)
            return fail(noted.error());
    }
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    return migrated;
}

} // namespace kemai::ledger
