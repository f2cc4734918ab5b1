// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ReplicaTables that waits: outbox, conflicts, what was refused.
#include "store/replica_tables.h"

#include "store/each_row.h"

#include "schema/schema.h"

namespace kemai {

namespace {
QString nameOf(const Entity &entity) { return QString::fromLatin1(entity.name); }
} // namespace

Result<> ReplicaTables::put(const Waiting &waiting)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO sync_outbox (mid, change_set, entity, record, at, acknowledged, body) VALUES (?, ?, ?, ?, ?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, waiting.mid);
    statement->bind(2, waiting.set);
    statement->bind(3, nameOf(*waiting.row.first));
    statement->bind(4, waiting.row.second);
    statement->bind(5, waiting.at);
    statement->bind(6, qint64(waiting.acknowledged));
    statement->bindUtf8(7, waiting.body);
    return statement->run();
}

Result<QList<ReplicaTables::Waiting>> ReplicaTables::waitingBy(const QByteArray &condition, const std::function<void(Statement &)> &bind, int most, qsizetype bytes)
{
    QList<Waiting> all;
    auto statement = m_database.prepare("SELECT mid, change_set, entity, record, at, acknowledged, body FROM sync_outbox WHERE " + condition + " ORDER BY mid");
    if (!statement)
        return fail(statement.error());
    bind(*statement);
    qsizetype size = 0;
    while (most < 0 || all.size() < most) {
        const auto more = statement->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
        const Entity *entity = entityNamed(statement->text(2));
        Waiting one{statement->number(0), statement->id(1), {entity, statement->id(3)}, statement->number(4), statement->number(5) != 0, statement->bytes(6).toByteArray()};
        size += one.body.size();
        if (bytes >= 0 && size > bytes && !all.isEmpty())
            break;
        all.append(std::move(one));
    }
    statement->reset();
    return all;
}

Result<QList<ReplicaTables::Waiting>> ReplicaTables::waitingOf(const Key &key, bool acknowledgedToo)
{
    return waitingBy(acknowledgedToo ? "record = ? AND entity = ?" : "record = ? AND entity = ? AND acknowledged = 0", [&key](Statement &statement) {
        statement.bind(1, key.second);
        statement.bind(2, nameOf(*key.first));
    });
}

Result<QList<ReplicaTables::Waiting>> ReplicaTables::waiting(int most, qsizetype bytes)
{
    return waitingBy("acknowledged = 0", [](Statement &) {}, most, bytes);
}

Result<QList<ReplicaTables::Waiting>> ReplicaTables::above(qint64 mid)
{
    return waitingBy("mid > ? OR acknowledged = 0", [mid](Statement &statement) { statement.bind(1, mid); });
}

Result<QList<ReplicaTables::Key>> ReplicaTables::waitingRows()
{
    QList<Key> all;
    auto statement = m_database.prepare("SELECT DISTINCT entity, record FROM sync_outbox WHERE acknowledged = 0");
    const auto read = eachRow(statement, [&all](Statement &row) {
        if (const Entity *entity = entityNamed(row.text(0)))
            all.append({entity, row.id(1)});
    });
    return read ? Result<QList<Key>>(all) : fail(read.error());
}

Result<> ReplicaTables::acknowledge(qint64 upToMid)
{
    auto statement = m_database.prepare("UPDATE sync_outbox SET acknowledged = 1 WHERE mid <= ? AND acknowledged = 0");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, upToMid);
    return statement->run();
}

Result<> ReplicaTables::forgetAcknowledgedBefore(qint64 at)
{
    // Only from the front: a server that is restored is sent what follows without a gap.
    auto statement = m_database.prepare("DELETE FROM sync_outbox WHERE mid < coalesce((SELECT min(mid) FROM sync_outbox WHERE acknowledged = 0 OR at >= ?1), "
                                        "(SELECT max(mid) + 1 FROM sync_outbox))");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, at);
    return statement->run();
}

Result<qint64> ReplicaTables::oldestMid()
{
    return m_database.number("SELECT coalesce(min(mid), 0) FROM sync_outbox");
}

Result<qint64> ReplicaTables::count()
{
    return m_database.number("SELECT count(*) FROM sync_outbox WHERE acknowledged = 0");
}

Result<> ReplicaTables::keepConflicts(const Key &key, const QList<std::pair<Id, QByteArray>> &bodies)
{
    auto forget = m_database.prepare("DELETE FROM sync_conflict WHERE record = ? AND entity = ?");
    if (!forget)
        return fail(forget.error());
    forget->bind(1, key.second);
    forget->bind(2, nameOf(*key.first));
    if (const auto done = forget->run(); !done)
        return done;
    for (const auto &[id, body] : bodies) {
        auto keep = m_database.prepare("INSERT OR REPLACE INTO sync_conflict (id, entity, record, body) VALUES (?, ?, ?, ?)");
        if (!keep)
            return fail(keep.error());
        keep->bind(1, id);
        keep->bind(2, nameOf(*key.first));
        keep->bind(3, key.second);
        keep->bindUtf8(4, body);
        if (const auto done = keep->run(); !done)
            return done;
    }
    return {};
}

Result<QList<QByteArray>> ReplicaTables::conflicts(const Entity *entity)
{
    QList<QByteArray> all;
    auto statement = m_database.prepare("SELECT body FROM sync_conflict WHERE ?1 IS NULL OR entity = ?1 ORDER BY id");
    if (!statement)
        return fail(statement.error());
    if (entity)
        statement->bind(1, nameOf(*entity));
    else
        statement->bindNull(1);
    while (true) {
        const auto more = statement->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            return all;
        all.append(statement->bytes(0).toByteArray());
    }
}

Result<QList<QByteArray>> ReplicaTables::conflictsOf(const Key &key)
{
    QList<QByteArray> all;
    auto statement = m_database.prepare("SELECT body FROM sync_conflict WHERE record = ? AND entity = ? ORDER BY id");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, key.second);
    statement->bind(2, nameOf(*key.first));
    while (true) {
        const auto more = statement->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            return all;
        all.append(statement->bytes(0).toByteArray());
    }
}

Result<> ReplicaTables::reject(const Rejected &rejected)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO sync_rejected (mid, entity, record, mutation, outcome) VALUES (?, ?, ?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, rejected.mid);
    statement->bind(2, nameOf(*rejected.row.first));
    statement->bind(3, rejected.row.second);
    statement->bindUtf8(4, rejected.mutation);
    statement->bindUtf8(5, rejected.outcome);
    return statement->run();
}

Result<QList<ReplicaTables::Rejected>> ReplicaTables::rejected()
{
    QList<Rejected> all;
    auto statement = m_database.prepare("SELECT mid, entity, record, mutation, outcome FROM sync_rejected ORDER BY mid");
    if (!statement)
        return fail(statement.error());
    while (true) {
        const auto more = statement->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            return all;
        all.append({statement->number(0), {entityNamed(statement->text(1)), statement->id(2)}, statement->bytes(3).toByteArray(), statement->bytes(4).toByteArray()});
    }
}

Result<> ReplicaTables::dismiss(qint64 mid)
{
    auto statement = m_database.prepare("DELETE FROM sync_rejected WHERE mid = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, mid);
    return statement->run();
}

Result<ReplicaTables::Counts> ReplicaTables::counts()
{
    auto statement = m_database.prepare("SELECT (SELECT count(*) FROM sync_outbox WHERE acknowledged = 0), (SELECT count(*) FROM sync_conflict), "
                                        "(SELECT count(*) FROM sync_rejected), (SELECT at FROM sync_outbox WHERE acknowledged = 0 ORDER BY mid LIMIT 1)");
    if (!statement)
        return fail(statement.error());
    if (const auto row = statement->step(); !row)
        return fail(row.error());
    return Counts{statement->number(0), statement->number(1), statement->number(2), statement->number(3)};
}

} // namespace kemai
