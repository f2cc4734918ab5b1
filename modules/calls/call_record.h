// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What remains of a call: an interaction (channel call, direction, duration, note) on the customer's time axis, written when
 * the call ends or is noted; and what an agent taught us about its number. Each function is one change set, so one undo
 * takes back the whole act. Rules over Records; any thread.
 */
#pragma once

#include "calls/caller.h"
#include "schema/records.h"

namespace kemai {

struct CallRecord {
    Id interaction;       // made when the call came in, so that noting and ending write the same record
    Caller caller;
    Id customer;          // null: nobody knows who it was
    Id contact;
    bool incoming = true;
    QString queue;
    qint64 startedMs = 0;
    qint64 answeredMs = 0; // 0: it was not
    qint64 endedMs = 0;    // 0: it still runs
    QString note;
    Id author;
    QString authorName;

    qint64 seconds(qint64 nowMs) const { return answeredMs == 0 ? 0 : std::max<qint64>(((endedMs == 0 ? nowMs : endedMs) - answeredMs) / 1000, 0); }
};

// Inserts the interaction, or brings the one that is there up to this; a call of nobody, and one nobody answered, leaves a clue with
// its number (missed_calls.h).
// Errors: Invalid text.tooLong (the note); NotFound records.notFound (the customer); as commit().
Result<Committed> writeCall(Records &records, const CallRecord &call, qint64 nowMs);

struct CallLesson {
    Caller caller;
    Id customer;
    Id interaction; // of the call; null: none was written yet
    Id author;
};

// This number is theirs: `phone` is the insert of a phone of the customer, left out where they have the number already.
// Calls of this number that nobody knew become the customer's. Errors: Invalid calls.noNumber.
Result<Committed> attachNumber(Records &records, const CallLesson &lesson, const Change &phone, qint64 nowMs);

// It was not this person: the next card does not offer them first, and the call is nobody's. Errors: Invalid calls.noNumber.
Result<Committed> rejectPerson(Records &records, const CallLesson &lesson, qint64 nowMs);

// What a note, a ticket or a message says of numbers: a clue for each, in one change set, the same on every workstation.
// Records of interaction and ticket; numbers the customer has already are left out. At most `learnLimit` records a time.
inline constexpr qsizetype learnLimit = 500;
Result<Committed> learnNumbers(Records &records, const Entity &entity, const QList<Id> &ids, qint64 nowMs);

// The numbers of a running text, as phone.digits holds them: mobile numbers and numbers with an area or country code; at most 8.
QStringList numbersIn(const QString &text);

} // namespace kemai
