// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The server's targets (sync.md 7), each beside what it is to be compared with, in one run on a private PostgreSQL:
 *
 *     bench_server [sockets] [seconds] [push]      500, 10 and all by default; ./dev bench server
 *
 * Server, desks and database share the machine. Times are from the first byte of a push to the row in the hands of another desk that
 * was woken by a poke; the bare path is the same edit in SQL, NOTIFY, LISTEN and the page query, without a server.
 */
#include "ledger/listener.h"
#include "server/office_box.h"
#include "support/cpu_time.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

struct Percentiles {
    explicit Percentiles(std::vector<double> all) : values(std::move(all)) { std::sort(values.begin(), values.end()); }
    double at(double share) const { return values.empty() ? 0 : values[std::min(values.size() - 1, size_t(double(values.size()) * share))]; }
    std::vector<double> values;
};

void print(const char *what, const Percentiles &p)
{
    std::printf("%-52s p50 %7.2f  p95 %7.2f  p99 %7.2f ms  (%zu)\n", what, p.at(0.5), p.at(0.95), p.at(0.99), p.values.size());
    std::fflush(stdout);
}

Change newCustomer(OfficeBox &office, const Id &owner, Id *id = nullptr)
{
    const Id made = Id::make(office.clock.nowMs());
    if (id)
        *id = made;
    return Change::insert(customer::entity, made).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, owner);
}

// One edit after the other; how long until the watcher has it.
std::vector<double> propagation(OfficeBox &office, Desk &writer, Desk &watcher, const Id &owner, int rounds)
{
    TlsClient live(office.servers[1]->port());
    if (live.upgrade("/v1/live", watcher.headers()) != 101)
        qFatal("no live connection");
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        double pushed = 0;
        int pokes = 0;
        Id id;
        const auto request = writer.pushRequest({writer.mutation(newCustomer(office, owner, &id))});
        QElapsedTimer timer;
        timer.start();
        std::thread pushing([&] {
            if (!writer.push(request))
                qFatal("push");
            pushed = double(timer.nsecsElapsed()) / 1e6;
        });
        while (!watcher.rows.contains(id)) {
            (void)live.frame();
            ++pokes;
            watcher.follow();
        }
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        pushing.join();
        if (times.back() > 40)
            std::printf("    round %d: %.1f ms; its push was answered after %.1f ms, %d pokes\n", round, times.back(), pushed, pokes);
        watcher.rows.clear();
    }
    return times;
}

// The same edit, notification and page without a server.
std::vector<double> bare(OfficeBox &office, const Id &owner, int rounds)
{
    auto listener = ledger::Listener::open(office.database.target());
    auto writer = office.database.connect();
    auto notifier = office.database.connect();
    auto reader = office.database.connect();
    ledger::SyncLedger feed(*reader, office.clock);
    ledger::SyncLedger poke(*notifier, office.clock);
    QByteArray base = feed.currentSnapshot().value();
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        if (!writer->run("INSERT INTO customer (id, version, name, owner) VALUES ($1, 1, 'x', $2)",
                         ledger::Parameters().add(Id::make(office.clock.nowMs())).add(owner)) || !poke.notify())
            qFatal("bare");
        (void)(*listener)->wait(1000);
        base = feed.touchedSince(base)->to;
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return times;
}

double pushesPerSecond(OfficeBox &office, std::vector<std::unique_ptr<Desk>> &desks, int clients, int batch, double seconds, const Id &owner)
{
    std::atomic<qint64> mutations{0};
    std::atomic<bool> end{false};
    std::vector<std::thread> threads;
    std::vector<CpuTime> spent{size_t(clients)}; // by the desks, which are no part of a server
    const auto databaseTime = [&office] {
        const auto rows = office.connection->query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()");
        std::vector<int> backends;
        for (int row = 0; row < rows->count(); ++row)
            backends.push_back(int(rows->number(row, 0)));
        return CpuTime::of(backends);
    };
    const CpuTime databaseBefore = databaseTime();
    const CpuTime allBefore = CpuTime::ofThisProcess();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&, i, raw = desks[size_t(i)].get()] {
            const CpuTime before = CpuTime::ofThisThread();
            while (!end) {
                QList<wire::Mutation> all;
                for (int n = 0; n < batch; ++n)
                    all.append(raw->mutation(newCustomer(office, owner)));
                const auto request = raw->pushRequest(all);
                while (!raw->push(request))
                    if (raw->lastStatus != 503)
                        qFatal("push: %d %s", raw->lastStatus, raw->lastBody.constData());
                mutations += batch;
            }
            spent[size_t(i)].microseconds = CpuTime::ofThisThread().since(before);
        });
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    end = true;
    for (std::thread &thread : threads)
        thread.join();
    double desk = 0;
    for (const CpuTime &one : spent)
        desk += one.microseconds;
    const double n = double(mutations);
    std::printf("    %d desks, batches of %d: processor time a mutation: database %.0f us, server %.0f us, desks %.0f us\n", clients, batch,
                databaseTime().since(databaseBefore) / n, (CpuTime::ofThisProcess().since(allBefore) - desk) / n, desk / n);
    return double(mutations) * 1e9 / double(timer.nsecsElapsed());
}

// The same SQL on as many connections, without server and desks: what a push writes, in the two round trips it takes.
double sameSqlPerSecond(OfficeBox &office, int clients, double seconds, const Id &owner)
{
    std::atomic<qint64> pushes{0};
    std::atomic<bool> end{false};
    std::vector<std::thread> threads;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < clients; ++i) {
        const Id device = Id::make(office.clock.nowMs() + i);
        if (!office.identity.addDevice(owner, device, QByteArray(32, char('a' + i)), u"sql"_s, 1))
            qFatal("device");
        threads.emplace_back([&, device] {
            const auto connection = office.database.connect();
            ledger::SyncLedger sync(*connection, office.clock);
            const Id epoch = *sync.epoch();
            for (qint64 mid = 1; !end; ++mid) {
                const Id id = Id::make(office.clock.nowMs());
                const auto done = sync.push({device, epoch, mid, {{&customer::entity, id}}, {}}, [&](ledger::PushView &) -> Result<ledger::PushWrite> {
                    ledger::LedgerRow row(customer::entity);
                    Change change = newCustomer(office, owner);
                    change.record = id;
                    row.record.id = id;
                    row.record.version = 1;
                    for (const Edit &edit : change.edits) {
                        row.record.setValue(edit.field, edit.to);
                        row.stamps[size_t(edit.field)] = {1, device, mid};
                    }
                    ledger::PushWrite write;
                    write.lastMid = mid;
                    write.rows << row;
                    write.sets << ledger::AppliedSet{Id::make(office.clock.nowMs()), 5, owner, Origin::Typed, u"customer.edit"_s, {}, {}, {{change, 1, mid}}};
                    return write;
                });
                if (!done)
                    qFatal("%s", qPrintable(done.error().log));
                ++pushes;
            }
        });
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    end = true;
    for (std::thread &thread : threads)
        thread.join();
    return double(pushes) * 1e9 / double(timer.nsecsElapsed());
}

void propagationOfAll(OfficeBox &office, std::vector<std::unique_ptr<Desk>> &desks, Desk &writer, Desk &watcher, Desk &other, const Id &zhang, int sockets, double seconds)
{
    print("bare: insert, NOTIFY, LISTEN, which scopes", Percentiles(bare(office, zhang, 300)));
    print("propagation, quiet", Percentiles(propagation(office, writer, watcher, zhang, 200)));

    std::vector<std::unique_ptr<TlsClient>> idle;
    for (int i = 0; i < sockets; ++i) {
        idle.push_back(std::make_unique<TlsClient>(office.servers[size_t(i % 2)]->port()));
        if (idle.back()->upgrade("/v1/live", other.headers()) != 101)
            qFatal("socket %d", i);
    }
    std::thread writing([&] { // 8 writers at an office's pace, not as fast as they can
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, raw = desks[size_t(i)].get()] {
                for (int n = 0; n < int(seconds * 10); ++n) {
                    if (!raw->push({newCustomer(office, zhang)}))
                        qFatal("writer");
                    std::this_thread::sleep_for(std::chrono::milliseconds(100));
                }
            });
        for (std::thread &thread : threads)
            thread.join();
    });
    print("propagation, 8 writers at 10/s, sockets open", Percentiles(propagation(office, writer, watcher, zhang, int(seconds * 15))));
    {
        auto open = office.database.connect();
        if (!open->script("BEGIN; INSERT INTO customer (id, version, name) VALUES (gen_random_uuid(), 1, 'open')"))
            qFatal("open");
        print("the same while a transaction that writes stays open", Percentiles(propagation(office, writer, watcher, zhang, int(seconds * 8))));
        (void)open->script("ROLLBACK");
    }
    writing.join();
    idle.clear();
}

} // namespace

int main(int argc, char *argv[])
{
    // As a server of this size has it (modules/server/README.md), not as it comes out of the box for a small machine.
    if (!qEnvironmentVariableIsSet("KEMAI_TEST_POSTGRES"))
        qputenv("KEMAI_TEST_POSTGRES", "-c shared_buffers=1GB -c max_wal_size=8GB -c huge_pages=try");
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // what was measured stays told if the rest fails
    const int sockets = argc > 1 ? std::atoi(argv[1]) : 500;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 10;
    OfficeBox office;
    office.log.setLeast(LogLevel::Warning);
    office.adjust = [](ServerSettings &settings) {
        settings.http.ioThreads = 2;
        settings.http.work = {8, 512};
        settings.http.limits.connectionsPerAddress = 10'000;
    };
    for (int i = 0; i < 2; ++i)
        office.start(i);
    const Id team = office.team("east");
    const Id zhang = office.person("zhang", "sales", team);
    const Id boss = office.person("boss", "supervisor", team);
    std::vector<std::unique_ptr<Desk>> desks;
    for (int i = 0; i < 33; ++i) {
        desks.push_back(std::make_unique<Desk>(office, u"zhang"_s, i % 2));
        desks.back()->enter(zhang);
    }
    Desk watcher(office, u"boss"_s, 1);
    watcher.enter(boss);
    watcher.takeAll();
    Desk &writer = *desks.back();
    Desk other(office, u"west"_s, 0); // whose sockets are open and not concerned
    other.enter(office.person("west", "sales", office.team("west")));

    if (argc <= 3)
        propagationOfAll(office, desks, writer, watcher, other, zhang, sockets, seconds);

    const double one = pushesPerSecond(office, desks, 8, 1, seconds, zhang);
    const double many = pushesPerSecond(office, desks, 32, 1, seconds, zhang);
    const double sql = sameSqlPerSecond(office, 8, seconds, zhang);
    std::printf("push, single edits: 8 desks %.0f/s, 32 desks %.0f/s (%.2f); the same SQL without server and desks, 8 connections: %.0f/s (%.2f)\n", one, many, many / one, sql,
                one / sql);
    std::printf("push, batches of 100: 8 desks %.0f mutations/s\n", pushesPerSecond(office, desks, 8, 100, seconds, zhang));
    if (argc > 3)
        return 0;

    office.sql("INSERT INTO customer (id, version, name, company, city, note, owner) SELECT gen_random_uuid(), 1, 'customer ' || n, 'company ' || n % 1000, 'Shanghai', repeat('x', 80), '"
               + zhang.toString().toLatin1() + "' FROM generate_series(1, 100000) n; ANALYZE customer");
    QElapsedTimer timer;
    auto copy = office.database.connect();
    timer.start();
    const auto copied = ledger::CopyOut::run(*copy, "COPY (SELECT * FROM customer) TO STDOUT", [](QByteArrayView) { return true; });
    const double rawRate = double(*copied) * 1e9 / double(timer.nsecsElapsed());
    const qint64 scope = office.number("SELECT scope FROM customer WHERE name = 'customer 1'");
    TlsClient fetching(office.servers[1]->port());
    timer.start();
    qint64 rows = 0;
    QByteArray after;
    for (;;) {
        const auto answer = fetching.get("/v1/snapshot?scope=" + QByteArray::number(scope) + "&tbl=customer&n=20000" + after, watcher.headers());
        if (answer.status != 200 || !answer.whole)
            qFatal("snapshot: %d %s", answer.status, answer.body.left(200).constData());
        rows += answer.body.count('\n') - 2;
        if (answer.body.endsWith("\"last\":true}\n") || answer.body.contains("\"last\":true"))
            break;
        const qsizetype trailer = answer.body.lastIndexOf('\n', answer.body.size() - 2);
        const qsizetype line = answer.body.lastIndexOf('\n', trailer - 1);
        after = "&after=" + answer.body.mid(line + 1, 36);
    }
    const double served = double(rows) * 1e9 / double(timer.nsecsElapsed());
    std::printf("snapshot over TLS: %.0f rows/s, COPY of the same table %.0f rows/s (%.2f)\n", served, rawRate, served / rawRate);
    return 0;
}
