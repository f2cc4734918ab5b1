// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The duplicates page in the window: its model over one store, whose desk it is, and the undo of what was done on it, the
 * last act first.
 */
#pragma once

#include "page.h"

namespace kemai {

PageWidget makeDuplicatesPage(Session &session, Shell &shell);

} // namespace kemai
