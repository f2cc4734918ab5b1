// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_query.h"

#include "store/database.h"
#include "store/search_document.h"
#include "store/search_index.h"
#include "store/search_match.h"
#include "store/search_terms.h"

#include <QSet>

#include <sqlite3.h>

namespace kemai {

namespace {

// How many rows one pass may read and refuse before it gives up: terms that often stand together without
// the query standing there.
constexpr int refusalsOfPass = 3000;

struct Candidate {
    Id id;
    QString name;
    QString company;
};

class SearchRun
{
public:
    SearchRun(Database &database, SearchIndex &index, const Search &search)
        : m_database(database), m_index(index), m_limit(search.limit), m_parts(partsOf(search.text))
    {
    }

    Result<QList<Hit>> run()
    {
        if (m_parts.isEmpty() || m_limit <= 0)
            return QList<Hit>();
        // One read transaction: the index's segments and the rows are of one moment.
        const bool own = sqlite3_get_autocommit(m_database.handle());
        if (own)
            if (const auto begun = m_database.execute("BEGIN"); !begun)
                return fail(begun.error());
        const auto done = passes();
        if (own)
            (void)m_database.execute("COMMIT");
        if (!done)
            return fail(done.error());
        std::ranges::stable_sort(m_hits, {}, [](const Hit &hit) { return rank(hit); });
        return m_hits;
    }

private:
    static int rank(const Hit &hit)
    {
        // Whole, then beginning of a name, then the rest in the order found.
        const int how = hit.how == Hit::How::Whole ? 0 : hit.how == Hit::How::Beginning ? 1 : hit.how == Hit::How::LastFour ? 2 : 3;
        return how * 2 + (hit.where == Hit::Where::Name || hit.where == Hit::Where::Phone ? 0 : 1);
    }

    bool full() const { return m_hits.size() >= m_limit; }

    Result<> passes()
    {
        if (m_parts.size() == 1) {
            const SearchPart &part = m_parts.first();
            switch (part.script) {
            case SearchPart::Script::Written: return written(part.text);
            case SearchPart::Script::Letters: return letters(part.text);
            case SearchPart::Script::Digits: return digits(part.text);
            }
        }
        return mixed();
    }

    Result<> pass(const std::vector<Term> &terms)
    {
        if (full() || terms.empty())
            return {};
        int refusals = 0;
        return m_index.findAll(terms, [this, &refusals](qint64 row) -> Result<bool> {
            const auto taken = consider(row);
            if (!taken)
                return fail(taken.error());
            if (!*taken && ++refusals > refusalsOfPass)
                return false;
            return !full();
        });
    }

    Result<> pass(TermKind kind, QStringView text) { return pass({termOf(kind, text)}); }

    static std::vector<Term> grams(QStringView typed)
    {
        // By code points (characters beyond the BMP are pairs of units), without punctuation, as the index has them.
        QString text;
        for (const QChar c : typed)
            if (c.isLetterOrNumber() || c.isSurrogate())
                text += c;
        QList<qsizetype> starts;
        for (qsizetype i = 0; i < text.size(); ++i)
            if (!text.at(i).isLowSurrogate())
                starts.append(i);
        starts.append(text.size());
        std::vector<Term> terms;
        if (starts.size() == 2)
            terms.push_back(termOf(TermKind::Gram, text));
        for (qsizetype i = 0; i + 2 < starts.size(); ++i)
            terms.push_back(termOf(TermKind::Gram, QStringView(text).sliced(starts.at(i), starts.at(i + 2) - starts.at(i))));
        return terms;
    }

    static std::vector<Term> initials(QStringView text)
    {
        if (text.size() <= 4)
            return {termOf(TermKind::Letters, text)};
        std::vector<Term> terms;
        for (qsizetype i = 0; i + 4 <= text.size(); i += 2)
            terms.push_back(termOf(TermKind::Letters, text.sliced(i, 4)));
        terms.push_back(termOf(TermKind::Letters, text.last(4)));
        return terms;
    }

    static std::vector<Term> digitGrams(QStringView text)
    {
        if (text.size() < 3)
            return {};
        if (text.size() == 3)
            return {termOf(TermKind::Digits, text)};
        std::vector<Term> terms;
        for (qsizetype i = 0; i + 4 <= text.size(); i += 3)
            terms.push_back(termOf(TermKind::Digits, text.sliced(i, 4)));
        terms.push_back(termOf(TermKind::Digits, text.last(4)));
        return terms;
    }

    Result<> written(const QString &text)
    {
        if (const auto done = pass(TermKind::Whole, text); !done)
            return done;
        if (text.size() <= 3)
            if (const auto done = pass(TermKind::Begin, text); !done)
                return done;
        return pass(grams(text));
    }

    Result<> letters(const QString &typed)
    {
        if (typed.contains(u'@'))
            return email(typed);
        const QString text = foldTyped(typed);
        const QString folded = pinyinPrefix(foldRetroflex(text)).toString();
        for (const auto &[kind, term] : {std::pair{TermKind::Whole, text}, std::pair{TermKind::Initials, text}, std::pair{TermKind::Begin, folded},
                                         std::pair{TermKind::BeginLetter, text.left(4)}, std::pair{TermKind::Pinyin, folded}})
            if (const auto done = pass(kind, term); !done)
                return done;
        if (text.size() >= 2)
            if (const auto done = pass(initials(text)); !done)
                return done;
        if (m_hits.isEmpty()) {
            if (const QString sound = soundOf(text); !sound.isEmpty())
                return pass(TermKind::Sound, sound);
        }
        return {};
    }

    // The letters cut into syllables, longest first, each as it sounds; empty if they are no pinyin.
    static QString soundOf(const QString &letters)
    {
        QByteArray sound;
        qsizetype at = 0;
        while (at < letters.size()) {
            qsizetype length = std::min<qsizetype>(6, letters.size() - at);
            for (; length > 0; --length) {
                const QByteArray syllable = letters.mid(at, length).toLatin1();
                if (syllableNumber(QLatin1StringView(syllable)) < syllableCount()) {
                    sound += fuzzySpelling(QLatin1StringView(syllable));
                    break;
                }
            }
            if (length == 0)
                return {};
            at += length;
        }
        return QString::fromLatin1(sound);
    }

    Result<> email(const QString &text)
    {
        auto rows = m_database.prepare("SELECT DISTINCT c.n FROM email e JOIN customer c ON c.id = e.customer "
                                       "WHERE e.normal >= ?1 AND e.normal < ?1 || char(1114111) AND e.removed = 0 LIMIT ?2");
        return fromRows(rows, text);
    }

    Result<> fromRows(Result<Statement> &rows, const QString &text)
    {
        if (!rows)
            return fail(rows.error());
        rows->bind(1, text);
        rows->bind(2, qint64(m_limit * 3));
        QList<qint64> found;
        while (true) {
            const auto row = rows->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            found.append(rows->number(0));
        }
        rows->reset();
        for (const qint64 row : std::as_const(found)) {
            if (full())
                break;
            if (const auto taken = consider(row); !taken)
                return fail(taken.error());
        }
        return {};
    }

    Result<> digits(const QString &typed)
    {
        QStringList forms{typed};
        if (typed.startsWith(u"0086") && typed.size() > 8)
            forms << typed.mid(4);
        else if (typed.startsWith(u"86") && typed.size() > 9)
            forms << typed.mid(2);
        for (const QString &form : std::as_const(forms)) {
            m_parts.first().text = form;
            if (form.size() == 4)
                if (const auto done = pass(TermKind::LastFour, form); !done)
                    return done;
            auto exact = m_database.prepare("SELECT DISTINCT c.n FROM phone p JOIN customer c ON c.id = p.customer "
                                            "WHERE p.digits >= ?1 AND p.digits < ?1 || ':' AND p.removed = 0 LIMIT ?2");
            if (const auto done = fromRows(exact, form); !done)
                return done;
            if (const auto done = pass(digitGrams(form)); !done)
                return done;
            if (!m_hits.isEmpty())
                break;
        }
        if (m_hits.isEmpty()) { // digits in a name or a company: 360, 58同城
            m_parts.first() = {SearchPart::Script::Letters, typed};
            return pass(TermKind::Pinyin, pinyinPrefix(typed));
        }
        return {};
    }

    // Several parts: all must match. Letters may be pinyin or initials, so both are tried.
    Result<> mixed()
    {
        std::vector<Term> sure;
        QList<qsizetype> letterParts;
        for (qsizetype i = 0; i < m_parts.size(); ++i) {
            const SearchPart &part = m_parts.at(i);
            std::vector<Term> terms;
            if (part.script == SearchPart::Script::Written)
                terms = grams(part.text);
            else if (part.script == SearchPart::Script::Digits)
                terms = digitGrams(part.text);
            else
                letterParts.append(i);
            sure.insert(sure.end(), terms.begin(), terms.end());
        }
        letterParts.resize(std::min<qsizetype>(letterParts.size(), 4));
        const int combinations = 1 << letterParts.size();
        for (int combination = 0; combination < combinations; ++combination) {
            std::vector<Term> terms = sure;
            bool sensible = true;
            for (qsizetype k = 0; k < letterParts.size(); ++k) {
                const QString text = foldTyped(m_parts.at(letterParts.at(k)).text);
                if ((combination >> k) & 1) {
                    sensible = sensible && text.size() >= 2;
                    const std::vector<Term> letterTerms = initials(text);
                    terms.insert(terms.end(), letterTerms.begin(), letterTerms.end());
                } else {
                    terms.push_back(termOf(TermKind::Pinyin, pinyinPrefix(foldRetroflex(text))));
                }
            }
            if (sensible)
                if (const auto done = pass(terms); !done)
                    return done;
        }
        return {};
    }

    // Whether the row matches all parts; if so it is a hit.
    Result<bool> consider(qint64 row)
    {
        if (m_seen.contains(row))
            return true; // neither a hit nor a refusal of its own
        m_seen.insert(row);
        Candidate candidate;
        {
            auto statement = m_database.prepare("SELECT id, name, company FROM customer WHERE n = ? AND removed = 0 AND merged_into IS NULL");
            if (!statement)
                return fail(statement.error());
            statement->bind(1, row);
            const auto there = statement->step();
            if (!there)
                return fail(there.error());
            if (!*there)
                return false;
            candidate = {statement->id(0), statement->text(1), statement->text(2)};
        }
        Hit hit;
        hit.customer = candidate.id;
        hit.name = candidate.name;
        hit.company = candidate.company;
        m_loaded.reset();
        for (qsizetype i = 0; i < m_parts.size(); ++i) {
            const auto matched = matchPart(m_parts.at(i), candidate, hit, i == 0);
            if (!matched)
                return fail(matched.error());
            if (!*matched)
                return false;
        }
        if (const auto done = loadPhones(hit); !done)
            return fail(done.error());
        m_hits.append(hit);
        return true;
    }

    Result<bool> matchPart(const SearchPart &part, const Candidate &candidate, Hit &hit, bool decides)
    {
        const auto take = [&hit, decides](Hit::Where where, const QString &text, const Match &match) {
            if (decides) {
                hit.where = where;
                hit.how = match.how;
                hit.matched = text;
                hit.start = match.start;
                hit.length = match.length;
            }
            return true;
        };
        if (part.script != SearchPart::Script::Digits) {
            if (const auto match = matchText(candidate.name, Reading::Name, part))
                return take(Hit::Where::Name, candidate.name, *match);
            if (const auto match = matchText(candidate.company, Reading::Ordinary, part))
                return take(Hit::Where::Company, candidate.company, *match);
        }
        if (!m_loaded) {
            auto document = loadSearchDocument(m_database, candidate.id);
            if (!document)
                return fail(document.error());
            m_loaded = std::move(*document);
            if (!m_loaded)
                return false;
        }
        if (part.script == SearchPart::Script::Digits) {
            std::optional<Match> best;
            const QString *number = nullptr;
            for (const QString &digits : std::as_const(m_loaded->digits)) {
                const auto match = matchDigits(digits, part.text);
                if (match && (!best || match->how < best->how)) {
                    best = match;
                    number = &digits;
                }
            }
            if (best)
                return take(Hit::Where::Phone, *number, *best);
            for (const QString *text : {&candidate.name, &candidate.company})
                if (text->contains(part.text))
                    return take(text == &candidate.name ? Hit::Where::Name : Hit::Where::Company, *text,
                                {Hit::How::Inside, int(text->indexOf(part.text)), int(part.text.size())});
            return false;
        }
        for (const QString &text : std::as_const(m_loaded->contacts))
            if (const auto match = matchText(text, Reading::Name, part))
                return take(Hit::Where::Contact, text, *match);
        for (const QString &text : std::as_const(m_loaded->emails))
            if (text.contains(part.text, Qt::CaseInsensitive))
                return take(Hit::Where::Email, text, {Hit::How::Inside, int(text.indexOf(part.text, 0, Qt::CaseInsensitive)), int(part.text.size())});
        for (const QString &text : std::as_const(m_loaded->addresses))
            if (const auto match = matchText(text, Reading::Ordinary, part))
                return take(Hit::Where::Address, text, *match);
        return false;
    }

    Result<> loadPhones(Hit &hit)
    {
        auto rows = m_database.prepare("SELECT e164, extension, written FROM phone WHERE customer = ? AND removed = 0 ORDER BY position, n");
        if (!rows)
            return fail(rows.error());
        rows->bind(1, hit.customer);
        while (true) {
            const auto row = rows->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                return {};
            QString number = rows->isNull(0) ? rows->text(2) : rows->text(0);
            if (!rows->isNull(1) && !rows->isNull(0))
                number += QStringLiteral(" ext. ") + rows->text(1);
            hit.phones.append(number);
        }
    }

    Database &m_database;
    SearchIndex &m_index;
    int m_limit;
    QList<SearchPart> m_parts;
    QList<Hit> m_hits;
    QSet<qint64> m_seen;
    std::optional<SearchDocument> m_loaded;
};

} // namespace

Result<QList<Hit>> runSearch(Database &database, SearchIndex &index, const Search &search)
{
    return SearchRun(database, index, search).run();
}

} // namespace kemai
