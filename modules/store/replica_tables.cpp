// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica_tables.h"

#include "schema/change_json.h"
#include "schema/schema.h"
#include "store/ddl.h"
#include "store/each_row.h"

#include <algorithm>
#include <array>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const Entity &entity) { return QString::fromLatin1(entity.name); }

QString scopesText(const QList<qint32> &scopes) // ",1,7,", so that one is found by LIKE
{
    QString text = u","_s;
    for (const qint32 scope : scopes)
        text += QString::number(scope) + u',';
    return text;
}

QList<qint32> scopesOf(const QString &text)
{
    QList<qint32> scopes;
    for (const QStringView one : QStringView(text).split(u',', Qt::SkipEmptyParts))
        scopes.append(one.toInt());
    return scopes;
}

QByteArray bodyOf(const Record &record)
{
    Change all = Change::insert(*record.entity(), record.id);
    for (int field = 0; field < record.entity()->count(); ++field)
        all.edit(field, {}, record.value(field));
    return editsToJson(all);
}

} // namespace

Result<> ReplicaTables::create()
{
    for (const QByteArray &statement : replicaStatements()) {
        QByteArray careful = statement;
        careful.replace("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ").replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ");
        if (const auto made = m_database.execute(careful); !made)
            return made;
    }
    return {};
}

Result<> ReplicaTables::open()
{
    return m_database.execute("PRAGMA secure_delete = ON");
}

Result<> ReplicaTables::begin()
{
    return m_database.execute("BEGIN IMMEDIATE");
}

Result<> ReplicaTables::commit()
{
    return m_database.execute("COMMIT");
}

void ReplicaTables::rollback()
{
    (void)m_database.execute("ROLLBACK");
    m_records.forgetCached();
}

// --- truth

Result<std::optional<Record>> ReplicaTables::shown(const Key &key)
{
    const auto found = m_records.find(Query(*key.first).where(Condition::idIs(key.second)).withRemoved().limit(1));
    if (!found)
        return fail(found.error());
    return found->isEmpty() ? std::optional<Record>() : found->first();
}

Result<std::optional<ReplicaTables::Truth>> ReplicaTables::truth(const Key &key)
{
    auto statement = m_database.prepare("SELECT version, removed, scopes, body FROM sync_truth WHERE entity = ? AND record = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, nameOf(*key.first));
    statement->bind(2, key.second);
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<Truth>();
    const qint64 version = statement->number(0);
    const qint64 removed = statement->number(1);
    Truth truth{Record(*key.first), scopesOf(statement->text(2))};
    const bool whole = !statement->isNull(3);
    const QByteArray body = whole ? statement->bytes(3).toByteArray() : QByteArray();
    statement->reset();
    if (whole) {
        const auto edits = editsFromJson(*key.first, Change::Operation::Insert, body);
        if (!edits)
            return fail(edits.error());
        for (const Edit &edit : *edits)
            truth.record.setValue(edit.field, edit.to);
    } else {
        const auto present = shown(key);
        if (!present)
            return fail(present.error());
        if (*present)
            truth.record = **present;
    }
    truth.record.id = key.second;
    truth.record.version = version;
    truth.record.removedMs = removed;
    return std::optional(truth);
}

Result<> ReplicaTables::keepTruth(const Truth &truth, bool whole)
{
    auto statement = m_database.prepare("INSERT INTO sync_truth (entity, record, version, removed, scopes, body) VALUES (?, ?, ?, ?, ?, ?) "
                                        "ON CONFLICT (entity, record) DO UPDATE SET version = excluded.version, removed = excluded.removed, "
                                        "scopes = excluded.scopes, body = excluded.body");
    if (!statement)
        return fail(statement.error());
    const QByteArray body = whole ? bodyOf(truth.record) : QByteArray();
    statement->bind(1, nameOf(*truth.record.entity()));
    statement->bind(2, truth.record.id);
    statement->bind(3, truth.record.version);
    statement->bind(4, truth.record.removedMs);
    statement->bind(5, scopesText(truth.scopes));
    if (whole)
        statement->bindUtf8(6, body);
    else
        statement->bindNull(6);
    return statement->run();
}

namespace {
constexpr qsizetype rowsOfStatement = 16;

QByteArray placesFor(qsizetype count, const char *place) // "?, ?, ?"
{
    QByteArray all = place;
    for (qsizetype i = 1; i < count; ++i)
        all += QByteArray(", ") + place;
    return all;
}
} // namespace

Result<QSet<Id>> ReplicaTables::known(const Entity &entity, const QList<Id> &ids)
{
    QSet<Id> known;
    if (ids.isEmpty())
        return known;
    const auto [least, most] = std::minmax_element(ids.cbegin(), ids.cend());
    const QByteArray name = QByteArray("'") + entity.name + '\'';
    const std::array<std::pair<QByteArray, QByteArray>, 3> places{{{"SELECT record FROM sync_truth WHERE entity = " + name + " AND record", {}},
                                                                   {"SELECT id FROM " + tableOf(entity) + " WHERE id", {}},
                                                                   {"SELECT record FROM sync_outbox WHERE record", " AND entity = " + name + " AND acknowledged = 0"}}};
    for (const auto &[from, rest] : places) {
        // A piece of a first snapshot: nothing lies between its ends. Else, unless much does, what lies there is looked through.
        const qint64 bound = 2 * ids.size();
        qint64 seen = 0;
        QSet<Id> between;
        {
            auto statement = m_database.prepare(from + " BETWEEN ? AND ?" + rest + " LIMIT ?");
            if (!statement)
                return fail(statement.error());
            statement->bind(1, *least);
            statement->bind(2, *most);
            statement->bind(3, bound);
            if (const auto done = eachRow(statement, [&](Statement &row) -> Result<> { between.insert(row.id(0)); ++seen; return {}; }); !done)
                return fail(done.error());
        }
        if (seen < bound) {
            known += between;
            continue;
        }
        for (qsizetype at = 0; at < ids.size(); at += rowsOfStatement) {
            const qsizetype count = std::min(rowsOfStatement, ids.size() - at);
            auto statement = m_database.prepare(from + " IN (" + placesFor(count, "?") + ')' + rest);
            if (!statement)
                return fail(statement.error());
            for (qsizetype i = 0; i < count; ++i)
                statement->bind(int(i) + 1, ids.at(at + i));
            if (const auto done = eachRow(statement, [&known](Statement &row) -> Result<> { known.insert(row.id(0)); return {}; }); !done)
                return fail(done.error());
        }
    }
    return known;
}

Result<> ReplicaTables::keepNewTruths(const Entity &entity, const QList<NewTruth> &truths)
{
    for (qsizetype at = 0; at < truths.size();) {
        const qsizetype count = truths.size() - at < rowsOfStatement ? 1 : rowsOfStatement;
        auto statement = m_database.prepare("INSERT OR FAIL INTO sync_truth (entity, record, version, removed, scopes) VALUES " + placesFor(count, "(?, ?, ?, ?, ?)"));
        if (!statement)
            return fail(statement.error());
        int position = 0;
        for (qsizetype i = at; i < at + count; ++i) {
            const NewTruth &truth = truths.at(i); // bound in place
            statement->bindUtf8(++position, entity.name);
            statement->bindBytes(++position, truth.record.bytes());
            statement->bind(++position, truth.version);
            statement->bind(++position, truth.removedMs);
            statement->bind(++position, scopesText(truth.scopes));
        }
        if (const auto done = statement->run(); !done)
            return done;
        at += count;
    }
    return {};
}

Result<> ReplicaTables::forgetTruth(const Key &key)
{
    auto statement = m_database.prepare("DELETE FROM sync_truth WHERE entity = ? AND record = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, nameOf(*key.first));
    statement->bind(2, key.second);
    return statement->run();
}

Result<QList<ReplicaTables::Truth>> ReplicaTables::truthOfScope(qint32 scope, const Entity &entity, const Id &after, const Id &to)
{
    QList<Id> ids;
    {
        // Without a condition that may be none: the index would not be asked for the ends.
        auto statement = m_database.prepare(QByteArray("SELECT record FROM sync_truth WHERE entity = ?1") + (after.isNull() ? "" : " AND record > ?3") + (to.isNull() ? "" : " AND record <= ?4")
                                            + " AND scopes LIKE ?2 ORDER BY record");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, nameOf(entity));
        if (!after.isNull())
            statement->bind(3, after);
        if (!to.isNull())
            statement->bind(4, to);
        statement->bind(2, QString(u"%,"_s + QString::number(scope) + u",%"_s));
        if (const auto done = eachRow(statement, [&ids](Statement &row) -> Result<> { ids.append(row.id(0)); return {}; }); !done)
            return fail(done.error());
    }
    QList<Truth> all;
    for (const Id &id : std::as_const(ids)) {
        const auto one = truth({&entity, id});
        if (!one)
            return fail(one.error());
        if (*one)
            all.append(**one);
    }
    return all;
}

Result<QList<ReplicaTables::Key>> ReplicaTables::leaveScopes(const QList<qint32> &scopes)
{
    QList<Key> alone;
    for (const qint32 scope : scopes) {
        auto forget = m_database.prepare("DELETE FROM sync_scope WHERE scope = ?");
        if (!forget)
            return fail(forget.error());
        forget->bind(1, scope);
        if (const auto done = forget->run(); !done)
            return fail(done.error());
        auto leave = m_database.prepare("UPDATE sync_truth SET scopes = replace(scopes, ?1, ',') WHERE scopes LIKE '%' || ?1 || '%'");
        if (!leave)
            return fail(leave.error());
        leave->bind(1, QString(u","_s + QString::number(scope) + u","_s));
        if (const auto done = leave->run(); !done)
            return fail(done.error());
    }
    auto statement = m_database.prepare("SELECT entity, record FROM sync_truth WHERE scopes = ','");
    if (const auto done = eachRow(statement, [&alone](Statement &row) -> Result<> {
            if (const Entity *entity = entityNamed(row.text(0)))
                alone.append({entity, row.id(1)});
            return {};
        }); !done)
        return fail(done.error());
    return alone;
}

Result<> ReplicaTables::forgetColumn(const Entity &entity, int field)
{
    const QByteArray column = columnOf(entity, field);
    if (const auto done = m_database.execute("UPDATE " + tableOf(entity) + " SET " + column + " = NULL WHERE " + column + " IS NOT NULL"); !done)
        return done;
    auto statement = m_database.prepare("UPDATE sync_truth SET body = json_remove(body, ?1) WHERE entity = ?2 AND body IS NOT NULL");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, QString(u"$."_s + QString::fromLatin1(entity.fields[size_t(field)].name)));
    statement->bind(2, nameOf(entity));
    return statement->run();
}

// --- scopes

Result<QList<ReplicaTables::Scope>> ReplicaTables::scopes()
{
    QList<Scope> all;
    auto statement = m_database.prepare("SELECT scope, place, complete, reconcile, entity, after FROM sync_scope ORDER BY place");
    if (const auto done = eachRow(statement, [&all](Statement &row) -> Result<> {
            all.append({qint32(row.number(0)), int(row.number(1)), row.number(2) != 0, row.number(3) != 0, row.isNull(4) ? nullptr : entityNamed(row.text(4)),
                        row.isNull(5) ? Id() : row.id(5)});
            return {};
        }); !done)
        return fail(done.error());
    return all;
}

Result<> ReplicaTables::keepScope(const Scope &scope)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO sync_scope (scope, place, complete, reconcile, entity, after) VALUES (?, ?, ?, ?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, scope.scope);
    statement->bind(2, scope.order);
    statement->bind(3, qint64(scope.complete));
    statement->bind(4, qint64(scope.reconcile));
    if (scope.entity)
        statement->bind(5, nameOf(*scope.entity));
    else
        statement->bindNull(5);
    statement->bind(6, scope.after);
    return statement->run();
}

// --- history

Result<qint64> ReplicaTables::lastHistory()
{
    return m_database.number("SELECT coalesce(max(n), 0) FROM history");
}

Result<QList<ReplicaTables::Line>> ReplicaTables::history(qint64 after, qint64 upTo)
{
    QList<Line> changes;
    auto statement = m_database.prepare("SELECT h.subject, h.record, h.operation, h.line, h.edits, s.id FROM history h JOIN change_set s ON s.n = h.set_seq "
                                        "WHERE h.n > ? AND h.n <= ? ORDER BY h.n");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, after);
    statement->bind(2, upTo);
    if (const auto done = eachRow(statement, [&changes](Statement &row) -> Result<> {
            const Entity *entity = entityNamed(row.text(0));
            if (!entity)
                return {};
            Change change{entity, row.id(1), operationFromCode(row.text(2)), {}, 0, row.number(3)};
            const auto edits = editsFromJson(*entity, change.operation, row.bytes(4));
            if (!edits)
                return fail(edits.error());
            change.edits = *edits;
            changes.append({row.id(5), change});
            return {};
        }); !done)
        return fail(done.error());
    return changes;
}

Result<std::optional<ChangeSet>> ReplicaTables::head(const Id &set)
{
    auto statement = m_database.prepare("SELECT at, author, origin, title, batch, undoes FROM change_set WHERE id = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, set);
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<ChangeSet>();
    ChangeSet head;
    head.id = set;
    head.atMs = statement->number(0);
    head.author = statement->isNull(1) ? Id() : statement->id(1);
    head.origin = originFromCode(statement->text(2));
    head.title = statement->isNull(3) ? QString() : statement->text(3);
    head.batch = statement->isNull(4) ? Id() : statement->id(4);
    head.undoes = statement->isNull(5) ? Id() : statement->id(5);
    statement->reset();
    return std::optional(head);
}

} // namespace kemai
