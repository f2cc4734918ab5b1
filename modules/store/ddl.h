// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The SQLite DDL of the schema. Every record table is
 *
 *     n INTEGER PRIMARY KEY      the row's number on this workstation: what the search index points to
 *     id BLOB NOT NULL UNIQUE    16 bytes
 *     version, removed           see Record
 *     one column a field         TEXT, INTEGER or BLOB (a reference's 16 bytes); null is nothing
 *
 * System tables (change_set, history) have their `seq` as n and no version. tests/store/sqlite.sql is the golden.
 */
#pragma once

#include "schema/entity.h"

#include <QByteArray>
#include <QList>

namespace kemai {

QList<QByteArray> createStatements(const Entity &entity); // table, then its indexes
QList<QByteArray> createStatements();                     // all entities and the store's own tables
QList<QByteArray> replicaStatements(); // among those: what synchronization keeps (replica_tables.h)
QByteArray columnOf(const Entity &entity, int field);     // quoted
QByteArray tableOf(const Entity &entity);                 // quoted

} // namespace kemai
