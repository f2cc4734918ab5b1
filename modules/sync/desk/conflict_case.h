// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ConflictCase: what has to be decided about one record: every open conflict that one author at one device has with what the server
 * holds of it. A row is a field; the rows of one conflict (a group such as province and city, or the question whether the record stays
 * withdrawn) are chosen together, because half of such a choice means nothing.
 *
 * What is computed from another field (schema: Derived) is no row; it follows the row of that field. Plain values; any thread.
 */
#pragma once

#include "store/store.h" // Id in signals
#include "sync/desk/desk_queue.h"

#include <functional>

namespace kemai::sync {

enum class Choice : quint8 {
    None,   // not decided
    Base,   // as it was before both edits
    Mine,   // the author's, which waits in the conflict
    Theirs, // the server's, which is shown everywhere now
    Other,  // typed here
};

struct ConflictRow {
    int line = 0; // of the case's lines: its conflict
    int field = wire::markField;
    Value base;
    Value mine;
    Value theirs;
    Choice choice = Choice::None;
    Value other;          // of Choice::Other
    bool changed = false; // the server's value is another one than when it was chosen before

    const Value &chosen() const; // base, mine, theirs or other; nothing for None
    bool isMark() const { return field == wire::markField; }
};

// What Office::resolve() is given for one conflict.
struct Decision {
    wire::Conflict conflict;
    Change::Operation operation = Change::Operation::Update;
    QList<Edit> edits; // from theirs to the choice
};

struct ConflictCase {
    QList<ConflictLine> lines;
    QList<ConflictRow> rows;

    const ConflictLine &first() const { return lines.first(); }
    const Entity &entity() const { return *first().conflict.entity; }
    const Field *fieldOf(const ConflictRow &row) const { return row.isMark() ? nullptr : &entity().fields[size_t(row.field)]; }
    Id customer() const; // whose record it is, or which; null: of nobody
    bool is(const ConflictCase &other) const; // of the same record, author and device
    bool asksAboutWithdrawal(int row) const; // its conflict has the mark in it: as it was before is no choice then
    bool isDecided() const;
    int undecided() const; // the first row without a choice; -1: none

    void choose(int row, Choice choice); // and all rows of its conflict; of Other: with what was typed before
    void chooseOther(int row, const Value &value);

    // Fills the derived fields of a record that got a typed value.
    using Derive = std::function<void(Record &record)>;
    QList<Decision> decisions(const Derive &derive = {}) const; // of a decided case
};

// In the order of the conflicts.
QList<ConflictCase> casesOf(const QList<ConflictLine> &lines);

} // namespace kemai::sync
