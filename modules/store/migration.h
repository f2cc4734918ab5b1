// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Bringing an opened database to this program's schema.
 *
 * New tables, columns and indexes come from the schema by themselves; a Migration only moves data. Before the
 * first one the whole store is copied beside itself (kemai-before-<version>.db, encrypted like the store, kept
 * until the next migration), so that a failed or regretted migration can be taken back. A store of a newer schema is refused:
 * Invalid "store.newer" (details: its version, ours).
 */
#pragma once

#include "store/database.h"

#include <functional>
#include <span>

namespace kemai {

struct Migration {
    int version;            // of the schema it leads to
    const char *what;
    std::span<const char *const> statements;
};

std::span<const Migration> allMigrations();

// Makes the tables of an empty database, or brings an older one up. `snapshot` copies the store beside itself
// and is called before anything of an existing store is changed.
Result<> migrate(Database &database, const std::function<Result<>(int fromVersion)> &snapshot);

Result<QString> storeFact(Database &database, const QString &name); // empty: not set
Result<> setStoreFact(Database &database, const QString &name, const QString &value);

bool searchRenewalIsDue(Database &database); // StoreRecords::renewSearch() has something to do

} // namespace kemai
