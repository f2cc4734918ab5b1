// SPDX-License-Identifier: GPL-3.0-or-later
// A desk over an encrypted store is killed at each step between begin and commit, and at any moment; opened again it goes on, and in the end every
// edit it had committed is at the server once (I1 to I3). The desk is this program again, as a process of its own.
#include "server/office_box.h"
#include "sync_desk/store_desk.h"

#include <QProcess>
#include <QScopeGuard>

#include <csignal>
#include <thread>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// Kills its process at the nth operation, before or behind it.
class KillingStorage : public sync::ReplicaStorage
{
public:
    KillingStorage(sync::ReplicaStorage &storage, int killAt) : m_storage(storage), m_left(killAt) { }

    int count() const { return m_count; }
    Result<> begin() override { return at([&] { return m_storage.begin(); }); }
    Result<> commit() override { return at([&] { return m_storage.commit(); }); }
    void rollback() override { m_storage.rollback(); }
    Result<sync::Position> position() override { return at([&] { return m_storage.position(); }); }
    Result<> setPosition(const sync::Position &p) override { return at([&] { return m_storage.setPosition(p); }); }
    Result<QList<sync::HeldScope>> scopes() override { return at([&] { return m_storage.scopes(); }); }
    Result<> keepScope(const sync::HeldScope &s) override { return at([&] { return m_storage.keepScope(s); }); }
    Result<QList<sync::RowKey>> dropScopes(const QList<qint32> &s) override { return at([&] { return m_storage.dropScopes(s); }); }
    Result<std::optional<wire::Row>> truth(const sync::RowKey &k) override { return at([&] { return m_storage.truth(k); }); }
    Result<> store(const sync::RowKey &k, const std::optional<wire::Row> &t, const std::optional<Record> &s, bool q) override { return at([&] { return m_storage.store(k, t, s, q); }); }
    Result<QList<wire::Row>> range(qint32 s, const Entity &e, const Id &a, const Id &t) override { return at([&] { return m_storage.range(s, e, a, t); }); }
    Result<> forgetColumns(const QList<wire::Mask::Column> &c) override { return at([&] { return m_storage.forgetColumns(c); }); }
    Result<> forgetSeen(const sync::RowKey &k) override { return at([&] { return m_storage.forgetSeen(k); }); }
    Result<> setConflicts(const sync::RowKey &k, const QList<wire::Conflict> &c) override { return at([&] { return m_storage.setConflicts(k, c); }); }
    Result<> enqueue(const wire::SetHead &h, const wire::Mutation &m) override { return at([&] { return m_storage.enqueue(h, m); }); }
    Result<QList<wire::Mutation>> queuedOf(const sync::RowKey &k) override { return at([&] { return m_storage.queuedOf(k); }); }
    Result<QList<wire::Mutation>> queued(int m, qsizetype b) override { return at([&] { return m_storage.queued(m, b); }); }
    Result<QList<sync::RowKey>> queuedRows() override { return at([&] { return m_storage.queuedRows(); }); }
    Result<QList<wire::SetHead>> heads(const QList<Id> &s) override { return at([&] { return m_storage.heads(s); }); }
    Result<> acknowledge(qint64 m) override { return at([&] { return m_storage.acknowledge(m); }); }
    Result<> requeueAbove(qint64 m) override { return at([&] { return m_storage.requeueAbove(m); }); }
    Result<> forgetAcknowledgedBefore(qint64 m) override { return at([&] { return m_storage.forgetAcknowledgedBefore(m); }); }
    Result<qint64> oldestMid() override { return at([&] { return m_storage.oldestMid(); }); }
    Result<> reject(const wire::Mutation &m, const wire::Outcome &o) override { return at([&] { return m_storage.reject(m, o); }); }

private:
    template <typename Do>
    auto at(Do work) -> decltype(work())
    {
        ++m_count;
        if (--m_left == 0)
            ::kill(::getpid(), SIGKILL);
        return work();
    }

    sync::ReplicaStorage &m_storage;
    int m_left;
    int m_count = 0;
};

// Folder, host and port, certificate, token, owner's id, number of this run, operation to be killed at (0: none), milliseconds to be killed after (0: none).
int runDesk(const QStringList &words)
{
    const QString folder = words.at(0);
    QFile certificate(words.at(2));
    if (!certificate.open(QIODevice::ReadOnly))
        return 2;
    if (const int ms = words.at(7).toInt(); ms > 0)
        std::thread([ms] {
            std::this_thread::sleep_for(std::chrono::milliseconds(ms));
            ::kill(::getpid(), SIGKILL);
        }).detach();
    StoreDesk desk(folder);
    desk.enroll({QUrl(u"https://%1"_s.arg(words.at(1))), certificate.readAll()}, u"zhang"_s, goodPassword, words.at(3));
    KillingStorage killing(*desk.storage, words.at(6).toInt());
    QFile journal(folder + u"/journal"_s); // what the person at this desk has seen to be saved
    if (!journal.open(QIODevice::Append | QIODevice::Unbuffered))
        return 2;
    const auto save = [&](int n) {
        const QString text = u"edit.%1.%2"_s.arg(words.at(5)).arg(n);
        const QList<Record> rows = desk.rows(customer::entity);
        Change change = Change::insert(customer::entity, Id::make(Clock::system().nowMs()))
                            .set(customer::name, text).set(customer::state, u"active"_s).set(customer::owner, Id::fromString(words.at(4)));
        if (n > 0 && !rows.isEmpty()) {
            const Record &seen = rows.at(n % rows.size());
            change = Change::update(seen);
            change.set(seen, customer::note, text);
        }
        if (desk.commit({change}))
            journal.write(text.toUtf8() + '\n');
    };
    save(0); // before there is a line
    desk.start(&killing);
    for (int n = 1; n < 4; ++n) {
        QTest::qWait(15);
        save(n);
    }
    if (!desk.settled(180'000))
        return 3;
    std::printf("%d\n", killing.count());
    std::fflush(stdout);
    desk.net.reset();
    return 0;
}

} // namespace

class TestDeskKills : public QObject
{
    Q_OBJECT

private slots:
    void everythingCommittedArrivesOnceWhereverItIsKilled()
    {
        OfficeBox office;
        const Id zhang = office.person("zhang", "sales", office.team("east"));
        QTemporaryDir folder;
        QStringList environment = QProcess::systemEnvironment();
        environment << u"KEMAI_DESK_CHILD=1"_s;
        int kills = 0;
        int operations = 0;
        const auto run = [&](int number, int killAt, int killAfterMs) {
            QProcess child;
            child.setEnvironment(environment);
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QCoreApplication::applicationFilePath(),
                        {folder.path(), u"localhost:%1"_s.arg(office.port(number % 2)), office.certificate.certificateFile, office.enrolment(zhang), zhang.toString(), QString::number(number),
                         QString::number(killAt), QString::number(killAfterMs)});
            if (!child.waitForFinished(120'000))
                return -1;
            if (const int counted = child.readAllStandardOutput().trimmed().toInt(); counted > 0)
                operations = counted; // the first has all to fetch, the others only what is new
            kills += child.exitStatus() == QProcess::CrashExit;
            return child.exitStatus() == QProcess::CrashExit ? 1000 : child.exitCode();
        };
        QCOMPARE(run(0, 0, 0), 0);
        QVERIFY(operations > 50);
        QCOMPARE(run(1, 0, 0), 0);
        qInfo("%d operations in an ordinary run", operations);
        const int rounds = qEnvironmentVariableIsSet("KEMAI_SOAK") ? 400 : 30;
        for (int n = 2; n <= rounds; ++n) {
            const bool byTime = n % 5 == 0;
            const int code = byTime ? run(n, 0, 50 + n * 37 % 700) : run(n, 1 + n * 61 % operations, 0);
            QVERIFY2(code == 1000 || code == 0, qPrintable(u"run %1: %2"_s.arg(n).arg(code)));
        }
        QCOMPARE(run(rounds + 1, 0, 0), 0);
        qInfo("killed %d times in %d runs, at up to %d operations", kills, rounds, operations);
        QVERIFY(kills > rounds / 2);

        QFile journal(folder.filePath(u"journal"_s));
        QVERIFY(journal.open(QIODevice::ReadOnly));
        const QByteArrayList saved = journal.readAll().split('\n');
        StoreDesk desk(folder.path());
        const QByteArray device = "'" + desk.storage->position()->device.toString().toLatin1() + "'";
        const QByteArray lines = "FROM history h JOIN change_set c ON c.seq = h.set_seq WHERE c.device = " + device + " AND h.mid > 0";
        const qint64 last = desk.storage->position()->lastMid;
        QCOMPARE(office.number("SELECT last_mid FROM sync.device WHERE id = " + device), last);
        QCOMPARE(office.number("SELECT count(*) " + lines), office.number("SELECT count(DISTINCT h.mid) " + lines));
        QCOMPARE(office.number("SELECT count(DISTINCT h.mid) " + lines) + office.number("SELECT count(*) FROM sync.outcome"), last);
        const auto audit = office.connection->query("SELECT string_agg(h.edits::text, ' ') " + lines);
        QVERIFY(audit);
        const QString text = audit->text(0, 0);
        for (const QByteArray &one : saved)
            if (!one.isEmpty())
                QVERIFY2(text.contains(u"\"%1\""_s.arg(QString::fromUtf8(one))), one.constData());
        QVERIFY(last >= saved.size() - 1);
        QCOMPARE(qint64(desk.rows(customer::entity).size()), office.number("SELECT count(*) FROM customer"));
        const auto sound = desk.store->verify().takeResult();
        QVERIFY(sound && sound->sound());
    }

    // A desk in a network namespace of its own, whose cable is pulled and put in again.
    void editsCrossAPartitionedNetwork()
    {
        const auto ip = [](const QString &words) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(u"ip"_s, words.split(u' '));
            return process.waitForFinished(10'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        };
        const QString net = u"kemai%1"_s.arg(::getpid());
        const QString here = u"vk%1a"_s.arg(::getpid() % 100'000);
        const QString there = u"vk%1b"_s.arg(::getpid() % 100'000);
        if (!ip(u"netns add "_s + net))
            QSKIP("no network namespaces here");
        const auto away = qScopeGuard([&] {
            ip(u"link del "_s + here);
            ip(u"netns del "_s + net);
        });
        if (!ip(u"link add %1 type veth peer name %2"_s.arg(here, there)) || !ip(u"link set %1 netns %2"_s.arg(there, net)) || !ip(u"addr add 10.77.0.1/24 dev "_s + here)
            || !ip(u"link set %1 up"_s.arg(here)) || !ip(u"-n %1 addr add 10.77.0.2/24 dev %2"_s.arg(net, there)) || !ip(u"-n %1 link set %2 up"_s.arg(net, there)))
            QSKIP("no pair of virtual cables here");
        OfficeBox office;
        const Id zhang = office.person("zhang", "sales", office.team("east"));
        office.servers[0].reset();
        office.adjust = [](ServerSettings &settings) { settings.http.address = u"10.77.0.1"_s; };
        office.start(0);
        QTemporaryDir folder;
        QStringList environment = QProcess::systemEnvironment();
        environment << u"KEMAI_DESK_CHILD=1"_s;
        // Pulled at these milliseconds after the start (-1: not), and in again four seconds later.
        const auto run = [&](int number, int pulledAt) {
            QProcess child;
            child.setEnvironment(environment);
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            if (pulledAt == 0)
                ip(u"link set %1 down"_s.arg(here));
            child.start(u"ip"_s, {u"netns"_s, u"exec"_s, net, QCoreApplication::applicationFilePath(), folder.path(), u"10.77.0.1:%1"_s.arg(office.port(0)), office.certificate.certificateFile,
                                  office.enrolment(zhang), zhang.toString(), QString::number(number), u"0"_s, u"0"_s});
            if (pulledAt > 0 && !child.waitForFinished(pulledAt))
                ip(u"link set %1 down"_s.arg(here));
            if (pulledAt >= 0) {
                (void)child.waitForFinished(4000);
                ip(u"link set %1 up"_s.arg(here));
            }
            return child.state() == QProcess::NotRunning || child.waitForFinished(120'000) ? child.exitCode() : -1;
        };
        QCOMPARE(run(0, -1), 0);
        QCOMPARE(run(1, 0), 0);
        QCOMPARE(run(2, 700), 0);
        QCOMPARE(run(3, 1100), 0);
        const QByteArray lines = "FROM history WHERE mid > 0";
        QCOMPARE(office.number("SELECT count(*) " + lines), office.number("SELECT count(DISTINCT mid) " + lines));
        QCOMPARE(office.number("SELECT count(*) " + lines) + office.number("SELECT count(*) FROM sync.outcome"), 16);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("KEMAI_DESK_CHILD"))
        return runDesk(application.arguments().sliced(1));
    TestDeskKills test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desk_kills.moc"
