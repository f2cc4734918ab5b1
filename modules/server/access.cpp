// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access.h"

#include "ledger/scoping.h"
#include "schema/schema.h"

#include <algorithm>

namespace kemai {

namespace {

// R050: no role has everything. Who manages people reads no escrow and does not open the sealed account alone.
constexpr RoleRight rights[] = {
    {"admin", Right::ManagePeople}, {"admin", Right::ConfigureFields}, {"admin", Right::Enrol}, {"admin", Right::Revoke}, {"admin", Right::Offboard},
    {"admin", Right::BreakGlass},
    {"hr", Right::Offboard},
    {"supervisor", Right::AssignCustomers}, {"supervisor", Right::Revoke},
    {"director", Right::AssignCustomers}, {"director", Right::Revoke}, {"director", Right::ReadEscrow}, {"director", Right::BreakGlass},
};

const QString notFound = QStringLiteral("sync.notFound");
const QString notYours = QStringLiteral("server.notYours");

// A record with the values a mutation brings, over what was there.
Record after(const wire::Mutation &mutation, const sync::StampedRow *row)
{
    Record record = row ? row->record : Record(*mutation.change.entity);
    record.id = mutation.change.record;
    for (const Edit &edit : mutation.change.edits)
        record.setValue(edit.field, edit.to);
    return record;
}

bool isHomeField(const Entity &entity, int field)
{
    const QList<const char *> names = ledger::homeFields(entity);
    return std::any_of(names.begin(), names.end(), [&](const char *name) { return qstrcmp(name, entity.fields[size_t(field)].name) == 0; });
}

} // namespace

std::span<const RoleRight> roleRights()
{
    return rights;
}

bool mayCommand(const QString &role, Right right)
{
    return std::any_of(std::begin(rights), std::end(rights), [&](const RoleRight &one) { return role == QLatin1StringView(one.role) && one.right == right; });
}

bool mayCommand(const ledger::Grants &grants, Right right)
{
    const bool shipped = std::any_of(std::begin(rights), std::end(rights), [&](const RoleRight &one) { return grants.role == QLatin1StringView(one.role); });
    if (shipped)
        return mayCommand(grants.role, right);
    return std::any_of(grants.roles.begin(), grants.roles.end(), [right](const QString &role) { return mayCommand(role, right); });
}

QList<qint32> GrantedAccess::scopes() const
{
    QList<qint32> ordered = m_grants.scopes;
    const auto rank = [](qint32 scope) { // 1, then people's and teams', then pool and office
        return scope == ledger::ScopeOfTenant ? 0 : scope > ledger::ScopeOfNobody ? 1 : 2;
    };
    std::stable_sort(ordered.begin(), ordered.end(), [&](qint32 a, qint32 b) { return rank(a) < rank(b); });
    return ordered;
}

wire::Mask GrantedAccess::mask() const
{
    wire::Mask mask;
    mask.version = m_grants.maskVersion;
    for (const Entity *entity : allEntities())
        for (const int field : m_grants.hidden.value(entity))
            mask.hidden.append({entity, field});
    return mask;
}

bool GrantedAccess::mayWriteIn(qint32 scope) const
{
    return m_grants.writeScopes.contains(scope);
}

qint32 GrantedAccess::home(const Record &record) const
{
    const Entity &entity = *record.entity();
    const ledger::HomeRule &rule = ledger::homeRule(entity);
    if (rule.customer) {
        const int field = entity.indexOf(QLatin1StringView(rule.customer));
        if (const auto placed = m_customers.constFind(record.value(field).toId()); placed != m_customers.cend())
            return *placed;
    }
    QByteArray key = entity.name;
    for (const char *name : ledger::homeFields(entity)) {
        const Value value = record.value(entity.indexOf(QLatin1StringView(name)));
        key += '|' + (value.isId() ? value.toId().bytes().toByteArray() : value.isNumber() ? QByteArray::number(value.toNumber()) : value.toText().toUtf8());
    }
    const auto known = m_homes.constFind(key);
    if (known != m_homes.cend())
        return *known;
    const Result<qint32> asked = m_view ? m_view->homeScope(record) : Result<qint32>(ledger::ScopeOfNobody);
    return *m_homes.insert(key, asked ? *asked : qint32(ledger::ScopeOfNobody));
}

QString GrantedAccess::refuses(const wire::Mutation &mutation, const sync::StampedRow *row) const
{
    if (!m_view || !m_grants.active)
        return notYours;
    const Entity &entity = *mutation.change.entity;
    if ((&entity == &user::entity || &entity == &team::entity) && !kemai::mayCommand(m_grants, Right::ManagePeople))
        return notYours; // else one could move oneself into another team and read its customers
    if (&entity == &field_definition::entity && !kemai::mayCommand(m_grants, Right::ConfigureFields))
        return notYours;
    if (&entity == &saved_view::entity && row && row->record[saved_view::owner] != m_grants.user)
        return notYours;
    if (row)
        return mayWriteIn(row->scope) || std::any_of(row->shares.begin(), row->shares.end(), [this](qint32 share) { return mayWriteIn(share); }) ? QString() : notYours;
    // A new record may not be put where its author does not look: a guessed customer's id would carry it there. A child whose
    // customer has not arrived waits, seen by nobody.
    Record record = after(mutation, nullptr);
    if (&entity == &customer::entity && !record.isNull(customer::owner) && record[customer::owner] != m_grants.user
        && !kemai::mayCommand(m_grants, Right::AssignCustomers))
        record.set(customer::owner, Id()); // the field is refused alone (mayCommand), the customer is kept
    const qint32 scope = home(record);
    return scope == ledger::ScopeOfNobody || mayWriteIn(scope) ? QString() : notFound;
}

QString GrantedAccess::refusesField(const wire::Mutation &mutation, const sync::StampedRow *row, int field) const
{
    const Entity &entity = *mutation.change.entity;
    if (m_grants.readOnly.value(&entity).contains(field))
        return QStringLiteral("sync.masked");
    if (!row || !isHomeField(entity, field))
        return {};
    if (&entity == &task::entity && field == task::owner.index)
        return {}; // a task is handed to a colleague
    if (&entity == &customer::entity && (field == customer::owner.index || field == customer::team.index))
        return {}; // asked in mayCommand()
    const qint32 scope = home(after(mutation, row));
    return scope == ledger::ScopeOfNobody || mayWriteIn(scope) ? QString() : notFound;
}

bool GrantedAccess::mayCommand(const wire::Mutation &mutation, const sync::StampedRow *row, int field) const
{
    const Entity &entity = *mutation.change.entity;
    if (&entity == &user::entity)
        return kemai::mayCommand(m_grants, Right::ManagePeople);
    if (&entity != &customer::entity)
        return !row; // what a record is made with
    if (kemai::mayCommand(m_grants, Right::AssignCustomers))
        return true;
    const Record record = after(mutation, row);
    if (field == customer::owner.index) // one's own new customer, or one out of the pool
        return (!row || row->record.isNull(customer::owner)) && (record.isNull(customer::owner) || record[customer::owner] == m_grants.user);
    return !row;
}

sync::Placement GrantedAccess::place(const Record &record, const sync::StampedRow *before) const
{
    sync::Placement placement;
    placement.scope = home(record);
    if (before)
        placement.shares = before->shares;
    if (record.entity() == &customer::entity)
        m_customers.insert(record.id, placement.scope);
    return placement;
}

} // namespace kemai
