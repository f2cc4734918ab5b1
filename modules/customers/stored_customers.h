// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Customers with what they are compared by: their numbers, emails and addresses, read for many at once. Rules over
 * Records; any thread.
 */
#pragma once

#include "customers/customer_changes.h"
#include "schema/records.h"

#include <QHash>

namespace kemai {

// Those that are there, also merged ones; withdrawn ones are left out.
Result<QHash<Id, StoredCustomer>> storedCustomers(Records &records, const QList<Id> &ids);

// Where a customer that was merged lives on: follows the merges to their end; the id itself if it was not merged.
Result<Id> survivorOf(Records &records, const Id &customer);

} // namespace kemai
