// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/count_by_day.h"

#include "store/database.h"
#include "store/query_sql.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace kemai {

namespace {

constexpr qint64 msOfDay = 86'400'000;

// The day, 8 bytes, then the other values: a length and the bytes each.
using Key = std::string;

struct Group {
    QList<Value> values;
    qint64 count = 0;
};

qint64 dayOf(qint64 ms)
{
    return ms / msOfDay - (ms % msOfDay < 0 ? 1 : 0);
}

bool isBytes(const Entity &entity, int field)
{
    const Type type = entity.fields[size_t(field)].type;
    return type == Type::Text || type == Type::Choice || type == Type::Date || type == Type::Reference;
}

} // namespace

bool countsByDay(const Query &query)
{
    const QList<Grouping> &groupings = query.groupings();
    return !groupings.isEmpty() && groupings.first().byDay && query.limit() < 0 && query.offset() == 0
        && std::all_of(groupings.begin() + 1, groupings.end(), [&query](const Grouping &g) { return !g.byDay && isBytes(query.entity(), g.field); })
        && query.aggregates().size() == 1 && query.aggregates().first().function == Aggregate::Function::Count && query.aggregates().first().field < 0;
}

Result<QList<QList<Value>>> countByDay(Database &database, const Query &query)
{
    const Translated translated = translateGroupingFields(query);
    auto rows = database.prepare(translated.sql);
    if (!rows)
        return fail(rows.error());
    for (int i = 0; i < translated.values.size(); ++i)
        rows->bind(i + 1, translated.values.at(i));
    const int others = int(query.groupings().size()) - 1;
    const qint64 offset = query.groupings().first().offsetMs;
    std::unordered_map<Key, Group> groups;
    Key key;
    Key previous;
    Group *group = nullptr;
    while (true) {
        const auto more = rows->step();
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
        const bool timed = !rows->isNull(0);
        const qint64 day = timed ? dayOf(rows->number(0) + offset) : 0;
        key.assign(reinterpret_cast<const char *>(&day), sizeof day);
        key += timed ? '1' : '0';
        for (int i = 1; i <= others; ++i) {
            const QByteArrayView bytes = rows->bytes(i);
            const auto size = quint32(bytes.size());
            key.append(reinterpret_cast<const char *>(&size), sizeof size).append(bytes.data(), size_t(size));
        }
        if (!group || key != previous) {
            previous = key;
            group = &groups[key];
            if (group->values.isEmpty()) {
                group->values.append(timed ? Value(day) : Value());
                for (int i = 1; i <= others; ++i)
                    group->values.append(rows->value(i));
            }
        }
        ++group->count;
    }
    std::vector<Group *> sorted;
    sorted.reserve(groups.size());
    for (auto &[unused, one] : groups)
        sorted.push_back(&one);
    // As the database orders: nothing first, then numbers, texts by their UTF-8, references by their bytes.
    const auto bytesOf = [](const Value &value) {
        return value.isText() ? value.toText().toUtf8() : value.isId() ? value.toId().bytes().toByteArray() : QByteArray();
    };
    std::ranges::sort(sorted, [&](const Group *a, const Group *b) {
        const Value &left = a->values.first();
        const Value &right = b->values.first();
        if (left != right)
            return right.isNull() ? false : left.isNull() || left.toNumber() < right.toNumber();
        for (int i = 1; i <= others; ++i)
            if (const int order = bytesOf(a->values.at(i)).compare(bytesOf(b->values.at(i))); order != 0)
                return order < 0;
        return false;
    });
    QList<QList<Value>> answer;
    answer.reserve(qsizetype(sorted.size()));
    for (Group *one : sorted) {
        one->values.append(Value(one->count));
        answer.append(std::move(one->values));
    }
    return answer;
}

} // namespace kemai
