// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerView: one customer with everything that hangs on it, except its timeline: what its page shows. And the
 * edits a page makes. Rules over Records; any thread.
 */
#pragma once

#include "customers/portrait.h"
#include "schema/records.h"
#include "schema/schema.h"

namespace kemai {

struct CustomerView {
    Record customer;
    QList<Record> contacts;
    QList<Record> phones; // in their order
    QList<Record> emails;
    QList<Record> addresses;
    QList<Record> tags;
    QList<Record> tasks;    // open, by due
    QList<Record> promises; // open, by due
    QList<Record> done;     // tasks and promises of the last `doneDays` days, the latest first
    QList<Record> facts;    // the latest first
    QHash<Id, QString> writersEn; // English names of colleagues who wrote facts
    QList<Related> relations;
    QList<Record> merged;   // customers that went into this one
    QList<Record> opportunities;
    QList<Record> tickets;
    QList<Record> attachments;
    QString ownerName;
    QString ownerNameEn;
    qint64 interactions = 0;
    // Days of the last `activityWeeks` weeks with contact: one number a week, oldest first.
    QList<qint64> activity;
};

inline constexpr int activityWeeks = 14;
inline constexpr int doneDays = 14;

// NotFound when there is no such customer.
Result<CustomerView> loadCustomer(Records &records, const Id &customer, qint64 nowMs);

// What a person typed into the form of a new customer, who becomes its owner. Errors: Invalid "customers.nameless" when
// there is no name, company or readable number, "customers.fieldTooLong" (details: the field's code, the limit),
// "customers.differenceReason" when we have somebody very much like this (duplicate_check.h) who is not in `differsFrom`, or no
// reason is given: asked within the same job, so that who types faster than the check answers is asked too.
struct NewCustomer {
    QString name;
    QString company;
    QString phone; // one or several numbers
    QString email;
    QString address;
    QString city;
    QString source;
    QString note;
    QList<Id> differsFrom;  // customers this looks like and is not: remembered with the reason
    QString differsBecause;
};
struct Created {
    Id customer;
    Committed committed;
};
Result<Created> createCustomer(Records &records, const NewCustomer &typed, const Id &author, qint64 nowMs);

// Changes one field of a customer as typed, cleaned; name changes take the folded name along. Errors: as commit();
// Invalid "customers.nameless" where neither name nor company would be left, "text.tooLong".
Result<Committed> editCustomer(Records &records, const Record &seen, int field, const QString &typed, const Id &author);

// Ticks a task or a promise off, or takes the tick away.
Result<Committed> setDone(Records &records, const Record &taskOrPromise, bool done, const Id &author, qint64 nowMs);

} // namespace kemai
