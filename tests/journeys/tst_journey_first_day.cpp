// SPDX-License-Identifier: GPL-3.0-or-later
// The first day, by keyboard alone: first run, the demo company, find somebody, write a note, take it back, lock, unlock.
#include "act_panel.h"
#include "customer_windows.h"
#include "fill.h"
#include "introduction.h"
#include "journey.h"
#include "main_window.h"
#include "schema/schema.h"
#include "settings/settings.h"
#include "unlock_page.h"
#include "watchdog.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestJourneyFirstDay : public QObject
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
        QCoreApplication::setOrganizationName(u"KemaiTest"_s);
        settings().user().clear();
        theme().install();
        language().setTongue(Tongue::English);
    }

    void fromTheFirstRunToTheLockAndBack()
    {
        const QTemporaryDir desk;
        const QString words = u"four small words here"_s;
        Session session(desk.filePath(u"store"_s));
        MainWindow window(session);
        window.setFill(storeFill(&window, 60));
        Watchdog watchdog;
        window.setRun(&watchdog, {});
        window.show();
        session.begin();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Journey person(window);

        // The demo company is chosen already; a passphrase, twice.
        QVERIFY(person.tabTo(u"start.keyStore"_s));
        person.press(Qt::Key_Right);
        QVERIFY(person.tabTo(u"start.first"_s));
        person.type(words);
        person.press(Qt::Key_Return);
        QCOMPARE(person.focused(), u"start.again"_s);
        person.type(words);
        person.picture(u"1-first-run"_s);
        person.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPage() == "customers"_L1 && window.settled(), 60'000);
        QVERIFY(session.isDemo());
        QVERIFY(window.introduction()->isRunning());
        person.picture(u"2-introduction"_s);
        for (int step = 1; step < Introduction::mostSteps; ++step)
            person.press(Qt::Key_Return);
        QVERIFY(window.introduction()->isRunning());
        person.press(Qt::Key_Return);
        QVERIFY(!window.introduction()->isRunning());

        // Somebody, by her name, which comes from an input method.
        person.press(Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE(person.focused(), u"palette.field"_s);
        person.type(u"张敏"_s);
        auto *found = window.findChild<QListView *>(u"palette.list"_s);
        QTRY_VERIFY(found->model()->rowCount() > 1 && found->model()->index(1, 0).data().toString() == u"张敏"_s);
        person.picture(u"3-palette"_s);
        person.press(Qt::Key_Return);
        QTRY_VERIFY(window.settled() && !window.shown(u"customers"_s).isNull());
        const Id zhang = window.shown(u"customers"_s);

        // A note, and it is taken back.
        const Query notes = Query(interaction::entity).where(interaction::customer == zhang);
        const qint64 before = count(*session.store(), notes);
        person.press(Qt::Key_M, Qt::ControlModifier);
        person.type(u"called back, wants the quote"_s);
        person.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(count(*session.store(), notes), before + 1);
        QTRY_VERIFY(window.findChild<QWidget *>(u"toast"_s));
        QTRY_VERIFY(window.settled());
        person.picture(u"4-note"_s);
        person.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(window.actPanel()->isVisible());
        QTRY_VERIFY(window.findChild<QListView *>(u"acts.list"_s)->model()->rowCount() > 0);
        QTRY_VERIFY(window.findChild<QAbstractButton *>(u"acts.undo"_s)->isVisible());
        person.picture(u"5-acts"_s);
        person.press(Qt::Key_Escape);
        QVERIFY(!window.actPanel()->isVisible());
        person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(count(*session.store(), notes), before);

        // Back and forward through the pages.
        person.press(Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), u"settings"_s);
        person.picture(u"6-settings"_s);
        person.press(Qt::Key_F1);
        QCOMPARE(window.currentPage(), u"shortcuts"_s);
        person.picture(u"7-shortcuts"_s);
        person.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"settings"_s);
        person.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"customers"_s);
        QCOMPARE(window.shown(u"customers"_s), zhang);
        person.press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window.currentPage(), u"settings"_s);
        person.press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), u"customers"_s);

        // Her own window beside this one; it goes with the lock and comes back with the key.
        person.press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(window.customerWindows()->windows().size(), 1);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        person.press(Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(session.state(), Session::State::Locked);
        QVERIFY(window.customerWindows()->windows().isEmpty());
        QVERIFY(window.unlockPage()->isVisible());
        QTRY_COMPARE(person.focused(), u"unlock.passphrase"_s);
        person.type(u"not these words"_s);
        person.press(Qt::Key_Return);
        QTRY_VERIFY(session.state() == Session::State::Locked && person.focused() == "unlock.passphrase"_L1
                    && !window.focusWidget()->accessibleDescription().isEmpty());
        person.picture(u"8-lock"_s);
        person.type(words); // replaces the wrong one, which is selected
        person.press(Qt::Key_Return);
        QTRY_VERIFY(session.state() == Session::State::Open && window.settled());
        QCOMPARE(window.customerWindows()->windows().size(), 1);
        QCOMPARE(window.currentPage(), u"customers"_s);

        qInfo("%d keys besides text", person.keys());
        for (const Block &block : watchdog.blocks()) // reported, not judged: the machine may be busy
            qInfo().noquote() << "blocked" << block.text();
    }
};

QTEST_MAIN(TestJourneyFirstDay)
#include "tst_journey_first_day.moc"
