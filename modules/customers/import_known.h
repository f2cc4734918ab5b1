// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the store has of the customers that some rows of an import speak of, read for all of them at once.
 * Rules over Records; any thread. Errors: those of Records.
 */
#pragma once

#include "customers/customer_changes.h"
#include "customers/import_row.h"
#include "schema/records.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace kemai {

struct KnownCustomers {
    QHash<quint64, Id> byIdentity;   // a row's identity (import_row.h): the customer it is of
    QHash<Id, StoredCustomer> byId;  // named by a row, or matched by one and asked for updates
    QSet<Id> withdrawn;              // named by a row
};

// `forUpdates`: also all of the customers that rows were found to be by their identities.
Result<KnownCustomers> knownCustomers(Records &records, const std::vector<ImportRow> &rows, bool forUpdates);

} // namespace kemai
