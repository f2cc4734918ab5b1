// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What `kemai-server fsck` looks for beside the audit's chain: rows that do not fit together. Each finding is a count; none is
 * repaired unless asked, and only what can be computed anew: scopes.
 */
#pragma once

#include "ledger/connection.h"

namespace kemai::ledger {

struct TableCount {
    QByteArray table;
    qint64 rows = 0;
    qint64 removed = 0;
};

struct Finding {
    enum class Kind : quint8 {
        HistoryAhead,    // history says a later version than the record has, or has no record
        HistoryBehind,   // the record has a later version than history: a change without a line
        LinesWithoutSet,
        SetsCut,         // change sets whose lines are not as many as they say
        Misplaced,       // rows whose scope is not what their customer and owner say
        Waiting,         // children whose customer never came
        BadReference,    // references to records that do not exist
        FileCut,         // files of attachments that are complete and whose pieces do not add up
    };
    Kind kind;
    QByteArray table;
    qint64 rows = 0;
    Id example;

    static QString code(Kind kind); // "history-ahead" ...
    bool isWrong() const { return kind != Kind::Waiting && kind != Kind::BadReference; } // those two may be on their way
};

struct CheckReport {
    QList<TableCount> counts;
    QList<Finding> findings;
    qint64 repaired = 0;

    bool sound() const;
};

enum class Repair : quint8 { Nothing, Scopes };
Result<CheckReport> checkTables(Connection &connection, Repair repair);

} // namespace kemai::ledger
