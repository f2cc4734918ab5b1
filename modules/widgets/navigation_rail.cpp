// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/navigation_rail.h"

#include "widgets/key_hint.h"
#include "widgets/language.h"
#include "widgets/painting.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

RailButton::RailButton(Glyph glyph, QWidget *parent) : QAbstractButton(parent), m_glyph(glyph)
{
    setCheckable(true);
    setAutoExclusive(false);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RailButton::setLabel(const QString &label, const QKeySequence &keys)
{
    setText(label);
    setAccessibleName(label);
    setToolTip(keys.isEmpty() ? label : label + u"  "_s + keyHintText(keys));
    updateGeometry();
    update();
}

void RailButton::setCount(int count)
{
    m_count = count;
    update();
}

QSize RailButton::sizeHint() const
{
    return {theme().scaled(64), theme().scaled(theme().density() == Density::Compact ? 48 : 52)};
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const bool over = option.state & QStyle::State_MouseOver;
    if (isChecked())
        paintRounded(&painter, rect(), radius::bubble, theme().color(ColorToken::AccentWeak));
    else if (over || isDown())
        paintRounded(&painter, rect(), radius::bubble, theme().color(ColorToken::Surface2));
    const ColorToken ink = isChecked() ? ColorToken::Accent : ColorToken::Text2;
    const int textHeight = theme().scaled(16);
    const int side = theme().scaled(22);
    const int top = (height() - side - 2 - textHeight) / 2;
    paintIcon(&painter, QRect(0, top, width(), side), m_glyph, ink, side);
    paintText(&painter, QRect(2, top + side + 2, width() - 4, textHeight), text(),
              theme().font(TextSize::Small, isChecked() ? TextWeight::Medium : TextWeight::Regular), ink, Qt::AlignCenter);
    if (m_count > 0) {
        const QString number = m_count > 99 ? u"99+"_s : QString::number(m_count);
        QFont font = theme().font(TextSize::Small, TextWeight::SemiBold);
        font.setPixelSize(10);
        const int wide = std::max(16, textWidth(number, font) + 8);
        const QRect badge(width() / 2 + 6, 4, wide, 16);
        paintRounded(&painter, badge, 8, theme().color(ColorToken::Danger));
        paintText(&painter, badge, number, font, theme().color(ColorToken::Surface), Qt::AlignCenter);
    }
    if (hasFocus() && (option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(&painter, rect(), radius::bubble);
}

NavigationRail::NavigationRail(QWidget *parent) : QWidget(parent), m_top(new QVBoxLayout), m_bottom(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 12, 6, 12);
    column->setSpacing(0);
    m_top->setSpacing(4);
    m_bottom->setSpacing(4);
    column->addLayout(m_top);
    column->addStretch(1);
    column->addLayout(m_bottom);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    whenTranslated(this, [this] { setAccessibleName(tr("Pages")); });
}

RailButton *NavigationRail::add(const QString &page, Glyph glyph, RailEnd end)
{
    auto *entry = new RailButton(glyph, this);
    entry->setObjectName(u"rail."_s + page);
    (end == RailEnd::Top ? m_top : m_bottom)->addWidget(entry);
    m_entries.append({page, entry});
    connect(entry, &QAbstractButton::clicked, this, [this, page] {
        setCurrent(m_current); // a click on the current page must not switch it off
        emit chosen(page);
    });
    return entry;
}

RailButton *NavigationRail::button(const QString &page) const
{
    for (const Entry &entry : m_entries)
        if (entry.page == page)
            return entry.button;
    return nullptr;
}

void NavigationRail::setLabel(const QString &page, const QString &label, const QKeySequence &keys)
{
    if (RailButton *entry = button(page))
        entry->setLabel(label, keys);
}

void NavigationRail::setCount(const QString &page, int count)
{
    if (RailButton *entry = button(page))
        entry->setCount(count);
}

void NavigationRail::setCurrent(const QString &page)
{
    m_current = page;
    for (const Entry &entry : std::as_const(m_entries))
        entry.button->setChecked(entry.page == page);
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(ColorToken::Surface));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme().color(ColorToken::Border));
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (!step) {
        QWidget::keyPressEvent(event);
        return;
    }
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].button->hasFocus()) {
            const qsizetype next = std::clamp<qsizetype>(i + step, 0, m_entries.size() - 1);
            m_entries[next].button->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace kemai
