// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * "It is the one we have": a number that was typed for somebody new goes to the customer it belongs to. Rules over
 * Records; any thread.
 */
#pragma once

#include "schema/records.h"

namespace kemai {

// The numbers in the text that the customer lacks, behind those there; nothing new changes nothing.
// Errors: NotFound; as commit().
Result<Committed> addNumbers(Records &records, const Id &customer, const QString &typed, const Id &author, qint64 nowMs);

} // namespace kemai
