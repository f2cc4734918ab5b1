// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The duplicate check (R001 to R004): who of ours may be the customer in this form, row or command line, with a
 * score and the reasons in words.
 *
 * Only looked up by indexes, and never more than a fixed number of rows, whatever was typed and however many share a
 * number or a name; so it answers while one types, also offline. Of a name that very many have, those who also share the
 * company or the number are found through the search index. A customer that was merged answers as the one it was merged
 * into. What the asker may see is decided by DuplicateViewer. Rules over Records; any thread.
 */
#pragma once

#include "customers/duplicate_match.h"
#include "schema/records.h"

namespace kemai {

struct DuplicateQuestion {
    QString name;
    QString company;
    QString phone; // one or several numbers, as written
    QString email;
    QString address;
    QString city;
    QString birthday; // ISO
    Id self;          // of a customer that is being edited: it is no duplicate of itself

    bool isEmpty() const { return name.isEmpty() && company.isEmpty() && phone.isEmpty() && email.isEmpty(); }
};

// R001: others see only the owner and may ask to share. Until there are roles, a parameter.
struct DuplicateViewer {
    enum class Sees : quint8 { Everything, OnlyTheOwnerOfOthers };
    Id user;
    Sees sees = Sees::Everything;
};

struct DuplicateCandidate {
    Id id;
    Record customer;      // restricted: only its owner is set
    bool restricted = false;
    Match match;
    QList<Error> reasons; // in words
    QString ownerName;
    QString ownerNameEn;
    qint64 lastContactMs = 0; // 0: none, or not to be seen
    QString stage;            // of the newest open opportunity
};

// The best first, at most `limit`. Nothing found is no error.
Result<QList<DuplicateCandidate>> checkDuplicates(Records &records, const DuplicateQuestion &question,
                                                  const DuplicateViewer &viewer = {}, int limit = 5);

// The question a stored customer asks about itself, and a row of a file, a grid or a form about what it says.
DuplicateQuestion questionOf(const StoredCustomer &stored);
DuplicateQuestion questionOf(const ImportRow &row);

} // namespace kemai
