// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "ledger/audit_chain.h"
#include "ledger/file_ledger.h"
#include "server/answers.h"

namespace kemai {

namespace {

constexpr qint64 unfinishedMs = 30 * 86'400'000LL; // as long as a desk may be away before it fetches everything anew

ledger::ConnectionOptions pooledOptions()
{
    ledger::ConnectionOptions options;
    options.name = "kemai-server";
    return options;
}

} // namespace

Server::Server(ServerSettings settings, ServerKey key, Log &log, const Clock &clock)
    : m_settings(std::move(settings)), m_key(std::move(key)), m_log(log), m_clock(clock), m_database(m_settings.database, pooledOptions(), clock),
      m_live(m_settings.database, log, m_metrics), m_office{m_settings, m_key, clock, m_database, log, m_metrics, m_live}, m_identity(m_office),
      m_exchange(m_office, m_identity), m_files(m_office, m_identity), m_administration(m_office, m_identity), m_http(m_settings.http, *this, log, m_metrics)
{
    m_metrics.gauge("kemai_database_connections", "Connections to PostgreSQL for requests.", [this] { return double(m_database.open()); });
    m_metrics.gauge("kemai_listening", "1 while notifications of PostgreSQL arrive.", [this] { return m_live.isListening() ? 1.0 : 0.0; });
}

Server::~Server()
{
    stop();
}

Result<> Server::start()
{
    if (Result<> started = m_http.start(); !started)
        return started;
    m_live.start();
    m_duties = std::thread([this] { attend(); });
    m_log.write(LogLevel::Info, "started", {{QStringLiteral("version"), QStringLiteral(KEMAI_VERSION)}, {QStringLiteral("port"), int(port())}});
    return {};
}

void Server::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_stopping = true;
    }
    m_wake.notify_all();
    m_http.stop();
    m_live.stop();
    if (m_duties.joinable())
        m_duties.join();
    m_log.write(LogLevel::Info, "stopped");
}

Result<> Server::reloadCertificate()
{
    Result<> loaded = m_http.reloadCertificate();
    if (loaded)
        m_log.write(LogLevel::Info, "certificateReloaded");
    else
        m_log.write(LogLevel::Error, "certificateKept", {{QStringLiteral("error"), loaded.error().id}, {QStringLiteral("detail"), loaded.error().log}});
    return loaded;
}

Service::Route Server::route(QByteArrayView method, QByteArrayView path) const
{
    static constexpr struct {
        const char *method;
        const char *path;
        Route route;
    } routes[] = {
        {"GET", "/healthz", {Lane::Here, "healthz"}},
        {"GET", "/metrics", {Lane::Here, "metrics"}},
        {"POST", "/v1/login", {Lane::Password, "login"}},
        {"POST", "/v1/password", {Lane::Password, "password"}},
        {"POST", "/v1/challenge", {Lane::Work, "challenge"}},
        {"POST", "/v1/session", {Lane::Work, "session"}},
        {"POST", "/v1/logout", {Lane::Work, "logout"}},
        {"POST", "/v1/push", {Lane::Work, "push"}},
        {"POST", "/v1/pull", {Lane::Work, "pull"}},
        {"GET", "/v1/snapshot", {Lane::Stream, "snapshot"}},
        {"GET", "/v1/live", {Lane::Work, "live"}},
        {"POST", "/v1/escrow", {Lane::Work, "escrow"}},
        {"POST", "/v1/presence", {Lane::Work, "presence"}},
        {"POST", "/v1/file", {Lane::Work, "file"}},
        {"POST", "/v1/file/piece", {Lane::Work, "filePut"}},
        {"POST", "/v1/file/find", {Lane::Work, "fileFind"}},
        {"GET", "/v1/file/piece", {Lane::Work, "filePiece"}},
        {"POST", "/v1/escrow/file", {Lane::Work, "escrowFile"}},
        {"POST", "/v1/escrow/file/piece", {Lane::Work, "escrowFilePut"}},
    };
    for (const auto &one : routes)
        if (method == one.method && path == one.path)
            return one.route;
    if (method == "POST" && path.startsWith("/hook/"))
        return {Lane::Work, "hook"};
    if (method == "POST" && (path.startsWith("/v1/admin/") || path.startsWith("/v1/break-glass")))
        return {Lane::Work, "admin"};
    return {};
}

Response Server::answer(const Request &request)
{
    const QByteArrayView name = route(request.method, request.path).name;
    if (name == "push")
        return m_exchange.push(request);
    if (name == "pull")
        return m_exchange.pull(request);
    if (name == "snapshot")
        return m_exchange.snapshot(request);
    if (name == "live")
        return m_exchange.live(request);
    if (name == "escrow")
        return m_exchange.escrow(request);
    if (name == "presence")
        return m_exchange.presence(request);
    if (name == "file")
        return m_files.offer(request);
    if (name == "filePut")
        return m_files.put(request);
    if (name == "fileFind")
        return m_files.find(request);
    if (name == "filePiece")
        return m_files.piece(request);
    if (name == "escrowFile")
        return m_files.escrowOffer(request);
    if (name == "escrowFilePut")
        return m_files.escrowPut(request);
    if (name == "hook")
        return m_exchange.hook(request);
    if (name == "admin")
        return m_administration.answer(request);
    if (name == "login")
        return m_identity.login(request);
    if (name == "password")
        return m_identity.changePassword(request);
    if (name == "challenge")
        return m_identity.challenge(request);
    if (name == "session")
        return m_identity.session(request);
    if (name == "logout")
        return m_identity.logout(request);
    if (name == "healthz")
        return health();
    if (name == "metrics" && m_settings.metricsFrom.contains(QString::fromLatin1(request.address))) {
        Response response;
        response.contentType = "text/plain; version=0.0.4";
        response.body = m_metrics.text();
        return response;
    }
    return refused(404, "server.notFound");
}

Response Server::health()
{
    Response response;
    response.status = m_live.isListening() ? 200 : 503;
    response.body = m_live.isListening() ? "{\"status\":\"ok\"}" : "{\"status\":\"no database\"}";
    return response;
}

void Server::doDuties()
{
    auto lent = m_database.borrow();
    if (!lent)
        return;
    ledger::IdentityLedger identity(**lent, m_clock);
    if (const auto purged = identity.purge(); !purged)
        m_log.write(LogLevel::Warning, "purge", {{QStringLiteral("error"), purged.error().id}});
    if (const auto dropped = ledger::FileLedger(**lent, m_clock).dropUnfinished(m_clock.nowMs() - unfinishedMs); !dropped || *dropped > 0)
        m_log.write(LogLevel::Info, "unfinishedFiles", {{QStringLiteral("dropped"), dropped.value_or(-1)}});
    sealTheAudit(**lent);
    if (m_settings.idleDays == 0)
        return;
    const auto idle = identity.idleSince(m_clock.nowMs() - m_settings.idleDays * 86'400'000LL);
    if (!idle) {
        m_log.write(LogLevel::Warning, "idle", {{QStringLiteral("error"), idle.error().id}});
        return;
    }
    for (const ledger::UserAccount &account : *idle) {
        const auto credential = identity.credential(account.id);
        if (!credential || credential->breakGlass) // sealed, so idle by nature
            continue;
        const Result<> suspended = identity.setActive(account.id, Id(), false);
        m_log.write(LogLevel::Warning, "suspended", {{QStringLiteral("user"), account.id.toString()}, {QStringLiteral("done"), suspended.has_value()}});
    }
}

// Heads countersigned by the server's key, and the last of them kept outside the database, so that a cut tail shows (N08).
void Server::sealTheAudit(ledger::Connection &connection)
{
    const ledger::SealKey key{m_key.publicKey(), [this](QByteArrayView message) { return m_key.sign(message); }};
    const auto seal = ledger::sealAudit(connection, key, m_clock.nowMs());
    if (!seal) {
        m_log.write(LogLevel::Error, "seal", {{QStringLiteral("error"), seal.error().id}, {QStringLiteral("detail"), seal.error().log}});
        return;
    }
    if (!*seal || m_settings.keyFile.isEmpty())
        return;
    const QString head = m_settings.headFile.isEmpty() ? m_settings.keyFile + QStringLiteral(".head") : m_settings.headFile;
    const Result<> written = ledger::writeHead(head, **seal);
    // Under the unit's read-only file system the head has a folder of its own; without one the log is the place outside.
    m_log.write(written ? LogLevel::Info : LogLevel::Warning, "sealed",
                {{QStringLiteral("n"), (*seal)->n}, {QStringLiteral("hash"), QString::fromLatin1((*seal)->hash.toHex())}, {QStringLiteral("head_written"), written.has_value()}});
}

void Server::attend()
{
    for (;;) {
        doDuties();
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, std::chrono::hours(1), [this] { return m_stopping; }))
            return;
    }
}

} // namespace kemai
