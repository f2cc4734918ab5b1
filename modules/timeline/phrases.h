// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a team writes again and again: check-ins with one key (R098) and text modules that / puts into a note.
 *
 * Both are records and edited like any; a store where nobody has edited them yet has the shipped ones, in the language of who
 * asks. Saving writes the whole list as one change set: what is new, what changed, what went. Rules over Records.
 */
#pragma once

#include "schema/records.h"

#include <QDate>

namespace kemai {

struct CheckInTemplate {
    Id id;             // null: shipped, or new
    QString subject;   // 已寄样
    QString nextTitle; // 跟进样品反馈; empty: nothing follows
    int nextDays = 0;
    bool workdays = false; // counted in workdays; else in days, moved on to a workday

    static constexpr int most = 9; // Alt+1 to Alt+9
    // The day the next step is due.
    QDate nextDay(const QDate &today) const;

    friend bool operator==(const CheckInTemplate &, const CheckInTemplate &) = default;
};

QList<CheckInTemplate> shippedCheckIns(bool chinese);
Result<QList<CheckInTemplate>> checkInTemplates(Records &records, bool chinese); // in their order
// Errors: Invalid "timeline.emptyTemplate" (detail: its number), "timeline.tooManyTemplates".
Result<Committed> saveCheckInTemplates(Records &records, const QList<CheckInTemplate> &wanted, const Id &author, qint64 nowMs);

struct TextModule {
    Id id;
    QString key;  // what is typed behind /
    QString text; // what it becomes

    static constexpr int most = 200;
    friend bool operator==(const TextModule &, const TextModule &) = default;
};

QList<TextModule> shippedTextModules(bool chinese);
Result<QList<TextModule>> textModules(Records &records, bool chinese); // by key
// Errors: Invalid "timeline.emptyTemplate" (detail: its number), "timeline.moduleTwice" (detail: the key), "timeline.tooManyTemplates".
Result<Committed> saveTextModules(Records &records, const QList<TextModule> &wanted, const Id &author, qint64 nowMs);

} // namespace kemai
