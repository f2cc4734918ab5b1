// SPDX-License-Identifier: GPL-3.0-or-later
// The tour makes its pictures also where it takes longer than the idle lock waits: on a slow machine the lock once closed the store
// while the cards of calls were being painted.
#include "call_desk.h"
#include "idle_lock.h"
#include "main_window.h"
#include "schema/schema.h"
#include "tour.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestTour : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiTourTest"_s);
        QSettings().clear();
        theme().install();
    }

    void isNotLockedOutOfTheStore()
    {
        const QTemporaryDir folder;
        Session session(folder.filePath(u"store"_s));
        MainWindow window(session);
        CallDesk calls(session, window, nullptr);
        session.create(Unlock::byPassphrase(u"four small words here"_s));
        session.waitUntilSettled();
        const qint64 now = session.clock().nowMs();
        const Id zhang = Id::make(now);
        QVERIFY(session.store()->commit({.changes = {Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s),
                                                     Change::insert(phone::entity, Id::make(now)).set(phone::customer, zhang)
                                                         .set(phone::written, u"13812345678"_s).set(phone::digits, u"13812345678"_s)
                                                         .set(phone::e164, u"+8613812345678"_s).set(phone::kind, u"family"_s)}})
                    .result());
        window.idleLock()->setMsOfMinute(20);
        window.idleLock()->setMinutes(1); // of 20 ms
        const QString pictures = folder.filePath(u"tour"_s);
        const Result<int> taken = renderTour(window, session, calls, pictures, u"call-"_s);
        QVERIFY(taken);
        QCOMPARE(session.state(), Session::State::Open);
        QVERIFY(calls.model());
        const QStringList files = QDir(pictures).entryList({u"*.png"_s});
        QCOMPARE(files.size(), *taken);
        for (const QString &kind : {u"call-family"_s, u"call-unknown"_s, u"call-unknown-talk"_s, u"call-hidden"_s})
            QVERIFY2(!files.filter(kind).isEmpty(), qPrintable(kind));
    }
};

QTEST_MAIN(TestTour)
#include "tst_tour.moc"
