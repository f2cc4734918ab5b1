// SPDX-License-Identifier: GPL-3.0-or-later
// The right side of a customer's page by keyboard alone: what is owed, what is known, to whom they are related.
#include "customers/ui/fact_list.h"
#include "customers/ui/owed_list.h"
#include "schema/portrait.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

namespace {

constexpr qint64 day = 86'400'000;
const qint64 now = QDateTime(QDate(2026, 11, 26), QTime(10, 0)).toMSecsSinceEpoch(); // a Thursday, in the system's zone

Record owedTask(const QString &title, qint64 due)
{
    Record record(task::entity);
    record.id = Id::make(now);
    record.version = 1;
    record.set(task::title, title);
    if (due > 0)
        record.set(task::due, due);
    return record;
}

} // namespace

class TestCustomerSide : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        theme().install();
        language().setTongue(Tongue::Chinese);
    }

    void aTaskIsTypedWithItsDay()
    {
        OwedList list(OwedKind::Task);
        list.show({}, {}, now);
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        QSignalSpy added(&list, &OwedList::added);
        list.add();
        QVERIFY(list.line()->hasFocus());
        QTest::keyClicks(list.line(), u"call by tomorrow"_s);
        QTest::keyClick(list.line(), Qt::Key_Return);
        QCOMPARE(added.count(), 1);
        QCOMPARE(added.first().at(1).toString(), u"call"_s);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(added.first().at(2).toLongLong()), QDateTime(QDate(2026, 11, 27), QTime(18, 0)));
        QVERIFY(list.line()->isVisible() && list.line()->text().isEmpty()); // for the next one
        QTest::keyClick(list.line(), Qt::Key_Return); // nothing typed
        QCOMPARE(added.count(), 1);
        list.keepTyped(u"refused"_s);
        QCOMPARE(list.line()->text(), u"refused"_s);
        QTest::keyClick(list.line(), Qt::Key_Escape);
        QVERIFY(list.line()->isHidden());
    }

    void rowsAreWorkedWithKeys()
    {
        OwedList list(OwedKind::Task);
        const Record first = owedTask(u"补充学科诊断报告"_s, QDateTime(QDate(2026, 11, 24), QTime(18, 0)).toMSecsSinceEpoch());
        const Record second = owedTask(u"寄送资料"_s, 0);
        list.show({first, second}, {}, now);
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        const auto boxes = list.findChildren<QCheckBox *>(u"done"_s);
        QCOMPARE(boxes.size(), 2);
        QVERIFY(boxes.first()->accessibleName().contains(u"逾期 2 天"_s));

        boxes.first()->setFocus();
        QTest::keyClick(boxes.first(), Qt::Key_Down);
        QVERIFY(boxes.last()->hasFocus());
        QTest::keyClick(boxes.last(), Qt::Key_Up);

        QSignalSpy putOff(&list, &OwedList::putOff);
        QTest::keyClick(boxes.first(), Qt::Key_S);
        auto *menu = list.findChild<QMenu *>(u"putOff"_s);
        QVERIFY(menu);
        menu->actions().at(1)->trigger(); // 3 days: a Sunday, so Monday
        QCOMPARE(putOff.count(), 1);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(putOff.first().at(1).toLongLong()).date(), QDate(2026, 11, 30));
        menu->close();

        QSignalSpy edited(&list, &OwedList::edited);
        QTest::keyClick(boxes.first(), Qt::Key_F2);
        QCOMPARE(list.line()->text(), u"补充学科诊断报告 2026-11-24"_s);
        list.line()->setText(u"补充报告 12-01"_s);
        QTest::keyClick(list.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first().at(1).toString(), u"补充报告"_s);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(edited.first().at(2).toLongLong()).date(), QDate(2026, 12, 1));

        QSignalSpy withdrawn(&list, &OwedList::withdrawn);
        QTest::keyClick(boxes.first(), Qt::Key_Delete);
        QCOMPARE(withdrawn.count(), 1);
        QSignalSpy ticked(&list, &OwedList::ticked);
        QTest::keyClick(boxes.first(), Qt::Key_Space);
        QCOMPARE(ticked.count(), 1);
    }

    void whatWasDoneIsOpenedAgain()
    {
        OwedList list(OwedKind::Task);
        list.show({}, {owedTask(u"回访"_s, now - day)}, now);
        QSignalSpy ticked(&list, &OwedList::ticked);
        auto *box = list.findChild<QCheckBox *>(u"reopen"_s);
        QVERIFY(box && box->isChecked());
        box->click();
        QCOMPARE(ticked.count(), 1);
        QCOMPARE(ticked.first().at(1).toBool(), false);
    }

    void factsLeadToWhereTheyCameFrom()
    {
        FactList list;
        Record learned(fact::entity);
        learned.id = Id::make(now);
        learned.set(fact::text, u"家长关注小升初政策"_s);
        learned.set(fact::author_name, u"李佳"_s);
        learned.set(fact::noted_at, now - day);
        learned.set(fact::interaction, Id::make(1));
        const Id li = Id::make(9);
        learned.set(fact::author, li);
        list.show(QList<Record>{learned}, {{li, u"Li Jia"_s}}, now);
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        auto *row = list.findChild<SideRow *>();
        QVERIFY(row->accessibleName().contains(u"李佳"_s));
        QSignalSpy source(&list, &FactList::sourceRequested);
        QSignalSpy edited(&list, &FactList::edited);
        QSignalSpy removed(&list, &FactList::removed);
        QTest::keyClick(row, Qt::Key_Return);
        QCOMPARE(source.count(), 1);
        QTest::keyClick(row, Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
        QTest::keyClick(row, Qt::Key_F2);
        QCOMPARE(list.line()->text(), u"家长关注小升初政策"_s);
        list.line()->setText(u"已定学校"_s);
        QTest::keyClick(list.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first().at(1).toString(), u"已定学校"_s);
    }

    void aRelationIsSearchedAndChosenByKeyboard()
    {
        RelationList list;
        list.show({{Record(relation::entity), Id::make(7), u"启明集团"_s, u"parent"_s}}, {});
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        QVERIFY(list.findChild<SideRow *>()->accessibleName().contains(u"上级公司"_s));
        QSignalSpy opened(&list, &RelationList::opened);
        QTest::keyClick(list.findChild<SideRow *>(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);

        QSignalSpy searched(&list, &RelationList::searched);
        QSignalSpy related(&list, &RelationList::related);
        list.findChild<QAbstractButton *>(u"addRelation"_s)->click();
        QVERIFY(list.line()->hasFocus());
        list.findChild<QComboBox *>(u"relationKind"_s)->setCurrentIndex(1);
        QTest::keyClicks(list.line(), u"li"_s);
        QCOMPARE(searched.last().first().toString(), u"li"_s);
        const Id lei = Id::make(1), lan = Id::make(2);
        list.showFound({{lei, u"李雷"_s}, {lan, u"李兰"_s}});
        QTest::keyClick(list.line(), Qt::Key_Down);
        QTest::keyClick(list.line(), Qt::Key_Return);
        QCOMPARE(related.count(), 1);
        QCOMPARE(related.first().first().value<Id>(), lan);
        QCOMPARE(related.first().at(1).toString(), u"family"_s);
        QVERIFY(!list.line()->isVisible());
    }
};

QTEST_MAIN(TestCustomerSide)
#include "tst_customer_side.moc"
