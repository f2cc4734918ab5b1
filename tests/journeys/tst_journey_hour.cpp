// SPDX-License-Identifier: GPL-3.0-or-later
// An hour at the desk, in fast motion: the same round of work again and again (search, open, note, take back, check in, palette, grid, settings,
// a call, a window of its own, another language and theme). The memory after it is that before it, and the watchdog says what kept the window
// from answering. A long test: ./dev soak. KEMAI_JOURNEY_ROUNDS says how many rounds; 60 is about an hour's acts.
#include "call_desk.h"
#include "customer_window.h"
#include "customer_windows.h"
#include "fill.h"
#include "introduction.h"
#include "journey.h"
#include "main_window.h"
#include "schema/schema.h"
#include "settings/settings.h"
#include "watchdog.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX
#include <malloc.h>
#include <unistd.h>
#endif

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// Resident bytes, when the allocator has given back what nobody holds.
qint64 residentBytes()
{
#ifdef Q_OS_LINUX
    malloc_trim(0);
    QFile file(u"/proc/self/statm"_s);
    if (file.open(QIODevice::ReadOnly))
        return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#endif
    return 0;
}

} // namespace

class TestJourneyHour : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("KEMAI_SOAK"))
            QSKIP("a long journey: ./dev soak");
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"KemaiJourneyHourTest"_s);
        settings().user().clear();
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void staysAsSmallAsItWas()
    {
        const QTemporaryDir desk;
        Session session(desk.filePath(u"store"_s));
        MainWindow window(session);
        window.setFill(storeFill(&window, 300));
        Watchdog watchdog;
        window.setRun(&watchdog, {});
        CallDesk calls(session, window, nullptr);
        settings().user().setValue(u"introduction/seen"_s, true);
        window.show();
        session.begin();
        emit window.startPage()->createRequested(StartPage::Beginning::Demo, u"four small words here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPage() == "customers"_L1 && window.settled(), 120'000);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Journey person(window);
        const auto rows = session.store()->find(Query(customer::entity).limit(60)).result();
        QVERIFY(rows && rows->size() == 60);
        const auto settled = [&window] { return QTest::qWaitFor([&window] { return window.settled(); }, 20'000); };

        const auto round = [&](int number) {
            const Id customer = rows->at(number % rows->size()).id;
            window.openCustomer(customer);
            QVERIFY(settled());
            person.press(Qt::Key_F, Qt::ControlModifier);
            person.type(u"zm"_s);
            QVERIFY(settled());
            person.press(Qt::Key_A, Qt::ControlModifier);
            person.press(Qt::Key_Delete);
            QVERIFY(settled());
            person.press(Qt::Key_M, Qt::ControlModifier);
            person.type(u"round %1"_s.arg(number));
            person.press(Qt::Key_Return, Qt::ControlModifier);
            QVERIFY(settled());
            person.press(Qt::Key_Z, Qt::ControlModifier); // the store does not grow in earnest
            person.press(Qt::Key_1, Qt::AltModifier);
            QVERIFY(settled());
            person.press(Qt::Key_Z, Qt::ControlModifier);
            person.press(Qt::Key_K, Qt::ControlModifier);
            person.type(u"li"_s);
            QVERIFY(settled());
            person.press(Qt::Key_Escape);
            person.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
            QVERIFY(settled());
            person.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
            person.press(Qt::Key_Comma, Qt::ControlModifier);
            person.press(Qt::Key_F1);
            person.press(Qt::Key_1, Qt::ControlModifier);
            calls.take(u"kemai://call?number=13812345678"_s);
            QVERIFY(QTest::qWaitFor([&] { return calls.model()->current() && calls.model()->current()->card; }, 10'000));
            calls.take(u"kemai://call?number=13812345678&event=ended"_s);
            person.press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
            QVERIFY(settled());
            const auto own = window.customerWindows()->windows();
            for (CustomerWindow *each : own)
                each->close();
            window.activateWindow();
            if (number % 10 == 0) {
                language().setTongue(language().tongue() == Tongue::Chinese ? Tongue::English : Tongue::Chinese);
                theme().setScheme(theme().isDark() ? SchemeChoice::Light : SchemeChoice::Dark);
            }
            QVERIFY(settled());
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        };

        const int rounds = qEnvironmentVariableIntValue("KEMAI_JOURNEY_ROUNDS") > 0 ? qEnvironmentVariableIntValue("KEMAI_JOURNEY_ROUNDS") : 60;
        for (int number = 0; number < 20; ++number) { // caches fill
            round(number);
            if (QTest::currentTestFailed())
                return;
        }
        const qint64 before = residentBytes();
        qsizetype objects = window.findChildren<QObject *>().size();
        for (int number = 20; number < 20 + rounds; ++number) {
            round(number);
            if (QTest::currentTestFailed())
                return;
            if (rounds >= 10 && (number - 19) % (rounds / 10) == 0)
                qInfo("after %d rounds: %.1f MB", number - 19, double(residentBytes()) / 1e6);
        }
        const qint64 after = residentBytes();
        qInfo("%d rounds: %.1f MB resident before, %.1f MB after", rounds, double(before) / 1e6, double(after) / 1e6);
        qInfo("%lld objects of the window before, %lld after", qint64(objects), qint64(window.findChildren<QObject *>().size()));
        int longest = 0;
        for (const Block &block : watchdog.blocks()) { // reported, not judged: the machine may be busy
            longest = std::max(longest, block.ms);
            qInfo().noquote() << "blocked" << block.text();
        }
        qInfo("%lld blocks over %d ms kept, the longest %d ms", qint64(watchdog.blocks().size()), Watchdog::lateMs, longest);
        // Fragments, and caches that fill (the store's pages have room for 48 MB); a leak of a page a round would be five times that.
        const qint64 allowed = 12'000'000 + 20'000 * qint64(rounds);
        QVERIFY2(after - before < allowed, qPrintable(QString::number((after - before) / 1'000'000) + u" MB more"_s));
        QVERIFY(window.findChildren<QObject *>().size() < objects + 400);
    }
};

QTEST_MAIN(TestJourneyHour)
#include "tst_journey_hour.moc"
