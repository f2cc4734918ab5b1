// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Files: the endpoints by which files of attachments come and go (wire/file.h). Each request stands for itself: a break costs the piece under way.
 *
 * Who may: a file is brought by the device that wrote the row's `content` and by no other; it is read by whoever is granted the row and whose role does not
 * mask `content`. Anything else is answered as if it were not there. Larger than the setting `file_mb` is 413 "server.fileTooLarge"; what a
 * revoked device hands over may have any size, for it would be lost.
 */
#pragma once

#include "ledger/file_ledger.h"
#include "server/identity.h"

namespace kemai {

class Files
{
public:
    Files(Office &office, Identity &identity) : m_office(office), m_identity(identity) { }

    Response offer(const Request &request);
    Response put(const Request &request);
    Response find(const Request &request);
    Response piece(const Request &request);
    Response escrowOffer(const Request &request); // X-Device, X-Challenge, X-Signature, as POST /v1/escrow
    Response escrowPut(const Request &request);

private:
    Response offer(const Request &request, const ConnectionPool::Lent &lent, const Id &device, ledger::Bringing bringing, qint64 most, const Caller *caller);
    Response put(const Request &request, const ConnectionPool::Lent &lent, const Id &device, ledger::Bringing bringing);
    qint64 mostBytes() const { return m_office.settings.fileMb * 1'000'000LL; }

    Office &m_office;
    Identity &m_identity;
};

} // namespace kemai
