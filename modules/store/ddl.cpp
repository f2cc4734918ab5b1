// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ddl.h"

#include "schema/schema.h"

namespace kemai {

namespace {

QByteArray quoted(const QByteArray &name) { return '"' + name + '"'; }

const char *typeName(Type type)
{
    switch (type) {
    case Type::Integer:
    case Type::Boolean:
    case Type::Time:
    case Type::Money:
        return "INTEGER";
    case Type::Reference:
        return "BLOB";
    default:
        return "TEXT";
    }
}

bool isRowNumber(const Entity &entity, const Field &field)
{
    return entity.storage == Storage::System && qstrcmp(field.name, "seq") == 0;
}

} // namespace

QByteArray tableOf(const Entity &entity) { return quoted(entity.name); }

QByteArray columnOf(const Entity &entity, int index)
{
    const Field &field = entity.fields[size_t(index)];
    return isRowNumber(entity, field) ? QByteArray("n") : quoted(field.name);
}

QList<QByteArray> createStatements(const Entity &entity)
{
    const QByteArray table = entity.name;
    const bool system = entity.storage == Storage::System;
    const bool hasId = &entity != &history::entity;
    QByteArray create = "CREATE TABLE " + quoted(table) + " (\n  n INTEGER PRIMARY KEY";
    if (hasId)
        create += ",\n  id BLOB NOT NULL UNIQUE";
    if (!system)
        create += ",\n  version INTEGER NOT NULL,\n  removed INTEGER NOT NULL DEFAULT 0";
    for (const Field &field : entity.fields)
        if (!isRowNumber(entity, field))
            create += ",\n  " + quoted(field.name) + ' ' + typeName(field.type);
    create += "\n)";
    QList<QByteArray> all{create};
    for (const Field &field : entity.fields)
        if (field.is(Indexed))
            all << "CREATE INDEX " + quoted(table + "_by_" + field.name) + " ON " + quoted(table) + '(' + quoted(field.name) + ')'
                // A reference is looked up by what it names, never by its absence.
                + (field.type == Type::Reference ? " WHERE " + quoted(field.name) + " IS NOT NULL" : QByteArray());
    for (const QByteArray &spec : QByteArray(entity.indexes).split('|')) {
        if (spec.isEmpty())
            continue;
        QByteArrayList columns = spec.split(',');
        const QByteArray name = table + "_by_" + columns.join('_');
        for (QByteArray &column : columns)
            column = quoted(column);
        all << "CREATE INDEX " + quoted(name) + " ON " + quoted(table) + '(' + columns.join(", ") + ')';
    }
    return all;
}

QList<QByteArray> createStatements()
{
    QList<QByteArray> all;
    for (const Entity *entity : allEntities())
        all << createStatements(*entity);
    // What the store itself remembers: schema version, device, what the outbox has sent.
    all << "CREATE TABLE \"store_fact\" (\n  name TEXT PRIMARY KEY,\n  value TEXT NOT NULL\n) WITHOUT ROWID";
    // What is typed and not saved yet, on this device alone: modules/store/drafts.h.
    all << "CREATE TABLE \"draft\" (\n  place TEXT PRIMARY KEY,\n  text TEXT NOT NULL,\n  at INTEGER NOT NULL\n) WITHOUT ROWID";
    // The search index: modules/store/search_index.h.
    all << "CREATE TABLE \"search_segment\" (\n  n INTEGER PRIMARY KEY,\n  first_block INTEGER NOT NULL,\n"
           "  documents INTEGER NOT NULL,\n  postings INTEGER NOT NULL,\n  directory BLOB NOT NULL\n)";
    all << "CREATE TABLE \"search_block\" (\n  n INTEGER PRIMARY KEY,\n  postings BLOB NOT NULL\n)";
    // What synchronization keeps beside the records: modules/store/replica_tables.h.
    all << replicaStatements();
    return all;
}

QList<QByteArray> replicaStatements()
{
    return {
        "CREATE TABLE \"sync_truth\" (\n  entity TEXT NOT NULL,\n  record BLOB NOT NULL,\n  version INTEGER NOT NULL,\n  removed INTEGER NOT NULL,\n"
        "  scopes TEXT NOT NULL,\n  body TEXT,\n  PRIMARY KEY (entity, record)\n) WITHOUT ROWID",
        "CREATE TABLE \"sync_scope\" (\n  scope INTEGER PRIMARY KEY,\n  place INTEGER NOT NULL,\n  complete INTEGER NOT NULL,\n  reconcile INTEGER NOT NULL,\n"
        "  entity TEXT,\n  after BLOB\n)",
        "CREATE TABLE \"sync_outbox\" (\n  mid INTEGER PRIMARY KEY,\n  change_set BLOB NOT NULL,\n  entity TEXT NOT NULL,\n  record BLOB NOT NULL,\n"
        "  at INTEGER NOT NULL,\n  acknowledged INTEGER NOT NULL,\n  body TEXT NOT NULL\n)",
        "CREATE INDEX \"sync_outbox_by_record\" ON \"sync_outbox\"(record)",
        "CREATE INDEX \"sync_outbox_waiting\" ON \"sync_outbox\"(mid) WHERE acknowledged = 0",
        "CREATE TABLE \"sync_conflict\" (\n  id BLOB PRIMARY KEY,\n  entity TEXT NOT NULL,\n  record BLOB NOT NULL,\n  body TEXT NOT NULL\n) WITHOUT ROWID",
        "CREATE INDEX \"sync_conflict_by_record\" ON \"sync_conflict\"(record)",
        "CREATE TABLE \"sync_rejected\" (\n  mid INTEGER PRIMARY KEY,\n  entity TEXT NOT NULL,\n  record BLOB NOT NULL,\n  mutation TEXT NOT NULL,\n"
        "  outcome TEXT NOT NULL\n)",
        // Files of attachments: modules/store/replica_files.h.
        "CREATE TABLE \"sync_file\" (\n  attachment BLOB PRIMARY KEY,\n  state INTEGER NOT NULL,\n  name BLOB NOT NULL,\n  hash BLOB NOT NULL DEFAULT x'',\n"
        "  size INTEGER NOT NULL DEFAULT 0\n) WITHOUT ROWID",
        "CREATE INDEX \"sync_file_by_name\" ON \"sync_file\"(name)",
        "CREATE INDEX \"sync_file_to_send\" ON \"sync_file\"(attachment) WHERE state = 0",
        "CREATE TABLE \"sync_file_piece\" (\n  attachment BLOB NOT NULL,\n  n INTEGER NOT NULL,\n  name BLOB NOT NULL,\n  PRIMARY KEY (attachment, n)\n) WITHOUT ROWID",
        "CREATE INDEX \"sync_file_piece_by_name\" ON \"sync_file_piece\"(name)",
        // What left the history: modules/store/history_erasure.h.
        "CREATE TABLE \"history_erasure\" (\n  n INTEGER PRIMARY KEY,\n  set_seq INTEGER NOT NULL,\n  hash TEXT NOT NULL,\n  after TEXT NOT NULL,\n"
        "  by_seq INTEGER NOT NULL\n)",
        "CREATE INDEX \"history_erasure_by_seq\" ON \"history_erasure\"(by_seq)",
    };
}

} // namespace kemai
