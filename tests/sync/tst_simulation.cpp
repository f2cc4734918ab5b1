// SPDX-License-Identifier: GPL-3.0-or-later
// The whole protocol under seeded faults (simulation.h). KEMAI_SEED=n runs that seed, with KEMAI_SEEDS=m the m
// from there on; KEMAI_SOAK=1 a hundred thousand.
#include "simulation.h"

#include <QFile>
#include <QTest>

using namespace kemai;
using namespace kemai::office;
using namespace Qt::StringLiterals;

class TestSimulation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QHashSeed::setDeterministicGlobalSeed(); // a seed is the same office in every process
    }

    void settlesWithNothingLostOrLeaked()
    {
        const bool one = qEnvironmentVariableIsSet("KEMAI_SEED");
        const quint64 first = one ? qEnvironmentVariable("KEMAI_SEED").toULongLong() : 1;
#ifdef __SANITIZE_ADDRESS__ // ten times as slow; the rules are judged by the other build
        constexpr quint64 usual = 200;
#else
        constexpr quint64 usual = 2'000;
#endif
        const quint64 count = one ? qEnvironmentVariable("KEMAI_SEEDS", u"1"_s).toULongLong() : qEnvironmentVariableIsSet("KEMAI_SOAK") ? 100'000 : usual;
        qint64 conflicts = 0;
        qint64 applied = 0;
        qint64 denials = 0;
        int bad = 0;
        for (quint64 seed = first; seed < first + count; ++seed) {
            Simulation simulation(seed, Sound);
            const QStringList broken = simulation.run();
            conflicts += simulation.server.conflictsOpened;
            applied += simulation.server.fieldsApplied;
            denials += simulation.server.denials;
            if (!broken.isEmpty() && ++bad <= 5)
                qWarning("seed %llu: %s", seed, qPrintable(broken.join(QStringLiteral("\n    "))));
        }
        qInfo("%llu seeds, %d bad; %lld changes applied, %lld conflicts, %lld refused", count, bad, applied, conflicts, denials);
        QCOMPARE(bad, 0);
        QVERIFY(one || applied > qint64(count));
    }

    // Seeds that once found something: seed, steps, what. Never shortened.
    void staysCleanWhereItOnceWasNot()
    {
        QFile corpus(QStringLiteral(KEMAI_SOURCE_DIR "/tests/sync/seeds.txt"));
        QVERIFY(corpus.open(QIODevice::ReadOnly));
        int count = 0;
        for (const QByteArray &line : corpus.readAll().split('\n')) {
            if (line.isEmpty() || line.startsWith('#'))
                continue;
            const QByteArrayList words = line.split(' ');
            Simulation simulation(words.at(0).toULongLong(), Sound, words.at(1).toInt());
            const QStringList broken = simulation.run();
            QVERIFY2(broken.isEmpty(), qPrintable(QString::fromUtf8(line) + u": "_s + broken.join(u"; "_s)));
            ++count;
        }
        QVERIFY(count > 0);
    }

    void theSameSeedIsTheSameOffice()
    {
        Simulation once(7, Sound);
        Simulation again(7, Sound);
        QCOMPARE(once.run(), again.run());
        QCOMPARE(once.server.now.nextSeq, again.server.now.nextSeq);
        QCOMPARE(once.server.fieldsApplied, again.server.fieldsApplied);
        for (size_t i = 0; i < once.desks.size(); ++i)
            QCOMPARE(once.desks[i].storage.changes, again.desks[i].storage.changes);
    }

    // The simulator tests the protocol; this tests the simulator.
    void everyMissingRuleIsNoticed_data()
    {
        QTest::addColumn<quint32>("switches");
        QTest::addColumn<QString>("noticedAs"); // the invariant that must be among what breaks
        const auto row = [](const char *name, quint32 switches, const char *noticedAs) { QTest::newRow(name) << switches << QString::fromLatin1(noticedAs); };
        row("a sequence number as cursor", NaiveCursor, "I7");
        row("own edits by device only", ChainByDevice, "I4");
        row("no comparison by field", NoCompare, "I4");
        row("no dedupe", NoDedupe, "I3");
        row("late answers are applied", NoNonce, "");
        row("pushed-back rows whatever their scope", NoHave, "");
        row("fields of a group judged apart", NoGroups, "I4 a group");
        row("pushed-back rows whatever their mask", NoMaskVersion, "");
        row("snapshots of a standby", StandbySnapshot, "I7");
        row("versions trusted across an epoch", NoValuesAcrossEpoch, "I4");
        row("acknowledged edits forgotten", ForgetAcknowledged, "I1");
        row("no reconciliation", NoReconcile, "I6");
        row("a row that moved away stays", GoneIgnored, "I6");
        row("the cursor kept without the rows", NotAtomic, "");
        row("withdrawn rows edited unseen", MarkUnseen, "I4 a mark");
        row("a revoked scope keeps its rows", DropKeepsRows, "I6");
        row("one bad mutation stops the queue", PoisonStops, "I12");
        row("a wipe before the escrow", EscrowSkipped, "I11");
        row("no feed while a snapshot is fetched", LateSnapshot, "");
        row("tables said to be empty are not", EmptyUntrue, "");
    }

    void everyMissingRuleIsNoticed()
    {
        QFETCH(quint32, switches);
        QFETCH(QString, noticedAs);
        int seeds = 0;
        QStringList seen;
        for (quint64 seed = 1; seed <= 4000; ++seed) {
            Simulation simulation(seed, switches);
            const QStringList broken = simulation.run();
            ++seeds;
            for (const QString &one : broken)
                if (one.contains(noticedAs)) {
                    qInfo("after %d seeds: %s", seeds, qPrintable(one));
                    return;
                }
            if (!broken.isEmpty() && seen.size() < 10)
                seen << broken.first();
        }
        QFAIL(qPrintable(u"not noticed in %1 seeds; only %2"_s.arg(seeds).arg(seen.join(u"; "))));
    }
};

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("KEMAI_SOAK"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "36000000"); // ms; the usual five minutes are too short for it
    QCoreApplication application(argc, argv);
    TestSimulation test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_simulation.moc"
