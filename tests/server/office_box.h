// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * An office in a box: a real PostgreSQL, one or two server processes' worth of Server on loopback with TLS, people in it, and Desk, which
 * speaks the protocol from the outside as a workstation does. The clock moves when told to.
 */
#pragma once

#include "schema/schema.h"
#include "server/compression.h"
#include "server/certificate.h"
#include "server/password.h"
#include "server/server.h"
#include "server/tls_client.h"
#include "server/totp.h"
#include "support/private_cluster.h"
#include "wire/chunk_stream.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <map>
#include <mutex>

#include <sodium.h>

namespace kemai {

class SteppedClock : public Clock
{
public:
    qint64 nowMs() const override { return m_nowMs; }
    void advanceMs(qint64 ms) { m_nowMs += ms; }

private:
    // From the real time, which is what triggers of the database know.
    std::atomic<qint64> m_nowMs{Clock::system().nowMs()};
};

inline const QString goodPassword = QStringLiteral("a good password");

class OfficeBox
{
public:
    OfficeBox() : database(PrivateCluster::instance().freshLedger()), connection(database.connect()), identity(*connection, clock)
    {
        certificate = makeCertificate(folder.path());
        for (int i = 0; i < 2; ++i)
            start(i);
    }

    void start(int which)
    {
        ServerSettings settings;
        settings.database = database.target();
        settings.http.port = 0;
        settings.http.certificateFile = certificate.certificateFile;
        settings.http.keyFile = certificate.keyFile;
        settings.http.ioThreads = 1;
        settings.http.work = {4, 64};
        settings.http.password = {2, 64};
        settings.http.stream = {2, 8};
        settings.http.limits.stopMs = 5000;
        settings.channels = {{"webform", "0123456789abcdef"}};
        adjust(settings);
        servers[size_t(which)] = std::make_unique<Server>(settings, key, log, clock);
        const Result<> started = servers[size_t(which)]->start();
        if (!started)
            qFatal("%s", qPrintable(started.error().log));
    }

    void sql(const QByteArray &text)
    {
        if (const auto done = connection->script(text); !done)
            qFatal("%s: %s", text.constData(), qPrintable(done.error().log));
    }
    qint64 number(const QByteArray &text)
    {
        const auto answer = connection->number(text);
        if (!answer)
            qFatal("%s: %s", text.constData(), qPrintable(answer.error().log));
        return *answer;
    }

    Id team(const char *name)
    {
        const Id id = Id::make(clock.nowMs());
        sql("INSERT INTO team (id, version, name) VALUES ('" + id.toString().toLatin1() + "', 1, '" + name + "')");
        return id;
    }
    // A person with goodPassword, whose hash is made once.
    Id person(const QByteArray &login, const QByteArray &role, const Id &inTeam = Id())
    {
        static const QByteArray hash = hashPassword(goodPassword).value_or(QByteArray());
        const Id id = Id::make(clock.nowMs());
        sql("INSERT INTO \"user\" (id, version, login, name, role, state, team) VALUES ('" + id.toString().toLatin1() + "', 1, '" + login + "', '" + login + "', '"
            + role + "', 'active', " + (inTeam.isNull() ? QByteArray("NULL") : "'" + inTeam.toString().toLatin1() + "'") + ")");
        if (!identity.setPassword(id, hash))
            qFatal("no password");
        return id;
    }
    QString enrolment(const Id &user)
    {
        const QByteArray token = randomToken();
        if (const auto put = identity.putToken(tokenHash(token), user, Id(), clock.nowMs() + 3'600'000); !put)
            qFatal("%s", qPrintable(put.error().log));
        return QString::fromLatin1(token);
    }
    QByteArray lastLine()
    {
        const std::lock_guard lock(linesMutex);
        return lines.value(lines.size() - 1);
    }
    bool logged(const QByteArray &event)
    {
        const std::lock_guard lock(linesMutex);
        return std::any_of(lines.begin(), lines.end(), [&](const QByteArray &line) { return line.contains(QByteArray("\"event\":\"" + event + '"')); });
    }

    SteppedClock clock;
    std::function<void(ServerSettings &)> adjust = [](ServerSettings &) {};
    QTemporaryDir folder;
    Certificate certificate;
    PrivateCluster::Database database;
    std::unique_ptr<ledger::Connection> connection;
    ledger::IdentityLedger identity;
    ServerKey key = ServerKey::fromBytes({7, 7, 7});
    std::mutex linesMutex;
    QByteArrayList lines;
    Log log{LogLevel::Info, [this](const QByteArray &line) {
                const std::lock_guard lock(linesMutex);
                lines << line;
            }};
    std::array<std::unique_ptr<Server>, 2> servers;
    std::array<quint16, 2> ports{}; // where there is no server here: of a process, or of a proxy
    quint16 port(int which) const { return ports[size_t(which)] ? ports[size_t(which)] : servers[size_t(which)]->port(); }
};

// A workstation as the server sees it.
class Desk
{
public:
    explicit Desk(OfficeBox &office, QString login, int server = 0) : m_office(office), m_login(std::move(login)), m_server(server)
    {
        crypto_sign_keypair(m_public.data(), m_secret.data());
    }

    using Answer = TlsClient::Answer;
    void use(int server)
    {
        m_server = server;
        m_client.reset();
    }
    QHash<QByteArray, QByteArray> headers() const
    {
        return {{"Authorization", "Bearer " + token}, {"X-Device", device.toString().toLatin1()}, {"X-Schema", QByteArray::number(schema)}, {"X-Req", "17"}};
    }
    TlsClient &client()
    {
        if (!m_client || !m_client->isOpen())
            m_client = std::make_unique<TlsClient>(m_office.port(m_server));
        return *m_client;
    }
    Answer post(const QByteArray &path, const QByteArray &body, const QHash<QByteArray, QByteArray> &more)
    {
        QHash<QByteArray, QByteArray> all = headers();
        all.insert(more);
        Answer answer = client().post(path, body, all);
        if (answer.status == 0) { // the server closed it meanwhile
            m_client.reset();
            answer = client().post(path, body, all);
        }
        return answer;
    }
    template <typename Message>
    Answer post(const QByteArray &path, const Message &message)
    {
        if constexpr (std::is_convertible_v<Message, QByteArray>) // also what QStringBuilder puts together
            return post(path, QByteArray(message), {});
        else
            return post(path, wire::Codec().write(message), {});
    }

    QByteArray publicKey() const { return QByteArray(reinterpret_cast<const char *>(m_public.data()), 32); }
    QByteArray sign(const QByteArray &message) const
    {
        QByteArray signature(64, '\0');
        crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr, reinterpret_cast<const unsigned char *>(message.constData()),
                             size_t(message.size()), m_secret.data());
        return signature;
    }
    wire::LoginRequest loginRequest(const QString &enrolment = {}) const
    {
        wire::LoginRequest request;
        request.user = m_login;
        request.password = goodPassword;
        request.enrolment = enrolment;
        request.device = device;
        request.publicKey = publicKey();
        request.deviceName = QStringLiteral("a desk");
        return request;
    }
    Answer login(const wire::LoginRequest &request)
    {
        const Answer answer = post("/v1/login", request);
        if (const auto read = wire::Codec().read<wire::LoginResponse>(answer.body); answer.status == 200 && read) {
            device = read->device;
            challenge = read->challenge;
            epoch = read->epoch;
        }
        return answer;
    }
    Answer newChallenge()
    {
        const Answer answer = post("/v1/challenge", wire::ChallengeRequest{device});
        if (const auto read = wire::Codec().read<wire::ChallengeResponse>(answer.body); answer.status == 200 && read) {
            challenge = read->challenge;
            epoch = read->epoch;
        }
        return answer;
    }
    wire::SessionRequest sessionRequest() const
    {
        wire::SessionRequest request;
        request.device = device;
        request.challenge = challenge;
        request.signature = sign(wire::signedSession(challenge, device, epoch));
        request.schema = schemaVersion;
        return request;
    }
    Answer session() { return session(sessionRequest()); }
    Answer session(const wire::SessionRequest &request)
    {
        const Answer answer = post("/v1/session", request);
        if (const auto read = wire::Codec().read<wire::SessionResponse>(answer.body); answer.status == 200 && read) {
            opened = *read;
            token = read->token.toLatin1();
        }
        return answer;
    }
    // Enrolled and with a session, or the test ends.
    Desk &enter(const Id &user)
    {
        if (const Answer answer = login(loginRequest(m_office.enrolment(user))); answer.status != 200)
            qFatal("login: %d %s", answer.status, answer.body.constData());
        if (const Answer answer = session(); answer.status != 200)
            qFatal("session: %d %s", answer.status, answer.body.constData());
        return *this;
    }

    // --- synchronization
    Result<wire::PullResponse> pull()
    {
        wire::PullRequest request;
        request.epoch = epoch;
        request.cursor = cursor;
        request.have = have;
        request.maskVersion = maskVersion;
        const Answer answer = post("/v1/pull", request);
        lastStatus = answer.status;
        lastBody = answer.body;
        auto read = wire::Codec().read<wire::PullResponse>(answer.body);
        if (answer.status != 200)
            return fail(Error::Code::Denied, QStringLiteral("test.status"), QString::fromUtf8(answer.body));
        if (read) {
            cursor = read->cursor;
            if (read->mask) {
                mask = *read->mask;
                maskVersion = read->mask->version;
            }
            for (const qint32 scope : read->drop)
                have.removeAll(scope);
        }
        return read;
    }
    // Takes up everything granted, as a fresh replica does: cursor, then tables by scope.
    void takeAll()
    {
        const auto first = pull();
        if (!first)
            qFatal("pull: %s", qPrintable(first.error().log));
        for (const qint32 scope : first->add) {
            have.append(scope);
            for (const Entity *entity : wire::Vocabulary::shipped().entities) {
                if (entity->storage != Storage::Records)
                    continue;
                const auto chunk = snapshot(scope, *entity);
                if (!chunk)
                    qFatal("snapshot: %s %s", qPrintable(chunk.error().id), qPrintable(chunk.error().log));
                for (const wire::Row &row : chunk->table.rows)
                    rows.insert(row.record.id, row.record);
            }
        }
    }
    // Everything new, applied to `rows`.
    void follow()
    {
        for (;;) {
            const auto page = pull();
            if (!page)
                qFatal("pull: %s", qPrintable(page.error().log));
            for (const wire::Table &table : page->up)
                for (const wire::Row &row : table.rows)
                    rows.insert(row.record.id, row.record);
            for (const wire::RowKey &key : page->gone)
                rows.remove(key.id);
            conflicts = page->conflicts;
            if (!page->more)
                return;
        }
    }
    Result<wire::Chunk> snapshot(qint32 scope, const Entity &entity, const QByteArray &more = {}, bool zstd = true)
    {
        QHash<QByteArray, QByteArray> all = headers();
        if (zstd)
            all.insert("Accept-Encoding", "zstd");
        const Answer answer = client().get("/v1/snapshot?scope=" + QByteArray::number(scope) + "&tbl=" + entity.name + more, all);
        lastStatus = answer.status;
        lastBody = answer.body;
        if (answer.status != 200 || !answer.whole)
            return fail(Error::Code::Denied, QStringLiteral("test.status"), QString::number(answer.status) + QString::fromUtf8(answer.body.left(200)));
        if (answer.headers.value("content-encoding") == "zstd") {
            const auto plain = decompressed(answer.body, 64 * 1024 * 1024);
            if (!plain)
                return fail(plain.error());
            lastBody = *plain;
        }
        return wire::readChunk(lastBody);
    }

    wire::Mutation mutation(const Change &change)
    {
        wire::Mutation made;
        made.mid = ++mid;
        made.at = wire::HybridTime::next(m_last, m_office.clock.nowMs());
        m_last = made.at;
        made.set = Id::make(m_office.clock.nowMs());
        made.change = change;
        return made;
    }
    wire::PushRequest pushRequest(const QList<wire::Mutation> &mutations) const
    {
        wire::PushRequest request;
        request.epoch = epoch;
        request.have = have;
        request.maskVersion = maskVersion;
        for (const wire::Mutation &one : mutations) {
            wire::SetHead head;
            head.id = one.set;
            head.atMs = one.at.ms();
            head.title = QStringLiteral("customer.edit");
            request.sets.append(head);
        }
        request.mutations = mutations;
        return request;
    }
    Result<wire::PushResponse> push(const QList<Change> &changes)
    {
        QList<wire::Mutation> mutations;
        for (const Change &change : changes)
            mutations.append(mutation(change));
        return push(pushRequest(mutations));
    }
    Result<wire::PushResponse> push(const wire::PushRequest &request)
    {
        const Answer answer = post("/v1/push", request);
        lastStatus = answer.status;
        lastBody = answer.body;
        if (answer.status != 200)
            return fail(Error::Code::Denied, QStringLiteral("test.status"), QString::number(answer.status) + u' ' + QString::fromUtf8(answer.body));
        return wire::Codec().read<wire::PushResponse>(answer.body);
    }

    Id device;
    Id epoch;
    QByteArray challenge;
    QByteArray token;
    int schema = schemaVersion;
    wire::SessionResponse opened;
    std::optional<wire::Cursor> cursor;
    QList<qint32> have;
    wire::Mask mask;
    qint64 maskVersion = 0;
    qint64 mid = 0;
    QHash<Id, Record> rows;
    QList<wire::Conflict> conflicts;
    int lastStatus = 0;
    QByteArray lastBody;

private:
    OfficeBox &m_office;
    QString m_login;
    int m_server;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> m_public{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> m_secret{};
    wire::HybridTime m_last;
    std::unique_ptr<TlsClient> m_client;
};

} // namespace kemai
