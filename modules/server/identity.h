// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Identity: who comes in (sync.md 5.10). Each function is one endpoint, on the lane named in server.cpp.
 *
 *     login       password and one-time code, a new device with an enrolment token -> device, challenge
 *     challenge   for a device that is known; one that is not gets one as well, which fits nothing
 *     session     signature over the challenge -> token, lease, policy
 *     caller      the token of a request -> who it is, asked of the database each time: a revocation holds from its commit on
 *
 * Whatever is wrong with a login is answered in the same words after the same time. Five failures for a login from an address
 * lock it, for 30 s and each time twice as long, to 15 minutes at most. Nothing here is kept in the process: challenges, used
 * steps of one-time codes, sessions and lock-outs stand in the ledger, where the other processes see them.
 */
#pragma once

#include "ledger/identity_ledger.h"
#include "server/caller.h"
#include "server/http.h"

#include "wire/messages.h"

#include <variant>

namespace kemai {

class Identity
{
public:
    explicit Identity(Office &office) : m_office(office) { }

    Response login(const Request &request);
    Response challenge(const Request &request);
    Response session(const Request &request);
    Response logout(const Request &request);
    Response changePassword(const Request &request);

    std::variant<Caller, Response> caller(const Request &request);
    // Who it says it is: without the user, and nobody was asked. No answer: it does not even say.
    std::optional<Caller> named(const Request &request) const;
    // Of a device that may be revoked: X-Device, X-Challenge and X-Signature, as in a session. What /v1/escrow asks.
    std::variant<ledger::Device, Response> provenDevice(const Request &request, const ConnectionPool::Lent &lent);

    // R059: a read or a command that was denied is remembered, with who, from where and what for (ids, no data).
    void remember(ledger::IdentityLedger &identity, const Caller &caller, const QByteArray &what);

private:
    Result<ledger::Device> deviceFor(ledger::IdentityLedger &identity, const wire::LoginRequest &login, const ledger::UserAccount &account);

    Office &m_office;
};

inline constexpr int failuresBeforeLock = 5;
qint64 lockMs(int failures); // how long after so many failures; 0: not yet

} // namespace kemai
