// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The parts of a zip file, unpacked piece by piece, for files nobody vouches for. libzip reads; here stand the limits.
 *
 * - The directory: at most maxEntries entries and maxDirectoryBytes, checked before it is built in memory.
 * - A part: stored or deflated only, never encrypted; at most the bytes the caller names, counted as they are unpacked
 *   (what the directory claims is not believed), and behind freeUnpackedBytes at most maxRatio times what is packed.
 *   Checksums are verified at a part's end.
 *
 * One thread at a time; the device is seekable and outlives archive and parts. APPNOTE.TXT 6.3 is the format.
 */
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <memory>

class QIODevice;

namespace kemai {

class ZipPart
{
public:
    virtual ~ZipPart() = default;
    // The next bytes, at most 16 KiB; empty at the end, with the checksum right.
    // Errors: Invalid formats.zipDamaged (details: the part), formats.zipTooLarge (details: the part, MiB).
    virtual Result<QByteArray> next() = 0;
};

class ZipArchive
{
public:
    static constexpr qint64 maxEntries = 10'000;
    static constexpr qint64 maxDirectoryBytes = 4 * 1024 * 1024;
    static constexpr qint64 freeUnpackedBytes = 64 * 1024 * 1024;
    static constexpr qint64 maxRatio = 200;

    // Errors: Invalid formats.zipDamaged (it is cut off, or no zip file), formats.zipTooManyEntries; Io formats.readFailed.
    static Result<ZipArchive> open(QIODevice &device);

    ZipArchive(ZipArchive &&) noexcept;
    ZipArchive &operator=(ZipArchive &&) noexcept;
    ~ZipArchive();

    bool has(const QByteArray &name) const; // without regard to case, as Office does
    // Errors: Invalid formats.zipDamaged, formats.zipPartLocked (encrypted), formats.zipTooLarge.
    Result<std::unique_ptr<ZipPart>> part(const QByteArray &name, qint64 maxBytes) const;

private:
    struct Open;
    explicit ZipArchive(std::unique_ptr<Open> open);
    std::unique_ptr<Open> m_open;
};

} // namespace kemai
