// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/grid_layout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestJson = 64 * 1024;
constexpr qsizetype mostSorts = 5;
} // namespace

GridLayout GridLayout::standard(const QList<GridColumn> &columns, const QList<GridSort> &sort)
{
    GridLayout layout;
    layout.sort = sort;
    for (const GridColumn &column : columns)
        layout.columns.append({column.key, column.width, column.shown});
    return layout;
}

QByteArray GridLayout::toJson() const
{
    QJsonArray sorts;
    for (const GridSort &one : sort)
        sorts.append(QJsonObject{{u"column"_s, one.column}, {u"down"_s, one.order == Order::Descending}});
    QJsonArray all;
    for (const GridColumnLayout &column : columns)
        all.append(QJsonObject{{u"column"_s, column.column}, {u"width"_s, column.width}, {u"shown"_s, column.shown}});
    QJsonObject json{{u"version"_s, 1}, {u"quick"_s, quick}, {u"sort"_s, sorts}, {u"columns"_s, all}, {u"group"_s, group}};
    if (!filter.isEmpty())
        json.insert(u"filter"_s, filter.toJson());
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<GridLayout> GridLayout::fromJson(const QByteArray &text, const QList<GridColumn> &columns, QStringList *leftOut)
{
    QJsonParseError wrong{};
    const QJsonDocument document = text.size() > longestJson ? QJsonDocument() : QJsonDocument::fromJson(text, &wrong);
    if (!document.isObject())
        return fail(Error::Code::Invalid, u"grid.viewUnreadable"_s, wrong.errorString());
    const QJsonObject json = document.object();
    const auto isThere = [&](const QString &key) {
        if (std::ranges::find(columns, key, &GridColumn::key) != columns.cend())
            return true;
        if (leftOut && !key.isEmpty())
            leftOut->append(key.left(40));
        return false;
    };

    GridLayout layout;
    layout.quick = json.value("quick"_L1).toString().left(40);
    const auto filter = GridFilter::fromJson(json.value("filter"_L1).toObject(), columns, leftOut);
    if (!filter)
        return fail(filter.error());
    layout.filter = *filter;
    for (const QJsonValue &each : json.value("sort"_L1).toArray()) {
        const QString key = each["column"_L1].toString();
        const bool again = std::ranges::find(std::as_const(layout.sort), key, &GridSort::column) != layout.sort.cend();
        if (layout.sort.size() < mostSorts && !again && isThere(key))
            layout.sort.append({key, each["down"_L1].toBool() ? Order::Descending : Order::Ascending});
    }
    QSet<QString> named;
    for (const QJsonValue &each : json.value("columns"_L1).toArray()) {
        const QString key = each["column"_L1].toString();
        if (named.contains(key) || !isThere(key))
            continue;
        named.insert(key);
        layout.columns.append({key, std::clamp(each["width"_L1].toInt(140), columnWidthLeast, columnWidthMost), each["shown"_L1].toBool(true)});
    }
    for (const GridColumn &column : columns)
        if (!named.contains(column.key))
            layout.columns.append({column.key, column.width, column.shown && named.isEmpty()});
    if (std::ranges::none_of(layout.columns, &GridColumnLayout::shown))
        layout.columns.first().shown = true;
    const QString group = json.value("group"_L1).toString();
    if (!group.isEmpty() && isThere(group))
        layout.group = group;
    return layout;
}

} // namespace kemai
