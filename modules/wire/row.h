// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Row: the present state of one record on its way to a device: values, version, mark of removal, and the scopes through which
 * this device sees it. Table: rows of one entity with the columns that were sent (a mask or an older schema leaves some out).
 */
#pragma once

#include "schema/record.h"
#include "wire/mutation.h"

namespace kemai::wire {

struct RowKey {
    const Entity *entity = nullptr;
    Id id;

    friend bool operator==(const RowKey &, const RowKey &) = default;
    // The order in which rows are locked: entity by its place in memory would differ between processes, so by name.
    friend bool operator<(const RowKey &a, const RowKey &b)
    {
        const int names = a.entity == b.entity ? 0 : qstrcmp(a.entity->name, b.entity->name);
        return names != 0 ? names < 0 : a.id < b.id;
    }
    // Not by the entity's address: ids differ anyway, and the simulator's order must not change from run to run.
    friend size_t qHash(const RowKey &key, size_t seed = 0) { return qHash(key.id, seed); }
};

struct Row {
    Record record;
    QList<qint32> scopes; // ascending; those granted to the device alone
};

struct Table {
    const Entity *entity = nullptr;
    QList<int> columns; // fields that were sent; the others are null in `rows` and mean nothing
    QList<Row> rows;
};

// Which columns a device may not read, whole: a device that has another version takes this list as it is.
struct Mask {
    struct Column {
        const Entity *entity = nullptr;
        int field = 0;
        friend bool operator==(const Column &, const Column &) = default;
    };
    qint64 version = 0;
    QList<Column> hidden;

    bool hides(const Entity &entity, int field) const { return hidden.contains(Column{&entity, field}); }
    friend bool operator==(const Mask &, const Mask &) = default;
};

} // namespace kemai::wire
