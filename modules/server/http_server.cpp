// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One coroutine a connection, on one I/O thread, from handshake to goodbye; a second one for the writes of a WebSocket. Whatever
 * a coroutine waits for that is no stream operation (an answer from a pool, a piece of a stream, a message for a socket) wakes
 * it through `m_event`, a timer that never fires and is cancelled. Wakes are posted to the connection's own thread, so between
 * looking and waiting none is lost. All state of a connection belongs to that thread, except BodyQueue and LiveSocket,
 * which have a mutex.
 */
#include "server/boost_compilation.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "server/http_server.h"
#include "server/work_pool.h"

#include <QElapsedTimer>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <csignal>

namespace kemai {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

using Tcp = asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using WebSocket = websocket::stream<Stream>;
using boost::system::error_code;

class HttpConnection;

namespace {

using Parser = http::request_parser<http::string_body>;

struct IoThread {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
    std::set<HttpConnection *> connections; // touched on this thread only
    std::thread thread;
};

QByteArray bytesOf(beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

std::chrono::milliseconds milliseconds(int ms)
{
    return std::chrono::milliseconds(ms);
}

// The pieces of a streamed body between a thread of the lane Stream and the connection.
class BodyQueue : public BodySink
{
public:
    explicit BodyQueue(std::function<void()> wake) : m_wake(std::move(wake)) { }

    bool write(QByteArray bytes) override
    {
        {
            std::unique_lock lock(m_mutex);
            m_room.wait(lock, [this] { return m_cut || m_bytes < mostBytes; });
            if (m_cut)
                return false;
            m_bytes += bytes.size();
            m_pieces.push_back(std::move(bytes));
        }
        m_wake();
        return true;
    }
    void end(bool whole)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_end = whole ? End::Whole : End::Torn;
        }
        m_wake();
    }

    enum class End : quint8 { Open, Whole, Torn };
    // The next piece; none: wait, or look at end().
    std::optional<QByteArray> take(End &end)
    {
        const std::lock_guard lock(m_mutex);
        end = m_pieces.empty() ? m_end : End::Open;
        if (m_pieces.empty())
            return std::nullopt;
        QByteArray piece = std::move(m_pieces.front());
        m_pieces.pop_front();
        m_bytes -= piece.size();
        m_room.notify_all();
        return piece;
    }
    void cut()
    {
        const std::lock_guard lock(m_mutex);
        m_cut = true;
        m_room.notify_all();
    }

private:
    static constexpr qsizetype mostBytes = 1024 * 1024;
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::condition_variable m_room;
    std::deque<QByteArray> m_pieces;
    qsizetype m_bytes = 0;
    End m_end = End::Open;
    bool m_cut = false;
};

class LiveSocket : public Socket
{
public:
    explicit LiveSocket(std::function<void()> wake) : m_wake(std::move(wake)) { }

    void send(const QByteArray &text) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_open || m_closing || std::find(m_waiting.begin(), m_waiting.end(), text) != m_waiting.end())
                return;
            m_waiting.push_back(text);
        }
        wake();
    }
    void close(const QByteArray &reason) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_open || m_closing)
                return;
            m_closing = true;
            m_reason = reason.left(100); // a control frame holds 125 bytes
        }
        wake();
    }
    bool isOpen() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_open;
    }

    struct Next {
        std::optional<QByteArray> text;
        bool close = false;
        bool gone = false;
        QByteArray reason;
    };
    Next next()
    {
        const std::lock_guard lock(m_mutex);
        Next next;
        next.gone = !m_open;
        if (!m_waiting.empty()) {
            next.text = std::move(m_waiting.front());
            m_waiting.pop_front();
        } else if (m_closing) {
            next.close = true;
            next.reason = m_reason;
        }
        return next;
    }
    void ended()
    {
        const std::lock_guard lock(m_mutex);
        m_open = false;
        m_wake = nullptr;
        m_waiting.clear();
    }

private:
    void wake()
    {
        std::function<void()> wake;
        {
            const std::lock_guard lock(m_mutex);
            wake = m_wake;
        }
        if (wake)
            wake();
    }

    mutable std::mutex m_mutex;
    std::function<void()> m_wake;
    std::deque<QByteArray> m_waiting;
    QByteArray m_reason;
    bool m_open = true;
    bool m_closing = false;
};

} // namespace

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

// --- HttpConnection

void HttpConnection::ended()
{
    if (m_body)
        m_body->cut();
    if (m_socket)
        m_socket->ended();
    error_code ignored;
    if (m_webSocket)
        beast::get_lowest_layer(*m_webSocket).socket().close(ignored);
    else if (m_stream)
        tcp().socket().close(ignored);
    m_io.connections.erase(this);
    m_engine.leave(m_address);
}

asio::awaitable<void> HttpConnection::event()
{
    error_code ignored;
    co_await m_event.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> HttpConnection::run()
{
    error_code error;
    within(m_engine.settings.limits.handshakeMs);
    co_await m_stream->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        m_engine.handshakesFailed.add();
        co_return;
    }
    for (;;) {
        const bool again = co_await one();
        if (!again)
            break;
    }
    if (!m_upgraded && tcp().socket().is_open()) {
        within(1000);
        co_await m_stream->async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    }
}

// One request and its answer. False: the connection ends.
asio::awaitable<bool> HttpConnection::one()
{
    const HttpLimits &limits = m_engine.settings.limits;
    error_code error;
    m_idle = true;
    if (m_engine.stopping)
        co_return false;
    if (m_buffer.size() == 0) {
        m_buffer.shrink_to_fit(); // a connection that waits holds no buffer of the last request
        within(limits.idleMs);
        const size_t read = co_await m_stream->async_read_some(m_buffer.prepare(1024), asio::redirect_error(asio::use_awaitable, error));
        if (error)
            co_return false;
        m_buffer.commit(read);
    }
    m_idle = false;

    Parser parser;
    parser.header_limit(std::uint32_t(limits.headerBytes));
    parser.body_limit(std::uint64_t(limits.bodyBytes));
    within(limits.headerMs);
    co_await http::async_read_header(*m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        co_return co_await refuse(431, "server.headerTooLarge");
    if (error == http::error::body_limit)
        co_return co_await refuse(413, "server.bodyTooLarge");
    if (error && error.category() == http::make_error_code(http::error::bad_method).category() && error != http::error::end_of_stream
        && error != http::error::partial_message)
        co_return co_await refuse(400, "server.request");
    if (error)
        co_return false;

    const auto &head = parser.get();
    if (head.version() != 11)
        co_return co_await refuse(505, "server.request");
    if (head.method() != http::verb::get && head.method() != http::verb::post)
        co_return co_await refuse(405, "server.request");
    const beast::string_view target = head.target();
    if (target.size() > 2048)
        co_return co_await refuse(414, "server.headerTooLarge");
    if (target.empty() || target.front() != '/')
        co_return co_await refuse(400, "server.request");

    if (!parser.is_done() && beast::iequals(head[http::field::expect], "100-continue")) {
        static const std::string go = "HTTP/1.1 100 Continue\r\n\r\n";
        within(limits.writeMs);
        co_await asio::async_write(*m_stream, asio::buffer(go), asio::redirect_error(asio::use_awaitable, error));
        if (error)
            co_return false;
    }
    if (!parser.is_done()) {
        within(limits.bodyMs);
        co_await http::async_read(*m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
        if (error == http::error::body_limit)
            co_return co_await refuse(413, "server.bodyTooLarge");
        if (error && error.category() == http::make_error_code(http::error::bad_method).category() && error != http::error::partial_message)
            co_return co_await refuse(400, "server.request");
        if (error)
            co_return false;
    }

    QElapsedTimer since;
    since.start();
    const auto request = std::make_shared<Request>(requestOf(parser));
    const Service::Route route = m_engine.service.route(request->method, request->path);
    Answer answer;
    co_await make(request, route.lane, answer);
    if (answer.response->status == 101 && !websocket::is_upgrade(parser.get()))
        answer.response = refusal(400, "server.request");
    const Response &response = *answer.response;

    if (response.status == 101) {
        note(*request, route.name, response, 0, since);
        m_upgraded = true;
        co_await serveSocket(parser, response);
        co_return false;
    }
    bool sent = false;
    qint64 bytes = response.body.size();
    const bool keep = parser.get().keep_alive() && !m_engine.stopping;
    if (answer.body) {
        m_body = answer.body;
        sent = co_await writeStream(response, answer.body, request->id, bytes);
        m_body->cut();
        m_body.reset();
    } else {
        sent = co_await write(response, request->id, keep);
    }
    note(*request, route.name, response, bytes, since);
    co_return sent && keep;
}

Request HttpConnection::requestOf(const Parser &parser) const
{
    const auto &message = parser.get();
    Request request;
    request.id = Id::make(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
    request.method = bytesOf(message.method_string());
    request.path = bytesOf(message.target());
    if (const qsizetype question = request.path.indexOf('?'); question >= 0) {
        request.query = request.path.sliced(question + 1);
        request.path.truncate(question);
    }
    for (const auto &field : message)
        request.headers.append({bytesOf(field.name_string()).toLower(), bytesOf(field.value())});
    request.body = QByteArray(message.body().data(), qsizetype(message.body().size()));
    request.address = m_address;
    if (m_engine.isTrusted(m_address)) {
        // The last address a trusted balancer did not add itself; what stands before it anybody may have written.
        QByteArrayList hops; // of all lines: a balancer may add one instead of a word
        for (const auto &[name, value] : std::as_const(request.headers))
            if (name == "x-forwarded-for")
                hops += value.split(',');
        for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
            const QByteArray address = hop->trimmed();
            if (address.isEmpty())
                break;
            request.address = address.left(45);
            if (!m_engine.isTrusted(address))
                break;
        }
    }
    return request;
}

// Only an exception of ours or of the library ends here; a client never sees what it says.
static Response guardedAnswer(HttpEngine &engine, const Request &request)
{
    try {
        return engine.service.answer(request);
    } catch (const std::exception &failure) {
        engine.log.write(LogLevel::Error, "exception", {{QStringLiteral("id"), request.id.toString()}, {QStringLiteral("what"), QString::fromUtf8(failure.what())}});
        return refusal(500, "server.internal");
    }
}

asio::awaitable<void> HttpConnection::make(std::shared_ptr<Request> request, Lane lane, Answer &answer)
{
    if (lane == Lane::Here) {
        answer.response = guardedAnswer(m_engine, *request);
        co_return;
    }
    struct Made {
        std::optional<Response> response;
        std::shared_ptr<BodyQueue> body;
    };
    const auto made = std::make_shared<Made>();
    const bool taken = m_engine.pool(lane)->post([self = shared_from_this(), request, made] {
        auto response = std::make_shared<Response>(guardedAnswer(self->m_engine, *request));
        auto body = response->stream ? std::make_shared<BodyQueue>(self->waker()) : nullptr;
        const auto stream = std::move(response->stream);
        response->stream = nullptr;
        asio::post(self->m_io.context, [self, made, response, body] {
            made->response = std::move(*response);
            made->body = body;
            self->m_event.cancel();
        });
        if (!stream)
            return;
        bool whole = false;
        try {
            whole = stream(*body);
        } catch (const std::exception &failure) {
            self->m_engine.log.write(LogLevel::Error, "exception", {{QStringLiteral("what"), QString::fromUtf8(failure.what())}});
        }
        body->end(whole);
    });
    if (!taken) {
        answer.response = refusal(503, "server.busy");
        answer.response->headers.emplaceBack("Retry-After", "2");
        co_return;
    }
    while (!made->response)
        co_await event();
    answer.response = std::move(made->response);
    answer.body = std::move(made->body);
}

template <typename Message>
static void setHead(Message &message, const Response &response, const Id &id, bool keep)
{
    message.version(11);
    message.result(unsigned(response.status));
    message.set(http::field::content_type, response.contentType.constData());
    message.set(http::field::cache_control, "no-store");
    message.set("X-Content-Type-Options", "nosniff");
    message.set("X-Request-Id", id.toString().toStdString());
    for (const auto &[name, value] : response.headers)
        message.set(name.toStdString(), value.toStdString());
    message.keep_alive(keep);
}

asio::awaitable<bool> HttpConnection::write(const Response &response, const Id &id, bool keep)
{
    http::response<http::span_body<const char>> message;
    setHead(message, response, id, keep);
    message.body() = beast::span<const char>(response.body.constData(), size_t(response.body.size()));
    message.content_length(std::uint64_t(response.body.size()));
    error_code error;
    within(m_engine.settings.limits.writeMs);
    co_await http::async_write(*m_stream, message, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

asio::awaitable<bool> HttpConnection::writeStream(const Response &response, const std::shared_ptr<BodyQueue> &body, const Id &id, qint64 &bytes)
{
    http::response<http::empty_body> message;
    setHead(message, response, id, true);
    message.chunked(true);
    http::response_serializer<http::empty_body> serializer(message);
    error_code error;
    within(m_engine.settings.limits.writeMs);
    co_await http::async_write_header(*m_stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    while (!error) {
        BodyQueue::End end = BodyQueue::End::Open;
        const std::optional<QByteArray> piece = body->take(end);
        if (piece && piece->isEmpty())
            continue; // an empty chunk would end the body
        within(m_engine.settings.limits.writeMs);
        if (piece) {
            bytes += piece->size();
            co_await asio::async_write(*m_stream, http::make_chunk(asio::buffer(piece->constData(), size_t(piece->size()))),
                                       asio::redirect_error(asio::use_awaitable, error));
        } else if (end == BodyQueue::End::Whole) {
            co_await asio::async_write(*m_stream, http::make_chunk_last(), asio::redirect_error(asio::use_awaitable, error));
            co_return !error;
        } else if (end == BodyQueue::End::Torn) {
            tcp().close(); // no last chunk: the client knows that it has not everything
            co_return false;
        } else {
            co_await event();
            if (!tcp().socket().is_open())
                co_return false;
        }
    }
    co_return false;
}

// An answer before the request is read: the client is still writing, and a close would lose the answer on its way.
asio::awaitable<bool> HttpConnection::refuse(int status, const char *error)
{
    const Response response = refusal(status, error);
    const Id id = Id::make(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
    QElapsedTimer since;
    since.start();
    const bool sent = co_await write(response, id, false);
    Request request;
    request.id = id;
    request.address = m_address;
    note(request, "refused", response, response.body.size(), since);
    if (sent)
        co_await drain();
    co_return false;
}

asio::awaitable<void> HttpConnection::drain()
{
    error_code error;
    size_t left = 4 * 1024 * 1024;
    within(2000);
    std::array<char, 8192> waste;
    while (!error && left > 0) {
        const size_t read = co_await m_stream->async_read_some(asio::buffer(waste), asio::redirect_error(asio::use_awaitable, error));
        left -= std::min(left, read);
    }
}

void HttpConnection::note(const Request &request, const char *route, const Response &response, qint64 bytes, const QElapsedTimer &since)
{
    const double ms = double(since.nsecsElapsed()) / 1e6;
    const QByteArray name = QByteArray("route=\"") + route + '"';
    m_engine.metrics.counter("kemai_http_requests_total", "Requests answered, by route and status.", name + ",status=\"" + QByteArray::number(response.status) + '"').add();
    m_engine.metrics.histogram("kemai_http_request_seconds", "From the whole request to the whole answer.", name).observeMs(ms);
    const LogLevel level = response.status >= 500 ? LogLevel::Error : LogLevel::Info;
    if (!m_engine.log.takes(level))
        return;
    QJsonObject fields{{QStringLiteral("id"), request.id.toString()}, {QStringLiteral("route"), QLatin1StringView(route)},
                       {QStringLiteral("status"), response.status}, {QStringLiteral("ms"), std::round(ms * 10) / 10},
                       {QStringLiteral("bytes"), bytes}, {QStringLiteral("address"), QString::fromLatin1(request.address)}};
    if (!response.note.isEmpty())
        fields.insert(QStringLiteral("note"), QString::fromUtf8(response.note));
    m_engine.log.write(level, "request", fields);
}

asio::awaitable<void> HttpConnection::serveSocket(Parser &parser, const Response &response)
{
    error_code error;
    tcp().expires_never(); // the WebSocket has timers of its own
    m_webSocket.emplace(std::move(*m_stream));
    m_stream.reset();
    websocket::stream_base::timeout timeout;
    timeout.handshake_timeout = milliseconds(2000); // the upgrade is already here; in a goodbye the client has so long to answer
    timeout.idle_timeout = milliseconds(m_engine.settings.limits.socketMs);
    timeout.keep_alive_pings = true;
    m_webSocket->set_option(timeout);
    m_webSocket->read_message_max(1024);
    m_webSocket->text(true);
    co_await m_webSocket->async_accept(parser.get(), asio::redirect_error(asio::use_awaitable, error));
    if (error)
        co_return;
    m_socket = std::make_shared<LiveSocket>(waker());
    m_writing = true;
    asio::co_spawn(m_io.context, writeSocket(), [self = shared_from_this()](std::exception_ptr) {
        self->m_writing = false;
        self->m_writerDone.cancel();
    });
    response.opened(m_socket);
    if (m_engine.stopping)
        m_socket->close("the server stops");

    // A client has nothing to say here but "I am alive"; who says a lot is cut off.
    auto minute = std::chrono::steady_clock::now();
    int messages = 0;
    beast::flat_buffer said;
    while (!error) {
        co_await m_webSocket->async_read(said, asio::redirect_error(asio::use_awaitable, error));
        said.clear();
        if (const auto now = std::chrono::steady_clock::now(); now - minute > std::chrono::minutes(1)) {
            minute = now;
            messages = 0;
        }
        if (++messages > 120)
            break;
    }
    m_socket->ended();
    beast::get_lowest_layer(*m_webSocket).close();
    m_event.cancel();
    while (m_writing)
        co_await m_writerDone.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<void> HttpConnection::writeSocket()
{
    const auto self = shared_from_this();
    error_code error;
    while (!error) {
        LiveSocket::Next next = m_socket->next();
        if (next.gone)
            co_return;
        if (next.text) {
            co_await m_webSocket->async_write(asio::buffer(next.text->constData(), size_t(next.text->size())), asio::redirect_error(asio::use_awaitable, error));
        } else if (next.close) {
            const websocket::close_reason reason(websocket::close_code::going_away, next.reason.toStdString());
            co_await m_webSocket->async_close(reason, asio::redirect_error(asio::use_awaitable, error));
            co_return;
        } else {
            co_await event();
        }
    }
}

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
