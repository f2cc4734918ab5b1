// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_query.h"

#include "store/database.h"
#include "store/search_candidate.h"
#include "store/search_index.h"
#include "store/search_match.h"
#include "store/search_plan.h"
#include "store/search_terms.h"

#include <QSet>

#include <sqlite3.h>

namespace kemai {

namespace {

// How many rows one pass may read and refuse before it gives up: terms that often stand together without
// the query standing there.
constexpr int refusalsOfPass = 3000;

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
        if (m_parts.size() == 1 && m_parts.first().script == SearchPart::Script::Digits)
            return digits(m_parts.first().text);
        if (m_parts.size() == 1 && m_parts.first().text.contains(u'@'))
            return email(m_parts.first().text);
        for (const SearchPass &one : searchPasses(m_parts))
            if (one.when == SearchPass::When::Always || m_hits.isEmpty())
                if (const auto done = pass(one.terms); !done)
                    return done;
        return {};
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
                if (const auto done = pass({termOf(TermKind::LastFour, form)}); !done)
                    return done;
            auto exact = m_database.prepare("SELECT DISTINCT c.n FROM phone p JOIN customer c ON c.id = p.customer "
                                            "WHERE p.digits >= ?1 AND p.digits < ?1 || ':' AND p.removed = 0 LIMIT ?2");
            if (const auto done = fromRows(exact, form); !done)
                return done;
            if (const auto done = pass(digitTerms(form)); !done)
                return done;
            if (!m_hits.isEmpty())
                break;
        }
        if (m_hits.isEmpty()) { // digits in a name or a company: 360, 58同城
            m_parts.first() = {SearchPart::Script::Letters, typed};
            return pass({termOf(TermKind::Pinyin, pinyinPrefix(typed))});
        }
        return {};
    }

    // Whether the row matches all parts; if so it is a hit.
    Result<bool> consider(qint64 row)
    {
        if (m_seen.contains(row))
            return true; // neither a hit nor a refusal of its own
        m_seen.insert(row);
        auto hit = m_candidate.check(row, m_parts);
        if (!hit)
            return fail(hit.error());
        if (*hit)
            m_hits.append(std::move(**hit));
        return hit->has_value();
    }

    Database &m_database;
    SearchIndex &m_index;
    int m_limit;
    QList<SearchPart> m_parts;
    QList<Hit> m_hits;
    QSet<qint64> m_seen;
    SearchCandidate m_candidate{m_database};
};

} // namespace

Result<QList<Hit>> runSearch(Database &database, SearchIndex &index, const Search &search)
{
    return SearchRun(database, index, search).run();
}

} // namespace kemai
