// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that want what is not theirs: raised rights, bent bodies, no session. Nothing is learnt, nothing falls over.
#include "exchange_office.h"

#include <QRandomGenerator>
#include <QUuid>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestServerHostile : public QObject, private ExchangeOffice
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { m_office.reset(); }

    void nobodyRaisesHimself()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        Record self = zhang->rows.value(m_zhang);
        QVERIFY(self.entity());
        Change role = Change::update(self);
        role.set(self, user::role, u"admin"_s);
        QCOMPARE(reasonOf(zhang->push({role})), u"server.notYours"_s);
        Change move = Change::update(self);
        move.set(self, user::team, m_west);
        QCOMPARE(reasonOf(zhang->push({move})), u"server.notYours"_s);
        QCOMPARE(reasonOf(zhang->push({Change::insert(user::entity, newId()).set(user::login, u"backdoor"_s).set(user::role, u"admin"_s)})), u"server.notYours"_s);
        QCOMPARE(m_office->number("SELECT count(*) FROM \"user\" WHERE role = 'admin'"), 0);
        // Taking a colleague's customer, or giving one away.
        const Id id = newId();
        QCOMPARE(reasonOf(zhang->push({newCustomer(id, u"张敏"_s, m_zhang)})), QString());
        zhang->follow();
        Change give = Change::update(zhang->rows.value(id));
        give.set(zhang->rows.value(id), customer::owner, m_li);
        QCOMPARE(reasonOf(zhang->push({give})), u"sync.serverField"_s);
        auto boss = desk("boss", m_boss, 1);
        give = Change::update(boss->rows.value(id));
        give.set(boss->rows.value(id), customer::owner, m_li);
        QCOMPARE(reasonOf(boss->push({give})), QString());
        auto li = desk("li", m_li, 1);
        QVERIFY(li->rows.contains(id)); // with all that hangs on it
        zhang->follow();
        QVERIFY(!zhang->rows.contains(id)); // gone from whom it was taken
    }

    void noRoleHasEverythingAndNoneCanDelete()
    {
        QVERIFY(roleRights().size() > 5);
        QHash<QByteArray, int> counts;
        for (const RoleRight &one : roleRights())
            ++counts[one.role];
        for (const int count : std::as_const(counts))
            QVERIFY(count < int(Right::BreakGlass) + 1);
        QVERIFY(!mayCommand(u"sales"_s, Right::AssignCustomers));
        QVERIFY(!mayCommand(QString(), Right::ManagePeople));
        auto zhang = desk("zhang", m_zhang, 0);
        zhang->client().send(TlsClient::head("DELETE", "/v1/push", zhang->headers()));
        QCOMPARE(zhang->client().answer().status, 405);
    }

    // Bodies bent at random on every endpoint: an answer that is a refusal, nothing learnt, nothing falls over.
    void bearsFuzzedBodies()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 0);
        const Id id = newId();
        QCOMPARE(reasonOf(boss->push({newCustomer(id, u"canary"_s, m_boss)})), QString());
        wire::PullRequest pull;
        pull.epoch = zhang->epoch;
        pull.cursor = zhang->cursor;
        pull.have = zhang->have;
        wire::EscrowRequest escrow;
        escrow.device = zhang->device;
        const QList<std::pair<QByteArray, QByteArray>> seeds{
            {"/v1/push", wire::Codec().write(zhang->pushRequest({zhang->mutation(newCustomer(newId(), u"张"_s, m_zhang))}))},
            {"/v1/pull", wire::Codec().write(pull)},
            {"/v1/login", wire::Codec().write(zhang->loginRequest(u"token"_s)).replace("a good password", "")},
            {"/v1/challenge", "{\"device\":\"" + zhang->device.toString().toLatin1() + "\"}"},
            {"/v1/session", wire::Codec().write(zhang->sessionRequest())},
            {"/v1/escrow", wire::Codec().write(escrow)},
            {"/v1/presence", wire::Codec().write(wire::PresenceRequest{&customer::entity, id, true})},
            {"/v1/admin/revoke", "{\"device\":\"" + boss->device.toString().toLatin1() + "\"}"},
            {"/v1/admin/offboard", "{\"user\":\"" + m_boss.toString().toLatin1() + "\"}"},
            {"/v1/break-glass", "{\"account\":\"" + m_boss.toString().toLatin1() + "\",\"reason\":\"x\"}"},
            {"/v1/break-glass/approve", "{\"request\":\"" + m_boss.toString().toLatin1() + "\"}"},
            {"/v1/password", "{\"password\":\"\",\"new\":\"x\"}"},
            {"/hook/webform", "{}"},
            {"/nothing", "{}"},
        };
        QRandomGenerator random(qEnvironmentVariableIntValue("KEMAI_SEED") ? quint32(qEnvironmentVariableIntValue("KEMAI_SEED")) : 20261126u);
        const int rounds = qEnvironmentVariableIsSet("KEMAI_SOAK") ? 3000 : 60;
        static const QByteArrayList scraps{"null", "{}", "[]", "\"\"", "-1", "9223372036854775808", "1e999", "true", "\\u0000", "\xff\xfe", "[[[[[[[[", "'", "%00", "{\"a\":"};
        for (int round = 0; round < rounds; ++round)
            for (const auto &[path, seed] : seeds) {
                if (path == "/v1/login" && round > 5)
                    continue; // Argon2 takes a quarter of a second
                QByteArray body = seed;
                for (int bend = int(random.bounded(1, 6)); bend > 0; --bend) {
                    const qsizetype at = body.isEmpty() ? 0 : random.bounded(int(body.size()));
                    switch (random.bounded(5)) {
                    case 0: body.insert(at, scraps.at(random.bounded(int(scraps.size())))); break;
                    case 1: body.remove(at, random.bounded(1, 20)); break;
                    case 2: if (!body.isEmpty()) body[at] = char(random.bounded(256)); break;
                    case 3: body = body.left(at); break;
                    case 4: {
                        const qsizetype colon = body.indexOf(':', at);
                        if (colon > 0) {
                            qsizetype end = colon + 1;
                            while (end < body.size() && body.at(end) != ',' && body.at(end) != '}')
                                ++end;
                            body.replace(colon + 1, end - colon - 1, scraps.at(random.bounded(int(scraps.size()))));
                        }
                        break;
                    }
                    }
                }
                QHash<QByteArray, QByteArray> more;
                if (random.bounded(8) == 0)
                    more.insert("Content-Encoding", "zstd");
                const auto answer = zhang->post(path, body, more);
                QVERIFY2(answer.status >= 200 && answer.status < 500, QByteArray(path + ' ' + QByteArray::number(answer.status) + ' ' + body + " -> " + answer.body).constData());
                QVERIFY2(!answer.body.contains("canary"), body.constData());
                QVERIFY(answer.whole);
            }
        for (const char *query : {"", "?scope=x&tbl=customer", "?scope=1&tbl=history", "?scope=1&tbl=sync.device", "?scope=1&tbl=customer&after=x", "?scope=1&tbl=customer&n=-5",
                                  "?scope=99999999999&tbl=customer", "?scope=-1&tbl=customer", "?scope=1&tbl=customer;drop", "?scope=1&tbl=%00", "?tbl=customer"}) {
            const auto answer = zhang->client().get(QByteArray("/v1/snapshot") + query, zhang->headers());
            QVERIFY2(answer.status < 500 && !answer.body.contains("canary"), query);
        }
        QCOMPARE(m_office->number("SELECT count(*) FROM customer WHERE name = 'canary'"), 1);
        QVERIFY(boss->pull()); // still his
        QVERIFY(!m_office->logged("exception"));
    }

    void nothingAnswersWithoutASession()
    {
        TlsClient client(m_office->servers[0]->port());
        for (const char *path : {"/v1/push", "/v1/pull", "/v1/presence", "/v1/admin/token", "/v1/admin/revoke", "/v1/admin/offboard", "/v1/admin/escrow", "/v1/break-glass", "/v1/password", "/v1/logout"})
            QCOMPARE(client.post(path, "{}").status, 401);
        QCOMPARE(client.get("/v1/snapshot?scope=1&tbl=customer").status, 401);
        QCOMPARE(client.upgrade("/v1/live"), 401);
        QCOMPARE(client.get("/").status, 404);
        QCOMPARE(client.get("/v1/push").status, 404); // another method
    }
};

QTEST_GUILESS_MAIN(TestServerHostile)
#include "tst_server_hostile.moc"
