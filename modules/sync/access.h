// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Access: who asks, and what he may see and change. The server makes one for each request from roles, teams and shares
 * (issue 4, section 4); a simulator makes one up. Merge, push and feed ask nothing else about rights.
 *
 * Reasons are error ids with a sentence ("sync.notYours"); empty: allowed. A row that may not be read does not exist: everything
 * about it is answered "sync.notFound", whether it is there or not.
 */
#pragma once

#include "sync/stamped_row.h"

#include <optional>

namespace kemai::sync {

struct Placement {
    qint32 scope = 0;
    QList<qint32> shares;
};

class Access
{
public:
    virtual ~Access() = default;

    virtual QList<qint32> scopes() const = 0;    // granted, in the order snapshots are to come: own, team, pool
    virtual wire::Mask mask() const = 0;

    // May this mutation touch the record at all, or make it (row null)? The business rules of a table are asked here as well.
    virtual QString refuses(const wire::Mutation &mutation, const StampedRow *row) const = 0;
    // May it write this field? Fields of Merge::Server and masked ones are refused already, unless mayCommand.
    virtual QString refusesField(const wire::Mutation &mutation, const StampedRow *row, int field) const = 0;
    // Fields of Merge::Server: when a record is made, and by commands of the server's own device.
    virtual bool mayCommand(const wire::Mutation &mutation, const StampedRow *row, int field) const = 0;
    // Where a record belongs once it holds these values: asked for a new one, and when a Reference of it changed.
    virtual Placement place(const Record &after, const StampedRow *before) const = 0;

    bool sees(const StampedRow &row) const
    {
        const QList<qint32> granted = scopes();
        return granted.contains(row.scope)
            || std::any_of(row.shares.begin(), row.shares.end(), [&granted](qint32 share) { return granted.contains(share); });
    }
};

} // namespace kemai::sync
