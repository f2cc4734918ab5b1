// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the ledger keeps beside the records, in the PostgreSQL schema "sync": the change log, devices, outcomes, conflicts,
 * scopes and roles, identity, inbox and jobs, the seals of the audit (sync.md 5.3). Times are UTC milliseconds.
 */
#pragma once

#include <QByteArray>
#include <QList>

namespace kemai::ledger {

// Raised by one with each change of these tables that CREATE ... IF NOT EXISTS does not make; see migration.h.
inline constexpr int machineryVersion = 4;

QList<QByteArray> machineryTables();    // CREATE ... IF NOT EXISTS, before the records'
QList<QByteArray> machineryFunctions(); // CREATE OR REPLACE, behind them
QList<QByteArray> shippedRoles();       // INSERT ... ON CONFLICT DO NOTHING: what an office starts with, its own from then on

inline constexpr char serverDeviceId[] = "00000000-0000-7000-8000-000000000001"; // the server's own, number 1
inline constexpr char pullRole[] = "kemai_pull";                                // whom row-level security holds

} // namespace kemai::ledger
