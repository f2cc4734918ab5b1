// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One coroutine a connection, on one I/O thread, from handshake to goodbye; a second one for the writes of a WebSocket. Whatever
 * a coroutine waits for that is no stream operation (an answer from a pool, a piece of a stream, a message for a socket) wakes
 * it through `m_event`, a timer that never fires and is cancelled. Wakes are posted to the connection's own thread, so between
 * looking and waiting none is lost. All state of a connection belongs to that thread, except BodyQueue and LiveSocket,
 * which have a mutex.
 */
#include "server/http_connection.h"

namespace kemai {

// --- HttpEngine

Result<> HttpEngine::loadCertificate()
{
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    error_code error;
    SSL_CTX *const raw = context->native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_TICKET);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(raw, 0);
    SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
    const auto refuse = [this](const QString &file, const error_code &why) -> Result<> {
        return fail(Error::Code::Invalid, QStringLiteral("server.certificate"), QString::fromStdString(why.message()), {file});
    };
    context->use_certificate_chain_file(settings.certificateFile.toStdString(), error);
    if (error)
        return refuse(settings.certificateFile, error);
    context->use_private_key_file(settings.keyFile.toStdString(), asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(raw) != 1)
        return refuse(settings.keyFile, error);
    const std::lock_guard lock(mutex);
    tls = std::move(context);
    return {};
}

bool HttpEngine::admit(const QByteArray &address)
{
    const std::lock_guard lock(mutex);
    if (open >= settings.limits.connections)
        return false;
    int &here = addresses[address];
    if (here >= settings.limits.connectionsPerAddress && !isTrusted(address))
        return false;
    ++here;
    ++open;
    return true;
}

void HttpEngine::leave(const QByteArray &address)
{
    const std::lock_guard lock(mutex);
    if (const auto it = addresses.find(address); it != addresses.end() && --it->second <= 0)
        addresses.erase(it);
    --open;
    closed.notify_all();
}

asio::awaitable<void> HttpEngine::accept()
{
    size_t next = 0;
    while (!stopping) {
        IoThread &target = *io[next++ % io.size()];
        Tcp::socket socket(target.context);
        error_code error;
        co_await acceptor->async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
        if (stopping || !acceptor->is_open())
            co_return;
        if (error) {
            // Out of file descriptors, mostly: those in use will be given back.
            log.write(LogLevel::Warning, "accept", {{QStringLiteral("error"), error.value()}});
            asio::steady_timer pause(io.front()->context, std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        const auto peer = socket.remote_endpoint(error);
        if (error)
            continue;
        const QByteArray address = QByteArray::fromStdString(peer.address().to_string());
        if (!admit(address)) {
            refused.add();
            continue; // the socket closes
        }
        socket.set_option(Tcp::no_delay(true), error);
        std::shared_ptr<asio::ssl::context> context;
        {
            const std::lock_guard lock(mutex);
            context = tls;
        }
        const auto connection = std::make_shared<HttpConnection>(*this, target, std::move(socket), address, context);
        asio::post(target.context, [connection] { connection->start(); });
    }
}

void HttpEngine::stop()
{
    if (io.empty() || stopping.exchange(true))
        return;
    const auto everywhere = [this](void (HttpConnection::*what)()) {
        for (const auto &thread : io)
            asio::post(thread->context, [raw = thread.get(), what] {
                const std::set<HttpConnection *> all = raw->connections; // what() may end one
                for (HttpConnection *connection : all)
                    if (raw->connections.contains(connection))
                        (connection->*what)();
            });
    };
    asio::post(io.front()->context, [this] {
        error_code ignored;
        acceptor->close(ignored);
    });
    everywhere(&HttpConnection::finish);
    std::unique_lock lock(mutex);
    if (!closed.wait_for(lock, milliseconds(settings.limits.stopMs), [this] { return open == 0; })) {
        lock.unlock();
        everywhere(&HttpConnection::abort);
        lock.lock();
        closed.wait_for(lock, std::chrono::seconds(2), [this] { return open == 0; });
    }
    lock.unlock();
    for (const auto &pool : pools)
        if (pool)
            pool->stop();
    for (const auto &thread : io) {
        thread->guard.reset();
        thread->context.stop();
        if (thread->thread.joinable())
            thread->thread.join();
    }
}

// --- HttpServer

HttpServer::HttpServer(HttpSettings settings, Service &service, Log &log, Metrics &metrics)
    : m_engine(std::make_unique<HttpEngine>(std::move(settings), service, log, metrics))
{
}

HttpServer::~HttpServer()
{
    stop();
}

Result<> HttpServer::start()
{
    HttpEngine &engine = *m_engine;
    if (const Result<> loaded = engine.loadCertificate(); !loaded)
        return loaded;
    std::signal(SIGPIPE, SIG_IGN); // a client that went away is an error code here

    const HttpSettings &settings = engine.settings;
    const int threads = settings.ioThreads > 0 ? settings.ioThreads : int(std::max(1u, std::thread::hardware_concurrency()));
    for (int i = 0; i < threads; ++i)
        engine.io.push_back(std::make_unique<IoThread>());

    error_code error;
    const auto address = asio::ip::make_address(settings.address.toStdString(), error);
    const QStringList where{settings.address, QString::number(settings.port)};
    if (!error) {
        const Tcp::endpoint endpoint(address, settings.port);
        engine.acceptor.emplace(engine.io.front()->context);
        engine.acceptor->open(endpoint.protocol(), error);
        if (!error)
            engine.acceptor->set_option(asio::socket_base::reuse_address(true), error);
        if (!error)
            engine.acceptor->bind(endpoint, error);
        if (!error)
            engine.acceptor->listen(4096, error);
    }
    if (error) {
        engine.acceptor.reset(); // before the context it belongs to
        engine.io.clear();
        return fail(Error::Code::Busy, QStringLiteral("server.address"), QString::fromStdString(error.message()), where);
    }
    engine.port = engine.acceptor->local_endpoint(error).port();

    engine.pools[size_t(Lane::Work)] = std::make_unique<WorkPool>(settings.work.threads, settings.work.queued);
    engine.pools[size_t(Lane::Password)] = std::make_unique<WorkPool>(settings.password.threads, settings.password.queued);
    engine.pools[size_t(Lane::Stream)] = std::make_unique<WorkPool>(settings.stream.threads, settings.stream.queued);
    engine.metrics.gauge("kemai_http_connections", "Connections open now.", [this] { return double(connections()); });
    static constexpr std::array<const char *, laneCount> laneNames{"here", "work", "password", "stream"};
    for (const Lane lane : {Lane::Work, Lane::Password, Lane::Stream})
        engine.metrics.gauge("kemai_lane_waiting", "Requests that wait for a thread of their lane.", [&engine, lane] { return double(engine.pool(lane)->waiting()); },
                             QByteArray("lane=\"") + laneNames[size_t(lane)] + '"');

    for (const auto &thread : engine.io)
        thread->thread = std::thread([raw = thread.get()] { raw->context.run(); });
    asio::co_spawn(engine.io.front()->context, engine.accept(), asio::detached);
    return {};
}

quint16 HttpServer::port() const
{
    return m_engine->port;
}

Result<> HttpServer::reloadCertificate()
{
    return m_engine->loadCertificate();
}

void HttpServer::stop()
{
    m_engine->stop();
}

int HttpServer::connections() const
{
    const std::lock_guard lock(m_engine->mutex);
    return m_engine->open;
}

} // namespace kemai
