// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Link: what kemai://, tel:, callto: and sip: addresses ask of the workstation.
 *
 *     kemai://call?number=N[&queue=Q][&choice=C][&waited=S][&direction=in|out][&event=ringing|answered|ended][&from=P][&note=T]
 *     kemai://customer/<id>          kemai://new[?number=N][&name=N]          kemai://show
 *     tel:N  callto:N  sip:N@host    a call from N
 *
 * Anybody can write a link on a web page, so a link only ever shows something: it picks up no telephone, dials nothing and
 * writes no record but that of the call it reports. Anything else, anything longer than linkLimit and any parameter given
 * twice is refused whole: Invalid "calls.link" (details: the link's first characters). Texts are cleaned. Pure.
 */
#pragma once

#include "base/id.h"
#include "base/result.h"

#include <QString>

namespace kemai {

inline constexpr qsizetype linkLimit = 2048; // characters

// What a telephone system tells us of one call.
struct CallNews {
    enum class Event : quint8 { Ringing, Answered, Ended };
    enum class Direction : quint8 { In, Out };

    QString number; // as delivered; see caller.h
    QString queue;  // "After sales"
    QString choice; // of the voice menu
    qint64 waitedSeconds = 0;
    QString from; // the colleague who hands the call over
    QString note; // what they wrote so far
    Direction direction = Direction::In;
    Event event = Event::Ringing;

    friend bool operator==(const CallNews &, const CallNews &) = default;
};

struct Link {
    enum class Kind : quint8 { Show, Call, Customer, QuickCreate };

    Kind kind = Kind::Show;
    CallNews call;
    Id customer;
    QString number; // QuickCreate
    QString name;

    friend bool operator==(const Link &, const Link &) = default;
};

[[nodiscard]] Result<Link> readLink(const QString &text);

// "kemai://customer/<id>", for a mail or a chat.
QString customerLink(const Id &customer);

// The call as the colleague's workstation reads it who takes it over; a note too long for a link loses its end.
QString handOverLink(const CallNews &news);

} // namespace kemai
