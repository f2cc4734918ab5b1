// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Ways to break the protocol on purpose, to see that the simulator notices (each is a test). None is known to the production code: the
 * simulator lies to it from outside, in the way the missing rule would have.
 */
#pragma once

#include <QFlags>

namespace kemai::office {

enum Switch : quint32 {
    Sound = 0,
    NaiveCursor = 1u << 0,       // a sequence number in place of the snapshot
    ChainByDevice = 1u << 1,     // "this device wrote it last" instead of exactly that edit
    NoCompare = 1u << 2,         // the later edit wins
    NoDedupe = 1u << 3,          // the server forgets which mutations it took
    NoNonce = 1u << 4,           // late answers are applied
    NoHave = 1u << 5,            // rows pushed back are taken whatever their scope
    NoGroups = 1u << 6,          // amount and currency are judged apart
    NoMaskVersion = 1u << 7,     // pushed-back rows are taken whatever mask cut them
    StandbySnapshot = 1u << 8,   // snapshots with an empty list of transactions in progress
    NoValuesAcrossEpoch = 1u << 9, // versions are trusted after a restore
    ForgetAcknowledged = 1u << 10, // nothing is kept for a server that is restored
    NoReconcile = 1u << 11,      // what the restored server has lost stays here
    GoneIgnored = 1u << 12,      // a row that moved away stays
    NotAtomic = 1u << 13,        // a full disk: the cursor is kept and the rows are not
    MarkUnseen = 1u << 14,       // edits of withdrawn rows go through
    DropKeepsRows = 1u << 15,    // a revoked scope is forgotten, its rows are not
    PoisonStops = 1u << 16,      // a mutation that cannot be written fails the batch
    EscrowSkipped = 1u << 17,    // a revoked desk wipes without handing over its queue
    LateSnapshot = 1u << 18,     // the feed does not cover a scope while its snapshot is fetched
    EmptyUntrue = 1u << 19,      // tables that have rows are said to be empty
};

} // namespace kemai::office
