// SPDX-License-Identifier: GPL-3.0-or-later
#include "appearance.h"

#include "widgets/language.h"
#include "widgets/theme.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

SchemeChoice schemeOf(const QString &name)
{
    return name == "light"_L1 ? SchemeChoice::Light
           : name == "dark"_L1 ? SchemeChoice::Dark
           : name == "contrast"_L1 ? SchemeChoice::Contrast
                                   : SchemeChoice::System;
}

} // namespace

Appearance::Appearance(QObject *parent) : QObject(parent)
{
    connect(&settings(), &Settings::changed, this, [](const Setting &setting) { apply(setting); });
}

void Appearance::applyAll()
{
    for (const Setting *setting : {&setting::theme, &setting::density, &setting::textSize, &setting::motion, &setting::language})
        apply(*setting);
}

void Appearance::apply(const Setting &changed)
{
    const QString value = settings().text(changed);
    if (&changed == &setting::language)
        language().setTongue(tongueFrom(value == "system"_L1 ? QLocale::system().name() : value));
    else if (&changed == &setting::theme)
        theme().setScheme(schemeOf(value));
    else if (&changed == &setting::density)
        theme().setDensity(value == "compact"_L1 ? Density::Compact : Density::Comfortable);
    else if (&changed == &setting::textSize)
        theme().setTextScale(value.toInt() / 100.0);
    else if (&changed == &setting::motion)
        theme().setMotion(value == "none"_L1 ? MotionChoice::None : MotionChoice::System);
}

void Appearance::choose(const Setting &setting, const QString &value)
{
    if (const Result<> set = settings().set(setting, value); !set)
        emit failed(set.error());
    else
        apply(setting); // also where the command line showed something else than the setting says
}

void Appearance::toggleLanguage()
{
    choose(setting::language, tongueCode(language().tongue() == Tongue::Chinese ? Tongue::English : Tongue::Chinese));
}

void Appearance::toggleTheme()
{
    choose(setting::theme, theme().isDark() ? u"light"_s : u"dark"_s);
}

void Appearance::growText(int percent)
{
    const int now = qRound(theme().textScale() * 10) * 10;
    choose(setting::textSize, QString::number(std::clamp(now + percent, setting::textSize.least, setting::textSize.most)));
}

QList<Action> Appearance::actions()
{
    return {
        {u"theme"_s, Glyph::Moon, [] { return theme().isDark() ? tr("Light theme") : tr("Dark theme"); },
         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), [this] { toggleTheme(); }},
        {u"theme.contrast"_s, Glyph::Eye,
         [] { return theme().scheme() == Scheme::Contrast ? tr("Normal contrast") : tr("High contrast"); }, {},
         [this] { choose(setting::theme, theme().scheme() == Scheme::Contrast ? u"system"_s : u"contrast"_s); }},
        {u"theme.system"_s, Glyph::Sun, [] { return tr("Follow the system's theme"); }, {},
         [this] { choose(setting::theme, u"system"_s); }},
        {u"language"_s, Glyph::Language, [] { return tr("Switch to Chinese"); }, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
         [this] { toggleLanguage(); }},
        {u"density"_s, Glyph::Density,
         [] { return theme().density() == Density::Compact ? tr("Comfortable rows") : tr("Compact rows"); }, {},
         [this] { choose(setting::density, theme().density() == Density::Compact ? u"comfortable"_s : u"compact"_s); }},
        {u"text.larger"_s, Glyph::TextSize, [] { return tr("Larger text"); }, QKeySequence(Qt::CTRL | Qt::Key_Plus),
         [this] { growText(10); }, QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        {u"text.smaller"_s, Glyph::TextSize, [] { return tr("Smaller text"); }, QKeySequence(Qt::CTRL | Qt::Key_Minus),
         [this] { growText(-10); }},
        {u"text.normal"_s, Glyph::TextSize, [] { return tr("Normal text size"); }, QKeySequence(Qt::CTRL | Qt::Key_0),
         [this] { choose(setting::textSize, u"100"_s); }},
    };
}

} // namespace kemai
