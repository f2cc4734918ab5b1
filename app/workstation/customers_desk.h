// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The customers' page in the window: list, customer and timeline over one store, what they tell the shell, and the undo
 * of what was done in them.
 */
#pragma once

#include "page.h"

namespace kemai {

PageWidget makeCustomersPage(Session &session, Shell &shell);

} // namespace kemai
