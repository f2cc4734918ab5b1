// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/text_encoder.h"

#include <QStringList>

#include <unicode/ucnv.h>

namespace kemai {

using namespace Qt::StringLiterals;

void TextEncoder::Close::operator()(UConverter *converter) const { ucnv_close(converter); }

TextEncoder::TextEncoder(const QString &encoding) : m_encoding(u"UTF-8"_s)
{
    static const QStringList whole{u"UTF-16LE"_s, u"UTF-16BE"_s, u"UTF-32LE"_s, u"UTF-32BE"_s, u"GB18030"_s};
    if (!whole.contains(encoding))
        return;
    UErrorCode status = U_ZERO_ERROR;
    m_converter.reset(ucnv_open(encoding.toLatin1().constData(), &status));
    if (U_SUCCESS(status))
        m_encoding = encoding;
    else
        m_converter.reset();
}

QByteArray TextEncoder::encode(QStringView text)
{
    if (!m_converter)
        return text.toUtf8();
    UErrorCode status = U_ZERO_ERROR;
    QByteArray bytes(UCNV_GET_MAX_BYTES_FOR_STRING(text.size(), ucnv_getMaxCharSize(m_converter.get())), Qt::Uninitialized);
    const int32_t length = ucnv_fromUChars(m_converter.get(), bytes.data(), int32_t(bytes.size()),
                                           reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()), &status);
    bytes.resize(U_SUCCESS(status) ? length : 0);
    return bytes;
}

} // namespace kemai
