// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is typed, pasted and filled into the grid, and how it gets into the store.
#include "grid/desk/grid_model.h"

#include "base/deliver.h"

#include <atomic>

using namespace Qt::StringLiterals;

namespace kemai {

// Many cells are written piece by piece, as a batch: whoever saves something else meanwhile gets a turn in between.
struct GridModel::Editing {
    QList<CellEdit> edits;
    Id batch; // null: one piece, one change set
    qsizetype next = 0;
    EditPlan plan; // of all pieces, without their changes
    Committed committed; // of the last piece
    std::optional<Error> error; // at `next`
    std::atomic<qint64> done = 0;
    std::atomic<bool> stops = false;

    // The cells of one record stay together.
    qsizetype end() const
    {
        qsizetype end = std::min(edits.size(), next + cellsOfPiece);
        while (end < edits.size() && edits.at(end).record == edits.at(end - 1).record)
            ++end;
        return end;
    }
    Result<> step(const GridSubject &subject, Records &records, const EditContext &context);
};

Result<> GridModel::Editing::step(const GridSubject &subject, Records &records, const EditContext &context)
{
    const qsizetype stop = end();
    auto piece = subject.plan(records, edits.mid(next, stop - next), context);
    if (!piece)
        return fail(piece.error());
    if (!piece->changes.isEmpty()) {
        const ChangeSet set{.origin = Origin::Typed, .author = context.author, .atMs = context.nowMs,
                            .title = edits.size() == 1 ? QString(QLatin1String(subject.entity().name) + u".edit"_s) : u"grid.edit"_s,
                            .batch = batch, .changes = std::move(piece->changes)};
        const auto written = records.commit(set);
        if (!written)
            return fail(written.error());
        committed = *written;
    }
    plan.refused += piece->refused;
    plan.cells += piece->cells;
    plan.records += piece->records;
    plan.same += piece->same;
    next = stop;
    return {};
}

void GridModel::edit(const QList<CellEdit> &edits)
{
    if (edits.isEmpty())
        return;
    const quint64 act = ++m_act;
    ++m_writing;
    for (const CellEdit &edit : edits)
        m_overlays.insert({edit.record, edit.column}, {edit.typed, std::nullopt, act});
    allChanged();
    QElapsedTimer clock;
    clock.start();
    auto editing = std::make_shared<Editing>();
    editing->edits = edits;
    if (edits.size() > cellsOfPiece) {
        editing->batch = Id::make(m_store.clock().nowMs());
        m_editing = editing;
        m_tellProgress.start();
    }
    // The future is never canceled: what was typed is answered for, however it ends.
    deliver(m_store.writeInSteps<bool>([editing, subject = m_subject, context = editContext()](Records &records) -> Result<std::optional<bool>> {
                if (const auto done = editing->step(*subject, records, context); !done) {
                    editing->error = done.error();
                    return true;
                }
                editing->done = editing->next;
                return editing->next < editing->edits.size() && !editing->stops ? std::optional<bool>() : true;
            }),
            this, [this, act, editing, clock](const Result<bool> &ended) {
                --m_writing;
                if (m_editing == editing) {
                    m_editing.reset();
                    m_tellProgress.stop();
                }
                if (!ended)
                    editing->error = ended.error();
                QHash<CellKey, Error> refused;
                for (const CellRefusal &refusal : std::as_const(editing->plan.refused))
                    refused.insert({refusal.cell.record, refusal.cell.column}, refusal.reason);
                for (qsizetype i = 0; i < editing->edits.size(); ++i) {
                    const CellEdit &edit = editing->edits.at(i);
                    const auto overlay = m_overlays.find({edit.record, edit.column});
                    if (overlay == m_overlays.end() || overlay->act != act)
                        continue; // typed again meanwhile
                    if (i >= editing->next && !editing->error) {
                        m_overlays.erase(overlay); // stopped before it
                        continue;
                    }
                    overlay->act = 0;
                    if (i >= editing->next) // not written; what was typed stays
                        overlay->reason = *editing->error;
                    else if (const auto reason = refused.constFind(overlay.key()); reason != refused.cend())
                        overlay->reason = *reason;
                }
                // What was written shows until its row is read again.
                m_stale = QSet<int>(m_pages.keyBegin(), m_pages.keyEnd());
                allChanged();
                if (editing->error)
                    emit failed(*editing->error);
                if (!editing->error || editing->plan.cells > 0)
                    emit edited({editing->committed, editing->plan.cells, editing->plan.records, editing->plan.same, editing->plan.refused, clock.elapsed(),
                                 editing->plan.cells > 0 ? editing->batch : Id()});
                emit editingEnded();
            });
}

void GridModel::tellProgress()
{
    if (m_editing)
        emit editing(m_editing->done, m_editing->edits.size());
}

void GridModel::stopEditing()
{
    if (m_editing)
        m_editing->stops = true;
}

void GridModel::make(const QList<Change> &changes, const QString &title)
{
    ++m_writing;
    ChangeSet set{.origin = Origin::Typed, .author = m_me, .atMs = m_store.clock().nowMs(), .title = title, .changes = changes};
    QElapsedTimer clock;
    clock.start();
    deliver(m_store.commit(set), this, [this, clock, count = int(changes.size())](const Result<Committed> &done) {
        --m_writing;
        if (!done) {
            emit failed(done.error());
            return;
        }
        sortAnew();
        emit edited({*done, count, count, 0, {}, clock.elapsed(), {}});
    });
}

void GridModel::dropRefused(const Id &record, int column)
{
    if (m_overlays.remove({record, column}))
        allChanged();
}

} // namespace kemai
