// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schema.h"
#include "store/store.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
VaultSurroundings cheap()
{
    VaultSurroundings surroundings;
    surroundings.cost = PassphraseCost::cheapest();
    return surroundings;
}
Unlock passphrase() { return Unlock::byPassphrase(u"correct horse"_s); }
} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        auto made = Store::create(path(), passphrase(), m_clock, cheap());
        QVERIFY2(made, made ? "" : qPrintable(made.error().id + made.error().log));
        m_store = std::move(*made);
    }
    void cleanup()
    {
        m_store.reset();
        m_directory.reset();
    }

    void keepsWhatWasCommittedOverAReopen()
    {
        const Id id = add(u"张敏"_s, u"南京启明教育科技有限公司"_s, u"13812345678"_s);
        reopen();
        const auto found = m_store->read([id](Records &records) { return records.one(customer::entity, id); }).result();
        QVERIFY(found);
        QCOMPARE((*found)[customer::name], u"张敏"_s);
        QCOMPARE(found->version, 1);
    }

    void tellsWhoListens()
    {
        QSignalSpy spy(m_store.get(), &Store::changed);
        const Id id = add(u"张敏"_s, {}, {});
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(spy.first().at(0).toString(), u"customer"_s);
        QCOMPARE(spy.first().at(1).value<QList<Id>>(), QList<Id>{id});
    }

    void refusesAnEditOfAFieldThatChangedSince()
    {
        const Id id = add(u"张敏"_s, {}, {});
        const Record seen = *m_store->read([id](Records &r) { return r.one(customer::entity, id); }).result();
        QVERIFY(m_store->commit({.changes = {Change::update(seen).set(seen, customer::name, u"章敏"_s)}}).result());
        // Another field from the same stale view: kept, nothing is lost.
        QVERIFY(m_store->commit({.changes = {Change::update(seen).set(seen, customer::note, u"备注"_s)}}).result());
        // The same field: both values are shown to whoever asks.
        const auto refused = m_store->commit({.changes = {Change::update(seen).set(seen, customer::name, u"张民"_s)}}).result();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::Conflict);
        QCOMPARE(refused.error().details.last(), u"章敏"_s);
    }

    void writesAllOrNothing()
    {
        Record ghost(customer::entity);
        ghost.id = Id::make(1);
        ChangeSet set;
        const Id id = Id::make(m_clock.nowMs());
        set.changes << Change::insert(customer::entity, id).set(customer::name, u"张敏"_s)
                    << Change::update(ghost).set(ghost, customer::name, u"无"_s);
        const auto refused = m_store->commit(set).result();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::NotFound);
        QVERIFY(!m_store->read([id](Records &r) { return r.one(customer::entity, id); }).result());
        QVERIFY(m_store->search({u"张敏"_s, 20}).result()->isEmpty());
        QCOMPARE(*m_store->read([](Records &r) { return r.count(Query(history::entity)); }).result(), 0);
        add(u"李雷"_s, {}, {}); // and the chain goes on
        QVERIFY(m_store->verify().result()->sound());
    }

    void aRedeliveryIsTheSameRecord()
    {
        const Id id = Id::fromName(Id::make(1), "wecom:1");
        const ChangeSet set{.origin = Origin::Channel, .changes = {Change::insert(interaction::entity, id).set(interaction::body, u"你好"_s)}};
        QCOMPARE(m_store->commit(set).result()->applied, 1);
        const auto again = m_store->commit(set).result();
        QCOMPARE(again->applied, 0);
        QCOMPARE(again->skipped, 1);
        QVERIFY(again->set.isNull());
    }

    void aWithdrawnCustomerIsFoundNoMoreAndComesBack()
    {
        const Id id = add(u"张敏"_s, {}, {});
        Record seen = *m_store->read([id](Records &r) { return r.one(customer::entity, id); }).result();
        QVERIFY(m_store->commit({.changes = {Change::remove(seen)}}).result());
        QVERIFY(m_store->search({u"张敏"_s, 20}).result()->isEmpty());
        seen = *m_store->read([id](Records &r) { return r.one(customer::entity, id); }).result();
        QVERIFY(seen.removedMs != 0);
        QVERIFY(m_store->commit({.changes = {Change::restore(seen)}}).result());
        QCOMPARE(m_store->search({u"张敏"_s, 20}).result()->size(), 1);
    }

    void lastInteractionFollows()
    {
        const Id id = add(u"张敏"_s, {}, {});
        const Id call = Id::make(5);
        QVERIFY(m_store->commit({.changes = {Change::insert(interaction::entity, call).set(interaction::customer, id).set(interaction::at, 5000),
                                             Change::insert(interaction::entity, Id::make(6)).set(interaction::customer, id).set(interaction::at, 3000)}})
                    .result());
        QCOMPARE(lastInteraction(id), 5000);
        const Record seen = *m_store->read([call](Records &r) { return r.one(interaction::entity, call); }).result();
        QVERIFY(m_store->commit({.changes = {Change::remove(seen)}}).result());
        QCOMPARE(lastInteraction(id), 3000);
    }

    void aNewCustomersLastInteractionComesWithIt()
    {
        const Id id = Id::make(m_clock.nowMs());
        const Id call = Id::make(5);
        const auto event = [&id](const Id &eventId, qint64 at) { return Change::insert(interaction::entity, eventId).set(interaction::customer, id).set(interaction::at, at); };
        QVERIFY(m_store->commit({.changes = {event(call, 3000), Change::insert(customer::entity, id).set(customer::name, u"张敏"_s), event(Id::make(6), 5000)}}).result());
        QCOMPARE(lastInteraction(id), 5000);
        // Told of an interaction that was there already, and is somebody else's.
        const Id other = Id::make(m_clock.nowMs());
        QVERIFY(m_store->commit({.changes = {Change::insert(customer::entity, other),
                                             Change::insert(interaction::entity, call).set(interaction::customer, other).set(interaction::at, 9000)}}).result());
        QCOMPARE(lastInteraction(other), 0);
        // The customer was there, its interaction was not.
        QVERIFY(m_store->commit({.changes = {Change::insert(customer::entity, id), event(Id::make(7), 7000)}}).result());
        QCOMPARE(lastInteraction(id), 7000);
    }

    // Many inserts go into one statement: each is still told apart, in the order of the set.
    void redeliveriesAmongManyArePassedOver()
    {
        QList<Id> ids;
        ChangeSet first;
        for (int i = 0; i < 100; ++i) {
            ids.append(Id::make(m_clock.nowMs()));
            if (i % 7 == 3)
                first.changes << Change::insert(customer::entity, ids.last()).set(customer::name, u"早%1"_s.arg(i));
        }
        const int before = int(first.changes.size());
        QVERIFY(m_store->commit(first).result());
        ChangeSet all;
        for (int i = 0; i < 100; ++i) {
            all.changes << Change::insert(customer::entity, ids.at(i)).set(customer::name, u"晚%1"_s.arg(i)).set(customer::note, u"\"%1\""_s.arg(i));
            if (i % 10 == 0)
                all.changes << Change::insert(customer::entity, ids.at(i)).set(customer::name, u"再%1"_s.arg(i)) // the same once more
                            << Change::insert(phone::entity, Id::make(m_clock.nowMs())).set(phone::customer, ids.at(i)).set(phone::digits, u"1380000%1"_s.arg(i, 4, 10, QChar(u'0')));
        }
        const auto done = m_store->commit(all).result();
        QVERIFY(done);
        QCOMPARE(done->applied, 100 - before + 10);
        QCOMPARE(done->skipped, before + 10);
        const auto rows = m_store->read([&](Records &r) { return r.find(Query(history::entity).where(history::set_seq == done->seq).orderBy(history::seq)); }).result();
        QCOMPARE(rows->size(), done->applied);
        QList<Id> expected; // as the set has them
        for (const Change &change : all.changes)
            if (!(change.entity == &customer::entity && ids.indexOf(change.record) % 7 == 3) && !expected.contains(change.record))
                expected.append(change.record);
        for (qsizetype i = 0; i < rows->size(); ++i)
            QCOMPARE(rows->at(i)[history::record], expected.at(i));
        for (int i = 0; i < 100; ++i) {
            const auto one = m_store->read([&](Records &r) { return r.one(customer::entity, ids.at(i)); }).result();
            QCOMPARE((*one)[customer::name], (i % 7 == 3 ? u"早%1"_s : u"晚%1"_s).arg(i));
        }
        QCOMPARE(m_store->search({u"13800000090"_s, 5}).result()->size(), 1); // of a new customer
        QCOMPARE(m_store->search({u"13800000080"_s, 5}).result()->size(), 1); // of one that was there
        QVERIFY(m_store->verify().result()->sound());
    }

    void whatIsInsertedAndChangedInOneSetIsFoundAsItIs()
    {
        const Id id = Id::make(m_clock.nowMs());
        Record made(customer::entity);
        made.id = id;
        made.set(customer::name, u"张敏"_s);
        ChangeSet set;
        set.changes << Change::insert(customer::entity, id).set(customer::name, u"张敏"_s)
                    << Change::update(made).set(made, customer::name, u"李雷"_s);
        set.changes.last().expectedVersion = 0;
        QVERIFY(m_store->commit(set).result());
        QCOMPARE(m_store->search({u"李雷"_s, 5}).result()->size(), 1);
        QVERIFY(m_store->search({u"张敏"_s, 5}).result()->isEmpty());
    }

    void otherWorkIsDoneBetweenSteps()
    {
        QStringList order;
        int steps = 0;
        QFuture<Result<Committed>> saved;
        const auto stepped = m_store->writeInSteps<int>([&](Records &) -> Result<std::optional<int>> {
            order << u"step"_s;
            if (++steps == 1)
                saved = m_store->write([&](Records &records) {
                    order << u"save"_s;
                    return records.commit({.changes = {Change::insert(customer::entity, Id::make(1))}});
                });
            return steps < 3 ? std::optional<int>() : steps;
        }).result();
        QVERIFY(stepped);
        QCOMPARE(*stepped, 3);
        QVERIFY(saved.result());
        QCOMPARE(order, QStringList({u"step"_s, u"save"_s, u"step"_s, u"step"_s}));
        const auto failed = m_store->writeInSteps<int>([](Records &) -> Result<std::optional<int>> { return fail(Error::Code::Denied, u"store.readOnly"_s); }).result();
        QCOMPARE(failed.error().id, u"store.readOnly"_s);
    }

    void aCheckOfTheHistoryLetsOthersSave()
    {
        ChangeSet large; // more rows than one step takes
        for (int i = 0; i < 45'000; ++i)
            large.changes << Change::insert(tag::entity, Id::make(m_clock.nowMs()));
        QVERIFY(m_store->commit(large).result());
        for (int i = 0; i < 100; ++i)
            add(u"张%1"_s.arg(i), {}, {});
        int asked = 0;
        QList<QFuture<Result<Committed>>> saved;
        const auto report = m_store->verify([&](qint64 done, qint64 total) {
            ++asked;
            saved << m_store->commit({.changes = {Change::insert(customer::entity, Id::make(m_clock.nowMs()))}});
            return done <= total + saved.size();
        }).result();
        QVERIFY(report);
        QVERIFY2(report->sound(), qPrintable(report->chain.what));
        QVERIFY(asked >= 3);
        QVERIFY(report->chain.rows > 45'100); // what was saved meanwhile is checked, too
        for (auto &one : saved)
            QVERIFY(one.result());
        QVERIFY(m_store->adoptHistory().result()->sound());
        QCOMPARE(m_store->verify([](qint64, qint64) { return false; }).result().error().id, u"store.interrupted"_s);
    }

    void oneChangedByteOfHistoryIsReported_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a value") << QByteArray("UPDATE history SET edits = replace(edits, '张', '章') WHERE n = 3");
        QTest::newRow("who") << QByteArray("UPDATE change_set SET author = x'00112233445566778899aabbccddeeff' WHERE n = 2");
        QTest::newRow("when") << QByteArray("UPDATE change_set SET at = at + 1 WHERE n = 2");
        QTest::newRow("a row is gone") << QByteArray("DELETE FROM history WHERE n = 4");
        QTest::newRow("a row more") << QByteArray("INSERT INTO history SELECT max(n) + 1, set_seq, subject, record, operation, version, line, edits FROM history");
        QTest::newRow("the last ten are gone")
            << QByteArray("DELETE FROM history WHERE set_seq > 5; DELETE FROM change_set WHERE n > 5");
        QTest::newRow("all is gone") << QByteArray("DELETE FROM history; DELETE FROM change_set");
    }
    void oneChangedByteOfHistoryIsReported()
    {
        QFETCH(QByteArray, sql);
        for (int i = 0; i < 15; ++i)
            add(u"张%1"_s.arg(i), {}, {});
        QVERIFY(m_store->verify().result()->sound());
        // Somebody who has the key and writes past the program.
        auto raw = m_store->vault().connect(Vault::Access::Writer);
        QVERIFY(raw);
        {
            Database database(*raw);
            QVERIFY(database.execute(sql));
        }
        const auto report = m_store->verify().result();
        QVERIFY(report);
        QVERIFY(!report->sound());
        QVERIFY(!report->chain.sound());
    }

    void refusesAStoreOfANewerProgram()
    {
        {
            auto raw = m_store->vault().connect(Vault::Access::Writer);
            Database database(*raw);
            QVERIFY(database.execute("PRAGMA user_version = 99"));
        }
        m_store.reset();
        const auto refused = Store::open(path(), passphrase(), m_clock, cheap());
        QVERIFY(!refused);
        QCOMPARE(refused.error().id, u"store.newer"_s);
    }

    // A number of all rows gives way to a card, and is told behind it.
    void anIdleReadingGivesWay()
    {
        std::atomic<int> begun = 0;
        std::atomic<bool> told = false;
        const auto idle = m_store->readWhenIdle([&](Records &records) -> Result<qint64> {
            if (++begun == 2)
                return 7;
            return counted(records, 4'000'000'000); // until it is interrupted
        });
        QTRY_COMPARE(begun.load(), 1);
        QVERIFY(m_store->read([&](Records &r) {
            told = idle.isFinished();
            return r.count(Query(customer::entity));
        }).result());
        QVERIFY(!told);
        QCOMPARE(*idle.result(), 7);
        QCOMPARE(begun.load(), 2);
    }

    void anIdleReadingWaitsAsLongAsOthersRead()
    {
        std::atomic<int> begun = 0;
        const auto idle = m_store->readWhenIdle([&](Records &records) -> Result<qint64> { return counted(records, ++begun < 30 ? 4'000'000'000 : 500'000); });
        while (begun < 30) { // each ends one attempt
            const int before = begun;
            QVERIFY(m_store->read([](Records &r) { return r.count(Query(customer::entity)); }).result());
            QTRY_VERIFY(begun > before);
        }
        QCOMPARE(*idle.result(), 500'000);
        QCOMPARE(begun.load(), 30);
    }

    void aCanceledReadingIsNotWaitedFor()
    {
        std::atomic<bool> go = false;
        const auto first = m_store->read([&](Records &) -> Result<int> {
            while (!go)
                QThread::yieldCurrentThread();
            return 0;
        });
        auto canceled = m_store->read([](Records &) -> Result<int> { return 1; });
        canceled.cancel();
        const auto idle = m_store->readWhenIdle([](Records &) -> Result<int> { return 2; });
        go = true;
        QTRY_VERIFY(idle.isFinished());
        QCOMPARE(*idle.result(), 2);
    }

    void readsWhileAnImportWrites()
    {
        add(u"张敏"_s, {}, {});
        QList<QFuture<Result<Committed>>> writes;
        for (int i = 0; i < 20; ++i) {
            ChangeSet set;
            for (int k = 0; k < 50; ++k)
                set.changes << Change::insert(customer::entity, Id::make(m_clock.nowMs())).set(customer::name, u"王%1"_s.arg(i * 50 + k));
            writes << m_store->commit(set);
        }
        for (int i = 0; i < 50; ++i) {
            const auto hits = m_store->search({u"张敏"_s, 5}).result();
            QVERIFY(hits || hits.error().id == u"store.interrupted"_s);
        }
        for (auto &write : writes)
            QVERIFY(write.result());
        QCOMPARE(*m_store->read([](Records &r) { return r.count(Query(customer::entity)); }).result(), 1001);
    }

private:
    static Result<qint64> counted(Records &records, qint64 to)
    {
        auto statement = static_cast<StoreRecords &>(records).database().prepare(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(to) + ") SELECT count(*) FROM n");
        if (!statement)
            return fail(statement.error());
        const auto row = statement->step();
        const qint64 count = row && *row ? statement->number(0) : 0;
        statement->reset();
        return row ? Result<qint64>(count) : fail(row.error());
    }
    QString path() const { return m_directory->path() + u"/store"_s; }
    void reopen()
    {
        m_store.reset();
        auto opened = Store::open(path(), passphrase(), m_clock, cheap());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().id));
        m_store = std::move(*opened);
    }
    Id add(const QString &name, const QString &company, const QString &digits)
    {
        const Id id = Id::make(m_clock.nowMs());
        ChangeSet set;
        set.changes << Change::insert(customer::entity, id).set(customer::name, name).set(customer::company, company);
        if (!digits.isEmpty())
            set.changes << Change::insert(phone::entity, Id::make(m_clock.nowMs())).set(phone::customer, id).set(phone::digits, digits);
        const auto done = m_store->commit(set).result();
        if (!done)
            qWarning() << done.error().id << done.error().log;
        return id;
    }
    qint64 lastInteraction(const Id &id)
    {
        return (*m_store->read([id](Records &r) { return r.one(customer::entity, id); }).result())[customer::last_interaction];
    }

    FixedClock m_clock{1'763'800'000'000};
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Store> m_store;
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
