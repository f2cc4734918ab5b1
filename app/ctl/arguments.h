// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The command line: global options, one command, its own options and operands.
 *
 * Exit codes, the same for every command and documented in the README:
 *   0 done      1 done, and something is wrong (verify, selftest)      2 the command line is wrong
 *   3 not found 4 denied (passphrase, key store)                       5 busy or interrupted
 *   6 damaged   7 disk or system                                       8 the input is refused
 *   9 conflict with what is there
 */
#pragma once

#include "base/result.h"

#include <QHash>
#include <QStringList>

namespace kemai {

enum class Exit {
    Done = 0,
    Wrong = 1,
    Usage = 2,
    NotFound = 3,
    Denied = 4,
    Busy = 5,
    Damaged = 6,
    System = 7,
    Refused = 8,
    Conflict = 9,
};

Exit exitOf(const Error &error);

struct Option {
    const char *name;
    const char *value; // what it takes, for the help; null: a switch
    const char *what;
};

struct Arguments {
    QString command;         // "import customers"
    QStringList operands;
    QHash<QString, QString> options; // a switch that is set has the value "1"

    bool has(const char *name) const { return options.contains(QLatin1StringView(name)); }
    QString value(const char *name, const QString &otherwise = {}) const { return options.value(QLatin1StringView(name), otherwise); }
    // A whole number in [least, most]; otherwise Invalid "ctl.number".
    Result<qint64> number(const char *name, qint64 otherwise, qint64 least, qint64 most) const;
};

// Errors: Invalid "ctl.unknownOption", "ctl.valueMissing", "ctl.unexpectedValue".
Result<Arguments> parseArguments(const QStringList &words, const QList<Option> &options, const QStringList &commands);

} // namespace kemai
