// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/check.h"

#include "ledger/ddl.h"
#include "schema/schema.h"

namespace kemai::ledger {

namespace {

using Kind = Finding::Kind;

class TableCheck
{
public:
    explicit TableCheck(Connection &connection) : m_connection(connection) { }

    // `sql` answers a count and one id.
    Result<> look(Kind kind, const QByteArray &table, const QByteArray &sql)
    {
        const auto rows = m_connection.query(sql);
        if (!rows)
            return fail(rows.error());
        if (rows->number(0, 0) > 0)
            report.findings.append({kind, table, rows->number(0, 0), rows->isNull(0, 1) ? Id() : rows->id(0, 1)});
        return {};
    }

    Result<> records(const Entity &entity, Repair repair)
    {
        const QByteArray table = tableOf(entity);
        const QByteArray name = entity.name;
        const auto count = m_connection.query("SELECT count(*), count(*) FILTER (WHERE removed <> 0) FROM " + table);
        if (!count)
            return fail(count.error());
        report.counts.append({name, count->number(0, 0), count->number(0, 1)});
        const QByteArray last = "(SELECT record, max(version) AS version FROM history WHERE subject = '" + name + "' GROUP BY record) h";
        const QByteArray answer = "SELECT count(*), (min(t.id::text))::uuid FROM " + table + " t ";
        const QByteArray misplaced = "t.scope <> sync.home_" + name + "(t)";
        QList<std::pair<Kind, QByteArray>> looks{
            {Kind::HistoryBehind, answer + "LEFT JOIN " + last + " ON h.record = t.id WHERE coalesce(h.version, 0) < t.version"},
            {Kind::HistoryAhead, "SELECT count(*), (min(h.record::text))::uuid FROM " + last + " LEFT JOIN " + table + " t ON t.id = h.record WHERE coalesce(t.version, 0) < h.version "
                                 "AND NOT (t.id IS NULL AND EXISTS (SELECT FROM history d WHERE d.record = h.record AND d.version = h.version AND d.operation = 'remove'))"},
            {Kind::Misplaced, answer + "WHERE " + misplaced},
            {Kind::Waiting, answer + "WHERE t.scope = 4"},
        };
        for (int field = 0; field < entity.count(); ++field)
            if (const char *refers = entity.fields[size_t(field)].refers; refers && entityNamed(QString::fromLatin1(refers)) && qstrcmp(refers, "change_set") != 0) {
                const QByteArray column = columnOf(entity, field);
                looks << std::pair{Kind::BadReference, QByteArray(answer + "WHERE t." + column + " IS NOT NULL AND NOT EXISTS (SELECT FROM \"" + refers + "\" r WHERE r.id = t." + column + ')')};
            }
        for (const auto &[kind, sql] : std::as_const(looks))
            if (const auto done = look(kind, name, sql); !done)
                return done;
        if (repair == Repair::Scopes && !report.findings.isEmpty()) {
            const auto rows = m_connection.query("UPDATE " + table + " t SET scope = sync.home_" + name + "(t) WHERE " + misplaced);
            if (!rows)
                return fail(rows.error());
            report.repaired += rows->affected();
        }
        return {};
    }

    CheckReport report;

private:
    Connection &m_connection;
};

} // namespace

QString Finding::code(Kind kind)
{
    switch (kind) {
    case Kind::HistoryAhead: return QStringLiteral("history-ahead");
    case Kind::HistoryBehind: return QStringLiteral("history-behind");
    case Kind::LinesWithoutSet: return QStringLiteral("lines-without-set");
    case Kind::SetsCut: return QStringLiteral("sets-cut");
    case Kind::Misplaced: return QStringLiteral("misplaced");
    case Kind::Waiting: return QStringLiteral("waiting");
    case Kind::BadReference: return QStringLiteral("bad-reference");
    case Kind::FileCut: return QStringLiteral("file-cut");
    }
    return {};
}

bool CheckReport::sound() const
{
    return std::none_of(findings.cbegin(), findings.cend(), [](const Finding &finding) { return finding.isWrong(); });
}

Result<CheckReport> checkTables(Connection &connection, Repair repair)
{
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return fail(transaction.error());
    if (const auto set = connection.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL statement_timeout = 0"); !set)
        return fail(set.error());
    TableCheck check(connection);
    for (const Entity *entity : allEntities())
        if (entity->storage == Storage::Records)
            if (const auto done = check.records(*entity, repair); !done)
                return fail(done.error());
    const auto sets = connection.query("SELECT (SELECT count(*) FROM change_set), (SELECT count(*) FROM history)");
    if (!sets)
        return fail(sets.error());
    check.report.counts << TableCount{"change_set", sets->number(0, 0), 0} << TableCount{"history", sets->number(0, 1), 0};
    if (const auto done = check.look(Kind::LinesWithoutSet, "history",
                                     "SELECT count(*), (min(h.record::text))::uuid FROM history h LEFT JOIN change_set s ON s.seq = h.set_seq WHERE s.seq IS NULL");
        !done)
        return fail(done.error());
    if (const auto done = check.look(Kind::SetsCut, "change_set",
                                     "SELECT count(*), (min(s.id::text))::uuid FROM change_set s LEFT JOIN (SELECT set_seq, count(*) AS n, min(seq) AS first FROM history GROUP BY set_seq) h "
                                     "ON h.set_seq = s.seq WHERE s.changes IS DISTINCT FROM coalesce(h.n, 0) OR s.first IS DISTINCT FROM h.first");
        !done)
        return fail(done.error());
    if (const auto done = check.look(Kind::FileCut, "sync.file",
                                     "SELECT count(*), (min(f.attachment::text))::uuid FROM sync.file f LEFT JOIN (SELECT file, sum(octet_length(bytes)) AS size FROM sync.file_piece GROUP BY file) p "
                                     "ON p.file = f.id WHERE f.complete_at > 0 AND f.size <> coalesce(p.size, 0)");
        !done)
        return fail(done.error());
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    return check.report;
}

} // namespace kemai::ledger
