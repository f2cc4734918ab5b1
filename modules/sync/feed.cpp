// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/feed.h"

#include <QSet>

namespace kemai::sync {

PullPlan planPull(const wire::PullRequest &request, const Access &access)
{
    const QList<qint32> granted = access.scopes();
    PullPlan plan;
    for (const qint32 scope : granted)
        (request.have.contains(scope) ? plan.scopes : plan.add).append(scope);
    for (const qint32 scope : request.have)
        if (!granted.contains(scope))
            plan.drop.append(scope);
    plan.limit = std::clamp<int>(request.limit, 1, int(wire::Limits::pageKeys));
    if (request.cursor) {
        plan.base = request.cursor->base;
        plan.to = request.cursor->to;
        plan.after = request.cursor->to ? request.cursor->after : 0;
    }
    return plan;
}

wire::PullResponse answerPull(const wire::PullRequest &request, const PullPlan &plan, const FeedPage &page, const Id &epoch,
                              const Access &access, const wire::Vocabulary &vocabulary)
{
    wire::PullResponse answer;
    answer.nonce = request.nonce;
    answer.epoch = epoch;
    answer.add = plan.add;
    answer.drop = plan.drop;
    answer.resnapshot = page.resnapshot;
    const wire::Mask mask = access.mask();
    if (mask.version != request.maskVersion)
        answer.mask = mask;
    answer.more = plan.base && page.more;
    if (answer.more)
        answer.cursor = {*plan.base, page.to, page.after};
    else
        answer.cursor = {page.to, {}, 0};
    answer.up = cut(page.rows, access, vocabulary);
    answer.gone = page.missing;
    for (const StampedRow &row : page.rows)
        if (!access.sees(row))
            answer.gone.append(row.key());
    QSet<RowKey> seen;
    for (const wire::Table &table : std::as_const(answer.up))
        for (const wire::Row &row : table.rows)
            seen.insert({table.entity, row.record.id});
    QList<wire::Conflict> open;
    for (const wire::Conflict &conflict : page.conflicts)
        if (conflict.state == wire::Conflict::State::Open && seen.contains({conflict.entity, conflict.record}))
            open.append(conflict);
    answer.conflicts = cut(open, access);
    return answer;
}

wire::Chunk answerChunk(const wire::ChunkRequest &request, const QList<StampedRow> &rows, const QList<wire::Conflict> &conflicts,
                        const wire::Snapshot &snapshot, const Id &epoch, const Access &access, const wire::Vocabulary &vocabulary)
{
    wire::Chunk answer;
    answer.nonce = request.nonce;
    answer.epoch = epoch;
    answer.scope = request.scope;
    answer.snapshot = snapshot;
    answer.maskVersion = access.mask().version;
    answer.table.entity = request.entity;
    answer.last = true;
    if (!access.scopes().contains(request.scope)) {
        answer.last = false; // no end and nothing before it: the desk takes nothing of it, and pulls
        return answer;
    }
    answer.last = rows.size() < request.rows;
    const QList<wire::Table> tables = cut(rows, access, vocabulary);
    if (!tables.isEmpty())
        answer.table = tables.first();
    QList<wire::Conflict> open;
    for (const wire::Conflict &conflict : conflicts)
        if (conflict.state == wire::Conflict::State::Open)
            open.append(conflict);
    answer.conflicts = cut(open, access);
    return answer;
}

} // namespace kemai::sync
