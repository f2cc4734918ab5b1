// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Undo of any change sets, also months later and after other edits (N05), with a plan that lists what is kept.
 *
 * What a chosen set did is taken back where nobody has touched it since: an edited field gets its value before,
 * a record it created is withdrawn (never deleted), one it withdrew comes back. What somebody touched since is
 * kept and listed with the later value, its author and time. Edits that were themselves undone are no touch.
 * A set that is already undone has nothing to take back; undoing the undo is redoing.
 *
 * A customer that a set created is judged with all that the chosen sets hung on it (phones, emails ...): if
 * any of it was edited since, or anything else hangs on it now (a note, another phone), all of it is kept
 * (R144). Another record is kept as well while something that stays refers to it. A derived field goes with the
 * field it is computed from. An import's own record stays, marked undone.
 *
 * An undo writes one change set per chosen set (`undoes` names it), newest first, in pieces of at most 5,000
 * records; so memory is bounded, what was interrupted is completed by undoing again, and each judgement is
 * made on what the database holds at that moment: an edit made after the plan is kept as well. The sets that undo an
 * import carry one batch of their own (undoBatchOf), the same however often it was interrupted: one act in history,
 * and undoing that batch is redoing.
 *
 * Threads: as Records. Errors: NotFound "history.noSuchSet"; else as find() and commit().
 */
#pragma once

#include "history/log.h"

#include <QSet>

#include <functional>

namespace kemai {

// Something that stays as it is, and why.
struct Kept {
    enum class Reason : quint8 {
        Edited,    // a field was edited since: `field`, `now`, `before`
        Withdrawn, // the record was withdrawn since
        Restored,  // the record was brought back since
        Added,     // something new hangs on it or refers to it: `cause`
    };

    const Entity *entity = nullptr;
    Id record;
    Reason reason = Reason::Edited;
    int field = -1; // -1: the record as a whole
    Value now;
    Value before;   // what the field would have gone back to; of a created record: what the later edit found
    const Entity *cause = nullptr; // not null: for the sake of this other record, to which the reason applies
    Id causeRecord;
    qint64 setSeq = 0; // the later change set
    Id author;
    qint64 atMs = 0;
    int records = 1;   // kept for this reason: a created customer stays with its phones
};

struct UndoPlan {
    QList<qint64> sets; // newest first
    Id batch;           // of an import, whose record will be marked undone
    qint64 withdrawn = 0; // created records that go
    qint64 restored = 0;  // edited records that get values back
    qint64 revived = 0;   // withdrawn records that come back
    qint64 fields = 0;    // values put back
    qint64 withdrawnCustomers = 0; // of `withdrawn`
    qint64 keptCount = 0;
    QList<Kept> kept;     // at most keptListed of them

    bool isEmpty() const { return withdrawn + restored + revived == 0; }
    static constexpr qsizetype keptListed = 10000;
};

struct Undone : Committed {
    QList<qint64> sets;  // the change sets written: undo these to redo
    qint64 keptCount = 0;
};

// An undo piece by piece, so that other work may be done with the records in between:
//
//     auto undoing = Undoing::ofBatch(records, batch);
//     while (*store.write([&](Records &records) { return undoing->step(records); }).result()) { }
//     undoing->plan();
//
// One step judges at most 5,000 rows of history and commits what it takes back. To cancel is to take no further step: what
// was taken back stays so, and undoing again, now or after a restart, goes on with the rest.
class Undoing
{
public:
    enum class Mode { Write, DryRun }; // a dry run only judges

    static Result<Undoing> ofSets(Records &records, const QList<qint64> &setSeqs, Mode mode = Mode::Write, const Id &author = {});
    static Result<Undoing> ofSet(Records &records, const Id &set, Mode mode = Mode::Write, const Id &author = {});
    static Result<Undoing> ofBatch(Records &records, const Id &batch, Mode mode = Mode::Write, const Id &author = {}); // every set of it

    // False: all is done. After an error the same step may be tried again.
    Result<bool> step(Records &records);

    qint64 done() const { return m_done; } // rows of history judged
    qint64 total() const { return m_total; }
    const UndoPlan &plan() const { return m_plan; } // as far as it was judged: what is taken back and what is kept
    const Undone &undone() const { return m_undone; }

private:
    Undoing(QList<LoggedSet> sets, const Id &batch, Mode mode, const Id &author);
    friend Result<Undone> undo(Records &, const UndoPlan &, const Id &, const std::function<bool(qint64, qint64)> &);
    void note(const QList<Kept> &kept);
    Result<> commit(Records &records, const LoggedSet &set, QList<Change> changes);

    Mode m_mode;
    Id m_author;
    QList<LoggedSet> m_sets; // newest first
    QSet<Id> m_chosen;
    qsizetype m_at = 0;      // the set under way
    qint64 m_before = 0;     // its rows from here on are judged; 0: none is
    qint64 m_done = 0;
    qint64 m_total = 0;
    UndoPlan m_plan;
    Undone m_undone;
    QHash<std::pair<RecordKey, int>, qsizetype> m_listed; // what of the plan's list it is
};

// The batch of the change sets that undo this one.
Id undoBatchOf(const Id &batch);

// The same in one call, for a caller that has the records to itself.
Result<UndoPlan> planUndo(Records &records, const QList<qint64> &setSeqs);
Result<UndoPlan> planUndoOfSet(Records &records, const Id &set);
Result<UndoPlan> planUndoOfBatch(Records &records, const Id &batch);

// Progress in rows of history judged, of all; false stops between two pieces (Busy "history.interrupted").
using UndoProgress = std::function<bool(qint64 done, qint64 total)>;
Result<Undone> undo(Records &records, const UndoPlan &plan, const Id &author = {}, const UndoProgress &progress = {});

// The undo sets in force of these sets: what to undo for a redo. Empty: they are not undone.
Result<QList<qint64>> undoneBy(Records &records, const QList<qint64> &setSeqs);

} // namespace kemai
