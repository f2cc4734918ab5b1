// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * zstd (RFC 8878) for bodies: whole ones, and snapshots as they stream. Level 1: the line is faster than any higher level.
 */
#pragma once

#include "base/result.h"
#include "server/http.h"

struct ZSTD_CCtx_s;

namespace kemai {

QByteArray compressed(QByteArrayView bytes);
// Errors: Invalid "wire.malformed" (no zstd), "wire.tooLarge" (more than `most` bytes come out; no more are made).
Result<QByteArray> decompressed(QByteArrayView zstd, qsizetype most);

class Compressor
{
public:
    Compressor();
    ~Compressor();
    Compressor(const Compressor &) = delete;
    Compressor &operator=(const Compressor &) = delete;

    // Hands on what is ready; with `last` the rest and the frame's end. False: the sink takes no more.
    bool add(QByteArrayView bytes, bool last, BodySink &sink);

private:
    ZSTD_CCtx_s *m_context;
    QByteArray m_ready;
};

} // namespace kemai
