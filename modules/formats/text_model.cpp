// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/text_model.h"

#include "formats/common_han.h"
#include "formats/text_decoder.h"

#include <QChar>

#include <array>

namespace kemai {

namespace {

enum HanClass : quint8 {
    CommonSimplified = 1,
    CommonTraditional = 2,
    GbFirstLevel = 4,
    GbSecondLevel = 8,
    Big5FirstLevel = 16,
    Big5SecondLevel = 32,
};

struct ByteRange {
    int first;
    int last;
};

struct HanClasses {
    std::array<quint8, 65536> of{};

    HanClasses()
    {
        for (const QChar c : QStringView(commonSimplifiedHan))
            of[c.unicode()] |= CommonSimplified;
        for (const QChar c : QStringView(commonTraditionalHan))
            of[c.unicode()] |= CommonTraditional;
        markRows(QStringLiteral("GB18030"), {0xB0, 0xD7}, {{{0xA1, 0xFE}}}, GbFirstLevel);
        markRows(QStringLiteral("GB18030"), {0xD8, 0xF7}, {{{0xA1, 0xFE}}}, GbSecondLevel);
        markRows(QStringLiteral("Big5"), {0xA4, 0xC6}, {{{0x40, 0x7E}, {0xA1, 0xFE}}}, Big5FirstLevel);
        markRows(QStringLiteral("Big5"), {0xC9, 0xF9}, {{{0x40, 0x7E}, {0xA1, 0xFE}}}, Big5SecondLevel);
    }

    void markRows(const QString &encoding, ByteRange leads, const std::vector<ByteRange> &trails, HanClass level)
    {
        Result<TextDecoder> decoder = TextDecoder::forEncoding(encoding);
        if (!decoder)
            return;
        QByteArray bytes;
        for (int lead = leads.first; lead <= leads.last; ++lead)
            for (const ByteRange &range : trails)
                for (int trail = range.first; trail <= range.last; ++trail)
                    bytes.append(char(lead)).append(char(trail));
        QString text;
        decoder->decode(bytes, text, TextDecoder::Piece::Last);
        for (const QChar c : text)
            of[c.unicode()] |= level;
    }
};

constexpr double ascii = 4.1; // one of about sixty
constexpr double impossible = 25;

bool isHan(char16_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}

double hanCost(char16_t c, ScriptModel model)
{
    static const HanClasses classes;
    const quint8 of = classes.of[c];
    const double simplified = of & CommonSimplified  ? 7.0
                              : of & GbFirstLevel    ? 9.5
                              : of & CommonTraditional ? 10.5
                              : of & GbSecondLevel   ? 11.8
                              : of & Big5FirstLevel  ? 12.8
                                                     : 15.0;
    const double traditional = of & CommonTraditional ? 7.0
                               : of & Big5FirstLevel  ? 9.8
                               : of & Big5SecondLevel ? 12.2
                                                      : 15.0;
    switch (model) {
    case ScriptModel::Simplified:
        return simplified;
    case ScriptModel::Traditional:
        return traditional;
    case ScriptModel::Japanese:
    case ScriptModel::Korean:
        return 2 + std::min(simplified, traditional);
    case ScriptModel::Any:
    case ScriptModel::Alphabet:
        break;
    }
    return std::min(simplified, traditional);
}

bool isOf(ScriptModel model, std::initializer_list<ScriptModel> models)
{
    return std::find(models.begin(), models.end(), model) != models.end();
}

double symbolCost(char16_t c, ScriptModel model)
{
    using enum ScriptModel;
    if ((c >= 0x3001 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0x3000 || c == 0x00B7
        || (c >= 0x2014 && c <= 0x2026))
        return model == Alphabet ? 9.0 : 7.5; // punctuation of Chinese and full-width forms
    if (c >= 0x3041 && c <= 0x30FF)
        return isOf(model, {Any, Japanese}) ? 5.2 : 12.0;
    if (c >= 0xFF61 && c <= 0xFF9F)
        return isOf(model, {Any, Japanese}) ? 8.5 : 14.0;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return isOf(model, {Any, Korean}) ? 7.2 : 14.0;
    if (c >= 0x0400 && c <= 0x04FF)
        return isOf(model, {Any, Alphabet}) ? 4.2 : 12.5;
    if (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7)
        return isOf(model, {Any, Alphabet}) ? 5.2 : 12.5;
    if (QChar(c).isLetter())
        return isOf(model, {Any, Alphabet}) ? 6.0 : 13.0;
    if (QChar(c).isSurrogate())
        return model == Any ? 5.5 : 8.0; // two of them make one character
    return model == Any ? 9.0 : model == Alphabet ? 9.5 : 12.0;
}

bool isImpossible(char16_t c)
{
    return c == damageMark || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0x80 && c < 0xA0) || (c < 0x20 && c != u'\n')
        || c == 0x7F || c >= 0xFFFE;
}

} // namespace

TextCost textCost(QStringView text, ScriptModel model)
{
    constexpr double insideWord = 3.0; // a Han character right behind a Latin letter
    constexpr double mixedCase = 4.0;  // a capital right behind a small letter
    constexpr double crowded = 3.5;    // two letters beyond ASCII side by side in a language that has few

    TextCost cost;
    char16_t before = u'\n';
    for (const QChar character : text) {
        const char16_t c = character.unicode();
        double nats = ascii;
        if (isImpossible(c)) {
            nats = impossible;
            ++cost.impossible;
        } else if (c >= 0x80) {
            if (isHan(c)) {
                nats = hanCost(c, model);
                if (before < 0x80 && QChar(before).isLetter())
                    nats += insideWord;
            } else {
                nats = symbolCost(c, model);
                if (character.isUpper() && QChar(before).isLower())
                    nats += mixedCase;
                if (model == ScriptModel::Alphabet && before >= 0x80 && (c < 0x0400 || before < 0x0400))
                    nats += crowded;
            }
        }
        cost.total += nats;
        if (c >= 0x80 && !isImpossible(c)) {
            cost.beyondAscii += nats;
            ++cost.charactersBeyondAscii;
        }
        before = c;
    }
    return cost;
}

} // namespace kemai
