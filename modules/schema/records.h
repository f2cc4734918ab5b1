// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Records: what rules read and write. The workstation's store offers it over SQLite, the ledger over
 * PostgreSQL; a rule never knows which. Calls answer on the calling thread; an object belongs to one thread
 * at a time. Errors everywhere: Busy, Corrupt, Io.
 */
#pragma once

#include "base/result.h"
#include "schema/change.h"
#include "schema/query.h"
#include "schema/search.h"

#include <QList>

namespace kemai {

struct Committed {
    Id set;         // of the stored change set; null if nothing changed
    qint64 seq = 0; // its number on this device, counts from 1, never reused
    int applied = 0;
    int skipped = 0; // changes that changed nothing: an insert that is already there, an edit to the same value
};

class Records
{
public:
    virtual ~Records() = default;

    // Rows in the query's order, at most its limit.
    virtual Result<QList<Record>> find(const Query &query) = 0;

    // One row for each group (one in all without grouping): the groups' values, then the aggregates'. Groups in ascending order.
    virtual Result<QList<QList<Value>>> aggregate(const Query &query) = 0;

    // The best matches for what somebody typed; see schema/search.h.
    virtual Result<QList<Hit>> search(const Search &search) = 0;

    // Writes all changes with their history in one transaction, or none.
    // Errors: NotFound "records.notFound", Conflict "records.conflict" (details: entity, field, value now), Invalid.
    virtual Result<Committed> commit(const ChangeSet &changes) = 0;

    // Conveniences over the four.
    Result<Record> one(const Entity &entity, const Id &id);    // also a withdrawn one; NotFound
    Result<std::optional<Record>> first(const Query &query);   // nothing is not an error
    Result<qint64> count(const Query &query);
};

} // namespace kemai
