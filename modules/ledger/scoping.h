// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The home scope of a row: who may see it, as an integer (sync.md 5.1). It follows from the row's own fields, and the database
 * itself computes it (triggers.h), so that whoever changes an owner in psql moves the customer with all its children.
 *
 *     customer          its owner's scope; without one its team's; in the pool, or with neither: the pool
 *     child             its customer's; without one its owner's or author's; without either everybody's
 *     merge             the survivor's
 *     duplicate_pair    both customers' scope, if it is one; otherwise the office's
 *     saved_view        its owner's, unless it is shared
 *     everything else   everybody's: people, teams, templates, rules, batches
 */
#pragma once

#include "schema/entity.h"

#include <QByteArray>
#include <QList>

namespace kemai::ledger {

struct HomeRule {
    const Entity *entity;
    const char *customer; // the field that names the customer; null: none
    const char *person;   // the field that names whose it is; null: none
    const char *other = nullptr; // duplicate_pair: the second customer
    const char *open = nullptr;  // saved_view: true means everybody's
};

const HomeRule &homeRule(const Entity &entity);
QList<const char *> homeFields(const Entity &entity); // the fields the scope depends on; with entity's own order

// The body of sync.home_<entity>(r): an expression over the row r.
QByteArray homeExpression(const Entity &entity);

} // namespace kemai::ledger
