// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Undo of an import as a whole (R144), also months later and after other edits.
 *
 * Customers the import made are withdrawn with their numbers, emails and addresses; what it changed of others is put
 * back, field by field. Whatever anybody has touched since is kept and listed: a customer that was edited, got a call, a
 * note, a task or another number stays whole; a field that was changed again stays as it is. Custom fields that the import
 * introduced stay.
 *
 * An undo is change sets of its own (origin undo), one for each of the import's, so nothing is deleted and the history
 * stays whole. Between two steps other work may be done with the records. Calls answer on the calling thread.
 */
#pragma once

#include "schema/records.h"

#include <functional>

namespace kemai {

struct KeptRow {
    Id customer;
    QString name;    // or company
    qint64 line = 0; // of the import file
    enum class Why { Edited, HasMore } why = Why::Edited; // edited since; something was added to it since
    QString field;   // of an updated customer: what was edited since
};

struct ImportUndoSummary {
    qint64 withdrawn = 0; // customers
    qint64 restored = 0;  // customers put back as they were
    qint64 kept = 0;      // customers listed
    qint64 setsDone = 0;
    qint64 setsTotal = 0;
    bool finished = false;
};

class ImportUndo
{
public:
    enum class Mode { Write, Plan }; // Plan: the same counts and list, nothing written

    // Errors: NotFound "customers.noSuchBatch", Invalid "customers.batchUndone"; those of Records.
    static Result<ImportUndo> begin(Records &records, const Id &batch, Mode mode, const Id &author,
                                    std::function<void(const KeptRow &)> kept);

    // Undoes one change set of the import; false when all are done.
    Result<bool> step(Records &records);

    const ImportUndoSummary &summary() const { return m_summary; }

private:
    struct Footprint;
    ImportUndo() = default;
    Result<Footprint> footprint(Records &records, const Record &set) const;
    Result<> findTouched(Records &records, Footprint &print) const;
    Result<> finish(Records &records);
    void keep(KeptRow row);

    Id m_batch;
    Id m_author;
    Mode m_mode = Mode::Write;
    std::function<void(const KeptRow &)> m_kept;
    QList<Record> m_sets;
    ImportUndoSummary m_summary;
};

} // namespace kemai
