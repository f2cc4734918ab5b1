// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The rules by which two customers are taken for one (R003): an ordered list, each with a weight from 0 to 100.
 *
 * A rule names what two customers have in common; its weight is the score a pair gets for it. From proposeScore on a pair
 * is proposed for merging, from sameScore on it is as good as certain; below, it is only shown while typing. Nothing is
 * ever merged by a score. D11: a number of a switchboard, a front desk or a family, a landline without extension and a
 * number of many customers identifies nobody by itself; with the name it does.
 *
 * Rules are kept as records (match_rule), only those that somebody changed; so a change has its history, its undo
 * and its author, and two desks change one record. Threads: as Records.
 */
#pragma once

#include "schema/records.h"

#include <QList>

#include <array>
#include <optional>

namespace kemai {

enum class MatchCode : quint8 {
    NumberName,       // own number and name
    MaskedNumberName, // 138****1234 and name
    EmailName,
    SharedNumberName, // D11: switchboard, family, front desk: number and name
    NumberSimilar,    // own number, the name sounds the same, is a form of address, or is missing
    EmailSimilar,
    OwnNumber,        // a number marked as his own on either side, whatever the names
    NearNumber,       // same name, numbers a slip of one key apart
    Company,          // two companies without a person, the same but for the legal form
    NameBirthday,
    NameAddress,
    NameCompany,
    NumberNear,       // own number, names one character apart
    Number,           // a number in common, other names
    NameCompanyOther, // same name and company, each with a number of his own
    Email,
    Name,
};
inline constexpr int matchCodeCount = int(MatchCode::Name) + 1;

QString matchCodeText(MatchCode code); // "number-name" ... stable, for records and the command line
std::optional<MatchCode> matchCodeFrom(QStringView text);

inline constexpr int proposeScore = 70;
inline constexpr int sameScore = 90;

struct MatchRule {
    MatchCode code = MatchCode::Name;
    bool enabled = true;
    int weight = 0;
    QString reason; // why somebody changed it

    friend bool operator==(const MatchRule &, const MatchRule &) = default;
};

class MatchRules
{
public:
    MatchRules(); // as the product ships them

    const QList<MatchRule> &rules() const { return m_rules; } // in their order
    const MatchRule &rule(MatchCode code) const;
    int weight(MatchCode code) const { return m_weights[size_t(code)]; } // 0: off
    void change(const MatchRule &rule, int position = -1);

    friend bool operator==(const MatchRules &a, const MatchRules &b) { return a.m_rules == b.m_rules; }

private:
    QList<MatchRule> m_rules;
    std::array<int, matchCodeCount> m_weights{};
};

Result<MatchRules> loadMatchRules(Records &records);

// Errors: Invalid "customers.ruleWeight"; Invalid "customers.ruleReason": turning a rule off, or taking it across a
// threshold, needs a reason (D11).
Result<Committed> saveMatchRule(Records &records, const MatchRule &rule, int position, const Id &author);

} // namespace kemai
