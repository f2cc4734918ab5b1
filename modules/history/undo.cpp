// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/undo.h"

#include "history/judgement.h"
#include "schema/schema.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 rowsOfPiece = 5000;

Result<QList<LoggedSet>> setsOf(Records &records, const QList<qint64> &seqs)
{
    QList<LoggedSet> sets;
    for (qsizetype from = 0; from < seqs.size(); from += Log::idsOfQuery) {
        const QList<qint64> some = seqs.mid(from, Log::idsOfQuery);
        const auto rows = records.find(Query(change_set::entity).where(isIn(change_set::seq, some)));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            sets.append(LoggedSet::of(row));
    }
    std::sort(sets.begin(), sets.end(), [](const LoggedSet &a, const LoggedSet &b) { return a.seq > b.seq; });
    for (const qint64 seq : seqs)
        if (!std::binary_search(sets.cbegin(), sets.cend(), LoggedSet{.seq = seq},
                                [](const LoggedSet &a, const LoggedSet &b) { return a.seq > b.seq; }))
            return fail(Error::Code::NotFound, u"history.noSuchSet"_s, u"no change set "_s + QString::number(seq), {QString::number(seq)});
    return sets;
}

// Calls step(set, its judgement) for each piece of each set, newest first. `step` may commit.
template <typename Step>
Result<> judgeAll(Records &records, const QList<LoggedSet> &sets, const UndoProgress &progress, Step step)
{
    QSet<Id> chosen;
    qint64 total = 0;
    for (const LoggedSet &set : sets) {
        chosen.insert(set.id);
        total += set.changes;
    }
    Judge judge(records, std::move(chosen));
    qint64 done = 0;
    for (const LoggedSet &set : sets) {
        qint64 before = 0;
        while (true) {
            const auto rows = judge.log().rowsOfSet(set, before, rowsOfPiece);
            if (!rows)
                return fail(rows.error());
            auto judgement = judge.judge(set, *rows);
            if (!judgement)
                return fail(judgement.error());
            const bool last = rows->size() < rowsOfPiece || rows->last().seq <= set.first;
            if (const auto stepped = step(set, *judgement, last && set.seq == sets.last().seq); !stepped)
                return stepped;
            done += rows->size();
            if (progress && !progress(done, total))
                return fail(Error::Code::Busy, u"history.interrupted"_s);
            if (last)
                break;
            before = rows->last().seq;
        }
    }
    return {};
}

} // namespace

Result<UndoPlan> planUndo(Records &records, const QList<qint64> &setSeqs)
{
    const auto sets = setsOf(records, setSeqs);
    if (!sets)
        return fail(sets.error());
    UndoPlan plan;
    for (const LoggedSet &set : *sets)
        plan.sets.append(set.seq);
    QHash<std::pair<RecordKey, int>, qsizetype> listed;
    const auto judged = judgeAll(records, *sets, {}, [&](const LoggedSet &, const Judgement &judgement, bool) -> Result<> {
        plan.withdrawn += judgement.withdrawn;
        plan.restored += judgement.restored;
        plan.revived += judgement.revived;
        plan.fields += judgement.fields;
        plan.withdrawnCustomers += judgement.withdrawnCustomers;
        for (const Kept &kept : judgement.kept) {
            const auto key = std::pair(RecordKey(kept.entity, kept.record), kept.field);
            if (const auto known = listed.constFind(key); known != listed.cend()) { // two chosen sets, one field
                plan.kept[*known].before = kept.before;
                continue;
            }
            ++plan.keptCount;
            if (plan.kept.size() >= UndoPlan::keptListed)
                continue;
            listed.insert(key, plan.kept.size());
            plan.kept.append(kept);
        }
        return {};
    });
    if (!judged)
        return fail(judged.error());
    return plan;
}

Result<UndoPlan> planUndoOfSet(Records &records, const Id &set)
{
    const auto row = records.first(Query(change_set::entity).where(Condition::idIs(set)));
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(Error::Code::NotFound, u"history.noSuchSet"_s, u"no such change set"_s, {set.toString()});
    return planUndo(records, {(**row)[change_set::seq]});
}

Result<UndoPlan> planUndoOfBatch(Records &records, const Id &batch)
{
    QList<qint64> seqs;
    Query query = Query(change_set::entity).where(change_set::batch == batch).select(change_set::seq).orderBy(change_set::seq).limit(5000);
    while (true) {
        const auto rows = records.find(query);
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            seqs.append(row[change_set::seq]);
        if (rows->size() < 5000)
            break;
        query.after(rows->last());
    }
    if (seqs.isEmpty())
        return fail(Error::Code::NotFound, u"history.noSuchSet"_s, u"no change set of this batch"_s, {batch.toString()});
    auto plan = planUndo(records, seqs);
    if (plan)
        plan->batch = batch;
    return plan;
}

Result<Undone> undo(Records &records, const UndoPlan &plan, const Id &author, const UndoProgress &progress)
{
    const auto sets = setsOf(records, plan.sets);
    if (!sets)
        return fail(sets.error());
    Undone undone;
    const auto judged = judgeAll(records, *sets, progress, [&](const LoggedSet &set, Judgement &judgement, bool last) -> Result<> {
        undone.keptCount += judgement.kept.size();
        if (last && !plan.batch.isNull()) {
            const auto batch = records.one(import_batch::entity, plan.batch);
            if (batch)
                judgement.changes.append(Change::update(*batch).set(*batch, import_batch::state, u"undone"_s));
            else if (batch.error().code != Error::Code::NotFound)
                return fail(batch.error());
        }
        if (judgement.changes.isEmpty())
            return {};
        ChangeSet changes;
        changes.origin = Origin::Undo;
        changes.author = author;
        changes.title = u"undo"_s;
        changes.undoes = set.id;
        changes.changes = std::move(judgement.changes);
        const auto committed = records.commit(changes);
        if (!committed)
            return fail(committed.error());
        undone.applied += committed->applied;
        undone.skipped += committed->skipped;
        if (committed->applied > 0) {
            undone.set = committed->set;
            undone.seq = committed->seq;
            undone.sets.append(committed->seq);
        }
        return {};
    });
    if (!judged)
        return fail(judged.error());
    return undone;
}

Result<QList<qint64>> undoneBy(Records &records, const QList<qint64> &setSeqs)
{
    const auto sets = setsOf(records, setSeqs);
    if (!sets)
        return fail(sets.error());
    QList<qint64> inForce;
    for (qsizetype from = 0; from < sets->size(); from += Log::idsOfQuery) {
        QList<Id> ids;
        for (const LoggedSet &set : sets->mid(from, Log::idsOfQuery))
            ids.append(set.id);
        const auto undos = records.find(Query(change_set::entity).where(isIn(change_set::undoes, ids)));
        if (!undos)
            return fail(undos.error());
        for (const Record &undo : *undos) {
            const auto redone = undoneBy(records, {undo[change_set::seq]}); // as deep as somebody pressed undo
            if (!redone)
                return fail(redone.error());
            if (redone->isEmpty())
                inForce.append(undo[change_set::seq]);
        }
    }
    return inForce;
}

} // namespace kemai
