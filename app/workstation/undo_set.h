// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Taking back one change set, or all sets of a batch, from anywhere in the window: in steps, so that saving goes on
 * meanwhile, and in the name of whose desk this is.
 */
#pragma once

#include "base/deliver.h"
#include "desk_user.h"
#include "history/undo.h"
#include "store/store.h"

namespace kemai {

enum class Undoes { Set, Batch };

// Answers on context's thread with what was taken back.
template <typename Answer>
void undoActOf(Store &store, const Id &id, Undoes what, QObject *context, Answer answer)
{
    auto undone = store.writeInSteps<Undone>([id, what, undoing = std::optional<Undoing>()](Records &records) mutable -> Result<std::optional<Undone>> {
        if (!undoing) {
            const Result<DeskUser> me = findDeskUser(records, accountName());
            const Id author = me ? me->id : Id();
            auto begun = what == Undoes::Set ? Undoing::ofSet(records, id, Undoing::Mode::Write, author)
                                             : Undoing::ofBatch(records, id, Undoing::Mode::Write, author);
            if (!begun)
                return fail(begun.error());
            undoing = std::move(*begun);
        }
        const auto more = undoing->step(records);
        if (!more)
            return fail(more.error());
        return *more ? std::optional<Undone>() : undoing->undone();
    });
    deliver(undone, context, answer);
}

template <typename Answer>
void undoSetOf(Store &store, const Id &set, QObject *context, Answer answer)
{
    undoActOf(store, set, Undoes::Set, context, answer);
}

} // namespace kemai
