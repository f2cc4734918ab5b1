// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_plan.h"

#include "store/search_terms.h"
#include "text/pinyin.h"

#include <algorithm>
#include <array>

namespace kemai {

namespace {

using Terms = std::vector<Term>;

constexpr qsizetype longestSyllable = 6;    // zhuang
constexpr qsizetype mostCombinations = 16;  // of the readings of several parts

// The index passes over punctuation.
QString withoutPunctuation(QStringView typed)
{
    QString text;
    for (const QChar c : typed)
        if (c.isLetterOrNumber() || c.isSurrogate())
            text += c;
    return text;
}

// Chinese text as the index has it: every pair and triple of characters; beyond the BMP a character is two units.
Terms gramTerms(QStringView typed)
{
    const QString text = withoutPunctuation(typed);
    QList<qsizetype> starts;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (!text.at(i).isLowSurrogate())
            starts.append(i);
    const qsizetype count = starts.size();
    starts.append(text.size());
    const qsizetype width = std::min<qsizetype>(count, 3);
    const TermKind kind = width == 3 ? TermKind::Triple : TermKind::Gram;
    Terms terms;
    for (qsizetype i = 0; width > 0 && i + width <= count; ++i)
        terms.push_back(termOf(kind, QStringView(text).sliced(starts.at(i), starts.at(i + width) - starts.at(i))));
    return terms;
}

// First letters in a row: windows of at most four.
Terms initialTerms(QStringView letters)
{
    if (letters.size() <= 4)
        return {termOf(TermKind::Letters, letters)};
    Terms terms;
    for (qsizetype i = 0; i + 4 <= letters.size(); i += 2)
        terms.push_back(termOf(TermKind::Letters, letters.sliced(i, 4)));
    terms.push_back(termOf(TermKind::Letters, letters.last(4)));
    return terms;
}

bool isSyllable(QStringView letters)
{
    return syllableNumber(QLatin1StringView(letters.toLatin1())) < syllableCount();
}

bool beginsSyllable(QStringView letters)
{
    for (int i = 0; i < syllableCount(); ++i)
        if (syllableText(Syllable(i)).startsWith(letters))
            return true;
    return false;
}

// Where a syllable begins in every way of cutting the letters into syllables, the last of which may be unfinished.
// Empty if they cannot be cut at all.
QList<qsizetype> sureBoundaries(const QString &letters)
{
    const qsizetype size = letters.size();
    std::vector<double> before(size_t(size) + 1, 0); // ways to cut what stands before
    std::vector<double> behind(size_t(size) + 1, 0);
    const auto piece = [&letters](qsizetype from, qsizetype to) { return QStringView(letters).sliced(from, to - from); };
    before[0] = 1;
    for (qsizetype to = 1; to <= size; ++to)
        for (qsizetype from = std::max<qsizetype>(0, to - longestSyllable); from < to; ++from)
            if (before[size_t(from)] > 0 && isSyllable(piece(from, to)))
                before[size_t(to)] += before[size_t(from)];
    for (qsizetype from = size - 1; from >= 0; --from) {
        for (qsizetype to = from + 1; to < size && to - from <= longestSyllable; ++to)
            if (behind[size_t(to)] > 0 && isSyllable(piece(from, to)))
                behind[size_t(from)] += behind[size_t(to)];
        if (size - from <= longestSyllable && beginsSyllable(piece(from, size)))
            behind[size_t(from)] += 1;
    }
    QList<qsizetype> sure;
    if (behind[0] == 0)
        return sure;
    for (qsizetype at = 0; at < size; ++at)
        if (before[size_t(at)] * behind[size_t(at)] == behind[0])
            sure.append(at);
    return sure;
}

// zhangxm: some syllables in full, others by their first letter; the longest syllable first. Empty if it is no such mix.
QList<qsizetype> mixedBoundaries(const QString &letters)
{
    QList<qsizetype> starts;
    bool syllable = false;
    bool initial = false;
    for (qsizetype at = 0; at < letters.size();) {
        starts.append(at);
        qsizetype length = std::min(longestSyllable, letters.size() - at);
        while (length > 1 && !isSyllable(QStringView(letters).sliced(at, length)))
            --length;
        (length > 1 ? syllable : initial) = true;
        if (length == 1 && at + 1 < letters.size() && letters.at(at + 1) == u'h' && QStringView(u"zcs").contains(letters.at(at)))
            length = 2;
        at += length;
    }
    return syllable && initial ? starts : QList<qsizetype>();
}

// Letters as they sound from each boundary on; one letter alone says too little to be worth its long list.
Terms syllableTerms(const QString &letters, const QList<qsizetype> &boundaries)
{
    Terms terms;
    for (const qsizetype at : boundaries) {
        const QString folded = foldRetroflex(QStringView(letters).sliced(at));
        if (at == 0 || folded.size() > 1)
            terms.push_back(termOf(TermKind::Pinyin, pinyinPrefix(folded)));
    }
    return terms;
}

// zhangxm again: from each syllable to the first letter behind it, and the first letters of all in a row.
Terms mixedTerms(const QString &letters, const QList<qsizetype> &starts)
{
    Terms terms;
    QString firsts;
    for (qsizetype i = 0; i < starts.size(); ++i) {
        const auto pieceEnd = [&](qsizetype k) { return k + 1 < starts.size() ? starts.at(k + 1) : letters.size(); };
        firsts += letters.at(starts.at(i));
        qsizetype end = pieceEnd(i);
        if (end - starts.at(i) <= 2 && !isSyllable(QStringView(letters).sliced(starts.at(i), end - starts.at(i))))
            continue;
        if (i + 1 < starts.size())
            end = starts.at(i + 1) + 1;
        const QString folded = foldRetroflex(QStringView(letters).sliced(starts.at(i), end - starts.at(i)));
        terms.push_back(termOf(TermKind::Pinyin, pinyinPrefix(folded)));
    }
    if (firsts.size() >= 2)
        for (const Term term : initialTerms(firsts))
            terms.push_back(term);
    return terms;
}

// The letters cut into syllables, longest first, each as it sounds; empty if they are no pinyin.
QString soundOf(const QString &letters)
{
    QByteArray sound;
    for (qsizetype at = 0; at < letters.size();) {
        qsizetype length = std::min(longestSyllable, letters.size() - at);
        while (length > 0 && !isSyllable(QStringView(letters).sliced(at, length)))
            --length;
        if (length == 0)
            return {};
        sound += fuzzySpelling(QLatin1StringView(letters.mid(at, length).toLatin1()));
        at += length;
    }
    return QString::fromLatin1(sound);
}

void append(std::vector<SearchPass> &passes, Terms terms, SearchPass::When when = SearchPass::When::Always)
{
    if (!terms.empty())
        passes.push_back({std::move(terms), when});
}

Terms with(Term first, const Terms &others)
{
    Terms terms{first};
    terms.insert(terms.end(), others.begin(), others.end());
    return terms;
}

std::vector<SearchPass> writtenPasses(const QString &typed)
{
    const QString text = withoutPunctuation(typed);
    std::vector<SearchPass> passes;
    append(passes, {termOf(TermKind::Whole, text)});
    if (text.size() <= 3)
        append(passes, {termOf(TermKind::Begin, text)});
    append(passes, gramTerms(text));
    return passes;
}

// The readings of a part of letters, each an AND of terms: in full, by first letters, and a mix of both.
std::vector<Terms> letterReadings(const QString &text)
{
    const QString folded = foldRetroflex(text);
    std::vector<Terms> readings;
    const QList<qsizetype> sure = sureBoundaries(text);
    if (folded.size() <= pinyinLetters || sure.size() < 2)
        readings.push_back({termOf(TermKind::Pinyin, pinyinPrefix(folded))});
    else
        readings.push_back(syllableTerms(text, sure));
    if (text.size() >= 2)
        readings.push_back(initialTerms(text));
    if (folded.size() >= 2 && folded != text) // zhm for z, m
        readings.push_back(initialTerms(folded));
    if (sure.isEmpty() && text.size() > 2)
        if (const QList<qsizetype> mixed = mixedBoundaries(text); !mixed.isEmpty())
            readings.push_back(mixedTerms(text, mixed));
    return readings;
}

// An email among other parts: by its first word.
std::vector<Terms> emailReadings(const QString &text)
{
    const auto end = std::ranges::find_if_not(text, [](QChar c) { return c.isLetterOrNumber(); });
    const QString word = foldRetroflex(QStringView(text).first(end - text.begin()));
    return {word.isEmpty() ? Terms() : Terms{termOf(TermKind::Pinyin, pinyinPrefix(word))}};
}

std::vector<SearchPass> letterPasses(const QString &text)
{
    const QString folded = foldRetroflex(text);
    const bool isLong = folded.size() > pinyinLetters;
    const std::vector<Terms> readings = letterReadings(text);
    // What is longer than a term and is no pinyin is most likely a Latin word, and those have longer terms.
    const bool isLatin = isLong && readings.front().size() < 2;
    const Term latin = termOf(TermKind::Latin, latinPrefix(folded));
    std::vector<SearchPass> passes;
    append(passes, {termOf(TermKind::Whole, text)});
    append(passes, {termOf(TermKind::Initials, text)});
    append(passes, with(termOf(TermKind::Begin, pinyinPrefix(folded)), isLatin ? Terms{latin} : isLong ? readings.front() : Terms()));
    append(passes, with(termOf(TermKind::BeginLetter, QStringView(text).left(4)), text.size() > 4 ? readings.at(1) : Terms()));
    if (!isLatin)
        append(passes, readings.front());
    if (isLong) // also a word in Latin letters that could be cut into syllables: Shanghai Tools
        append(passes, {latin});
    for (size_t i = 1; i < readings.size(); ++i)
        append(passes, readings.at(i));
    if (const QString sound = soundOf(text); !sound.isEmpty())
        append(passes, {termOf(TermKind::Sound, sound)}, SearchPass::When::NothingFound);
    if (isLong)
        append(passes, {termOf(TermKind::Pinyin, pinyinPrefix(folded))}, SearchPass::When::NothingFound);
    return passes;
}

} // namespace

Terms digitTerms(QStringView digits)
{
    if (digits.size() < digitWidths[0])
        return {};
    qsizetype width = 0;
    for (const qsizetype possible : digitWidths)
        if (possible <= digits.size())
            width = possible;
    Terms terms;
    for (qsizetype i = 0; i + width < digits.size(); i += width - 1)
        terms.push_back(termOf(TermKind::Digits, digits.sliced(i, width)));
    terms.push_back(termOf(TermKind::Digits, digits.last(width)));
    return terms;
}

std::vector<SearchPass> searchPasses(const QList<SearchPart> &parts)
{
    if (parts.size() == 1 && parts.first().script == SearchPart::Script::Written)
        return writtenPasses(parts.first().text);
    if (parts.size() == 1 && parts.first().script == SearchPart::Script::Letters)
        return letterPasses(foldTyped(parts.first().text));

    // Several parts: what is certain of each, and every combination of how the letters may be meant.
    std::vector<Terms> combinations{{}};
    for (const SearchPart &part : parts) {
        std::vector<Terms> readings;
        switch (part.script) {
        case SearchPart::Script::Written: readings = {gramTerms(part.text)}; break;
        case SearchPart::Script::Digits: // of a number, or of a name: 360数科
            readings = {digitTerms(part.text), {termOf(TermKind::Pinyin, pinyinPrefix(part.text))}};
            break;
        case SearchPart::Script::Letters: readings = part.text.contains(u'@') ? emailReadings(part.text) : letterReadings(foldTyped(part.text)); break;
        }
        std::vector<Terms> longer;
        for (const Terms &reading : readings) {
            if (longer.size() + combinations.size() > size_t(mostCombinations))
                break;
            for (const Terms &terms : combinations) {
                longer.push_back(terms);
                longer.back().insert(longer.back().end(), reading.begin(), reading.end());
            }
        }
        combinations = std::move(longer);
    }
    std::vector<SearchPass> passes;
    for (Terms &terms : combinations)
        append(passes, std::move(terms));
    return passes;
}

} // namespace kemai
