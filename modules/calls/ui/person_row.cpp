// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/ui/person_row.h"

#include "widgets/key_hint.h"
#include "widgets/painting.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace kemai {

PersonRow::PersonRow(int key, QWidget *parent) : QAbstractButton(parent), m_key(key)
{
    setObjectName(u"person.%1"_s.arg(key));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PersonRow::setPerson(const QString &name, const QString &beside)
{
    setText(name);
    m_beside = beside;
    setAccessibleName(beside.isEmpty() ? name : QString(name + u", "_s + beside));
    setToolTip(accessibleName());
    update();
}

QSize PersonRow::sizeHint() const
{
    return {240, theme().controlHeight()};
}

void PersonRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (underMouse() || isDown())
        paintRounded(&painter, rect(), radius::control, theme().color(isDown() ? ColorToken::AccentWeak : ColorToken::Surface2));
    int x = 8;
    if (m_key > 0) {
        const QString key = QString::number(m_key);
        const QSize size = keyHintSize(key);
        paintKeyHint(&painter, QRect(QPoint(x, (height() - size.height()) / 2), size), key);
        x += size.width() + 8;
    }
    x += paintText(&painter, QRect(x, 0, width() - x - 8, height()), text(), theme().font(TextSize::Body, TextWeight::Medium), ColorToken::Text) + 8;
    if (x < width() - 24)
        paintText(&painter, QRect(x, 0, width() - x - 8, height()), m_beside, theme().font(TextSize::Secondary), ColorToken::Text2);
    if (hasFocus())
        paintFocusRing(&painter, rect(), radius::control);
}

} // namespace kemai
