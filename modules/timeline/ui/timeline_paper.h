// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelinePaper: a customer's timeline on pages, for a PDF or a printer: title, days, events with time, channel, who and their
 * whole text, and at the foot who printed it, when, and the page's number.
 *
 * Events are added as they are read, so the size of a timeline costs paper and no memory. Fonts are embedded as the device does it;
 * the device must live until finish(). One thread at a time; it need not be the GUI's.
 */
#pragma once

#include "timeline/ui/event_words.h"

#include <QFont>
#include <QPainter>

class QPagedPaintDevice;

namespace kemai {

class TimelinePaper
{
public:
    struct Head {
        QString customer;
        QString below;     // company, number: what tells them apart
        QString printedBy; // empty: nobody is logged in
        QString printedAt;
        QString family;    // of the font; with CJK
    };

    TimelinePaper(QPagedPaintDevice &device, Head head, const EventWords &words, const QTimeZone &zone);
    ~TimelinePaper();

    bool isSound() const { return m_painter.isActive(); } // false: the device refused
    void add(const QList<TimelineEvent> &events);
    int finish(); // the number of pages; nothing is added after it

private:
    QFont font(double points, QFont::Weight weight = QFont::Normal) const;
    void beginPage();
    void endPage();
    void need(double height); // a new page if there is not so much left
    void write(const QString &text, const QFont &font, const QColor &color, double left);

    QPagedPaintDevice &m_device;
    Head m_head;
    EventWords m_words;
    QTimeZone m_zone;
    QPainter m_painter;
    QDate m_day;
    double m_unit = 1;   // of a point
    double m_width = 0;
    double m_bottom = 0; // above the foot
    double m_y = 0;
    int m_page = 0;
};

} // namespace kemai
