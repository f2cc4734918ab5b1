// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Whose number this may be: every customer that a number leads to, with the reason, best first. What call_card.h makes a
 * card from. Rules over Records; any thread; bounded.
 */
#pragma once

#include "calls/call_card.h"

namespace kemai {

struct Candidate {
    Record customer;
    Id contact;
    Because because = Because::Own;
    QString detail;
    bool rejected = false;
};

struct Candidates {
    QList<Candidate> people; // not rejected ones first, then by reason, then by last contact
    bool cut = false;        // the number is on more records than were read
};

// Whether this reason alone says who it is.
bool isCertain(Because because);

Result<Candidates> candidatesOf(Records &records, const Caller &caller);

} // namespace kemai
