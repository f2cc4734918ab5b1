// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The JSON of a change's edits, as history keeps it and the wire will carry it.
 *
 *   insert   {"name":"张敏","city":"上海市","@":{"city":"phone"}}      field: value
 *   update   {"note":["old","new"],"level":[null,"A"]}                field: [from, to]
 *   remove, restore   {}
 *
 * "@" names the fields whose value was inferred, and from what. Numbers are JSON numbers, ids are lower-case
 * UUID texts, null is null. Field names come from the schema; an unknown one is kept by readers that copy
 * and passed over by readers that apply (a newer version wrote it).
 */
#pragma once

#include "base/result.h"
#include "schema/change.h"

#include <QByteArray>

#include <vector>

namespace kemai {

QByteArray editsToJson(const Change &change); // UTF-8, compact

// The same, appended; and for each edit where its new text stands in there as UTF-8, so that who stores both encodes it
// once. at -1: it is no text, or had to be escaped.
struct TextPlace {
    qsizetype at = -1;
    qsizetype size = 0;
};
void appendEditsJson(QByteArray &json, const Change &change, std::vector<TextPlace> &texts);

// Errors: Corrupt "records.historyUnreadable".
Result<QList<Edit>> editsFromJson(const Entity &entity, Change::Operation operation, QByteArrayView json);

QString operationCode(Change::Operation operation); // "insert", "update", "remove", "restore"
Change::Operation operationFromCode(QStringView code);

} // namespace kemai
