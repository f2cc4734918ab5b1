// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Judgement: for a piece of one change set, what undo takes back and what it keeps. See undo.h for the rules;
 * this is where they are applied, the same for the plan and for the act.
 */
#pragma once

#include "history/track.h"
#include "history/undo.h"

#include <optional>

namespace kemai {

struct Judgement {
    QList<Change> changes;
    QList<Kept> kept;
    qint64 withdrawn = 0;
    qint64 restored = 0;
    qint64 revived = 0;
    qint64 fields = 0;
    qint64 withdrawnCustomers = 0;
};

class Judge
{
public:
    Judge(Records &records, QSet<Id> chosen) : m_log(records), m_chosen(std::move(chosen)) { }

    // Rows of one set, newest first.
    Result<Judgement> judge(const LoggedSet &set, const QList<LoggedRow> &rows);

    Log &log() { return m_log; }

private:
    struct Case {
        RecordTracks tracks;               // after everything chosen was taken off the top
        QHash<qint64, Value> existence;    // taken back: existence before, by row
        QHash<int, QHash<qint64, Value>> fields;
        std::optional<Record> now;
        qint64 withdrawnByRow = 0; // the row whose undo withdraws it; 0: none does
    };

    Result<> load(const QList<RecordKey> &keys);
    const Case &caseOf(const RecordKey &key) const; // of one that was loaded; never adds one, so it stays good while others are looked up
    Result<> loadRecords(const QList<RecordKey> &keys);
    std::optional<Kept> touch(const RecordKey &key, const Case &of, qint64 sinceRow) const;
    Result<> judgeFamilies(const QSet<Id> &customers);
    Result<> judgeReferences(const QList<RecordKey> &withdrawn);
    void keep(const RecordKey &key, Kept why);
    Kept laterOf(Kept kept, qint64 setSeq) const;
    void judgeRow(const LoggedRow &row, Judgement &answer);
    std::optional<Value> valueAfter(const LoggedRow &row, const Edit &edit, const Case &of) const;

    Log m_log;
    QSet<Id> m_chosen;
    QHash<RecordKey, Case> m_cases;
    QHash<RecordKey, Kept> m_kept;  // records that stay as a whole
    QHash<Id, QList<RecordKey>> m_families; // created customer -> what goes with it
};

} // namespace kemai
