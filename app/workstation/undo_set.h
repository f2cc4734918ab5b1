// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Taking back one change set, or all sets of a batch, from anywhere in the window: in steps, so that saving goes on meanwhile, and in
 * the name of whose desk this is. What takes longer than a moment says how far it is and can be stopped: what was taken back then stays
 * so, and undoing again goes on with the rest.
 */
#pragma once

#include "history/undo.h"

#include <QObject>

#include <functional>

namespace kemai {

class Store;

enum class Undoes { Set, Batch };

// Answers on context's thread with what was taken back.
void undoActOf(Store &store, const Id &id, Undoes what, QObject *context, std::function<void(const Result<Undone> &)> answer);

inline void undoSetOf(Store &store, const Id &set, QObject *context, std::function<void(const Result<Undone> &)> answer)
{
    undoActOf(store, set, Undoes::Set, context, std::move(answer));
}

} // namespace kemai
