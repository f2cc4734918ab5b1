// SPDX-License-Identifier: GPL-3.0-or-later
#include "option_card.h"

#include "widgets/painting.h"

#include <QPainter>
#include <QStyleOption>

namespace kemai {

OptionCard::OptionCard(Glyph glyph, QWidget *parent) : QAbstractButton(parent), m_glyph(glyph)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OptionCard::setTexts(const QString &title, const QString &description)
{
    setText(title);
    m_description = description;
    setAccessibleName(title);
    setAccessibleDescription(description);
    update();
}

QSize OptionCard::sizeHint() const
{
    return {theme().scaled(360), theme().scaled(60)};
}

void OptionCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const bool over = option.state & QStyle::State_MouseOver;
    const QColor fill = theme().color(isChecked() ? ColorToken::AccentWeak : over ? ColorToken::Surface2 : ColorToken::Surface);
    paintRounded(&painter, rect(), radius::bubble, fill, theme().color(isChecked() ? ColorToken::Accent : ColorToken::Border));
    paintIcon(&painter, QRect(16, 0, theme().scaled(24), height()), m_glyph, isChecked() ? ColorToken::Accent : ColorToken::Text2, theme().scaled(22));
    const int left = 32 + theme().scaled(24);
    const int check = theme().scaled(20);
    const QRect text(left, 0, width() - left - check - 20, height());
    const int line = theme().scaled(20);
    const int top = (height() - 2 * line) / 2;
    paintText(&painter, QRect(text.x(), top, text.width(), line), this->text(), theme().font(TextSize::Body, TextWeight::SemiBold),
              ColorToken::Text);
    paintText(&painter, QRect(text.x(), top + line, text.width(), line), m_description, theme().font(TextSize::Secondary),
              ColorToken::Text2);
    if (isChecked())
        paintIcon(&painter, QRect(width() - 16 - check, 0, check, height()), Glyph::CheckCircle, ColorToken::Accent, check);
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(&painter, rect(), radius::bubble);
}

} // namespace kemai
