// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CallWords: how a call and who calls are said, in the language of the moment. GUI thread only.
 */
#pragma once

#include "calls/call_card.h"
#include "calls/desk/call_model.h"
#include "widgets/human.h"
#include "widgets/tag.h"

#include <QCoreApplication>

namespace kemai {

class CallWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::CallWords)

public:
    static QString title(const DeskCall &call);   // the name; Unknown number; Several people
    static QString beside(const CardPerson &person); // a contact's relation: "family of Zhang Min"; else the company
    static QString number(const Caller &caller);  // 139 8800 1200; Hidden number
    static QString region(const CallCard &card);  // 江苏 南京
    static QString line(const DeskCall &call);    // number · region · queue · waited 0:18
    static QString why(const CardPerson &person); // why it may be this person; empty where it is certain
    static QString hint(const DeskCall &call);    // what the card says below the head: why, or what to do; may be empty
    static QList<Tag> tags(const DeskCall &call); // level, second call this week, tags
    static QString promise(const OverduePromise &promise); // Promised: diagnosis report
    static QString overdue(const OverduePromise &promise); // 2 days overdue
    static QString event(const CardEvent &event); // Call · live class stutters
    static QString ticket(const CardTicket &ticket);
    static QString owner(const CardPerson &person);
    static QString summary(const DeskCall &call); // one line for a toast, the tray, a screen reader
    static bool chinese();
};

} // namespace kemai
