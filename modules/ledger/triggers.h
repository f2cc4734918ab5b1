// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the database itself sees to for every record table, whoever writes: this program, an older one, or a person in psql.
 *
 *     place   before insert and update   the home scope (scoping.h)
 *     stamp   before update              version and fver, where the statement did not fill them
 *     after_* behind each statement      change_log of the old and the new scope; history of what did not come from this program
 *     moved   behind customer            the children of a customer that changed its scope
 *
 * and row-level security: the role kemai_pull sees only rows of the scopes in the setting kemai.scopes.
 */
#pragma once

#include "schema/entity.h"

#include <QByteArray>
#include <QList>

namespace kemai::ledger {

QByteArray numberStatement(const Entity &entity);          // its row in sync.entity
QList<QByteArray> triggerStatements(const Entity &entity); // may be run again

} // namespace kemai::ledger
