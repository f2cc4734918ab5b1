// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * An office's targets that a desk feels (sync.md 7), with a real server, PostgreSQL and an encrypted store:
 *
 *     bench_office [agents]                        200 by default; ./dev bench office
 *     bench_office director [customers] [owners]   1000000 and 200: the desk of somebody who may see them all
 *
 * A new agent's desk until everything of 2,000 customers and 20,000 events is there; 10,000 customers gone from a desk that may no longer see
 * them; and how long an edit takes to the next desk while so many agents fetch everything at once. Everything shares the machine.
 */
#include "server/office_box.h"
#include "sync_desk/store_desk.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

QByteArray quoted(const Id &id) { return "'" + id.toString().toLatin1() + "'"; }

void fill(OfficeBox &office, const Id &owner, int customers, int eventsEach)
{
    office.sql("INSERT INTO customer (id, version, name, company, city, state, owner) SELECT gen_random_uuid(), 1, '张敏 ' || n, '启明教育 ' || n % 100, '南京', 'active', "
               + quoted(owner) + " FROM generate_series(1, " + QByteArray::number(customers) + ") n");
    if (eventsEach > 0)
        office.sql("INSERT INTO interaction (id, version, customer, channel, at, body) SELECT gen_random_uuid(), 1, c.id, 'wechat', 1700000000000 + n, "
                   "'价格能不能再优惠一点？我们一共 35 位。' FROM customer c, generate_series(1, " + QByteArray::number(eventsEach) + ") n WHERE c.owner = " + quoted(owner));
    office.sql("ANALYZE customer; ANALYZE interaction");
}

qint64 countOf(StoreDesk &desk, const Entity &entity)
{
    return desk.store->read([&entity](Records &records) -> Result<qint64> {
        const auto counted = records.aggregate(Query(entity).count());
        return counted ? Result<qint64>(counted->first().first().toNumber()) : fail(counted.error());
    }).takeResult().value_or(-1);
}

double until(const std::function<bool()> &there, int withinMs = 120'000)
{
    QElapsedTimer timer;
    timer.start();
    while (!there()) {
        if (timer.elapsed() > withinMs)
            qFatal("not within %d ms", withinMs);
        QTest::qWait(5);
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

sync::OfficeAddress addressOf(OfficeBox &office)
{
    QFile certificate(office.certificate.certificateFile);
    if (!certificate.open(QIODevice::ReadOnly))
        qFatal("no certificate");
    return {QUrl(u"https://localhost:%1"_s.arg(office.port(0))), certificate.readAll()};
}

void bootstrapAndPurge(OfficeBox &office)
{
    const Id zhang = office.person("zhang", "sales", office.team("east"));
    fill(office, zhang, 2000, 10);
    QTemporaryDir folder;
    StoreDesk desk(folder.path());
    desk.enroll(addressOf(office), u"zhang"_s, goodPassword, office.enrolment(zhang));
    QElapsedTimer timer;
    timer.start();
    desk.start();
    const double first = until([&] { return countOf(desk, customer::entity) > 0; });
    until([&] { return desk.isSettled() && countOf(desk, interaction::entity) == 20'000; });
    std::printf("a new agent, 2,000 customers and 20,000 events: the first customers after %.0f ms, everything after %lld ms  (2,000 ms)\n", first, qlonglong(timer.elapsed()));
    std::fflush(stdout);

    const Id boss = office.person("boss", "supervisor", office.team("south"));
    const Id wang = office.person("wang", "sales", office.team("north"));
    fill(office, wang, 10'000, 0);
    office.sql("UPDATE \"user\" SET team = (SELECT team FROM \"user\" WHERE id = " + quoted(wang) + ") WHERE id = " + quoted(boss));
    QTemporaryDir other;
    StoreDesk supervisor(other.path());
    supervisor.enroll(addressOf(office), u"boss"_s, goodPassword, office.enrolment(boss));
    supervisor.start();
    until([&] { return supervisor.isSettled() && countOf(supervisor, customer::entity) == 10'000; });
    QTest::qWait(3000); // the search index is there too
    timer.start();
    office.sql("UPDATE \"user\" SET role = 'sales' WHERE id = " + quoted(boss));
    const double gone = until([&] { return countOf(supervisor, customer::entity) == 0; });
    until([&] { return supervisor.isSettled(); });
    std::printf("10,000 customers revoked: gone from the desk after %.0f ms, quiet after %lld ms  (1,000 and 5,000 ms)\n", gone, qlonglong(timer.elapsed()));
    std::fflush(stdout);
}

// Until all are there, and what it is like meanwhile: somebody looks for a person and writes a note ten times a second.
void director(OfficeBox &office, int customers, int owners)
{
    const Id head = office.team("head");
    const Id user = office.person("director", "director", head);
    const Id team = office.team("east");
    office.sql("UPDATE team SET parent = " + quoted(head) + " WHERE id = " + quoted(team));
    for (int i = 0; i < owners; ++i)
        fill(office, office.person("agent" + QByteArray::number(i), "sales", team), customers / owners, 0);
    QTemporaryDir folder;
    StoreDesk desk(folder.path());
    desk.enroll(addressOf(office), u"director"_s, goodPassword, office.enrolment(user));
    std::vector<double> finds, saves;
    QElapsedTimer timer;
    timer.start();
    desk.start();
    const double first = until([&] { return countOf(desk, customer::entity) > 0; });
    QElapsedTimer one;
    int turns = 0;
    until([&] {
        QTest::qWait(100);
        one.start();
        (void)desk.store->search({u"张敏 77"_s, 20}).result();
        finds.push_back(double(one.nsecsElapsed()) / 1e6);
        one.start();
        (void)desk.commit({Change::insert(task::entity, Id::make(office.clock.nowMs())).set(task::title, u"回电"_s)}, u"task.create"_s);
        saves.push_back(double(one.nsecsElapsed()) / 1e6);
        return ++turns % 20 == 0 && countOf(desk, customer::entity) >= customers; // counting a million takes a core a third of a second
    }, 600'000);
    until([&] { return desk.isSettled(); }, 600'000);
    const double all = double(timer.elapsed());
    for (auto *times : {&finds, &saves})
        std::sort(times->begin(), times->end());
    const auto at = [](const std::vector<double> &times, double share) { return times[std::min(times.size() - 1, size_t(double(times.size()) * share))]; };
    std::printf("a director, %d customers of %d owners: the first after %.0f ms, all after %.1f s  (1,000 ms; 60 s); meanwhile a search p50 %.0f p99 %.0f ms, an edit saved p50 %.0f p99 %.0f ms of %zu\n",
                customers, owners, first, all / 1e3, at(finds, 0.5), at(finds, 0.99), at(saves, 0.5), at(saves, 0.99), finds.size());
}

// Desks that only speak the protocol: 200 encrypted stores on the server's own two cores would measure the stores.
void storm(OfficeBox &office, int agents)
{
    const Id team = office.team("storm");
    const Id writerUser = office.person("writer", "sales", team);
    const Id bossUser = office.person("watcher", "supervisor", office.team("watch"));
    office.sql("UPDATE \"user\" SET team = " + quoted(team) + " WHERE id = " + quoted(bossUser));
    std::vector<Id> users;
    for (int i = 0; i < agents; ++i) {
        users.push_back(office.person("agent" + QByteArray::number(i), "sales", office.team("team")));
        fill(office, users.back(), 100, 5);
    }
    Desk writer(office, u"writer"_s);
    writer.enter(writerUser);
    Desk watcher(office, u"watcher"_s, 1);
    watcher.enter(bossUser);
    watcher.takeAll();
    TlsClient live(office.servers[1]->port());
    if (live.upgrade("/v1/live", watcher.headers()) != 101)
        qFatal("no live connection");

    std::atomic<bool> end{false};
    std::atomic<int> done{0};
    std::vector<std::thread> threads;
    std::vector<std::unique_ptr<Desk>> desks; // enrolled before: a person's password is typed once, and takes its tenth of a second on purpose
    for (size_t i = 0; i < users.size(); ++i) {
        desks.push_back(std::make_unique<Desk>(office, u"agent"_s + QString::number(i), int(i % 2)));
        desks.back()->enter(users[i]);
    }
    QElapsedTimer whole;
    whole.start();
    std::atomic<int> next{0};
    for (int t = 0; t < agents; ++t) // all at once, as on a Monday morning
        threads.emplace_back([&] {
            Desk &desk = *desks[size_t(next++)];
            while (desk.newChallenge().status != 200 || desk.session().status != 200)
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
            auto first = desk.pull();
            while (!first) {
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
                first = desk.pull();
            }
            for (const qint32 scope : first->add)
                for (const Entity *entity : wire::Vocabulary::shipped().entities)
                    if (entity->storage == Storage::Records)
                        while (!desk.snapshot(scope, *entity))
                            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            if (++done == agents)
                end = true;
        });
    std::vector<double> times;
    while (!end) {
        const Id id = Id::make(office.clock.nowMs());
        const auto request = writer.pushRequest({writer.mutation(Change::insert(customer::entity, id).set(customer::name, u"张敏"_s).set(customer::owner, writerUser))});
        QElapsedTimer timer;
        timer.start();
        std::thread pushing([&] { (void)writer.push(request); });
        while (!watcher.rows.contains(id)) {
            (void)live.frame();
            watcher.follow();
        }
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        pushing.join();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    for (std::thread &thread : threads)
        thread.join();
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[std::min(times.size() - 1, size_t(double(times.size()) * share))]; };
    std::printf("%d agents fetch everything at once (%.1f s): an edit reaches the next desk in p50 %.0f  p95 %.0f  p99 %.0f ms of %zu  (p99 250 ms)\n", agents,
                double(whole.elapsed()) / 1e3, at(0.5), at(0.95), at(0.99), times.size());
}

} // namespace

int main(int argc, char **argv)
{
    // As a server of this size has it (modules/server/README.md), not as it comes out of the box for a small machine.
    if (!qEnvironmentVariableIsSet("KEMAI_TEST_POSTGRES"))
        qputenv("KEMAI_TEST_POSTGRES", "-c shared_buffers=1GB -c max_wal_size=8GB -c huge_pages=try");
    QCoreApplication application(argc, argv);
    OfficeBox office;
    office.log.setLeast(LogLevel::Warning);
    office.adjust = [](ServerSettings &settings) {
        settings.http.ioThreads = 2;
        settings.http.work = {8, 512};
        settings.http.stream = {4, 64};
        settings.http.limits.connectionsPerAddress = 10'000;
    };
    for (int i = 0; i < 2; ++i)
        office.start(i);
    if (argc > 1 && qstrcmp(argv[1], "director") == 0) {
        director(office, argc > 2 ? std::atoi(argv[2]) : 1'000'000, argc > 3 ? std::atoi(argv[3]) : 200);
        return 0;
    }
    bootstrapAndPurge(office);
    storm(office, argc > 1 ? std::atoi(argv[1]) : 200);
    return 0;
}
