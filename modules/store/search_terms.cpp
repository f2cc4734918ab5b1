// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_terms.h"

#include "store/search_document.h"
#include "text/pinyin.h"

#include <algorithm>

namespace kemai {

namespace {

// FNV-1a over UTF-16 units, so that a prefix's hash is on the way to the whole one's; finished by a mix that
// spreads it over the 38 bits kept.
struct TermHash {
    quint64 state = 0;

    TermHash() = default;
    explicit TermHash(TermKind kind) : state(0xcbf29ce484222325ull ^ (quint64(kind) * 0x9e3779b97f4a7c15ull)) { }
    void add(char16_t unit) { state = (state ^ unit) * 0x100000001b3ull; }
    Term term() const
    {
        quint64 x = state;
        x ^= x >> 32;
        x *= 0xd6e8feb86659fd93ull;
        x ^= x >> 32;
        return x >> 26;
    }
};

// One character of a text as the index sees it: how it may be spelled in letters.
struct Sounded {
    Syllables syllables;
    QStringView written; // one code point
    bool letter = false; // Latin letter or digit
    bool wordStart = false;
};

constexpr int initialLetters = 4;
constexpr std::array<qsizetype, 6> longLatin{7, 8, 9, 10, 12, 16}; // letters beyond what Pinyin and Latin have for every word

class TextTerms
{
public:
    TextTerms(std::vector<Term> &terms) : m_terms(terms) { }

    void name(const QString &text) { add(text, Reading::Name, 3, true); }
    void company(const QString &text) { add(text, Reading::Ordinary, 1, true); }

    void address(const QString &text)
    {
        read(text, Reading::Ordinary);
        grams(false);
        for (qsizetype i = 0; i < m_characters.size(); ++i)
            if (!m_characters.at(i).syllables.isEmpty())
                letters(i, TermKind::Letters, initialLetters, initialLetters);
    }

    void words(const QString &text) // Latin: an email
    {
        read(text, Reading::Ordinary);
        for (qsizetype i = 0; i < m_characters.size(); ++i)
            if (m_characters.at(i).wordStart) {
                for (const TermKind kind : {TermKind::Pinyin, TermKind::Latin})
                    spell(i, TermHash(kind), 0, 1);
                latin(i);
            }
        whole();
    }

private:
    void add(const QString &text, Reading reading, int alternatives, bool fromStart)
    {
        read(text, reading);
        if (m_characters.isEmpty())
            return;
        whole();
        grams(true);
        const qsizetype end = bodyEnd();
        for (qsizetype i = 0; i < end; ++i) {
            const Sounded &c = m_characters.at(i);
            if (c.syllables.isEmpty() && !c.wordStart)
                continue;
            spell(i, TermHash(TermKind::Pinyin), 0, alternatives);
            if (c.wordStart) {
                spell(i, TermHash(TermKind::Latin), 0, 2);
                latin(i);
            }
            if (!c.syllables.isEmpty())
                letters(i, TermKind::Letters, 2, initialLetters);
        }
        if (!fromStart)
            return;
        begin();
        spell(0, TermHash(TermKind::Begin), 0, alternatives);
        letters(0, TermKind::BeginLetter, 1, initialLetters);
        if (reading == Reading::Name && m_characters.size() <= 6) {
            Hashes spelled(TermKind::Whole);
            Hashes initials(TermKind::Initials);
            Hashes sounded(TermKind::Sound);
            for (qsizetype i = 0; i < m_characters.size(); ++i) {
                const int count = i == 0 ? alternatives : 2;
                extend(spelled, i, count, syllableText);
                extend(initials, i, count, initialOf);
                extend(sounded, i, 1, soundOf);
            }
            for (const Hashes *list : {&spelled, &initials, &sounded})
                for (int i = 0; i < list->count; ++i)
                    m_terms.push_back(list->at[size_t(i)].term());
        }
    }

    // The few hashes a text's readings lead to, in place: an import works them out for every character.
    struct Hashes {
        static constexpr int enough = 12;
        std::array<TermHash, enough + Syllables::limit> at;
        int count = 1;

        explicit Hashes(TermKind kind) { at.fill(TermHash(kind)); }
    };

    static QLatin1StringView initialOf(Syllable syllable) { return syllableText(syllable).first(1); }
    static QLatin1StringView soundOf(Syllable syllable)
    {
        static const std::vector<QByteArray> sounds = [] {
            std::vector<QByteArray> made;
            for (int i = 0; i < syllableCount(); ++i)
                made.push_back(fuzzySpelling(syllableText(Syllable(i))));
            return made;
        }();
        return QLatin1StringView(sounds[syllable]);
    }

    void extend(Hashes &hashes, qsizetype at, int alternatives, QLatin1StringView (*spelling)(Syllable))
    {
        const Sounded &c = m_characters.at(at);
        if (c.syllables.isEmpty()) {
            if (c.letter)
                for (int i = 0; i < hashes.count; ++i)
                    for (const QChar unit : c.written)
                        hashes.at[size_t(i)].add(unit.unicode());
            return;
        }
        const int readings = std::min<int>(c.syllables.count, alternatives);
        const Hashes before = hashes;
        hashes.count = 0;
        for (int i = 0; i < before.count && hashes.count < Hashes::enough; ++i) {
            for (int k = 0; k < readings; ++k) {
                TermHash longer = before.at[size_t(i)];
                for (const char letter : spelling(c.syllables.candidates[size_t(k)]))
                    longer.add(char16_t(letter));
                hashes.at[size_t(hashes.count++)] = longer;
            }
        }
    }

    void read(const QString &text, Reading reading)
    {
        m_text = foldForSearch(QStringView(text).left(200));
        const QList<Syllables> all = syllables(m_text, reading);
        m_characters.clear();
        qsizetype at = 0;
        bool inWord = false;
        for (const Syllables &s : all) {
            const QStringView written = QStringView(m_text).mid(at, s.length);
            at += s.length;
            const bool letter = s.isEmpty() && written.front().isLetterOrNumber();
            if (!letter && s.isEmpty()) {
                inWord = false;
                continue; // punctuation and spaces part words and are not searched for
            }
            m_characters.append({s, written, letter, letter && !inWord});
            inWord = letter;
        }
    }

    // Before 有限公司 and its like: nobody looks for a company by the pinyin of its legal form.
    qsizetype bodyEnd() const
    {
        qsizetype end = m_characters.size();
        for (const QStringView suffix : {QStringView(u"股份有限公司"), QStringView(u"有限责任公司"), QStringView(u"有限公司"), QStringView(u"公司")})
            if (m_text.endsWith(suffix) && m_characters.size() > suffix.size())
                return end - suffix.size();
        return end;
    }

    void whole()
    {
        TermHash hash(TermKind::Whole);
        for (const Sounded &c : m_characters)
            for (const QChar unit : c.written)
                hash.add(unit.unicode());
        m_terms.push_back(hash.term());
    }

    void begin()
    {
        TermHash hash(TermKind::Begin);
        for (qsizetype i = 0; i < std::min<qsizetype>(3, m_characters.size()); ++i) {
            if (m_characters.at(i).syllables.isEmpty())
                return; // Latin beginnings are Begin terms by their letters
            for (const QChar unit : m_characters.at(i).written)
                hash.add(unit.unicode());
            m_terms.push_back(hash.term());
        }
    }

    void grams(bool single)
    {
        for (qsizetype i = 0; i < m_characters.size(); ++i) {
            if (m_characters.at(i).syllables.isEmpty())
                continue;
            TermHash hash(TermKind::Gram);
            for (const QChar unit : m_characters.at(i).written)
                hash.add(unit.unicode());
            if (single)
                m_terms.push_back(hash.term());
            TermHash triple(TermKind::Triple);
            for (const QChar unit : m_characters.at(i).written)
                triple.add(unit.unicode());
            for (qsizetype k = i + 1; k < i + 3 && k < m_characters.size() && !m_characters.at(k).syllables.isEmpty(); ++k) {
                for (const QChar unit : m_characters.at(k).written) {
                    hash.add(unit.unicode());
                    triple.add(unit.unicode());
                }
                m_terms.push_back(k == i + 1 ? hash.term() : triple.term());
            }
        }
    }

    // Every beginning, up to six letters, of what the text sounds like from character i on.
    void spell(qsizetype i, TermHash hash, int letter, int alternatives, QChar last = QChar())
    {
        if (letter >= pinyinLetters || i >= m_characters.size())
            return;
        const Sounded &c = m_characters.at(i);
        if (c.syllables.isEmpty()) {
            for (const QChar unit : c.written) {
                if (unit == u'h' && (last == u'z' || last == u'c' || last == u's'))
                    continue;
                hash.add(unit.unicode());
                m_terms.push_back(hash.term());
                last = unit;
                ++letter;
            }
            spell(i + 1, hash, letter, alternatives, last);
            return;
        }
        for (int k = 0; k < std::min<int>(c.syllables.count, alternatives); ++k) {
            TermHash longer = hash;
            int length = letter;
            const QLatin1StringView text = syllableText(c.syllables.candidates[size_t(k)]);
            for (qsizetype at = 0; at < text.size() && length < pinyinLetters; ++at) {
                if (at == 1 && text.at(1) == u'h')
                    continue; // zh, ch, sh
                longer.add(text.at(at).unicode());
                m_terms.push_back(longer.term());
                ++length;
            }
            spell(i + 1, longer, length, std::min(alternatives, 2));
        }
    }

    // Longer beginnings of Latin words in a row: one of a common six letters is told from the next.
    void latin(qsizetype i)
    {
        TermHash hash(TermKind::Latin);
        qsizetype letters = 0;
        QChar last;
        for (; i < m_characters.size() && letters < longLatin.back() && m_characters.at(i).syllables.isEmpty(); ++i)
            for (const QChar unit : m_characters.at(i).written) {
                if (unit == u'h' && (last == u'z' || last == u'c' || last == u's'))
                    continue;
                hash.add(unit.unicode());
                last = unit;
                if (std::ranges::find(longLatin, ++letters) != longLatin.end())
                    m_terms.push_back(hash.term());
            }
    }

    void letters(qsizetype i, TermKind kind, int fewest, int most)
    {
        Hashes hashes(kind);
        int count = 0;
        for (; i < m_characters.size() && count < most; ++i) {
            extend(hashes, i, 2, initialOf);
            if (++count >= fewest)
                for (int k = 0; k < hashes.count; ++k)
                    m_terms.push_back(hashes.at[size_t(k)].term());
        }
    }

    std::vector<Term> &m_terms;
    QString m_text;
    QList<Sounded> m_characters;
};

} // namespace

Term termOf(TermKind kind, QStringView text)
{
    TermHash hash(kind);
    for (const QChar unit : text)
        hash.add(unit.unicode());
    return hash.term();
}

QString foldForSearch(QStringView text)
{
    bool plain = true;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        plain = plain && !(u >= 0xff00 && u <= 0xffef) && u != 0x3000 && u != 0xa0;
    }
    const QString folded = plain ? text.toString() : text.toString().normalized(QString::NormalizationForm_KC);
    return folded.toLower().simplified();
}

QStringView pinyinPrefix(QStringView folded)
{
    return folded.left(pinyinLetters);
}

QStringView latinPrefix(QStringView folded)
{
    qsizetype length = std::min<qsizetype>(folded.size(), pinyinLetters);
    for (const qsizetype possible : longLatin)
        if (possible <= folded.size())
            length = possible;
    return folded.left(length);
}

QString foldRetroflex(QStringView letters)
{
    QString out;
    out.reserve(letters.size());
    for (const QChar c : letters)
        if (!(c == u'h' && !out.isEmpty() && QStringView(u"zcs").contains(out.back())))
            out += c;
    return out;
}

void appendTerms(const SearchDocument &document, std::vector<Term> &terms)
{
    TextTerms text(terms);
    if (!document.name.isEmpty())
        text.name(document.name);
    if (!document.company.isEmpty())
        text.company(document.company);
    for (const QString &contact : document.contacts)
        text.name(contact);
    for (const QString &email : document.emails)
        text.words(email);
    for (const QString &address : document.addresses)
        text.address(address);
    for (const QString &number : document.digits) {
        const QStringView digits = QStringView(number).left(40);
        terms.push_back(termOf(TermKind::Whole, digits));
        for (const qsizetype width : digitWidths)
            for (qsizetype i = 0; i + width <= digits.size(); ++i)
                terms.push_back(termOf(TermKind::Digits, digits.sliced(i, width)));
        if (digits.size() >= 4)
            terms.push_back(termOf(TermKind::LastFour, digits.last(4)));
    }
}

} // namespace kemai
