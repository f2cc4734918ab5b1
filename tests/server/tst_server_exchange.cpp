// SPDX-License-Identifier: GPL-3.0-or-later
// Synchronization as desks meet it: over TLS, at two processes, on a real PostgreSQL. What arrives, and what never does.
#include "exchange_office.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestServerExchange : public QObject, private ExchangeOffice
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { m_office.reset(); }

    void anEditAtOneDeskAppearsAtAnotherThroughTheOtherProcess()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        const Id id = newId();
        QCOMPARE(reasonOf(zhang->push({newCustomer(id, u"张敏"_s, m_zhang)})), QString());
        boss->follow();
        QVERIFY(boss->rows.contains(id));
        QCOMPARE(boss->rows.value(id)[customer::name], u"张敏"_s);
        zhang->follow();
        QCOMPARE(zhang->rows.value(id)[customer::owner], m_zhang);
        Change edit = Change::update(boss->rows.value(id));
        edit.set(boss->rows.value(id), customer::note, u"重要"_s);
        QCOMPARE(reasonOf(boss->push({edit})), QString());
        zhang->follow();
        QCOMPARE(zhang->rows.value(id)[customer::note], u"重要"_s);
        QCOMPARE(zhang->rows.value(id).version, 2);
    }

    void aPokeComesThroughTheOtherProcess()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        auto li = desk("li", m_li, 1);
        TlsClient live(m_office->servers[1]->port());
        QCOMPARE(live.upgrade("/v1/live", boss->headers()), 101);
        QCOMPARE(live.frame().payload, QByteArray("{\"t\":\"poke\"}")); // for good measure
        QTRY_VERIFY(m_office->servers[0]->metrics().text().contains("kemai_listening 1"));
        TlsClient unconcerned(m_office->servers[1]->port());
        QCOMPARE(unconcerned.upgrade("/v1/live", li->headers()), 101);
        QCOMPARE(unconcerned.frame().payload, QByteArray("{\"t\":\"poke\"}"));
        QCOMPARE(reasonOf(zhang->push({newCustomer(newId(), u"张敏"_s, m_zhang)})), QString());
        QCOMPARE(live.frame().payload, QByteArray("{\"t\":\"poke\"}"));
        m_office->sql("UPDATE customer SET note = 'psql'"); // nobody notifies: the second's poll finds it
        QCOMPARE(live.frame().payload, QByteArray("{\"t\":\"poke\"}"));
        // Who is not concerned is not woken.
        const timeval soon{0, 100'000};
        ::setsockopt(unconcerned.socket(), SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
        QCOMPARE(unconcerned.frame().opcode, -1);
    }

    void aRepSeesTheOwnAndAGuessedIdIsAsIfItWereNotThere()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto li = desk("li", m_li, 1);
        const Id id = newId();
        const Id phoneId = newId();
        QCOMPARE(reasonOf(zhang->push({newCustomer(id, u"canary-张敏"_s, m_zhang),
                                       Change::insert(phone::entity, phoneId).set(phone::customer, id).set(phone::written, u"canary-138"_s)})), QString());
        li->follow();
        QVERIFY(!li->rows.contains(id));
        QVERIFY(!li->lastBody.contains("canary"));

        Record guess(customer::entity);
        guess.id = id;
        guess.version = 1;
        Record none = guess;
        none.id = newId();
        const auto answerTo = [&](const Record &record) {
            Change edit = Change::update(record);
            edit.set(record, customer::note, u"mine"_s);
            const auto pushed = li->push({edit});
            return pushed ? wire::Codec().write(pushed->outcomes.value(0)).replace(QByteArray::number(pushed->outcomes.value(0).mid), "n") : QByteArray();
        };
        const QByteArray there = answerTo(guess);
        QVERIFY(there.contains("sync.notFound"));
        QCOMPARE(answerTo(none), there);
        QVERIFY(!li->lastBody.contains("canary"));
        // Inserting over it, hanging something on it, moving something to it, withdrawing it.
        QCOMPARE(reasonOf(li->push({newCustomer(id, u"taken"_s, m_li)})), u"sync.notFound"_s);
        QCOMPARE(reasonOf(li->push({Change::insert(contact::entity, newId()).set(contact::customer, id).set(contact::name, u"x"_s)})), u"sync.notFound"_s);
        QCOMPARE(reasonOf(li->push({Change::remove(guess)})), u"sync.notFound"_s);
        const Id own = newId();
        const Id contactId = newId();
        QCOMPARE(reasonOf(li->push({newCustomer(own, u"李"_s, m_li), Change::insert(contact::entity, contactId).set(contact::customer, own).set(contact::name, u"x"_s)})), QString());
        li->follow();
        Change move = Change::update(li->rows.value(contactId));
        move.set(li->rows.value(contactId), contact::customer, id);
        QCOMPARE(reasonOf(li->push({move})), u"sync.notFound"_s);
        // Every scope there is, by number.
        for (int scope = 0; scope < 40; ++scope) {
            const auto chunk = li->snapshot(scope, customer::entity);
            QVERIFY2(chunk, chunk ? "" : qPrintable(chunk.error().id + chunk.error().log));
            QVERIFY(!li->lastBody.contains("canary"));
            (void)li->snapshot(scope, phone::entity);
            QVERIFY(!li->lastBody.contains("canary"));
        }
        li->have = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        li->cursor = wire::Cursor{{3, 3, {}}, {}, 0};
        (void)li->pull();
        QVERIFY(!li->lastBody.contains("canary"));
        QVERIFY(m_office->number("SELECT count(*) FROM sync.denied WHERE user_id = '" + m_li.toString().toLatin1() + "'") > 5);
        QCOMPARE(m_office->number("SELECT count(*) FROM customer WHERE name LIKE 'canary%' AND version = 1"), 1);
    }

    void aMaskedFieldLeavesTheServerInNothing()
    {
        auto director = desk("director", m_director, 0);
        auto zhang = desk("zhang", m_zhang, 1);
        const Id id = newId();
        const Id deal = newId();
        QCOMPARE(reasonOf(zhang->push({newCustomer(id, u"张敏"_s, m_zhang), Change::insert(opportunity::entity, deal).set(opportunity::customer, id).set(opportunity::title, u"合同"_s)})), QString());
        director->follow();
        Change price = Change::update(director->rows.value(deal));
        price.set(director->rows.value(deal), opportunity::amount, 987654321987);
        QCOMPARE(reasonOf(director->push({price})), QString());
        zhang->follow();
        QVERIFY(!zhang->lastBody.contains("987654321987"));
        QVERIFY(zhang->mask.hides(opportunity::entity, opportunity::amount.index));
        QVERIFY(zhang->rows.value(deal).isNull(opportunity::amount));
        for (const qint32 scope : std::as_const(zhang->have)) {
            for (const bool zstd : {true, false}) {
                QVERIFY(zhang->snapshot(scope, opportunity::entity, "&n=10", zstd));
                QVERIFY(!zhang->lastBody.contains("987654321987"));
            }
        }
        // Writing it is refused, and the refusal does not say what stands there; nor does a conflict.
        Change blind = Change::update(zhang->rows.value(deal));
        blind.set(zhang->rows.value(deal), opportunity::amount, 1);
        QCOMPARE(reasonOf(zhang->push({blind})), u"sync.masked"_s);
        QVERIFY(!zhang->lastBody.contains("987654321987"));
        Change second = Change::update(director->rows.value(deal)); // behind a version it has not seen: a conflict of the director's
        second.set(director->rows.value(deal), opportunity::amount, 555555555555);
        m_office->sql("UPDATE opportunity SET amount = 777777777777");
        QVERIFY(director->push({second}));
        zhang->follow();
        QVERIFY(!zhang->lastBody.contains("555555555555") && !zhang->lastBody.contains("777777777777"));
        director->follow();
        QVERIFY(director->lastBody.contains("777777777777"));
    }

    void theSameBytesTwiceAreTakenOnce()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        const Id id = newId();
        const auto request = zhang->pushRequest({zhang->mutation(newCustomer(id, u"张敏"_s, m_zhang)),
                                                 zhang->mutation(Change::update([&] { Record r(customer::entity); r.id = newId(); r.version = 1; return r; }()).edit(customer::note.index, Value(), Value(u"x"_s)))});
        const auto first = zhang->push(request);
        zhang->use(1); // the answer was lost; the other process is asked
        const auto second = zhang->push(request);
        QVERIFY(first && second);
        QCOMPARE(second->lastMid, 2);
        QCOMPARE(second->outcomes, first->outcomes);
        QCOMPARE(second->outcomes.size(), 1);
        QCOMPARE(m_office->number("SELECT count(*) FROM history WHERE record = '" + id.toString().toLatin1() + "'"), 1);
        wire::PushRequest gap = zhang->pushRequest({zhang->mutation(newCustomer(newId(), u"later"_s, m_zhang))});
        gap.mutations[0].mid = 9;
        QVERIFY(!zhang->push(gap));
        QCOMPARE(zhang->lastStatus, 409);
        QCOMPARE(wire::Codec().read<wire::Refusal>(zhang->lastBody)->expectedMid, 3);
    }

    void oneBadMutationDoesNotHoldUpTheRest()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        const Id good = newId(), poison = newId(), last = newId();
        const auto pushed = zhang->push({newCustomer(good, u"好"_s, m_zhang), newCustomer(poison, u"x\0y"_s, m_zhang), newCustomer(last, u"后"_s, m_zhang)});
        QVERIFY2(pushed, pushed ? "" : qPrintable(pushed.error().log));
        QCOMPARE(pushed->lastMid, 3);
        QCOMPARE(m_office->number("SELECT count(*) FROM customer"), 2);
        QCOMPARE(pushed->outcomes.size(), 1);
        QCOMPARE(pushed->outcomes.first().mid, 2);
        const auto again = zhang->push(zhang->pushRequest({zhang->mutation(newCustomer(newId(), u"再"_s, m_zhang))}));
        QVERIFY(again);
        QCOMPARE(again->lastMid, 4);
    }

    void anotherEpochAndAnOldProgramAreTold()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        zhang->schema = -100 + schemaVersion;
        zhang->schema = 0; // not said: served
        QVERIFY(zhang->pull());
        const Id epoch = zhang->epoch;
        zhang->epoch = newId();
        QVERIFY(!zhang->pull());
        QCOMPARE(zhang->lastStatus, 410);
        QCOMPARE(wire::Codec().read<wire::Refusal>(zhang->lastBody)->epoch, epoch);
        QVERIFY(!zhang->push({newCustomer(newId(), u"x"_s, m_zhang)}));
        QCOMPARE(zhang->lastStatus, 410);
        QVERIFY(!zhang->snapshot(1, user::entity, "&epoch=" + zhang->epoch.toString().toLatin1()));
        QCOMPARE(zhang->lastStatus, 410);
        QCOMPARE(m_office->number("SELECT count(*) FROM customer"), 0);
    }

    void aSnapshotGoesOnWhereItStopped()
    {
        auto boss = desk("boss", m_boss, 0);
        m_office->sql("INSERT INTO customer (id, version, name, owner) SELECT gen_random_uuid(), 1, 'c' || n, '" + m_zhang.toString().toLatin1() + "' FROM generate_series(1, 2500) n");
        QSet<Id> seen;
        for (const qint32 scope : std::as_const(boss->have)) {
            QByteArray after;
            for (int pieces = 0; pieces < 20; ++pieces) {
                boss->use(pieces % 2);
                const auto chunk = boss->snapshot(scope, customer::entity, "&n=1000" + after, pieces % 2 == 0);
                QVERIFY2(chunk, chunk ? "" : qPrintable(chunk.error().id));
                for (const wire::Row &row : chunk->table.rows) {
                    QVERIFY(!seen.contains(row.record.id));
                    seen.insert(row.record.id);
                    QVERIFY(row.record[customer::name].startsWith(u'c'));
                }
                if (chunk->last)
                    break;
                after = "&after=" + chunk->table.rows.last().record.id.toString().toLatin1();
            }
        }
        QCOMPARE(seen.size(), 2500);
    }
};

QTEST_GUILESS_MAIN(TestServerExchange)
#include "tst_server_exchange.moc"
