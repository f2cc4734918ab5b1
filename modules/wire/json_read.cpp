// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change_json.h"
#include "wire/json_parts.h"

#include <QSet>

namespace kemai::wire::json {

using namespace Qt::StringLiterals;

namespace {

// A field's index, markField, or nothing: not known here.
std::optional<int> fieldNamed(const Entity &entity, const QString &name)
{
    if (name == markName)
        return markField;
    const int field = entity.indexOf(QLatin1StringView(name.toLatin1()));
    return field < 0 ? std::optional<int>() : field;
}

qsizetype sizeOf(const Value &value)
{
    return value.text() ? value.text()->size() * 2 : 16;
}

// set, was, inc, inferred, prev into the edits. False: not to be understood.
bool readEdits(const QJsonObject &object, Mutation &mutation)
{
    Change &change = mutation.change;
    const Entity &entity = *change.entity;
    for (const QLatin1StringView member : {"set"_L1, "was"_L1, "inc"_L1, "prev"_L1, "inferred"_L1})
        if (!object.value(member).isUndefined() && !object.value(member).isObject())
            return false;
    const QJsonObject set = object.value("set"_L1).toObject();
    const QJsonObject was = object.value("was"_L1).toObject();
    const QJsonObject added = object.value("inc"_L1).toObject();
    const QJsonObject inferred = object.value("inferred"_L1).toObject();
    QHash<int, Edit> edits;
    qsizetype size = 0;
    const auto note = [&mutation](const QString &name) {
        if (!mutation.unknown.contains(name))
            mutation.unknown.append(name.left(64));
    };
    for (auto it = set.begin(); it != set.end(); ++it) {
        const auto field = fieldNamed(entity, it.key());
        if (!field || *field == markField) {
            note(it.key());
            continue;
        }
        const auto value = toValue(entity.fields[size_t(*field)], it.value());
        if (!value || entity.fields[size_t(*field)].merge == Merge::Counter)
            return false;
        size += sizeOf(*value);
        edits.insert(*field, {*field, {}, *value, inferred.value(it.key()).toString().left(64)});
    }
    for (auto it = was.begin(); it != was.end(); ++it) {
        const auto field = fieldNamed(entity, it.key());
        if (!field || *field == markField)
            continue;
        const auto value = toValue(entity.fields[size_t(*field)], it.value());
        if (!value || entity.fields[size_t(*field)].merge == Merge::Counter)
            return false;
        size += sizeOf(*value);
        const auto edit = edits.find(*field);
        if (edit != edits.end())
            edit->from = *value;
        else
            mutation.witnesses.append({*field, *value});
    }
    for (auto it = added.begin(); it != added.end(); ++it) {
        const auto field = fieldNamed(entity, it.key());
        if (!field || *field == markField) {
            note(it.key());
            continue;
        }
        const auto number = JsonReader::wholeNumber(it.value());
        if (!number || entity.fields[size_t(*field)].merge != Merge::Counter)
            return false;
        edits.insert(*field, {*field, {}, Value(*number), {}});
    }
    for (int field = 0; field < entity.count(); ++field) // in the order of the schema: the same bytes make the same mutation
        if (const auto edit = edits.constFind(field); edit != edits.constEnd())
            change.edits.append(*edit);
    const QJsonObject previous = object.value("prev"_L1).toObject();
    for (auto it = previous.begin(); it != previous.end(); ++it) {
        const auto field = fieldNamed(entity, it.key());
        const auto mid = JsonReader::wholeNumber(it.value());
        if (!mid || *mid < 1)
            return false;
        if (field)
            mutation.previous.append({*field, *mid});
    }
    if (size > Limits::rowBytes)
        mutation.refusal = u"sync.tooLarge"_s;
    return true;
}

} // namespace

std::optional<Value> toValue(const Field &field, const QJsonValue &json)
{
    if (json.isNull())
        return Value();
    switch (field.type) {
    case Type::Integer:
    case Type::Boolean:
    case Type::Time:
    case Type::Money: {
        const auto number = JsonReader::wholeNumber(json);
        if (!number || (field.type == Type::Boolean && *number != 0 && *number != 1))
            return {};
        return Value(*number);
    }
    case Type::Reference: {
        const Id id = json.isString() ? Id::fromString(json.toString()) : Id();
        return id.isNull() ? std::optional<Value>() : Value(id);
    }
    default:
        // PostgreSQL's text holds no NUL; better refused here than by the database.
        if (!json.isString() || json.toString().contains(QChar(0)))
            return {};
        return Value(json.toString());
    }
}

Cursor toCursor(JsonReader &outer, const QJsonValue &json)
{
    JsonReader reader(json);
    Cursor cursor;
    cursor.base = reader.snapshot("base"_L1);
    if (reader.has("to"_L1)) {
        cursor.to = reader.snapshot("to"_L1);
        cursor.after = reader.number("after"_L1);
    }
    if (!reader.ok())
        outer.refuse();
    return cursor;
}

SetHead toSetHead(JsonReader &outer, const QJsonValue &json)
{
    JsonReader reader(json);
    SetHead head;
    head.id = reader.id("id"_L1);
    head.origin = originFromCode(reader.text("origin"_L1));
    head.atMs = reader.number("at"_L1);
    head.title = reader.textOr("title"_L1);
    head.author = reader.idOr("author"_L1);
    head.batch = reader.idOr("batch"_L1);
    head.undoes = reader.idOr("undoes"_L1);
    if (!reader.ok())
        outer.refuse();
    return head;
}

Mutation toMutation(JsonReader &outer, const QJsonValue &json, const Vocabulary &vocabulary)
{
    JsonReader reader(json);
    Mutation mutation;
    mutation.mid = reader.number("mid"_L1, 1);
    if (!reader.ok()) { // without its number it cannot even be answered
        outer.refuse();
        return mutation;
    }
    // From here on whatever is wrong is this one's alone: it is refused and those behind it go on.
    mutation.at = reader.time("hlc"_L1);
    mutation.set = reader.id("act"_L1);
    mutation.conflict = reader.idOr("conflict"_L1);
    mutation.byValue = reader.flag("by_value"_L1);
    mutation.blind = reader.flag("blind"_L1);
    mutation.atomic = reader.flag("atomic"_L1);
    mutation.change.record = reader.id("id"_L1);
    mutation.change.expectedVersion = reader.numberOr("base"_L1, 0);
    mutation.change.line = reader.numberOr("line"_L1, 0);
    const QString operation = reader.text("op"_L1);
    mutation.change.operation = operationFromCode(operation);
    const QString table = reader.text("tbl"_L1);
    if (!reader.ok() || operationCode(mutation.change.operation) != operation) {
        mutation.refusal = u"sync.malformed"_s;
        return mutation;
    }
    mutation.change.entity = vocabulary.named(table);
    if (!mutation.change.entity) {
        mutation.refusal = u"sync.unknownTable"_s;
        return mutation;
    }
    if (!readEdits(json.toObject(), mutation)) {
        mutation.refusal = u"sync.malformed"_s;
        mutation.change.edits.clear();
    }
    return mutation;
}

Outcome toOutcome(JsonReader &outer, const QJsonValue &json)
{
    JsonReader reader(json);
    Outcome outcome;
    outcome.mid = reader.number("mid"_L1, 1);
    const QJsonObject fields = reader.object("f"_L1);
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        Verdict verdict = Verdict::Ok;
        bool known = false;
        for (const Verdict one : {Verdict::Ok, Verdict::Noop, Verdict::Conflict, Verdict::Denied})
            if (it.value().toString() == verdictCode(one)) {
                verdict = one;
                known = true;
            }
        if (!known)
            reader.refuse();
        outcome.fields.append({it.key(), verdict});
    }
    for (const QJsonValue &one : reader.array("conflicts"_L1, 100))
        outcome.conflicts.append(reader.toId(one));
    outcome.reason = reader.textOr("reason"_L1);
    for (const QJsonValue &one : reader.array("details"_L1, 16))
        outcome.details.append(one.toString());
    if (!reader.ok())
        outer.refuse();
    return outcome;
}

std::optional<Conflict> toConflict(JsonReader &outer, const QJsonValue &json, const Vocabulary &vocabulary)
{
    JsonReader reader(json);
    Conflict conflict;
    conflict.id = reader.id("id"_L1);
    conflict.entity = vocabulary.named(reader.text("tbl"_L1));
    conflict.record = reader.id("row"_L1);
    conflict.unit = reader.text("unit"_L1);
    conflict.theirsVersion = reader.number("theirs_ver"_L1);
    conflict.device = reader.id("device"_L1);
    conflict.mid = reader.number("mid"_L1, 1);
    conflict.at = reader.time("hlc"_L1);
    conflict.author = reader.idOr("author"_L1);
    if (reader.has("resolved_at"_L1)) {
        conflict.state = Conflict::State::Resolved;
        conflict.resolvedMs = reader.number("resolved_at"_L1);
        conflict.resolvedBy = reader.idOr("resolved_by"_L1);
    }
    const QJsonArray fields = reader.array("fields"_L1, 64);
    if (!reader.ok()) {
        outer.refuse();
        return {};
    }
    if (!conflict.entity)
        return {};
    static const Field mark{.name = "@removed", .type = Type::Time, .zh = u"", .en = u""};
    for (const QJsonValue &one : fields) {
        JsonReader part(one);
        const auto field = fieldNamed(*conflict.entity, part.text("f"_L1));
        if (part.ok() && !field)
            continue;
        const Field &type = !field || *field == markField ? mark : conflict.entity->fields[size_t(*field)];
        const auto base = toValue(type, part.value("base"_L1));
        const auto mine = toValue(type, part.value("mine"_L1));
        const auto theirs = toValue(type, part.value("theirs"_L1));
        if (!part.ok() || !base || !mine || !theirs) {
            outer.refuse();
            return {};
        }
        conflict.fields.append({*field, *base, *mine, *theirs});
    }
    return conflict.fields.isEmpty() ? std::optional<Conflict>() : conflict;
}

QList<Conflict> toConflicts(JsonReader &reader, QLatin1StringView name, const Vocabulary &vocabulary)
{
    QList<Conflict> all;
    for (const QJsonValue &one : reader.array(name, 100'000))
        if (auto conflict = toConflict(reader, one, vocabulary))
            all.append(std::move(*conflict));
    return all;
}

QList<Table> toTables(JsonReader &outer, QLatin1StringView name, const Vocabulary &vocabulary)
{
    const QJsonObject tables = outer.object(name);
    QList<Table> all;
    for (auto it = tables.begin(); it != tables.end(); ++it) {
        JsonReader reader(it.value());
        Table table{vocabulary.named(it.key()), {}, {}};
        if (!table.entity && reader.ok())
            continue;
        QList<int> fieldOf; // of each cell; -1: not known here
        for (const QJsonValue &column : reader.array("cols"_L1, 1000)) {
            const int field = table.entity ? table.entity->indexOf(QLatin1StringView(column.toString().toLatin1())) : -1;
            if (field >= 0 && fieldOf.contains(field))
                reader.refuse();
            fieldOf.append(field);
            if (field >= 0)
                table.columns.append(field);
        }
        for (const QJsonValue &one : reader.array("rows"_L1, 200'000)) {
            const QJsonArray cells = one.toArray();
            const auto version = JsonReader::wholeNumber(cells.at(1));
            const auto removed = JsonReader::wholeNumber(cells.at(2));
            if (!reader.ok() || cells.size() != fieldOf.size() + 4 || !version || *version < 1 || !removed || *removed < 0 || !cells.at(3).isArray()) {
                outer.refuse();
                return {};
            }
            Row row{Record(*table.entity), {}};
            row.record.id = reader.toId(cells.at(0));
            row.record.version = *version;
            row.record.removedMs = *removed;
            for (const QJsonValue &scope : cells.at(3).toArray()) {
                const auto whole = JsonReader::wholeNumber(scope);
                if (!whole || *whole < 0 || *whole > std::numeric_limits<qint32>::max())
                    reader.refuse();
                row.scopes.append(whole ? qint32(*whole) : 0);
            }
            for (qsizetype i = 0; i < fieldOf.size(); ++i) {
                if (fieldOf[i] < 0)
                    continue;
                auto value = toValue(table.entity->fields[size_t(fieldOf[i])], cells.at(i + 4));
                if (!value) {
                    outer.refuse();
                    return {};
                }
                row.record.setValue(fieldOf[i], std::move(*value));
            }
            table.rows.append(std::move(row));
        }
        if (!reader.ok()) {
            outer.refuse();
            return {};
        }
        all.append(std::move(table));
    }
    return all;
}

Mask toMask(JsonReader &outer, const QJsonValue &json, const Vocabulary &vocabulary)
{
    JsonReader reader(json);
    Mask mask;
    mask.version = reader.number("ver"_L1);
    for (const QJsonValue &one : reader.array("hidden"_L1, 5000)) {
        const QStringList parts = one.toString().split(u'.');
        if (parts.size() != 2) {
            reader.refuse();
            break;
        }
        const Entity *entity = vocabulary.named(parts[0]);
        const int field = entity ? entity->indexOf(QLatin1StringView(parts[1].toLatin1())) : -1;
        if (field >= 0)
            mask.hidden.append({entity, field});
    }
    if (!reader.ok())
        outer.refuse();
    return mask;
}

Lease toLease(JsonReader &outer, const QJsonValue &json)
{
    JsonReader reader(json);
    const Lease lease{reader.id("device"_L1), reader.id("user"_L1), reader.number("until"_L1), reader.time("issued"_L1), reader.bytes("sig"_L1, 64)};
    if (!reader.ok())
        outer.refuse();
    return lease;
}

} // namespace kemai::wire::json
