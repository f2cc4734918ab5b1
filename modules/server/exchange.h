// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Exchange: the endpoints of synchronization (sync.md 5.2) over the ledger and the pure merge: push, pull, snapshot, live, escrow,
 * presence, and the channels' hooks. Each call borrows a connection and leaves nothing in the process.
 *
 * Rights are computed for each request and applied before a byte is sent (access.h); row-level security in the ledger stands
 * behind that. What is not granted is answered as if it were not there.
 */
#pragma once

#include "server/identity.h"

namespace kemai {

class Exchange
{
public:
    Exchange(Office &office, Identity &identity) : m_office(office), m_identity(identity) { }

    Response push(const Request &request);
    Response pull(const Request &request);
    Response snapshot(const Request &request);
    Response live(const Request &request);
    Response escrow(const Request &request);
    Response presence(const Request &request);
    // POST /hook/{channel}: X-Kemai-Delivery names the delivery, X-Kemai-Signature is HMAC-SHA256(secret, delivery "\n" body) in hex.
    // Stored once for each delivery, worked on later.
    Response hook(const Request &request);

private:
    Response push(const ConnectionPool::Lent &lent, const Caller &caller, const wire::PushRequest &pushed);
    Response epochChanged(const ConnectionPool::Lent &lent, const Caller &caller);

    Office &m_office;
    Identity &m_identity;
};

} // namespace kemai
