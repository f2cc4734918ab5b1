// SPDX-License-Identifier: GPL-3.0-or-later
// A desk whose lease has ended shows nothing and keeps everything; one that is marked to be wiped is wiped before anything else.
#include "lease_page.h"
#include "main_window.h"
#include "schema/schema.h"
#include "sync/desk/desk_storage.h"
#include "sync/desk/device_identity.h"
#include "sync/desk/office_place.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sodium.h>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestOfficeSession : public QObject
{
    Q_OBJECT

    const Id zhang = Id::fromSeed(1, 1, 1), me = Id::fromSeed(2, 2, 2), device = Id::fromSeed(3, 3, 3);
    const qint64 start = 1'764'000'000'000, hour = 3'600'000;

    // A store of an office that nobody reaches, whose lease ends after an hour.
    Result<> makeDesk(const QString &directory, const Clock &clock)
    {
        auto store = Store::create(directory, Unlock::byPassphrase(u"a passphrase"_s), clock);
        if (!store)
            return fail(store.error());
        const QString entry = Vault::keyStoreEntry((*store)->vault().fileId()) + u".device"_s;
        return (*store)->write([&](Records &records) -> Result<> {
            auto &own = static_cast<StoreRecords &>(records);
            const auto made = records.commit({.title = u"customer.create"_s, .changes = {Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s)}});
            if (!made)
                return fail(made.error());
            sync::DeviceIdentity identity = sync::DeviceIdentity::make();
            identity.setDevice(device);
            sync::StoreKeys keys(own);
            sync::OfficePlace place;
            place.address.url = QUrl(u"https://127.0.0.1:1"_s);
            place.login = u"lijia"_s;
            place.user = me;
            place.lastContactMs = clock.nowMs();
            QByteArray secret(crypto_sign_SECRETKEYBYTES, '\0');
            place.serverKey.resize(crypto_sign_PUBLICKEYBYTES);
            crypto_sign_keypair(reinterpret_cast<unsigned char *>(place.serverKey.data()), reinterpret_cast<unsigned char *>(secret.data()));
            wire::Lease lease{device, me, clock.nowMs() + hour, {}, QByteArray(crypto_sign_BYTES, '\0')};
            const QByteArray text = wire::signedLease(lease);
            crypto_sign_detached(reinterpret_cast<unsigned char *>(lease.signature.data()), nullptr, reinterpret_cast<const unsigned char *>(text.constData()),
                                 quint64(text.size()), reinterpret_cast<const unsigned char *>(secret.constData()));
            place.lease = lease;
            for (const Result<> &done : {identity.keep(keys, entry), sync::setOfficePlace(own, place), sync::DeskStorage(own).enroll(device)})
                if (!done)
                    return done;
            return {};
        }).result();
    }
    Result<> forge(const QString &directory, const Clock &clock, std::function<void(sync::OfficePlace &)> change)
    {
        auto store = Store::open(directory, Unlock::byPassphrase(u"a passphrase"_s), clock);
        if (!store)
            return fail(store.error());
        return (*store)->write([change](Records &records) -> Result<> {
            auto place = sync::officePlace(static_cast<StoreRecords &>(records));
            if (!place)
                return fail(place.error());
            change(*place);
            return sync::setOfficePlace(static_cast<StoreRecords &>(records), *place);
        }).result();
    }
    static void open(Session &session)
    {
        session.begin();
        session.unlock(Unlock::byPassphrase(u"a passphrase"_s));
        QVERIFY(session.waitUntilSettled());
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        theme().install();
    }

    void anEndedLeaseShowsNothingAndKeepsEverything()
    {
        QTemporaryDir folder;
        const QString directory = folder.filePath(u"store"_s);
        FixedClock clock(start);
        QVERIFY(makeDesk(directory, clock));
        {
            Session session(directory, clock);
            MainWindow window(session);
            open(session);
            QCOMPARE(session.state(), Session::State::Open);
            QTRY_VERIFY(!window.pages().isEmpty());
        }
        FixedClock later(start + 2 * hour);
        Session session(directory, later);
        MainWindow window(session);
        QSignalSpy opened(&session, &Session::opened);
        open(session);
        QCOMPARE(session.state(), Session::State::OutOfLease);
        QTest::qWait(200);
        QVERIFY(opened.isEmpty());
        QVERIFY(window.pages().isEmpty()); // no page was made over the data
        QCOMPARE(window.screens()->currentWidget(), static_cast<QWidget *>(window.screens()->leasePage()));
        QTRY_COMPARE(session.office()->status().waiting, qint64(1)); // what is to be sent is there
        session.lock();
        QCOMPARE(session.state(), Session::State::Locked);
    }

    void settingTheClockBackGainsNothing()
    {
        QTemporaryDir folder;
        const QString directory = folder.filePath(u"store"_s);
        FixedClock clock(start + 10 * hour); // what the desk has seen of the time is kept in its store
        QVERIFY(makeDesk(directory, clock));
        QVERIFY(forge(directory, clock, [this](sync::OfficePlace &place) { place.lease->untilMs = start + hour; }));
        FixedClock back(start);
        Session session(directory, back);
        MainWindow window(session);
        open(session);
        QCOMPARE(session.state(), Session::State::OutOfLease);
    }

    void aLeaseThatSomebodyLengthenedIsNone()
    {
        QTemporaryDir folder;
        const QString directory = folder.filePath(u"store"_s);
        FixedClock clock(start);
        QVERIFY(makeDesk(directory, clock));
        QVERIFY(forge(directory, clock, [](sync::OfficePlace &place) { place.lease->untilMs += 1; }));
        Session session(directory, clock);
        MainWindow window(session);
        open(session);
        QCOMPARE(session.state(), Session::State::OutOfLease);
    }

    void aWipeThatWasCutShortGoesOnBeforeAnythingElse()
    {
        QTemporaryDir folder;
        const QString directory = folder.filePath(u"store"_s);
        FixedClock clock(start);
        QVERIFY(makeDesk(directory, clock));
        sync::DeskWipe keys(directory, sync::DeskWipe::Extent::KeysOnly);
        QVERIFY(sync::wipe(keys)); // as far as it goes while the store is open
        QVERIFY(QFileInfo::exists(directory + u"/kemai.db"_s));
        Session session(directory, clock);
        MainWindow window(session);
        QSignalSpy wiped(&session, &Session::wiped);
        session.begin();
        QVERIFY(session.waitUntilSettled());
        QCOMPARE(wiped.count(), 1);
        QCOMPARE(session.state(), Session::State::NoStore);
        QVERIFY(!QFileInfo::exists(directory));
    }
};

QTEST_MAIN(TestOfficeSession)
#include "tst_office_session.moc"
