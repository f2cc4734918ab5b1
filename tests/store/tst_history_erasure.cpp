// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the history leaves it whole, and the chain proves the rest: an erasure is told from a change, and cannot be made up.
#include "schema/change_json.h"
#include "schema/schema.h"
#include "store/history_erasure.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestHistoryErasure : public QObject
{
    Q_OBJECT

private:
    template <typename Work>
    auto write(Work work)
    {
        return m_store->write([work](Records &records) {
            auto &own = static_cast<StoreRecords &>(records);
            if (!own.database().execute("BEGIN IMMEDIATE"))
                qFatal("no transaction");
            auto done = work(own);
            if (!own.database().execute(done ? "COMMIT" : "ROLLBACK"))
                qFatal("not committed");
            own.forgetCached();
            return done;
        }).takeResult();
    }
    qint64 erase(const QList<std::pair<const Entity *, Id>> &rows)
    {
        const auto sets = write([rows](StoreRecords &records) -> Result<qint64> {
            HistoryErasure erasure(records);
            if (const auto erased = erasure.erase(rows); !erased)
                return fail(erased.error());
            return erasure.seal();
        });
        return sets ? *sets : -1;
    }
    void commit(const ChangeSet &set) { QVERIFY(m_store->commit(set).takeResult()); }
    void edit(const Id &id, const QString &name)
    {
        const auto row = m_store->read([id](Records &records) { return records.one(customer::entity, id); }).takeResult();
        QVERIFY(row);
        Change change = Change::update(*row);
        change.set(*row, customer::name, name);
        commit({.atMs = 1'700'000'001'000, .changes = {change}});
    }
    ChainReport check()
    {
        const auto report = m_store->verify().takeResult();
        if (!report)
            qFatal("%s", qPrintable(report.error().log));
        return report->chain;
    }
    QByteArray historyText()
    {
        const auto all = write([](StoreRecords &records) -> Result<QByteArray> {
            QByteArray text;
            auto rows = records.database().prepare("SELECT edits FROM history");
            while (rows && rows->step().value_or(false))
                text += rows->bytes(0);
            return text;
        });
        return all ? *all : QByteArray();
    }

    const Clock &m_clock = Clock::system();
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Store> m_store;
    std::array<Id, 3> m_ids;

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(m_directory->filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), m_clock, surroundings);
        QVERIFY2(made, made ? "" : qPrintable(made.error().id + made.error().log));
        m_store = std::move(*made);
        // Sets 1 to 3: three customers in one set, an edit of the first, and one of the second.
        ChangeSet three{.atMs = 1'700'000'000'000, .changes = {}};
        for (int i = 0; i < 3; ++i) {
            m_ids[i] = Id::make(1'700'000'000'000 + i);
            three.changes << Change::insert(customer::entity, m_ids[i]).set(customer::name, u"secret%1"_s.arg(i)).set(customer::note, u"remark%1"_s.arg(i));
        }
        commit(three);
        edit(m_ids[0], u"secret0b"_s);
        edit(m_ids[1], u"secret1b"_s);
    }
    void cleanup()
    {
        m_store.reset();
        m_directory.reset();
    }

    void aRecordLeavesAndTheChainHolds()
    {
        QCOMPARE(erase({{&customer::entity, m_ids[0]}}), 2);
        QVERIFY(!historyText().contains("secret0"));
        QVERIFY(!historyText().contains("remark0"));
        QVERIFY(historyText().contains("secret1b"));
        ChainReport report = check();
        QVERIFY2(report.sound(), qPrintable(report.what));
        QCOMPARE(report.erased, 2);
        QCOMPARE(report.sets, 4);
        edit(m_ids[2], u"afterwards"_s); // the chain goes on behind it
        report = check();
        QVERIFY2(report.sound(), qPrintable(report.what));
        // A second time of a set that lost something already.
        QCOMPARE(erase({{&customer::entity, m_ids[1]}, {&customer::entity, m_ids[0]}}), 2);
        report = check();
        QVERIFY2(report.sound(), qPrintable(report.what));
        QCOMPARE(report.erased, 3);
        QCOMPARE(erase({{&customer::entity, m_ids[1]}}), 0); // nothing left, so no link either
    }

    void aColumnLeavesAndOthersStay()
    {
        const auto done = write([](StoreRecords &records) -> Result<qint64> {
            HistoryErasure erasure(records);
            if (const auto erased = erasure.erase(customer::entity, customer::note.index); !erased)
                return fail(erased.error());
            return erasure.seal();
        });
        QVERIFY(done);
        QCOMPARE(*done, 1);
        QVERIFY(!historyText().contains("remark"));
        QVERIFY(historyText().contains("secret2"));
        const ChainReport report = check();
        QVERIFY2(report.sound(), qPrintable(report.what));
    }

    void whatIsChangedAndCalledErasedIsFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<qint64>("brokenAt");
        QTest::newRow("what is left of the set") << QByteArray("UPDATE history SET edits = replace(edits, 'secret2', 'forged') WHERE set_seq = 1") << 1LL;
        QTest::newRow("who made it") << QByteArray("UPDATE change_set SET at = at + 1 WHERE n = 2") << 2LL;
        QTest::newRow("an erased value put back") << QByteArray("UPDATE history SET edits = '{\"name\":[\"a\",\"b\"]}' WHERE set_seq = 2") << 2LL;
        QTest::newRow("the note taken away") << QByteArray("DELETE FROM history_erasure WHERE set_seq = 2") << 2LL;
        QTest::newRow("both notes taken away") << QByteArray("DELETE FROM history_erasure") << 1LL;
        QTest::newRow("another value emptied") << QByteArray("UPDATE history SET edits = '{}' WHERE set_seq = 3") << 3LL;
        QTest::newRow("a note without a seal") << QByteArray("UPDATE history SET edits = '{}' WHERE set_seq = 3;"
                                                             "INSERT INTO history_erasure (set_seq, hash, after, by_seq) SELECT 3, hash, 'x', 5 FROM change_set WHERE n = 3") << 3LL;
        QTest::newRow("a note under another seal") << QByteArray("INSERT INTO history_erasure (set_seq, hash, after, by_seq) SELECT 3, hash, hash, 4 FROM change_set WHERE n = 3") << 4LL;
        QTest::newRow("a seal that is not there") << QByteArray("INSERT INTO history_erasure (set_seq, hash, after, by_seq) SELECT 3, hash, hash, 9 FROM change_set WHERE n = 3") << 3LL;
        QTest::newRow("the seal's title") << QByteArray("UPDATE change_set SET title = 'history.erased 00' WHERE n = 4") << 4LL;
    }
    void whatIsChangedAndCalledErasedIsFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(qint64, brokenAt);
        QCOMPARE(erase({{&customer::entity, m_ids[0]}}), 2);
        QVERIFY(write([&sql](StoreRecords &records) { return records.database().execute(sql); }));
        const ChainReport report = check();
        QVERIFY(!report.sound());
        QCOMPARE(report.brokenAt, brokenAt);
    }

    // The hash that the forger would need for "after" he can work out; the seal he cannot make without the chain behind it changing.
    void aCleverForgeryIsFoundBehindTheHead()
    {
        QCOMPARE(erase({{&customer::entity, m_ids[0]}}), 2);
        edit(m_ids[2], u"afterwards"_s); // writes the head
        QVERIFY(write([](StoreRecords &records) { return records.database().execute("DELETE FROM history WHERE set_seq > 3; DELETE FROM change_set WHERE n > 3; DELETE FROM history_erasure"); }));
        QVERIFY(!check().sound());
    }

    void whatWasErasedIsNotUndone()
    {
        QCOMPARE(erase({{&customer::entity, m_ids[0]}}), 2);
        const auto edits = write([](StoreRecords &records) -> Result<bool> {
            auto row = records.database().prepare("SELECT operation, edits FROM history WHERE set_seq = 2");
            if (!row || !row->step())
                return fail(Error::Code::Corrupt, u"records.historyUnreadable"_s);
            const auto read = editsFromJson(customer::entity, operationFromCode(row->text(0)), row->bytes(1));
            return read && read->isEmpty();
        });
        QVERIFY(edits && *edits);
    }
};

QTEST_GUILESS_MAIN(TestHistoryErasure)
#include "tst_history_erasure.moc"
