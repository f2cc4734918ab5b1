// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * HttpServer: HTTPS/1.1 and WebSockets (RFC 9112, RFC 6455) on one port, over Boost.Beast and OpenSSL. This header is plain:
 * http_server.cpp is the one file that sees them (boost_sources.cpp compiles the libraries' own part).
 *
 * TLS 1.2 and 1.3 only, no tickets and no session cache, so that nothing is kept that a second process would not know.
 *
 * Threads: one io_context a core, each connection on one of them; answers are made on the pools of their lanes (http.h), never
 * here. A pool that is full answers 503 with Retry-After.
 *
 * What a stranger can hold, at most: `connections` in all, `connectionsPerAddress` from one address (a trusted balancer is not
 * counted), each for `handshakeMs`, `headerMs` (whole header, however it drips), `bodyMs`, `idleMs`; a header of 16 KiB, a body
 * of 1 MiB. Too much is 413 or 431, or a closed connection: who is too slow gets no answer.
 */
#pragma once

#include "base/result.h"
#include "server/http.h"
#include "server/log.h"
#include "server/metrics.h"

#include <QStringList>

#include <memory>

namespace kemai {

class HttpEngine;

struct HttpLimits {
    int connections = 12000;
    int connectionsPerAddress = 256;
    int headerBytes = 16 * 1024;
    int bodyBytes = 1024 * 1024;
    int handshakeMs = 10'000;
    int headerMs = 10'000;
    int bodyMs = 30'000;
    int writeMs = 30'000;  // one answer, or one piece of a stream
    int idleMs = 75'000;   // between two requests
    int socketMs = 60'000; // a WebSocket that neither sends nor answers a ping
    int stopMs = 15'000;   // what stop() waits for answers that are being made
};

struct HttpSettings {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8443; // 0: any free one
    QString certificateFile; // PEM, the chain
    QString keyFile;         // PEM
    QStringList trustedProxies; // addresses whose X-Forwarded-For is believed
    int ioThreads = 0;       // 0: one a core
    struct Pool {
        int threads;
        int queued;
    };
    Pool work{12, 512};
    Pool password{2, 64};
    Pool stream{4, 16};
    HttpLimits limits;
};

class HttpServer
{
public:
    HttpServer(HttpSettings settings, Service &service, Log &log, Metrics &metrics);
    ~HttpServer(); // stops
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // Errors: Invalid "server.certificate" (details: file), Busy "server.address" (details: address, port).
    Result<> start();
    quint16 port() const;

    // New connections get the certificate that is in the files now; if it cannot be read, the old one stays.
    Result<> reloadCertificate();

    // Takes nothing new, answers what was taken, closes what is idle, says goodbye on WebSockets; returns when all are closed.
    void stop();

    int connections() const;

private:
    std::unique_ptr<HttpEngine> m_engine;
};

} // namespace kemai
