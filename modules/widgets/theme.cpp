// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "widgets/kemai_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QPointer>
#include <QToolTip>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// A bare X server names no interface font, and its substitute has no Chinese glyphs of its own: then one font
// draws both scripts, so that a line of Chinese and Latin keeps one rhythm.
QStringList interfaceFamilies()
{
    QStringList families;
    const QString system = QFontInfo(QGuiApplication::font()).family();
    const bool substitute = system.startsWith("DejaVu"_L1) || system.startsWith("Bitstream"_L1)
                            || system.startsWith("Liberation"_L1) || system.isEmpty()
                            || system.contains("Mono"_L1);
    if (!substitute)
        families << system;
    families << u"Noto Sans CJK SC"_s << u"Microsoft YaHei UI"_s << u"PingFang SC"_s;
    if (substitute && !system.isEmpty())
        families << system;
    return families;
}

QPalette paletteOf(const Theme &theme)
{
    const auto c = [&theme](ColorToken token) { return theme.color(token); };
    QPalette palette;
    palette.setColor(QPalette::Window, c(ColorToken::Background));
    palette.setColor(QPalette::WindowText, c(ColorToken::Text));
    palette.setColor(QPalette::Base, c(ColorToken::Surface));
    palette.setColor(QPalette::AlternateBase, c(ColorToken::Background));
    palette.setColor(QPalette::Text, c(ColorToken::Text));
    palette.setColor(QPalette::PlaceholderText, c(ColorToken::Text3));
    palette.setColor(QPalette::Button, c(ColorToken::Surface));
    palette.setColor(QPalette::ButtonText, c(ColorToken::Text));
    palette.setColor(QPalette::BrightText, c(ColorToken::Danger));
    palette.setColor(QPalette::Highlight, c(ColorToken::Accent));
    palette.setColor(QPalette::HighlightedText, c(ColorToken::OnAccent));
    palette.setColor(QPalette::ToolTipBase, c(ColorToken::Text));
    palette.setColor(QPalette::ToolTipText, c(ColorToken::Surface));
    palette.setColor(QPalette::Link, c(ColorToken::Accent));
    palette.setColor(QPalette::LinkVisited, c(ColorToken::Webform));
    palette.setColor(QPalette::Light, c(ColorToken::Surface));
    palette.setColor(QPalette::Midlight, c(ColorToken::Surface2));
    palette.setColor(QPalette::Mid, c(ColorToken::Border));
    palette.setColor(QPalette::Dark, c(ColorToken::Border));
    palette.setColor(QPalette::Shadow, c(ColorToken::Border));
    const QColor faint = theme.mixed(ColorToken::Text3, ColorToken::Surface, 0.35);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent)
{
    m_families = interfaceFamilies();
    m_systemScheme = QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
    m_scheme = m_systemScheme;
}

Theme::~Theme() = default;

void Theme::install()
{
    m_installed = true;
    apply();
}

void Theme::setScheme(SchemeChoice choice)
{
    m_choice = choice;
    const Scheme scheme = choice == SchemeChoice::System ? m_systemScheme
                          : choice == SchemeChoice::Dark     ? Scheme::Dark
                          : choice == SchemeChoice::Contrast ? Scheme::Contrast
                                                             : Scheme::Light;
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    apply();
}

void Theme::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    apply();
}

void Theme::setTextScale(double scale)
{
    scale = std::clamp(scale, 0.8, 2.0);
    if (qFuzzyCompare(m_textScale, scale))
        return;
    m_textScale = scale;
    apply();
}

int Theme::fontPixels(TextSize size) const
{
    static constexpr int pixels[] = {12, 13, 14, 16, 20};
    return qRound(pixels[size_t(size)] * m_textScale);
}

QFont Theme::font(TextSize size, TextWeight weight) const
{
    QFont font;
    font.setFamilies(m_families);
    font.setPixelSize(fontPixels(size));
    font.setWeight(QFont::Weight(int(weight)));
    font.setHintingPreference(QFont::PreferNoHinting); // same widths at 100 % and 200 %
    return font;
}

int Theme::scaled(int pixels) const
{
    return m_textScale == 1.0 ? pixels : qRound(pixels * m_textScale / 4) * 4;
}

int Theme::motionMs() const
{
    if (m_motion == MotionChoice::None)
        return 0;
    const QStyle *style = QApplication::style();
    const int wanted = style ? style->styleHint(QStyle::SH_Widget_Animation_Duration) : 0;
    return std::min(wanted, 120);
}

void Theme::apply()
{
    if (m_installed) {
        QApplication::setStyle(new KemaiStyle); // a fresh one polishes every widget again: sizes may have changed
        QApplication::setPalette(paletteOf(*this));
        QApplication::setFont(font());
        QToolTip::setFont(font(TextSize::Secondary));
        QToolTip::setPalette(paletteOf(*this));
    }
    emit changed();
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets)
        widget->update(); // what paints by token holds no palette that could tell it
}

Theme &theme()
{
    static QPointer<Theme> instance;
    if (!instance)
        instance = new Theme(qApp);
    return *instance;
}

void whenThemed(QObject *context, const std::function<void()> &apply)
{
    QObject::connect(&theme(), &Theme::changed, context, apply);
    apply();
}

} // namespace kemai
