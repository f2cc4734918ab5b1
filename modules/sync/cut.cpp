// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/feed.h"

#include <algorithm>

namespace kemai::sync {

QList<wire::Table> cut(const QList<StampedRow> &rows, const Access &access, const wire::Vocabulary &vocabulary)
{
    const QList<qint32> granted = access.scopes();
    const wire::Mask mask = access.mask();
    QList<wire::Table> tables;
    for (const Entity *entity : vocabulary.entities) {
        wire::Table table{entity, {}, {}};
        for (const StampedRow &row : rows) {
            if (row.record.entity() != entity)
                continue;
            wire::Row out;
            if (granted.contains(row.scope))
                out.scopes.append(row.scope);
            for (const qint32 share : row.shares)
                if (granted.contains(share) && !out.scopes.contains(share))
                    out.scopes.append(share);
            if (out.scopes.isEmpty())
                continue;
            std::sort(out.scopes.begin(), out.scopes.end());
            if (table.columns.isEmpty())
                for (int field = 0; field < entity->count(); ++field)
                    if (!mask.hides(*entity, field))
                        table.columns.append(field);
            if (table.columns.size() == entity->count()) {
                out.record = row.record;
            } else {
                out.record = Record(*entity);
                out.record.id = row.record.id;
                out.record.version = row.record.version;
                out.record.removedMs = row.record.removedMs;
                for (const int field : std::as_const(table.columns))
                    out.record.setValue(field, row.record.value(field));
            }
            table.rows.append(std::move(out));
        }
        if (!table.rows.isEmpty())
            tables.append(std::move(table));
    }
    return tables;
}

QList<wire::Conflict> cut(const QList<wire::Conflict> &conflicts, const Access &access)
{
    const wire::Mask mask = access.mask();
    QList<wire::Conflict> visible;
    for (const wire::Conflict &conflict : conflicts) {
        wire::Conflict out = conflict;
        out.fields.removeIf([&](const wire::Conflict::Field &field) {
            return field.field != wire::markField && mask.hides(*conflict.entity, field.field);
        });
        if (!out.fields.isEmpty())
            visible.append(std::move(out));
    }
    return visible;
}

} // namespace kemai::sync
