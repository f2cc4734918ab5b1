// SPDX-License-Identifier: GPL-3.0-or-later
// What the database sees to by itself, tried with plain SQL as a person in psql would write it.
#include "ledger/scoping.h"
#include "ledger_fixture.h"
#include "schema/schema.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
const QByteArray ann = "'00000000-0000-7000-8000-0000000000a1'";
const QByteArray bob = "'00000000-0000-7000-8000-0000000000b1'";
const QByteArray one = "'00000000-0000-7000-8000-0000000000c1'";
const QByteArray two = "'00000000-0000-7000-8000-0000000000c2'";
const QByteArray call = "'00000000-0000-7000-8000-0000000000d1'";

QByteArray scopeOf(const QByteArray &person) { return "(SELECT id FROM sync.scope WHERE subject = " + person + ")"; }
} // namespace

class TestLedgerTriggers : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<LedgerFixture>();
        m->sql("INSERT INTO \"user\" (id, login, role, state) VALUES (" + ann + ", 'ann', 'sales', 'active'), (" + bob + ", 'bob', 'sales', 'active')");
    }
    void cleanup() { m.reset(); }

    void aRawUpdateIsStampedLoggedAndAudited()
    {
        m->sql("INSERT INTO customer (id, name, owner, custom) VALUES (" + one + ", '张敏', " + ann + ", '{\"a\":  1}')");
        QCOMPARE(m->number("SELECT version FROM customer"), 1);
        const QByteArray before = m->snapshot();
        m->sql("UPDATE customer SET name = '章敏', note = 'x' WHERE id = " + one);
        QCOMPARE(m->number("SELECT version FROM customer"), 2);
        QCOMPARE(m->text("SELECT fver->>'name' FROM customer"), u"[2, 0, 0]"_s);
        QCOMPARE(m->text("SELECT fver->>'note' FROM customer"), u"[2, 0, 0]"_s);
        QCOMPARE(m->number("SELECT count(*) FROM customer WHERE fver ? 'city'"), 0);
        QCOMPARE(m->logged(before, "row_id = " + one + " AND scope = " + scopeOf(ann)), 1);
        QCOMPARE(m->text("SELECT edits->>'name' FROM history WHERE operation = 'update'"), u"[\"张敏\", \"章敏\"]"_s);
        QCOMPARE(m->text("SELECT title FROM change_set ORDER BY seq DESC LIMIT 1"), u"ledger.direct"_s);
        QCOMPARE(m->text("SELECT edits->>'custom' FROM history WHERE operation = 'insert' AND subject = 'customer'"), u"{\"a\": 1}"_s);
        QCOMPARE(m->text("SELECT custom::text FROM customer"), u"{\"a\":  1}"_s); // json keeps the text
    }

    void versionsCannotBeBypassed()
    {
        m->sql("INSERT INTO customer (id, name) VALUES (" + one + ", 'a')");
        m->sql("UPDATE customer SET name = 'b', version = 1");
        QCOMPARE(m->number("SELECT version FROM customer"), 2);
        m->sql("UPDATE customer SET name = 'c', version = 7"); // stamps not given: filled
        QCOMPARE(m->number("SELECT version FROM customer"), 3);
        QCOMPARE(m->text("SELECT fver->>'name' FROM customer"), u"[3, 0, 0]"_s);
        m->sql("UPDATE customer SET version = version");
        QCOMPARE(m->number("SELECT version FROM customer"), 3); // nothing changed
        m->sql("UPDATE customer SET scope = 99");
        QCOMPARE(m->number("SELECT scope FROM customer"), 2); // the pool, as it was
        QVERIFY(!m->connection->script("UPDATE customer SET id = " + two));
        m->sql("UPDATE customer SET last_interaction = 5");
        QCOMPARE(m->number("SELECT version FROM customer"), 3); // kept in step, nobody's edit
    }

    void aMoveTakesTheChildrenAlong()
    {
        m->sql("INSERT INTO customer (id, name, owner) VALUES (" + one + ", 'a', " + ann + "), (" + two + ", 'b', " + ann + ")");
        for (const Entity *entity : allEntities()) {
            const ledger::HomeRule &rule = ledger::homeRule(*entity);
            if (!rule.customer)
                continue;
            m->sql(QByteArray("INSERT INTO \"") + entity->name + "\" (id, \"" + rule.customer + '"' + (rule.other ? QByteArray(", \"") + rule.other + '"' : QByteArray())
                   + ") VALUES (" + call + ", " + one + (rule.other ? ", " + two : QByteArray()) + ")");
            QCOMPARE(m->number(QByteArray("SELECT scope FROM \"") + entity->name + '"'), m->number("SELECT " + scopeOf(ann)));
        }
        const QByteArray before = m->snapshot();
        m->sql("UPDATE customer SET owner = " + bob + " WHERE id = " + one);
        for (const Entity *entity : allEntities()) {
            const ledger::HomeRule &rule = ledger::homeRule(*entity);
            if (!rule.customer)
                continue;
            const qint64 scope = m->number(QByteArray("SELECT scope FROM \"") + entity->name + '"');
            QCOMPARE(scope, rule.other ? 3 : m->number("SELECT " + scopeOf(bob)));
            const QByteArray of = "tbl = (SELECT number FROM sync.entity WHERE name = '" + QByteArray(entity->name) + "') AND scope = ";
            QCOMPARE(m->logged(before, of + scopeOf(ann)), 1); // gone there
            QCOMPARE(m->logged(before, of + QByteArray::number(scope)), 1); // up here
        }
        m->sql("UPDATE customer SET state = 'pool' WHERE id = " + one);
        QCOMPARE(m->number("SELECT scope FROM contact"), 2);
    }

    void aChildThatComesFirstWaitsUnseen()
    {
        m->sql("INSERT INTO contact (id, customer, name) VALUES (" + call + ", " + one + ", 'x')");
        QCOMPARE(m->number("SELECT scope FROM contact"), 4);
        m->sql("INSERT INTO customer (id, owner) VALUES (" + one + ", " + bob + ")");
        QCOMPARE(m->number("SELECT scope FROM contact"), m->number("SELECT " + scopeOf(bob)));
        QCOMPARE(m->number("SELECT count(*) FROM sync.waiting_child"), 0);
    }

    void sharesAreLoggedAndFollowed()
    {
        m->sql("INSERT INTO customer (id, owner) VALUES (" + one + ", " + ann + ")");
        const QByteArray before = m->snapshot();
        m->sql("INSERT INTO sync.row_scope SELECT number, " + one + ", " + scopeOf(bob) + " FROM sync.entity WHERE name = 'customer'");
        QCOMPARE(m->logged(before, "scope = " + scopeOf(bob)), 1);
        const QByteArray then = m->snapshot();
        m->sql("UPDATE customer SET name = 'n'");
        QCOMPARE(m->logged(then, "row_id = " + one), 2);
        m->sql("DELETE FROM sync.row_scope");
        QCOMPARE(m->logged(then, "scope = " + scopeOf(bob)), 2);
    }

    void deletingIsNotSilent()
    {
        m->sql("INSERT INTO customer (id, name, owner) VALUES (" + one + ", 'kept', " + ann + ")");
        const QByteArray before = m->snapshot();
        m->sql("DELETE FROM customer");
        QCOMPARE(m->logged(before, "row_id = " + one), 1);
        QVERIFY(m->text("SELECT edits::text FROM history WHERE operation = 'remove'").contains(u"kept"_s));
        m->sql("INSERT INTO customer (id) VALUES (" + two + ")");
        m->sql("TRUNCATE customer");
        QVERIFY(m->number("SELECT count(*) FROM sync.change_log WHERE row_id IS NULL AND scope > 0") > 0);
    }

    void veryManyRowsAreLoggedAsScopes()
    {
        const QByteArray before = m->snapshot();
        m->sql("INSERT INTO tag (id, label) SELECT gen_random_uuid(), 'x' FROM generate_series(1, 20001)");
        QCOMPARE(m->logged(before, "row_id IS NOT NULL"), 0);
        QCOMPARE(m->logged(before, "row_id IS NULL AND scope = 1"), 1);
        QCOMPARE(m->number("SELECT count(*) FROM history WHERE subject = 'tag'"), 20001);
    }

    void grantsFollowRoleAndTeam()
    {
        const auto granted = [this](const QByteArray &who, const QByteArray &scope) { return m->number("SELECT (" + scope + " = ANY (sync.granted(" + who + ")))::int"); };
        const QByteArray north = "'00000000-0000-7000-8000-0000000000e1'";
        const QByteArray northEast = "'00000000-0000-7000-8000-0000000000e2'";
        m->sql("INSERT INTO team (id, parent) VALUES (" + north + ", NULL), (" + northEast + ", " + north + ")");
        QCOMPARE(granted(ann, scopeOf(ann)), 1);
        QCOMPARE(granted(ann, scopeOf(bob)), 0);
        QCOMPARE(granted(ann, "2"), 1);
        QCOMPARE(granted(ann, "3"), 0);
        QByteArray before = m->snapshot();
        m->sql("UPDATE \"user\" SET role = 'supervisor', team = " + north + " WHERE id = " + ann);
        QCOMPARE(m->logged(before, "scope = 0"), 1);
        QCOMPARE(granted(ann, scopeOf(bob)), 0);
        m->sql("UPDATE \"user\" SET team = " + northEast + " WHERE id = " + bob);
        QCOMPARE(granted(ann, scopeOf(bob)), 0); // another team
        m->sql("UPDATE \"user\" SET role = 'director' WHERE id = " + ann);
        QCOMPARE(granted(ann, scopeOf(bob)), 1); // below
        QCOMPARE(granted(ann, scopeOf(northEast)), 1);
        QCOMPARE(granted(ann, "3"), 1);
        QCOMPARE(granted(ann, "0"), 0);
        QCOMPARE(granted(ann, "4"), 0);
        m->sql("UPDATE \"user\" SET role = 'admin' WHERE id = " + bob);
        QCOMPARE(granted(bob, scopeOf(ann)), 1);
        m->sql("UPDATE \"user\" SET state = 'disabled' WHERE id = " + bob);
        QCOMPARE(m->number("SELECT cardinality(sync.granted(" + bob + "))"), 0);
        m->sql("UPDATE \"user\" SET role = 'made-up' WHERE id = " + ann);
        QCOMPARE(granted(ann, scopeOf(bob)), 0); // an unknown role is the least
    }

    void thePullRoleSeesNothingUnlessToldWhat()
    {
        m->sql("INSERT INTO customer (id, name, owner) VALUES (" + one + ", 'a', " + ann + "), (" + two + ", 'b', " + bob + ")");
        const qint64 scope = m->number("SELECT " + scopeOf(ann));
        m->sql("BEGIN; SET LOCAL ROLE kemai_pull");
        QCOMPARE(m->number("SELECT count(*) FROM customer"), 0);
        QCOMPARE(m->number("SELECT count(*) FROM sync.change_log WHERE scope > 0"), 0);
        m->sql("SELECT set_config('kemai.scopes', '" + QByteArray::number(scope) + "', true)");
        QCOMPARE(m->text("SELECT string_agg(name, ',') FROM customer"), u"a"_s);
        m->sql("SELECT set_config('kemai.scopes', '', true)");
        QCOMPARE(m->number("SELECT count(*) FROM customer"), 0);
        QVERIFY(!m->connection->script("UPDATE customer SET name = 'x'"));
        m->sql("ROLLBACK; BEGIN; SET LOCAL ROLE kemai_pull");
        QVERIFY(!m->connection->script("SELECT * FROM sync.credential"));
        m->sql("ROLLBACK");
        // Every table, so that a new one cannot be forgotten.
        for (const Entity *entity : allEntities())
            if (entity->storage == Storage::Records)
                QCOMPARE(m->number("SELECT relrowsecurity::int FROM pg_class WHERE oid = '\"" + QByteArray(entity->name) + "\"'::regclass"), 1);
    }

    // A child is inserted while its customer moves, in both orders of commit: it never stays behind.
    void aChildNeverPassesAMove()
    {
        m->sql("INSERT INTO customer (id, owner) VALUES (" + one + ", " + ann + ")");
        const auto other = m->database.connect();
        m->sql("BEGIN; INSERT INTO contact (id, customer) VALUES (" + call + ", " + one + ")");
        // The move waits for the child, so it is sent and not waited for.
        QVERIFY(other->script("SET lock_timeout = 200"));
        QVERIFY(!other->script("UPDATE customer SET owner = " + bob)); // waits for the bucket
        m->sql("COMMIT");
        QVERIFY(other->script("UPDATE customer SET owner = " + bob));
        QCOMPARE(m->number("SELECT scope FROM contact"), m->number("SELECT " + scopeOf(bob)));
        QVERIFY(other->script("BEGIN; UPDATE customer SET owner = " + ann));
        m->sql("SET lock_timeout = 200");
        QVERIFY(!m->connection->script("INSERT INTO contact (id, customer) VALUES (" + two + ", " + one + ")"));
        QVERIFY(other->script("COMMIT"));
        m->sql("INSERT INTO contact (id, customer) VALUES (" + two + ", " + one + ")");
        QCOMPARE(m->number("SELECT count(*) FROM contact WHERE scope = " + scopeOf(ann)), 2);
    }

private:
    std::unique_ptr<LedgerFixture> m;
};

QTEST_GUILESS_MAIN(TestLedgerTriggers)
#include "tst_ledger_triggers.moc"
