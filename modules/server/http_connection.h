// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What HttpConnection does, from handshake to goodbye. Included by http_server.cpp alone, once: these are no inline functions.
 */
#pragma once

#include "server/http_engine.h"

namespace kemai {

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
    const auto made = std::make_shared<Answer>();
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
    answer = std::move(*made);
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

} // namespace kemai
