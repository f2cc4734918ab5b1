// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PresenceLedger: who has which record open just now (U20), in an unlogged table: lost when the database falls over, and said anew a few
 * seconds later. One object for one Connection. Errors: those of connection.h.
 */
#pragma once

#include "ledger/sync_ledger.h"

namespace kemai::ledger {

enum class Here : quint8 { Reading, Editing, Left };

struct PresenceOrder {
    RowKey row;
    Id device;
    Id user;
    QList<qint32> scopes; // granted: of a row in none of them nothing is noted or told
    Here here = Here::Reading;
    qint64 keptMs = 40'000;
    int most = 50; // told of
};

struct Present {
    Id user;
    QString name;
    bool editing = false; // at one of the user's devices
    qint64 sinceMs = 0;
};

struct Meeting {
    QList<Present> others; // who came first stands first; not the user, at whatever device
    bool withheld = false; // the row is there, and not for this user
    bool changed = false;  // the device came, left, or reads where it wrote: `devices` would like to know
    QList<Id> devices;     // that have it open, of other users
};

class PresenceLedger
{
public:
    PresenceLedger(Connection &connection, const Clock &clock) : m_connection(connection), m_clock(clock) { }

    Result<Meeting> meet(const PresenceOrder &order);
    // Tells every process of the installation that these devices had better ask again: on channel `channel` their ids, separated by commas.
    Result<> tell(const QList<Id> &devices);

    static constexpr char channel[] = "presence";

    static constexpr int rowsOfDevice = 32; // more windows than anybody has; beyond, nothing is noted

private:
    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace kemai::ledger
