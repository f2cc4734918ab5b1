// SPDX-License-Identifier: GPL-3.0-or-later
// The desk's network against a real kemai-server with a real PostgreSQL, over TLS on loopback. What a desk keeps is in memory here.
#include "sync_desk/net_desk.h"

using namespace kemai;
using namespace Qt::StringLiterals;

class TestOfficeSync : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeBox> m_office;
    Id m_zhang, m_boss;

    Change newCustomer(const Id &id, const QString &name)
    {
        return Change::insert(customer::entity, id).set(customer::name, name).set(customer::state, u"active"_s).set(customer::owner, m_zhang);
    }
    static Change rewrite(const Record &seen, const FieldOf<QString> &field, const QString &to)
    {
        Change change = Change::update(seen);
        change.set(seen, field, to);
        return change;
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

    void anEditAppearsAtTheOtherDeskByItself()
    {
        NetDesk zhang(*m_office, "zhang", m_zhang, 0);
        NetDesk boss(*m_office, "boss", m_boss, 1);
        zhang.net->start();
        boss.net->start();
        QVERIFY(zhang.settled());
        QVERIFY(boss.settled());
        const Id id = Id::make(m_office->clock.nowMs());
        zhang.edit(newCustomer(id, u"张敏"_s));
        QCOMPARE(zhang.shown(id)[customer::name], u"张敏"_s); // at once
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::name], u"张敏"_s, 40'000);
        boss.edit(rewrite(boss.shown(id), customer::note, u"重要"_s));
        QTRY_COMPARE_WITH_TIMEOUT(zhang.shown(id)[customer::note], u"重要"_s, 40'000);
        QVERIFY(zhang.storage.broken.isEmpty());
    }

    void bothGoOnWithoutTheServerAndAgreeAfterwards()
    {
        NetDesk zhang(*m_office, "zhang", m_zhang, 0);
        NetDesk boss(*m_office, "boss", m_boss, 0);
        zhang.net->start();
        boss.net->start();
        const Id id = Id::make(m_office->clock.nowMs());
        zhang.edit(newCustomer(id, u"张敏"_s));
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::name], u"张敏"_s, 40'000);
        QVERIFY(zhang.settled());
        QTRY_COMPARE_WITH_TIMEOUT(zhang.shown(id).version, boss.shown(id).version, 40'000);

        const quint16 port = m_office->servers[0]->port();
        m_office->servers[0].reset();
        zhang.edit(rewrite(zhang.shown(id), customer::note, u"周三前回电"_s));
        zhang.edit(rewrite(zhang.shown(id), customer::company, u"恒工"_s));
        boss.edit(rewrite(boss.shown(id), customer::note, u"周五前回电"_s));
        QTRY_COMPARE_WITH_TIMEOUT(zhang.stage(), sync::Replica::Stage::Waiting, 40'000);
        QCOMPARE(zhang.shown(id)[customer::note], u"周三前回电"_s);
        QCOMPARE(boss.shown(id)[customer::note], u"周五前回电"_s);
        QCOMPARE(zhang.storage.waiting(), 2);

        m_office->adjust = [port](ServerSettings &settings) { settings.http.port = port; };
        m_office->start(0);
        QVERIFY(zhang.settled());
        QVERIFY(boss.settled());
        zhang.net->hurry();
        boss.net->hurry();
        QTRY_VERIFY_WITH_TIMEOUT(zhang.storage.now.conflicts.size() == 1 && boss.storage.now.conflicts.size() == 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(zhang.shown(id)[customer::note], boss.shown(id)[customer::note], 40'000);
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::company], u"恒工"_s, 40'000); // the other field merged
        const wire::Conflict conflict = boss.storage.now.conflicts.begin()->first();
        QCOMPARE(conflict.fields.size(), 1);
        const QSet<QString> both{conflict.fields.first().mine.toText(), conflict.fields.first().theirs.toText()};
        QCOMPARE(both, (QSet<QString>{u"周三前回电"_s, u"周五前回电"_s})); // both texts are there
    }

    void twoDesksSeeEachOtherOnACustomer() // U20
    {
        NetDesk zhang(*m_office, "zhang", m_zhang, 0);
        NetDesk boss(*m_office, "boss", m_boss, 1);
        QSignalSpy seen(&zhang.net->net(), &sync::OfficeNet::present);
        const Id id = Id::make(m_office->clock.nowMs());
        zhang.net->net().presence(customer::entity, id, sync::Presence::Reading); // before there is a session: nobody is known of
        QCOMPARE(seen.count(), 1);
        zhang.net->start();
        boss.net->start();
        zhang.edit(newCustomer(id, u"张敏"_s));
        QTRY_COMPARE_WITH_TIMEOUT(boss.shown(id)[customer::name], u"张敏"_s, 40'000);
        QSignalSpy met(&boss.net->net(), &sync::OfficeNet::present);
        boss.net->net().presence(customer::entity, id, sync::Presence::Editing);
        QTRY_COMPARE_WITH_TIMEOUT(met.count(), 1, 40'000);
        zhang.net->net().presence(customer::entity, id, sync::Presence::Reading);
        QTRY_COMPARE_WITH_TIMEOUT(seen.count(), 2, 40'000);
        const auto others = seen.last().at(2).value<QList<wire::Present>>();
        QCOMPARE(others.size(), 1);
        QCOMPARE(others.first().user, m_boss);
        QVERIFY(others.first().editing);

        // What changes there is told at once, also by the other process, and only if it changes.
        QSignalSpy moved(&zhang.net->net(), &sync::OfficeNet::presenceMoved);
        QSignalSpy movedThere(&boss.net->net(), &sync::OfficeNet::presenceMoved);
        boss.net->net().presence(customer::entity, id, sync::Presence::Reading);
        QTRY_COMPARE_WITH_TIMEOUT(moved.count(), 1, 40'000);
        boss.net->net().presence(customer::entity, id, sync::Presence::Reading);
        QTRY_COMPARE_WITH_TIMEOUT(met.count(), 3, 40'000);
        boss.net->net().presence(customer::entity, id, sync::Presence::Left);
        QTRY_COMPARE_WITH_TIMEOUT(moved.count(), 2, 40'000);
        zhang.net->net().presence(customer::entity, id, sync::Presence::Reading);
        QTRY_COMPARE_WITH_TIMEOUT(seen.count(), 3, 40'000);
        QVERIFY(seen.last().at(2).value<QList<wire::Present>>().isEmpty());
        QCOMPARE(movedThere.count(), 0); // zhang was there all the time
    }

    void aRevokedDeskHandsInItsQueueAndWipes()
    {
        NetDesk zhang(*m_office, "zhang", m_zhang, 0);
        zhang.net->start();
        QVERIFY(zhang.settled());
        const Id id = Id::make(m_office->clock.nowMs());
        zhang.edit(newCustomer(id, u"张敏"_s));
        QVERIFY(zhang.settled());
        const quint16 port = m_office->servers[0]->port();
        m_office->servers[0].reset();
        zhang.edit(rewrite(zhang.shown(id), customer::note, u"最后一句"_s));
        QVERIFY(m_office->identity.revokeDevice(zhang.storage.now.position.device));
        m_office->adjust = [port](ServerSettings &settings) { settings.http.port = port; };
        m_office->start(0);
        QTRY_COMPARE_WITH_TIMEOUT(zhang.stage(), sync::Replica::Stage::Wiped, 30'000);
        QVERIFY(zhang.storage.wiped);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.escrow"), 1);
        QCOMPARE(m_office->number("SELECT count(*) FROM customer WHERE note IS NOT NULL"), 0);
    }

    void anotherCertificateIsNotBelieved()
    {
        const Certificate foreign = makeCertificate(m_office->folder.path(), "localhost", "foreign");
        sync::OfficeAddress address = NetDesk::addressOf(*m_office, 0);
        QFile file(foreign.certificateFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        address.authority = file.readAll();
        sync::Enrolment enrolment;
        QSignalSpy failed(&enrolment, &sync::Enrolment::failed);
        enrolment.start(address, {u"zhang"_s, goodPassword, {}, m_office->enrolment(m_zhang), u"desk"_s}, sync::DeviceIdentity::make());
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60'000);
        QCOMPARE(failed.first().first().value<Error>().id, u"sync.unreachable"_s);
    }

    // As if the answer to the first had been lost on the way: the desk asks again, as itself.
    void anEnrolmentMayBeAskedAgain()
    {
        const QString token = m_office->enrolment(m_zhang);
        MemoryKeyStore keys;
        const auto enrol = [&](const QString &entry) {
            auto identity = sync::DeviceIdentity::readOrMake(keys, entry);
            sync::Enrolment enrolment;
            QSignalSpy done(&enrolment, &sync::Enrolment::done);
            QSignalSpy failed(&enrolment, &sync::Enrolment::failed);
            enrolment.start(NetDesk::addressOf(*m_office, 0), {u"zhang"_s, goodPassword, {}, token, u"desk"_s}, std::move(*identity));
            return QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }, 60'000) && failed.isEmpty() ? enrolment.takeIdentity().device() : Id();
        };
        const Id first = enrol(u"desk"_s);
        QVERIFY(!first.isNull());
        QCOMPARE(enrol(u"desk"_s), first);
        QVERIFY(enrol(u"another desk"_s).isNull());
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.device WHERE user_id IS NOT NULL"), 1);
    }

    void anEnrolmentIsRefusedInWords_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("error");
        QTest::newRow("wrong password") << QString() << u"wrong"_s << QString() << u"sync.loginRefused"_s;
        QTest::newRow("wrong token") << QString() << goodPassword << u"AAAA"_s << u"sync.loginRefused"_s;
        QTest::newRow("nobody there") << u"https://localhost:1"_s << goodPassword << QString() << u"sync.unreachable"_s;
        QTest::newRow("no https") << u"http://localhost:1"_s << goodPassword << QString() << u"sync.addressUnreadable"_s;
        QTest::newRow("no address") << u"::::"_s << goodPassword << QString() << u"sync.addressUnreadable"_s;
    }
    void anEnrolmentIsRefusedInWords()
    {
        QFETCH(QString, url);
        QFETCH(QString, password);
        QFETCH(QString, token);
        QFETCH(QString, error);
        sync::OfficeAddress address = NetDesk::addressOf(*m_office, 0);
        if (!url.isEmpty())
            address.url = QUrl(url);
        sync::Enrolment enrolment;
        QSignalSpy failed(&enrolment, &sync::Enrolment::failed);
        enrolment.start(address, {u"zhang"_s, password, {}, token.isEmpty() ? m_office->enrolment(m_zhang) : token, u"desk"_s}, sync::DeviceIdentity::make());
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60'000);
        QCOMPARE(failed.first().first().value<Error>().id, error);
    }
};

QTEST_GUILESS_MAIN(TestOfficeSync)
#include "tst_office_sync.moc"
