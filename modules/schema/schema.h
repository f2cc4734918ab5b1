// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The whole schema: every entity in one list, in the order tables are made.
 */
#pragma once

#include "schema/administration.h"
#include "schema/customer.h"
#include "schema/history.h"
#include "schema/interaction.h"
#include "schema/work.h"

namespace kemai {

// Raised by one when a stored shape changes; see modules/store/migration.h.
inline constexpr int schemaVersion = 2;

std::span<const Entity *const> allEntities();
const Entity *entityNamed(QStringView name); // null: there is none

// Label of a Choice's code; the code itself if it is not in the list.
QString choiceLabel(const Field &field, QStringView code, bool chinese);

} // namespace kemai
