// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/channel_badge.h"

#include "widgets/painting.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

ChannelLook channelLook(QStringView kind)
{
    struct Row {
        QLatin1StringView kind;
        ChannelLook look;
    };
    static constexpr Row rows[] = {
        {"call"_L1, {Glyph::Phone, ColorToken::Call}},
        {"call_in"_L1, {Glyph::PhoneIn, ColorToken::Call}},
        {"call_out"_L1, {Glyph::PhoneOut, ColorToken::Call}},
        {"wechat"_L1, {Glyph::Wechat, ColorToken::Wechat}},
        {"wecom"_L1, {Glyph::Chat, ColorToken::Wechat}},
        {"webform"_L1, {Glyph::Webform, ColorToken::Webform}},
        {"web_form"_L1, {Glyph::Webform, ColorToken::Webform}},
        {"ticket"_L1, {Glyph::Ticket, ColorToken::Ticket}},
        {"chat"_L1, {Glyph::Chat, ColorToken::Chat}},
        {"app"_L1, {Glyph::Chat, ColorToken::Chat}},
        {"sms"_L1, {Glyph::Chat, ColorToken::Mail}},
        {"mail"_L1, {Glyph::Mail, ColorToken::Mail}},
        {"email"_L1, {Glyph::Mail, ColorToken::Mail}},
        {"visit"_L1, {Glyph::Check, ColorToken::Visit}},
        {"note"_L1, {Glyph::Note, ColorToken::Note}},
        {"import"_L1, {Glyph::Import, ColorToken::Text2}},
        {"system"_L1, {Glyph::History, ColorToken::Text2}},
    };
    for (const Row &row : rows)
        if (kind == row.kind)
            return row.look;
    return {Glyph::Chat, ColorToken::Text2};
}

void paintChannelBadge(QPainter *painter, const QRect &box, ChannelLook look)
{
    const int side = std::min(box.width(), box.height());
    const QRect circle(box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2, side, side);
    paintRounded(painter, circle, side / 2, theme().mixed(ColorToken::Surface, look.color, 0.16));
    paintIcon(painter, circle, look.glyph, look.color, side * 14 / 24);
}

void paintAvatar(QPainter *painter, const QRect &box, const QString &name)
{
    static constexpr ColorToken colors[] = {ColorToken::Chat,   ColorToken::Wechat, ColorToken::Webform,
                                            ColorToken::Call,   ColorToken::Ticket, ColorToken::Visit,
                                            ColorToken::Note};
    const QString trimmed = name.trimmed();
    uint sum = 0; // stable from run to run, unlike qHash
    for (const QChar character : trimmed)
        sum = sum * 31 + character.unicode();
    const ColorToken color = colors[sum % std::size(colors)];
    const int side = std::min(box.width(), box.height());
    const QRect circle(box.x(), box.y(), side, side);
    paintRounded(painter, circle, side / 2, theme().mixed(ColorToken::Surface, color, 0.16));
    if (trimmed.isEmpty()) {
        paintIcon(painter, circle, Glyph::User, color, side * 5 / 8);
        return;
    }
    const bool han = trimmed.back().script() == QChar::Script_Han;
    const QString letter = han ? QString(trimmed.back()) : QString(trimmed.front().toUpper());
    QFont font = theme().font(TextSize::Body, TextWeight::Medium);
    font.setPixelSize(std::max(10, side * 13 / 32));
    paintText(painter, circle, letter, font, color, Qt::AlignCenter);
}

} // namespace kemai
