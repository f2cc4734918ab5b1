// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "ledger/ledger_records.h"
#include "ledger/role.h"
#include "schema/schema.h"
#include "server/password.h"
#include "server/totp.h"

#include <QJsonArray>

namespace kemai {

namespace {

QJsonObject asJson(const ledger::UserAccount &user)
{
    return {{QStringLiteral("id"), user.id.toString()}, {QStringLiteral("login"), user.login}, {QStringLiteral("name"), user.name},
            {QStringLiteral("role"), user.role}, {QStringLiteral("active"), user.active}, {QStringLiteral("last_login_ms"), user.lastLoginMs}};
}

// Errors: NotFound "ledger.noRole".
Result<> roleExists(ledger::Connection &connection, const QString &role)
{
    const auto roles = ledger::roleNames(connection);
    if (!roles)
        return fail(roles.error());
    if (!roles->contains(role))
        return fail(Error::Code::NotFound, QStringLiteral("ledger.noRole"), {}, {role, roles->join(QStringLiteral(", "))});
    return {};
}

// The team of this name or id; made if there is none of the name.
Result<Id> teamNamed(ledger::LedgerRecords &records, const QString &name, ChangeSet &set)
{
    if (const Id id = Id::fromString(name); !id.isNull()) {
        const auto there = records.one(team::entity, id);
        return there ? Result<Id>(id) : fail(there.error());
    }
    const auto there = records.first(Query(team::entity).where(team::name == name));
    if (!there)
        return fail(there.error());
    if (*there)
        return (*there)->id;
    const Id id = Id::make(Clock::system().nowMs());
    set.changes << Change::insert(team::entity, id).set(team::name, name);
    return id;
}

Exit setState(OfficeSession &office, bool active)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    ledger::IdentityLedger identity(**office.connection(), Clock::system());
    if (const auto done = identity.setActive(account->id, {}, active); !done)
        return office.failed(done.error());
    office.out.line(active ? office.out.say(u"已恢复。", u"Enabled.") : office.out.say(u"已停用，立即生效。", u"Disabled, at once."));
    office.out.result(QJsonObject{{QStringLiteral("id"), account->id.toString()}, {QStringLiteral("active"), active}});
    return Exit::Done;
}

} // namespace

Exit runUserAdd(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const QString login = office.arguments.operands.first();
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    const QString role = office.arguments.value("role", QStringLiteral("sales"));
    if (const auto known = roleExists(**connection, role); !known)
        return office.failed(known.error());
    ledger::LedgerRecords records(**connection, Clock::system());
    const auto taken = records.count(Query(user::entity).where(user::login == login));
    if (!taken)
        return office.failed(taken.error());
    if (*taken > 0)
        return office.failed(makeError(Error::Code::Conflict, QStringLiteral("ledger.loginTaken"), {}, {login}));
    QByteArray hash;
    if (office.arguments.has("password-file")) {
        const auto password = office.password();
        if (!password)
            return office.failed(password.error());
        const auto hashed = hashPassword(*password);
        if (!hashed)
            return office.failed(hashed.error());
        hash = *hashed;
    }
    ChangeSet set{.origin = Origin::Rule, .title = QStringLiteral("user.add")};
    Id teamId;
    if (office.arguments.has("team")) {
        const auto found = teamNamed(records, office.arguments.value("team"), set);
        if (!found)
            return office.failed(found.error());
        teamId = *found;
    }
    const Id id = Id::make(Clock::system().nowMs());
    set.changes << Change::insert(user::entity, id).set(user::login, login).set(user::name, office.arguments.value("name", login)).set(user::team, teamId)
                       .set(user::role, role).set(user::state, QStringLiteral("active"));
    if (const auto done = records.commit(set); !done)
        return office.failed(done.error());
    if (!hash.isEmpty())
        if (const auto done = ledger::IdentityLedger(**connection, Clock::system()).setPassword(id, hash); !done)
            return office.failed(done.error());
    office.out.line(office.out.say(u"已新建用户：", u"Added: ") + id.toString());
    office.out.result(QJsonObject{{QStringLiteral("id"), id.toString()}, {QStringLiteral("login"), login}, {QStringLiteral("role"), role}});
    return Exit::Done;
}

Exit runUserList(OfficeSession &office)
{
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    const auto users = ledger::IdentityLedger(**connection, Clock::system()).users();
    if (!users)
        return office.failed(users.error());
    QJsonArray list;
    for (const ledger::UserAccount &user : *users) {
        list << asJson(user);
        office.out.line(user.id.toString() + QStringLiteral("  ") + user.login.leftJustified(20) + u' ' + user.role.leftJustified(12) + u' '
                        + (user.active ? office.out.say(u"在职", u"active") : office.out.say(u"停用", u"disabled")) + QStringLiteral("  ") + user.name);
    }
    office.out.result(QJsonObject{{QStringLiteral("users"), list}});
    return Exit::Done;
}

Exit runUserDisable(OfficeSession &office) { return setState(office, false); }
Exit runUserEnable(OfficeSession &office) { return setState(office, true); }

Exit runUserRole(OfficeSession &office)
{
    if (office.arguments.operands.size() < 2)
        return office.missingOperand(office.arguments.operands.isEmpty() ? "LOGIN" : "ROLE");
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    ledger::Connection &connection = **office.connection();
    const QString role = office.arguments.operands.at(1);
    if (const auto known = roleExists(connection, role); !known)
        return office.failed(known.error());
    ledger::LedgerRecords records(connection, Clock::system());
    const auto seen = records.one(user::entity, account->id);
    if (!seen)
        return office.failed(seen.error());
    ChangeSet set{.origin = Origin::Rule, .title = QStringLiteral("user.role")};
    set.changes << Change::update(*seen).set(*seen, user::role, role);
    if (const auto done = records.commit(set); !done)
        return office.failed(done.error());
    office.out.line(office.out.say(u"已更改。", u"Changed."));
    office.out.result(QJsonObject{{QStringLiteral("id"), account->id.toString()}, {QStringLiteral("role"), role}});
    return Exit::Done;
}

Exit runUserPassword(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    const auto password = office.password();
    if (!password)
        return office.failed(password.error());
    const auto hash = hashPassword(*password);
    if (!hash)
        return office.failed(hash.error());
    if (const auto done = ledger::IdentityLedger(**office.connection(), Clock::system()).setPassword(account->id, *hash); !done)
        return office.failed(done.error());
    office.out.line(office.out.say(u"密码已设置。", u"The password is set."));
    office.out.result(QJsonObject{{QStringLiteral("id"), account->id.toString()}});
    return Exit::Done;
}

Exit runUserOffboard(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    ledger::IdentityLedger::HandOver handOver{{}, office.arguments.has("pool")};
    if (office.arguments.has("to")) {
        const auto heir = office.userNamed(office.arguments.value("to"));
        if (!heir)
            return office.failed(heir.error());
        handOver.to = heir->id;
    }
    const auto done = ledger::IdentityLedger(**office.connection(), Clock::system()).offboard(account->id, {}, handOver);
    if (!done)
        return office.failed(done.error());
    office.out.line(office.out.say(u"已停用并移交：客户 %1，待办 %2，吊销设备 %3。", u"Disabled and handed over: %1 customers, %2 tasks; %3 devices revoked.")
                        .arg(done->customers).arg(done->tasks).arg(done->devices));
    office.out.result(QJsonObject{{QStringLiteral("customers"), done->customers}, {QStringLiteral("tasks"), done->tasks}, {QStringLiteral("devices"), done->devices}});
    return Exit::Done;
}

} // namespace kemai
