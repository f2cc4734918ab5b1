// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The commands of kemai-server. Each prints through the office and answers with the exit code (app/ctl/arguments.h).
 */
#pragma once

#include "office.h"

#include <span>

namespace kemai {

struct Command {
    const char *name;
    const char *operands; // for the help
    const char16_t *zh;
    const char16_t *en;
    Exit (*run)(OfficeSession &);
};

std::span<const Command> allCommands();
extern const QList<Option> allOptions;

Exit runServe(OfficeSession &);
Exit runMigrate(OfficeSession &);
Exit runKey(OfficeSession &);
Exit runUserAdd(OfficeSession &);
Exit runUserList(OfficeSession &);
Exit runUserDisable(OfficeSession &);
Exit runUserEnable(OfficeSession &);
Exit runUserRole(OfficeSession &);
Exit runUserPassword(OfficeSession &);
Exit runUserTotp(OfficeSession &);
Exit runUserOffboard(OfficeSession &);
Exit runRoleList(OfficeSession &);
Exit runRoleAdd(OfficeSession &);
Exit runRoleGrant(OfficeSession &);
Exit runRoleTake(OfficeSession &);
Exit runRoleMask(OfficeSession &);
Exit runToken(OfficeSession &);
Exit runDeviceList(OfficeSession &);
Exit runDeviceRevoke(OfficeSession &);
Exit runSeal(OfficeSession &);
Exit runFsck(OfficeSession &);
Exit runBackup(OfficeSession &);
Exit runRestore(OfficeSession &);
Exit runNewEpoch(OfficeSession &);

} // namespace kemai
