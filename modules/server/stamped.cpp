// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/stamped.h"

#include "wire/codec.h"

namespace kemai {

namespace {

sync::Stamp stampOf(const ledger::FieldStamp &stamp)
{
    return {stamp.version, stamp.device, stamp.mid};
}

ledger::FieldStamp stampOf(const sync::Stamp &stamp)
{
    return {stamp.version, stamp.device, stamp.mid};
}

} // namespace

sync::StampedRow stamped(const ledger::LedgerRow &row)
{
    sync::StampedRow out(*row.record.entity());
    out.record = row.record;
    for (size_t field = 0; field < row.stamps.size() && field < out.stamps.size(); ++field)
        out.stamps[field] = stampOf(row.stamps[field]);
    out.mark = stampOf(row.mark);
    out.scope = row.scope;
    out.shares = row.shares;
    return out;
}

ledger::LedgerRow ledgerRow(const sync::StampedRow &row)
{
    ledger::LedgerRow out(*row.record.entity());
    out.record = row.record;
    for (size_t field = 0; field < row.stamps.size(); ++field)
        out.stamps[field] = stampOf(row.stamps[field]);
    out.mark = stampOf(row.mark);
    return out;
}

QList<sync::StampedRow> stamped(const QList<ledger::LedgerRow> &rows)
{
    QList<sync::StampedRow> out;
    out.reserve(rows.size());
    for (const ledger::LedgerRow &row : rows)
        out.append(stamped(row));
    return out;
}

Result<QList<wire::Conflict>> conflictsOf(const QList<ledger::ConflictRecord> &records)
{
    QList<wire::Conflict> conflicts;
    for (const ledger::ConflictRecord &record : records) {
        auto conflict = wire::Codec().read<wire::Conflict>(record.json);
        if (!conflict)
            return fail(Error::Code::Corrupt, QStringLiteral("server.conflictUnreadable"), record.id.toString());
        conflicts.append(std::move(*conflict));
    }
    return conflicts;
}

sync::Present presentOf(const ledger::PushView &view, const QList<wire::Conflict> &conflicts)
{
    sync::Present present;
    for (const ledger::LedgerRow &row : view.rows()) {
        sync::StampedRow one = stamped(row);
        present.rows.insert(one.key(), std::move(one));
    }
    for (const wire::Conflict &conflict : conflicts)
        present.conflicts.insert(conflict.id, conflict);
    return present;
}

ledger::PushWrite writeOf(const sync::Merged &merged, qint64 nowMs)
{
    ledger::PushWrite write;
    write.lastMid = merged.lastMid;
    for (const sync::StampedRow &row : merged.written)
        write.rows.append(ledgerRow(row));
    for (const sync::RowKey &key : merged.badged)
        write.touched.append(ledgerKey(key));
    for (const wire::Outcome &outcome : merged.outcomes)
        write.outcomes.append({outcome.mid, wire::Codec().write(outcome)});
    for (const wire::Conflict &conflict : merged.conflicts)
        write.conflicts.append({conflict.id, {conflict.entity, conflict.record}, conflict.state == wire::Conflict::State::Open, wire::Codec().write(conflict)});

    // One change set an act, in the order of its first change.
    QHash<Id, qsizetype> places;
    for (const sync::Applied &applied : merged.applied) {
        auto place = places.constFind(applied.set);
        if (place == places.cend()) {
            ledger::AppliedSet set;
            set.id = applied.set;
            set.atMs = nowMs;
            for (const wire::SetHead &head : merged.sets)
                if (head.id == applied.set) {
                    set.atMs = head.atMs;
                    set.author = head.author;
                    set.origin = head.origin;
                    set.title = head.title;
                    set.batch = head.batch;
                    set.undoes = head.undoes;
                }
            place = places.insert(applied.set, write.sets.size());
            write.sets.append(std::move(set));
        }
        write.sets[*place].changes.append({applied.change, applied.version, applied.mid});
    }
    return write;
}

} // namespace kemai
