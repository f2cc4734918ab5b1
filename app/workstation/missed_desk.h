// SPDX-License-Identifier: GPL-3.0-or-later
// The page of missed calls over the open store; what a person has seen is kept in their settings, as a time and nothing else.
#pragma once

#include "page.h"

namespace kemai {

PageWidget makeMissedPage(Session &session, Shell &shell);

} // namespace kemai
