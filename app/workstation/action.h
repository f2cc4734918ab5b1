// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Action: something a person can do. Registered once (action_registry.h), it stands in the command palette, in the
 * shortcut sheet and behind its key.
 */
#pragma once

#include "widgets/icon.h"

#include <QKeySequence>
#include <QString>

#include <functional>

namespace kemai {

struct Action {
    QString id; // "customers.note": stable, remapped keys are kept under it
    Glyph glyph = Glyph::Command;
    std::function<QString()> title; // in the language of the moment
    QKeySequence keys;              // by default; a person may choose others
    std::function<void()> run;
    QKeySequence alsoKeys = {};     // a second one that is never remapped ("?" beside F1)
    bool everywhere = false;        // in every window of ours, not in the main one alone: a call waits for nobody's focus
};

} // namespace kemai
