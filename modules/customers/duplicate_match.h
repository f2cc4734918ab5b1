// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Are these two the same customer? The comparison behind every duplicate check: while typing, in an import, over the
 * whole store. Names are compared folded, by sound (张偉 and 张伟, 王小明 and 王晓明, Zhang Wei and 张伟), without forms of
 * address and with name and company swapped; companies without their legal form; numbers as E.164 with the extension,
 * also when masked (138****1234) or one key apart; addresses by their divisions (R002).
 *
 * A score is the weight of the strongest rule that holds, a few points more for each further thing in common and less
 * for what contradicts. Pure functions; any thread.
 */
#pragma once

#include "customers/customer_changes.h"
#include "customers/duplicate_rules.h"
#include "text/address.h"

#include <QSet>
#include <QStringList>

namespace kemai {

struct SubjectNumber {
    QString identity; // phoneIdentity(); of a masked number its digits and stars; empty: no number
    QString digits;
    bool masked = false;
    bool shared = false; // switchboard, front desk, family, landline without extension, or of many customers
    bool own = false;    // marked as this person's own
};

// A customer in the forms it is compared in.
struct MatchSubject {
    Id id;
    QString name;   // folded, without a form of address; of a customer without a name empty
    QString sound;  // pinyin of it
    QString soundReversed; // of a name of two words, the second first
    QString surname;
    bool titled = false; // only surname and form of address: 张经理
    QString company; // core
    QString companySound;
    QString nameAsCompany; // core of what stands as the name: for swapped columns
    QString companyAsName;
    QList<SubjectNumber> numbers;
    QStringList emails;
    QList<Address> addresses;
    QString city;
    QString birthday;

    bool hasOwnNumber() const;
};

// numbers: as parsePhones() reads them, with the kind of each where it is known ("family" ...).
MatchSubject subjectOf(const ImportRow &row);
MatchSubject subjectOf(const StoredCustomer &stored);
// A number of very many customers is nobody's own.
void markShared(MatchSubject &subject, const QSet<QString> &widelyShared);

struct MatchReason {
    MatchCode code = MatchCode::Name;
    QString shared; // what they have in common: the number, the address, the company
};

struct Match {
    int score = 0; // 0: nothing in common
    QList<MatchReason> reasons; // the strongest first
    bool swapped = false;       // one has name and company in each other's column
    QStringList agreeing;       // further things in common: "company", "address", "email", "birthday"
    QStringList differing;      // "number", "birthday", "address"

    bool proposes() const { return score >= proposeScore; }
    bool isSame() const { return score >= sameScore; }
};

Match compare(const MatchSubject &a, const MatchSubject &b, const MatchRules &rules);

// The reasons in words, for errorText(): ids with their details. Numbers and addresses are left out if the reader may not see them.
QList<Error> reasonsInWords(const Match &match, bool withDetails = true);

QString soundOf(const QString &foldedName);

} // namespace kemai
