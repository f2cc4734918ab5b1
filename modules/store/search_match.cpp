// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_match.h"

#include "store/search_terms.h"

namespace kemai {

namespace {

bool isLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c.isLetter() && c.script() == QChar::Script_Latin); }

SearchPart::Script scriptOf(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return SearchPart::Script::Digits;
    return isLetter(c) ? SearchPart::Script::Letters : SearchPart::Script::Written;
}

// The text with each character's syllables; foldForSearch keeps positions except where it folds, so positions
// are those of the folded text, which for stored (already cleaned) texts is the text itself.
struct Read {
    QString text;
    QList<Syllables> syllables;
    QList<int> starts;
};

Read readText(const QString &text, Reading reading)
{
    Read read{foldForSearch(text), {}, {}};
    read.syllables = syllables(read.text, reading);
    int at = 0;
    for (const Syllables &s : read.syllables) {
        read.starts.append(at);
        at += s.length;
    }
    read.starts.append(at);
    return read;
}

// How the letters from `typed` on go along the characters from `i` on: the end character, or -1.
// `initials`: every syllable so far gave only its first letter. Bounded: characters * letters steps.
class LetterWalk
{
public:
    LetterWalk(const Read &read, QStringView letters) : m_read(read), m_letters(letters) { }

    std::optional<Match> from(int i)
    {
        m_failed.fill(false, qsizetype(m_read.syllables.size() + 1) * (m_letters.size() + 1) * 2);
        m_start = i;
        int end = -1;
        bool initials = true;
        if (!walk(i, 0, initials, end))
            return std::nullopt;
        Match match;
        match.start = m_read.starts.at(i);
        match.length = m_read.starts.at(end) - match.start;
        match.how = m_initials ? Hit::How::Initials : m_written ? (i == 0 ? Hit::How::Beginning : Hit::How::Inside) : Hit::How::Pinyin;
        if (i == 0 && end == m_read.syllables.size() && m_complete && match.how != Hit::How::Initials)
            match.how = Hit::How::Whole;
        return match;
    }

private:
    bool walk(int i, qsizetype at, bool initials, int &end)
    {
        if (at == m_letters.size()) {
            end = i;
            m_initials = initials && m_sounded;
            return true;
        }
        if (i >= m_read.syllables.size())
            return false;
        const qsizetype key = (qsizetype(i) * (m_letters.size() + 1) + at) * 2 + initials;
        if (m_failed.at(key))
            return false;
        const Syllables &s = m_read.syllables.at(i);
        if (s.isEmpty()) {
            const QChar written = m_read.text.at(m_read.starts.at(i));
            if (written == m_letters.at(at)) {
                const bool wasWritten = m_written;
                m_written = !m_sounded;
                if (walk(i + 1, at + 1, initials, end))
                    return true;
                m_written = wasWritten;
            } else if (at > 0 && !written.isLetterOrNumber() && walk(i + 1, at, initials, end)) {
                return true; // a space or a dot within
            }
            m_failed[key] = true;
            return false;
        }
        const QStringView rest = m_letters.mid(at);
        const bool wasSounded = std::exchange(m_sounded, true);
        // The whole syllable first, then an unfinished last one, then its first letter alone.
        for (const Syllable candidate : s) {
            const QLatin1StringView full = syllableText(candidate);
            for (const QString &spelled : {QString(full), foldRetroflex(QString(full))}) {
                if (rest.startsWith(spelled) && (spelled.size() > 1 || rest.size() > 1 || full.size() == 1)) {
                    m_complete = true;
                    if (walk(i + 1, at + spelled.size(), initials && spelled.size() == 1, end))
                        return true;
                } else if (rest.size() > 1 && spelled.startsWith(rest)) {
                    m_complete = false;
                    end = i + 1;
                    m_initials = false;
                    return true;
                }
            }
        }
        for (const Syllable candidate : s) {
            if (syllableText(candidate).front() == rest.front()) {
                m_complete = false;
                if (walk(i + 1, at + 1, initials, end))
                    return true;
            }
        }
        m_sounded = wasSounded;
        m_failed[key] = true;
        return false;
    }

    const Read &m_read;
    QStringView m_letters;
    QList<bool> m_failed;
    int m_start = 0;
    bool m_initials = false;
    bool m_sounded = false;  // a Chinese character was spelled
    bool m_written = false;  // only letters that stand in the text
    bool m_complete = true;  // the last syllable was typed whole
};

std::optional<Match> matchLetters(const QString &text, Reading reading, const QString &letters)
{
    const Read read = readText(text, reading);
    bool inWord = false;
    std::optional<Match> best;
    for (int i = 0; i < read.syllables.size(); ++i) {
        const bool han = !read.syllables.at(i).isEmpty();
        const bool letter = !han && read.text.at(read.starts.at(i)).isLetterOrNumber();
        const bool start = han || (letter && !inWord);
        inWord = letter;
        if (!start)
            continue;
        LetterWalk walk(read, letters);
        if (const auto match = walk.from(i)) {
            if (!best || match->how < best->how)
                best = match;
            if (i == 0)
                break; // nothing later ranks higher
        }
    }
    return best;
}

// The last resort: the same sounds to who does not keep zh/z, ing/in, n/l apart.
std::optional<Match> matchSound(const QString &text, const QString &letters)
{
    const QList<Syllables> all = syllables(text, Reading::Name);
    QByteArray sound;
    for (const Syllables &s : all)
        if (!s.isEmpty())
            sound += fuzzySpelling(syllableText(s.candidates[0]));
    if (!sound.isEmpty() && letters == QLatin1StringView(sound))
        return Match{Hit::How::Pinyin, 0, int(text.size())};
    return std::nullopt;
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
            if (!parts.isEmpty() && parts.last().script == SearchPart::Script::Digits && digits.size() >= 3 && parts.last().text.size() >= 2)
                parts.last().text += digits; // 138 0013 8000
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
            if (!tone) // zhang3
                parts.append({script, run});
            start = i;
        }
    }
    return parts;
}

std::optional<Match> matchText(const QString &text, Reading reading, const SearchPart &part)
{
    if (text.isEmpty() || part.text.isEmpty())
        return std::nullopt;
    if (part.script == SearchPart::Script::Letters) {
        if (auto match = matchLetters(text, reading, part.text))
            return match;
        if (reading == Reading::Name)
            return matchSound(text, part.text);
        return std::nullopt;
    }
    const QString folded = foldForSearch(text);
    const qsizetype at = folded.indexOf(part.text);
    if (at < 0)
        return std::nullopt;
    const Hit::How how = folded.size() == part.text.size() ? Hit::How::Whole : at == 0 ? Hit::How::Beginning : Hit::How::Inside;
    return Match{how, int(at), int(part.text.size())};
}

std::optional<Match> matchDigits(const QString &digits, const QString &typed)
{
    if (digits == typed)
        return Match{Hit::How::Whole, 0, int(digits.size())};
    if (digits.startsWith(typed))
        return Match{Hit::How::Beginning, 0, int(typed.size())};
    if (typed.size() == 4 && digits.endsWith(typed))
        return Match{Hit::How::LastFour, int(digits.size()) - 4, 4};
    if (const qsizetype at = digits.indexOf(typed); at >= 0)
        return Match{Hit::How::Inside, int(at), int(typed.size())};
    return std::nullopt;
}

} // namespace kemai
