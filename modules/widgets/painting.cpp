// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/painting.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

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

void paintFloatingCard(QPainter *painter, const QRect &box, int cornerRadius)
{
    const Saved saved(painter);
    const QRect card = box.adjusted(floatingMargin, floatingMargin, -floatingMargin, -floatingMargin);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    // Many faint layers make one soft edge; a blur effect would repaint the whole card for each letter typed.
    const int alpha = theme().isDark() ? 13 : 3;
    for (int spread = floatingMargin; spread > 0; spread -= 2) {
        painter->setBrush(QColor(0, 0, 0, alpha));
        painter->drawRoundedRect(QRectF(card).adjusted(-spread, -spread + 4, spread, spread), cornerRadius + spread,
                                 cornerRadius + spread);
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
    const int width = std::min(textWidth(shown, font), box.width());

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
