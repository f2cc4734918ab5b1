// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FaultProxy: a bad line between a desk and two servers, by seed. It ends the TLS, reads whole requests and does to each what the dice
 * say: passed to either server, late, dropped, doubled (to both servers, the first or the second answer comes back), delivered long after
 * the desk has given up (which reorders it behind later ones), cut in the request or in the answer after some bytes, left half-open,
 * dripped byte by byte. The socket of pokes is refused: it carries no data, and who drives the test says when to look.
 *
 * A thread a connection; the faults can be ended.
 */
#pragma once

#include "server/certificate.h"
#include "server/tls_client.h"

#include <QString>

#include <array>
#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <random>
#include <thread>

#include <poll.h>

namespace kemai {

class FaultProxy
{
public:
    enum Fault { None, Delayed, Dropped, Late, Doubled, AnswerCut, RequestCut, HalfOpen, Slow, faults };

    FaultProxy(const Certificate &certificate, std::function<quint16(int)> servers, quint32 seed) : m_servers(std::move(servers)), m_dice(seed)
    {
        m_context = SSL_CTX_new(TLS_server_method());
        SSL_CTX_use_certificate_file(m_context, certificate.certificateFile.toLocal8Bit().constData(), SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(m_context, certificate.keyFile.toLocal8Bit().constData(), SSL_FILETYPE_PEM);
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        socklen_t length = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(m_listener, 64) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length) != 0)
            qFatal("no socket for a proxy");
        m_port = ntohs(address.sin_port);
        m_accepting = std::thread([this] { run(); });
    }
    ~FaultProxy()
    {
        m_stopping = true;
        m_accepting.join();
        for (std::thread &one : m_connections)
            one.join();
        ::close(m_listener);
        SSL_CTX_free(m_context);
    }
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    quint16 port() const { return m_port; }
    void heal() { m_healed = true; }
    int count(Fault fault) const { return m_counts[fault]; }
    int packed() const { return m_packed; } // answers that came as zstd

private:
    struct Plan {
        Fault fault = None;
        int server = 0;
        double part = 1;
        int ms = 0;
        bool second = false;
    };

    Plan plan()
    {
        const std::lock_guard lock(m_mutex);
        const auto below = [this](int n) { return int(m_dice() % quint32(n)); };
        Plan plan;
        plan.server = below(2);
        if (m_healed)
            return plan;
        const int roll = below(100);
        plan.fault = roll < 8 ? Delayed : roll < 14 ? Dropped : roll < 20 ? Late : roll < 28 ? Doubled : roll < 34 ? AnswerCut : roll < 39 ? RequestCut : roll < 42 ? HalfOpen : roll < 46 ? Slow : None;
        plan.part = below(100) / 100.0;
        plan.ms = 5 + below(plan.fault == Late ? 400 : 80);
        plan.second = below(2) == 1;
        ++m_counts[plan.fault];
        return plan;
    }

    static void pause(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

    // The answer as bytes again; empty: none came.
    QByteArray forward(const QByteArray &request, int server)
    {
        TlsClient client(m_servers(server));
        if (!client.send(request))
            return {};
        const TlsClient::Answer answer = client.answer();
        if (answer.status == 0 || !answer.whole)
            return {};
        m_packed += answer.headers.value("content-encoding") == "zstd";
        QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + " -\r\n";
        for (auto it = answer.headers.cbegin(); it != answer.headers.cend(); ++it)
            if (it.key() != "transfer-encoding" && it.key() != "content-length" && it.key() != "connection")
                bytes += it.key() + ": " + it.value() + "\r\n";
        return bytes + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body;
    }

    void run()
    {
        while (!m_stopping) {
            pollfd waiting{m_listener, POLLIN, 0};
            if (::poll(&waiting, 1, 50) <= 0)
                continue;
            if (const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC); socket >= 0)
                m_connections.emplace_back([this, socket] { serve(socket); });
        }
    }
    void serve(int socket)
    {
        const timeval moment{0, 100'000};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &moment, sizeof moment);
        SSL *ssl = SSL_new(m_context);
        SSL_set_fd(ssl, socket);
        int accepted = 0;
        while ((accepted = SSL_accept(ssl)) != 1 && SSL_get_error(ssl, accepted) == SSL_ERROR_WANT_READ && !m_stopping) { }
        QByteArray rest;
        while (accepted == 1 && !m_stopping) {
            const QByteArray request = next(ssl, rest);
            if (request.isEmpty() || !treat(ssl, request))
                break;
        }
        SSL_free(ssl);
        ::close(socket);
    }
    QByteArray next(SSL *ssl, QByteArray &rest)
    {
        for (;;) {
            if (const qsizetype end = rest.indexOf("\r\n\r\n"); end >= 0) {
                const QByteArray head = rest.left(end).toLower();
                const qsizetype at = head.indexOf("content-length:");
                const qsizetype size = end + 4 + (at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) < 0 ? -1 : head.indexOf('\r', at) - at - 15).trimmed().toLongLong());
                if (rest.size() >= size) {
                    const QByteArray request = rest.left(size);
                    rest.remove(0, size);
                    return request;
                }
            }
            QByteArray bytes(16384, Qt::Uninitialized);
            const int read = SSL_read(ssl, bytes.data(), int(bytes.size()));
            if (read > 0)
                rest += bytes.left(read);
            else if (SSL_get_error(ssl, read) != SSL_ERROR_WANT_READ || m_stopping)
                return {};
        }
    }
    static bool say(SSL *ssl, const QByteArray &bytes) { return bytes.isEmpty() || SSL_write(ssl, bytes.constData(), int(bytes.size())) == bytes.size(); }

    // False: this connection is done.
    bool treat(SSL *ssl, const QByteArray &request)
    {
        if (request.startsWith("GET /v1/live"))
            return say(ssl, "HTTP/1.1 503 -\r\nContent-Length: 0\r\n\r\n");
        const Plan fault = plan();
        switch (fault.fault) {
        case Dropped: return false;
        case Late:
            SSL_shutdown(ssl);
            ::shutdown(SSL_get_fd(ssl), SHUT_RDWR);
            pause(fault.ms);
            (void)forward(request, fault.server);
            return false;
        case RequestCut: {
            TlsClient client(m_servers(fault.server));
            (void)client.send(request.left(qsizetype(double(request.size()) * fault.part)));
            return false;
        }
        case HalfOpen:
            (void)forward(request, fault.server);
            pause(300);
            return false;
        default: break;
        }
        if (fault.fault == Delayed)
            pause(fault.ms);
        QByteArray answer = forward(request, fault.server);
        if (fault.fault == Doubled)
            if (const QByteArray again = forward(request, 1 - fault.server); fault.second)
                answer = again;
        if (answer.isEmpty())
            return false;
        if (fault.fault == AnswerCut) {
            (void)say(ssl, answer.left(qsizetype(double(answer.size()) * fault.part)));
            return false;
        }
        if (fault.fault == Slow) {
            const qsizetype piece = std::max<qsizetype>(1, answer.size() / 20);
            for (qsizetype at = 0; at < answer.size(); at += piece) {
                if (!say(ssl, answer.mid(at, piece)))
                    return false;
                pause(5);
            }
            return true;
        }
        return say(ssl, answer);
    }

    std::function<quint16(int)> m_servers;
    std::mutex m_mutex;
    std::mt19937 m_dice;
    std::array<std::atomic<int>, faults> m_counts{};
    std::atomic<int> m_packed = 0;
    SSL_CTX *m_context = nullptr;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_healed = false;
    std::atomic<bool> m_stopping = false;
    std::thread m_accepting;
    std::list<std::thread> m_connections;
};

} // namespace kemai
