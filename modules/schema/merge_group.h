// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * MergeGroup: fields that mean something only together, so that two edits of any of them are one conflict
 * (sync.md 5.1): an amount without its currency, a city without its province.
 *
 * A table beside the entities instead of a column of Field: a group spans fields, and most fields have none.
 */
#pragma once

#include "schema/entity.h"

namespace kemai {

struct MergeGroup {
    const Entity *entity;
    const char *name;  // stable: conflicts are stored under it; no field of the entity has it
    quint64 fields;    // bit i: field i of the entity (no entity has more than 64)

    bool has(int field) const { return (fields >> field & 1) != 0; }
};

template <typename... T>
constexpr quint64 groupBits(const FieldOf<T> &...fields)
{
    return ((quint64(1) << fields.index) | ...);
}

std::span<const MergeGroup> mergeGroups();

} // namespace kemai
