// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Roles as the ledger keeps them (D9: one for a person, composed of others). What a role reaches: its own customers, its team's, its
 * department's (the team and all below it), everybody's; beside that the pool and the office's proposals. Whoever holds a
 * role sees at once what was changed in it.
 */
#pragma once

#include "ledger/connection.h"

#include <QStringList>

namespace kemai::ledger {

enum class Reach : quint8 { Own, Team, Department, All };

struct Role {
    QString name;
    Reach reach = Reach::Own;
    bool pool = false;
    bool office = false;
    QStringList includes; // roles whose rights it has as well
};

Result<QStringList> roleNames(Connection &connection); // sorted
Result<QList<Role>> roles(Connection &connection);     // by name
// A new role reads no field that is masked for anybody: what it is to read it is given, or has from a role it includes.
Result<> putRole(Connection &connection, const Role &role);

// What a role may not read, or may read and not write; taking both back removes the mask. A field is masked for a person if each role
// that is held masks it, so whoever includes this role and has said nothing of the field gets the mask as well.
struct FieldMask {
    QString role;
    QString entity;
    QString field;
    bool readable = false;
    bool writable = false;
};
Result<> putMask(Connection &connection, const FieldMask &mask);
Result<QList<FieldMask>> masks(Connection &connection); // by role, entity and field

} // namespace kemai::ledger
