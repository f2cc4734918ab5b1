// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ReplicaFiles: which files of attachments a workstation of an office has, and which it owes the others; in the store's file, beside
 * ReplicaTables:
 *
 *   sync_file         of an attachment: how its file stands, its name in this vault, hash (BLAKE2b-256) and size of the content
 *   sync_file_piece   pieces of one that is on its way here, each kept in the vault like an attachment
 *
 * An attachment's `content` names the file in the vault of the desk that added it; here a file of another desk is found by its attachment.
 *
 * Belongs to the thread of the records. Errors: Busy, Corrupt, Io.
 */
#pragma once

#include "store/store_records.h"

#include <optional>

namespace kemai {

class ReplicaFiles
{
public:
    enum class State : quint8 {
        ToSend,   // of this desk; the office does not have it yet
        Sent,
        Here,     // of another desk, fetched
        TooLarge, // for the office's server: it stays here
        Refused,  // the server knows no such row of this desk
        Lost,     // not in the vault, or damaged
    };
    struct File {
        Id attachment;
        State state = State::ToSend;
        QByteArray name;
        QByteArray hash; // empty: not worked out yet
        qint64 size = 0;
    };

    explicit ReplicaFiles(StoreRecords &records) : m_database(records.database()) { }

    Result<> note(const Id &attachment, const QByteArray &name); // of this desk, to be sent
    Result<> keep(const File &file);
    Result<std::optional<File>> file(const Id &attachment);
    Result<std::optional<File>> nextToSend(const Id &after); // whose record the server has; null: the first
    Result<> sendAgain();                                    // all that is this desk's: the server may have lost it
    Result<> sendUpTo(qint64 bytes);                         // of those too large: the server takes these now

    struct Counts {
        qint64 toSend = 0;
        qint64 tooLarge = 0;
        qint64 fetchedBytes = 0;
    };
    Result<Counts> counts();

    // Attachments that are shown and whose file is not here, of at most so many bytes; the newest first, older than the given one (null: all).
    Result<QList<Id>> missing(qint64 bytes, const Id &olderThan, int most);

    struct Piece {
        Id attachment;
        int n = 0;
        QByteArray name;
    };
    Result<> keepPiece(const Piece &piece);
    Result<QList<Piece>> pieces(const Id &attachment); // ascending

    // What need not be here any longer: files of the office whose row left or whose content may not be read; pieces of what is whole or left.
    Result<QList<File>> leaving();
    Result<QList<Piece>> leavingPieces();
    Result<> forget(const Id &attachment);
    Result<> forgetPiece(const Id &attachment, int n);
    Result<> forgetPieces(const Id &attachment); // they are fetched anew
    Result<qint64> references(const QByteArray &name); // files and pieces of this name

private:
    Result<std::optional<File>> fileBy(const QByteArray &condition, const Id &id);

    Database &m_database;
};

} // namespace kemai
