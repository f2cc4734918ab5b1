// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Who has this number already: asked while a number is typed, so that nobody is entered a second time. Rules over Records;
 * any thread.
 */
#pragma once

#include "schema/records.h"
#include "schema/schema.h"

#include <optional>

namespace kemai {

struct KnownCustomer {
    Record customer; // name, company, owner, last contact
    QString number;  // the one they share: E.164, or as dialed
    QString ownerName;
    QString ownerNameEn;
};

// The customer that talked to us last among those who have one of the numbers in this text; nobody is no error. Switchboards
// and numbers of a family are shared by right (D11) and do not count.
Result<std::optional<KnownCustomer>> whoHasNumber(Records &records, const QString &typed);

} // namespace kemai
