// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The commands of kemaictl. Each prints through the session and answers with the exit code.
 */
#pragma once

#include "session.h"

#include <span>

namespace kemai {

struct Command {
    const char *name;
    const char *operands; // for the help
    const char16_t *zh;
    const char16_t *en;
    Exit (*run)(Session &);
};

std::span<const Command> allCommands();

Exit runInit(Session &);
Exit runVerify(Session &);
Exit runBackup(Session &);
Exit runRestore(Session &);
Exit runSelfTest(Session &);
Exit runFind(Session &);

// Prints the error and gives its exit code.
Exit failed(Session &session, const Error &error);
Exit missingOperand(Session &session, const char *operand);

} // namespace kemai
