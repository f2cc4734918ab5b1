// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * BulkEdit: the same values into the same columns of many records, as one batch that is undone as a whole.
 *
 * Looked at first: step() with nothing written counts what would change and keeps a few examples. Run then, again from
 * the beginning: change sets of some hundred records, all of the batch. Cells the rules refuse are left and counted.
 * Between two steps other work may be done, and the caller may stop: what is written stays, and can be undone.
 */
#pragma once

#include "grid/grid_subject.h"

#include <memory>
#include <vector>

namespace kemai {

class BulkEdit
{
public:
    struct Value {
        int column = -1;
        QString typed;
    };
    struct Example {
        QString title;
        QString before;
        QString after;
    };
    struct Counts {
        qint64 looked = 0;
        qint64 changed = 0; // records
        qint64 same = 0;
        qint64 refused = 0;
        qint64 absent = 0;  // withdrawn since
        std::optional<Error> firstRefusal;
        QList<Example> examples;
    };
    enum class Mode : quint8 { Preview, Write };

    BulkEdit(std::shared_ptr<const GridSubject> subject, std::vector<Id> records, QList<Value> values, const EditContext &context, Mode mode,
             bool chinese);

    // false when all is done. Errors: as Records; what was written stays.
    Result<bool> step(Records &records);

    qint64 total() const { return qint64(m_ids.size()); }
    const Counts &counts() const { return m_counts; }
    Id batch() const { return m_batch; } // of its change sets

    static constexpr int examplesMost = 6;

private:
    Result<> keepExamples(Records &records, const QList<Id> &ids, const EditPlan &plan);

    std::shared_ptr<const GridSubject> m_subject;
    std::vector<Id> m_ids;
    QList<Value> m_values;
    EditContext m_context;
    Mode m_mode;
    bool m_chinese;
    Id m_batch;
    size_t m_next = 0;
    Counts m_counts;
};

// From this many records on the number is typed before it is done (R058).
inline constexpr qint64 highRiskRecords = 500;

} // namespace kemai
