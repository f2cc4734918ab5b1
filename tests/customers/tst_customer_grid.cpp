// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a grid over customers: rows, edits, pasted rows, the order, many rows at once, views, export.
#include "customer_store.h"

#include "customers/customer_grid.h"
#include "grid/bulk_edit.h"
#include "grid/grid_export.h"
#include "grid/grid_layout.h"
#include "grid/grid_order.h"
#include "grid/grid_sums.h"
#include "grid/saved_views.h"
#include "history/undo.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22
const Id me = Id::make(1);

struct Office {
    Office()
    {
        ChangeSet set;
        set.changes << Change::insert(user::entity, me).set(user::login, u"li"_s).set(user::name, u"李佳"_s).set(user::name_en, u"Li Jia"_s)
                    << Change::insert(field_definition::entity, Id::make(2)).set(field_definition::subject, u"customer"_s).set(field_definition::key, u"seats"_s)
                           .set(field_definition::label_zh, u"席位"_s).set(field_definition::label_en, u"Seats"_s).set(field_definition::type, u"number"_s);
        const auto add = [&](const Id &id, const QString &name, const QString &company, const QString &city, qint64 last) {
            set.changes << Change::insert(customer::entity, id).set(customer::name, name).set(customer::company, company).set(customer::city, city)
                               .set(customer::name_normal, normalName(name, company)).set(customer::state, u"active"_s).set(customer::last_interaction, last);
        };
        add(zhang, u"张敏"_s, u"启明教育"_s, u"南京"_s, 300);
        add(li, u"李雷"_s, {}, u"苏州"_s, 100);
        add(wang, u"王芳"_s, u"云帆"_s, u"南京"_s, 200);
        set.changes << Change::insert(phone::entity, Id::make(9)).set(phone::customer, zhang).set(phone::written, u"138 1234 5678"_s).set(phone::e164, u"+8613812345678"_s)
                           .set(phone::digits, u"13812345678"_s).set(phone::line, u"mobile"_s)
                    << Change::insert(opportunity::entity, Id::make(8)).set(opportunity::customer, zhang).set(opportunity::state, u"open"_s).set(opportunity::amount, 12'300)
                    << Change::insert(opportunity::entity, Id::make(7)).set(opportunity::customer, zhang).set(opportunity::state, u"lost"_s).set(opportunity::amount, 99'900);
        committed(set);
        subject = *store.run([](Records &records) { return CustomerGrid::load(records); });
    }

    Committed committed(const ChangeSet &set)
    {
        const auto done = store.run([&](Records &records) { return records.commit(set); });
        if (!done)
            qFatal("%s", qPrintable(done.error().id));
        return *done;
    }
    int column(const QString &key) const { return subject->columnOf(key); }
    EditPlan plan(const QList<CellEdit> &edits)
    {
        return *store.run([&](Records &records) { return subject->plan(records, edits, {me, nowMs}); });
    }
    Committed edit(const QList<CellEdit> &edits)
    {
        return committed({.author = me, .title = u"grid.edit"_s, .changes = plan(edits).changes});
    }
    QString cell(const Id &id, const QString &key)
    {
        const auto rows = store.run([&](Records &records) { return subject->rows(records, {id}, {column(key)}); });
        return rows->isEmpty() ? u"gone"_s : subject->text(rows->first().cells.at(column(key)), column(key), true);
    }
    std::vector<Id> order(const GridQuery &query)
    {
        GridOrder order(subject, query, {me, nowMs, QTimeZone::utc()}, true);
        while (*store.run([&](Records &records) { return order.step(records); })) { }
        groups = order.groups();
        return order.finish();
    }

    const Id zhang = Id::make(nowMs - 30), li = Id::make(nowMs - 20), wang = Id::make(nowMs - 10);
    CustomerStore store;
    std::shared_ptr<const GridSubject> subject;
    QList<GridGroup> groups;
};

} // namespace

class TestCustomerGrid : public QObject
{
    Q_OBJECT

private slots:
    void aRowHoldsWhatHangsOnTheCustomer()
    {
        Office office;
        QCOMPARE(office.cell(office.zhang, u"phone"_s), u"138 1234 5678"_s);
        QCOMPARE(office.cell(office.zhang, u"open_amount"_s), u"123.00"_s); // the lost one does not count
        QCOMPARE(office.cell(office.li, u"open_amount"_s), QString());
        QCOMPARE(office.cell(office.zhang, u"last_interaction"_s).left(10), u"1970-01-01"_s);
    }

    void aCellIsReadLikeAForm_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored"); // as the cell shows it then
        QTest::addColumn<QString>("refused"); // the reason's id
        QTest::newRow("a name, cleaned") << u"name"_s << u"  张 \u200b敏 "_s << u"张 敏"_s << QString();
        QTest::newRow("a birthday in words") << u"birthday"_s << u"1990年1月2日"_s << u"1990-01-02"_s << QString();
        QTest::newRow("a birthday that may be two") << u"birthday"_s << u"1/2/1990"_s << QString() << u"text.dateAmbiguous"_s;
        QTest::newRow("a choice in Chinese") << u"kind"_s << u"公司"_s << u"公司"_s << QString();
        QTest::newRow("a choice in English") << u"kind"_s << u"company"_s << u"公司"_s << QString();
        QTest::newRow("no choice") << u"kind"_s << u"Verein"_s << QString() << u"grid.notOneOf"_s;
        QTest::newRow("a number of one's own") << u"custom.seats"_s << u"1,200"_s << u"1200"_s << QString();
        QTest::newRow("no number") << u"custom.seats"_s << u"many"_s << QString() << u"grid.notANumber"_s;
        QTest::newRow("two phones") << u"phone"_s << u"13912345678; 138 1234 5678"_s << u"13912345678; 138 1234 5678"_s << QString();
        QTest::newRow("no phone any more") << u"phone"_s << QString() << QString() << QString();
        QTest::newRow("a phone a digit short") << u"phone"_s << u"1381234567"_s << u"138 1234 5678"_s << u"customers.cellPhoneUnread"_s;
        QTest::newRow("an email") << u"email"_s << u"Ann@Lee.cn"_s << u"Ann@Lee.cn"_s << QString();
        QTest::newRow("no email") << u"email"_s << u"ann at lee"_s << QString() << u"customers.cellEmailUnread"_s;
        QTest::newRow("tags") << u"tags"_s << u"家长；重点, 家长"_s << u"家长; 重点"_s << QString();
        QTest::newRow("a note of two lines") << u"note"_s << u"一\n二"_s << u"一\n二"_s << QString();
        QTest::newRow("who owns is not edited here") << u"owner"_s << u"李佳"_s << QString() << u"grid.readOnly"_s;
        QTest::newRow("a name too long") << u"name"_s << QString(100'000, u'x') << u"张敏"_s << u"text.tooLong"_s;
    }

    void aCellIsReadLikeAForm()
    {
        QFETCH(QString, column);
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        QFETCH(QString, refused);
        Office office;
        const EditPlan plan = office.plan({{office.zhang, office.column(column), typed}});
        QCOMPARE(plan.refused.isEmpty() ? QString() : plan.refused.first().reason.id, refused);
        QCOMPARE(plan.cells, refused.isEmpty() ? 1 : 0);
        if (refused.isEmpty())
            office.committed({.author = me, .changes = plan.changes});
        else
            QVERIFY(plan.changes.isEmpty());
        QCOMPARE(office.cell(office.zhang, column), stored);
    }

    void aNameTakesItsFoldedFormAlong()
    {
        Office office;
        office.edit({{office.li, office.column(u"name"_s), u"Li  Na"_s}});
        QCOMPARE(office.store.run([&](Records &r) { return r.one(customer::entity, office.li); })->operator[](customer::name_normal), u"lina"_s);
        // Li has no company: without a name nobody would be left.
        QCOMPARE(office.plan({{office.li, office.column(u"name"_s), {}}}).refused.first().reason.id, u"customers.nameless"_s);
        QVERIFY(office.plan({{office.zhang, office.column(u"name"_s), {}}}).refused.isEmpty());
    }

    void aBlockIsOneSetAndOneUndo()
    {
        Office office;
        QList<CellEdit> block;
        for (const Id &id : {office.zhang, office.li, office.wang})
            for (const QString &key : {u"name"_s, u"company"_s, u"phone"_s, u"city"_s})
                block.append({id, office.column(key), key == u"phone" ? u"1390000000%1"_s.arg(block.size() % 10) : key + QString::number(block.size())});
        const EditPlan plan = office.plan(block);
        QCOMPARE(plan.cells, 12);
        QCOMPARE(plan.records, 3);
        const Committed done = office.committed({.author = me, .title = u"grid.edit"_s, .changes = plan.changes});
        QCOMPARE(office.cell(office.wang, u"city"_s), u"city11"_s);
        const auto undone = office.store.run([&](Records &records) -> Result<Undone> {
            const auto undo = planUndoOfSet(records, done.set);
            return undo ? kemai::undo(records, *undo) : Result<Undone>(fail(undo.error()));
        });
        QVERIFY(undone);
        QCOMPARE(office.cell(office.wang, u"city"_s), u"南京"_s);
        QCOMPARE(office.cell(office.zhang, u"phone"_s), u"138 1234 5678"_s);
    }

    void theGoodCellsOfABlockAreSaved()
    {
        Office office;
        const EditPlan plan = office.plan({{office.zhang, office.column(u"city"_s), u"上海"_s}, {office.zhang, office.column(u"phone"_s), u"12"_s},
                                           {Id::make(77), office.column(u"city"_s), u"x"_s}, {office.li, office.column(u"city"_s), u"苏州"_s}});
        QCOMPARE(plan.cells, 1);
        QCOMPARE(plan.same, 1);
        QCOMPARE(plan.refused.size(), 2);
        QCOMPARE(plan.refused.first().cell.typed, u"12"_s);
    }

    void pastedRowsAreJudgedBeforeTheyAreSaved()
    {
        Office office;
        const QList<int> columns = office.subject->columnsOfHeadings({u"客户姓名"_s, u"手机"_s, u"城市"_s, u"标签"_s});
        QCOMPARE(columns, (QList<int>{office.column(u"name"_s), office.column(u"phone"_s), office.column(u"city"_s), office.column(u"tags"_s)}));
        const QList<QStringList> rows{{u"周远"_s, u"13711112222"_s, u"苏州"_s, u"展会"_s},
                                      {u"张敏"_s, u"138 1234 5678"_s, {}, {}},      // we have her
                                      {u"张先生"_s, u"13812345678"_s, {}, {}},      // her number
                                      {u"周远"_s, u"13711112222"_s, {}, {}},        // an earlier row
                                      {u"陈立"_s, u"1380013800"_s, {}, {}},         // a digit short
                                      {u"李雷"_s, {}, {}, {}},                      // the same name, no number
                                      {{}, {}, u"南京"_s, {}},                      // nobody
                                      {{}, u" "_s, {}, {}}};                        // nothing
        const auto judged = office.store.run([&](Records &records) { return office.subject->planNew(records, columns, rows, {me, nowMs}); });
        QVERIFY(judged);
        QList<NewRow::State> states;
        for (const NewRow &row : judged->rows)
            states.append(row.state);
        using S = NewRow::State;
        QCOMPARE(states, (QList<S>{S::Ready, S::Duplicate, S::Dirty, S::Duplicate, S::Dirty, S::Duplicate, S::Refused}));
        office.committed({.author = me, .changes = judged->rows.first().changes});
        const auto made = office.order({{GridFilter::Join::All, {{u"name"_s, Comparison::Is, {u"周远"_s}}}, {}}, {}, {}, {}});
        QCOMPARE(made.size(), 1U);
        QCOMPARE(office.cell(made.front(), u"tags"_s), u"展会"_s);
        QCOMPARE(office.cell(made.front(), u"owner"_s), u"李佳"_s);
        QVERIFY(!office.store.run([&](Records &records) {
            return office.subject->planNew(records, columns, QList<QStringList>(CustomerGrid::newRowsMost + 1, {u"x"_s}), {me, nowMs});
        }));
    }

    void headingsAreToldFromRows()
    {
        Office office;
        QVERIFY(office.subject->columnsOfHeadings({u"周远"_s, u"13711112222"_s}).isEmpty());
        QVERIFY(office.subject->columnsOfHeadings({u"Name"_s, u"Seats"_s}).contains(office.column(u"custom.seats"_s)));
    }

    void sortsByAnythingAndSeveral()
    {
        Office office;
        using Ids = std::vector<Id>;
        const auto by = [&](QList<GridSort> sort) { return office.order({{}, std::move(sort), {}, {}}); };
        QCOMPARE(by({{u"last_interaction"_s, Order::Descending}}), (Ids{office.zhang, office.wang, office.li}));
        QCOMPARE(by({{u"city"_s, Order::Ascending}, {u"last_interaction"_s, Order::Ascending}}), (Ids{office.wang, office.zhang, office.li}));
        QCOMPARE(by({{u"company"_s, Order::Ascending}}), (Ids{office.li, office.wang, office.zhang})); // nothing first
        QCOMPARE(by({{u"phone"_s, Order::Descending}}).front(), office.zhang);                         // what hangs on it sorts too
        QCOMPARE(by({{u"open_amount"_s, Order::Descending}}).front(), office.zhang);
    }

    void theFirstRowsAreThoseOfTheOrder()
    {
        Office office;
        for (const Order order : {Order::Ascending, Order::Descending}) {
            for (const QString &key : {u"name"_s, u"last_interaction"_s}) {
                const GridQuery query{office.subject->quickFilters().first().filter, {{key, order}}, {}, {}};
                QVERIFY(hasReadyOrder(*office.subject, query));
                const auto first = office.store.run([&](Records &r) { return firstRows(r, *office.subject, query, {me, nowMs, QTimeZone::utc()}, 100); });
                const auto whole = office.order(query);
                QCOMPARE(*first, QList<Id>(whole.begin(), whole.end()));
            }
        }
        QVERIFY(!hasReadyOrder(*office.subject, {{}, {{u"company"_s, Order::Ascending}}, {}, {}}));
    }

    void groupsCountWhatOneThenSees()
    {
        Office office;
        QCOMPARE(office.order({{}, {}, u"city"_s, std::optional<Value>(Value(u"南京"_s))}).size(), 2U);
        QCOMPARE(office.groups.size(), 2);
        QCOMPARE(office.groups.first().count, 2);
        QCOMPARE(office.groups.first().value, Value(u"南京"_s));
    }

    void aBulkEditIsLookedAtFirstAndUndoneAsABatch()
    {
        Office office;
        const std::vector<Id> all{office.zhang, office.li, office.wang};
        const QList<BulkEdit::Value> values{{office.column(u"city"_s), u"南京"_s}};
        BulkEdit look(office.subject, all, values, {me, nowMs}, BulkEdit::Mode::Preview, true);
        while (*office.store.run([&](Records &r) { return look.step(r); })) { }
        QCOMPARE(look.counts().changed, 1);
        QCOMPARE(look.counts().same, 2);
        QCOMPARE(look.counts().examples.size(), 1);
        QCOMPARE(look.counts().examples.first().title, u"李雷"_s);
        QCOMPARE(office.cell(office.li, u"city"_s), u"苏州"_s);

        const Retirement retirement = office.subject->retirement();
        BulkEdit run(office.subject, all, {{retirement.column, retirement.value}, {retirement.reasonColumn, u"空号"_s}}, {me, nowMs}, BulkEdit::Mode::Write, true);
        while (*office.store.run([&](Records &r) { return run.step(r); })) { }
        QCOMPARE(office.cell(office.li, u"state"_s), u"无效"_s);
        QCOMPARE(office.cell(office.wang, u"invalid_reason"_s), u"空号"_s);
        QVERIFY(office.order({office.subject->quickFilters().first().filter, {}, {}, {}}).empty()); // hidden, not gone
        QVERIFY(office.store.run([&](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfBatch(records, run.batch());
            return plan ? kemai::undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }));
        QCOMPARE(office.cell(office.li, u"state"_s), u"有效"_s);
    }

    void sumsAndExportsWhatIsShown()
    {
        Office office;
        office.edit({{office.zhang, office.column(u"custom.seats"_s), u"40"_s}, {office.li, office.column(u"custom.seats"_s), u"2"_s},
                     {office.li, office.column(u"name"_s), u"=cmd()"_s}});
        const QList<int> columns{office.column(u"name"_s), office.column(u"custom.seats"_s)};
        const auto rows = office.store.run([&](Records &r) { return office.subject->rows(r, {office.zhang, office.li, office.wang}, columns); });
        GridSums sums;
        for (const GridRow &row : *rows)
            sums.add(row, columns, *office.subject);
        QCOMPARE(sums.cells, 6);
        QCOMPARE(sums.filled, 5);
        QCOMPARE(sums.sum, 42);
        QCOMPARE(*sums.least, 2);
        QVERIFY(sums.hasSum());

        QBuffer file;
        file.open(QIODevice::WriteOnly);
        GridExport run(office.subject, {office.li, office.zhang}, columns, true, file);
        while (*office.store.run([&](Records &r) { return run.step(r); })) { }
        QCOMPARE(file.data(), "\xEF\xBB\xBF姓名,席位\r\n'=cmd(),2\r\n张敏,40\r\n");
    }

    void viewsAreMineOrShared()
    {
        Office office;
        const Id other = Id::make(3);
        const auto save = [&](const QString &name, bool shared, const Id &who) {
            return office.store.run([&](Records &r) { return saveView(r, customer::entity, name, "{}", shared, who, nowMs); });
        };
        QVERIFY(save(u"南京"_s, false, me));
        QVERIFY(save(u"南京"_s, true, me)); // again: the same one
        QVERIFY(save(u"team"_s, true, other));
        QVERIFY(save(u"secret"_s, false, other));
        QCOMPARE(save(u"  "_s, false, me).error().id, u"grid.viewNameless"_s);
        const auto views = office.store.run([&](Records &r) { return savedViews(r, customer::entity, me); });
        QCOMPARE(views->size(), 2);
        QVERIFY(views->first().mine);
        QVERIFY(views->first().shared);
        QCOMPARE(views->last().name, u"team"_s);
        QCOMPARE(office.store.run([&](Records &r) { return withdrawView(r, views->last(), me); }).error().id, u"grid.viewOfOther"_s);
        QVERIFY(office.store.run([&](Records &r) { return withdrawView(r, views->first(), me); }));
        QCOMPARE(office.store.run([&](Records &r) { return savedViews(r, customer::entity, me); })->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCustomerGrid)
#include "tst_customer_grid.moc"
