// SPDX-License-Identifier: GPL-3.0-or-later
// Joining an office: what is missing or refused is said at its field, what was typed stays, nothing secret stays in sight.
#include "support/accessible_walk.h"
#include "sync/ui/office_page.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'795'000'000'000;

struct Desk {
    Desk()
    {
        language().setTongue(Tongue::Chinese);
        page.resize(1000, 800);
        page.show();
        page.activateWindow();
        (void)QTest::qWaitForWindowActive(&page);
        QObject::connect(&page, &OfficePage::enrollRequested, &page, [this](const OfficeAddress &at, const Enrolment::Form &with) {
            address = at;
            form = with;
            ++asked;
        });
    }
    QLineEdit *line(const char *name) { return page.findChild<QLineEdit *>(u"office."_s + QLatin1StringView(name)); }
    void type(const char *name, const QString &text)
    {
        line(name)->setFocus();
        line(name)->clear();
        QTest::keyClicks(line(name), text);
    }
    void fillAll()
    {
        type("server", u"crm.example.com:8443"_s);
        type("login", u"lijia"_s);
        type("password", u"correct horse"_s);
        type("code", u"123 456"_s);
        type("token", u"TOKEN-1"_s);
        type("device", u"front desk"_s);
    }
    QString said() const
    {
        QStringList all;
        for (const TextLabel *label : page.findChildren<TextLabel *>())
            if (label->isVisible())
                all << label->text();
        return all.join(u'\n');
    }

    OfficePage page;
    OfficeAddress address;
    Enrolment::Form form;
    int asked = 0;
};

OfficeStatus enrolled()
{
    OfficeStatus status;
    status.state = OfficeStatus::State::Synchronized;
    status.server = u"crm.example.com:8443"_s;
    status.login = u"lijia"_s;
    status.lastContactMs = now - 60'000;
    status.leaseUntilMs = now + 13 * 86'400'000LL;
    return status;
}

} // namespace

class TestOfficePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme().install(); }

    void joinsByKeyboardAlone()
    {
        Desk desk;
        desk.fillAll();
        QTest::keyClick(desk.line("device"), Qt::Key_Return);
        QCOMPARE(desk.asked, 1);
        QCOMPARE(desk.address.url, QUrl(u"https://crm.example.com:8443"_s)); // nobody types https
        QCOMPARE(desk.form.login, u"lijia"_s);
        QCOMPARE(desk.form.password, u"correct horse"_s);
        QCOMPARE(desk.form.oneTimeCode, u"123456"_s);
        QCOMPARE(desk.form.token, u"TOKEN-1"_s);
        QCOMPARE(desk.form.deviceName, u"front desk"_s);
        QVERIFY(desk.page.isWorking());
        QTest::keyClick(desk.line("device"), Qt::Key_Return); // once is enough
        QCOMPARE(desk.asked, 1);
    }

    void whatIsMissingIsSaidAtItsField()
    {
        Desk desk;
        desk.type("server", u"crm.example.com"_s);
        desk.page.submit();
        QCOMPARE(desk.asked, 0);
        QVERIFY(desk.line("login")->hasFocus());
        QVERIFY(!desk.line("login")->accessibleDescription().isEmpty());
        QVERIFY(desk.line("token")->property("kemaiInvalid").toBool());
        QVERIFY(!desk.line("code")->property("kemaiInvalid").toBool()); // not everybody has one
        QTest::keyClicks(desk.line("login"), u"l"_s);
        QVERIFY(!desk.line("login")->property("kemaiInvalid").toBool());
    }

    void addressesThatAreNone_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("no TLS") << u"http://crm.example.com"_s;
        QTest::newRow("spaces") << u"crm example com"_s;
        QTest::newRow("another scheme") << u"ftp://crm.example.com"_s;
    }
    void addressesThatAreNone()
    {
        QFETCH(QString, typed);
        Desk desk;
        desk.fillAll();
        desk.type("server", typed);
        desk.page.submit();
        QCOMPARE(desk.asked, 0);
        QVERIFY(desk.line("server")->property("kemaiInvalid").toBool());
        QCOMPARE(desk.line("server")->text(), typed);
    }

    void aCertificateIsPastedOrRead()
    {
        Desk desk;
        desk.fillAll();
        auto *certificate = desk.page.findChild<QPlainTextEdit *>(u"office.certificate"_s);
        auto *says = desk.page.findChild<TextLabel *>(u"office.certificateSays"_s);
        certificate->setPlainText(u"no certificate"_s);
        QCOMPARE(says->color(), ColorToken::Danger);
        desk.page.submit();
        QCOMPARE(desk.asked, 0);
        QVERIFY(certificate->hasFocus());
        const QTemporaryDir folder;
        desk.page.readCertificate(folder.filePath(u"missing.pem"_s));
        QCOMPARE(says->color(), ColorToken::Danger);
        QVERIFY(says->text().contains(u"missing.pem"_s));
        QCOMPARE(certificate->toPlainText(), u"no certificate"_s); // what was there stays
        certificate->clear();
        QCOMPARE(says->color(), ColorToken::Text2);
    }

    void aRefusalIsSaidAndWhatWasTypedStays()
    {
        Desk desk;
        desk.fillAll();
        desk.page.submit();
        desk.page.showFailure(makeError(Error::Code::Denied, u"sync.loginRefused"_s));
        QVERIFY(!desk.page.isWorking());
        QVERIFY(desk.page.findChild<Banner *>(u"office.failure"_s)->isVisible());
        QCOMPARE(desk.line("password")->text(), u"correct horse"_s);
        QVERIFY(desk.line("password")->hasFocus());
        desk.page.submit();
        desk.page.showFailure(makeError(Error::Code::Offline, u"sync.unreachable"_s, {}, {u"crm.example.com"_s}));
        QVERIFY(desk.line("server")->property("kemaiInvalid").toBool());
        QVERIFY(desk.line("server")->accessibleDescription().contains(u"crm.example.com"_s));
    }

    void nothingSecretStaysInSight()
    {
        Desk desk;
        desk.fillAll();
        QCOMPARE(desk.line("password")->echoMode(), QLineEdit::Password);
        desk.page.hide();
        QVERIFY(desk.line("password")->text().isEmpty());
        QCOMPARE(desk.line("login")->text(), u"lijia"_s);
        desk.page.show();
        desk.fillAll();
        desk.page.submit();
        desk.page.setStatus(enrolled(), {}, now);
        for (const char *name : {"password", "code", "token"})
            QVERIFY(desk.line(name)->text().isEmpty());
    }

    void whatIsHereAndWhatHappensToIt()
    {
        Desk desk;
        desk.page.setHere(1284);
        QVERIFY(desk.said().contains(u"1,284"_s));
        desk.page.setDemo(true);
        desk.fillAll();
        desk.page.submit();
        QCOMPARE(desk.asked, 0); // a demo company enrolls nowhere
        QVERIFY(!desk.page.findChild<Button *>(u"office.enroll"_s)->isEnabled());
    }

    void anEnrolledDeskSaysWhoWhereAndUntilWhen()
    {
        Desk desk;
        OfficePlace place;
        place.deviceName = u"前台"_s;
        place.policy = R"({"role": "supervisor"})";
        OfficeStatus status = enrolled();
        status.uploaded = 10;
        status.toUpload = 40;
        status.conflicts = 2;
        desk.page.setStatus(status, place, now);
        for (const QString &part : {u"lijia"_s, u"crm.example.com:8443"_s, u"前台"_s, u"主管"_s, u"40"_s})
            QVERIFY2(desk.said().contains(part), qPrintable(part));
        QSignalSpy hurry(&desk.page, &OfficePage::hurryRequested);
        QSignalSpy conflicts(&desk.page, &OfficePage::conflictsRequested);
        desk.page.findChild<Button *>(u"office.hurry"_s)->click();
        desk.page.findChild<Button *>(u"office.conflicts"_s)->click();
        QCOMPARE(hurry.size(), 1);
        QCOMPARE(conflicts.size(), 1);
        place.policy = "{ broken";
        desk.page.setStatus(status, place, now); // names no role, and says none
        QVERIFY(!desk.said().contains(u"主管"_s));
    }

    void everyControlHasAName()
    {
        Desk desk;
        QCOMPARE(unnamedWidgets(&desk.page), QStringList());
        desk.page.setStatus(enrolled(), {}, now);
        QCOMPARE(unnamedWidgets(&desk.page), QStringList());
    }
};

QTEST_MAIN(TestOfficePage)
#include "tst_office_page.moc"
