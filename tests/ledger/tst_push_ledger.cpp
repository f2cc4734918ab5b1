// SPDX-License-Identifier: GPL-3.0-or-later
// Pushes on a real PostgreSQL. How edits merge is tested in tests/sync; here every push just writes.
#include "ledger/machinery.h"
#include "sync_office.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestPushLedger : public QObject
{
    Q_OBJECT

private slots:
    void aPushIsStampedAuditedAndAnswered()
    {
        SyncOffice office;
        const Id record = Id::make(100);
        const auto first = office.push(office.desk, 1, record, u"张敏"_s, office.ann);
        QVERIFY2(first, first ? "" : qPrintable(first.error().log));
        QCOMPARE(first->device.lastMid, 1);
        QCOMPARE(first->rows.size(), 1);
        QCOMPARE(first->rows.first().scope, office.scope(office.ann));
        QVERIFY(first->grants.scopes.contains(office.scope(office.ann)));
        QVERIFY(!first->grants.scopes.contains(office.scope(office.bob)));
        const auto second = office.push(office.desk, 2, record, u"章敏"_s);
        QVERIFY(second);
        QCOMPARE(second->rows.first().record.version, 2);
        QCOMPARE(office.number("SELECT count(*) FROM history WHERE subject = 'customer'"), 2);
        QCOMPARE(office.number("SELECT max(mid) FROM history"), 2);
        QCOMPARE(office.text("SELECT device::text FROM change_set ORDER BY seq DESC LIMIT 1"), office.desk.toString());
        QCOMPARE(office.number("SELECT count(*) FROM change_set WHERE title = 'ledger.direct'"), 0);
        // The stamps come back as they were written.
        bool seen = false;
        QVERIFY(office.ledger.push({office.other, office.epoch, 1, {{&customer::entity, record}}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            const ledger::LedgerRow &row = view.rows().first();
            seen = row.stamps[customer::name.index] == ledger::FieldStamp{2, office.desk, 2} && row.stamps[customer::owner.index] == ledger::FieldStamp{1, office.desk, 1}
                && row.stamps[customer::city.index] == ledger::FieldStamp{};
            return ledger::PushWrite{};
        }));
        QVERIFY(seen);
        QCOMPARE(office.identity.device(office.other)->lastMid, 0); // nothing was written
    }

    void outcomesAndConflictsAreKept()
    {
        SyncOffice office;
        const Id record = Id::make(100), conflict = Id::make(200);
        QVERIFY(office.push(office.desk, 1, record, u"a"_s, office.ann));
        const QByteArray base = *office.ledger.currentSnapshot();
        const auto pushed = office.ledger.push({office.desk, office.epoch, 2, {{&customer::entity, record}}, {}}, [&](ledger::PushView &) -> Result<ledger::PushWrite> {
            ledger::PushWrite write;
            write.lastMid = 3;
            write.outcomes = {{2, "{\"reason\":\"x\"}"}, {3, "{\"conflict\":1}"}};
            write.conflicts = {{conflict, {&customer::entity, record}, true, "{\"mine\":1}"}};
            write.touched = {{&customer::entity, record}};
            return write;
        });
        QVERIFY2(pushed, pushed ? "" : qPrintable(pushed.error().log));
        QCOMPARE(pushed->outcomes.size(), 2);
        QCOMPARE(pushed->outcomes.last().json, QByteArray("{\"conflict\":1}"));
        QCOMPARE(pushed->conflicts.size(), 1);
        // Everybody who sees the row learns of it.
        auto page = office.ledger.pull(office.order(base, {1, office.scope(office.ann)}));
        QVERIFY(page);
        QCOMPARE(names(page->up), QStringList{u"a"_s});
        QCOMPARE(page->conflicts.size(), 1);
        QCOMPARE(page->conflicts.first().id, conflict);
        // The same batch again writes nothing and is answered with what became of it; a later one only with its own.
        const auto nothing = [](ledger::PushView &) -> Result<ledger::PushWrite> { return ledger::PushWrite{}; };
        const auto again = office.ledger.push({office.desk, office.epoch, 2, {{&customer::entity, record}}, {}}, nothing);
        QVERIFY(again);
        QCOMPARE(again->outcomes.size(), 2);
        QCOMPARE(again->outcomes.last().json, QByteArray("{\"conflict\":1}"));
        QCOMPARE(again->conflicts.size(), 1);
        QCOMPARE(office.ledger.push({office.desk, office.epoch, 4, {{&customer::entity, record}}, {}}, nothing)->outcomes.size(), 0);
        const auto resolved = office.ledger.push({office.desk, office.epoch, 4, {{&customer::entity, record}}, {conflict}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            ledger::PushWrite write;
            write.lastMid = 4;
            if (view.conflicts().size() == 1)
                write.conflicts = {{conflict, {&customer::entity, record}, false, "{\"done\":1}"}};
            return write;
        });
        QVERIFY(resolved);
        QCOMPARE(resolved->conflicts.size(), 0);
        page = office.ledger.pull(office.order(base, {1, office.scope(office.ann)}));
        QCOMPARE(page->conflicts.size(), 0);
        QCOMPARE(office.number("SELECT state FROM sync.conflict"), 1);
    }

    void whoIsRevokedIsRefused()
    {
        SyncOffice office;
        const Id record = Id::make(100);
        auto wrong = office.ledger.push({office.desk, Id::make(9), 1, {}, {}}, [](ledger::PushView &) { return Result<ledger::PushWrite>(); });
        QCOMPARE(wrong.error().id, u"ledger.epoch"_s);
        QCOMPARE(office.ledger.push({Id::make(9), office.epoch, 1, {}, {}}, [](ledger::PushView &) { return Result<ledger::PushWrite>(); }).error().id, u"ledger.noDevice"_s);
        QVERIFY(office.identity.revokeDevice(office.desk));
        QCOMPARE(office.push(office.desk, 1, record, u"a"_s).error().id, u"ledger.revoked"_s);
        QVERIFY(office.identity.setActive(office.bob, {}, false));
        QCOMPARE(office.push(office.other, 1, record, u"a"_s).error().id, u"ledger.revoked"_s);
        QCOMPARE(office.number("SELECT count(*) FROM customer"), 0);
    }

    // Grants are kept between batches; whatever changes them is seen by the next.
    void keptGrantsEndWithWhatTheyCameFrom()
    {
        SyncOffice office;
        const Id team = Id::make(70);
        const auto seesBob = [&office](qint64 mid) {
            const auto pushed = office.push(office.desk, mid, Id::make(600 + mid), u"x"_s, office.ann);
            return pushed && pushed->grants.scopes.contains(office.scope(office.bob));
        };
        QVERIFY(!seesBob(1));
        QVERIFY(!seesBob(2)); // now it is kept
        office.sql("UPDATE \"user\" SET team = '" + team.toString().toLatin1() + "', role = 'supervisor' WHERE login IN ('ann', 'bob')");
        QVERIFY(seesBob(3));
        office.sql("UPDATE sync.role SET reach = 0 WHERE name = 'supervisor'");
        QVERIFY(!seesBob(4));
        office.sql("INSERT INTO sync.grant_scope SELECT '" + office.ann.toString().toLatin1() + "', id FROM sync.scope WHERE subject = '" + office.bob.toString().toLatin1() + "'");
        QVERIFY(seesBob(5));
        office.sql("UPDATE \"user\" SET state = 'disabled' WHERE login = 'ann'");
        QCOMPARE(office.push(office.desk, 6, Id::make(700), u"x"_s).error().id, u"ledger.revoked"_s);
        office.sql("UPDATE \"user\" SET state = 'active' WHERE login = 'ann'");
        office.sql("INSERT INTO sync.role_mask (role, tbl, field) VALUES ('supervisor', 'customer', 'note')");
        QVERIFY(office.ledger.grants(office.ann)->hidden.contains(&customer::entity));
    }

    // A batch that moves a customer answers its children where they are then.
    void childrenOfAMovedCustomerAreAnsweredWhereTheyAre()
    {
        SyncOffice office;
        const Id record = Id::make(100), child = Id::make(101);
        QVERIFY(office.records.commit({.changes = {Change::insert(customer::entity, record).set(customer::owner, office.ann),
                                                   Change::insert(contact::entity, child).set(contact::customer, record)}}));
        const auto pushed = office.ledger.push({office.desk, office.epoch, 1, {{&customer::entity, record}, {&contact::entity, child}}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            ledger::PushWrite write;
            write.lastMid = 1;
            for (ledger::LedgerRow row : view.rows())
                if (row.record.entity() == &customer::entity) {
                    row.record.set(customer::owner, office.bob);
                    ++row.record.version;
                    row.stamps[customer::owner.index] = {row.record.version, office.desk, 1};
                    write.rows << row;
                }
            return write;
        });
        QVERIFY2(pushed, pushed ? "" : qPrintable(pushed.error().log));
        QCOMPARE(pushed->rows.size(), 2);
        for (const ledger::LedgerRow &row : pushed->rows)
            QCOMPARE(row.scope, office.scope(office.bob));
    }

    // A batch of two acts: the lines of each are neighbors from its first on, and no line is in both.
    void linesOfASetAreNeighbors()
    {
        SyncOffice office;
        const auto inserted = [&](qint64 from, qint64 to, ledger::PushWrite &write) {
            ledger::AppliedSet set{Id::make(1000 + from), 5, office.ann, Origin::Typed, u"customer.add"_s, {}, {}, {}};
            for (qint64 n = from; n <= to; ++n) {
                ledger::LedgerRow row(customer::entity);
                row.record.id = Id::make(n);
                row.record.version = 1;
                row.record.set(customer::name, u"a"_s);
                row.stamps[customer::name.index] = {1, office.desk, n};
                set.changes.append({Change::insert(customer::entity, row.record.id).set(customer::name, u"a"_s), 1, n});
                write.rows << row;
            }
            write.sets << set;
        };
        QVERIFY(office.ledger.push({office.desk, office.epoch, 1, {}, {}}, [&](ledger::PushView &) -> Result<ledger::PushWrite> {
            ledger::PushWrite write;
            inserted(101, 103, write);
            inserted(104, 105, write);
            write.lastMid = 105;
            return write;
        }));
        QVERIFY(office.push(office.desk, 106, Id::make(106), u"b"_s));
        QCOMPARE(office.number("SELECT count(*) FROM history h JOIN change_set s ON s.seq = h.set_seq WHERE h.subject = 'customer' AND h.seq >= s.first AND h.seq < s.first + s.changes"), 6);
        QCOMPARE(office.number("SELECT count(*) FROM (SELECT FROM change_set s JOIN history h ON h.seq >= s.first AND h.seq < s.first + s.changes "
                               "GROUP BY s.seq, s.changes HAVING count(*) <> s.changes) wrong"), 0);
        QCOMPARE(office.number("SELECT count(DISTINCT mid) FROM history WHERE subject = 'customer' AND (mid - 100) = (SELECT count(*) FROM history o WHERE o.subject = 'customer' AND o.seq <= history.seq)"), 6);
    }

    // A plan that was made for an empty table is kept; it must not read all of what the table holds later.
    void aPushFindsByKeysWhatItNeeds()
    {
        SyncOffice office;
        const auto scans = [&] {
            office.sql("SELECT pg_stat_force_next_flush()");
            office.sql("SELECT pg_stat_clear_snapshot()");
            return office.number("SELECT sum(seq_scan)::bigint FROM pg_stat_user_tables WHERE relname IN ('customer', 'change_set', 'history', 'device', 'conflict', 'row_scope', "
                                 "'outcome', 'scope', 'grant_change', 'change_log_rest')");
        };
        for (qint64 mid = 1; mid <= 3; ++mid)
            QVERIFY(office.push(office.desk, mid, Id::make(100 + mid), u"a"_s, office.ann));
        const qint64 before = scans();
        for (qint64 mid = 4; mid <= 12; ++mid)
            QVERIFY(office.push(office.desk, mid, Id::make(100 + mid / 2), u"b"_s, mid % 3 == 0 ? office.bob : office.ann));
        QCOMPARE(scans(), before);
    }

    void whatCannotBeKeptSpoilsItsBatchAlone()
    {
        SyncOffice office;
        const auto bad = office.push(office.desk, 1, Id::make(100), u"a\0b"_s, office.ann);
        QCOMPARE(bad.error().id, u"ledger.badText"_s);
        QVERIFY(office.push(office.desk, 1, Id::make(100), u"ab"_s, office.ann));
    }

    // The server dies between a batch's locks and its commit: the batch is applied once.
    // What a batch asked for is kept for the next one only if the batch was: its new scope went with it.
    void aScopeOfABatchThatFailedIsNotRemembered()
    {
        SyncOffice office;
        const Id newcomer = Id::make(77);
        Record row(customer::entity);
        row.setValue(customer::owner.index, newcomer);
        qint32 home = 0;
        const auto failed = office.ledger.push({office.desk, office.epoch, 1, {}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            home = *view.homeScope(row);
            return fail(Error::Code::Invalid, u"test"_s);
        });
        QVERIFY(!failed);
        QCOMPARE(office.number("SELECT count(*) FROM sync.scope WHERE id = " + QByteArray::number(home)), 0);
        QVERIFY(office.ledger.push({office.desk, office.epoch, 1, {}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            home = *view.homeScope(row);
            return ledger::PushWrite{};
        }));
        QCOMPARE(office.number("SELECT count(*) FROM sync.scope WHERE id = " + QByteArray::number(home)), 1);
        const auto pushed = office.push(office.desk, 1, Id::make(100), u"张敏"_s, newcomer);
        QVERIFY(pushed);
        QCOMPARE(pushed->rows.first().scope, home);
    }

    void aBatchSurvivesALostConnection()
    {
        SyncOffice office;
        const auto killer = office.database.connect();
        int runs = 0;
        const Id record = Id::make(100);
        const auto pushed = office.ledger.push({office.desk, office.epoch, 1, {{&customer::entity, record}}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            if (++runs == 1)
                (void)killer->script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            ledger::PushWrite write;
            ledger::LedgerRow row(customer::entity);
            row.record.id = record;
            row.record.version = 1;
            write.lastMid = view.device().lastMid + 1;
            write.rows << row;
            write.sets << ledger::AppliedSet{Id::make(1), 5, {}, Origin::Typed, {}, {}, {}, {{Change::insert(customer::entity, record), 1, 1}}};
            return write;
        });
        QVERIFY2(pushed, pushed ? "" : qPrintable(pushed.error().log));
        QVERIFY(runs >= 2);
        QCOMPARE(pushed->device.lastMid, 1);
        QCOMPARE(office.number("SELECT count(*) FROM history WHERE record = '" + record.toString().toLatin1() + "'"), 1);
    }

    // Two devices make the same record (a channel's redelivery): neither overwrites the other unseen.
    void twoInsertsOfOneRecordMeet()
    {
        SyncOffice office;
        const Id record = Id::make(100);
        int runs = 0;
        const auto connection = office.database.connect();
        ledger::LedgerRecords meanwhile(*connection, office.clock);
        const auto pushed = office.ledger.push({office.desk, office.epoch, 1, {{&customer::entity, record}}, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            if (++runs == 1 && !meanwhile.commit({.changes = {Change::insert(customer::entity, record).set(customer::name, u"theirs"_s)}}))
                qFatal("commit");
            ledger::PushWrite write;
            write.lastMid = 1;
            if (view.rows().isEmpty()) {
                ledger::LedgerRow row(customer::entity);
                row.record.id = record;
                row.record.version = 1;
                write.rows << row;
            }
            return write;
        });
        QVERIFY2(pushed, pushed ? "" : qPrintable(pushed.error().log));
        QCOMPARE(runs, 2);
        QCOMPARE(pushed->rows.first().record[customer::name], u"theirs"_s);
    }

    void theInboxTakesAMessageOnce()
    {
        SyncOffice office;
        QCOMPARE(*office.ledger.putIntoInbox("wecom", "1", "<xml>"), true);
        QCOMPARE(*office.ledger.putIntoInbox("wecom", "1", "<xml>"), false);
        QCOMPARE(*office.ledger.putIntoInbox("form", "1", QByteArray("\0\xff", 2)), true);
    }
};

QTEST_GUILESS_MAIN(TestPushLedger)
#include "tst_push_ledger.moc"
