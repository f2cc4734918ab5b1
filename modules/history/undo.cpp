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

Result<UndoPlan> judgedAll(Records &records, Result<Undoing> undoing)
{
    if (!undoing)
        return fail(undoing.error());
    while (true) {
        const auto more = undoing->step(records);
        if (!more)
            return fail(more.error());
        if (!*more)
            return undoing->plan();
    }
}

} // namespace

Id undoBatchOf(const Id &batch) { return batch.isNull() ? Id() : Id::fromName(batch, "undo"); }

Undoing::Undoing(QList<LoggedSet> sets, const Id &batch, Mode mode, const Id &author) : m_mode(mode), m_author(author), m_sets(std::move(sets))
{
    for (const LoggedSet &set : std::as_const(m_sets)) {
        m_chosen.insert(set.id);
        m_total += set.changes;
        m_plan.sets.append(set.seq);
    }
    m_plan.batch = batch;
}

Result<Undoing> Undoing::ofSets(Records &records, const QList<qint64> &setSeqs, Mode mode, const Id &author)
{
    auto sets = setsOf(records, setSeqs);
    if (!sets)
        return fail(sets.error());
    return Undoing(std::move(*sets), Id(), mode, author);
}

Result<Undoing> Undoing::ofSet(Records &records, const Id &set, Mode mode, const Id &author)
{
    const auto row = records.first(Query(change_set::entity).where(Condition::idIs(set)));
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(Error::Code::NotFound, u"history.noSuchSet"_s, u"no such change set"_s, {set.toString()});
    return Undoing({LoggedSet::of(**row)}, Id(), mode, author);
}

Result<Undoing> Undoing::ofBatch(Records &records, const Id &batch, Mode mode, const Id &author)
{
    constexpr qint64 page = 5000;
    QList<LoggedSet> sets;
    Query query = Query(change_set::entity).where(change_set::batch == batch).orderBy(change_set::seq, Order::Descending).limit(page);
    while (true) {
        const auto rows = records.find(query);
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            sets.append(LoggedSet::of(row));
        if (rows->size() < page)
            break;
        query.after(rows->last());
    }
    if (sets.isEmpty())
        return fail(Error::Code::NotFound, u"history.noSuchSet"_s, u"no change set of this batch"_s, {batch.toString()});
    return Undoing(std::move(sets), batch, mode, author);
}

Result<bool> Undoing::step(Records &records)
{
    if (m_at >= m_sets.size())
        return false;
    const LoggedSet &set = m_sets.at(m_at);
    Judge judge(records, m_chosen);
    const auto rows = judge.log().rowsOfSet(set, m_before, rowsOfPiece);
    if (!rows)
        return fail(rows.error());
    auto judgement = judge.judge(set, *rows);
    if (!judgement)
        return fail(judgement.error());
    const bool setIsDone = rows->size() < rowsOfPiece || rows->last().seq <= set.first;
    const bool last = setIsDone && m_at + 1 == m_sets.size();
    if (m_mode == Mode::Write) {
        if (last && !m_plan.batch.isNull()) {
            const auto batch = records.one(import_batch::entity, m_plan.batch);
            if (batch)
                judgement->changes.append(Change::update(*batch).set(*batch, import_batch::state, u"undone"_s));
            else if (batch.error().code != Error::Code::NotFound) // the batch of an undo has no record
                return fail(batch.error());
        }
        if (const auto committed = commit(records, set, std::move(judgement->changes)); !committed)
            return fail(committed.error());
        m_undone.keptCount += judgement->kept.size();
    }
    m_plan.withdrawn += judgement->withdrawn;
    m_plan.restored += judgement->restored;
    m_plan.revived += judgement->revived;
    m_plan.fields += judgement->fields;
    m_plan.withdrawnCustomers += judgement->withdrawnCustomers;
    note(judgement->kept);
    m_done += rows->size();
    m_before = setIsDone ? 0 : rows->last().seq;
    m_at += setIsDone ? 1 : 0;
    return !last;
}

void Undoing::note(const QList<Kept> &kept)
{
    for (const Kept &one : kept) {
        const auto key = std::pair(RecordKey(one.entity, one.record), one.field);
        if (const auto known = m_listed.constFind(key); known != m_listed.cend()) { // two chosen sets, one field
            m_plan.kept[*known].before = one.before;
            continue;
        }
        ++m_plan.keptCount;
        if (m_plan.kept.size() >= UndoPlan::keptListed)
            continue;
        m_listed.insert(key, m_plan.kept.size());
        m_plan.kept.append(one);
    }
}

Result<> Undoing::commit(Records &records, const LoggedSet &set, QList<Change> changes)
{
    if (changes.isEmpty())
        return {};
    ChangeSet act;
    act.origin = Origin::Undo;
    act.author = m_author;
    act.title = u"undo"_s;
    act.batch = undoBatchOf(m_plan.batch);
    act.undoes = set.id;
    act.changes = std::move(changes);
    const auto committed = records.commit(act);
    if (!committed)
        return fail(committed.error());
    m_undone.applied += committed->applied;
    m_undone.skipped += committed->skipped;
    if (committed->applied > 0) {
        m_undone.set = committed->set;
        m_undone.seq = committed->seq;
        m_undone.sets.append(committed->seq);
    }
    return {};
}

Result<UndoPlan> planUndo(Records &records, const QList<qint64> &setSeqs)
{
    return judgedAll(records, Undoing::ofSets(records, setSeqs, Undoing::Mode::DryRun));
}

Result<UndoPlan> planUndoOfSet(Records &records, const Id &set)
{
    return judgedAll(records, Undoing::ofSet(records, set, Undoing::Mode::DryRun));
}

Result<UndoPlan> planUndoOfBatch(Records &records, const Id &batch)
{
    return judgedAll(records, Undoing::ofBatch(records, batch, Undoing::Mode::DryRun));
}

Result<Undone> undo(Records &records, const UndoPlan &plan, const Id &author, const UndoProgress &progress)
{
    auto sets = setsOf(records, plan.sets);
    if (!sets)
        return fail(sets.error());
    Undoing undoing(std::move(*sets), plan.batch, Undoing::Mode::Write, author);
    while (true) {
        const auto more = undoing.step(records);
        if (!more)
            return fail(more.error());
        if (progress && !progress(undoing.done(), undoing.total()))
            return fail(Error::Code::Busy, u"history.interrupted"_s);
        if (!*more)
            return undoing.undone();
    }
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
