// SPDX-License-Identifier: GPL-3.0-or-later
// In a tunnel (R068): with the server stopped, a customer is created and edited, an opportunity moves, a ticket, a note, a task and a file are
// added; all of it stands at the desk at once, over a restart, and at the server when it is back.
#include "sync_desk/office_desk.h"
#include "vault/attachments.h"

#include <QBuffer>

using namespace kemai;
using namespace Qt::StringLiterals;
using State = sync::OfficeStatus::State;

class TestOfficeOffline : public QObject
{
    Q_OBJECT

private slots:
    void theSevenActionsSucceedWithoutTheServer()
    {
        OfficeBox box;
        const Id east = box.team("east");
        const Id zhang = box.person("zhang", "sales", east);
        const Id boss = box.person("boss", "supervisor", east);
        OfficeDesk desk(box);
        desk.enroll("zhang", zhang);
        const Id known = Id::make(box.clock.nowMs());
        const Id deal = Id::make(box.clock.nowMs());
        desk.commit(Change::insert(customer::entity, known).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s));
        desk.commit(Change::insert(opportunity::entity, deal).set(opportunity::customer, known).set(opportunity::title, u"秋季班"_s).set(opportunity::stage, u"lead"_s));
        QVERIFY(desk.settled());
        const quint16 port = box.servers[0]->port();
        box.servers[0].reset();

        const auto fresh = [&box] { return Id::make(box.clock.nowMs()); };
        const Id made = fresh(), complaint = fresh(), remark = fresh(), chore = fresh(), paper = fresh();
        QBuffer content;
        content.setData("合同正文");
        QVERIFY(content.open(QIODevice::ReadOnly));
        const auto name = Attachments(desk.store->vault()).put(content);
        QVERIFY(name);
        desk.commit(Change::insert(customer::entity, made).set(customer::name, u"李雷"_s).set(customer::state, u"active"_s));
        desk.rewrite(known, customer::note, u"周三回电"_s);
        const auto row = desk.store->find(Query(opportunity::entity)).result();
        QVERIFY(row && row->size() == 1);
        Change move = Change::update(row->first());
        move.set(row->first(), opportunity::stage, u"proposal"_s);
        desk.commit(move);
        desk.commit(Change::insert(ticket::entity, complaint).set(ticket::customer, known).set(ticket::title, u"口味与样品不一致"_s).set(ticket::state, u"open"_s));
        desk.commit(Change::insert(interaction::entity, remark).set(interaction::customer, known).set(interaction::channel, u"note"_s).set(interaction::at, box.clock.nowMs())
                        .set(interaction::body, u"已报价"_s));
        desk.commit(Change::insert(task::entity, chore).set(task::customer, known).set(task::title, u"寄样品"_s));
        desk.commit(Change::insert(attachment::entity, paper).set(attachment::customer, known).set(attachment::file_name, u"合同.txt"_s)
                        .set(attachment::size, qint64(content.size())).set(attachment::content, QString::fromLatin1(name->toHex())));

        QTRY_VERIFY_WITH_TIMEOUT(desk.is(State::Offline), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(desk.office->status().waiting, qint64(7), 40'000);
        desk.reopen();
        QCOMPARE(desk.shown(made)[customer::name], u"李雷"_s);
        QCOMPARE(desk.shown(known)[customer::note], u"周三回电"_s);
        const auto moved = desk.store->find(Query(opportunity::entity)).result();
        QCOMPARE((*moved)[0][opportunity::stage], u"proposal"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.office->status().waiting, qint64(7), 40'000);

        box.adjust = [port](ServerSettings &settings) { settings.http.port = port; };
        box.start(0);
        desk.office->hurry();
        QVERIFY(desk.settled());
        QCOMPARE(desk.office->status().refused, qint64(0));
        const auto thereWith = [&box](const Id &id, const QByteArray &table, const QByteArray &also = "true") {
            return box.number("SELECT count(*) FROM " + table + " WHERE id = '" + id.toString().toLatin1() + "' AND " + also);
        };
        QCOMPARE(thereWith(made, "customer"), 1);
        QCOMPARE(thereWith(known, "customer", "note = '周三回电'"), 1);
        QCOMPARE(thereWith(deal, "opportunity", "stage = 'proposal'"), 1);
        QCOMPARE(thereWith(complaint, "ticket"), 1);
        QCOMPARE(thereWith(remark, "interaction"), 1);
        QCOMPARE(thereWith(chore, "task"), 1);
        QCOMPARE(thereWith(paper, "attachment"), 1);
        OfficeDesk colleague(box);
        colleague.enroll("boss", boss, 1);
        QVERIFY(colleague.settled());
        QCOMPARE(colleague.shown(made)[customer::name], u"李雷"_s);
        QCOMPARE(colleague.store->find(Query(task::entity)).result()->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOfficeOffline)
#include "tst_office_offline.moc"
