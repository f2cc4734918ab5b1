// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customer_list.h"
#include "customers/customer_view.h"
#include "customers/customer_store.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestCustomerView : public QObject
{
    Q_OBJECT

private slots:
    void aTypedCustomerIsWhatAnImportWouldMakeOfIt()
    {
        CustomerStore office;
        const Id author = Id::make(77);
        const auto made = office.run([author](Records &records) {
            return createCustomer(records, {.name = u"  张敏\u200b "_s, .company = u"南京启明教育科技有限公司"_s, .phone = u"１３８１２３４５６７８ 025-84123456"_s,
                                            .email = u"Zhang@Example.com"_s, .address = u"江苏省南京市鼓楼区1号"_s, .city = u"南京"_s,
                                            .source = u"官网"_s, .note = u"第一行\n第二行"_s}, author, now);
        });
        QVERIFY2(made, made ? "" : qPrintable(made.error().id));
        QVERIFY(made->committed.seq > 0);
        const auto view = office.run([&](Records &records) { return loadCustomer(records, made->customer, now); });
        QVERIFY(view);
        QCOMPARE(view->customer[customer::name], u"张敏"_s);
        QCOMPARE(view->customer[customer::owner], author);
        QCOMPARE(view->customer[customer::province], u"江苏省"_s);
        QCOMPARE(view->customer[customer::note], u"第一行\n第二行"_s);
        QVERIFY(!view->customer[customer::name_normal].isEmpty());
        QCOMPARE(view->phones.size(), 2);
        QCOMPARE(view->phones.first()[phone::e164], u"+8613812345678"_s);
        QCOMPARE(view->emails.first()[email::normal], u"zhang@example.com"_s);
        QCOMPARE(view->addresses.size(), 1);
        // It is one act: one undo takes it back.
        const QList<Record> sets = office.all(change_set::entity);
        QCOMPARE(sets.size(), 1);
        // and found at once
        QCOMPARE(office.run([](Records &records) { return records.search({u"zm"_s, 5}); })->size(), 1);
    }

    void refusesWithAReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("error");
        QTest::newRow("nothing") << QString() << QString() << QString() << u"customers.nameless"_s;
        QTest::newRow("only a note") << QString() << QString() << u"回电"_s << u"customers.nameless"_s;
        QTest::newRow("only a phone that is none") << QString() << u"没有"_s << QString() << u"customers.nameless"_s;
        QTest::newRow("only a phone") << QString() << u"13812345678"_s << QString() << QString();
        QTest::newRow("a phone that cannot be read is kept") << u"张敏"_s << u"晚上打"_s << QString() << QString();
        QTest::newRow("a name without end") << QString(250, u'张') << QString() << QString() << u"customers.fieldTooLong"_s;
        QTest::newRow("invisible characters are no name") << u"\u200b\u200b"_s << QString() << QString() << u"customers.nameless"_s;
    }

    void refusesWithAReason()
    {
        QFETCH(QString, name);
        QFETCH(QString, phone);
        QFETCH(QString, note);
        QFETCH(QString, error);
        CustomerStore office;
        const auto made = office.run([&](Records &records) {
            return createCustomer(records, {.name = name, .phone = phone, .note = note}, {}, now);
        });
        QCOMPARE(made ? QString() : made.error().id, error);
        QCOMPARE(office.all(customer::entity).size(), error.isEmpty() ? 1 : 0);
    }

    void anEditTakesTheFoldedNameAlong()
    {
        CustomerStore office;
        const Id id = create(office, u"张敏"_s);
        const Record seen = one(office, id);
        QVERIFY(office.run([&](Records &records) { return editCustomer(records, seen, customer::name.index, u" 章敏 "_s, {}); }));
        const Record now1 = one(office, id);
        QCOMPARE(now1[customer::name], u"章敏"_s);
        QVERIFY(now1[customer::name_normal] != seen[customer::name_normal]);
        QCOMPARE(office.run([](Records &records) { return records.search({u"章敏"_s, 5}); })->size(), 1);
        // Somebody who saw the old name does not overwrite the new one.
        const auto late = office.run([&](Records &records) { return editCustomer(records, seen, customer::name.index, u"张明"_s, {}); });
        QVERIFY(!late);
        QCOMPARE(late.error().code, Error::Code::Conflict);
        // The same again is no change.
        QCOMPARE(office.run([&](Records &records) { return editCustomer(records, now1, customer::name.index, u"章敏"_s, {}); })->applied, 0);
        // Nobody is left without a name.
        const auto nameless = office.run([&](Records &records) { return editCustomer(records, now1, customer::name.index, u" "_s, {}); });
        QVERIFY(!nameless);
        QCOMPARE(nameless.error().id, u"customers.nameless"_s);
    }

    void aTickGoesAndComes()
    {
        CustomerStore office;
        const Id id = create(office, u"张敏"_s);
        const Id first = Id::make(1), second = Id::make(2), owed = Id::make(3);
        QVERIFY(office.run([&](Records &records) {
            return records.commit({.changes = {Change::insert(task::entity, first).set(task::customer, id).set(task::title, u"晚"_s).set(task::due, now + 1000),
                                               Change::insert(task::entity, second).set(task::customer, id).set(task::title, u"早"_s).set(task::due, now - 1000),
                                               Change::insert(promise::entity, owed).set(promise::customer, id).set(promise::due, now - 1000)}});
        }));
        auto view = load(office, id);
        QCOMPARE(view.tasks.size(), 2);
        QCOMPARE(view.tasks.first().id, second); // by due
        QCOMPARE(view.promises.size(), 1);
        const Record ticked = view.tasks.first();
        QVERIFY(office.run([&](Records &records) { return setDone(records, ticked, true, {}, now); }));
        QVERIFY(office.run([&](Records &records) { return setDone(records, view.promises.first(), true, {}, now); }));
        view = load(office, id);
        QCOMPARE(view.tasks.size(), 1);
        QVERIFY(view.promises.isEmpty());
        const Record done = *office.run([&](Records &records) { return records.one(task::entity, second); });
        QCOMPARE(done[task::done_at], now);
        QVERIFY(office.run([&](Records &records) { return setDone(records, done, false, {}, now); }));
        QCOMPARE(load(office, id).tasks.size(), 2);
    }

    void aViewHoldsWhatHangsOnItAndNothingElse()
    {
        CustomerStore office;
        const Id id = create(office, u"张敏"_s), other = create(office, u"李雷"_s), boss = Id::make(9);
        constexpr qint64 day = 86'400'000;
        QVERIFY(office.run([&](Records &records) {
            ChangeSet set;
            set.changes << Change::insert(user::entity, boss).set(user::name, u"李佳"_s).set(user::name_en, u"Li Jia"_s);
            int n = 100;
            const auto next = [&n] { return Id::make(n++); };
            for (const Id &whose : {id, other})
                set.changes << Change::insert(contact::entity, next()).set(contact::customer, whose).set(contact::name, u"陈立"_s)
                            << Change::insert(tag::entity, next()).set(tag::customer, whose).set(tag::label, u"家长"_s)
                            << Change::insert(opportunity::entity, next()).set(opportunity::customer, whose).set(opportunity::opened_at, 5)
                            << Change::insert(ticket::entity, next()).set(ticket::customer, whose).set(ticket::number, u"#20418"_s)
                            << Change::insert(attachment::entity, next()).set(attachment::customer, whose).set(attachment::file_name, u"a.pdf"_s);
            for (const qint64 at : {now, now - day, now - 8 * day, now - 200 * day})
                set.changes << Change::insert(interaction::entity, next()).set(interaction::customer, id).set(interaction::at, at);
            return records.commit(set);
        }));
        const Record seen = one(office, id);
        QVERIFY(office.run([&](Records &records) { return records.commit({.changes = {Change::update(seen).set(seen, customer::owner, boss)}}); }));
        const CustomerView view = load(office, id);
        QCOMPARE(view.ownerName, u"李佳"_s);
        QCOMPARE(view.contacts.size(), 1);
        QCOMPARE(view.tags.size(), 1);
        QCOMPARE(view.opportunities.size(), 1);
        QCOMPARE(view.tickets.size(), 1);
        QCOMPARE(view.attachments.size(), 1);
        QCOMPARE(view.interactions, 4);
        QCOMPARE(view.activity.size(), activityWeeks);
        QCOMPARE(view.activity.last(), 2);  // this week: today and yesterday
        QCOMPARE(view.activity.at(activityWeeks - 2), 1);
        QCOMPARE(std::accumulate(view.activity.begin(), view.activity.end(), qint64(0)), 3);
        const auto nobody = office.run([](Records &records) { return loadCustomer(records, Id::make(1), now); });
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().code, Error::Code::NotFound);
    }

    void aFilterAgreesWithItsQuery_data()
    {
        QTest::addColumn<CustomerFilter>("filter");
        QTest::newRow("all") << CustomerFilter{};
        QTest::newRow("mine") << CustomerFilter{.owner = Id::fromSeed(1, 1, 1)};
        QTest::newRow("recent") << CustomerFilter{.interactedSinceMs = now - 1000};
        QTest::newRow("pool") << CustomerFilter{.poolOnly = true};
        QTest::newRow("invalid") << CustomerFilter{.invalid = true};
        QTest::newRow("linked") << CustomerFilter{.linked = true};
    }

    // What a search keeps of its hits is what the list would list.
    void aFilterAgreesWithItsQuery()
    {
        QFETCH(CustomerFilter, filter);
        CustomerStore office;
        ChangeSet set;
        for (int i = 0; i < 48; ++i) {
            Change change = Change::insert(customer::entity, Id::make(now + i)).set(customer::name, u"客户%1"_s.arg(i));
            change.set(customer::state, i % 3 == 0 ? u"active"_s : i % 3 == 1 ? u"pool"_s : u"invalid"_s);
            if (i % 2)
                change.set(customer::owner, Id::fromSeed(1, 1, 1));
            if (i % 4 < 2)
                change.set(customer::last_interaction, now - (i % 8 < 4 ? 10 : 5000));
            if (i % 16 == 0)
                change.set(customer::merged_into, Id::make(1));
            set.changes << change;
        }
        QVERIFY(office.run([&](Records &records) { return records.commit(set); }));
        QSet<Id> kept;
        for (const Record &record : office.all(customer::entity))
            if (matches(filter, record))
                kept.insert(record.id);
        const auto listed = office.run([&](Records &records) { return customerPage(records, filter, CustomerOrder::Newest, nullptr, 0, 100); });
        QVERIFY(listed);
        QSet<Id> rows;
        for (const CustomerRow &row : *listed)
            rows.insert(row.customer.id);
        QVERIFY(!rows.isEmpty());
        QCOMPARE(kept, rows);
        QCOMPARE(office.run([&](Records &records) { return countCustomers(records, filter); }), qint64(rows.size()));
    }

private:
    static constexpr qint64 now = 1'795'305'600'000; // 2026-11-22

    static Id create(CustomerStore &office, const QString &name)
    {
        return office.run([&](Records &records) { return createCustomer(records, {.name = name}, {}, now); })->customer;
    }
    static Record one(CustomerStore &office, const Id &id)
    {
        return *office.run([&](Records &records) { return records.one(customer::entity, id); });
    }
    static CustomerView load(CustomerStore &office, const Id &id)
    {
        return *office.run([&](Records &records) { return loadCustomer(records, id, now); });
    }
};

QTEST_GUILESS_MAIN(TestCustomerView)
#include "tst_customer_view.moc"
