// SPDX-License-Identifier: GPL-3.0-or-later
// What is chosen of a conflict, and what of it goes to the office: per field, per group, about a withdrawal, typed.
#include "schema/schema.h"
#include "sync/desk/conflict_model.h"
#include "sync/desk/typed_value.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace kemai::sync;
using namespace Qt::StringLiterals;

namespace {

const Id zhang = Id::fromSeed(1, 1, 1), li = Id::fromSeed(2, 2, 2), wang = Id::fromSeed(3, 3, 3);

wire::Conflict::Field field(int of, const Value &base, const Value &mine, const Value &theirs) { return {of, base, mine, theirs}; }

ConflictLine line(quint64 number, const QString &unit, const QList<wire::Conflict::Field> &fields, const Entity &entity = customer::entity, const Id &record = zhang)
{
    ConflictLine made;
    made.conflict.id = Id::fromSeed(9, number, 1);
    made.conflict.entity = &entity;
    made.conflict.record = record;
    made.conflict.unit = unit;
    made.conflict.fields = fields;
    made.conflict.author = li;
    made.conflict.device = li;
    made.record = Record(entity);
    made.record.id = record;
    for (const wire::Conflict::Field &one : fields)
        if (one.field >= 0)
            made.record.setValue(one.field, one.theirs);
    made.label = u"张敏"_s;
    return made;
}

ConflictLine level() { return line(1, u"level"_s, {field(customer::level.index, u"C"_s, u"A"_s, u"B"_s)}); }
ConflictLine residence()
{
    return line(2, u"residence"_s, {field(customer::province.index, u"江苏"_s, u"江苏"_s, u"浙江"_s), field(customer::city.index, u"南京"_s, u"苏州"_s, u"杭州"_s)});
}

QString edits(const Decision &decision)
{
    QStringList all;
    for (const Edit &edit : decision.edits)
        all << QString::fromLatin1(decision.conflict.entity->fields[size_t(edit.field)].name) + u'=' + (edit.to.isNumber() ? QString::number(edit.to.toNumber()) : edit.to.toText());
    return all.join(u' ');
}

} // namespace

class TestConflictModel : public QObject
{
    Q_OBJECT

private slots:
    void aRecordIsOneCaseWhateverTheNumberOfItsConflicts()
    {
        ConflictModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ConflictLine other = level();
        other.conflict.id = Id::fromSeed(9, 3, 1);
        other.conflict.author = wang; // the same record, another author: another "mine"
        other.conflict.device = wang;
        model.setConflicts({level(), residence(), other});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0)), 3);
        QCOMPARE(model.columnCount(model.index(0, 0)), int(ConflictModel::columns));
        QCOMPARE(model.rowCount(model.index(1, 0)), 1);
    }

    void nothingIsChosenBeforehandAndNothingGoesUntilEverythingIs()
    {
        ConflictModel model;
        model.setConflicts({level(), residence()});
        const QModelIndex one = model.index(0, 0);
        QCOMPARE(model.caseAt(one)->undecided(), 0);
        model.choose(model.index(0, 0, one), Choice::Mine);
        QVERIFY(model.take(one).isEmpty());
        QCOMPARE(model.count(), 1);
    }

    void eachFieldHasItsOwnChoiceAndAGroupOne()
    {
        ConflictModel model;
        model.setConflicts({level(), residence()});
        const QModelIndex one = model.index(0, 0);
        model.choose(model.index(0, 0, one), Choice::Base);
        model.choose(model.index(2, 0, one), Choice::Mine); // the city, and the province with it
        QCOMPARE(model.rowAt(model.index(1, 0, one))->choice, Choice::Mine);
        QVERIFY(model.data(model.index(1, ConflictModel::MineColumn, one), ConflictModel::ChoiceRole).toBool());
        QVERIFY(!model.data(model.index(1, ConflictModel::TheirsColumn, one), ConflictModel::ChoiceRole).toBool());
        const QList<Decision> taken = model.take(one);
        QCOMPARE(taken.size(), 2);
        QCOMPARE(edits(taken.at(0)), u"level=C"_s);
        QCOMPARE(edits(taken.at(1)), u"province=江苏 city=苏州"_s);
        QCOMPARE(taken.at(1).edits.first().from.toText(), u"浙江"_s); // from what the server has
        QCOMPARE(taken.at(0).operation, Change::Operation::Update);
        QCOMPARE(model.count(), 0);
    }

    void theirsChangesNothing()
    {
        ConflictModel model;
        model.setConflicts({level()});
        model.choose(model.index(0, 0, model.index(0, 0)), Choice::Theirs);
        const QList<Decision> taken = model.take(model.index(0, 0));
        QCOMPARE(taken.size(), 1);
        QVERIFY(taken.first().edits.isEmpty());
    }

    void anotherValueIsTyped()
    {
        ConflictModel model;
        model.setConflicts({residence()});
        const QModelIndex one = model.index(0, 0);
        QVERIFY(model.chooseTyped(model.index(1, 0, one), u"  无锡 "_s));
        QCOMPARE(model.rowAt(model.index(0, 0, one))->choice, Choice::Theirs); // what stands there, until it is chosen
        model.choose(model.index(0, 0, one), Choice::Mine); // the group goes together, what was typed with it
        QCOMPARE(model.rowAt(model.index(1, 0, one))->choice, Choice::Mine);
        QVERIFY(model.chooseTyped(model.index(1, 0, one), u"无锡"_s));
        const QList<Decision> taken = model.take(one);
        QCOMPARE(edits(taken.first()), u"province=江苏 city=无锡"_s);
    }

    void whatIsComputedFollowsWhatItIsComputedFrom()
    {
        const ConflictLine name = line(4, u"name"_s, {field(customer::name.index, u"李娜"_s, u"Li Na"_s, u"李那"_s), field(customer::name_normal.index, u"李娜"_s, u"lina"_s, u"李那"_s)});
        ConflictModel model;
        model.setDerive([](Record &record) { record.set(customer::name_normal, record[customer::name].toLower()); });
        model.setConflicts({name});
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        model.choose(model.index(0, 0, model.index(0, 0)), Choice::Mine);
        QCOMPARE(edits(model.take(model.index(0, 0)).first()), u"name=Li Na name_normal=lina"_s);
        model.setConflicts({line(5, u"name"_s, name.conflict.fields)});
        QVERIFY(model.chooseTyped(model.index(0, 0, model.index(0, 0)), u"LENA"_s));
        QCOMPARE(edits(model.take(model.index(0, 0)).first()), u"name=LENA name_normal=lena"_s);
    }

    void editedHereAndWithdrawnThere_data()
    {
        QTest::addColumn<Choice>("choice");
        QTest::addColumn<Change::Operation>("operation");
        QTest::addColumn<QString>("edits");
        QTest::newRow("bring it back with what was edited") << Choice::Mine << Change::Operation::Restore << u"source=展会"_s;
        QTest::newRow("leave it withdrawn") << Choice::Theirs << Change::Operation::Remove << QString();
        QTest::newRow("something else is written into it") << Choice::Other << Change::Operation::Restore << u"source=官网"_s;
    }
    void editedHereAndWithdrawnThere()
    {
        QFETCH(Choice, choice);
        QFETCH(Change::Operation, operation);
        QFETCH(QString, edits);
        ConflictModel model;
        model.setConflicts({line(6, QString(wire::markName), {field(wire::markField, {}, Value(qint64(0)), Value(qint64(4711))), field(customer::source.index, {}, u"展会"_s, {})})});
        const QModelIndex one = model.index(0, 0);
        model.choose(model.index(0, 0, one), Choice::Base); // there is no such choice
        QCOMPARE(model.caseAt(one)->undecided(), 0);
        if (choice == Choice::Other)
            QVERIFY(model.chooseTyped(model.index(1, 0, one), u"官网"_s));
        else
            model.choose(model.index(0, 0, one), choice);
        const QList<Decision> taken = model.take(one);
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken.first().operation, operation);
        QCOMPARE(::edits(taken.first()), edits);
    }

    void withdrawnHereAndEditedThere()
    {
        ConflictModel model;
        const ConflictLine mark = line(7, QString(wire::markName), {field(wire::markField, {}, Value(qint64(4711)), Value(qint64(0)))});
        model.setConflicts({mark});
        QVERIFY(!model.chooseTyped(model.index(0, 0, model.index(0, 0)), u"x"_s));
        model.choose(model.index(0, 0, model.index(0, 0)), Choice::Mine);
        QCOMPARE(model.take(model.index(0, 0)).first().operation, Change::Operation::Remove);
    }

    void aChoiceStaysAsLongAsItWasMadeAgainstWhatIsThere()
    {
        ConflictModel model;
        model.setConflicts({level(), residence()});
        model.choose(model.index(0, 0, model.index(0, 0)), Choice::Mine);
        model.choose(model.index(1, 0, model.index(0, 0)), Choice::Mine);
        ConflictLine again = residence();
        again.conflict.fields[0].theirs = u"上海"_s; // somebody wrote once more
        model.setConflicts({level(), again});
        const ConflictCase *one = model.caseAt(model.index(0, 0));
        QCOMPARE(one->rows.at(0).choice, Choice::Mine);
        QCOMPARE(one->rows.at(1).choice, Choice::None);
        QCOMPARE(one->rows.at(2).choice, Choice::None); // the whole group is asked about again
        QVERIFY(one->rows.at(1).changed);
    }

    void whatIsOnItsWayIsNotAskedAgainAndComesBackIfItIsRefused()
    {
        ConflictModel model;
        model.setConflicts({level()});
        model.choose(model.index(0, 0, model.index(0, 0)), Choice::Mine);
        const QList<Decision> taken = model.take(model.index(0, 0));
        model.setConflicts({level()}); // an older reading
        QCOMPARE(model.count(), 0);
        model.release(taken);
        model.setConflicts({level()});
        QCOMPARE(model.count(), 1);
    }

    void onlyOneCustomersIfAskedFor()
    {
        ConflictLine number = line(8, u"number"_s, {field(phone::written.index, u"1"_s, u"2"_s, u"3"_s)}, phone::entity, Id::fromSeed(5, 5, 5));
        number.record.set(phone::customer, zhang);
        ConflictLine stranger = line(9, u"level"_s, {field(customer::level.index, u"C"_s, u"A"_s, u"B"_s)}, customer::entity, wang);
        ConflictModel model;
        model.setConflicts({number, stranger});
        model.showOnly(zhang);
        QCOMPARE(model.count(), 1); // his number
        QCOMPARE(model.hiddenCount(), 1);
        model.showOnly({});
        QCOMPARE(model.count(), 2);
    }

    void typed_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<const Entity *>("entity");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Value>("value");
        QTest::addColumn<bool>("accepted");
        const Entity *opportunity = &opportunity::entity;
        QTest::newRow("money") << opportunity::amount.index << opportunity << u"¥ 12,345.5"_s << Value(qint64(1234550)) << true;
        QTest::newRow("money in 万") << opportunity::amount.index << opportunity << u"3.2万"_s << Value(qint64(3200000)) << true;
        QTest::newRow("no money") << opportunity::amount.index << opportunity << u"很多"_s << Value() << false;
        QTest::newRow("too much money") << opportunity::amount.index << opportunity << u"1e300"_s << Value() << false;
        QTest::newRow("nothing is nothing") << opportunity::amount.index << opportunity << u"  "_s << Value() << true;
        QTest::newRow("a day to come") << opportunity::close_date.index << opportunity << u"2027年3月1日"_s << Value(u"2027-03-01"_s) << true;
        QTest::newRow("no day") << opportunity::close_date.index << opportunity << u"2027-02-30"_s << Value() << false;
        QTest::newRow("a choice by its word") << opportunity::state.index << opportunity << u"已赢单"_s << Value(u"won"_s) << true;
        QTest::newRow("a choice in English") << opportunity::state.index << opportunity << u"WON"_s << Value(u"won"_s) << true;
        QTest::newRow("no choice") << opportunity::state.index << opportunity << u"maybe"_s << Value() << false;
        QTest::newRow("no reference is typed") << opportunity::owner.index << opportunity << u"李佳"_s << Value() << false;
        QTest::newRow("no machinery is typed") << customer::custom.index << static_cast<const Entity *>(&customer::entity) << u"{}"_s << Value() << false;
        QTest::newRow("a text without its controls") << customer::city.index << static_cast<const Entity *>(&customer::entity) << u"无\u0000锡"_s << Value(u"无锡"_s) << true;
        QTest::newRow("a text that is too long") << customer::city.index << static_cast<const Entity *>(&customer::entity) << QString(2'000'000, u'x') << Value() << false;
    }
    void typed()
    {
        QFETCH(int, field);
        QFETCH(const Entity *, entity);
        QFETCH(QString, typed);
        QFETCH(Value, value);
        QFETCH(bool, accepted);
        const Result<Value> read = typedValue(entity->fields[size_t(field)], typed);
        QCOMPARE(read.has_value(), accepted);
        if (read)
            QVERIFY(*read == value);
        else
            QCOMPARE(read.error().code, Error::Code::Invalid);
    }

    void aTimeIsLocal()
    {
        const Result<Value> read = typedValue(task::due.field(), u"2026-11-26 9:05"_s);
        QVERIFY(read);
        QCOMPARE(read->toNumber(), QDateTime(QDate(2026, 11, 26), QTime(9, 5)).toMSecsSinceEpoch());
    }
};

QTEST_GUILESS_MAIN(TestConflictModel)
#include "tst_conflict_model.moc"
