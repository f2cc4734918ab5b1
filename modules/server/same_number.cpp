// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/same_number.h"

#include "customers/duplicate_rules.h"
#include "customers/duplicate_run.h"
#include "schema/duplicate.h"
#include "schema/schema.h"

#include <QMap>

namespace kemai {

namespace {

// Numbers that this push brought to a customer: not those it merely touched.
QMap<QString, QSet<Id>> broughtBy(const ledger::PushWrite &write)
{
    QHash<Id, const ledger::LedgerRow *> phones;
    for (const ledger::LedgerRow &row : write.rows)
        if (row.record.entity() == &phone::entity && row.record.removedMs == 0)
            phones.insert(row.record.id, &row);
    QMap<QString, QSet<Id>> brought;
    for (const ledger::AppliedSet &set : write.sets)
        for (const ledger::AppliedChange &applied : set.changes) {
            const ledger::LedgerRow *row = phones.value(applied.change.record);
            const bool moves = row && std::any_of(applied.change.edits.begin(), applied.change.edits.end(), [](const Edit &edit) {
                return edit.field == phone::e164.index || edit.field == phone::customer.index;
            });
            if (moves && !row->record[phone::e164].isEmpty() && !row->record[phone::customer].isNull())
                brought[row->record[phone::e164]].insert(row->record[phone::customer]);
        }
    return brought;
}

} // namespace

Result<> proposeSameNumbers(ledger::PushView &view, ledger::PushWrite &write)
{
    QMap<QString, QSet<Id>> holders = broughtBy(write);
    if (holders.isEmpty())
        return {};
    const QStringList numbers = holders.keys();
    if (const Result<> alone = view.serialize(numbers); !alone)
        return alone;
    const QMap<QString, QSet<Id>> brought = holders;
    QHash<Id, Record> customers; // as this push writes them
    for (const ledger::LedgerRow &row : write.rows)
        if (row.record.entity() == &customer::entity)
            customers.insert(row.record.id, row.record);
    const auto there = view.records().find(Query(phone::entity).where(isIn(phone::e164, numbers)));
    if (!there)
        return fail(there.error());
    for (const Record &one : *there)
        if (!one[phone::customer].isNull())
            holders[one[phone::e164]].insert(one[phone::customer]);
    QList<Id> unknown;
    for (const QSet<Id> &of : std::as_const(holders))
        if (of.size() > 1)
            for (const Id &id : of)
                if (!customers.contains(id))
                    unknown.append(id);
    if (!unknown.isEmpty()) {
        const auto rows = view.records().find(Query(customer::entity).where(Condition::idIn(unknown)));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            customers.insert(row.id, row);
    }

    struct Pair {
        Id first, second;
    };
    QMap<Id, Pair> pairs;
    for (auto it = brought.cbegin(); it != brought.cend(); ++it)
        for (const Id &mine : *it)
            for (const Id &other : std::as_const(holders[it.key()])) {
                const Record one = customers.value(mine);
                const Record two = customers.value(other);
                // Withdrawn, merged away, or not arrived yet: nobody to decide about.
                const bool live = one.entity() && two.entity() && one.removedMs == 0 && two.removedMs == 0;
                if (mine != other && live)
                    pairs.insert(duplicatePairId(mine, other), {std::min(mine, other), std::max(mine, other)});
            }
    if (pairs.isEmpty())
        return {};
    const auto known = view.records().find(Query(duplicate_pair::entity).where(Condition::idIn(pairs.keys())).withRemoved());
    if (!known)
        return fail(known.error());
    for (const Record &row : *known)
        pairs.remove(row.id);
    for (const ledger::LedgerRow &row : std::as_const(write.rows))
        pairs.remove(row.record.id); // a desk sends its own along
    if (pairs.isEmpty())
        return {};

    ledger::AppliedSet set;
    set.id = Id::make(view.nowMs());
    set.atMs = view.nowMs();
    set.origin = Origin::Rule;
    set.title = QStringLiteral("duplicates.found");
    const MatchRules rules;
    for (auto it = pairs.cbegin(); it != pairs.cend(); ++it) {
        const QString name = customers.value(it->first)[customer::name_normal];
        const bool sameName = !name.isEmpty() && name == customers.value(it->second)[customer::name_normal];
        const MatchCode code = sameName ? MatchCode::NumberName : MatchCode::Number;
        ledger::LedgerRow row(duplicate_pair::entity);
        row.record.id = it.key();
        row.record.version = 1;
        row.record.set(duplicate_pair::first, it->first);
        row.record.set(duplicate_pair::second, it->second);
        row.record.set(duplicate_pair::score, rules.rule(code).weight);
        row.record.set(duplicate_pair::reasons, matchCodeText(code));
        row.record.set(duplicate_pair::state, QStringLiteral("open"));
        ledger::AppliedChange applied{Change::insert(duplicate_pair::entity, it.key()), 1, 0};
        for (int field = 0; field < duplicate_pair::entity.count(); ++field)
            if (!row.record.value(field).isNull()) {
                row.stamps[size_t(field)] = {1, Id(), 0}; // by no device
                applied.change.edits.append({field, {}, row.record.value(field), {}});
            }
        set.changes.append(std::move(applied));
        write.shares.append({{&duplicate_pair::entity, it.key()}, {it->first, it->second}});
        write.rows.append(std::move(row));
    }
    write.sets.append(std::move(set));
    return {};
}

} // namespace kemai
