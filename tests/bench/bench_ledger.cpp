// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The ledger's targets (sync.md 7), each beside the bare SQL it is to be compared with, in one run on a private PostgreSQL:
 *
 *     bench_ledger [customers] [seconds] [push|single|loop|pull|snapshot]      100000, 5 and all by default
 *
 * Each client edits customers of its own, as agents do, in both.
 *
 * The bare function does what a batch needs in one statement each and in one call: the device's row locked, the rows updated with
 * their versions, keys logged, the audit written, the last number kept; without triggers, scopes, merging, or an answer.
 */
#include "ledger/ledger_records.h"
#include "ledger/ledger_row.h"
#include "ledger/machinery.h"
#include "schema/schema.h"
#include "support/cpu_time.h"
#include "support/private_cluster.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
T sure(Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().id), qPrintable(result.error().log));
    return std::move(*result);
}
void sure(const Result<> &result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().id), qPrintable(result.error().log));
}

struct Bench {
    explicit Bench(int customers, double runSeconds) : seconds(runSeconds), database(PrivateCluster::instance().freshLedger()), connection(database.connect())
    {
        sure(connection->script("SET session_replication_role = replica")); // loaded without triggers
        auto copy = sure(ledger::CopyIn::begin(*connection, "COPY customer (id, name, name_normal, company, city, source, note, owner, state, scope) FROM STDIN"));
        for (int i = 0; i < customers; ++i) {
            const Id id = Id::make(clock.nowMs() + i);
            ids << id;
            copy.field(Value(id)).field(Value(u"客户%1"_s.arg(i))).field(Value(u"客户%1"_s.arg(i))).field(Value(u"南京启明教育科技有限公司%1"_s.arg(i % 5000)));
            copy.field(Value(u"南京市"_s)).field(Value(u"官网"_s)).field(Value(QString(120, u'x'))).field(Value(Id::fromSeed(1, 0, 4))).field(Value(u"active"_s)).field(Value(qint64(2)));
            sure(copy.end());
        }
        sure(copy.finish());
        sure(connection->script("SET session_replication_role = origin"));
        sure(connection->script("VACUUM ANALYZE customer"));
        sure(connection->script(
            "CREATE TABLE bare (LIKE customer INCLUDING ALL); INSERT INTO bare SELECT * FROM customer; "
            "CREATE TABLE bare_log (xid xid8 DEFAULT pg_current_xact_id(), seq bigint GENERATED ALWAYS AS IDENTITY, scope int, tbl smallint, row_id uuid); "
            "CREATE INDEX ON bare_log (scope, xid, seq); CREATE TABLE bare_audit (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, device uuid, row_id uuid, version bigint, edits json); "
            "CREATE INDEX ON bare_audit (row_id); "
            "CREATE FUNCTION bare_push(dev uuid, ids uuid[], names text[], mid bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
            "PERFORM FROM sync.device WHERE id = dev FOR UPDATE; PERFORM FROM bare WHERE id = ANY (ids) ORDER BY id FOR UPDATE; "
            "WITH u AS (UPDATE bare b SET name = x.name, version = b.version + 1, fver = b.fver || jsonb_build_object('name', jsonb_build_array(b.version + 1, 1, mid)) "
            "FROM unnest(ids, names) AS x(id, name) WHERE b.id = x.id RETURNING b.id, b.version, b.scope, b.name), "
            "l AS (INSERT INTO bare_log (scope, tbl, row_id) SELECT scope, 3, id FROM u) "
            "INSERT INTO bare_audit (device, row_id, version, edits) SELECT dev, id, version, json_build_object('name', json_build_array('', name)) FROM u; "
            "UPDATE sync.device SET last_mid = mid WHERE id = dev; END $$"));
        sure(connection->script("VACUUM ANALYZE bare"));
        for (int i = 0; i < 32; ++i) {
            devices << Id::make(i + 1);
            sure(connection->run("INSERT INTO sync.device (id, user_id) VALUES ($1, $2)", ledger::Parameters().add(devices.last()).add(user)));
        }
        ledger::LedgerRecords records(*connection, clock);
        sure(records.commit({.changes = {Change::insert(user::entity, user).set(user::login, u"a"_s).set(user::role, u"sales"_s).set(user::state, u"active"_s)}}));
    }

    // How many of `work` (which answers how much it did) a second, by so many clients at a time. What one cost the processors, which a
    // busy machine changes little: `cost`.
    template <typename Work>
    double rate(int clients, Work work)
    {
        std::atomic<qint64> done = 0;
        std::vector<int> backends(size_t(clients), 0);
        std::atomic<bool> stop = false;
        std::vector<std::thread> threads;
        QElapsedTimer timer;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([&, client] {
                const auto own = database.connect({.lockTimeoutMs = 0});
                if (qEnvironmentVariable("KEMAI_BENCH_BARE_PLANS") != u"auto") // the bare function keeps its plans, as a push does
                    sure(own->script("SET plan_cache_mode = force_generic_plan"));
                backends[size_t(client)] = int(sure(own->number("SELECT pg_backend_pid()")));
                QRandomGenerator random(quint32(client + 1));
                qint64 mid = sure(own->number("SELECT last_mid FROM sync.device WHERE id = $1", ledger::Parameters().add(devices.at(client))));
                ledger::SyncLedger ledger(*own, clock); // as long as its connection, as the server has it
                while (!stop)
                    done += work(*own, ledger, devices.at(client), random, ++mid);
            });
        std::this_thread::sleep_for(std::chrono::milliseconds(qint64(seconds * 500))); // plans are made, connections warm
        const qint64 before = done;
        const CpuTime databaseBefore = CpuTime::of(backends);
        const CpuTime clientsBefore = CpuTime::ofThisProcess();
        timer.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(qint64(seconds * 1000)));
        const qint64 counted = done - before;
        cost = {CpuTime::of(backends).since(databaseBefore) / double(counted), CpuTime::ofThisProcess().since(clientsBefore) / double(counted)};
        const double elapsed = double(timer.nsecsElapsed()) / 1e9;
        stop = true;
        for (std::thread &thread : threads)
            thread.join();
        return double(counted) / elapsed;
    }

    QList<Id> some(const Id &device, QRandomGenerator &random, int count) const
    {
        const int slices = int(devices.size());
        QSet<Id> chosen;
        while (chosen.size() < count)
            chosen.insert(ids.at(random.bounded(int(ids.size()) / slices) * slices + int(devices.indexOf(device))));
        return {chosen.cbegin(), chosen.cend()};
    }

    double pushed(int clients, int batch)
    {
        return rate(clients, [this, batch](ledger::Connection &, ledger::SyncLedger &ledger, const Id &device, QRandomGenerator &random, qint64 mid) {
            QList<ledger::RowKey> keys;
            for (const Id &id : some(device, random, batch))
                keys.append({&customer::entity, id});
            const auto answer = ledger.push({device, epoch, mid, keys, {}}, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
                ledger::PushWrite write;
                write.lastMid = mid;
                ledger::AppliedSet set{Id::make(mid), 5, user, Origin::Typed, u"customer.edit"_s, {}, {}, {}};
                for (ledger::LedgerRow row : view.rows()) {
                    Change change = Change::update(row.record);
                    const Value name(u"客户%1"_s.arg(random.generate()));
                    change.edit(customer::name.index, row.record.value(customer::name.index), name);
                    row.record.setValue(customer::name.index, name);
                    ++row.record.version;
                    row.stamps[customer::name.index] = {row.record.version, device, mid};
                    set.changes.append({change, row.record.version, mid});
                    write.rows << row;
                }
                write.sets << set;
                return write;
            });
            sure(answer);
            return batch;
        });
    }

    double bare(int clients, int batch)
    {
        return rate(clients, [this, batch](ledger::Connection &own, ledger::SyncLedger &, const Id &device, QRandomGenerator &random, qint64 mid) {
            QList<QByteArray> names;
            for (int i = 0; i < batch; ++i)
                names << "客户" + QByteArray::number(random.generate());
            const Result<> done = ledger::retried(own, ledger::Repeat::Never, [&] {
                return own.run("SELECT bare_push($1, $2, $3, $4)", ledger::Parameters().add(device).addIds(some(device, random, batch)).addTexts(names).add(mid));
            });
            sure(done);
            return batch;
        });
    }

    struct Cost {
        double database = 0, client = 0; // microseconds
        friend Cost operator+(const Cost &a, const Cost &b) { return {a.database + b.database, a.client + b.client}; }
    } cost;
    double seconds;
    FixedClock clock{1'790'000'000'000};
    PrivateCluster::Database database;
    std::unique_ptr<ledger::Connection> connection;
    QList<Id> ids;
    QList<Id> devices;
    Id user = Id::fromSeed(1, 0, 4);
    Id epoch = sure(ledger::SyncLedger(*connection, clock).epoch());
};

void print(const char *what, double is, double bare, const char *unit, double target)
{
    std::printf("%-34s %10.0f %s   bare %10.0f   ratio %4.0f %%   target %2.0f %% %s\n", what, is, unit, bare, 100 * is / bare, target,
                100 * is / bare >= target ? "met" : "MISSED");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    // As a server of this size has it (modules/server/README.md), not as it comes out of the box for a small machine.
    if (!qEnvironmentVariableIsSet("KEMAI_TEST_POSTGRES"))
        qputenv("KEMAI_TEST_POSTGRES", "-c shared_buffers=1GB -c max_wal_size=8GB -c huge_pages=try");
    const int customers = argc > 1 ? std::atoi(argv[1]) : 100'000;
    Bench bench(customers, argc > 2 ? std::atof(argv[2]) : 5);

    const QByteArray only = argc > 3 ? argv[3] : "";
    double eight = 0;
    // In turns, so that what else runs on the machine meets both alike.
    const auto compared = [&bench](const char *what, int clients, int batch, double target) {
        constexpr int rounds = 3;
        double is = 0, bare = 0;
        Bench::Cost cost, bareCost;
        for (int round = 0; round < rounds; ++round) {
            bare += bench.bare(clients, batch) / rounds;
            bareCost = bareCost + bench.cost;
            is += bench.pushed(clients, batch) / rounds;
            cost = cost + bench.cost;
        }
        print(what, is, bare, "mutations/s", target);
        std::printf("    processor time a mutation: database %.0f us, client %.0f us; bare %.0f and %.0f us\n", cost.database / rounds, cost.client / rounds,
                    bareCost.database / rounds, bareCost.client / rounds);
        return is;
    };
    if (only.isEmpty() || only == "push")
        for (const int clients : {1, 8, 32}) {
            const double is = compared(qPrintable(u"push, batches of 100, %1 clients"_s.arg(clients)), clients, 100, 50);
            if (clients == 8)
                eight = is;
            if (clients == 32)
                print("push, 32 clients against 8", is, eight, "mutations/s", 80);
        }
    if (only == "loop") { // for a profiler: nothing but single pushes; clients behind it
        const double is = bench.pushed(argc > 4 ? std::atoi(argv[4]) : 8, argc > 5 ? std::atoi(argv[5]) : 1);
        std::printf("%.0f mutations/s; processor time a mutation: database %.0f us, client %.0f us\n", is, bench.cost.database, bench.cost.client);
        return 0;
    }
    if (only.isEmpty() || only == "push" || only == "single") {
        eight = compared("push, single edits, 8 clients", 8, 1, 60);
        print("push, single, 32 against 8", compared("push, single edits, 32 clients", 32, 1, 60), eight, "mutations/s", 80);
    }
    if (only == "push" || only == "single")
        return 0;

    // A page of 1,000 keys over some 200 rows, as one person's scope gives it.
    ledger::SyncLedger ledger(*bench.connection, bench.clock);
    const QByteArray base = sure(ledger.currentSnapshot());
    sure(bench.connection->run("INSERT INTO sync.change_log (scope, tbl, row_id) SELECT 2, (SELECT number FROM sync.entity WHERE name = 'customer'), "
                               "(SELECT array_agg(id) FROM (SELECT id FROM customer ORDER BY id LIMIT 200) c)[1 + i % 200] FROM generate_series(1, 20000) i"));
    sure(bench.connection->script("VACUUM ANALYZE sync.change_log"));
    ledger::PullOrder order;
    order.epoch = bench.epoch;
    order.base = base;
    order.scopes = {2};
    order.resnapshotAbove = 1'000'000;
    const QByteArray keys = "SELECT seq, tbl, row_id, scope FROM sync.change_log WHERE scope = ANY ('{2}') AND xid >= pg_snapshot_xmin('" + base
        + "') AND NOT pg_visible_in_snapshot(xid, '" + base + "') AND pg_visible_in_snapshot(xid, pg_current_snapshot()) ORDER BY seq LIMIT 1001";
    const double page = only == "snapshot" ? 0 : bench.rate(1, [&](ledger::Connection &, ledger::SyncLedger &reader, const Id &, QRandomGenerator &, qint64) {
        return sure(reader.pull(order)).up.size() == 200 ? 1 : 0;
    });
    const double barePage = only == "snapshot" ? 1 : bench.rate(1, [&](ledger::Connection &own, ledger::SyncLedger &, const Id &, QRandomGenerator &, qint64) {
        return sure(own.query("WITH k AS (" + keys + ") SELECT " + ledger::rowColumns(customer::entity) + " FROM (SELECT DISTINCT row_id FROM k) k JOIN customer t ON t.id = k.row_id")).count() == 200 ? 1 : 0;
    });
    print("pull, pages of 1,000 keys", page, barePage, "pages/s    ", 50);

    const auto copied = [&](auto work) {
        QElapsedTimer timer;
        timer.start();
        const qint64 rows = work();
        return double(rows) * 1e9 / double(timer.nsecsElapsed());
    };
    if (only == "pull")
        return 0;
    double best = 0, bareBest = 0;
    for (int round = 0; round < 5; ++round) {
        best = std::max(best, copied([&] {
                            qint64 rows = 0;
                            for (ledger::SnapshotOrder chunk{&customer::entity, 2, {1, 2}, {}, 20'000, {}};;) {
                                const auto done = sure(ledger.snapshot(chunk, [](const ledger::SnapshotHead &) { }, [](QByteArrayView) { return true; }));
                                rows += done.rows;
                                if (!done.more)
                                    return rows;
                                chunk.after = done.last;
                            }
                        }));
        bareBest = std::max(bareBest, copied([&] {
                                return sure(ledger::CopyOut::run(*bench.connection, "COPY (SELECT " + ledger::rowColumns(customer::entity) + " FROM customer t) TO STDOUT",
                                                                 [](QByteArrayView) { return true; }));
                            }));
    }
    print("snapshot, chunks of 20,000", best, bareBest, "rows/s     ", 50);
    return 0;
}
