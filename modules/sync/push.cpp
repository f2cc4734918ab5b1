// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/push.h"

#include "sync/feed.h"

namespace kemai::sync {

wire::PushResponse answerPush(const wire::PushRequest &request, qint64 lastMid, const QList<wire::Outcome> &outcomes,
                              const QList<StampedRow> &rows, const QList<wire::Conflict> &conflicts, const Access &access,
                              const wire::Vocabulary &vocabulary)
{
    wire::PushResponse answer;
    answer.nonce = request.nonce;
    answer.lastMid = lastMid;
    answer.outcomes = outcomes;
    answer.maskVersion = access.mask().version;
    QList<StampedRow> known; // a device is told nothing of a scope it has not taken up: it would not notice when that is revoked
    QSet<RowKey> sent;
    for (const StampedRow &row : rows) {
        const bool held = std::any_of(request.have.begin(), request.have.end(), [&row](qint32 scope) { return row.isIn(scope); });
        if (held && access.sees(row)) {
            known.append(row);
            sent.insert(row.key());
        }
    }
    answer.rows = cut(known, access, vocabulary);
    QList<wire::Conflict> theirs;
    for (const wire::Conflict &conflict : conflicts)
        if (conflict.state == wire::Conflict::State::Open && sent.contains(RowKey{conflict.entity, conflict.record}))
            theirs.append(conflict);
    answer.conflicts = cut(theirs, access);
    return answer;
}

wire::Refusal refusedEpoch(quint64 nonce, const Id &epoch, qint64 lastMid)
{
    wire::Refusal refusal;
    refusal.nonce = nonce;
    refusal.status = 410;
    refusal.reason = QStringLiteral("sync.epoch");
    refusal.epoch = epoch;
    refusal.lastMid = lastMid;
    return refusal;
}

wire::Refusal refusedGap(quint64 nonce, qint64 expectedMid)
{
    wire::Refusal refusal;
    refusal.nonce = nonce;
    refusal.status = 409;
    refusal.reason = QStringLiteral("sync.gap");
    refusal.expectedMid = expectedMid;
    return refusal;
}

wire::Refusal refusedRevoked(quint64 nonce, qint64 lastMid)
{
    wire::Refusal refusal;
    refusal.nonce = nonce;
    refusal.status = 401;
    refusal.reason = QStringLiteral("sync.revoked");
    refusal.lastMid = lastMid;
    refusal.wipe = true;
    return refusal;
}

} // namespace kemai::sync
