// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Of http_server.cpp alone, which is the one translation unit that sees Beast: its types under short names, and the two things
 * that a connection shares with another thread: BodyQueue and LiveSocket, each with a mutex.
 */
#pragma once

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

using Parser = http::request_parser<http::string_body>;

struct IoThread {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
    std::set<HttpConnection *> connections; // touched on this thread only
    std::thread thread;
};

inline QByteArray bytesOf(beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

inline std::chrono::milliseconds milliseconds(int ms)
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

} // namespace kemai
