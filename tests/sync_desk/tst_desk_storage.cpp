// SPDX-License-Identifier: GPL-3.0-or-later
// The replica over a real store does what the replica over values does (tests/sync/replica_model.h), step by step.
#include "schema/change_json.h"
#include "schema/schema.h"
#include "support/memory_store.h"
#include "sync/apply.h"
#include "sync/queue.h"
#include "sync/replica_model.h"
#include "sync/desk/desk_storage.h"
#include "wire/codec.h"

#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {

const wire::Vocabulary &words = wire::Vocabulary::shipped();
const Id deviceId = Id::fromSeed(5, 5, 5);

QByteArray textOf(const Record &record, bool withVersion)
{
    Change all = Change::insert(*record.entity(), record.id);
    for (int field = 0; field < record.entity()->count(); ++field)
        if (&record.entity()->fields[size_t(field)] != &customer::last_interaction.field())
            all.edit(field, {}, record.value(field));
    return QByteArray(record.entity()->name) + ' ' + record.id.toString().toLatin1() + (withVersion ? " v" + QByteArray::number(record.version) : QByteArray())
        + " r" + QByteArray::number(record.removedMs) + ' ' + editsToJson(all);
}

// Both stores side by side: the same is done to both, and afterwards they must say the same.
class Pair
{
public:
    Pair() : desk(memory.records())
    {
        if (!desk.attach())
            qFatal("attach");
    }

    // Of the store, with everything it keeps.
    QByteArrayList dump()
    {
        QByteArrayList lines;
        lines << "position " + QByteArray::number(desk.position()->lastMid) + ' ' + QByteArray::number(desk.position()->acknowledgedMid) + ' '
                + QByteArray::number(desk.position()->mask.hidden.size()) + ' ' + QByteArray::number(int(desk.position()->reconciling));
        const QList<HeldScope> scopes = *desk.scopes();
        for (const HeldScope &scope : scopes)
            lines << scopeLine(scope);
        for (const Entity *entity : {&customer::entity, &phone::entity}) {
            const QList<Record> rows = *memory.records().find(Query(*entity).withRemoved());
            for (const Record &row : rows)
                lines << "shown " + textOf(row, false);
            for (const Id &id : ids)
                if (const auto truth = *desk.truth({entity, id})) {
                    QByteArray line = "truth " + textOf(truth->record, true);
                    for (const qint32 scope : truth->scopes)
                        line += ' ' + QByteArray::number(scope);
                    lines << line;
                }
        }
        const auto waiting = *ReplicaTables(memory.records()).above(0);
        for (const ReplicaTables::Waiting &one : waiting)
            lines << "outbox " + QByteArray::number(one.acknowledged) + ' ' + one.body;
        const QList<wire::Conflict> conflicts = *desk.conflicts();
        for (const wire::Conflict &conflict : conflicts)
            lines << "conflict " + wire::Codec().write(conflict);
        const auto rejected = *desk.rejected();
        for (const auto &[mutation, outcome] : rejected)
            lines << "rejected " + wire::Codec().write(mutation) + wire::Codec().write(outcome);
        std::sort(lines.begin(), lines.end());
        return lines;
    }
    QByteArrayList dumpModel()
    {
        QByteArrayList lines;
        lines << "position " + QByteArray::number(model.now.position.lastMid) + ' ' + QByteArray::number(model.now.position.acknowledgedMid) + ' '
                + QByteArray::number(model.now.position.mask.hidden.size()) + ' ' + QByteArray::number(int(model.now.position.reconciling));
        const QList<HeldScope> scopes = *model.scopes();
        for (const HeldScope &scope : scopes)
            lines << scopeLine(scope);
        for (const auto &row : std::as_const(model.now.shown))
            lines << "shown " + textOf(*row, false);
        for (const auto &row : std::as_const(model.now.truth)) {
            QByteArray line = "truth " + textOf(row->record, true);
            for (const qint32 scope : row->scopes)
                line += ' ' + QByteArray::number(scope);
            lines << line;
        }
        for (const auto &queued : std::as_const(model.now.outbox))
            lines << "outbox " + QByteArray::number(queued->acknowledged) + ' ' + wire::Codec().write(queued->mutation);
        for (const auto &conflicts : std::as_const(model.now.conflicts))
            for (const wire::Conflict &conflict : conflicts)
                lines << "conflict " + wire::Codec().write(conflict);
        for (const auto &rejected : std::as_const(model.now.rejected))
            lines << "rejected " + wire::Codec().write(rejected.first) + wire::Codec().write(rejected.second);
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    void enroll()
    {
        QVERIFY(desk.enroll(deviceId));
        while (*desk.uploadStep(2)) { }
        model.now.position.device = deviceId;
        for (const auto &[head, change] : std::as_const(before))
            QVERIFY(kemai::sync::enqueue(model, words, head, change, head.atMs));
        enrolled = true;
    }
    void edit(const Change &change)
    {
        memory.clock.advanceMs(7);
        ChangeSet set;
        set.id = Id::fromSeed(memory.clock.nowMs(), 1, 1);
        set.changes = {change};
        const auto done = memory.records().commit(set);
        const wire::SetHead head{set.id, Origin::Typed, {}, memory.clock.nowMs(), {}, {}, {}};
        if (!enrolled) {
            QVERIFY2(done, qPrintable(done ? QString() : done.error().log));
            before.append({head, change});
            return;
        }
        const auto mirrored = inTransaction(model, [&]() -> Result<> {
            const auto made = kemai::sync::enqueue(model, words, head, change, head.atMs);
            return made ? Result<>() : fail(made.error());
        });
        QCOMPARE(done.has_value(), mirrored.has_value());
    }

    MemoryStore memory;
    DeskStorage desk;
    office::ReplicaModel model;
    QList<Id> ids; // of all records there ever were
    QList<std::pair<wire::SetHead, Change>> before;
    bool enrolled = false;

private:
    static QByteArray scopeLine(const HeldScope &scope)
    {
        return "scope " + QByteArray::number(scope.scope) + ' ' + QByteArray::number(scope.order) + ' ' + QByteArray::number(int(scope.complete)) + ' '
            + (scope.entity ? scope.entity->name : "-") + ' ' + scope.after.toString().toLatin1();
    }
};

class Dice : public office::SeededDice
{
public:
    using SeededDice::SeededDice;
};

wire::Row serverRow(const Entity &entity, const Id &id, qint64 version, Dice &dice)
{
    wire::Row row{Record(entity), {}};
    row.record.id = id;
    row.record.version = version;
    row.record.removedMs = dice.chance(0.1) ? 1'764'000'000'000 : 0;
    if (&entity == &customer::entity) {
        row.record.set(customer::name, u"张敏%1"_s.arg(version));
        row.record.set(customer::province, dice.chance(0.5) ? u"江苏"_s : QString());
        row.record.set(customer::city, u"南京%1"_s.arg(version));
        row.record.set(customer::birthday, u"1990-01-01"_s);
    } else {
        row.record.set(phone::written, u"1380013%1"_s.arg(version, 4, 10, QChar(u'0')));
    }
    for (const qint32 scope : {1, 2, 3})
        if (dice.chance(0.5))
            row.scopes.append(scope);
    if (row.scopes.isEmpty())
        row.scopes = {1};
    return row;
}

} // namespace

class TestDeskStorage : public QObject
{
    Q_OBJECT

private slots:
    void doesWhatTheModelDoes_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 60; ++seed)
            QTest::newRow(QByteArray::number(seed).constData()) << seed;
    }
    void doesWhatTheModelDoes()
    {
        QFETCH(int, seed);
        Dice dice{quint64(seed)};
        Pair pair;
        const Id epoch = Id::fromSeed(1, 1, 1);
        qint64 version = 1;
        qint64 maskVersion = 0;
        for (int i = 0; i < 6; ++i)
            pair.ids.append(Id::fromSeed(1000 + i, quint64(i), 7));
        const auto entityOf = [](qsizetype i) -> const Entity & { return i < 4 ? customer::entity : phone::entity; };
        const auto editSomething = [&] {
            const qsizetype i = dice.below(6);
            const auto here = pair.memory.records().first(Query(entityOf(i)).where(Condition::idIs(pair.ids.at(i))).withRemoved());
            QVERIFY(here);
            if (!*here) {
                Change made = Change::insert(entityOf(i), pair.ids.at(i));
                if (i < 4)
                    made.set(customer::name, u"李雷"_s).set(customer::city, u"北京"_s);
                else
                    made.set(phone::written, u"13900139000"_s);
                return pair.edit(made);
            }
            if (dice.chance(0.1)) {
                Change mark = (*here)->removedMs == 0 ? Change::remove(**here) : Change::restore(**here);
                return pair.edit(mark);
            }
            Change change = Change::update(**here);
            if (i < 4 && dice.chance(0.5))
                change.set(**here, customer::city, u"上海%1"_s.arg(dice.below(1000)));
            else if (i < 4 && dice.chance(0.3))
                change.set(**here, customer::birthday, u"1991-02-%1"_s.arg(10 + dice.below(18)));
            else if (i < 4)
                change.set(**here, customer::note, dice.chance(0.2) ? QString() : u"备注%1"_s.arg(dice.below(1000)));
            else
                change.set(**here, phone::written, u"139%1"_s.arg(dice.below(100'000'000)));
            if (!change.edits.isEmpty())
                pair.edit(change);
        };
        for (int i = 0; i < dice.below(6); ++i)
            editSomething();
        pair.enroll();
        QCOMPARE(pair.dump().join('\n'), pair.dumpModel().join('\n'));

        for (int step = 0; step < 60; ++step) {
            const int what = dice.below(10);
            if (what < 4) {
                editSomething();
            } else if (what < 7) {
                wire::PullResponse page;
                page.epoch = epoch;
                page.cursor = {wire::Snapshot{quint64(step + 2), quint64(step + 2), {}}, {}, 0};
                for (const qint32 scope : {1, 2, 3})
                    if (dice.chance(0.2))
                        page.add.append(scope);
                    else if (dice.chance(0.1))
                        page.drop.append(scope);
                if (dice.chance(0.2)) {
                    page.mask = wire::Mask{++maskVersion, {}};
                    if (dice.chance(0.5))
                        page.mask->hidden = {{&customer::entity, customer::birthday.index}};
                }
                for (const Entity *entity : {&customer::entity, &phone::entity}) {
                    wire::Table table{entity, {}, {}};
                    const bool hides = entity == &customer::entity && (page.mask ? !page.mask->hidden.isEmpty() : !pair.model.now.position.mask.hidden.isEmpty());
                    for (int field = 0; field < entity->count(); ++field)
                        if (!(hides && field == customer::birthday.index))
                            table.columns.append(field);
                    for (qsizetype i = 0; i < 6; ++i)
                        if (&entityOf(i) == entity && dice.chance(0.3)) {
                            wire::Row row = serverRow(*entity, pair.ids.at(i), ++version, dice);
                            if (hides)
                                row.record.setValue(customer::birthday.index, {});
                            table.rows.append(row);
                            if (entity == &customer::entity && dice.chance(0.3)) {
                                wire::Conflict conflict;
                                conflict.id = wire::conflictId(deviceId, version, u"city"_s);
                                conflict.entity = entity;
                                conflict.record = pair.ids.at(i);
                                conflict.unit = u"city"_s;
                                conflict.fields = {{customer::city.index, Value(u"a"), Value(u"b"), Value(u"c")}};
                                if (!hides)
                                    conflict.fields.append({customer::birthday.index, Value(u"1"), Value(u"2"), Value(u"3")});
                                conflict.theirsVersion = version;
                                conflict.device = deviceId;
                                conflict.mid = 1;
                                page.conflicts.append(conflict);
                            }
                        }
                    if (!table.rows.isEmpty())
                        page.up.append(table);
                }
                if (dice.chance(0.2))
                    page.gone.append({&customer::entity, pair.ids.at(dice.below(4))});
                QVERIFY(applyPull(pair.desk, words, page));
                QVERIFY(applyPull(pair.model, words, page));
                if (dice.chance(0.2)) { // twice is once
                    QVERIFY(applyPull(pair.desk, words, page));
                    QVERIFY(applyPull(pair.model, words, page));
                }
            } else if (what < 9) {
                wire::PushRequest sent;
                sent.mutations = *pair.desk.queued(3, 1'000'000);
                if (sent.mutations.isEmpty())
                    continue;
                wire::PushResponse answer;
                answer.lastMid = sent.mutations.last().mid;
                answer.maskVersion = pair.model.now.position.mask.version;
                if (dice.chance(0.4))
                    answer.outcomes = {{sent.mutations.first().mid, {{u"city"_s, wire::Verdict::Denied}}, {}, u"sync.notFound"_s, {}}};
                QVERIFY(applyPush(pair.desk, sent, answer));
                QVERIFY(applyPush(pair.model, sent, answer));
            } else if (dice.chance(0.3)) {
                const qint64 known = dice.below(int(pair.model.now.position.lastMid) + 1);
                QVERIFY(applyEpoch(pair.desk, epoch, known));
                QVERIFY(applyEpoch(pair.model, epoch, known));
            } else if (const auto next = *nextChunk(pair.model, words)) {
                wire::Chunk chunk;
                chunk.epoch = pair.model.now.position.epoch;
                chunk.scope = next->scope;
                chunk.maskVersion = pair.model.now.position.mask.version;
                chunk.snapshot = wire::Snapshot{1'000'000, 1'000'000, {}};
                chunk.table.entity = next->entity;
                chunk.last = true;
                QVERIFY(applyChunk(pair.desk, words, *next, chunk));
                QVERIFY(applyChunk(pair.model, words, *next, chunk));
            }
            const QByteArrayList is = pair.dump();
            const QByteArrayList should = pair.dumpModel();
            if (is != should) {
                for (const QByteArray &line : is)
                    if (!should.contains(line))
                        qWarning("step %d, store only: %s", step, line.constData());
                for (const QByteArray &line : should)
                    if (!is.contains(line))
                        qWarning("step %d, model only: %s", step, line.constData());
                QFAIL("the store differs from the model");
            }
        }
    }

    void anUndoneTransactionLeavesNothing()
    {
        Pair pair;
        pair.ids = {Id::fromSeed(1000, 1, 7)};
        pair.edit(Change::insert(customer::entity, pair.ids.first()).set(customer::name, u"张敏"_s));
        pair.enroll();
        const QByteArrayList before = pair.dump();
        Dice dice{1};
        const auto undone = inTransaction(pair.desk, [&]() -> Result<> {
            wire::Row row = serverRow(customer::entity, Id::fromSeed(2000, 1, 7), 3, dice);
            if (const auto settled = settle(pair.desk, {&customer::entity, row.record.id}, row); !settled)
                return settled;
            if (const auto all = pair.desk.range(1, customer::entity, {}, {}); !all) // what is pending is written
                return fail(all.error());
            return fail(Error::Code::Io, u"store.io"_s);
        });
        QVERIFY(!undone);
        QCOMPARE(pair.dump(), before);
        QVERIFY(pair.memory.records().search({u"张敏3"_s, 5})->isEmpty());
        QCOMPARE(pair.memory.records().search({u"张敏"_s, 5})->size(), 1);
        pair.edit(Change::insert(customer::entity, Id::fromSeed(3000, 1, 7)).set(customer::name, u"韩梅梅"_s)); // and goes on
        QCOMPARE(pair.memory.records().search({u"韩梅梅"_s, 5})->size(), 1);
    }

    void aCommitWithoutItsMutationIsUndone()
    {
        Pair pair;
        pair.ids = {Id::fromSeed(1000, 1, 7)};
        pair.enroll();
        pair.memory.records().committing = [](const Id &, qint64, qint64) -> Result<> { return fail(Error::Code::Io, u"store.io"_s); };
        const auto refused = pair.memory.records().commit({.changes = {Change::insert(customer::entity, pair.ids.first()).set(customer::name, u"张敏"_s)}});
        QVERIFY(!refused);
        QCOMPARE(*pair.memory.records().count(Query(customer::entity)), 0);
        QVERIFY(pair.desk.attach());
        QVERIFY(pair.memory.records().commit({.changes = {Change::insert(customer::entity, pair.ids.first()).set(customer::name, u"张敏"_s)}}));
        QCOMPARE(*pair.desk.waitingCount(), 1);
    }

    void whatIsPulledIsFoundAndWhatIsRevokedIsNot()
    {
        Pair pair;
        pair.enroll();
        Dice dice{1};
        wire::PullResponse page;
        page.epoch = Id::fromSeed(1, 1, 1);
        page.add = {1, 2};
        wire::Row row = serverRow(customer::entity, Id::fromSeed(1000, 1, 7), 3, dice);
        row.record.removedMs = 0;
        row.scopes = {1};
        wire::Table table{&customer::entity, {}, {row}};
        for (int field = 0; field < customer::entity.count(); ++field)
            table.columns.append(field);
        page.up = {table};
        QVERIFY(applyPull(pair.desk, words, page));
        QCOMPARE(pair.memory.records().search({u"张敏3"_s, 5})->size(), 1);
        QCOMPARE(*pair.memory.records().count(Query(history::entity)), 0); // it is not this desk's act
        wire::PullResponse revoked;
        revoked.epoch = page.epoch;
        revoked.drop = {1};
        QVERIFY(applyPull(pair.desk, words, revoked));
        QVERIFY(pair.memory.records().search({u"张敏3"_s, 5})->isEmpty());
        QCOMPARE(*pair.memory.records().count(Query(customer::entity).withRemoved()), 0);
    }

    // Thousands of rows at once, some of which are here, edited or in conflict: as if each had come alone.
    void aLargePieceIsTakenTogether()
    {
        constexpr int many = 2500;
        Pair pair;
        Dice dice{11};
        const Id epoch = Id::fromSeed(1, 1, 1);
        const auto idOf = [](const Entity &entity, int i) { return Id::fromSeed(1'000'000 + i, &entity == &customer::entity ? 1 : 2, 7); };
        for (int i = 0; i < many; ++i)
            pair.ids << idOf(customer::entity, i) << idOf(phone::entity, i);
        for (const int i : {5, 600, 1999})
            pair.edit(Change::insert(customer::entity, idOf(customer::entity, i)).set(customer::name, u"李雷"_s).set(customer::note, u"本机写的"_s));
        pair.enroll();
        wire::PullResponse page;
        page.epoch = epoch;
        page.add = {1, 2};
        page.cursor = {wire::Snapshot{2, 2, {}}, {}, 0};
        wire::Table known{&customer::entity, {}, {}};
        for (int field = 0; field < customer::entity.count(); ++field)
            known.columns.append(field);
        for (const int i : {0, 17, 18, 2400})
            known.rows.append(serverRow(customer::entity, idOf(customer::entity, i), 2, dice));
        page.up = {known};
        QVERIFY(applyPull(pair.desk, words, page));
        QVERIFY(applyPull(pair.model, words, page));

        while (const auto next = *nextChunk(pair.model, words)) {
            const Entity &entity = *next->entity;
            wire::Chunk chunk;
            chunk.epoch = epoch;
            chunk.scope = next->scope;
            chunk.snapshot = wire::Snapshot{1'000'000, 1'000'000, {}};
            chunk.table.entity = &entity;
            chunk.last = true;
            for (int field = 0; field < entity.count(); ++field)
                chunk.table.columns.append(field);
            if (&entity == &customer::entity || &entity == &phone::entity)
                for (int i = 0; i < many; ++i) {
                    wire::Row row = serverRow(entity, idOf(entity, i), 1 + i % 5, dice);
                    row.scopes = {next->scope};
                    if (&entity == &phone::entity) {
                        row.record.set(phone::customer, idOf(customer::entity, i));
                        row.record.set(phone::digits, u"139%1"_s.arg(i * 7919 % 100'000'000, 8, 10, QChar(u'0')));
                    }
                    chunk.table.rows.append(row);
                }
            if (&entity == &customer::entity)
                for (const int i : {3, 700}) {
                    wire::Conflict conflict;
                    conflict.id = wire::conflictId(deviceId, i, u"city"_s);
                    conflict.entity = &entity;
                    conflict.record = idOf(entity, i);
                    conflict.unit = u"city"_s;
                    conflict.fields = {{customer::city.index, Value(u"a"), Value(u"b"), Value(u"c")}};
                    conflict.theirsVersion = 1;
                    conflict.device = deviceId;
                    conflict.mid = 1;
                    chunk.conflicts.append(conflict);
                }
            QVERIFY(applyChunk(pair.desk, words, *next, chunk)->taken);
            QVERIFY(applyChunk(pair.model, words, *next, chunk)->taken);
            if (&entity == &customer::entity && next->scope == 1)
                QVERIFY(!pair.memory.records().search({u"张敏3"_s, 5})->isEmpty()); // names are found at once
        }
        QCOMPARE(pair.dump().join('\n'), pair.dumpModel().join('\n'));

        // Numbers, when the index has been written anew behind it.
        int steps = 0;
        while (*pair.memory.records().renewSearch(400))
            ++steps;
        QVERIFY(steps > 3);
        const auto there = *pair.memory.records().first(Query(phone::entity).where(Condition::idIs(idOf(phone::entity, 1234))).withRemoved());
        QVERIFY(there);
        const auto owner = *pair.memory.records().first(Query(customer::entity).where(Condition::idIs(idOf(customer::entity, 1234))).withRemoved());
        const bool seen = there->removedMs == 0 && owner && owner->removedMs == 0;
        QCOMPARE(pair.memory.records().search({(*there)[phone::digits], 5})->size(), seen ? 1 : 0);
    }

    // Over the store itself: synchronization on its own thread, windows that save meanwhile.
    void worksBesideTheWindows()
    {
        QTemporaryDir directory;
        VaultSurroundings cheap;
        cheap.cost = PassphraseCost::cheapest();
        auto opened = Store::create(directory.path() + u"/store"_s, Unlock::byPassphrase(u"correct horse"_s), Clock::system(), cheap);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().log));
        Store &store = **opened;
        DeskStorage desk(store);
        QVERIFY(desk.attach());
        QVERIFY(desk.enroll(deviceId));
        std::atomic<int> applied = 0;
        std::thread synchronization([&] {
            Dice dice{3};
            for (int i = 1; i <= 40; ++i) {
                wire::PullResponse page;
                page.epoch = Id::fromSeed(1, 1, 1);
                page.add = {1};
                page.cursor.base = wire::Snapshot{quint64(i), quint64(i), {}};
                wire::Row row = serverRow(customer::entity, Id::fromSeed(1000 + i, 1, 7), i, dice);
                row.scopes = {1};
                page.up = {wire::Table{&customer::entity, {customer::name.index}, {row}}};
                applied += applyPull(desk, words, page) ? 1 : 0;
            }
        });
        for (int i = 0; i < 40; ++i)
            QVERIFY(store.commit({.changes = {Change::insert(customer::entity, Id::make(1'764'000'000'000)).set(customer::name, u"李雷"_s)}}).result());
        synchronization.join();
        QCOMPARE(applied.load(), 40);
        QCOMPARE(*store.read([](Records &records) { return records.count(Query(customer::entity).withRemoved()); }).result(), 80);
        QCOMPARE(*desk.waitingCount(), 40);
        QCOMPARE(desk.position()->lastMid, 40);
        const auto report = store.verify().result();
        QVERIFY(report);
        QVERIFY(report->sound());
    }
};

QTEST_GUILESS_MAIN(TestDeskStorage)
#include "tst_desk_storage.moc"
