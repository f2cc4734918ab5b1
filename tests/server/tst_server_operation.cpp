// SPDX-License-Identifier: GPL-3.0-or-later
// The server beside its desks: hooks, health, a database that goes away, an end while desks push.
#include "exchange_office.h"

#include <QMessageAuthenticationCode>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestServerOperation : public QObject, private ExchangeOffice
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { m_office.reset(); }

    void hooksAreStoredOnceAndOnlySigned()
    {
        TlsClient client(m_office->servers[0]->port());
        const QByteArray body = "{\"name\":\"张敏\"}";
        const auto sign = [](const QByteArray &delivery, const QByteArray &text) {
            return QMessageAuthenticationCode::hash(delivery + '\n' + text, "0123456789abcdef", QCryptographicHash::Sha256).toHex();
        };
        const auto post = [&](const QByteArray &channel, const QByteArray &delivery, const QByteArray &signature, const QByteArray &text) {
            return client.post("/hook/" + channel, text, {{"X-Kemai-Delivery", delivery}, {"X-Kemai-Signature", signature}});
        };
        QCOMPARE(post("webform", "d1", sign("d1", body), body).body, QByteArray("{\"stored\":true}"));
        TlsClient other(m_office->servers[1]->port());
        QCOMPARE(other.post("/hook/webform", body, {{"X-Kemai-Delivery", "d1"}, {"X-Kemai-Signature", sign("d1", body)}}).body, QByteArray("{\"stored\":false}"));
        QCOMPARE(post("webform", "d2", sign("d1", body), body).status, 401); // another delivery's
        QCOMPARE(post("webform", "d1", sign("d1", body), body + ' ').status, 401);
        QCOMPARE(post("webform", "d3", "", body).status, 401);
        QCOMPARE(post("nowhere", "d1", sign("d1", body), body).status, 401);
        QCOMPARE(post("", "d1", sign("d1", body), body).status, 401);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.inbox"), 1);
    }

    void healthAndMetricsSayHowItIs()
    {
        TlsClient client(m_office->servers[0]->port());
        QTRY_COMPARE(client.get("/healthz").status, 200);
        QVERIFY(client.get("/metrics").body.contains("kemai_http_requests_total{route=\"healthz\""));
        m_office->adjust = [](ServerSettings &settings) { settings.metricsFrom = {u"10.0.0.1"_s}; };
        m_office->start(0);
        QCOMPARE(TlsClient(m_office->servers[0]->port()).get("/metrics").status, 404);
        m_office->adjust = [](ServerSettings &settings) { settings.database = "host=/nowhere dbname=none"; };
        m_office->start(1);
        TlsClient alone(m_office->servers[1]->port());
        QCOMPARE(alone.get("/healthz").status, 503);
        const auto login = alone.post("/v1/challenge", "{\"device\":\"" + newId().toString().toLatin1() + "\"}");
        QCOMPARE(login.status, 503);
        QVERIFY(login.headers.contains("retry-after"));
    }

    void goesOnAfterPostgreSqlWasAway()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        TlsClient live(m_office->servers[0]->port());
        QCOMPARE(live.upgrade("/v1/live", zhang->headers()), 101);
        m_office->connection.reset();
        PrivateCluster::instance().crashAndRestart();
        m_office->connection = m_office->database.connect();
        const Id id = newId();
        const auto request = zhang->pushRequest({zhang->mutation(newCustomer(id, u"张敏"_s, m_zhang))});
        const auto pushes = [&] { return zhang->push(request).has_value(); };
        QTRY_VERIFY(pushes()); // the connections of before are dead; each is found out once
        TlsClient client(m_office->servers[0]->port());
        QTRY_COMPARE_WITH_TIMEOUT(client.get("/healthz").status, 200, 20'000);
        QVERIFY(live.frame().payload.contains("poke"));
        zhang->follow();
        QVERIFY(zhang->rows.contains(id));
    }

    void stopsWhileDesksPushAndLosesNothing()
    {
        std::vector<std::unique_ptr<Desk>> desks;
        for (int i = 0; i < 4; ++i)
            desks.push_back(desk("zhang", m_zhang, 0));
        std::atomic<int> acknowledged{0};
        std::vector<std::thread> threads;
        std::atomic<bool> end{false};
        for (auto &one : desks)
            threads.emplace_back([&, raw = one.get()] {
                for (int i = 0; i < 60 && !end; ++i) {
                    const auto request = raw->pushRequest({raw->mutation(newCustomer(Id::make(m_office->clock.nowMs()), u"客户"_s, m_zhang))});
                    for (int tries = 0; tries < 50; ++tries) {
                        const auto pushed = raw->push(request);
                        if (pushed) {
                            ++acknowledged;
                            break;
                        }
                        raw->use(1);
                    }
                }
            });
        while (acknowledged < 20)
            QTest::qWait(1);
        m_office->servers[0]->stop();
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(acknowledged, 240);
        QCOMPARE(m_office->number("SELECT count(*) FROM customer"), 240);
        QCOMPARE(m_office->number("SELECT count(*) FROM history WHERE subject = 'customer'"), 240);
    }
};

QTEST_GUILESS_MAIN(TestServerOperation)
#include "tst_server_operation.moc"
