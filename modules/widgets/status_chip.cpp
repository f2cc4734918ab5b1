// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_chip.h"

#include "widgets/painting.h"

#include <QPainter>
#include <QStyleOption>

namespace kemai {

StatusChip::StatusChip(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusChip::setStatus(Tone tone, const QString &text, const QString &details)
{
    m_tone = tone;
    setText(text);
    setToolTip(details);
    setAccessibleName(text);
    setAccessibleDescription(details);
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    return {textWidth(text(), theme().font(TextSize::Small)) + 19 + theme().scaled(9), theme().scaled(24)};
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    if (option.state & QStyle::State_MouseOver)
        paintRounded(&painter, rect(), radius::tag, theme().color(ColorToken::Surface2));
    const QColor ink = theme().color(toneText(m_tone));
    const int side = theme().scaled(9);
    const QRectF mark(8, (height() - side) / 2.0, side, side);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(ink);
    painter.setPen(Qt::NoPen);
    switch (m_tone) {
    case Tone::Success:
    case Tone::Accent:
        painter.drawEllipse(mark);
        break;
    case Tone::Warning:
    case Tone::Danger: {
        const QPolygonF triangle({{mark.center().x(), mark.top()}, {mark.right(), mark.bottom()}, {mark.left(), mark.bottom()}});
        painter.drawPolygon(triangle);
        break;
    }
    case Tone::Info:
    case Tone::Neutral:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, 2));
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1));
        break;
    }
    paintText(&painter, rect().adjusted(13 + side, 0, -4, 0), text(), theme().font(TextSize::Small), ink);
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(&painter, rect(), radius::tag);
}

} // namespace kemai
