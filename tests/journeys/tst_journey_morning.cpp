// SPDX-License-Identifier: GPL-3.0-or-later
// Flow 5.2 as far as the desk has it, by keyboard alone: the window as it was left, somebody by pinyin, dialed, the result with its task in one key and
// taken back, a new contact in three fields, forty rows pasted from a spreadsheet and judged before they are saved.
#include "call_desk.h"
#include "customers_stack.h"
#include "fill.h"
#include "introduction.h"
#include "journey.h"
#include "main_window.h"
#include "schema/schema.h"
#include "settings/settings.h"
#include "watchdog.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestJourneyMorning : public QObject
{
    Q_OBJECT

private:
    static qint64 count(Store &store, const Query &query)
    {
        auto counted = store.read([query](Records &records) { return records.count(query); });
        counted.waitForFinished();
        return counted.result().value_or(-1);
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiJourneyMorningTest"_s);
        settings().user().clear();
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void aMorningByKeyboardAlone()
    {
        const QTemporaryDir desk;
        Session session(desk.filePath(u"store"_s));
        MainWindow window(session);
        window.setFill(storeFill(&window, 60));
        Watchdog watchdog;
        window.setRun(&watchdog, {});
        CallDesk calls(session, window, nullptr);
        window.show();
        session.begin();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        emit window.startPage()->createRequested(StartPage::Beginning::Demo, u"four small words here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPage() == "customers"_L1 && window.settled(), 60'000);
        window.introduction()->end();
        QVERIFY(settings().set(setting::dialCommand, u"true {number}"_s));
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Journey person(window);
        Store &store = *session.store();

        // Somebody, by initials.
        person.press(Qt::Key_F, Qt::ControlModifier);
        person.type(u"zhangmin"_s);
        QTRY_VERIFY(window.settled() && !window.shown(u"customers"_s).isNull());
        const Id zhang = store.find(Query(customer::entity).where(customer::name == u"张敏"_s)).result()->first().id;
        QTRY_COMPARE(window.shown(u"customers"_s), zhang);
        person.picture(u"morning-1-found"_s);

        // 09:03: dialed, and the call logs itself.
        const Query events = Query(interaction::entity).where(interaction::customer == zhang);
        const Query tasks = Query(task::entity).where(task::customer == zhang && isNull(task::done_at));
        const qint64 eventsBefore = count(store, events);
        const qint64 tasksBefore = count(store, tasks);
        person.press(Qt::Key_Down); // out of the search field, into the list
        calls.take(u"kemai://call?number=13812345678&event=ended"_s); // of a call nobody knows of: nothing
        window.openCustomer(zhang);
        QTRY_VERIFY(window.settled());
        QVERIFY(QDesktopServices::openUrl(QUrl(u"tel:+8613812345678"_s))); // as Ctrl+D does with one number
        QTRY_VERIFY(calls.model()->current() && !calls.model()->current()->record.incoming && calls.model()->current()->card);
        person.press(Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(window.settled());
        person.press(Qt::Key_End, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(count(store, events), eventsBefore + 1);

        // 09:05: quoted, with a task in three days; taken back, and done again.
        QTRY_VERIFY(window.settled());
        person.press(Qt::Key_2, Qt::AltModifier);
        QTRY_COMPARE(count(store, tasks), tasksBefore + 1);
        QTRY_VERIFY(window.settled());
        person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(count(store, tasks), tasksBefore);
        person.press(Qt::Key_2, Qt::AltModifier);
        QTRY_COMPARE(count(store, tasks), tasksBefore + 1);
        QTRY_VERIFY(window.settled());
        person.picture(u"morning-2-quoted"_s);

        // 09:20: a new contact, three inputs and Enter, in the small window.
        person.press(Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
        QuickCreate &quick = calls.quick()->window();
        QTRY_VERIFY(quick.isVisible());
        QVERIFY(QTest::qWaitForWindowActive(&quick));
        Journey beside(quick);
        beside.type(u"新联系人"_s);
        beside.press(Qt::Key_Tab);
        beside.type(u"13977776666"_s);
        beside.press(Qt::Key_Tab);
        beside.type(u"WeCom"_s);
        beside.press(Qt::Key_Return);
        QTRY_COMPARE(count(store, Query(customer::entity).where(customer::name == u"新联系人"_s)), 1);
        beside.picture(u"morning-3-quick"_s);
        beside.press(Qt::Key_Escape);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        // 11:30: forty rows from a spreadsheet into the grid: what is known and what is dirty is said before anything is saved.
        QStringList rows{u"姓名\t手机\t城市"_s};
        for (int i = 0; i < 35; ++i)
            rows << u"晨会客户%1\t1370000%2\t苏州"_s.arg(i).arg(1000 + i);
        rows << u"张敏\t13812345678\t"_s << u"新联系人\t13977776666\t"_s << u"晨会客户0\t13700001000\t"_s; // known, known, an earlier row
        rows << u"号码不全\t1380013\t"_s << u"张先生\t13812345678\t"_s;                                   // to be checked
        QGuiApplication::clipboard()->setText(rows.join(u'\n'));
        const qint64 customersBefore = count(store, Query(customer::entity));
        person.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window.settled() && person.focused() != QString());
        person.press(Qt::Key_V, Qt::ControlModifier);
        auto *summary = window.findChild<QLabel *>(u"pasteSummary"_s);
        QTRY_VERIFY(summary && summary->isVisible() && !summary->text().isEmpty());
        person.picture(u"morning-4-judged"_s);
        QVERIFY2(summary->text().contains(u"40"_s) && summary->text().contains(u"35"_s) && summary->text().contains(u"3"_s), qPrintable(summary->text()));
        QCOMPARE(count(store, Query(customer::entity)), customersBefore); // nothing yet
        QVERIFY(person.tabTo(u"pasteGo"_s));
        person.press(Qt::Key_Space);
        QTRY_COMPARE(count(store, Query(customer::entity)), customersBefore + 35);
        QTRY_VERIFY(window.settled());
        person.picture(u"morning-5-saved"_s);
        person.press(Qt::Key_Z, Qt::ControlModifier); // one undo for all of them
        QTRY_COMPARE(count(store, Query(customer::entity)), customersBefore);

        // 17:50: gone home; the next day the window stands where it stood.
        qInfo("%d keys besides text", person.keys() + beside.keys());
        for (const Block &block : watchdog.blocks()) // reported, not judged: the machine may be busy
            qInfo().noquote() << "blocked" << block.text();
    }
};

QTEST_MAIN(TestJourneyMorning)
#include "tst_journey_morning.moc"
