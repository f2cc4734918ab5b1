// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * KemaiStyle: every standard Qt control, painted from the theme's tokens over Fusion.
 *
 * Buttons, fields, check boxes, tabs, scroll bars, menus and tool tips are painted here; whatever is not falls
 * back to Fusion with the token palette. A focused control always shows a 2 px accent ring (buttons and the
 * like only when the keyboard brought the focus). GUI thread only.
 */
#pragma once

#include <QProxyStyle>

class QAbstractButton;

namespace kemai {

enum class ButtonKind : quint8 {
    Secondary, // outlined: the default
    Primary,   // filled with the accent: one a page
    Quiet,     // no border until the pointer is over it
    Danger,    // outlined, danger text: asks before it acts
};

// Gives a plain QPushButton or QToolButton its kind.
void setButtonKind(QAbstractButton *button, ButtonKind kind);
ButtonKind buttonKind(const QWidget *button);

class KemaiStyle : public QProxyStyle
{
    Q_OBJECT

public:
    KemaiStyle();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace kemai
