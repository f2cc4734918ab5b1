// SPDX-License-Identifier: GPL-3.0-or-later
// Roles are composed in the database, one for a person (R052, D9): what a role reaches, what it is composed of, which fields it may read.
#include "commands.h"

#include "ledger/role.h"
#include "schema/schema.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace kemai {

namespace {

constexpr std::array reachNames{"own", "team", "department", "all"}; // by ledger::Reach

// Errors: NotFound "ledger.noRole".
Result<ledger::Role> roleNamed(ledger::Connection &connection, const QString &name)
{
    const auto roles = ledger::roles(connection);
    if (!roles)
        return fail(roles.error());
    QStringList names;
    for (const ledger::Role &role : *roles) {
        if (role.name == name)
            return role;
        names << role.name;
    }
    return fail(Error::Code::NotFound, QStringLiteral("ledger.noRole"), {}, {name, names.join(QStringLiteral(", "))});
}

// Does `role`, or what it is composed of, hold `sought`?
Result<bool> holds(ledger::Connection &connection, const QString &role, const QString &sought)
{
    const auto roles = ledger::roles(connection);
    if (!roles)
        return fail(roles.error());
    QStringList held{role};
    for (qsizetype i = 0; i < held.size(); ++i)
        for (const ledger::Role &one : *roles)
            if (one.name == held.at(i))
                for (const QString &part : one.includes)
                    if (!held.contains(part))
                        held << part;
    return held.contains(sought);
}

QJsonObject asJson(const ledger::Role &role, const QList<ledger::FieldMask> &masks)
{
    QJsonArray masked;
    for (const ledger::FieldMask &mask : masks)
        if (mask.role == role.name)
            masked << QJsonObject{{QStringLiteral("field"), QString(mask.entity + u'.' + mask.field)}, {QStringLiteral("readable"), mask.readable}};
    return {{QStringLiteral("name"), role.name}, {QStringLiteral("reach"), QLatin1StringView(reachNames[size_t(role.reach)])}, {QStringLiteral("pool"), role.pool},
            {QStringLiteral("office"), role.office}, {QStringLiteral("includes"), QJsonArray::fromStringList(role.includes)}, {QStringLiteral("masks"), masked}};
}

Exit told(OfficeSession &office, const Result<> &done, const ledger::Role &role)
{
    if (!done)
        return office.failed(done.error());
    office.out.line(office.out.say(u"已更改，立即生效。", u"Changed, at once."));
    office.out.result(asJson(role, {}));
    return Exit::Done;
}

} // namespace

Exit runRoleList(OfficeSession &office)
{
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    const auto roles = ledger::roles(**connection);
    const auto masks = ledger::masks(**connection);
    if (!roles || !masks)
        return office.failed(roles ? masks.error() : roles.error());
    QJsonArray list;
    for (const ledger::Role &role : *roles) {
        list << asJson(role, *masks);
        QStringList words{QLatin1StringView(reachNames[size_t(role.reach)])};
        if (role.pool)
            words << QStringLiteral("pool");
        if (role.office)
            words << QStringLiteral("office");
        for (const QString &part : role.includes)
            words << u'+' + part;
        for (const ledger::FieldMask &mask : *masks)
            if (mask.role == role.name)
                words << (mask.readable ? QStringLiteral("read-only:") : QStringLiteral("hidden:")) + mask.entity + u'.' + mask.field;
        office.out.line(role.name.leftJustified(16) + u' ' + words.join(u' '));
    }
    office.out.result(QJsonObject{{QStringLiteral("roles"), list}});
    return Exit::Done;
}

Exit runRoleAdd(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("ROLE");
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    ledger::Role role;
    role.name = office.arguments.operands.first();
    const auto names = ledger::roleNames(**connection);
    if (!names)
        return office.failed(names.error());
    if (names->contains(role.name))
        return office.failed(makeError(Error::Code::Conflict, QStringLiteral("office.roleExists"), {}, {role.name}));
    const QString reach = office.arguments.value("reach", QStringLiteral("own"));
    const auto at = std::find_if(reachNames.begin(), reachNames.end(), [&reach](const char *name) { return reach == QLatin1StringView(name); });
    if (at == reachNames.end())
        return office.failed(makeError(Error::Code::Invalid, QStringLiteral("office.reachUnknown"), {}, {reach}));
    role.reach = ledger::Reach(at - reachNames.begin());
    role.pool = office.arguments.has("pool");
    role.office = office.arguments.has("office");
    for (const QString &part : office.arguments.value("includes").split(u',', Qt::SkipEmptyParts)) {
        if (const auto known = roleNamed(**connection, part); !known)
            return office.failed(known.error());
        role.includes << part;
    }
    return told(office, ledger::putRole(**connection, role), role);
}

namespace {

Exit changeParts(OfficeSession &office, bool grant)
{
    if (office.arguments.operands.size() < 2)
        return office.missingOperand(office.arguments.operands.isEmpty() ? "ROLE" : "OTHER");
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    auto role = roleNamed(**connection, office.arguments.operands.first());
    const auto part = roleNamed(**connection, office.arguments.operands.at(1));
    if (!role || !part)
        return office.failed(role ? part.error() : role.error());
    role->includes.removeAll(part->name);
    if (grant) {
        const auto circle = holds(**connection, part->name, role->name);
        if (!circle)
            return office.failed(circle.error());
        if (*circle)
            return office.failed(makeError(Error::Code::Conflict, QStringLiteral("office.roleCircle"), {}, {role->name, part->name}));
        role->includes << part->name;
    }
    return told(office, ledger::putRole(**connection, *role), *role);
}

} // namespace

Exit runRoleGrant(OfficeSession &office) { return changeParts(office, true); }
Exit runRoleTake(OfficeSession &office) { return changeParts(office, false); }

Exit runRoleMask(OfficeSession &office)
{
    if (office.arguments.operands.size() < 3)
        return office.missingOperand(office.arguments.operands.isEmpty() ? "ROLE" : office.arguments.operands.size() == 1 ? "TABLE.FIELD" : "hide|read|write");
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    const auto role = roleNamed(**connection, office.arguments.operands.first());
    if (!role)
        return office.failed(role.error());
    const QString field = office.arguments.operands.at(1);
    const Entity *entity = entityNamed(field.section(u'.', 0, 0));
    if (!entity || entity->indexOf(QLatin1StringView(field.section(u'.', 1).toLatin1())) < 0)
        return office.failed(makeError(Error::Code::NotFound, QStringLiteral("office.fieldUnknown"), {}, {field}));
    const QString how = office.arguments.operands.at(2);
    if (how != u"hide" && how != u"read" && how != u"write")
        return office.failed(makeError(Error::Code::Invalid, QStringLiteral("office.maskUnknown"), {}, {how}));
    const ledger::FieldMask mask{role->name, field.section(u'.', 0, 0), field.section(u'.', 1), how != u"hide", how == u"write"};
    return told(office, ledger::putMask(**connection, mask), *role);
}

} // namespace kemai
