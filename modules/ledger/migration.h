// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Bringing a PostgreSQL database to this program's schema: `kemai-server migrate`.
 *
 * As in the store, new tables, columns and indexes come from the schema by themselves, functions and triggers are made anew,
 * and a Migration only moves data. Expand and contract: nothing an older program reads is dropped before the release
 * after. All of it is one transaction; two at the same time wait for each other. A database of a newer
 * schema or machinery is refused: Invalid "ledger.newer" (details: its version, ours).
 */
#pragma once

#include "ledger/connection.h"

#include <span>

namespace kemai::ledger {

struct Migration {
    int machinery; // the version it leads to
    const char *what;
    std::span<const char *const> before; // run before tables and columns are made
    std::span<const char *const> after;  // run behind the triggers
};

std::span<const Migration> allMigrations();

struct DatabaseVersion {
    int schema = 0;    // 0: an empty database
    int machinery = 0;

    friend bool operator==(const DatabaseVersion &, const DatabaseVersion &) = default;
};
Result<DatabaseVersion> databaseVersion(Connection &connection);
DatabaseVersion programVersion();

struct Migrated {
    DatabaseVersion from;
    int tables = 0;  // made
    int columns = 0; // added
    int indexes = 0;
};
Result<Migrated> migrate(Connection &connection, qint64 nowMs);

// For a restore: is there nothing in it yet; and the role its policies name, which belongs to the cluster and is in no backup.
Result<bool> isEmptyDatabase(Connection &connection);
Result<> makePullRole(Connection &connection);

// For programs that serve: Invalid "ledger.older" (run migrate) or "ledger.newer".
Result<> checkVersion(Connection &connection);

} // namespace kemai::ledger
