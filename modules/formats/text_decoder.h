// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Bytes to text, piece by piece: a buffer may end anywhere, also inside a character.
 *
 * What cannot be decoded is never dropped and never guessed: each undecodable sequence becomes one
 * damageMark, a Unicode noncharacter that no text holds, so that a reader can refuse just the row it stands
 * in. A U+FFFD that the file itself holds stays U+FFFD. Line ends are never swallowed by a broken character
 * before them. Conversion tables are ICU's; one thread at a time.
 */
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>

struct UConverter;

namespace kemai {

inline constexpr char16_t damageMark = u'\uFDD0';

class TextDecoder
{
public:
    enum class Piece { More, Last };

    // encoding: any name ICU knows ("UTF-8", "GB18030", "Big5", "UTF-16LE", "windows-1252" ...).
    // Errors: Invalid formats.encodingUnknown.
    static Result<TextDecoder> forEncoding(const QString &encoding);

    TextDecoder(TextDecoder &&) noexcept;
    TextDecoder &operator=(TextDecoder &&) noexcept;
    ~TextDecoder();

    // Appends the decoded text. After Piece::Last the decoder is as new.
    void decode(QByteArrayView bytes, QString &text, Piece piece = Piece::More);

private:
    struct Close {
        void operator()(UConverter *converter) const;
    };
    explicit TextDecoder(UConverter *converter);
    std::unique_ptr<UConverter, Close> m_converter;
};

} // namespace kemai
