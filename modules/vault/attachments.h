// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Attachments: files kept encrypted beside the database, each once, named by what is in it.
 *
 * A name is 32 bytes: BLAKE2b-256 of the content, keyed with subkey 2 "kemaiatt", so nobody without the key can
 * tell whether a known file is here, and equal content is stored once. The file is attachments/ab/abcd... (hex),
 * sealed (sealed_file.h, magic "KEMAIATT") with subkey 1 "kemaiatt" and bound to its name: cutting, changing,
 * reordering, or swapping files is found when they are read. Sizes and times can be seen from outside.
 *
 * A put is complete and synced before its name is given out; a crash leaves the file or nothing. Memory is
 * bounded by a chunk of 64 KiB except in read(). All functions block (disk) and may be called from any thread.
 *
 * Errors: NotFound "vault.attachmentMissing", Corrupt "vault.damagedAttachment" (details: the name in hex), Busy
 * "vault.cancelled", Conflict "vault.sourceChanged" (the source changed while it was read), Io.
 */
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace kemai {

class Vault;

// Done and all, in bytes (all is 0 when unknown); false cancels.
using ByteProgress = std::function<bool(qint64 done, qint64 total)>;

// A clear copy for a program outside, in a folder of its own (folder 0700, file 0600), overwritten and removed on
// destruction. What a crash leaves is wiped when the store is next opened.
class ViewerCopy
{
public:
    ~ViewerCopy();
    ViewerCopy(const ViewerCopy &) = delete;
    ViewerCopy &operator=(const ViewerCopy &) = delete;

    QString file() const { return m_file; }

private:
    friend class Attachments;
    ViewerCopy() = default;

    QString m_folder;
    QString m_file;
};

// A content from its beginning on, as much at a time as is asked for; each chunk is authenticated before it is given. One thread at a time.
class AttachmentReader
{
public:
    ~AttachmentReader();
    AttachmentReader(const AttachmentReader &) = delete;
    AttachmentReader &operator=(const AttachmentReader &) = delete;

    Result<QByteArray> read(qint64 bytes); // fewer only at the end
    Result<> skip(qint64 bytes);

private:
    friend class Attachments;
    struct Open;
    explicit AttachmentReader(std::unique_ptr<Open> open);
    std::unique_ptr<Open> m_open;
};

class Attachments
{
public:
    explicit Attachments(const Vault &vault);

    // Reads the source to its end and gives the content's name. Content that is here already is not written again,
    // but a damaged file of the same content is healed.
    Result<QByteArray> put(QIODevice &source, const ByteProgress &progress = {});
    Result<QByteArray> putFile(const QString &file, const ByteProgress &progress = {});

    bool contains(const QByteArray &name) const;
    // Chunk by chunk, each authenticated before it is written; on an error the target holds a true prefix.
    Result<> copyTo(const QByteArray &name, QIODevice &target) const;
    Result<QByteArray> read(const QByteArray &name) const; // whole, in memory
    Result<std::unique_ptr<AttachmentReader>> open(const QByteArray &name) const;
    Result<> verify(const QByteArray &name) const;         // every chunk, and the name against the content
    Result<qint64> size(const QByteArray &name) const;     // of the content, from the file's length

    Result<QList<QByteArray>> names() const; // sorted

    // Those nobody refers to, older than the given age: a put whose record is not committed yet is young.
    Result<QList<QByteArray>> orphans(const std::function<bool(const QByteArray &name)> &isReferenced, qint64 olderThanMs,
                                      const Clock &clock = Clock::system()) const;
    // Removes them; Busy "vault.busy" while a backup runs. Gives how many went.
    Result<int> removeOrphans(const std::function<bool(const QByteArray &name)> &isReferenced, qint64 olderThanMs,
                              const Clock &clock = Clock::system());

    // One that nobody refers to any more, unless it is younger (false: it stays, see orphans()). Not there is removed already. Busy as above.
    Result<bool> remove(const QByteArray &name, qint64 olderThanMs, const Clock &clock = Clock::system());

    // fileName is what the viewer shows; only its last part is used, made safe for a file system.
    Result<std::unique_ptr<ViewerCopy>> openOutside(const QByteArray &name, const QString &fileName) const;

    // What a crash left: clear copies (wiped) and half-written files (removed). Done by Vault::open().
    static void wipeViewerCopies(const QString &storeDirectory);
    static void removePartialFiles(const QString &attachmentsFolder);

    QString fileOf(const QByteArray &name) const;

private:
    const Vault &m_vault;
};

} // namespace kemai
