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
Exit runRestoreCustomers(Session &); // restore --customer
Exit runSelfTest(Session &);
Exit runFind(Session &);
Exit runCall(Session &);
Exit runDemo(Session &);
Exit runImportCustomers(Session &);
Exit runExportCustomers(Session &);
Exit runImportInteractions(Session &);
Exit runTimeline(Session &);
Exit runCleanse(Session &);
Exit runUndo(Session &);
Exit runHistory(Session &);
Exit runDuplicatesCheck(Session &);
Exit runDuplicateClusters(Session &);
Exit runMerge(Session &);
Exit runBench(Session &);
Exit runEnroll(Session &);
Exit runSync(Session &);
Exit runQueue(Session &);
Exit runResolve(Session &);

// Prints the error and gives its exit code.
Exit failed(Session &session, const Error &error);
// A time in ISO 8601; 0 if the option is not given.
Result<qint64> timeOption(const Session &session, const char *name);
Exit missingOperand(Session &session, const char *operand);

} // namespace kemai
