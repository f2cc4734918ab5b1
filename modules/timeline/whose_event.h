// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Finds the customers that channel events belong to, for a chunk of events in a handful of queries.
 *
 * An id names its customer (a merged one: the one it was merged into). Else the number does, else the email; where
 * several customers share it, the name decides, then the email. Withdrawn customers are not found. Nothing is guessed:
 * two that remain are ambiguous.
 */
#pragma once

#include "schema/records.h"
#include "timeline/channel_event.h"

#include <QHash>
#include <QSet>

namespace kemai {

class EventOwners
{
public:
    // Reads all that the keys name. Errors: those of Records.
    static Result<EventOwners> lookUp(Records &records, const QList<const CustomerKey *> &keys);

    // Errors: NotFound timeline.unknownCustomer (who), Invalid timeline.ambiguousCustomer (who, how many).
    Result<Id> ownerOf(const CustomerKey &key) const;

private:
    struct Candidate {
        QString name;
        Id mergedInto;
    };
    Result<> readCustomers(Records &records, const QSet<Id> &ids);
    Id survivor(Id id) const; // null: not there
    QList<Id> candidatesOf(const CustomerKey &key) const;

    QHash<Id, Candidate> m_customers;
    QMultiHash<QString, Id> m_byDigits;
    QMultiHash<QString, Id> m_byEmail;
};

} // namespace kemai
