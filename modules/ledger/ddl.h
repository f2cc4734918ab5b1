// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The PostgreSQL DDL of the schema (PostgreSQL 15 and newer), the sister of store/ddl.h. Every record table is
 *
 *     id uuid PRIMARY KEY
 *     version bigint, removed bigint   see Record; removed is 0 or a time
 *     scope int                        its home scope (scoping.h), kept by the database
 *     fver jsonb                       who changed a field last: {"name": [version, device, mid], "*": ...}; a field that is not
 *                                      named is as "*" says, and without "*" of version 1 and nobody
 *     one column a field               null is nothing
 *
 *     Text, Choice, Date  text COLLATE "C"    texts compare as UTF-8 bytes, as Query promises
 *     Json                json                the text as it was written, byte for byte
 *     Integer, Money      bigint
 *     Time                bigint              UTC milliseconds
 *     Boolean             boolean
 *     Reference           uuid                no foreign key: a record may arrive before what it refers to
 *
 * Indexes hold nulls first, as Query orders them, and the id behind, so that a page goes on in the middle.
 *
 * change_set and history have seq as primary key, and the transaction that wrote them (audit_chain.h); history the mutation, too.
 * The tables of synchronization: machinery.h; functions and triggers of the record tables: triggers.h.
 * tests/ledger/postgres.sql is the golden of all of it.
 */
#pragma once

#include "schema/entity.h"

#include <QByteArray>
#include <QList>

namespace kemai::ledger {

struct Column {
    QByteArray name; // not quoted
    QByteArray definition;
};

QList<Column> columnsOf(const Entity &entity);
QList<QByteArray> createStatements(const Entity &entity); // table, then its indexes
QList<QByteArray> createStatements();                     // all of a fresh database, without a closing semicolon each

QByteArray tableOf(const Entity &entity);             // quoted
QByteArray columnOf(const Entity &entity, int field); // quoted

// Longer texts do not fit into an index; see checkedForLedger() in commit.h.
inline constexpr int longestIndexedText = 2000; // bytes

} // namespace kemai::ledger
