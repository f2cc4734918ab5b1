// SPDX-License-Identifier: GPL-3.0-or-later
// SyncLedger::pull and snapshot: reading as the role kemai_pull, whom row-level security shows only the order's scopes.
#include "ledger/ddl.h"
#include "ledger/sync_sql.h"
#include "schema/schema.h"

#include <algorithm>

namespace kemai::ledger {

namespace {

// From here to the end of the transaction a forgotten condition shows nothing.
QList<Statement> asPullRole(const QList<qint32> &scopes)
{
    return {{"SET LOCAL ROLE kemai_pull", {}},
            {"SELECT set_config('kemai.scopes', $1, true)", Parameters().addText(scopeText(scopes))}};
}

// $1 scopes, $2 base, $3 to, $4 after: committed for `to` and not for `base`. In sub-selects, so that a snapshot's text is read once
// and not for each key.
constexpr char feed[] = " FROM sync.change_log WHERE scope = ANY ($1) AND xid >= pg_snapshot_xmin((SELECT $2::pg_snapshot)) "
                        "AND NOT pg_visible_in_snapshot(xid, (SELECT $2::pg_snapshot)) "
                        "AND pg_visible_in_snapshot(xid, (SELECT coalesce(nullif($3, '')::pg_snapshot, pg_current_snapshot()))) AND seq > $4";

Parameters feedParameters(const PullOrder &order, const QList<qint32> &scopes)
{
    Parameters parameters;
    parameters.addInts(scopes).addText(order.base).addText(order.to).add(order.after);
    return parameters;
}

} // namespace

Result<PullPage> SyncLedger::pull(const PullOrder &order)
{
    return retried(m_connection, Repeat::Safe, [&] { return tryPull(order); });
}

Result<PullPage> SyncLedger::tryPull(const PullOrder &order)
{
    if (const auto known = m_tables->learn(m_connection); !known)
        return fail(known.error());
    auto transaction = Transaction::begin(m_connection, Transaction::Mode::Snapshot);
    if (!transaction)
        return fail(transaction.error());
    QList<qint32> scopes = order.scopes;
    scopes.removeAll(ScopeOfNobody);
    scopes.removeAll(ScopeOfGrants);
    QList<qint32> listened = scopes;
    listened.append(ScopeOfGrants);

    QList<Statement> statements = asPullRole(scopes);
    // A cursor of the future is one of a database that was set back without a new epoch: as wrong as another epoch.
    statements << Statement{"SELECT epoch, pg_snapshot_xmin($1::pg_snapshot) > log_floor AND pg_snapshot_xmax($1::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) "
                            "AND coalesce(pg_snapshot_xmax(nullif($2, '')::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()), true), pg_current_snapshot()::text, (SELECT last_value FROM sync.change_log_seq) FROM sync.epoch",
                            Parameters().addText(order.base).addText(order.to)};
    const qint64 limit = std::clamp(order.limit, 1, 100'000);
    statements << Statement{QByteArray("SELECT seq, tbl, row_id, scope") + feed + " ORDER BY seq LIMIT $5", feedParameters(order, listened).add(limit + 1)};
    const auto begun = m_connection.pipeline(statements);
    if (!begun)
        return fail(begun.error());
    const Rows &epoch = begun->at(2);
    if (epoch.count() == 0 || epoch.id(0, 0) != order.epoch || !epoch.truth(0, 1))
        return fail(Error::Code::Conflict, QStringLiteral("ledger.epoch"), QStringLiteral("another epoch, or a cursor the log does not reach"));
    PullPage page;
    page.to = order.to.isEmpty() ? epoch.bytes(0, 2).toByteArray() : order.to;
    Rows keys = begun->at(3);
    qint64 count = std::min<qint64>(keys.count(), limit);
    page.more = keys.count() > limit;

    // So many can be pending only if so many numbers were given out since the first; then they are counted.
    if (page.more && epoch.number(0, 3) - keys.number(0, 0) >= order.resnapshotAbove) {
        const auto pending = m_connection.query(QByteArray("SELECT scope, count(*)") + feed + " GROUP BY scope ORDER BY 2 DESC", feedParameters(order, listened));
        if (!pending)
            return fail(pending.error());
        qint64 total = 0;
        for (int row = 0; row < pending->count(); ++row)
            total += pending->number(row, 1);
        const bool worthPaging = total <= order.resnapshotAbove;
        for (int row = 0; !worthPaging && row < pending->count() && total > order.besideResnapshot; ++row) {
            const auto scope = qint32(pending->number(row, 0));
            if (scope == ScopeOfGrants)
                continue;
            page.resnapshot << scope;
            listened.removeAll(scope);
            total -= pending->number(row, 1);
        }
        if (!worthPaging) {
            const auto rest = m_connection.query(QByteArray("SELECT seq, tbl, row_id, scope") + feed + " ORDER BY seq", feedParameters(order, listened));
            if (!rest)
                return fail(rest.error());
            keys = *rest;
            count = keys.count();
            page.more = false;
        }
    }

    QList<RowKey> named;
    for (int row = 0; row < count; ++row) {
        page.after = keys.number(row, 0);
        const auto scope = qint32(keys.number(row, 3));
        if (scope == ScopeOfGrants) {
            page.grantsChanged = true;
            continue;
        }
        const Entity *entity = m_tables->entity(qint32(keys.number(row, 1)));
        if (!entity) // of a newer program
            continue;
        if (keys.isNull(row, 2)) {
            if (!page.resnapshot.contains(scope))
                page.resnapshot << scope;
        } else {
            named.append({entity, keys.id(row, 2)});
        }
    }
    if (!page.more)
        page.after = 0;

    const auto wanted = lockingOrder(named);
    QList<Statement> reads;
    QList<Id> ids;
    for (const auto &[entity, some] : wanted) {
        reads << Statement{"SELECT " + rowColumns(*entity, order.hidden.value(entity)) + " FROM " + tableOf(*entity) + " t WHERE t.id = ANY ($1) ORDER BY t.id",
                           Parameters().addIds(some)};
        ids += some;
    }
    reads << sharesStatement(*m_tables, named) << Statement{"RESET ROLE", {}} << conflictsStatement(ids);
    const auto read = m_connection.pipeline(reads);
    if (!read)
        return fail(read.error());
    QSet<RowKey> seen;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const auto &[entity, some] = wanted.at(i);
        const Rows &rows = read->at(i);
        for (int row = 0; row < rows.count(); ++row) {
            page.up.append(readRow(*entity, rows, row, order.hidden.value(entity)));
            seen.insert({entity, page.up.last().record.id});
        }
        for (const Id &id : some)
            if (!seen.contains({entity, id}))
                page.gone.append({entity, id});
    }
    const Rows &shares = read->at(wanted.size());
    if (shares.count() > 0) {
        QHash<RowKey, QList<qint32>> of;
        for (int row = 0; row < shares.count(); ++row)
            of[{m_tables->entity(qint32(shares.number(row, 0))), shares.id(row, 1)}] << qint32(shares.number(row, 2));
        for (LedgerRow &row : page.up)
            row.shares = of.value({row.record.entity(), row.record.id});
    }
    for (const ConflictRecord &conflict : readConflicts(*m_tables, read->last()))
        if (seen.contains(conflict.row))
            page.conflicts.append(conflict);
    return page;
}

// --- snapshots

// Most tables of most scopes have nothing: to be told so at once saves a desk twenty requests a scope.
Result<QList<const Entity *>> SyncLedger::emptyTables(qint32 scope)
{
    static const QList<const Entity *> shared = [] {
        QList<const Entity *> all;
        for (const Entity *entity : allEntities())
            if (entity->storage == Storage::Records)
                all.append(entity);
        return all;
    }();
    static const QByteArray asking = []() -> QByteArray {
        QByteArrayList columns{"(SELECT string_agg(e.number::text, ',') FROM sync.entity e WHERE EXISTS (SELECT FROM sync.row_scope r WHERE r.scope = $1 AND r.tbl = e.number))"};
        for (const Entity *entity : shared)
            columns << "EXISTS (SELECT FROM " + tableOf(*entity) + " WHERE scope = $1)";
        return "SELECT " + columns.join(", ");
    }();
    const auto there = m_connection.query(asking, Parameters().addInt(scope));
    if (!there)
        return fail(there.error());
    const QByteArrayList withShares = there->bytes(0, 0).toByteArray().split(',');
    QList<const Entity *> empty;
    for (qsizetype i = 0; i < shared.size(); ++i)
        if (!there->truth(0, int(i) + 1) && !withShares.contains(QByteArray::number(m_tables->number(*shared[i]))))
            empty.append(shared[i]);
    return empty;
}

Result<SnapshotChunk> SyncLedger::snapshot(const SnapshotOrder &order, const std::function<void(const SnapshotHead &)> &head,
                                           const std::function<bool(QByteArrayView)> &sink)
{
    if (const auto known = m_tables->learn(m_connection); !known)
        return fail(known.error());
    const Entity &entity = *order.entity;
    const QByteArray table = tableOf(entity);
    const QByteArray number = QByteArray::number(m_tables->number(entity));
    // A scope that is not granted has no rows; row-level security would show those of it that are shared.
    const QByteArray scope = QByteArray::number(order.scopes.contains(order.scope) ? order.scope : -1);
    auto transaction = Transaction::begin(m_connection, Transaction::Mode::Snapshot);
    if (!transaction)
        return fail(transaction.error());
    QList<qint32> scopes = order.scopes;
    scopes.removeAll(ScopeOfNobody);
    scopes.removeAll(ScopeOfGrants);
    QList<Statement> statements = asPullRole(scopes);
    statements << Statement{"SELECT epoch, pg_current_snapshot()::text, EXISTS (SELECT FROM sync.row_scope WHERE tbl = $1), "
                            "EXISTS (SELECT FROM sync.row_scope WHERE tbl = $1 AND scope = $2) FROM sync.epoch",
                            Parameters().addInt(m_tables->number(entity)).addInt(order.scope)};
    const auto begun = m_connection.pipeline(statements);
    if (!begun)
        return fail(begun.error());
    const Rows &facts = begun->last();
    SnapshotHead heading{facts.bytes(0, 1).toByteArray(), facts.id(0, 0), {}};
    const bool anyShares = facts.truth(0, 2);
    const bool sharedHere = facts.truth(0, 3);

    // COPY takes no parameters; what stands in the text are numbers and a uuid.
    QByteArray columns = "t.id, t.version, t.removed, ";
    columns += anyShares ? QByteArray("CASE WHEN EXISTS (SELECT FROM sync.row_scope r WHERE r.tbl = " + number + " AND r.row_id = t.id) THEN "
                                      "(SELECT array_agg(x.s ORDER BY x.s)::text FROM (SELECT t.scope AS s UNION SELECT r.scope FROM sync.row_scope r WHERE r.tbl = "
                                      + number + " AND r.row_id = t.id) x WHERE x.s = ANY ('{" + scopeText(scopes) + "}')) ELSE t.scope::text END")
                         : QByteArray("t.scope");
    for (int field = 0; field < entity.count(); ++field)
        if (!order.hidden.contains(field)) {
            heading.columns << field;
            columns += ", t." + columnOf(entity, field);
        }
    const QByteArray behind = order.after.isNull() ? QByteArray() : QByteArray(" AND t.id > '" + order.after.toString().toLatin1() + '\'');
    const qint64 limit = std::clamp(order.rows, 1, 100'000);
    const QByteArray home = "t.scope = " + scope;
    const QByteArray in = sharedHere ? QByteArray("(" + home + " OR t.id IN (SELECT r.row_id FROM sync.row_scope r WHERE r.tbl = " + number + " AND r.scope = " + scope + "))") : home;
    head(heading);

    SnapshotChunk chunk;
    QByteArray lastLine;
    const auto rows = CopyOut::run(m_connection,
                                   "COPY (SELECT " + columns + " FROM " + table + " t WHERE " + in + behind + " ORDER BY t.id LIMIT " + QByteArray::number(limit) + ") TO STDOUT",
                                   [&](QByteArrayView piece) {
                                       const qsizetype from = piece.lastIndexOf('\n', piece.size() - 2) + 1;
                                       lastLine = piece.sliced(from, std::min<qsizetype>(36, piece.size() - from)).toByteArray();
                                       return sink(piece);
                                   });
    if (!rows)
        return fail(rows.error());
    chunk.rows = *rows;
    chunk.more = *rows == limit;
    chunk.last = *rows > 0 ? Id::fromString(QString::fromLatin1(lastLine)) : Id();
    if (!chunk.more) {
        const auto empty = emptyTables(order.scope);
        if (!empty)
            return fail(empty.error());
        chunk.empty = *empty;
    }
    if (*rows == 0)
        return chunk;
    const auto conflicts = m_connection.query("SELECT c.id, c.tbl, c.row_id, c.state, c.body FROM sync.conflict c JOIN " + table + " t ON t.id = c.row_id "
                                              "WHERE c.state = 0 AND c.tbl = " + number + " AND " + in + behind + " AND t.id <= $1 ORDER BY c.id",
                                              Parameters().add(chunk.last));
    if (!conflicts)
        return fail(conflicts.error());
    chunk.conflicts = readConflicts(*m_tables, *conflicts);
    return chunk;
}

} // namespace kemai::ledger
