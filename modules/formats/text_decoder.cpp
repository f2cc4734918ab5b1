// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/text_decoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

namespace kemai {

namespace {

void markDamage(const void *, UConverterToUnicodeArgs *arguments, const char *, int32_t,
                UConverterCallbackReason reason, UErrorCode *status)
{
    if (reason > UCNV_IRREGULAR)
        return; // reset, close or clone
    *status = U_ZERO_ERROR;
    const UChar mark = damageMark;
    ucnv_cbToUWriteUChars(arguments, &mark, 1, 0, status);
}

} // namespace

void TextDecoder::Close::operator()(UConverter *converter) const
{
    ucnv_close(converter);
}

TextDecoder::TextDecoder(UConverter *converter) : m_converter(converter) { }
TextDecoder::TextDecoder(TextDecoder &&) noexcept = default;
TextDecoder &TextDecoder::operator=(TextDecoder &&) noexcept = default;
TextDecoder::~TextDecoder() = default;

Result<TextDecoder> TextDecoder::forEncoding(const QString &encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    const QByteArray name = encoding.trimmed().toLatin1();
    UConverter *converter = name.isEmpty() ? nullptr : ucnv_open(name.constData(), &status);
    if (!converter || U_FAILURE(status)) {
        if (converter)
            ucnv_close(converter);
        return fail(Error::Code::Invalid, QStringLiteral("formats.encodingUnknown"),
                    QStringLiteral("no converter of that name"), {encoding});
    }
    TextDecoder decoder(converter);
    ucnv_setToUCallBack(converter, markDamage, nullptr, nullptr, nullptr, &status);
    return decoder;
}

void TextDecoder::decode(QByteArrayView bytes, QString &text, Piece piece)
{
    std::array<UChar, 8192> buffer;
    const char *source = bytes.data();
    const char *const sourceEnd = source + bytes.size();
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar *target = buffer.data();
        ucnv_toUnicode(m_converter.get(), &target, buffer.data() + buffer.size(), &source, sourceEnd, nullptr,
                       piece == Piece::Last, &status);
        text.append(QStringView(buffer.data(), target - buffer.data()));
        if (status != U_BUFFER_OVERFLOW_ERROR)
            break;
    }
    if (piece == Piece::Last)
        ucnv_resetToUnicode(m_converter.get());
}

} // namespace kemai
