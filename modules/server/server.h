// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Server: all of `kemai-server serve`: endpoints, live connections, the hourly duties, in front of one PostgreSQL database. Any
 * number of these run side by side behind a balancer without stickiness.
 *
 *     GET  /healthz                 200 once PostgreSQL was reached and listens, else 503; no data, anybody
 *     GET  /metrics                 Prometheus text, to the addresses of "metrics_from"; others 404
 *     POST /v1/login  /v1/challenge  /v1/session  /v1/logout  /v1/password          identity.h
 *     POST /v1/push  /v1/pull  GET /v1/snapshot  /v1/live  POST /v1/escrow  /v1/presence   exchange.h
 *     POST /v1/file  /v1/file/piece  /v1/file/find  GET /v1/file/piece  POST /v1/escrow/file  /v1/escrow/file/piece   files.h
 *     POST /v1/admin/...  /v1/break-glass...                                        administration.h
 *     POST /hook/{channel}                                                          exchange.h
 */
#pragma once

#include "server/administration.h"
#include "server/exchange.h"
#include "server/files.h"
#include "server/http_server.h"

#include <thread>

namespace kemai {

class Server : public Service
{
public:
    Server(ServerSettings settings, ServerKey key, Log &log, const Clock &clock = Clock::system());
    ~Server() override; // stops

    Result<> start(); // errors: those of HttpServer::start()
    quint16 port() const { return m_http.port(); }
    Result<> reloadCertificate();
    void stop(); // gracefully; see HttpServer::stop()

    Route route(QByteArrayView method, QByteArrayView path) const override;
    Response answer(const Request &request) override;

    int connections() const { return m_http.connections(); }
    Metrics &metrics() { return m_metrics; }
    // What is done each hour: what ran out is purged, the audit is sealed, idle accounts are suspended (R060). Also at the start.
    void doDuties();

private:
    Response health();
    void attend();
    void sealTheAudit(ledger::Connection &connection);

    const ServerSettings m_settings;
    const ServerKey m_key;
    Log &m_log;
    const Clock &m_clock;
    Metrics m_metrics;
    ConnectionPool m_database;
    Live m_live;
    Office m_office;
    Identity m_identity;
    Exchange m_exchange;
    Files m_files;
    Administration m_administration;
    HttpServer m_http;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_duties;
};

} // namespace kemai
