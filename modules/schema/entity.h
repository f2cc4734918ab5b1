// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Field and Entity: what a record is made of, described once.
 *
 * From these tables come the DDL of both databases, the JSON of changes and history, the import headings,
 * the labels of forms and which fields search covers. A new field is one line in its entity's header
 * (see customer.h); declare_entity.h turns the lines into a constexpr table and typed handles, so
 * `record[customer::name]` is a QString and a misspelled field does not compile.
 */
#pragma once

#include "base/id.h"

#include <QString>

#include <span>
#include <string_view>

namespace kemai {

// What a column holds. The C++ type behind it: see ValueTypeOf below.
enum class Type : quint8 {
    Text,
    Choice,    // a text out of a fixed or open list of codes
    Date,      // ISO text, no time zone
    Json,      // text
    Integer,
    Boolean,
    Time,      // UTC milliseconds
    Money,     // minor units
    Reference, // the id of another record
};

// How two edits of the field at two desks merge (sync.md 5.1).
enum class Merge : quint8 {
    Scalar,  // two different values conflict
    Counter, // increments add up
    Append,  // the record is only ever added
    Derived, // computed from other fields: the later wins, nobody is asked
    Server,  // only commands of the server change it
};

enum FieldFlag : quint32 {
    NoFlags = 0,
    Searchable = 1,      // the search index covers it
    Indexed = 2,         // equality and order by it are fast
    Sensitive = 4,       // masked unless a role grants it; never in a log
    Hidden = 8,          // machinery: in no form, no import, no column chooser
    Importable = 16,     // an import file may name it
};

struct Field {
    const char *name;      // the column
    Type type;
    const char16_t *zh;    // label in Simplified Chinese
    const char16_t *en;    // label in English
    quint32 flags = NoFlags;
    Merge merge = Merge::Scalar;
    const char *refers = nullptr;            // Reference: the entity's name
    const char16_t *synonyms = nullptr;      // further headings of import files, separated by |
    const char16_t *choices = nullptr;       // Choice: code=zh=en separated by |
    const char *derivedFrom = nullptr;       // Derived: the field of this entity it is computed from

    QString label(bool chinese) const { return QString::fromUtf16(chinese ? zh : en); }
    bool is(FieldFlag flag) const { return (flags & flag) != 0; }
};

enum class Storage : quint8 {
    Records, // changed through changes, synchronized
    System,  // written by the database layer itself: change sets and their history
};

struct Entity {
    const char *name;      // the table
    const char16_t *zh;
    const char16_t *en;
    std::span<const Field> fields;
    const char *indexes = ""; // composite indexes beside the fields': "customer,at|..."
    Storage storage = Storage::Records;

    int count() const { return int(fields.size()); }
    int indexOf(QLatin1StringView field) const // -1 if there is none
    {
        for (int i = 0; i < count(); ++i)
            if (field == QLatin1StringView(fields[size_t(i)].name))
                return i;
        return -1;
    }
    QString label(bool chinese) const { return QString::fromUtf16(chinese ? zh : en); }
};

template <Type type> struct ValueTypeOf { using T = QString; };
template <> struct ValueTypeOf<Type::Integer> { using T = qint64; };
template <> struct ValueTypeOf<Type::Boolean> { using T = bool; };
template <> struct ValueTypeOf<Type::Time> { using T = qint64; };
template <> struct ValueTypeOf<Type::Money> { using T = qint64; };
template <> struct ValueTypeOf<Type::Reference> { using T = Id; };

// A typed handle: which entity, which column, which C++ type.
template <typename ValueType>
struct FieldOf {
    const Entity *entity;
    int index;

    const Field &field() const { return entity->fields[size_t(index)]; }
};

} // namespace kemai
