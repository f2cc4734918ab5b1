// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The backup file. Numbers little-endian.
 *
 *      0   8  "KEMAIBAK"
 *      8   1  version, 1
 *      9   3  zero
 *     12   4  length of the key file, n
 *     16   n  a key file (key_file.h), as the store's or with the backup's own passphrase
 *   16+n  32  BLAKE2b-256 of all before: damage here is told from a wrong passphrase
 *   48+n      a sealed stream (sealed_file.h, magic "KEMAIBKS"), keyed with subkey 1 "kemaibak" of the data key and
 *             bound to all before
 *
 * In the stream, entries one after the other: type (1), 7 zero bytes, length (8), then for an attachment its name
 * (32), then the bytes:
 *
 *     1  database: the file kemai.db, encrypted as it is
 *     2  attachment: the file, encrypted as it is
 *     3  end: count of attachments (8), the last entry
 *
 * Errors: Invalid "vault.notABackup", Corrupt "vault.damagedBackup", Conflict "vault.newer", Io.
 */
#pragma once

#include "vault/key_file.h"
#include "vault/sealed_file.h"

#include <functional>
#include <optional>

namespace kemai {

enum class ArchiveEntry : quint8 { Database = 1, Attachment = 2, End = 3 };

class ArchiveWriter
{
public:
    static Result<ArchiveWriter> begin(QFile &file, const KeyFile &keyFile, const Secret &streamKey);
    // Copies the file whole; name only for attachments. taken is called with every piece's length; false cancels.
    Result<> add(ArchiveEntry type, const QByteArray &name, QFile &source, const std::function<bool(qint64)> &taken);
    Result<> end();

private:
    explicit ArchiveWriter(SealedWriter stream) : m_stream(std::move(stream)) { }

    SealedWriter m_stream;
    qint64 m_attachments = 0;
};

class ArchiveReader
{
public:
    // The key file at the front; leaves the file where the stream begins.
    static Result<KeyFile> keyFile(QFile &file);
    static Result<ArchiveReader> begin(QFile &file, const KeyFile &keyFile, const Secret &streamKey);

    struct Entry {
        ArchiveEntry type = ArchiveEntry::End;
        QByteArray name;
        qint64 size = 0;
    };
    Result<Entry> next(); // after End: End again
    // The bytes of the entry, in pieces; to be called before the next next().
    Result<> forEachPiece(const Entry &entry, const std::function<Result<>(QByteArrayView)> &use);

private:
    explicit ArchiveReader(SealedReader stream) : m_stream(std::move(stream)) { }
    Result<QByteArray> take(qsizetype size);

    SealedReader m_stream;
    QByteArray m_clear;
    qsizetype m_used = 0;
    qint64 m_attachments = 0;
    bool m_ended = false;
};

} // namespace kemai
