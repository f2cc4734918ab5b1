// SPDX-License-Identifier: GPL-3.0-or-later
// A whole desk (encrypted store, outbox, thread, network) against a real kemai-server with a real PostgreSQL.
#include "sync_desk/office_desk.h"

using namespace kemai;
using namespace Qt::StringLiterals;
using State = sync::OfficeStatus::State;

class TestOffice : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeBox> m_office;
    Id m_zhang, m_boss;

    static Change newCustomer(const Id &id, const QString &name)
    {
        return Change::insert(customer::entity, id).set(customer::name, name).set(customer::state, u"active"_s);
    }
    Id freshId() { return Id::make(m_office->clock.nowMs()); }
    // The server goes away; what it listened on is kept for back().
    quint16 away()
    {
        const quint16 port = m_office->servers[0]->port();
        m_office->servers[0].reset();
        return port;
    }
    void back(quint16 port)
    {
        m_office->adjust = [port](ServerSettings &settings) { settings.http.port = port; };
        m_office->start(0);
    }

private slots:
    void init()
    {
        m_office = std::make_unique<OfficeBox>();
        const Id east = m_office->team("east");
        m_zhang = m_office->person("zhang", "sales", east);
        m_boss = m_office->person("boss", "supervisor", east);
    }
    void cleanup() { m_office.reset(); }

    void aStandaloneStoreUploadsWhatItHolds()
    {
        OfficeDesk zhang(*m_office);
        QCOMPARE(zhang.office->status().state, State::Standalone);
        const Id id = freshId();
        zhang.commit(newCustomer(id, u"张敏"_s));
        zhang.rewrite(id, customer::note, u"早先的记录"_s);
        zhang.enroll("zhang", m_zhang);
        QVERIFY(zhang.settled());
        QCOMPARE(m_office->number("SELECT count(*) FROM customer WHERE note = '早先的记录'"), 1);
        QVERIFY(m_office->number("SELECT count(*) FROM history WHERE record = '" + id.toString().toLatin1() + "'") >= 2); // its history
        QCOMPARE(zhang.office->place().user, m_zhang);
        QVERIFY(zhang.office->place().lease.has_value());
        OfficeDesk boss(*m_office);
        boss.enroll("boss", m_boss, 1);
        QVERIFY(boss.settled());
        QCOMPARE(boss.shown(id)[customer::note], u"早先的记录"_s);
    }

    void anEditAppearsAndTheDeskIsToldInItsModels()
    {
        OfficeDesk zhang(*m_office);
        OfficeDesk boss(*m_office);
        zhang.enroll("zhang", m_zhang);
        boss.enroll("boss", m_boss, 1);
        QVERIFY(zhang.settled());
        QVERIFY(boss.settled());
        QSignalSpy changed(boss.store.get(), &Store::changed);
        const Id id = freshId();
        zhang.commit(newCustomer(id, u"张敏"_s));
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::name], u"张敏"_s, 40'000);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(changed.first().at(0).toString(), u"customer"_s);
        // It stays so over a restart, on both sides and without the server.
        QVERIFY(zhang.settled());
        const quint16 port = away();
        zhang.reopen();
        QTRY_VERIFY_WITH_TIMEOUT(zhang.is(State::Offline), 60'000);
        zhang.rewrite(id, customer::note, u"离线写的"_s);
        QTRY_COMPARE_WITH_TIMEOUT(zhang.office->status().waiting, qint64(1), 40'000);
        zhang.reopen();
        QTRY_COMPARE_WITH_TIMEOUT(zhang.office->status().waiting, qint64(1), 40'000);
        back(port);
        zhang.office->hurry();
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::note], u"离线写的"_s, 70'000);
    }

    // The key is made before anything is sent, and the same behind a failed attempt and a restart: a token taken by it holds.
    void anEnrolmentThatFailedIsTriedAgainAsTheSameDesk()
    {
        OfficeDesk zhang(*m_office);
        sync::OfficeAddress nobody = zhang.addressOf(0);
        nobody.url.setPort(1);
        QSignalSpy failed(zhang.office.get(), &sync::Office::enrolmentFailed);
        zhang.office->enroll(nobody, {u"zhang"_s, goodPassword, {}, u"token"_s, u"desk"_s});
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60'000);
        const QString entry = Vault::keyStoreEntry(zhang.store->vault().fileId()) + u".device"_s;
        const QByteArray key = sync::DeviceIdentity::read(zhang.keys, entry)->publicKey();
        zhang.reopen();
        zhang.enroll("zhang", m_zhang);
        QCOMPARE(sync::DeviceIdentity::read(zhang.keys, entry)->publicKey(), key);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.device WHERE public_key = '\\x" + key.toHex() + "'"), 1);
    }

    void aConflictIsDecidedAndUndoneLikeAnyEdit()
    {
        OfficeDesk zhang(*m_office);
        OfficeDesk boss(*m_office);
        zhang.enroll("zhang", m_zhang);
        boss.enroll("boss", m_boss, 1);
        const Id id = freshId();
        zhang.commit(newCustomer(id, u"张敏"_s));
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::name], u"张敏"_s, 40'000);
        QVERIFY(zhang.settled() && boss.settled());
        const quint16 port = away();
        zhang.rewrite(id, customer::note, u"周三前回电"_s);
        boss.rewrite(id, customer::note, u"周五前回电"_s);
        QVERIFY(boss.settled());
        back(port);
        zhang.office->hurry();
        QTRY_COMPARE_WITH_TIMEOUT(zhang.conflicts().size(), 1, 70'000);
        QTRY_COMPARE_WITH_TIMEOUT(boss.conflicts().size(), 1, 70'000);
        QTRY_COMPARE_WITH_TIMEOUT(zhang.office->status().conflicts, qint64(1), 40'000);
        QTRY_COMPARE_WITH_TIMEOUT(zhang.shown(id)[customer::note], u"周五前回电"_s, 40'000); // theirs is live
        const sync::ConflictLine line = zhang.conflicts().first();
        QCOMPARE(line.label, u"张敏"_s);
        QCOMPARE(line.author, u"zhang"_s);
        const wire::Conflict::Field field = line.conflict.fields.first();
        const auto decided = zhang.office->resolve(line.conflict, Change::Operation::Update, {{field.field, field.theirs, field.mine, {}}}).result();
        QVERIFY(decided && !decided->isNull());
        QCOMPARE(zhang.shown(id)[customer::note], u"周三前回电"_s);
        QVERIFY(zhang.conflicts().isEmpty());
        QVERIFY(zhang.settled());
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::note], u"周三前回电"_s, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(boss.conflicts().isEmpty(), 60'000);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.conflict WHERE state = 0"), 0);
        // Undone, it is what the other wrote.
        zhang.rewrite(id, customer::note, u"周五前回电"_s);
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::note], u"周五前回电"_s, 60'000);
        QVERIFY(zhang.conflicts().isEmpty());
    }

    void keepingTheirsEndsTheConflictToo()
    {
        OfficeDesk zhang(*m_office);
        OfficeDesk boss(*m_office);
        zhang.enroll("zhang", m_zhang);
        boss.enroll("boss", m_boss, 1);
        const Id id = freshId();
        zhang.commit(newCustomer(id, u"张敏"_s));
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::name], u"张敏"_s, 40'000);
        QVERIFY(zhang.settled() && boss.settled());
        const quint16 port = away();
        zhang.rewrite(id, customer::note, u"周三前回电"_s);
        boss.rewrite(id, customer::note, u"周五前回电"_s);
        QVERIFY(boss.settled());
        back(port);
        zhang.office->hurry();
        QTRY_COMPARE_WITH_TIMEOUT(zhang.conflicts().size(), 1, 70'000);
        const auto decided = zhang.office->resolve(zhang.conflicts().first().conflict, Change::Operation::Update, {}).result();
        QVERIFY(decided && decided->isNull()); // nothing changed here
        QVERIFY(zhang.settled());
        QTRY_COMPARE_WITH_TIMEOUT(m_office->number("SELECT count(*) FROM sync.conflict WHERE state = 0"), qint64(0), 60'000);
        QCOMPARE(zhang.shown(id)[customer::note], u"周五前回电"_s);
        QTRY_VERIFY_WITH_TIMEOUT(boss.conflicts().isEmpty(), 60'000);
    }

    void tooLongWithoutTheServerLocksAndNothingIsLost()
    {
        OfficeDesk zhang(*m_office);
        zhang.enroll("zhang", m_zhang);
        QVERIFY(zhang.settled());
        const quint16 port = away();
        const Id id = freshId();
        zhang.commit(newCustomer(id, u"张敏"_s));
        m_office->clock.advanceMs(73 * 3'600'000LL); // the lease is 72 h
        zhang.reopen();
        QTRY_VERIFY_WITH_TIMEOUT(zhang.is(State::OutOfLease), 60'000);
        QTest::qWait(300);
        QVERIFY(zhang.is(State::OutOfLease)); // also after it was tried
        QTRY_COMPARE_WITH_TIMEOUT(zhang.office->status().waiting, qint64(1), 40'000);
        back(port);
        zhang.office->hurry();
        QVERIFY(QTest::qWaitFor([&] { return zhang.is(State::Synchronized) && zhang.office->status().waiting == 0; }, 70'000));
        QCOMPARE(m_office->number("SELECT count(*) FROM customer"), 1);
    }

    void aRevokedDeskHandsInItsQueueAndIsWiped_data()
    {
        QTest::addColumn<bool>("passphrase");
        QTest::newRow("key store") << false;
        QTest::newRow("passphrase") << true;
    }
    void aRevokedDeskHandsInItsQueueAndIsWiped()
    {
        QFETCH(bool, passphrase);
        OfficeDesk zhang(*m_office, passphrase);
        zhang.enroll("zhang", m_zhang);
        const Id id = freshId();
        zhang.commit(newCustomer(id, u"张敏"_s));
        QVERIFY(zhang.settled());
        const quint16 port = away();
        zhang.rewrite(id, customer::note, u"最后一句"_s);
        QVERIFY(m_office->identity.revokeDevice(zhang.office->place().lease->device));
        back(port);
        QSignalSpy wiped(zhang.office.get(), &sync::Office::wiped);
        zhang.office->hurry();
        QTRY_COMPARE_WITH_TIMEOUT(wiped.count(), 1, 70'000);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.escrow"), 1);
        const auto late = zhang.store->commit({.changes = {newCustomer(freshId(), u"太晚了"_s)}}).result();
        QVERIFY(!late); // nothing is taken that nobody would get
        QCOMPARE(late.error().id, u"sync.revoked"_s);
        zhang.close();
        QVERIFY(!zhang.openAgain()); // the keys are gone, whatever comes now
        sync::DeskWipe everything(zhang.folder(), sync::DeskWipe::Extent::Everything, zhang.keys);
        QVERIFY(everything.marked());
        QCOMPARE(*sync::resumeWipe(everything), true);
        QVERIFY(!QFileInfo::exists(zhang.folder())); // nothing of it is left
        QCOMPARE(*sync::resumeWipe(everything), false);
    }

    void aFileOfSomebodyElseSurvivesAWipe()
    {
        OfficeDesk zhang(*m_office);
        QFile file(zhang.folder() + u"/my notes.txt"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        zhang.close();
        sync::DeskWipe everything(zhang.folder(), sync::DeskWipe::Extent::Everything, zhang.keys);
        QVERIFY(sync::wipe(everything));
        QCOMPARE(QDir(zhang.folder()).entryList(QDir::Files), QStringList{u"my notes.txt"_s});
    }
};

QTEST_GUILESS_MAIN(TestOffice)
#include "tst_office.moc"
