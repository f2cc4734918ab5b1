// SPDX-License-Identifier: GPL-3.0-or-later
#include "call_desk.h"
#include "calls/ui/person_row.h"
#include "calls/ui/telephone_test_page.h"
#include "customers/ui/duplicate_banner.h"
#include "main_window.h"
#include "schema/number_clue.h"
#include "settings/settings.h"
#include "single_instance.h"
#include "support/accessible_walk.h"
#include "timeline/ui/note_editor.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/search_field.h"
#include "widgets/text_label.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// A window over a fresh store with two people, and the desk that takes its calls.
class Desk
{
public:
    Desk() : instance(folder.filePath(u"store"_s), folder.filePath(u"run"_s)), session(folder.filePath(u"store"_s)), window(session)
    {
        QSettings().clear();
        if (const auto claimed = instance.claim(); !claimed || !*claimed)
            qFatal("the socket is taken");
        calls = std::make_unique<CallDesk>(session, window, &instance);
        window.show();
        session.create(Unlock::byPassphrase(u"four small words here"_s));
        session.waitUntilSettled();
        zhang = add(u"张敏"_s, {u"13812345678"_s, u"13900000000"_s});
        chen = add(u"陈立"_s, {u"13900000000"_s});
        if (!QTest::qWaitForWindowActive(&window) || !QTest::qWaitFor([this] { return window.settled(); }, 20'000)) // all pages are there
            qFatal("the window is not active");
    }

    Id add(const QString &name, const QStringList &numbers)
    {
        const Id id = Id::make(session.clock().nowMs());
        ChangeSet set;
        set.changes << Change::insert(customer::entity, id).set(customer::name, name);
        for (const QString &number : numbers)
            set.changes << Change::insert(phone::entity, Id::make(session.clock().nowMs()))
                               .set(phone::customer, id).set(phone::written, number).set(phone::digits, number)
                               .set(phone::e164, u"+86"_s + number).set(phone::line, u"mobile"_s);
        if (!session.store()->commit(set).result())
            qFatal("commit");
        return id;
    }
    QList<Record> all(const Query &query) { return *session.store()->find(query).result(); }
    QList<Record> events() { return all(Query(interaction::entity)); }

    void ring(const QString &number) { calls->take(u"kemai://call?number="_s + number); }
    bool cardSays(const QString &text)
    {
        return QTest::qWaitFor([&] { return calls->card()->isVisible() && name() == text; }, 5000);
    }
    QString name() const { return calls->card()->findChild<QLabel *>(u"call.name"_s)->text(); }
    template <typename T = QAbstractButton>
    T *part(const QString &object) { return calls->card()->findChild<T *>(object); }

    QTemporaryDir folder;
    SingleInstance instance;
    Session session;
    MainWindow window;
    std::unique_ptr<CallDesk> calls;
    Id zhang;
    Id chen;
};

} // namespace

class TestCallDesk : public QObject
{
    Q_OBJECT

private slots:
    void init() { QVERIFY(settings().set(setting::doNotDisturb, u"off"_s)); } // it outlives a window
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiCallTest"_s);
        theme().install();
        language().setTongue(Tongue::English);
    }

    void comesUpWithoutTakingTheKeyboard()
    {
        Desk desk;
        desk.window.searchField()->setFocus();
        QTRY_VERIFY(desk.window.searchField()->hasFocus());
        desk.ring(u"013812345678"_s);
        QVERIFY(desk.cardSays(u"张敏"_s));
        QVERIFY(!desk.calls->card()->acceptsKeyboard());
        QVERIFY(desk.calls->card()->testAttribute(Qt::WA_ShowWithoutActivating));
        if (QGuiApplication::platformName() != u"offscreen") // which activates whatever is shown
            QCOMPARE(QGuiApplication::focusWindow(), desk.window.windowHandle());
        QTest::keyClicks(desk.window.searchField(), u"still typing"_s);
        QCOMPARE(desk.window.searchField()->text(), u"still typing"_s);
        QVERIFY(desk.calls->card()->isVisible());
        QCOMPARE(unnamedWidgets(desk.calls->card()).join(u' '), QString());
        QVERIFY(desk.calls->card()->accessibleDescription().contains(u"张敏"_s));

        // Put away, it wrote nothing: a telephone that only reports rings has no missed calls.
        desk.part(u"call.close"_s)->click();
        QVERIFY(!desk.calls->card()->isVisible());
        QCOMPARE(desk.events().size(), 0);
        // The system says that it ended: now it is one.
        desk.calls->take(u"kemai://call?number=13812345678&event=ended"_s);
        QTRY_COMPARE(desk.events().size(), 1);
        QCOMPARE(desk.events().first()[interaction::customer], desk.zhang);
        QVERIFY(desk.events().first()[interaction::details].contains(u"missed"_s));
        // Said twice, also in another spelling, it is still one.
        desk.calls->take(u"kemai://call?number=%2B8613812345678&event=ended"_s);
        QTest::qWait(50);
        QCOMPARE(desk.events().size(), 1);
    }

    void opensTheCustomerWithTheNoteUnderTheKeyboard()
    {
        Desk desk;
        desk.ring(u"13812345678"_s);
        QVERIFY(desk.cardSays(u"张敏"_s));
        QTest::keyClick(&desk.window, Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        auto *note = desk.window.findChild<NoteEditor *>();
        QVERIFY(note);
        QTRY_VERIFY(note->field()->hasFocus());
        QCOMPARE(desk.window.currentPage(), u"customers"_s);
        QVERIFY(desk.part<QWidget>(u"call.time"_s)->isVisible());
        QTest::keyClicks(note->field(), u"asked for the report"_s);
        QTest::keyClick(note->field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(desk.events().size(), 2); // the note, and the call that was noted
        QTest::keyClick(&desk.window, Qt::Key_End, Qt::ControlModifier | Qt::AltModifier);
        QTest::keyClick(desk.part<QLineEdit>(u"wrapUp.result"_s), Qt::Key_Escape); // nothing came of it
        QTRY_VERIFY(!desk.calls->card()->isVisible());
        const auto calls = desk.all(Query(interaction::entity).where(interaction::channel == u"call"_s));
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.first()[interaction::customer], desk.zhang);
    }

    void asksWhatCameOfATalkByKeyboardAlone()
    {
        Desk desk;
        desk.ring(u"13812345678"_s);
        QVERIFY(desk.cardSays(u"张敏"_s));
        QTest::keyClick(&desk.window, Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(desk.window.shown(u"customers"_s), desk.zhang);
        QTest::keyClick(&desk.window, Qt::Key_End, Qt::ControlModifier | Qt::AltModifier);
        auto *result = desk.part<QLineEdit>(u"wrapUp.result"_s);
        QTRY_VERIFY(result->isVisible() && result->hasFocus());
        QTRY_COMPARE(desk.events().size(), 1); // the call is kept before anything is asked
        QCOMPARE(unnamedWidgets(desk.calls->card()).join(u' '), QString());
        QTest::keyClicks(result, u"fo"_s);
        QTest::keyClick(result, Qt::Key_Return);
        QCOMPARE(result->text(), u"Follow up"_s);
        auto *reason = desk.part<QLineEdit>(u"wrapUp.reason"_s);
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClicks(reason, u"the report is late"_s);

        // Another call comes in front and goes: what was typed is where it was.
        desk.ring(u"13912345678"_s);
        QTRY_VERIFY(desk.part(u"call.answer"_s)->isVisible());
        desk.calls->take(u"kemai://call?number=13912345678&event=ended"_s);
        QTRY_VERIFY(result->isVisible());
        QCOMPARE(reason->text(), u"the report is late"_s);

        QTest::keyClick(reason, Qt::Key_3, Qt::AltModifier);
        auto *next = desk.part<QLineEdit>(u"wrapUp.next"_s);
        QTRY_VERIFY(next->hasFocus());
        QTest::keyClicks(next, u"send the report"_s); // the day stays as the key chose it
        QTest::keyClick(next, Qt::Key_Return);
        QTRY_VERIFY(!desk.calls->card()->isVisible());
        const auto tasks = desk.all(Query(task::entity));
        QCOMPARE(tasks.size(), 1);
        QCOMPARE(tasks.first()[task::title], u"send the report"_s);
        QVERIFY(tasks.first()[task::due] > desk.session.clock().nowMs() + 2 * 86'400'000LL);
        const auto calls = desk.all(Query(interaction::entity).where(interaction::customer == desk.zhang));
        QVERIFY(calls.first()[interaction::details].contains(u"Follow up"_s) && calls.first()[interaction::details].contains(u"late"_s));

        // Taken back, it is asked again with what was typed.
        QTest::keyClick(&desk.window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(desk.calls->card()->isVisible() && result->text() == "Follow up"_L1);
        QTRY_COMPARE(desk.all(Query(task::entity)).size(), 0);
        QTest::keyClick(desk.part<QLineEdit>(u"wrapUp.next"_s), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(desk.all(Query(task::entity)).size(), 1);
    }

    void asksForAResultOnlyAsFarAsTheDeskWantsIt()
    {
        const auto restore = qScopeGuard([] { (void)settings().set(setting::wrapUp, u"offered"_s); });
        Desk desk;
        const auto talk = [&] {
            desk.ring(u"13812345678"_s);
            QVERIFY(desk.cardSays(u"张敏"_s));
            desk.calls->model()->answer();
            desk.calls->model()->hangUp();
        };
        talk(); // nothing typed: Escape puts it away
        QVERIFY(desk.calls->card()->isVisible());
        QTest::keyClick(desk.part<QLineEdit>(u"wrapUp.result"_s), Qt::Key_Escape);
        QVERIFY(!desk.calls->card()->isVisible());
        QVERIFY(settings().set(setting::wrapUp, u"whole"_s));
        talk(); // required: it stays and says what is missing
        QTest::keyClick(desk.part<QLineEdit>(u"wrapUp.result"_s), Qt::Key_Escape);
        QTest::qWait(100); // nothing is to happen
        QVERIFY(desk.calls->card()->isVisible());
        QTest::keyClicks(desk.part<QLineEdit>(u"wrapUp.result"_s), u"so"_s);
        QTest::keyClick(desk.part<QLineEdit>(u"wrapUp.result"_s), Qt::Key_Return, Qt::ControlModifier);
        QTest::qWait(100);
        QVERIFY(desk.calls->card()->isVisible());
        QTest::keyClicks(desk.part<QLineEdit>(u"wrapUp.reason"_s), u"explained"_s);
        QTest::keyClick(desk.part<QLineEdit>(u"wrapUp.reason"_s), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!desk.calls->card()->isVisible());
        QVERIFY(settings().set(setting::wrapUp, u"off"_s));
        talk();
        QTRY_VERIFY(!desk.calls->card()->isVisible());
    }

    void holdsMutesAndHandsOverWithTheNoteSoFar()
    {
        const auto restore = qScopeGuard([] { (void)settings().set(setting::phoneCommand, QString()); });
        Desk desk;
        const QString said = desk.folder.filePath(u"said"_s);
        QFile script(desk.folder.filePath(u"phone"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nprintf '%s|' \"$@\" >> '" + said.toUtf8() + "'\n");
        script.close();
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const auto heard = [&said] {
            QFile file(said);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        desk.ring(u"13812345678"_s);
        QVERIFY(desk.cardSays(u"张敏"_s));
        QVERIFY(!desk.part(u"call.hold"_s)->isVisible());
        QTest::keyClick(&desk.window, Qt::Key_F6); // nobody talks yet: nothing
        QTest::keyClick(&desk.window, Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        auto *note = desk.window.findChild<NoteEditor *>();
        QTRY_VERIFY(note && note->field()->hasFocus());
        QTest::keyClick(&desk.window, Qt::Key_F6);
        QVERIFY(!desk.calls->model()->current()->isHeld); // no telephone to ask
        QVERIFY(settings().set(setting::phoneCommand, script.fileName() + u" {action} {number} {link}"_s));
        QTest::keyClick(&desk.window, Qt::Key_F6);
        QTRY_VERIFY(heard().startsWith(u"hold||"_s));
        QVERIFY(desk.calls->model()->current()->isHeld);
        QTest::keyClick(&desk.window, Qt::Key_F6);
        QTRY_VERIFY(heard().contains(u"resume||"_s));
        QTest::keyClick(&desk.window, Qt::Key_F9);
        QTRY_VERIFY(heard().contains(u"mute||"_s));
        note->setText(u"asks for the report"_s);
        QTest::keyClick(&desk.window, Qt::Key_F7);
        auto *target = desk.part<QLineEdit>(u"call.target"_s);
        QTRY_VERIFY(target->isVisible() && target->hasFocus());
        QTest::keyClicks(target, u"801"_s);
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(heard().contains(u"transfer|801|"_s));
        QVERIFY2(heard().contains(u"asks%20for%20the%20report"_s), qPrintable(heard()));
        QCOMPARE(desk.calls->model()->current()->stage, DeskCall::Stage::WrapUp); // it rings elsewhere
        QCOMPARE(note->text(), u"asks for the report"_s);

        // And whoever takes it over reads it.
        desk.calls->take(u"kemai://call?number=13900000000&from=Li&note=wants%20a%20quote"_s);
        QTRY_VERIFY(desk.part<QLabel>(u"call.hint"_s)->text().contains(u"wants a quote"_s));
    }

    void neverLosesTheNoteOfAnUnknownCaller()
    {
        Desk desk;
        desk.ring(u"02587654321"_s);
        QVERIFY(desk.cardSays(u"Unknown number"_s));
        desk.part(u"call.answer"_s)->click();
        QTRY_VERIFY(desk.calls->card()->acceptsKeyboard());
        auto *note = desk.part<QPlainTextEdit>(u"call.note"_s);
        QTRY_VERIFY(note->isVisible());
        QTest::keyClicks(note, u"wants a quotation"_s);
        QTest::keyClick(note, Qt::Key_Escape);
        QTRY_VERIFY(!desk.calls->card()->isVisible());
        QTRY_COMPARE(desk.events().size(), 1);
        QCOMPARE(desk.events().first()[interaction::body], u"wants a quotation"_s);
        QVERIFY(desk.events().first()[interaction::customer].isNull());
    }

    void writesTheNoteWhenTheStoreIsLocked()
    {
        Desk desk;
        desk.ring(u"02587654321"_s);
        QVERIFY(desk.cardSays(u"Unknown number"_s));
        desk.part(u"call.answer"_s)->click();
        QTest::keyClicks(desk.part<QPlainTextEdit>(u"call.note"_s), u"half a sentence"_s);
        desk.session.lock();
        QVERIFY(!desk.calls->model());
        desk.ring(u"13812345678"_s); // waits for the store
        desk.session.unlock(Unlock::byPassphrase(u"four small words here"_s));
        desk.session.waitUntilSettled();
        QVERIFY(desk.cardSays(u"张敏"_s));
        QCOMPARE(desk.events().size(), 1);
        QCOMPARE(desk.events().first()[interaction::body], u"half a sentence"_s);
    }

    void choosesByNumberWhoIsSpeaking()
    {
        Desk desk;
        desk.ring(u"13900000000"_s);
        QVERIFY(desk.cardSays(u"Several people share this number"_s));
        desk.part(u"call.answer"_s)->click();
        QTRY_VERIFY(desk.calls->card()->acceptsKeyboard());
        auto *second = desk.part<PersonRow>(u"person.2"_s);
        QVERIFY(second->isVisible());
        const QString chosen = second->text();
        QTRY_VERIFY(qobject_cast<PersonRow *>(desk.calls->card()->focusWidget())); // not the note, which would take the digit
        QTest::keyClick(desk.calls->card()->focusWidget(), Qt::Key_2);
        QTRY_COMPARE(desk.name(), chosen);
        QTRY_VERIFY(desk.window.findChild<NoteEditor *>()->field()->hasFocus());
        // Not this person: the other one remains, and is remembered.
        QTest::keyClick(&desk.window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.cardSays(chosen == u"张敏"_s ? u"陈立"_s : u"张敏"_s));
        QCOMPARE(desk.all(Query(number_clue::entity).where(number_clue::verdict == u"not"_s)).size(), 1);
    }

    void givesAnUnknownNumberToSomebodyWhoIsThere()
    {
        Desk desk;
        desk.ring(u"02587654321"_s);
        QVERIFY(desk.cardSays(u"Unknown number"_s));
        desk.part(u"call.answer"_s)->click();
        desk.part(u"call.attach"_s)->click();
        auto *field = desk.part<QLineEdit>(u"call.find"_s);
        QTRY_VERIFY(field->isVisible());
        QTest::keyClicks(field, u"zhangmin"_s);
        QTRY_VERIFY(desk.part<PersonRow>(u"found.0"_s)->isVisible());
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(desk.cardSays(u"张敏"_s));
        QTRY_COMPARE(desk.all(Query(phone::entity).where(phone::digits == u"02587654321"_s)).size(), 1);
        desk.part(u"call.end"_s)->click();
        desk.ring(u"02587654321"_s);
        QVERIFY(desk.cardSays(u"张敏"_s));
    }

    void staysAwayWhenAsked()
    {
        Desk desk;
        desk.calls->setDoNotDisturb(true);
        desk.ring(u"13812345678"_s);
        QTRY_VERIFY(!desk.calls->model()->isLookingUp());
        QVERIFY(!desk.calls->card()->isVisible());
        desk.calls->setDoNotDisturb(false);
        QVERIFY(desk.cardSays(u"张敏"_s));
    }

    void refusesAFlood()
    {
        Desk desk;
        for (int i = 0; i < 100; ++i)
            desk.ring(QString::number(13'700'000'000 + i));
        QCOMPARE(desk.calls->model()->count(), CallModel::mostCalls);
        QTRY_VERIFY(!desk.calls->model()->isLookingUp());
        QTest::keyClick(desk.calls->card(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(desk.calls->model()->position(), 0);
    }

    void testsTheTelephoneStepByStep()
    {
        Desk desk;
        desk.calls->setDoNotDisturb(true); // the test shows its card all the same
        QVERIFY(desk.window.pages().contains(u"telephone"_s));
        desk.window.openPage(u"telephone"_s);
        auto *page = desk.window.findChild<TelephoneTestPage *>();
        QVERIFY(page);
        QCOMPARE(unnamedWidgets(page).join(u' '), QString());
        page->findChild<QAbstractButton *>(u"telephoneTest.start"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!page->isRunning(), 15'000);
        for (const TestStep step : {TestStep::Socket, TestStep::HandOver, TestStep::Number, TestStep::LookUp, TestStep::Card, TestStep::Written, TestStep::Withdrawn})
            QVERIFY2(page->outcome(step) == TelephoneTestPage::Outcome::Good, qPrintable(QString::number(int(step))));
        QCOMPARE(page->outcome(TestStep::Keys), TelephoneTestPage::Outcome::Bad); // offscreen gives no keys, and that is said
        QCOMPARE(desk.events().size(), 0);
        QVERIFY(!desk.calls->card()->isVisible());
    }

    void makesACustomerInThreeFieldsAndOneKey()
    {
        Desk desk;
        desk.calls->take(u"kemai://new?number=138%200571%202233&name=%E6%9E%97%E8%8B%A5%E6%BA%AA"_s);
        QuickCreate &quick = desk.calls->quick()->window();
        QTRY_VERIFY(quick.isVisible());
        QTRY_VERIFY(quick.field(2)->hasFocus()); // the two others are filled
        QVERIFY(desk.calls->quick()->lastReadyMicroseconds() >= 0);
        QCOMPARE(unnamedWidgets(&quick).join(u' '), QString());
        QTest::keyClicks(quick.field(2), u"fair"_s);
        QTest::keyClick(quick.field(2), Qt::Key_Return);
        QTRY_COMPARE(desk.all(Query(customer::entity).where(customer::name == u"林若溪"_s)).size(), 1);
        auto *done = quick.findChild<Banner *>(u"quick.done"_s);
        QTRY_VERIFY(done->isVisible());
        QVERIFY(quick.field(0)->text().isEmpty());
        done->action()->click();
        QTRY_COMPARE(desk.all(Query(customer::entity).where(customer::name == u"林若溪"_s)).size(), 0);

        // Somebody has the number: said while it is typed.
        QTest::keyClicks(quick.field(1), u"13812345678"_s);
        auto *known = quick.findChild<DuplicateBanner *>();
        QTRY_VERIFY(known->isVisible());
        QCOMPARE(known->candidates().first().id, desk.zhang);
        // The same name too: saved only with the reason why it is somebody else.
        QInputMethodEvent committed;
        committed.setCommitString(u"张敏"_s);
        QCoreApplication::sendEvent(quick.field(0), &committed);
        QCOMPARE(quick.field(0)->text(), u"张敏"_s);
        QTest::keyClick(quick.field(0), Qt::Key_Return);
        QTRY_VERIFY(known->reasonEdit()->hasFocus());
        QCOMPARE(desk.all(Query(customer::entity).where(customer::name == u"张敏"_s)).size(), 1);
        quick.field(0)->clear();
        // Escape keeps the draft.
        QTest::keyClick(quick.field(1), Qt::Key_Escape);
        QVERIFY(!quick.isVisible());
        desk.calls->quickCreate();
        QCOMPARE(quick.field(1)->text(), u"13812345678"_s);
        // Nothing typed at all is refused at the field.
        quick.field(1)->clear();
        QTest::keyClick(quick.field(0), Qt::Key_Return);
        QTRY_VERIFY(!quick.field(0)->accessibleDescription().isEmpty());
    }

    void callKeysAreActionsLikeAllOthers()
    {
        Desk desk;
        for (const QString &id : {u"call.answer"_s, u"call.end"_s, u"customers.quick"_s, u"call.notThisPerson"_s})
            QVERIFY2(!desk.window.actions().keys(id).isEmpty(), qPrintable(id)); // and so in palette and sheet
        QVERIFY(desk.window.actions().remap(u"call.answer"_s, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F7)));
        desk.ring(u"13812345678"_s);
        QVERIFY(desk.cardSays(u"张敏"_s));
        QTest::keyClick(&desk.window, Qt::Key_Home, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(desk.calls->model()->current()->stage, DeskCall::Stage::Ringing);
        QTest::keyClick(&desk.window, Qt::Key_F7, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(desk.calls->model()->current()->stage, DeskCall::Stage::Talking);
        desk.window.actions().restoreDefaults();
    }

    void doNotDisturbIsASetting()
    {
        Desk desk;
        QVERIFY(settings().set(setting::doNotDisturb, u"on"_s));
        desk.ring(u"13812345678"_s);
        QTRY_VERIFY(desk.calls->model()->current() && desk.calls->model()->current()->card);
        QVERIFY(!desk.calls->card()->isVisible());
        QVERIFY(desk.window.actions().run(u"call.doNotDisturb"_s));
        QCOMPARE(settings().text(setting::doNotDisturb), u"off"_s);
        QTRY_VERIFY(desk.calls->card()->isVisible());
    }

    void guessesFromTheClipboardWithoutGuessing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("phone");
        QTest::newRow("name and number") << u"张敏 13812345678"_s << u"张敏"_s << u"13812345678"_s;
        QTest::newRow("number") << u"138 1234 5678"_s << QString() << u"138 1234 5678"_s;
        QTest::newRow("name") << u"欧阳若溪"_s << u"欧阳若溪"_s << QString();
        QTest::newRow("English name") << u"Li Na"_s << u"Li Na"_s << QString();
        QTest::newRow("a word") << u"hello"_s << QString() << QString();
        QTest::newRow("a sentence") << u"请把报告发给我好吗谢谢"_s << QString() << QString();
        QTest::newRow("a passphrase") << u"four small words here and there x7"_s << QString() << QString();
        QTest::newRow("a path") << u"/etc/passwd"_s << QString() << QString();
        QTest::newRow("long") << QString(1000, u'1') << QString() << QString();
        QTest::newRow("nothing") << QString() << QString() << QString();
    }

    void guessesFromTheClipboardWithoutGuessing()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(QString, phone);
        const QuickGuess guess = quickGuess(text);
        QCOMPARE(guess.name, name);
        QCOMPARE(guess.phone, phone);
    }

    void saysEverythingInChineseToo()
    {
        Desk desk;
        desk.ring(u"02587654321"_s);
        QVERIFY(desk.cardSays(u"Unknown number"_s));
        language().setTongue(Tongue::Chinese);
        QCOMPARE(desk.name(), u"未知号码"_s);
        QVERIFY(desk.part<QLabel>(u"call.line"_s)->text().contains(u"江苏 南京"_s));
        language().setTongue(Tongue::English);
    }
};

QTEST_MAIN(TestCallDesk)
#include "tst_call_desk.moc"
