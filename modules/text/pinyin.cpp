// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/pinyin.h"

#include <QStringView>

#include <algorithm>
#include <bitset>
#include <iterator>
#include <string_view>
#include <vector>

namespace kemai {

namespace {

#include "text/pinyin_tables.inc"

quint16 setOf(char32_t c)
{
    if (c >= firstBlockStart && c <= firstBlockEnd)
        return blockSets[c - firstBlockStart];
    if (c >= secondBlockStart && c <= secondBlockEnd)
        return blockSets[c - secondBlockStart + (firstBlockEnd - firstBlockStart + 1)];
    if (c < firstBlockStart && c != 0x3007)
        return 0;
    const auto found = std::lower_bound(outsideSets.begin(), outsideSets.end(), c,
                                        [](const PointSet &one, char32_t point) { return one.point < point; });
    return found != outsideSets.end() && found->point == c ? found->set : quint16(0);
}

void assign(Syllables &entry, quint16 set)
{
    const auto &readings = readingSets[set];
    entry.count = static_cast<quint8>(readings[0]);
    std::copy_n(readings.begin() + 1, Syllables::limit, entry.candidates.begin());
}

void putFirst(Syllables &entry, Syllable first)
{
    const auto end = entry.candidates.begin() + entry.count;
    auto found = std::find(entry.candidates.begin(), end, first);
    if (found == end) {
        if (entry.count < Syllables::limit)
            ++entry.count;
        found = entry.candidates.begin() + entry.count - 1;
        *found = first;
    }
    std::rotate(entry.candidates.begin(), found, found + 1);
}

// One bit per code unit of the BMP: some word of the table begins here.
template <size_t N> std::bitset<0x10000> firstCharacters(const std::array<WordReading, N> &table)
{
    std::bitset<0x10000> bits;
    for (const WordReading &word : table)
        bits.set(word.word.front());
    return bits;
}

// The longest word of the sorted table that the text begins with.
template <size_t N> const WordReading *longestWord(const std::array<WordReading, N> &table, std::u16string_view text)
{
    const auto first = std::lower_bound(table.begin(), table.end(), text.substr(0, 1),
                                        [](const WordReading &one, std::u16string_view key) { return one.word < key; });
    const WordReading *longest = nullptr;
    for (auto at = first; at != table.end() && at->word.front() == text.front(); ++at) {
        if (text.substr(0, at->word.size()) == at->word && (!longest || at->word.size() > longest->word.size()))
            longest = &*at;
    }
    return longest;
}

std::u16string_view plainView(QStringView text)
{
    return {text.utf16(), static_cast<size_t>(text.size())};
}

bool startsWith(std::string_view text, std::string_view head)
{
    return text.substr(0, head.size()) == head;
}

} // namespace

QList<Syllables> syllables(QStringView text, Reading reading)
{
    static const std::bitset<0x10000> wordStarts = firstCharacters(wordReadings);
    const std::u16string_view units = plainView(text);
    QList<Syllables> result;
    result.reserve(text.size());

    size_t at = 0;
    if (reading == Reading::Name && !units.empty()) {
        static const std::bitset<0x10000> surnameStarts = firstCharacters(compoundSurnames);
        const WordReading *compound
            = surnameStarts.test(units.front()) ? longestWord(compoundSurnames, units) : nullptr;
        if (compound) {
            for (; at < compound->word.size(); ++at) {
                Syllables entry;
                assign(entry, setOf(units[at]));
                putFirst(entry, compound->syllables[at]);
                result.append(entry);
            }
        } else {
            const char32_t c = units.front();
            const auto found = std::lower_bound(surnameSets.begin(), surnameSets.end(), c,
                                                [](const PointSet &one, char32_t point) { return one.point < point; });
            if (found != surnameSets.end() && found->point == c) {
                Syllables entry;
                assign(entry, found->set);
                result.append(entry);
                at = 1;
            }
        }
    }

    while (at < units.size()) {
        const char16_t c = units[at];
        if (wordStarts.test(c)) {
            if (const WordReading *word = longestWord(wordReadings, units.substr(at))) {
                for (size_t in = 0; in < word->word.size(); ++in) {
                    Syllables entry;
                    assign(entry, setOf(units[at + in]));
                    putFirst(entry, word->syllables[in]);
                    result.append(entry);
                }
                at += word->word.size();
                continue;
            }
        }
        Syllables entry;
        char32_t point = c;
        if (QChar::isHighSurrogate(c) && at + 1 < units.size() && QChar::isLowSurrogate(units[at + 1])) {
            point = QChar::surrogateToUcs4(c, units[at + 1]);
            entry.length = 2;
        }
        if (point >= 0x3007)
            assign(entry, setOf(point));
        result.append(entry);
        at += entry.length;
    }
    return result;
}

int syllableCount()
{
    return static_cast<int>(spellings.size());
}

QLatin1StringView syllableText(Syllable syllable)
{
    if (syllable >= spellings.size())
        return {};
    const std::string_view text = spellings[syllable];
    return QLatin1StringView(text.data(), static_cast<qsizetype>(text.size()));
}

Syllable syllableNumber(QLatin1StringView text)
{
    const std::string_view wanted(text.data(), static_cast<size_t>(text.size()));
    const auto found = std::lower_bound(spellings.begin(), spellings.end(), wanted);
    if (found == spellings.end() || *found != wanted)
        return static_cast<Syllable>(spellings.size());
    return static_cast<Syllable>(std::distance(spellings.begin(), found));
}

QByteArray fuzzySpelling(QLatin1StringView syllable)
{
    std::string_view rest(syllable.data(), static_cast<size_t>(syllable.size()));
    QByteArray folded;
    folded.reserve(syllable.size());
    if (startsWith(rest, "zh") || startsWith(rest, "ch") || startsWith(rest, "sh")) {
        folded.append(rest.front());
        rest.remove_prefix(2);
    } else if (rest.size() > 1 && rest.front() == 'n') {
        folded.append('l');
        rest.remove_prefix(1);
    }
    for (size_t at = 0; at < rest.size(); ++at) {
        if (rest[at] == 'v')
            folded.append('u');
        else if (rest[at] != 'g' || at == 0 || rest[at - 1] != 'n' || (at >= 2 && rest[at - 2] == 'o'))
            folded.append(rest[at]); // the g of ang, eng, ing goes; ong stays apart
    }
    return folded;
}

Syllable fuzzySyllable(Syllable syllable)
{
    // The first syllable, in order of number, with the same folded spelling stands for all of them.
    static const std::vector<Syllable> representatives = [] {
        std::vector<Syllable> made;
        std::vector<QByteArray> folded;
        for (Syllable one = 0; one < spellings.size(); ++one) {
            folded.push_back(fuzzySpelling(syllableText(one)));
            made.push_back(static_cast<Syllable>(
                std::distance(folded.begin(), std::find(folded.begin(), folded.end(), folded.back()))));
        }
        return made;
    }();
    return syllable < representatives.size() ? representatives[syllable] : syllable;
}

namespace {

QString joined(QStringView text, Reading reading, bool initialsOnly)
{
    QString result;
    qsizetype at = 0;
    for (const Syllables &entry : syllables(text, reading)) {
        if (!entry.isEmpty()) {
            const QLatin1StringView spelling = syllableText(entry.candidates.front());
            result += initialsOnly ? spelling.first(1) : spelling;
        } else {
            const QStringView written = text.mid(at, entry.length);
            if (entry.length == 2) {
                result += written;
            } else {
                char16_t c = written.front().unicode();
                if (c >= 0xFF01 && c <= 0xFF5E) // full-width forms
                    c = static_cast<char16_t>(c - 0xFEE0);
                if (QChar(c).isLetterOrNumber())
                    result += QChar(c).toLower();
            }
        }
        at += entry.length;
    }
    return result;
}

} // namespace

QString pinyin(QStringView text, Reading reading)
{
    return joined(text, reading, false);
}

QString pinyinInitials(QStringView text, Reading reading)
{
    return joined(text, reading, true);
}

QString foldTyped(QStringView typed)
{
    QString result;
    result.reserve(typed.size());
    const auto isLetter = [](QChar c) { return c >= u'a' && c <= u'z'; };
    bool toneMayFollow = false;
    for (qsizetype at = 0; at < typed.size(); ++at) {
        char16_t c = typed[at].unicode();
        if (c >= 0xFF01 && c <= 0xFF5E)
            c = static_cast<char16_t>(c - 0xFEE0);
        if (c >= u'A' && c <= u'Z')
            c = static_cast<char16_t>(c + 32);
        if (c < 0x80) {
            if (isLetter(c)) {
                result += QChar(c);
                toneMayFollow = true;
                continue;
            }
            if (c == u':' && result.endsWith(u'u')) { // u: for ü
                result.back() = u'v';
                continue;
            }
            const bool tone
                = c >= u'1' && c <= u'5' && toneMayFollow && (at + 1 == typed.size() || !typed[at + 1].isDigit());
            toneMayFollow = false;
            if (tone || c == u'\'' || c == u' ')
                continue;
            result += QChar(c);
            continue;
        }
        toneMayFollow = false;
        if (c == 0x2019 || c == 0x3000 || c == 0x00A0)
            continue;
        // Latin letters with tone marks: ā ǎ ǚ ...
        if ((c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00)) {
            const QString parts = QString(QChar(c)).normalized(QString::NormalizationForm_D).toLower();
            if (!parts.isEmpty() && isLetter(parts.front())) {
                result += parts.contains(QChar(0x308)) && parts.front() == u'u' ? QChar(u'v') : parts.front();
                toneMayFollow = true;
                continue;
            }
        }
        if (c >= 0x300 && c < 0x370) { // a combining tone mark
            if (c == 0x308 && result.endsWith(u'u'))
                result.back() = u'v';
            toneMayFollow = !result.isEmpty() && isLetter(result.back());
            continue;
        }
        result += QChar(c);
    }
    return result;
}

} // namespace kemai
