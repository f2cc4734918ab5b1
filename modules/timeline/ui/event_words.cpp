// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/event_words.h"

#include "schema/schema.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
const QString dot = QStringLiteral(" • ");
constexpr qsizetype spokenLimit = 400;

bool isConversation(const QString &channel)
{
    return channel == "wechat"_L1 || channel == "chat"_L1 || channel == "mail"_L1;
}
} // namespace

EventWords EventWords::now(const QTimeZone &zone, qint64 nowMs)
{
    const Tongue tongue = language().tongue();
    return {Human(tongue, zone), tongue == Tongue::Chinese, nowMs};
}

QString EventWords::channel(const QString &code) const
{
    return choiceLabel(interaction::channel.field(), code, m_chinese);
}

QString EventWords::headline(const TimelineEvent &event) const
{
    QStringList parts;
    const QString &author = m_chinese || event.authorNameEn.isEmpty() ? event.authorName : event.authorNameEn;
    bool authorSaid = author.isEmpty();
    if (event.channel == "call"_L1) {
        parts << (event.direction == "in"_L1 ? tr("Inbound call") : event.direction == "out"_L1 ? tr("Outbound call") : tr("Call"));
    } else if (event.channel == "ticket"_L1 && !event.ticketNumber.isEmpty()) {
        parts << tr("Ticket #%1").arg(event.ticketNumber);
    } else {
        parts << channel(event.channel);
    }
    if (isConversation(event.channel)) {
        if (event.direction == "in"_L1)
            parts << (authorSaid ? tr("From customer") : tr("Customer → %1").arg(author));
        else if (event.direction == "out"_L1)
            parts << (authorSaid ? tr("From us") : tr("%1 → customer").arg(author));
        if (!event.direction.isEmpty())
            authorSaid = true;
    }
    // What an agent did is said after who did it: 打卡 • 李佳 • 已面谈.
    const bool authorFirst = event.channel == "visit"_L1;
    if (authorFirst && !authorSaid)
        parts << author;
    if (!event.subject.isEmpty())
        parts << event.subject;
    if (event.durationSeconds > 0)
        parts << m_human.duration(event.durationSeconds);
    if (event.messages > 1)
        parts << tr("%n message(s)", nullptr, event.messages);
    if (!authorFirst && !authorSaid)
        parts << author;
    if (event.channel == "ticket"_L1 && !event.ticketState.isEmpty())
        parts << choiceLabel(ticket::state.field(), event.ticketState, m_chinese);
    for (const QString &note : event.notes) { // a note may be the ticket's state as its system sent it
        const QString said = event.channel == "ticket"_L1 ? choiceLabel(ticket::state.field(), note, m_chinese) : note;
        if (!parts.contains(said))
            parts << said;
    }
    return parts.join(dot);
}

QList<EventChip> EventWords::chips(const TimelineEvent &event) const
{
    QList<EventChip> chips;
    if (!event.recording.isEmpty())
        chips.append({EventChip::Kind::Recording, tr("Recording %1").arg(m_human.shortDuration(event.recordingSeconds)), event.recording});
    if (!event.ticketNumber.isEmpty() && event.channel != "ticket"_L1)
        chips.append({EventChip::Kind::Ticket, tr("Ticket #%1").arg(event.ticketNumber), event.ticketNumber});
    for (const QString &file : event.attachments)
        chips.append({EventChip::Kind::Attachment, file, file});
    return chips;
}

QString EventWords::day(const QDate &date) const
{
    // Noon: in whatever zone, it is that day.
    return m_human.dayHeading(QDateTime(date, QTime(12, 0)).toMSecsSinceEpoch(), m_nowMs);
}

QString EventWords::spoken(const TimelineEvent &event) const
{
    QStringList parts{m_human.recent(event.atMs, m_nowMs), headline(event).replace(dot, u", "_s)};
    if (!event.body.isEmpty())
        parts << event.body.left(spokenLimit);
    for (const EventChip &chip : chips(event))
        parts << chip.text;
    return parts.join(u", "_s);
}

QString EventWords::spokenDay(const TimelineDay &each) const
{
    return tr("%1, %n event(s)", nullptr, int(each.count)).arg(day(each.date));
}

QString EventWords::copied(const TimelineEvent &event, const QString &body) const
{
    QString text = m_human.exactTime(event.atMs) % dot % headline(event);
    if (!body.isEmpty())
        text += u'\n' % body;
    for (const EventChip &chip : chips(event))
        text += u'\n' % chip.text;
    return text;
}

QString EventWords::pinnedTitle(const OpenItem &item) const
{
    return item.kind == OpenItem::Kind::Promise ? tr("Promised: %1").arg(item.text) : tr("To do: %1").arg(item.text);
}

QString EventWords::pinnedText(const OpenItem &item) const
{
    QStringList parts;
    if (const QString &owner = m_chinese || item.ownerNameEn.isEmpty() ? item.ownerName : item.ownerNameEn; !owner.isEmpty())
        parts << owner;
    if (item.madeMs > 0)
        parts << tr("promised %1").arg(m_human.shortTime(item.madeMs, m_nowMs));
    if (item.dueMs > 0)
        parts << m_human.due(item.dueMs, m_nowMs);
    return parts.join(dot);
}

} // namespace kemai
