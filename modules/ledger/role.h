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
Result<> putRole(Connection &connection, const Role &role);

// What a role may not read, or may read and not write; taking both back removes the mask.
struct FieldMask {
    QString role;
    QString entity;
    QString field;
    bool readable = false;
    bool writable = false;
};
Result<> putMask(Connection &connection, const FieldMask &mask);

} // namespace kemai::ledger
