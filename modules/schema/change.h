// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Change: one edit of one record. ChangeSet: what one act did, applied whole or not at all.
 *
 * The one currency: a typed edit, a channel's message, an imported row, an undo, a merge and a download are
 * all change sets. The outbox is the unsent ones, the audit trail the applied ones.
 */
#pragma once

#include "schema/record.h"

#include <QHash>
#include <QList>

namespace kemai {

// Where a value came from (N07). The set says it for all its fields; one field may say otherwise.
enum class Origin : quint8 { Typed, Import, Call, Rule, Inferred, Channel, Undo, Sync };
QString originCode(Origin origin); // "typed", "import" ... as change_set.origin stores it
Origin originFromCode(QStringView code);

struct Edit {
    int field = 0; // index in the entity
    Value from;    // what the author saw; filled by commit() for inserts (null)
    Value to;
    QString inferredFrom; // not empty: the value was inferred, from this ("phone", "address")
};

struct Change {
    enum class Operation : quint8 {
        Insert,
        Update,
        Remove,  // withdraw: the record stays, marked; nothing is ever deleted
        Restore, // take the mark away
    };

    const Entity *entity = nullptr;
    Id record;
    Operation operation = Operation::Insert;
    QList<Edit> edits;
    qint64 expectedVersion = 0; // Update: 0 = whatever is there; else an edited field that changed since is a Conflict
    qint64 line = 0;            // of the import file, from 1; 0: none

    static Change insert(const Entity &entity, const Id &id) { return {&entity, id, Operation::Insert, {}, 0, 0}; }
    static Change update(const Record &record) { return {record.entity(), record.id, Operation::Update, {}, record.version, 0}; }
    static Change remove(const Record &record) { return {record.entity(), record.id, Operation::Remove, {}, record.version, 0}; }
    static Change restore(const Record &record) { return {record.entity(), record.id, Operation::Restore, {}, record.version, 0}; }

    // Sets a field of an insert. Null values are left out.
    template <typename T>
    Change &set(const FieldOf<T> &field, const std::type_identity_t<T> &to)
    {
        return edit(field.index, Value(), Value(to));
    }
    template <typename T>
    Change &setInferred(const FieldOf<T> &field, const std::type_identity_t<T> &to, QString from)
    {
        edit(field.index, Value(), Value(to));
        if (!edits.isEmpty() && edits.last().field == field.index)
            edits.last().inferredFrom = std::move(from);
        return *this;
    }
    // Sets a field of an update, from what `seen` holds.
    template <typename T>
    Change &set(const Record &seen, const FieldOf<T> &field, const std::type_identity_t<T> &to)
    {
        return edit(field.index, seen.value(field.index), Value(to));
    }
    Change &edit(int field, Value from, Value to)
    {
        if (from != to)
            edits.append({field, std::move(from), std::move(to), {}});
        return *this;
    }
};

struct ChangeSet {
    Id id;           // null: commit() makes one
    Origin origin = Origin::Typed;
    Id author;       // the user; null: nobody logged in (a command line, a demo)
    qint64 atMs = 0; // 0: commit() asks the clock
    QString title;   // what undo and history call it; English code ("customer.edit") translated where shown
    Id batch;        // of an import
    Id undoes;       // the change set this one takes back
    QList<Change> changes;
};

} // namespace kemai
