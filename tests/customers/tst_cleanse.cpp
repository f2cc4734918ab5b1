// SPDX-License-Identifier: GPL-3.0-or-later
// The cleaning pipeline over stored records: the preview counts what the run writes, a second run finds nothing, and the undo
// brings back every byte.
#include "customer_store.h"

#include "customers/cleanse.h"
#include "customers/customer_view.h"
#include "history/undo.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// Records as no entrance of today would write them.
void addDirty(CustomerStore &store, int customers)
{
    const auto done = store.run([&](Records &records) -> Result<Committed> {
        ChangeSet set;
        for (int i = 0; i < customers; ++i) {
            const Id id = Id::fromName(Id::fromString(u"5f0a2c7e-6d0c-4d0e-9a5e-7d3b1c2e4f61"), QByteArray::number(i));
            const Id part = Id::fromName(id, "part");
            set.changes.append(Change::insert(customer::entity, id)
                                   .set(customer::name, i % 3 == 0 ? u"张\u200b敏%1"_s.arg(i) : u"李伟%1"_s.arg(i))
                                   .set(customer::name_normal, u"old"_s)
                                   .set(customer::province, i % 2 == 0 ? QString() : u"西藏自治区"_s)
                                   .set(customer::note, u"第一行\n第二行"_s)
                                   .set(customer::state, u"active"_s));
            set.changes.append(Change::insert(phone::entity, part)
                                   .set(phone::customer, id)
                                   .set(phone::written, u"０２１－６２８８８８８８\u00a0"_s)
                                   .set(phone::position, 0));
            set.changes.append(Change::insert(address::entity, part)
                                   .set(address::customer, id)
                                   .set(address::written, u"上海市徐汇区漕溪北路398号"_s)
                                   .set(address::city, i % 5 == 0 ? u"苏州市"_s : QString())
                                   .set(address::position, 0));
            set.changes.append(Change::insert(email::entity, part)
                                   .set(email::customer, id)
                                   .set(email::written, u"ZM@A.cn"_s)
                                   .set(email::position, 0));
            set.changes.append(Change::insert(contact::entity, part).set(contact::customer, id).set(contact::name, u"\u3000王芳"_s));
        }
        return records.commit(set);
    });
    QVERIFY(done);
}

QStringList everything(CustomerStore &store)
{
    QStringList all;
    for (const Entity *entity : {&customer::entity, &phone::entity, &email::entity, &address::entity, &contact::entity}) {
        for (const Record &record : store.all(*entity)) {
            QStringList values{record.id.toString()};
            for (size_t i = 0; i < entity->fields.size(); ++i)
                values.append(record.value(int(i)).toText());
            all.append(values.join(u'|'));
        }
    }
    all.sort();
    return all;
}

CleanseSummary run(CustomerStore &store, CleanseRun::Mode mode, QList<CleanseFinding> *found = nullptr)
{
    CleanseRun::Options options;
    options.mode = mode;
    options.pageRows = 7;
    if (found)
        options.found = [found](const CleanseFinding &one) { found->append(one); };
    CleanseRun cleanse(std::move(options));
    for (;;) {
        const auto more = store.run([&](Records &records) { return cleanse.step(records); });
        if (!more || !*more)
            return more ? cleanse.summary() : CleanseSummary();
    }
}

} // namespace

class TestCleanse : public QObject
{
    Q_OBJECT

private slots:
    void aPreviewCountsWhatARunWritesAndUndoBringsEveryByteBack()
    {
        CustomerStore store;
        addDirty(store, 30);
        const QStringList before = everything(store);
        QList<CleanseFinding> found;
        const CleanseSummary preview = run(store, CleanseRun::Mode::Preview, &found);
        QCOMPARE(preview.customers, 30);
        QCOMPARE(preview.values, found.size());
        QVERIFY(preview.batch.isNull());
        QCOMPARE(everything(store), before);

        const CleanseSummary done = run(store, CleanseRun::Mode::Write);
        QCOMPARE(done.changed, preview.changed);
        QCOMPARE(done.values, preview.values);
        QVERIFY(!done.batch.isNull());
        for (const Record &record : store.all(customer::entity)) {
            QVERIFY(!record[customer::name].contains(u'\u200b'));
            QVERIFY(record[customer::name_normal] != u"old");
            QCOMPARE(record[customer::note], u"第一行\n第二行"_s);
        }
        QCOMPARE(store.texts(customer::province).count(u"西藏自治区"_s), 15); // typed, and so it stays
        QCOMPARE(store.texts(customer::province).count(u"上海市"_s), 15);
        QCOMPARE(store.texts(phone::e164).count(u"+862162888888"_s), 30);
        QCOMPARE(store.texts(phone::written).count(u"021-62888888"_s), 30);
        QCOMPARE(store.texts(address::city).count(u"苏州市"_s), 6);
        QCOMPARE(store.texts(address::district).count(u"徐汇区"_s), 30);
        QCOMPARE(store.texts(email::normal).count(u"zm@a.cn"_s), 30);
        QCOMPARE(store.texts(contact::name).count(u"王芳"_s), 30);

        const CleanseSummary again = run(store, CleanseRun::Mode::Write);
        QCOMPARE(again.changed, 0);
        QVERIFY(again.batch.isNull());

        QVERIFY(store.run([&](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfBatch(records, done.batch);
            return plan ? undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }));
        QCOMPARE(everything(store), before);
    }

    void whatWasEditedSinceIsKept()
    {
        CustomerStore store;
        addDirty(store, 3);
        const CleanseSummary done = run(store, CleanseRun::Mode::Write);
        const QList<Record> all = store.all(customer::entity);
        const auto record = std::ranges::find_if(all, [](const Record &one) { return one[customer::name] == u"张敏0"; }); // whose name was cleansed
        QVERIFY(record != all.cend());
        QVERIFY(store.run([&](Records &records) { return editCustomer(records, *record, customer::name.index, u"改过了"_s, {}); }));
        const auto plan = store.run([&](Records &records) { return planUndoOfBatch(records, done.batch); });
        QVERIFY(plan);
        QVERIFY(plan->keptCount > 0);
    }

    void whatAnImportWroteIsCleanAlready()
    {
        CustomerStore store;
        QVERIFY(store.import(u"姓名,手机,地址,邮箱\n张\u200b敏,０２１－６２８８８８８８转801、13800138000,北京市朝阳区建国门外大街1号,ZM@a.cn\n李伟,打给我,,不是邮箱\n"_s.toUtf8()));
        QList<CleanseFinding> found;
        const CleanseSummary preview = run(store, CleanseRun::Mode::Preview, &found);
        QVERIFY2(preview.changed == 0, found.isEmpty() ? "" : qPrintable(found.first().before + u" -> "_s + found.first().after));
        QCOMPARE(store.texts(address::district), QStringList{u"朝阳区"_s});
    }
};

QTEST_GUILESS_MAIN(TestCleanse)
#include "tst_cleanse.moc"
