// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration.h"

#include "server/answers.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace kemai {

namespace {

constexpr qint64 tokenMs = 24 * 3'600'000LL;
constexpr qint64 breakGlassMs = 15 * 60'000;

Response json(const QJsonObject &object)
{
    Response response;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

Id idIn(const QJsonObject &object, QLatin1StringView name)
{
    return Id::fromString(object.value(name).toString());
}

} // namespace

Response Administration::answer(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return *refusal;
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return refused(400, "wire.malformed");
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    const Caller &caller = std::get<Caller>(who);
    auto grants = lent->sync().grants(caller.user);
    if (!grants)
        return refused(grants.error());

    static constexpr struct {
        const char *path;
        Right right;
        Response (Administration::*run)(const Asked &);
    } commands[] = {
        {"/v1/admin/token", Right::Enrol, &Administration::token},
        {"/v1/admin/revoke", Right::Revoke, &Administration::revoke},
        {"/v1/admin/offboard", Right::Offboard, &Administration::offboard},
        {"/v1/admin/escrow", Right::ReadEscrow, &Administration::escrow},
        {"/v1/break-glass", Right::BreakGlass, &Administration::requestBreakGlass},
        {"/v1/break-glass/approve", Right::BreakGlass, &Administration::approveBreakGlass},
    };
    for (const auto &command : commands) {
        if (request.path != command.path)
            continue;
        const Asked asked{caller, document.object(), *lent, std::move(*grants)};
        Response response = mayCommand(asked.grants, command.right) ? (this->*command.run)(asked) : refused(403, "server.notYours");
        if (response.status == 403) {
            ledger::IdentityLedger identity(**lent, m_office.clock);
            m_identity.remember(identity, caller, request.path);
        }
        return response;
    }
    return refused(404, "server.notFound");
}

Result<> Administration::isOver(const Asked &asked, const Id &user)
{
    const auto scope = asked.lent.sync().scopeOf(user);
    const bool hr = mayCommand(asked.grants, Right::Offboard); // who leaves may be anybody
    if (!hr && (!scope || !asked.grants.scopes.contains(*scope)))
        return fail(Error::Code::Denied, QStringLiteral("server.notYours"));
    return {};
}

Response Administration::token(const Asked &asked)
{
    const Id user = idIn(asked.body, QLatin1StringView("user"));
    ledger::IdentityLedger identity(*asked.lent, m_office.clock);
    const auto account = identity.user(user);
    if (!account)
        return refused(account.error());
    const QByteArray token = randomToken();
    const qint64 expires = m_office.clock.nowMs() + tokenMs;
    if (const Result<> put = identity.putToken(tokenHash(token), user, asked.caller.user, expires); !put)
        return refused(put.error());
    return json({{QStringLiteral("token"), QString::fromLatin1(token)}, {QStringLiteral("expires_ms"), expires}});
}

Response Administration::revoke(const Asked &asked)
{
    ledger::IdentityLedger identity(*asked.lent, m_office.clock);
    const auto device = identity.device(idIn(asked.body, QLatin1StringView("device")));
    if (!device || !isOver(asked, device->user))
        return device || device.error().code == Error::Code::NotFound ? refused(403, "server.notYours") : refused(device.error());
    if (const Result<> revoked = identity.revokeDevice(device->id); !revoked)
        return refused(revoked.error());
    m_office.live.revoked(device->id);
    m_office.log.write(LogLevel::Warning, "revoked", {{QStringLiteral("device"), device->id.toString()}, {QStringLiteral("by"), asked.caller.user.toString()}});
    return json({});
}

Response Administration::offboard(const Asked &asked)
{
    const Id user = idIn(asked.body, QLatin1StringView("user"));
    if (user == asked.caller.user)
        return refused(400, "server.oneself");
    ledger::IdentityLedger identity(*asked.lent, m_office.clock);
    const auto devices = identity.devices(user);
    if (!devices)
        return refused(devices.error());
    const auto done = identity.offboard(user, asked.caller.user, {idIn(asked.body, QLatin1StringView("to")), asked.body.value(QLatin1StringView("pool")).toBool()});
    if (!done)
        return refused(done.error());
    for (const ledger::Device &device : *devices)
        m_office.live.revoked(device.id);
    m_office.live.changed();
    m_office.log.write(LogLevel::Warning, "offboarded",
                       {{QStringLiteral("user"), user.toString()}, {QStringLiteral("by"), asked.caller.user.toString()}, {QStringLiteral("customers"), done->customers},
                        {QStringLiteral("tasks"), done->tasks}, {QStringLiteral("devices"), done->devices}});
    return json({{QStringLiteral("customers"), done->customers}, {QStringLiteral("tasks"), done->tasks}, {QStringLiteral("devices"), done->devices}});
}

Response Administration::escrow(const Asked &asked)
{
    const auto kept = ledger::IdentityLedger(*asked.lent, m_office.clock).escrow(std::clamp(asked.body.value(u"limit").toInt(20), 1, 100));
    if (!kept)
        return refused(kept.error());
    QJsonArray all;
    for (const ledger::EscrowRecord &one : *kept)
        if (isOver(asked, one.user))
            all.append(QJsonObject{{QStringLiteral("id"), one.id.toString()}, {QStringLiteral("device"), one.device.toString()}, {QStringLiteral("user"), one.user.toString()},
                                   {QStringLiteral("at"), one.atMs}, {QStringLiteral("body"), QString::fromUtf8(one.body)}});
    return json({{QStringLiteral("escrow"), all}});
}

Response Administration::requestBreakGlass(const Asked &asked)
{
    const Id account = idIn(asked.body, QLatin1StringView("account"));
    const QString reason = asked.body.value(QLatin1StringView("reason")).toString().left(500);
    ledger::IdentityLedger identity(*asked.lent, m_office.clock);
    const auto credential = identity.credential(account);
    if (!credential)
        return refused(credential.error());
    if (!credential->breakGlass || reason.trimmed().isEmpty())
        return refused(400, "server.breakGlass");
    const auto request = identity.requestBreakGlass(account, asked.caller.user, reason, m_office.clock.nowMs() + breakGlassMs);
    if (!request)
        return refused(request.error());
    m_office.log.write(LogLevel::Error, "breakGlassAsked", {{QStringLiteral("request"), request->toString()}, {QStringLiteral("by"), asked.caller.user.toString()}});
    return json({{QStringLiteral("request"), request->toString()}});
}

Response Administration::approveBreakGlass(const Asked &asked)
{
    const Id request = idIn(asked.body, QLatin1StringView("request"));
    const auto approved = ledger::IdentityLedger(*asked.lent, m_office.clock).approveBreakGlass(request, asked.caller.user);
    if (!approved)
        return refused(approved.error());
    if (!*approved)
        return refused(403, "server.secondPerson");
    m_office.log.write(LogLevel::Error, "breakGlassApproved", {{QStringLiteral("request"), request.toString()}, {QStringLiteral("by"), asked.caller.user.toString()}});
    return json({});
}

} // namespace kemai
