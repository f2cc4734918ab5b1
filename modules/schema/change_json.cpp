// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace kemai {

namespace {

constexpr char hex[] = "0123456789abcdef";

// Written by hand: imports write millions of these, and QJsonDocument costs ten times as much.
TextPlace appendText(QByteArray &out, const QString &text)
{
    const qsizetype before = out.size();
    out.resize(before + 6 * text.size() + 2); // a unit is at most an escape of six
    char *at = out.data() + before;
    *at++ = '"';
    bool escaped = false;
    const QChar *const end = text.cend();
    for (const QChar *unit = text.cbegin(); unit != end; ++unit) {
        const char16_t u = unit->unicode();
        if (u >= 0x20 && u < 0x80 && u != '"' && u != '\\') {
            *at++ = char(u);
        } else if (u < 0x80) {
            escaped = true;
            *at++ = '\\';
            switch (u) {
            case '"':
            case '\\': *at++ = char(u); break;
            case '\n': *at++ = 'n'; break;
            case '\r': *at++ = 'r'; break;
            case '\t': *at++ = 't'; break;
            default:
                *at++ = 'u';
                *at++ = '0';
                *at++ = '0';
                *at++ = hex[u >> 4];
                *at++ = hex[u & 15];
            }
        } else if (u < 0x800) {
            *at++ = char(0xc0 | u >> 6);
            *at++ = char(0x80 | (u & 0x3f));
        } else if (!QChar::isSurrogate(u)) {
            *at++ = char(0xe0 | u >> 12);
            *at++ = char(0x80 | (u >> 6 & 0x3f));
            *at++ = char(0x80 | (u & 0x3f));
        } else if (unit + 1 != end && unit->isHighSurrogate() && unit[1].isLowSurrogate()) {
            const char32_t c = QChar::surrogateToUcs4(*unit, unit[1]);
            ++unit;
            *at++ = char(0xf0 | c >> 18);
            *at++ = char(0x80 | (c >> 12 & 0x3f));
            *at++ = char(0x80 | (c >> 6 & 0x3f));
            *at++ = char(0x80 | (c & 0x3f));
        } else { // half a surrogate pair: the same bytes as the record gets
            out.resize(before);
            return appendText(out, QString::fromUtf8(text.toUtf8()));
        }
    }
    *at++ = '"';
    out.resize(at - out.constData());
    return escaped ? TextPlace{} : TextPlace{before + 1, out.size() - before - 2};
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

TextPlace appendValue(QByteArray &out, const Value &value)
{
    if (const QString *text = value.text()) {
        return appendText(out, *text);
    } else if (const qint64 *number = value.number()) {
        out += QByteArray::number(*number);
    } else if (const Id *id = value.id()) {
        appendId(out, *id);
    } else {
        out += "null";
    }
    return {};
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
    QByteArray json;
    std::vector<TextPlace> texts;
    appendEditsJson(json, change, texts);
    return json;
}

void appendEditsJson(QByteArray &out, const Change &change, std::vector<TextPlace> &texts)
{
    const qsizetype begin = out.size();
    out += '{';
    const bool insert = change.operation == Change::Operation::Insert;
    bool inferred = false;
    for (const Edit &edit : change.edits) {
        if (out.size() > begin + 1)
            out += ',';
        out += '"';
        out += change.entity->fields[size_t(edit.field)].name;
        out += insert ? "\":" : "\":[";
        if (!insert) {
            appendValue(out, edit.from);
            out += ',';
        }
        texts.push_back(appendValue(out, edit.to));
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
