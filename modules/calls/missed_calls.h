// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The calls nobody answered, for the list to call back from: each number once, with how often it tried, whose it is, and whether
 * somebody has talked with them since. A missed call leaves a clue of its number (call_record.h), which is where this looks:
 * not in ten million interactions. Rules over Records; any thread.
 */
#pragma once

#include "calls/caller.h"
#include "schema/records.h"

#include <QList>

namespace kemai {

struct MissedCall {
    Id interaction;  // the last one
    QString digits;  // as phone.digits holds them
    Caller caller;   // the same, to be read aloud
    Id customer;     // null: nobody knows who it was
    QString name;
    QString company;
    int owners = 0;  // customers who have this number; of several none is named
    QString queue;
    qint64 atMs = 0; // of the last one
    int times = 1;
    bool talkedSince = false;
};

// Since this instant, newest first, at most `limit` numbers.
Result<QList<MissedCall>> missedCalls(Records &records, qint64 sinceMs, int limit = 100);

} // namespace kemai
