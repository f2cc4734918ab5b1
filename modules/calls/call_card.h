// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CallCard: what an agent sees while the telephone rings: who it is, or may be, and what this person is about (R106).
 *
 * Everything comes from this workstation's own records, by indexed look-ups with bounds, so a card costs the same with a
 * million customers as with ten. Rules over Records; any thread.
 *
 * Who: a customer's own number, or a number an agent said is theirs, is known; two of those are several. A number shared
 * by right (family, reception, switchboard: D11), the direct line beside a known extension, a number that a contact, an
 * address, a note or a ticket mentions is a maybe, with its reason. Nobody is guessed: without a reason a caller is unknown,
 * with the region of the number. Whom an agent said it is not comes last, and never as the answer.
 */
#pragma once

#include "calls/caller.h"
#include "schema/records.h"

#include <QTimeZone>

namespace kemai {

inline constexpr int cardPeople = 9; // the chooser's keys 1 to 9
inline constexpr int cardEvents = 3;

enum class Because : quint8 {
    Own,       // the number is the customer's own
    Confirmed, // an agent said so
    Family,
    Reception,
    Switchboard, // detail: the extension that called, if it is known
    DirectLine,  // detail: the extension this line ends with
    Mentioned,   // in a note or a message; detail: its first words
    Contact,     // detail: the contact's text
    Text,        // in an address or an email; detail: the text
};
QString becauseCode(Because because); // "own", "family" ...: for command line and tests

struct CardEvent {
    Id id;
    QString channel;
    QString direction;
    QString subject;
    QString text; // the first characters
    qint64 atMs = 0;
};

struct OverduePromise {
    Id id;
    QString text;
    QString ownerName;
    qint64 dueMs = 0;
    qint64 days = 0; // overdue, see overdueDays()
};

struct CardTicket {
    Id id;
    QString number;
    QString title;
    QString priority;
    QString state;
    qint64 openedMs = 0;
};

struct CardPerson {
    Id customer;
    QString name; // of the customer; else the company
    QString company;
    QString level;
    QStringList tags;
    QString ownerName;
    QString ownerNameEn;
    Id contact; // whose number it is, if it is a contact's
    QString contactName;
    QString relation;
    Because because = Because::Own;
    QString detail;
    bool rejected = false; // an agent said: not this person
    qint64 lastContactMs = 0;
    QList<CardEvent> events; // newest first
    QList<OverduePromise> overdue; // longest overdue first, at most 5
    QList<CardTicket> tickets; // open, newest first, at most 5
    int openTickets = 0; // all of them
    int contactsThisWeek = 0; // any channel, since Monday
    int callsThisWeek = 0;    // from the customer, before this one
};

struct CallCard {
    enum class Certainty : quint8 { Known, Maybe, Several, Unknown, Hidden };

    Caller caller;
    Certainty certainty = Certainty::Unknown;
    QList<CardPerson> people; // best first, at most cardPeople; Unknown: only those an agent said it is not
    int morePeople = 0;       // who share the number and are not listed
    QString province;         // of the number; empty if it cannot be told
    QString provinceEn;
    QString city;
    int earlierCallsThisWeek = 0; // of a number nobody knew

    const CardPerson *person() const { return certainty == Certainty::Known || certainty == Certainty::Maybe ? &people.first() : nullptr; }
};
QString certaintyCode(CallCard::Certainty certainty);

struct CardMoment {
    qint64 nowMs = 0;
    QTimeZone zone = QTimeZone::systemTimeZone();
};

// Errors: those of Records. A caller without a number is no error.
Result<CallCard> whoIsCalling(Records &records, const Caller &caller, const CardMoment &moment);
Result<CallCard> whoIsCalling(Records &records, const QString &delivered, const CardMoment &moment);

// What one customer's card would show, whatever the number: for a caller who is found by name.
Result<CardPerson> cardOf(Records &records, const Id &customer, const CardMoment &moment);

// Workdays something is overdue (D12); 0: not overdue, or overdue since today. The one place of this module that counts them.
qint64 overdueDays(qint64 dueMs, const CardMoment &moment);

} // namespace kemai
