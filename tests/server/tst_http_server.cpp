// SPDX-License-Identifier: GPL-3.0-or-later
// The server over real sockets: what it answers, what it bears, and how it stops.
#include "server/http_server.h"

#include "server/certificate.h"
#include "server/tls_client.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <semaphore>
#include <thread>

#include <csignal>

#include <unistd.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

class Echo : public Service
{
public:
    Route route(QByteArrayView, QByteArrayView path) const override
    {
        if (path == "/work" || path == "/held" || path == "/live" || path == "/throws")
            return {Lane::Work, "work"};
        if (path == "/stream" || path == "/torn" || path == "/endless")
            return {Lane::Stream, "stream"};
        return {Lane::Here, "here"};
    }
    Response answer(const Request &request) override
    {
        Response response;
        response.contentType = "text/plain";
        if (request.path == "/held") {
            held.release();
            go.acquire();
            response.body = "at last";
        } else if (request.path == "/throws") {
            throw std::runtime_error("the secret of the database");
        } else if (request.path == "/stream" || request.path == "/torn") {
            response.stream = [torn = request.path == "/torn"](BodySink &sink) {
                for (int i = 0; i < 100; ++i)
                    if (!sink.write(QByteArray(100'000, char('a' + i % 26))))
                        return false;
                return !torn;
            };
        } else if (request.path == "/endless") {
            response.stream = [this](BodySink &sink) {
                while (sink.write(QByteArray(100'000, 'x')))
                    written += 100'000;
                ended = true;
                return false;
            };
        } else if (request.path == "/live") {
            response.status = 101;
            response.opened = [this](const std::shared_ptr<Socket> &socket) {
                const std::lock_guard lock(mutex);
                sockets.push_back(socket);
            };
        } else {
            response.body = request.method + ' ' + request.path + '?' + request.query + ' ' + request.address + ' ' + request.header("x-thing") + ' '
                + QByteArray::number(request.body.size());
        }
        return response;
    }

    std::counting_semaphore<> held{0};
    std::counting_semaphore<> go{0};
    std::atomic<qint64> written{0};
    std::atomic<bool> ended{false};
    size_t socketCount()
    {
        const std::lock_guard lock(mutex);
        return sockets.size();
    }
    std::shared_ptr<Socket> socket()
    {
        const std::lock_guard lock(mutex);
        return sockets.front();
    }
    std::mutex mutex;
    std::vector<std::shared_ptr<Socket>> sockets;
};

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Certificate m_certificate;
    std::unique_ptr<Echo> m_echo;
    std::unique_ptr<Log> m_log;
    std::unique_ptr<Metrics> m_metrics;
    std::unique_ptr<HttpServer> m_server;
    std::mutex m_linesMutex;
    QByteArrayList m_lines;

    HttpSettings settings() const
    {
        HttpSettings settings;
        settings.port = 0;
        settings.certificateFile = m_certificate.certificateFile;
        settings.keyFile = m_certificate.keyFile;
        settings.ioThreads = 2;
        settings.work = {2, 2};
        settings.limits.stopMs = 10'000;
        return settings;
    }
    void start(const HttpSettings &settings)
    {
        m_server.reset();
        m_lines.clear();
        m_echo = std::make_unique<Echo>();
        m_metrics = std::make_unique<Metrics>();
        m_log = std::make_unique<Log>(LogLevel::Info, [this](const QByteArray &line) {
            const std::lock_guard lock(m_linesMutex);
            m_lines << line;
        });
        m_server = std::make_unique<HttpServer>(settings, *m_echo, *m_log, *m_metrics);
        const Result<> started = m_server->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().id + u' ' + started.error().log));
    }

private slots:
    void initTestCase() { m_certificate = makeCertificate(m_folder.path()); }
    void init() { start(settings()); }
    void cleanup() { m_server.reset(); }

    void answersAndKeepsTheConnection()
    {
        TlsClient client(m_server->port());
        QVERIFY(client.isOpen());
        for (int i = 0; i < 3; ++i) {
            const auto answer = client.post("/work?a=1", "12345", {{"X-Thing", "t"}});
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, QByteArray("POST /work?a=1 127.0.0.1 t 5"));
            QVERIFY(!answer.headers.value("x-request-id").isEmpty());
            QCOMPARE(answer.headers.value("cache-control"), QByteArray("no-store"));
        }
    }

    void answersRequestsThatCameTogether()
    {
        TlsClient client(m_server->port());
        QByteArray all;
        for (int i = 0; i < 5; ++i)
            all += TlsClient::head("GET", "/work?" + QByteArray::number(i), {});
        client.send(all);
        for (int i = 0; i < 5; ++i)
            QVERIFY(client.answer().body.startsWith(QByteArray("GET /work?" + QByteArray::number(i))));
    }

    void speaksTls12And13AndNothingOlder()
    {
        QCOMPARE(TlsClient(m_server->port(), TLS1_2_VERSION, TLS1_2_VERSION).version(), QByteArray("TLSv1.2"));
        QCOMPARE(TlsClient(m_server->port(), TLS1_3_VERSION, TLS1_3_VERSION).version(), QByteArray("TLSv1.3"));
        QVERIFY(!TlsClient(m_server->port(), TLS1_VERSION, TLS1_VERSION).isOpen());
        QVERIFY(!TlsClient(m_server->port(), TLS1_1_VERSION, TLS1_1_VERSION).isOpen());
        QTRY_COMPARE(m_server->connections(), 0);
    }

    void givesOthersNoPlainText()
    {
        TlsClient plain(m_server->port(), 0);
        const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        QCOMPARE(::send(plain.socket(), request.constData(), size_t(request.size()), MSG_NOSIGNAL), ssize_t(request.size()));
        QByteArray said(1000, '\0');
        const ssize_t read = ::recv(plain.socket(), said.data(), 1000, 0);
        QVERIFY(read <= 7); // an alert at most
    }

    void limits_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray host = "Host: localhost\r\n";
        QTest::newRow("body of 1 MiB") << TlsClient::head("POST", "/work", {{"Content-Length", "1048576"}}) + QByteArray(1048576, 'x') << 200;
        QTest::newRow("body said to be larger") << TlsClient::head("POST", "/work", {{"Content-Length", "1048577"}}) + QByteArray(65536, 'x') << 413;
        QTest::newRow("body said to be huge") << TlsClient::head("POST", "/work", {{"Content-Length", "99999999999999999"}}) << 413;
        QTest::newRow("chunks over 1 MiB") << TlsClient::head("POST", "/work", {{"Transfer-Encoding", "chunked"}})
                + QByteArray("80000\r\n" + QByteArray(0x80000, 'x') + "\r\n").repeated(3) + "0\r\n\r\n" << 413;
        QTest::newRow("header over 16 KiB") << TlsClient::head("GET", "/work", {{"X-Big", QByteArray(20000, 'x')}}) << 431;
        QTest::newRow("many headers") << QByteArray("GET /work HTTP/1.1\r\n" + host + QByteArray("a: b\r\n").repeated(4000) + "\r\n") << 431;
        QTest::newRow("long target") << TlsClient::head("GET", "/" + QByteArray(3000, 'x'), {}) << 414;
        QTest::newRow("no HTTP") << QByteArray("HELO there\r\n\r\n") << 400;
        QTest::newRow("bytes") << QByteArray("\0\1\2\3\xff\xfe\r\n\r\n", 10) << 400;
        QTest::newRow("HTTP 1.0") << QByteArray("GET /work HTTP/1.0\r\n\r\n") << 505;
        QTest::newRow("a method") << TlsClient::head("DELETE", "/work", {}) << 405;
        QTest::newRow("an absolute target") << TlsClient::head("GET", "http://elsewhere/", {}) << 400;
        QTest::newRow("two lengths") << QByteArray("POST /work HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx") << 400;
        QTest::newRow("length and chunks") << QByteArray("POST /work HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") << 400;
        QTest::newRow("a negative length") << TlsClient::head("POST", "/work", {{"Content-Length", "-1"}}) << 400;
        QTest::newRow("a bad chunk") << TlsClient::head("POST", "/work", {{"Transfer-Encoding", "chunked"}}) + "zz\r\n" << 400;
    }
    void limits()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        TlsClient client(m_server->port());
        client.send(bytes);
        const auto answer = client.answer();
        QCOMPARE(answer.status, status);
        QVERIFY(answer.whole);
        TlsClient next(m_server->port()); // and it goes on
        QCOMPARE(next.get("/work").status, 200);
    }

    void asksForTheBodyWhenTheClientWaits()
    {
        TlsClient client(m_server->port());
        client.send(TlsClient::head("POST", "/work", {{"Content-Length", "4"}, {"Expect", "100-continue"}}));
        QCOMPARE(client.answer().status, 100);
        client.send("body");
        QCOMPARE(client.answer().status, 200);
        client.send(TlsClient::head("POST", "/work", {{"Content-Length", "4000000"}, {"Expect", "100-continue"}}));
        QCOMPARE(client.answer().status, 413);
    }

    void cutsOffWhoDrips()
    {
        HttpSettings slow = settings();
        slow.limits.handshakeMs = 300;
        slow.limits.headerMs = 300;
        slow.limits.bodyMs = 300;
        slow.limits.idleMs = 600;
        start(slow);
        TlsClient silent(m_server->port(), 0); // no handshake
        TlsClient header(m_server->port());
        TlsClient body(m_server->port());
        TlsClient idle(m_server->port());
        QCOMPARE(idle.get("/work").status, 200);
        header.send("GET /wo");
        body.send(TlsClient::head("POST", "/work", {{"Content-Length", "1000"}}));
        std::thread dripping([&] { // faster than any limit of silence
            for (int i = 0; i < 100; ++i) {
                header.send("x");
                body.send("x");
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
        QTRY_COMPARE(m_server->connections(), 0);
        dripping.join();
        QVERIFY(header.isClosedByServer());
        QVERIFY(body.isClosedByServer());
        QVERIFY(idle.isClosedByServer());
    }

    void boundsConnectionsOfOneAddressAndInAll()
    {
        HttpSettings few = settings();
        few.limits.connectionsPerAddress = 3;
        few.limits.connections = 5;
        start(few);
        std::vector<std::unique_ptr<TlsClient>> clients;
        for (int i = 0; i < 3; ++i)
            clients.push_back(std::make_unique<TlsClient>(m_server->port()));
        QVERIFY(clients.back()->isOpen());
        QVERIFY(!TlsClient(m_server->port()).isOpen());
        for (int i = 0; i < 2; ++i)
            clients.push_back(std::make_unique<TlsClient>(m_server->port(), TLS1_2_VERSION, TLS1_3_VERSION, "127.0.0.2"));
        QVERIFY(clients.back()->isOpen());
        QVERIFY(!TlsClient(m_server->port(), TLS1_2_VERSION, TLS1_3_VERSION, "127.0.0.3").isOpen());
        clients.clear();
        QTRY_COMPARE(m_server->connections(), 0);
        QVERIFY(TlsClient(m_server->port()).isOpen());
    }

    void believesForwardedForOfABalancerAlone()
    {
        TlsClient stranger(m_server->port());
        QVERIFY(stranger.get("/", {{"X-Forwarded-For", "10.9.9.9"}}).body.contains(" 127.0.0.1 "));
        HttpSettings behind = settings();
        behind.trustedProxies = {u"127.0.0.1"_s, u"10.0.0.2"_s};
        behind.limits.connectionsPerAddress = 1;
        start(behind);
        TlsClient one(m_server->port());
        TlsClient two(m_server->port()); // a balancer is not counted
        QVERIFY(two.get("/", {{"X-Forwarded-For", "6.6.6.6, 10.9.9.9, 10.0.0.2"}}).body.contains(" 10.9.9.9 "));
        two.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 10.9.9.8\r\n\r\n");
        QVERIFY(two.answer().body.contains(" 10.9.9.8 "));
    }

    void refusesWhatThePoolCannotTake()
    {
        std::vector<std::unique_ptr<TlsClient>> clients;
        for (int i = 0; i < 2; ++i) { // both threads
            clients.push_back(std::make_unique<TlsClient>(m_server->port()));
            clients.back()->send(TlsClient::head("GET", "/held", {}));
            m_echo->held.acquire();
        }
        for (int i = 0; i < 2; ++i) { // the queue
            clients.push_back(std::make_unique<TlsClient>(m_server->port()));
            clients.back()->send(TlsClient::head("GET", "/held", {}));
        }
        const auto waits = [this] { return m_metrics->text().contains("kemai_lane_waiting{lane=\"work\"} 2"); };
        QTRY_VERIFY(waits());
        TlsClient late(m_server->port());
        const auto answer = late.get("/held");
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.headers.value("retry-after"), QByteArray("2"));
        QCOMPARE(late.get("/here").status, 200); // other lanes go on
        m_echo->go.release(4);
        for (auto &client : clients)
            QCOMPARE(client->answer().body, QByteArray("at last"));
    }

    void tellsNothingOfAnException()
    {
        TlsClient client(m_server->port());
        const auto answer = client.get("/throws");
        QCOMPARE(answer.status, 500);
        QVERIFY(!answer.body.contains("secret"));
        QCOMPARE(client.get("/work").status, 200);
    }

    void streamsABodyAndShowsWhenItIsTorn()
    {
        TlsClient client(m_server->port());
        const auto answer = client.get("/stream");
        QCOMPARE(answer.body.size(), 10'000'000);
        QVERIFY(answer.whole);
        QCOMPARE(answer.body.at(9'999'999), char('a' + 99 % 26));
        QCOMPARE(client.get("/work").status, 200); // kept
        const auto torn = TlsClient(m_server->port()).get("/torn");
        QCOMPARE(torn.status, 200);
        QVERIFY(!torn.whole);
    }

    void aSlowReaderHoldsTheWriterNotTheMemory()
    {
        HttpSettings quick = settings();
        quick.limits.writeMs = 500;
        start(quick);
        TlsClient client(m_server->port());
        client.send(TlsClient::head("GET", "/endless", {}));
        QTRY_VERIFY(m_echo->written > 0);
        QTRY_VERIFY(m_echo->ended); // nobody reads: the write runs into its limit, and the writer is told
        QVERIFY(m_echo->written < 20'000'000); // what the kernel's buffers took, and our 1 MiB
    }

    void pokesOverAWebSocketOnceForMany()
    {
        TlsClient client(m_server->port());
        QCOMPARE(client.upgrade("/live"), 101);
        QTRY_COMPARE(m_echo->socketCount(), size_t(1));
        const std::shared_ptr<Socket> socket = m_echo->socket();
        QVERIFY(socket->isOpen());
        for (int i = 0; i < 10'000; ++i) // faster than any client reads: what waits is not queued twice
            socket->send("{\"t\":\"poke\"}");
        socket->send("{\"t\":\"last\"}");
        int pokes = 0;
        TlsClient::Frame frame;
        while ((frame = client.frame()).payload == "{\"t\":\"poke\"}")
            ++pokes;
        QCOMPARE(frame.payload, QByteArray("{\"t\":\"last\"}"));
        QVERIFY(pokes >= 1);
        QVERIFY2(pokes < 10'000, qPrintable(QString::number(pokes)));

        client.sendFrame(9, "are you there");
        frame = client.frame();
        QCOMPARE(frame.opcode, 10);
        QCOMPARE(frame.payload, QByteArray("are you there"));

        socket->close("revoked");
        QCOMPARE(client.frame().opcode, 8);
        client.sendFrame(8, QByteArray("\x03\xe9", 2));
        QTRY_VERIFY(!socket->isOpen());
        socket->send("late"); // harmless
    }

    void onlyAnUpgradeOpensASocket()
    {
        TlsClient client(m_server->port());
        QCOMPARE(client.get("/live").status, 400);
        QCOMPARE(client.get("/work").status, 200);
    }

    void aSocketOfADeadClientEnds()
    {
        HttpSettings quick = settings();
        quick.limits.socketMs = 500;
        start(quick);
        TlsClient client(m_server->port());
        QCOMPARE(client.upgrade("/live"), 101);
        QTRY_COMPARE(m_echo->socketCount(), size_t(1));
        QTRY_VERIFY(!m_echo->socket()->isOpen()); // never answers the ping
        QTRY_COMPARE(m_server->connections(), 0);
    }

    void aTalkativeSocketEnds()
    {
        TlsClient client(m_server->port());
        QCOMPARE(client.upgrade("/live"), 101);
        for (int i = 0; i < 200; ++i)
            client.sendFrame(1, "{}");
        QTRY_COMPARE(m_server->connections(), 0);
        TlsClient big(m_server->port());
        QCOMPARE(big.upgrade("/live"), 101);
        big.send(QByteArray("\x81\xfe\x10\x00\1\2\3\4", 8) + QByteArray(4096, 'x')); // over 1 KiB
        QTRY_COMPARE(m_server->connections(), 0);
    }

    void stopsAfterAnsweringWhatItTook()
    {
        TlsClient idle(m_server->port());
        QCOMPARE(idle.get("/work").status, 200);
        TlsClient live(m_server->port());
        QCOMPARE(live.upgrade("/live"), 101);
        TlsClient busy(m_server->port());
        busy.send(TlsClient::head("GET", "/held", {}));
        m_echo->held.acquire();
        std::atomic<bool> stopped{false};
        std::thread stopping([&] {
            m_server->stop();
            stopped = true;
        });
        QVERIFY(idle.isClosedByServer());
        QCOMPARE(live.frame().opcode, 8);
        live.sendFrame(8, QByteArray("\x03\xe9", 2));
        QVERIFY(!TlsClient(m_server->port()).isOpen()); // takes nothing new
        QVERIFY(!stopped);
        m_echo->go.release();
        const auto answer = busy.answer();
        QCOMPARE(answer.body, QByteArray("at last"));
        QCOMPARE(answer.headers.value("connection"), QByteArray("close"));
        stopping.join();
    }

    void takesANewCertificateAndKeepsTheOldIfItIsBad()
    {
        QCOMPARE(TlsClient(m_server->port()).peerName(), QByteArray("localhost"));
        TlsClient old(m_server->port());
        QFile::remove(m_certificate.certificateFile);
        QVERIFY(!m_server->reloadCertificate());
        QCOMPARE(TlsClient(m_server->port()).peerName(), QByteArray("localhost"));
        makeCertificate(m_folder.path(), "renewed");
        QVERIFY(m_server->reloadCertificate());
        QCOMPARE(TlsClient(m_server->port()).peerName(), QByteArray("renewed"));
        QCOMPARE(old.get("/work").status, 200);
        m_certificate = makeCertificate(m_folder.path());
    }

    void saysWhyItCannotStart()
    {
        Metrics metrics;
        HttpSettings taken = settings();
        taken.port = m_server->port();
        HttpServer second(taken, *m_echo, *m_log, metrics);
        Result<> started = second.start();
        QVERIFY(!started);
        QCOMPARE(started.error().id, u"server.address"_s);
        HttpSettings none = settings();
        none.keyFile = u"/nowhere/key"_s;
        HttpServer third(none, *m_echo, *m_log, metrics);
        started = third.start();
        QVERIFY(!started);
        QCOMPARE(started.error().id, u"server.certificate"_s);
    }

    void logsIdsAndNoQueriesAndCounts()
    {
        TlsClient client(m_server->port());
        const auto answer = client.get("/work?name=%E5%BC%A0%E6%95%8F");
        client.get("/nothing/13800138000");
        const auto written = [this] { // a line follows its answer
            const std::lock_guard lock(m_linesMutex);
            return m_lines.size();
        };
        QTRY_COMPARE(written(), 2);
        const std::lock_guard lock(m_linesMutex);
        for (const QByteArray &line : std::as_const(m_lines)) {
            QVERIFY(line.endsWith("}\n"));
            QVERIFY(!line.contains("name") && !line.contains("138"));
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            QCOMPARE(object.value(u"event").toString(), u"request"_s);
            QCOMPARE(object.value(u"status").toInt(), 200);
        }
        QVERIFY(m_lines.first().contains(answer.headers.value("x-request-id")));
        const QByteArray metrics = m_metrics->text();
        QVERIFY(metrics.contains("kemai_http_requests_total{route=\"work\",status=\"200\"} 1\n"));
        QVERIFY(metrics.contains("kemai_http_request_seconds_count{route=\"work\"} 1\n"));
        QVERIFY(metrics.contains("# TYPE kemai_http_connections gauge\nkemai_http_connections 1\n"));
    }

    // 5,000 TLS sockets in 500 MB, and 10,000 that wait: in ./dev soak.
    void holdsManyIdleConnections_data()
    {
        QTest::addColumn<int>("wanted");
        if (!qEnvironmentVariableIsSet("KEMAI_SOAK")) {
            QTest::newRow("300") << 300;
            return;
        }
        QTest::newRow("5,000") << 5000;
        QTest::newRow("10,000") << 10000;
    }
    void holdsManyIdleConnections()
    {
        QFETCH(int, wanted);
        HttpSettings many = settings();
        many.limits.connectionsPerAddress = wanted + 10;
        start(many);
        const auto resident = [] {
            QFile file(u"/proc/self/statm"_s);
            return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
        };
        // Clients in a child, so that this process is the server alone.
        const qint64 before = resident();
        const pid_t child = ::fork();
        if (child == 0) {
            std::vector<std::unique_ptr<TlsClient>> clients;
            for (int i = 0; i < wanted; ++i) {
                clients.push_back(std::make_unique<TlsClient>(m_server->port()));
                if (!clients.back()->isOpen() || clients.back()->upgrade("/live") != 101)
                    ::_exit(1);
            }
            ::sleep(3600);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_server->connections(), wanted, 300'000);
        QTRY_COMPARE_WITH_TIMEOUT(int(m_echo->socketCount()), wanted, 60'000);
        const double each = double(resident() - before) / wanted;
        qInfo("%d open TLS WebSockets, %.0f bytes each", wanted, each);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they take memory of their own
        QVERIFY(each < 100'000);
#endif
        TlsClient another(m_server->port());
        QCOMPARE(another.get("/work").status, 200);
        ::kill(child, SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->connections(), 1, 60'000);
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
