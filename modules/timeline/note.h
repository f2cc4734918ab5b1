// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What an agent writes down about a customer: a note, or a check-in with one key (已面谈, 已报价, 已寄样; R098).
 *
 * What the signs in the text say (note_language.h) is made with it: tags the customer has not got yet, promises of the
 * author's, mentions; all in one change set, so that undo takes back all of it.
 *
 * Both are interactions on the one time axis. A check-in may leave a task behind ("三天后跟进样品反馈"), in the same change
 * set, so that undo takes back both. A note can be edited and withdrawn; what came over a channel cannot be edited,
 * because it is what somebody said. Texts are cleaned through text/pipeline.h. Rules over Records.
 */
#pragma once

#include "schema/records.h"
#include "timeline/note_language.h"

#include <optional>

namespace kemai {

struct Note {
    Id customer;
    QString text;
    Id author;
    QString authorName;
    qint64 atMs = 0; // 0: nowMs
    QList<NoteMark> marks; // readNote() of the text
    QTimeZone zone = QTimeZone::systemTimeZone(); // of the days the promises name
};

struct FollowUp {
    QString title;
    qint64 dueMs = 0;
};

struct CheckIn {
    Note note;       // its text may be empty: the subject says it
    QString subject; // the standard text: "已面谈"
    std::optional<FollowUp> next;
};

struct Noted {
    Id interaction;
    Id set; // the change set, for undo; null: nothing changed
    bool leadsOn = true; // something was left to do: a task or a promise (R025)
};

// Errors: Invalid timeline.emptyNote, text.tooLong; NotFound records.notFound (the customer).
Result<Noted> addNote(Records &records, const Note &note, qint64 nowMs);
Result<Noted> checkIn(Records &records, const CheckIn &checkIn, qint64 nowMs);

// `seen`: the note as the author saw it; `edited.marks` are those that the edit brought in. Errors: as addNote(); Denied
// timeline.notANote; Conflict records.conflict.
Result<Noted> editNote(Records &records, const Record &seen, const Note &edited, qint64 nowMs);
// Errors: Denied timeline.notANote; NotFound.
Result<Noted> withdrawNote(Records &records, const Record &seen, const Id &author, qint64 nowMs);

// The step that follows on a note without one. Errors: Invalid timeline.emptyStep; NotFound records.notFound.
Result<Noted> addNextStep(Records &records, const Id &customer, const FollowUp &step, const Id &interaction, const Id &author, qint64 nowMs);

// Notes and check-ins, not what a channel delivered.
bool isNote(const Record &interaction);

} // namespace kemai
