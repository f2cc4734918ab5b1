// SPDX-License-Identifier: GPL-3.0-or-later
// Flow 5.1, by keyboard alone: a call comes in while the agent types in another customer's note; answered, noted with a tag and a
// promise, the result and the next task given, hung up, and a missed call called back. At most 25 keys besides the text.
#include "call_desk.h"
#include "calls/ui/missed_page.h"
#include "demo/demo_company.h"
#include "customers/ui/customer_page.h"
#include "fill.h"
#include "introduction.h"
#include "journey.h"
#include "main_window.h"
#include "schema/schema.h"
#include "settings/settings.h"
#include "timeline/ui/note_editor.h"
#include "watchdog.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestJourneyCall : public QObject
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
        QCoreApplication::setOrganizationName(u"KemaiJourneyCallTest"_s);
        settings().user().clear();
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void anIncomingCallByKeyboardAlone()
    {
        if (QGuiApplication::platformName() == u"offscreen"_s)
            QSKIP("needs a window that an X server makes active: tst_journey_call.display");
        const QTemporaryDir desk;
        Session session(desk.filePath(u"store"_s));
        MainWindow window(session);
        window.setFill(storeFill(&window, 60));
        Watchdog watchdog;
        window.setRun(&watchdog, {});
        CallDesk calls(session, window, nullptr);
        settings().user().setValue(u"introduction/seen"_s, true);
        window.show();
        session.begin();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        emit window.startPage()->createRequested(StartPage::Beginning::Demo, u"four small words here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPage() == "customers"_L1 && window.settled(), 60'000);
        window.introduction()->end();
        QVERIFY(settings().set(setting::dialCommand, u"true {number}"_s)); // the telephone is elsewhere
        Journey person(window);
        Store &store = *session.store();
        const auto find = [&store](const QString &name) {
            const auto found = store.find(Query(customer::entity).where(customer::name == name)).result();
            return found && !found->isEmpty() ? found->first().id : Id();
        };
        const Id zhang = find(u"张敏"_s);
        const Id other = find(u"郑铭"_s);
        QVERIFY(!zhang.isNull() && !other.isNull());
        auto *note = window.findChild<NoteEditor *>();

        // The agent types in somebody else's note.
        window.openCustomer(other);
        QTRY_VERIFY(window.settled() && window.shown(u"customers"_s) == other);
        person.press(Qt::Key_M, Qt::ControlModifier);
        person.type(u"报价里加一条 "_s);
        const int before = person.keys();

        // 0.0 s: it rings. The card comes up and the keyboard stays.
        calls.take(u"kemai://call?number=13812345678&queue=%E5%94%AE%E5%90%8E&wait=18"_s);
        QTRY_VERIFY(calls.card()->isVisible() && calls.model()->current() && calls.model()->current()->card);
        person.type(u"三年保养"_s);
        QCOMPARE(note->text(), u"报价里加一条 三年保养"_s);
        person.picture(u"call-1-rings"_s);
        if (const QString folder = qEnvironmentVariable("KEMAI_JOURNEY_PICTURES"); !folder.isEmpty())
            calls.card()->grab().save(folder + u"/call-1-card.png"_s);

        // 5 s: answered; the customer is there, the note has the keyboard.
        person.press(Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(window.shown(u"customers"_s), zhang);
        QTRY_VERIFY(window.settled() && person.focused() == "noteText"_L1);
        QCOMPARE(note->text(), QString()); // hers, not the other one's
        const Query events = Query(interaction::entity).where(interaction::customer == zhang);
        const Query promises = Query(promise::entity).where(promise::customer == zhang && isNull(promise::done_at));
        const Query tasks = Query(task::entity).where(task::customer == zhang && isNull(task::done_at));
        const qint64 eventsBefore = count(store, events);
        const qint64 promisesBefore = count(store, promises);
        const qint64 tasksBefore = count(store, tasks);

        // 6 s: the note, with a tag and a promise in it.
        person.type(u"问诊断报告何时出 #诊断报告 !周五前 发报告"_s);
        person.picture(u"call-2-note"_s);
        person.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(count(store, promises), promisesBefore + 1);
        QTRY_VERIFY(note->text().isEmpty());

        // End: hung up and written; the card asks what came of it: two letters, a line, and what is next in three days.
        person.press(Qt::Key_End, Qt::ControlModifier | Qt::AltModifier);
        Journey wrapping(*calls.card());
        QTRY_COMPARE(wrapping.focused(), u"wrapUp.result"_s);
        wrapping.type(u"gj"_s);
        wrapping.press(Qt::Key_Return);
        QTRY_COMPARE(wrapping.focused(), u"wrapUp.reason"_s);
        wrapping.type(u"诊断报告还没有出"_s);
        wrapping.press(Qt::Key_3, Qt::AltModifier);
        wrapping.type(u"发报告"_s);
        if (const QString folder = qEnvironmentVariable("KEMAI_JOURNEY_PICTURES"); !folder.isEmpty())
            calls.card()->grab().save(folder + u"/call-2-wrap-up.png"_s);
        wrapping.press(Qt::Key_Return);
        QTRY_VERIFY(!calls.card()->isVisible());
        QTRY_COMPARE(count(store, tasks), tasksBefore + 1);
        QTRY_COMPARE(count(store, events), eventsBefore + 2); // the call with its result, the note
        QVERIFY(QTest::qWaitForWindowActive(&window)); // ready for what is next
        QTRY_VERIFY(window.settled());
        person.picture(u"call-3-done"_s);

        // Back to whom it interrupted: the draft is there. (Alt+Left leads to where somebody stayed for a while, which here nobody did.)
        window.openCustomer(other);
        QTRY_COMPARE(window.shown(u"customers"_s), other);
        QTRY_COMPARE(note->text(), u"报价里加一条 三年保养"_s);

        // Another one rang meanwhile and gave up: it is in the list, and called back with one key.
        calls.take(u"kemai://call?number=13812345678"_s);
        QTRY_VERIFY(calls.model()->current() && calls.model()->current()->card);
        calls.take(u"kemai://call?number=13812345678&event=ended"_s);
        person.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(window.currentPage(), u"missed"_s);
        auto *missed = window.findChild<MissedPage *>();
        QTRY_COMPARE(missed->list()->model()->rowCount(), 1 + demoMissedNumbers);
        QTRY_VERIFY(window.settled());
        person.picture(u"call-4-missed"_s);
        QVERIFY(person.tabTo(u"missedList"_s));
        person.press(Qt::Key_C);
        QTRY_VERIFY(calls.model()->current() && !calls.model()->current()->record.incoming);
        person.press(Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(window.currentPage(), u"customers"_s);
        person.press(Qt::Key_End, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(!calls.model()->current()); // who dialed is not asked
        person.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(missed->list()->model()->rowCount() == 1 + demoMissedNumbers && missed->list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"已"));
        const int keys = person.keys() + wrapping.keys() - before;
        qInfo("%d keys besides text", keys);
        QVERIFY2(keys <= 25, qPrintable(QString::number(keys)));
        for (const Block &block : watchdog.blocks()) // reported, not judged: the machine may be busy
            qInfo().noquote() << "blocked" << block.text();
    }
};

QTEST_MAIN(TestJourneyCall)
#include "tst_journey_call.moc"
