// SPDX-License-Identifier: GPL-3.0-or-later
// The grid as somebody uses it: by keyboard, over a store.
#include "grid/ui/grid_page.h"

#include "customers/customer_grid.h"
#include "customers/normal_forms.h"
#include "grid/ui/grid_view.h"
#include "history/undo.h"
#include "support/accessible_walk.h"
#include "widgets/empty_state.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22

struct Office {
    explicit Office(int customers = 3)
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(directory.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), clock, surroundings);
        if (!made)
            qFatal("no store: %s", qPrintable(made.error().id + made.error().log));
        store = std::move(*made);
        ChangeSet set;
        set.changes << Change::insert(user::entity, me).set(user::name, u"李佳"_s);
        for (int i = 0; i < customers; ++i)
            set.changes << Change::insert(customer::entity, idOf(i)).set(customer::name, u"客户%1"_s.arg(i, 5, 10, QChar(u'0')))
                               .set(customer::name_normal, u"客户%1"_s.arg(i, 5, 10, QChar(u'0'))).set(customer::company, u"公司%1"_s.arg(i % 7))
                               .set(customer::city, i % 2 ? u"苏州"_s : u"南京"_s).set(customer::state, u"active"_s)
                               .set(customer::last_interaction, nowMs - qint64(i) * 60'000).set(customer::owner, i % 3 ? Id() : me);
        if (customers > 0)
            set.changes << Change::insert(opportunity::entity, Id::make(5)).set(opportunity::customer, idOf(0)).set(opportunity::state, u"open"_s).set(opportunity::amount, 10'000)
                        << Change::insert(opportunity::entity, Id::make(6)).set(opportunity::customer, idOf(1)).set(opportunity::state, u"open"_s).set(opportunity::amount, 30'000);
        if (const auto done = store->commit(set).result(); !done)
            qFatal("not filled: %s", qPrintable(done.error().id + done.error().log));
        subject = *store->read([](Records &records) { return CustomerGrid::load(records); }).result();
        model = std::make_unique<GridModel>(*store, subject);
        model->setMe(me);
        page = std::make_unique<GridPage>(*model);
        page->resize(1300, 800);
        page->show();
        view = page->view();
        view->setFocus();
    }
    ~Office()
    {
        page.reset();
        model.reset();
    }

    static Id idOf(int i) { return Id::fromSeed(nowMs - 10'000'000 + i, 1, quint64(i)); }
    int column(const QString &key) const { return subject->columnOf(key); }
    QString cell(int row, const QString &key) const { return model->index(row, column(key)).data().toString(); }
    QString stored(int i, const FieldOf<QString> &field) const
    {
        return store->read([id = idOf(i)](Records &records) { return records.one(customer::entity, id); }).result()->operator[](field);
    }
    bool settled() const { return page->isSettled(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view, Qt::Key(key), modifiers); }
    QLineEdit *editor() const { return qobject_cast<QLineEdit *>(view->indexWidget(view->currentIndex())); }
    QString says(const QString &name) const { return page->findChild<QLabel *>(name)->text(); }
    void undoSet(const Id &set)
    {
        const auto undone = store->write([set](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfSet(records, set);
            return plan ? kemai::undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }).result();
        QVERIFY(undone);
    }

    const Id me = Id::make(1);
    QTemporaryDir directory;
    FixedClock clock{nowMs};
    std::unique_ptr<Store> store;
    std::shared_ptr<const GridSubject> subject;
    std::unique_ptr<GridModel> model;
    std::unique_ptr<GridPage> page;
    GridView *view = nullptr;
};

} // namespace

class TestGridPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        theme().install();
        language().setTongue(Tongue::English);
    }

    void aLargeGridIsReadWhereItIsSeen()
    {
        Office office(5000);
        QAbstractItemModelTester tester(office.model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(office.settled());
        QCOMPARE(office.model->rowCount(), 5000);
        QTRY_COMPARE(office.cell(0, u"name"_s), u"客户00000"_s);
        office.press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(office.view->currentIndex().row(), 4999);
        QTRY_COMPARE(office.cell(4999, u"name"_s), u"客户04999"_s);
        for (int at = 0; at < 5000; at += 64) { // memory does not grow with what was scrolled over
            office.view->verticalScrollBar()->setValue(int(qint64(office.view->verticalScrollBar()->maximum()) * at / 5000));
            QTRY_VERIFY(office.model->rowAt(at / 2));
        }
        QVERIFY(office.model->pagesInMemory() <= 49);
    }

    void theKeyboardMovesAsInASpreadsheet()
    {
        Office office(200);
        QTRY_VERIFY(office.settled());
        const QList<int> columns = office.view->shownColumns();
        office.view->goTo(0, columns.first());
        office.press(Qt::Key_Right);
        QCOMPARE(office.view->currentIndex().column(), columns.at(1));
        office.press(Qt::Key_End);
        QCOMPARE(office.view->currentIndex().column(), columns.last());
        office.press(Qt::Key_Home);
        office.press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(office.view->currentIndex(), office.model->index(199, columns.first()));
        office.press(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(office.view->currentIndex(), office.model->index(0, columns.first()));
        QTRY_VERIFY(office.model->rowAt(0));
        office.press(Qt::Key_Right, Qt::ControlModifier); // name and company are filled, the phone is not
        QCOMPARE(office.view->currentIndex().column(), columns.at(1));
        office.press(Qt::Key_Tab);
        QCOMPARE(office.view->currentIndex().column(), columns.at(2));
        office.press(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(office.view->block().columns, QList<int>{columns.at(1)}); // goes back and selects nothing on the way
        office.press(Qt::Key_Tab);
        office.press(Qt::Key_Down, Qt::ShiftModifier);
        office.press(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(office.view->block().rows, 2);
        QCOMPARE(office.view->block().columns, (QList<int>{columns.at(2), columns.at(3)}));
        office.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(office.view->selectedRows(), 200);
        office.view->goTo(0, columns.last());
        QCOMPARE(office.page->focusWidget(), office.view);
        office.press(Qt::Key_Tab); // nothing to the right: out of the grid, which is no trap
        QCOMPARE(office.view->currentIndex(), office.model->index(0, columns.last()));
        QVERIFY(office.page->focusWidget() != office.view);
        office.view->setFocus();
        QSignalSpy opened(office.page.get(), &GridPage::opened);
        office.view->goTo(1, columns.first());
        office.press(Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<Id>(), Office::idOf(1));
    }

    void aCellIsEditedInPlace()
    {
        QTest::failOnWarning(QRegularExpression(u"does not belong to this view"_s));
        Office office;
        QTRY_VERIFY(office.settled() && office.model->rowAt(0));
        QSignalSpy done(office.page.get(), &GridPage::done);
        office.view->goTo(0, office.column(u"city"_s));
        office.press(Qt::Key_F2);
        QVERIFY(office.editor());
        QCOMPARE(office.editor()->text(), u"南京"_s);
        QTest::keyClick(office.editor(), Qt::Key_Escape); // keeps the old value
        QCOMPARE(office.cell(0, u"city"_s), u"南京"_s);
        office.press(Qt::Key_F2);
        office.editor()->setText(u" 上海 "_s);
        QTest::keyClick(office.editor(), Qt::Key_Return);
        QCOMPARE(office.view->currentIndex().row(), 1); // and on
        QTRY_COMPARE(done.size(), 1);
        QTRY_COMPARE(office.stored(0, customer::city), u"上海"_s);
        QTRY_COMPARE(office.cell(0, u"city"_s), u"上海"_s);
        office.undoSet(done.first().at(1).value<Id>());
        QTRY_COMPARE(office.cell(0, u"city"_s), u"南京"_s);
    }

    void whatIsRefusedStaysAsTyped()
    {
        Office office;
        QTRY_VERIFY(office.settled() && office.model->rowAt(0));
        const QModelIndex phone = office.model->index(0, office.column(u"phone"_s));
        office.model->setData(phone, u"1381234567"_s, Qt::EditRole);
        QTRY_VERIFY(phone.data(GridModel::ReasonRole).isValid());
        QCOMPARE(phone.data().toString(), u"1381234567"_s);
        QCOMPARE(phone.data(GridModel::ReasonRole).value<Error>().id, u"customers.cellPhoneUnread"_s);
        office.view->goTo(0, phone.column());
        office.press(Qt::Key_Escape); // given up
        QTRY_COMPARE(phone.data().toString(), QString());
    }

    void aPastedBlockEditsItsCellsInOneUndo()
    {
        Office office(5);
        QTRY_VERIFY(office.settled() && office.model->rowAt(2));
        QSignalSpy done(office.page.get(), &GridPage::done);
        QGuiApplication::clipboard()->setText(u"甲\tA 公司\t13911110001\tVIP\n乙\tB 公司\t13911110002\tVIP\n丙\tC 公司\t13911110003\tVIP\n"_s);
        office.view->goTo(1, office.column(u"name"_s));
        office.press(Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(done.first().first().toString(), u"12 cells in 3 rows changed."_s);
        QCOMPARE(office.stored(2, customer::name), u"乙"_s);
        QCOMPARE(office.stored(3, customer::level), u"VIP"_s);
        QCOMPARE(office.stored(0, customer::name), u"客户00000"_s);
        QTRY_COMPARE(office.cell(3, u"phone"_s), u"13911110003"_s);
        office.undoSet(done.first().at(1).value<Id>());
        QCOMPARE(office.stored(2, customer::name), u"客户00002"_s);
        QTRY_COMPARE(office.cell(3, u"phone"_s), QString());
    }

    void aLargeFillIsWrittenInStepsAndIsOneUndo()
    {
        Office office(2600);
        QTRY_VERIFY(office.settled() && office.model->rowAt(0));
        QSignalSpy done(office.page.get(), &GridPage::done);
        QSignalSpy batch(office.page.get(), &GridPage::batchDone);
        QSignalSpy edited(office.model.get(), &GridModel::edited);
        const auto vips = [&] { return *office.store->read([](Records &records) { return records.count(Query(customer::entity).where(customer::level == u"VIP"_s)); }).result(); };
        QGuiApplication::clipboard()->setText(u"VIP"_s);
        office.view->goTo(0, office.column(u"level"_s));
        office.press(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        office.press(Qt::Key_V, Qt::ControlModifier);
        // Somebody who saves a note meanwhile gets a turn before it is over.
        QVERIFY(office.store->commit({.changes = {Change::insert(tag::entity, Id::make(9)).set(tag::customer, Office::idOf(0)).set(tag::label, u"新"_s)}}).result());
        QVERIFY2(vips() < 2600, "the whole fill was written in one go");
        QTRY_COMPARE(batch.size(), 1);
        QCOMPARE(done.size(), 0);
        QCOMPARE(vips(), 2600);
        QCOMPARE(edited.first().first().value<GridModel::Edited>().records, 2600);
        const auto undone = office.store->write([id = batch.first().at(1).value<Id>()](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfBatch(records, id);
            return plan ? kemai::undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }).result();
        QVERIFY(undone);
        QCOMPARE(vips(), 0);
    }

    void aLargeFillCanBeStopped()
    {
        Office office(2600);
        QTRY_VERIFY(office.settled() && office.model->rowAt(0));
        QSignalSpy batch(office.page.get(), &GridPage::batchDone);
        QGuiApplication::clipboard()->setText(u"VIP"_s);
        office.view->goTo(0, office.column(u"level"_s));
        office.press(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        office.press(Qt::Key_V, Qt::ControlModifier);
        office.model->stopEditing();
        QTRY_VERIFY(office.settled());
        const auto vips = *office.store->read([](Records &records) { return records.count(Query(customer::entity).where(customer::level == u"VIP"_s)); }).result();
        QVERIFY(vips < 2600);
        QCOMPARE(batch.size(), vips > 0 ? 1 : 0);
        QCOMPARE(office.model->refusedCells(), 0); // what was not written shows as it is stored
        QTRY_COMPARE(office.cell(0, u"level"_s), vips > 0 ? u"VIP"_s : QString());
    }

    void theSearchFiltersTheGrid()
    {
        Office office(300);
        QTRY_VERIFY(office.settled());
        office.page->setSearch(u"客户00012"_s);
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 1);
        QTRY_COMPARE(office.cell(0, u"name"_s), u"客户00012"_s);
        office.page->setSearch(u"客户0001"_s);
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 10);
        office.page->findChild<QAbstractButton *>(u"quick.mine"_s)->click(); // with the filters that hold
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 3);
        office.page->setSearch(u"nobody at all"_s);
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 0);
        QSignalSpy dropped(office.page.get(), &GridPage::searchDropped);
        QVERIFY(office.page->findChild<EmptyState *>()->isVisible());
        emit office.page->findChild<EmptyState *>()->actionTriggered();
        QCOMPARE(dropped.size(), 1);
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 300);
    }

    void copyFillAndDelete()
    {
        Office office(5);
        QTRY_VERIFY(office.settled() && office.model->rowAt(4));
        office.view->goTo(0, office.column(u"level"_s));
        office.press(Qt::Key_Right, Qt::ShiftModifier);
        office.press(Qt::Key_Down, Qt::ShiftModifier);
        office.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"\t南京\n\t苏州\n"_s);
        office.view->goTo(0, office.column(u"city"_s));
        for (int i = 0; i < 4; ++i)
            office.press(Qt::Key_Down, Qt::ShiftModifier);
        QSignalSpy done(office.page.get(), &GridPage::done);
        office.press(Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(office.stored(3, customer::city), u"南京"_s);
        office.press(Qt::Key_Delete);
        QTRY_COMPARE(done.size(), 2);
        QCOMPARE(office.stored(4, customer::city), QString());
        // One copied cell fills the selection.
        QGuiApplication::clipboard()->setText(u"杭州"_s);
        office.press(Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(done.size(), 3);
        QCOMPARE(office.stored(4, customer::city), u"杭州"_s);
    }

    void rowsWithHeadingsAreShownBeforeTheyAreMade()
    {
        Office office(3);
        QTRY_VERIFY(office.settled() && office.model->rowAt(0));
        QGuiApplication::clipboard()->setText(u"姓名\t手机\n周远\t13711112222\n陈立\t1380013800\n周远\t13711112222\n"_s);
        office.press(Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(office.says(u"pasteSummary"_s), u"3 pasted · 1 known already · 1 to check · 1 ready"_s);
        QCOMPARE(office.model->rowCount(), 3);
        QSignalSpy done(office.page.get(), &GridPage::done);
        QTest::mouseClick(office.page->findChild<QAbstractButton *>(u"pasteGo"_s), Qt::LeftButton);
        QTRY_COMPARE(done.size(), 1);
        QTRY_COMPARE(office.model->rowCount(), 4);
        office.undoSet(done.first().at(1).value<Id>());
        QTRY_COMPARE(office.model->rowCount(), 3);
    }

    void manyNewRowsAreMadeInStepsAndAreOneUndo()
    {
        Office office(3);
        QTRY_VERIFY(office.settled() && office.model->rowAt(0));
        QString block = u"姓名\t手机\n"_s;
        for (int i = 0; i < 900; ++i)
            block += u"新客%1\t137%2\n"_s.arg(i).arg(10000000 + i * 13);
        QGuiApplication::clipboard()->setText(block);
        office.press(Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(office.says(u"pasteSummary"_s), u"900 pasted · 0 known already · 0 to check · 900 ready"_s);
        QSignalSpy done(office.page.get(), &GridPage::done);
        QSignalSpy batch(office.page.get(), &GridPage::batchDone);
        const auto counted = [&] { return *office.store->read([](Records &records) { return records.count(Query(customer::entity)); }).result(); };
        QTest::mouseClick(office.page->findChild<QAbstractButton *>(u"pasteGo"_s), Qt::LeftButton);
        // Somebody who saves a note meanwhile gets a turn before it is over.
        QVERIFY(office.store->commit({.changes = {Change::insert(tag::entity, Id::make(9)).set(tag::customer, Office::idOf(0)).set(tag::label, u"新"_s)}}).result());
        QVERIFY2(counted() < 903, "all rows were written in one go");
        QTRY_COMPARE(batch.size(), 1);
        QCOMPARE(done.size(), 0);
        QCOMPARE(batch.first().first().toString(), u"900 rows created."_s);
        QCOMPARE(counted(), 903);
        const auto phones = *office.store->read([](Records &records) { return records.count(Query(phone::entity)); }).result();
        QCOMPARE(phones, 900); // no row was torn
        QVERIFY(office.store->write([id = batch.first().at(1).value<Id>()](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfBatch(records, id);
            return plan ? kemai::undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }).result());
        QCOMPARE(counted(), 3);
    }

    void manyNewRowsCanBeStopped()
    {
        Office office(0);
        QTRY_VERIFY(office.settled());
        QString block = u"姓名\t手机\n"_s;
        for (int i = 0; i < 900; ++i)
            block += u"新客%1\t137%2\n"_s.arg(i).arg(10000000 + i * 13);
        QGuiApplication::clipboard()->setText(block);
        office.page->pasteNew();
        QTRY_COMPARE(office.says(u"pasteSummary"_s), u"900 pasted · 0 known already · 0 to check · 900 ready"_s);
        QSignalSpy edited(office.model.get(), &GridModel::edited);
        QTest::mouseClick(office.page->findChild<QAbstractButton *>(u"pasteGo"_s), Qt::LeftButton);
        office.model->stopEditing();
        QTRY_VERIFY(office.settled() && edited.size() == 1);
        const auto counted = *office.store->read([](Records &records) { return records.count(Query(customer::entity)); }).result();
        QVERIFY(counted > 0 && counted < 900); // a step under way ends
        QCOMPARE(edited.first().first().value<GridModel::Edited>().created, int(counted));
        QTRY_COMPARE(office.model->rowCount(), int(counted));
    }

    void theSelectionIsSummed()
    {
        Office office(4);
        QTRY_VERIFY(office.settled());
        office.view->goTo(0, office.column(u"open_amount"_s));
        office.press(Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(office.says(u"gridSums"_s).contains(u"400.00"_s));
        QVERIFY(office.says(u"gridSums"_s).contains(u"200.00"_s)); // on average
        office.press(Qt::Key_Down);
        QTRY_VERIFY(office.says(u"gridSums"_s).isEmpty());
    }

    void sortsFiltersAndGroups()
    {
        Office office(20);
        QTRY_VERIFY(office.settled());
        emit office.view->sortRequested(office.column(u"name"_s), false);
        emit office.view->sortRequested(office.column(u"name"_s), false); // down
        QTRY_VERIFY(office.settled());
        QTRY_COMPARE(office.cell(0, u"name"_s), u"客户00019"_s);
        QTest::mouseClick(office.page->findChild<QAbstractButton *>(u"quick.mine"_s), Qt::LeftButton);
        QTRY_COMPARE(office.model->rowCount(), 7);
        QTest::mouseClick(office.page->findChild<QAbstractButton *>(u"quick.all"_s), Qt::LeftButton);
        QTRY_COMPARE(office.model->rowCount(), 20);

        office.page->editFilter();
        auto *editor = office.page->findChild<QWidget *>(u"filterEditor"_s);
        auto *column = editor->findChild<QComboBox *>(u"column"_s);
        column->setCurrentIndex(office.column(u"city"_s));
        emit column->activated(column->currentIndex());
        editor->findChild<QLineEdit *>(u"value"_s)->setText(u"苏"_s);
        QTest::keyClick(editor->findChild<QLineEdit *>(u"value"_s), Qt::Key_Return);
        QTRY_COMPARE(office.model->rowCount(), 10);

        GridLayout layout = office.page->layoutNow();
        QCOMPARE(layout.filter.conditions.size(), 1);
        layout.group = u"company"_s;
        office.page->setLayoutOf(layout);
        QTRY_VERIFY(office.settled());
        auto *groups = office.page->findChild<QListWidget *>(u"groups"_s);
        QTRY_COMPARE(groups->count(), 8); // all, and seven companies
        groups->setCurrentRow(1);
        QTRY_VERIFY(office.settled() && office.model->rowCount() < 3);
        layout.filter.conditions.first().values = {u"nowhere"_s};
        layout.group.clear();
        office.page->setLayoutOf(layout);
        QTRY_VERIFY(office.settled());
        QCOMPARE(office.model->rowCount(), 0);
        QVERIFY(!office.view->isVisible()); // says what to do next
    }

    void manyRowsAreConfirmedByTheirNumber()
    {
        Office office(520);
        QTRY_VERIFY(office.settled());
        QSignalSpy done(office.page.get(), &GridPage::batchDone);
        office.press(Qt::Key_A, Qt::ControlModifier);
        office.page->retire();
        auto *reason = office.page->findChild<QLineEdit *>(u"bulkValue"_s);
        auto *confirm = office.page->findChild<QLineEdit *>(u"bulkConfirm"_s);
        auto *go = office.page->findChild<QAbstractButton *>(u"bulkGo"_s);
        reason->setText(u"停机"_s);
        QTest::keyClick(reason, Qt::Key_Return);
        QTRY_VERIFY(go->isVisible());
        QVERIFY(confirm->isVisible());
        QVERIFY(!go->isEnabled());
        QTest::keyClicks(confirm, u"52"_s);
        QVERIFY(!go->isEnabled());
        QTest::keyClicks(confirm, u"0"_s);
        QVERIFY(go->isEnabled());
        QTest::keyClick(confirm, Qt::Key_Return);
        QTRY_COMPARE(done.size(), 1);
        QTRY_COMPARE(office.model->rowCount(), 0);
        QCOMPARE(office.stored(7, customer::invalid_reason), u"停机"_s);
        const auto undone = office.store->write([batch = done.first().at(1).value<Id>()](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfBatch(records, batch);
            return plan ? kemai::undo(records, *plan) : Result<Undone>(fail(plan.error()));
        }).result();
        QVERIFY(undone);
        QTRY_COMPARE(office.model->rowCount(), 520);
    }

    void viewsAndLayoutsAreKept()
    {
        Office office(3);
        QTRY_VERIFY(office.settled());
        GridLayout layout = office.page->layoutNow();
        layout.columns.move(4, 0);
        layout.columns[1].shown = false;
        office.page->setLayoutOf(layout);
        const QByteArray kept = office.page->layoutJson();
        office.page->setLayoutOf(GridLayout::standard(office.subject->columns(), office.subject->standardSort()));
        QVERIFY(office.page->layoutJson() != kept);
        office.page->restore(kept);
        QCOMPARE(office.page->layoutJson(), kept);
        office.page->restore("{\"columns\": hostile");
        QCOMPARE(office.page->layoutJson(), kept);
        QSignalSpy views(&office.page->acts(), &GridActs::views);
        office.page->acts().saveView(u"南京"_s, kept, true);
        QTRY_COMPARE(views.size(), 1);
        QCOMPARE(views.first().first().value<QList<SavedView>>().first().name, u"南京"_s);
    }

    void exportsUpToTheCap()
    {
        Office office(30);
        QTRY_VERIFY(office.settled());
        const QString file = office.directory.filePath(u"out.csv"_s);
        QSignalSpy failed(office.page.get(), &GridPage::failed);
        qint64 asked = 0;
        office.page->setExportGate([&asked](qint64 rows) -> Result<> {
            asked = rows;
            return fail(Error::Code::Denied, u"settings.exportCap"_s);
        });
        office.page->exportShown(); // refused before a file is asked for
        QCOMPARE(asked, 30);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().id, u"settings.exportCap"_s);
        QVERIFY(!QFile::exists(file));
        QSignalSpy exported(&office.page->acts(), &GridActs::exported);
        office.page->acts().exportRows(office.model->idsOf(0, 30), {0, 1}, file);
        QTRY_COMPARE(exported.size(), 1);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 31);
    }

    void theFirstColumnStaysInSight()
    {
        Office office(50);
        QTRY_VERIFY(office.settled());
        office.page->resize(700, 500);
        auto *frozen = office.page->findChild<QWidget *>(u"gridFrozen"_s);
        QVERIFY(!frozen->isVisible());
        office.view->goTo(0, office.view->shownColumns().last());
        QTRY_VERIFY(frozen->isVisible());
        office.press(Qt::Key_Home);
        QTRY_VERIFY(!frozen->isVisible());
    }

    void everyPartHasItsName()
    {
        Office office(2);
        QTRY_VERIFY(office.settled());
        office.page->editFilter();
        QCOMPARE(unnamedWidgets(office.page.get()), QStringList());
    }
};

QTEST_MAIN(TestGridPage)
#include "tst_grid_page.moc"
