// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TextLabel: a label that keeps its token colour, size and weight when the theme changes. Plain text only.
 */
#pragma once

#include "widgets/theme.h"

#include <QLabel>

namespace kemai {

class TextLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(TextSize size = TextSize::Body, TextWeight weight = TextWeight::Regular,
                       ColorToken color = ColorToken::Text, QWidget *parent = nullptr);

    void setColor(ColorToken color);
    ColorToken color() const { return m_color; }

    // One line, cut with an ellipsis where it does not fit, whole in the tool tip. For text of unknown length.
    void setElided(bool elided);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void apply();

    TextSize m_size;
    TextWeight m_weight;
    ColorToken m_color;
    bool m_elided = false;
};

// A rule of 1 px in the border colour.
class Rule : public QWidget
{
    Q_OBJECT

public:
    explicit Rule(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// A plain ground: paints its token and nothing else.
class Ground : public QWidget
{
    Q_OBJECT

public:
    explicit Ground(ColorToken color = ColorToken::Surface, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ColorToken m_color;
};

} // namespace kemai
