// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace kemai {

namespace {

// Written by hand: imports write millions of these, and QJsonDocument costs ten times as much.
void appendText(QByteArray &out, const QString &text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += hex[(c >> 4) & 15];
                out += hex[c & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void appendValue(QByteArray &out, const Value &value)
{
    if (const QString *text = value.text()) {
        appendText(out, *text);
    } else if (const qint64 *number = value.number()) {
        out += QByteArray::number(*number);
    } else if (const Id *id = value.id()) {
        out += '"';
        out += id->toString().toLatin1();
        out += '"';
    } else {
        out += "null";
    }
}

Value fromJson(Type type, const QJsonValue &json)
{
    if (json.isDouble())
        return Value(qint64(json.toInteger()));
    if (!json.isString())
        return Value();
    if (type == Type::Reference)
        return Value(Id::fromString(json.toString()));
    return Value(json.toString());
}

} // namespace

QByteArray editsToJson(const Change &change)
{
    QByteArray out;
    out.reserve(64 + change.edits.size() * 40);
    out += '{';
    const bool insert = change.operation == Change::Operation::Insert;
    bool inferred = false;
    for (const Edit &edit : change.edits) {
        if (out.size() > 1)
            out += ',';
        out += '"';
        out += change.entity->fields[size_t(edit.field)].name;
        out += insert ? "\":" : "\":[";
        if (!insert) {
            appendValue(out, edit.from);
            out += ',';
        }
        appendValue(out, edit.to);
        if (!insert)
            out += ']';
        inferred = inferred || !edit.inferredFrom.isEmpty();
    }
    if (inferred) {
        out += ",\"@\":{";
        bool first = true;
        for (const Edit &edit : change.edits) {
            if (edit.inferredFrom.isEmpty())
                continue;
            if (!first)
                out += ',';
            first = false;
            out += '"';
            out += change.entity->fields[size_t(edit.field)].name;
            out += "\":";
            appendText(out, edit.inferredFrom);
        }
        out += '}';
    }
    out += '}';
    return out;
}

Result<QList<Edit>> editsFromJson(const Entity &entity, Change::Operation operation, QByteArrayView json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray());
    if (!document.isObject())
        return fail(Error::Code::Corrupt, QStringLiteral("records.historyUnreadable"), QStringLiteral("history edits are no JSON object"));
    const QJsonObject object = document.object();
    const QJsonObject inferred = object.value(u"@").toObject();
    QList<Edit> edits;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const int field = entity.indexOf(QLatin1StringView(it.key().toLatin1()));
        if (field < 0)
            continue;
        const Type type = entity.fields[size_t(field)].type;
        Edit edit{field, {}, {}, inferred.value(it.key()).toString()};
        if (operation == Change::Operation::Insert) {
            edit.to = fromJson(type, it.value());
        } else {
            const QJsonArray pair = it.value().toArray();
            edit.from = fromJson(type, pair.at(0));
            edit.to = fromJson(type, pair.at(1));
        }
        edits.append(edit);
    }
    return edits;
}

QString operationCode(Change::Operation operation)
{
    switch (operation) {
    case Change::Operation::Insert: return QStringLiteral("insert");
    case Change::Operation::Update: return QStringLiteral("update");
    case Change::Operation::Remove: return QStringLiteral("remove");
    case Change::Operation::Restore: return QStringLiteral("restore");
    }
    return {};
}

Change::Operation operationFromCode(QStringView code)
{
    if (code == u"insert")
        return Change::Operation::Insert;
    if (code == u"remove")
        return Change::Operation::Remove;
    if (code == u"restore")
        return Change::Operation::Restore;
    return Change::Operation::Update;
}

} // namespace kemai
