// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Theme: which scheme, density and text size the window has now, and the fonts and measures that follow.
 *
 * One object for the process (theme()), because a process has one style and one palette. It belongs to the
 * GUI thread. A change installs style, palette and font on the application and then emits changed(); whatever
 * paints by token (icons, delegates, the pieces of this module) only needs to repaint, which happens by itself.
 * All lengths are device-independent pixels on a 4 px grid.
 */
#pragma once

#include "widgets/tokens.h"

#include <QFont>
#include <QObject>

#include <functional>

class QWidget;

namespace kemai {

enum class Density : quint8 { Comfortable, Compact };
enum class SchemeChoice : quint8 { System, Light, Dark, Contrast };
enum class MotionChoice : quint8 { System, None };

// 12, 13, 14, 16 and 20 px at a text scale of 1.
enum class TextSize : quint8 { Small, Secondary, Body, Large, Title };
enum class TextWeight : quint16 { Regular = 400, Medium = 500, SemiBold = 600 };

namespace radius {
inline constexpr int tag = 4;
inline constexpr int control = 6;
inline constexpr int bubble = 8;
inline constexpr int card = 12;
}

class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    // Installs style, palette and font on the application; before this only the colours are there.
    void install();

    Scheme scheme() const { return m_scheme; }
    SchemeChoice schemeChoice() const { return m_choice; }
    bool isDark() const { return m_scheme != Scheme::Light; } // light text on a dark ground
    void setScheme(SchemeChoice choice);

    Density density() const { return m_density; }
    void setDensity(Density density);

    // 0.8 to 2.0; fonts and the controls that hold them grow together.
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);

    QColor color(ColorToken token) const { return QColor::fromRgb(tokenRgb(token, m_scheme)); }
    QColor mixed(ColorToken from, ColorToken to, double part) const
    {
        return QColor::fromRgb(mixedRgb(tokenRgb(from, m_scheme), tokenRgb(to, m_scheme), part));
    }

    QFont font(TextSize size = TextSize::Body, TextWeight weight = TextWeight::Regular) const;
    int fontPixels(TextSize size) const;

    // A length that grows with the text: 32 px of a control, the height of a row.
    int scaled(int pixels) const;
    int controlHeight() const { return scaled(m_density == Density::Compact ? 28 : 32); }
    int rowPadding() const { return m_density == Density::Compact ? 8 : 12; }

    // How long a movement may take, in milliseconds: 120, or 0 where the person or the system asks for less motion.
    int motionMs() const;
    void setMotion(MotionChoice choice) { m_motion = choice; }

signals:
    void changed();

private:
    void apply();

    SchemeChoice m_choice = SchemeChoice::System;
    Scheme m_scheme = Scheme::Light;
    Scheme m_systemScheme = Scheme::Light;
    MotionChoice m_motion = MotionChoice::System;
    Density m_density = Density::Comfortable;
    double m_textScale = 1.0;
    bool m_installed = false;
    QStringList m_families;
};

// The process's theme; made on first use, gone with the application.
Theme &theme();

// Calls `apply` now and after each change of the theme, as long as `context` lives.
void whenThemed(QObject *context, const std::function<void()> &apply);

} // namespace kemai
