// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chip.h"

#include "widgets/painting.h"

#include <QPainter>
#include <QStyleOption>

namespace kemai {

Chip::Chip(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    updateGeometry();
}

QSize Chip::sizeHint() const
{
    return {textWidth(text(), theme().font(TextSize::Small)) + 20 + (m_glyph ? theme().scaled(16) : 0), theme().scaled(24)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const bool over = (option.state & QStyle::State_MouseOver) || isDown();
    const int corner = height() / 2;
    const ColorToken ink = isChecked() ? ColorToken::Accent : ColorToken::Text2;
    if (isChecked())
        paintRounded(&painter, rect(), corner, theme().color(ColorToken::AccentWeak));
    else
        paintRounded(&painter, rect(), corner, theme().color(over ? ColorToken::Surface2 : ColorToken::Surface),
                     theme().color(ColorToken::Border));
    QRect inner = rect().adjusted(10, 0, -10, 0);
    if (m_glyph) {
        const int side = theme().scaled(14);
        paintIcon(&painter, QRect(inner.x() - 2, inner.y(), side, inner.height()), *m_glyph, ink, side);
        inner.adjust(theme().scaled(16), 0, 0, 0);
    }
    paintText(&painter, inner, text(), theme().font(TextSize::Small), ink, Qt::AlignLeft | Qt::AlignVCenter);
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(&painter, rect(), corner);
}

} // namespace kemai
