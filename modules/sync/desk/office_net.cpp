// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/office_net.h"

#include "wire/chunk_stream.h"

#include <QUrlQuery>

namespace kemai::sync {

namespace {

constexpr int reconnectMs = 5'000;

QByteArray base64(const QByteArray &bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); }

// What a server says that is not one of ours, or an older one, or a proxy on the way.
wire::Refusal refusalIn(const OfficeReply &reply, const wire::Codec &codec)
{
    wire::Refusal refusal;
    if (auto read = codec.read<wire::Refusal>(reply.body))
        refusal = std::move(*read);
    refusal.status = reply.status;
    return refusal;
}

} // namespace

OfficeNet::OfficeNet(OfficeLink &link, const DeviceIdentity &identity, const wire::Vocabulary &vocabulary, int schema, QObject *parent)
    : QObject(parent), m_link(link), m_identity(identity), m_vocabulary(vocabulary), m_codec(vocabulary), m_schema(schema)
{
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &OfficeNet::openSocket);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &OfficeNet::heard);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        if (m_session)
            m_reconnect.start(reconnectMs);
    });
}

OfficeLink::Headers OfficeNet::headers(quint64 nonce) const
{
    OfficeLink::Headers all{{"X-Device", m_identity.device().toString().toLatin1()},
                            {"X-Schema", QByteArray::number(m_schema)},
                            {"X-Req", QByteArray::number(nonce)}};
    if (m_session)
        all.append({"Authorization", "Bearer " + m_session->token.toLatin1()});
    return all;
}

void OfficeNet::refuse(quint64 nonce, const OfficeReply &reply)
{
    if (reply.status == 0) {
        emit failed(reply.fault);
        emit answered(nonce, Unreachable());
        return;
    }
    if (reply.status == 401)
        m_session.reset();
    emit answered(nonce, refusalIn(reply, m_codec));
}

template <typename Message>
void OfficeNet::take(quint64 nonce, const OfficeReply &reply)
{
    if (reply.status != 200)
        return refuse(nonce, reply);
    if (!reply.nonce.isEmpty() && reply.nonce != QByteArray::number(nonce)) { // identity answers do not repeat it
        emit failed(QStringLiteral("an answer to another request"));
        emit answered(nonce, Unreachable());
        return;
    }
    const auto message = [&]() -> Result<Message> {
        if constexpr (std::is_same_v<Message, wire::Chunk>)
            return wire::readChunk(reply.body, m_vocabulary);
        else
            return m_codec.read<Message>(reply.body);
    }();
    if (!message) { // cut on the way, or not from our server: as if nobody had answered
        emit failed(message.error().id + u": " + message.error().log);
        emit answered(nonce, Unreachable());
        return;
    }
    emit answered(nonce, *message);
}

void OfficeNet::send(const Request &request, quint64 nonce)
{
    if (std::holds_alternative<SessionAsk>(request)) {
        openSession(nonce);
    } else if (const auto *push = std::get_if<wire::PushRequest>(&request)) {
        m_link.post(QStringLiteral("/v1/push"), m_codec.write(*push), headers(nonce), this, [this, nonce](const OfficeReply &r) { take<wire::PushResponse>(nonce, r); });
    } else if (const auto *pull = std::get_if<wire::PullRequest>(&request)) {
        m_link.post(QStringLiteral("/v1/pull"), m_codec.write(*pull), headers(nonce), this, [this, nonce](const OfficeReply &r) { take<wire::PullResponse>(nonce, r); });
    } else if (const auto *chunk = std::get_if<wire::ChunkRequest>(&request)) {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("scope"), QString::number(chunk->scope));
        query.addQueryItem(QStringLiteral("tbl"), QString::fromLatin1(chunk->entity->name));
        query.addQueryItem(QStringLiteral("n"), QString::number(chunk->rows));
        query.addQueryItem(QStringLiteral("epoch"), chunk->epoch.toString());
        if (!chunk->after.isNull())
            query.addQueryItem(QStringLiteral("after"), chunk->after.toString());
        m_link.get(QStringLiteral("/v1/snapshot"), query, headers(nonce), this, [this, nonce](const OfficeReply &r) { take<wire::Chunk>(nonce, r); });
    } else if (const auto *kept = std::get_if<wire::EscrowRequest>(&request)) {
        escrow(*kept, nonce);
    }
}

// Then: void(const wire::ChallengeResponse &).
template <typename Then>
void OfficeNet::challenge(quint64 nonce, Then then)
{
    m_link.post(QStringLiteral("/v1/challenge"), m_codec.write(wire::ChallengeRequest{m_identity.device()}), headers(nonce), this,
                [this, nonce, then = std::move(then)](const OfficeReply &reply) {
                    if (reply.status != 200)
                        return refuse(nonce, reply);
                    const auto given = m_codec.read<wire::ChallengeResponse>(reply.body);
                    if (!given) {
                        emit failed(given.error().id);
                        emit answered(nonce, Unreachable());
                        return;
                    }
                    then(*given);
                });
}

void OfficeNet::openSession(quint64 nonce)
{
    m_session.reset();
    challenge(nonce, [this, nonce](const wire::ChallengeResponse &given) {
        wire::SessionRequest ask;
        ask.device = m_identity.device();
        ask.challenge = given.challenge;
        ask.signature = m_identity.sign(wire::signedSession(given.challenge, ask.device, given.epoch));
        ask.schema = m_schema;
        m_link.post(QStringLiteral("/v1/session"), m_codec.write(ask), headers(nonce), this, [this, nonce](const OfficeReply &reply) {
            if (reply.status == 200)
                if (auto opened = m_codec.read<wire::SessionResponse>(reply.body)) {
                    m_session = std::move(*opened);
                    emit sessionOpened();
                    openSocket();
                }
            take<wire::SessionResponse>(nonce, reply);
        });
    });
}

void OfficeNet::escrow(const wire::EscrowRequest &request, quint64 nonce)
{
    challenge(nonce, [this, nonce, request](const wire::ChallengeResponse &given) {
        OfficeLink::Headers all = headers(nonce);
        all.append({"X-Challenge", base64(given.challenge)});
        all.append({"X-Signature", base64(m_identity.sign(wire::signedSession(given.challenge, m_identity.device(), given.epoch)))});
        m_link.post(QStringLiteral("/v1/escrow"), m_codec.write(request), all, this, [this, nonce](const OfficeReply &reply) { take<wire::EscrowResponse>(nonce, reply); });
    });
}

void OfficeNet::presence(const Entity &entity, const Id &record, Presence state)
{
    if (!m_session) {
        emit present(&entity, record, {});
        return;
    }
    const wire::PresenceRequest ask{&entity, record, state == Presence::Editing, state == Presence::Left};
    m_link.post(QStringLiteral("/v1/presence"), m_codec.write(ask), headers(0), this, [this, &entity, record](const OfficeReply &reply) {
        // A session that ended is the replica's to renew.
        const auto met = reply.status == 200 ? m_codec.read<wire::PresenceResponse>(reply.body) : Result<wire::PresenceResponse>(wire::PresenceResponse());
        emit present(&entity, record, met ? met->others : QList<wire::Present>());
    });
}

void OfficeNet::openSocket()
{
    if (!m_session || m_socket.state() != QAbstractSocket::UnconnectedState)
        return;
    QUrl url = m_link.address().url;
    url.setScheme(QStringLiteral("wss"));
    url.setPath(QStringLiteral("/v1/live"));
    QNetworkRequest request(url);
    for (const auto &[name, value] : headers(1))
        request.setRawHeader(name, value);
    m_socket.setSslConfiguration(m_link.tls());
    m_socket.open(request);
}

void OfficeNet::heard(const QString &text)
{
    const auto live = m_codec.read<wire::Live>(text.toUtf8());
    if (!live)
        return;
    switch (live->kind) {
    case wire::Live::Kind::Poke: emit poked(); break;
    case wire::Live::Kind::Revoked: emit revoked(); break;
    case wire::Live::Kind::Present: emit presenceMoved(); break;
    case wire::Live::Kind::Schema: emit poked(); break; // the next pull says what is the matter
    }
}

} // namespace kemai::sync
