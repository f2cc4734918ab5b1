// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/scoping.h"

#include "schema/duplicate.h"
#include "schema/number_clue.h"
#include "schema/portrait.h"
#include "schema/schema.h"

#include <array>

namespace kemai::ledger {

namespace {

constexpr std::array rules{
    HomeRule{&customer::entity, nullptr, "owner"},
    HomeRule{&contact::entity, "customer", nullptr},
    HomeRule{&phone::entity, "customer", nullptr},
    HomeRule{&number_clue::entity, "customer", nullptr},
    HomeRule{&email::entity, "customer", nullptr},
    HomeRule{&address::entity, "customer", nullptr},
    HomeRule{&tag::entity, "customer", nullptr},
    HomeRule{&fact::entity, "customer", "author"},
    HomeRule{&relation::entity, "customer", nullptr},
    HomeRule{&interaction::entity, "customer", "author"},
    HomeRule{&task::entity, "customer", "owner"},
    HomeRule{&promise::entity, "customer", "owner"},
    HomeRule{&attachment::entity, "customer", nullptr},
    HomeRule{&lead::entity, "customer", "owner"},
    HomeRule{&opportunity::entity, "customer", "owner"},
    HomeRule{&ticket::entity, "customer", "owner"},
    HomeRule{&merge::entity, "survivor", nullptr},
    HomeRule{&duplicate_pair::entity, "first", nullptr, "second"},
    HomeRule{&saved_view::entity, nullptr, "owner", nullptr, "shared"},
};
constexpr HomeRule everybodys{nullptr, nullptr, nullptr};

QByteArray field(const char *name) { return QByteArray("r.\"") + name + '"'; }

QByteArray scopeOfCustomer(const char *name)
{
    return "coalesce((SELECT c.scope FROM \"customer\" c WHERE c.id = " + field(name) + "), 4)";
}

} // namespace

const HomeRule &homeRule(const Entity &entity)
{
    for (const HomeRule &rule : rules)
        if (rule.entity == &entity)
            return rule;
    return everybodys;
}

QList<const char *> homeFields(const Entity &entity)
{
    const HomeRule &rule = homeRule(entity);
    if (&entity == &customer::entity)
        return {"owner", "team", "state"};
    QList<const char *> fields;
    for (const char *name : {rule.customer, rule.person, rule.other, rule.open})
        if (name)
            fields << name;
    return fields;
}

QByteArray homeExpression(const Entity &entity)
{
    const HomeRule &rule = homeRule(entity);
    if (&entity == &customer::entity)
        return "CASE WHEN r.\"state\" = 'pool' THEN 2 WHEN r.\"owner\" IS NOT NULL THEN sync.scope_of('user', r.\"owner\") "
               "WHEN r.\"team\" IS NOT NULL THEN sync.scope_of('team', r.\"team\") ELSE 2 END";
    if (rule.other)
        return "(SELECT CASE WHEN count(*) = 2 AND min(c.scope) = max(c.scope) THEN min(c.scope) ELSE 3 END FROM \"customer\" c WHERE c.id IN ("
            + field(rule.customer) + ", " + field(rule.other) + "))";
    QByteArray expression = "CASE";
    if (rule.open)
        expression += " WHEN " + field(rule.open) + " THEN 1";
    if (rule.customer)
        expression += " WHEN " + field(rule.customer) + " IS NOT NULL THEN " + scopeOfCustomer(rule.customer);
    if (rule.person)
        expression += " WHEN " + field(rule.person) + " IS NOT NULL THEN sync.scope_of('user', " + field(rule.person) + ")";
    return expression == "CASE" ? QByteArray("1") : expression + " ELSE 1 END";
}

} // namespace kemai::ledger
