// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SearchCandidate: one customer that the index proposes, checked against what was typed.
 *
 * What hangs on the customer is read only when the parts before did not decide: of twenty hits by name only the
 * numbers are read, which the hit shows.
 */
#pragma once

#include "base/result.h"
#include "schema/entity.h"
#include "schema/search.h"
#include "store/search_match.h"

#include <optional>

namespace kemai {

class Database;

class SearchCandidate
{
public:
    explicit SearchCandidate(Database &database) : m_database(database) { }

    // The hit, if the customer with this row number is there and all parts match; the first part says where and how.
    Result<std::optional<Hit>> check(qint64 row, const QList<SearchPart> &parts);

private:
    struct Number {
        QString digits;
        QString shown; // E.164 with its extension, or as it was written
    };

    Result<std::optional<SearchMatch>> match(const SearchPart &part);
    Result<std::optional<SearchMatch>> matchNumber(const SearchPart &part);
    Result<> loadNumbers();
    // Of contacts, emails or addresses: read once.
    Result<> loadTexts(const Entity &entity, std::optional<QStringList> &texts);

    Database &m_database;
    Hit m_hit;
    // Where the part just matched.
    Hit::Where m_where = Hit::Where::Name;
    QString m_matched;
    std::optional<QList<Number>> m_numbers;
    std::optional<QStringList> m_contacts;
    std::optional<QStringList> m_emails;
    std::optional<QStringList> m_addresses;
};

} // namespace kemai
