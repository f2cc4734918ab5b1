// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_label.h"

#include "widgets/painting.h"

#include <QPainter>

namespace kemai {

TextLabel::TextLabel(TextSize size, TextWeight weight, ColorToken color, QWidget *parent)
    : QLabel(parent), m_size(size), m_weight(weight), m_color(color)
{
    setTextFormat(Qt::PlainText); // customer data is never markup
    whenThemed(this, [this] { apply(); });
}

void TextLabel::setColor(ColorToken color)
{
    m_color = color;
    apply();
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    update();
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    return m_elided ? QSize(std::min(size.width(), 32), size.height()) : size;
}

void TextLabel::apply()
{
    setFont(theme().font(m_size, m_weight));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, theme().color(m_color));
    setPalette(colors);
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    paintText(&painter, contentsRect(), text(), font(), m_color, alignment());
    setToolTip(textWidth(text(), font()) > contentsRect().width() ? text() : QString());
}

Rule::Rule(Qt::Orientation orientation, QWidget *parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Rule::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Border));
}

Ground::Ground(ColorToken color, QWidget *parent) : QWidget(parent), m_color(color) { }

void Ground::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(m_color));
}

} // namespace kemai
