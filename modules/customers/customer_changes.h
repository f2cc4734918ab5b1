// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The changes that make a customer, its phones, emails and addresses, with every derived field filled: the one place
 * where forms, imports and commands turn what was read into records. Pure functions; any thread.
 */
#pragma once

#include "customers/import_row.h"
#include "schema/change.h"

namespace kemai {

// D11: whose number it is, where the text beside it says so (phone.kind); empty: it does not.
QString kindOfNumber(const PhoneNumber &number);

Change phoneInsert(const Id &id, const Id &customer, const PhoneNumber &number, int position);
Change emailInsert(const Id &id, const Id &customer, const EmailText &text, int position);
// province, city and district are inferred from the text, with what the customer's city says of it (text/address.h).
Change addressInsert(const Id &id, const Id &customer, const QString &written, const QString &city, int position);

// All of a new customer. Each change carries the row's line.
void appendCustomerInserts(QList<Change> &changes, const ImportRow &row, const Id &customer, const Id &batch, qint64 nowMs);

// A customer as stored, with what hangs on it.
struct StoredCustomer {
    Record customer;
    QList<Record> phones;
    QList<Record> emails;
    QList<Record> addresses;
};
CustomerContent contentOf(const StoredCustomer &stored);

// What the row adds to or changes of a stored customer. An empty cell changes nothing, and no number, email or address
// is taken away. Returns how many changes that were.
int appendCustomerUpdates(QList<Change> &changes, const ImportRow &row, const StoredCustomer &stored, qint64 nowMs);

} // namespace kemai
