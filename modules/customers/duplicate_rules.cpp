// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/duplicate_rules.h"

#include "schema/duplicate.h"
#include "schema/schema.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

struct Shipped {
    const char16_t *text;
    int weight;
};

// By MatchCode. What the labelled set says of them: tests/customers/tst_duplicate_set.cpp.
constexpr std::array<Shipped, matchCodeCount> shipped{{
    {u"number-name", 98},
    {u"masked-number-name", 85},
    {u"email-name", 95},
    {u"shared-number-name", 92},
    {u"number-similar", 88},
    {u"email-similar", 84},
    {u"own-number", 85},
    {u"near-number", 84},
    {u"company", 80},
    {u"name-birthday", 80},
    {u"name-address", 78},
    {u"name-company", 76},
    {u"number-near", 66},
    {u"number", 50},
    {u"name-company-other", 55},
    {u"email", 45},
    {u"name", 30},
}};

// The same rule at two desks is one record.
Id recordOf(MatchCode code)
{
    return Id::fromName(Id::fromString(u"0f4f1d53-8c1c-4f5b-9d0b-6c2f4d8e7a11"), matchCodeText(code).toUtf8());
}

int levelOf(const MatchRule &rule)
{
    if (!rule.enabled || rule.weight < proposeScore)
        return 0;
    return rule.weight < sameScore ? 1 : 2;
}

} // namespace

QString matchCodeText(MatchCode code) { return QString::fromUtf16(shipped[size_t(code)].text); }

std::optional<MatchCode> matchCodeFrom(QStringView text)
{
    for (size_t i = 0; i < shipped.size(); ++i)
        if (text == QStringView(shipped[i].text))
            return MatchCode(i);
    return {};
}

MatchRules::MatchRules()
{
    for (size_t i = 0; i < shipped.size(); ++i) {
        m_rules.append({MatchCode(i), true, shipped[i].weight, {}});
        m_weights[i] = shipped[i].weight;
    }
}

const MatchRule &MatchRules::rule(MatchCode code) const
{
    return *std::find_if(m_rules.begin(), m_rules.end(), [code](const MatchRule &one) { return one.code == code; });
}

void MatchRules::change(const MatchRule &rule, int position)
{
    const auto at = std::find_if(m_rules.begin(), m_rules.end(), [&](const MatchRule &one) { return one.code == rule.code; });
    *at = rule;
    m_weights[size_t(rule.code)] = rule.enabled ? rule.weight : 0;
    if (position >= 0 && position < m_rules.size())
        m_rules.move(at - m_rules.begin(), position);
}

Result<MatchRules> loadMatchRules(Records &records)
{
    MatchRules rules;
    const auto changed = records.find(Query(match_rule::entity).orderBy(match_rule::position).limit(100));
    if (!changed)
        return fail(changed.error());
    for (const Record &row : *changed)
        if (const auto code = matchCodeFrom(row[match_rule::code]))
            rules.change({*code, row[match_rule::enabled], int(std::clamp<qint64>(row[match_rule::weight], 0, 100)), row[match_rule::reason]},
                         int(row[match_rule::position]));
    return rules;
}

Result<Committed> saveMatchRule(Records &records, const MatchRule &rule, int position, const Id &author)
{
    if (rule.weight < 0 || rule.weight > 100)
        return fail(Error::Code::Invalid, u"customers.ruleWeight"_s, {}, {QString::number(rule.weight)});
    if (levelOf(rule) != levelOf(MatchRules().rule(rule.code)) && rule.reason.trimmed().isEmpty())
        return fail(Error::Code::Invalid, u"customers.ruleReason"_s);
    const Id id = recordOf(rule.code);
    const auto stored = records.first(Query(match_rule::entity).where(match_rule::code == matchCodeText(rule.code)));
    if (!stored)
        return fail(stored.error());
    Record seen(match_rule::entity);
    Change change = Change::insert(match_rule::entity, id);
    if (*stored) {
        seen = **stored;
        change = Change::update(seen);
    }
    change.set(seen, match_rule::code, matchCodeText(rule.code))
        .set(seen, match_rule::enabled, rule.enabled)
        .set(seen, match_rule::weight, rule.weight)
        .set(seen, match_rule::position, position)
        .set(seen, match_rule::reason, rule.reason.trimmed());
    return records.commit({.origin = Origin::Typed, .author = author, .title = u"duplicates.rule"_s, .changes = {change}});
}

} // namespace kemai
