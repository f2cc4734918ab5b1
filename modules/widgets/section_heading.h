// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SectionHeading: the name of a part of a page ("待办"), its count, and at the right one small action.
 */
#pragma once

#include "widgets/button.h"

namespace kemai {

class TextLabel;

class SectionHeading : public QWidget
{
    Q_OBJECT

public:
    explicit SectionHeading(const QString &text = {}, QWidget *parent = nullptr);

    void setText(const QString &text);
    void setCount(const QString &count); // shown at the right, empty hides it
    IconButton *addAction(Glyph glyph, const QString &label);

private:
    TextLabel *m_text;
    TextLabel *m_count;
};

} // namespace kemai
