// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeNet: the replica's Net over an OfficeLink (sync.md 5.2), and the socket on which the server pokes.
 *
 * A session is asked for in two steps, challenge and signature. The token stands in memory alone. The socket is opened with each session,
 * and again a while after it was lost; without it the replica pulls every 30 s, so losing it costs time, never a row.
 *
 * Lives on the link's thread.
 */
#pragma once

#include "sync/desk/device_identity.h"
#include "sync/desk/office_link.h"
#include "sync/replica.h"
#include "wire/codec.h"

#include <QTimer>
#include <QWebSocket>

namespace kemai::sync {

enum class Presence : quint8 { Reading, Editing, Left };

class OfficeNet : public QObject, public Net
{
    Q_OBJECT

public:
    OfficeNet(OfficeLink &link, const DeviceIdentity &identity, const wire::Vocabulary &vocabulary, int schema, QObject *parent = nullptr);

    void send(const Request &request, quint64 nonce) override;

    // Says that this record is open here (U20) and answers in present(). Beside the replica's requests, so that neither waits for the
    // other. Every wire::PresenceRequest::everyMs while it is open, and at once when something changes.
    void presence(const Entity &entity, const Id &record, Presence state);

    // Of the last session: who works here, until when without the server, what the office wants.
    const std::optional<wire::SessionResponse> &session() const { return m_session; }
    OfficeLink::Headers headers(quint64 nonce) const; // of any request of this desk: device, schema, session

signals:
    void answered(quint64 nonce, const kemai::sync::Answer &answer);
    void poked();
    void revoked();
    // Who else is there. Without a server, without a session, or asked too often: nobody that is known of.
    void present(const kemai::Entity *entity, const kemai::Id &record, const QList<kemai::wire::Present> &others);
    void presenceMoved(); // of a record that is open here: say it again, to be told who is there now
    void sessionOpened();
    void failed(const QString &what); // English, for the log

private:
    void openSession(quint64 nonce);
    void escrow(const wire::EscrowRequest &request, quint64 nonce);
    template <typename Message>
    void take(quint64 nonce, const OfficeReply &reply);
    void refuse(quint64 nonce, const OfficeReply &reply);
    template <typename Then>
    void challenge(quint64 nonce, Then then);
    void openSocket();
    void heard(const QString &text);

    OfficeLink &m_link;
    const DeviceIdentity &m_identity;
    const wire::Vocabulary &m_vocabulary;
    wire::Codec m_codec;
    int m_schema;
    std::optional<wire::SessionResponse> m_session;
    QTimer m_reconnect; // before the socket, which says goodbye when it goes
    QWebSocket m_socket;
};

} // namespace kemai::sync

Q_DECLARE_METATYPE(kemai::sync::Answer)
