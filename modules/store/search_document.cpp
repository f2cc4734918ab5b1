// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_document.h"

#include "schema/schema.h"
#include "store/database.h"
#include "store/ddl.h"

#include <array>

namespace kemai {

namespace {
const std::array<SearchSource, 4> sources{{
    {&contact::entity, contact::customer.index, contact::name.index, &SearchDocument::contacts},
    {&phone::entity, phone::customer.index, phone::digits.index, &SearchDocument::digits},
    {&email::entity, email::customer.index, email::written.index, &SearchDocument::emails},
    {&address::entity, address::customer.index, address::written.index, &SearchDocument::addresses},
}};

Result<> complete(Database &database, SearchDocument &document, const Id &customer)
{
    for (const SearchSource &source : sources)
        if (const auto done = loadSearchTexts(database, source, customer, document.*source.list); !done)
            return done;
    return {};
}
} // namespace

const SearchSource *searchSourceOf(const Entity &entity)
{
    for (const SearchSource &source : sources)
        if (source.entity == &entity)
            return &source;
    return nullptr;
}

Result<> loadSearchTexts(Database &database, const SearchSource &source, const Id &customer, QStringList &texts)
{
    auto rows = database.prepare("SELECT " + columnOf(*source.entity, source.text) + " FROM " + tableOf(*source.entity)
                                 + " WHERE customer = ? AND removed = 0");
    if (!rows)
        return fail(rows.error());
    rows->bind(1, customer);
    while (true) {
        const auto row = rows->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        if (!rows->isNull(0))
            texts.append(rows->text(0));
    }
}

Result<std::optional<SearchDocument>> loadSearchDocument(Database &database, const Id &customer)
{
    SearchDocument document;
    {
        auto row = database.prepare("SELECT n, name, company FROM customer WHERE id = ? AND removed = 0");
        if (!row)
            return fail(row.error());
        row->bind(1, customer);
        const auto there = row->step();
        if (!there)
            return fail(there.error());
        if (!*there)
            return std::optional<SearchDocument>();
        document.row = row->number(0);
        document.name = row->text(1);
        document.company = row->text(2);
    }
    if (const auto done = complete(database, document, customer); !done)
        return fail(done.error());
    return document;
}

Result<QList<SearchDocument>> loadSearchDocuments(Database &database, qint64 after, int count)
{
    QList<SearchDocument> documents;
    QList<Id> ids;
    {
        auto rows = database.prepare("SELECT n, name, company, id FROM customer WHERE n > ? AND removed = 0 ORDER BY n LIMIT ?");
        if (!rows)
            return fail(rows.error());
        rows->bind(1, after);
        rows->bind(2, qint64(count));
        while (true) {
            const auto row = rows->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            documents.append({rows->number(0), rows->text(1), rows->text(2), {}, {}, {}, {}});
            ids.append(rows->id(3));
        }
    }
    for (int i = 0; i < documents.size(); ++i)
        if (const auto done = complete(database, documents[i], ids.at(i)); !done)
            return fail(done.error());
    return documents;
}

} // namespace kemai
