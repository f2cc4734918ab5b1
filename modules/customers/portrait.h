// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What is known of a customer beyond the form: facts (R110: what somebody learned, when, from which event) and relations to
 * other customers. Sales and service see the same. Each act is one change set. Rules over Records; any thread.
 *
 * Errors: Invalid "customers.emptyFact", "customers.relatedToItself", "customers.relatedAlready", "text.tooLong";
 * NotFound "records.notFound"; as commit().
 */
#pragma once

#include "schema/records.h"

namespace kemai {

struct NewFact {
    Id customer;
    QString text;
    Id interaction; // the event it was learned from; may be null
    Id author;
    QString authorName;
};
Result<Committed> addFact(Records &records, const NewFact &fact, qint64 nowMs);
Result<Committed> editFact(Records &records, const Record &seen, const QString &text, const Id &author, qint64 nowMs);

// `other` is the `kind` of `customer`.
Result<Committed> relate(Records &records, const Id &customer, const Id &other, const QString &kind, const Id &author, qint64 nowMs);

// A fact, relation or attachment that is not so any more; it stays in the history.
Result<Committed> withdraw(Records &records, const Record &seen, const Id &author, qint64 nowMs);

// The relation seen from the other side: who has a parent company is its branch.
QString reverseRelation(const QString &kind);

// A customer that has to do with another one, as one of the two sees it.
struct Related {
    Record relation;
    Id customer;   // the other one
    QString name;
    QString kind;  // what the other one is
};
Result<QList<Related>> relationsOf(Records &records, const Id &customer);

// Customers that were merged into this one, the latest first.
Result<QList<Record>> mergedInto(Records &records, const Id &customer);

} // namespace kemai
