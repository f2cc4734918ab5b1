// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/customer_list_model.h"
#include "customers/desk/customer_model.h"
#include "schema/schema.h"
#include "store/database.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {
constexpr int many = 5000;
constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22

QString nameOf(int i) { return u"客户"_s + QChar(0x4e00 + i); } // a Han character each
} // namespace

class TestCustomerListModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(m_directory.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), m_clock, surroundings);
        QVERIFY2(made, made ? "" : qPrintable(made.error().id + made.error().log));
        m_store = std::move(*made);

        // Times with ties and without: the pages must neither drop nor repeat a customer at their borders.
        ChangeSet set;
        for (int i = 0; i < many; ++i) {
            const Id id = Id::make(nowMs - many + i);
            Change change = Change::insert(customer::entity, id)
                                .set(customer::name, nameOf(i))
                                .set(customer::name_normal, u"客户%1"_s.arg(i % 1000))
                                .set(customer::state, i % 50 == 7 ? u"pool"_s : i % 100 == 8 ? u"invalid"_s : u"active"_s);
            if (i % 3 != 0)
                change.set(customer::last_interaction, nowMs - qint64(i / 7) * 3'600'000);
            set.changes << change;
        }
        const auto done = m_store->commit(set).result();
        QVERIFY2(done, done ? "" : qPrintable(done.error().id + done.error().log));
    }

    void pagesMakeUpTheWhole_data()
    {
        QTest::addColumn<int>("order");
        QTest::addColumn<bool>("backwards");
        QTest::newRow("by last contact") << int(CustomerOrder::LastInteraction) << false;
        QTest::newRow("by name") << int(CustomerOrder::Name) << false;
        QTest::newRow("newest first") << int(CustomerOrder::Newest) << false;
        QTest::newRow("by last contact, from the end") << int(CustomerOrder::LastInteraction) << true;
    }

    void pagesMakeUpTheWhole()
    {
        QFETCH(int, order);
        QFETCH(bool, backwards);
        const auto whole = m_store->read([order](Records &records) {
            return customerPage(records, {}, CustomerOrder(order), nullptr, 0, many + 10);
        }).result();
        QVERIFY(whole);
        QCOMPARE(whole->size(), many - many / 100);

        CustomerListModel model(*m_store);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOrder(CustomerOrder(order));
        QTRY_COMPARE(model.rowCount(), int(whole->size()));
        QSignalSpy read(&model, &CustomerListModel::refreshed);
        for (int i = 0; i < whole->size(); ++i) {
            const int row = backwards ? int(whole->size()) - 1 - i : i;
            if (!model.rowAt(row))
                QVERIFY(read.wait());
            QVERIFY(model.rowAt(row));
            QCOMPARE(model.rowAt(row)->customer.id, whole->at(row).customer.id);
        }
    }

    void aFilterCountsAndListsItsOwn()
    {
        CustomerListModel model(*m_store);
        QTRY_COMPARE(model.rowCount(), many - many / 100);
        model.setFilter({.poolOnly = true});
        QTRY_COMPARE(model.rowCount(), many / 50);
        model.rowAt(0);
        QTRY_VERIFY(model.rowAt(0));
        QCOMPARE(model.rowAt(0)->customer[customer::state], u"pool"_s);
        model.setFilter({.interactedSinceMs = nowMs - 24LL * 3'600'000});
        QTRY_VERIFY(model.rowCount() > 0 && model.rowCount() < 200);
        model.setFilter({.invalid = true});
        QTRY_COMPARE(model.rowCount(), many / 100);
    }

    void aSearchShowsItsHitsAndTheListComesBack()
    {
        CustomerListModel model(*m_store);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model.rowCount(), many - many / 100);
        QSignalSpy searched(&model, &CustomerListModel::searched);
        // As one types: only the last search answers.
        for (const QString &typed : {u"客"_s, u"客户"_s, nameOf(4007), nameOf(4017)})
            model.setSearch(typed);
        QTRY_COMPARE(searched.count(), 1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.data(model.index(0), Qt::DisplayRole).toString(), nameOf(4017));
        QVERIFY(model.hitAt(0));
        QCOMPARE(model.hitAt(0)->customer, model.rowAt(0)->customer.id);
        QCOMPARE(model.totalCount(), qint64(many - many / 100));
        QVERIFY(model.isSettled());

        // The filter goes on: this one is not in the pool, the other is.
        model.setFilter({.poolOnly = true});
        QTRY_COMPARE(model.rowCount(), 0);
        model.setSearch(nameOf(4007));
        QTRY_COMPARE(model.rowCount(), 1);

        model.setFilter({});
        model.setSearch({});
        QTRY_COMPARE(model.rowCount(), many - many / 100);
        QVERIFY(!model.hitAt(0));
    }

    void aSearchBeforeTheFirstCountLosesNothing()
    {
        CustomerListModel model(*m_store);
        model.setSearch(nameOf(4017));
        QTRY_VERIFY(model.isSettled() && model.isLoaded());
        QCOMPARE(model.totalCount(), qint64(many - many / 100));
        QCOMPARE(model.rowCount(), 1);
    }

    void followsChangesWithoutClearing()
    {
        CustomerListModel model(*m_store);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOrder(CustomerOrder::Newest);
        QTRY_COMPARE(model.rowCount(), many - many / 100);
        model.rowAt(0);
        QTRY_VERIFY(model.rowAt(0));
        const Id first = model.rowAt(0)->customer.id;
        QSignalSpy resets(&model, &CustomerListModel::modelReset);

        const Id fresh = Id::make(nowMs + 1);
        QVERIFY(m_store->commit({.changes = {Change::insert(customer::entity, fresh).set(customer::name, u"新客户"_s)
                                                 .set(customer::state, u"active"_s)}}).result());
        QTRY_COMPARE(model.rowCount(), many - many / 100 + 1);
        QVERIFY(model.rowAt(0)); // the old row stands until the new one is there
        QTRY_VERIFY(model.rowAt(0) && model.rowAt(0)->customer.id == fresh);
        QCOMPARE(model.rowAt(1)->customer.id, first);
        QCOMPARE(model.rowOf(first), 1);
        QCOMPARE(resets.count(), 0);

        const Record seen = *m_store->read([fresh](Records &records) { return records.one(customer::entity, fresh); }).result();
        QVERIFY(m_store->commit({.changes = {Change::remove(seen)}}).result());
        QTRY_COMPARE(model.rowCount(), many - many / 100);
        QTRY_VERIFY(model.rowAt(0) && model.rowAt(0)->customer.id == first);
    }

    void aRowSaysWhatHangsOnTheCustomer()
    {
        const Id id = Id::make(nowMs + 5);
        ChangeSet set;
        set.changes << Change::insert(customer::entity, id).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s)
                    << Change::insert(promise::entity, Id::make(1)).set(promise::customer, id).set(promise::text, u"诊断报告"_s).set(promise::due, nowMs - 2)
                    << Change::insert(promise::entity, Id::make(2)).set(promise::customer, id).set(promise::text, u"报价"_s).set(promise::due, nowMs + 2)
                    << Change::insert(promise::entity, Id::make(3)).set(promise::customer, id).set(promise::due, 1).set(promise::done_at, 2)
                    << Change::insert(opportunity::entity, Id::make(4)).set(opportunity::customer, id).set(opportunity::state, u"won"_s)
                    << Change::insert(opportunity::entity, Id::make(5)).set(opportunity::customer, id).set(opportunity::state, u"open"_s).set(opportunity::stage, u"报价发送"_s)
                    << Change::insert(tag::entity, Id::make(6)).set(tag::customer, id).set(tag::label, u"家长"_s);
        QVERIFY(m_store->commit(set).result());
        CustomerListModel model(*m_store);
        model.setOrder(CustomerOrder::Newest);
        QTRY_VERIFY(model.rowAt(0));
        const CustomerRow &row = *model.rowAt(0);
        QCOMPARE(row.customer.id, id);
        QCOMPARE(row.promiseDueMs, nowMs - 2);
        QCOMPARE(row.promise, u"诊断报告"_s);
        QCOMPARE(row.stage, u"报价发送"_s);
        QVERIFY(!row.won); // an open one goes on
        QCOMPARE(row.tags, QStringList{u"家长"_s});
        QCOMPARE(model.data(model.index(0), CustomerListModel::IdRole).toString(), id.toString());
        QVERIFY(model.data(model.index(0), Qt::AccessibleTextRole).toString().contains(u"报价发送"_s));
    }

    void theCustomerOfAPageFollowsItsEdits()
    {
        CustomerModel model(*m_store);
        QSignalSpy created(&model, &CustomerModel::created);
        QSignalSpy changed(&model, &CustomerModel::changed);
        QSignalSpy refused(&model, &CustomerModel::refused);
        model.create({.name = u"陈立"_s, .phone = u"139 8800 1200"_s});
        QTRY_COMPARE(created.count(), 1);
        model.show(created.first().first().value<Id>());
        QTRY_VERIFY(model.hasView());
        QCOMPARE(model.view().phones.first()[phone::e164], u"+8613988001200"_s);

        model.edit(customer::name.index, u"陈莉"_s);
        QTRY_COMPARE(model.view().customer[customer::name], u"陈莉"_s);
        model.edit(customer::name.index, u" "_s);
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(model.view().customer[customer::name], u"陈莉"_s);

        // What happens to others does not repaint this page.
        const qsizetype before = changed.count();
        QVERIFY(m_store->commit({.changes = {Change::insert(customer::entity, Id::make(9)).set(customer::name, u"无关"_s)}}).result());
        QTest::qWait(0);
        QTRY_VERIFY(model.isSettled());
        QCOMPARE(changed.count(), before);

        QSignalSpy notCreated(&model, &CustomerModel::notCreated);
        model.create({.note = u"没有姓名"_s});
        QTRY_COMPARE(notCreated.count(), 1);
        QCOMPARE(notCreated.first().first().value<Error>().id, u"customers.nameless"_s);

        model.show({});
        QVERIFY(!model.hasView());
    }

    // Last: the store is of no use behind it.
    void keepsItsRowsWhenReadingFails()
    {
        CustomerListModel model(*m_store);
        QSignalSpy failed(&model, &CustomerListModel::failed);
        model.rowAt(0);
        QTRY_VERIFY(model.rowAt(0));
        const int rows = model.rowCount();
        const Id first = model.rowAt(0)->customer.id;
        {
            auto connection = m_store->vault().connect(Vault::Access::Writer);
            QVERIFY(connection);
            Database other(*connection);
            QVERIFY(other.execute("ALTER TABLE customer RENAME TO gone"));
        }
        model.reload();
        QTRY_VERIFY(failed.count() > 0);
        QCOMPARE(model.rowCount(), rows);
        QVERIFY(model.rowAt(0));
        QCOMPARE(model.rowAt(0)->customer.id, first);
    }

private:
    QTemporaryDir m_directory;
    FixedClock m_clock{nowMs};
    std::unique_ptr<Store> m_store;
};

QTEST_GUILESS_MAIN(TestCustomerListModel)
#include "tst_customer_list_model.moc"
