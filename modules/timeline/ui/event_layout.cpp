// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/ui/event_layout.h"

#include "widgets/painting.h"
#include "widgets/tag.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// In pixels at a text scale of 1.
constexpr int sideMargin = 24;
constexpr int timeWidth = 52;
constexpr int badgeSize = 24;
constexpr int gap = 10;
constexpr int bubbleWidth = 640;
constexpr int bubblePaddingX = 12;
constexpr int bubblePaddingY = 8;
constexpr int chipHeight = 20;
constexpr int chipGap = 4;
constexpr int iconSize = 12;
constexpr int rowGap = 14;

int sized(int pixels) { return theme().scaled(pixels); }
int rowSpace() { return theme().density() == Density::Compact ? sized(rowGap) - 6 : sized(rowGap); }
int badgeLeft() { return sideMargin + sized(timeWidth) + gap; }
int contentLeft() { return badgeLeft() + sized(badgeSize) + gap; }
int contentWidth(int width) { return std::clamp(width - contentLeft() - sideMargin, sized(120), sized(bubbleWidth)); }

Glyph chipGlyph(EventChip::Kind kind)
{
    switch (kind) {
    case EventChip::Kind::Recording: return Glyph::Play;
    case EventChip::Kind::Ticket: return Glyph::Ticket;
    case EventChip::Kind::Attachment: return Glyph::Attachment;
    }
    return Glyph::File;
}

} // namespace

EventLayout::EventLayout(const TimelineEvent &event, const EventWords &words, int width, Fold fold, const QString &highlight)
    : m_look(channelLook(event.channel == "call"_L1 && event.direction == "out"_L1 ? u"call_out"_s : event.channel)),
      m_time(words.time(event)),
      m_headline(words.headline(event)),
      m_chips(words.chips(event)),
      m_width(width)
{
    if (!highlight.isEmpty())
        m_headlineHits = spansOf(highlight, m_headline);
    const int left = contentLeft();
    const int inner = contentWidth(width) - 2 * bubblePaddingX;
    int y = sized(badgeSize) + sized(bubblePaddingY) + 2;
    const int textTop = y;
    if (!event.body.isEmpty()) {
        layOutText(event.body, inner, fold, highlight);
        m_textAt = {left + bubblePaddingX, y};
        y += m_lines > 0 ? int(std::ceil(m_text.lineAt(m_lines - 1).rect().bottom())) : 0;
        if (m_foldable) {
            m_foldWords = fold == Fold::Folded ? EventWords::tr("Show all") : EventWords::tr("Show less");
            if (fold == Fold::Open && event.bodyLength > event.body.size())
                m_foldWords += u"  "_s + EventWords::tr("(%1 more characters; copy to read them)")
                                              .arg(words.human().count(event.bodyLength - event.body.size()));
            const QFont font = theme().font(TextSize::Secondary);
            m_foldLink = QRect(left + bubblePaddingX, y + 2, std::min(textWidth(m_foldWords, font), inner), QFontMetrics(font).height() + 2);
            y = m_foldLink.bottom() + 1;
        }
    }
    if (!m_chips.isEmpty()) {
        if (y > textTop)
            y += chipGap;
        int x = left + bubblePaddingX;
        for (const EventChip &chip : std::as_const(m_chips)) {
            const int wide = std::min(tagSize(chip.text).width() + sized(iconSize) + 4, inner);
            if (x > left + bubblePaddingX && x + wide > left + bubblePaddingX + inner) {
                x = left + bubblePaddingX;
                y += sized(chipHeight) + chipGap;
            }
            m_chipBoxes.append(QRect(x, y, wide, sized(chipHeight)));
            x += wide + chipGap;
        }
        y += sized(chipHeight);
    }
    if (y > textTop) {
        m_bubble = QRect(left, sized(badgeSize) + 2, contentWidth(width), y + sized(bubblePaddingY) - sized(badgeSize) - 2);
        m_height = m_bubble.bottom() + 1 + rowSpace();
    } else {
        m_height = sized(badgeSize) + rowSpace();
    }
}

void EventLayout::layOutText(const QString &body, int width, Fold fold, const QString &highlight)
{
    // Six lines need no more than this; a text of a million characters is not looked at.
    const qsizetype enough = qsizetype(width) * foldedLines / 2 + 200;
    QString text = fold == Fold::Folded && body.size() > enough ? body.left(enough) : body;
    const bool cut = text.size() < body.size();
    text.replace(u'\n', QChar::LineSeparator);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text.setTextOption(option);
    m_text.setFont(theme().font());
    m_text.setText(text);
    if (!highlight.isEmpty()) {
        QList<QTextLayout::FormatRange> formats;
        QTextCharFormat found;
        found.setBackground(theme().color(ColorToken::WarningWeak));
        for (qsizetype at = text.indexOf(highlight, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(highlight, at + highlight.size(), Qt::CaseInsensitive))
            formats.append({int(at), int(highlight.size()), found});
        m_text.setFormats(formats);
    }
    m_text.setCacheEnabled(true);
    m_text.beginLayout();
    qreal y = 0;
    for (;;) {
        QTextLine line = m_text.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += std::ceil(line.height());
        if (fold == Fold::Folded && m_text.lineCount() > foldedLines + 1)
            break;
    }
    m_text.endLayout();
    m_lines = m_text.lineCount();
    m_foldable = m_lines > foldedLines + 1 || cut; // one line more is not worth a link
    if (fold == Fold::Folded && m_foldable)
        m_lines = std::min(m_lines, foldedLines);
}

EventLayout::Hit EventLayout::hitAt(const QPoint &at) const
{
    if (m_foldLink.adjusted(-4, -2, 4, 2).contains(at))
        return {Part::FoldLink, -1};
    for (int i = 0; i < m_chipBoxes.size(); ++i)
        if (m_chipBoxes.at(i).contains(at))
            return {Part::Chip, i};
    return {m_bubble.contains(at) ? Part::Bubble : Part::Nothing, -1};
}

void EventLayout::paint(QPainter *painter, const QPoint &topLeft, const Look &look) const
{
    painter->save();
    painter->translate(topLeft);
    const QFont small = theme().font(TextSize::Secondary);
    paintText(painter, QRect(sideMargin, 0, sized(timeWidth), sized(badgeSize)), m_time, small, ColorToken::Text2,
              Qt::AlignRight | Qt::AlignVCenter);
    paintChannelBadge(painter, QRect(badgeLeft(), 0, sized(badgeSize), sized(badgeSize)), m_look);
    paintText(painter, QRect(contentLeft(), 0, std::max(m_width - contentLeft() - sideMargin, 0), sized(badgeSize)), m_headline, small,
              ColorToken::Text2, Qt::AlignLeft | Qt::AlignVCenter, m_headlineHits);
    if (!m_bubble.isNull()) {
        paintRounded(painter, m_bubble, radius::bubble, theme().color(look.selected ? ColorToken::AccentWeak : ColorToken::Surface),
                     theme().color(look.selected ? ColorToken::Accent : ColorToken::Border));
        painter->setPen(theme().color(ColorToken::Text));
        for (int i = 0; i < m_lines; ++i)
            m_text.lineAt(i).draw(painter, m_textAt);
        if (m_foldable) {
            QFont font = small;
            font.setUnderline(look.hovered.part == Part::FoldLink);
            paintText(painter, m_foldLink, m_foldWords, font, ColorToken::Accent);
        }
        for (int i = 0; i < m_chips.size(); ++i) {
            const bool hovered = look.hovered.part == Part::Chip && look.hovered.chip == i;
            const QRect box = m_chipBoxes.at(i);
            paintRounded(painter, box, radius::tag, theme().color(hovered ? ColorToken::AccentWeak : ColorToken::Surface2));
            const ColorToken color = hovered ? ColorToken::Accent : ColorToken::Text2;
            paintIcon(painter, QRect(box.left() + 5, box.top(), sized(iconSize), box.height()), chipGlyph(m_chips.at(i).kind), color, sized(iconSize));
            paintText(painter, box.adjusted(sized(iconSize) + 8, 0, -4, 0), m_chips.at(i).text, theme().font(TextSize::Small), color);
        }
    }
    if (look.focused)
        paintFocusRing(painter, m_bubble.isNull() ? QRect(badgeLeft() - 4, -2, m_width - badgeLeft() - sideMargin + 8, sized(badgeSize) + 4)
                                                  : m_bubble,
                       radius::bubble);
    painter->restore();
}

int EventLayout::estimatedHeight()
{
    return sized(badgeSize) + 2 + 2 * sized(bubblePaddingY) + QFontMetrics(theme().font()).height() + rowSpace();
}

int EventLayout::dayHeight()
{
    return sized(44);
}

void EventLayout::paintDay(QPainter *painter, const QRect &row, const QString &text)
{
    const QRect line(row.left() + sideMargin, row.top() + sized(8), row.width() - 2 * sideMargin, sized(24));
    const int wide = paintText(painter, line, text, theme().font(TextSize::Small), ColorToken::Text2);
    painter->fillRect(QRect(line.left() + wide + gap, line.center().y(), std::max(line.width() - wide - gap, 0), 1),
                      theme().color(ColorToken::Border));
}

void EventLayout::paintLoading(QPainter *painter, const QRect &row)
{
    const QColor grey = theme().color(ColorToken::Surface2);
    const int badge = sized(badgeSize);
    paintRounded(painter, QRect(row.left() + badgeLeft(), row.top(), badge, badge), badge / 2, grey);
    paintRounded(painter, QRect(row.left() + contentLeft(), row.top() + badge / 4, sized(160), badge / 2), radius::tag, grey);
    paintRounded(painter, QRect(row.left() + contentLeft(), row.top() + badge + 2, contentWidth(row.width()), row.height() - badge - 2 - rowSpace()),
                 radius::bubble, grey);
}

} // namespace kemai
