// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/grid_header.h"

#include "widgets/icon.h"
#include "widgets/painting.h"

#include <QPainter>

namespace kemai {

GridHeader::GridHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(48);
    setFixedHeight(theme().scaled(32));
    whenThemed(this, [this] { setFixedHeight(theme().scaled(32)); });
}

void GridHeader::setMarks(const QHash<int, Mark> &marks)
{
    m_marks = marks;
    viewport()->update();
}

QSize GridHeader::sectionSizeFromContents(int logicalIndex) const
{
    const QString text = model() ? model()->headerData(logicalIndex, Qt::Horizontal).toString() : QString();
    return {textWidth(text, theme().font(TextSize::Secondary, TextWeight::Medium)) + 40, theme().scaled(32)};
}

void GridHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    painter->fillRect(rect, theme().color(ColorToken::Surface2));
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().color(ColorToken::Border));
    painter->fillRect(QRect(rect.right(), rect.y() + 8, 1, rect.height() - 16), theme().color(ColorToken::Border));
    QRect inner = rect.adjusted(8, 0, -8, -1);
    const auto mark = m_marks.constFind(logicalIndex);
    if (mark != m_marks.cend()) {
        const QRect arrow(inner.right() - 14, inner.y(), 16, inner.height());
        paintIcon(painter, arrow, mark->order == Order::Ascending ? Glyph::ChevronUp : Glyph::ChevronDown, ColorToken::Accent, 14);
        inner.setRight(arrow.left() - 2);
        if (mark->of > 1) {
            const QString place = QString::number(mark->place);
            const int width = textWidth(place, theme().font(TextSize::Small));
            paintText(painter, QRect(inner.right() - width, inner.y(), width + 1, inner.height()), place, theme().font(TextSize::Small), ColorToken::Accent);
            inner.setRight(inner.right() - width - 2);
        }
    }
    paintText(painter, inner, model()->headerData(logicalIndex, Qt::Horizontal).toString(), theme().font(TextSize::Secondary, TextWeight::Medium),
              mark != m_marks.cend() ? ColorToken::Text : ColorToken::Text2);
}

} // namespace kemai
