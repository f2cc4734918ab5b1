// SPDX-License-Identifier: GPL-3.0-or-later
// A long queue drains with bounded memory and a live window (R080): a store that worked alone enrols, and everything it holds goes up while somebody
// edits. KEMAI_SOAK=1: 120,000 mutations; otherwise 6,000. KEMAI_ROWS=n: that many.
#include "server/office_box.h"
#include "sync_desk/store_desk.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

qint64 memoryKb(const char *what) // VmRSS, VmHWM
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith(what))
            return line.mid(qstrlen(what) + 1).trimmed().split(' ').first().toLongLong();
    return 0;
}

} // namespace

class TestDeskDrain : public QObject
{
    Q_OBJECT

private slots:
    void aLongQueueDrains()
    {
        const int rows = qEnvironmentVariableIsSet("KEMAI_ROWS") ? qEnvironmentVariableIntValue("KEMAI_ROWS") : qEnvironmentVariableIsSet("KEMAI_SOAK") ? 120'000 : 6'000;
        OfficeBox office;
        office.servers[1].reset();
        const Id zhang = office.person("zhang", "sales", office.team("east"));
        QTemporaryDir folder;
        StoreDesk desk(folder.path());
        QElapsedTimer timer;
        timer.start();
        for (int from = 0; from < rows; from += 2000) {
            QList<Change> changes;
            for (int i = from; i < std::min(rows, from + 2000); ++i)
                changes << Change::insert(customer::entity, Id::make(Clock::system().nowMs()))
                               .set(customer::name, u"客户%1"_s.arg(i)).set(customer::state, u"active"_s).set(customer::owner, zhang);
            QVERIFY(desk.commit(changes, u"import"_s));
        }
        qInfo("made %d customers in %.1f s", rows, double(timer.restart()) / 1e3);
        QFile certificate(office.certificate.certificateFile);
        QVERIFY(certificate.open(QIODevice::ReadOnly));
        desk.enroll({QUrl(u"https://localhost:%1"_s.arg(office.port(0))), certificate.readAll()}, u"zhang"_s, goodPassword, office.enrolment(zhang));
        QCOMPARE(*desk.storage->waitingCount(), qint64(rows));
        qInfo("all of it in the queue in %.1f s; %lld MB", double(timer.restart()) / 1e3, memoryKb("VmRSS:") / 1024);

        const qint64 before = memoryKb("VmRSS:");
        desk.start();
        qint64 peak = 0;
        qint64 slowestMs = 0;
        int edits = 0;
        qint64 waiting = rows;
        while (waiting > 0 && timer.elapsed() < 3'000'000) {
            QTest::qWait(200);
            peak = std::max(peak, memoryKb("VmRSS:"));
            QElapsedTimer window;
            window.start();
            QVERIFY(desk.commit({Change::insert(customer::entity, Id::make(Clock::system().nowMs())).set(customer::name, u"同时%1"_s.arg(edits++)).set(customer::state, u"active"_s).set(customer::owner, zhang)}));
            slowestMs = std::max(slowestMs, window.elapsed());
            waiting = *desk.storage->waitingCount();
            if (qEnvironmentVariableIsSet("KEMAI_TALK"))
                qInfo("%lld wait, stage %d, %s %s; %s", waiting, int(desk.net->replica().stage()), desk.net->replica().error() ? qPrintable(desk.net->replica().error()->id) : "-",
                      desk.net->replica().error() ? qPrintable(desk.net->replica().error()->log) : "", office.lastLine().left(300).constData());
            if (waiting < 3) // of those typed just now
                break;
        }
        QVERIFY(desk.settled(180'000));
        qInfo("%d and %d more drained in %.1f s (%.0f a second); peak %lld MB over %lld before; slowest commit beside it %lld ms", rows, edits, double(timer.elapsed()) / 1e3,
              rows * 1e3 / double(timer.elapsed()), (peak - before) / 1024, before / 1024, slowestMs);
        QVERIFY(peak - before < 300 * 1024); // server, desk and what both keep, whatever the length
        QVERIFY2(slowestMs < 3000, "a window has to wait too long"); // generous: this machine builds beside it
        QCOMPARE(office.number("SELECT count(*) FROM customer"), qint64(rows + edits));
        QCOMPARE(office.number("SELECT count(*) FROM history WHERE mid > 0"), qint64(rows + edits));
        QCOMPARE(office.number("SELECT count(DISTINCT mid) FROM history WHERE mid > 0"), qint64(rows + edits));
    }
};

QTEST_GUILESS_MAIN(TestDeskDrain)
#include "tst_desk_drain.moc"
