// SPDX-License-Identifier: GPL-3.0-or-later
// kemai-server and PostgreSQL are killed at every border of what they do, and the desk tries again: exactly once, nothing lost (I1 to I3).
#include "server/office_box.h"
#include "support/cut_line.h"

#include <QProcess>

#include <csignal>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

class ServerProcess
{
public:
    explicit ServerProcess(QProcessEnvironment environment) : m_environment(std::move(environment)) { }
    ~ServerProcess() { kill(); }

    quint16 start()
    {
        m_process = std::make_unique<QProcess>();
        m_process->setProcessEnvironment(m_environment);
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        m_process->start(program, {u"serve"_s});
        QByteArray said;
        while (m_process->waitForReadyRead(20'000) || m_process->state() == QProcess::Running) {
            said += m_process->readAll();
            for (const QByteArray &line : said.split('\n'))
                if (const QJsonObject read = QJsonDocument::fromJson(line).object(); read.value(u"event"_s).toString() == u"started") {
                    m_process->closeReadChannel(QProcess::StandardOutput);
                    m_pid = pid_t(m_process->processId());
                    return quint16(read.value(u"port"_s).toInt());
                }
        }
        said += m_process->readAll();
        qFatal("kemai-server does not start: %s", said.constData());
    }
    void signalKill() const { ::kill(m_pid, SIGKILL); } // from any thread
    void kill()
    {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished(10'000);
        m_process.reset();
    }

    static inline const QString program = QStringLiteral(KEMAI_BINARY_DIR "/bin/kemai-server");

private:
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_process;
    pid_t m_pid = 0;
};

} // namespace

class TestOfficeKills : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeBox> m_office;
    std::unique_ptr<CutLine> m_line;
    std::unique_ptr<ServerProcess> m_server;
    QProcessEnvironment m_environment;
    Id m_zhang, m_boss;

    Id newId() { return Id::make(m_office->clock.nowMs()); }
    QList<wire::Mutation> edits(Desk &desk, int n)
    {
        const Id id = newId();
        Record made(customer::entity);
        made.id = id;
        made.set(customer::name, u"客户%1"_s.arg(n));
        Change again = Change::update(made);
        again.set(made, customer::name, u"改名%1"_s.arg(n));
        wire::Mutation first = desk.mutation(Change::insert(customer::entity, id).set(customer::name, u"客户%1"_s.arg(n)).set(customer::state, u"active"_s).set(customer::owner, m_zhang));
        wire::Mutation second = desk.mutation(Change::insert(phone::entity, newId()).set(phone::customer, id).set(phone::written, u"1380013%1"_s.arg(8000 + n)));
        wire::Mutation third = desk.mutation(again);
        third.previous = {{customer::name.index, first.mid}, {wire::markField, first.mid}};
        return {first, second, third};
    }
    void come(Desk &desk)
    {
        m_office->ports[0] = m_server->start();
        desk.use(0);
    }
    // Until it is taken; the server or the database may just be coming back.
    wire::PushResponse taken(Desk &desk, const wire::PushRequest &request)
    {
        for (int attempt = 0; attempt < 100; ++attempt) {
            if (const auto answer = desk.push(request))
                return *answer;
            if (attempt % 30 == 29 && desk.lastStatus == 0) { // killed by a piece that came behind its answer
                m_server->kill();
                come(desk);
            }
            desk.use(0);
            QTest::qWait(100);
        }
        qFatal("not taken: %d %s", desk.lastStatus, desk.lastBody.constData());
    }
    void eachEditIsThereOnce(const Desk &desk, int customers)
    {
        const QByteArray lines = "FROM history h JOIN change_set c ON c.seq = h.set_seq WHERE c.device = '" + desk.device.toString().toLatin1() + "' AND h.mid > 0";
        QCOMPARE(m_office->number("SELECT count(*) " + lines), desk.mid);
        QCOMPARE(m_office->number("SELECT count(DISTINCT h.mid) " + lines), desk.mid);
        QCOMPARE(m_office->number("SELECT last_mid FROM sync.device WHERE id = '" + desk.device.toString().toLatin1() + "'"), desk.mid);
        QCOMPARE(m_office->number("SELECT count(*) FROM customer WHERE name LIKE '改名%'"), customers);
        QCOMPARE(m_office->number("SELECT count(*) FROM phone"), customers);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.conflict"), 0);
    }
    struct Ran {
        int code = -1;
        QByteArray out;
    };
    Ran run(const QStringList &words, const QByteArray &target, QProcess *process = nullptr)
    {
        QProcess own;
        QProcess &one = process ? *process : own;
        QProcessEnvironment environment = m_environment;
        environment.insert(u"KEMAI_SERVER_DATABASE"_s, QString::fromUtf8(target));
        one.setProcessEnvironment(environment);
        one.start(ServerProcess::program, words);
        if (!one.waitForFinished(120'000))
            return {};
        return {one.exitStatus() == QProcess::NormalExit ? one.exitCode() : -1, one.readAllStandardOutput() + one.readAllStandardError()};
    }

private slots:
    void init()
    {
        m_office = std::make_unique<OfficeBox>();
        m_office->servers[0].reset();
        m_office->servers[1].reset();
        const Id east = m_office->team("east");
        m_zhang = m_office->person("zhang", "sales", east);
        m_boss = m_office->person("boss", "supervisor", east);
        m_line = std::make_unique<CutLine>(m_office->database.target());
        QFile key(m_office->folder.filePath(u"office.key"_s)); // the box's own
        QVERIFY(key.open(QIODevice::WriteOnly) && key.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        key.write(QByteArray("\7\7\7").leftJustified(32, '\0').toBase64() + '\n');
        key.close();
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(u"KEMAI_SERVER_DATABASE"_s, QString::fromUtf8(m_line->target()));
        m_environment.insert(u"KEMAI_SERVER_LISTEN"_s, u"127.0.0.1:0"_s);
        m_environment.insert(u"KEMAI_SERVER_CERTIFICATE"_s, m_office->certificate.certificateFile);
        m_environment.insert(u"KEMAI_SERVER_CERTIFICATE_KEY"_s, m_office->certificate.keyFile);
        m_environment.insert(u"KEMAI_SERVER_SERVER_KEY"_s, key.fileName());
        m_server = std::make_unique<ServerProcess>(m_environment);
        m_office->ports[0] = m_server->start();
    }
    void cleanup()
    {
        m_server.reset();
        m_line.reset();
        m_office.reset();
    }

    void theServerIsKilledInAPush()
    {
        Desk zhang(*m_office, u"zhang"_s);
        zhang.enter(m_zhang).takeAll();
        int customers = 0;
        int kills = 0;
        for (int piece = 1; piece < 60; ++piece) {
            bool cut = false;
            for (const double part : {0.0, 0.5, 1.0}) {
                const wire::PushRequest request = zhang.pushRequest(edits(zhang, customers++));
                m_line->cutAt(piece, part, [this] { m_server->signalKill(); });
                (void)zhang.push(request).has_value();
                cut = m_line->disarm();
                if (cut) {
                    ++kills;
                    m_server->kill();
                    come(zhang);
                }
                QCOMPARE(taken(zhang, request).lastMid, zhang.mid);
                QVERIFY(taken(zhang, request).outcomes.isEmpty()); // and once more
            }
            if (!cut)
                break;
        }
        qInfo("killed %d times", kills);
        QVERIFY(kills >= 9);
        eachEditIsThereOnce(zhang, customers);
    }

    void theDatabaseIsKilledInAPush()
    {
        Desk zhang(*m_office, u"zhang"_s);
        zhang.enter(m_zhang).takeAll();
        int customers = 0;
        int kills = 0;
        for (int piece = 1; piece < 60; ++piece) {
            const wire::PushRequest request = zhang.pushRequest(edits(zhang, customers++));
            const auto backends = m_office->connection->query("SELECT pid FROM pg_stat_activity WHERE application_name = 'kemai-server'");
            QVERIFY(backends && backends->count() > 0);
            const auto pid = pid_t(backends->number(0, 0));
            m_line->cutAt(piece, 1.0, [pid] { ::kill(pid, SIGKILL); }); // the postmaster then throws everybody out and recovers from its log
            (void)zhang.push(request).has_value();
            const bool cut = m_line->disarm();
            QCOMPARE(taken(zhang, request).lastMid, zhang.mid);
            QVERIFY(taken(zhang, request).outcomes.isEmpty());
            if (!cut)
                break;
            ++kills;
            for (int attempt = 0; attempt < 100 && !m_office->connection->reconnect(); ++attempt)
                QTest::qWait(100);
        }
        qInfo("killed %d times", kills);
        QVERIFY(kills >= 3);
        PrivateCluster::instance().crashAndRestart(); // as after a power cut
        QVERIFY(m_office->connection->reconnect());
        eachEditIsThereOnce(zhang, customers);
        const wire::PushRequest request = zhang.pushRequest(edits(zhang, customers++));
        QCOMPARE(taken(zhang, request).lastMid, zhang.mid);
        eachEditIsThereOnce(zhang, customers);
    }

    void theServerIsKilledInAPullAndInAChunk()
    {
        Desk zhang(*m_office, u"zhang"_s);
        zhang.enter(m_zhang).takeAll();
        Desk boss(*m_office, u"boss"_s);
        boss.enter(m_boss).takeAll();
        int customers = 0;
        int kills = 0;
        for (int piece = 1; piece < 60; ++piece) {
            const wire::PushRequest request = zhang.pushRequest(edits(zhang, customers++));
            QCOMPARE(taken(zhang, request).lastMid, zhang.mid);
            m_line->cutAt(piece, 0.5, [this] { m_server->signalKill(); });
            const bool chunk = piece % 2 == 0;
            const qint32 scope = boss.have.value(piece / 2 % int(boss.have.size()));
            (void)(chunk ? boss.snapshot(scope, customer::entity).has_value() : boss.pull().has_value()); // whole, or none
            const bool cut = m_line->disarm();
            if (cut) {
                ++kills;
                m_server->kill();
                come(boss);
                zhang.use(0);
            }
            boss.follow();
            if (!cut && !chunk)
                break;
        }
        qInfo("killed %d times", kills);
        QVERIFY(kills >= 4);
        boss.rows.clear();
        boss.have.clear();
        boss.cursor.reset();
        boss.takeAll();
        int seen = 0;
        for (const Record &row : std::as_const(boss.rows))
            seen += row.entity() == &customer::entity;
        QCOMPARE(seen, customers);
    }

    void aMigrationIsKilled()
    {
        const auto shape = [](const PrivateCluster::Database &database) {
            const auto connection = database.connect();
            const auto rows = connection->query(
                "SELECT md5(string_agg(t, ',' ORDER BY t)) FROM (SELECT table_schema || table_name || column_name || data_type || coalesce(column_default, '') AS t FROM information_schema.columns "
                "WHERE table_schema IN ('public', 'sync') UNION ALL SELECT p.proname || md5(p.prosrc) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'sync' "
                "UNION ALL SELECT tgname || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'sync') "
                "UNION ALL SELECT name || reach FROM sync.role) all_of_it");
            return rows ? rows->text(0, 0) : rows.error().log;
        };
        const auto whole = PrivateCluster::instance().empty();
        int pieces = 0;
        {
            CutLine line(whole.target());
            line.cutAt(0);
            QCOMPARE(run({u"migrate"_s}, line.target()).code, 0);
            pieces = line.passed();
        }
        QVERIFY(pieces > 100);
        const int times = qEnvironmentVariableIsSet("KEMAI_SOAK") ? 60 : 8;
        for (int i = 1; i <= times; ++i) {
            const auto database = PrivateCluster::instance().empty();
            CutLine line(database.target());
            QProcess process;
            std::atomic<qint64> pid = 0;
            QObject::connect(&process, &QProcess::started, [&] { pid = process.processId(); });
            line.cutAt(std::max(3, pieces * i / times - (i == times ? 1 : 0)), i % 3 / 2.0, [&pid] { ::kill(pid_t(pid), SIGKILL); });
            QCOMPARE(run({u"migrate"_s}, line.target(), &process).code, -1);
            QCOMPARE(run({u"migrate"_s}, database.target()).code, 0);
            QCOMPARE(shape(database), shape(whole));
        }
    }

    void aBackupIsKilled()
    {
        for (int i = 0; i < 200; ++i)
            m_office->sql("INSERT INTO customer (id, version, name, state, owner) VALUES ('" + newId().toString().toLatin1() + "', 1, 'c', 'active', '" + m_zhang.toString().toLatin1() + "')");
        int pieces = 0;
        m_line->cutAt(0);
        QCOMPARE(run({u"backup"_s, m_office->folder.filePath(u"whole"_s)}, m_line->target()).code, 0);
        pieces = m_line->passed();
        QVERIFY(pieces > 20);
        const QString file = m_office->folder.filePath(u"backup"_s);
        const int times = 6;
        for (int i = 1; i <= times; ++i) {
            QProcess process;
            std::atomic<qint64> pid = 0;
            QObject::connect(&process, &QProcess::started, [&] { pid = process.processId(); });
            m_line->cutAt(std::max(3, pieces * i / (times + 1)), 0.5, [&pid] { ::kill(pid_t(pid), SIGKILL); });
            QVERIFY(run({u"backup"_s, file}, m_line->target(), &process).code != 0);
            QVERIFY(!QFile::exists(file)); // half a backup has not the name of one
        }
        m_line->cutAt(0);
        QCOMPARE(run({u"backup"_s, file}, m_line->target()).code, 0);
        const auto other = PrivateCluster::instance().empty();
        QCOMPARE(run({u"restore"_s, file}, other.target()).code, 0);
        QCOMPARE(*other.connect()->number("SELECT count(*) FROM customer"), 200);
        QCOMPARE(run({u"fsck"_s}, other.target()).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestOfficeKills)
#include "tst_office_kills.moc"
