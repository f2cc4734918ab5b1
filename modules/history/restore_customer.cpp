// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/restore_customer.h"

#include "history/log.h"
#include "history/time_machine.h"
#include "schema/schema.h"

#include <QSet>

namespace kemai {

namespace {

constexpr qint64 piece = 500;
constexpr int mostCounted = 20'000; // of what was added since; only said, never changed

// What takes `now` back to `then`; nothing if they are the same. Values the database keeps in step have no history and stay.
int appendBack(QList<Change> &changes, const Record &now, const Record &then)
{
    if (now.removedMs != 0)
        changes.append(Change::restore(now));
    Change back = Change::update(now);
    for (int field = 0; field < now.entity()->count(); ++field) {
        const Field &described = now.entity()->fields[size_t(field)];
        if (described.merge == Merge::Derived && then.value(field).isNull())
            continue;
        back.edit(field, now.value(field), then.value(field));
    }
    const int edits = int(back.edits.size());
    if (edits > 0)
        changes.append(back);
    return edits;
}

} // namespace

Result<CustomerRestored> restoreCustomer(Records &records, const Id &id, qint64 atMs, const Id &author, qint64 nowMs)
{
    const auto now = records.one(customer::entity, id);
    if (!now)
        return fail(now.error());
    const auto then = recordAsOf(records, customer::entity, id, atMs);
    if (!then)
        return fail(then.error());
    if ((*then)[customer::merged_into] != (*now)[customer::merged_into])
        return fail(Error::Code::Denied, QStringLiteral("history.mergedSince"));

    CustomerRestored done;
    ChangeSet set{.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = QStringLiteral("customer.restore"), .changes = {}};
    if (then->removedMs == 0)
        done.fields += appendBack(set.changes, *now, *then);

    for (const Hanging &hanging : hangingOnCustomers()) {
        QSet<Id> there;
        std::optional<Record> after;
        do {
            auto page = hangingAsOf(records, *hanging.entity, id, atMs, piece, after);
            if (!page)
                return fail(page.error());
            QList<Id> ids;
            for (const Record &record : std::as_const(page->rows)) {
                ids.append(record.id);
                there.insert(record.id);
            }
            QHash<Id, Record> rows;
            if (!ids.isEmpty()) {
                const auto found = records.find(Query(*hanging.entity).where(Condition::idIn(ids)).withRemoved());
                if (!found)
                    return fail(found.error());
                for (const Record &row : *found)
                    rows.insert(row.id, row);
            }
            for (const Record &record : std::as_const(page->rows)) {
                const auto row = rows.constFind(record.id);
                if (row == rows.cend() || (*row)[hanging.customer] != id)
                    continue; // somebody else's by now, through a merge that stands
                done.revived += row->removedMs != 0 ? 1 : 0;
                done.fields += appendBack(set.changes, *row, record);
            }
            after = page->next;
        } while (after);
        const auto standing = records.find(Query(*hanging.entity).where(hanging.customer == id).select(hanging.customer).limit(mostCounted));
        if (!standing)
            return fail(standing.error());
        for (const Record &record : *standing)
            done.added += there.contains(record.id) ? 0 : 1;
    }
    if (set.changes.isEmpty())
        return done;
    const auto committed = records.commit(set);
    if (!committed)
        return fail(committed.error());
    done.committed = *committed;
    return done;
}

} // namespace kemai
