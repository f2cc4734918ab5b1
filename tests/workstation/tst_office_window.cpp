// SPDX-License-Identifier: GPL-3.0-or-later
// The office in the real window: the chip, the way from it to a conflict, the decision in the store and its undo. The server is away.
#include "action_registry.h"
#include "customers/ui/attachment_panel.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/record_list.h"
#include "main_window.h"
#include "schema/schema.h"
#include "store/replica_files.h"
#include "sync/desk/desk_storage.h"
#include "sync/desk/device_identity.h"
#include "sync/desk/office_place.h"
#include "sync/ui/choice_table.h"
#include "vault/attachments.h"
#include "widgets/banner.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestOfficeWindow : public QObject
{
    Q_OBJECT

    const Id zhang = Id::fromSeed(1, 1, 1), me = Id::fromSeed(2, 2, 2), device = Id::fromSeed(3, 3, 3);

    static QString chip(MainWindow &window) { return window.findChild<QAbstractButton *>(u"status.chip"_s)->text(); }
    QString level(Session &session)
    {
        const auto found = session.store()->read([this](Records &records) { return records.one(customer::entity, zhang); }).result();
        return found ? (*found)[customer::level] : found.error().id;
    }

    // A desk of an office whose server nobody reaches, with a customer whose level is in conflict.
    void enroll(Session &session)
    {
        const QString entry = Vault::keyStoreEntry(session.store()->vault().fileId()) + u".device"_s;
        const auto done = session.store()->write([&](Records &records) -> Result<> {
            auto &store = static_cast<StoreRecords &>(records);
            const auto made = records.commit({.title = u"customer.create"_s, .changes = {Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s).set(customer::level, u"B"_s)}});
            if (!made)
                return fail(made.error());
            sync::DeviceIdentity identity = sync::DeviceIdentity::make();
            identity.setDevice(device);
            sync::StoreKeys keys(store);
            if (const auto kept = identity.keep(keys, entry); !kept)
                return kept;
            sync::OfficePlace place;
            place.address.url = QUrl(u"https://127.0.0.1:1"_s);
            place.login = u"lijia"_s;
            place.user = me;
            if (const auto placed = sync::setOfficePlace(store, place); !placed)
                return placed;
            sync::DeskStorage storage(store);
            if (const auto enrolled = storage.enroll(device); !enrolled)
                return enrolled;
            wire::Conflict conflict;
            conflict.id = Id::fromSeed(9, 9, 9);
            conflict.entity = &customer::entity;
            conflict.record = zhang;
            conflict.unit = u"level"_s;
            conflict.fields = {{customer::level.index, u"C"_s, u"A"_s, u"B"_s}};
            conflict.theirsVersion = 1;
            conflict.device = device;
            conflict.mid = 1;
            conflict.author = me;
            conflict.at = wire::HybridTime::atMs(session.clock().nowMs());
            return storage.setConflicts({&customer::entity, zhang}, {conflict});
        }).result();
        QVERIFY2(done, qPrintable(done ? QString() : done.error().id));
    }

    void open(Session &session, MainWindow &window)
    {
        window.resize(1440, 900);
        window.show();
        session.create(Unlock::byPassphrase(u"correct horse"_s));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Open, 30'000);
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiTest"_s);
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void aDeskOnItsOwnSaysSoAndItsChipLeadsToTheOffice()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        open(session, window);
        QCOMPARE(chip(window), u"本机保存"_s);
        for (const QString &id : {u"page.queue"_s, u"page.conflicts"_s, u"sync.now"_s})
            QVERIFY2(!window.actions().keys(id).isEmpty(), qPrintable(id)); // none of them was taken by another
        window.findChild<QAbstractButton *>(u"status.chip"_s)->click();
        QCOMPARE(window.currentPage(), u"office"_s);
        window.actions().run(u"page.queue"_s);
        auto *empty = window.findChild<QWidget *>(u"queueEmpty"_s);
        QTRY_VERIFY(empty && empty->isVisible());
        window.actions().run(u"sync.now"_s); // there is nothing to synchronize with: the way to an office
        QCOMPARE(window.currentPage(), u"office"_s);
    }

    void aConflictIsDecidedByKeyboardFromTheChipOnAndTakenBack()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        open(session, window);
        enroll(session);
        session.lock();
        session.unlock(Unlock::byPassphrase(u"correct horse"_s));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Open, 30'000);
        window.activateWindow();
        QTRY_VERIFY_WITH_TIMEOUT(chip(window).contains(u"1 个冲突"_s), 30'000);
        QTRY_VERIFY(window.findChild<QWidget *>(u"toast"_s)); // told once

        // On the customer's page too.
        window.openCustomer(zhang);
        auto *badge = window.findChild<Banner *>(u"recordNotice.conflicts"_s);
        QTRY_VERIFY(badge && badge->isVisible());

        window.findChild<QAbstractButton *>(u"status.chip"_s)->click();
        QCOMPARE(window.currentPage(), u"queue"_s);
        auto *list = window.findChild<QListView *>(u"queueList"_s);
        QTRY_VERIFY(list->model()->rowCount() >= 2); // the conflict, and the history that waits
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(window.currentPage(), u"conflicts"_s);
        auto *table = window.findChild<sync::ChoiceTable *>(u"choiceTable"_s);
        QTRY_COMPARE(table->model()->rowCount(table->rootIndex()), 1);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_M);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(level(session), u"A"_s);
        QTRY_VERIFY(!chip(window).contains(u"冲突"_s));
        QTRY_VERIFY(window.findChild<QWidget *>(u"conflictEmpty"_s)->isVisible());
        QTRY_VERIFY(badge->isHidden());

        window.actions().run(u"undo"_s);
        QTRY_COMPARE(level(session), u"B"_s);
    }

    // A colleague's file while the server is away: marked and explained; shown as soon as it is here.
    void aFileOfAColleagueSaysWhereItIsAndIsShownWhenItComes()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        open(session, window);
        enroll(session);
        Record letter(attachment::entity);
        letter.id = Id::fromSeed(4, 4, 4);
        letter.version = 1;
        letter.set(attachment::customer, zhang);
        letter.set(attachment::file_name, u"报价.txt"_s);
        letter.set(attachment::media_type, u"text/plain"_s);
        letter.set(attachment::size, qint64(2'000'000));
        letter.set(attachment::content, QString(64, u'a')); // a name in the colleague's vault
        QVERIFY(session.store()->write([&](Records &records) -> Result<> {
            sync::DeskStorage storage(static_cast<StoreRecords &>(records));
            return sync::inTransaction(storage, [&] { return storage.store({&attachment::entity, letter.id}, wire::Row{letter, {17}}, letter, false); });
        }).result());
        session.lock();
        session.unlock(Unlock::byPassphrase(u"correct horse"_s));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Open, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(session.office()->isEnrolled(), 30'000);
        window.openCustomer(zhang);
        auto *page = window.findChild<CustomerPage *>();
        QTRY_VERIFY(page);
        auto *panel = page->attachments();
        QTRY_COMPARE(panel->files()->count(), 1);
        page->setTab(CustomerPage::Tab::Attachments);
        const auto row = [panel] { return panel->files()->list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
        QTRY_VERIFY2(row().contains(u"不在这台电脑上"_s), qPrintable(row()));
        panel->showFile(letter.id);
        const auto says = [panel](const QString &words) {
            const auto labels = panel->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
        };
        QTRY_VERIFY(says(u"现在连不上服务器"_s));
        if (const QString pictures = qEnvironmentVariable("KEMAI_PICTURES"); !pictures.isEmpty())
            window.grab().save(pictures + u"/file-elsewhere.png"_s);

        QBuffer source;
        source.setData("第一行");
        source.open(QIODevice::ReadOnly);
        const QByteArray name = *Attachments(session.store()->vault()).put(source);
        QVERIFY(session.store()->write([&](Records &records) {
            return ReplicaFiles(static_cast<StoreRecords &>(records)).keep({letter.id, ReplicaFiles::State::Here, name, {}, 9});
        }).result());
        emit session.office()->fileHere(letter.id);
        auto *text = panel->findChild<QPlainTextEdit *>(u"attachmentText"_s);
        QTRY_COMPARE(text->toPlainText(), u"第一行"_s);
        QVERIFY(!row().contains(u"不在这台电脑上"_s));
    }
};

QTEST_MAIN(TestOfficeWindow)
#include "tst_office_window.moc"
