// SPDX-License-Identifier: GPL-3.0-or-later
#include "duplicate_office.h"

#include "customers/customer_list.h"
#include "customers/uniqueness.h"
#include "history/provenance.h"
#include "history/undo.h"

#include <QRandomGenerator>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

const QList<const Entity *> &kinds()
{
    static const QList<const Entity *> all{&customer::entity, &phone::entity, &email::entity, &address::entity, &tag::entity, &contact::entity,
                                           &interaction::entity, &task::entity, &promise::entity, &attachment::entity, &opportunity::entity,
                                           &merge::entity, &duplicate_pair::entity};
    return all;
}

using Key = std::pair<const Entity *, Id>;

QHash<Key, Record> stateOf(Records &records)
{
    QHash<Key, Record> state;
    for (const Entity *entity : kinds()) {
        const auto rows = records.find(Query(*entity).withRemoved());
        for (const Record &row : *rows)
            state.insert({entity, row.id}, row);
    }
    return state;
}

// What a person would see of a record: its fields, without what the database keeps in step.
QStringList seen(const Record &row)
{
    QStringList fields{row.removedMs != 0 ? u"withdrawn"_s : u"there"_s};
    for (int i = 0; i < row.entity()->count(); ++i)
        if (row.entity() != &customer::entity || i != customer::last_interaction.index)
            fields.append(row.value(i).isNull() ? u"-"_s : row.entity()->fields[size_t(i)].type == Type::Reference ? row.value(i).toId().toString() : row.value(i).toText() + QString::number(row.value(i).toNumber()));
    return fields;
}

} // namespace

class TestMergeCustomers : public QObject
{
    Q_OBJECT

private:
    struct Two {
        DuplicateOffice office;
        Id zhang;
        Id wei;
        Id boss;
        Id rep;
        Two()
        {
            boss = office.person(u"boss"_s, u"supervisor"_s);
            rep = office.person(u"rep"_s, u"sales"_s);
            zhang = office.add(u"张伟"_s, u"南京启明教育科技有限公司"_s, u"13812341234"_s);
            wei = office.add(u"张偉"_s, u"南京启明教育"_s, u"13812341234; 025-83123456"_s, u"zhang.wei@example.cn"_s);
            const Record seen = office.one(customer::entity, wei);
            office.commit({.changes = {Change::update(seen).set(seen, customer::owner, rep).set(seen, customer::level, u"A"_s).set(seen, customer::note, u"先打电话"_s),
                                       Change::insert(interaction::entity, Id::fromSeed(1, 1, 4)).set(interaction::customer, wei).set(interaction::at, DuplicateOffice::nowMs - 86'400'000).set(interaction::body, u"要报价"_s),
                                       Change::insert(task::entity, Id::fromSeed(1, 2, 4)).set(task::customer, wei).set(task::title, u"回电"_s).set(task::owner, rep),
                                       Change::insert(task::entity, Id::fromSeed(1, 3, 4)).set(task::customer, zhang).set(task::title, u"寄样"_s),
                                       Change::insert(attachment::entity, Id::fromSeed(1, 4, 4)).set(attachment::customer, wei).set(attachment::interaction, Id::fromSeed(1, 1, 4)).set(attachment::file_name, u"报价.pdf"_s),
                                       Change::insert(tag::entity, Id::fromSeed(1, 5, 4)).set(tag::customer, wei).set(tag::label, u"教育"_s),
                                       Change::insert(tag::entity, Id::fromSeed(1, 6, 4)).set(tag::customer, zhang).set(tag::label, u"教育"_s)}});
        }
    };

private slots:
    void nothingIsLostAndTheLineReconciles()
    {
        Two two;
        Records &records = two.office.records();
        const auto plan = planMerge(records, two.zhang, {two.wei});
        QVERIFY(plan);
        QCOMPARE(plan->moved.value(u"interaction"_s), 1);
        QCOMPARE(plan->stays.value(u"phone"_s), 1); // the number both have
        QCOMPARE(plan->stays.value(u"tag"_s), 1);
        QCOMPARE(plan->openTasks, 2);
        const auto done = mergeCustomers(records, *plan, {.author = two.boss, .approvedBy = two.boss, .rule = u"number-similar"_s, .nowMs = DuplicateOffice::nowMs});
        QVERIFY(done);
        QVERIFY(done->reconciles());
        QCOMPARE(done->before, 2);
        QCOMPARE(done->after, 1);
        QCOMPARE(done->linked, 1);
        QCOMPARE(done->hangingAfter.value(u"attachment"_s), 1);

        const Record survivor = two.office.one(customer::entity, two.zhang);
        QCOMPARE(survivor[customer::name], u"张伟"_s);
        QCOMPARE(survivor[customer::level], u"A"_s);   // only the other had one
        QCOMPARE(survivor[customer::owner], two.rep);  // R014
        QCOMPARE(survivor[customer::note], u"先打电话"_s);
        QCOMPARE(survivor[customer::last_interaction], DuplicateOffice::nowMs - 86'400'000);
        const auto open = records.find(Query(task::entity).where(task::customer == two.zhang && isNull(task::done_at)));
        QCOMPARE(open->size(), 2); // the union of both
        const Record shell = two.office.one(customer::entity, two.wei);
        QCOMPARE(shell[customer::merged_into], two.zhang);
        QCOMPARE(shell[customer::note], u"先打电话"_s);

        // Hidden from list and search, found as linked and by its number as the survivor.
        QCOMPARE(*countCustomers(records, {}), 1);
        const auto hits = records.search({u"张偉"_s, 20});
        QVERIFY(std::ranges::none_of(*hits, [&](const Hit &hit) { return hit.customer == two.wei; }));
        const auto linked = linkedCustomers(records, two.zhang);
        QCOMPARE(linked->size(), 1);
        QCOMPARE(linked->first().id, two.wei);
        const auto found = checkDuplicates(records, {.phone = u"025-83123456"_s});
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().id, two.zhang);

        // Where a moved record came from is in its history.
        const auto source = historyOf(records, interaction::entity, Id::fromSeed(1, 1, 4), 10);
        QCOMPARE(source->size(), 2);
        const Edit &moved = source->first().row.edits.first();
        QCOMPARE(moved.field, interaction::customer.index);
        QCOMPARE(moved.from.toId(), two.wei);
        QCOMPARE(moved.to.toId(), two.zhang);
        QCOMPARE(source->first().set.title, u"customers.merge"_s);
        QCOMPARE(source->first().set.author, two.boss);
    }

    void fieldsAreChosenOneByOne()
    {
        Two two;
        auto plan = planMerge(two.office.records(), two.zhang, {two.wei});
        for (MergeField &field : plan->fields)
            if (field.field == customer::name.index)
                field.chosen = 1;
        const auto done = mergeCustomers(two.office.records(), *plan, {.nowMs = DuplicateOffice::nowMs});
        QVERIFY(done);
        const Record survivor = two.office.one(customer::entity, two.zhang);
        QCOMPARE(survivor[customer::name], u"张偉"_s);
        QCOMPARE(survivor[customer::name_normal], u"张偉"_s);
    }

    void undoRestoresAlsoAfterLaterEdits()
    {
        Two two;
        Records &records = two.office.records();
        const auto before = stateOf(records);
        const auto plan = planMerge(records, two.zhang, {two.wei});
        const auto done = mergeCustomers(records, *plan, {.nowMs = DuplicateOffice::nowMs});
        QVERIFY(done);
        // Months of work later.
        const Record survivor = two.office.one(customer::entity, two.zhang);
        two.office.commit({.changes = {Change::update(survivor).set(survivor, customer::level, u"B"_s),
                                       Change::insert(interaction::entity, Id::fromSeed(2, 2, 8)).set(interaction::customer, two.zhang).set(interaction::at, DuplicateOffice::nowMs).set(interaction::body, u"成交"_s)}});
        const auto undoing = planUndoOfSet(records, done->set);
        QVERIFY(undoing);
        QCOMPARE(undoing->keptCount, 1);
        QCOMPARE(undoing->kept.first().field, customer::level.index);
        const auto undone = undo(records, *undoing);
        QVERIFY(undone);
        const auto after = stateOf(records);
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            QStringList was = seen(*it);
            QStringList is = seen(after.value(it.key()));
            if (it.key().second == two.zhang) {
                QCOMPARE(after.value(it.key())[customer::level], u"B"_s); // somebody chose that since
                was.removeAt(1 + customer::level.index);
                is.removeAt(1 + customer::level.index);
            }
            QCOMPARE(is, was);
        }
        QCOMPARE(after.value({&interaction::entity, Id::fromSeed(2, 2, 8)})[interaction::customer], two.zhang);
        QCOMPARE(*countCustomers(records, {}), 2);
    }

    void refusesWhatIsNoMerge()
    {
        Two two;
        Records &records = two.office.records();
        QCOMPARE(planMerge(records, two.zhang, {}).error().id, u"customers.mergeFew"_s);
        QCOMPARE(planMerge(records, two.zhang, {two.zhang}).error().id, u"customers.mergeTwice"_s);
        QCOMPARE(planMerge(records, two.zhang, {Id::fromSeed(9, 9, 9)}).error().id, u"records.notFound"_s);
        const auto plan = planMerge(records, two.zhang, {two.wei});
        QVERIFY(mergeCustomers(records, *plan, {.nowMs = DuplicateOffice::nowMs}));
        QCOMPARE(mergeCustomers(records, *plan, {.nowMs = DuplicateOffice::nowMs}).error().id, u"customers.mergeTwice"_s);
        QCOMPARE(planMerge(records, two.zhang, {two.wei}).error().id, u"customers.mergeTwice"_s);
        QCOMPARE(two.office.count(merge::entity), 1);
    }

    // R006: a representative compares, a supervisor signs off and merges; the batch stands in the audit.
    void aMergeTakesASupervisorsSignature()
    {
        Two two;
        Records &records = two.office.records();
        two.office.runDuplicates();
        QList<DuplicateCluster> clusters = two.office.clusters();
        QCOMPARE(clusters.size(), 1);
        const auto view = loadCluster(records, clusters.first());
        QVERIFY(view);
        QCOMPARE(view->members.first().stored.customer.id, two.wei); // who talks to us is proposed as the survivor
        QCOMPARE(mergeCluster(records, clusters.first(), view->plan, two.rep, DuplicateOffice::nowMs).error().id, u"customers.signOffDenied"_s);
        QCOMPARE(mergeCluster(records, clusters.first(), view->plan, two.boss, DuplicateOffice::nowMs).error().id, u"customers.notSignedOff"_s);
        QCOMPARE(signOff(records, clusters, two.rep, DuplicateOffice::nowMs).error().id, u"customers.signOffDenied"_s);
        QCOMPARE(signOff(records, clusters, Id(), DuplicateOffice::nowMs).error().id, u"customers.signOffDenied"_s);
        const auto signedOff = signOff(records, clusters, two.boss, DuplicateOffice::nowMs);
        QVERIFY(signedOff);
        clusters = two.office.clusters();
        QCOMPARE(clusters.first().signedBy, two.boss);
        QVERIFY(!clusters.first().batch.isNull());
        const auto done = mergeCluster(records, clusters.first(), view->plan, two.boss, DuplicateOffice::nowMs);
        QVERIFY(done);
        QVERIFY(done->reconciles());
        const Record set = *records.one(change_set::entity, done->set);
        QCOMPARE(set[change_set::batch], clusters.first().batch);
        QCOMPARE(set[change_set::author], two.boss);
        const auto merges = records.find(Query(merge::entity));
        QCOMPARE(merges->first()[merge::approved_by], two.boss);
        QVERIFY(!merges->first()[merge::rule].isEmpty());
        QVERIFY(two.office.clusters().isEmpty());

        // Undone, the cluster is on the list again, signed off still.
        QVERIFY(undo(records, *planUndoOfSet(records, done->set)));
        QCOMPARE(two.office.clusters().size(), 1);
    }

    void aDeskOfOneSignsForItself()
    {
        DuplicateOffice office;
        QVERIFY(*maySignOff(office.records(), Id()));
        office.person(u"boss"_s, u"supervisor"_s);
        QVERIFY(!*maySignOff(office.records(), Id()));
    }

    void notTheSameIsRemembered()
    {
        Two two;
        two.office.runDuplicates();
        QList<DuplicateCluster> clusters = two.office.clusters();
        QCOMPARE(clusters.size(), 1);
        const auto decided = decideDistinct(two.office.records(), clusters.first().pairs, u"父子"_s, two.rep, DuplicateOffice::nowMs);
        QVERIFY(decided);
        QVERIFY(two.office.clusters().isEmpty());
        const DuplicateRunSummary again = two.office.runDuplicates();
        QCOMPARE(again.found, 0);
        QVERIFY(two.office.clusters().isEmpty());
        QVERIFY(undo(two.office.records(), *planUndoOfSet(two.office.records(), decided->set)));
        QCOMPARE(two.office.clusters().size(), 1);
    }

    void aProposalThatHoldsNoMoreIsWithdrawn()
    {
        Two two;
        two.office.runDuplicates();
        const Record wei = two.office.one(customer::entity, two.wei);
        two.office.commit({.changes = {Change::update(wei).set(wei, customer::name, u"李娜"_s).set(wei, customer::company, u""_s)}});
        QCOMPARE(two.office.runDuplicates().withdrawn, 1);
        QVERIFY(two.office.clusters().isEmpty());
        const Record again = two.office.one(customer::entity, two.wei);
        two.office.commit({.changes = {Change::update(again).set(again, customer::name, u"张伟"_s)}});
        QCOMPARE(two.office.runDuplicates().found, 1);
        QCOMPARE(two.office.clusters().size(), 1);
        QCOMPARE(two.office.count(duplicate_pair::entity), 1);
    }

    // R005
    void whoWasTalkedToWithinThirtyDaysComesFirst()
    {
        DuplicateOffice office;
        const auto pair = [&](const QString &name, const QString &number, int daysAgo, int size) {
            Id first;
            for (int i = 0; i < size; ++i)
                first = office.add(name, {}, number);
            office.commit({.changes = {Change::insert(interaction::entity, Id::fromSeed(1, quint64(daysAgo), 1)).set(interaction::customer, first)
                                           .set(interaction::at, DuplicateOffice::nowMs - daysAgo * 86'400'000LL).set(interaction::body, u"跟进"_s)}});
        };
        pair(u"王芳"_s, u"13812340001"_s, 31, 4);
        pair(u"李军"_s, u"13812340002"_s, 29, 2);
        pair(u"赵磊"_s, u"13812340003"_s, 32, 3);
        office.runDuplicates();
        QStringList order;
        for (const DuplicateCluster &cluster : office.clusters())
            order.append(cluster.name);
        QCOMPARE(order, QStringList({u"李军"_s, u"王芳"_s, u"赵磊"_s}));
    }

    void aNumberOfManyMakesNoGiantCluster()
    {
        DuplicateOffice office;
        for (int i = 0; i < 60; ++i)
            office.add(QString(QChar(0x5f20)) + QChar(0x4e01 + 37 * i), u"南京启明教育科技有限公司"_s, u"13812340000"_s);
        for (int i = 0; i < 40; ++i)
            office.add(u"李娜"_s, {}, u"13912340000"_s); // a test number under one name, again and again
        const DuplicateRunSummary summary = office.runDuplicates();
        for (const DuplicateCluster &cluster : office.clusters())
            QVERIFY(cluster.customers.size() <= DuplicateRun::largestCluster);
        QVERIFY(summary.crowded >= 2);
    }

    // R013: a set of which 12.0 % are surplus says 12.0 %.
    void theShareOfSurplusEntriesIsKnown()
    {
        DuplicateOffice office;
        for (int i = 0; i < 88; ++i) {
            const QString number = u"138123%1"_s.arg(10000 + i * 101);
            const QString name = QString(u"李"_s + QChar(0x4e01 + 41 * i));
            office.add(name, {}, number);
            if (i < 12)
                office.add(name, {}, number);
        }
        office.runDuplicates();
        const auto report = uniqueness(office.records(), office.clusters());
        QVERIFY(report);
        QCOMPARE(report->all.customers, 100);
        QCOMPARE(report->all.surplus, 12);
        QCOMPARE(report->all.rate(), 0.12);
        QCOMPARE(report->bySource.value(QString()).surplus, 12);
    }

    // N05, R007, R008: whatever is merged, edited and undone, no record disappears, and undo restores what nobody touched.
    void noRecordDisappears_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void noRecordDisappears()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        DuplicateOffice office;
        Records &records = office.records();
        QList<Id> people;
        for (int i = 0; i < 8; ++i)
            people.append(office.add(QString(u"张"_s + QChar(u'一' + random.bounded(3))), QString(), u"138123400"_s + QString::number(10 + random.bounded(5))));
        quint64 made = 0;
        const auto hang = [&](const Id &id) {
            ++made;
            ChangeSet set{.changes = {}};
            switch (random.bounded(4)) {
            case 0: set.changes << Change::insert(interaction::entity, Id::fromSeed(5, made, 1)).set(interaction::customer, id).set(interaction::at, DuplicateOffice::nowMs + qint64(made)).set(interaction::body, u"话"_s); break;
            case 1: set.changes << Change::insert(task::entity, Id::fromSeed(5, made, 2)).set(task::customer, id).set(task::title, u"事"_s); break;
            case 2: set.changes << Change::insert(tag::entity, Id::fromSeed(5, made, 3)).set(tag::customer, id).set(tag::label, QString::number(random.bounded(3))); break;
            default: set.changes << Change::insert(attachment::entity, Id::fromSeed(5, made, 4)).set(attachment::customer, id).set(attachment::file_name, u"件"_s);
            }
            office.commit(set);
        };
        for (int i = 0; i < 20; ++i)
            hang(people[random.bounded(int(people.size()))]);

        struct Merged {
            Id set;
            QHash<Key, Record> before;
            QHash<Key, Record> after;
        };
        QList<Merged> merges;
        qsizetype records0 = stateOf(records).size();
        for (int act = 0; act < 40; ++act) {
            const auto now = stateOf(records);
            QVERIFY2(now.size() >= records0, "a record disappeared");
            records0 = now.size();
            QList<Id> listed;
            for (const Id &id : std::as_const(people))
                if (now.value({&customer::entity, id})[customer::merged_into].isNull())
                    listed.append(id);
            switch (random.bounded(5)) {
            case 0:
            case 1: {
                if (listed.size() < 3)
                    break;
                const Id a = listed.takeAt(random.bounded(int(listed.size())));
                const Id b = listed.takeAt(random.bounded(int(listed.size())));
                auto plan = planMerge(records, a, {b});
                QVERIFY(plan);
                for (MergeField &field : plan->fields)
                    field.chosen = random.bounded(int(field.values.size()));
                office.store.clock.advanceMs(1000);
                const auto done = mergeCustomers(records, *plan, {.nowMs = office.store.clock.nowMs()});
                QVERIFY(done);
                QVERIFY(done->reconciles());
                merges.append({done->set, now, stateOf(records)});
                break;
            }
            case 2: {
                const Record row = now.value({&customer::entity, people[random.bounded(int(people.size()))]});
                office.commit({.changes = {Change::update(row).set(row, customer::level, QString::number(act))}});
                break;
            }
            case 3: hang(people[random.bounded(int(people.size()))]); break;
            default: {
                if (merges.isEmpty())
                    break;
                const Merged one = merges.takeAt(random.bounded(int(merges.size())));
                const auto touchedSince = stateOf(records);
                const auto plan = planUndoOfSet(records, one.set);
                QVERIFY(plan);
                QVERIFY(undo(records, *plan));
                const auto after = stateOf(records);
                for (auto it = one.before.cbegin(); it != one.before.cend(); ++it) {
                    const Record merged = one.after.value(it.key());
                    const Record touched = touchedSince.value(it.key());
                    const Record back = after.value(it.key());
                    for (int i = 0; i < it->entity()->count(); ++i) {
                        if (it->entity() == &customer::entity && i != customer::merged_into.index)
                            continue; // a value may have been chosen away and back again: that is somebody's touch
                        if (merged.value(i) == it->value(i) || touched.value(i) != merged.value(i))
                            continue; // not of this merge, or somebody has touched it since
                        QCOMPARE(back.value(i), it->value(i));
                    }
                }
                break;
            }
            }
        }
        // All undone, newest first: everybody stands in the list again.
        while (!merges.isEmpty())
            QVERIFY(undo(records, *planUndoOfSet(records, merges.takeLast().set)));
        QCOMPARE(*countCustomers(records, {}), people.size());
        QVERIFY(stateOf(records).size() >= records0);
    }
};

QTEST_GUILESS_MAIN(TestMergeCustomers)
#include "tst_merge_customers.moc"
