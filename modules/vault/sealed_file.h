// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SealedWriter, SealedReader: a file encrypted as a stream of chunks, for attachments and backups. Memory is
 * bounded by one chunk whatever the file's size.
 *
 *      0   8  magic, which says what is inside
 *      8   1  version, 1
 *      9   1  algorithm: 1 = crypto_secretstream_xchacha20poly1305
 *     10   2  zero
 *     12   4  clear bytes in a chunk, little-endian: 65536
 *     16  24  secretstream header
 *     40      chunks: up to 65536 bytes and 17 more each; the last one, which may be empty, is tagged FINAL
 *
 * Every chunk's associated data is bytes 0-15 and what the caller binds the file to. A changed, missing, repeated
 * or reordered chunk, a cut or lengthened file and a file bound to something else all read as damage; nothing of
 * a damaged chunk is given out. Before offset 40 the caller may have written a preamble of its own: offsets are
 * from where the file stood.
 *
 * Errors: the caller's own for damage; Conflict "vault.newer"; Io.
 */
#pragma once

#include "base/result.h"
#include "vault/secret.h"

#include <QByteArray>
#include <QFile>

#include <sodium.h>

namespace kemai {

struct SealedForm {
    char magic[9]; // 8 characters
    Error damage;  // what a reader says when the file is not what was written
};

class SealedWriter
{
public:
    SealedWriter(const SealedWriter &) = default;
    SealedWriter &operator=(const SealedWriter &) = default;
    ~SealedWriter() { sodium_memzero(&m_state, sizeof m_state); } // holds the stream's key

    static Result<SealedWriter> begin(QFile &file, const SealedForm &form, const Secret &key, const QByteArray &boundTo);
    Result<> write(QByteArrayView bytes);
    Result<> finish(); // without it the file reads as damaged

private:
    SealedWriter() = default;
    Result<> push(unsigned char tag);

    QFile *m_file = nullptr;
    crypto_secretstream_xchacha20poly1305_state m_state{};
    QByteArray m_bound;
    QByteArray m_clear;
};

class SealedReader
{
public:
    SealedReader(const SealedReader &) = default;
    SealedReader &operator=(const SealedReader &) = default;
    ~SealedReader() { sodium_memzero(&m_state, sizeof m_state); }

    static Result<SealedReader> begin(QFile &file, const SealedForm &form, const Secret &key, const QByteArray &boundTo);
    // The next chunk's clear bytes; empty only at the end.
    Result<QByteArray> next();
    bool atEnd() const { return m_atEnd; }

private:
    SealedReader() = default;
    QFile *m_file = nullptr;
    Error m_damage;
    crypto_secretstream_xchacha20poly1305_state m_state{};
    QByteArray m_bound;
    bool m_atEnd = false;
};

} // namespace kemai
