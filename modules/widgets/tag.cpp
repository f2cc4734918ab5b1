// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tag.h"

#include "widgets/painting.h"

#include <QPainter>

namespace kemai {

QSize tagSize(const QString &text)
{
    return {textWidth(text, theme().font(TextSize::Small)) + 12, theme().scaled(20)};
}

void paintTag(QPainter *painter, const QRect &box, const Tag &tag)
{
    paintRounded(painter, box, radius::tag, theme().color(toneGround(tag.tone)));
    paintText(painter, box.adjusted(6, 0, -6, 0), tag.text, theme().font(TextSize::Small), toneText(tag.tone),
              Qt::AlignCenter);
}

int paintTags(QPainter *painter, const QRect &box, const QList<Tag> &tags, Qt::Alignment side)
{
    constexpr int gap = 4;
    QList<Tag> shown;
    int used = 0;
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const int width = tagSize(tags[i].text).width() + (shown.isEmpty() ? 0 : gap);
        const bool last = i + 1 == tags.size();
        const int more = last ? 0 : tagSize(QStringLiteral("+9")).width() + gap;
        if (used + width + more > box.width()) {
            if (shown.isEmpty() && box.width() >= 40) { // one tag, cut short, says more than a number
                Tag only = tags[i];
                shown.append(only);
                used = std::min(width, box.width());
            } else if (!shown.isEmpty()) {
                shown.append({QStringLiteral("+%1").arg(tags.size() - i), Tone::Neutral});
                used += tagSize(shown.last().text).width() + gap;
            }
            break;
        }
        shown.append(tags[i]);
        used += width;
    }
    int x = side & Qt::AlignRight ? box.right() + 1 - used : box.x();
    for (const Tag &tag : std::as_const(shown)) {
        const QSize size = tagSize(tag.text);
        const int width = std::min(size.width(), box.right() + 1 - x);
        paintTag(painter, QRect(x, box.y() + (box.height() - size.height()) / 2, width, size.height()), tag);
        x += width + gap;
    }
    return used;
}

TagLabel::TagLabel(const Tag &tag, QWidget *parent) : QWidget(parent), m_tag(tag)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tag.text);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
}

void TagLabel::setTag(const Tag &tag)
{
    if (m_tag == tag)
        return;
    m_tag = tag;
    setAccessibleName(tag.text);
    updateGeometry();
    update();
}

QSize TagLabel::sizeHint() const
{
    return tagSize(m_tag.text);
}

void TagLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTag(&painter, rect(), m_tag);
}

} // namespace kemai
