// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica_files.h"

#include "schema/schema.h"
#include "store/each_row.h"

namespace kemai {

namespace {

// The row is shown here and its content may be read.
const QByteArray shown = "EXISTS (SELECT 1 FROM \"attachment\" a WHERE a.id = attachment AND a.\"content\" IS NOT NULL)";

ReplicaFiles::File fileIn(Statement &row)
{
    return {row.id(0), ReplicaFiles::State(row.number(1)), row.bytes(2).toByteArray(), row.bytes(3).toByteArray(), row.number(4)};
}

} // namespace

Result<> ReplicaFiles::note(const Id &attachment, const QByteArray &name)
{
    auto statement = m_database.prepare("INSERT INTO sync_file (attachment, state, name) VALUES (?, 0, ?) "
                                        "ON CONFLICT (attachment) DO UPDATE SET state = 0, name = excluded.name, hash = x'' WHERE name <> excluded.name");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, attachment);
    statement->bindBytes(2, name);
    return statement->run();
}

Result<> ReplicaFiles::keep(const File &file)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO sync_file (attachment, state, name, hash, size) VALUES (?, ?, ?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, file.attachment);
    statement->bind(2, qint64(file.state));
    statement->bindBytes(3, file.name);
    statement->bindBytes(4, file.hash);
    statement->bind(5, file.size);
    return statement->run();
}

Result<std::optional<ReplicaFiles::File>> ReplicaFiles::fileBy(const QByteArray &condition, const Id &id)
{
    auto statement = m_database.prepare("SELECT attachment, state, name, hash, size FROM sync_file WHERE " + condition);
    if (!statement)
        return fail(statement.error());
    if (!id.isNull())
        statement->bind(1, id);
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    std::optional<File> found;
    if (*row)
        found = fileIn(*statement);
    statement->reset();
    return found;
}

Result<std::optional<ReplicaFiles::File>> ReplicaFiles::file(const Id &attachment)
{
    return fileBy("attachment = ?", attachment);
}

Result<std::optional<ReplicaFiles::File>> ReplicaFiles::nextToSend(const Id &after)
{
    return fileBy(QByteArray("state = 0") + (after.isNull() ? "" : " AND attachment > ?")
                      + " AND NOT EXISTS (SELECT 1 FROM sync_outbox o WHERE o.record = attachment AND o.acknowledged = 0) ORDER BY attachment LIMIT 1",
                  after);
}

Result<> ReplicaFiles::sendAgain()
{
    return m_database.execute("UPDATE sync_file SET state = 0 WHERE state IN (1, 3, 4)");
}

Result<> ReplicaFiles::sendUpTo(qint64 bytes)
{
    auto statement = m_database.prepare("UPDATE sync_file SET state = 0 WHERE state = 3 AND size <= ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, bytes);
    return statement->run();
}

Result<ReplicaFiles::Counts> ReplicaFiles::counts()
{
    auto statement = m_database.prepare("SELECT (SELECT count(*) FROM sync_file WHERE state = 0), (SELECT count(*) FROM sync_file WHERE state = 3), "
                                        "(SELECT coalesce(sum(size), 0) FROM sync_file WHERE state = 2)");
    if (!statement)
        return fail(statement.error());
    if (const auto row = statement->step(); !row)
        return fail(row.error());
    return Counts{statement->number(0), statement->number(1), statement->number(2)};
}

Result<QList<Id>> ReplicaFiles::missing(qint64 bytes, const Id &olderThan, int most)
{
    QList<Id> all;
    auto statement = m_database.prepare(QByteArray("SELECT id FROM \"attachment\" WHERE removed = 0 AND \"size\" <= ?1 AND \"content\" IS NOT NULL ")
                                        + (olderThan.isNull() ? "" : "AND id < ?3 ")
                                        + "AND NOT EXISTS (SELECT 1 FROM sync_file f WHERE f.attachment = id) ORDER BY id DESC LIMIT ?2");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, bytes);
    statement->bind(2, qint64(most));
    if (!olderThan.isNull())
        statement->bind(3, olderThan);
    if (const auto done = eachRow(statement, [&all](Statement &row) { all.append(row.id(0)); }); !done)
        return fail(done.error());
    return all;
}

// --- pieces

Result<> ReplicaFiles::keepPiece(const Piece &piece)
{
    auto statement = m_database.prepare("INSERT OR REPLACE INTO sync_file_piece (attachment, n, name) VALUES (?, ?, ?)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, piece.attachment);
    statement->bind(2, qint64(piece.n));
    statement->bindBytes(3, piece.name);
    return statement->run();
}

Result<QList<ReplicaFiles::Piece>> ReplicaFiles::pieces(const Id &attachment)
{
    QList<Piece> all;
    auto statement = m_database.prepare("SELECT attachment, n, name FROM sync_file_piece WHERE attachment = ? ORDER BY n");
    if (statement)
        statement->bind(1, attachment);
    if (const auto done = eachRow(statement, [&all](Statement &row) { all.append({row.id(0), int(row.number(1)), row.bytes(2).toByteArray()}); }); !done)
        return fail(done.error());
    return all;
}

// --- what leaves

Result<QList<ReplicaFiles::File>> ReplicaFiles::leaving()
{
    QList<File> all;
    auto statement = m_database.prepare("SELECT attachment, state, name, hash, size FROM sync_file WHERE state IN (1, 2) AND NOT " + shown);
    if (const auto done = eachRow(statement, [&all](Statement &row) { all.append(fileIn(row)); }); !done)
        return fail(done.error());
    return all;
}

Result<QList<ReplicaFiles::Piece>> ReplicaFiles::leavingPieces()
{
    QList<Piece> all;
    auto statement = m_database.prepare("SELECT attachment, n, name FROM sync_file_piece p WHERE EXISTS (SELECT 1 FROM sync_file f WHERE f.attachment = p.attachment) OR NOT " + shown);
    if (const auto done = eachRow(statement, [&all](Statement &row) { all.append({row.id(0), int(row.number(1)), row.bytes(2).toByteArray()}); }); !done)
        return fail(done.error());
    return all;
}

Result<> ReplicaFiles::forget(const Id &attachment)
{
    auto statement = m_database.prepare("DELETE FROM sync_file WHERE attachment = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, attachment);
    return statement->run();
}

Result<> ReplicaFiles::forgetPiece(const Id &attachment, int n)
{
    auto statement = m_database.prepare("DELETE FROM sync_file_piece WHERE attachment = ? AND n = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, attachment);
    statement->bind(2, qint64(n));
    return statement->run();
}

Result<> ReplicaFiles::forgetPieces(const Id &attachment)
{
    // Under nobody's id they are leaving.
    auto statement = m_database.prepare("UPDATE sync_file_piece SET attachment = randomblob(16) WHERE attachment = ?");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, attachment);
    return statement->run();
}

Result<qint64> ReplicaFiles::references(const QByteArray &name)
{
    auto statement = m_database.prepare("SELECT (SELECT count(*) FROM sync_file WHERE name = ?1) + (SELECT count(*) FROM sync_file_piece WHERE name = ?1)");
    if (!statement)
        return fail(statement.error());
    statement->bindBytes(1, name);
    if (const auto row = statement->step(); !row)
        return fail(row.error());
    const qint64 count = statement->number(0);
    statement->reset();
    return count;
}

} // namespace kemai
