// SPDX-License-Identifier: GPL-3.0-or-later
// What imports cost, each measured on a file of its own and a store of its own.
#pragma once

#include "commands.h"

namespace kemai {

Exit benchImport(Session &session, qint64 rows);
Exit benchInteractions(Session &session, qint64 lines);

qint64 residentBytes();

} // namespace kemai
