// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Track: what happened to one field of one record (or to its existence), with what was undone taken out.
 *
 * The edits in force form a stack. An ordinary edit goes on top. An edit by a set that undoes the top one
 * takes it off and leaves a mark ("undone by"); an edit by a set that undoes that set, while nothing else has
 * happened to the field since, puts it back. So an edit that was undone is no touch, and undoing an undo is
 * redoing. The stack's top is what gave the field its value: provenance reads it there.
 *
 *     A: 甲→乙          [A]
 *     B: 乙→丙          [A B]
 *     U undoes B: 丙→乙  [A]      mark (U took B off, above A)
 *     R undoes U: 乙→丙  [A B/R]  B in force again; to undo B or R is the same
 *
 * Undoing a choice of sets takes edits off the top as long as they belong to it; one that lies under another's
 * edit is kept.
 */
#pragma once

#include "history/log.h"

#include <QSet>

#include <optional>

namespace kemai {

class Track
{
public:
    struct Element {
        QList<qint64> rows; // of history: its own, then those that redid it
        QList<Id> sets;     // by the same order
        qint64 setSeq = 0;  // the set that put it here last
        Value from;
        Value to;
        QString inferredFrom;
        qint64 line = 0;
        qint64 originSeq = 0; // the set that made it first
    };
    struct Mark { // an undo that took something off
        qint64 row = 0;
        Id set;
        qint64 setSeq = 0;
        Element taken;
        qint64 below = 0; // first row of the element it bared; 0: none
    };

    void add(const LoggedRow &row, const LoggedSet &set, const Value &from, const Value &to, const QString &inferredFrom = {});

    // Takes off, from the top, all that belongs to `sets`; answers the value before, by history row.
    QHash<qint64, Value> takeBack(const QSet<Id> &sets);

    bool isEmpty() const { return m_stack.isEmpty(); }
    const Element *top() const { return m_stack.isEmpty() ? nullptr : &m_stack.last(); }
    bool holdsRow(qint64 row) const;   // in force
    bool marksRow(qint64 row) const;   // an undo in force
    qint64 lastSet() const { return m_lastSet; } // whatever touched it last
    std::optional<Mark> lastMark() const;        // the undo that bared the top, if that was the last thing to happen

private:
    qint64 topRow() const { return m_stack.isEmpty() ? 0 : m_stack.last().rows.first(); }

    QList<Element> m_stack;
    QList<Mark> m_marks;
    qint64 m_lastSet = 0;
    qint64 m_lastRow = 0;
};

// A record's tracks: its existence (0 not there, 1 there, 2 withdrawn) and its fields.
struct RecordTracks {
    static constexpr int absent = 0;
    static constexpr int present = 1;
    static constexpr int withdrawn = 2;

    Track existence;
    QHash<int, Track> fields;
    QList<LoggedRow> rows; // oldest first

    static RecordTracks of(QList<LoggedRow> rows, const Log &log); // the log has the rows' sets loaded
};

} // namespace kemai
