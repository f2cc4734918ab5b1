// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/bulk_edit.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t recordsOfStep = 400;
} // namespace

BulkEdit::BulkEdit(std::shared_ptr<const GridSubject> subject, std::vector<Id> records, QList<Value> values, const EditContext &context,
                   Mode mode, bool chinese)
    : m_subject(std::move(subject))
    , m_ids(std::move(records))
    , m_values(std::move(values))
    , m_context(context)
    , m_mode(mode)
    , m_chinese(chinese)
    , m_batch(Id::make(context.nowMs))
{
}

Result<> BulkEdit::keepExamples(Records &records, const QList<Id> &ids, const EditPlan &plan)
{
    QList<int> columns;
    for (const Value &value : std::as_const(m_values))
        columns.append(value.column);
    QList<Id> some;
    for (const Change &change : plan.changes)
        if (ids.contains(change.record) && !some.contains(change.record) && m_counts.examples.size() + some.size() < examplesMost)
            some.append(change.record);
    QList<int> read = columns;
    read.append(0);
    read.append(1);
    const auto rows = m_subject->rows(records, some, read);
    if (!rows)
        return fail(rows.error());
    const int column = m_values.first().column;
    for (const GridRow &row : *rows) {
        QString title = m_subject->text(row.cells.at(0), 0, m_chinese);
        if (title.isEmpty())
            title = m_subject->text(row.cells.at(1), 1, m_chinese);
        const auto after = m_subject->read(m_values.first().typed, column, m_context.nowMs);
        m_counts.examples.append({title, m_subject->text(row.cells.at(column), column, m_chinese),
                                  after && !m_subject->columns().at(column).multiline && m_subject->isOwn(column)
                                      ? m_subject->text(*after, column, m_chinese)
                                      : m_values.first().typed});
    }
    return {};
}

Result<bool> BulkEdit::step(Records &records)
{
    if (m_next >= m_ids.size())
        return false;
    const size_t end = std::min(m_ids.size(), m_next + recordsOfStep);
    const QList<Id> ids(m_ids.begin() + qsizetype(m_next), m_ids.begin() + qsizetype(end));
    QList<CellEdit> edits;
    for (const Id &id : ids)
        for (const Value &value : std::as_const(m_values))
            edits.append({id, value.column, value.typed});
    auto plan = m_subject->plan(records, edits, m_context);
    if (!plan)
        return fail(plan.error());
    if (m_mode == Mode::Preview) {
        if (m_counts.examples.size() < examplesMost && !plan->changes.isEmpty())
            if (const auto kept = keepExamples(records, ids, *plan); !kept)
                return fail(kept.error());
    } else if (!plan->changes.isEmpty()) {
        ChangeSet set{.origin = Origin::Typed, .author = m_context.author, .atMs = m_context.nowMs, .title = u"grid.bulk"_s, .batch = m_batch,
                      .changes = std::move(plan->changes)};
        if (const auto done = records.commit(set); !done)
            return fail(done.error());
    }
    QSet<Id> refused;
    for (const CellRefusal &refusal : std::as_const(plan->refused)) {
        refused.insert(refusal.cell.record);
        if (!m_counts.firstRefusal)
            m_counts.firstRefusal = refusal.reason;
    }
    m_counts.looked += ids.size();
    m_counts.changed += plan->records;
    m_counts.refused += refused.size();
    m_counts.same += std::max<qint64>(0, ids.size() - plan->records - refused.size());
    m_next = end;
    return m_next < m_ids.size();
}

} // namespace kemai
