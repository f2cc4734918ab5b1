// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The PostgreSQL DDL of the schema (PostgreSQL 15 and newer), the sister of store/ddl.h. Every record table is
 *
 *     id uuid PRIMARY KEY
 *     version bigint, removed bigint   see Record; removed is 0 or a time
 *     one column a field               null is nothing
 *
 *     Text, Choice, Date  text COLLATE "C"    texts compare as UTF-8 bytes, as Query promises
 *     Json                jsonb
 *     Integer, Money      bigint
 *     Time                bigint              UTC milliseconds
 *     Boolean             boolean
 *     Reference           uuid                no foreign key: a record may arrive before what it refers to
 *
 * System tables have seq as primary key. What synchronization needs besides (scope, fver, fby) comes with the
 * server. tests/ledger/postgres.sql is the golden.
 */
#pragma once

#include "schema/entity.h"

#include <QByteArray>
#include <QList>

namespace kemai::ledger {

QList<QByteArray> createStatements(const Entity &entity); // table, then its indexes
QList<QByteArray> createStatements();                     // all entities, without a closing semicolon each

} // namespace kemai::ledger
