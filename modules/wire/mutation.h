// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Mutation: one change on its way from a device to the server. Outcome: what became of it. Conflict: two values of one
 * thing, kept until somebody chooses (sync.md 5.1 to 5.4).
 *
 * A mutation is a Change of schema/change.h with what the server needs to judge it: its number on this device, its time,
 * and for each field the number of this device's own edit it was made upon, if that is still queued. `change.edits` holds
 * from -> to; `from` is what the author saw (nothing, if he may not know it any more). For a Counter the difference to - from is added. `change.expectedVersion` is the version that was seen.
 */
#pragma once

#include "schema/change.h"
#include "wire/hybrid_time.h"

#include <QStringList>

namespace kemai::wire {

// In place of a field: the mark of removal.
inline constexpr int markField = -1;
inline const QLatin1StringView markName{"@removed"};

struct Previous {
    int field = markField; // of the entity, or markField
    qint64 mid = 0;
    friend bool operator==(const Previous &, const Previous &) = default;
};

// A field of a group that was seen and not changed, while another of it was.
struct Witness {
    int field = 0;
    Value seen;
    friend bool operator==(const Witness &, const Witness &) = default;
};

struct Mutation {
    qint64 mid = 0;        // counts from 1 on each device, without a gap, never reused
    HybridTime at;
    Id set;                // the change set it belongs to; its head is in the same push
    Change change;         // entity null: a table this side does not know
    QList<Witness> witnesses;
    QList<Previous> previous;
    bool byValue = false;  // the version seen belongs to an earlier epoch: what was seen decides
    bool blind = false;    // what was seen had to be forgotten (revoked): no `from` means anything
    bool atomic = false;   // all fields or none
    Id conflict;           // not null: it resolves this conflict, having seen its theirsVersion as expectedVersion
    QString refusal;       // why this side cannot read all of it ("sync.unknownTable" ...); empty: it can
    QStringList unknown;   // fields this side does not know: answered denied, the rest is judged

    qint64 previousOf(int field) const; // 0: none
};

// What change.h says of a set, beside its changes.
struct SetHead {
    Id id;
    Origin origin = Origin::Typed;
    Id author; // null: the session's user
    qint64 atMs = 0;
    QString title;
    Id batch;
    Id undoes;
};

enum class Verdict : quint8 {
    Ok,       // applied
    Noop,     // it was so already
    Conflict, // the live value stays, both are kept in a conflict
    Denied,   // not allowed, or not understood; the device keeps the text
};
QString verdictCode(Verdict verdict); // "ok", "noop", "conflict", "denied"

// Only the fields that were not plainly applied are named; a mutation without an outcome was applied whole.
struct Outcome {
    struct Of {
        QString field; // or markName
        Verdict verdict = Verdict::Ok;
        friend bool operator==(const Of &, const Of &) = default;
    };
    qint64 mid = 0;
    QList<Of> fields;
    QList<Id> conflicts; // that it opened, or whose own value it replaced
    QString reason;      // of Denied: an error id with a sentence ("sync.notFound")
    QStringList details; // of the sentence; never a value the device may not read

    bool plain() const { return fields.isEmpty() && reason.isEmpty() && conflicts.isEmpty(); }
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

struct Conflict {
    enum class State : quint8 { Open, Resolved };
    struct Field {
        int field = markField;
        Value base;   // what the author had seen; of the mark: nothing
        Value mine;
        Value theirs; // live when the conflict was last judged
        friend bool operator==(const Field &, const Field &) = default;
    };

    Id id;
    const Entity *entity = nullptr;
    Id record;
    QString unit;             // the field or group in conflict; markName: edited here, withdrawn there; "*": an atomic change
    QList<Field> fields;
    qint64 theirsVersion = 0; // the version to name when resolving
    Id device;
    qint64 mid = 0;           // of the device's latest value for it
    Id author;
    HybridTime at;
    State state = State::Open;
    Id resolvedBy;
    qint64 resolvedMs = 0;

    friend bool operator==(const Conflict &, const Conflict &) = default;
};

// The id of a conflict follows from who opened it, so that the same bytes sent again open the same one.
Id conflictId(const Id &device, qint64 mid, const QString &unit);

} // namespace kemai::wire
