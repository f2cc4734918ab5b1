// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is typed, pasted and filled into the grid, and how it gets into the store.
#include "grid/desk/grid_model.h"

#include "base/deliver.h"

#include <atomic>

using namespace Qt::StringLiterals;

namespace kemai {

// Many cells or rows are written piece by piece, as a batch: whoever saves something else meanwhile gets a turn in between.
struct GridModel::Stepping {
    Id batch; // null: one piece, one change set
    qsizetype next = 0;
    Committed committed; // of the last piece
    std::optional<Error> error; // at `next`
    qint64 total = 0;
    std::atomic<qint64> done = 0;
    std::atomic<bool> stops = false;
};

struct GridModel::Editing : Stepping {
    QList<CellEdit> edits;
    EditPlan plan; // of all pieces, without their changes

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
    editing->total = edits.size();
    if (edits.size() > cellsOfPiece) {
        editing->batch = Id::make(m_store.clock().nowMs());
        m_stepping = editing;
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
                if (m_stepping == editing) {
                    m_stepping.reset();
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
                    emit edited({editing->committed, editing->plan.cells, editing->plan.records, editing->plan.same, 0, editing->plan.refused, clock.elapsed(),
                                 editing->plan.cells > 0 ? editing->batch : Id()});
                emit editingEnded();
            });
}

void GridModel::tellProgress()
{
    if (m_stepping)
        emit editing(m_stepping->done, m_stepping->total);
}

void GridModel::stopEditing()
{
    if (m_stepping)
        m_stepping->stops = true;
}

struct GridModel::Creating : Stepping {
    QList<QList<Change>> rows;
    QString title;

    Result<> step(Records &records, const EditContext &context)
    {
        QList<Change> piece;
        qsizetype stop = next;
        while (stop < rows.size() && (piece.isEmpty() || piece.size() + rows.at(stop).size() <= changesOfPiece))
            piece += rows.at(stop++);
        const auto written = records.commit({.origin = Origin::Typed, .author = context.author, .atMs = context.nowMs, .title = title, .batch = batch, .changes = piece});
        if (!written)
            return fail(written.error());
        committed = *written;
        next = stop;
        done = next;
        return {};
    }
};

void GridModel::make(const QList<QList<Change>> &rows, const QString &title)
{
    if (rows.isEmpty())
        return;
    ++m_writing;
    auto creating = std::make_shared<Creating>();
    creating->rows = rows;
    creating->title = title;
    creating->total = rows.size();
    qsizetype changes = 0;
    for (const QList<Change> &row : rows)
        changes += row.size();
    if (changes > changesOfPiece) {
        creating->batch = Id::make(m_store.clock().nowMs());
        m_stepping = creating;
        m_tellProgress.start();
    }
    QElapsedTimer clock;
    clock.start();
    deliver(m_store.writeInSteps<bool>([creating, context = editContext()](Records &records) -> Result<std::optional<bool>> {
                if (const auto done = creating->step(records, context); !done) {
                    creating->error = done.error();
                    return true;
                }
                return creating->next < creating->rows.size() && !creating->stops ? std::optional<bool>() : true;
            }),
            this, [this, creating, clock](const Result<bool> &ended) {
                --m_writing;
                if (m_stepping == creating) {
                    m_stepping.reset();
                    m_tellProgress.stop();
                }
                if (!ended)
                    creating->error = ended.error();
                if (creating->error)
                    emit failed(*creating->error);
                if (creating->next > 0) { // what was made stays, and can be undone
                    sortAnew();
                    const int made = int(creating->next);
                    emit edited({creating->committed, 0, made, 0, made, {}, clock.elapsed(), creating->batch});
                }
                emit editingEnded();
            });
}

void GridModel::dropRefused(const Id &record, int column)
{
    if (m_overlays.remove({record, column}))
        allChanged();
}

} // namespace kemai
