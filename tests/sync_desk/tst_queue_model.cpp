// SPDX-License-Identifier: GPL-3.0-or-later
// What is not with the server yet, in order, as a list keeps it while it changes.
#include "schema/schema.h"
#include "support/memory_store.h"
#include "sync/desk/queue_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;
using Part = QueueEntry::Part;

namespace {

QueueLine line(qint64 mid, const QString &label = u"张敏"_s)
{
    QueueLine made;
    made.mutation.mid = mid;
    made.mutation.at = wire::HybridTime::atMs(1'000'000 + mid);
    made.mutation.change = Change::insert(customer::entity, Id::fromSeed(1, quint64(mid), 1)).set(customer::name, label);
    made.label = label;
    return made;
}

OfficeQueue queue()
{
    OfficeQueue made;
    made.waiting = {line(7), line(8), line(9)};
    made.refused = {line(4)};
    made.refused.first().outcome = wire::Outcome{4, {}, {}, u"sync.notFound"_s, {}};
    made.waitingInAll = 120'000;
    return made;
}

ConflictLine conflict()
{
    ConflictLine made;
    made.conflict.id = Id::fromSeed(9, 1, 1);
    made.conflict.entity = &customer::entity;
    made.conflict.record = Id::fromSeed(1, 1, 1);
    made.conflict.fields = {{customer::level.index, u"C"_s, u"A"_s, u"B"_s}};
    return made;
}

} // namespace

class TestQueueModel : public QObject
{
    Q_OBJECT

private slots:
    void whatNeedsSomebodyStandsFirstThenInTheOrderOfSending()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setContents(queue(), {conflict()});
        QCOMPARE(model.rowCount(), 5);
        const QList<Part> parts{Part::Refused, Part::Conflict, Part::Waiting, Part::Waiting, Part::Waiting};
        for (int i = 0; i < parts.size(); ++i)
            QCOMPARE(model.entry(i)->part, parts.at(i));
        QCOMPARE(model.entry(2)->line.mutation.mid, 7);
        QCOMPARE(model.notListed(), 120'000 - 3);
        QCOMPARE(model.oldestMs(), 1'000'007);
        QCOMPARE(model.refused(), 1);
        QCOMPARE(model.conflicts(), 1);
    }

    void aPartAloneIfAskedFor()
    {
        QueueModel model;
        model.setContents(queue(), {conflict()});
        model.show(QueueModel::Show::Refused);
        QCOMPARE(model.rowCount(), 1);
        model.show(QueueModel::Show::Waiting);
        QCOMPARE(model.rowCount(), 3);
        model.show(QueueModel::Show::Conflicts);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.isEmpty());
    }

    void whatIsSentSaysSo()
    {
        QueueModel model;
        model.setContents(queue(), {});
        model.setSending(true);
        QCOMPARE(model.entry(1)->part, Part::Sending);
        model.setContents(queue(), {});
        QCOMPARE(model.entry(1)->part, Part::Sending);
        model.setSending(false);
        QCOMPARE(model.entry(1)->part, Part::Waiting);
    }

    void theSameOneIsFoundAgainBehindAReading()
    {
        QueueModel model;
        model.setContents(queue(), {conflict()});
        const QueueEntry chosen = *model.entry(3);
        OfficeQueue later = queue();
        later.waiting.removeFirst();
        later.refused.clear();
        model.setContents(later, {conflict()});
        QCOMPARE(model.rowOf(chosen), 1);
        QCOMPARE(model.rowOf(QueueEntry{Part::Waiting, line(7), {}}), -1);
    }

    void whatANewerVersionWroteIsKeptInTheList()
    {
        OfficeQueue strange;
        strange.waiting = {line(1)};
        strange.waiting.first().mutation.change.entity = nullptr;
        QueueModel model;
        model.setContents(strange, {ConflictLine()});
        QCOMPARE(model.rowCount(), 1); // a conflict nobody can read is no row
        QVERIFY(!model.entry(0)->entity());
        QCOMPARE(model.waiting(), 1);
    }

    void namesOfWhatValuesReferTo()
    {
        MemoryStore store;
        const Id owner = Id::fromSeed(4, 4, 4);
        QVERIFY(store.records().commit({.changes = {Change::insert(user::entity, owner).set(user::name, u"李佳"_s)}}));
        OfficeQueue refers;
        refers.waiting = {line(1)};
        refers.waiting.first().mutation.change.edits = {{customer::owner.index, {}, owner, {}}};
        ConflictLine other = conflict();
        other.conflict.fields = {{customer::owner.index, Id::fromSeed(8, 8, 8), owner, {}}};
        const auto names = namesIn(store.records(), refers, {other});
        QVERIFY(names);
        QCOMPARE(names->value(owner), u"李佳"_s);
        QCOMPARE(names->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestQueueModel)
#include "tst_queue_model.moc"
