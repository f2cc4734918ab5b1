// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_match.h"

#include "store/search_terms.h"
#include "text/pinyin_match.h"

namespace kemai {

namespace {

// Latin, Cyrillic, kana ...: whatever is written by letters and looked for from a word's beginning.
bool isLetter(QChar c) { return c.isLetter() && c.script() != QChar::Script_Han; }

SearchPart::Script scriptOf(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return SearchPart::Script::Digits;
    return isLetter(c) ? SearchPart::Script::Letters : SearchPart::Script::Written;
}

// "zhangmin" is all of 张敏, "zhangm" only begins it.
bool lastSyllableIsTyped(const QString &text, Reading reading, const QString &letters)
{
    const QList<Syllables> all = syllables(text, reading);
    const QString typed = foldTyped(letters);
    return all.isEmpty() || all.last().isEmpty()
        || std::ranges::any_of(all.last(), [&typed](Syllable s) {
               return typed.endsWith(syllableText(s)) || typed.endsWith(QLatin1StringView(fuzzySpelling(syllableText(s))));
           });
}

std::optional<SearchMatch> matchLetters(const QString &text, Reading reading, const QString &letters)
{
    auto match = matchPinyin(text, letters, reading);
    // The last resort of a name: the same sounds to who does not keep zh/z, ing/in, n/l apart.
    if (!match && reading == Reading::Name)
        match = matchPinyin(text, letters, reading, PinyinTolerance::Fuzzy);
    if (!match)
        return std::nullopt;
    SearchMatch found{Hit::How::Pinyin, int(match->position), int(match->length)};
    if (match->isWhole && !match->usesInitials && lastSyllableIsTyped(text, reading, letters))
        found.how = Hit::How::Whole;
    else if (match->usesInitials)
        found.how = Hit::How::Initials;
    else if (text.at(match->position).script() != QChar::Script_Han) // letters or digits as they are written
        found.how = match->position == 0 ? Hit::How::Beginning : Hit::How::Inside;
    return found;
}

// A text without what is not read out: spaces, brackets, points; and where each unit stood.
struct Bare {
    QString text;
    QList<int> places;

    explicit Bare(const QString &folded)
    {
        text.reserve(folded.size());
        for (int i = 0; i < folded.size(); ++i)
            if (const QChar c = folded.at(i); c.isLetterOrNumber() || c.isSurrogate()) {
                text += c;
                places.append(i);
            }
    }
};

// As it stands; or passing over punctuation on both sides: who types 联美广州 means 联美（广州）.
std::optional<SearchMatch> matchWritten(const QString &text, const QString &typed)
{
    const auto how = [](qsizetype at, qsizetype length, qsizetype all) {
        return length == all ? Hit::How::Whole : at == 0 ? Hit::How::Beginning : Hit::How::Inside;
    };
    const QString folded = foldForSearch(text);
    if (const qsizetype at = folded.indexOf(typed); at >= 0)
        return SearchMatch{how(at, typed.size(), folded.size()), int(at), int(typed.size())};
    const Bare wanted(typed);
    const Bare bare(folded);
    if (wanted.text.isEmpty() || (wanted.text.size() == typed.size() && bare.text.size() == folded.size()))
        return std::nullopt;
    const qsizetype at = bare.text.indexOf(wanted.text);
    if (at < 0)
        return std::nullopt;
    const int start = bare.places.at(at);
    return SearchMatch{how(at, wanted.text.size(), bare.text.size()), start, bare.places.at(at + wanted.text.size() - 1) + 1 - start};
}

} // namespace

QList<SearchPart> partsOf(const QString &query)
{
    QList<SearchPart> parts;
    const QString folded = foldForSearch(QStringView(query).left(100));
    for (const QString &word : folded.split(u' ', Qt::SkipEmptyParts)) {
        if (word.contains(u'@')) {
            parts.append({SearchPart::Script::Letters, word});
            continue;
        }
        // A number as people write it: +86 138-0013-8000 is one run of digits.
        QString digits;
        bool number = true;
        for (const QChar c : word) {
            if (c >= u'0' && c <= u'9')
                digits += c;
            else
                number = number && QStringView(u"+-()（）.－·").contains(c);
        }
        if (number) {
            if (digits.isEmpty())
                continue;
            if (!parts.isEmpty() && parts.last().script == SearchPart::Script::Digits)
                parts.last().text += digits; // 138 0013 8000, +44 20 7183 8750
            else
                parts.append({SearchPart::Script::Digits, digits});
            continue;
        }
        qsizetype start = 0;
        for (qsizetype i = 1; i <= word.size(); ++i) {
            if (i < word.size() && scriptOf(word.at(i)) == scriptOf(word.at(start)))
                continue;
            const QString run = word.mid(start, i - start);
            const SearchPart::Script script = scriptOf(run.front());
            const bool tone = script == SearchPart::Script::Digits && run.size() == 1 && QStringView(u"12345").contains(run.front())
                && !parts.isEmpty() && parts.last().script == SearchPart::Script::Letters && start > 0;
            if (tone)
                parts.last().text += run; // zhang3
            else
                parts.append({script, run});
            start = i;
        }
    }
    return parts;
}

std::optional<SearchMatch> matchText(const QString &text, Reading reading, const SearchPart &part)
{
    if (text.isEmpty() || part.text.isEmpty())
        return std::nullopt;
    if (part.script == SearchPart::Script::Letters)
        return matchLetters(text, reading, part.text);
    return matchWritten(text, part.text);
}

std::optional<SearchMatch> matchDigits(const QString &digits, const QString &typed)
{
    if (digits == typed)
        return SearchMatch{Hit::How::Whole, 0, int(digits.size())};
    if (digits.startsWith(typed))
        return SearchMatch{Hit::How::Beginning, 0, int(typed.size())};
    if (typed.size() == 4 && digits.endsWith(typed))
        return SearchMatch{Hit::How::LastFour, int(digits.size()) - 4, 4};
    if (const qsizetype at = digits.indexOf(typed); at >= 0)
        return SearchMatch{Hit::How::Inside, int(at), int(typed.size())};
    return std::nullopt;
}

} // namespace kemai
