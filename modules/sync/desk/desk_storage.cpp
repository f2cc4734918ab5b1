// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schema.h"
#include "store/history_erasure.h"
#include "store/replica_files.h"
#include "sync/desk/desk_parts.h"
#include "sync/desk/position_json.h"

namespace kemai::sync {

DeskStorage::DeskStorage(Store &store) : m_store(&store), m_hold(std::make_unique<Hold>(store)) { }

DeskStorage::DeskStorage(StoreRecords &records) : m_records(&records) { }

DeskStorage::~DeskStorage() = default;

Result<> DeskStorage::begin()
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto begun = tables().begin(); !begun)
        return begun;
    ++m_depth; // until commit() or rollback()
    return {};
}

Result<> DeskStorage::commit()
{
    {
        Using now(*this);
        if (!now)
            return now.failure();
        for (const Result<> &done : {flush(), eraseHistory()})
            if (!done)
                return done;
        const auto over = bulkIsOver();
        if (!over)
            return fail(over.error());
        if (const auto done = tables().commit(); !done)
            return done;
        if (*over)
            endBulk();
        const StoreRecords::Touched touched = std::exchange(m_touched, {});
        if ((*over || !touched.isEmpty()) && m_records->committed) // also to begin what is behind it
            m_records->committed(touched);
        --m_depth;
    }
    return {};
}

void DeskStorage::rollback()
{
    m_shown.clear();
    m_touched.clear();
    m_left.clear();
    m_hidden.clear();
    if (m_depth == 0) // begin() itself had failed
        return;
    Using now(*this);
    tables().rollback();
    endBulk(); // what it noted is rolled back as well
    --m_depth;
}

Result<> DeskStorage::flush()
{
    if (m_shown.isEmpty())
        return {};
    QList<Record> rows;
    QList<std::pair<const Entity *, Id>> gone;
    const auto pending = std::exchange(m_shown, {});
    for (auto it = pending.cbegin(); it != pending.cend(); ++it)
        if (*it)
            rows.append(**it);
        else
            gone.append({it.key().entity, it.key().id});
    StoreRecords::Touched touched;
    if (const auto done = m_records->replicate(rows, gone, touched); !done)
        return done;
    for (auto it = touched.cbegin(); it != touched.cend(); ++it)
        m_touched[it.key()] += *it;
    return {};
}

// All of a transaction at once, so that it is one link of the chain.
Result<> DeskStorage::eraseHistory()
{
    const auto left = std::exchange(m_left, {});
    const auto hidden = std::exchange(m_hidden, {});
    if (left.isEmpty() && hidden.isEmpty())
        return {};
    HistoryErasure erasure(*m_records);
    if (const auto done = erasure.erase(left); !done)
        return done;
    for (const wire::Mask::Column &column : hidden)
        if (const auto done = erasure.erase(*column.entity, column.field); !done)
            return done;
    const auto sealed = erasure.seal();
    return sealed ? Result<>() : fail(sealed.error());
}

// --- a large snapshot
//
// Thousands of rows of which nothing is here go many to a statement. What hangs on customers (numbers, addresses) is not looked up in the
// search index as it comes, since each would have its customer indexed again: when the last scope is there the index is written
// anew, in steps behind other work. Names are found at once.

namespace {
constexpr qsizetype bulkRows = 2000; // of one piece
constexpr const char *bulkPages = "PRAGMA cache_size = -196608; PRAGMA wal_autocheckpoint = 64000; PRAGMA journal_size_limit = 314572800";
constexpr const char *usualPages = "PRAGMA cache_size = -24576; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864"; // as Store has it
} // namespace

Result<> DeskStorage::beginBulk()
{
    if (m_bulk)
        return {};
    if (const auto set = setStoreFact(m_records->database(), searchFact, u"due"_s); !set)
        return set;
    if (const auto set = m_records->database().execute(bulkPages); !set)
        return set;
    m_records->setBulk(true);
    m_bulk = true;
    return {};
}

// Whether the transaction under way brings the last of what was to be fetched.
Result<bool> DeskStorage::bulkIsOver()
{
    const auto due = storeFact(m_records->database(), searchFact);
    if (!due)
        return fail(due.error());
    if (due->isEmpty())
        return m_bulk;
    const auto scopes = tables().scopes();
    if (!scopes)
        return fail(scopes.error());
    if (std::any_of(scopes->cbegin(), scopes->cend(), [](const ReplicaTables::Scope &scope) { return !scope.complete; }))
        return false;
    if (const auto asked = m_records->requestSearchRenewal(); !asked)
        return fail(asked.error());
    if (const auto set = setStoreFact(m_records->database(), searchFact, {}); !set)
        return fail(set.error());
    return true;
}

void DeskStorage::endBulk()
{
    if (!std::exchange(m_bulk, false))
        return;
    m_records->setBulk(false);
    (void)m_records->database().execute(usualPages); // without it the log stays longer
    (void)m_records->database().execute("PRAGMA wal_checkpoint(PASSIVE); PRAGMA shrink_memory");
}

Result<QList<wire::Row>> DeskStorage::takeFresh(const Entity &entity, QList<wire::Row> rows)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto written = flush(); !written)
        return fail(written.error());
    if (rows.size() >= bulkRows)
        if (const auto begun = beginBulk(); !begun)
            return fail(begun.error());
    QList<Id> ids;
    for (const wire::Row &row : std::as_const(rows))
        ids.append(row.record.id);
    const auto known = tables().known(entity, ids);
    if (!known)
        return fail(known.error());
    QList<wire::Row> others;
    QList<ReplicaTables::NewTruth> truths;
    QList<Record> shown;
    for (wire::Row &row : rows)
        if (known->contains(row.record.id)) {
            others.append(std::move(row));
        } else {
            truths.append({row.record.id, row.record.version, row.record.removedMs, row.scopes});
            shown.append(std::move(row.record));
        }
    if (const auto kept = tables().keepNewTruths(entity, truths); !kept)
        return fail(kept.error());
    StoreRecords::Touched touched;
    if (const auto done = m_records->replicate(shown, {}, touched); !done)
        return fail(done.error());
    for (auto it = touched.cbegin(); it != touched.cend(); ++it)
        m_touched[it.key()] += *it;
    return others;
}

// --- ReplicaStorage

Result<Position> DeskStorage::position()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto text = storeFact(m_records->database(), positionFact);
    if (!text)
        return fail(text.error());
    return positionFromJson(text->toUtf8());
}

Result<> DeskStorage::setPosition(const Position &position)
{
    Using now(*this);
    return now ? setStoreFact(m_records->database(), positionFact, QString::fromUtf8(toJson(position))) : Result<>(now.failure());
}

Result<QList<HeldScope>> DeskStorage::scopes()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto rows = tables().scopes();
    if (!rows)
        return fail(rows.error());
    QList<HeldScope> all;
    for (const ReplicaTables::Scope &row : *rows)
        all.append({row.scope, row.order, row.complete, row.reconcile, row.entity, row.after});
    return all;
}

Result<> DeskStorage::keepScope(const HeldScope &scope)
{
    Using now(*this);
    return now ? tables().keepScope({scope.scope, scope.order, scope.complete, scope.reconcile, scope.entity, scope.after}) : Result<>(now.failure());
}

Result<QList<RowKey>> DeskStorage::dropScopes(const QList<qint32> &scopes)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto written = flush(); !written)
        return fail(written.error());
    const auto alone = tables().leaveScopes(scopes);
    if (!alone)
        return fail(alone.error());
    QList<RowKey> left;
    for (const ReplicaTables::Key &row : *alone) {
        const RowKey key{row.first, row.second};
        const auto queued = queuedOf(key);
        if (!queued)
            return fail(queued.error());
        for (const Result<> &done : {forgetSeen(key), store(key, {}, {}, !queued->isEmpty()), setConflicts(key, {})})
            if (!done)
                return fail(done.error());
        if (!queued->isEmpty())
            left.append(key);
    }
    m_left += *alone;
    // What the search index knows of them goes as well: it is written anew, in steps.
    if (!alone->isEmpty())
        if (const auto asked = m_records->requestSearchRenewal(); !asked)
            return fail(asked.error());
    return left;
}

Result<std::optional<wire::Row>> DeskStorage::truth(const RowKey &key)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (m_shown.contains(key))
        if (const auto written = flush(); !written)
            return fail(written.error());
    const auto truth = tables().truth({key.entity, key.id});
    if (!truth)
        return fail(truth.error());
    return *truth ? std::optional(rowOf(**truth)) : std::optional<wire::Row>();
}

Result<> DeskStorage::store(const RowKey &key, const std::optional<wire::Row> &truth, const std::optional<Record> &shown, bool queued)
{
    Using now(*this);
    if (!now)
        return now.failure();
    const Result<> kept = truth ? tables().keepTruth({truth->record, truth->scopes}, queued) : tables().forgetTruth({key.entity, key.id});
    if (!kept || m_uploading)
        return kept;
    if (m_shown.contains(key))
        if (const auto written = flush(); !written)
            return written;
    const auto here = tables().shown({key.entity, key.id});
    if (!here)
        return fail(here.error());
    if (!shown && !*here)
        return {};
    if (shown && *here) {
        Record next = *shown;
        for (int field = 0; field < key.entity->count(); ++field) { // kept by this store out of other records (store/commit.h), so never older than here
            const Field &one = key.entity->fields[size_t(field)];
            if (one.merge == Merge::Derived && !one.derivedFrom && one.type == Type::Time && (*here)->value(field).toNumber() > next.value(field).toNumber())
                next.setValue(field, (*here)->value(field));
        }
        if (!sameValues(next, **here))
            m_shown.insert(key, next);
        else if (key.entity == &attachment::entity && truth)
            m_touched[key.entity].append(key.id); // perhaps its file has come to the office (ledger/file_ledger.h)
        return {};
    }
    m_shown.insert(key, shown);
    return {};
}

Result<QList<wire::Row>> DeskStorage::range(qint32 scope, const Entity &entity, const Id &after, const Id &to)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto written = flush(); !written)
        return fail(written.error());
    const auto truths = tables().truthOfScope(scope, entity, after, to);
    if (!truths)
        return fail(truths.error());
    QList<wire::Row> rows;
    for (const ReplicaTables::Truth &truth : *truths)
        rows.append(rowOf(truth));
    return rows;
}

Result<> DeskStorage::forgetColumns(const QList<wire::Mask::Column> &columns)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto written = flush(); !written)
        return written;
    m_hidden += columns;
    for (const wire::Mask::Column &column : columns) {
        if (const auto gone = tables().forgetColumn(*column.entity, column.field); !gone)
            return gone;
        const auto bodies = tables().conflicts(column.entity);
        if (!bodies)
            return fail(bodies.error());
        QHash<RowKey, QList<wire::Conflict>> left;
        for (const QByteArray &body : *bodies)
            if (auto conflict = wire::Codec().read<wire::Conflict>(body)) {
                conflict->fields.removeIf([&column](const wire::Conflict::Field &field) { return field.field == column.field; });
                QList<wire::Conflict> &of = left[{conflict->entity, conflict->record}];
                if (!conflict->fields.isEmpty())
                    of.append(*conflict);
            }
        for (auto it = left.cbegin(); it != left.cend(); ++it)
            if (const auto kept = setConflicts(it.key(), *it); !kept)
                return kept;
    }
    return columns.isEmpty() ? Result<>() : m_records->requestSearchRenewal();
}

Result<> DeskStorage::forgetSeen(const RowKey &key)
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto kept = tables().waitingOf({key.entity, key.id}, true);
    if (!kept)
        return fail(kept.error());
    const auto blind = [](wire::Mutation mutation) {
        mutation.witnesses.clear();
        mutation.blind = true;
        for (Edit &edit : mutation.change.edits)
            if (mutation.change.entity->fields[size_t(edit.field)].merge != Merge::Counter)
                edit.from = {};
        return mutation;
    };
    for (const ReplicaTables::Waiting &one : *kept) {
        const auto mutation = mutationOf(one);
        if (!mutation)
            return fail(mutation.error());
        if (const auto put = tables().put(waitingOf(blind(*mutation), one.acknowledged)); !put)
            return put;
    }
    const auto refused = tables().rejected();
    if (!refused)
        return fail(refused.error());
    for (const ReplicaTables::Rejected &one : *refused)
        if (one.row == ReplicaTables::Key(key.entity, key.id))
            if (const auto mutation = wire::Codec().read<wire::Mutation>(one.mutation))
                if (const auto put = tables().reject({one.mid, one.row, wire::Codec().write(blind(*mutation)), one.outcome}); !put)
                    return put;
    return {};
}

Result<> DeskStorage::forgetHistory(const RowKey &key)
{
    m_left.append({key.entity, key.id});
    return {};
}

Result<> DeskStorage::setConflicts(const RowKey &key, const QList<wire::Conflict> &conflicts)
{
    Using now(*this);
    if (!now)
        return now.failure();
    QList<std::pair<Id, QByteArray>> bodies;
    for (const wire::Conflict &conflict : conflicts)
        bodies.append({conflict.id, wire::Codec().write(conflict)});
    return tables().keepConflicts({key.entity, key.id}, bodies);
}

Result<> DeskStorage::enqueue(const wire::SetHead &, const wire::Mutation &mutation)
{
    Using now(*this);
    return now ? tables().put(waitingOf(mutation, false)) : Result<>(now.failure());
}

Result<QList<wire::Mutation>> DeskStorage::queuedOf(const RowKey &key)
{
    Using now(*this);
    return now ? mutationsOf(tables().waitingOf({key.entity, key.id}, false)) : Result<QList<wire::Mutation>>(now.failure());
}

Result<QList<wire::Mutation>> DeskStorage::queued(int most, qsizetype bytes)
{
    Using now(*this);
    return now ? mutationsOf(tables().waiting(most, bytes)) : Result<QList<wire::Mutation>>(now.failure());
}

Result<QList<RowKey>> DeskStorage::queuedRows()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto keys = tables().waitingRows();
    if (!keys)
        return fail(keys.error());
    QList<RowKey> all;
    for (const ReplicaTables::Key &key : *keys)
        all.append({key.first, key.second});
    return all;
}

Result<QList<wire::SetHead>> DeskStorage::heads(const QList<Id> &sets)
{
    Using now(*this);
    if (!now)
        return now.failure();
    QList<wire::SetHead> all;
    for (const Id &set : sets) {
        const auto head = tables().head(set);
        if (!head)
            return fail(head.error());
        if (*head) {
            all.append(headOf(**head));
            continue;
        }
        // A decision that changed nothing here has no change set of its own (desk_decisions.cpp).
        const auto waiting = queued(int(wire::Limits::batchMutations), wire::Limits::batchBytes);
        if (!waiting)
            return fail(waiting.error());
        wire::SetHead decision;
        decision.id = set;
        decision.title = u"conflict.resolve"_s;
        for (const wire::Mutation &mutation : *waiting)
            if (mutation.set == set)
                decision.atMs = mutation.at.ms();
        all.append(decision);
    }
    return all;
}

Result<> DeskStorage::acknowledge(qint64 upToMid)
{
    Using now(*this);
    return now ? tables().acknowledge(upToMid) : Result<>(now.failure());
}

Result<> DeskStorage::requeueAbove(qint64 mid)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto files = ReplicaFiles(*m_records).sendAgain(); !files) // of them the server may have lost some too
        return files;
    const auto again = tables().above(mid);
    if (!again)
        return fail(again.error());
    for (const ReplicaTables::Waiting &one : *again) {
        auto mutation = mutationOf(one);
        if (!mutation)
            return fail(mutation.error());
        mutation->byValue = true;
        if (const auto put = tables().put(waitingOf(*mutation, one.acknowledged && one.mid <= mid)); !put)
            return put;
    }
    return {};
}

Result<> DeskStorage::forgetAcknowledgedBefore(qint64 ms)
{
    Using now(*this);
    return now ? tables().forgetAcknowledgedBefore(wire::HybridTime::atMs(ms).value) : Result<>(now.failure());
}

Result<qint64> DeskStorage::oldestMid()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto oldest = tables().oldestMid();
    if (!oldest || *oldest > 0)
        return oldest;
    const auto position = this->position();
    return position ? Result<qint64>(position->lastMid + 1) : fail(position.error());
}

Result<> DeskStorage::reject(const wire::Mutation &mutation, const wire::Outcome &outcome)
{
    Using now(*this);
    if (!now)
        return now.failure();
    return tables().reject({mutation.mid, {mutation.change.entity, mutation.change.record}, wire::Codec().write(mutation), wire::Codec().write(outcome)});
}

} // namespace kemai::sync
