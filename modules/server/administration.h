// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Administration: the commands of who may (access.h), as JSON over POST. Each refusal is remembered (R059). Ids are UUID texts.
 *
 *     /v1/admin/token      {"user"}                    -> {"token","expires_ms"}      for a new device; 24 hours, once
 *     /v1/admin/revoke     {"device"}                  -> {}                           at once, everywhere
 *     /v1/admin/offboard   {"user","to"?,"pool"?}      -> {"customers","tasks","devices"}   R054, R055: one transaction
 *     /v1/admin/escrow     {"limit"?}                  -> {"escrow":[{"id","device","user","at","body"}]}
 *     /v1/break-glass      {"account","reason"}        -> {"request"}                  D9: asked for by one,
 *     /v1/break-glass/approve  {"request"}             -> {}                           approved by another, good for one login
 *
 * Whom somebody may administer is who he sees: a supervisor revokes devices of the own team, not of another.
 */
#pragma once

#include "server/access.h"
#include "server/identity.h"

#include <QJsonObject>

namespace kemai {

class Administration
{
public:
    Administration(Office &office, Identity &identity) : m_office(office), m_identity(identity) { }

    Response answer(const Request &request);

private:
    struct Asked {
        Caller caller;
        QJsonObject body;
        const ConnectionPool::Lent &lent;
        ledger::Grants grants;
    };
    Response token(const Asked &asked);
    Response revoke(const Asked &asked);
    Response offboard(const Asked &asked);
    Response escrow(const Asked &asked);
    Response requestBreakGlass(const Asked &asked);
    Response approveBreakGlass(const Asked &asked);
    Result<> isOver(const Asked &asked, const Id &user); // Denied "server.notYours"

    Office &m_office;
    Identity &m_identity;
};

} // namespace kemai
