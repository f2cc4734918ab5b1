// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings.h"
#include "dialer.h"
#include "options.h"
#include "register_links.h"

#include <QDesktopServices>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDialer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiDialerTest"_s);
        QSettings().clear();
    }

    void makesWordsAndNeverAShellLine_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("error");
        const QString ours = u"dialer --to {number}"_s;
        QTest::newRow("plain") << ours << u"+8613800138000"_s << QStringList{u"dialer"_s, u"--to"_s, u"+8613800138000"_s} << QString();
        QTest::newRow("inside a word") << u"dialer sip:{number}@pbx"_s << u"95588"_s << QStringList{u"dialer"_s, u"sip:95588@pbx"_s} << QString();
        QTest::newRow("quoted program") << u"\"/opt/my dialer/bin\" {number}"_s << u"110"_s << QStringList{u"/opt/my dialer/bin"_s, u"110"_s} << QString();
        QTest::newRow("a shell's signs are words") << u"dialer {number} ; rm -rf ~"_s << u"110"_s
                                                    << QStringList{u"dialer"_s, u"110"_s, u";"_s, u"rm"_s, u"-rf"_s, u"~"_s} << QString();
        QTest::newRow("no place") << u"dialer"_s << u"110"_s << QStringList() << u"dial.command"_s;
        QTest::newRow("empty") << QString() << u"110"_s << QStringList() << u"dial.command"_s;
        QTest::newRow("the number as program") << u"{number} x"_s << u"110"_s << QStringList() << u"dial.command"_s;
        for (const QString &number : {u""_s, u"+"_s, u"--help"_s, u"1;reboot"_s, u"$(reboot)"_s, u"138 0013"_s, u"13800138000\n"_s, u"１３８"_s, u"1+1"_s, QString(40, u'1')})
            QTest::addRow("number %s", qPrintable(number)) << ours << number << QStringList() << u"dial.number"_s;
    }

    void makesWordsAndNeverAShellLine()
    {
        QFETCH(QString, command);
        QFETCH(QString, number);
        QFETCH(QStringList, words);
        QFETCH(QString, error);
        const auto made = dialWords(command, number);
        QCOMPARE(made ? QString() : made.error().id, error);
        if (made)
            QCOMPARE(*made, words);
    }

    void asksTheTelephoneInWords_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("error");
        QTest::newRow("hold") << u"phone {action}"_s << QString() << QStringList{u"phone"_s, u"hold"_s} << QString();
        QTest::newRow("whole") << u"phone --{action} {number} {link}"_s << u"801"_s << QStringList{u"phone"_s, u"--hold"_s, u"801"_s, u"kemai://x?a=1&b='"_s} << QString();
        QTest::newRow("the link stands alone") << u"phone {action} x{link}"_s << QString() << QStringList{u"phone"_s, u"hold"_s, u"x{link}"_s} << QString();
        QTest::newRow("no action") << u"phone {number}"_s << u"801"_s << QStringList() << u"phone.command"_s;
        QTest::newRow("the action as program") << u"{action} {number}"_s << u"801"_s << QStringList() << u"phone.command"_s;
        QTest::newRow("an option for a number") << u"phone {action} {number}"_s << u"--help"_s << QStringList() << u"dial.number"_s;
    }

    void asksTheTelephoneInWords()
    {
        QFETCH(QString, command);
        QFETCH(QString, number);
        QFETCH(QStringList, words);
        QFETCH(QString, error);
        const auto made = phoneWords(command, u"hold"_s, number, u"kemai://x?a=1&b='"_s);
        QCOMPARE(made ? QString() : made.error().id, error);
        if (made)
            QCOMPARE(*made, words);
    }

    void takesEveryTelAddressOfTheWindow()
    {
        const QTemporaryDir folder;
        const QString script = folder.filePath(u"dialer"_s);
        const QString said = folder.filePath(u"said"_s);
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nprintf '%s|' \"$@\" > '" + said.toUtf8() + ".part'\nmv '" + said.toUtf8() + ".part' '" + said.toUtf8() + "'\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(settings().set(setting::dialCommand, script + u" --to {number}"_s));
        Dialer dialer;
        QSignalSpy failed(&dialer, &Dialer::failed);
        QVERIFY(QDesktopServices::openUrl(QUrl(u"tel:+8613800138000"_s)));
        QTRY_VERIFY(QFile::exists(said));
        QFile answer(said);
        QVERIFY(answer.open(QIODevice::ReadOnly));
        QCOMPARE(answer.readAll(), QByteArray("--to|+8613800138000|"));
        QCOMPARE(failed.count(), 0);
        QDesktopServices::openUrl(QUrl(u"tel:--help"_s));
        QCOMPARE(failed.count(), 1);

        QVERIFY(settings().set(setting::dialCommand, folder.filePath(u"nowhere {number}"_s)));
        QCOMPARE(dialer.dial(u"110"_s).error().id, u"dial.program"_s);
        QString found = u"?"_s;
        dialer.findProgram([&](const QString &program) { found = program; });
        QCOMPARE(found, QString());
        QVERIFY(settings().reset(setting::dialCommand));
    }

    void readsWhatIsToBeShown_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("error");
        QTest::newRow("nothing") << QStringList() << QString() << QString();
        QTest::newRow("call") << QStringList{u"--call"_s, u"+86 138"_s} << u"kemai://call?number=%2B86%20138"_s << QString();
        QTest::newRow("a hidden caller") << QStringList{u"--call"_s, u""_s} << u"kemai://call?number="_s << QString();
        QTest::newRow("quick create") << QStringList{u"--quick-create"_s} << u"kemai://new"_s << QString();
        QTest::newRow("link") << QStringList{u"kemai://show"_s} << u"kemai://show"_s << QString();
        QTest::newRow("tel") << QStringList{u"tel:110"_s} << u"tel:110"_s << QString();
        QTest::newRow("two") << QStringList{u"--quick-create"_s, u"tel:110"_s} << QString() << u"options.invalid"_s;
        QTest::newRow("hostile") << QStringList{u"kemai://run?x=1"_s} << QString() << u"calls.link"_s;
        QTest::newRow("a file") << QStringList{u"/etc/passwd"_s} << QString() << u"calls.link"_s;
        QTest::newRow("too long") << QStringList{u"--call"_s, QString(1000, u'1')} << QString() << u"options.invalid"_s;
    }

    void readsWhatIsToBeShown()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, link);
        QFETCH(QString, error);
        const auto options = readOptions(QStringList{u"kemai"_s} + words);
        QCOMPARE(options ? QString() : options.error().id, error);
        if (options)
            QCOMPARE(options->link, link);
    }

    void quotesTheProgramInTheDesktopFile()
    {
        const QByteArray shipped = "Exec=kemai %u\nName=x\nExec=kemai --quick-create\n";
        QCOMPARE(desktopFile(shipped, u"/opt/my kemai/bin/kemai"_s),
                 QByteArray("Exec=\"/opt/my kemai/bin/kemai\" %u\nName=x\nExec=\"/opt/my kemai/bin/kemai\" --quick-create\n"));
        QCOMPARE(desktopFile("Exec=kemai", u"/a\"b$c%d"_s), QByteArray("Exec=\"/a\\\\\"b\\\\$c%%d\""));
    }
};

QTEST_MAIN(TestDialer)
#include "tst_dialer.moc"
