// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/button.h"

#include "widgets/key_hint.h"
#include "widgets/painting.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionButton>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr int padding = 12;
int iconSide() { return theme().scaled(18); }
}

Button::Button(ButtonKind kind, QWidget *parent) : QPushButton(parent), m_kind(kind)
{
    setButtonKind(this, kind);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::ArrowCursor);
    setAutoDefault(false);
}

void Button::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    updateGeometry();
    update();
}

void Button::setKey(const QKeySequence &keys)
{
    setShortcut(keys);
    showKey(keys);
}

void Button::showKey(const QKeySequence &keys)
{
    m_keys = keys;
    updateGeometry();
    update();
}

void Button::setKind(ButtonKind kind)
{
    m_kind = kind;
    setButtonKind(this, kind);
}

int Button::contentWidth() const
{
    int width = textWidth(text(), theme().font());
    if (m_glyph)
        width += iconSide() + (text().isEmpty() ? 0 : 6);
    if (!m_keys.isEmpty())
        width += 8 + keyHintSize(keyHintText(m_keys)).width();
    return width;
}

QSize Button::sizeHint() const
{
    const int edge = m_keys.isEmpty() ? padding : padding - 2;
    return {std::max(contentWidth() + padding + edge, theme().controlHeight()), theme().controlHeight()};
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, this);

    QColor ink = theme().color(m_kind == ButtonKind::Primary  ? ColorToken::OnAccent
                               : m_kind == ButtonKind::Danger ? ColorToken::Danger
                                                              : ColorToken::Text);
    if (!isEnabled() && m_kind != ButtonKind::Primary)
        ink = theme().mixed(ColorToken::Text3, ColorToken::Surface, 0.35);
    int x = std::max(padding / 2, (width() - contentWidth()) / 2);
    if (m_glyph) {
        paintIcon(&painter, QRect(x, 0, iconSide(), height()), *m_glyph, ink, iconSide());
        x += iconSide() + 6;
    }
    x += paintText(&painter, QRect(x, 0, width() - x, height()), text(), theme().font(), ink);
    if (!m_keys.isEmpty()) {
        const QString keys = keyHintText(m_keys);
        const QSize size = keyHintSize(keys);
        paintKeyHint(&painter, QRect(QPoint(x + 8, (height() - size.height()) / 2), size), keys,
                     m_kind == ButtonKind::Primary ? KeyHintGround::OnAccent : KeyHintGround::Plain);
    }
}

IconButton::IconButton(Glyph glyph, QWidget *parent) : QAbstractButton(parent), m_glyph(glyph)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setButtonKind(this, ButtonKind::Quiet);
}

void IconButton::setLabel(const QString &label, const QKeySequence &keys)
{
    setAccessibleName(label);
    setToolTip(keys.isEmpty() ? label : label + u"  "_s + keyHintText(keys));
    if (!keys.isEmpty())
        setShortcut(keys);
}

void IconButton::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    update();
}

void IconButton::setColor(ColorToken color)
{
    m_color = color;
    update();
}

void IconButton::setCount(int count)
{
    m_count = count;
    update();
}

QSize IconButton::sizeHint() const
{
    return {theme().controlHeight(), theme().controlHeight()};
}

bool IconButton::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    option.initFrom(this);
    if (isDown() || isChecked())
        option.state |= QStyle::State_Sunken;
    style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, this);
    const QColor ink = isEnabled() ? theme().color(m_color) : theme().mixed(ColorToken::Text3, ColorToken::Surface, 0.6);
    paintIcon(&painter, rect(), m_glyph, ink, theme().scaled(20));
    if (m_count > 0) {
        const QString number = m_count > 99 ? u"99+"_s : QString::number(m_count);
        QFont font = theme().font(TextSize::Small, TextWeight::SemiBold);
        font.setPixelSize(10);
        const int badge = std::max(14, textWidth(number, font) + 6);
        const QRect box(width() - badge - 1, 1, badge, 14);
        paintRounded(&painter, box, 7, theme().color(ColorToken::Danger));
        paintText(&painter, box, number, font, theme().color(ColorToken::Surface), Qt::AlignCenter);
    }
}

} // namespace kemai
