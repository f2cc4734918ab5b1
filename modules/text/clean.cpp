// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/clean.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <array>
#include <memory>

namespace kemai {

namespace {

// What a code point is to the cleaner, whatever the field class.
enum Kind : quint8 {
    Plain,
    Invisible,         // dropped everywhere
    Ignorable,         // invisible and not in D1's list for free text: dropped in one-line fields
    Joiner,            // U+200D: kept inside an emoji sequence of free text
    VariationSelector, // dropped in one-line fields
    EmojiTag,          // U+E0020..E007F: kept after a flag in free text
    Space,             // U+0020
    OtherSpace,        // becomes U+0020
    Tab,
    Newline,
    OtherNewline, // U+2028, U+2029: becomes a newline
    CarriageReturn,
    HalfCharacter, // a lone surrogate
    Foldable,      // NFKC changes it
};

Kind kindOf(char32_t c)
{
    switch (c) {
    case U' ':
        return Space;
    case U'\t':
        return Tab;
    case U'\n':
        return Newline;
    case U'\r':
        return CarriageReturn;
    case 0x200D:
        return Joiner;
    case 0x115F: // Hangul fillers: letters that show nothing
    case 0x1160:
    case 0x3164:
    case 0xFFA0:
        return Invisible;
    default:
        break;
    }
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D) || c == 0x180F)
        return VariationSelector;
    if (c >= 0xE0020 && c <= 0xE007F)
        return EmojiTag;
    const UChar32 point = static_cast<UChar32>(c);
    switch (u_charType(point)) {
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return Invisible;
    case U_SURROGATE:
        return HalfCharacter;
    case U_SPACE_SEPARATOR:
        return OtherSpace;
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return OtherNewline;
    default:
        break;
    }
    if (U_IS_UNICODE_NONCHAR(point))
        return Invisible;
    if (u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return Ignorable;
    if (c < 0x80)
        return Plain;
    // Circled and superscript digits are marks beside a number, not digits of it: they stay as written.
    if (u_charType(point) == U_OTHER_NUMBER)
        return Plain;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *compatible = icu::Normalizer2::getNFKCInstance(status);
    return compatible->isInert(point) || compatible->quickCheck(icu::UnicodeString(point), status) == UNORM_YES
        ? Plain
        : Foldable;
}

const std::array<Kind, 0x10000> &kinds()
{
    static const std::unique_ptr<const std::array<Kind, 0x10000>> table = [] {
        auto made = std::make_unique<std::array<Kind, 0x10000>>();
        for (char32_t c = 0; c < 0x10000; ++c)
            (*made)[c] = kindOf(c);
        return made;
    }();
    return *table;
}

bool isOneLine(FieldClass fieldClass)
{
    return fieldClass != FieldClass::FreeText && fieldClass != FieldClass::Phone;
}

bool folds(FieldClass fieldClass)
{
    return fieldClass == FieldClass::Phone || fieldClass == FieldClass::Email || fieldClass == FieldClass::Identifier
        || fieldClass == FieldClass::Date;
}

bool joinsEmoji(char32_t before, char32_t after)
{
    const auto pictographic
        = [](char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC); };
    const bool left = pictographic(before) || before == 0xFE0F
        || u_hasBinaryProperty(static_cast<UChar32>(before), UCHAR_EMOJI_MODIFIER);
    return left && pictographic(after);
}

char32_t pointAt(QStringView text, qsizetype at, int *units)
{
    const char16_t c = text[at].unicode();
    *units = 1;
    if (QChar::isHighSurrogate(c) && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
        *units = 2;
        return QChar::surrogateToUcs4(c, text[at + 1].unicode());
    }
    return c;
}

// The length of the prefix that is clean, with its spaces in the right places; the whole size if all of it is.
qsizetype cleanPrefix(FieldClass fieldClass, QStringView text)
{
    const auto &table = kinds();
    const bool freeText = fieldClass == FieldClass::FreeText;
    const bool fold = folds(fieldClass);
    qsizetype at = 0;
    bool spaceBefore = true; // a space here would be at the start, or the second in a row
    for (; at < text.size(); ++at) {
        switch (table[text[at].unicode()]) {
        case Plain:
            spaceBefore = false;
            continue;
        case Foldable:
            if (fold)
                return at;
            spaceBefore = false;
            continue;
        case Space:
            if (freeText) {
                // trailing spaces of a line are dropped
                if (at + 1 == text.size() || text[at + 1] == u'\n' || text[at + 1] == u'\r')
                    return at;
                continue;
            }
            if (spaceBefore || at + 1 == text.size())
                return at;
            spaceBefore = true;
            continue;
        case Tab:
            if (!freeText || at + 1 == text.size() || text[at + 1] == u'\n')
                return at;
            continue;
        default:
            return at;
        }
    }
    return at;
}

} // namespace

bool isClean(FieldClass fieldClass, QStringView text)
{
    if (cleanPrefix(fieldClass, text) == text.size())
        return true;
    return !clean(fieldClass, text.toString()).changed();
}

Cleaned clean(FieldClass fieldClass, const QString &raw)
{
    const qsizetype sound = cleanPrefix(fieldClass, raw);
    if (sound == raw.size())
        return {raw, {}};

    const auto &table = kinds();
    const bool freeText = fieldClass == FieldClass::FreeText;
    const bool oneLine = isOneLine(fieldClass);
    const bool fold = folds(fieldClass);
    const QStringView text(raw);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *compatible = fold ? icu::Normalizer2::getNFKCInstance(status) : nullptr;

    Cleanings did;
    QString out;
    out.reserve(raw.size());
    bool foldAll = false;

    const auto trimEnd = [&out, &did](bool tabsToo) {
        while (!out.isEmpty() && (out.back() == u' ' || (tabsToo && out.back() == u'\t'))) {
            out.chop(1);
            did |= Cleaning::Trimmed;
        }
    };
    const auto addSpace = [&](bool wasPlain) {
        if (!wasPlain)
            did |= Cleaning::Spaces;
        if (!freeText && (out.isEmpty() || out.back() == u' ' || out.back() == u'\n'))
            did |= Cleaning::Trimmed;
        else
            out.append(u' ');
    };
    const auto addNewline = [&](bool wasPlain) {
        if (oneLine) {
            addSpace(false);
            return;
        }
        if (!wasPlain)
            did |= Cleaning::Spaces;
        trimEnd(true);
        if (out.isEmpty() || (!freeText && out.back() == u'\n'))
            did |= Cleaning::Trimmed;
        else
            out.append(u'\n');
    };

    char32_t before = 0; // the last code point kept
    for (qsizetype at = 0; at < text.size();) {
        int units = 1;
        const char32_t c = pointAt(text, at, &units);
        const Kind kind = units == 1 ? table[c] : kindOf(c);
        const qsizetype next = at + units;
        bool keep = false;
        switch (kind) {
        case Plain:
            keep = true;
            break;
        case Foldable:
            keep = true;
            foldAll = foldAll || fold;
            break;
        case Space:
            addSpace(true);
            break;
        case OtherSpace:
            addSpace(false);
            break;
        case Tab:
            if (freeText)
                out.append(u'\t');
            else
                addSpace(false);
            break;
        case Newline:
            addNewline(true);
            break;
        case OtherNewline:
            addNewline(false);
            break;
        case CarriageReturn:
            if (next < text.size() && text[next] == u'\n')
                did |= Cleaning::Spaces; // the newline after it counts
            else
                addNewline(false);
            break;
        case Joiner: {
            int afterUnits = 1;
            const char32_t after = next < text.size() ? pointAt(text, next, &afterUnits) : 0;
            keep = freeText && joinsEmoji(before, after);
            break;
        }
        case VariationSelector:
            keep = freeText && before != 0;
            break;
        case EmojiTag:
            keep = freeText && (before == 0x1F3F4 || (before >= 0xE0020 && before <= 0xE007E));
            break;
        case Ignorable:
            keep = freeText;
            break;
        case HalfCharacter:
            did |= Cleaning::Surrogate;
            if (!fold) {
                out.append(QChar(QChar::ReplacementCharacter));
                before = QChar::ReplacementCharacter;
            }
            at = next;
            continue;
        case Invisible:
            break;
        }
        if (keep) {
            out.append(text.mid(at, units));
            before = c;
        } else if (kind == Invisible || kind == Ignorable || kind == Joiner || kind == VariationSelector
                   || kind == EmojiTag) {
            did |= Cleaning::Invisible;
        } else {
            before = U' ';
        }
        at = next;
    }
    trimEnd(true);
    while (out.endsWith(u'\n')) {
        out.chop(1);
        did |= Cleaning::Trimmed;
        trimEnd(true);
    }

    if (foldAll) {
        // Code point by code point: linear whatever the input, and a circled digit stays what it is.
        QString folded;
        folded.reserve(out.size());
        icu::UnicodeString mapped;
        for (qsizetype at = 0; at < out.size();) {
            int units = 1;
            const char32_t c = pointAt(out, at, &units);
            const Kind kind = units == 1 ? table[c] : kindOf(c);
            if (kind == Foldable && compatible->getDecomposition(static_cast<UChar32>(c), mapped))
                folded.append(QStringView(mapped.getBuffer(), mapped.length()));
            else
                folded.append(QStringView(out).mid(at, units));
            at += units;
        }
        if (folded != out) {
            did |= Cleaning::Width;
            // A folded form may be a space or an invisible again (U+FFA0 and friends): once more, on folded text.
            Cleaned again = clean(fieldClass, folded);
            return {again.text, again.did | did};
        }
    }
    return {out, did};
}

} // namespace kemai
