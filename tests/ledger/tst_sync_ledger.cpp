// SPDX-License-Identifier: GPL-3.0-or-later
// Writers and readers at once, on a real PostgreSQL: a replica is at the end what an oracle says. Long with KEMAI_SOAK=1.
#include "ledger/machinery.h"
#include "sync_office.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <atomic>
#include <thread>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestSyncLedger : public QObject
{
    Q_OBJECT

private slots:
    // sync.md 2.1, with real transactions: 8 writers, some roll back, some stay open a little.
    void theSnapshotCursorLosesNothingAndASequenceDoes()
    {
        SyncOffice office;
        const bool soak = qEnvironmentVariableIsSet("KEMAI_SOAK");
        const int perWriter = soak ? 6000 : 150;
        const QByteArray base = *office.ledger.currentSnapshot();
        const qint64 firstSeq = office.number("SELECT max(seq) FROM sync.change_log");
        std::atomic<int> running = 8;
        std::atomic<qint64> committed = 0;
        std::vector<std::thread> writers;
        for (int w = 0; w < 8; ++w)
            writers.emplace_back([&, w] {
                const auto connection = office.database.connect();
                QRandomGenerator random(quint32(w + 1));
                for (int i = 0; i < perWriter; ++i) {
                    if (!connection->script("BEGIN; INSERT INTO tag (id, label) VALUES (gen_random_uuid(), 'x')"))
                        qFatal("insert");
                    if (random.bounded(3) == 0)
                        std::this_thread::sleep_for(std::chrono::microseconds(random.bounded(3000)));
                    const bool rollback = random.bounded(20) == 0;
                    if (!connection->script(rollback ? "ROLLBACK" : "COMMIT"))
                        qFatal("commit");
                    committed += !rollback;
                }
                --running;
            });
        QSet<Id> bySnapshot, bySequence;
        qint64 repeated = 0;
        auto order = office.order(base, {1});
        order.limit = 100'000;
        qint64 seq = firstSeq;
        const auto reader = office.database.connect();
        for (bool last = false;;) {
            const bool done = running == 0;
            const auto page = office.ledger.pull(order);
            QVERIFY2(page, page ? "" : qPrintable(page.error().log));
            for (const ledger::LedgerRow &row : page->up) {
                repeated += bySnapshot.contains(row.record.id);
                bySnapshot.insert(row.record.id);
            }
            order.base = page->to;
            const auto rows = reader->query("SELECT seq, row_id FROM sync.change_log WHERE seq > $1 ORDER BY seq", ledger::Parameters().add(seq));
            for (int row = 0; row < rows->count(); ++row) {
                seq = rows->number(row, 0);
                bySequence.insert(rows->id(row, 1));
            }
            if (last)
                break;
            last = done;
        }
        for (std::thread &writer : writers)
            writer.join();
        QCOMPARE(bySnapshot.size(), committed.load());
        QCOMPARE(repeated, 0);
        QVERIFY2(bySequence.size() < committed.load(), "the race is too tame to show what a sequence loses");
        qInfo("%lld committed; by snapshot %lld, by sequence %lld", committed.load(), qint64(bySnapshot.size()), qint64(bySequence.size()));
    }

    // Random edits, moves, shares and withdrawals: after each pull a replica is what an oracle says.
    void aReplicaIsTheOraclesView()
    {
        for (quint32 seed = 1; seed <= 4; ++seed) {
            SyncOffice office;
            QRandomGenerator random(seed);
            QList<Id> ids;
            for (int i = 0; i < 12; ++i)
                ids << Id::make(1000 + i);
            for (const Id &id : std::as_const(ids))
                QVERIFY(office.records.commit({.changes = {Change::insert(customer::entity, id).set(customer::name, u"n"_s).set(customer::owner, office.ann)}}));
            QVERIFY(office.records.commit({.changes = {Change::insert(customer::entity, Id::make(2000)).set(customer::owner, office.bob)}}));
            const QList<qint32> scopes{1, 2, office.scope(office.ann)};
            auto order = office.order(office.text("SELECT (log_floor::text::bigint + 1 || ':' || log_floor::text::bigint + 1 || ':') FROM sync.epoch").toLatin1(), scopes);
            order.limit = 5;
            QHash<Id, QString> replica;
            for (int step = 0; step < 60; ++step) {
                const Id id = ids.at(random.bounded(int(ids.size())));
                const Record now = *office.records.one(customer::entity, id);
                switch (random.bounded(5)) {
                case 0: QVERIFY(office.records.commit({.changes = {Change::update(now).set(now, customer::name, QString::number(step))}})); break;
                case 1: QVERIFY(office.records.commit({.changes = {Change::update(now).set(now, customer::owner, random.bounded(2) ? office.ann : office.bob)}})); break;
                case 2: QVERIFY(office.ledger.share({&customer::entity, id}, office.scope(office.ann))); break;
                case 3: QVERIFY(office.ledger.unshare({&customer::entity, id}, office.scope(office.ann))); break;
                default: QVERIFY(office.records.commit({.changes = {now.removedMs ? Change::restore(now) : Change::remove(now)}})); break;
                }
                if (random.bounded(3) != 0)
                    continue;
                for (bool more = true; more;) {
                    const auto page = office.ledger.pull(order);
                    QVERIFY2(page, page ? "" : qPrintable(page.error().log));
                    for (const ledger::LedgerRow &row : page->up)
                        if (row.record.entity() == &customer::entity)
                            replica.insert(row.record.id, row.record[customer::name] + u' ' + QString::number(row.record.version) + (row.record.removedMs ? u" gone"_s : QString()));
                    for (const ledger::RowKey &key : page->gone)
                        replica.remove(key.id);
                    more = page->more;
                    order.base = more ? order.base : page->to;
                    order.to = more ? page->to : QByteArray();
                    order.after = page->after;
                }
                QHash<Id, QString> oracle;
                const auto rows = office.connection->query("SELECT c.id, coalesce(name, '') || ' ' || version || CASE WHEN removed <> 0 THEN ' gone' ELSE '' END FROM customer c WHERE scope = ANY ($1) "
                                                           "OR EXISTS (SELECT FROM sync.row_scope r WHERE r.row_id = c.id AND r.scope = ANY ($1))",
                                                           ledger::Parameters().addInts(scopes));
                for (int row = 0; row < rows->count(); ++row)
                    oracle.insert(rows->id(row, 0), rows->text(row, 1));
                QVERIFY2(replica == oracle, qPrintable(u"seed %1, step %2"_s.arg(seed).arg(step)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSyncLedger)
#include "tst_sync_ledger.moc"
