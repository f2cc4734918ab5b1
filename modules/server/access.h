// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Who may do what: the one place where roles meet commands (R050 to R053, D9).
 *
 * What a person sees is decided by the ledger (Grants: scopes from role, team and shares; fields from the role's mask). Here stand the
 * rights to commands, by role, and the rules of what a person may write: GrantedAccess is the sync::Access of a request.
 * There is no right to delete: nothing in the product deletes a record, whoever asks.
 */
#pragma once

#include "ledger/sync_ledger.h"
#include "sync/access.h"

#include <span>

namespace kemai {

enum class Right : quint8 {
    ManagePeople,    // users, teams, who is in which, which role
    ConfigureFields, // custom fields
    AssignCustomers, // to others, out of a team
    Enrol,           // tokens for new devices
    Revoke,          // devices
    Offboard,        // R054
    ReadEscrow,
    BreakGlass,      // ask for and approve the sealed account (two persons)
};

struct RoleRight {
    const char *role;
    Right right;
};
std::span<const RoleRight> roleRights();      // the whole table, for tests and the admin pages
bool mayCommand(const QString &role, Right right);
// Of a person: a role that stands in the table has the rights that stand there; one composed in the database has those of its parts.
bool mayCommand(const ledger::Grants &grants, Right right);

class GrantedAccess : public sync::Access
{
public:
    // `view`: within a push; without one nothing can be written. Both outlive this.
    explicit GrantedAccess(const ledger::Grants &grants, ledger::PushView *view = nullptr) : m_grants(grants), m_view(view) { }

    QList<qint32> scopes() const override; // what everybody sees first, then own and teams, then the pool
    wire::Mask mask() const override;
    QString refuses(const wire::Mutation &mutation, const sync::StampedRow *row) const override;
    QString refusesField(const wire::Mutation &mutation, const sync::StampedRow *row, int field) const override;
    bool mayCommand(const wire::Mutation &mutation, const sync::StampedRow *row, int field) const override;
    sync::Placement place(const Record &after, const sync::StampedRow *before) const override;

private:
    qint32 home(const Record &record) const;
    bool mayWriteIn(qint32 scope) const;

    const ledger::Grants &m_grants;
    ledger::PushView *m_view;
    mutable QHash<QByteArray, qint32> m_homes;   // by what the home follows from: a batch asks for the same again and again
    mutable QHash<Id, qint32> m_customers;       // placed in this batch, before the database knows them
};

} // namespace kemai
