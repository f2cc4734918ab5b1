// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The round badge that says which channel an interaction came through, and the avatar of a person.
 * Channel kinds are an open list: a kind that is not known here gets the neutral chat badge.
 */
#pragma once

#include "widgets/icon.h"

#include <QRect>
#include <QStringView>

class QPainter;

namespace kemai {

struct ChannelLook {
    Glyph glyph;
    ColorToken color;
};

// kind: "call", "call_in", "call_out", "wechat", "wecom", "webform", "ticket", "chat", "mail", "email", "visit",
// "note", "sms", "import", "system".
ChannelLook channelLook(QStringView kind);

// A 24 px circle in the channel's colour, weak, with its icon in the full colour.
void paintChannelBadge(QPainter *painter, const QRect &box, ChannelLook look);

// A circle with the name's first letter or last Chinese character; its colour follows from the name.
void paintAvatar(QPainter *painter, const QRect &box, const QString &name);

} // namespace kemai
