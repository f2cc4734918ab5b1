// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/merge_group.h"

#include "schema/schema.h"

#include <array>

namespace kemai {

namespace {
constexpr std::array groups{
    MergeGroup{&customer::entity, "residence", groupBits(customer::province, customer::city)},
    MergeGroup{&customer::entity, "validity", groupBits(customer::state, customer::invalid_reason)},
    MergeGroup{&address::entity, "place", groupBits(address::written, address::province, address::city, address::district, address::postcode)},
    MergeGroup{&phone::entity, "number", groupBits(phone::written, phone::extension)},
    MergeGroup{&opportunity::entity, "value", groupBits(opportunity::amount, opportunity::currency)},
};
} // namespace

std::span<const MergeGroup> mergeGroups()
{
    return groups;
}

} // namespace kemai
