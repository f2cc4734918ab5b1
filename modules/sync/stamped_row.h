// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StampedRow: one record as the server keeps it: its values, for each the stamp of who wrote it last, and its scopes.
 *
 * A stamp is (version, device, mid): the version of the row that the write made, and the mutation that made it. It is what a
 * merge judges by (sync.md 5.4): the ledger keeps it as fver. No stamp (version 0): never written.
 */
#pragma once

#include "wire/row.h"

#include <vector>

namespace kemai::sync {

using wire::RowKey;

struct Stamp {
    qint64 version = 0;
    Id device;      // null: not by a device (a trigger, a command, an automation)
    qint64 mid = 0;

    friend bool operator==(const Stamp &, const Stamp &) = default;
};

struct StampedRow {
    Record record;
    std::vector<Stamp> stamps; // one a field
    Stamp mark;                // of removal and restoring
    qint32 scope = 0;          // home
    QList<qint32> shares;      // further ones

    StampedRow() = default;
    explicit StampedRow(const Entity &entity) : record(entity), stamps(entity.fields.size()) { }

    RowKey key() const { return {record.entity(), record.id}; }
    bool isIn(qint32 one) const { return scope == one || shares.contains(one); }
};

} // namespace kemai::sync
