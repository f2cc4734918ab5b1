// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Taking one change set back, from anywhere in the window.
 */
#pragma once

#include "base/deliver.h"
#include "history/undo.h"
#include "store/store.h"

namespace kemai {

// Answers on context's thread with what was taken back.
template <typename Answer>
void undoSetOf(Store &store, const Id &set, QObject *context, Answer answer)
{
    auto undone = store.write([set](Records &records) -> Result<Undone> {
        const Result<UndoPlan> plan = planUndoOfSet(records, set);
        return plan ? undo(records, *plan) : Result<Undone>(fail(plan.error()));
    });
    deliver(undone, context, answer);
}

} // namespace kemai
