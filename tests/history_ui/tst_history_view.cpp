// SPDX-License-Identifier: GPL-3.0-or-later
// The history tab: who changed what, from what to what, from where; undo with its plan; the customer as of a day.
#include "history/ui/history_view.h"
#include "history/ui/history_words.h"
#include "schema/schema.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestHistoryView : public QObject
{
    Q_OBJECT

    struct Office {
        Office()
        {
            VaultSurroundings surroundings;
            surroundings.cost = PassphraseCost::cheapest();
            auto made = Store::create(folder.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), clock, surroundings);
            if (!made)
                qFatal("%s", qPrintable(made.error().log));
            store = std::move(*made);
            commit({.changes = {Change::insert(user::entity, li).set(user::name, u"李佳"_s).set(user::name_en, u"Li Jia"_s)}});
            commit({.changes = {Change::insert(import_batch::entity, batch).set(import_batch::file_name, u"名单.csv"_s)}});
            Change imported = Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s).set(customer::level, u"A"_s);
            imported.line = 12;
            Change number = Change::insert(phone::entity, phoneId).set(phone::customer, zhang).set(phone::written, u"138 1234 5678"_s).set(phone::digits, u"13812345678"_s);
            number.line = 12;
            commit({.origin = Origin::Import, .author = li, .title = u"customers.import"_s, .batch = batch, .changes = {imported, number}});
            clock.advanceMs(day);
            renamed = edit(customer::name, u"张民"_s);
            clock.advanceMs(day);
            edit(customer::level, u"重点"_s);
            model = std::make_unique<HistoryModel>(*store);
            view = std::make_unique<HistoryView>(*model);
            view->resize(900, 600);
            view->show();
        }
        Id edit(const FieldOf<QString> &field, const QString &to)
        {
            const Record seen = *store->read([this](Records &r) { return r.one(customer::entity, zhang); }).result();
            return commit({.author = li, .title = u"customer.edit"_s, .changes = {Change::update(seen).set(seen, field, to)}});
        }
        Id commit(const ChangeSet &set)
        {
            const auto done = store->commit(set).result();
            if (!done)
                qFatal("%s", qPrintable(done.error().id));
            return done->set;
        }
        QString level() { return (*store->read([this](Records &r) { return r.one(customer::entity, zhang); }).result())[customer::level]; }
        QString name() { return (*store->read([this](Records &r) { return r.one(customer::entity, zhang); }).result())[customer::name]; }
        QString said() const
        {
            QStringList all;
            for (const TextLabel *label : view->findChildren<TextLabel *>())
                if (label->isVisible())
                    all << label->text();
            return all.join(u'\n');
        }

        static constexpr qint64 day = 86'400'000;
        QTemporaryDir folder;
        FixedClock clock{1'795'000'000'000};
        const Id zhang = Id::fromSeed(1, 1, 1), li = Id::fromSeed(2, 2, 2), batch = Id::fromSeed(3, 3, 3), phoneId = Id::fromSeed(4, 4, 4);
        Id renamed;
        std::unique_ptr<Store> store;
        std::unique_ptr<HistoryModel> model;
        std::unique_ptr<HistoryView> view;
    };

private slots:
    void initTestCase()
    {
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void everyChangeSaysWhoAndFromWhatToWhat()
    {
        Office office;
        const QAbstractItemModelTester tester(office.model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        office.model->setCustomer(office.zhang);
        QTRY_COMPARE(office.model->rowCount(), 4); // two edits, the phone and the customer of the import
        const HistoryWords words;
        QCOMPARE(words.edits(*office.model->entry(0)), u"级别：A → 重点"_s);
        QVERIFY(words.who(*office.model->entry(0)).startsWith(u"李佳"_s));
        QVERIFY(words.who(*office.model->entry(0)).contains(u"手工录入"_s));
        QCOMPARE(words.edits(*office.model->entry(1)), u"姓名：张敏 → 张民"_s);
        QVERIFY(words.who(*office.model->entry(3)).contains(u"名单.csv"_s));
        QVERIFY(words.who(*office.model->entry(3)).contains(u"12"_s));
        QTRY_VERIFY(office.said().contains(u"A → 重点"_s)); // the newest is chosen
    }

    void aColleagueHasAnotherNameInEnglish()
    {
        Office office;
        office.model->setCustomer(office.zhang);
        QTRY_COMPARE(office.model->rowCount(), 4);
        language().setTongue(Tongue::English);
        const QString who = HistoryWords().who(*office.model->entry(0));
        language().setTongue(Tongue::Chinese);
        QVERIFY2(who.startsWith(u"Li Jia"_s), qPrintable(who));
    }

    void itFollowsTheStoreOnlyWhileItIsSeen()
    {
        Office office;
        office.model->setCustomer(office.zhang);
        QTRY_COMPARE(office.model->rowCount(), 4);
        office.view->hide();
        office.edit(customer::note, u"看不见"_s);
        office.view->show();
        QTRY_COMPARE(office.model->rowCount(), 5);
        office.edit(customer::note, u"看得见"_s);
        QTRY_COMPARE(office.model->rowCount(), 6);
    }

    void undoIsPlannedBeforeItIsDone()
    {
        Office office;
        office.model->setCustomer(office.zhang);
        QTRY_COMPARE(office.model->rowCount(), 4);
        office.view->list()->setFocus();
        QTest::keyClick(office.view->list(), Qt::Key_Z, Qt::ControlModifier);
        auto *carryOut = office.view->findChild<Button *>(u"historyCarryOut"_s);
        QTRY_VERIFY(carryOut->isVisible());
        QCOMPARE(office.level(), u"重点"_s); // only planned
        QSignalSpy undone(office.view.get(), &HistoryView::undone);
        carryOut->click();
        QVERIFY(undone.wait());
        QCOMPARE(office.level(), u"A"_s);
    }

    void thePlanSaysWhatIsKept()
    {
        Office office;
        office.edit(customer::name, u"章敏"_s); // over the rename
        office.model->setCustomer(office.zhang);
        QTRY_COMPARE(office.model->rowCount(), 5);
        QSignalSpy planned(office.model.get(), &HistoryModel::planned);
        office.view->list()->setCurrentIndex(office.model->index(2));
        office.view->findChild<Button *>(u"historyUndo"_s)->click();
        QVERIFY(planned.wait());
        QTRY_VERIFY(office.said().contains(u"章敏"_s));
        QVERIFY(office.view->findChild<Button *>(u"historyCarryOut"_s)->isHidden()); // nothing would go back
        QCOMPARE(office.name(), u"章敏"_s);
    }

    void theCustomerAsOfADay()
    {
        Office office;
        office.model->setCustomer(office.zhang);
        QTRY_COMPARE(office.model->rowCount(), 4);
        office.view->showAsOf(QDateTime::fromMSecsSinceEpoch(1'795'000'000'000).date());
        QTRY_VERIFY(office.said().contains(u"张敏"_s));
        QVERIFY(office.said().contains(u"138 1234 5678"_s));
        QVERIFY(office.said().contains(u"张民"_s)); // what it is now
        QSignalSpy failed(office.model.get(), &HistoryModel::failed);
        office.view->showAsOf(QDate(2020, 1, 1));
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().value<Error>().id, u"history.notYet"_s);
    }

    void eachNumberSaysWhereItCameFrom()
    {
        Office office;
        office.model->setCustomer(office.zhang);
        QSignalSpy read(office.model.get(), &HistoryModel::sourcesRead);
        office.model->readSources();
        QVERIFY(read.wait());
        const auto sources = read.first().at(1).value<QList<RecordSource>>();
        QCOMPARE(sources.size(), 1);
        QCOMPARE(sources.first().record, office.phoneId);
        QVERIFY(HistoryWords().source(sources.first()).startsWith(u"导入 名单.csv"_s));
    }
};

QTEST_MAIN(TestHistoryView)
#include "tst_history_view.moc"
