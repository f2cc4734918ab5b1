// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The words of HTTP that the endpoints speak: Request, Response, Socket, and Service, which answers. Nothing here knows
 * Boost, TLS or threads of I/O: http_server.h runs a Service, tests call one directly.
 *
 * Bytes are UTF-8. Header names are lower case. Limits (http_server.h) hold before a Request exists.
 */
#pragma once

#include "base/id.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <utility>

namespace kemai {

struct Request {
    QByteArray method;
    QByteArray path;  // as sent, without the query; at most 2 KiB with it
    QByteArray query; // behind the ?, still percent-encoded
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QByteArray address; // of the client, or of the client a trusted balancer names
    Id id;              // of this request, in the log and in X-Request-Id

    QByteArray header(QByteArrayView lowerCaseName) const; // the first; empty: there is none
    QByteArray parameter(QByteArrayView name) const;       // of the query, decoded; empty: there is none
};

// Where a streamed body goes, from a thread of the lane Stream.
class BodySink
{
public:
    virtual ~BodySink() = default;
    // Blocks while the client is slower than the database. False: the client is gone, or the server stops; write no more.
    virtual bool write(QByteArray bytes) = 0;
};

// One open WebSocket. Any thread. It is open until the client or close() ends it, whoever holds the pointer.
class Socket
{
public:
    virtual ~Socket() = default;
    // Sends a text message. One that waits already unsent is not queued twice, so a slow client costs no memory: a poke is
    // as good as ten.
    virtual void send(const QByteArray &text) = 0;
    virtual void close(const QByteArray &reason) = 0; // after what was sent before
    virtual bool isOpen() const = 0;
};

struct Response {
    int status = 200;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    // Instead of body: called once, on the thread that made the response, when the header is on its way. The answer ends
    // early (and the client sees a torn body) if it returns false.
    std::function<bool(BodySink &)> stream;
    // With status 101: the WebSocket is open. On an I/O thread, must not block.
    std::function<void(const std::shared_ptr<Socket> &)> opened;
    // Written to the log with the request; no customer data.
    QByteArray note;
};

// The pools an answer may be made on. Each has its own threads and its own bound, so that a storm of one kind leaves the
// others alone: Argon2 takes memory, a snapshot takes minutes.
enum class Lane : quint8 {
    Here,     // on the I/O thread: must not block
    Work,     // libpq
    Password, // Argon2
    Stream,   // snapshots
};
inline constexpr int laneCount = 4;

class Service
{
public:
    virtual ~Service() = default;
    // On an I/O thread, when the header is read and the body is not: which lane, and the endpoint's name for log and
    // metrics (a pattern, never the path itself, which may name a customer). Must not block.
    struct Route {
        Lane lane = Lane::Here;
        const char *name = "unknown";
    };
    virtual Route route(QByteArrayView method, QByteArrayView path) const = 0;
    virtual Response answer(const Request &request) = 0;
};

// What a client reads of a refusal before any endpoint was asked: {"reason":"server.busy","status":503}, the shape of wire::Refusal.
Response refusal(int status, const char *reason);

} // namespace kemai
