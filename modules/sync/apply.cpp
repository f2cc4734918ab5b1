// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/apply.h"

#include "sync/queue.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace kemai::sync {

using wire::HybridTime;

namespace {

constexpr qsizetype rowsTogether = 32;

// Histories are each database's own: no snapshot has them.
bool isShared(const Entity *entity) { return entity->storage == Storage::Records; }

const Entity *firstShared(const wire::Vocabulary &vocabulary)
{
    return *std::find_if(vocabulary.entities.begin(), vocabulary.entities.end(), isShared);
}

// What was sent on top of what is here: a column that was not sent stays, unless it may no longer be read.
Record completed(const wire::Table &table, const Record &sent, const std::optional<wire::Row> &here, const wire::Mask &mask)
{
    Record whole = sent;
    if (!here || table.columns.size() == table.entity->count())
        return whole;
    for (int field = 0; field < table.entity->count(); ++field)
        if (!table.columns.contains(field) && !mask.hides(*table.entity, field))
            whole.setValue(field, here->record.value(field));
    return whole;
}

class Application
{
public:
    Application(ReplicaStorage &storage) : m_storage(storage) { }

    Result<> begin()
    {
        auto position = m_storage.position();
        if (!position)
            return fail(position.error());
        m_position = *position;
        auto scopes = m_storage.scopes();
        if (!scopes)
            return fail(scopes.error());
        m_scopes = *scopes;
        m_held.clear();
        for (const HeldScope &scope : std::as_const(m_scopes))
            m_held.insert(scope.scope);
        return {};
    }

    // Rows as they came, with their conflicts. Older versions only where the earlier epoch is being replaced.
    Result<> takeRows(const QList<wire::Table> &tables, const QList<wire::Conflict> &conflicts, bool whateverVersion)
    {
        QHash<RowKey, QList<wire::Conflict>> open;
        for (const wire::Conflict &conflict : conflicts)
            open[{conflict.entity, conflict.record}].append(conflict);
        for (const wire::Table &table : tables) {
            QList<wire::Row> rows; // to be settled one by one
            QList<wire::Row> plain;
            for (wire::Row row : table.rows) {
                // Granted, and not taken up here: nobody would tell when that one is revoked, and the row would stay for its sake.
                row.scopes.removeIf([this](qint32 scope) { return !m_held.contains(scope); });
                if (!row.scopes.isEmpty())
                    (open.contains({table.entity, row.record.id}) ? rows : plain).append(std::move(row));
            }
            if (plain.size() >= rowsTogether) {
                auto others = m_storage.takeFresh(*table.entity, std::move(plain));
                if (!others)
                    return fail(others.error());
                plain = std::move(*others);
            }
            rows += plain;
            for (const wire::Row &row : std::as_const(rows)) {
                const RowKey key{table.entity, row.record.id};
                const auto here = m_storage.truth(key);
                if (!here)
                    return fail(here.error());
                if (*here && (*here)->record.version > row.record.version && !whateverVersion)
                    continue;
                const wire::Row whole{completed(table, row.record, *here, m_position.mask), row.scopes};
                if (const auto kept = settle(m_storage, key, whole); !kept)
                    return kept;
                if (const auto kept = m_storage.setConflicts(key, open.value(key)); !kept)
                    return kept;
            }
        }
        return {};
    }

    Result<> forget(const RowKey &key)
    {
        if (const auto gone = settle(m_storage, key, {}); !gone)
            return gone;
        if (const auto gone = m_storage.setConflicts(key, {}); !gone)
            return gone;
        if (const auto gone = m_storage.forgetHistory(key); !gone)
            return gone;
        return m_storage.forgetSeen(key);
    }

    Result<> drop(const QList<qint32> &scopes)
    {
        const auto left = m_storage.dropScopes(scopes);
        if (!left)
            return fail(left.error());
        for (const RowKey &key : *left)
            if (const auto shown = settle(m_storage, key, {}); !shown)
                return shown;
        for (const qint32 scope : scopes) {
            m_held.remove(scope);
            m_scopes.removeIf([scope](const HeldScope &held) { return held.scope == scope; });
        }
        return {};
    }

    // Fetched from the beginning, in place of what is there.
    Result<> fetchAgain(HeldScope &scope, bool reconcile)
    {
        scope.complete = false;
        scope.entity = nullptr;
        scope.after = {};
        scope.reconcile = scope.reconcile || reconcile;
        return m_storage.keepScope(scope);
    }

    // In columns that are seen for the first time there are values behind versions held here: until they have come, what was seen decides,
    // not the version, or an edit would replace what nobody here has read.
    Result<> fetchAllAgain()
    {
        m_position.reconciling = m_position.reconciling || !m_scopes.isEmpty();
        for (HeldScope &scope : m_scopes)
            if (const auto again = fetchAgain(scope, true); !again)
                return again;
        return {};
    }

    Result<> changeMask(const wire::Mask &mask)
    {
        QList<wire::Mask::Column> narrowed;
        for (const wire::Mask::Column &column : mask.hidden)
            if (!m_position.mask.hidden.contains(column))
                narrowed.append(column);
        const bool widened = std::any_of(m_position.mask.hidden.begin(), m_position.mask.hidden.end(),
                                         [&mask](const wire::Mask::Column &column) { return !mask.hidden.contains(column); });
        m_position.mask = mask;
        if (!narrowed.isEmpty()) {
            if (const auto gone = m_storage.forgetColumns(narrowed); !gone)
                return gone;
            const auto waiting = m_storage.queuedRows(); // shown anew, with what was typed here on top
            if (!waiting)
                return fail(waiting.error());
            for (const RowKey &key : *waiting) {
                const auto truth = m_storage.truth(key);
                if (!truth)
                    return fail(truth.error());
                if (const auto shown = settle(m_storage, key, *truth); !shown)
                    return shown;
            }
        }
        return widened ? fetchAllAgain() : Result<>();
    }

    Result<> heard(HybridTime serverTime)
    {
        m_position.lastTime = std::max(m_position.lastTime, serverTime);
        return m_storage.setPosition(m_position);
    }

    ReplicaStorage &m_storage;
    Position m_position;
    QList<HeldScope> m_scopes;
    QSet<qint32> m_held;
};

} // namespace

Result<Pulled> applyPull(ReplicaStorage &storage, const wire::Vocabulary &, const wire::PullResponse &answer)
{
    const Result<> done = inTransaction(storage, [&]() -> Result<> {
        Application now(storage);
        if (const auto begun = now.begin(); !begun)
            return begun;
        if (answer.mask)
            if (const auto changed = now.changeMask(*answer.mask); !changed)
                return changed;
        if (!answer.drop.isEmpty())
            if (const auto dropped = now.drop(answer.drop); !dropped)
                return dropped;
        for (const qint32 scope : answer.add) {
            if (now.m_held.contains(scope))
                continue;
            const int order = now.m_scopes.isEmpty() ? 0 : now.m_scopes.last().order + 1;
            const HeldScope fresh{scope, order, false, now.m_position.reconciling, nullptr, {}};
            if (const auto kept = storage.keepScope(fresh); !kept)
                return kept;
            now.m_scopes.append(fresh);
            now.m_held.insert(scope);
        }
        for (HeldScope &scope : now.m_scopes)
            if (answer.resnapshot.contains(scope.scope))
                if (const auto again = now.fetchAgain(scope, false); !again)
                    return again;
        if (const auto taken = now.takeRows(answer.up, answer.conflicts, false); !taken)
            return taken;
        for (const RowKey &key : answer.gone)
            if (const auto gone = now.forget(key); !gone)
                return gone;
        now.m_position.epoch = answer.epoch;
        now.m_position.cursor = answer.cursor;
        return now.heard(answer.serverTime);
    });
    if (!done)
        return fail(done.error());
    return Pulled{answer.more};
}

Result<PushedBack> applyPush(ReplicaStorage &storage, const wire::PushRequest &sent, const wire::PushResponse &answer)
{
    PushedBack back;
    const Result<> done = inTransaction(storage, [&]() -> Result<> {
        Application now(storage);
        if (const auto begun = now.begin(); !begun)
            return begun;
        if (answer.lastMid > now.m_position.lastMid) // another copy of this store goes by the same name
            return fail(Error::Code::Conflict, QStringLiteral("sync.otherCopy"), QStringLiteral("the server knows later mutations of this device"));
        QSet<RowKey> edited;
        for (const wire::Mutation &mutation : sent.mutations) {
            if (mutation.mid > answer.lastMid)
                continue;
            edited.insert({mutation.change.entity, mutation.change.record});
            for (const wire::Outcome &outcome : answer.outcomes)
                if (outcome.mid == mutation.mid && !outcome.reason.isEmpty())
                    if (const auto kept = storage.reject(mutation, outcome); !kept)
                        return kept;
        }
        if (const auto acknowledged = storage.acknowledge(answer.lastMid); !acknowledged)
            return acknowledged;
        now.m_position.acknowledgedMid = std::max(now.m_position.acknowledgedMid, answer.lastMid);
        if (answer.maskVersion == now.m_position.mask.version) {
            if (const auto taken = now.takeRows(answer.rows, answer.conflicts, false); !taken)
                return taken;
        } else {
            back.pullNow = true;
        }
        for (const RowKey &key : std::as_const(edited)) { // without what is acknowledged
            const auto truth = storage.truth(key);
            if (!truth)
                return fail(truth.error());
            if (const auto shown = settle(storage, key, *truth); !shown)
                return shown;
            if (!*truth) // edited, and not ours to see: what was seen before is not either
                if (const auto gone = storage.forgetSeen(key); !gone)
                    return gone;
        }
        return now.heard(answer.serverTime);
    });
    if (!done)
        return fail(done.error());
    return back;
}

Result<ChunkTaken> applyChunk(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, const wire::ChunkRequest &asked, const wire::Chunk &answer)
{
    ChunkTaken outcome;
    const Result<> done = inTransaction(storage, [&]() -> Result<> {
        Application now(storage);
        if (const auto begun = now.begin(); !begun)
            return begun;
        const auto scope = std::find_if(now.m_scopes.begin(), now.m_scopes.end(), [&](const HeldScope &s) { return s.scope == asked.scope; });
        const bool here = scope != now.m_scopes.end() && !scope->complete && answer.scope == asked.scope && answer.epoch == now.m_position.epoch
            && answer.table.entity == asked.entity && scope->after == asked.after
            && (scope->entity == asked.entity || (!scope->entity && asked.entity == firstShared(vocabulary)));
        const bool seenEnough = now.m_position.cursor && answer.snapshot.includes(now.m_position.cursor->base)
            && (!now.m_position.cursor->to || answer.snapshot.includes(*now.m_position.cursor->to));
        if (!here || !seenEnough || answer.maskVersion != now.m_position.mask.version)
            return {};
        const Id to = answer.last ? Id() : answer.table.rows.isEmpty() ? asked.after : answer.table.rows.last().record.id;
        if (!answer.last && answer.table.rows.isEmpty())
            return {}; // says there is more and does not move on
        QSet<Id> sent;
        for (const wire::Row &row : answer.table.rows)
            sent.insert(row.record.id);
        // What is here and was not sent is no longer in this scope.
        const auto removeUnsent = [&](const Entity &entity, const Id &after, const Id &upTo) -> Result<> {
            const auto before = storage.range(asked.scope, entity, after, upTo);
            if (!before)
                return fail(before.error());
            for (const wire::Row &row : *before) {
                if (&entity == asked.entity && sent.contains(row.record.id))
                    continue;
                const RowKey key{&entity, row.record.id};
                wire::Row less = row;
                less.scopes.removeAll(asked.scope);
                const Result<> kept = less.scopes.isEmpty() ? now.forget(key) : settle(storage, key, less);
                if (!kept)
                    return kept;
            }
            return {};
        };
        if (const auto removed = removeUnsent(*asked.entity, asked.after, to); !removed)
            return removed;
        if (const auto taken = now.takeRows({answer.table}, answer.conflicts, scope->reconcile); !taken)
            return taken;
        scope->entity = asked.entity;
        scope->after = to;
        if (answer.last) {
            auto next = std::find(vocabulary.entities.begin(), vocabulary.entities.end(), asked.entity);
            do {
                next = std::find_if(next + 1, vocabulary.entities.end(), isShared);
                if (next == vocabulary.entities.end() || !answer.empty.contains(*next))
                    break;
                if (const auto removed = removeUnsent(**next, {}, {}); !removed)
                    return removed;
            } while (true);
            scope->after = {};
            if (next == vocabulary.entities.end()) {
                scope->complete = true;
                scope->reconcile = false;
                scope->entity = nullptr;
            } else {
                scope->entity = *next;
            }
        }
        if (const auto kept = storage.keepScope(*scope); !kept)
            return kept;
        outcome.taken = true;
        const bool all = std::none_of(now.m_scopes.begin(), now.m_scopes.end(), [](const HeldScope &s) { return s.reconcile; });
        if (now.m_position.reconciling && all)
            now.m_position.reconciling = false;
        return storage.setPosition(now.m_position);
    });
    if (!done)
        return fail(done.error());
    return outcome;
}

Result<> applyEpoch(ReplicaStorage &storage, const Id &epoch, qint64 lastMid)
{
    return inTransaction(storage, [&]() -> Result<> {
        Application now(storage);
        if (const auto begun = now.begin(); !begun)
            return begun;
        const bool began = now.m_position.epoch.isNull(); // never synchronized: nothing here is of another epoch
        now.m_position.epoch = epoch;
        now.m_position.cursor.reset();
        now.m_position.reconciling = !began && !now.m_scopes.isEmpty();
        for (HeldScope &scope : now.m_scopes)
            if (const auto again = now.fetchAgain(scope, true); !again)
                return again;
        if (!began) { // what waits is judged by what was seen from now on, and what the server has lost waits again
            const qint64 known = lastMid >= 0 ? lastMid : now.m_position.acknowledgedMid;
            if (const auto again = storage.requeueAbove(known); !again)
                return again;
            now.m_position.acknowledgedMid = std::min(now.m_position.acknowledgedMid, known);
            const auto waiting = storage.queuedRows();
            if (!waiting)
                return fail(waiting.error());
            for (const RowKey &key : *waiting) {
                const auto truth = storage.truth(key);
                if (!truth)
                    return fail(truth.error());
                if (const auto shown = settle(storage, key, *truth); !shown)
                    return shown;
            }
        }
        return storage.setPosition(now.m_position);
    });
}

Result<> refetchAll(ReplicaStorage &storage)
{
    return inTransaction(storage, [&]() -> Result<> {
        Application now(storage);
        if (const auto begun = now.begin(); !begun)
            return begun;
        if (const auto again = now.fetchAllAgain(); !again)
            return again;
        return storage.setPosition(now.m_position);
    });
}

Result<std::optional<wire::ChunkRequest>> nextChunk(ReplicaStorage &storage, const wire::Vocabulary &vocabulary)
{
    const auto position = storage.position();
    if (!position)
        return fail(position.error());
    const auto scopes = storage.scopes();
    if (!scopes)
        return fail(scopes.error());
    // By order, but the longest table last in all of them.
    const Entity *last = *std::find_if(vocabulary.entities.rbegin(), vocabulary.entities.rend(), isShared);
    std::optional<wire::ChunkRequest> next;
    for (const HeldScope &scope : *scopes) {
        if (scope.complete || (next && scope.entity == last))
            continue;
        wire::ChunkRequest request;
        request.epoch = position->epoch;
        request.scope = scope.scope;
        request.entity = scope.entity ? scope.entity : firstShared(vocabulary);
        request.after = scope.after;
        if (!next || next->entity == last)
            next = request;
        if (request.entity != last)
            break;
    }
    return next;
}

} // namespace kemai::sync
