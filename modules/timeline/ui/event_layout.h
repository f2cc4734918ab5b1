// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * EventLayout: one event at one width: where its time, badge, header line, bubble, text, fold and chips stand, and how
 * they are painted. Made when a row comes into view and kept while it is there. Positions count from the row's top left.
 *
 *     14:32  (o)  来电 • 400 热线 • 6 分 12 秒
 *                 ┌ text, folded after six lines        ┐
 *                 └ [录音 6:12] [工单 #20418]            ┘
 */
#pragma once

#include "timeline/ui/event_words.h"
#include "widgets/painting.h"
#include "widgets/channel_badge.h"

#include <QRect>
#include <QTextLayout>

class QPainter;

namespace kemai {

class EventLayout
{
public:
    enum class Fold : quint8 { Folded, Open };
    enum class Part : quint8 { Nothing, Bubble, FoldLink, Chip };
    static constexpr int foldedLines = 6;

    struct Hit {
        Part part = Part::Nothing;
        int chip = -1;
    };
    struct Look {
        bool selected = false;
        bool focused = false;
        Hit hovered;
    };

    // `highlight`: words that a search looks for stand on a pale ground.
    EventLayout(const TimelineEvent &event, const EventWords &words, int width, Fold fold, const QString &highlight = {});

    int height() const { return m_height; }
    bool canFold() const { return m_foldable; }
    const QList<EventChip> &chips() const { return m_chips; }
    QRect bubble() const { return m_bubble; }
    QRect foldLink() const { return m_foldLink; }
    Hit hitAt(const QPoint &at) const;
    void paint(QPainter *painter, const QPoint &topLeft, const Look &look) const;

    // Rows without an event yet, and the days' headers.
    static int estimatedHeight();
    static int dayHeight();
    static void paintDay(QPainter *painter, const QRect &row, const QString &text);
    static void paintLoading(QPainter *painter, const QRect &row);

private:
    void layOutText(const QString &text, int width, Fold fold, const QString &highlight);

    ChannelLook m_look;
    QString m_time;
    QString m_headline;
    QList<TextSpan> m_headlineHits;
    QString m_foldWords;
    QList<EventChip> m_chips;
    QTextLayout m_text;
    int m_lines = 0; // shown
    bool m_foldable = false;
    int m_width = 0;
    int m_height = 0;
    QPoint m_textAt;
    QRect m_bubble; // null: nothing to put in it
    QRect m_foldLink;
    QList<QRect> m_chipBoxes;
};

} // namespace kemai
