// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_candidate.h"

#include "schema/schema.h"
#include "store/database.h"
#include "store/search_document.h"

namespace kemai {

Result<std::optional<Hit>> SearchCandidate::check(qint64 row, const QList<SearchPart> &parts)
{
    m_hit = {};
    m_numbers.reset();
    m_contacts.reset();
    m_emails.reset();
    m_addresses.reset();
    {
        auto statement = m_database.prepare("SELECT id, name, company FROM customer WHERE n = ? AND removed = 0 AND merged_into IS NULL");
        if (!statement)
            return fail(statement.error());
        statement->bind(1, row);
        const auto there = statement->step();
        if (!there)
            return fail(there.error());
        if (!*there)
            return std::optional<Hit>();
        m_hit.customer = statement->id(0);
        m_hit.name = statement->text(1);
        m_hit.company = statement->text(2);
    }
    bool first = true;
    for (const SearchPart &part : parts) {
        const auto matched = match(part);
        if (!matched)
            return fail(matched.error());
        if (!*matched)
            return std::optional<Hit>();
        if (std::exchange(first, false)) {
            m_hit.where = m_where;
            m_hit.matched = m_matched;
            m_hit.how = (*matched)->how;
            m_hit.start = (*matched)->start;
            m_hit.length = (*matched)->length;
        }
    }
    if (const auto loaded = loadNumbers(); !loaded)
        return fail(loaded.error());
    for (const Number &number : std::as_const(*m_numbers))
        m_hit.phones.append(number.shown);
    return std::optional<Hit>(m_hit);
}

Result<std::optional<SearchMatch>> SearchCandidate::match(const SearchPart &part)
{
    const auto found = [this](Hit::Where where, const QString &text, const SearchMatch &how) {
        m_where = where;
        m_matched = text;
        return std::optional<SearchMatch>(how);
    };
    const auto inText = [&](Hit::Where where, const QString &text, Reading reading) -> std::optional<SearchMatch> {
        const auto how = matchText(text, reading, part);
        return how ? found(where, text, *how) : std::nullopt;
    };
    if (part.script == SearchPart::Script::Digits)
        return matchNumber(part);
    if (const auto how = inText(Hit::Where::Name, m_hit.name, Reading::Name))
        return how;
    if (const auto how = inText(Hit::Where::Company, m_hit.company, Reading::Ordinary))
        return how;
    if (const auto loaded = loadTexts(contact::entity, m_contacts); !loaded)
        return fail(loaded.error());
    for (const QString &text : std::as_const(*m_contacts))
        if (const auto how = inText(Hit::Where::Contact, text, Reading::Name))
            return how;
    if (part.script == SearchPart::Script::Letters) {
        if (const auto loaded = loadTexts(email::entity, m_emails); !loaded)
            return fail(loaded.error());
        for (const QString &text : std::as_const(*m_emails))
            if (const qsizetype at = text.indexOf(part.text, 0, Qt::CaseInsensitive); at >= 0)
                return found(Hit::Where::Email, text, {Hit::How::Inside, int(at), int(part.text.size())});
    }
    if (const auto loaded = loadTexts(address::entity, m_addresses); !loaded)
        return fail(loaded.error());
    for (const QString &text : std::as_const(*m_addresses))
        if (const auto how = inText(Hit::Where::Address, text, Reading::Ordinary))
            return how;
    return std::optional<SearchMatch>();
}

Result<std::optional<SearchMatch>> SearchCandidate::matchNumber(const SearchPart &part)
{
    if (const auto loaded = loadNumbers(); !loaded)
        return fail(loaded.error());
    std::optional<SearchMatch> best;
    for (const Number &number : std::as_const(*m_numbers)) {
        const auto how = matchDigits(number.digits, part.text);
        if (how && (!best || how->how < best->how)) {
            best = how;
            m_where = Hit::Where::Phone;
            m_matched = number.digits;
        }
    }
    if (best)
        return best;
    for (const auto &[where, text] : {std::pair{Hit::Where::Name, m_hit.name}, std::pair{Hit::Where::Company, m_hit.company}})
        if (const qsizetype at = text.indexOf(part.text); at >= 0) { // 360, 58同城
            m_where = where;
            m_matched = text;
            return std::optional<SearchMatch>(SearchMatch{Hit::How::Inside, int(at), int(part.text.size())});
        }
    return best;
}

Result<> SearchCandidate::loadNumbers()
{
    if (m_numbers)
        return {};
    m_numbers.emplace();
    auto rows = m_database.prepare("SELECT digits, e164, extension, written FROM phone WHERE customer = ? AND removed = 0 ORDER BY position, n");
    if (!rows)
        return fail(rows.error());
    rows->bind(1, m_hit.customer);
    while (true) {
        const auto row = rows->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        Number number{rows->text(0), rows->isNull(1) ? rows->text(3) : rows->text(1)};
        if (!rows->isNull(1) && !rows->isNull(2))
            number.shown += QStringLiteral(" ext. ") + rows->text(2);
        m_numbers->append(number);
    }
}

Result<> SearchCandidate::loadTexts(const Entity &entity, std::optional<QStringList> &texts)
{
    if (texts)
        return {};
    texts.emplace();
    return loadSearchTexts(m_database, *searchSourceOf(entity), m_hit.customer, *texts);
}

} // namespace kemai
