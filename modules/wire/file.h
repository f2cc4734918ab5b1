// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How the file of an attachment travels: beside the records, in pieces of 512 KiB, resumable both ways. It goes by the attachment's id,
 * since its `content` is a name that only the desk that made it understands.
 *
 *   POST /v1/file                     {"v":1,"id":A,"size":n,"hash":H} -> {"missing":[n,..],"complete":true}
 *   POST /v1/file/piece?id=A&n=0      the bytes of a piece -> {}
 *   POST /v1/file/find                {"v":1,"ids":[A,..]} -> {"files":[{"id":A,"size":n,"hash":H},..]}
 *   GET  /v1/file/piece?id=A&n=0      -> the bytes
 *   POST /v1/escrow/file  /v1/escrow/file/piece     as the first two, proved like POST /v1/escrow
 *
 * The first is asked before the first piece, after a break and behind the last one: when nothing is missing the server proves the hash and the file
 * is complete, from then on unchangeable. H is BLAKE2b-256 of the whole content; a receiver proves it again. What may not be read, is not
 * complete or does not exist is not among the files: nobody learns which.
 *
 * Errors of all readers: Invalid "wire.malformed". Any thread.
 */
#pragma once

#include "base/id.h"
#include "base/result.h"

#include <QList>

namespace kemai::wire {

struct FileLimits {
    static constexpr qint64 pieceBytes = 512 * 1024;
    static constexpr qint64 fileBytes = 2'000'000'000; // whatever a server allows
    static constexpr qsizetype found = 100;            // asked for at once
};
inline int filePieces(qint64 size) { return int((size + FileLimits::pieceBytes - 1) / FileLimits::pieceBytes); } // of an empty file: 0
inline qint64 filePieceBytes(qint64 size, int piece) { return qMin(FileLimits::pieceBytes, size - piece * FileLimits::pieceBytes); }

struct FileOffer {
    Id attachment;
    qint64 size = 0;
    QByteArray hash; // 32 bytes

    friend bool operator==(const FileOffer &, const FileOffer &) = default;
};
struct FileState {
    QList<int> missing; // pieces, ascending
    bool complete = false;
};
struct FileFind {
    QList<Id> attachments;
};
struct FilesFound {
    QList<FileOffer> files;
};

QByteArray write(const FileOffer &message);
QByteArray write(const FileState &message);
QByteArray write(const FileFind &message);
QByteArray write(const FilesFound &message);
Result<FileOffer> readFileOffer(QByteArrayView body);
Result<FileState> readFileState(QByteArrayView body);
Result<FileFind> readFileFind(QByteArrayView body);
Result<FilesFound> readFilesFound(QByteArrayView body);

} // namespace kemai::wire
