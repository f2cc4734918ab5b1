// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/address_completion.h"

#include "text/address.h"
#include "text/door.h"
#include "text/pinyin_match.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace kemai {

namespace {

// How much of an address is said: each part that is there.
int exactness(const Address &address)
{
    const Door door = parseDoor(address.rest);
    int parts = (address.province != 0) + (address.city != 0) + (address.district != 0);
    for (const QString &part : {door.road, door.number, door.estate, door.building, door.unit, door.floor, door.room})
        parts += part.isEmpty() ? 0 : 1;
    return parts;
}

template <typename Belongs>
QString longestRun(const QString &text, Belongs belongs)
{
    QStringView longest;
    for (qsizetype start = 0; start < text.size(); ++start) {
        qsizetype end = start;
        while (end < text.size() && belongs(text.at(end)))
            ++end;
        if (end - start > longest.size())
            longest = QStringView(text).sliced(start, end - start);
        start = end;
    }
    return longest.toString();
}

// The first letters of the ways to cut letters into syllables, the last of which may be unfinished; longer syllables first.
class FirstLetters
{
public:
    static QStringList of(const QString &letters)
    {
        FirstLetters one;
        one.cut(letters, {});
        return one.m_ways;
    }

private:
    static constexpr qsizetype longestSyllable = 6; // zhuang
    static constexpr qsizetype fewest = 4;          // the index has no shorter ones of an address
    static constexpr qsizetype mostWays = 4;
    static constexpr int mostSteps = 5000;

    static bool isPiece(QStringView letters, bool last)
    {
        if (syllableNumber(QLatin1StringView(letters.toLatin1())) < syllableCount())
            return true;
        for (int i = 0; last && i < syllableCount(); ++i)
            if (syllableText(Syllable(i)).startsWith(letters))
                return true;
        return false;
    }

    void cut(QStringView letters, const QString &firsts)
    {
        if (letters.isEmpty() && firsts.size() >= fewest && !m_ways.contains(firsts))
            m_ways.append(firsts);
        for (qsizetype length = std::min(longestSyllable, letters.size()); length > 0; --length) {
            if (m_ways.size() >= mostWays || ++m_steps > mostSteps)
                return;
            if (isPiece(letters.first(length), length == letters.size()))
                cut(letters.sliced(length), firsts + letters.front());
        }
    }

    QStringList m_ways;
    int m_steps = 0;
};

// Of an address the index has the pairs and triples of characters and four first letters in a row; no house numbers and no pinyin
// in full. What to ask it instead, so that what was typed is among what it finds.
QStringList widerQuestions(const QString &text)
{
    const QString han = longestRun(text, [](QChar c) { return c.script() == QChar::Script_Han || c.isSurrogate(); });
    if (han.size() >= 2)
        return han == text ? QStringList() : QStringList{han};
    QString joined = text.toLower();
    joined.remove(u' ').remove(u'\'');
    return FirstLetters::of(longestRun(joined, [](QChar c) { return c >= u'a' && c <= u'z'; }));
}

} // namespace

Result<QList<LearnedAddress>> completeAddress(Records &records, const QString &typed, int limit)
{
    constexpr int lookedAt = 200;
    const QString text = typed.trimmed();
    if (text.size() < 2)
        return QList<LearnedAddress>();
    struct Candidate {
        LearnedAddress learned;
        int exactness = 0;
    };
    QHash<QString, Candidate> byForm; // the same place written twice is one
    QSet<Id> customers;
    const QStringList questions = QStringList{text} + widerQuestions(text);
    for (qsizetype i = 0; i < questions.size(); ++i) {
        const auto hits = records.search({questions.at(i), lookedAt});
        if (!hits)
            return fail(hits.error());
        for (const Hit &hit : *hits) {
            if (hit.where != Hit::Where::Address || hit.matched == text || customers.contains(hit.customer))
                continue;
            if (i > 0 && !matchPinyin(hit.matched, text, Reading::Ordinary))
                continue;
            customers.insert(hit.customer);
            const Address address = parseAddress(hit.matched);
            Candidate &candidate = byForm[foldedAddress(address)];
            ++candidate.learned.customers;
            if (candidate.learned.written.size() < hit.matched.size())
                candidate.learned.written = hit.matched;
            candidate.exactness = std::max(candidate.exactness, exactness(address));
        }
    }
    QList<Candidate> all = byForm.values();
    std::sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) {
        return std::tuple(-a.learned.customers, -a.exactness, a.learned.written) < std::tuple(-b.learned.customers, -b.exactness, b.learned.written);
    });
    QList<LearnedAddress> best;
    for (const Candidate &candidate : all.first(std::min<qsizetype>(all.size(), limit)))
        best.append(candidate.learned);
    return best;
}

} // namespace kemai
