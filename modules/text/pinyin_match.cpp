// SPDX-License-Identifier: GPL-3.0-or-later
//
// A walk over states (character of the text, characters of typed used up), each visited once. States that went through
// an initial are kept apart from those that did not, so that the better way to the same place is not lost.
#include "text/pinyin_match.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <vector>

namespace kemai {

namespace {

constexpr qsizetype textLimit = 256;
constexpr qsizetype typedLimit = 64;

struct Glyph {
    qsizetype begin = 0;
    qsizetype end = 0;
    QStringView written; // lower case where it is Latin
    Syllables readings;
    bool isPassable = false; // a space or punctuation
};

// How much of typed, from a position, one syllable uses: 0 if it does not fit. Whole syllables only.
qsizetype wholeSyllable(QLatin1StringView syllable, QStringView typed)
{
    if (typed.startsWith(syllable))
        return syllable.size();
    if (syllable.contains(QLatin1Char('v'))) { // u for ü
        if (typed.size() < syllable.size())
            return 0;
        for (qsizetype at = 0; at < syllable.size(); ++at) {
            if (typed[at] != syllable[at] && !(syllable[at] == QLatin1Char('v') && typed[at] == u'u'))
                return 0;
        }
        return syllable.size();
    }
    return 0;
}

// The spellings that sound like the syllable to somebody who does not keep the sounds apart; the whole family, so that
// the length used follows from what was really typed.
const std::vector<Syllable> &family(Syllable syllable)
{
    static const std::vector<std::vector<Syllable>> families = [] {
        std::vector<std::vector<Syllable>> made(static_cast<size_t>(syllableCount()));
        for (int one = 0; one < syllableCount(); ++one)
            made[fuzzySyllable(static_cast<Syllable>(one))].push_back(static_cast<Syllable>(one));
        return made;
    }();
    return families[fuzzySyllable(syllable)];
}

bool isNumeral(QStringView written, QChar digit)
{
    static constexpr char16_t numerals[] = u"零一二三四五六七八九";
    return digit >= u'0' && digit <= u'9' && written.size() == 1 && written.front() == numerals[digit.unicode() - u'0'];
}

class Walk {
public:
    Walk(const std::vector<Glyph> &glyphs, QStringView typed, PinyinTolerance tolerance)
        : m_glyphs(glyphs)
        , m_typed(typed)
        , m_tolerance(tolerance)
    {
    }

    // The number of glyphs used from start on, or 0; the fewest that use up all of typed.
    size_t from(size_t start, bool allowInitials);

private:
    using Used = std::bitset<typedLimit + 1>;

    void step(const Glyph &glyph, size_t used, bool allowInitials, Used *next) const;

    const std::vector<Glyph> &m_glyphs;
    QStringView m_typed;
    PinyinTolerance m_tolerance;
};

void Walk::step(const Glyph &glyph, size_t used, bool allowInitials, Used *next) const
{
    const QStringView rest = m_typed.sliced(static_cast<qsizetype>(used));
    if (rest.startsWith(glyph.written))
        next->set(used + static_cast<size_t>(glyph.written.size()));
    if (glyph.readings.isEmpty())
        return;
    if (isNumeral(glyph.written, rest.front()))
        next->set(used + 1);
    const auto take = [&](Syllable one) {
        const QLatin1StringView syllable = syllableText(one);
        if (const qsizetype whole = wholeSyllable(syllable, rest))
            next->set(used + static_cast<size_t>(whole));
        else if (rest.size() < syllable.size() && wholeSyllable(syllable.first(rest.size()), rest))
            next->set(used + static_cast<size_t>(rest.size())); // the typed text ends inside this syllable
        if (allowInitials && rest.front() == syllable.front()) {
            next->set(used + 1);
            if (syllable.size() > 1 && rest.size() > 1 && syllable[1] == QLatin1Char('h') && rest[1] == u'h')
                next->set(used + 2);
        }
    };
    for (const Syllable one : glyph.readings) {
        if (m_tolerance == PinyinTolerance::Exact) {
            take(one);
        } else {
            for (const Syllable alike : family(one))
                take(alike);
        }
    }
}

size_t Walk::from(size_t start, bool allowInitials)
{
    const size_t wanted = static_cast<size_t>(m_typed.size());
    Used reached;
    reached.set(0);
    for (size_t at = start; at < m_glyphs.size() && reached.any(); ++at) {
        const Glyph &glyph = m_glyphs[at];
        Used next;
        for (size_t used = 0; used < wanted; ++used) {
            if (reached.test(used))
                step(glyph, used, allowInitials, &next);
        }
        if (glyph.isPassable && at > start)
            next |= reached;
        if (next.test(wanted))
            return at - start + 1;
        reached = next;
    }
    return 0;
}

} // namespace

std::optional<PinyinMatch> matchPinyin(QStringView text, QStringView typed, Reading reading, PinyinTolerance tolerance)
{
    // A tone or a numeral: zhang3 is tried as it stands too.
    const QString folded = foldTyped(typed.first(std::min(typed.size(), typedLimit)));
    QString written;
    for (const QChar c : typed.first(std::min(typed.size(), typedLimit))) {
        if (!c.isSpace())
            written += c.toLower();
    }
    if (folded.isEmpty())
        return std::nullopt;

    const QStringView read = text.first(std::min(text.size(), textLimit));
    const QString lower = read.toString().toLower();
    if (lower.size() != read.size())
        return std::nullopt; // a letter whose lower case is longer: positions would not hold
    std::vector<Glyph> glyphs;
    qsizetype at = 0;
    for (const Syllables &readings : syllables(read, reading)) {
        Glyph glyph;
        glyph.begin = at;
        glyph.end = at + readings.length;
        glyph.written = QStringView(lower).sliced(at, readings.length);
        glyph.readings = readings;
        glyph.isPassable = readings.isEmpty() && readings.length == 1 && !glyph.written.front().isLetterOrNumber();
        at = glyph.end;
        glyphs.push_back(glyph);
    }

    std::optional<PinyinMatch> best;
    const auto rank = [](const PinyinMatch &match) {
        return (match.isWhole ? 0 : match.position == 0 ? 2 : 4) + (match.usesInitials ? 1 : 0);
    };
    for (const bool initials : {false, true}) {
        for (const QString &wanted : {written, folded}) {
            Walk walk(glyphs, wanted, tolerance);
            for (size_t start = 0; start < glyphs.size(); ++start) {
                const size_t used = walk.from(start, initials);
                if (used == 0)
                    continue;
                PinyinMatch match;
                match.position = glyphs[start].begin;
                match.length = glyphs[start + used - 1].end - match.position;
                match.usesInitials = initials;
                match.isWhole = start == 0 && used == glyphs.size();
                if (!best || rank(match) < rank(*best))
                    best = match;
                break; // a later start is no better
            }
            if (written == folded)
                break;
        }
    }
    return best;
}

} // namespace kemai
