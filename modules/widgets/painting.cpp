// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/painting.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

#include <algorithm>
#include <cmath>

namespace kemai {

namespace {
class Saved
{
public:
    explicit Saved(QPainter *painter) : m_painter(painter) { m_painter->save(); }
    ~Saved() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Saved)

private:
    QPainter *m_painter;
};
} // namespace

void paintRounded(QPainter *painter, const QRect &box, int cornerRadius, const QColor &fill, const QColor &border,
                  int borderWidth)
{
    const Saved saved(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (border.isValid()) {
        painter->setPen(QPen(border, borderWidth));
        const qreal inset = borderWidth / 2.0;
        painter->drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), cornerRadius - inset,
                                 cornerRadius - inset);
    } else {
        painter->setPen(Qt::NoPen);
        painter->drawRoundedRect(QRectF(box), cornerRadius, cornerRadius);
    }
}

void paintFocusRing(QPainter *painter, const QRect &box, int cornerRadius)
{
    paintRounded(painter, box, cornerRadius, QColor(), theme().color(ColorToken::Accent), 2);
}

namespace {

// Many faint layers make one soft edge; a blur effect would repaint the whole card for each letter typed.
void paintShadow(QPainter *painter, const QRect &card, int cornerRadius)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const int alpha = theme().isDark() ? 13 : 3;
    for (int spread = floatingMargin; spread > 0; spread -= 2) {
        painter->setBrush(QColor(0, 0, 0, alpha));
        painter->drawRoundedRect(QRectF(card).adjusted(-spread, -spread + 4, spread, spread), cornerRadius + spread,
                                 cornerRadius + spread);
    }
}

// The shadow of the smallest card, whose corners are those of every card and whose edges are stretched: the layers over a whole card
// take longer than the card with all that stands in it.
QPixmap smallestShadow(int cornerRadius, int corner, qreal ratio)
{
    const QString key = QStringLiteral("kemai.shadow.%1.%2.%3").arg(cornerRadius).arg(ratio).arg(theme().isDark());
    QPixmap shadow;
    if (QPixmapCache::find(key, &shadow))
        return shadow;
    const QSize size(2 * corner + 2, 2 * corner + 2);
    shadow = QPixmap(size * ratio);
    shadow.setDevicePixelRatio(ratio);
    shadow.fill(Qt::transparent);
    QPainter painter(&shadow);
    paintShadow(&painter, QRect(QPoint(), size).adjusted(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin), cornerRadius);
    painter.end();
    QPixmapCache::insert(key, shadow);
    return shadow;
}

} // namespace

void paintFloatingCard(QPainter *painter, const QRect &box, int cornerRadius)
{
    const Saved saved(painter);
    const QRect card = box.adjusted(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin);
    const int corner = cornerRadius + 2 * floatingMargin;
    if (box.width() < 2 * corner + 2 || box.height() < 2 * corner + 2) {
        paintShadow(painter, card, cornerRadius);
    } else {
        const qreal ratio = painter->device()->devicePixelRatioF();
        const QPixmap shadow = smallestShadow(cornerRadius, corner, ratio);
        const int columns[] = {box.left(), box.left() + corner, box.right() + 1 - corner, box.right() + 1};
        const int rows[] = {box.top(), box.top() + corner, box.bottom() + 1 - corner, box.bottom() + 1};
        const qreal from[] = {0, corner * ratio, (corner + 2) * ratio, (2 * corner + 2) * ratio};
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 3; ++column)
                if (row != 1 || column != 1) // the card itself covers the middle
                    painter->drawPixmap(QRectF(columns[column], rows[row], columns[column + 1] - columns[column], rows[row + 1] - rows[row]), shadow,
                                        QRectF(from[column], from[row], from[column + 1] - from[column], from[row + 1] - from[row]));
    }
    paintRounded(painter, card, cornerRadius, theme().color(ColorToken::Surface), theme().color(ColorToken::Border));
}

QList<TextSpan> spansOf(const QString &query, const QString &text)
{
    QList<TextSpan> found;
    const QStringList words = query.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive))
            found.append({at, word.size()});
    }
    std::sort(found.begin(), found.end(), [](TextSpan a, TextSpan b) { return a.start < b.start; });
    QList<TextSpan> merged;
    for (const TextSpan &span : std::as_const(found)) {
        if (!merged.isEmpty() && span.start <= merged.last().start + merged.last().length)
            merged.last().length = std::max(merged.last().length, span.start + span.length - merged.last().start);
        else
            merged.append(span);
    }
    return merged;
}

int textWidth(const QString &text, const QFont &font)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

int paintText(QPainter *painter, const QRect &box, const QString &text, const QFont &font, const QColor &color,
              Qt::Alignment alignment, const QList<TextSpan> &hits, Qt::TextElideMode elide)
{
    if (box.width() <= 0 || text.isEmpty())
        return 0;
    const Saved saved(painter);
    const QFontMetrics metrics(font);
    const int wanted = textWidth(text, font); // elidedText() also cuts what fits to the last pixel
    const QString shown = wanted <= box.width() ? text : metrics.elidedText(text, elide, box.width());
    const int width = wanted <= box.width() ? wanted : std::min(textWidth(shown, font), box.width());

    QRect line(box.x(), box.y(), width, metrics.height());
    if (alignment & Qt::AlignRight)
        line.moveRight(box.right());
    else if (alignment & Qt::AlignHCenter)
        line.moveLeft(box.x() + (box.width() - width) / 2);
    if (alignment & Qt::AlignVCenter)
        line.moveTop(box.y() + (box.height() - line.height()) / 2);
    else if (alignment & Qt::AlignBottom)
        line.moveBottom(box.bottom());

    const bool whole = shown.size() == text.size();
    for (const TextSpan &hit : hits) {
        const qsizetype end = std::min(hit.start + hit.length, whole ? text.size() : std::max<qsizetype>(shown.size() - 1, 0));
        if (hit.start < 0 || hit.start >= end)
            continue;
        const int from = metrics.horizontalAdvance(shown.left(hit.start));
        const int to = metrics.horizontalAdvance(shown.left(end));
        const QRect ground(line.x() + from, line.y(), to - from, line.height());
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme().color(ColorToken::WarningWeak));
        painter->drawRoundedRect(QRectF(ground).adjusted(-1, 0, 1, 0), 2, 2);
    }
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(QPointF(line.x(), line.y() + metrics.ascent()), shown);
    return width;
}

int paintText(QPainter *painter, const QRect &box, const QString &text, const QFont &font, ColorToken color,
              Qt::Alignment alignment, const QList<TextSpan> &hits, Qt::TextElideMode elide)
{
    return paintText(painter, box, text, font, theme().color(color), alignment, hits, elide);
}

} // namespace kemai
