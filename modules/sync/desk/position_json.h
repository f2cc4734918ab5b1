// SPDX-License-Identifier: GPL-3.0-or-later
// A Position and a mutation as DeskStorage keeps them. Within this module only.
#pragma once

#include "sync/replica_storage.h"

namespace kemai::sync {

QByteArray toJson(const Position &position);
Result<Position> positionFromJson(QByteArrayView json); // Errors: Corrupt "sync.positionUnreadable"

} // namespace kemai::sync
