// SPDX-License-Identifier: GPL-3.0-or-later
// The work-list by its keys: who may sign, side by side, field by field, merge, not the same.
#include "customers/ui/cluster_table.h"
#include "customers/ui/duplicates_page.h"
#include "schema/duplicate.h"
#include "schema/schema.h"
#include "support/accessible_walk.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22

struct Office {
    Office()
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(directory.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), clock, surroundings);
        if (!made)
            qFatal("no store: %s", qPrintable(made.error().id + made.error().log));
        store = std::move(*made);
        ChangeSet set;
        set.changes << Change::insert(user::entity, boss).set(user::name, u"周主管"_s).set(user::role, u"supervisor"_s)
                    << Change::insert(user::entity, rep).set(user::name, u"李佳"_s).set(user::role, u"sales"_s);
        set.changes << Change::insert(team::entity, north).set(team::name, u"华北组"_s).set(team::name_en, u"North"_s);
        int n = 100;
        const auto add = [&](const Id &id, const QString &name, const QString &city, const QString &number, int daysAgo) {
            const Id line = Id::make(n++);
            const Id talk = Id::make(n++);
            set.changes << Change::insert(customer::entity, id).set(customer::name, name).set(customer::name_normal, name).set(customer::city, city).set(customer::team, north).set(customer::state, u"active"_s)
                        << Change::insert(phone::entity, line).set(phone::customer, id).set(phone::written, number).set(phone::e164, QString(u"+86"_s + number))
                               .set(phone::digits, number).set(phone::line, u"mobile"_s)
                        << Change::insert(interaction::entity, talk).set(interaction::customer, id).set(interaction::at, nowMs - daysAgo * 86'400'000LL).set(interaction::body, u"跟进"_s);
        };
        add(zhang, u"张伟"_s, u"南京"_s, u"13812341234"_s, 3);
        add(wei, u"张玮"_s, u"北京"_s, u"13812341234"_s, 90);
        add(li, u"李娜"_s, u"上海"_s, u"13912340000"_s, 60);
        add(na, u"李娜"_s, u"杭州"_s, u"13912340000"_s, 61);
        const auto done = store->commit(set).result();
        if (!done)
            qFatal("not filled: %s", qPrintable(done.error().id));
        model = std::make_unique<DuplicateModel>(*store);
        page = std::make_unique<DuplicatesPage>(*model);
        page->resize(1200, 760);
        page->show();
        model->refresh();
    }
    ~Office()
    {
        page.reset();
        model.reset();
    }
    QAbstractButton *button(const QString &name) const { return page->findChild<QAbstractButton *>(name); }
    Record stored(const Id &id) { return *store->read([id](Records &records) { return records.one(customer::entity, id); }).result(); }
    bool settled() const { return model->isSettled(); }
    void press(Qt::Key key) { QTest::keyClick(page->list(), key); }

    const Id north = Id::make(5);
    const Id boss = Id::make(1), rep = Id::make(2), zhang = Id::make(nowMs - 40), wei = Id::make(nowMs - 30), li = Id::make(nowMs - 20), na = Id::make(nowMs - 10);
    QTemporaryDir directory;
    FixedClock clock{nowMs};
    std::unique_ptr<Store> store;
    std::unique_ptr<DuplicateModel> model;
    std::unique_ptr<DuplicatesPage> page;
};

} // namespace

class TestDuplicatesPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme().install(); }

    void aSupervisorWorksTheListOff()
    {
        Office office;
        const QAbstractItemModelTester lists(office.model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester cells(office.page->table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        office.model->setMe(office.boss);
        QTRY_VERIFY(office.settled());
        QCOMPARE(office.model->rowCount(), 0); // nothing was looked for yet
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 2);

        // R005: talked to within thirty days first.
        QCOMPARE(office.model->clusterAt(0)->name, u"张伟"_s);
        QTRY_VERIFY(office.model->view() && office.model->view()->members.size() == 2);
        office.page->activateWindow();
        office.page->list()->setFocus();
        QVERIFY(!office.button(u"merge"_s)->isEnabled()); // not signed off
        QVERIFY(office.button(u"signOff"_s)->isEnabled());
        office.button(u"merge"_s)->click();
        QCOMPARE(office.stored(office.wei)[customer::merged_into], Id());

        office.button(u"signOff"_s)->click();
        QTRY_VERIFY(office.settled() && !office.model->clusterAt(0)->signedBy.isNull());
        QTRY_VERIFY(office.button(u"merge"_s)->isEnabled());
        // The city of the other, by keyboard.
        ClusterTable *table = office.page->table();
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, 0).data().toString() == office.model->view()->members[0].stored.customer[customer::city])
                table->setCurrentIndex(table->model()->index(row, 1));
        const QString other = office.model->view()->members[1].stored.customer[customer::city];
        const Id survivor = office.model->view()->members[0].stored.customer.id;
        QTest::keyClick(table, Qt::Key_Return);
        QSignalSpy merged(office.model.get(), &DuplicateModel::merged);
        office.button(u"merge"_s)->click();
        QTRY_COMPARE(merged.count(), 1);
        QVERIFY(merged.first().first().value<MergeReport>().reconciles());
        QCOMPARE(office.stored(survivor)[customer::city], other);
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 1);

        // The next one stands where the last was.
        QTRY_VERIFY(office.model->view() && office.model->view()->cluster.name == u"李娜"_s);
        office.button(u"distinct"_s)->click();
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 0);
        office.page->find();
        QTRY_VERIFY(office.settled());
        QCOMPARE(office.model->rowCount(), 0); // remembered
        QSignalSpy undo(office.page.get(), &DuplicatesPage::undoRequested);
        office.button(u"undo"_s)->click();
        QCOMPARE(undo.count(), 1);
    }

    // R006
    void aRepresentativeSeesWhyTheButtonsRest()
    {
        Office office;
        office.model->setMe(office.rep);
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 2 && office.model->view());
        QVERIFY(!office.button(u"merge"_s)->isEnabled());
        QVERIFY(!office.button(u"signOff"_s)->isEnabled());
        QVERIFY(office.button(u"distinct"_s)->isEnabled());
        QVERIFY(!office.button(u"merge"_s)->toolTip().isEmpty());
        QTRY_VERIFY(office.page->findChild<QWidget *>(u"role"_s)->isVisible());
    }

    void keysMoveAndChooseTheSurvivor()
    {
        Office office;
        office.model->setMe(office.rep);
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 2 && office.model->view());
        office.page->move(1);
        QCOMPARE(office.model->row(), 1);
        office.page->move(1);
        QCOMPARE(office.model->row(), 1);
        office.page->move(-1);
        QCOMPARE(office.model->row(), 0);
        QTRY_VERIFY(office.settled() && office.model->view()->cluster.name == u"张伟"_s);
        const Id second = office.model->view()->members[1].stored.customer.id;
        QTest::keyClick(office.page->table(), Qt::Key_2);
        QTRY_VERIFY(office.settled() && office.model->view()->plan.customers.first().id == second);
        QCOMPARE(office.model->view()->members.first().stored.customer.id, second);
    }

    void teamsAreNamed()
    {
        Office office;
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->view());
        const QAbstractItemModel *cells = office.page->table()->model();
        const QString name = language().tongue() == Tongue::Chinese ? u"华北组"_s : u"North"_s;
        QVERIFY(!cells->match(cells->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly).isEmpty());
    }

    void aNarrowWindowShowsOneClusterAfterTheOther()
    {
        Office office;
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 2 && office.model->view());
        QVERIFY(office.page->list()->isVisible());
        office.page->resize(600, 700);
        QTRY_VERIFY(!office.page->list()->isVisible());
        QVERIFY(office.page->table()->isVisible());
        QCOMPARE(unnamedWidgets(office.page.get()), QStringList());
        for (QAbstractButton *button : office.page->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->accessibleName() == DuplicatesPage::tr("The next one"))
                button->click();
        QCOMPARE(office.model->row(), 1);
        office.page->setFocus();
        QTRY_VERIFY(office.page->table()->hasFocus());
        QTest::keyClick(office.page->table(), Qt::Key_K);
        QCOMPARE(office.model->row(), 0);
        office.page->resize(1200, 760);
        QTRY_VERIFY(office.page->list()->isVisible());
    }

    void whatWasSaidIsSaidAnewInAnotherLanguage()
    {
        Office office;
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->rowCount() == 2);
        const auto said = [&] {
            QStringList all;
            for (const QLabel *label : office.page->findChild<QWidget *>(u"said"_s)->findChildren<QLabel *>())
                all << label->text();
            return all.join(u' ');
        };
        language().setTongue(Tongue::Chinese);
        const QString chinese = said();
        language().setTongue(Tongue::English);
        const QString english = said();
        language().setTongue(Tongue::Chinese);
        QVERIFY2(english.contains(u"2 clusters"_s) && !chinese.contains(u"clusters"_s) && !chinese.trimmed().isEmpty(), qPrintable(chinese + english));
    }

    void everythingHasAName()
    {
        Office office;
        office.page->find();
        QTRY_VERIFY(office.settled() && office.model->view());
        QCOMPARE(unnamedWidgets(office.page.get()), QStringList());
    }
};

QTEST_MAIN(TestDuplicatesPage)
#include "tst_duplicates_page.moc"
