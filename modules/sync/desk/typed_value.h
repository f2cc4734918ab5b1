// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * typedValue(): what somebody typed for a field whose values conflict, as that field keeps it. Text is cleaned like everywhere (text/pipeline.h);
 * a choice is known by its word in either language or its code; money is written in yuan, with 万 or without; a day or a time year first.
 * Nothing typed is nothing. Pure; any thread.
 */
#pragma once

#include "base/result.h"
#include "schema/entity.h"
#include "schema/value.h"

namespace kemai::sync {

// Whether a value of this field can be typed at all: not the id of another record, not machinery.
bool canBeTyped(const Field &field);

// Errors: Invalid "sync.typedUnreadable" (details: what was typed); those of cleanField().
Result<Value> typedValue(const Field &field, const QString &typed);

} // namespace kemai::sync
