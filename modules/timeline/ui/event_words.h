// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * EventWords: how an event is said, in the language of the moment: the header line over its bubble, its chips, the line a
 * screen reader reads, the text that goes into the clipboard. Times are local here and nowhere below.
 */
#pragma once

#include "timeline/desk/timeline_event.h"
#include "widgets/human.h"

#include <QCoreApplication>

namespace kemai {

struct EventChip {
    enum class Kind : quint8 { Recording, Ticket, Attachment };
    Kind kind = Kind::Ticket;
    QString text;
    QString target; // the recording, the ticket's number, the file's name

    friend bool operator==(const EventChip &, const EventChip &) = default;
};

class EventWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::EventWords)

public:
    EventWords(const Human &human, bool chinese, qint64 nowMs) : m_human(human), m_chinese(chinese), m_nowMs(nowMs) { }

    // In the program's language and this zone.
    static EventWords now(const QTimeZone &zone, qint64 nowMs);

    QString channel(const QString &code) const;          // 企业微信
    QString headline(const TimelineEvent &event) const;  // 来电 • 400 热线 • 6 分 12 秒 • 王倩
    QList<EventChip> chips(const TimelineEvent &event) const;
    QString day(const QDate &date) const;                // 今天 11 月 22 日 周日
    QString time(const TimelineEvent &event) const { return m_human.clockTime(event.atMs); }
    QString spoken(const TimelineEvent &event) const;
    QString spokenDay(const TimelineDay &day) const;
    QString copied(const TimelineEvent &event, const QString &body) const; // a citation: when, what, who, the words
    QString pinnedTitle(const OpenItem &item) const;
    QString pinnedText(const OpenItem &item) const;      // 李佳 • 11-17 承诺 • 逾期 2 天
    const Human &human() const { return m_human; }
    bool chinese() const { return m_chinese; }

private:
    Human m_human;
    bool m_chinese;
    qint64 m_nowMs;
};

} // namespace kemai
