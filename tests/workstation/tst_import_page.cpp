// SPDX-License-Identifier: GPL-3.0-or-later
// The import by keyboard: six steps, nothing written before the fifth, stopped, undone, and its rows to correct.
#include "action_registry.h"
#include "cleanse_page.h"
#include "import_page.h"
#include "schema/duplicate.h"
#include "schema/schema.h"
#include "support/accessible_walk.h"
#include "widgets/banner.h"
#include "widgets/draft_shelf.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// The import keeps none.
class NoDrafts : public DraftShelf
{
public:
    QString text(const QString &) const override { return {}; }
    QStringList places() const override { return {}; }
    void keep(const QString &, const QString &) override { }
    void flush() override { }
};

class QuietShell : public Shell
{
public:
    void openPage(const QString &page) override { opened = page; }
    void showSearchTime(qint64) override { }
    void offerUndo(const QString &, std::function<void()>) override { }
    void showUser(const QString &) override { }
    void setSearch(const QString &) override { }
    void showError(const Error &error) override { errors.append(error.id); }
    void openCustomer(const Id &) override { }
    void visited(const QString &, const Id &) override { }
    const Watchdog *watchdog() const override { return nullptr; }
    QString lastRun() const override { return {}; }
    void setCount(const QString &, int) override { }
    ActionRegistry &actions() override { return m_actions; }
    DraftShelf &drafts() override { return m_drafts; }
    QString opened;
    QStringList errors;

private:
    QWidget m_window;
    ActionRegistry m_actions{&m_window};
    NoDrafts m_drafts;
};

struct Desk {
    Desk()
    {
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto made = Store::create(directory.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), Clock::system(), surroundings);
        if (!made)
            qFatal("no store: %s", qPrintable(made.error().id));
        store = std::move(*made);
        page = std::make_unique<ImportPage>(*store, shell);
        page->resize(1200, 800);
        page->show();
    }
    qint64 customers()
    {
        return *store->read([](Records &records) { return records.count(Query(customer::entity)); }).result();
    }
    QAbstractButton *button(const char *name) { return page->findChild<QAbstractButton *>(QLatin1String(name)); }
    void paste(const QString &rows)
    {
        ImportRun::Input input;
        input.pasted = rows.toUtf8();
        page->open(input);
    }

    QTemporaryDir directory;
    QuietShell shell;
    std::unique_ptr<Store> store;
    std::unique_ptr<ImportPage> page;
};

} // namespace

class TestImportPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        theme().install();
        language().setTongue(Tongue::English);
    }

    void sixStepsFromPastedRowsToTheUndo()
    {
        Desk desk;
        QCOMPARE(unnamedWidgets(desk.page.get()).join(u' '), QString());
        desk.paste(u"姓名\t手机\t备注\n张敏\t13800138000\t\"两\n行\"\n\t打给我\t\n李伟\t12\t\n"_s);
        QCOMPARE(desk.page->step(), ImportPage::Step::Mapping);
        QTRY_VERIFY(desk.page->settled());
        QCOMPARE(unnamedWidgets(desk.page.get()).join(u' '), QString());
        desk.page->goOn();
        QCOMPARE(desk.page->step(), ImportPage::Step::Rules);
        desk.page->goOn();
        QTRY_VERIFY(desk.page->settled());
        QCOMPARE(desk.page->step(), ImportPage::Step::DryRun);
        QCOMPARE(desk.customers(), 0);
        QVERIFY(desk.button("import.go")->text().contains(u'2'));
        QVERIFY(desk.button("import.errors")->isVisible());
        QCOMPARE(desk.page->findChild<QListView *>(u"import.remarks"_s)->model()->rowCount(), 2);
        QCOMPARE(unnamedWidgets(desk.page.get()).join(u' '), QString());

        desk.page->goBack();
        QCOMPARE(desk.page->step(), ImportPage::Step::Rules);
        desk.page->goOn();
        QTRY_VERIFY(desk.page->settled());
        desk.page->goOn();
        QTRY_COMPARE(desk.page->step(), ImportPage::Step::Result);
        QCOMPARE(desk.customers(), 2);
        desk.page->findChild<Banner *>(u"import.banner"_s)->action()->click();
        QTRY_COMPARE(desk.customers(), 0);
        desk.page->goOn();
        QCOMPARE(desk.shell.opened, u"customers"_s);
    }

    void unknownHeadingsAreMappedByHand()
    {
        Desk desk;
        desk.paste(u"甲\t乙\n张敏\t13800138000\n"_s);
        QTRY_VERIFY(desk.page->settled());
        desk.page->goOn();
        QCOMPARE(desk.page->step(), ImportPage::Step::Mapping);
        QVERIFY(!desk.button("import.go")->isEnabled());
        auto *first = desk.page->findChild<QComboBox *>(u"import.column0"_s);
        QVERIFY(first);
        first->setCurrentIndex(first->findData(u"name"_s));
        auto *second = desk.page->findChild<QComboBox *>(u"import.column1"_s);
        second->setCurrentIndex(second->findData(u"name"_s)); // one column only: it moves
        QCOMPARE(first->currentData().toString(), QString());
        first->setCurrentIndex(first->findData(u"name"_s));
        second->setCurrentIndex(second->findData(u"phone"_s));
        for (int step = 0; step < 3; ++step) {
            QTRY_VERIFY(desk.page->settled());
            desk.page->goOn();
        }
        QTRY_COMPARE(desk.page->step(), ImportPage::Step::Result);
        QCOMPARE(desk.customers(), 1);
    }

    void anImportPausesGoesOnAndStops()
    {
        Desk desk;
        QString rows = u"姓名\t手机\n"_s;
        for (int i = 0; i < 9000; ++i)
            rows += u"张敏%1\t1380013%2\n"_s.arg(i).arg(i, 4, 10, QChar(u'0'));
        desk.paste(rows);
        for (int step = 0; step < 3; ++step) {
            QTRY_VERIFY(desk.page->settled());
            desk.page->goOn();
        }
        QCOMPARE(desk.page->step(), ImportPage::Step::Import);
        desk.button("import.pause")->click();
        QTRY_VERIFY(desk.customers() >= 2000); // the chunk under way is finished
        const qint64 paused = desk.customers();
        QTest::qWait(50);
        QCOMPARE(desk.customers(), paused);
        QCOMPARE(desk.page->step(), ImportPage::Step::Import);
        desk.button("import.pause")->click();
        desk.button("import.cancel")->click();
        QTRY_COMPARE(desk.page->step(), ImportPage::Step::Result);
        QVERIFY(desk.customers() < 9000);
        desk.page->findChild<Banner *>(u"import.banner"_s)->action()->click();
        QTRY_COMPARE_WITH_TIMEOUT(desk.customers(), 0, 60'000);
    }

    void anotherCustomerBesideOneWeHaveNeedsAReason()
    {
        Desk desk;
        const auto there = desk.store->write([](Records &records) {
            auto rows = std::make_unique<QBuffer>();
            rows->setData("姓名,手机\n张敏,13800138000\n");
            (void)rows->open(QIODevice::ReadOnly);
            return importCustomers(records, std::move(rows), {});
        }).result();
        QVERIFY(there);
        desk.paste(u"姓名\t手机\n张敏\t13800138000\n"_s);
        QTRY_VERIFY(desk.page->settled());
        desk.page->goOn();
        desk.button("import.known2")->click();
        auto *because = desk.page->findChild<QLineEdit *>(u"import.because"_s);
        QVERIFY(because->isVisible());
        QCOMPARE(unnamedWidgets(desk.page.get()).join(u' '), QString());
        desk.page->goOn(); // without one it does not go on
        QCOMPARE(desk.page->step(), ImportPage::Step::Rules);
        QVERIFY(desk.page->findChild<Banner *>(u"import.banner"_s)->isVisible());
        QTest::keyClicks(because, u"another branch"_s);
        QTest::keyClick(because, Qt::Key_Return);
        QTRY_VERIFY(desk.page->settled() && desk.page->step() == ImportPage::Step::DryRun);
        desk.page->goOn();
        QTRY_COMPARE(desk.page->step(), ImportPage::Step::Result);
        QCOMPARE(desk.customers(), 2);
        const auto pairs = desk.store->read([](Records &records) { return records.find(Query(duplicate_pair::entity)); }).result();
        QVERIFY(pairs && pairs->size() == 1);
        QCOMPARE(pairs->first()[duplicate_pair::note], u"another branch"_s);
        QCOMPARE(pairs->first()[duplicate_pair::state], u"distinct"_s);
        const QList<Record> customers = *desk.store->read([](Records &records) { return records.find(Query(customer::entity)); }).result();
        QSet<Id> both{pairs->first()[duplicate_pair::first], pairs->first()[duplicate_pair::second]};
        QCOMPARE(both, (QSet<Id>{customers.at(0).id, customers.at(1).id}));
    }

    void aLargeFileIsABulkLoadHoweverItEnds_data()
    {
        QTest::addColumn<int>("end");
        QTest::newRow("finished") << 0;
        QTest::newRow("stopped") << 1;
    }

    void aLargeFileIsABulkLoadHoweverItEnds()
    {
        QFETCH(int, end);
        Desk desk;
        const QString name = desk.directory.filePath(u"large.csv"_s);
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("姓名,手机,备注\n");
        const QByteArray padding(ImportRun::bulkBytes / 4000, 'x');
        for (int i = 0; i < 4200; ++i)
            file.write("客户" + QByteArray::number(i) + ",1380013" + QByteArray::number(10000 + i).last(4) + ',' + padding + '\n');
        file.close();
        ImportRun run(*desk.store);
        QSignalSpy bulk(&run, &ImportRun::bulkChanged);
        QSignalSpy finished(&run, &ImportRun::importFinished);
        QSignalSpy failed(&run, &ImportRun::failed);
        ImportRun::Input input;
        input.file = name;
        run.open(input);
        QTRY_VERIFY(!run.isRunning());
        run.plan(run.preview().mapping.toJson(run.preview().headings), CustomerImport::Known::Skip);
        QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), 60'000);
        QCOMPARE(bulk.size(), 0); // a dry run writes nothing
        run.importForGood();
        QTRY_COMPARE(bulk.size(), 1);
        if (end == 1)
            run.cancel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size() + failed.size(), 1, 60'000);
        QCOMPARE(failed.size(), 0);
        QTRY_COMPARE(bulk.size(), 2);
        QCOMPARE(bulk.at(0).first().toBool(), true);
        QCOMPARE(bulk.at(1).first().toBool(), false);
    }

    void anUnreadableFileSaysWhyAndAnEmptyClipboardToo()
    {
        Desk desk;
        QFile file(desk.directory.filePath(u"a.xlsx"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PK\3\4 and nothing more");
        file.close();
        desk.page->open(file.fileName());
        QTRY_VERIFY(desk.page->settled());
        QVERIFY(desk.page->findChild<Banner *>(u"import.banner"_s)->isVisible());
        QVERIFY(!desk.button("import.go")->isVisible());
        QVERIFY(desk.button("import.again")->isVisible());
        QGuiApplication::clipboard()->clear();
        desk.page->paste();
        QCOMPARE(desk.shell.errors, QStringList{u"import.nothingToPaste"_s});
    }

    void cleansingLooksRunsAndIsUndone()
    {
        Desk desk;
        const auto dirty = desk.store->write([](Records &records) {
            ChangeSet set;
            set.changes.append(Change::insert(customer::entity, Id::make(1)).set(customer::name, u"张\u200b敏"_s).set(customer::state, u"active"_s));
            return records.commit(set);
        }).result();
        QVERIFY(dirty);
        CleansePage page(*desk.store, desk.shell);
        page.resize(1000, 700);
        page.show();
        QTRY_VERIFY(page.settled());
        QCOMPARE(unnamedWidgets(&page).join(u' '), QString());
        QVERIFY(page.findChild<QListView *>(u"cleanse.samples"_s)->model()->rowCount() > 0);
        const auto name = [&desk] { return (*desk.store->read([](Records &records) { return records.find(Query(customer::entity)); }).result()).first()[customer::name]; };
        QCOMPARE(name(), u"张\u200b敏"_s);
        page.findChild<QAbstractButton *>(u"cleanse.go"_s)->click();
        QTRY_VERIFY(page.settled());
        QCOMPARE(name(), u"张敏"_s);
        page.findChild<Banner *>(u"cleanse.banner"_s)->action()->click();
        QTRY_VERIFY(page.settled());
        QCOMPARE(name(), u"张\u200b敏"_s);
    }
};

QTEST_MAIN(TestImportPage)
#include "tst_import_page.moc"
