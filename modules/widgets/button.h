// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Button: text with an icon before it and its key after it, "＋ 新建客户 [Ctrl N]"; IconButton: an icon alone,
 * whose words are its tool tip and its accessible name.
 *
 * The key is shown and works: setKey() also makes it the button's shortcut.
 */
#pragma once

#include "widgets/icon.h"
#include "widgets/kemai_style.h"

#include <QKeySequence>
#include <QPushButton>

#include <optional>

namespace kemai {

class Button : public QPushButton
{
    Q_OBJECT

public:
    explicit Button(ButtonKind kind = ButtonKind::Secondary, QWidget *parent = nullptr);

    void setGlyph(Glyph glyph);
    void setKey(const QKeySequence &keys);
    void showKey(const QKeySequence &keys); // shown only: whoever owns the action makes it work
    void setKind(ButtonKind kind);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int contentWidth() const;

    ButtonKind m_kind;
    std::optional<Glyph> m_glyph;
    QKeySequence m_keys;
};

class IconButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit IconButton(Glyph glyph, QWidget *parent = nullptr);

    // The words: tool tip (with the key, if there is one) and accessible name.
    void setLabel(const QString &label, const QKeySequence &keys = {});
    void setGlyph(Glyph glyph);
    void setColor(ColorToken color);
    void setCount(int count); // a small number at the corner; 0 shows none
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Glyph m_glyph;
    ColorToken m_color = ColorToken::Text2;
    int m_count = 0;
};

} // namespace kemai
