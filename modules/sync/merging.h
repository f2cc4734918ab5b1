// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Merging: one merge() on its way through a batch. merge.cpp applies, merge_judge.cpp judges, merge_conflicts.cpp keeps what is in
 * conflict and answers. Within this module only.
 */
#pragma once

#include "sync/merge.h"

namespace kemai::sync {

// What was decided about one edit.
struct Judged {
    const Edit *edit = nullptr;
    wire::Verdict verdict = wire::Verdict::Ok;
    QString reason;       // of Denied
    QStringList details;
    QString unit;         // what it goes with: a field, a group, all of it
};

class Merging
{
public:
    Merging(const Batch &batch, const Present &present, const Access &access, const wire::Vocabulary &vocabulary)
        : m_batch(batch), m_request(*batch.request), m_present(present), m_access(access), m_vocabulary(vocabulary), m_mask(access.mask())
    {
    }

    Merged run();

private:
    void apply(const wire::Mutation &mutation);
    void insert(const wire::Mutation &mutation);
    void mark(const wire::Mutation &mutation, StampedRow row);
    void update(const wire::Mutation &mutation, StampedRow row);
    void resolve(const wire::Mutation &mutation, StampedRow row, wire::Conflict conflict);

    QList<Judged> judge(const wire::Mutation &mutation, const StampedRow &row) const;
    wire::Verdict judgeValue(const wire::Mutation &mutation, const StampedRow &row, const Edit &edit) const;
    bool saw(const wire::Mutation &mutation, const Stamp &stamp, int field) const;
    bool sawField(const wire::Mutation &mutation, const StampedRow &row, int field, const Value *from) const;
    bool sawMark(const wire::Mutation &mutation, const StampedRow &row) const;
    bool sawGroup(const wire::Mutation &mutation, const StampedRow &row, const MergeGroup &group) const;
    QString unitOf(const wire::Mutation &mutation, int field) const;

    void refuse(const wire::Mutation &mutation, const QString &reason, const QStringList &details = {});
    void openConflicts(const wire::Mutation &mutation, const StampedRow &row, const QList<Judged> &judged, wire::Outcome &outcome);
    Id openConflict(const wire::Mutation &mutation, const StampedRow &row, const QString &unit, QList<wire::Conflict::Field> fields);
    void write(const wire::Mutation &mutation, StampedRow row, const QList<Judged> &judged, std::optional<bool> removed);
    void record(wire::Outcome outcome);
    const StampedRow *row(const RowKey &key) const;
    const wire::Conflict *conflict(const Id &id) const;

    const Batch &m_batch;
    const wire::PushRequest &m_request;
    const Present &m_present;
    const Access &m_access;
    const wire::Vocabulary &m_vocabulary;
    const wire::Mask m_mask;
    Merged m_answer;
};

} // namespace kemai::sync
