// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/accessible_walk.h"
#include "main_window.h"
#include "unlock_page.h"
#include "widgets/banner.h"
#include "widgets/language.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    template <typename T>
    static T *shown(QWidget &window, const QString &name)
    {
        T *widget = window.findChild<T *>(name);
        return widget && widget->isVisible() ? widget : nullptr;
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiTest"_s);
        theme().install();
        language().setTongue(Tongue::English);
    }

    void walksFromTheFirstRunToTheWorkspaceAndBackThroughTheLock()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        window.show();
        session.begin();
        QCOMPARE(session.state(), Session::State::NoStore);
        QVERIFY(shown<QAbstractButton>(window, u"start.create"_s));
        QCOMPARE(unnamedWidgets(&window).join(u' '), QString());

        // Two passphrases that differ are refused at the field, and nothing is made.
        QTest::mouseClick(window.findChild<QWidget *>(u"start.passphrase"_s), Qt::LeftButton);
        QTest::mouseClick(window.findChild<QWidget *>(u"start.empty"_s), Qt::LeftButton);
        auto *first = shown<QLineEdit>(window, u"start.first"_s);
        auto *again = shown<QLineEdit>(window, u"start.again"_s);
        QVERIFY(first && again);
        QTest::keyClicks(first, u"four small words here"_s);
        QTest::keyClicks(again, u"four small words"_s);
        window.findChild<QAbstractButton *>(u"start.create"_s)->click();
        QCOMPARE(session.state(), Session::State::NoStore);
        QVERIFY(!again->accessibleDescription().isEmpty());

        QTest::keyClicks(again, u" here"_s);
        window.findChild<QAbstractButton *>(u"start.create"_s)->click();
        QTRY_COMPARE(session.state(), Session::State::Open);
        QTRY_VERIFY(shown<QLineEdit>(window, u"search"_s));
        const QString unnamed = unnamedWidgets(&window).join(u'\n');
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed));

        // Locked: the pages are gone, the wrong passphrase is said at the field, the right one opens.
        session.lock();
        QVERIFY(window.pages().isEmpty());
        auto *passphrase = shown<QLineEdit>(window, u"unlock.passphrase"_s);
        QVERIFY(passphrase);
        QSignalSpy failed(&session, &Session::failed);
        QTest::keyClicks(passphrase, u"wrong"_s);
        QTest::keyClick(passphrase, Qt::Key_Return);
        QTRY_COMPARE(failed.count(), 1);
        QTRY_VERIFY(!passphrase->accessibleDescription().isEmpty());
        QVERIFY(!shown<QWidget>(window, u"unlock.banner"_s));
        QTest::keyClicks(passphrase, u"four small words here"_s); // replaces the selected wrong one
        QTest::keyClick(passphrase, Qt::Key_Return);
        QTRY_VERIFY(shown<QLineEdit>(window, u"search"_s));
    }

    void saysWhyAStoreDoesNotOpen_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("atTheField");
        QTest::newRow("wrong passphrase") << u"vault.wrongPassphrase"_s << int(Error::Code::Denied) << true;
        QTest::newRow("held by another program") << u"vault.held"_s << int(Error::Code::Busy) << false;
        QTest::newRow("disk full") << u"vault.diskFull"_s << int(Error::Code::Io) << false;
        QTest::newRow("damaged") << u"vault.damagedKeyFile"_s << int(Error::Code::Corrupt) << false;
    }
    void saysWhyAStoreDoesNotOpen()
    {
        QFETCH(QString, id);
        QFETCH(int, code);
        QFETCH(bool, atTheField);
        UnlockPage page(u"somewhere"_s);
        page.setNeeds(UnlockPage::Needs::Passphrase, false);
        page.show();
        page.showError(makeError(Error::Code(code), id));
        auto *banner = page.findChild<Banner *>(u"unlock.banner"_s);
        auto *field = page.findChild<QLineEdit *>(u"unlock.passphrase"_s);
        QCOMPARE(banner->isVisible(), !atTheField);
        QCOMPARE(field->accessibleDescription().isEmpty(), !atTheField);
        const QString english = atTheField ? field->accessibleDescription() : banner->accessibleName();
        QVERIFY2(!english.contains(id), "has no sentence of its own");
        QCOMPARE(unnamedWidgets(&page).join(u' '), QString());
        static QSet<QString> said;
        QVERIFY2(!said.contains(english), "two errors say the same");
        said.insert(english);
    }

    void findsActionsInThePaletteByKeyboardAlone()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        window.show();
        session.create(Unlock::byPassphrase(u"four small words here"_s));
        QTRY_VERIFY(shown<QLineEdit>(window, u"search"_s));
        window.palette()->open();
        auto *field = shown<QLineEdit>(window, u"palette.field"_s);
        auto *list = window.findChild<QListView *>(u"palette.list"_s);
        QVERIFY(field);
        QVERIFY(list->model()->rowCount() > 5);
        QCOMPARE(unnamedWidgets(window.palette()).join(u' '), QString());
        const int before = list->currentIndex().row();
        QTest::keyClick(field, Qt::Key_Down);
        QVERIFY(list->currentIndex().row() > before);

        const Scheme scheme = theme().scheme();
        QTest::keyClicks(field, u"theme"_s);
        QTRY_VERIFY(list->model()->rowCount() >= 2);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!window.palette()->isVisible());
        QVERIFY(theme().scheme() != scheme);
    }

    void saysAllItsTextsAnewInTheOtherLanguage()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        window.show();
        session.create(Unlock::byPassphrase(u"four small words here"_s));
        QTRY_VERIFY(shown<QLineEdit>(window, u"search"_s));
        language().setTongue(Tongue::Chinese);
        QCOMPARE(window.windowTitle(), u"客脉"_s);
        QCOMPARE(window.searchField()->accessibleName(), u"搜索"_s);
        language().setTongue(Tongue::English);
        QCOMPARE(window.windowTitle(), u"Kemai"_s);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
