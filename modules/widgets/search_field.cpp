// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/search_field.h"

#include "widgets/button.h"
#include "widgets/key_hint.h"
#include "widgets/painting.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace kemai {

SearchField::SearchField(QWidget *parent) : QLineEdit(parent), m_clear(new IconButton(Glyph::Close, this))
{
    setFrame(false);
    setAttribute(Qt::WA_Hover);
    m_clear->setFocusPolicy(Qt::NoFocus);
    m_clear->hide();
    connect(m_clear, &QAbstractButton::clicked, this, [this] {
        clear();
        setFocus();
    });
    connect(this, &QLineEdit::textChanged, this, [this] { place(); });
    whenThemed(this, [this] { place(); });
    retranslate();
}

void SearchField::setKey(const QKeySequence &keys)
{
    m_keys = keys;
    place();
}

QSize SearchField::sizeHint() const
{
    return {theme().scaled(320), theme().controlHeight()};
}

void SearchField::place()
{
    setMinimumHeight(theme().controlHeight());
    const bool filled = !text().isEmpty();
    m_clear->setVisible(filled);
    const int hint = m_keys.isEmpty() ? 8 : keyHintSize(keyHintText(m_keys)).width() + 14;
    setTextMargins(theme().scaled(36), 0, filled ? height() : hint, 0);
    m_clear->setGeometry(width() - height() + 2, 2, height() - 4, height() - 4);
    update();
}

void SearchField::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(this);
        paintRounded(&painter, rect(), radius::control, theme().color(ColorToken::Surface2));
        paintIcon(&painter, QRect(8, 0, theme().scaled(20), height()), Glyph::Search, ColorToken::Text2, theme().scaled(18));
        if (text().isEmpty() && !m_keys.isEmpty()) {
            const QString keys = keyHintText(m_keys);
            const QSize size = keyHintSize(keys);
            paintKeyHint(&painter, QRect(QPoint(width() - size.width() - 8, (height() - size.height()) / 2), size), keys);
        }
        if (hasFocus())
            paintFocusRing(&painter, rect(), radius::control);
    }
    QLineEdit::paintEvent(event); // without a frame it paints only the text
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            emit left();
        else
            clear();
        return;
    case Qt::Key_Down:
        emit movedDown();
        return;
    case Qt::Key_Up:
        emit movedUp();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void SearchField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLineEdit::changeEvent(event);
}

void SearchField::retranslate()
{
    m_clear->setLabel(tr("Clear the search"));
    if (accessibleName().isEmpty() || accessibleName() == property("defaultName").toString()) {
        setAccessibleName(tr("Search"));
        setProperty("defaultName", accessibleName());
    }
}

} // namespace kemai
