// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FileLedger: the files of attachments, in PostgreSQL (sync.file, sync.file_piece), so that the server stays stateless and pg_dump backs them up.
 *
 * A file belongs to an attachment and to the device that brings it. It is read through the attachment's row, and only while that device is the one
 * that wrote the row's `content`: so nobody can put a file under another's attachment, whatever id he guesses, and what a revoked device hands over
 * for a row that never came waits unseen. A complete file is never changed.
 *
 * One object for one Connection. Errors: those of connection.h, and
 *     NotFound "ledger.noFile"       not this device's to bring, or not offered (not told apart)
 *     Conflict "ledger.fileComplete" it is complete, and other content or another piece was brought
 *     Conflict "ledger.fileHash"     what was brought has another hash; all of it is dropped
 *     Invalid  "ledger.filePiece"    no such piece, or of another length
 */
#pragma once

#include "ledger/sync_ledger.h"

namespace kemai::ledger {

inline constexpr qint64 filePieceBytes = 512 * 1024;

// Who brings it: a device of the office for its own row, or one that hands over what it holds (its row may not be here).
enum class Bringing : quint8 { OwnRow, Escrow };

struct FileOrder {
    Id attachment;
    Id device;
    Bringing bringing = Bringing::OwnRow;
};

struct FileThere {
    Id attachment;
    qint64 size = 0;
    QByteArray hash;
};

class FileLedger
{
public:
    FileLedger(Connection &connection, const Clock &clock) : m_connection(connection), m_clock(clock) { }

    struct Progress {
        QList<int> missing;
        bool complete = false;
        bool completedNow = false; // a log row tells the desks that see the row
    };
    // Begins it, or says how far it is; with all pieces there it is proved and complete. hash: BLAKE2b-256. Other content in place of what is not
    // complete drops the pieces that came.
    Result<Progress> offer(const FileOrder &order, qint64 size, const QByteArray &hash);
    Result<> put(const FileOrder &order, int piece, QByteArrayView bytes); // the same one again changes nothing

    // Of these attachments: complete, and their rows seen in one of the scopes. withheld: one is there and not for these scopes.
    struct Found {
        QList<FileThere> files;
        bool withheld = false;
    };
    Result<Found> find(const QList<Id> &attachments, const QList<qint32> &scopes);
    Result<std::optional<QByteArray>> piece(const Id &attachment, int piece, const QList<qint32> &scopes); // nothing: as find()

    // Files that nobody has gone on bringing since then go, with the pieces that came; how many. Whoever brings one after all begins anew.
    Result<int> dropUnfinished(qint64 sinceMs);

private:
    Result<Progress> tryOffer(const FileOrder &order, qint64 size, const QByteArray &hash);
    Result<bool> mayBring(const FileOrder &order);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace kemai::ledger
