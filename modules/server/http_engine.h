// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Of http_server.cpp alone: HttpEngine is what connections share (pools, certificate, who is connected), HttpConnection is one of
 * them. What they do: http_connection.h and http_server.cpp.
 */
#pragma once

#include "server/http_parts.h"

namespace kemai {

class HttpEngine
{
public:
    HttpEngine(HttpSettings given, Service &answers, Log &lines, Metrics &numbers)
        : settings(std::move(given)), service(answers), log(lines), metrics(numbers),
          refused(numbers.counter("kemai_http_refused_connections_total", "Connections closed at once because of a limit.")),
          handshakesFailed(numbers.counter("kemai_http_handshakes_failed_total", "TLS handshakes that did not end well."))
    {
    }

    Result<> loadCertificate();
    asio::awaitable<void> accept();
    bool admit(const QByteArray &address);
    void leave(const QByteArray &address);
    WorkPool *pool(Lane lane) const { return pools[size_t(lane)].get(); }
    bool isTrusted(const QByteArray &address) const { return settings.trustedProxies.contains(QString::fromLatin1(address)); }
    void stop();

    const HttpSettings settings;
    Service &service;
    Log &log;
    Metrics &metrics;
    Counter &refused;
    Counter &handshakesFailed;

    std::vector<std::unique_ptr<IoThread>> io;
    std::array<std::unique_ptr<WorkPool>, laneCount> pools;
    std::optional<Tcp::acceptor> acceptor;
    quint16 port = 0;

    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::condition_variable closed;
    std::shared_ptr<asio::ssl::context> tls;
    std::map<QByteArray, int> addresses;
    int open = 0;
};

class HttpConnection : public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(HttpEngine &engine, IoThread &io, Tcp::socket socket, QByteArray address, const std::shared_ptr<asio::ssl::context> &tls)
        : m_engine(engine), m_io(io), m_address(std::move(address)), m_event(io.context), m_writerDone(io.context)
    {
        m_event.expires_at(std::chrono::steady_clock::time_point::max());
        m_writerDone.expires_at(std::chrono::steady_clock::time_point::max());
        m_stream.emplace(beast::tcp_stream(std::move(socket)), *tls);
    }

    void start() // on its I/O thread, as all below
    {
        m_io.connections.insert(this);
        if (m_engine.stopping) {
            ended();
            return;
        }
        asio::co_spawn(m_io.context, run(), [self = shared_from_this()](std::exception_ptr) { self->ended(); });
    }
    void finish() // the server stops: what is being answered is answered
    {
        if (m_socket)
            m_socket->close("the server stops");
        else if (m_idle)
            abort();
    }
    void abort()
    {
        if (m_webSocket)
            beast::get_lowest_layer(*m_webSocket).close();
        else if (m_stream)
            beast::get_lowest_layer(*m_stream).close();
        if (m_body)
            m_body->cut();
        m_event.cancel();
    }

private:
    struct Answer {
        std::optional<Response> response;
        std::shared_ptr<BodyQueue> body;
    };

    beast::tcp_stream &tcp() { return beast::get_lowest_layer(*m_stream); }
    void within(int ms) { tcp().expires_after(milliseconds(ms)); }
    void ended();
    std::function<void()> waker()
    {
        return [self = weak_from_this()] {
            if (const auto connection = self.lock())
                asio::post(connection->m_io.context, [connection] { connection->m_event.cancel(); });
        };
    }

    asio::awaitable<void> event();
    asio::awaitable<void> run();
    asio::awaitable<bool> one();
    asio::awaitable<bool> refuse(int status, const char *error);
    asio::awaitable<void> make(std::shared_ptr<Request> request, Lane lane, Answer &answer);
    asio::awaitable<bool> write(const Response &response, const Id &id, bool keep);
    asio::awaitable<bool> writeStream(const Response &response, const std::shared_ptr<BodyQueue> &body, const Id &id, qint64 &bytes);
    asio::awaitable<void> drain();
    asio::awaitable<void> serveSocket(Parser &parser, const Response &response);
    asio::awaitable<void> writeSocket();
    Request requestOf(const Parser &parser) const;
    void note(const Request &request, const char *route, const Response &response, qint64 bytes, const QElapsedTimer &since);

    HttpEngine &m_engine;
    IoThread &m_io;
    const QByteArray m_address;
    std::optional<Stream> m_stream;
    std::optional<WebSocket> m_webSocket;
    std::shared_ptr<LiveSocket> m_socket;
    std::shared_ptr<BodyQueue> m_body;
    beast::flat_buffer m_buffer{128 * 1024};
    asio::steady_timer m_event;
    asio::steady_timer m_writerDone;
    bool m_idle = true;
    bool m_upgraded = false;
    bool m_writing = false;
};

} // namespace kemai
