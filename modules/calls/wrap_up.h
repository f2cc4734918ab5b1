// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What an agent says of a talk when it is over: its result in a word, the reason in a line, and the next step with its day. The
 * first two stay with the call on the time axis, the third is a task; one change set, so one undo takes back all of it.
 */
#pragma once

#include "schema/records.h"

namespace kemai {

struct WrapUp {
    QString result; // "已解决"
    QString reason;
    QString nextTitle; // empty: nothing is left to do
    qint64 nextDueMs = 0;

    friend bool operator==(const WrapUp &, const WrapUp &) = default;
};

// Errors: Invalid calls.noResult, calls.noReason (only where `whole`), text.tooLong; NotFound calls.callGone.
Result<Committed> wrapUpCall(Records &records, const Id &interaction, const WrapUp &wrapUp, bool whole, const Id &author, qint64 nowMs);

// The results a desk begins with. Any other word is one too.
QStringList callResults(bool chinese);

} // namespace kemai
