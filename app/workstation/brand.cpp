// SPDX-License-Identifier: GPL-3.0-or-later
#include "brand.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace kemai {

void paintMark(QPainter *painter, const QRectF &box)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().color(ColorToken::Accent));
    const qreal side = box.width();
    painter->drawRoundedRect(box, side * 0.25, side * 0.25);
    // One beat of a pulse.
    const auto at = [&box, side](qreal x, qreal y) { return QPointF(box.x() + x * side, box.y() + y * side); };
    QPainterPath pulse(at(0.16, 0.56));
    for (const QPointF &point : {at(0.34, 0.56), at(0.43, 0.32), at(0.56, 0.74), at(0.65, 0.50), at(0.70, 0.56), at(0.84, 0.56)})
        pulse.lineTo(point);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(theme().color(ColorToken::OnAccent), side * 0.08, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(pulse);
    painter->restore();
}

QIcon markIcon()
{
    QIcon icon;
    for (const int side : {16, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintMark(&painter, QRectF(0, 0, side, side));
        icon.addPixmap(pixmap);
    }
    return icon;
}

Mark::Mark(int side, QWidget *parent) : QWidget(parent)
{
    setFixedSize(side, side);
}

void Mark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(&painter, rect());
}

} // namespace kemai
