// SPDX-License-Identifier: GPL-3.0-or-later
// A customer's page, in the main window and in one of its own: the same parts, the same keys, nothing typed is lost.
#include "calls/link.h"
#include "customer_window.h"
#include "customer_windows.h"
#include "customers/ui/attachment_panel.h"
#include "customers/ui/customer_header.h"
#include "customers/ui/customer_page.h"
#include "customers/ui/customers_page.h"
#include "customers/ui/duplicate_banner.h"
#include "customers/ui/editable_text.h"
#include "customers/ui/new_customer_form.h"
#include "main_window.h"
#include "schema/schema.h"
#include "support/accessible_walk.h"
#include "timeline/ui/note_editor.h"
#include "timeline/ui/timeline_view.h"
#include "widgets/banner.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// A window over a store with two customers; one has an overdue promise and a file that came with a message.
class Desk
{
public:
    explicit Desk(const QString &directory) : session(directory), window(session)
    {
        window.resize(1440, 900);
        window.show();
    }
    void make()
    {
        session.create(Unlock::byPassphrase(u"four small words here"_s));
        session.waitUntilSettled();
        const qint64 now = session.clock().nowMs();
        zhang = Id::make(now);
        chen = Id::make(now);
        message = Id::make(now);
        promised = Id::make(now);
        ChangeSet set;
        set.changes << Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s).set(customer::name_normal, u"张敏"_s)
                    << Change::insert(customer::entity, chen).set(customer::name, u"陈立"_s).set(customer::name_normal, u"陈立"_s)
                    << number(zhang, u"13812345678"_s) << number(chen, u"13812345678"_s)
                    << Change::insert(interaction::entity, message).set(interaction::customer, zhang).set(interaction::channel, u"wecom"_s)
                           .set(interaction::direction, u"in"_s).set(interaction::at, now - 86'400'000).set(interaction::body, u"合同在附件里"_s)
                    << Change::insert(attachment::entity, Id::make(now)).set(attachment::customer, zhang).set(attachment::interaction, message)
                           .set(attachment::file_name, u"合同.pdf"_s).set(attachment::media_type, u"application/pdf"_s)
                    << Change::insert(promise::entity, promised).set(promise::customer, zhang).set(promise::text, u"发诊断报告"_s)
                           .set(promise::due, now - 3 * 86'400'000LL);
        if (!session.store()->commit(set).result())
            qFatal("commit");
        open(zhang);
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window is not active");
    }
    void open(const Id &customer)
    {
        window.openCustomer(customer);
        if (!QTest::qWaitFor([this, customer] { return window.settled() && window.shown(u"customers"_s) == customer; }, 5000))
            qFatal("the customer is not shown");
    }
    Change number(const Id &whose, const QString &digits)
    {
        return Change::insert(phone::entity, Id::make(session.clock().nowMs())).set(phone::customer, whose).set(phone::written, digits)
            .set(phone::e164, u"+86"_s + digits).set(phone::digits, digits).set(phone::line, u"mobile"_s);
    }
    CustomersPage *page() { return window.findChild<CustomersPage *>(); }
    QList<Record> all(const Query &query) { return *session.store()->find(query).result(); }

    Session session;
    MainWindow window;
    Id zhang, chen, message, promised;
};

} // namespace

class TestCustomerDesk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiCustomerDeskTest"_s);
        QSettings().clear();
        theme().install();
        language().setTongue(Tongue::English);
    }

    void aWindowOfItsOwnHasAllParts()
    {
        const QTemporaryDir folder;
        Desk desk(folder.filePath(u"store"_s));
        desk.make();
        desk.window.customerWindows()->open(desk.zhang);
        CustomerWindow *own = desk.window.customerWindows()->windows().value(0);
        QVERIFY(own);
        QTRY_VERIFY(own->isSettled());
        for (int tab = 0; tab <= int(CustomerPage::Tab::History); ++tab)
            QVERIFY2(own->page()->tabs()->isTabVisible(tab) || tab == int(CustomerPage::Tab::Side), qPrintable(QString::number(tab)));
        QCOMPARE(unnamedWidgets(own).join(u' '), QString());

        // A note that is typed there and not saved is on the shelf of the store.
        auto *note = own->findChild<QPlainTextEdit *>(u"noteText"_s);
        QTest::keyClicks(note, u"half a note"_s);
        QCOMPARE(desk.window.drafts().text(NoteEditor::place(desk.zhang)), u"half a note"_s);
        note->clear();

        // A remapped check-in key works there too; the button says which.
        QVERIFY(desk.window.actions().remap(u"customers.checkIn2"_s, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_2)));
        own->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(own));
        QTest::keyClick(own, Qt::Key_2, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(desk.all(Query(interaction::entity)).size(), 2);
        desk.window.actions().restoreDefaults();
    }

    void theBannerOfWhatIsOwedLeadsToIt()
    {
        const QTemporaryDir folder;
        Desk desk(folder.filePath(u"store"_s));
        desk.make();
        auto *banner = desk.window.findChild<Banner *>(u"timelineOverdue"_s);
        QTRY_VERIFY(banner->isVisible());
        banner->action()->click();
        auto *promises = desk.page()->page()->findChild<QWidget *>(u"promises"_s);
        auto *box = promises->findChild<QCheckBox *>(u"done"_s);
        QVERIFY(box);
        QTRY_COMPARE(QApplication::focusWidget(), box);
        // Space does it.
        QTest::keyClick(box, Qt::Key_Space);
        QTRY_VERIFY(desk.all(Query(promise::entity)).first()[promise::done_at] > 0);
        QTRY_VERIFY(!banner->isVisible());
    }

    void anAttachmentOfTheTimelineOpensWithItsPreview()
    {
        const QTemporaryDir folder;
        Desk desk(folder.filePath(u"store"_s));
        desk.make();
        auto *view = desk.window.findChild<TimelineView *>();
        emit view->attachmentRequested(desk.message, u"合同.pdf"_s);
        QCOMPARE(int(desk.page()->page()->tab()), int(CustomerPage::Tab::Attachments));
        QVERIFY(desk.page()->page()->attachments()->findChild<QAbstractButton *>(u"attachmentOpen"_s)->isVisible()); // one is chosen
        // One that is not there any more is said, not passed over.
        desk.page()->page()->setTab(CustomerPage::Tab::Timeline);
        emit view->attachmentRequested(desk.message, u"报价.pdf"_s);
        QCOMPARE(int(desk.page()->page()->tab()), int(CustomerPage::Tab::Timeline));
        bool said = false;
        for (const Banner *banner : desk.window.findChildren<Banner *>())
            said = said || (banner->isVisible() && banner->accessibleName().contains(u"报价.pdf"_s));
        QVERIFY(said);
    }

    void whatIsDroppedOnACustomerIsKeptWithThem()
    {
        const QTemporaryDir folder;
        Desk desk(folder.filePath(u"store"_s));
        desk.make();
        CustomerPage *page = desk.page()->page();
        const auto drop = [page](const QMimeData &what) {
            QDragEnterEvent enter(page->rect().center(), Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
            enter.ignore();
            QCoreApplication::sendEvent(page, &enter);
            if (!enter.isAccepted())
                return false;
            QDropEvent dropped(page->rect().center(), Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(page, &dropped);
            return dropped.isAccepted();
        };
        const Query files = Query(attachment::entity).where(attachment::customer == desk.zhang);
        QFile order(folder.filePath(u"order.xlsx"_s)); // an order, not a list of customers
        QVERIFY(order.open(QIODevice::WriteOnly) && order.write("not really") > 0);
        order.close();
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile(order.fileName())});
        QVERIFY(drop(file));
        QTRY_COMPARE(desk.all(files).size(), 2);
        QMimeData picture;
        picture.setImageData(QImage(20, 20, QImage::Format_RGB32));
        QVERIFY(drop(picture));
        QTRY_COMPARE(desk.all(files).size(), 3);
        QMimeData text;
        text.setText(u"wants a quote"_s);
        auto *note = desk.window.findChild<NoteEditor *>();
        note->setText(u"She called."_s);
        QVERIFY(drop(text));
        QCOMPARE(note->text(), u"She called.\nwants a quote"_s); // read before it is kept
        QMimeData nothing;
        QVERIFY(!drop(nothing));
        note->setText({});

        desk.window.actions().run(u"customers.copyLink"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), customerLink(desk.zhang));
    }

    void theFormOfANewCustomerKeepsItsDraftOverTheEndOfTheProgram()
    {
        const QTemporaryDir folder;
        const QString store = folder.filePath(u"store"_s);
        {
            Desk desk(store);
            desk.make();
            NewCustomerForm *form = desk.page()->form();
            desk.page()->createNew();
            form->findChild<QLineEdit *>(u"name"_s)->setText(u"林若溪"_s);
            form->findChild<QPlainTextEdit *>(u"note"_s)->setPlainText(u"周五回电"_s);
        }
        Desk desk(store);
        desk.session.begin();
        desk.session.unlock(Unlock::byPassphrase(u"four small words here"_s));
        QTRY_VERIFY(desk.page());
        NewCustomerForm *form = desk.page()->form();
        QTRY_COMPARE(form->typed().name, u"林若溪"_s);
        QCOMPARE(form->typed().note, u"周五回电"_s);
        // Saved, it is a draft no longer.
        desk.page()->createNew();
        QTest::keyClick(form->findChild<QLineEdit *>(u"name"_s), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(desk.all(Query(customer::entity).where(customer::name == u"林若溪"_s)).size(), 1);
        QTRY_VERIFY(desk.window.drafts().places().filter(u"customer.new"_s).isEmpty());
    }

    void aNameThatBecomesSomebodyElsesIsRemarked()
    {
        const QTemporaryDir folder;
        Desk desk(folder.filePath(u"store"_s));
        desk.make();
        desk.open(desk.chen);
        CustomerPage *page = desk.page()->page();
        DuplicateBanner *alike = page->findChild<DuplicateBanner *>();
        QVERIFY(!alike->isVisible());
        emit page->header()->edited(customer::name.index, u"张敏"_s); // the number was the same already
        QTRY_VERIFY(alike->isVisible());
        QCOMPARE(alike->candidates().first().id, desk.zhang);
        QVERIFY(!alike->reasonEdit()->isVisible()); // the customer is there already: nothing is asked
        desk.open(desk.zhang);
        QTRY_VERIFY(!alike->isVisible());
    }

    void whoTypesFasterThanTheCheckIsAskedAllTheSame()
    {
        const QTemporaryDir folder;
        Desk desk(folder.filePath(u"store"_s));
        desk.make();
        desk.page()->createNew();
        NewCustomerForm *form = desk.page()->form();
        auto *name = form->findChild<QLineEdit *>(u"name"_s);
        name->setText(u"张敏"_s);
        form->findChild<QLineEdit *>(u"phone"_s)->setText(u"13812345678"_s);
        QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier); // before the check had its time
        auto *reason = form->findChild<QLineEdit *>(u"differsBecause"_s);
        QTRY_VERIFY(reason->isVisible() && reason->hasFocus());
        QCOMPARE(desk.all(Query(customer::entity)).size(), 2);
        QTest::keyClicks(reason, u"her daughter"_s);
        QTest::keyClick(reason, Qt::Key_Return);
        QTRY_COMPARE(desk.all(Query(customer::entity)).size(), 3);
    }
};

QTEST_MAIN(TestCustomerDesk)
#include "tst_customer_desk.moc"
