// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a merge, one by one, and that the order of arrival does not matter (N06).
#include "office_model.h"
#include "sync/feed.h"
#include "sync/push.h"

#include <QTest>

using namespace kemai;
using namespace kemai::office;
using namespace Qt::StringLiterals;

namespace {

const Id mine = Id::fromSeed(1, 1, 1);
const Id other = Id::fromSeed(2, 2, 2);
const Id record = Id::fromSeed(3, 3, 3);

// A server with one row, written to by pushes of two devices.
class Bench
{
public:
    Bench() : access(Rights{{0, 10}, {}, {}}, 0)
    {
        StampedRow row(thing);
        row.record.id = record;
        row.record.version = 5;
        row.scope = 0;
        for (const int field : {fieldA, fieldB, amount, currency}) {
            row.record.setValue(field, Value(u"old"));
            row.stamps[size_t(field)] = {1, other, 1};
        }
        row.record.setValue(counted, Value(qint64(10)));
        row.stamps[counted] = {1, other, 1};
        present.rows.insert(row.key(), row);
    }

    StampedRow &row() { return present.rows[{&thing, record}]; }
    Value value(int field) { return row().record.value(field); }

    // Another device changes a field.
    void meanwhile(int field, const QString &text)
    {
        row().record.version += 1;
        row().record.setValue(field, Value(text));
        row().stamps[size_t(field)] = {row().record.version, other, 7};
    }

    wire::Mutation edit(int field, const Value &to, qint64 base = 5)
    {
        wire::Mutation m;
        m.mid = ++last[mine];
        m.set = Id::fromSeed(9, 9, 9);
        m.change = {&thing, record, Change::Operation::Update, {{field, value(field), to, {}}}, base, 0};
        return m;
    }

    Merged take(const QList<wire::Mutation> &mutations, const Id &device = mine, QSet<qint64> poisoned = {})
    {
        wire::PushRequest request;
        request.sets = {{Id::fromSeed(9, 9, 9), Origin::Typed, {}, 1, {}, {}, {}}};
        request.mutations = mutations;
        Batch batch{device, device, taken[device], 1'764'000'000'000, &request, poisoned};
        const Merged merged = merge(batch, present, access, newest);
        for (auto it = merged.written.cbegin(); it != merged.written.cend(); ++it)
            present.rows.insert(it.key(), *it);
        present.conflicts.insert(merged.conflicts);
        taken[device] = merged.expectedMid > 0 ? taken[device] : merged.lastMid;
        return merged;
    }

    Present present;
    OfficeAccess access;
    QHash<Id, qint64> last;
    QHash<Id, qint64> taken;
};

wire::Verdict verdictOf(const Merged &merged, const QString &field)
{
    for (const wire::Outcome &outcome : merged.outcomes)
        for (const wire::Outcome::Of &of : outcome.fields)
            if (of.field == field)
                return of.verdict;
    return wire::Verdict::Ok;
}

} // namespace

class TestMerge : public QObject
{
    Q_OBJECT

private slots:
    void editsOfDifferentFieldsAreBothKept()
    {
        Bench bench;
        const wire::Mutation mutation = bench.edit(fieldA, Value(u"mine"));
        bench.meanwhile(fieldB, u"theirs"_s);
        QVERIFY(bench.take({mutation}).outcomes.isEmpty());
        QCOMPARE(bench.value(fieldA), Value(u"mine"));
        QCOMPARE(bench.value(fieldB), Value(u"theirs"));
        QCOMPARE(bench.row().record.version, 7);
    }

    void anEditOfTheSameFieldKeepsBothValues()
    {
        Bench bench;
        const wire::Mutation mutation = bench.edit(fieldA, Value(u"mine"));
        bench.meanwhile(fieldA, u"theirs"_s);
        const Merged merged = bench.take({mutation});
        QCOMPARE(bench.value(fieldA), Value(u"theirs"));
        QCOMPARE(merged.conflicts.size(), 1);
        const wire::Conflict conflict = *merged.conflicts.begin();
        QCOMPARE(conflict.unit, u"a"_s);
        QCOMPARE(conflict.fields, (QList<wire::Conflict::Field>{{fieldA, Value(u"old"), Value(u"mine"), Value(u"theirs")}}));
        QCOMPARE(verdictOf(merged, u"a"_s), wire::Verdict::Conflict);
        QVERIFY(merged.badged.contains({&thing, record})); // so every screen learns of it
    }

    void theSameValueIsNoConflict()
    {
        Bench bench;
        const wire::Mutation mutation = bench.edit(fieldA, Value(u"same"));
        bench.meanwhile(fieldA, u"same"_s);
        const Merged merged = bench.take({mutation});
        QVERIFY(merged.conflicts.isEmpty());
        QVERIFY(merged.written.isEmpty());
        QCOMPARE(verdictOf(merged, u"a"_s), wire::Verdict::Noop);
    }

    void ownEditsFollowEachOther()
    {
        Bench bench;
        const wire::Mutation first = bench.edit(fieldA, Value(u"one"));
        wire::Mutation second = bench.edit(fieldA, Value(u"two"));
        second.previous = {{fieldA, first.mid}};
        QVERIFY(bench.take({first, second}).outcomes.isEmpty());
        QCOMPARE(bench.value(fieldA), Value(u"two"));
    }

    // The first draft exempted any earlier write of the same device: somebody's text between the two was lost.
    void onlyExactlyTheNamedEditIsExempt()
    {
        Bench bench;
        const wire::Mutation first = bench.edit(fieldA, Value(u"one"));
        bench.take({first});
        const wire::Mutation unrelated = bench.edit(fieldA, Value(u"unrelated"), bench.row().record.version);
        bench.take({unrelated});
        wire::Mutation third = bench.edit(fieldA, Value(u"three"));
        third.previous = {{fieldA, first.mid}};
        QCOMPARE(verdictOf(bench.take({third}), u"a"_s), wire::Verdict::Conflict);
        QCOMPARE(bench.value(fieldA), Value(u"unrelated"));
    }

    void aGroupGoesWholeOrNotAtAll()
    {
        Bench bench;
        wire::Mutation mutation = bench.edit(amount, Value(u"200"));
        mutation.witnesses = {{currency, Value(u"old")}};
        mutation.change.edits.append({fieldA, Value(u"old"), Value(u"beside"), {}});
        bench.meanwhile(currency, u"USD"_s); // the amount would mean something else
        const Merged merged = bench.take({mutation});
        QCOMPARE(bench.value(amount), Value(u"old"));
        QCOMPARE(bench.value(fieldA), Value(u"beside")); // alone, it is not held up
        const wire::Conflict conflict = *merged.conflicts.begin();
        QCOMPARE(conflict.unit, u"value"_s);
        QCOMPARE(conflict.fields.size(), 2); // with what belongs to it
    }

    void anAtomicMutationGoesWholeOrNotAtAll()
    {
        Bench bench;
        wire::Mutation mutation = bench.edit(fieldA, Value(u"mine"));
        mutation.atomic = true;
        mutation.change.edits.append({fieldB, Value(u"old"), Value(u"mine too"), {}});
        bench.meanwhile(fieldB, u"theirs"_s);
        bench.take({mutation});
        QCOMPARE(bench.value(fieldA), Value(u"old"));
        QCOMPARE(bench.value(fieldB), Value(u"theirs"));
    }

    void countersAlwaysAdd()
    {
        Bench bench;
        wire::Mutation mutation = bench.edit(counted, Value(qint64(13)));
        bench.row().record.setValue(counted, Value(qint64(50)));
        bench.row().stamps[counted] = {9, other, 7};
        QVERIFY(bench.take({mutation}).outcomes.isEmpty());
        QCOMPARE(bench.value(counted), Value(qint64(53)));
    }

    void whatIsDerivedFollowsWhatItIsComputedFrom()
    {
        Bench bench;
        wire::Mutation mutation = bench.edit(fieldB, Value(u"Mine"));
        mutation.change.edits.append({folded, {}, Value(u"mine"), {}});
        bench.meanwhile(fieldB, u"Theirs"_s);
        const Merged merged = bench.take({mutation});
        QCOMPARE(bench.value(folded), Value());
        QCOMPARE(merged.conflicts.begin()->fields.size(), 2);
    }

    void commandsAloneChangeServerFields()
    {
        Bench bench;
        const Merged merged = bench.take({bench.edit(owner, Value(qint64(10)))});
        QCOMPARE(verdictOf(merged, u"owner"_s), wire::Verdict::Denied);
        QCOMPARE(merged.outcomes.first().reason, u"sync.serverField"_s);
        QCOMPARE(merged.lastMid, 1); // and the queue goes on
    }

    void whatMayNotBeSeenDoesNotExist()
    {
        Bench bench;
        bench.row().scope = 3;
        wire::Mutation missing = bench.edit(fieldA, Value(u"x"));
        missing.change.record = Id::fromSeed(4, 4, 4);
        const wire::Mutation hidden = [&] { auto m = bench.edit(fieldA, Value(u"x")); return m; }();
        wire::Mutation again = bench.edit(fieldA, Value(u"x"));
        again.change.operation = Change::Operation::Insert;
        const Merged merged = bench.take({missing, hidden, again});
        QCOMPARE(merged.outcomes.size(), 3);
        for (const wire::Outcome &outcome : merged.outcomes) {
            QCOMPARE(outcome.reason, u"sync.notFound"_s);
            QVERIFY(outcome.details.isEmpty());
        }
    }

    void editsOfWhatWasWithdrawnAreOneQuestion()
    {
        Bench bench;
        const wire::Mutation mutation = bench.edit(fieldA, Value(u"mine"));
        bench.row().record.version = 6;
        bench.row().record.removedMs = 1;
        bench.row().mark = {6, other, 7};
        const Merged merged = bench.take({mutation});
        QCOMPARE(merged.conflicts.begin()->unit, QString(wire::markName));
        QCOMPARE(bench.value(fieldA), Value(u"old"));
        // "Restore and apply".
        wire::Mutation resolve;
        resolve.mid = ++bench.last[mine];
        resolve.set = Id::fromSeed(9, 9, 9);
        resolve.conflict = merged.conflicts.begin()->id;
        resolve.change = {&thing, record, Change::Operation::Restore, {{fieldA, Value(u"old"), Value(u"mine"), {}}}, 6, 0};
        QVERIFY(bench.take({resolve}).outcomes.isEmpty());
        QCOMPARE(bench.row().record.removedMs, 0);
        QCOMPARE(bench.value(fieldA), Value(u"mine"));
    }

    void withdrawingWhatWasEditedUnseenIsAQuestion()
    {
        Bench bench;
        wire::Mutation mutation = bench.edit(fieldA, Value(u"x"));
        mutation.change.operation = Change::Operation::Remove;
        mutation.change.edits.clear();
        bench.meanwhile(fieldB, u"theirs"_s);
        QCOMPARE(verdictOf(bench.take({mutation}), QString(wire::markName)), wire::Verdict::Conflict);
        QCOMPARE(bench.row().record.removedMs, 0);
    }

    void aStaleResolutionLeavesTheConflictOpen()
    {
        Bench bench;
        const wire::Mutation mutation = bench.edit(fieldA, Value(u"mine"));
        bench.meanwhile(fieldA, u"theirs"_s);
        const wire::Conflict conflict = *bench.take({mutation}).conflicts.begin();
        const auto resolution = [&](qint64 base) {
            wire::Mutation m;
            m.mid = ++bench.last[mine];
            m.set = Id::fromSeed(9, 9, 9);
            m.conflict = conflict.id;
            m.change = {&thing, record, Change::Operation::Update, {{fieldA, Value(u"theirs"), Value(u"mine"), {}}}, base, 0};
            return m;
        };
        bench.meanwhile(fieldA, u"later"_s);
        const Merged stale = bench.take({resolution(conflict.theirsVersion)});
        QCOMPARE(bench.value(fieldA), Value(u"later"));
        const wire::Conflict open = *stale.conflicts.begin();
        QVERIFY(open.state == wire::Conflict::State::Open);
        QCOMPARE(open.fields.first().theirs, Value(u"later"));
        QCOMPARE(open.fields.first().mine, Value(u"mine")); // still there
        QVERIFY(bench.take({resolution(open.theirsVersion)}).outcomes.isEmpty());
        QCOMPARE(bench.value(fieldA), Value(u"mine"));
        QVERIFY(bench.present.conflicts.value(conflict.id).state == wire::Conflict::State::Resolved);
    }

    void typingOnIsOneQuestion()
    {
        Bench bench;
        const wire::Mutation first = bench.edit(fieldA, Value(u"one"));
        wire::Mutation second = bench.edit(fieldA, Value(u"two"));
        second.previous = {{fieldA, first.mid}};
        bench.meanwhile(fieldA, u"theirs"_s);
        bench.take({first});
        bench.take({second});
        QCOMPARE(bench.present.conflicts.size(), 1);
        QCOMPARE(bench.present.conflicts.begin()->fields.first().mine, Value(u"two"));
        QCOMPARE(bench.present.conflicts.begin()->fields.first().base, Value(u"old"));
    }

    void acrossAnEpochTheValueSeenDecides()
    {
        Bench bench;
        wire::Mutation same = bench.edit(fieldA, Value(u"mine"), 99);
        same.byValue = true;
        wire::Mutation changed = bench.edit(fieldB, Value(u"mine"), 99);
        changed.byValue = true;
        changed.change.edits.first().from = Value(u"what the lost history held");
        const Merged merged = bench.take({same, changed});
        QCOMPARE(bench.value(fieldA), Value(u"mine"));
        QCOMPARE(bench.value(fieldB), Value(u"old"));
        QCOMPARE(verdictOf(merged, u"b"_s), wire::Verdict::Conflict);
    }

    void aGapTakesNothing()
    {
        Bench bench;
        wire::Mutation mutation = bench.edit(fieldA, Value(u"x"));
        mutation.mid = 3;
        const Merged merged = bench.take({mutation});
        QCOMPARE(merged.expectedMid, 1);
        QVERIFY(merged.written.isEmpty());
    }

    void whatWasTakenIsNotTakenAgain()
    {
        Bench bench;
        const wire::Mutation mutation = bench.edit(counted, Value(qint64(11)));
        bench.take({mutation});
        const Merged again = bench.take({mutation});
        QCOMPARE(again.firstTaken, 0);
        QCOMPARE(bench.value(counted), Value(qint64(11)));
    }

    void aPoisonousMutationIsPassedOver()
    {
        Bench bench;
        const wire::Mutation bad = bench.edit(fieldA, Value(u"bad"));
        const wire::Mutation good = bench.edit(fieldB, Value(u"good"));
        const Merged merged = bench.take({bad, good}, mine, {bad.mid});
        QCOMPARE(merged.outcomes.first().reason, u"sync.internal"_s);
        QCOMPARE(bench.value(fieldA), Value(u"old"));
        QCOMPARE(bench.value(fieldB), Value(u"good"));
        QCOMPARE(merged.lastMid, 2);
    }

    // Six edits of three devices, in every order of arrival that keeps each device's own order: where nothing is in conflict the row is the
    // same; where something is, the same values are kept, live or in a conflict.
    void theOrderOfArrivalDoesNotMatter()
    {
        const Id devices[] = {mine, other, Id::fromSeed(5, 5, 5)};
        QByteArray order("001122");
        QSet<QString> ends;
        QSet<QString> kept;
        int orders = 0;
        do {
            Bench bench;
            int taken[3] = {0, 0, 0};
            for (const char c : order) {
                const int d = c - '0';
                const int n = taken[d]++;
                wire::Mutation m;
                m.mid = n + 1;
                m.set = Id::fromSeed(9, 9, 9);
                const int field = n == 0 ? (d == 0 ? fieldA : d == 1 ? fieldB : int(secret)) : int(amount);
                m.change = {&thing, record, Change::Operation::Update, {{field, field == secret ? Value() : Value(u"old"), Value(u"%1.%2"_s.arg(d).arg(n)), {}}}, 5, 0};
                bench.take({m}, devices[d]);
            }
            ends.insert(bench.value(fieldA).toText() + bench.value(fieldB).toText() + bench.value(secret).toText());
            QStringList amounts{bench.value(amount).toText()};
            for (const wire::Conflict &conflict : std::as_const(bench.present.conflicts))
                amounts.append(conflict.fields.first().mine.toText());
            amounts.sort();
            kept.insert(amounts.join(u' '));
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(orders, 90);
        QCOMPARE(ends, QSet<QString>{u"0.01.02.0"_s});
        QCOMPARE(kept, QSet<QString>{u"0.1 1.1 2.1"_s}); // nobody's amount is lost
    }

    void conflictsAreCutByTheMask()
    {
        Bench bench;
        wire::Conflict conflict;
        conflict.entity = &thing;
        conflict.fields = {{secret, {}, Value(u"mine"), Value(u"theirs")}, {fieldA, {}, Value(u"x"), Value(u"y")}};
        const OfficeAccess masked(Rights{{0}, {}, {1, {{&thing, secret}}}}, 0);
        const auto visible = cut(QList<wire::Conflict>{conflict}, masked);
        QCOMPARE(visible.size(), 1);
        QCOMPARE(visible.first().fields.size(), 1);
        conflict.fields.removeLast();
        QVERIFY(cut(QList<wire::Conflict>{conflict}, masked).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestMerge)
#include "tst_merge.moc"
