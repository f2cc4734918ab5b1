// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/row_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace kemai {

namespace {
constexpr int gap = 8;
}

int RowDelegate::rowHeight()
{
    return theme().scaled(theme().density() == Density::Compact ? 52 : 64);
}

void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QRect box = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const QColor surface = theme().color(ColorToken::Surface);
    if (selected) {
        painter->fillRect(box, theme().color(ColorToken::AccentWeak));
        painter->fillRect(QRect(box.x(), box.y(), 3, box.height()), theme().color(ColorToken::Accent));
    } else {
        painter->fillRect(box, option.state & QStyle::State_MouseOver
                                   ? theme().mixed(ColorToken::Surface, ColorToken::Surface2, 0.6)
                                   : surface);
    }
    painter->fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme().color(ColorToken::Border));
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, box.adjusted(1, 1, -1, -2), radius::control);
}

void paintRow(QPainter *painter, const QStyleOptionViewItem &option, const RowContent &content)
{
    paintRowGround(painter, option);
    const QRect inner = option.rect.adjusted(content.side, 0, -content.side, -1);
    const QFont titleFont = theme().font(TextSize::Body, TextWeight::Medium);
    const QFont small = theme().font(TextSize::Small);
    const QFont secondaryFont = theme().font(TextSize::Secondary);
    const int titleHeight = theme().scaled(22);
    const int secondHeight = theme().scaled(20);
    const int top = inner.y() + (inner.height() - titleHeight - secondHeight) / 2;
    const QRect first(inner.x(), top, inner.width(), titleHeight);
    const QRect second(inner.x(), top + titleHeight, inner.width(), secondHeight);

    if (content.loading) {
        const QColor bar = theme().color(ColorToken::Surface2);
        paintRounded(painter, QRect(first.x(), first.y() + 5, first.width() / 4, 12), radius::tag, bar);
        paintRounded(painter, QRect(second.x(), second.y() + 4, second.width() / 2, 12), radius::tag, bar);
        return;
    }

    const int timeWidth = content.time.isEmpty() ? 0 : textWidth(content.time, small);
    paintText(painter, first, content.time, small, ColorToken::Text2, Qt::AlignRight | Qt::AlignVCenter);
    const QRect titleBox = first.adjusted(0, 0, timeWidth ? -timeWidth - gap : 0, 0);
    const int used = paintText(painter, titleBox, content.title, titleFont, ColorToken::Text,
                               Qt::AlignLeft | Qt::AlignVCenter, content.titleHits);
    if (titleBox.width() - used > 32)
        paintText(painter, titleBox.adjusted(used + 6, 1, 0, 1), content.aside, small, ColorToken::Text2,
                  Qt::AlignLeft | Qt::AlignVCenter, content.asideHits);

    const int secondaryWanted = textWidth(content.secondary, secondaryFont);
    const int roomForTags = std::max(second.width() - secondaryWanted - gap, second.width() / 3);
    const int tagsUsed = paintTags(painter, second.adjusted(second.width() - roomForTags, 0, 0, 0), content.tags);
    paintText(painter, second.adjusted(0, 0, tagsUsed ? -tagsUsed - gap : 0, 0), content.secondary, secondaryFont,
              ColorToken::Text2, Qt::AlignLeft | Qt::AlignVCenter, content.secondaryHits);
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintRow(painter, option, content(index));
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {theme().scaled(240), rowHeight()};
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const RowContent row = content(index);
    const QFont small = theme().font(TextSize::Small);
    const QRect rect = option.rect.adjusted(row.side, 0, -row.side, 0);
    const bool upper = event->pos().y() < rect.center().y();
    if (upper && !row.exactTime.isEmpty() && event->pos().x() > rect.right() - textWidth(row.time, small))
        QToolTip::showText(event->globalPos(), row.exactTime, view);
    else if (!upper && textWidth(row.secondary, theme().font(TextSize::Secondary)) > rect.width() * 2 / 3)
        QToolTip::showText(event->globalPos(), row.secondary, view);
    else
        QToolTip::hideText();
    return true;
}

} // namespace kemai
