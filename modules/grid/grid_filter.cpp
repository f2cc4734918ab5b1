// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/grid_filter.h"

#include <QDateTime>
#include <QJsonArray>

#include <array>
#include <limits>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 8;
constexpr int mostConditions = 200;
constexpr qsizetype mostValues = 200;
constexpr qsizetype longestValue = 1000;

constexpr std::array<const char16_t *, 13> codes{u"is", u"isNot", u"contains", u"containsNot", u"beginsWith", u"empty", u"notEmpty",
                                                 u"less", u"atMost", u"greater", u"atLeast", u"lastDays", u"nextDays"};

constexpr qint64 minimum = std::numeric_limits<qint64>::min();
constexpr qint64 maximum = std::numeric_limits<qint64>::max();

Failure unreadable(const QString &what) { return fail(Error::Code::Invalid, u"grid.filterUnreadable"_s, {}, {what.left(80)}); }

Result<GridFilter> readFilter(const QJsonObject &json, const QList<GridColumn> &columns, QStringList *leftOut, int depth, int &count)
{
    if (depth > deepest)
        return unreadable(u"groups"_s);
    GridFilter filter;
    filter.join = json.value("join"_L1).toString() == u"any" ? GridFilter::Join::Any : GridFilter::Join::All;
    for (const QJsonValue &each : json.value("conditions"_L1).toArray()) {
        if (++count > mostConditions)
            return unreadable(u"conditions"_s);
        const QJsonObject one = each.toObject();
        GridCondition condition;
        condition.column = one.value("column"_L1).toString();
        const auto column = std::ranges::find(columns, condition.column, &GridColumn::key);
        if (column == columns.cend()) {
            if (leftOut)
                leftOut->append(condition.column.left(40));
            continue;
        }
        const QString code = one.value("is"_L1).toString();
        const auto known = std::ranges::find_if(codes, [&](const char16_t *each_) { return code == QStringView(each_); });
        if (known == codes.end())
            return unreadable(code);
        condition.comparison = Comparison(known - codes.begin());
        if (!comparisonsOf(column->type).contains(condition.comparison))
            return unreadable(code);
        const QJsonArray values = one.value("values"_L1).toArray();
        if (values.size() > mostValues)
            return unreadable(u"values"_s);
        for (const QJsonValue &value : values) {
            if (!value.isString() || value.toString().size() > longestValue)
                return unreadable(u"values"_s);
            condition.values.append(value.toString());
        }
        const int wanted = valuesOf(condition.comparison);
        if (wanted >= 0 ? condition.values.size() != wanted : condition.values.isEmpty())
            return unreadable(code);
        filter.conditions.append(condition);
    }
    for (const QJsonValue &each : json.value("groups"_L1).toArray()) {
        if (++count > mostConditions)
            return unreadable(u"groups"_s);
        const auto group = readFilter(each.toObject(), columns, leftOut, depth + 1, count);
        if (!group)
            return group;
        if (!group->isEmpty())
            filter.groups.append(*group);
    }
    return filter;
}

} // namespace

QList<Comparison> comparisonsOf(Type type)
{
    using C = Comparison;
    switch (type) {
    case Type::Choice:
    case Type::Reference:
    case Type::Boolean:
        return {C::Is, C::IsNot, C::Empty, C::NotEmpty};
    case Type::Date:
    case Type::Time:
        return {C::LastDays, C::NextDays, C::Is, C::Less, C::AtMost, C::Greater, C::AtLeast, C::Empty, C::NotEmpty};
    case Type::Integer:
    case Type::Money:
        return {C::Is, C::IsNot, C::Less, C::AtMost, C::Greater, C::AtLeast, C::Empty, C::NotEmpty};
    case Type::Text:
    case Type::Json:
        break;
    }
    return {C::Contains, C::ContainsNot, C::Is, C::IsNot, C::BeginsWith, C::Empty, C::NotEmpty};
}

int valuesOf(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Empty:
    case Comparison::NotEmpty:
        return 0;
    case Comparison::Is:
    case Comparison::IsNot:
        return -1;
    default:
        return 1;
    }
}

QString comparisonCode(Comparison comparison) { return QString::fromUtf16(codes[size_t(comparison)]); }

QJsonObject GridFilter::toJson() const
{
    QJsonArray all;
    for (const GridCondition &condition : conditions)
        all.append(QJsonObject{{u"column"_s, condition.column}, {u"is"_s, comparisonCode(condition.comparison)},
                               {u"values"_s, QJsonArray::fromStringList(condition.values)}});
    QJsonObject json{{u"join"_s, join == Join::Any ? u"any"_s : u"all"_s}, {u"conditions"_s, all}};
    if (!groups.isEmpty()) {
        QJsonArray below;
        for (const GridFilter &group : groups)
            below.append(group.toJson());
        json.insert(u"groups"_s, below);
    }
    return json;
}

Result<GridFilter> GridFilter::fromJson(const QJsonObject &json, const QList<GridColumn> &columns, QStringList *leftOut)
{
    int count = 0;
    return readFilter(json, columns, leftOut, 1, count);
}

// --- the sieve

GridSieve::GridSieve(const GridFilter &filter, const QList<GridColumn> &columns, const Surroundings &surroundings)
    : m_all(columns), m_whole(made(filter, surroundings))
{
}

GridSieve::Node GridSieve::made(const GridFilter &filter, const Surroundings &surroundings)
{
    Node node;
    node.join = filter.join;
    for (const GridCondition &condition : filter.conditions) {
        const auto column = std::ranges::find(std::as_const(m_all), condition.column, &GridColumn::key);
        if (column == m_all.cend())
            continue;
        const int at = int(column - m_all.cbegin());
        if (!m_columns.contains(at))
            m_columns.append(at);
        node.tests.append(made(condition, at, surroundings));
    }
    for (const GridFilter &group : filter.groups)
        node.nodes.append(made(group, surroundings));
    return node;
}

GridSieve::Test GridSieve::made(const GridCondition &condition, int column, const Surroundings &surroundings) const
{
    Test test;
    test.column = column;
    test.comparison = condition.comparison;
    test.type = m_all.at(column).type;
    if (valuesOf(condition.comparison) == 0)
        return test;
    const QString first = condition.values.value(0);
    switch (test.type) {
    case Type::Reference:
        for (const QString &value : condition.values)
            test.values.append(Value(value == u"me" ? surroundings.me : Id::fromString(value)));
        break;
    case Type::Choice:
        for (const QString &value : condition.values)
            test.values.append(Value(value));
        break;
    case Type::Boolean:
    case Type::Integer:
    case Type::Money:
        for (const QString &value : condition.values)
            test.values.append(Value(value.toLongLong()));
        test.from = first.toLongLong();
        break;
    case Type::Date:
    case Type::Time: {
        const QDate today = QDateTime::fromMSecsSinceEpoch(surroundings.nowMs, surroundings.zone).date();
        QDate from = QDate::fromString(first, Qt::ISODate);
        QDate to = from;
        const QDate beginning(1, 1, 1);
        const QDate end(9999, 12, 31);
        const int days = std::clamp(first.toInt(), 1, 36'500);
        switch (condition.comparison) {
        case Comparison::LastDays: from = today.addDays(1 - days); to = today; break;
        case Comparison::NextDays: from = today; to = today.addDays(days - 1); break;
        case Comparison::Less: to = from.addDays(-1); from = beginning; break;
        case Comparison::AtMost: to = from; from = beginning; break;
        case Comparison::Greater: from = from.addDays(1); to = end; break;
        case Comparison::AtLeast: to = end; break;
        default: break;
        }
        if (!from.isValid() || !to.isValid()) { // no day: nothing is of it
            test.from = 1;
            test.to = 0;
            test.fromDay = u"1"_s;
            break;
        }
        test.fromDay = from.toString(Qt::ISODate);
        test.toDay = to.toString(Qt::ISODate);
        test.from = from == beginning ? minimum : from.startOfDay(surroundings.zone).toMSecsSinceEpoch();
        test.to = to == end ? maximum : to.addDays(1).startOfDay(surroundings.zone).toMSecsSinceEpoch();
        break;
    }
    case Type::Text:
    case Type::Json:
        for (const QString &value : condition.values)
            test.texts.append(value.toCaseFolded());
        break;
    }
    return test;
}

bool GridSieve::Test::letsText(const Value &value) const
{
    const QString *stored = value.text();
    if (!stored)
        return comparison == Comparison::IsNot || comparison == Comparison::ContainsNot;
    const QString folded = stored->toCaseFolded();
    const auto isOne = [&](const QString &wanted) {
        if (folded == wanted)
            return true;
        if (!folded.contains(u';'))
            return false;
        const auto parts = QStringView(folded).split(u';');
        return std::ranges::any_of(parts, [&](QStringView part) { return part.trimmed() == wanted; });
    };
    const auto beginsWith = [&](const QString &wanted) {
        if (folded.startsWith(wanted))
            return true;
        const auto parts = QStringView(folded).split(u';');
        return std::ranges::any_of(parts, [&](QStringView part) { return part.trimmed().startsWith(wanted); });
    };
    switch (comparison) {
    case Comparison::Is: return std::ranges::any_of(texts, isOne);
    case Comparison::IsNot: return std::ranges::none_of(texts, isOne);
    case Comparison::Contains: return folded.contains(texts.first());
    case Comparison::ContainsNot: return !folded.contains(texts.first());
    case Comparison::BeginsWith: return beginsWith(texts.first());
    default: return true;
    }
}

bool GridSieve::Test::letsNumber(const Value &value) const
{
    const qint64 *number = value.number();
    if (comparison == Comparison::Is)
        return number && values.contains(value);
    if (comparison == Comparison::IsNot)
        return !number || !values.contains(value);
    if (!number)
        return false;
    switch (comparison) {
    case Comparison::Less: return *number < from;
    case Comparison::AtMost: return *number <= from;
    case Comparison::Greater: return *number > from;
    case Comparison::AtLeast: return *number >= from;
    default: return true;
    }
}

bool GridSieve::Test::letsDay(const Value &value) const
{
    if (type == Type::Time)
        return value.isNumber() && value.toNumber() >= from && value.toNumber() < to;
    const QString *day = value.text();
    return day && *day >= fromDay && *day <= toDay;
}

bool GridSieve::Test::lets(const Value &value) const
{
    if (comparison == Comparison::Empty)
        return value.isNull();
    if (comparison == Comparison::NotEmpty)
        return !value.isNull();
    switch (type) {
    case Type::Text:
    case Type::Json: return letsText(value);
    case Type::Date:
    case Type::Time: return letsDay(value);
    case Type::Integer:
    case Type::Money: return letsNumber(value);
    case Type::Choice:
    case Type::Reference:
    case Type::Boolean: break;
    }
    return (comparison == Comparison::Is) == values.contains(value);
}

bool GridSieve::Node::lets(const QList<Value> &cells) const
{
    const auto test = [&](const Test &one) { return one.lets(cells.at(one.column)); };
    const auto node = [&](const Node &one) { return one.lets(cells); };
    if (join == GridFilter::Join::All)
        return std::ranges::all_of(tests, test) && std::ranges::all_of(nodes, node);
    if (tests.isEmpty() && nodes.isEmpty())
        return true;
    return std::ranges::any_of(tests, test) || std::ranges::any_of(nodes, node);
}

Condition GridSieve::narrowed(const Test &test) const
{
    const GridColumn &column = m_all.at(test.column);
    if (column.field < 0 || !column.jsonKey.isEmpty())
        return {};
    using Kind = Condition::Kind;
    switch (test.comparison) {
    case Comparison::Empty: return {Kind::IsNull, column.field, {}};
    case Comparison::NotEmpty: return !Condition(Kind::IsNull, column.field, {});
    default: break;
    }
    switch (test.type) {
    case Type::Choice:
    case Type::Reference:
    case Type::Boolean:
        if (test.comparison == Comparison::Is)
            return {Kind::In, column.field, test.values};
        return !Condition(Kind::In, column.field, test.values);
    case Type::Time: {
        Condition both;
        if (test.from != minimum)
            both = Condition(Kind::GreaterOrEqual, column.field, {Value(test.from)});
        if (test.to != maximum)
            both = both && Condition(Kind::Less, column.field, {Value(test.to)});
        return both;
    }
    default:
        return {};
    }
}

// Only the conjunction at the top narrows; below an "any" nothing can be left out by one part of it.
Condition GridSieve::narrowed() const
{
    Condition all;
    if (m_whole.join == GridFilter::Join::All || m_whole.tests.size() + m_whole.nodes.size() == 1)
        for (const Test &test : m_whole.tests)
            all = all && narrowed(test);
    for (const Node &node : m_whole.nodes)
        if (m_whole.join == GridFilter::Join::All && node.join == GridFilter::Join::All)
            for (const Test &test : node.tests)
                all = all && narrowed(test);
    return all;
}

} // namespace kemai
