// SPDX-License-Identifier: GPL-3.0-or-later
// Two people at one record, or at one number: conflicts, who else is there (U20), the same number entered twice (N21).
#include "exchange_office.h"
#include "schema/duplicate.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestServerMeetings : public QObject, private ExchangeOffice
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { m_office.reset(); }

    void bothValuesOfAConflictArriveAndAResolveEndsIt()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        const Id id = newId();
        QCOMPARE(reasonOf(zhang->push({newCustomer(id, u"张敏"_s, m_zhang)})), QString());
        zhang->follow();
        boss->follow();
        Change one = Change::update(zhang->rows.value(id));
        one.set(zhang->rows.value(id), customer::level, u"A"_s);
        Change two = Change::update(boss->rows.value(id));
        two.set(boss->rows.value(id), customer::level, u"B"_s).set(boss->rows.value(id), customer::note, u"kept"_s);
        QCOMPARE(reasonOf(zhang->push({one})), QString());
        const auto lost = boss->push({two});
        QVERIFY(lost);
        QCOMPARE(lost->outcomes.size(), 1);
        QCOMPARE(lost->outcomes.first().fields.first().verdict, wire::Verdict::Conflict);
        zhang->follow();
        QCOMPARE(zhang->conflicts.size(), 1);
        const wire::Conflict conflict = zhang->conflicts.first();
        QCOMPARE(conflict.fields.first().mine.toText(), u"B"_s);
        QCOMPARE(conflict.fields.first().theirs.toText(), u"A"_s);
        QCOMPARE(zhang->rows.value(id)[customer::level], u"A"_s);
        QCOMPARE(zhang->rows.value(id)[customer::note], u"kept"_s); // the other field went through
        boss->follow();
        Change choose = Change::update(boss->rows.value(id));
        choose.set(boss->rows.value(id), customer::level, u"B"_s);
        wire::Mutation resolve = boss->mutation(choose);
        resolve.conflict = conflict.id;
        resolve.change.expectedVersion = conflict.theirsVersion;
        const auto resolved = boss->push(boss->pushRequest({resolve}));
        QVERIFY2(resolved, resolved ? "" : qPrintable(resolved.error().log));
        zhang->follow();
        QCOMPARE(zhang->rows.value(id)[customer::level], u"B"_s);
        QVERIFY(zhang->conflicts.isEmpty());
    }

    // N21
    void twoDesksThatMakeTheSameNumberAreLinkedAndTold()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto li = desk("li", m_li, 1);
        auto director = desk("director", m_director, 0);
        const auto made = [this](const QString &name, const Id &owner, const QString &number) {
            const Id id = newId();
            return QList<Change>{newCustomer(id, name, owner).set(customer::name_normal, name),
                                 Change::insert(phone::entity, newId()).set(phone::customer, id).set(phone::written, number).set(phone::e164, u"+86"_s + number)};
        };
        const auto pairsOf = [](const Desk &one) {
            return std::count_if(one.rows.begin(), one.rows.end(), [](const Record &row) { return row.entity() == &duplicate_pair::entity; });
        };
        const auto here = made(u"张敏"_s, m_zhang, u"13800138000"_s);
        const auto elsewhere = made(u"张敏"_s, m_li, u"13800138000"_s);
        QCOMPARE(reasonOf(zhang->push(here)), QString());
        QCOMPARE(m_office->number("SELECT count(*) FROM duplicate_pair"), 0);
        QCOMPARE(reasonOf(li->push(elsewhere)), QString()); // nothing is refused
        QCOMPARE(m_office->number("SELECT count(*) FROM duplicate_pair WHERE state = 'open' AND score = 98"), 1);
        for (Desk *one : {zhang.get(), li.get(), director.get()}) {
            one->follow();
            QCOMPARE(pairsOf(*one), 1);
        }
        QVERIFY(!zhang->rows.contains(elsewhere.first().record)); // told that there is one, not which
        QVERIFY(!li->rows.contains(here.first().record));
        QCOMPARE(m_office->number("SELECT count(*) FROM change_set WHERE title = 'duplicates.found' AND origin = 'rule'"), 1);

        // Decided: it is not asked again, whoever touches the number.
        m_office->sql("UPDATE duplicate_pair SET state = 'distinct'");
        const Record number = [&] {
            for (const Record &row : std::as_const(zhang->rows))
                if (row.entity() == &phone::entity)
                    return row;
            return Record(phone::entity);
        }();
        QCOMPARE(reasonOf(zhang->push({Change::update(number).set(number, phone::e164, u"+8613800138001"_s)})), QString());
        zhang->follow();
        const Record moved = zhang->rows.value(number.id);
        QCOMPARE(reasonOf(zhang->push({Change::update(moved).set(moved, phone::e164, u"+8613800138000"_s)})), QString());
        QCOMPARE(m_office->number("SELECT count(*) FROM duplicate_pair"), 1);
        QCOMPARE(m_office->number("SELECT count(*) FROM duplicate_pair WHERE state = 'open'"), 0);

        // Both in one batch, and both at once at two processes.
        QCOMPARE(reasonOf(zhang->push(made(u"王一"_s, m_zhang, u"13900139000"_s) + made(u"王二"_s, m_zhang, u"13900139000"_s))), QString());
        QCOMPARE(m_office->number("SELECT count(*) FROM duplicate_pair WHERE score = 50"), 1);
        for (int round = 0; round < 10; ++round) {
            const QString same = u"1370013%1"_s.arg(7000 + round);
            const auto one = made(u"甲"_s, m_zhang, same);
            const auto two = made(u"乙"_s, m_li, same);
            std::thread other([&] { QCOMPARE(reasonOf(li->push(two)), QString()); });
            QCOMPARE(reasonOf(zhang->push(one)), QString());
            other.join();
            QCOMPARE(m_office->number("SELECT count(*) FROM duplicate_pair"), 3 + round);
        }
    }

    // U20
    void saysWhoElseHasARecordOpenToWhoMaySeeIt()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        auto second = desk("boss", m_boss, 0); // the same person at another device
        auto li = desk("li", m_li, 1);
        const Id id = newId();
        QCOMPARE(reasonOf(zhang->push({newCustomer(id, u"张敏"_s, m_zhang)})), QString());
        const auto meet = [](Desk &desk, const Id &record, bool editing = false, bool leaving = false) {
            const auto answer = desk.post("/v1/presence", wire::PresenceRequest{&customer::entity, record, editing, leaving});
            const auto read = wire::Codec().read<wire::PresenceResponse>(answer.body);
            if (answer.status != 200 || !read)
                qFatal("presence: %d %s", answer.status, answer.body.constData());
            return read->others;
        };
        const qint64 first = m_office->clock.nowMs();
        QVERIFY(meet(*zhang, id).isEmpty());
        m_office->clock.advanceMs(1000);
        QCOMPARE(meet(*boss, id), (QList<wire::Present>{{m_zhang, u"zhang"_s, false, first}}));
        QCOMPARE(meet(*second, id, true).size(), 1); // not oneself
        QCOMPARE(meet(*zhang, id), (QList<wire::Present>{{m_boss, u"boss"_s, true, first + 1000}}));
        QVERIFY(meet(*second, id, false, true).size() == 1);
        QVERIFY(!meet(*zhang, id).first().editing); // the other device reads on

        // Who may not see it learns what he would of a record that is not there, and is not seen there.
        QVERIFY(meet(*li, id).isEmpty());
        QVERIFY(meet(*li, newId()).isEmpty());
        QCOMPARE(meet(*zhang, id).size(), 1);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.denied WHERE what = 'presence customer'"), 1);

        m_office->clock.advanceMs(wire::PresenceRequest::keptMs - 1000); // zhang was here just now, boss a second longer ago
        QCOMPARE(meet(*zhang, id).size(), 1);
        m_office->clock.advanceMs(1000);
        QVERIFY(meet(*zhang, id).isEmpty());
        QCOMPARE(meet(*boss, id).first().sinceMs, first);
        QVERIFY(meet(*zhang, id, false, true).size() == 1);
        QVERIFY(meet(*boss, id).isEmpty());

        for (int i = 0; i < 40; ++i) // a device cannot fill the table
            m_office->sql("INSERT INTO customer (id, version, state, owner) VALUES ('" + newId().toString().toLatin1() + "', 1, 'active', '" + m_zhang.toString().toLatin1() + "')");
        const auto rows = m_office->connection->query("SELECT id FROM customer");
        QVERIFY(rows);
        for (int i = 0; i < rows->count(); ++i)
            meet(*zhang, rows->id(i, 0));
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.presence p JOIN sync.device d ON d.id = p.device WHERE d.id = '" + zhang->device.toString().toLatin1() + "'"), 32);
        QCOMPARE(zhang->post("/v1/presence", QByteArray("{\"v\":1,\"tbl\":\"pg_class\",\"id\":\"" + id.toString().toLatin1() + "\"}")).status, 400);
        QCOMPARE(zhang->post("/v1/presence", wire::PresenceRequest{&change_set::entity, id}).status, 400);
    }
};

QTEST_GUILESS_MAIN(TestServerMeetings)
#include "tst_server_meetings.moc"
