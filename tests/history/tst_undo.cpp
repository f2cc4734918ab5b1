// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/undo.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestUndo : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<MemoryStore>(); }

    void putsBackWhatNobodyTouchedAndListsTheRest()
    {
        const Id id = insert(u"张敏"_s);
        const qint64 both = edit(id, {{customer::name.index, u"章敏"_s}, {customer::note.index, u"老客户"_s}}, m_zhang);
        edit(id, {{customer::note.index, u"VIP"_s}}, m_li);
        const auto plan = planUndo(records(), {both});
        QVERIFY(plan);
        QCOMPARE(plan->fields, 1);
        QCOMPARE(plan->restored, 1);
        QCOMPARE(plan->kept.size(), 1);
        const Kept &kept = plan->kept.first();
        QCOMPARE(kept.field, customer::note.index);
        QCOMPARE(kept.now, Value(u"VIP"_s));
        QCOMPARE(kept.before, Value());
        QCOMPARE(kept.author, m_li);
        QCOMPARE(kept.atMs, m_store->clock.nowMs());
        QVERIFY(kept.reason == Kept::Reason::Edited);

        const auto undone = undo(records(), *plan, m_zhang);
        QVERIFY(undone);
        QCOMPARE(undone->applied, 1);
        QCOMPARE(now(id)[customer::name], u"张敏"_s);
        QCOMPARE(now(id)[customer::note], u"VIP"_s);
        const Record set = *records().one(change_set::entity, undone->set);
        QCOMPARE(set[change_set::origin], u"undo"_s);
        QCOMPARE(set[change_set::author], m_zhang);
        QCOMPARE(set[change_set::undoes], setId(both));
        QVERIFY(!undoneBy(records(), {both})->isEmpty());
        QVERIFY(planUndo(records(), {both})->isEmpty()); // once
    }

    void anEditThatWasUndoneIsNoTouch()
    {
        const Id id = insert(u"张敏"_s);
        const qint64 first = edit(id, {{customer::note.index, u"一"_s}});
        const qint64 second = edit(id, {{customer::note.index, u"二"_s}});
        QVERIFY(take(second));
        QVERIFY(take(first));
        QVERIFY(now(id).isNull(customer::note));
    }

    void undoingAnUndoRedoesAndCanBeUndoneAgain()
    {
        const Id id = insert(u"张敏"_s);
        const qint64 typed = edit(id, {{customer::note.index, u"一"_s}});
        const qint64 undo1 = take(typed);
        const qint64 redo1 = take(undo1);
        QCOMPARE(now(id)[customer::note], u"一"_s);
        QVERIFY(undoneBy(records(), {typed})->isEmpty());
        QVERIFY(take(typed)); // in force again, so it can be taken back again
        QVERIFY(now(id).isNull(customer::note));
        QCOMPARE(undoneBy(records(), {typed})->size(), 1);
        QVERIFY(planUndo(records(), {redo1})->isEmpty()); // the same thing, already taken back
        QVERIFY(take(undoneBy(records(), {typed})->first()));
        QCOMPARE(now(id)[customer::note], u"一"_s);
    }

    void aDerivedFieldGoesWithItsSource()
    {
        const Id id = insert(u"A B"_s, u"ab"_s);
        const qint64 first = edit(id, {{customer::name.index, u"C D"_s}, {customer::name_normal.index, u"cd"_s}});
        edit(id, {{customer::name.index, u"C  D"_s}}); // same folded name: only the source is edited
        QVERIFY(planUndo(records(), {first})->isEmpty());
        QCOMPARE(now(id)[customer::name_normal], u"cd"_s);
        const qint64 third = edit(id, {{customer::name.index, u"CD"_s}});
        edit(id, {{customer::name_normal.index, u"c-d"_s}}); // a newer rule of folding
        QVERIFY(take(third));
        QCOMPARE(now(id)[customer::name], u"C  D"_s);
        QCOMPARE(now(id)[customer::name_normal], u"cd"_s);
    }

    void withdrawsWhatASetCreatedAndBringsItBack()
    {
        const Id id = Id::make(m_store->clock.nowMs());
        const Id number = Id::make(m_store->clock.nowMs());
        const qint64 made = commit({.changes = {Change::insert(customer::entity, id).set(customer::name, u"张敏"_s),
                                                Change::insert(phone::entity, number).set(phone::customer, id).set(phone::written, u"138"_s)}});
        const qint64 gone = take(made);
        QVERIFY(now(id).removedMs != 0);
        QVERIFY(records().one(phone::entity, number)->removedMs != 0);
        QVERIFY(take(gone));
        QCOMPARE(now(id).removedMs, 0);
        QCOMPARE(records().one(phone::entity, number)->removedMs, 0);
    }

    void aCreatedCustomerThatWasTouchedStaysWhole_data()
    {
        QTest::addColumn<int>("touch");
        QTest::addColumn<bool>("stays");
        QTest::newRow("nothing happened") << 0 << false;
        QTest::newRow("a field was edited") << 1 << true;
        QTest::newRow("a phone of the import was edited") << 2 << true;
        QTest::newRow("another phone") << 3 << true;
        QTest::newRow("a note") << 4 << true;
        QTest::newRow("a note that was withdrawn again") << 5 << false;
        QTest::newRow("an edit that was undone") << 6 << false;
        QTest::newRow("merged") << 7 << true;
        QTest::newRow("only a derived field") << 8 << false;
        QTest::newRow("edited and edited back by hand") << 9 << true;
    }
    void aCreatedCustomerThatWasTouchedStaysWhole()
    {
        QFETCH(int, touch);
        QFETCH(bool, stays);
        const Id batch = Id::make(7);
        const Id id = Id::make(m_store->clock.nowMs());
        const Id number = Id::make(m_store->clock.nowMs());
        const Id other = insert(u"李雷"_s);
        commit({.origin = Origin::Import, .batch = batch,
                .changes = {Change::insert(import_batch::entity, batch).set(import_batch::state, u"running"_s)}});
        commit({.origin = Origin::Import, .batch = batch,
                .changes = {Change::insert(customer::entity, id).set(customer::name, u"张敏"_s),
                            Change::insert(phone::entity, number).set(phone::customer, id).set(phone::written, u"138"_s)}});
        const Id note = Id::make(m_store->clock.nowMs());
        qint64 later = 0;
        switch (touch) {
        case 1: later = edit(id, {{customer::note.index, u"一"_s}}, m_li); break;
        case 2: {
            const Record seen = *records().one(phone::entity, number);
            later = commit({.author = m_li, .changes = {Change::update(seen).set(seen, phone::written, u"139"_s)}});
            break;
        }
        case 3: later = commit({.author = m_li, .changes = {Change::insert(phone::entity, note).set(phone::customer, id)}}); break;
        case 4:
        case 5:
            later = commit({.author = m_li, .changes = {Change::insert(interaction::entity, note).set(interaction::customer, id).set(interaction::at, 5)}});
            if (touch == 5)
                commit({.changes = {Change::remove(*records().one(interaction::entity, note))}});
            break;
        case 6: take(edit(id, {{customer::note.index, u"一"_s}})); break;
        case 7:
            later = commit({.author = m_li, .changes = {Change::insert(merge::entity, note).set(merge::survivor, other).set(merge::merged, id)}});
            break;
        case 8: edit(id, {{customer::name_normal.index, u"x"_s}}); break;
        case 9:
            edit(id, {{customer::name.index, u"章敏"_s}});
            later = edit(id, {{customer::name.index, u"张敏"_s}}, m_li);
            break;
        }
        const auto plan = planUndoOfBatch(records(), batch);
        QVERIFY(plan);
        QCOMPARE(plan->withdrawnCustomers, stays ? 0 : 1);
        QCOMPARE(plan->withdrawn, stays ? 0 : 2);
        QCOMPARE(plan->keptCount, stays ? 1 : 0); // one line for the customer, its phone goes without saying
        if (stays) {
            QCOMPARE(plan->kept.first().record, id);
            QCOMPARE(plan->kept.first().records, 2);
            QCOMPARE(plan->kept.first().setSeq, later);
            QCOMPARE(plan->kept.first().author, m_li);
        }
        QVERIFY(undo(records(), *plan));
        QCOMPARE(now(id).removedMs != 0, !stays);
        QCOMPARE(records().one(phone::entity, number)->removedMs != 0, !stays);
        const Record log = *records().one(import_batch::entity, batch);
        QCOMPARE(log.removedMs, 0);
        QCOMPARE(log[import_batch::state], u"undone"_s);
    }

    void aLargeFamilyStaysForTheSameReason()
    {
        // Enough members that the table of what is kept grows while the family is written into it.
        constexpr int numbers = 600;
        const Id id = Id::make(m_store->clock.nowMs());
        ChangeSet made;
        made.changes << Change::insert(customer::entity, id).set(customer::name, u"张敏"_s);
        const Value family(id); // made in the loop it confuses GCC's analysis
        QList<Id> phones;
        for (int i = 0; i < numbers; ++i) {
            phones << Id::make(m_store->clock.nowMs());
            made.changes << Change::insert(phone::entity, phones.last()).edit(phone::customer.index, Value(), family);
        }
        const qint64 set = commit(made);
        edit(id, {{customer::note.index, u"VIP"_s}}, m_li);
        const auto plan = planUndo(records(), {set});
        QVERIFY(plan);
        QVERIFY(plan->isEmpty());
        QCOMPARE(plan->keptCount, 1); // one line speaks for all of it
        QCOMPARE(plan->kept.first().record, id);
        QCOMPARE(plan->kept.first().author, m_li);
        QCOMPARE(plan->kept.first().records, numbers + 1);
        const auto undone = undo(records(), *plan, m_zhang);
        QVERIFY(undone);
        QCOMPARE(now(id).removedMs, 0);
        for (const Id &one : phones)
            QCOMPARE(records().one(phone::entity, one)->removedMs, 0);
    }

    void whatStaysKeepsWhatItRefersTo()
    {
        const Id id = insert(u"张敏"_s);
        const Id person = Id::make(3);
        const qint64 made = commit({.changes = {Change::insert(contact::entity, person).set(contact::customer, id).set(contact::name, u"小王"_s)}});
        commit({.changes = {Change::insert(phone::entity, Id::make(4)).set(phone::customer, id).set(phone::contact, person)}});
        const auto plan = planUndo(records(), {made});
        QVERIFY(plan->isEmpty());
        QVERIFY(plan->kept.first().reason == Kept::Reason::Added);
        QCOMPARE(plan->kept.first().cause, &phone::entity);
    }

    // R144: import 12,000, edit 5, undo: 11,995 gone, 5 listed.
    void aBatchOfManySetsIsUndoneAsAWhole()
    {
        const Id batch = Id::make(7);
        QList<Id> ids;
        for (int set = 0; set < 12; ++set) {
            ChangeSet changes{.origin = Origin::Import, .batch = batch, .changes = {}};
            for (int i = 0; i < 1000; ++i) {
                ids.append(Id::make(m_store->clock.nowMs()));
                changes.changes << Change::insert(customer::entity, ids.last()).set(customer::name, u"客户%1"_s.arg(ids.size()));
            }
            commit(changes);
        }
        for (int i = 0; i < 5; ++i)
            edit(ids.at(i * 2000 + 17), {{customer::note.index, u"手工"_s}});
        const auto plan = planUndoOfBatch(records(), batch);
        QVERIFY(plan);
        QCOMPARE(plan->withdrawn, 11995);
        QCOMPARE(plan->kept.size(), 5);
        qint64 seen = 0;
        const auto undone = undo(records(), *plan, {}, [&](qint64 done, qint64 total) {
            seen = done;
            return total == 12000;
        });
        QVERIFY(undone);
        QCOMPARE(seen, 12000);
        QCOMPARE(undone->applied, 11995);
        QCOMPARE(undone->keptCount, 5);
        QCOMPARE(*records().count(Query(customer::entity)), 5);
        QVERIFY(undo(records(), *planUndo(records(), *undoneBy(records(), plan->sets))));
        QCOMPARE(*records().count(Query(customer::entity)), 12000);
    }

    void goesOnAfterAnInterruption()
    {
        const Id batch = Id::make(7);
        for (int i = 0; i < 4; ++i)
            commit({.origin = Origin::Import, .batch = batch, .changes = {Change::insert(customer::entity, Id::make(i + 1))}});
        const auto plan = planUndoOfBatch(records(), batch);
        const auto stopped = undo(records(), *plan, {}, [](qint64 done, qint64) { return done < 2; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().id, u"history.interrupted"_s);
        QCOMPARE(*records().count(Query(customer::entity)), 2);
        QVERIFY(undo(records(), *plan));
        QCOMPARE(*records().count(Query(customer::entity)), 0);
    }

    // Canceled or killed, begun again, and with other work in between: one act all the same.
    void anUndoInStepsIsOneActHoweverOftenItBegins()
    {
        const Id batch = Id::make(7);
        commit({.origin = Origin::Import, .batch = batch, .changes = {Change::insert(import_batch::entity, batch).set(import_batch::state, u"done"_s)}});
        QList<Id> ids;
        for (int set = 0; set < 4; ++set) {
            ChangeSet changes{.origin = Origin::Import, .batch = batch, .changes = {}};
            for (int i = 0; i < 3; ++i) {
                ids.append(Id::make(m_store->clock.nowMs()));
                changes.changes << Change::insert(customer::entity, ids.last()).set(customer::name, u"客户%1"_s.arg(ids.size()));
            }
            commit(changes);
        }
        {
            auto begun = Undoing::ofBatch(records(), batch);
            QVERIFY(begun);
            QCOMPARE(begun->total(), 13);
            QVERIFY(*begun->step(records()));
            QVERIFY(*begun->step(records()));
            QCOMPARE(begun->done(), 6);
        } // and it is gone
        QCOMPARE(*records().count(Query(customer::entity)), 6);
        QCOMPARE((*records().one(import_batch::entity, batch))[import_batch::state], u"done"_s);
        edit(ids.first(), {{customer::note.index, u"手工"_s}});

        auto again = Undoing::ofBatch(records(), batch);
        while (*again->step(records())) { }
        QVERIFY(!*again->step(records()));
        QCOMPARE(again->done(), again->total());
        QCOMPARE(again->plan().withdrawn, 5);
        QCOMPARE(again->plan().keptCount, 1);
        QCOMPARE(*records().count(Query(customer::entity)), 1);
        QCOMPARE((*records().one(import_batch::entity, batch))[import_batch::state], u"undone"_s);

        // One batch of undos, and its undo brings everything back.
        const auto acts = records().find(Query(change_set::entity).where(change_set::origin == u"undo"_s));
        QVERIFY(acts->size() >= 4);
        for (const Record &act : *acts)
            QCOMPARE(act[change_set::batch], undoBatchOf(batch));
        auto redo = Undoing::ofBatch(records(), undoBatchOf(batch));
        QVERIFY(redo);
        while (*redo->step(records())) { }
        QCOMPARE(*records().count(Query(customer::entity)), 12);
        QCOMPARE((*records().one(import_batch::entity, batch))[import_batch::state], u"done"_s);
        auto onceMore = Undoing::ofBatch(records(), batch);
        while (*onceMore->step(records())) { }
        QCOMPARE(*records().count(Query(customer::entity)), 1);
    }

    void refusesASetThatIsNotThere()
    {
        QCOMPARE(planUndo(records(), {99}).error().id, u"history.noSuchSet"_s);
        QCOMPARE(planUndoOfSet(records(), Id::make(1)).error().code, Error::Code::NotFound);
        QCOMPARE(planUndoOfBatch(records(), Id::make(1)).error().code, Error::Code::NotFound);
    }

private:
    Records &records() { return m_store->records(); }
    qint64 commit(const ChangeSet &set)
    {
        m_store->clock.advanceMs(1000);
        const auto done = records().commit(set);
        if (!done)
            qFatal("%s %s", qPrintable(done.error().id), qPrintable(done.error().log));
        return done->seq;
    }
    Id insert(const QString &name, const QString &normal = {})
    {
        const Id id = Id::make(m_store->clock.nowMs());
        commit({.changes = {Change::insert(customer::entity, id).set(customer::name, name).set(customer::name_normal, normal)}});
        return id;
    }
    qint64 edit(const Id &id, const QList<std::pair<int, Value>> &values, const Id &author = {})
    {
        const Record seen = now(id);
        Change change = Change::update(seen);
        for (const auto &[field, value] : values)
            change.edit(field, seen.value(field), value);
        return commit({.author = author, .changes = {change}});
    }
    // Undoes one set; the seq of the undo, 0 if there was nothing to take back.
    qint64 take(qint64 seq)
    {
        m_store->clock.advanceMs(1000);
        const auto plan = planUndo(records(), {seq});
        const auto undone = plan ? undo(records(), *plan) : Result<Undone>(fail(plan.error()));
        if (!undone)
            qFatal("%s", qPrintable(undone.error().id));
        return undone->seq;
    }
    Record now(const Id &id) { return *records().one(customer::entity, id); }
    Id setId(qint64 seq) { return (*records().first(Query(change_set::entity).where(change_set::seq == seq)))->id; }

    std::unique_ptr<MemoryStore> m_store;
    Id m_zhang = Id::fromSeed(1, 7, 7);
    Id m_li = Id::fromSeed(1, 8, 8);
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
