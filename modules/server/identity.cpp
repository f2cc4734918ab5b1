// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/identity.h"

#include "schema/schema.h"
#include "server/access.h"
#include "server/answers.h"
#include "server/password.h"
#include "server/totp.h"
#include "sync/push.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace kemai {

namespace {

constexpr qint64 challengeMs = 60'000;

// What a device is to sign within a minute. For a device that is not there nothing is kept, and the answer looks alike.
Result<QByteArray> freshChallenge(ledger::IdentityLedger &identity, const Id &device, qint64 nowMs)
{
    const QByteArray challenge = QByteArray::fromBase64(randomToken(), QByteArray::Base64UrlEncoding);
    if (!device.isNull())
        if (const Result<> kept = identity.putChallenge(challenge, device, nowMs + challengeMs); !kept)
            return fail(kept.error());
    return challenge;
}

Response wrongLogin()
{
    return refused(401, "server.login");
}

} // namespace

qint64 lockMs(int failures)
{
    if (failures < failuresBeforeLock)
        return 0;
    const int doublings = std::min(failures - failuresBeforeLock, 5);
    return std::min<qint64>(30'000LL << doublings, 15 * 60'000);
}

void Identity::remember(ledger::IdentityLedger &identity, const Caller &caller, const QByteArray &what)
{
    m_office.metrics.counter("kemai_denied_total", "Requests refused because the caller may not.").add();
    m_office.log.write(LogLevel::Warning, "denied",
                       {{QStringLiteral("user"), caller.user.toString()}, {QStringLiteral("device"), caller.device.toString()},
                        {QStringLiteral("address"), QString::fromLatin1(caller.address)}, {QStringLiteral("what"), QString::fromUtf8(what)}});
    (void)identity.noteDenied(caller.user, caller.device, caller.address, what);
}

// The device of a login: a known one with the same key, or a new one for a token of this very user.
Result<ledger::Device> Identity::deviceFor(ledger::IdentityLedger &identity, const wire::LoginRequest &login, const ledger::UserAccount &account)
{
    if (login.enrolment.isEmpty()) {
        if (login.device.isNull())
            return fail(Error::Code::Denied, QStringLiteral("server.enrolment"));
        Result<ledger::Device> device = identity.device(login.device);
        if (!device || device->user != account.id || device->publicKey != login.publicKey)
            return fail(Error::Code::Denied, QStringLiteral("server.enrolment"));
        if (device->state != ledger::DeviceState::Active)
            return fail(Error::Code::Denied, QStringLiteral("ledger.revoked"));
        return device;
    }
    const Id id = login.device.isNull() ? Id::make(m_office.clock.nowMs()) : login.device;
    Result<ledger::Device> device = identity.enrol(tokenHash(login.enrolment.toUtf8()), account.id, id, login.publicKey, login.deviceName.left(200), 0);
    if (!device)
        return fail(Error::Code::Denied, QStringLiteral("server.enrolment"), device.error().log);
    m_office.log.write(LogLevel::Info, "enrolled", {{QStringLiteral("user"), account.id.toString()}, {QStringLiteral("device"), device->id.toString()}});
    return device;
}

Response Identity::login(const Request &request)
{
    const auto login = wire::Codec().read<wire::LoginRequest>(request.body);
    if (!login)
        return refused(login.error());
    const bool printable = std::all_of(login->user.cbegin(), login->user.cend(), [](QChar c) { return c.isPrint(); });
    if (login->publicKey.size() != 32 || login->user.isEmpty() || login->user.size() > 200 || !printable)
        return refused(400, "wire.malformed");
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    ledger::IdentityLedger identity(**lent, m_office.clock);
    const qint64 now = m_office.clock.nowMs();

    const auto lockout = identity.lockout(login->user, request.address);
    if (!lockout)
        return refused(lockout.error());
    if (lockout->lockedUntilMs > now) {
        wire::Refusal locked;
        locked.status = 429;
        locked.reason = QStringLiteral("server.locked");
        locked.retryAfterS = int((lockout->lockedUntilMs - now + 999) / 1000);
        return refused(locked);
    }
    const auto wrong = [&](const char *note) {
        const qint64 lock = lockMs(lockout->failures + 1);
        (void)identity.noteFailure(login->user, request.address, lock > 0 ? now + lock : 0);
        m_office.metrics.counter("kemai_logins_total", "Logins by outcome.", "outcome=\"wrong\"").add();
        Response response = wrongLogin();
        response.note = note; // told the log alone
        return response;
    };

    const auto account = identity.userByLogin(login->user);
    if (!account && account.error().code != Error::Code::NotFound)
        return refused(account.error());
    const auto credential = account ? identity.credential(account->id) : Result<ledger::Credential>(ledger::Credential());
    if (!credential)
        return refused(credential.error());
    if (!isPassword(credential->passwordHash, login->password))
        return wrong(account ? "wrong password" : "no such login");
    if (!account->active)
        return wrong("disabled");

    if (!credential->totpSecret.isEmpty()) {
        const auto secret = m_office.key.unseal(credential->totpSecret, account->id);
        if (!secret)
            return refused(500, "server.totpUnreadable");
        bool taken = false;
        if (const auto step = totpStep(*secret, login->totp.toUtf8(), now, credential->totpLastStep)) {
            const auto first = identity.takeTotpStep(account->id, *step); // another process may just have taken it
            if (!first)
                return refused(first.error());
            taken = *first;
        } else if (login->totp.size() > 6) {
            const auto first = identity.takeRecovery(account->id, recoveryHash(login->totp, account->id.bytes()));
            if (!first)
                return refused(first.error());
            taken = *first;
            if (taken)
                m_office.log.write(LogLevel::Warning, "recoveryCode", {{QStringLiteral("user"), account->id.toString()}});
        }
        if (!taken)
            return wrong("wrong one-time code");
    } else if (m_office.settings.totpRequired || credential->breakGlass) {
        return refused(403, "server.totpMissing");
    }
    if (credential->breakGlass) { // sealed: two others have opened it, for once
        const auto opened = identity.takeBreakGlass(account->id);
        if (!opened)
            return refused(opened.error());
        m_office.metrics.counter("kemai_break_glass_total", "Attempts to use the sealed account.", *opened ? "outcome=\"opened\"" : "outcome=\"sealed\"").add();
        m_office.log.write(LogLevel::Error, "breakGlass", {{QStringLiteral("user"), account->id.toString()}, {QStringLiteral("opened"), *opened},
                                                           {QStringLiteral("address"), QString::fromLatin1(request.address)}});
        (void)identity.noteDenied(account->id, Id(), request.address, *opened ? "break-glass: opened" : "break-glass: sealed");
        if (!*opened)
            return refused(403, "server.sealed");
    }

    const auto device = deviceFor(identity, *login, *account);
    if (!device) {
        if (device.error().id == u"ledger.revoked")
            return refused(device.error());
        // Behind a right password: who guesses tokens is locked out as who guesses passwords.
        Response response = wrong("enrolment");
        const Response told = refused(device.error());
        response.status = told.status;
        response.body = told.body;
        return response;
    }
    (void)identity.clearFailures(login->user, request.address);
    (void)identity.noteLogin(account->id);
    m_office.metrics.counter("kemai_logins_total", "Logins by outcome.", "outcome=\"ok\"").add();

    const auto epochNow = lent->sync().epoch();
    if (!epochNow)
        return refused(epochNow.error());
    const auto challenge = freshChallenge(identity, device->id, now);
    if (!challenge)
        return refused(challenge.error());
    return answered(wire::LoginResponse{device->id, *challenge, *epochNow});
}

Response Identity::challenge(const Request &request)
{
    const auto asked = wire::Codec().read<wire::ChallengeRequest>(request.body);
    if (!asked)
        return refused(asked.error());
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    ledger::IdentityLedger identity(**lent, m_office.clock);
    const auto epochNow = lent->sync().epoch();
    if (!epochNow)
        return refused(epochNow.error());
    const auto device = identity.device(asked->device);
    if (!device && device.error().code != Error::Code::NotFound)
        return refused(device.error());
    const auto challenge = freshChallenge(identity, device ? device->id : Id(), m_office.clock.nowMs());
    if (!challenge)
        return refused(challenge.error());
    return answered(wire::ChallengeResponse{*challenge, *epochNow});
}

Response Identity::session(const Request &request)
{
    const auto asked = wire::Codec().read<wire::SessionRequest>(request.body);
    if (!asked)
        return refused(asked.error());
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    ledger::IdentityLedger identity(**lent, m_office.clock);
    const auto epochNow = lent->sync().epoch();
    if (!epochNow)
        return refused(epochNow.error());
    const qint64 now = m_office.clock.nowMs();

    const auto device = identity.device(asked->device);
    if (!device && device.error().code != Error::Code::NotFound)
        return refused(device.error());
    const auto fresh = device ? identity.takeChallenge(asked->challenge, asked->device) : Result<bool>(false);
    if (!fresh)
        return refused(fresh.error());
    if (!*fresh || !isSignature(asked->signature, wire::signedSession(asked->challenge, asked->device, *epochNow), device->publicKey))
        return refused(401, "server.challenge");
    // It is this device: now it may be told that it is to wipe itself.
    const auto account = identity.user(device->user);
    if (!account && account.error().code != Error::Code::NotFound)
        return refused(account.error());
    if (device->state != ledger::DeviceState::Active || !account || !account->active) {
        return refused(sync::refusedRevoked(0, device->lastMid));
    }
    const auto grants = lent->sync().grants(device->user);
    if (!grants)
        return refused(grants.error());

    const QByteArray token = randomToken();
    wire::SessionResponse answer;
    answer.token = QString::fromLatin1(token);
    answer.expiresMs = now + m_office.settings.sessionMinutes * 60'000LL;
    answer.user = device->user;
    answer.epoch = *epochNow;
    answer.lastMid = device->lastMid;
    answer.schemaNewest = schemaVersion;
    answer.schemaOldest = std::max(1, schemaVersion - wire::Limits::schemasServed + 1);
    answer.serverTime = wire::HybridTime::atMs(now);
    answer.lease.device = device->id;
    answer.lease.user = device->user;
    answer.lease.untilMs = now + m_office.settings.leaseHours * 3'600'000LL;
    answer.lease.issued = answer.serverTime;
    answer.lease.signature = m_office.key.sign(wire::signedLease(answer.lease));

    // What the desk needs to grey things out; the server asks again by itself.
    QJsonArray readOnly;
    for (const Entity *entity : allEntities())
        for (const int field : grants->readOnly.value(entity))
            readOnly.append(QString(QLatin1String(entity->name) + u'.' + QLatin1String(entity->fields[size_t(field)].name)));
    QJsonArray rights;
    for (int right = 0; right <= int(Right::BreakGlass); ++right)
        if (mayCommand(*grants, Right(right)))
            rights.append(right);
    answer.policy = QJsonDocument(QJsonObject{{QStringLiteral("role"), grants->role}, {QStringLiteral("rights"), rights}, {QStringLiteral("read_only"), readOnly},
                                              {QStringLiteral("lease_hours"), m_office.settings.leaseHours}, {QStringLiteral("file_mb"), m_office.settings.fileMb},
                                              {QStringLiteral("server_key"), QString::fromLatin1(m_office.key.publicKey().toBase64())}}).toJson(QJsonDocument::Compact);
    if (const Result<> kept = identity.putSession({tokenHash(token), device->id, device->user, answer.expiresMs}); !kept)
        return refused(kept.error());
    if (const Result<> seen = identity.noteSeen(device->id, asked->schema, answer.lease.untilMs); !seen)
        return refused(seen.error());
    return answered(answer);
}

std::optional<Caller> Identity::named(const Request &request) const
{
    const QByteArray bearer = request.header("authorization");
    if (!bearer.startsWith("Bearer ") || bearer.size() > 200)
        return std::nullopt;
    Caller caller;
    caller.token = tokenHash(bearer.sliced(7));
    caller.device = Id::fromString(QString::fromLatin1(request.header("x-device")));
    caller.schema = request.header("x-schema").toInt();
    caller.address = request.address;
    return caller;
}

std::variant<Caller, Response> Identity::caller(const Request &request)
{
    std::optional<Caller> caller = named(request);
    if (!caller)
        return refused(401, "server.session");
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    ledger::IdentityLedger identity(**lent, m_office.clock);
    const auto session = identity.session(caller->token);
    if (!session)
        return refused(session.error());
    if (!*session || caller->device != (*session)->device)
        return refused(401, "server.session");
    caller->user = (*session)->user;
    return *caller;
}

std::variant<ledger::Device, Response> Identity::provenDevice(const Request &request, const ConnectionPool::Lent &lent)
{
    ledger::IdentityLedger identity(*lent, m_office.clock);
    const Id id = Id::fromString(QString::fromLatin1(request.header("x-device")));
    const QByteArray challenge = QByteArray::fromBase64(request.header("x-challenge"), QByteArray::Base64UrlEncoding);
    const QByteArray signature = QByteArray::fromBase64(request.header("x-signature"), QByteArray::Base64UrlEncoding);
    const auto device = identity.device(id);
    if (!device)
        return device.error().code == Error::Code::NotFound ? refused(401, "server.challenge") : refused(device.error());
    const auto epochNow = lent.sync().epoch();
    if (!epochNow)
        return refused(epochNow.error());
    const auto fresh = identity.takeChallenge(challenge, id);
    if (!fresh)
        return refused(fresh.error());
    if (!*fresh || !isSignature(signature, wire::signedSession(challenge, id, *epochNow), device->publicKey))
        return refused(401, "server.challenge");
    return *device;
}

Response Identity::logout(const Request &request)
{
    const auto who = caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return *refusal;
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    if (const Result<> ended = ledger::IdentityLedger(**lent, m_office.clock).endSession(std::get<Caller>(who).token); !ended)
        return refused(ended.error());
    Response response;
    response.body = "{}";
    return response;
}

// {"password": the old one, "new": ...}, by who is logged in.
Response Identity::changePassword(const Request &request)
{
    const auto who = caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return *refusal;
    const Caller &caller = std::get<Caller>(who);
    const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    ledger::IdentityLedger identity(**lent, m_office.clock);
    const auto account = identity.user(caller.user);
    const auto credential = identity.credential(caller.user);
    if (!account || !credential)
        return refused(!account ? account.error() : credential.error());
    const auto lockout = identity.lockout(account->login, request.address);
    if (!lockout)
        return refused(lockout.error());
    const qint64 now = m_office.clock.nowMs();
    if (lockout->lockedUntilMs > now)
        return refused(429, "server.locked");
    if (!isPassword(credential->passwordHash, asked.value(u"password").toString())) {
        const qint64 lock = lockMs(lockout->failures + 1);
        (void)identity.noteFailure(account->login, request.address, lock > 0 ? now + lock : 0);
        return wrongLogin();
    }
    const auto hash = hashPassword(asked.value(u"new").toString());
    if (!hash)
        return refused(hash.error());
    if (const Result<> set = identity.setPassword(caller.user, *hash); !set)
        return refused(set.error());
    Response response;
    response.body = "{}";
    return response;
}

} // namespace kemai
