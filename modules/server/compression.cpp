// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/compression.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <zstd.h>

namespace kemai {

QByteArray compressed(QByteArrayView bytes)
{
    QByteArray out(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
    out.resize(qsizetype(ZSTD_compress(out.data(), size_t(out.size()), bytes.data(), size_t(bytes.size()), 1)));
    return out;
}

Result<QByteArray> decompressed(QByteArrayView zstd, qsizetype most)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23); // 8 MiB: a frame may ask for far more
    QByteArray out;
    ZSTD_inBuffer in{zstd.data(), size_t(zstd.size()), 0};
    size_t left = 1;
    while (in.pos < in.size || left > 0) {
        const qsizetype had = out.size();
        out.resize(std::min<qsizetype>(most + 1, had + 64 * 1024));
        ZSTD_outBuffer to{out.data(), size_t(out.size()), size_t(had)};
        const size_t before = in.pos;
        left = ZSTD_decompressStream(context.get(), &to, &in);
        const bool still = qsizetype(to.pos) == had && in.pos == before;
        out.resize(qsizetype(to.pos));
        if (ZSTD_isError(left) || still)
            return fail(Error::Code::Invalid, QStringLiteral("wire.malformed"));
        if (out.size() > most)
            return fail(Error::Code::Invalid, QStringLiteral("wire.tooLarge"), {}, {QString::number(most)});
        if (left == 0 && in.pos == in.size)
            break;
    }
    return out;
}

Compressor::Compressor() : m_context(ZSTD_createCCtx())
{
    ZSTD_CCtx_setParameter(m_context, ZSTD_c_compressionLevel, 1);
}

Compressor::~Compressor()
{
    ZSTD_freeCCtx(m_context);
}

bool Compressor::add(QByteArrayView bytes, bool last, BodySink &sink)
{
    constexpr qsizetype piece = 64 * 1024;
    ZSTD_inBuffer in{bytes.data(), size_t(bytes.size()), 0};
    for (;;) {
        const qsizetype had = m_ready.size();
        m_ready.resize(had + qsizetype(ZSTD_CStreamOutSize()));
        ZSTD_outBuffer out{m_ready.data(), size_t(m_ready.size()), size_t(had)};
        const size_t left = ZSTD_compressStream2(m_context, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
        m_ready.resize(qsizetype(out.pos));
        if (ZSTD_isError(left))
            return false;
        const bool done = last ? left == 0 : in.pos == in.size;
        if (m_ready.size() >= piece || (done && last && !m_ready.isEmpty())) {
            if (!sink.write(std::exchange(m_ready, {})))
                return false;
        }
        if (done)
            return true;
    }
}

} // namespace kemai
