// SPDX-License-Identifier: GPL-3.0-or-later
// R067 as it is done by keyboard: different choices for different fields, groups together, another value, Enter decides, the next follows.
#include "schema/schema.h"
#include "support/accessible_walk.h"
#include "sync/ui/choice_table.h"
#include "sync/ui/conflict_page.h"
#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {

const Id zhang = Id::fromSeed(1, 1, 1), li = Id::fromSeed(2, 2, 2), lin = Id::fromSeed(3, 3, 3);

ConflictLine line(quint64 number, const Id &record, const QString &label, const QString &unit, const QList<wire::Conflict::Field> &fields)
{
    ConflictLine made;
    made.conflict.id = Id::fromSeed(9, number, 1);
    made.conflict.entity = &customer::entity;
    made.conflict.record = record;
    made.conflict.unit = unit;
    made.conflict.fields = fields;
    made.conflict.author = li;
    made.conflict.device = li;
    made.conflict.at = wire::HybridTime::atMs(1'795'000'000'000);
    made.label = label;
    made.author = u"李佳"_s;
    return made;
}

struct Desk {
    explicit Desk(const QList<ConflictLine> &lines)
    {
        language().setTongue(Tongue::Chinese);
        page = std::make_unique<ConflictPage>(model);
        page->resize(1100, 640);
        page->show();
        page->activateWindow();
        (void)QTest::qWaitForWindowActive(page.get());
        model.setConflicts(lines);
        table = page->table();
        table->setFocus();
        QObject::connect(page.get(), &ConflictPage::decided, page.get(), [this](const QList<Decision> &decisions) { decided.append(decisions); });
    }
    void key(int which) { QTest::keyClick(table, Qt::Key(which)); }
    QString state() const { return page->findChild<TextLabel *>(u"conflictState"_s)->text(); }

    ConflictModel model;
    std::unique_ptr<ConflictPage> page;
    ChoiceTable *table;
    QList<QList<Decision>> decided;
};

QList<ConflictLine> two()
{
    return {line(1, zhang, u"张敏"_s, u"level"_s, {{customer::level.index, u"C"_s, u"A"_s, u"B"_s}}),
            line(2, zhang, u"张敏"_s, u"residence"_s, {{customer::province.index, u"江苏"_s, u"江苏"_s, u"浙江"_s}, {customer::city.index, u"南京"_s, u"苏州"_s, u"杭州"_s}}),
            line(3, zhang, u"张敏"_s, u"source"_s, {{customer::source.index, {}, u"展会"_s, u"官网"_s}}),
            line(4, lin, u"林若溪"_s, u"name"_s, {{customer::name.index, u"林溪"_s, u"林若溪"_s, u"林若兮"_s}})};
}

QString edits(const Decision &decision)
{
    QStringList all;
    for (const Edit &edit : decision.edits)
        all << QString::fromLatin1(decision.conflict.entity->fields[size_t(edit.field)].name) + u'=' + edit.to.toText();
    return all.join(u' ');
}

} // namespace

class TestConflictPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme().install(); }

    void decidesFieldByFieldByKeyboardAlone()
    {
        Desk desk(two());
        QCOMPARE(desk.table->currentIndex().row(), 0);
        desk.key(Qt::Key_B); // the level as it was; the cursor goes on by itself
        QCOMPARE(desk.table->currentIndex().row(), 1);
        desk.key(Qt::Key_2); // the residence is mine, both of its fields
        QCOMPARE(desk.table->currentIndex().row(), 3);
        desk.key(Qt::Key_T);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.decided.size(), 1);
        const QList<Decision> &done = desk.decided.first();
        QCOMPARE(done.size(), 3);
        QCOMPARE(edits(done.at(0)), u"level=C"_s);
        QCOMPARE(edits(done.at(1)), u"province=江苏 city=苏州"_s);
        QCOMPARE(edits(done.at(2)), QString());
        // The next record follows, with the keyboard on it.
        QCOMPARE(desk.model.count(), 1);
        QCOMPARE(desk.table->model()->rowCount(desk.table->rootIndex()), 1);
        QVERIFY(desk.table->hasFocus());
        desk.key(Qt::Key_M);
        desk.key(Qt::Key_Return);
        QCOMPARE(edits(desk.decided.last().first()), u"name=林若溪"_s);
        QVERIFY(desk.page->findChild<QWidget *>(u"conflictEmpty"_s)->isVisible());
    }

    void behindTheLastOfOneCustomerTheOthersFollow()
    {
        Desk desk(two());
        desk.page->showOnly(lin);
        QCOMPARE(desk.model.count(), 1);
        auto *all = desk.page->findChild<Button *>(u"conflictAll"_s);
        QVERIFY(all->isVisible() && all->text().contains(u'1'));
        desk.table->setFocus();
        desk.key(Qt::Key_M);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.model.count(), 1);
        QCOMPARE(desk.model.caseAt(desk.table->rootIndex())->first().conflict.record, zhang);
    }

    void arrowsMoveAndSpaceChooses()
    {
        Desk desk({two().first()});
        desk.key(Qt::Key_Right);
        QCOMPARE(desk.table->currentIndex().column(), int(ConflictModel::TheirsColumn));
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.model.caseAt(desk.model.index(0, 0))->rows.first().choice, Choice::Theirs);
        desk.key(Qt::Key_Left);
        desk.key(Qt::Key_Left);
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.model.caseAt(desk.model.index(0, 0))->rows.first().choice, Choice::Base);
    }

    void enterDecidesNothingThatWasNotChosen()
    {
        Desk desk(two());
        desk.key(Qt::Key_M);
        desk.key(Qt::Key_Return);
        QVERIFY(desk.decided.isEmpty());
        QVERIFY(desk.state().contains(u"省份"_s)); // says which
        QCOMPARE(desk.table->currentIndex().row(), 1);
    }

    void anotherValueIsTypedAndEscapeLosesNothing()
    {
        Desk desk({two().last()});
        desk.key(Qt::Key_E);
        auto *other = desk.page->findChild<QPlainTextEdit *>(u"conflictOther"_s);
        QVERIFY(other->isVisible() && other->hasFocus());
        QTest::keyClicks(other, u"Lin"_s);
        QTest::keyClick(other, Qt::Key_Escape);
        QVERIFY(!other->isVisible());
        QVERIFY(desk.table->hasFocus());
        desk.key(Qt::Key_F2);
        QCOMPARE(other->toPlainText(), u"Lin"_s);
        other->moveCursor(QTextCursor::End);
        QTest::keyClicks(other, u" Ruoxi"_s);
        QTest::keyClick(other, Qt::Key_Return);
        QVERIFY(desk.table->hasFocus());
        desk.key(Qt::Key_Return);
        QCOMPARE(edits(desk.decided.first().first()), u"name=Lin Ruoxi"_s);
    }

    void whatDoesNotFitIsRefusedAtItsLineAndStays()
    {
        ConflictLine date = line(5, zhang, u"合同"_s, u"close_date"_s, {{opportunity::close_date.index, {}, u"2026-12-01"_s, u"2026-12-31"_s}});
        date.conflict.entity = &opportunity::entity;
        Desk desk({date});
        desk.key(Qt::Key_4);
        auto *other = desk.page->findChild<QPlainTextEdit *>(u"conflictOther"_s);
        QTest::keyClicks(other, u"soon"_s);
        QTest::keyClick(other, Qt::Key_Return);
        auto *refusal = desk.page->findChild<TextLabel *>(u"conflictOtherRefusal"_s);
        QVERIFY(refusal->isVisible() && refusal->text().contains(u"soon"_s));
        QCOMPARE(other->toPlainText(), u"soon"_s);
        QCOMPARE(desk.model.caseAt(desk.model.index(0, 0))->rows.first().choice, Choice::None);
    }

    void theRecordItselfWasWithdrawn()
    {
        Desk desk({line(6, zhang, u"张敏"_s, QString(wire::markName), {{wire::markField, {}, Value(qint64(0)), Value(qint64(1'795'000'000'000))}, {customer::source.index, {}, u"展会"_s, {}}})});
        desk.key(Qt::Key_1); // as it was before is no choice here
        QCOMPARE(desk.model.caseAt(desk.model.index(0, 0))->undecided(), 0);
        desk.key(Qt::Key_M);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.decided.first().first().operation, Change::Operation::Restore);
        QCOMPARE(edits(desk.decided.first().first()), u"source=展会"_s);
    }

    void anothersValueIsNotCalledMine()
    {
        Desk desk({two().first()});
        desk.model.setMe(lin);
        desk.model.setConflicts({two().first()});
        QVERIFY(desk.model.headerData(ConflictModel::MineColumn, Qt::Horizontal).toString().contains(u"李佳"_s));
        desk.model.setMe(li);
        desk.model.setConflicts({two().first()});
        QVERIFY(!desk.model.headerData(ConflictModel::MineColumn, Qt::Horizontal).toString().contains(u"李佳"_s));
    }

    void hostileValuesAreShownAndStayWhole_data()
    {
        QTest::addColumn<QString>("mine");
        QTest::newRow("very long") << QString(200'000, u'客');
        QTest::newRow("one long word") << QString(50'000, u'w');
        QTest::newRow("many lines") << QString(u"行\n"_s).repeated(5'000);
        QTest::newRow("right to left") << u"مرحبا بالعالم → שלום"_s;
        QTest::newRow("nothing") << QString();
        QTest::newRow("markup") << u"<b>fat</b><img src=x>&lt;"_s;
        QTest::newRow("controls and overrides") << u"a\u202Eevil\u202C\u0007b"_s;
        QTest::newRow("half a surrogate") << QString(QChar(0xD83D));
    }
    void hostileValuesAreShownAndStayWhole()
    {
        QFETCH(QString, mine);
        Desk desk({line(7, zhang, mine.left(5000), u"note"_s, {{customer::note.index, u"从前"_s, Value(mine), u"现在"_s}})});
        desk.page->grab();
        QVERIFY(desk.table->rowHeight(0) < 200);
        auto *reader = desk.page->findChild<QPlainTextEdit *>(u"conflictRead"_s);
        if (mine.size() > 60) {
            QVERIFY(reader->isVisible());
            QCOMPARE(reader->toPlainText().size(), std::min<qsizetype>(mine.size(), 20'001));
        }
        desk.key(Qt::Key_M);
        desk.key(Qt::Key_Return);
        QVERIFY(desk.decided.first().first().edits.first().to == Value(mine));
    }

    void aNewReadingKeepsThePlace()
    {
        Desk desk(two());
        desk.page->list()->setCurrentIndex(desk.model.index(1, 0));
        QList<ConflictLine> fewer = two();
        fewer.removeAt(2);
        desk.model.setConflicts(fewer);
        QCOMPARE(desk.model.caseAt(desk.page->list()->currentIndex())->first().conflict.record, lin);
    }

    void everyControlHasAName()
    {
        Desk desk(two());
        QCOMPARE(unnamedWidgets(desk.page.get()), QStringList());
        QVERIFY(desk.table->model()->index(0, ConflictModel::MineColumn, desk.table->rootIndex()).data(Qt::AccessibleTextRole).toString().contains(u"级别"_s));
    }
};

QTEST_MAIN(TestConflictPage)
#include "tst_conflict_page.moc"
