// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FileRoad: the requests by which files travel (wire/file.h), over the desk's link, beside the replica's own. A revoked desk proves each by a fresh
 * challenge and may only hand over. Within this module only.
 *
 * Lives on the link's thread. Answers come later on it, not at all once the asker is gone. Errors: Offline "sync.unreachable" (nobody, or not
 * now), Busy "server.session" (until it is renewed), NotFound "ledger.noFile", Conflict "ledger.fileHash" / "ledger.fileComplete", Invalid "server.fileTooLarge", others as the server says.
 */
#pragma once

#include "base/result.h"
#include "sync/desk/office_net.h"
#include "wire/file.h"

namespace kemai::sync {

class FileRoad
{
public:
    FileRoad(OfficeLink &link, const OfficeNet &net, const DeviceIdentity &identity) : m_link(link), m_net(net), m_identity(identity) { }

    void setEscrow(bool on) { m_escrow = on; }
    bool isEscrow() const { return m_escrow; }
    bool isOpen() const { return m_escrow || m_net.session(); }

    template <typename T>
    using Then = std::function<void(const Result<T> &)>;
    void offer(const wire::FileOffer &file, const QObject *asker, Then<wire::FileState> then);
    void put(const Id &attachment, int piece, const QByteArray &bytes, const QObject *asker, Then<bool> then);
    void find(const QList<Id> &attachments, const QObject *asker, Then<wire::FilesFound> then);
    void piece(const Id &attachment, int piece, const QObject *asker, Then<QByteArray> then);

private:
    void post(const QString &path, const QUrlQuery &query, const QByteArray &body, const QObject *asker, Then<QByteArray> then);
    Result<QByteArray> bodyOf(const OfficeReply &reply) const;

    OfficeLink &m_link;
    const OfficeNet &m_net;
    const DeviceIdentity &m_identity;
    bool m_escrow = false;
};

} // namespace kemai::sync
