// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_store.h"
#include "desk_people.h"
#include "idle_lock.h"
#include "passphrase_page.h"
#include "session.h"
#include "session_screens.h"
#include "unlock_page.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QDir>
#include <QAbstractButton>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>
#include <QWindow>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDesk : public QObject
{
    Q_OBJECT

private:
    static Unlock passphrase(const QString &words) { return Unlock::byPassphrase(words); }
    static void write(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiTest"_s);
        theme().install();
        language().setTongue(Tongue::English);
    }

    void givesEachPersonAStoreOfTheirOwn()
    {
        const QTemporaryDir desk;
        const QString store = desk.filePath(u"store"_s);
        DeskPeople people(store);
        QCOMPARE(people.people().size(), 1); // whoever was there first
        QCOMPARE(people.directoryOf(people.people().first()), store);
        const Result<DeskPerson> li = people.add(u"  李佳 "_s);
        QVERIFY(li);
        QCOMPARE(*li, (DeskPerson{u"李佳"_s, u"store-2"_s}));
        QCOMPARE(people.add(u"李佳"_s).error().id, u"people.nameTaken"_s);
        QCOMPARE(people.add(u" "_s).error().id, u"people.nameMissing"_s);
        QDir(desk.path()).mkdir(u"store-3"_s); // somebody's, though not listed
        QCOMPARE(people.add(u"王强"_s)->folder, u"store-4"_s);
        const DeskPeople again(desk.filePath(u"store-2"_s));
        QCOMPARE(again.people(), people.people());
        QCOMPARE(again.nameOf(desk.filePath(u"store-2/"_s)), u"李佳"_s);
        QCOMPARE(again.others(desk.filePath(u"store-2"_s)).size(), 2);
    }

    void readsAListThatIsNotOurs_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("half") << QByteArray(R"({"people": [{"name")");
        QTest::newRow("a way out of the desk") << QByteArray(R"({"people": [{"name": "x", "folder": "../../etc"}]})");
        QTest::newRow("a hidden folder") << QByteArray(R"({"people": [{"name": "x", "folder": ".."}]})");
        QTest::newRow("no names") << QByteArray(R"({"people": [{"folder": "store-9"}, 7, null]})");
        QTest::newRow("endless") << QByteArray(10'000'000, ' ');
    }
    void readsAListThatIsNotOurs()
    {
        QFETCH(QByteArray, json);
        const QTemporaryDir desk;
        write(desk.filePath(u"people.json"_s), json);
        const DeskPeople people(desk.filePath(u"store"_s));
        QCOMPARE(people.people().size(), 1);
        QCOMPARE(people.people().first().folder, u"store"_s);
    }

    void thePassphraseCanBeChangedWhileTheStoreIsOpen()
    {
        const QTemporaryDir desk;
        Session session(desk.filePath(u"store"_s));
        session.create(passphrase(u"the first person's words"_s));
        QTRY_COMPARE(session.state(), Session::State::Open);
        PassphrasePage page(session);
        page.show();
        const auto field = [&page](const QString &name) { return page.findChild<QLineEdit *>(u"passphrase."_s + name); };
        auto *change = page.findChild<QAbstractButton *>(u"passphrase.change"_s);
        const auto type = [&](const QString &now, const QString &next, const QString &again) {
            field(u"now"_s)->setText(now);
            field(u"next"_s)->setText(next);
            field(u"again"_s)->setText(again);
            change->click();
        };
        // Two that differ, and a wrong one, are said at their fields; nothing is changed and nothing typed is lost.
        type(u"the first person's words"_s, u"other words entirely"_s, u"other words"_s);
        QVERIFY(!field(u"again"_s)->accessibleDescription().isEmpty());
        QVERIFY(!page.isWorking());
        type(u"not these"_s, u"other words entirely"_s, u"other words entirely"_s);
        QTRY_VERIFY(!page.isWorking());
        QTRY_VERIFY(!field(u"now"_s)->accessibleDescription().isEmpty());
        QCOMPARE(field(u"next"_s)->text(), u"other words entirely"_s);
        type(u"the first person's words"_s, u"other words entirely"_s, u"other words entirely"_s);
        QTRY_VERIFY(!page.isWorking() && field(u"next"_s)->text().isEmpty());
        QVERIFY(session.store()); // it stayed open meanwhile
        session.lock();
        session.unlock(passphrase(u"the first person's words"_s));
        QTRY_COMPARE(session.state(), Session::State::Locked);
        session.unlock(passphrase(u"other words entirely"_s));
        QTRY_COMPARE(session.state(), Session::State::Open);
    }

    void switchesTheUserByTheLockEachWithTheirOwnKey()
    {
        const QTemporaryDir desk;
        Session session(desk.filePath(u"store"_s));
        SessionScreens screens(session);
        screens.show();
        session.begin();
        session.create(passphrase(u"the first person's words"_s));
        QTRY_COMPARE(session.state(), Session::State::Open);
        session.lock();
        QVERIFY(screens.unlockPage()->isVisible());

        // Somebody else comes: a name, then a store of their own with a passphrase of their own.
        screens.unlockPage()->findChild<QAbstractButton *>(u"people.add"_s)->click();
        auto *name = screens.unlockPage()->findChild<QLineEdit *>(u"people.name"_s);
        QTest::keyClicks(name, u"Li Jia"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(session.state(), Session::State::NoStore);
        QVERIFY(screens.startPage()->isVisible());
        QVERIFY(!screens.startPage()->findChild<QWidget *>(u"start.keyStore"_s)->isVisible()); // the key store would open for anybody here
        session.create(passphrase(u"the second person's words"_s));
        QTRY_COMPARE(session.state(), Session::State::Open);
        QCOMPARE(QFileInfo(session.directory()).fileName(), u"store-2"_s);
        session.lock();

        // The lock says whose it is and leads back; the other's words do not open it.
        QSignalSpy failed(&session, &Session::failed);
        session.unlock(passphrase(u"the first person's words"_s));
        QTRY_COMPARE(failed.count(), 1);
        screens.unlockPage()->findChild<QAbstractButton *>(u"person.store"_s)->click();
        QCOMPARE(QFileInfo(session.directory()).fileName(), u"store"_s);
        QCOMPARE(session.state(), Session::State::Locked);
        session.unlock(passphrase(u"the first person's words"_s));
        QTRY_COMPARE(session.state(), Session::State::Open);
    }

    void wipesTheDemoAndNothingElse()
    {
        const QTemporaryDir desk;
        const QString directory = desk.filePath(u"demo"_s);
        {
            Session session(directory);
            session.create(passphrase(u"four small words here"_s), Session::Kind::Demo);
            QTRY_COMPARE(session.state(), Session::State::Open);
            QVERIFY(session.isDemo());
            QVERIFY(!wipeDemo(directory)); // in use
            QVERIFY(QFile::exists(directory + u"/kemai.db"_s));
        }
        write(directory + u"/my own notes.txt"_s, "mine");
        QVERIFY(wipeDemo(directory));
        QCOMPARE(QDir(directory).entryList(QDir::Files | QDir::Hidden), QStringList{u"my own notes.txt"_s});
        QCOMPARE(wipeDemo(directory).error().id, u"demo.notADemo"_s);

        // A store that is no demo is never wiped.
        const QString own = desk.filePath(u"store"_s);
        {
            Session session(own);
            session.create(passphrase(u"four small words here"_s));
            QTRY_COMPARE(session.state(), Session::State::Open);
        }
        QCOMPARE(wipeDemo(own).error().id, u"demo.notADemo"_s);
        QVERIFY(QFile::exists(own + u"/kemai.db"_s));
    }

    void leavesTheDemoForThePersonsOwnStore()
    {
        const QTemporaryDir desk;
        Session session(desk.filePath(u"store"_s));
        SessionScreens screens(session);
        screens.show();
        session.begin();
        emit screens.startPage()->createRequested(StartPage::Beginning::Demo, u"four small words here"_s);
        QTRY_COMPARE(session.state(), Session::State::Open);
        QCOMPARE(QFileInfo(session.directory()).fileName(), u"demo"_s);
        QVERIFY(session.isDemo());
        QVERIFY(demoEndsMs(session.directory()).value() > QDateTime::currentMSecsSinceEpoch());
        QVERIFY(!demoEndsMs(desk.filePath(u"store"_s)));
        screens.leaveDemo();
        QTRY_VERIFY(!QFile::exists(desk.filePath(u"demo/kemai.key"_s)) && session.state() == Session::State::NoStore);
        QCOMPARE(QFileInfo(session.directory()).fileName(), u"store"_s);
        QVERIFY(screens.startPage()->isVisible());
    }

    void locksWhenNobodyUsesTheProgram()
    {
        bool may = false;
        IdleLock lock([&may] { return may; });
        QSignalSpy idle(&lock, &IdleLock::idle);
        QVERIFY(!lock.isArmed()); // 0 minutes: never
        lock.setMsOfMinute(40);
        lock.setMinutes(1);
        QVERIFY(lock.isArmed());
        QTest::qWait(120); // asked more than once, and an import runs
        QCOMPARE(idle.count(), 0);
        may = true;
        QTRY_COMPARE(idle.count(), 1);
    }

    void waitsAgainAfterEachInput()
    {
        IdleLock lock([] { return true; });
        QSignalSpy idle(&lock, &IdleLock::idle);
        QWidget window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        lock.setMsOfMinute(60'000);
        lock.setMinutes(1);
        const qint64 before = lock.restarts();
        QTest::keyClick(window.windowHandle(), Qt::Key_A);
        QTest::mouseMove(window.windowHandle(), QPoint(10, 10));
        QTRY_VERIFY(lock.restarts() > before);
        lock.setMinutes(0);
        QVERIFY(!lock.isArmed());
        QCOMPARE(idle.count(), 0);
    }
};

QTEST_MAIN(TestDesk)
#include "tst_desk.moc"
