// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Vocabulary: the entities and groups one side of the wire knows. The shipped one is the schema; a test has an older or a
 * made-up one. What a message names beyond it is ignored by reading and refused by writing, never an error.
 * A plain value over constant tables; any thread.
 */
#pragma once

#include "schema/merge_group.h"

#include <QStringView>

namespace kemai::wire {

struct Vocabulary {
    // Tables in the order snapshots send them: the last is the longest, and is fetched when all scopes have the others.
    std::span<const Entity *const> entities;
    std::span<const MergeGroup> groups;

    const Entity *named(QStringView name) const; // null: not known, or not shared (Storage::System)
    // The group a field belongs to; null: it stands alone.
    const MergeGroup *groupOf(const Entity &entity, int field) const;

    static const Vocabulary &shipped();
};

} // namespace kemai::wire
