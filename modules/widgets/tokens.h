// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The colours of the product, named by what they mean: one constexpr table: light, dark and high contrast.
 *
 * Nothing else in the product holds a colour. Text tokens (text, text2, text3, accent, the status and the
 * channel colours) reach a contrast of 4.5:1 on every ground they are used on
 * (WCAG 2.1, 1.4.3), in high contrast 7:1 (1.4.6); tst_tokens computes each ratio.
 */
#pragma once

#include <QColor>

#include <array>
#include <cmath>

namespace kemai {

enum class Scheme : quint8 { Light, Dark, Contrast }; // Contrast: light on black, strong borders

enum class ColorToken : quint8 {
    Background,  // behind everything: the page
    Surface,     // cards, lists, bars
    Surface2,    // quiet fills: search field, neutral tags, board columns
    Border,
    Text,
    Text2,       // secondary: labels, companies under a name
    Text3,       // third: hints, placeholders
    Accent,
    OnAccent,    // text on a ground of Accent
    AccentWeak,  // selection and the accent's tags
    Success,
    SuccessWeak,
    Warning,
    WarningWeak,
    Danger,
    DangerWeak,
    Wechat,
    Webform,
    Call,
    Ticket,
    Chat,
    Mail,
    Visit,
    Note,
    Info,
};

struct TokenColors {
    ColorToken token;
    const char *name;
    QRgb light;
    QRgb dark;
    QRgb strong; // high contrast
};

inline constexpr std::array<TokenColors, 25> tokenTable{{
    {ColorToken::Background, "bg", 0xfff5f6f8, 0xff121519, 0xff000000},
    {ColorToken::Surface, "surface", 0xffffffff, 0xff1a1e24, 0xff0b0d10},
    {ColorToken::Surface2, "surface2", 0xffeef0f3, 0xff232931, 0xff1c2026},
    {ColorToken::Border, "border", 0xffdfe3e8, 0xff313843, 0xff9aa4b2},
    {ColorToken::Text, "text", 0xff1a1e24, 0xffe7eaef, 0xffffffff},
    {ColorToken::Text2, "text2", 0xff56606d, 0xffa9b2be, 0xffe6eaf0},
    {ColorToken::Text3, "text3", 0xff626b77, 0xff8e98a6, 0xffd0d6de},
    {ColorToken::Accent, "accent", 0xff2156d1, 0xff7aa2ff, 0xff9cc2ff},
    {ColorToken::OnAccent, "on accent", 0xffffffff, 0xff0e1420, 0xff000000},
    {ColorToken::AccentWeak, "accent weak", 0xffe7eefc, 0xff1e2c4a, 0xff12264d},
    {ColorToken::Success, "success", 0xff1b7a4b, 0xff5cc48e, 0xff7ee2ab},
    {ColorToken::SuccessWeak, "success weak", 0xffe4f3ea, 0xff18322a, 0xff0d3323},
    {ColorToken::Warning, "warning", 0xff946200, 0xffe2b548, 0xffffd479},
    {ColorToken::WarningWeak, "warning weak", 0xfffbf1dc, 0xff372d17, 0xff3a2c06},
    {ColorToken::Danger, "danger", 0xffbf3329, 0xfff3857b, 0xffffb3ab},
    {ColorToken::DangerWeak, "danger weak", 0xfffbeae8, 0xff3a2122, 0xff4a1714},
    {ColorToken::Wechat, "wechat", 0xff1d7540, 0xff5cc48e, 0xff7ee2ab},
    {ColorToken::Webform, "webform", 0xff6b4bd8, 0xffa793f5, 0xffcbbcff},
    {ColorToken::Call, "call", 0xff0a6c80, 0xff62c2d2, 0xff86dcec},
    {ColorToken::Ticket, "ticket", 0xffa34e08, 0xffeda45f, 0xffffc08a},
    {ColorToken::Chat, "chat", 0xff2156d1, 0xff7aa2ff, 0xff9cc2ff},
    {ColorToken::Mail, "mail", 0xff5d6775, 0xffa9b2be, 0xffd0d6de},
    {ColorToken::Visit, "visit", 0xffa3447c, 0xffe08dbe, 0xffffb0da},
    {ColorToken::Note, "note", 0xff80631f, 0xffd3b566, 0xfff0d889},
    {ColorToken::Info, "info", 0xff0a6c80, 0xff62c2d2, 0xff86dcec},
}};

constexpr QRgb tokenRgb(ColorToken token, Scheme scheme)
{
    const TokenColors &row = tokenTable[size_t(token)];
    return scheme == Scheme::Light ? row.light : scheme == Scheme::Dark ? row.dark : row.strong;
}

// A colour between two others: part 0 is `from`, part 1 is `to`.
constexpr QRgb mixedRgb(QRgb from, QRgb to, double part)
{
    const auto between = [part](int a, int b) { return int(a + (b - a) * part + 0.5); };
    return qRgb(between(qRed(from), qRed(to)), between(qGreen(from), qGreen(to)), between(qBlue(from), qBlue(to)));
}

// What a tag, a banner or a toast says at a glance; its words say it too (status is never colour alone).
enum class Tone : quint8 { Neutral, Accent, Success, Warning, Danger, Info };

constexpr ColorToken toneText(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return ColorToken::Accent;
    case Tone::Success:
        return ColorToken::Success;
    case Tone::Warning:
        return ColorToken::Warning;
    case Tone::Danger:
        return ColorToken::Danger;
    case Tone::Info:
        return ColorToken::Info;
    case Tone::Neutral:
        break;
    }
    return ColorToken::Text2;
}

constexpr ColorToken toneGround(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return ColorToken::AccentWeak;
    case Tone::Success:
        return ColorToken::SuccessWeak;
    case Tone::Warning:
        return ColorToken::WarningWeak;
    case Tone::Danger:
        return ColorToken::DangerWeak;
    case Tone::Info:
    case Tone::Neutral:
        break;
    }
    return ColorToken::Surface2;
}

// Relative luminance and contrast of WCAG 2.1.
inline double luminance(QRgb color)
{
    const auto linear = [](int channel) {
        const double value = channel / 255.0;
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) + 0.0722 * linear(qBlue(color));
}

inline double contrast(QRgb one, QRgb other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace kemai
