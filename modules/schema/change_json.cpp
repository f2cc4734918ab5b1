// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringConverter>

#include <algorithm>
#include <array>

namespace kemai {

namespace {

constexpr char hex[] = "0123456789abcdef";

// Written by hand: imports write millions of these, and QJsonDocument costs ten times as much.
void appendText(QByteArray &out, const QString &text)
{
    if (!text.isValidUtf16()) // half a surrogate pair: the same bytes as the record gets
        return appendText(out, QString::fromUtf8(text.toUtf8()));
    out += '"';
    const qsizetype begin = out.size();
    out.resize(begin + 3 * text.size());
    QStringEncoder encode(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    out.resize(encode.appendToBuffer(out.data() + begin, text) - out.constData());
    const auto needsEscape = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; };
    const auto first = std::find_if(out.cbegin() + begin, out.cend(), needsEscape);
    if (first != out.cend()) {
        const QByteArray rest(first, out.cend() - first);
        out.chop(rest.size());
        for (const char c : rest) {
            switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (needsEscape(c)) {
                    out += "\\u00";
                    out += hex[(c >> 4) & 15];
                    out += hex[c & 15];
                } else {
                    out += c;
                }
            }
        }
    }
    out += '"';
}

void appendId(QByteArray &out, const Id &id)
{
    std::array<char, 38> text{};
    size_t at = 0;
    text[at++] = '"';
    const QByteArrayView bytes = id.bytes();
    for (int i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        text[at++] = hex[(bytes[i] >> 4) & 15];
        text[at++] = hex[bytes[i] & 15];
    }
    text[at++] = '"';
    out.append(text.data(), qsizetype(at));
}

void appendValue(QByteArray &out, const Value &value)
{
    if (const QString *text = value.text()) {
        appendText(out, *text);
    } else if (const qint64 *number = value.number()) {
        out += QByteArray::number(*number);
    } else if (const Id *id = value.id()) {
        appendId(out, *id);
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
    qsizetype size = 64;
    for (const Edit &edit : change.edits)
        for (const Value *value : {&edit.from, &edit.to})
            size += 24 + (value->text() ? 3 * value->text()->size() : 20);
    out.reserve(size);
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
