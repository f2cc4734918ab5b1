// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/file_ledger.h"

#include <QCryptographicHash>

namespace kemai::ledger {

namespace {

constexpr int piecesAtOnce = 8; // read to prove a file: 4 MiB

// The number of the device that wrote `content` of the attachment t; 0: nobody.
const QByteArray writer = "coalesce((coalesce(t.fver->'content', t.fver->'*')->>1)::int, 0)";

// Complete files of rows of attachments $1 that the scopes $2 show.
const QByteArray readable = " FROM attachment t JOIN sync.file f ON f.attachment = t.id AND f.device = " + writer + " AND f.complete_at > 0 WHERE t.id = ANY ($1) "
                            "AND t.content IS NOT NULL AND (t.scope = ANY ($2) OR EXISTS (SELECT FROM sync.row_scope r JOIN sync.entity e ON e.number = r.tbl "
                            "WHERE e.name = 'attachment' AND r.row_id = t.id AND r.scope = ANY ($2)))";

// As for a row that changed: desks that see it ask for its file now.
const QByteArray logged = "INSERT INTO sync.change_log (scope, tbl, row_id) SELECT t.scope, e.number, t.id FROM attachment t, sync.entity e WHERE e.name = 'attachment' AND t.id = $1 "
                          "UNION SELECT s.scope, s.tbl, s.row_id FROM sync.row_scope s JOIN sync.entity e ON e.number = s.tbl WHERE e.name = 'attachment' AND s.row_id = $1";

Failure notThere() { return fail(Error::Code::NotFound, QStringLiteral("ledger.noFile"), QStringLiteral("no file of this device")); }
Failure isComplete() { return fail(Error::Code::Conflict, QStringLiteral("ledger.fileComplete"), QStringLiteral("the file is complete")); }
Failure noSuchPiece() { return fail(Error::Code::Invalid, QStringLiteral("ledger.filePiece"), QStringLiteral("a piece that does not fit its file")); }

int pieceCount(qint64 size) { return int((size + filePieceBytes - 1) / filePieceBytes); }

} // namespace

// Its own row; handing over, also one that never came.
Result<bool> FileLedger::mayBring(const FileOrder &order)
{
    const auto row = m_connection.query("SELECT " + writer + " = d.number AND t.content IS NOT NULL FROM attachment t, sync.device d WHERE t.id = $1 AND d.id = $2",
                                        Parameters().add(order.attachment).add(order.device));
    if (!row)
        return fail(row.error());
    return row->count() > 0 ? row->truth(0, 0) : order.bringing == Bringing::Escrow;
}

Result<FileLedger::Progress> FileLedger::offer(const FileOrder &order, qint64 size, const QByteArray &hash)
{
    return retried(m_connection, Repeat::Safe, [&] { return tryOffer(order, size, hash); });
}

Result<FileLedger::Progress> FileLedger::tryOffer(const FileOrder &order, qint64 size, const QByteArray &hash)
{
    if (size < 0 || hash.size() != 32)
        return noSuchPiece();
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return fail(transaction.error());
    const auto own = mayBring(order);
    if (!own)
        return fail(own.error());
    if (!*own)
        return notThere();
    const auto begun = m_connection.query("INSERT INTO sync.file (attachment, device, size, hash, at) SELECT $1, number, $3, $4, $5 FROM sync.device WHERE id = $2 ON CONFLICT DO NOTHING",
                                          Parameters().add(order.attachment).add(order.device).add(size).addBytes(hash).add(m_clock.nowMs()));
    if (!begun)
        return fail(begun.error());
    // Locked: nothing is put and nobody else proves it meanwhile.
    const auto rows = m_connection.query("SELECT f.id, f.size, f.hash, f.complete_at FROM sync.file f JOIN sync.device d ON d.number = f.device WHERE f.attachment = $1 AND d.id = $2 FOR UPDATE OF f",
                                         Parameters().add(order.attachment).add(order.device));
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return notThere();
    const qint64 file = rows->number(0, 0);
    const bool same = rows->number(0, 1) == size && rows->bytes(0, 2) == hash;
    Progress progress;
    if (rows->number(0, 3) > 0) {
        if (!same)
            return isComplete();
        progress.complete = true;
        return progress;
    }
    if (!same) {
        const auto dropped = m_connection.pipeline({{"DELETE FROM sync.file_piece WHERE file = $1", Parameters().add(file)},
                                                    {"UPDATE sync.file SET size = $2, hash = $3, at = $4 WHERE id = $1",
                                                     Parameters().add(file).add(size).addBytes(hash).add(m_clock.nowMs())}});
        if (!dropped)
            return fail(dropped.error());
    }
    if (same)
        if (const auto goneOn = m_connection.run("UPDATE sync.file SET at = $2 WHERE id = $1", Parameters().add(file).add(m_clock.nowMs())); !goneOn)
            return fail(goneOn.error());
    const auto missing = m_connection.query("SELECT n FROM generate_series(0, $2::int - 1) n WHERE NOT EXISTS (SELECT FROM sync.file_piece p WHERE p.file = $1 AND p.n = n.n) ORDER BY n",
                                            Parameters().add(file).addInt(pieceCount(size)));
    if (!missing)
        return fail(missing.error());
    for (int row = 0; row < missing->count(); ++row)
        progress.missing.append(int(missing->number(row, 0)));
    bool proved = progress.missing.isEmpty();
    if (proved) {
        QCryptographicHash whole(QCryptographicHash::Blake2b_256);
        for (int first = 0; first < pieceCount(size); first += piecesAtOnce) {
            const auto pieces = m_connection.query("SELECT bytes FROM sync.file_piece WHERE file = $1 AND n >= $2 AND n < $3 ORDER BY n",
                                                   Parameters().add(file).addInt(first).addInt(first + piecesAtOnce));
            if (!pieces)
                return fail(pieces.error());
            for (int row = 0; row < pieces->count(); ++row)
                whole.addData(pieces->bytes(row, 0));
        }
        proved = whole.result() == hash;
        QList<Statement> end{{"DELETE FROM sync.file_piece WHERE file = $1", Parameters().add(file)}};
        if (proved) {
            end.first() = {"UPDATE sync.file SET complete_at = $2 WHERE id = $1", Parameters().add(file).add(m_clock.nowMs())};
            end.append(Statement{logged, Parameters().add(order.attachment)});
        }
        const auto ended = m_connection.pipeline(end);
        if (!ended)
            return fail(ended.error());
        progress.complete = progress.completedNow = proved;
    }
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    if (progress.missing.isEmpty() && !proved)
        return fail(Error::Code::Conflict, QStringLiteral("ledger.fileHash"), QStringLiteral("what was brought has another hash"));
    return progress;
}

Result<> FileLedger::put(const FileOrder &order, int piece, QByteArrayView bytes)
{
    const auto own = mayBring(order);
    if (!own)
        return fail(own.error());
    if (!*own)
        return notThere();
    const auto rows = m_connection.query("SELECT f.id, f.size, f.complete_at FROM sync.file f JOIN sync.device d ON d.number = f.device WHERE f.attachment = $1 AND d.id = $2",
                                         Parameters().add(order.attachment).add(order.device));
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return notThere();
    const qint64 size = rows->number(0, 1);
    if (piece < 0 || piece >= pieceCount(size) || bytes.size() != qMin(filePieceBytes, size - piece * filePieceBytes))
        return noSuchPiece();
    // Again as it is now, with a lock that whoever proves it waits for.
    const auto put = m_connection.pipeline({{"INSERT INTO sync.file_piece (file, n, bytes) SELECT f.id, $3, $4 FROM sync.file f WHERE f.id = $1 AND f.size = $2 AND f.complete_at = 0 "
                                             "FOR SHARE OF f ON CONFLICT DO NOTHING",
                                             Parameters().add(rows->number(0, 0)).add(size).addInt(piece).addBytes(bytes)},
                                            {"SELECT complete_at > 0 FROM sync.file WHERE id = $1", Parameters().add(rows->number(0, 0))}});
    if (!put)
        return fail(put.error());
    return put->last().truth(0, 0) ? Result<>(isComplete()) : Result<>();
}

Result<int> FileLedger::dropUnfinished(qint64 sinceMs)
{
    const auto gone = m_connection.number("WITH gone AS (DELETE FROM sync.file WHERE complete_at = 0 AND at < $1 RETURNING id), "
                                          "pieces AS (DELETE FROM sync.file_piece p USING gone g WHERE p.file = g.id) SELECT count(*) FROM gone",
                                          Parameters().add(sinceMs));
    return gone ? Result<int>(int(*gone)) : fail(gone.error());
}

Result<FileLedger::Found> FileLedger::find(const QList<Id> &attachments, const QList<qint32> &scopes)
{
    const auto found = m_connection.pipeline({{"SELECT t.id, f.size, f.hash" + readable, Parameters().addIds(attachments).addInts(scopes)},
                                              {"SELECT EXISTS (SELECT FROM attachment WHERE id = ANY ($1)) AND NOT EXISTS (SELECT FROM attachment t WHERE t.id = ANY ($1) AND (t.scope = ANY ($2) "
                                               "OR EXISTS (SELECT FROM sync.row_scope r JOIN sync.entity e ON e.number = r.tbl WHERE e.name = 'attachment' AND r.row_id = t.id AND r.scope = ANY ($2))))",
                                               Parameters().addIds(attachments).addInts(scopes)}});
    if (!found)
        return fail(found.error());
    Found there;
    const Rows &rows = found->first();
    for (int row = 0; row < rows.count(); ++row)
        there.files.append({rows.id(row, 0), rows.number(row, 1), rows.bytes(row, 2).toByteArray()});
    there.withheld = found->last().truth(0, 0);
    return there;
}

Result<std::optional<QByteArray>> FileLedger::piece(const Id &attachment, int piece, const QList<qint32> &scopes)
{
    const auto rows = m_connection.query("SELECT p.bytes FROM sync.file_piece p WHERE p.n = $3 AND p.file = (SELECT f.id" + readable + ')',
                                         Parameters().addIds({attachment}).addInts(scopes).addInt(piece));
    if (!rows)
        return fail(rows.error());
    return rows->count() ? std::optional(rows->bytes(0, 0).toByteArray()) : std::optional<QByteArray>();
}

} // namespace kemai::ledger
