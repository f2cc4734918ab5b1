// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LedgerRecords: Records over PostgreSQL, with the store's semantics (tests/support/query_suite.h runs on both), for rules and
 * automations on the server. It sees everything: who may see what is decided by who asks.
 *
 * A commit is one transaction of rows, stamps, history and log; rows are locked before they are compared, in the order in which
 * everybody locks, and what the database wants repeated is repeated. `seq` counts for the whole ledger, and
 * numbers of commits that failed may be missing. Belongs to the thread of its connection.
 *
 * Errors beside those of Records: connection.h's, and Invalid "ledger.badText", "ledger.badJson", "ledger.tooLong".
 */
#pragma once

#include "base/clock.h"
#include "ledger/connection.h"
#include "ledger/sync_ledger.h"
#include "schema/records.h"

namespace kemai::ledger {

class DeviceNumbers;

class LedgerRecords : public Records
{
public:
    // Reads only, also inside somebody's transaction; commit() is Denied "ledger.denied".
    explicit LedgerRecords(Connection &connection);
    // `device` names who writes, in history and stamps; the server's own if null.
    LedgerRecords(Connection &connection, const Clock &clock, const Id &device = {});
    ~LedgerRecords() override;

    Result<QList<Record>> find(const Query &query) override;
    Result<QList<QList<Value>>> aggregate(const Query &query) override;
    // Simple: see the README for what it finds.
    Result<QList<Hit>> search(const Search &search) override;
    Result<Committed> commit(const ChangeSet &changes) override;

private:
    struct Work; // a change set being applied to the rows it locked
    Result<Committed> tryCommit(const ChangeSet &changes);

    Connection &m_connection;
    const Clock *m_clock = nullptr; // null: a reader
    Id m_device;
    std::unique_ptr<DeviceNumbers> m_devices;
};

} // namespace kemai::ledger
