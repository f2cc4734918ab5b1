// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_store.h"

#include "history/undo.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

Result<Committed> typed(CustomerStore &store, const Change &change)
{
    ChangeSet set;
    set.changes.append(change);
    return store.run([&](Records &records) { return records.commit(set); });
}

Result<UndoPlan> planned(CustomerStore &store, const Id &batch)
{
    return store.run([&](Records &records) { return planUndoOfBatch(records, batch); });
}

// How much is kept; -1: an error.
qint64 undone(CustomerStore &store, const UndoPlan &plan)
{
    const auto done = store.run([&](Records &records) { return undo(records, plan); });
    return done ? done->keptCount : -1;
}

QByteArray manyPeople(int count)
{
    QByteArray file = "name,phone\n";
    for (int i = 0; i < count; ++i)
        file += "Person" + QByteArray::number(i) + ",138" + QByteArray::number(10000000 + i) + "\n";
    return file;
}

} // namespace

class TestUndoImport : public QObject
{
    Q_OBJECT

private slots:
    void keepsAndListsWhatWasTouchedSince() // R144
    {
        CustomerStore store;
        CustomerImport::Options options;
        options.chunkRows = 100;
        const auto summary = store.import(manyPeople(600), options);
        const QList<Record> customers = store.all(customer::entity);
        const QList<Record> phones = store.all(phone::entity);

        Change edit = Change::update(customers[0]);
        edit.set(customers[0], customer::note, u"regular"_s);
        QVERIFY(typed(store, edit).has_value());
        QVERIFY(typed(store, Change::insert(interaction::entity, Id::make(0)).set(interaction::customer, customers[150].id).set(interaction::at, 5)).has_value());
        QVERIFY(typed(store, Change::insert(task::entity, Id::make(0)).set(task::customer, customers[250].id)).has_value());
        const auto ownPhone = std::find_if(phones.begin(), phones.end(), [&](const Record &one) { return one[phone::customer] == customers[350].id; });
        Change whose = Change::update(*ownPhone);
        whose.set(*ownPhone, phone::kind, u"family"_s);
        QVERIFY(typed(store, whose).has_value());
        QVERIFY(typed(store, Change::insert(phone::entity, Id::make(0)).set(phone::customer, customers[450].id).set(phone::written, u"1"_s)).has_value());

        const auto plan = planned(store, summary->batch);
        QCOMPARE(plan->withdrawnCustomers, 595);
        QCOMPARE(store.all(customer::entity).size(), 600);
        QCOMPARE(undone(store, *plan), 5);
        QSet<Id> keptCustomers;
        for (const Kept &one : plan->kept)
            if (one.entity == &customer::entity)
                keptCustomers.insert(one.record);
        QCOMPARE(keptCustomers, QSet<Id>({customers[0].id, customers[150].id, customers[250].id, customers[350].id, customers[450].id}));
        QCOMPARE(store.all(customer::entity).size(), 5);
        QCOMPARE(store.all(phone::entity).size(), 6); // the kept ones keep their numbers
        QCOMPARE(store.texts(import_batch::state), QStringList{u"undone"_s});

        // Withdrawn customers are no duplicates: the same file makes them anew.
        QCOMPARE(counts(store.import(manyPeople(600))), u"600 rows: 595 created, 0 updated, 5 duplicates, 0 rejected, 0 cleaned"_s);
    }

    void putsUpdatedCustomersBackFieldByField()
    {
        CustomerStore store;
        store.import(u"姓名,手机,城市,备注\n张伟,13800138000,上海,甲\n李娜,13900139000,广州,乙\n"_s.toUtf8());
        QString file = QString::fromUtf8(store.exported());
        const QString before = file;
        file.replace(u"上海"_s, u"北京"_s).replace(u",甲"_s, u",改"_s).replace(u"13900139000"_s, u"13900139000; 13700137000"_s);
        const auto summary = store.import(file.toUtf8());
        QCOMPARE(counts(summary), u"2 rows: 0 created, 2 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(store.all(phone::entity).size(), 3);

        for (const Record &one : store.all(customer::entity)) {
            if (one[customer::name] != u"张伟")
                continue;
            Change edit = Change::update(one);
            edit.set(one, customer::note, u"后来"_s);
            QVERIFY(typed(store, edit).has_value());
        }
        const auto plan = planned(store, summary->batch);
        QCOMPARE(plan->kept.size(), 1);
        QCOMPARE(plan->kept.first().field, customer::note.index);
        QCOMPARE(undone(store, *plan), 1);
        QCOMPARE(QString::fromUtf8(store.exported()), QString(before).replace(u",甲"_s, u",后来"_s));
    }
};

QTEST_GUILESS_MAIN(TestUndoImport)
#include "tst_undo_import.moc"
