// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The few shapes everything is painted with: rounded grounds, the focus ring, the floating card, text.
 * All functions leave the painter as they found it. Lengths in device-independent pixels. GUI thread only.
 */
#pragma once

#include "widgets/theme.h"

#include <QList>
#include <QRect>
#include <QString>

class QPainter;

namespace kemai {

// A rounded rectangle whose 1 px border (if it has one) lies inside the box, on whole pixels.
void paintRounded(QPainter *painter, const QRect &box, int cornerRadius, const QColor &fill,
                  const QColor &border = QColor(), int borderWidth = 1);

// The 2 px accent ring of what has the keyboard focus, inside the box.
void paintFocusRing(QPainter *painter, const QRect &box, int cornerRadius);

// What floats (palette, toast, call card): a soft shadow, the surface, a border. The shadow takes
// floatingMargin pixels on every side; the card itself is the box without them.
inline constexpr int floatingMargin = 16;
void paintFloatingCard(QPainter *painter, const QRect &box, int cornerRadius = radius::card);

// A run of characters within a string, as a search reports its hits.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

// Where the words of a query occur in a text, regardless of case; in order, not overlapping.
QList<TextSpan> spansOf(const QString &query, const QString &text);

// One line of text, cut with an ellipsis where it does not fit; the hits stand on a pale ground.
// Returns the width used.
int paintText(QPainter *painter, const QRect &box, const QString &text, const QFont &font, const QColor &color,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, const QList<TextSpan> &hits = {},
              Qt::TextElideMode elide = Qt::ElideRight);
int paintText(QPainter *painter, const QRect &box, const QString &text, const QFont &font, ColorToken color,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, const QList<TextSpan> &hits = {},
              Qt::TextElideMode elide = Qt::ElideRight);

int textWidth(const QString &text, const QFont &font);

} // namespace kemai
