// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/search.h"

#include "text/name.h"

namespace kemai::ledger {

namespace {

using Where = Hit::Where;
using How = Hit::How;

struct Way {
    Where where;
    How how;
    const char *sql; // $1: what was typed, $2 a limit; answers customer and the text that matched
};

// From the best to the least; what was found once is not asked for again.
constexpr Way numberWays[] = {
    {Where::Phone, How::Whole, "SELECT customer, digits FROM phone WHERE digits = $1 AND removed = 0 ORDER BY id LIMIT $2"},
    {Where::Phone, How::Beginning,
     "SELECT customer, digits FROM phone WHERE digits >= $1 AND digits < $1 || 'a' AND removed = 0 ORDER BY digits, id LIMIT $2"},
    {Where::Phone, How::LastFour, "SELECT customer, digits FROM phone WHERE right(digits, 4) = $1 AND removed = 0 ORDER BY id LIMIT $2"},
    {Where::Phone, How::Inside, "SELECT customer, digits FROM phone WHERE strpos(digits, $1) > 0 AND removed = 0 ORDER BY id LIMIT $2"},
};
constexpr Way emailWays[] = {
    {Where::Email, How::Beginning,
     "SELECT customer, written FROM email WHERE normal >= $1 AND normal < $1 || U&'\\+10FFFF' AND removed = 0 ORDER BY normal, id LIMIT $2"},
};
constexpr Way textWays[] = {
    {Where::Name, How::Whole, "SELECT id, name FROM customer WHERE name_normal = $1 AND removed = 0 ORDER BY id LIMIT $2"},
    {Where::Name, How::Beginning,
     "SELECT id, name FROM customer WHERE name_normal >= $1 AND name_normal < $1 || U&'\\+10FFFF' AND removed = 0 ORDER BY name_normal, id LIMIT $2"},
    {Where::Name, How::Inside, "SELECT id, name FROM customer WHERE strpos(name_normal, $1) > 0 AND removed = 0 ORDER BY id LIMIT $2"},
    {Where::Company, How::Inside, "SELECT id, company FROM customer WHERE strpos(lower(company), $1) > 0 AND removed = 0 ORDER BY id LIMIT $2"},
    {Where::Contact, How::Inside, "SELECT customer, name FROM contact WHERE strpos(lower(name), $1) > 0 AND removed = 0 ORDER BY id LIMIT $2"},
    {Where::Address, How::Inside, "SELECT customer, written FROM address WHERE strpos(written, $1) > 0 AND removed = 0 ORDER BY id LIMIT $2"},
};

template <typename Ways>
Result<> look(Connection &connection, const Ways &ways, const QString &typed, int limit, QList<Hit> &hits)
{
    for (const Way &way : ways) {
        if (way.how == How::LastFour && typed.size() != 4)
            continue;
        const qsizetype missing = limit - hits.size();
        if (missing <= 0)
            return {};
        // More than needed: some are of customers found already.
        const auto rows = connection.query(way.sql, Parameters().addText(typed).add(qint64(limit + hits.size())));
        if (!rows)
            return fail(rows.error());
        for (int row = 0; row < rows->count() && hits.size() < limit; ++row) {
            const Id customer = rows->id(row, 0);
            if (customer.isNull() || std::any_of(hits.cbegin(), hits.cend(), [&](const Hit &hit) { return hit.customer == customer; }))
                continue;
            Hit hit;
            hit.customer = customer;
            hit.where = way.where;
            hit.how = way.how;
            hit.matched = rows->text(row, 1);
            hit.start = int(std::max<qsizetype>(0, way.how == How::LastFour ? hit.matched.size() - 4 : hit.matched.indexOf(typed, 0, Qt::CaseInsensitive)));
            hit.length = int(std::min(typed.size(), hit.matched.size() - hit.start));
            hits.append(hit);
        }
    }
    return {};
}

// What a hit shows of its customer; customers that were withdrawn or merged meanwhile fall out.
Result<QList<Hit>> completed(Connection &connection, QList<Hit> hits)
{
    QList<Id> ids;
    for (const Hit &hit : std::as_const(hits))
        ids << hit.customer;
    const auto customers = connection.query("SELECT id, name, company FROM customer WHERE id = ANY ($1) AND removed = 0", Parameters().addIds(ids));
    if (!customers)
        return fail(customers.error());
    const auto phones = connection.query("SELECT customer, coalesce(e164, digits) || CASE WHEN extension IS NULL THEN '' ELSE ' ext. ' || extension END "
                                         "FROM phone WHERE customer = ANY ($1) AND removed = 0 ORDER BY position NULLS FIRST, id",
                                         Parameters().addIds(ids));
    if (!phones)
        return fail(phones.error());
    QHash<Id, int> rows;
    for (int row = 0; row < customers->count(); ++row)
        rows.insert(customers->id(row, 0), row);
    QHash<Id, QStringList> numbers;
    for (int row = 0; row < phones->count(); ++row)
        numbers[phones->id(row, 0)] << phones->text(row, 1);
    QList<Hit> shown;
    for (Hit &hit : hits) {
        if (!rows.contains(hit.customer))
            continue;
        hit.name = customers->text(rows.value(hit.customer), 1);
        hit.company = customers->text(rows.value(hit.customer), 2);
        hit.phones = numbers.value(hit.customer);
        shown.append(hit);
    }
    return shown;
}

} // namespace

Result<QList<Hit>> runSearch(Connection &connection, const Search &search)
{
    const QString typed = search.text.trimmed();
    QList<Hit> hits;
    if (typed.isEmpty() || typed.contains(QChar(u'\0')) || search.limit <= 0)
        return hits;
    QString digits;
    bool number = true;
    for (const QChar c : typed) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (!QStringView(u"+-() ").contains(c))
            number = false;
    }
    if (number && digits.size() >= 3) {
        if (const auto done = look(connection, numberWays, digits, search.limit, hits); !done)
            return fail(done.error());
    } else if (typed.contains(u'@')) {
        if (const auto done = look(connection, emailWays, typed.toLower(), search.limit, hits); !done)
            return fail(done.error());
    } else if (const auto done = look(connection, textWays, foldedName(typed), search.limit, hits); !done) {
        return fail(done.error());
    }
    return completed(connection, hits);
}

} // namespace kemai::ledger
