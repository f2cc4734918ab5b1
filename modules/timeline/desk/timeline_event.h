// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineEvent: what one row of the timeline shows, read in one go with what it names (ticket, author, attachments).
 */
#pragma once

#include "timeline/timeline.h"

#include <QMetaType>

namespace kemai {

struct TimelineEvent {
    static constexpr qsizetype longestBody = 20'000; // characters kept; the rest is read when somebody copies it

    Id id;
    qint64 version = 0;
    QString channel;
    QString direction; // in, out, internal or empty
    qint64 atMs = 0;
    QString subject;
    QString body;
    qsizetype bodyLength = 0; // of the whole text
    QString authorName;   // a colleague's as it is now; of somebody unknown here as it was written
    QString authorNameEn; // empty: as in Chinese
    qint64 durationSeconds = 0;
    QString ticketNumber;
    QString ticketState;     // code; empty: not known
    QString recording;       // what to play; empty: none
    qint64 recordingSeconds = 0;
    int messages = 0;        // of a conversation; 0: not said
    QStringList notes;       // further words of the channel: utm, state, tags
    QStringList attachments; // file names
    bool editable = false;   // a note of our own

    friend bool operator==(const TimelineEvent &, const TimelineEvent &) = default;
};

// Rows as events. Errors: those of Records.
Result<QList<TimelineEvent>> timelineEvents(Records &records, const QList<Record> &rows);

} // namespace kemai

Q_DECLARE_METATYPE(kemai::TimelineEvent)
