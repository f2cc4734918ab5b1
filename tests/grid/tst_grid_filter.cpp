// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/grid_layout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowMs = 1'795'305'600'000; // 2026-11-22 00:00 UTC
const Id me = Id::make(1);

// name, city (of several), state, owner, last_interaction, birthday, a number of one's own
QList<GridColumn> columns()
{
    QList<GridColumn> all;
    for (const auto &field : {customer::name.index, customer::city.index, customer::state.index, customer::owner.index,
                              customer::last_interaction.index, customer::birthday.index})
        all.append(GridColumn::of(customer::entity, field));
    GridColumn number = GridColumn::of(customer::entity, customer::custom.index);
    number.key = u"custom.seats"_s;
    number.jsonKey = u"seats"_s;
    number.type = Type::Integer;
    all.append(number);
    return all;
}

GridFilter filterOf(const QByteArray &json)
{
    return GridFilter::fromJson(QJsonDocument::fromJson(json).object(), columns()).value_or(GridFilter());
}

} // namespace

class TestGridFilter : public QObject
{
    Q_OBJECT

private slots:
    void letsThrough_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("is");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<bool>("lets");
        QTest::newRow("contains, without case") << u"name"_s << u"contains"_s << QStringList{u"ACME"_s} << true;
        QTest::newRow("contains not") << u"name"_s << u"containsNot"_s << QStringList{u"acme"_s} << false;
        QTest::newRow("is one of several entries") << u"city"_s << u"is"_s << QStringList{u"苏州"_s} << true;
        QTest::newRow("is none of the entries") << u"city"_s << u"isNot"_s << QStringList{u"苏州"_s} << false;
        QTest::newRow("any of several values") << u"city"_s << u"is"_s << QStringList{u"北京"_s, u"南京"_s} << true;
        QTest::newRow("the second entry begins with") << u"city"_s << u"beginsWith"_s << QStringList{u"苏"_s} << true;
        QTest::newRow("a choice by its code") << u"state"_s << u"is"_s << QStringList{u"active"_s} << true;
        QTest::newRow("a choice it is not") << u"state"_s << u"isNot"_s << QStringList{u"active"_s} << false;
        QTest::newRow("me") << u"owner"_s << u"is"_s << QStringList{u"me"_s} << true;
        QTest::newRow("somebody else") << u"owner"_s << u"is"_s << QStringList{Id::make(5).toString()} << false;
        QTest::newRow("within the last day") << u"last_interaction"_s << u"lastDays"_s << QStringList{u"1"_s} << false;
        QTest::newRow("within the last two days") << u"last_interaction"_s << u"lastDays"_s << QStringList{u"2"_s} << true;
        QTest::newRow("on the day") << u"last_interaction"_s << u"is"_s << QStringList{u"2026-11-21"_s} << true;
        QTest::newRow("after the day") << u"last_interaction"_s << u"greater"_s << QStringList{u"2026-11-21"_s} << false;
        QTest::newRow("from the day") << u"last_interaction"_s << u"atLeast"_s << QStringList{u"2026-11-21"_s} << true;
        QTest::newRow("a day that is none") << u"last_interaction"_s << u"is"_s << QStringList{u"2026-02-30"_s} << false;
        QTest::newRow("no birthday") << u"birthday"_s << u"empty"_s << QStringList{} << true;
        QTest::newRow("no birthday is before nothing") << u"birthday"_s << u"less"_s << QStringList{u"2000-01-01"_s} << false;
        QTest::newRow("a number") << u"custom.seats"_s << u"greater"_s << QStringList{u"41"_s} << true;
        QTest::newRow("a number at its limit") << u"custom.seats"_s << u"less"_s << QStringList{u"42"_s} << false;
    }

    void letsThrough()
    {
        QFETCH(QString, column);
        QFETCH(QString, is);
        QFETCH(QStringList, values);
        QFETCH(bool, lets);
        const QJsonObject json{{u"conditions"_s, QJsonArray{QJsonObject{{u"column"_s, column}, {u"is"_s, is}, {u"values"_s, QJsonArray::fromStringList(values)}}}}};
        const auto filter = GridFilter::fromJson(json, columns());
        QVERIFY(filter);
        QCOMPARE(filter->conditions.size(), 1);
        const GridSieve sieve(*filter, columns(), {me, nowMs, QTimeZone::utc()});
        const QList<Value> row{Value(u"Acme Ltd"_s), Value(u"南京; 苏州"_s), Value(u"active"_s), Value(me), Value(nowMs - 3'600'000), Value(), Value(42)};
        QCOMPARE(sieve.lets(row), lets);
    }

    void joinsConditionsAndGroups()
    {
        const QList<Value> row{Value(u"Acme"_s), Value(u"南京"_s), Value(u"pool"_s), Value(), Value(), Value(), Value()};
        const auto lets = [&](const QByteArray &json) { return GridSieve(filterOf(json), columns(), {me, nowMs, QTimeZone::utc()}).lets(row); };
        const QByteArray yes = R"({"column":"name","is":"contains","values":["acme"]})";
        const QByteArray no = R"({"column":"city","is":"is","values":["上海"]})";
        QVERIFY(!lets(R"({"join":"all","conditions":[)" + yes + ',' + no + "]}"));
        QVERIFY(lets(R"({"join":"any","conditions":[)" + yes + ',' + no + "]}"));
        QVERIFY(lets(R"({"join":"all","conditions":[)" + yes + R"(],"groups":[{"join":"any","conditions":[)" + no + ',' + yes + "]}]}"));
        QVERIFY(!lets(R"({"join":"all","conditions":[)" + yes + R"(],"groups":[{"join":"all","conditions":[)" + no + "]}]}"));
        QVERIFY(lets("{}"));
    }

    void theDatabaseLeavesOutNoMoreThanTheSieve()
    {
        const auto narrowed = [](const QByteArray &json) { return GridSieve(filterOf(json), columns(), {me, nowMs, QTimeZone::utc()}).narrowed().kind(); };
        QCOMPARE(narrowed(R"({"conditions":[{"column":"state","is":"is","values":["pool"]}]})"), Condition::Kind::In);
        QCOMPARE(narrowed(R"({"conditions":[{"column":"name","is":"contains","values":["a"]}]})"), Condition::Kind::Always); // case
        QCOMPARE(narrowed(R"({"conditions":[{"column":"custom.seats","is":"empty","values":[]}]})"), Condition::Kind::Always);
        QCOMPARE(narrowed(R"({"join":"any","conditions":[{"column":"state","is":"is","values":["pool"]},{"column":"name","is":"contains","values":["a"]}]})"),
                 Condition::Kind::Always);
    }

    void aFilterComesBackAsItWent()
    {
        GridFilter filter{GridFilter::Join::Any, {{u"name"_s, Comparison::Contains, {u"a"_s}}, {u"owner"_s, Comparison::Is, {u"me"_s}}}, {}};
        filter.groups.append({GridFilter::Join::All, {{u"birthday"_s, Comparison::Empty, {}}}, {}});
        QCOMPARE(*GridFilter::fromJson(filter.toJson(), columns()), filter);
    }

    void hostileFiltersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("read");
        QByteArray deep = "{}";
        for (int i = 0; i < 20; ++i)
            deep = R"({"groups":[)" + deep + "]}";
        QByteArray many = R"({"conditions":[)";
        for (int i = 0; i < 300; ++i)
            many += R"({"column":"name","is":"empty","values":[]},)";
        many.chop(1);
        many += "]}";
        QTest::newRow("too deep") << deep << false;
        QTest::newRow("too many") << many << false;
        QTest::newRow("an unknown comparison") << QByteArray(R"({"conditions":[{"column":"name","is":"drop table","values":[]}]})") << false;
        QTest::newRow("a comparison the type has not") << QByteArray(R"({"conditions":[{"column":"state","is":"contains","values":["a"]}]})") << false;
        QTest::newRow("no value") << QByteArray(R"({"conditions":[{"column":"name","is":"contains","values":[]}]})") << false;
        QTest::newRow("values that are no texts") << QByteArray(R"({"conditions":[{"column":"name","is":"is","values":[{"a":1}]}]})") << false;
        QTest::newRow("a value too long") << QByteArray(R"({"conditions":[{"column":"name","is":"is","values":[")") + QByteArray(5000, 'a') + "\"]}]}" << false;
        QTest::newRow("wrong kinds are nothing") << QByteArray(R"({"join":7,"conditions":"x","groups":{"a":1}})") << true;
        QTest::newRow("an unknown column is left out") << QByteArray(R"({"conditions":[{"column":"salary","is":"is","values":["1"]}]})") << true;
    }

    void hostileFiltersAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, read);
        const auto filter = GridFilter::fromJson(QJsonDocument::fromJson(json).object(), columns());
        QCOMPARE(filter.has_value(), read);
        if (!read)
            QCOMPARE(filter.error().id, u"grid.filterUnreadable"_s);
        else
            QVERIFY(filter->isEmpty());
    }

    void aLayoutComesBackAsItWent()
    {
        GridLayout layout = GridLayout::standard(columns(), {{u"name"_s, Order::Descending}});
        layout.quick = u"mine"_s;
        layout.group = u"city"_s;
        layout.columns.swapItemsAt(0, 3);
        layout.columns[1].shown = false;
        layout.columns[2].width = 333;
        layout.filter.conditions.append({u"name"_s, Comparison::Contains, {u"a"_s}});
        QCOMPARE(*GridLayout::fromJson(layout.toJson(), columns()), layout);
    }

    void hostileLayoutsLeaveAGridThatCanBeUsed()
    {
        QCOMPARE(GridLayout::fromJson("not json", columns()).error().id, u"grid.viewUnreadable"_s);
        QCOMPARE(GridLayout::fromJson(QByteArray(100'000, ' ') + "{}", columns()).error().id, u"grid.viewUnreadable"_s);
        QStringList leftOut;
        const auto odd = GridLayout::fromJson(R"({"columns":[{"column":"name","width":-5,"shown":false},{"column":"name"},{"column":"gone"}],
            "sort":[{"column":"name"},{"column":"name","down":true},{"column":"nowhere"}],"group":"nothing","quick":17})", columns(), &leftOut);
        QVERIFY(odd);
        QCOMPARE(odd->columns.size(), columns().size());
        QCOMPARE(odd->columns.first().width, columnWidthLeast);
        QVERIFY(odd->columns.first().shown); // something is
        QCOMPARE(odd->sort.size(), 1);
        QVERIFY(odd->group.isEmpty());
        QCOMPARE(leftOut, (QStringList{u"nowhere"_s, u"gone"_s, u"nothing"_s}));
    }
};

QTEST_APPLESS_MAIN(TestGridFilter)
#include "tst_grid_filter.moc"
