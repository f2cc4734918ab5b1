// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The office in the window: the pages of what waits, of conflicts and of the enrolment, over the session's office. A page reads only while
 * it is looked at. Decisions go to the office one by one and are taken back together.
 */
#pragma once

#include "page.h"

namespace kemai {

class Record;

PageWidget makeQueuePage(Session &session, Shell &shell);
PageWidget makeConflictPage(Session &session, Shell &shell);
PageWidget makeOfficePage(Session &session, Shell &shell);

// The derived fields of a record somebody typed a value of: names and numbers as they are compared.
void deriveFields(Record &record);

} // namespace kemai
