// SPDX-License-Identifier: GPL-3.0-or-later
// Pages, snapshots and notices on a real PostgreSQL.
#include "ledger/listener.h"
#include "sync_office.h"

#include <QElapsedTimer>
#include <atomic>
#include <thread>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestPullLedger : public QObject
{
    Q_OBJECT

private slots:
    void aMovedRowIsGoneHereAndUpThere()
    {
        SyncOffice office;
        const Id record = Id::make(100);
        QVERIFY(office.push(office.desk, 1, record, u"a"_s, office.ann));
        const QByteArray base = *office.ledger.currentSnapshot();
        QVERIFY(office.push(office.desk, 2, record, u"b"_s, office.bob));
        const auto mine = office.ledger.pull(office.order(base, {1, office.scope(office.ann)}));
        QVERIFY2(mine, mine ? "" : qPrintable(mine.error().log));
        QVERIFY(mine->up.isEmpty());
        QCOMPARE(mine->gone, (QList<ledger::RowKey>{{&customer::entity, record}}));
        const auto his = office.ledger.pull(office.order(base, {1, office.scope(office.bob)}));
        QCOMPARE(names(his->up), QStringList{u"b"_s});
        QVERIFY(his->gone.isEmpty());
        // Shared back: seen through the share, and the home scope is not lied about.
        QVERIFY(office.ledger.share({&customer::entity, record}, office.scope(office.ann)));
        const auto shared = office.ledger.pull(office.order(mine->to, {1, office.scope(office.ann)}));
        QCOMPARE(names(shared->up), QStringList{u"b"_s});
        QCOMPARE(shared->up.first().shares, QList<qint32>{office.scope(office.ann)});
        // A withdrawn row is up with its mark.
        QVERIFY(office.records.commit({.atMs = 77, .changes = {Change::remove(*office.records.one(customer::entity, record))}}));
        const auto removed = office.ledger.pull(office.order(shared->to, {1, office.scope(office.ann)}));
        QCOMPARE(removed->up.size(), 1);
        QCOMPARE(removed->up.first().record.removedMs, 77);
    }

    void hiddenColumnsAreNeverRead()
    {
        SyncOffice office;
        const auto grants = office.ledger.grants(office.ann);
        QCOMPARE(grants->hidden.value(&opportunity::entity), QList<int>{opportunity::amount.index});
        QVERIFY(office.ledger.grants(office.eve)->hidden.isEmpty());
        QVERIFY(grants->maskVersion != office.ledger.grants(office.eve)->maskVersion);
        office.sql("UPDATE \"user\" SET role = 'no such role' WHERE login = 'eve'");
        QVERIFY(office.ledger.grants(office.eve)->hidden.contains(&opportunity::entity)); // what nobody knows may least
        const QByteArray base = *office.ledger.currentSnapshot();
        QVERIFY(office.records.commit({.changes = {Change::insert(opportunity::entity, Id::make(50)).set(opportunity::owner, office.ann).set(opportunity::title, u"t"_s).set(opportunity::amount, 123456789)}}));
        auto order = office.order(base, {1, office.scope(office.ann)});
        order.hidden = grants->hidden;
        const auto page = office.ledger.pull(order);
        QCOMPARE(page->up.size(), 1);
        QCOMPARE(page->up.first().record[opportunity::title], u"t"_s);
        QVERIFY(page->up.first().record.isNull(opportunity::amount));
        QByteArray lines;
        QList<int> columns;
        const auto chunk = office.ledger.snapshot({&opportunity::entity, office.scope(office.ann), {office.scope(office.ann)}, {}, 10, grants->hidden.value(&opportunity::entity)},
                                                  [&](const ledger::SnapshotHead &head) { columns = head.columns; }, [&](QByteArrayView piece) { lines += piece.toByteArray(); return true; });
        QVERIFY2(chunk, chunk ? "" : qPrintable(chunk.error().log));
        QVERIFY(!columns.contains(opportunity::amount.index));
        QVERIFY(lines.contains("\tt\t") && !lines.contains("123456789"));
    }

    void cursorsOfAnotherTimeAreRefused()
    {
        SyncOffice office;
        const QByteArray base = *office.ledger.currentSnapshot();
        auto order = office.order(base, {1});
        QVERIFY(office.ledger.pull(order));
        order.epoch = Id::make(9);
        QCOMPARE(office.ledger.pull(order).error().id, u"ledger.epoch"_s);
        order = office.order("1:1:", {1}); // older than the log
        QCOMPARE(office.ledger.pull(order).error().id, u"ledger.epoch"_s);
        order = office.order("99999999:99999999:", {1}); // a database that was set back
        QCOMPARE(office.ledger.pull(order).error().id, u"ledger.epoch"_s);
        order = office.order(base, {1});
        order.to = "99999999:99999999:";
        QCOMPARE(office.ledger.pull(order).error().id, u"ledger.epoch"_s);
        for (const QByteArray &text : {QByteArray("x"), QByteArray("1:2:3"), QByteArray("5:1:"), QByteArray("'; DROP TABLE customer; --"), QByteArray("1:1:\0", 5), QByteArray()})
            QCOMPARE(office.ledger.pull(office.order(text, {1})).error().code, Error::Code::Invalid);
        QVERIFY(office.ledger.pull(office.order(base, {1})));
    }

    void pagesAreTheWholeAndALotIsFetchedAnew()
    {
        SyncOffice office;
        const QByteArray base = *office.ledger.currentSnapshot();
        ChangeSet set;
        for (int i = 0; i < 25; ++i)
            set.changes << Change::insert(customer::entity, Id::make(1000 + i)).set(customer::name, QString::number(i)).set(customer::owner, i % 5 ? office.ann : office.bob);
        QVERIFY(office.records.commit(set));
        const QList<qint32> scopes{1, office.scope(office.ann), office.scope(office.bob)};
        auto order = office.order(base, scopes);
        order.limit = 7;
        QStringList all;
        int pages = 0;
        while (true) {
            const auto page = office.ledger.pull(order);
            QVERIFY2(page, page ? "" : qPrintable(page.error().log));
            all += names(page->up);
            ++pages;
            if (!page->more)
                break;
            order.to = page->to;
            order.after = page->after;
            // What comes meanwhile waits for the next round.
            QVERIFY(office.push(office.desk, pages, Id::make(5000 + pages), u"late"_s, office.ann));
        }
        all.sort();
        QCOMPARE(pages, 4);
        QCOMPARE(all.size(), 25);
        order = office.order(base, scopes);
        order.limit = 7;
        order.resnapshotAbove = 20;
        order.besideResnapshot = 10;
        const auto page = office.ledger.pull(order);
        QCOMPARE(page->resnapshot, QList<qint32>{office.scope(office.ann)}); // 23 keys
        QVERIFY(!page->more);
        QCOMPARE(page->up.size(), 5); // bob's
    }

    void aChunkIsCopiedAndGoesOn()
    {
        SyncOffice office;
        ChangeSet set;
        for (int i = 0; i < 10; ++i)
            set.changes << Change::insert(customer::entity, Id::make(1000 + i)).set(customer::name, u"c%1\t\n\\"_s.arg(i)).set(customer::owner, i == 9 ? office.bob : office.ann);
        QVERIFY(office.records.commit(set));
        const qint32 scope = office.scope(office.ann);
        QVERIFY(office.ledger.share({&customer::entity, set.changes.last().record}, scope));
        QByteArray lines;
        Id after;
        int chunks = 0;
        while (true) {
            const auto chunk = office.ledger.snapshot({&customer::entity, scope, {1, scope}, after, 4, {}}, [](const ledger::SnapshotHead &) { },
                                                      [&](QByteArrayView piece) { lines += piece.toByteArray(); return true; });
            QVERIFY2(chunk, chunk ? "" : qPrintable(chunk.error().log));
            ++chunks;
            if (!chunk->more)
                break;
            after = chunk->last;
        }
        QCOMPARE(chunks, 3);
        QCOMPARE(lines.count('\n'), 10);
        QVERIFY(lines.contains("\tc3\\t\\n\\\\\t"));
        // The shared one names the scopes it is seen through, and not its home, which is not granted.
        QVERIFY(lines.contains(QByteArray("\t{" + QByteArray::number(scope) + "}\t")));
        const auto foreign = office.ledger.snapshot({&customer::entity, office.scope(office.bob), {1, scope}, {}, 4, {}}, [](const ledger::SnapshotHead &) { }, [](QByteArrayView) { return true; });
        QCOMPARE(foreign->rows, 0); // not granted, though a row of it is shared
        const auto stopped = office.ledger.snapshot({&customer::entity, scope, {scope}, {}, 4, {}}, [](const ledger::SnapshotHead &) { }, [](QByteArrayView) { return false; });
        QCOMPARE(stopped.error().code, Error::Code::Busy);
        QVERIFY(office.ledger.epoch()); // and the connection is good
    }

    void theLastPieceSaysWhichTablesAreEmpty()
    {
        SyncOffice office;
        ChangeSet set;
        for (int i = 0; i < 3; ++i)
            set.changes << Change::insert(customer::entity, Id::make(1000 + i)).set(customer::name, u"x"_s).set(customer::owner, office.ann);
        set.changes << Change::insert(task::entity, Id::make(2000)).set(task::title, u"x"_s).set(task::owner, office.ann);
        set.changes << Change::insert(ticket::entity, Id::make(3000)).set(ticket::title, u"x"_s).set(ticket::owner, office.bob);
        QVERIFY(office.records.commit(set));
        const qint32 scope = office.scope(office.ann);
        const auto emptyBehind = [&](const Id &after) {
            return office.ledger.snapshot({&customer::entity, scope, {1, scope}, after, 2, {}}, [](const ledger::SnapshotHead &) { }, [](QByteArrayView) { return true; })->empty;
        };
        QVERIFY(emptyBehind({}).isEmpty()); // there is more of this one
        const QList<const Entity *> empty = emptyBehind(Id::make(1001));
        QVERIFY(empty.contains(&lead::entity) && empty.contains(&interaction::entity) && empty.contains(&ticket::entity));
        QVERIFY(!empty.contains(&customer::entity) && !empty.contains(&task::entity));
        QVERIFY(office.ledger.share({&ticket::entity, Id::make(3000)}, scope)); // shared into it, it is not empty
        QVERIFY(!emptyBehind(Id::make(1001)).contains(&ticket::entity));
    }

    void anOpenTransactionHoldsNobodyUp()
    {
        SyncOffice office;
        const auto slow = office.database.connect();
        const QByteArray base = *office.ledger.currentSnapshot();
        QVERIFY(slow->script("BEGIN; INSERT INTO customer (id, name) VALUES (gen_random_uuid(), 'slow')"));
        QVERIFY(office.push(office.desk, 1, Id::make(100), u"quick"_s, office.ann));
        const QList<qint32> scopes{1, 2, office.scope(office.ann)};
        const auto first = office.ledger.pull(office.order(base, scopes));
        QCOMPARE(names(first->up), QStringList{u"quick"_s});
        QVERIFY(slow->script("COMMIT"));
        const auto second = office.ledger.pull(office.order(first->to, scopes));
        QCOMPARE(names(second->up), QStringList{u"slow"_s}); // though its sequence number is the lower one
    }

    void listenersHearAndScopesAreTold()
    {
        SyncOffice office;
        const auto listener = ledger::Listener::open(office.database.target());
        QVERIFY(listener);
        QCOMPARE(*(*listener)->wait(0), false);
        const QByteArray base = *office.ledger.currentSnapshot();
        QVERIFY(office.push(office.desk, 1, Id::make(100), u"a"_s, office.ann));
        QVERIFY(office.ledger.notify());
        QCOMPARE(*(*listener)->wait(5000), true);
        const auto touched = office.ledger.touchedSince(base);
        QCOMPARE(touched->scopes, QList<qint32>{office.scope(office.ann)});
        QCOMPARE(office.ledger.touchedSince(touched->to)->scopes, QList<qint32>());
        std::thread waker([&] { (*listener)->wake(); });
        QCOMPARE(*(*listener)->wait(60'000), false);
        waker.join();
        office.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kemai listener'");
        Result<bool> heard = false;
        for (int i = 0; i < 50 && heard && !*heard; ++i)
            heard = (*listener)->wait(200);
        QVERIFY(!heard);
        QCOMPARE(heard.error().code, Error::Code::Offline);
    }
};

QTEST_GUILESS_MAIN(TestPullLedger)
#include "tst_pull_ledger.moc"
