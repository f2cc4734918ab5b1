// SPDX-License-Identifier: GPL-3.0-or-later
// The parts that several messages share, to and from JSON (wire/codec.h). Within this module only.
#pragma once

#include "wire/codec.h"
#include "wire/json_reader.h"

namespace kemai::wire::json {

QJsonValue of(const Value &value);
QJsonValue of(const Id &id);
QJsonArray of(const QList<qint32> &scopes);
QJsonObject of(const Cursor &cursor);
QJsonObject of(const SetHead &head);
QJsonObject of(const Mutation &mutation);
QJsonObject of(const Outcome &outcome);
QJsonObject of(const Conflict &conflict);
QJsonObject of(const QList<Table> &tables);
QJsonObject of(const Mask &mask);
QJsonObject of(const Lease &lease);
QJsonArray of(const QList<Conflict> &conflicts);
QJsonArray of(const QList<Outcome> &outcomes);
QJsonArray of(const QList<SetHead> &heads);
QJsonArray of(const QList<Mutation> &mutations);
QString bytes(const QByteArray &bytes);
QByteArray text(const QJsonObject &object);

// Nothing: the JSON is of another type than the field.
std::optional<Value> toValue(const Field &field, const QJsonValue &json);
Cursor toCursor(JsonReader &reader, const QJsonValue &json);
SetHead toSetHead(JsonReader &reader, const QJsonValue &json);
Mutation toMutation(JsonReader &reader, const QJsonValue &json, const Vocabulary &vocabulary);
Outcome toOutcome(JsonReader &reader, const QJsonValue &json);
// Nothing, and the reader still ok: it is about what this side does not know.
std::optional<Conflict> toConflict(JsonReader &reader, const QJsonValue &json, const Vocabulary &vocabulary);
QList<Conflict> toConflicts(JsonReader &reader, QLatin1StringView name, const Vocabulary &vocabulary);
QList<Table> toTables(JsonReader &reader, QLatin1StringView name, const Vocabulary &vocabulary);
Mask toMask(JsonReader &reader, const QJsonValue &json, const Vocabulary &vocabulary);
Lease toLease(JsonReader &reader, const QJsonValue &json);

} // namespace kemai::wire::json
