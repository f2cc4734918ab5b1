// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SearchDocument: the searchable texts of one customer, gathered from its own row and what hangs on it.
 */
#pragma once

#include "base/result.h"
#include "schema/entity.h"
#include "schema/value.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace kemai {

class Database;

struct SearchDocument {
    qint64 row = 0; // customer.n
    QString name;
    QString company;
    QStringList contacts;
    QStringList digits; // phone.digits
    QStringList emails;
    QStringList addresses;
};

// An entity whose records add to their customer's document.
struct SearchSource {
    const Entity *entity;
    int customer; // the field that names the customer
    int text;     // the field that is searched
    QStringList SearchDocument::*list;

    void add(SearchDocument &document, const std::function<Value(int)> &value) const
    {
        if (const QString found = value(text).toText(); !found.isEmpty())
            (document.*list).append(found);
    }
};

const SearchSource *searchSourceOf(const Entity &entity); // null: it is none

// Appends what one kind of record adds to the customer's document.
Result<> loadSearchTexts(Database &database, const SearchSource &source, const Id &customer, QStringList &texts);

// Nothing if there is no such customer or it is withdrawn.
Result<std::optional<SearchDocument>> loadSearchDocument(Database &database, const Id &customer);
// The next `count` customers behind row number `after`, in order.
Result<QList<SearchDocument>> loadSearchDocuments(Database &database, qint64 after, int count);

} // namespace kemai
